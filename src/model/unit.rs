//! Units of figures and of what is derived from them (SCORING.md, Units).

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

/// A unit a figure may be stated in: a known one, or one that a scheme or the site declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    name: Cow<'static, str>,
    /// The kind's smallest unit, by which the kind is known.
    base: Cow<'static, str>,
    /// How many of the smallest unit one of this is.
    size: u32,
    nature: Nature,
}

/// What a unit's numbers can be, and how they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Nature {
    /// Whole things: no fractions, nothing below 0.
    Whole,
    /// Amounts of money.
    Money,
    /// Parts of a hundred or a thousand.
    Rate,
    /// A number that prints no unit.
    Pure,
    /// Anything else that is measured.
    Measured,
}

/// The unit of a number that is one quantity divided by another of its kind.
const RATIO: &str = "比值";

const fn known(name: &'static str, base: &'static str, size: u32, nature: Nature) -> Unit {
    Unit { name: Cow::Borrowed(name), base: Cow::Borrowed(base), size, nature }
}

/// A unit that is the smallest of its kind.
const fn smallest(name: &'static str, nature: Nature) -> Unit {
    known(name, name, 1, nature)
}

impl Unit {
    /// 元
    pub const YUAN: Unit = smallest("元", Nature::Money);
    /// 万元
    pub const TEN_THOUSAND_YUAN: Unit = known("万元", "元", 10_000, Nature::Money);
    /// 亿元
    pub const HUNDRED_MILLION_YUAN: Unit = known("亿元", "元", 100_000_000, Nature::Money);
    /// 人
    pub const PERSON: Unit = smallest("人", Nature::Whole);
    /// 万人
    pub const TEN_THOUSAND_PERSONS: Unit = known("万人", "人", 10_000, Nature::Whole);
    /// 人次, a visit of a person: not convertible to persons
    pub const PERSON_TIME: Unit = smallest("人次", Nature::Whole);
    /// 个
    pub const PIECE: Unit = smallest("个", Nature::Whole);
    /// 次
    pub const TIME: Unit = smallest("次", Nature::Whole);
    /// 天
    pub const DAY: Unit = smallest("天", Nature::Measured);
    /// %
    pub const PERCENT: Unit = known("%", "‰", 10, Nature::Rate);
    /// 名, a place
    pub const PLACE: Unit = smallest("名", Nature::Measured);
    /// 分
    pub const POINT: Unit = smallest("分", Nature::Measured);

    /// Every known unit, in the order they are offered in messages.
    pub const KNOWN: &'static [Unit] = &[
        Unit::YUAN,
        Unit::TEN_THOUSAND_YUAN,
        Unit::HUNDRED_MILLION_YUAN,
        Unit::PERSON,
        Unit::TEN_THOUSAND_PERSONS,
        Unit::PERSON_TIME,
        Unit::PIECE,
        Unit::TIME,
        smallest("期", Nature::Whole),
        smallest("户", Nature::Whole),
        known("万户", "户", 10_000, Nature::Whole),
        smallest("家", Nature::Whole),
        smallest("处", Nature::Whole),
        smallest("项", Nature::Whole),
        smallest("件", Nature::Whole),
        smallest("起", Nature::Whole),
        known("公里", "米", 1_000, Nature::Measured),
        smallest("米", Nature::Measured),
        smallest("亩", Nature::Measured),
        known("万亩", "亩", 10_000, Nature::Measured),
        known("公顷", "亩", 15, Nature::Measured),
        known("吨", "千克", 1_000, Nature::Measured),
        known("万吨", "千克", 10_000_000, Nature::Measured),
        smallest("千克", Nature::Measured),
        smallest("立方米", Nature::Measured),
        known("万立方米", "立方米", 10_000, Nature::Measured),
        known("亿立方米", "立方米", 100_000_000, Nature::Measured),
        Unit::DAY,
        smallest("小时", Nature::Measured),
        smallest("月", Nature::Measured),
        known("年", "月", 12, Nature::Measured),
        Unit::PERCENT,
        smallest("‰", Nature::Rate),
        Unit::POINT,
        Unit::PLACE,
        smallest(RATIO, Nature::Pure),
        smallest("指数", Nature::Pure),
    ];

    /// A unit that is declared: one of it is one of another, or, without another, it is of a kind of its own.
    pub fn declared(name: &str, like: Option<&Unit>) -> Self {
        let name = Cow::Owned(name.to_owned());
        match like {
            Some(like) => Unit { name, ..like.clone() },
            None => Unit { base: name.clone(), name, size: 1, nature: Nature::Measured },
        }
    }

    /// As written in files.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Whether both are of one kind, so that one converts into the other.
    pub fn is_like(&self, other: &Unit) -> bool {
        self.base == other.base
    }

    /// Whether what several subjects have of it is one number together: counts and amounts, but no times, places, points,
    /// rates or pure numbers.
    pub fn adds_up(&self) -> bool {
        match self.nature {
            Nature::Money | Nature::Whole => true,
            Nature::Measured => !["天", "小时", "月", "名", "分"].contains(&self.base()),
            Nature::Rate | Nature::Pure => false,
        }
    }

    /// Whether it counts whole things.
    pub fn is_whole(&self) -> bool {
        self.nature == Nature::Whole
    }

    /// Whether its whole numbers are printed without decimals.
    pub fn counts(&self) -> bool {
        match self.nature {
            Nature::Whole | Nature::Measured => true,
            Nature::Money | Nature::Rate | Nature::Pure => false,
        }
    }

    /// The kind's smallest unit.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// `value` of this unit in the kind's smallest; `None` on overflow.
    pub fn in_base(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.size.into())
    }

    /// `value` of this unit in `target`'s, exactly; `None` for unlike kinds, on overflow or where no decimal holds it.
    pub fn convert(&self, value: Decimal, target: &Unit) -> Option<Decimal> {
        if !self.is_like(target) {
            return None;
        }
        if self.size == target.size {
            return Some(value);
        }
        let size = Decimal::from(target.size);
        let base = self.in_base(value)?;
        let converted = base.checked_div(size)?.normalize();
        (converted.checked_mul(size)? == base).then_some(converted)
    }
}

