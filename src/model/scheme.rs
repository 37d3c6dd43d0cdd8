//! A scheme (方案): the declarative definition of one evaluation for one kind of subject in one year.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::evidence::{EvidenceDef, Requirement};
use super::{
    ApprovalStep, At, Check, ClauseId, ConfirmedBy, FigureIndex, GradeIndex, Lineage, Measure, MeasureUnit,
    Method, NodeId, NodeIndex, Noun, Outcome, Period, Recipient, Rule, Scale, SchemeId, SubjectId,
    SubjectIndex, Unit, When, Whose, Year,
};

/// One evaluation's definition: who is evaluated, what is measured, how it is scored and what follows.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its id; the same id in two years makes them comparable.
    pub id: SchemeId,
    /// Its id in the years before, where it was another, with the place that says so.
    pub follows: Option<(SchemeId, At)>,
    /// The year it evaluates.
    pub year: Year,
    /// Official title, as circular and pages print it.
    pub title: String,
    /// Title where room is short (navigation, charts).
    pub short: String,
    /// What kind of subject it evaluates: `city`, `department`, `county`.
    pub kind: String,
    /// What its subjects are called and counted by.
    pub noun: Noun,
    /// Whether the scheme itself is a sample.
    pub status: Status,
    /// The paper it rests on.
    pub basis: String,
    /// The scheme file, relative to the content folder.
    pub file: Arc<str>,
    /// Where its id stands there.
    pub id_at: At,
    /// Who is evaluated, in official order.
    pub subjects: Vec<SubjectId>,
    /// What subjects were in earlier years.
    pub lineage: Arc<Lineage>,
    /// The day whose names and ids the year has.
    pub cutoff: Date,
    /// What scores are stated and printed in.
    pub scale: Scale,
    /// Grades, best first; none where it gives scores and places only (`grades: none`).
    pub grades: Vec<Grade>,
    /// Decimals by role; a role that is absent keeps ten.
    pub rounding: BTreeMap<Role, u32>,
    /// Decimals by role that pages print instead, fewer than those the scores keep.
    pub display: BTreeMap<Role, u32>,
    /// How subjects are ranked; `None`: no places, listed by grade, then in official order.
    pub ranking: Option<Ranking>,
    /// The subjects' attribute that splits them into peer groups.
    pub peers: Option<String>,
    /// What a missing leaf means.
    pub missing: MissingPolicy,
    /// The percent of a branch's weight that has to be reported for it to have a score.
    pub least_reported: Option<Decimal>,
    /// The highest score of a leaf, where it is stated and leaves have no points of their own: what a node may have says
    /// [`Scheme::ceiling_of`].
    pub ceiling_of_leaf: Option<Decimal>,
    /// Most that all bonuses of the root may add together.
    pub bonus_limit: Option<Decimal>,
    /// Most that all deductions of the root may take away together.
    pub deduct_limit: Option<Decimal>,
    /// The highest total; bonuses lift a score to it at the most.
    pub ceiling: Decimal,
    /// Raw quantities that records state and measures are put together from.
    pub figures: Vec<FigureDef>,
    /// Kinds of events that rules count or look for.
    pub events: Vec<EventDef>,
    /// Kinds of evidence, by id.
    pub evidence: BTreeMap<String, EvidenceDef>,
    /// Dates of the procedure.
    pub milestones: Vec<MilestoneDef>,
    /// The schemes of the year that it asks for results, with their titles.
    pub others: BTreeMap<SchemeId, String>,
    /// By listed subject, the subjects that lie within it.
    pub counties: BTreeMap<SubjectId, Vec<SubjectId>>,
    /// How long a subject has to put right what was found; `None` where no term is set.
    pub rectification: Option<RectificationTerm>,
    /// The tree; the root is first and parents stand before their children, in the order of the file.
    pub nodes: Vec<Node>,
    /// Floors, caps, vetoes, bonuses and deductions.
    pub rules: Vec<Rule>,
    /// What follows from a result.
    pub outcomes: Vec<Outcome>,
    /// The steps of the approval, in their order.
    pub approval: Vec<ApprovalStep>,
    /// Whom the results are sent to.
    pub distribution: Vec<Recipient>,
    /// What holds between the figures of every record.
    pub checks: Vec<Check>,
    /// The figures that another party confirms; `None` where nobody is asked to.
    pub confirmed_by: Option<ConfirmedBy>,
    /// What the regulation leaves open and the project assumes.
    pub assumptions: Vec<Assumption>,
}

