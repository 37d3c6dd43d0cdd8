//! What of one year's scheme is what of another's: matched by id, subjects by what they were called; indices translated.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use rust_decimal::Decimal;

use crate::model::{
    Attainment, Counted, DateSource, Each, Effect, EventIndex, FigureIndex, GradeIndex, GrowthBase, Measure,
    Method, MilestoneIndex, NodeIndex, Period, Points, Quota, Ranking, Reference, RuleIndex, Scheme, Scope,
    SubjectIndex, When,
};

/// Where each part of one scheme (`from`) stands in another (`to`); `None`: the other does not have it.
///
/// A grade whose name the other lacks is the grade at the same place from the best (the last one, if there are fewer);
/// where the other has no grades, it has none.
/// A figure in a unit of another kind is another figure. Dates move with the year: a date that is due on 30 March of
/// either year is the same date; 29 February is the last of February.
#[derive(Clone, Debug)]
pub struct Matching {
    nodes: Vec<Option<NodeIndex>>,
    figures: Vec<Option<FigureIndex>>,
    events: Vec<Option<EventIndex>>,
    milestones: Vec<Option<MilestoneIndex>>,
    grades: Vec<Option<GradeIndex>>,
    rules: Vec<Option<RuleIndex>>,
    subjects: Vec<Option<SubjectIndex>>,
    references: Vec<Arc<Reference>>,
    years: Span,
}

impl Matching {
    /// Matches two schemes.
    pub fn between(from: &Scheme, to: &Scheme) -> Self {
        let figures = by_id(&from.figures, &to.figures, |figure| figure.id.as_str(), FigureIndex::new);
        let alike = |(position, found): (usize, Option<FigureIndex>)| {
            found.filter(|found| to.figures[found.get()].unit.is_like(&from.figures[position].unit))
        };
        let grade = |(place, grade): (usize, &crate::model::Grade)| {
            let named = to.grades.iter().position(|other| other.name == grade.name);
            named.or(Some(place.min(to.grades.len().checked_sub(1)?))).map(GradeIndex::new)
        };
        Self {
            nodes: by_id(&from.nodes, &to.nodes, |node| &node.id, NodeIndex::new),
            figures: figures.into_iter().enumerate().map(alike).collect(),
            events: by_id(&from.events, &to.events, |event| event.id.as_str(), EventIndex::new),
            milestones: by_id(&from.milestones, &to.milestones, |one| one.id.as_str(), MilestoneIndex::new),
            grades: from.grades.iter().enumerate().map(grade).collect(),
            rules: by_id(&from.rules, &to.rules, |rule| &rule.id, RuleIndex::new),
            subjects: from.subjects_in(to),
            references: references(to),
            years: i64::from(to.year.get() - from.year.get()).years(),
        }
    }

    /// The same node.
    pub fn node(&self, index: NodeIndex) -> Option<NodeIndex> {
        self.nodes[index.get()]
    }

    /// The same figure.
    pub fn figure(&self, index: FigureIndex) -> Option<FigureIndex> {
        self.figures[index.get()]
    }

    /// The same kind of event.
    pub fn event(&self, index: EventIndex) -> Option<EventIndex> {
        self.events[index.get()]
    }

    /// The same milestone.
    pub fn milestone(&self, index: MilestoneIndex) -> Option<MilestoneIndex> {
        self.milestones[index.get()]
    }

    /// The grade of the same name, or at the same place; `None` where the other scheme has no grades.
    pub fn grade(&self, index: GradeIndex) -> Option<GradeIndex> {
        self.grades[index.get()]
    }

    /// The same rule.
    pub fn rule(&self, index: RuleIndex) -> Option<RuleIndex> {
        self.rules[index.get()]
    }

    /// The same subject.
    pub fn subject(&self, index: SubjectIndex) -> Option<SubjectIndex> {
        self.subjects[index.get()]
    }

    /// The same day of the other year: where a record's date stands there.
    pub fn date(&self, date: Date) -> Date {
        date.checked_add(self.years).unwrap_or(date)
    }

    /// The same last day of the other year: the last of February stays that when the other year is longer.
    pub fn due(&self, due: Date) -> Date {
        let moved = self.date(due);
        if due.month() == 2 && due == due.last_of_month() { moved.last_of_month() } else { moved }
    }

    /// The number of the other year with the same id, where a measure there reads it.
    fn reference(&self, reference: &Reference) -> Option<Arc<Reference>> {
        self.references.iter().find(|other| other.id == reference.id).cloned()
    }

