//! The pages of a site and the files beside them.

mod any_text;
mod beside;
mod calendar;
mod circular;
mod outcomes;
mod rectification;
mod reports;
mod results_schema;
mod reviews;
mod search;
mod sentences;
mod site;
mod style_guide;
mod xlsx;