/// How far data may be trusted; what is not final is marked on every page it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Invented, for showing and testing.
    Sample,
    /// Being worked on; every page it touches says so.
    Draft,
    /// Settled; no page carries a mark.
    Final,
}

/// One of the ordered grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// 好, 较好, …
    pub name: String,
    /// Lowest score of the grade.
    pub from: Decimal,
    /// The score the grade stands for.
    pub points: Decimal,
    /// Colour and shape to use instead of the one of its place.
    pub tone: Option<u8>,
}

/// What a node is; rule scopes, rounding and pages go by role, not by depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The scheme's own top level.
    Total,
    /// 考核方式
    Component,
    /// 大项
    Section,
    /// 指标
    Indicator,
    /// 分项
    Part,
}

/// How subjects are ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The score that decides within a grade.
    pub by: RankBy,
    /// The nodes whose scores break ties, one after the other.
    pub then: Vec<NodeIndex>,
    /// Among whom places are given.
    pub within: Within,
}

impl Default for Ranking {
    /// By the published score among the peers, ties unbroken.
    fn default() -> Self {
        Self { by: RankBy::Published, then: Vec::new(), within: Within::Peers }
    }
}

/// The score subjects of a grade are ranked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankBy {
    /// The published score.
    Published,
    /// The score without the root's rounding.
    Exact,
}

/// Among whom places are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The peer group, or all where the scheme has no groups.
    Peers,
    /// All subjects of the scheme.
    All,
    /// All, and within each peer group the same order.
    Both,
}

impl Within {
    /// Every one with its word in files.
    pub const WORDS: [(&'static str, Within); 3] =
        [("peers", Within::Peers), ("all", Within::All), ("both", Within::Both)];
}

/// What a missing leaf means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingPolicy {
    /// It scores 0.
    Zero,
    /// It does not count, and the siblings' weights are scaled up.
    Rescale,
    /// It scores the median of the peers' scores.
    Median,
    /// It scores the mean of the peers' scores.
    Mean,
    /// It scores the lowest of the peers' scores.
    Worst,
    /// It scores what the subject had last year.
    LastYear,
}

impl MissingPolicy {
    /// Every policy with its word in files.
    pub const WORDS: [(&'static str, MissingPolicy); 6] = [
        ("zero", MissingPolicy::Zero),
        ("rescale", MissingPolicy::Rescale),
        ("median", MissingPolicy::Median),
        ("mean", MissingPolicy::Mean),
        ("worst", MissingPolicy::Worst),
        ("last_year", MissingPolicy::LastYear),
    ];

    /// Whether the peers' scores are put in the place of what is missing.
    pub fn looks_at_peers(self) -> bool {
        match self {
            MissingPolicy::Median | MissingPolicy::Mean | MissingPolicy::Worst => true,
            MissingPolicy::Zero | MissingPolicy::Rescale | MissingPolicy::LastYear => false,
        }
    }
}

/// What a leaf is that cannot be worked out although all is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// It has this score.
    Score(Decimal),
    /// It has this grade's points.
    Grade(GradeIndex),
    /// It does not apply.
    NotApplicable,
}

/// A raw quantity with its declared unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureDef {
    /// What records and measures name it by, unique among the scheme's figures.
    pub id: String,
    /// Its name on pages.
    pub title: String,
    /// The unit its values are kept in.
    pub unit: Unit,
    /// Counts as 0 in sums when absent.
    pub optional: bool,
    /// Whether it may have fractions though its unit counts whole things.
    pub fractional: bool,
    /// Whether it may be below 0 though its unit counts whole things.
    pub signed: bool,
    /// A remark on what counts.
    pub note: Option<String>,
    /// Who provides it (填报单位); `None`: the sources of the indicators that need it tell.
    pub provided_by: Option<String>,
}

/// A kind of event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDef {
    /// What records and rules name it by, unique among the scheme's events.
    pub id: String,
    /// Its name on pages.
    pub title: String,
}

/// A date of the procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneDef {
    /// What records and rules name it by, unique among the scheme's milestones.
    pub id: String,
    /// Its name on pages.
    pub title: String,
    /// Last day that is on time.
    pub due: Option<Date>,
    /// Where it is asked for.
    pub clause: Option<ClauseId>,
    /// Where the last day, or else the milestone, stands in the scheme file.
    pub at: At,
}

/// How long a subject has, from the notice, for the plan and the report of its rectification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationTerm {
    /// Whole calendar months after the notice.
    pub months: u32,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
}

