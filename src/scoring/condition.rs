//! Conditions in three-valued logic: they hold, do not hold, or cannot be known (SCORING.md section 4).

use rust_decimal::Decimal;

use super::LastYear;
use super::arithmetic::Checked;
use super::exact::Exact;
use super::measure::Figures;
use crate::model::{
    Better, Cause, Elsewhere, Evaluation, GradeIndex, Measure, NodeIndex, NodeResult, NotApplicable, Period,
    Record, Role, Scheme, State, Stated, SubjectIndex, When,
};

/// Whether a condition holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// It holds, because of these.
    Yes(Vec<Cause>),
    /// It does not hold.
    No,
    /// It cannot be known.
    Unknown,
}

/// What a condition can look at.
pub(super) struct Facts<'a> {
    evaluation: &'a Evaluation,
    last: &'a LastYear,
    subject: SubjectIndex,
    record: &'a Record,
    measures: &'a [Option<Checked<Decimal>>],
    out: &'a [Option<NotApplicable>],
    nodes: &'a [NodeResult],
    here: NodeIndex,
    own_grade: Option<GradeIndex>,
    spots: Option<Spots>,
}

/// Where a subject stands, once all are graded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spots {
    /// Its place as the ranking gives it: within the group or among all.
    pub own: Option<Spot>,
    /// Its place among all, where the ranking gives both.
    pub all: Option<Spot>,
}

/// A place with what is around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub place: u32,
    /// How many have a place.
    pub of: u32,
    /// How many stand behind.
    pub behind: u32,
}

impl<'a> Facts<'a> {
    /// Before anything is scored: events and the subject itself.
    pub fn before_scoring(
        evaluation: &'a Evaluation,
        last: &'a LastYear,
        subject: SubjectIndex,
        measures: &'a [Option<Checked<Decimal>>],
        out: &'a [Option<NotApplicable>],
    ) -> Self {
        let record = &evaluation.records[subject.get()];
        let here = NodeIndex::new(Scheme::ROOT);
        let (own_grade, spots) = (None, None);
        Self { evaluation, last, subject, record, measures, out, nodes: &[], here, own_grade, spots }
    }

    /// When all are ranked: where the subject stands.
    pub fn standing(self, spots: Spots) -> Self {
        Self { spots: Some(spots), ..self }
    }

    /// At a node: what stands below it is scored, and its own grade before floors and caps may be known.
    pub fn at(self, here: NodeIndex, nodes: &'a [NodeResult], own_grade: Option<GradeIndex>) -> Self {
        Self { here, nodes, own_grade, ..self }
    }

