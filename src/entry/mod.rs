//! Helping those who write content: what files may hold.
//!
//! In: the model. Out: what is offered to be filled in. Nothing here reads, scores or writes.

pub mod schema;
