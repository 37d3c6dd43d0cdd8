//! A scheme of one year, prepared: what its thousands of pages share.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::history::{Change, SchemeDiff, Scored, ScoredYear, Spreads, Standing};
use crate::model::{
    FigureIndex, GradeIndex, Method, Node, NodeIndex, Role, Scheme, State, Status, SubjectIndex,
    SubjectResult, When, YearContent,
};
use crate::procedure::rectification::{Followed, Item, followed, items};
use crate::procedure::schedule::StatedDay;
use crate::site::base::links::METHOD;
use crate::site::base::problems::{Before, Pages, pages};
use crate::site::base::site::YearInput;
use crate::site::base::{GradeView, Key, subject_file};
use crate::wording::number::{measure_decimals, numeral, told_apart};
use crate::wording::{self, Told, scale};

/// A scheme of one year with what its pages share: what is [`Told`] of it, and where it is shown.
#[derive(Debug)]
pub struct SchemeSite<'a> {
    /// What sentences about it are told from.
    pub told: Told<'a>,
    /// The scheme's folder in the content, `2019/eastwest-cities/`.
    pub folder: String,
    /// The nodes but the root, parents before their children, siblings in the order of the file.
    pub order: Vec<NodeIndex>,
    /// What every page says about each node.
    pub nodes: Vec<NodeSite>,
    /// Each subject's region, where it has one.
    pub regions: Vec<Option<&'a str>>,
    /// Each subject's page inside the scheme's folder.
    pub files: Vec<String>,
    /// Each subject's position in the results' order.
    pub positions: Vec<usize>,
    /// How many leaves are not reported, of all subjects together.
    pub missing_total: usize,
    /// How many leaves cannot be worked out.
    pub undefined_total: usize,
    /// Whether anything in it is a sample.
    pub sample: bool,
    /// Whether everything in it is.
    pub all_sample: bool,
    /// The subjects by their score at each node, sorted when first asked for: a long list takes several pages.
    by_score: Vec<OnceLock<Vec<SubjectIndex>>>,
    /// With how many decimals each figure is shown, counted when first asked for.
    decimals: Vec<OnceLock<u32>>,
    /// Decimals that tell the measures of each node apart, found when first asked for: a long list takes several pages.
    told_apart: Vec<OnceLock<BTreeMap<Decimal, u32>>>,
    /// What the pages of each node's list begin with, told when the first of them is asked for.
    leads: Vec<OnceLock<Lead>>,
    /// How many records are still being worked on.
    pub unsettled: usize,
    /// The day the year's procedure is told for.
    pub stated: StatedDay,
    /// The same scheme in the last year before that has it.
    pub earlier: Option<EarlierScheme<'a>>,
    /// Its problems with their rectification, subject by subject.
    pub items: Vec<Item<'a>>,
    /// What became of problems of earlier years, subject by subject.
    pub followed: Vec<Followed<'a>>,
    /// Where the problems of earlier years stand that its records name, from the root.
    pub(crate) problem_pages: Pages,
}

/// What the pages of a node's list begin with.
#[derive(Debug)]
pub(crate) struct Lead {
    /// The finding in words.
    pub(crate) sentence: String,
    pub(crate) keys: Vec<Key>,
    /// How many subjects lack it.
    pub(crate) missing: usize,
}

/// A node as every page of the scheme shows it.
#[derive(Debug)]
pub struct NodeSite {
    /// Its number among its siblings: 一、 (二) 3.
    pub label: String,
    /// How deep it lies; the root's children have 1.
    pub depth: u8,
    /// Where it is explained, from the scheme's folder.
    pub href: String,
    /// Whether it and all its siblings are grouped under headings.
    pub grouped: bool,
    /// Whether it has a page.
    pub paged: bool,
    /// The name of its method or aggregate.
    pub method: &'static str,
}

/// The scheme of an earlier year.
#[derive(Debug)]
pub struct EarlierScheme<'a> {
    pub scored: &'a Scored<'a>,
    /// The year.
    pub year: &'a YearContent,
    /// The subjects, where that year has them.
    pub subjects: Vec<Option<SubjectIndex>>,
    /// The nodes with the same ids.
    pub nodes: Vec<Option<NodeIndex>>,
    /// Whether it scored alike.
    pub same_method: bool,
}

