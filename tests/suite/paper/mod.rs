//! What is printed, from pages and from Word files.

mod budget;
mod circular;
mod head;
mod letters;
mod links;
mod pages;