    /// The measure in the other scheme's terms; `None` where it reads something the other does not have.
    pub fn measure(&self, measure: &Measure) -> Option<Measure> {
        let boxed = |measure: &Measure| self.measure(measure).map(Box::new);
        Some(match measure {
            Measure::Figure(figure) => Measure::Figure(self.figure(*figure)?),
            Measure::Ratio(of, per) => Measure::Ratio(boxed(of)?, boxed(per)?),
            Measure::Share(of, whole) => Measure::Share(boxed(of)?, boxed(whole)?),
            Measure::Reported(figure) => Measure::Reported(self.figure(*figure)?),
            Measure::Constant(value, unit) => Measure::Constant(*value, unit.clone()),
            Measure::Reference(reference) => Measure::Reference(self.reference(reference)?),
            Measure::Count(Counted::Events(kind)) => Measure::Count(Counted::Events(self.event(*kind)?)),
            Measure::Composite(composite) => Measure::Composite(composite.clone()),
            Measure::Count(Counted::Problems(of)) => Measure::Count(Counted::Problems(*of)),
            Measure::Growth(of, base) => {
                let base = match base {
                    GrowthBase::LastYear => GrowthBase::LastYear,
                    GrowthBase::Since(year) => GrowthBase::Since(*year),
                    GrowthBase::Over(base) => GrowthBase::Over(boxed(base)?),
                };
                Measure::Growth(boxed(of)?, base)
            }
            Measure::Average { of, years, least } => {
                Measure::Average { of: boxed(of)?, years: *years, least: *least }
            }
            Measure::LastYear(of) => Measure::LastYear(boxed(of)?),
            Measure::Log(of) => Measure::Log(boxed(of)?),
            Measure::Weighted(terms) => {
                let term = |(weight, term): &(Decimal, Measure)| Some((*weight, self.measure(term)?));
                Measure::Weighted(terms.iter().map(term).collect::<Option<_>>()?)
            }
            Measure::Extreme(which, terms) => {
                let terms = terms.iter().map(|term| self.measure(term)).collect::<Option<_>>()?;
                Measure::Extreme(*which, terms)
            }
            Measure::Sum(terms) => {
                Measure::Sum(terms.iter().map(|term| self.measure(term)).collect::<Option<_>>()?)
            }
            Measure::Difference(of, less) => Measure::Difference(boxed(of)?, boxed(less)?),
            Measure::DaysLate { date, due } => {
                let date = match date {
                    DateSource::Milestone(milestone) => DateSource::Milestone(self.milestone(*milestone)?),
                    DateSource::LatestEntry(figure) => DateSource::LatestEntry(self.figure(*figure)?),
                };
                Measure::DaysLate { date, due: self.due(*due) }
            }
        })
    }

