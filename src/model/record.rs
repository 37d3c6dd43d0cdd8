//! Records (记录): what is stated about one subject under one scheme in one year.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Approved, At, Better, Carried, ChoiceIndex, Confirmation, Counted, EarlierProblem, EventIndex,
    FigureIndex, GradeIndex, KindIndex, MilestoneIndex, NodeIndex, Place, Problem, Rectification, Report,
    RequiredPer, Requirement, Review, RuleIndex, Scheme, Status, SubjectIndex, Unit,
};

/// One evaluation with everything it is computed from.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The definition; years and releases share it.
    pub scheme: Arc<Scheme>,
    /// One record for each subject, in the scheme's order.
    pub records: Vec<Record>,
    /// Targets of targets.yaml.
    pub targets: Targets,
    /// Decisions of decisions.yaml, by subject.
    pub decisions: Vec<Option<Decision>>,
    /// When the steps of the scheme's approval were done, by step.
    pub approvals: Vec<Option<Approved>>,
    /// The value of the attribute that splits the peers, by subject; `None` where the scheme has none.
    pub groups: Vec<Option<String>>,
}

/// One subject's record of a year: what it states, nothing that is computed.
#[derive(Clone, Debug)]
pub struct Record {
    /// The record file; `None` when the subject has none and everything is missing.
    pub file: Option<Arc<str>>,
    /// How far it may be trusted.
    pub status: Status,
    /// Who entered it and when.
    pub entered: Option<Signature>,
    /// Who reviewed it and when.
    pub reviewed: Option<Signature>,
    /// By figure of the scheme; `None` where the record does not state it.
    pub figures: Box<[Option<FigureValue>]>,
    /// Measures of leaves that the record states itself, where what they are put together from is not known.
    pub measures: Vec<StatedMeasure>,
    /// What is stated about each node.
    pub observations: Box<[Option<Box<Observation>>]>,
    /// Events on record, in the order of the file.
    pub events: Vec<Event>,
    /// By milestone of the scheme: the day it was reached, and where that is stated.
    pub milestones: Box<[Option<(Date, At)>]>,
    /// Problems found this year, in the order of the file.
    pub problems: Vec<Problem>,
    /// What became of problems of earlier years.
    pub earlier_problems: Vec<EarlierProblem>,
    /// The subject's counties as they were ranked elsewhere.
    pub counties: Vec<County>,
    /// Waived floors and deductions.
    pub waivers: Vec<Waiver>,
    /// Rectification of the problems.
    pub rectification: Option<Rectification>,
    /// Requests to review the result.
    pub reviews: Vec<Review>,
    /// Reports about the subject, in the order of the file.
    pub reports: Vec<Report>,
    /// Cells of tables that values above come from: what an [`At::cell`] counts.
    pub cells: Vec<CellSource>,
    /// Warnings that were looked into and hold as they are.
    pub accepted: Vec<Acceptance>,
    /// What another party confirmed, in the order of the file.
    pub confirmed: Vec<Confirmation>,
}

/// A cell of a table that an organ provided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSource {
    /// The cell.
    pub place: Place,
    /// Whose table it is.
    pub provider: Arc<Provider>,
}

/// Who provided a table, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// What the table is called.
    pub title: Option<String>,
    /// The organ.
    pub by: Option<String>,
    /// The day it was provided.
    pub date: Option<Date>,
}

/// A warning that was looked into: what the record states is right (已核实).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The warning's code.
    pub code: String,
    /// What it speaks of: a figure, node, check or kind of event; `None`: the record as a whole.
    pub about: Option<String>,
    /// The value that was looked into, where it speaks of a figure; another one is not.
    pub value: Option<Decimal>,
    /// Why it is right as it stands.
    pub reason: String,
    /// Who looked into it.
    pub by: String,
    /// The day of that.
    pub date: Date,
    /// Its place in the record file.
    pub at: At,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The person or office.
    pub by: String,
    /// `None` where only the name is stated.
    pub date: Option<Date>,
    /// Its place in the record file.
    pub at: At,
}

/// A figure's value, as a sum of dated entries where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureValue {
    /// In the declared unit.
    pub value: Decimal,
    /// As it stands in the record, where it was given in another unit.
    pub written: Option<Box<(Decimal, Unit)>>,
    /// Last year's value in the declared unit, where the record states it.
    pub previous: Option<Decimal>,
    /// What the subject itself claimed (自评), in the declared unit; it is shown beside and never the value.
    pub reported: Option<Decimal>,
    /// The parts the value is the sum of.
    pub entries: Vec<Entry>,
    /// A remark of the record.
    pub note: Option<String>,
    /// Its place in the record file, or the cell it comes from.
    pub at: At,
    /// Where last year's value stands, if not beside the value.
    pub previous_at: Option<At>,
    /// Where the claim stands, if not beside the value.
    pub reported_at: Option<At>,
}

