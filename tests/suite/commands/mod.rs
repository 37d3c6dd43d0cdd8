//! The command line, and what is done with it.

mod backup;
mod check;
mod cli;
mod codes;
mod confirm;
mod draw;
mod entry;
mod examples;
mod groups;
mod output;
mod plausible;
mod readme;
mod schema;
mod sheets;
mod sound;
mod workbook;
