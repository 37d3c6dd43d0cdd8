//! Measures: the number a leaf compares, as an expression over figures (SCORING.md 2.1).

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Composite, EventIndex, FigureDef, FigureIndex, MeasureUnit, MilestoneIndex, Place, ResultOf, Severity,
    Unit, Year,
};

/// A measure: a figure, or derived from figures; they nest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A figure as it is recorded, in its declared unit.
    Figure(FigureIndex),
    /// What the subject itself claimed of a figure (自评).
    Reported(FigureIndex),
    /// The same number for everybody, every year.
    Constant(Decimal, Unit),
    /// A number of the year, the same for everybody.
    Reference(Arc<Reference>),
    /// How many are on record.
    Count(Counted),
    /// What another scheme of the year found.
    Composite(Composite),
    /// `of / per`.
    Ratio(Box<Measure>, Box<Measure>),
    /// `of` in percent of `in`, both of one kind.
    Share(Box<Measure>, Box<Measure>),
    /// Percent over a base.
    Growth(Box<Measure>, GrowthBase),
    /// The mean over this year and those before it that have a value.
    Average {
        /// What is averaged.
        of: Box<Measure>,
        /// How many years, this one included.
        years: u16,
        /// How many of them have to have a value; this one always has to.
        least: u16,
    },
    /// The value of the year before.
    LastYear(Box<Measure>),
    /// The natural logarithm.
    Log(Box<Measure>),
    /// The sum, in the unit of the first.
    Sum(Vec<Measure>),
    /// Σ w·m ÷ Σ w, in the unit of the first.
    Weighted(Vec<(Decimal, Measure)>),
    /// The largest or the smallest, in the unit of the first.
    Extreme(Extreme, Vec<Measure>),
    /// `of − less`, in the unit of `of`.
    Difference(Box<Measure>, Box<Measure>),
    /// Days from `due` to the date; 0 when on time.
    DaysLate {
        /// What has the date.
        date: DateSource,
        /// The last day that is on time.
        due: Date,
    },
}

/// What a growth is measured against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GrowthBase {
    /// The year before.
    LastYear,
    /// A year that is stated.
    Since(Year),
    /// Another measure of the same year.
    Over(Box<Measure>),
}

/// The larger or the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// `max`
    Max,
    /// `min`
    Min,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Events of a kind.
    Events(EventIndex),
    /// Problems of exactly this severity.
    Problems(Severity),
}

/// A number of the year in reference.yaml, the same for all subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What measures name it by.
    pub id: String,
    /// Its name on pages.
    pub title: String,
    /// In its unit.
    pub value: Decimal,
    /// As stated.
    pub unit: Unit,
    /// The office or paper that states it.
    pub source: String,
    /// Its place in reference.yaml.
    pub origin: Place,
}

/// The year of which a value is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// So many years before the one that is evaluated.
    Back(u16),
    /// That very year.
    Year(Year),
}

impl Period {
    /// The year that is evaluated.
    pub const NOW: Period = Period::Back(0);
    /// The year before.
    pub const LAST: Period = Period::Back(1);

    /// Which year it is, seen from the one that is evaluated.
    pub fn year(self, evaluated: Year) -> Option<Year> {
        match self {
            Period::Back(back) => (0..back).try_fold(evaluated, |year, _| year.before()),
            Period::Year(year) => Some(year),
        }
    }

    /// A period as seen from this one.
    pub fn then(self, part: Period) -> Period {
        match (self, part) {
            (Period::Back(back), Period::Back(more)) => Period::Back(back.saturating_add(more)),
            (Period::Year(year), Period::Back(more)) => {
                Period::Year((0..more).fold(year, |year, _| year.before().unwrap_or(year)))
            }
            (_, Period::Year(year)) => Period::Year(year),
        }
    }
}

/// Where a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// A milestone's date in the record.
    Milestone(MilestoneIndex),
    /// The latest entry of a figure.
    LatestEntry(FigureIndex),
}