/// A leaf's measure that the record states itself (直接填报).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedMeasure {
    /// The leaf.
    pub node: NodeIndex,
    /// In the measure's unit.
    pub value: Decimal,
    /// Why it is stated and not worked out.
    pub reason: String,
    /// Its place in the record file.
    pub at: At,
}

/// A part of a figure with its own date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// In the declared unit.
    pub value: Decimal,
    /// The day it arrived.
    pub date: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Rules that do not count it.
    pub exempt: Vec<RuleIndex>,
    /// Its place in the record file.
    pub at: At,
}

/// What is stated about one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The observation itself; a leaf with a measure needs none.
    pub stated: Option<Stated>,
    /// What the subject claimed of itself (自评): shown beside it, never scored. Of raters it is one score or grade.
    pub claimed: Option<Stated>,
    /// A remark that the breakdown prints.
    pub note: Option<String>,
    /// The day it happened.
    pub date: Option<Date>,
    /// Papers that prove it; the scheme says which kinds a node requires.
    pub evidence: Vec<Evidence>,
    /// Its place in the record file, or the cell it comes from.
    pub at: At,
    /// Where the claim stands, if not beside what is stated.
    pub claimed_at: Option<At>,
}

/// An observation; which one a leaf takes depends on its method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// For `grade`, and for a measure with too few peers to be compared.
    Grade(GradeIndex),
    /// A score given directly.
    Score(Decimal),
    /// For `task`; the method says which grade it stands for.
    Task(TaskState),
    /// For `options`: its place in the method's list.
    Option(ChoiceIndex),
    /// What several raters gave.
    Ratings(Vec<Rating>),
    /// Deductions; the empty list says there are none.
    Deductions(Vec<DeductionItem>),
    /// The node does not apply, with the reason.
    NotApplicable(String),
}

/// What one rater gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Who rated.
    pub by: Option<String>,
    /// A score or a grade, as the method asks.
    pub gave: Gave,
}

/// A score or a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gave {
    /// Of the method's full score.
    Score(Decimal),
    /// It stands for its points.
    Grade(GradeIndex),
}

/// The state of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskState {
    /// `outstanding`
    Outstanding,
    /// `done`
    Done,
    /// `undone`
    Undone,
}

impl TaskState {
    /// Every state with its word in files.
    pub const WORDS: [(&'static str, TaskState); 3] =
        [("outstanding", TaskState::Outstanding), ("done", TaskState::Done), ("undone", TaskState::Undone)];
}

/// Cases of one kind that points are taken off for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeductionItem {
    /// Its kind in the method's list.
    pub kind: KindIndex,
    /// How many cases; each costs the kind's points.
    pub count: u32,
    /// Where it was found.
    pub source: Option<String>,
    /// The day it was found.
    pub date: Option<Date>,
    /// The problem of an earlier year it is taken for, where the kind is taken from those.
    pub problem: Option<Carried>,
    /// Its place in the record file.
    pub at: At,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its kind, declared in the scheme.
    pub kind: String,
    /// The paper's title, which the breakdown prints and links.
    pub title: String,
    /// The file beside the record.
    pub file: Option<String>,
    /// The paper's own date.
    pub date: Option<Date>,
    /// How many pieces it stands for: a collection of notices is as many as are in it.
    pub covers: u32,
}

/// An event on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which of the scheme's kinds it is.
    pub kind: EventIndex,
    /// The day it happened.
    pub date: Option<Date>,
    /// The office or paper that states it.
    pub source: Option<String>,
    /// A remark that the breakdown prints.
    pub note: Option<String>,
    /// Its place in the record file.
    pub at: At,
}

/// A county of the subject, as an evaluation of counties found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// The county's name, as outcomes print it.
    pub name: String,
    /// Its place, and among how many.
    pub place: Option<(u32, u32)>,
    /// Whether it counts as ranked low (排名靠后).
    pub low: bool,
    /// What the evaluation of counties remarked about it.
    pub says: Option<String>,
    /// The office or paper that states it.
    pub source: Option<String>,
    /// Its place in the record file.
    pub at: At,
}

