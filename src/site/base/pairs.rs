//! Which years are compared with each other, and the ways from other pages to the comparisons.

use std::cmp::Reverse;

use crate::attribution::{self, Attribution};
use crate::model::{Scheme, SchemeId, Year};
use crate::site::base::{Link, Mark, Site, YearSite};

/// What pages that lead to comparisons call them.
pub(crate) const COMPARISONS: &str = "年度比较";

/// A scheme in two years: positions of year and scheme in the site's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearPair {
    pub earlier: (usize, usize),
    pub later: (usize, usize),
}

impl YearPair {
    /// The file that compares them, without its ending, from the root: `compare/main/2018-2019`.
    pub(crate) fn stem(&self, years: &[YearSite]) -> String {
        let of = |(y, s): (usize, usize)| (&years[y], &years[y].schemes[s]);
        let ((this, _), (that, scheme)) = (of(self.earlier), of(self.later));
        format!("compare/{}/{}-{}", scheme.scheme.id, this.year.year, that.year.year)
    }

    /// Whether both years have grades, so that these are compared.
    pub(crate) fn is_graded(&self, years: &[YearSite]) -> bool {
        [self.earlier, self.later].iter().all(|(y, s)| years[*y].schemes[*s].is_graded())
    }

    /// Whether it compares this year.
    pub(crate) fn has(&self, y: usize) -> bool {
        self.earlier.0 == y || self.later.0 == y
    }
}

/// The pairs of years that are compared, newest first: neighbours, and those asked for; each scheme both years have.
pub(crate) fn pairs(years: &[YearSite], asked: &[(Year, Year)]) -> Vec<YearPair> {
    let position = |year: Year| years.iter().position(|of| of.year.year == year);
    let mut wanted: Vec<(usize, usize)> = (1..years.len()).map(|later| (later - 1, later)).collect();
    wanted.extend(asked.iter().filter_map(|(this, that)| Some((position(*this)?, position(*that)?))));
    wanted.retain(|(earlier, later)| earlier < later);
    wanted.sort_by_key(|(earlier, later)| (Reverse(*later), Reverse(*earlier)));
    wanted.dedup();
    let of_years = |(earlier, later): (usize, usize)| {
        let schemes = years[later].schemes.iter().enumerate();
        schemes.filter_map(move |(s, scheme)| {
            let before = position_in(&years[earlier..later], scheme.scheme)?;
            Some(YearPair { earlier: (earlier, before), later: (later, s) })
        })
    };
    wanted.into_iter().flat_map(of_years).collect()
}

/// Where the first of these years, which stand before a scheme's, has that scheme, whatever it was called there.
fn position_in<'s>(years: &'s [YearSite], scheme: &Scheme) -> Option<usize> {
    let look = |year: &'s YearSite, id: &SchemeId| {
        let found = year.schemes.iter().position(|of| of.scheme.id == *id);
        (found, found.map(|at| year.schemes[at].scheme))
    };
    scheme.back(years.iter().rev(), look).last()?
}

impl Site<'_> {
    /// The pairs that are compared, newest years first.
    pub fn comparisons(&self) -> &[YearPair] {
        &self.comparisons
    }

    /// Works out where the changes between all pairs come from, before pages ask on many threads: working it out shares
    /// the threads of whoever asks, and two that wait for each other's pair would wait for ever.
    pub fn attribute(&self) {
        for pair in &self.comparisons {
            self.attribution(*pair);
        }
    }

    /// Where the changes between a pair come from; nothing where a number grows too long to say.
    pub fn attribution(&self, pair: YearPair) -> Option<&Attribution> {
        let at = self.comparisons.iter().position(|of| *of == pair)?;
        let scored = |(y, s): (usize, usize)| self.years[y].schemes[s].scored;
        let attribution = || attribution::of_pair(scored(pair.earlier), scored(pair.later)).ok();
        self.attributions[at].get_or_init(attribution).as_ref()
    }

    /// The comparisons of a year's scheme with other years, as seen from a page `up` from the root: 与2018年度.
    pub(crate) fn comparisons_of(&self, y: usize, s: usize, up: &str) -> Vec<Link> {
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
    pub(crate) fn comparisons_from(&self, y: usize, s: usize, up: &str) -> Vec<Link> {
        if self.input.root && self.years[y].mark == Mark::Draft {
            self.comparisons_of(y, s, up)
        } else {
            Vec::new()
        }
    }
}
