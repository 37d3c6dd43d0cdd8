//! Pages in headless Chromium, as a reader opens them from a folder.

mod opens;
mod save;
mod search;