/// A waived floor or deduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The floor or deduction that is not carried out.
    pub rule: RuleIndex,
    /// The node it is waived for; `None`: wherever the rule works.
    pub node: Option<NodeIndex>,
    /// Printed where the rule would have worked.
    pub reason: String,
    /// Who signed it off.
    pub by: String,
    /// The day it was signed off.
    pub date: Date,
    /// Its place in the record file.
    pub at: At,
}

/// The final grade or place as decided by the competent body (审定).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// `None`: the computed grade stands.
    pub grade: Option<GradeIndex>,
    /// `None`: the computed place stands.
    pub place: Option<u32>,
    /// The body that decided, as sentences name it.
    pub body: String,
    /// The day of the decision.
    pub date: Date,
    /// The document's number or title.
    pub document: String,
    /// Printed in full wherever the decision shows: a result is never changed in silence.
    pub reason: String,
    /// Its place in decisions.yaml.
    pub origin: Place,
}

/// Targets of targets.yaml, by node.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Entries by node index; absent nodes have none.
    pub by_node: Vec<Vec<Target>>,
    /// The file they stand in.
    pub file: Option<Arc<str>>,
}

/// What a node's measure should reach, nationally and in the province; either may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Whose; `None`: everybody's without one of their own.
    pub subject: Option<SubjectIndex>,
    /// In the measure's unit.
    pub national: Option<Decimal>,
    /// In the measure's unit.
    pub province: Option<Decimal>,
    /// Its place in targets.yaml.
    pub at: At,
}

impl Target {
    /// Whether every target that is stated is met; reaching it exactly is enough.
    pub fn is_met(&self, measure: Decimal, better: Better) -> bool {
        [self.national, self.province].into_iter().flatten().all(|bound| !better.beats(bound, measure))
    }

    /// The stricter of the targets that are stated.
    pub fn stricter(&self, better: Better) -> Option<Decimal> {
        match (self.national, self.province) {
            (Some(a), Some(b)) => Some(if better.beats(a, b) { a } else { b }),
            (one, other) => one.or(other),
        }
    }
}

impl Targets {
    /// The target of a node for a subject: its own, or everybody's.
    pub fn of(&self, node: NodeIndex, subject: SubjectIndex) -> Option<&Target> {
        let entries = self.by_node.get(node.get())?;
        entries
            .iter()
            .find(|target| target.subject == Some(subject))
            .or_else(|| entries.iter().find(|target| target.subject.is_none()))
    }
}

impl Record {
    /// A record that states nothing, for a subject without a file.
    pub fn absent(scheme: &Scheme) -> Self {
        let counts = [scheme.figures.len(), scheme.nodes.len(), scheme.milestones.len()];
        Self::stating_nothing(counts)
    }

    /// One that states nothing, for so many figures, nodes and milestones.
    pub(crate) fn stating_nothing([figures, nodes, milestones]: [usize; 3]) -> Self {
        Self {
            file: None,
            status: Status::Draft,
            entered: None,
            reviewed: None,
            figures: vec![None; figures].into(),
            measures: Vec::new(),
            observations: vec![None; nodes].into(),
            events: Vec::new(),
            milestones: vec![None; milestones].into(),
            problems: Vec::new(),
            earlier_problems: Vec::new(),
            counties: Vec::new(),
            waivers: Vec::new(),
            rectification: None,
            reviews: Vec::new(),
            reports: Vec::new(),
            cells: Vec::new(),
            accepted: Vec::new(),
            confirmed: Vec::new(),
        }
    }

    /// Whether nothing is stated in it: nobody began to fill it in.
    pub fn is_blank(&self) -> bool {
        self.figures.iter().all(Option::is_none)
            && self.measures.is_empty()
            && self.observations.iter().all(Option::is_none)
            && self.events.is_empty()
            && self.milestones.iter().all(Option::is_none)
            && self.problems.is_empty()
            && self.earlier_problems.is_empty()
            && self.counties.is_empty()
            && self.waivers.is_empty()
            && self.rectification.is_none()
            && self.reviews.is_empty()
            && self.reports.is_empty()
    }

    /// The day the rectification's plan was there for everything: the record's own, else the last of the problems' own
    /// where each has one.
    pub fn planned(&self) -> Option<Date> {
        self.rectification
            .as_ref()
            .and_then(|days| days.plan)
            .or_else(|| self.last_of(|problem| problem.plan))
    }

    /// The day its report was there for everything, likewise.
    pub fn reported(&self) -> Option<Date> {
        self.rectification
            .as_ref()
            .and_then(|days| days.report)
            .or_else(|| self.last_of(|problem| problem.report))
    }

