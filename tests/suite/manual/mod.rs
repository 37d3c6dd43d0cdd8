//! The manual in Chinese, `docs/zh/`: what it states is what the program does.

mod commands;
mod example;
mod format;
mod links;
mod page;
mod pictures;
mod schemes;
mod walk;