    /// Whether a condition holds.
    pub fn holds(&self, when: &When) -> Truth {
        let of_parts = matches!(when, When::Subject(_) | When::All(_) | When::Any(_) | When::Not(_));
        // Of a subject without a record nothing is known: neither that something happened nor that it did not.
        if self.record.file.is_none() && !of_parts {
            return Truth::Unknown;
        }
        match when {
            When::Event(event) => match self.record.events_of(*event).count() {
                0 => Truth::No,
                count => yes(Cause::Event { event: *event, count: u32::try_from(count).unwrap_or(u32::MAX) }),
            },
            When::AnySection(grade) => self.any_section(*grade),
            When::GradeAtLeast(grade) => self.own_grade(|own| own <= *grade),
            When::GradeAtMost(grade) => self.own_grade(|own| own >= *grade),
            When::NodeGrade { node, at_least, grade } => self.node_grade(*node, *at_least, *grade),
            When::Task { node, .. } if self.is_out(*node) => Truth::Unknown,
            When::Task { node, is } => match self.record.stated(*node) {
                Some(Stated::Task(state)) if is.contains(state) => {
                    yes(Cause::Task { node: *node, is: *state })
                }
                Some(Stated::Task(_)) => Truth::No,
                _ => Truth::Unknown,
            },
            When::Problem(severity) => {
                match self.record.problems.iter().position(|problem| problem.severity == *severity) {
                    Some(position) => yes(Cause::Problem {
                        at: u32::try_from(position).unwrap_or(u32::MAX),
                        severity: *severity,
                    }),
                    None => Truth::No,
                }
            }
            When::CountyLow => match self.record.counties.iter().position(|county| county.low) {
                Some(position) => yes(Cause::CountyLow(u32::try_from(position).unwrap_or(u32::MAX))),
                None => Truth::No,
            },
            When::Target { node, met } => self.target(node.unwrap_or(self.here), *met),
            When::Grew(nodes) => self.grew(nodes),
            When::Elsewhere(asked) => self.elsewhere(asked).unwrap_or(Truth::Unknown),
            When::Overstated { node, by } => self.overstated(*node, *by).unwrap_or(Truth::Unknown),
            When::Milestone { milestone, late } => {
                let due = self.scheme().milestones[milestone.get()].due;
                let cause = Cause::Milestone { milestone: *milestone, late: *late };
                match (self.record.milestone(*milestone), due, late) {
                    (None, _, false) => yes(cause),
                    (Some(_), _, false) | (None, _, true) => Truth::No,
                    (Some(date), Some(due), true) => decide(date > due, cause),
                    (Some(_), None, true) => Truth::Unknown,
                }
            }
            When::Count { event, at_least } => {
                let count = u32::try_from(self.record.events_of(*event).count()).unwrap_or(u32::MAX);
                decide(count >= *at_least, Cause::Event { event: *event, count })
            }
            When::Score { node, at_least, score } => self.score(*node, *at_least, *score),
            When::Nodes { role, at_least, grade, count } => {
                self.count_nodes(*role, *at_least, *grade, *count)
            }
            When::Place { first, count, among_all } => self.place(*first, *count, *among_all),
            When::LastGrade { at_least, grade, years } => self.last_grade(*at_least, *grade, *years),
            When::Subject(list) => decide(list.contains(&self.subject), Cause::Subject),
            When::All(list) => self.all(list),
            When::Any(list) => self.any(list),
            When::Not(inner) => match self.holds(inner) {
                Truth::Yes(_) => Truth::No,
                // Only of events is what is not there a fact one can name.
                Truth::No => {
                    yes(if let When::Event(event) = **inner { Cause::NoEvent(event) } else { Cause::Negated })
                }
                Truth::Unknown => Truth::Unknown,
            },
        }
    }

    fn scheme(&self) -> &Scheme {
        &self.evaluation.scheme
    }

    fn own_grade(&self, test: impl Fn(GradeIndex) -> bool) -> Truth {
        match self.own_grade {
            Some(own) => decide(test(own), Cause::TotalGrade(own)),
            None => Truth::Unknown,
        }
    }

    /// Every section with exactly this grade is a cause; it is lifted where the section reaches the next better grade.
    fn any_section(&self, grade: GradeIndex) -> Truth {
        let sections =
            self.scheme().indices().filter(|index| self.scheme().node(*index).role == Role::Section);
        let causes: Vec<Cause> = sections
            .filter_map(|node| {
                let result = self.nodes.get(node.get())?;
                (result.grade == Some(grade)).then_some(())?;
                Some(Cause::NodeGrade {
                    node,
                    grade,
                    score: result.told()?,
                    lifted_at: self.better_than(node, grade),
                })
            })
            .collect();
        if causes.is_empty() { Truth::No } else { Truth::Yes(causes) }
    }

    /// The threshold of the grade next better than this one, in the node's scale.
    fn better_than(&self, node: NodeIndex, grade: GradeIndex) -> Option<Decimal> {
        let better = grade.get().checked_sub(1)?;
        Some(self.scheme().scaled(node, self.scheme().grades[better].from))
    }

