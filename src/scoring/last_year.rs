//! Last year's figures, matched to this year's subjects and figures by id and converted (SCORING.md 2.1, growth).

use std::collections::BTreeMap;

use super::LastYear;
use crate::model::{Earlier, Evaluation, Record};

/// Matches and converts; a figure that no longer exists, or whose unit is of another kind, has no earlier value.
pub fn last_year(this: &Evaluation, earlier: &Evaluation) -> LastYear {
    let figures: Vec<Option<usize>> = this
        .scheme
        .figures
        .iter()
        .map(|figure| earlier.scheme.figures.iter().position(|old| old.id == figure.id))
        .collect();
    let records: BTreeMap<_, &Record> = earlier.scheme.subjects.iter().zip(&earlier.records).collect();
    let of = |record: &Record| {
        let values = figures.iter().enumerate().map(|(position, old)| {
            let old = (*old)?;
            let value = record.figures[old].as_ref()?;
            let (from, to) = (earlier.scheme.figures[old].unit, this.scheme.figures[position].unit);
            Some(Earlier {
                value: from.convert(value.value, to)?,
                year: earlier.scheme.year,
                origin: record.place(value.at),
                stated: false,
            })
        });
        values.collect()
    };
    let figures =
        this.scheme.subjects.iter().map(|id| records.get(id).map_or_else(Vec::new, |record| of(record)));
    LastYear { figures: figures.collect(), ..LastYear::default() }
}
