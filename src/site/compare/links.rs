//! The ways from other pages to the comparisons.

use super::super::inline::Link;
use super::super::{Mark, Site};
use super::YearPair;

impl Site<'_> {
    /// The pairs that are compared, newest years first.
    pub fn comparisons(&self) -> &[YearPair] {
        &self.comparisons
    }

    /// The comparisons of a year's scheme with other years, as seen from a page `up` from the root: 与2018年度.
    pub(in super::super) fn comparisons_of(&self, y: usize, s: usize, up: &str) -> Vec<Link> {
        let of = self.comparisons.iter().filter(|pair| pair.earlier == (y, s) || pair.later == (y, s));
        let link = |pair: &YearPair| {
            let other = if pair.later == (y, s) { pair.earlier.0 } else { pair.later.0 };
            let title = format!("与{}", self.years[other].year.title);
            Link::to(title, format!("{up}{}.html", pair.stem(&self.years)))
        };
        of.map(link).collect()
    }

    /// The same for a page of the year's edition. Released editions are taken along without what stands beside them,
    /// and a draft that is printed beside its edition is not what is compared: neither has a way there.
    pub(in super::super) fn comparisons_from(&self, y: usize, s: usize, up: &str) -> Vec<Link> {
        if self.input.root && self.years[y].mark == Mark::Draft {
            self.comparisons_of(y, s, up)
        } else {
            Vec::new()
        }
    }
}
