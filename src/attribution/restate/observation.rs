//! Observations in the other scheme's terms.

use rust_decimal::Decimal;

use super::Translation;
use crate::model::{
    Choice, ChoiceIndex, DeductionItem, DeductionKind, Gave, KindIndex, Method, NodeIndex, Observation,
    Rating, Record, Scheme, Stated,
};

/// What a node asks a record to state.
#[derive(Clone, Copy, PartialEq)]
enum Asks<'a> {
    Grade,
    Score(Decimal),
    Task,
    Option(&'a [Choice]),
    Ratings(Option<Decimal>),
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
        // Asked for in another way: nothing of this year answers that.
        if std::mem::discriminant(&here) != std::mem::discriminant(&there) {
            return theirs();
        }
        if let (Asks::Ratings(from), Asks::Ratings(to)) = (here, there)
            && from.is_some() != to.is_some()
        {
            return theirs();
        }
        if here == Asks::Nothing {
            return None;
        }
        let stated = match own.stated(ours)? {
            Stated::Grade(grade) => Stated::Grade(self.forward.grade(*grade)?),
            // 18 of 20 stays nine tenths when the full score becomes 100.
            Stated::Score(score) => {
                let (Asks::Score(from), Asks::Score(to)) = (here, there) else { return None };
                let scaled = || score.checked_mul(to)?.checked_div(from);
                Stated::Score(if from == to { *score } else { scaled()? })
            }
            Stated::Deductions(items) => {
                let (Asks::Deductions(from), Asks::Deductions(to)) = (here, there) else { return None };
                let native = native.and_then(|record| record.stated(node));
                Stated::Deductions(deductions(from, to, items, native))
            }
            Stated::Option(option) => {
                let (Asks::Option(from), Asks::Option(to)) = (here, there) else { return None };
                let id = &from[option.get()].id;
                Stated::Option(ChoiceIndex::new(to.iter().position(|choice| choice.id == *id)?))
            }
            Stated::Ratings(ratings) => {
                let (Asks::Ratings(from), Asks::Ratings(to)) = (here, there) else { return None };
                Stated::Ratings(self.ratings(ratings, from.zip(to))?)
            }
            same @ (Stated::Task(_) | Stated::NotApplicable(_)) => same.clone(),
        };
        let at = own.observation(ours)?.at;
        Some(Observation {
            stated: Some(stated),
            claimed: None,
            note: None,
            date: None,
            evidence: Vec::new(),
            at,
            claimed_at: None,
        })
    }

    /// What raters gave: grades by their names, scores out of the other full score.
    fn ratings(&self, ratings: &[Rating], full: Option<(Decimal, Decimal)>) -> Option<Vec<Rating>> {
        let gave = |gave: Gave| match (gave, full) {
            (Gave::Grade(grade), _) => self.forward.grade(grade).map(Gave::Grade),
            (Gave::Score(score), Some((from, to))) if from != to => {
                score.checked_mul(to)?.checked_div(from).map(Gave::Score)
            }
            (Gave::Score(score), _) => Some(Gave::Score(score)),
        };
        let one = |rating: &Rating| Some(Rating { by: rating.by.clone(), gave: gave(rating.gave)? });
        ratings.iter().map(one).collect()
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
        Some(Method::Median { .. } | Method::Standard { .. }) => Asks::GradeOfFew,
        Some(Method::Options(options)) => Asks::Option(options),
        Some(Method::Raters { full, .. }) => Asks::Ratings(*full),
        Some(Method::Range { .. } | Method::Attain { .. } | Method::Steps { .. } | Method::Rank { .. })
        | None => Asks::Nothing,
    }
}
