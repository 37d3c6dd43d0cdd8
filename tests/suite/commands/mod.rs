//! The command line, and what is done with it.

mod cli;
mod draw;
mod examples;
mod groups;
mod output;
mod readme;
