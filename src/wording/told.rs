//! What sentences about a scheme's results are told from.

use std::collections::BTreeMap;

use super::{Span, decision, plain};
use crate::history::{Scored, Spreads};
use crate::model::{
    Aggregate, Body, ClauseId, DatedName, GradeIndex, NodeIndex, Rule, Scheme, SchemeResults, Subject,
    SubjectId, SubjectIndex, SubjectResult, Year, YearContent,
};

/// Groups that a sentence, a title or a row of key numbers can name.
pub(crate) const NAMED: usize = 4;

/// A scheme of one year with its results and names.
#[derive(Debug)]
pub struct Told<'a> {
    pub year: &'a YearContent,
    /// The evaluation and its results.
    pub scored: &'a Scored<'a>,
    pub scheme: &'a Scheme,
    pub results: &'a SchemeResults,
    /// Each subject's name in that year, in the scheme's order.
    pub names: Vec<&'a DatedName>,
    /// Every subject of the content, whether the scheme lists it or not.
    pub all: &'a BTreeMap<SubjectId, Subject>,
    /// How many leaves each subject has not reported.
    pub missing: Vec<usize>,
    /// How each peer group spreads at each node.
    pub spreads: Spreads,
    /// What the year is called that the results are compared with: 上年, 2018年度.
    pub before: String,
}

/// What a year is called beside another that is compared with it: 上年 where it is the calendar year before, else by its
/// own title.
pub(crate) fn year_before(this: Year, earlier: &YearContent) -> String {
    if this.before() == Some(earlier.year) { LAST_YEAR.to_owned() } else { earlier.title.clone() }
}

/// The calendar year before.
pub(crate) const LAST_YEAR: &str = "上年";

impl<'a> Told<'a> {
    /// A subject's result.
    pub fn result(&self, subject: SubjectIndex) -> &'a SubjectResult {
        &self.results.subjects[subject.get()]
    }

    /// A subject's short name.
    pub fn short(&self, subject: SubjectIndex) -> &'a str {
        &self.names[subject.get()].short
    }

    /// What a grade is called.
    pub(crate) fn grade_name(&self, grade: GradeIndex) -> &'a str {
        &self.scheme.grade(grade).name
    }

    /// What stands behind a number of subjects that were named before: 市, 县 or 个.
    pub fn unit(&self) -> &'a str {
        self.scheme.noun.unit()
    }

    /// How many subjects there are, with what they are: 14市, 40个国家.
    pub fn count(&self) -> String {
        self.scheme.noun.of(self.scheme.subjects.len())
    }

    /// Whether the scheme has grades.
    pub fn is_graded(&self) -> bool {
        self.scheme.is_graded()
    }

    /// How many subjects have each grade.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.scheme.grades.len()];
        let graded = self.results.subjects.iter().filter_map(|subject| subject.grade);
        graded.for_each(|grade| counts[grade.get()] += 1);
        counts
    }

    /// How many subjects have another final grade than the one their score reaches.
    pub(crate) fn turned(&self) -> usize {
        self.results.subjects.iter().filter(|subject| subject.by_threshold != subject.grade).count()
    }

    /// The root's children: what a total is made of.
    pub fn sections(&self) -> &'a [NodeIndex] {
        self.scheme.node(NodeIndex::new(Scheme::ROOT)).children()
    }

    /// Whether the total is the sum of what its parts add.
    pub fn adds_up(&self) -> bool {
        self.aggregate().adds_up()
    }

    /// How the total comes from its parts.
    pub(crate) fn aggregate(&self) -> Aggregate {
        match self.scheme.nodes[Scheme::ROOT].body {
            Body::Branch { aggregate, .. } => aggregate,
            // The reader gives every scheme a tree.
            Body::Leaf { .. } => Aggregate::Mean,
        }
    }

    /// Whether the subjects have places.
    pub fn is_ranked(&self) -> bool {
        self.scheme.ranking.is_some()
    }

    /// Whether subjects are compared and ranked in several groups.
    pub(crate) fn is_grouped(&self) -> bool {
        self.results.groups.len() > 1
    }

    /// Whether places are given within several groups.
    pub(crate) fn ranks_groups(&self) -> bool {
        self.is_grouped() && self.scheme.ranks_groups()
    }

    /// The group a subject is ranked in, where there are several.
    pub(crate) fn group_of(&self, subject: SubjectIndex) -> Option<&'a str> {
        let group = self.results.groups.get(self.result(subject).group).and_then(Option::as_deref);
        group.filter(|_| self.ranks_groups())
    }

    /// The groups with their names, where there are several, and few enough to be named.
    pub(crate) fn named_groups(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let groups = &self.results.groups;
        let shown = if (2..=NAMED).contains(&groups.len()) { &groups[..] } else { &[] };
        shown.iter().enumerate().filter_map(|(at, name)| Some((at, name.as_deref()?)))
    }

    /// What the competent body decided about a subject in the place of what was computed: when, who, in which
    /// document, why.
    pub fn decision(&self, subject: SubjectIndex) -> Option<String> {
        let found = self.scored.evaluation.decisions.get(subject.get())?.as_ref()?;
        Some(self.plain(&decision(self.result(subject), found)))
    }

    /// Wording without links, clauses as they are cited.
    pub(crate) fn plain(&self, spans: &[Span]) -> String {
        plain(self.scheme, spans, |clause| self.cite(clause).to_owned())
    }

    /// What a rule rests on: its clause as it is cited, or its name where it has none.
    pub(crate) fn basis<'c>(&'c self, rule: &'c Rule) -> &'c str {
        rule.clause.as_ref().map_or(&*rule.title, |clause| self.cite(clause))
    }

    /// A total with as many decimals as show its grade and its place.
    pub(crate) fn score(&self, subject: SubjectIndex) -> String {
        super::scale::published(self.scheme, self.result(subject)).unwrap_or_else(super::number::dash)
    }

    /// A node's score, in the scheme's scale, with as many decimals as show its grade.
    pub(crate) fn node_score(&self, node: NodeIndex, score: rust_decimal::Decimal) -> String {
        let decimals = self.scheme.telling_decimals(node, score);
        super::scale::of_full(self.scheme, node, super::number::places(score, decimals))
    }

    /// A place for a cell that has no room for two: 2, or 2（全部5）.
    pub(crate) fn place(&self, subject: SubjectIndex) -> String {
        super::result::place_of(self.result(subject))
    }

    /// What told a subject's place from the next one's, where the printed score does not: 未取整90.9234, or 同分比“组织领导”92.00.
    pub(crate) fn parted(&self, subject: SubjectIndex) -> Option<String> {
        super::result::parted(self, subject)
    }

    /// A clause as it is cited.
    pub(crate) fn cite<'c>(&'c self, clause: &'c ClauseId) -> &'c str {
        self.year.cite(clause)
    }
}
