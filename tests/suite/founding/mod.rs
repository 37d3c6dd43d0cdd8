//! The founding case: its records, the cases they show, the regulation they follow.

mod cases;
mod content;
#[path = "../../../examples/founding/generate/mod.rs"]
mod generate;
mod regulation;