/// Pages read the facts of a scheme as their own, and hand the scheme to sentences as it is.
impl<'a> Deref for SchemeSite<'a> {
    type Target = Told<'a>;

    fn deref(&self) -> &Told<'a> {
        &self.told
    }
}

impl<'a> SchemeSite<'a> {
    /// Prepares a scheme; `before` are the years before it.
    pub(crate) fn new(
        of: &YearInput<'a>,
        before: &[Before<'a>],
        stated: StatedDay,
        scored: &'a Scored<'a>,
    ) -> Self {
        let (content, year) = (of.content, of.scored.year);
        let scheme = &*scored.evaluation.scheme;
        let results = &scored.results;
        let mut positions = vec![0; scheme.subjects.len()];
        for (position, subject) in results.order.iter().enumerate() {
            positions[subject.get()] = position;
        }
        let leaves = |subject: &SubjectResult, state: State| {
            let leaves = scheme.indices().filter(|node| scheme.node(*node).children().is_empty());
            leaves.filter(|node| subject.nodes[node.get()].state == state).count()
        };
        let subject =
            |id| content.subjects.get(id).expect("the reader refuses a scheme with an unknown subject");
        let order = order(scheme);
        let missing: Vec<usize> = results.subjects.iter().map(|of| leaves(of, State::Missing)).collect();
        let records = &scored.evaluation.records;
        let years: Vec<&'a ScoredYear<'a>> = before.iter().map(|year| year.scored).collect();
        let evaluations = scheme.line(years.iter().rev().map(|year| year.year));
        let earlier = earlier(&years, scored);
        Self {
            missing_total: missing.iter().sum(),
            undefined_total: results.subjects.iter().map(|of| leaves(of, State::Undefined)).sum(),
            told: Told {
                year,
                scored,
                scheme,
                results,
                all: &content.subjects,
                names: scheme.subjects.iter().map(|id| subject(id).name_on(year.cutoff)).collect(),
                missing,
                spreads: Spreads::of(scored),
                before: earlier.as_ref().map_or_else(
                    || wording::LAST_YEAR.to_owned(),
                    |earlier| wording::year_before(scheme.year, earlier.year),
                ),
            },
            folder: scheme.file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/")),
            nodes: nodes(scheme, &order),
            order,
            regions: scheme.subjects.iter().map(|id| subject(id).region.as_deref()).collect(),
            files: scheme.subjects.iter().map(|id| subject_file(id.as_str())).collect(),
            positions,
            all_sample: scheme.status == Status::Sample
                || records.iter().all(|record| record.status == Status::Sample),
            by_score: scheme.nodes.iter().map(|_| OnceLock::new()).collect(),
            decimals: scheme.figures.iter().map(|_| OnceLock::new()).collect(),
            told_apart: scheme.nodes.iter().map(|_| OnceLock::new()).collect(),
            leads: scheme.nodes.iter().map(|_| OnceLock::new()).collect(),
            sample: scheme.status == Status::Sample
                || records.iter().any(|record| record.status == Status::Sample),
            unsettled: records
                .iter()
                .filter(|record| record.file.is_some() && record.status == Status::Draft)
                .count(),
            earlier,
            items: items(scored.evaluation, &evaluations, stated.date),
            followed: followed(scored.evaluation, &evaluations),
            problem_pages: pages(scored.evaluation, before),
            stated,
        }
    }

    /// A subject's standing in the last year before that has the scheme: what its result is compared with.
    pub fn before(&self, subject: SubjectIndex) -> Option<Standing<'a>> {
        let earlier = self.earlier.as_ref()?;
        let subject = earlier.subjects[subject.get()]?;
        Some(Standing { year: earlier.year.year, scored: earlier.scored, subject })
    }

    /// What that year is called, where there is one: 上年, 2018年度.
    pub fn compared_with(&self) -> Option<&str> {
        self.earlier.as_ref().map(|_| &*self.told.before)
    }

