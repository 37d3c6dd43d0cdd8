//! Where the changes come from: each subject's change taken apart, as a table and as small waterfalls.

use std::cmp::Reverse;

use serde::Serialize;

use super::ROWS;
use crate::attribution::{Attribution, NoSplit, Split};
use crate::charts::{ChangeParts, ChangeRow};
use crate::history::{Compared, Standing};
use crate::site::base::{Figure, Link};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::{self, PARTS, no_split};
use crate::wording::number::{dash, signed};
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
/// Printed with two decimals, the parts still add up to the change.
pub(crate) fn parts<'a>(
    sides: &Sides<'_, 'a>,
    order: &[usize],
    attribution: Option<&Attribution>,
) -> (Vec<PartRow>, Option<Figure<'a>>) {
    let subjects = &sides.comparison.subjects;
    let split = |subject: &Compared| split(attribution, subject).map(|of| of.to_places(2));
    let rows = order.iter().take(ROWS).map(|at| {
        let subject = &subjects[*at];
        let score = |standing: Option<&Standing>| standing.and_then(scale::two_of).unwrap_or_else(dash);
        let (parts, change, reason) = match split(subject) {
            Ok(split) => (split.parts().map(|(_, part)| signed(part)).to_vec(), signed(split.total), ""),
            Err(reason) => (Vec::new(), subject.score_change().map_or_else(dash, signed), reason),
        };
        let (before, after) = (score(subject.earlier.as_ref()), score(subject.later.as_ref()));
        PartRow { name: sides.link(subject), before, parts, after, change, reason }
    });
    let rows = rows.collect();
    let splits: Vec<(&Compared, Split)> =
        order.iter().filter_map(|at| Some((&subjects[*at], split(&subjects[*at]).ok()?))).collect();
    (rows, figure(sides, &splits))
}

/// The split of a subject, or why there is none; no attribution at all is where numbers grew too large.
pub(super) fn split(attribution: Option<&Attribution>, subject: &Compared) -> Result<Split, &'static str> {
    match (&subject.earlier, &subject.later, attribution) {
        (Some(_), Some(later), Some(of)) => of.of(later.subject).map_err(|why| no_split(Some(why))),
        (Some(_), Some(_), None) => Err(no_split(None)),
        _ => Err(no_split(Some(NoSplit::NotInBoth))),
    }
}

fn figure<'a>(sides: &Sides<'_, 'a>, splits: &[(&Compared<'a>, Split)]) -> Option<Figure<'a>> {
    if splits.is_empty() {
        return None;
    }
    let mut drawn: Vec<_> = splits.iter().take(DRAWN).collect();
    drawn.sort_by_key(|(_, split)| Reverse(split.total));
    let row = |(subject, split): &(&Compared<'a>, Split)| {
        let score = |standing: Option<&Standing>| standing.and_then(scale::two_of).unwrap_or_else(dash);
        let [_, href] = sides.hrefs(subject);
        ChangeRow {
            name: sides.short(subject),
            href,
            ends: format!("{} → {}", score(subject.earlier.as_ref()), score(subject.later.as_ref())),
            parts: split.parts().map(|(_, part)| part),
            change: split.total,
        }
    };
    let words = comparison::parts(sides.told(), splits, drawn.len());
    let rows = drawn.into_iter().map(row).collect();
    Some(Figure::new("parts", words, ChangeParts { names: PARTS, rows }))
}
