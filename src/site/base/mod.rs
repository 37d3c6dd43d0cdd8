//! What every page stands on: the prepared site and its schemes, what a kind and a page are, the chrome around pages,
//! addresses, clauses. It knows no kind of page by name.

pub(crate) mod change;
pub(crate) mod chrome;
pub(crate) mod clauses;
pub(crate) mod contents;
pub(crate) mod downloads;
pub(crate) mod events;
pub(crate) mod figure;
pub(crate) mod find;
pub(crate) mod inline;
pub(crate) mod kept;
pub(crate) mod keys;
pub(crate) mod kind;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod page;
pub(crate) mod pairs;
pub(crate) mod paper;
pub(crate) mod peer_groups;
pub(crate) mod problems;
pub(crate) mod scheme;
pub(crate) mod sheet;
pub(crate) mod site;
pub(crate) mod subjects;
pub(crate) mod table;

// What nearly every page names.
pub(crate) use change::{delta, direction};
pub(crate) use chrome::{Chrome, NavItem, Outside, Shows, Within};
pub(crate) use clauses::{ClauseRow, cite};
pub(crate) use contents::{Section, sections};
pub(crate) use downloads::Downloads;
pub(crate) use figure::Figure;
pub(crate) use find::Finder;
pub(crate) use inline::{GradeView, Html, Link};
pub(crate) use keys::Key;
pub(crate) use kind::{At, Data, Form, Kind, Own, Spot, Way};
pub(crate) use links::{CORRECTIONS, ROWS, href, list_file, page_count, subject_file};
pub(crate) use page::{Page, Text};
pub(crate) use pairs::YearPair;
pub(crate) use paper::{PaperAt, PaperPage};
pub(crate) use scheme::{EarlierScheme, Lead, SchemeSite};
pub(crate) use sheet::{Cell, Columns, Head, Stream, Table};
pub(crate) use site::{Mark, Site, YearSite};