/// A place in the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its id, unique in the scheme.
    pub id: NodeId,
    /// What it is; rounding, rule scopes and pages go by it.
    pub role: Role,
    /// Official name, without the number of its place.
    pub title: String,
    /// A heading that groups it with its neighbours (责任落实) without being scored.
    pub group: Option<String>,
    /// Where it is asked for.
    pub clause: Option<ClauseId>,
    /// 数据来源
    pub source: Option<String>,
    /// What is looked at, in the project's words.
    pub says: Option<String>,
    /// Its parent; `None` for the root.
    pub parent: Option<NodeIndex>,
    /// Weight as declared, in its parent's weighting.
    pub weight: Decimal,
    /// How it gets its score.
    pub body: Body,
    /// Evidence that has to be there.
    pub requires: Vec<Requirement>,
    /// Another text for each subject (departments' own work); empty where all share one.
    pub variants: BTreeMap<SubjectId, Variant>,
    /// What it is where it cannot be worked out; `None`: the scheme does not say.
    pub undefined: Option<Undefined>,
    /// Takes the node out where the figure has this value.
    pub not_applicable_when: Option<(FigureIndex, Decimal)>,
    /// Most that all bonuses on it may add together.
    pub bonus_limit: Option<Decimal>,
    /// Most that all deductions on it may take away together.
    pub deduct_limit: Option<Decimal>,
    /// Where it stands in the scheme file.
    pub at: At,
}

/// How a node gets its score.
#[derive(Clone, Debug)]
pub enum Body {
    /// From an observation or a measure.
    Leaf {
        /// What is compared; `None` for a leaf that is observed.
        measure: Option<Measure>,
        /// The measure's unit, which follows from its figures; there exactly when the measure is.
        unit: Option<MeasureUnit>,
        /// How it is scored.
        method: Method,
    },
    /// Its score comes from its children's.
    Branch {
        /// How the children's scores become one.
        aggregate: Aggregate,
        /// How the children's weights are declared.
        weighting: Weighting,
        /// Its children, in the order of the file.
        children: Vec<NodeIndex>,
    },
}

/// How children's scores become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Σ w·s / Σ w
    Mean,
    /// Σ p, and where children are out Σ p × P / Σ P: the children's points as the branch's own; only in a points scheme.
    Sum,
    /// Π s^(w/Σw)
    Geometric,
    /// Σ w / Σ (w/s)
    Harmonic,
    /// The least, whatever the weights.
    Minimum,
}

impl Aggregate {
    /// Whether the whole is the sum of what its parts add to it.
    pub fn adds_up(self) -> bool {
        match self {
            Aggregate::Mean | Aggregate::Sum => true,
            Aggregate::Geometric | Aggregate::Harmonic | Aggregate::Minimum => false,
        }
    }
}

/// How children's weights are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// Siblings add up to 100.
    Percent,
    /// Siblings add up to their parent's points; the root has 100.
    Points,
    /// Positive numbers, divided by their sum.
    Relative,
    /// All children count alike.
    Equal,
}

/// A node's text for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// What the subject's own text calls the node.
    pub title: String,
    /// What is looked at.
    pub says: Option<String>,
}

/// Something the regulation leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// What it is about.
    pub about: String,
    /// What is assumed, in a sentence that the page of the method prints.
    pub says: String,
    /// The clause that leaves it open.
    pub clause: Option<ClauseId>,
}

impl Scheme {
    /// The schemes of the year whose results it asks for, with the place where it does, each once.
    pub fn asks(&self) -> Vec<(SchemeId, At)> {
        let mut asked: Vec<(SchemeId, At)> = Vec::new();
        self.each_asked(&mut |id, _, at| {
            if asked.iter().all(|(known, _)| known != id) {
                asked.push((id.clone(), at));
            }
        });
        asked
    }

    /// Calls `ask` with every scheme of the year that it asks for results, whose, and where it does.
    pub fn each_asked(&self, ask: &mut dyn FnMut(&SchemeId, &Whose, At)) {
        for node in &self.nodes {
            let Some((measure, _)) = node.measure() else { continue };
            measure.each(Period::NOW, &mut |part, _| {
                if let Measure::Composite(composite) = part {
                    ask(&composite.scheme, &composite.whose, node.at);
                }
                true
            });
        }
        let rules = self.rules.iter().filter_map(|rule| Some((rule.when.as_ref()?, rule.at)));
        let outcomes = self.outcomes.iter().map(|outcome| (&outcome.when, self.id_at));
        for (when, at) in rules.chain(outcomes) {
            when.walk(&mut |when| {
                if let When::Elsewhere(asked) = when {
                    ask(&asked.scheme, &asked.whose, at);
                }
            });
        }
    }

