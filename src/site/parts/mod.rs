//! What several kinds of page show: pictures, tables, facts for papers. Parts stand on `base` and know no page.

pub(crate) mod attachment;
pub(crate) mod bars;
pub(crate) mod calendar;
pub(crate) mod editions;
pub(crate) mod facts;
pub(crate) mod groups;
pub(crate) mod letters;
pub(crate) mod node;
pub(crate) mod outcomes;
pub(crate) mod reports;
pub(crate) mod reviews;
pub(crate) mod sides;
pub(crate) mod standing;
pub(crate) mod trend;
pub(crate) mod year_card;
pub(crate) mod years;
