//! What differs between two years' schemes, and what can therefore not be compared.
//!
//! Everything is matched by id and read past what changes by itself from year to year: positions, dates that move with
//! the year, clauses that are cited otherwise. Nothing here is worded; the pages say it.

mod node;
mod rule;
mod target;
mod weight;

pub use node::{Comparable, NodeChange, NodeDiff};
pub use rule::{RuleChange, RuleDiff};
pub use weight::NodeWeight;

use super::Matching;
use rust_decimal::Decimal;

use crate::model::{Bound, Check, Evaluation, FigureIndex, NodeIndex, Relation, RuleIndex, Scheme};

/// The differences between two years of a scheme.
#[derive(Clone, Debug)]
pub struct SchemeDiff {
    /// Every node of either scheme: the later one's in its order, then those that are gone.
    pub nodes: Vec<NodeDiff>,
    /// The rules that differ: the later scheme's in its order, then those that are gone.
    pub rules: Vec<RuleDiff>,
    /// What differs for the scheme as a whole.
    pub general: Vec<General>,
}

/// Something that holds for a scheme as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum General {
    /// What scores are stated in, and what all together have.
    Scale,
    /// The grades' names, thresholds or points.
    Grades,
    /// To how many decimals scores are rounded.
    Rounding,
    /// To how many decimals they are printed.
    Display,
    /// Whether and by what subjects are ranked.
    Ranking,
    /// The attribute that splits the peers.
    Peers,
    /// What a missing leaf means.
    Missing,
    /// The most that bonuses may add.
    BonusLimit,
    /// The most that deductions may take away.
    DeductLimit,
    /// The highest total.
    Ceiling,
    /// What holds between the figures of a record.
    Checks,
}

impl General {
    /// Whether scores come about by it.
    pub fn scores(self) -> bool {
        match self {
            General::Display | General::Ranking | General::Checks => false,
            General::Scale
            | General::Grades
            | General::Rounding
            | General::Peers
            | General::Missing
            | General::BonusLimit
            | General::DeductLimit
            | General::Ceiling => true,
        }
    }
}

impl SchemeDiff {
    /// Compares two years.
    pub fn of(earlier: &Evaluation, later: &Evaluation) -> Self {
        let (this, that) = (&*earlier.scheme, &*later.scheme);
        let matching = Matching::between(this, that);
        let back = Matching::between(that, this);
        let general = general(this, that, &matching);
        let rules = rule::rules(this, that, &matching, &back);
        let nodes = node::nodes(earlier, later, &matching, &back, &rules);
        Self { nodes, rules, general }
    }

    /// Whether both score alike what both have to score: nothing differs but names, targets, how subjects are ranked
    /// and how scores are printed.
    pub fn same_method(&self) -> bool {
        let harmless = |change: &NodeChange| matches!(change, NodeChange::Renamed | NodeChange::Targets);
        self.rules.iter().all(|rule| rule.changes == [RuleChange::Renamed])
            && self.general.iter().all(|general| !general.scores())
            && self.nodes.iter().all(|node| node.in_both() && node.changes.iter().all(harmless))
    }

    /// The difference of a node of the later scheme.
    pub fn node(&self, later: NodeIndex) -> &NodeDiff {
        &self.nodes[later.get()]
    }

    /// The difference of a rule of the later scheme, where there is one.
    pub fn rule(&self, later: RuleIndex) -> Option<&RuleDiff> {
        self.rules.iter().find(|rule| rule.later == Some(later))
    }

    /// Nodes that cannot be compared, or only with care.
    pub fn not_plainly_comparable(&self) -> impl Iterator<Item = &NodeDiff> {
        self.nodes.iter().filter(|node| node.comparable != Comparable::Yes)
    }
}

/// A check by what it looks at: whatever its words and its place.
type Looked<'s> = (&'s str, Vec<&'s str>, Relation, Result<Vec<&'s str>, Decimal>);

fn checks(scheme: &Scheme) -> Vec<Looked<'_>> {
    let ids = |of: &[FigureIndex]| of.iter().map(|at| scheme.figures[at.get()].id.as_str()).collect();
    let mut looked = Vec::new();
    for Check { id, of, relation, bound, .. } in &scheme.checks {
        let bound = match bound {
            Bound::Figures(of) => Ok(ids(of)),
            Bound::Number(number) => Err(*number),
        };
        looked.push((id.as_str(), ids(of), *relation, bound));
    }
    looked
}

fn general(this: &Scheme, that: &Scheme, matching: &Matching) -> Vec<General> {
    let ranking = match (&this.ranking, &that.ranking) {
        (Some(old), Some(new)) => matching.ranking(old).as_ref() == Some(new),
        (old, new) => old.is_none() && new.is_none(),
    };
    let grades = this.grades.len() == that.grades.len()
        && this
            .grades
            .iter()
            .zip(&that.grades)
            .all(|(a, b)| (&a.name, a.from, a.points) == (&b.name, b.from, b.points));
    [
        (General::Scale, (this.scale, this.full_total()) == (that.scale, that.full_total())),
        (General::Grades, grades),
        (General::Rounding, this.rounding == that.rounding),
        (General::Display, this.display == that.display),
        (General::Ranking, ranking),
        (General::Peers, this.peers == that.peers),
        (General::Missing, this.missing == that.missing),
        (General::BonusLimit, this.bonus_limit == that.bonus_limit),
        (General::DeductLimit, this.deduct_limit == that.deduct_limit),
        (General::Ceiling, this.ceiling == that.ceiling),
        (General::Checks, checks(this) == checks(that)),
    ]
    .into_iter()
    .filter_map(|(general, same)| (!same).then_some(general))
    .collect()
}
