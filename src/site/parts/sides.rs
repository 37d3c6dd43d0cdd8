//! What every part of a comparison reads: both years, their comparison, and the ways into their pages.

use std::cmp::Reverse;

use crate::history::{Compared, Comparison, Standing};
use crate::model::DatedName;
use crate::site::base::{GradeView, Link, SchemeSite, Site, YearPair};
use crate::wording::comparison::TwoYears;

/// Two years of a scheme with their comparison.
#[derive(Debug)]
pub struct Sides<'s, 'a> {
    pub earlier: &'s SchemeSite<'a>,
    pub later: &'s SchemeSite<'a>,
    /// From the comparison's page to each year's folder of the scheme.
    pub(crate) folders: [String; 2],
    pub comparison: Comparison<'a>,
}

impl<'s, 'a> Sides<'s, 'a> {
    /// Compares a pair of the site.
    pub fn of(site: &'s Site<'a>, pair: YearPair) -> Self {
        let scheme = |(y, s): (usize, usize)| &site.years[y].schemes[s];
        let (earlier, later) = (scheme(pair.earlier), scheme(pair.later));
        let folders = [pair.earlier, pair.later]
            .map(|(y, s)| format!("../../{}{}/", site.years[y].folder, site.years[y].schemes[s].scheme.id));
        Self { earlier, later, folders, comparison: Comparison::of(earlier.scored, later.scored) }
    }

    /// The same as sentences know it.
    pub(crate) fn told(&self) -> TwoYears<'_, 'a> {
        TwoYears { earlier: self.earlier, later: self.later, comparison: &self.comparison }
    }

    /// Whether both years' totals are told in the same scale.
    pub(crate) fn alike(&self) -> bool {
        self.earlier.scheme.told_like(self.later.scheme)
    }

    /// 2018 and 2019
    pub(crate) fn numbers(&self) -> [String; 2] {
        [self.earlier, self.later].map(|of| of.year.year.to_string())
    }

    /// A subject's name.
    pub fn name(&self, subject: &Compared) -> &'a DatedName {
        self.told().name(subject)
    }

    /// A subject's short name.
    pub(crate) fn short(&self, subject: &Compared) -> &'a str {
        &self.name(subject).short
    }

    /// Its pages in the earlier and in the later year.
    pub(crate) fn hrefs(&self, subject: &Compared) -> [Option<String>; 2] {
        let page = |side: usize, of: &SchemeSite, standing: Option<&Standing>| {
            standing.map(|standing| format!("{}{}", self.folders[side], of.files[standing.subject.get()]))
        };
        [page(0, self.earlier, subject.earlier.as_ref()), page(1, self.later, subject.later.as_ref())]
    }

    /// Its short name, which leads to its later page, or to its earlier one where it is gone.
    pub(crate) fn link(&self, subject: &Compared) -> Link {
        let [earlier, later] = self.hrefs(subject);
        Link { text: self.short(subject).to_owned(), href: later.or(earlier) }
    }

    /// Its final grades in both years, each as that year shows it.
    pub fn grades(&self, subject: &Compared) -> [Option<GradeView<'a>>; 2] {
        let grade = |of: &SchemeSite<'a>, standing: Option<&Standing>| {
            standing.and_then(|standing| standing.result().grade).map(|grade| of.grade(grade))
        };
        [grade(self.earlier, subject.earlier.as_ref()), grade(self.later, subject.later.as_ref())]
    }

    /// The subjects' positions, largest change of the published score first; those without one last.
    pub(crate) fn by_change(&self) -> Vec<usize> {
        let subjects = &self.comparison.subjects;
        let mut order: Vec<usize> = (0..subjects.len()).collect();
        order.sort_by_key(|at| Reverse(subjects[*at].score_change().map(|change| change.abs())));
        order
    }
}