/// Two units where one kind is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlikeUnits {
    /// The unit found first.
    pub left: MeasureUnit,
    /// The unit that does not go with it.
    pub right: MeasureUnit,
}

impl Measure {
    /// The measure's unit, or the first two units that do not go together.
    pub fn unit(&self, figures: &[FigureDef]) -> Result<MeasureUnit, UnlikeUnits> {
        match self {
            Measure::Figure(figure) => Ok(MeasureUnit::of(&figures[figure.get()].unit)),
            Measure::Ratio(of, per) => Ok(MeasureUnit::per(of.unit(figures)?, per.unit(figures)?)),
            Measure::Share(of, whole) => {
                same_kind(of.unit(figures)?, whole.unit(figures)?)?;
                Ok(MeasureUnit::Plain(Unit::PERCENT))
            }
            Measure::Growth(of, base) => {
                let of = of.unit(figures)?;
                if let GrowthBase::Over(base) = base {
                    same_kind(of, base.unit(figures)?)?;
                }
                Ok(MeasureUnit::Plain(Unit::PERCENT))
            }
            Measure::Reported(figure) => Ok(MeasureUnit::of(&figures[figure.get()].unit)),
            Measure::Constant(_, unit) => Ok(MeasureUnit::of(unit)),
            Measure::Reference(reference) => Ok(MeasureUnit::of(&reference.unit)),
            Measure::Count(Counted::Events(_)) => Ok(MeasureUnit::Plain(Unit::TIME)),
            Measure::Count(Counted::Problems(_)) => Ok(MeasureUnit::Plain(Unit::PIECE)),
            Measure::Composite(Composite { of: ResultOf::Score, .. }) => Ok(MeasureUnit::Plain(Unit::POINT)),
            Measure::Composite(Composite { of: ResultOf::Place, .. }) => Ok(MeasureUnit::Plain(Unit::PLACE)),
            Measure::Average { of, .. } | Measure::LastYear(of) => of.unit(figures),
            Measure::Log(of) => of.unit(figures).map(|_| MeasureUnit::Number),
            Measure::Sum(terms) | Measure::Extreme(_, terms) => one_kind(terms.iter(), figures),
            Measure::Weighted(terms) => one_kind(terms.iter().map(|(_, term)| term), figures),
            Measure::Difference(of, less) => same_kind(of.unit(figures)?, less.unit(figures)?),
            Measure::DaysLate { .. } => Ok(MeasureUnit::Plain(Unit::DAY)),
        }
    }

    /// Whether its value is a logarithm.
    pub fn is_log(&self) -> bool {
        match self {
            Measure::Log(_) => true,
            Measure::Average { of, .. } | Measure::LastYear(of) => of.is_log(),
            Measure::Extreme(_, terms) => terms.iter().all(Measure::is_log),
            Measure::Weighted(terms) => terms.iter().all(|(_, term)| term.is_log()),
            Measure::Figure(_)
            | Measure::Reported(_)
            | Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::Sum(_)
            | Measure::Difference(..)
            | Measure::DaysLate { .. } => false,
        }
    }

    /// Whether the natural logarithm of some measure, which has at most 28 digits before and 28 after the point, is this.
    pub fn may_be_log(value: Decimal) -> bool {
        (Decimal::from(-65)..=Decimal::from(67)).contains(&value)
    }

