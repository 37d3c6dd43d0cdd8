//! Earlier years' figures, matched to this year's subjects and figures and converted (SCORING.md 2.1).

use rust_decimal::Decimal;

use super::exact::Exact;
use super::{EarlierYear, LastYear};
use crate::model::{Conversion, Earlier, Evaluation, MeasureUnit, Record, SubjectIndex, Unit, Year};

/// What lies before an evaluation, as far back as a measure of it looks; `of` gives the evaluation of another year under
/// the same scheme, whatever its id was. The measures of the years beside it look as far back here: a change between the two is
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
        further: further.collect(),
        ..LastYear::default()
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
    let scheme = &this.scheme;
    let value = |record: &Record, position: usize| {
        let old = figures[position]?;
        let value = record.figures[old].as_ref()?;
        let (from, to) = (&earlier.scheme.figures[old].unit, &scheme.figures[position].unit);
        Some(Earlier {
            value: converted(value.value, from, to)?,
            year: earlier.scheme.year,
            origins: record.place(value.at).into_iter().collect(),
            summed: false,
            stated: false,
        })
    };
    // Of those that were merged into one, what adds up is the sum of what they all state; where nothing has to be stated,
    // of what some do.
    let summed = |records: &[&Record], position: usize| {
        let definition = &scheme.figures[position];
        let stated: Vec<Earlier> = records.iter().filter_map(|record| value(record, position)).collect();
        let enough = stated.len() == records.len() || (definition.optional && !stated.is_empty());
        let mut stated = stated.into_iter().filter(|_| enough && definition.unit.adds_up());
        let mut sum = Earlier { summed: true, ..stated.next()? };
        for one in stated {
            sum.value = sum.value.checked_add(one.value)?;
            sum.origins.extend(one.origins);
        }
        Some(sum)
    };
    let of = |ancestors: Option<(Vec<SubjectIndex>, bool)>| {
        let Some((ancestors, merged)) = ancestors else { return Vec::new() };
        let records: Vec<&Record> =
            ancestors.iter().filter_map(|subject| earlier.records.get(subject.get())).collect();
        let one = |position| match records[..] {
            [record] if !merged => value(record, position),
            _ => summed(&records, position),
        };
        (0..figures.len()).map(one).collect()
    };
    scheme.ancestors_in(&earlier.scheme).into_iter().map(of).collect()
}

/// A number in this year's unit: exactly where it can be, else rounded like a measure.
fn converted(value: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    from.convert(value, to).or_else(|| {
        let Conversion { times, over } = MeasureUnit::of(from).to(&MeasureUnit::of(to))?;
        Exact::from(value).mul(&times.into()).div(&over.into()).ok()?.significant().ok()
    })
}
