//! The site: what pages there are and what stands on each.
//!
//! In: the content, the scored years with their history, and the mark of the edition. Out: [`Site::files`], a cheap
//! list of every file, each with what makes it when it is asked for, so that pages can be rendered and written one at a
//! time on all cores. The site alone turns clause ids into links; what its pages say in sentences stands in `wording`.
//! It never computes a score or a grade, and knows neither templates nor formats of files.
//!
//! Three layers, each standing only on those before it: `base`, `parts`, `pages`. [`register`] lists the kinds of pages.

pub(crate) mod base;
pub(crate) mod pages;
pub(crate) mod parts;
pub mod register;
#[cfg(test)]
mod tests;

pub use base::chrome::{Chrome, Marks, NavItem, Stamp};
pub use base::events::{CalendarEvent, CalendarFile};
pub use base::figure::Figure;
pub use base::find::{EntryKind, Findable, findable};
pub use base::inline::{GradeView, Html, Link};
pub use base::kind::{At, File, Form, Kind};
pub use base::links::{CORRECTIONS, ROWS, subject_file};
pub use base::page::{Page, Text};
pub use base::pairs::YearPair;
pub use base::paper::{PaperAt, PaperPage};
pub use base::scheme::SchemeSite;
pub use base::sheet::{Cell, Head, Row, Sheet, Stream, Table};
pub use base::site::{Input, Mark, Site, YearInput, YearSite};
pub use base::table::{Attachment, TablePaper};
pub use pages::bulletin::file as circular_file;
pub use pages::free::file as free_file;
pub use pages::letter::file as letter_file;
pub use pages::method::lists::MethodLists;
pub use pages::ranking::data::{Datum, data as data_sheet};
pub use pages::ranking::others::{Asked, others as others_sheet};
pub use pages::ranking::sheet::sheet as results_sheet;
pub use pages::report::texts_of as report_texts;
pub use pages::todo::sheet as todo_sheet;
pub use parts::facts::{BulletinContext, context as bulletin_context, placeholder};
pub use parts::letters::facts::{ItemFacts, LetterContext, LetterFacts};
pub use parts::letters::letter;