    /// Whose results are meant for a subject.
    pub fn asked_of(&self, whose: &Whose, subject: SubjectIndex) -> Vec<SubjectId> {
        let own = &self.subjects[subject.get()];
        match whose {
            Whose::Itself => vec![own.clone()],
            Whose::Counties => self.counties.get(own).cloned().unwrap_or_default(),
            Whose::Subjects(subjects) => subjects.clone(),
        }
    }

    /// How many years back its measures look, by themselves and where a condition holds them against the year before.
    pub fn reach(&self) -> u16 {
        let of = |node: &Node| node.measure().map(|(measure, _)| measure.reach(self.year));
        let mut farthest = self.nodes.iter().filter_map(of).max().unwrap_or(0);
        let rules = self.rules.iter().filter_map(|rule| rule.when.as_ref());
        let conditions = rules.chain(self.outcomes.iter().map(|outcome| &outcome.when));
        conditions.for_each(|when| {
            when.walk(&mut |when| {
                let When::Grew(nodes) = when else { return };
                for node in nodes {
                    farthest = farthest.max(of(self.node(*node)).map_or(0, |own| own + 1));
                }
            });
        });
        farthest
    }

    /// Whether points are taken off for problems of earlier years that are still open.
    pub fn takes_earlier_problems(&self) -> bool {
        let mut kinds = self.nodes.iter().filter_map(Node::method).flat_map(Method::deductions);
        kinds.any(|kind| kind.from_earlier)
    }

    /// The clause a node rests on: its own, or that of the nearest node above it. A part is named by no clause.
    pub fn clause_of(&self, node: NodeIndex) -> Option<&ClauseId> {
        let mut at = Some(node);
        while let Some(index) = at {
            let node = self.node(index);
            if node.clause.is_some() {
                return node.clause.as_ref();
            }
            at = node.parent;
        }
        None
    }

    /// The root's index: the reader puts it first.
    pub const ROOT: usize = 0;

    /// The node at an index.
    pub fn node(&self, index: NodeIndex) -> &Node {
        &self.nodes[index.get()]
    }

    /// The grade at an index.
    pub fn grade(&self, index: GradeIndex) -> &Grade {
        &self.grades[index.get()]
    }

    /// The node with an id.
    pub fn find(&self, id: &str) -> Option<NodeIndex> {
        self.nodes.iter().position(|node| node.id.as_str() == id).map(NodeIndex::new)
    }

    /// Whether it has grades.
    pub fn is_graded(&self) -> bool {
        !self.grades.is_empty()
    }

    /// Whether places are given within each peer group.
    pub fn ranks_groups(&self) -> bool {
        self.peers.is_some() && self.ranking.as_ref().is_none_or(|ranking| ranking.within != Within::All)
    }

    /// Whether places are given among all beside those within the groups.
    pub fn ranks_both(&self) -> bool {
        self.peers.is_some() && self.ranking.as_ref().is_some_and(|ranking| ranking.within == Within::Both)
    }

    /// How many years its conditions look back at grades.
    pub fn looks_back(&self) -> u32 {
        let rules = self.rules.iter().filter_map(|rule| rule.when.as_ref());
        let whens = rules.chain(self.outcomes.iter().map(|outcome| &outcome.when));
        let mut most = 0;
        whens.for_each(|when| {
            when.walk(&mut |when| {
                if let super::When::LastGrade { years, .. } = when {
                    most = most.max(*years);
                }
            });
        });
        most
    }

    /// All indices in tree order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = NodeIndex> + use<> {
        (0..self.nodes.len()).map(NodeIndex::new)
    }
}

impl Node {
    /// Its children; none for a leaf.
    pub fn children(&self) -> &[NodeIndex] {
        match &self.body {
            Body::Leaf { .. } => &[],
            Body::Branch { children, .. } => children,
        }
    }

    /// Its method, for a leaf.
    pub fn method(&self) -> Option<&Method> {
        match &self.body {
            Body::Leaf { method, .. } => Some(method),
            Body::Branch { .. } => None,
        }
    }

    /// Its measure and the measure's unit, where it has one.
    pub fn measure(&self) -> Option<(&Measure, &MeasureUnit)> {
        match &self.body {
            Body::Leaf { measure, unit, .. } => measure.as_ref().zip(unit.as_ref()),
            Body::Branch { .. } => None,
        }
    }

    /// Its name for one subject.
    pub fn title_for(&self, subject: &SubjectId) -> &str {
        self.variants.get(subject).map_or(&self.title, |variant| &variant.title)
    }
}
