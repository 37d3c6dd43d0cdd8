//! All integration tests: one binary, so that what is costly is made once and the tests fill every core.
//!
//! A test goes where its subject is; what it needs of content, program and pages is a [`case::Case`].

mod case;
mod tools;

mod browser;
mod commands;
mod editions;
mod founding;
mod layers;
mod manual;
mod output;
mod pages;
mod paper;
mod scoring;
mod tables;
mod years;