    fn node_grade(&self, node: NodeIndex, at_least: bool, bound: GradeIndex) -> Truth {
        let Some(result) = self.nodes.get(node.get()).filter(|result| result.state != State::NotApplicable)
        else {
            return Truth::Unknown;
        };
        let (Some(grade), Some(score)) = (result.grade, result.told()) else {
            return Truth::Unknown;
        };
        let holds = if at_least { grade <= bound } else { grade >= bound };
        let lifted_at = if at_least { None } else { self.better_than(node, bound) };
        decide(holds, Cause::NodeGrade { node, grade, score, lifted_at })
    }

    /// Whether record or scheme take a node out.
    fn is_out(&self, node: NodeIndex) -> bool {
        self.out.get(node.get()).is_some_and(Option::is_some)
    }

    fn score(&self, node: NodeIndex, at_least: bool, bound: Decimal) -> Truth {
        let result = self.nodes.get(node.get()).filter(|result| result.state != State::NotApplicable);
        let Some(score) = result.and_then(NodeResult::told) else { return Truth::Unknown };
        decide((score >= bound) == at_least, Cause::Score { node, score, bound, at_least })
    }

    /// Nodes that do not apply are not among those that are counted.
    fn count_nodes(&self, role: Role, at_least: bool, bound: GradeIndex, count: u32) -> Truth {
        let of_role = self.scheme().indices().filter(|node| self.scheme().node(*node).role == role);
        let found: Vec<(NodeIndex, GradeIndex)> = of_role
            .filter_map(|node| {
                let result = self.nodes.get(node.get()).filter(|result| result.counts())?;
                let grade = result.grade?;
                (if at_least { grade <= bound } else { grade >= bound }).then_some((node, grade))
            })
            .collect();
        let enough = found.len() >= count as usize;
        decide(enough, Cause::Nodes { nodes: found, at_most: (!at_least).then_some(bound) })
    }

    fn place(&self, first: bool, count: u32, among_all: bool) -> Truth {
        let spots = self.spots.unwrap_or_default();
        let Some(Spot { place, of, behind }) = (if among_all { spots.all } else { spots.own }) else {
            return Truth::Unknown;
        };
        decide(
            if first { place <= count } else { behind < count },
            Cause::Place { place, of, behind, among_all },
        )
    }

    /// Each of the years before has to be known, unless one of them already says no.
    fn last_grade(&self, at_least: bool, bound: GradeIndex, years: u32) -> Truth {
        let fits = |grade: GradeIndex| if at_least { grade <= bound } else { grade >= bound };
        let grades: Vec<_> = (1..=years).map(|back| self.last.grade(self.subject, back)).collect();
        if grades.iter().flatten().any(|(_, grade)| !fits(*grade)) {
            return Truth::No;
        }
        match grades.into_iter().collect::<Option<Vec<_>>>() {
            Some(grades) => yes(Cause::LastGrade(grades)),
            None => Truth::Unknown,
        }
    }

    fn target(&self, node: NodeIndex, met: bool) -> Truth {
        if self.is_out(node) {
            return Truth::Unknown;
        }
        let Some(method) = self.scheme().node(node).method() else {
            return Truth::Unknown;
        };
        let better = method.better();
        let Some(target) = self.evaluation.targets.of(node, self.subject) else {
            return Truth::Unknown;
        };
        let measure = self.measures.get(node.get()).copied().flatten().and_then(Result::ok);
        let (Some(measure), Some(bound)) = (measure, target.stricter(better)) else {
            return Truth::Unknown;
        };
        decide(target.is_met(measure, better) == met, Cause::Target { node, met, measure, target: bound })
    }

    /// Each node's measure is strictly above last year's.
    fn grew(&self, nodes: &[NodeIndex]) -> Truth {
        let figures = self.figures();
        let grown = |node: NodeIndex| -> Option<bool> {
            if self.is_out(node) {
                return None;
            }
            let (measure, _) = self.scheme().node(node).measure()?;
            let now = self.measures.get(node.get()).copied().flatten()?.ok()?;
            let before = figures.measure(measure, Period::LAST).ok()?;
            Some(now > before)
        };
        let grown: Vec<Option<bool>> = nodes.iter().map(|node| grown(*node)).collect();
        if grown.contains(&Some(false)) {
            Truth::No
        } else if grown.contains(&None) {
            Truth::Unknown
        } else {
            yes(Cause::Grew(nodes.to_vec()))
        }
    }

