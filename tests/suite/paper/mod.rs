//! What is printed, from pages and from Word files.

mod circular;
mod letters;
mod pages;
