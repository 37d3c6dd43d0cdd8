//! Measures: the number a leaf compares, as an expression over figures (SCORING.md 2.1).

use jiff::civil::Date;

use super::{FigureDef, FigureIndex, MeasureUnit, MilestoneIndex, Unit};

/// A measure: a figure, or derived from figures; they nest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A figure as it is recorded, in its declared unit.
    Figure(FigureIndex),
    /// `of / per`.
    Ratio(Box<Measure>, Box<Measure>),
    /// `of` in percent of `in`, both of one kind.
    Share(Box<Measure>, Box<Measure>),
    /// Percent over last year.
    Growth(Box<Measure>),
    /// The sum, in the unit of the first.
    Sum(Vec<Measure>),
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
            Measure::Figure(figure) => Ok(MeasureUnit::Plain(figures[figure.get()].unit)),
            Measure::Ratio(of, per) => {
                let (of, per) = (of.unit(figures)?, per.unit(figures)?);
                Ok(if alike(&of, &per) {
                    MeasureUnit::Number
                } else {
                    MeasureUnit::Per(of.into(), per.into())
                })
            }
            Measure::Share(of, whole) => {
                same_kind(of.unit(figures)?, whole.unit(figures)?)?;
                Ok(MeasureUnit::Plain(Unit::Percent))
            }
            Measure::Growth(of) => {
                of.unit(figures)?;
                Ok(MeasureUnit::Plain(Unit::Percent))
            }
            Measure::Sum(terms) => {
                let mut units = terms.iter().map(|term| term.unit(figures));
                let first = units.next().unwrap_or(Ok(MeasureUnit::Number))?;
                units.try_fold(first, |first, unit| same_kind(first, unit?))
            }
            Measure::Difference(of, less) => same_kind(of.unit(figures)?, less.unit(figures)?),
            Measure::DaysLate { .. } => Ok(MeasureUnit::Plain(Unit::Day)),
        }
    }

    /// Whether its value is one that a record states, so that there is no arithmetic to show and no bracket to set.
    pub fn is_read(&self) -> bool {
        match self {
            Measure::Figure(_) | Measure::DaysLate { .. } => true,
            Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(_)
            | Measure::Sum(_)
            | Measure::Difference(..) => false,
        }
    }

    /// The figure, where it is one that may be left out of a sum and then counts as 0.
    pub fn optional(&self, figures: &[FigureDef]) -> Option<FigureIndex> {
        match self {
            Measure::Figure(figure) => Some(*figure).filter(|figure| figures[figure.get()].optional),
            Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(_)
            | Measure::Sum(_)
            | Measure::Difference(..)
            | Measure::DaysLate { .. } => None,
        }
    }

    /// Calls `visit` with every figure the measure reads.
    pub fn each_figure(&self, visit: &mut impl FnMut(FigureIndex)) {
        match self {
            Measure::Figure(figure) => visit(*figure),
            Measure::Ratio(a, b) | Measure::Share(a, b) | Measure::Difference(a, b) => {
                a.each_figure(visit);
                b.each_figure(visit);
            }
            Measure::Growth(of) => of.each_figure(visit),
            Measure::Sum(terms) => terms.iter().for_each(|term| term.each_figure(visit)),
            Measure::DaysLate { date: DateSource::LatestEntry(figure), .. } => visit(*figure),
            Measure::DaysLate { .. } => {}
        }
    }
}

/// Whether two units are of one kind, so that one converts into the other.
fn alike(left: &MeasureUnit, right: &MeasureUnit) -> bool {
    left.to(right).is_some()
}

fn same_kind(left: MeasureUnit, right: MeasureUnit) -> Result<MeasureUnit, UnlikeUnits> {
    if alike(&left, &right) { Ok(left) } else { Err(UnlikeUnits { left, right }) }
}
