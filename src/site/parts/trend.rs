//! A subject's published scores over the years, small enough for a table's cell, with the same numbers as text.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts;
use crate::model::{NodeIndex, Scheme, SubjectIndex};
use crate::site::base::{Html, SchemeSite, Site};
use crate::wording::number::{figure, two};

/// A trend in a cell.
#[derive(Debug, Serialize)]
pub struct TrendCell {
    /// The line; the text beside it says the same.
    pub line: Html,
    /// 2018年 86.90，2019年 90.92
    pub says: String,
    /// The change from the first year to the last, to sort by.
    pub by: String,
}

/// The trend up to the scheme's year; nothing where fewer than two years have a score.
pub(crate) fn trend(site: &Site, scheme: &SchemeSite, subject: SubjectIndex) -> Option<TrendCell> {
    let id = &scheme.scheme.subjects[subject.get()];
    let standings = site.history.standings(&scheme.scheme.id, id);
    // Of years that are told otherwise only the scores of a hundred can be held together.
    let alike = standings.iter().all(|of| of.scored.evaluation.scheme.told_like(scheme.scheme));
    let find = |year| standings.iter().find(|standing| standing.year == year);
    let score = |year| find(year)?.result().compared(alike);
    let years = site.years.iter().map(|year| year.year.year).filter(|year| *year <= scheme.year.year);
    let scores: Vec<(_, Option<Decimal>)> =
        years.map(|year| (year, score(year))).skip_while(|(_, score)| score.is_none()).collect();
    let known: Vec<_> = scores.iter().filter_map(|(year, score)| Some((year, (*score)?))).collect();
    let (Some((_, first)), Some((_, last))) = (known.first(), known.last()) else { return None };
    if known.len() < 2 {
        return None;
    }
    let of = scheme.scheme.points_of(NodeIndex::new(Scheme::ROOT)).filter(|_| alike);
    let of = of.map_or_else(String::new, |of| format!(" / {}", figure(of)));
    let says: Vec<_> = known.iter().map(|(year, score)| format!("{year}年 {}{of}", two(*score))).collect();
    let says = says.join("，");
    let values: Vec<_> = scores.iter().map(|(_, score)| *score).collect();
    Some(TrendCell {
        line: Html::picture(charts::sparkline(&values, &says)),
        by: last.checked_sub(*first)?.to_string(),
        says,
    })
}
