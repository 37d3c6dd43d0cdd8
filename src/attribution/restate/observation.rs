//! Observations in the other scheme's terms.

use rust_decimal::Decimal;

use super::Translation;
use crate::model::{
    DeductionItem, DeductionKind, KindIndex, Method, NodeIndex, Observation, Record, Scheme, Stated,
};

/// What a node asks a record to state.
#[derive(Clone, Copy, PartialEq)]
enum Asks<'a> {
    Grade,
    Score(Decimal),
    Task,
    Deductions(&'a [DeductionKind]),
    /// A grade, where there are too few peers to compare a measure with.
    GradeOfFew,
    Nothing,
}

impl Translation<'_> {
    /// What the record states about one of the scheme's nodes.
    pub(super) fn observation(
        &self,
        own: &Record,
        native: Option<&Record>,
        node: NodeIndex,
    ) -> Option<Observation> {
        let theirs = || native.and_then(|record| record.observation(node)).cloned();
        let Some(ours) = self.back.node(node) else {
            return theirs();
        };
        if let Some(out) = self.not_applicable(own, ours) {
            return Some(out.clone());
        }
        let (here, there) = (asks(self.ours(), ours), asks(self.theirs(), node));
        let stated = own.stated(ours);
        let stated = match (here, there) {
            (Asks::Grade, Asks::Grade) | (Asks::GradeOfFew, Asks::GradeOfFew) => match stated? {
                Stated::Grade(grade) => Stated::Grade(self.forward.grade(*grade)),
                other @ (Stated::Score(_)
                | Stated::Task(_)
                | Stated::Deductions(_)
                | Stated::NotApplicable(_)) => other.clone(),
            },
            // 18 of 20 stays nine tenths when the full score becomes 100.
            (Asks::Score(from), Asks::Score(to)) => match stated? {
                Stated::Score(score) if from != to => {
                    Stated::Score(score.checked_mul(to).and_then(|scaled| scaled.checked_div(from))?)
                }
                other @ (Stated::Grade(_)
                | Stated::Score(_)
                | Stated::Task(_)
                | Stated::Deductions(_)
                | Stated::NotApplicable(_)) => other.clone(),
            },
            (Asks::Task, Asks::Task) => stated?.clone(),
            (Asks::Deductions(from), Asks::Deductions(to)) => match stated? {
                Stated::Deductions(items) => {
                    let native = native.and_then(|record| record.stated(node));
                    Stated::Deductions(deductions(from, to, items, native))
                }
                other
                @ (Stated::Grade(_) | Stated::Score(_) | Stated::Task(_) | Stated::NotApplicable(_)) => {
                    other.clone()
                }
            },
            (Asks::Nothing, Asks::Nothing) => return None,
            // Asked for in another way: nothing of this year answers that.
            _ => return theirs(),
        };
        let at = own.observation(ours)?.at;
        Some(Observation { stated: Some(stated), note: None, date: None, evidence: Vec::new(), at })
    }

    /// Where the record takes the node out, itself or through a node above it: the other scheme may have it elsewhere.
    fn not_applicable<'r>(&self, own: &'r Record, ours: NodeIndex) -> Option<&'r Observation> {
        let above = std::iter::successors(Some(ours), |node| self.ours().node(*node).parent);
        above
            .filter_map(|node| own.observation(node))
            .find(|observation| matches!(observation.stated, Some(Stated::NotApplicable(_))))
    }
}

/// Kinds both have are the record's, kinds only the scheme's year has are that year's.
fn deductions(
    from: &[DeductionKind],
    to: &[DeductionKind],
    items: &[DeductionItem],
    native: Option<&Stated>,
) -> Vec<DeductionItem> {
    let place = |list: &[DeductionKind], id: &str| list.iter().position(|kind| kind.id == id);
    let moved = items.iter().filter_map(|item| {
        let kind = KindIndex::new(place(to, &from[item.kind.get()].id)?);
        Some(DeductionItem { kind, ..item.clone() })
    });
    let added = match native {
        Some(Stated::Deductions(items)) => items.as_slice(),
        _ => &[],
    };
    let only_theirs = |item: &&DeductionItem| place(from, &to[item.kind.get()].id).is_none();
    moved.chain(added.iter().filter(only_theirs).cloned()).collect()
}

fn asks(scheme: &Scheme, node: NodeIndex) -> Asks<'_> {
    match scheme.node(node).method() {
        Some(Method::Grade) => Asks::Grade,
        Some(Method::Score { full }) => Asks::Score(*full),
        Some(Method::Task { .. }) => Asks::Task,
        Some(Method::Deductions { kinds, .. }) => Asks::Deductions(kinds),
        Some(Method::Median { .. }) => Asks::GradeOfFew,
        Some(Method::Range { .. } | Method::Attain { .. } | Method::Steps { .. } | Method::Rank { .. })
        | None => Asks::Nothing,
    }
}
