//! Last year's figures, matched to this year's subjects and figures by id and converted (SCORING.md 2.1, growth).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::LastYear;
use super::exact::Exact;
use crate::model::{Conversion, Earlier, Evaluation, MeasureUnit, Record, Unit};

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
            let (from, to) = (&earlier.scheme.figures[old].unit, &this.scheme.figures[position].unit);
            Some(Earlier {
                value: converted(value.value, from, to)?,
                year: earlier.scheme.year,
                origin: record.place(value.at),
                stated: false,
            })
        });
        values.collect()
    };
    let figures =
        this.scheme.subjects.iter().map(|id| records.get(id).map_or_else(Vec::new, |record| of(record)));
    LastYear { figures: figures.collect() }
}

/// A number in this year's unit: exactly where it can be, else rounded like a measure.
fn converted(value: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    from.convert(value, to).or_else(|| {
        let Conversion { times, over } = MeasureUnit::of(from).to(&MeasureUnit::of(to))?;
        Exact::from(value).mul(&times.into()).div(&over.into()).ok()?.significant().ok()
    })
}
