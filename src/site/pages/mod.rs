//! One file or folder a kind of page, with its template under the same name in the theme. A page stands on `base` and
//! `parts` and never on another page; what two of them need is a part.

pub(crate) mod archive;
pub(crate) mod breakdown;
pub(crate) mod bulletin;
pub(crate) mod calendar;
pub(crate) mod compare;
pub(crate) mod compares;
pub(crate) mod draws;
pub(crate) mod free;
pub(crate) mod groups;
pub(crate) mod home;
pub(crate) mod indicator;
pub(crate) mod letter;
pub(crate) mod letters;
pub(crate) mod method;
pub(crate) mod outcomes;
pub(crate) mod overview;
pub(crate) mod ranking;
pub(crate) mod rectification;
pub(crate) mod report;
pub(crate) mod reviews;
pub(crate) mod search;
pub(crate) mod style;
pub(crate) mod subject;
pub(crate) mod subjects;
pub(crate) mod summary;
pub(crate) mod talks;
pub(crate) mod todo;
pub(crate) mod year;
