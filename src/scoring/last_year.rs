//! Earlier years' figures, matched to this year's subjects and figures by id and converted (SCORING.md 2.1).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::exact::Exact;
use super::{EarlierYear, LastYear};
use crate::model::{Conversion, Earlier, Evaluation, MeasureUnit, Record, Unit, Year};

/// What lies before an evaluation, as far back as a measure of it looks; `of` gives the evaluation of another year under
/// the scheme with the same id. The measures of the years beside it look as far back here: a change between the two is
/// taken apart by reading each year's figures with the other's scheme.
pub fn look_back<'e>(this: &Evaluation, of: impl Fn(Year) -> Option<&'e Evaluation>) -> LastYear {
    let year = this.scheme.year;
    let before = |back: u16| (0..back).try_fold(year, |year, _| year.before());
    let last = before(1).and_then(&of);
    let next = Year::new(year.get() + 1).and_then(&of);
    let schemes = [Some(this), last, next].into_iter().flatten().map(|of| &of.scheme);
    let reach = schemes.map(|scheme| scheme.reach()).max().unwrap_or(0);
    let further = (2..=reach).filter_map(|back| {
        let earlier = of(before(back)?)?;
        Some(EarlierYear { year: earlier.scheme.year, back, figures: figures(this, earlier) })
    });
    LastYear {
        figures: last.map(|earlier| figures(this, earlier)).unwrap_or_default(),
        scores: Vec::new(),
        further: further.collect(),
    }
}

/// Matches and converts; a figure that no longer exists, or whose unit is of another kind, has no earlier value.
fn figures(this: &Evaluation, earlier: &Evaluation) -> Vec<Vec<Option<Earlier>>> {
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
    this.scheme.subjects.iter().map(|id| records.get(id).map_or_else(Vec::new, |record| of(record))).collect()
}

/// A number in this year's unit: exactly where it can be, else rounded like a measure.
fn converted(value: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    from.convert(value, to).or_else(|| {
        let Conversion { times, over } = MeasureUnit::of(from).to(&MeasureUnit::of(to))?;
        Exact::from(value).mul(&times.into()).div(&over.into()).ok()?.significant().ok()
    })
}
