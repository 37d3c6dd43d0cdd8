//! W0801: a figure that is many times last year's, or the peers'.
//!
//! Last year's value is the nearest thing to hold a figure against: a city that is ten times its neighbours was so
//! before. The peers are asked where there is none, and then only what stands alone is told: far from the median and far
//! from everybody else.

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use super::ratio::{Times, apart, far, times, whole};
use super::words::{many, number};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{FigureDef, FigureIndex, FigureValue, NodeIndex, SubjectIndex, Unit};

/// With fewer others there is no median to speak of.
const FEWEST: usize = 3;
/// A value in another unit is near when it is within this factor.
const NEAR: Decimal = whole(3);
/// A value with more or fewer zeros is near within this one.
const CLOSE: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    for (figure, definition) in look.figures() {
        let groups = Groups::of(look, |subject| Some(look.figure(subject, figure)?.value));
        for (subject, _) in look.records() {
            if let Some(value) = look.figure(subject, figure) {
                one(look, findings, &groups, (subject, figure, definition, value));
            }
        }
    }
    measures(look, findings);
}

fn one(
    look: &Look<'_>,
    findings: &mut Findings<'_>,
    groups: &Groups,
    (subject, figure, definition, value): (SubjectIndex, FigureIndex, &FigureDef, &FigureValue),
) {
    if findings.tells(subject, &definition.id) {
        return;
    }
    let unit = &definition.unit;
    let peers = groups.others(look.group(subject), value.value);
    let before = look.before(subject, figure);
    let of_median = peers.as_ref().and_then(|peers| times(value.value, peers.median));
    let told = |text: String| format!("是{text}");
    let mut against = Vec::new();
    let reference = match (before, &peers) {
        (Some((then, year)), _) if then > Decimal::ZERO => {
            let Some(off) = far(value.value, then, unit) else { return };
            against.push(told(format!("{year}年（{} {unit}）{}", number(then), many(off))));
            let of_median = of_median.zip(peers.as_ref());
            against.extend(of_median.filter(|(times, _)| *times != Times::Nothing).map(|(times, peers)| {
                told(format!("同组其他对象中位数（{} {unit}）{}", number(peers.median), many(times)))
            }));
            then
        }
        (Some(_), _) | (None, None) => return,
        (None, Some(peers)) => {
            let Some(off) = peers.far_from_all(value.value, unit) else { return };
            against.push(told(format!("同组其他对象中位数（{} {unit}）{}", number(peers.median), many(off))));
            peers.median
        }
    };
    let (written, unit_written) =
        value.written.as_deref().map_or((value.value, unit), |(number, unit)| (*number, unit));
    let meant = meant(written, unit_written, unit, reference);
    let text = format!(
        "“{}”（{}）是 {} {unit}，{}",
        definition.title,
        definition.id,
        number(value.value),
        against.join("，")
    );
    let near_peers = peers
        .as_ref()
        .filter(|_| before.is_some())
        .is_some_and(|peers| apart(value.value, peers.median).is_some_and(|factor| factor <= NEAR));
    findings.add(Code::FarOff, subject, (&definition.id, value.at), text, |warning| match meant {
        // Then it is last year's that is hardly right.
        _ if near_peers => warning.hint("本年的与同组相近：或者上年的数不对，或者同组都填错了单位，请核对"),
        Some(meant) => meant.told(warning, written),
        None => warning.hint("请核对单位和数值"),
    });
}

/// Measures that records state themselves, against those of the peers.
fn measures(look: &Look<'_>, findings: &mut Findings<'_>) {
    let mut nodes: Vec<NodeIndex> =
        look.records().flat_map(|(_, record)| record.measures.iter().map(|of| of.node)).collect();
    nodes.sort_unstable();
    nodes.dedup();
    for node in nodes {
        let definition = look.scheme().node(node);
        let Some((_, measured)) = definition.measure() else { continue };
        let Some(unit) = measured.plain() else { continue };
        let measure =
            |subject: SubjectIndex| look.scored.results.subjects[subject.get()].nodes[node.get()].measure;
        let groups = Groups::of(look, measure);
        for (subject, record) in look.records() {
            let Some(stated) = record.measure(node) else { continue };
            let peers = groups.others(look.group(subject), stated.value);
            let off = peers.and_then(|peers| Some((peers.far_from_all(stated.value, unit)?, peers.median)));
            let Some((off, median)) = off else { continue };
            let text = format!(
                "“{}”（{}）的指标值是 {} {unit}，是同组其他对象中位数（{} {unit}）{}",
                definition.title,
                definition.id,
                number(stated.value),
                number(median),
                many(off)
            );
            let about = definition.id.as_str();
            findings.add(Code::FarOff, subject, (about, stated.at), text, |warning| {
                warning.hint("请核对单位和数值")
            });
        }
    }
}

/// The values of a figure by peer group, each group ascending.
struct Groups(Vec<Vec<Decimal>>);

/// What the others of a group have.
struct Others {
    median: Decimal,
    /// The nearest below and above.
    below: Option<Decimal>,
    above: Option<Decimal>,
}

impl Groups {
    fn of(look: &Look<'_>, value: impl Fn(SubjectIndex) -> Option<Decimal>) -> Self {
        let mut groups = vec![Vec::new(); look.groups()];
        for (subject, _) in look.records() {
            groups[look.group(subject)].extend(value(subject));
        }
        groups.iter_mut().for_each(|values: &mut Vec<Decimal>| values.sort_unstable());
        Self(groups)
    }