    /// The method in the other scheme's terms.
    pub fn method(&self, method: &Method) -> Option<Method> {
        Some(match method {
            Method::Task { done, outstanding, undone } => Method::Task {
                done: self.grade(*done)?,
                outstanding: self.grade(*outstanding)?,
                undone: self.grade(*undone)?,
            },
            Method::Attain { to: Attainment::Figure(figure), better } => {
                Method::Attain { to: Attainment::Figure(self.figure(*figure)?), better: *better }
            }
            Method::Attain { to: Attainment::Subject(subject), better } => {
                Method::Attain { to: Attainment::Subject(self.subject(*subject)?), better: *better }
            }
            Method::Grade
            | Method::Score { .. }
            | Method::Options(_)
            | Method::Raters { .. }
            | Method::Standard { .. }
            | Method::Median { .. }
            | Method::Range { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Rank { .. }
            | Method::Deductions { .. } => method.clone(),
        })
    }

    /// The scope in the other scheme's terms; `None` where it names a node the other does not have.
    pub fn scope(&self, scope: &Scope) -> Option<Scope> {
        Some(match scope {
            Scope::Nodes(nodes) => Scope::Nodes(self.all_nodes(nodes)?),
            Scope::Total | Scope::Role(_) => scope.clone(),
        })
    }

    /// The effect in the other scheme's terms.
    pub fn effect(&self, effect: &Effect) -> Option<Effect> {
        let points = |points: &Points| {
            let each = match &points.each {
                Each::Once => Each::Once,
                Each::Event(event) => Each::Event(self.event(*event)?),
                Each::MonthLate { figure, due } => {
                    Each::MonthLate { figure: self.figure(*figure)?, due: self.due(*due) }
                }
            };
            Some(Points { each, ..points.clone() })
        };
        Some(match effect {
            Effect::Floor(grade) => Effect::Floor(self.grade(*grade)?),
            Effect::Cap(grade) => Effect::Cap(self.grade(*grade)?),
            Effect::Veto { grade, exclude_from_peers } => {
                Effect::Veto { grade: self.grade(*grade)?, exclude_from_peers: *exclude_from_peers }
            }
            Effect::Raise(by) => Effect::Raise(*by),
            Effect::Lower(by) => Effect::Lower(*by),
            Effect::Quota(quota) => Effect::Quota(Quota { grade: self.grade(quota.grade)?, ..quota.clone() }),
            Effect::Bonus(bonus) => Effect::Bonus(points(bonus)?),
            Effect::Deduct(deduct) => Effect::Deduct(points(deduct)?),
        })
    }

    /// The ranking in the other scheme's terms; `None` where a tie is broken by a node the other does not have.
    pub fn ranking(&self, ranking: &Ranking) -> Option<Ranking> {
        Some(Ranking { then: self.all_nodes(&ranking.then)?, ..ranking.clone() })
    }

    /// The condition in the other scheme's terms. Subjects the other year does not list drop out of a list of subjects.
    pub fn when(&self, when: &When) -> Option<When> {
        let list = |list: &[When]| list.iter().map(|when| self.when(when)).collect::<Option<Vec<_>>>();
        Some(match when {
            When::Event(event) => When::Event(self.event(*event)?),
            When::AnySection(grade) => When::AnySection(self.grade(*grade)?),
            When::GradeAtLeast(grade) => When::GradeAtLeast(self.grade(*grade)?),
            When::GradeAtMost(grade) => When::GradeAtMost(self.grade(*grade)?),
            When::NodeGrade { node, at_least, grade } => {
                When::NodeGrade { node: self.node(*node)?, at_least: *at_least, grade: self.grade(*grade)? }
            }
            When::Task { node, is } => When::Task { node: self.node(*node)?, is: is.clone() },
            When::Problem(severity) => When::Problem(*severity),
            When::CountyLow => When::CountyLow,
            When::Target { node, met } => {
                let node = match node {
                    Some(node) => Some(self.node(*node)?),
                    None => None,
                };
                When::Target { node, met: *met }
            }
            When::Grew(nodes) => When::Grew(self.all_nodes(nodes)?),
            When::Elsewhere(asked) => When::Elsewhere(asked.clone()),
            When::Overstated { node, by } => When::Overstated { node: self.node(*node)?, by: *by },
            When::Milestone { milestone, late } => {
                When::Milestone { milestone: self.milestone(*milestone)?, late: *late }
            }
            When::Count { event, at_least } => {
                When::Count { event: self.event(*event)?, at_least: *at_least }
            }
            When::Score { node, at_least, score } => {
                When::Score { node: self.node(*node)?, at_least: *at_least, score: *score }
            }
            When::Nodes { role, at_least, grade, count } => {
                When::Nodes { role: *role, at_least: *at_least, grade: self.grade(*grade)?, count: *count }
            }
            When::Place { .. } => when.clone(),
            When::LastGrade { at_least, grade, years } => {
                When::LastGrade { at_least: *at_least, grade: self.grade(*grade)?, years: *years }
            }
            When::Subject(subjects) => When::Subject(self.listed(subjects)),
            When::All(conditions) => When::All(list(conditions)?),
            When::Any(conditions) => When::Any(list(conditions)?),
            When::Not(inner) => When::Not(Box::new(self.when(inner)?)),
        })
    }

    /// Those of these subjects the other year lists.
    pub fn listed(&self, subjects: &[SubjectIndex]) -> Vec<SubjectIndex> {
        subjects.iter().filter_map(|subject| self.subject(*subject)).collect()
    }

    fn all_nodes(&self, nodes: &[NodeIndex]) -> Option<Vec<NodeIndex>> {
        nodes.iter().map(|node| self.node(*node)).collect()
    }
}

fn by_id<'a, T, K: Eq + Hash + ?Sized + 'a, I: Copy>(
    from: &'a [T],
    to: &'a [T],
    id: impl Fn(&'a T) -> &'a K,
    index: impl Fn(usize) -> I,
) -> Vec<Option<I>> {
    // Looked up only, never walked through: the order of a hash map must not reach any page.
    let places: HashMap<&K, I> = to.iter().enumerate().map(|(place, one)| (id(one), index(place))).collect();
    from.iter().map(|one| places.get(id(one)).copied()).collect()
}

/// The numbers of the year that a scheme's measures read.
fn references(scheme: &Scheme) -> Vec<Arc<Reference>> {
    let mut found: Vec<Arc<Reference>> = Vec::new();
    for (measure, _) in scheme.nodes.iter().filter_map(|node| node.measure()) {
        measure.each(Period::NOW, &mut |part, _| {
            if let Measure::Reference(reference) = part {
                found.push(Arc::clone(reference));
            }
            true
        });
    }
    found
}
