//! What people fill in: the files they begin with, and what is still missing in those they have.
//!
//! In: the content as far as it can be read, and its texts. Out: texts of new files, and lists of what to fill in
//! ([`todo()`]). What a record is asked for is worked out once ([`Asked`]): a new record has all of it as lines to fill in,
//! the list has what is missing of it. [`schema`] says to editors what files may hold.
//!
//! Nothing here reads or writes a file, and no YAML is printed from a tree: what is carried over from one year to the
//! next is changed at the places of its values, so that comments, order and quotes stay as the office has them.

mod ask;
mod edit;
mod new_record;
mod new_scheme;
mod new_year;
pub mod schema;
pub mod sheets;
mod shift;
mod start;
mod todo;

pub use ask::{Ask, Asked, Sort};
pub use new_record::new_record;
pub use new_scheme::{Form, SchemeOf, list_scheme, new_scheme};
pub use new_year::{NewYear, new_year};
pub use start::{example, examples, start};
pub use todo::{Item, Lack, Todo, todo};