    fn last_of(&self, day: impl Fn(&Problem) -> Option<Date>) -> Option<Date> {
        self.problems.iter().map(day).try_fold(None, |last, day| Some(last.max(Some(day?))))?
    }

    /// A figure's value.
    pub fn figure(&self, index: FigureIndex) -> Option<&FigureValue> {
        self.figures[index.get()].as_ref()
    }

    /// A leaf's measure, where the record states it itself.
    pub fn measure(&self, index: NodeIndex) -> Option<&StatedMeasure> {
        self.measures.iter().find(|measure| measure.node == index)
    }

    /// How many events or problems there are on record.
    pub fn count(&self, counted: Counted) -> u32 {
        let count = match counted {
            Counted::Events(kind) => self.events_of(kind).count(),
            Counted::Problems(of) => self.problems.iter().filter(|problem| problem.severity == of).count(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What is observed about a node.
    pub fn observation(&self, index: NodeIndex) -> Option<&Observation> {
        self.observations[index.get()].as_deref()
    }

    /// What is stated about a node.
    pub fn stated(&self, index: NodeIndex) -> Option<&Stated> {
        self.observation(index)?.stated.as_ref()
    }

    /// How many pieces of evidence of a kind a node's observation names, and how many it has to name: each once, or one for
    /// each entry or thing that the node's measure reads.
    pub fn evidenced(&self, scheme: &Scheme, node: NodeIndex, required: &Requirement) -> (u32, u32) {
        let pieces = self.observation(node).map_or(&[][..], |observation| &observation.evidence);
        let covered = |piece: &Evidence| if piece.kind == required.kind { piece.covers } else { 0 };
        let named = pieces.iter().map(covered).fold(0, u32::saturating_add);
        let Some(per) = required.per else { return (named, 1) };
        let mut needed = 0_u32;
        let mut count = |figure: FigureIndex| {
            let Some(value) = self.figure(figure) else { return };
            let of = match per {
                RequiredPer::Entry => u32::try_from(value.entries.len()).unwrap_or(u32::MAX),
                RequiredPer::Figure => u32::try_from(value.value).unwrap_or(0),
            };
            needed = needed.saturating_add(of);
        };
        let mut figures = Vec::new();
        if let Some((measure, _)) = scheme.node(node).measure() {
            measure.each_figure(&mut |figure| figures.push(figure));
        }
        figures.sort_unstable();
        figures.dedup();
        figures.into_iter().for_each(&mut count);
        // What is stated as one number is one entry.
        (named, needed.max(u32::from(per == RequiredPer::Entry)))
    }

    /// A milestone's date.
    pub fn milestone(&self, index: MilestoneIndex) -> Option<Date> {
        self.milestones[index.get()].map(|(date, _)| date)
    }

    /// The events of a kind.
    pub fn events_of(&self, kind: EventIndex) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.kind == kind)
    }

    /// The waiver of a rule at a node.
    pub fn waiver(&self, rule: RuleIndex, node: NodeIndex) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| waiver.rule == rule && waiver.node.is_none_or(|of| of == node))
    }

    /// The cell of a table that a value comes from.
    pub fn source(&self, at: At) -> Option<&CellSource> {
        at.as_cell().and_then(|cell| self.cells.get(cell))
    }

    /// A place in this record's file, or the cell of a table that stands for one.
    pub fn place(&self, at: At) -> Option<Place> {
        if at.as_cell().is_some() {
            return self.source(at).map(|cell| cell.place.clone());
        }
        self.file.as_ref().map(|file| Place::line(file.clone(), at))
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn a_target_is_met_when_the_stricter_of_those_stated_is_reached() {
        let target = |national, province| Target { subject: None, national, province, at: At::default() };
        let (both, one, none) =
            (target(Some(dec!(90)), Some(dec!(95))), target(None, Some(dec!(95))), target(None, None));
        assert_eq!(both.stricter(Better::Higher), Some(dec!(95)));
        assert_eq!(both.stricter(Better::Lower), Some(dec!(90)));
        assert_eq!(one.stricter(Better::Lower), Some(dec!(95)));
        assert_eq!(none.stricter(Better::Higher), None);
        assert!(both.is_met(dec!(95), Better::Higher) && !both.is_met(dec!(94.9), Better::Higher));
        assert!(both.is_met(dec!(90), Better::Lower) && !both.is_met(dec!(90.1), Better::Lower));
        assert!(none.is_met(dec!(0), Better::Higher));
    }
}
