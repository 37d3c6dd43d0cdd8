//! Where the changes come from: each subject's change taken apart, as a table and as small waterfalls.

use std::cmp::Reverse;

use serde::Serialize;

use super::ROWS;
use crate::attribution::{Attribution, NoSplit, Split};
use crate::charts::{ChangeParts, ChangeRow};
use crate::history::Compared;
use crate::site::base::{Figure, Link};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::{self, PARTS, no_split};
use crate::wording::number::{dash, signed_to};
use crate::wording::scale;

/// Waterfalls on one page at most.
const DRAWN: usize = 40;

/// A subject's change taken apart.
#[derive(Debug, Serialize)]
pub struct PartRow {
    /// Its name with its later page.
    pub name: Link,
    /// Score of the earlier year.
    pub before: String,
    /// The four parts; empty where there is no split.
    pub parts: Vec<String>,
    /// Score of the later year.
    pub after: String,
    pub change: String,
    /// Why there is no split.
    pub reason: &'static str,
}

/// The table in the order given, and the picture of the first of them.
///
/// Printed with the decimals of their row, the parts still add up to the change.
pub(crate) fn parts<'a>(
    sides: &Sides<'_, 'a>,
    order: &[usize],
    attribution: Option<&Attribution>,
) -> (Vec<PartRow>, Option<Figure<'a>>) {
    let subjects = &sides.comparison.subjects;
    let rows = order.iter().take(ROWS).map(|at| {
        let subject = &subjects[*at];
        let (split, [before, after], decimals) = beside(attribution, subject);
        let signed = |value| signed_to(value, decimals);
        let (parts, change, reason) = match split {
            Ok(split) => (split.parts().map(|(_, part)| signed(part)).to_vec(), signed(split.total), ""),
            Err(reason) => (Vec::new(), subject.score_change().map_or_else(dash, signed), reason),
        };
        PartRow { name: sides.link(subject), before, parts, after, change, reason }
    });
    let rows = rows.collect();
    let drawn = |at: &usize| {
        let (split, ends, decimals) = beside(attribution, &subjects[*at]);
        Some((&subjects[*at], split.ok()?, ends, decimals))
    };
    let splits: Vec<Drawn> = order.iter().filter_map(drawn).collect();
    (rows, figure(sides, &splits))
}

/// A subject's split with the printed totals it leads between, and the decimals of all of them.
type Drawn<'c, 'a> = (&'c Compared<'a>, Split, [String; 2], u32);

/// The split of a subject, its totals of both years, and the decimals that all are printed with.
fn beside(
    attribution: Option<&Attribution>,
    subject: &Compared,
) -> (Result<Split, &'static str>, [String; 2], u32) {
    let sides = [subject.earlier.as_ref(), subject.later.as_ref()];
    let (ends, decimals) = scale::changed_between(sides, subject.score_change());
    (split(attribution, subject).map(|of| of.to_places(decimals)), ends, decimals)
}

/// The split of a subject, or why there is none; no attribution at all is where numbers grew too large.
pub(super) fn split(attribution: Option<&Attribution>, subject: &Compared) -> Result<Split, &'static str> {
    match (&subject.earlier, &subject.later, attribution) {
        (Some(_), Some(later), Some(of)) => of.of(later.subject).map_err(|why| no_split(Some(why))),
        (Some(_), Some(_), None) => Err(no_split(None)),
        _ => Err(no_split(Some(NoSplit::NotInBoth))),
    }
}

fn figure<'a>(sides: &Sides<'_, 'a>, splits: &[Drawn<'_, 'a>]) -> Option<Figure<'a>> {
    if splits.is_empty() {
        return None;
    }
    let mut drawn: Vec<_> = splits.iter().take(DRAWN).collect();
    drawn.sort_by_key(|(_, split, ..)| Reverse(split.total));
    let row = |(subject, split, [before, after], decimals): &Drawn<'_, 'a>| {
        let [_, href] = sides.hrefs(subject);
        ChangeRow {
            name: sides.short(subject),
            href,
            ends: format!("{before} → {after}"),
            parts: split.parts().map(|(_, part)| part),
            change: split.total,
            decimals: *decimals,
        }
    };
    let all: Vec<_> = splits.iter().map(|(subject, split, ..)| (*subject, *split)).collect();
    let words = comparison::parts(sides.told(), &all, drawn.len());
    let rows = drawn.into_iter().map(row).collect();
    Some(Figure::new("parts", words, ChangeParts { names: PARTS, rows }))
}
