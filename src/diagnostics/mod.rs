//! Diagnostics: what is wrong with the content, for the people who keep it.
//!
//! In: a kind of problem from the one catalogue ([`Code`]), a place and what was found there. Out: text with the
//! source line and a caret under it ([`render`]), or JSON for programs ([`json`]). Messages are Chinese, with the
//! field names as they stand in the file; each says what was found, what is allowed and what to do.
//! Nothing here reads a file or decides whether something is a problem.

mod catalogue;
mod diagnostic;
mod json;
mod list;
mod misread;
mod nearest;
mod order;
mod render;
mod system;
mod told;

pub use catalogue::{Code, Level};
pub use diagnostic::{Diagnostic, Related, Span};
pub use json::{json, write_json};
pub use list::{some, some_of};
pub use misread::{misread, other_format, rewritten};
pub use nearest::nearest;
pub use order::{fold, sort};
pub use render::{Style, render, render_all};
pub use system::{at_path, remedy, said};
pub use told::{Example, Place as ExamplePlace, Told, handbook};