impl fmt::Display for Unit {
    /// As pages print it behind a number: nothing for what has no name there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nature {
            Nature::Pure => Ok(()),
            Nature::Whole | Nature::Money | Nature::Rate | Nature::Measured => f.write_str(&self.name),
        }
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
    /// The unit of a figure: 比值 is a ratio like one that is worked out.
    pub fn of(unit: &Unit) -> Self {
        if unit.as_str() == RATIO { MeasureUnit::Number } else { MeasureUnit::Plain(unit.clone()) }
    }

    /// `of / per`.
    pub fn per(of: Self, per: Self) -> Self {
        match (of.to(&per), &per) {
            (Some(_), _) => MeasureUnit::Number,
            (None, MeasureUnit::Number) => of,
            (None, MeasureUnit::Plain(_) | MeasureUnit::Per(..)) => MeasureUnit::Per(of.into(), per.into()),
        }
    }

    /// As it stands within a larger unit and in messages, where every unit has a name.
    pub fn named(&self) -> String {
        match self {
            MeasureUnit::Plain(unit) => unit.as_str().to_owned(),
            MeasureUnit::Per(..) => self.to_string(),
            MeasureUnit::Number => RATIO.to_owned(),
        }
    }

    /// The plain unit, where it is one.
    pub fn plain(&self) -> Option<&Unit> {
        match self {
            MeasureUnit::Plain(unit) => Some(unit),
            MeasureUnit::Per(..) | MeasureUnit::Number => None,
        }
    }
}

/// How a number of one unit becomes one of another: multiplied, then divided, by numbers without a common divisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What it is multiplied by.
    pub times: Decimal,
    /// What it is divided by.
    pub over: Decimal,
}

impl Conversion {
    const NONE: Conversion = Conversion { times: Decimal::ONE, over: Decimal::ONE };

    /// From whole numbers; what divides both is taken out.
    fn of(times: Decimal, over: Decimal) -> Self {
        let (mut divisor, mut rest) = (times, over);
        while !rest.is_zero() {
            (divisor, rest) = (rest, divisor % rest);
        }
        Conversion { times: times / divisor, over: over / divisor }
    }
}

impl MeasureUnit {
    /// How a number of this unit becomes one of another of its kind; `None` for unlike kinds.
    pub fn to(&self, target: &MeasureUnit) -> Option<Conversion> {
        match (self, target) {
            (MeasureUnit::Plain(from), MeasureUnit::Plain(to)) => {
                from.is_like(to).then(|| Conversion::of(from.size.into(), to.size.into()))
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
            MeasureUnit::Per(of, per) => write!(f, "{}/{}", of.named(), per.named()),
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
                per(Unit::TEN_THOUSAND_YUAN, Unit::PERSON),
                per(Unit::HUNDRED_MILLION_YUAN, Unit::PERSON),
                1,
                10_000,
            ),
            (
                per(Unit::HUNDRED_MILLION_YUAN, Unit::TEN_THOUSAND_PERSONS),
                per(Unit::YUAN, Unit::PERSON),
                10_000,
                1,
            ),
        ] {
            let expected = Conversion { times: Decimal::from(times), over: Decimal::from(over) };
            assert_eq!(from.to(&to), Some(expected), "{from} → {to}");
        }
        assert_eq!(per(Unit::YUAN, Unit::PERSON).to(&per(Unit::PERSON, Unit::YUAN)), None);
        assert_eq!(per(Unit::YUAN, Unit::PERSON).to(&MeasureUnit::Plain(Unit::YUAN)), None);
    }

