//! Where the changes come from: each subject's change taken apart, as a table and as small waterfalls.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use super::ROWS;
use crate::attribution::{Attribution, NoSplit, Split};
use crate::charts::{ChangeParts, ChangeRow, Chart};
use crate::history::{Compared, Standing};
use crate::site::base::figure::Figure;
use crate::site::base::inline::Link;
use crate::site::base::number::{signed, two};
use crate::site::parts::sides::Sides;

/// What the parts are called.
pub(super) const NAMES: [&str; 4] = ["自身变化", "同组变化", "方案变化", "舍入"];

/// Waterfalls on one page at most.
const DRAWN: usize = 40;

/// Names in a picture's title at most.
const NAMED: usize = 4;

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
    /// The change.
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
        let score = |standing: Option<&Standing>| {
            standing.and_then(|of| of.result().score).map_or_else(|| "–".to_owned(), two)
        };
        let (parts, change, reason) = match split(subject) {
            Ok(split) => (split.parts().map(|(_, part)| signed(part)).to_vec(), signed(split.total), ""),
            Err(reason) => (Vec::new(), change(subject), reason),
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
        (Some(_), Some(later), Some(of)) => of.of(later.subject).map_err(no_split),
        (Some(_), Some(_), None) => Err("数值过大，不能拆分"),
        _ => Err(no_split(NoSplit::NotInBoth)),
    }
}

fn change(subject: &Compared) -> String {
    subject.change.and_then(|change| change.score).map_or_else(|| "–".to_owned(), signed)
}

/// Why a change is not split, in words.
fn no_split(reason: NoSplit) -> &'static str {
    match reason {
        NoSplit::NotInBoth => "只有一年列入评价",
        NoSplit::NoScore => "有一年没有公布得分",
        NoSplit::NotReproduced => "按现有内容重算与公布得分不符，不作拆分",
        NoSplit::NotScorable => "按另一年的方案计不出得分，不作拆分",
    }
}

fn figure<'a>(sides: &Sides<'_, 'a>, splits: &[(&Compared<'a>, Split)]) -> Option<Figure<'a>> {
    if splits.is_empty() {
        return None;
    }
    let mut drawn: Vec<_> = splits.iter().take(DRAWN).collect();
    drawn.sort_by_key(|(_, split)| Reverse(split.total));
    let row = |(subject, split): &(&Compared<'a>, Split)| {
        let score = |standing: Option<&Standing>| {
            standing.and_then(|of| of.result().score).map_or_else(|| "–".to_owned(), two)
        };
        let [_, href] = sides.hrefs(subject);
        ChangeRow {
            name: sides.short(subject),
            href,
            ends: format!("{} → {}", score(subject.earlier.as_ref()), score(subject.later.as_ref())),
            parts: split.parts().map(|(_, part)| part),
            change: split.total,
        }
    };
    let few = if splits.len() > DRAWN {
        format!("；对象共{}个，图示变化最大的{DRAWN}个", splits.len())
    } else {
        String::new()
    };
    Some(Figure {
        id: "parts".into(),
        title: finding(sides, splits),
        sub: format!(
            "单位：分，横轴的零为{}得分；自上而下依次为{}，黑线为合计{few}",
            sides.years()[0],
            NAMES.join("、")
        ),
        description: "每个对象的得分变化分为四部分，首尾相接，合计等于两年公布得分之差。".to_owned(),
        note: None,
        picture: Chart::Parts(ChangeParts { names: NAMES, rows: drawn.into_iter().map(row).collect() }),
    })
}

/// What there is to see: who fell without doing worse, who rose without doing better, or what most changes come from.
fn finding(sides: &Sides, splits: &[(&Compared, Split)]) -> String {
    let zero = Decimal::ZERO;
    let told = |wanted: &dyn Fn(&Split) -> bool, words: &str| {
        let found: Vec<_> =
            splits.iter().filter(|(_, split)| wanted(split)).map(|(of, _)| sides.short(of)).collect();
        match found.len() {
            0 => None,
            1..=NAMED => Some(format!("{}{words}", found.join("、"))),
            count => Some(format!("{count}{}{words}", sides.later.unit())),
        }
    };
    let fell = told(&|split| split.total < zero && split.own >= zero, "得分下降，自身并未退步");
    let rose = told(&|split| split.total > zero && split.own <= zero, "得分提高，自身并未进步");
    fell.or(rose).unwrap_or_else(|| {
        let changed: Vec<_> = splits.iter().filter(|(_, split)| !split.total.is_zero()).collect();
        let unit = sides.later.unit();
        if changed.is_empty() {
            return format!("{}{unit}得分都没有变化", splits.len());
        }
        let own = changed.iter().filter(|(_, split)| {
            [split.peers, split.scheme, split.rounding].iter().all(|part| part.abs() < split.own.abs())
        });
        format!("{}{unit}得分有变化，其中{}{unit}主要来自自身", changed.len(), own.count())
    })
}