    /// What the head of a column of changes since then says of their scale.
    pub fn change_scale(&self) -> &'static str {
        let alike = self.earlier.as_ref().map(|of| self.scheme.told_like(&of.scored.evaluation.scheme));
        scale::of_hundred(alike.unwrap_or(true))
    }

    /// What changed for a subject since then.
    pub fn change(&self, subject: SubjectIndex) -> Option<Change> {
        let standing = Standing { year: self.year.year, scored: self.scored, subject };
        Some(standing.since(&self.before(subject)?))
    }

    /// The nodes that have a page: indicators, and leaves of any role.
    pub fn paged_nodes(&self) -> impl Iterator<Item = NodeIndex> + '_ {
        self.order.iter().copied().filter(|node| self.nodes[node.get()].paged)
    }

    /// The subjects by their score at a node, best first; those without one last, equal ones in official order.
    pub fn by_score(&self, node: NodeIndex) -> &[SubjectIndex] {
        self.by_score[node.get()].get_or_init(|| {
            let mut order: Vec<_> = (0..self.scheme.subjects.len()).map(SubjectIndex::new).collect();
            order.sort_by_cached_key(|subject| {
                let result = &self.result(*subject).nodes[node.get()];
                (result.state != State::Scored, std::cmp::Reverse(result.told()))
            });
            order
        })
    }

    /// What all pages of a node's list begin with: a long list takes several, and to look at every subject for each of them
    /// would make their number count twice.
    pub(crate) fn lead(&self, node: NodeIndex, tell: impl FnOnce() -> Lead) -> &Lead {
        self.leads[node.get()].get_or_init(tell)
    }

    /// With how many decimals a measure of a node is printed where it stands beside the others'.
    pub fn measure_decimals(&self, node: NodeIndex, measure: Decimal) -> u32 {
        let measures = || self.results.subjects.iter().filter_map(|of| of.nodes[node.get()].measure);
        let more = self.told_apart[node.get()].get_or_init(|| told_apart(measures()));
        more.get(&measure).copied().unwrap_or_else(|| measure_decimals(measure))
    }

    /// As many decimals as any subject states for a figure, so that a column stands under its point.
    pub fn decimals(&self, figure: FigureIndex) -> u32 {
        *self.decimals[figure.get()].get_or_init(|| {
            let records = self.scored.evaluation.records.iter();
            let stated = records.filter_map(|record| record.figure(figure));
            stated.map(|value| value.value.normalize().scale()).max().unwrap_or_default()
        })
    }

    /// The last day for what was notified on a day; nothing where the scheme sets no term.
    pub fn deadline(&self, notified: jiff::civil::Date) -> Option<jiff::civil::Date> {
        let term = self.scheme.rectification.as_ref()?;
        Some(crate::procedure::schedule::deadline(notified, term.months))
    }

    /// A subject's problems.
    pub fn items_of(&self, subject: SubjectIndex) -> &[Item<'a>] {
        let first = self.items.partition_point(|item| item.subject < subject);
        let end = self.items.partition_point(|item| item.subject <= subject);
        &self.items[first..end]
    }

    /// What became of a subject's problems of earlier years.
    pub fn followed_of(&self, subject: SubjectIndex) -> &[Followed<'a>] {
        let first = self.followed.partition_point(|of| of.subject < subject);
        let end = self.followed.partition_point(|of| of.subject <= subject);
        &self.followed[first..end]
    }

    /// Whether problems have a place in it: a term to put them right, a rule that looks at them, or any on record.
    pub fn has_problems(&self) -> bool {
        let asks = |when: &When| {
            let mut found = false;
            when.walk(&mut |when| found |= matches!(when, When::Problem(_)));
            found
        };
        let scheme = self.scheme;
        let rules = scheme.rules.iter().filter_map(|rule| rule.when.as_ref());
        scheme.rectification.is_some()
            || rules.chain(scheme.outcomes.iter().map(|outcome| &outcome.when)).any(asks)
            || scheme.takes_earlier_problems()
            || self
                .scored
                .evaluation
                .records
                .iter()
                .any(|record| !record.problems.is_empty() || !record.earlier_problems.is_empty())
    }

    /// A grade as it is shown.
    pub fn grade(&self, index: GradeIndex) -> GradeView<'a> {
        let grade = self.scheme.grade(index);
        let by_place = u8::try_from(index.get() + 1).unwrap_or(8).min(8);
        GradeView { tone: grade.tone.unwrap_or(by_place), place: index.get(), name: &grade.name }
    }

    /// Whether a subject's record, or the scheme, is a sample.
    pub fn is_sample(&self, subject: SubjectIndex) -> bool {
        self.scheme.status == Status::Sample
            || self.scored.evaluation.records[subject.get()].status == Status::Sample
    }

    /// Whether it has a workbook: a spreadsheet of formulas is for a number of subjects that a person can follow.
    pub fn has_workbook(&self) -> bool {
        let (subjects, nodes) = (self.scheme.subjects.len(), self.scheme.nodes.len());
        // A sheet has 16,384 columns, and a figure takes up to three.
        let columns = self.scheme.figures.len();
        subjects <= 1_000 && nodes <= 1_000 && subjects * nodes <= 50_000 && columns <= 2_000
    }

    /// Whether the subjects are told apart by region.
    pub fn is_regional(&self) -> bool {
        self.regions.iter().any(|region| *region != self.regions[0])
    }
}

