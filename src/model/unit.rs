//! Units of figures and of what is derived from them.

use std::fmt;

use rust_decimal::Decimal;

/// A unit a figure may be stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    TenThousandYuan,
    /// 亿元
    HundredMillionYuan,
    /// 人
    Person,
    /// 万人
    TenThousandPersons,
    /// 人次, a visit of a person: not convertible to persons
    PersonTime,
    /// 个
    Piece,
    /// 次
    Time,
    /// 期
    Session,
    /// 天
    Day,
    /// %
    Percent,
}

/// What a unit counts; only units of one kind convert into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// 元 万元 亿元
    Money,
    /// 人 万人
    People,
    /// 人次
    PersonTimes,
    /// 个
    Pieces,
    /// 次
    Times,
    /// 期
    Sessions,
    /// 天
    Days,
    /// %
    Percent,
}

impl Unit {
    /// Every unit, in the order they are offered in messages.
    pub const ALL: [Unit; 11] = [
        Unit::Yuan,
        Unit::TenThousandYuan,
        Unit::HundredMillionYuan,
        Unit::Person,
        Unit::TenThousandPersons,
        Unit::PersonTime,
        Unit::Piece,
        Unit::Time,
        Unit::Session,
        Unit::Day,
        Unit::Percent,
    ];

    /// The unit written as `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == word)
    }

    /// As written in files and shown on pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::TenThousandYuan => "万元",
            Unit::HundredMillionYuan => "亿元",
            Unit::Person => "人",
            Unit::TenThousandPersons => "万人",
            Unit::PersonTime => "人次",
            Unit::Piece => "个",
            Unit::Time => "次",
            Unit::Session => "期",
            Unit::Day => "天",
            Unit::Percent => "%",
        }
    }

    /// What the unit counts.
    pub fn kind(self) -> UnitKind {
        match self {
            Unit::Yuan | Unit::TenThousandYuan | Unit::HundredMillionYuan => UnitKind::Money,
            Unit::Person | Unit::TenThousandPersons => UnitKind::People,
            Unit::PersonTime => UnitKind::PersonTimes,
            Unit::Piece => UnitKind::Pieces,
            Unit::Time => UnitKind::Times,
            Unit::Session => UnitKind::Sessions,
            Unit::Day => UnitKind::Days,
            Unit::Percent => UnitKind::Percent,
        }
    }

    /// How many of the kind's smallest unit one of this is.
    fn size(self) -> Decimal {
        match self {
            Unit::TenThousandYuan | Unit::TenThousandPersons => Decimal::new(10_000, 0),
            Unit::HundredMillionYuan => Decimal::new(100_000_000, 0),
            Unit::Yuan
            | Unit::Person
            | Unit::PersonTime
            | Unit::Piece
            | Unit::Time
            | Unit::Session
            | Unit::Day
            | Unit::Percent => Decimal::ONE,
        }
    }

    /// `value` of this unit in `target`'s, exactly; `None` for unlike kinds or on overflow.
    pub fn convert(self, value: Decimal, target: Unit) -> Option<Decimal> {
        if self.kind() != target.kind() {
            return None;
        }
        if self == target {
            return Some(value);
        }
        let converted = value.checked_mul(self.size())?.checked_div(target.size())?.normalize();
        // A division by a power of ten is exact until the 28 digits are used up; then the number is refused.
        (converted.checked_mul(target.size())? == value.checked_mul(self.size())?).then_some(converted)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The unit of a measure: a plain one, one per another, or a pure number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeasureUnit {
    /// 万元, %, 天
    Plain(Unit),
    /// 万元/个
    Per(Box<MeasureUnit>, Box<MeasureUnit>),
    /// A ratio of two quantities of one kind.
    Number,
}

impl MeasureUnit {
    /// The plain unit, where it is one.
    pub fn plain(&self) -> Option<Unit> {
        match self {
            MeasureUnit::Plain(unit) => Some(*unit),
            MeasureUnit::Per(..) | MeasureUnit::Number => None,
        }
    }
}

/// How a number of one unit becomes one of another: multiplied, then divided; at least one of the two is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What it is multiplied by.
    pub times: Decimal,
    /// What it is divided by.
    pub over: Decimal,
}

impl Conversion {
    const NONE: Conversion = Conversion { times: Decimal::ONE, over: Decimal::ONE };

    /// From sizes that are powers of ten, so that the smaller goes into the larger.
    fn of(times: Decimal, over: Decimal) -> Self {
        if times >= over {
            Conversion { times: times / over, over: Decimal::ONE }
        } else {
            Conversion { times: Decimal::ONE, over: over / times }
        }
    }
}

impl MeasureUnit {
    /// How a number of this unit becomes one of another of its kind; `None` for unlike kinds.
    pub fn to(&self, target: &MeasureUnit) -> Option<Conversion> {
        match (self, target) {
            (MeasureUnit::Plain(from), MeasureUnit::Plain(to)) => {
                (from.kind() == to.kind()).then(|| Conversion::of(from.size(), to.size()))
            }
            (MeasureUnit::Per(of, per), MeasureUnit::Per(target_of, target_per)) => {
                let (of, per) = (of.to(target_of)?, per.to(target_per)?);
                Some(Conversion::of(of.times.checked_mul(per.over)?, of.over.checked_mul(per.times)?))
            }
            (MeasureUnit::Number, MeasureUnit::Number) => Some(Conversion::NONE),
            (MeasureUnit::Plain(_) | MeasureUnit::Per(..) | MeasureUnit::Number, _) => None,
        }
    }
}

impl fmt::Display for MeasureUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MeasureUnit::Plain(unit) => unit.fmt(f),
            MeasureUnit::Per(of, per) => write!(f, "{of}/{per}"),
            MeasureUnit::Number => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn quotients_of_the_same_kinds_convert() {
        let per = |of, per| MeasureUnit::Per(MeasureUnit::Plain(of).into(), MeasureUnit::Plain(per).into());
        for (from, to, times, over) in [
            (
                per(Unit::TenThousandYuan, Unit::Person),
                per(Unit::HundredMillionYuan, Unit::Person),
                1,
                10_000,
            ),
            (
                per(Unit::HundredMillionYuan, Unit::TenThousandPersons),
                per(Unit::Yuan, Unit::Person),
                10_000,
                1,
            ),
        ] {
            let expected = Conversion { times: Decimal::from(times), over: Decimal::from(over) };
            assert_eq!(from.to(&to), Some(expected), "{from} → {to}");
        }
        assert_eq!(per(Unit::Yuan, Unit::Person).to(&per(Unit::Person, Unit::Yuan)), None);
        assert_eq!(per(Unit::Yuan, Unit::Person).to(&MeasureUnit::Plain(Unit::Yuan)), None);
    }

    #[test]
    fn converts_within_a_kind_only() {
        assert_eq!(Unit::HundredMillionYuan.convert(dec!(3.8), Unit::TenThousandYuan), Some(dec!(38000)));
        assert_eq!(Unit::Yuan.convert(dec!(1), Unit::HundredMillionYuan), Some(dec!(0.00000001)));
        assert_eq!(Unit::Person.convert(dec!(1), Unit::PersonTime), None);
        assert_eq!(Unit::HundredMillionYuan.convert(Decimal::MAX, Unit::Yuan), None);
        assert_eq!(Unit::Yuan.convert(dec!(0.0000000000000000000000000001), Unit::HundredMillionYuan), None);
    }
}