    /// Whether its value is one that a file states, so that there is no arithmetic to show and no bracket to set.
    pub fn is_read(&self) -> bool {
        match self {
            Measure::Figure(_)
            | Measure::Reported(_)
            | Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::DaysLate { .. } => true,
            Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::Average { .. }
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Sum(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::Difference(..) => false,
        }
    }

    /// The figure, where it is one that may be left out of a sum and then counts as 0.
    pub fn optional(&self, figures: &[FigureDef]) -> Option<FigureIndex> {
        let Measure::Figure(figure) = self else { return None };
        Some(*figure).filter(|figure| figures[figure.get()].optional)
    }

    /// The measures it is put together from, each with the year it is asked of, as seen from this one's.
    pub fn parts(&self) -> Vec<(&Measure, Period)> {
        let now = |measure| (measure, Period::NOW);
        match self {
            Measure::Figure(_)
            | Measure::Reported(_)
            | Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::DaysLate { .. } => Vec::new(),
            Measure::Ratio(a, b) | Measure::Share(a, b) | Measure::Difference(a, b) => {
                vec![now(&**a), now(&**b)]
            }
            Measure::Growth(of, base) => {
                let base = match base {
                    GrowthBase::LastYear => (&**of, Period::LAST),
                    GrowthBase::Since(year) => (&**of, Period::Year(*year)),
                    GrowthBase::Over(base) => now(&**base),
                };
                vec![now(&**of), base]
            }
            Measure::Average { of, years, .. } => {
                (0..*years).map(|back| (&**of, Period::Back(back))).collect()
            }
            Measure::LastYear(of) => vec![(&**of, Period::LAST)],
            Measure::Log(of) => vec![now(&**of)],
            Measure::Sum(terms) | Measure::Extreme(_, terms) => terms.iter().map(now).collect(),
            Measure::Weighted(terms) => terms.iter().map(|(_, term)| now(term)).collect(),
        }
    }

    /// Calls `visit` with this measure and every one inside it, each with the year it is asked of. What `visit` says no
    /// to is not looked into.
    pub fn each(&self, period: Period, visit: &mut impl FnMut(&Measure, Period) -> bool) {
        if visit(self, period) {
            for (part, of) in self.parts() {
                part.each(period.then(of), visit);
            }
        }
    }

    /// Calls `visit` with every figure the measure reads.
    pub fn each_figure(&self, visit: &mut impl FnMut(FigureIndex)) {
        self.each(Period::NOW, &mut |part, _| {
            match part {
                Measure::Figure(figure)
                | Measure::Reported(figure)
                | Measure::DaysLate { date: DateSource::LatestEntry(figure), .. } => visit(*figure),
                Measure::DaysLate { date: DateSource::Milestone(_), .. }
                | Measure::Constant(..)
                | Measure::Reference(_)
                | Measure::Count(_)
                | Measure::Composite(_)
                | Measure::Ratio(..)
                | Measure::Share(..)
                | Measure::Growth(..)
                | Measure::Average { .. }
                | Measure::LastYear(_)
                | Measure::Log(_)
                | Measure::Sum(_)
                | Measure::Weighted(_)
                | Measure::Extreme(..)
                | Measure::Difference(..) => {}
            }
            true
        });
    }

    /// How many years before `year` the farthest value is that it asks for.
    pub fn reach(&self, year: Year) -> u16 {
        let mut farthest = 0;
        self.each(Period::NOW, &mut |_, period| {
            let back = match period {
                Period::Back(back) => back,
                Period::Year(of) => u16::try_from(year.get() - of.get()).unwrap_or(0),
            };
            farthest = farthest.max(back);
            true
        });
        farthest
    }
}

/// Whether two units are of one kind, so that one converts into the other.
fn alike(left: &MeasureUnit, right: &MeasureUnit) -> bool {
    left.to(right).is_some()
}

fn same_kind(left: MeasureUnit, right: MeasureUnit) -> Result<MeasureUnit, UnlikeUnits> {
    if alike(&left, &right) { Ok(left) } else { Err(UnlikeUnits { left, right }) }
}

/// The unit of the first, where all are of its kind.
fn one_kind<'m>(
    terms: impl Iterator<Item = &'m Measure>,
    figures: &[FigureDef],
) -> Result<MeasureUnit, UnlikeUnits> {
    let mut units = terms.map(|term| term.unit(figures));
    let first = units.next().unwrap_or(Ok(MeasureUnit::Number))?;
    units.try_fold(first, |first, unit| same_kind(first, unit?))
}