    /// The grades another scheme gave; who has none there is not known.
    fn elsewhere(&self, asked: &Elsewhere) -> Option<Truth> {
        let found = self.last.beside.get(&asked.scheme)?;
        let bound = found.grades.iter().position(|grade| *grade == asked.grade)?;
        let (mut causes, mut against, mut unknown) = (Vec::new(), false, false);
        for id in self.scheme().asked_of(&asked.whose, self.subject) {
            match found.grade(&id, asked.node.as_ref()) {
                None => unknown = true,
                Some(grade)
                    if (asked.at_least && grade.get() <= bound)
                        || (!asked.at_least && grade.get() >= bound) =>
                {
                    causes.push((id, found.grades[grade.get()].clone()));
                }
                Some(_) => against = true,
            }
        }
        let holds = if asked.all { !against && !unknown && !causes.is_empty() } else { !causes.is_empty() };
        let fails = if asked.all { against } else { against && !unknown };
        match (holds, fails) {
            (true, _) => Some(yes(Cause::Elsewhere { scheme: asked.scheme.clone(), grades: causes })),
            (false, true) => Some(Truth::No),
            (false, false) => None,
        }
    }

    /// What was claimed makes the measure better by more than `by` percent of what it is; not known where nothing was
    /// claimed or the measure is stated by itself.
    fn overstated(&self, node: NodeIndex, by: Decimal) -> Option<Truth> {
        let definition = self.scheme().node(node);
        let (of, _) = definition.measure()?;
        let measure = self.measures.get(node.get()).copied().flatten()?.ok()?;
        let mut claims = false;
        of.each(Period::NOW, &mut |part, period| {
            if let (Measure::Figure(figure), Period::NOW) = (part, period) {
                claims |= self.record.figure(*figure).is_some_and(|value| value.reported.is_some());
            }
            true
        });
        if !claims || self.record.measure(node).is_some() {
            return None;
        }
        let claimed = Figures { claimed: true, ..self.figures() }.measure(of, Period::NOW).ok()?;
        let over = match definition.method()?.better() {
            Better::Higher => Exact::from(claimed).sub(&measure.into()),
            Better::Lower => Exact::from(measure).sub(&claimed.into()),
        };
        let bound = Exact::from(by).mul(&measure.abs().into());
        Some(decide(over.percent() > bound, Cause::Overstated { node, claimed, measure }))
    }

    fn figures(&self) -> Figures<'_> {
        let (scheme, record, last, subject) = (self.scheme(), self.record, self.last, self.subject);
        Figures { scheme, record, last, subject, claimed: false }
    }

    fn all(&self, list: &[When]) -> Truth {
        let mut causes = Vec::new();
        let mut unknown = false;
        for when in list {
            match self.holds(when) {
                Truth::Yes(more) => causes.extend(more),
                Truth::No => return Truth::No,
                Truth::Unknown => unknown = true,
            }
        }
        if unknown { Truth::Unknown } else { Truth::Yes(causes) }
    }

    fn any(&self, list: &[When]) -> Truth {
        let mut causes = Vec::new();
        let mut unknown = false;
        for when in list {
            match self.holds(when) {
                Truth::Yes(more) => causes.extend(more),
                Truth::No => {}
                Truth::Unknown => unknown = true,
            }
        }
        if !causes.is_empty() {
            Truth::Yes(causes)
        } else if unknown {
            Truth::Unknown
        } else {
            Truth::No
        }
    }
}

fn yes(cause: Cause) -> Truth {
    Truth::Yes(vec![cause])
}

fn decide(holds: bool, cause: Cause) -> Truth {
    if holds { yes(cause) } else { Truth::No }
}
