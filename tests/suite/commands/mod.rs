//! The command line, and what is done with it.

mod check;
mod cli;
mod draw;
mod examples;
mod groups;
mod output;
mod plausible;
mod readme;