    /// Those of a group but one that has a value; `None` where they are too few.
    fn others(&self, group: usize, own: Decimal) -> Option<Others> {
        let values = &self.0[group];
        let at = values.binary_search(&own).ok()?;
        let count = values.len() - 1;
        if count < FEWEST {
            return None;
        }
        let other = |position: usize| values[if position < at { position } else { position + 1 }];
        let (low, high) = (other((count - 1) / 2), other(count / 2));
        let median = low.checked_add(high)?.checked_div(Decimal::TWO)?;
        Some(Others { median, below: at.checked_sub(1).map(other), above: (at < count).then(|| other(at)) })
    }
}

impl Others {
    /// How far from the median, where it is far from the median and from every other value on its side.
    fn far_from_all(&self, value: Decimal, unit: &Unit) -> Option<Times> {
        let off = far(value, self.median, unit)?;
        // Who has nothing has nothing.
        off.factor()?;
        let nearest = [self.below, self.above];
        nearest.into_iter().flatten().all(|nearest| far(value, nearest, unit).is_some()).then_some(off)
    }
}

/// What was probably meant.
enum Meant<'u> {
    /// The number is one of this unit.
    Unit(&'u Unit),
    /// A percentage was written as a fraction, or a fraction as a percentage.
    Percent(Decimal),
    /// So many zeros are too many, or too few.
    Zeros(u32, bool),
}

/// The unit in which a number would be near what it is held against.
fn meant<'u>(written: Decimal, stated: &Unit, declared: &Unit, reference: Decimal) -> Option<Meant<'u>> {
    let near = |value: Decimal| apart(value, reference).filter(|factor| *factor <= NEAR);
    let units = Unit::KNOWN.iter().filter(|unit| unit.is_like(declared) && *unit != stated);
    let units = units.filter_map(|unit| Some((near(unit.convert(written, declared)?)?, unit)));
    if let Some((_, unit)) = units.min_by(|a, b| a.0.cmp(&b.0)) {
        return Some(Meant::Unit(unit));
    }
    let rate = !declared.adds_up() && !declared.counts();
    if rate {
        let ways = [written.checked_mul(Decimal::ONE_HUNDRED), written.checked_div(Decimal::ONE_HUNDRED)];
        let way = ways.into_iter().flatten().find(|value| near(*value).is_some())?;
        return Some(Meant::Percent(way));
    }
    let mut power = Decimal::ONE;
    for zeros in 1..=8 {
        power = power.checked_mul(Decimal::TEN)?;
        let close = |value: Option<Decimal>| {
            value.and_then(|value| apart(value, reference)).is_some_and(|factor| factor <= CLOSE)
        };
        if close(written.checked_div(power)) {
            return Some(Meant::Zeros(zeros, true));
        }
        if close(written.checked_mul(power)) {
            return Some(Meant::Zeros(zeros, false));
        }
    }
    None
}

impl Meant<'_> {
    fn told(&self, warning: Diagnostic, written: Decimal) -> Diagnostic {
        match self {
            Meant::Unit(unit) => {
                let name = unit.as_str();
                let quoted = if *unit == &Unit::PERCENT { "'%'" } else { name };
                warning
                    .suggest(format!("{{value: {}, unit: {quoted}}}", number(written)))
                    .hint(format!("多半填的是以{name}计的数；请核对单位，写明单位的自动换算"))
            }
            Meant::Percent(value) => {
                warning.suggest(number(*value)).hint("多半是百分数与小数弄混了（95% 与 0.95）；请核对")
            }
            Meant::Zeros(count, true) => warning.hint(format!("可能多写了{count}个0；请核对数值")),
            Meant::Zeros(count, false) => warning.hint(format!("可能少写了{count}个0；请核对数值")),
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn the_unit_that_was_meant_brings_the_number_near() {
        let of = |written, stated: &Unit, declared: &Unit, reference| match meant(
            written, stated, declared, reference,
        ) {
            Some(Meant::Unit(unit)) => unit.as_str().to_owned(),
            Some(Meant::Percent(value)) => number(value),
            Some(Meant::Zeros(count, many)) => format!("{count} {many}"),
            None => String::new(),
        };
        let (yuan, wan, person) = (Unit::YUAN, Unit::TEN_THOUSAND_YUAN, Unit::PERSON);
        assert_eq!(of(dec!(907030000), &wan, &wan, dec!(90703)), "元");
        assert_eq!(of(dec!(9.07), &wan, &wan, dec!(90703)), "亿元");
        assert_eq!(of(dec!(2.1), &person, &person, dec!(20000)), "万人");
        assert_eq!(of(dec!(90703), &yuan, &wan, dec!(90000)), "万元");
        assert_eq!(of(dec!(0.978), &Unit::PERCENT, &Unit::PERCENT, dec!(97.8)), "97.8");
        assert_eq!(of(dec!(1700), &Unit::PIECE, &Unit::PIECE, dec!(17)), "2 true");
        assert_eq!(of(dec!(17), &Unit::PIECE, &Unit::PIECE, dec!(170)), "1 false");
        assert_eq!(of(dec!(700), &Unit::PIECE, &Unit::PIECE, dec!(17)), "");
    }
}