    #[test]
    fn converts_within_a_kind_only() {
        assert_eq!(
            Unit::HUNDRED_MILLION_YUAN.convert(dec!(3.8), &Unit::TEN_THOUSAND_YUAN),
            Some(dec!(38000))
        );
        assert_eq!(Unit::YUAN.convert(dec!(1), &Unit::HUNDRED_MILLION_YUAN), Some(dec!(0.00000001)));
        assert_eq!(Unit::PERSON.convert(dec!(1), &Unit::PERSON_TIME), None);
        assert_eq!(Unit::HUNDRED_MILLION_YUAN.convert(Decimal::MAX, &Unit::YUAN), None);
        assert_eq!(
            Unit::YUAN.convert(dec!(0.0000000000000000000000000001), &Unit::HUNDRED_MILLION_YUAN),
            None
        );
    }

    #[test]
    fn every_unit_has_its_kind() {
        for (value, from, to, expected) in [
            (dec!(2.1154), "万人", "人", dec!(21154)),
            (dec!(3), "万户", "户", dec!(30000)),
            (dec!(1.5), "公里", "米", dec!(1500)),
            (dec!(2), "公顷", "亩", dec!(30)),
            (dec!(0.3), "万亩", "公顷", dec!(200)),
            (dec!(2.5), "万吨", "千克", dec!(25000000)),
            (dec!(1), "亿立方米", "万立方米", dec!(10000)),
            (dec!(1.5), "年", "月", dec!(18)),
            (dec!(3), "‰", "%", dec!(0.3)),
        ] {
            let unit = |name: &str| Unit::KNOWN.iter().find(|unit| unit.as_str() == name).expect("known");
            assert_eq!(unit(from).convert(value, unit(to)), Some(expected), "{value} {from}");
            let (from, to) = (MeasureUnit::of(unit(from)), MeasureUnit::of(unit(to)));
            let Conversion { times, over } = from.to(&to).expect("one kind");
            assert_eq!(value * times / over, expected, "{value} {from}");
        }
        let [mu, hectare] =
            ["亩", "公顷"].map(|name| Unit::KNOWN.iter().find(|unit| unit.as_str() == name).expect("known"));
        assert_eq!(mu.convert(dec!(1), hectare), None, "a fifteenth has no end");
        let names: std::collections::BTreeSet<_> = Unit::KNOWN.iter().map(Unit::as_str).collect();
        assert_eq!(names.len(), Unit::KNOWN.len());
    }

    #[test]
    fn a_declared_unit_is_one_of_another_or_of_its_own_kind() {
        let ton = Unit::KNOWN.iter().find(|unit| unit.as_str() == "吨").expect("known");
        let coal = Unit::declared("标准煤吨", Some(ton));
        assert_eq!(ton.convert(dec!(2), &coal), Some(dec!(2)));
        let basket = Unit::declared("篮", None);
        assert_eq!(basket.convert(dec!(2), &Unit::PIECE), None);
        assert!(!basket.is_whole() && Unit::declared("村", Some(&Unit::PIECE)).is_whole());
    }

    #[test]
    fn a_pure_number_prints_no_unit_and_takes_none_away() {
        let unit = |name: &str| {
            MeasureUnit::of(Unit::KNOWN.iter().find(|unit| unit.as_str() == name).expect("known"))
        };
        let printed = |of: &MeasureUnit| of.to_string();
        assert_eq!([printed(&unit("比值")), printed(&unit("指数"))], ["", ""]);
        assert_eq!(unit("比值"), MeasureUnit::Number);
        assert_eq!(MeasureUnit::per(unit("万元"), unit("比值")), unit("万元"));
        assert_eq!(printed(&MeasureUnit::per(unit("指数"), unit("人"))), "指数/人");
        assert_eq!(printed(&MeasureUnit::per(unit("比值"), unit("人"))), "比值/人");
    }
}