/// The nodes as a reader meets them.
fn order(scheme: &Scheme) -> Vec<NodeIndex> {
    fn walk(scheme: &Scheme, index: NodeIndex, order: &mut Vec<NodeIndex>) {
        for child in scheme.node(index).children() {
            order.push(*child);
            walk(scheme, *child, order);
        }
    }
    let mut order = Vec::with_capacity(scheme.nodes.len());
    walk(scheme, NodeIndex::new(Scheme::ROOT), &mut order);
    order
}

/// Numbers, addresses and methods of all nodes.
fn nodes(scheme: &Scheme, order: &[NodeIndex]) -> Vec<NodeSite> {
    let depth = |index: NodeIndex| {
        let mut depth = 0u8;
        let mut at = scheme.node(index).parent;
        while let Some(parent) = at {
            depth = depth.saturating_add(1);
            at = scheme.node(parent).parent;
        }
        depth
    };
    let describe = |index: NodeIndex| {
        let node = scheme.node(index);
        let paged =
            index.get() != Scheme::ROOT && (node.role == Role::Indicator || node.children().is_empty());
        let siblings = node.parent.map_or(&[][..], |parent| scheme.node(parent).children());
        NodeSite {
            label: String::new(),
            depth: depth(index),
            grouped: siblings.iter().all(|sibling| scheme.node(*sibling).group.is_some()),
            href: if paged {
                format!("indicators/{}.html", node.id)
            } else {
                format!("{METHOD}#n-{}", node.id)
            },
            paged,
            method: wording::method_name(scheme, index),
        }
    };
    let mut nodes: Vec<NodeSite> = scheme.indices().map(describe).collect();
    // Indicators are numbered through below each of the root's children, as the official lists are.
    let mut indicators = 0;
    for &index in order {
        let (node, depth) = (scheme.node(index), nodes[index.get()].depth);
        let siblings = node.parent.map_or(&[][..], |parent| scheme.node(parent).children());
        let position = siblings.iter().position(|sibling| *sibling == index).unwrap_or_default() + 1;
        let leaf = node.children().is_empty();
        nodes[index.get()].label = match (depth, node.role) {
            (1, _) => {
                indicators = 0;
                format!("{}、", numeral(position))
            }
            (_, Role::Part) => format!("（{position}）"),
            (_, role) if role == Role::Indicator || leaf => {
                indicators += 1;
                indicators.to_string()
            }
            _ => format!("（{}）", numeral(position)),
        };
    }
    nodes
}

fn earlier<'a>(before: &[&'a ScoredYear<'a>], this: &Scored) -> Option<EarlierScheme<'a>> {
    let scheme = &*this.evaluation.scheme;
    let mut all = before.iter().rev().flat_map(|year| year.schemes.iter().map(|scored| (year.year, scored)));
    let (year, scored) = all.find(|(_, scored)| scored.evaluation.scheme.id == *scheme.id_before())?;
    let that = &*scored.evaluation.scheme;
    Some(EarlierScheme {
        scored,
        year,
        subjects: scheme.subjects_in(that),
        nodes: scheme.nodes.iter().map(|node| that.find(node.id.as_str())).collect(),
        same_method: SchemeDiff::of(scored.evaluation, this.evaluation).same_method(),
    })
}

/// Which figures some measure, method or condition of the tree reads.
pub(crate) fn scored_figures(nodes: &[Node], count: usize) -> Vec<bool> {
    let mut scored = vec![false; count];
    for node in nodes {
        if let Some((measure, _)) = node.measure() {
            measure.each_figure(&mut |figure| scored[figure.get()] = true);
        }
        if let Some(figure) = node.method().and_then(Method::own_figure) {
            scored[figure.get()] = true;
        }
    }
    scored
}
