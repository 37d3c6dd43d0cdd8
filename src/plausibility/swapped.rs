//! W0804: two figures of a record, each far from its own last year's value and near the other's.

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use super::ratio::{apart, whole};
use super::words::number;
use crate::diagnostics::Code;
use crate::model::{FigureDef, FigureValue, Record, SubjectIndex};

/// So far from one's own, either way.
const FAR: Decimal = whole(3);
/// So near to the other's.
const NEAR: Decimal = Decimal::from_parts(125, 0, 0, false, 2);
/// Smaller numbers are near one another by chance.
const SMALL: Decimal = whole(20);

/// A figure that is far from what it was.
struct Stray<'a> {
    definition: &'a FigureDef,
    value: &'a FigureValue,
    then: Decimal,
}

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    for (subject, record) in look.records() {
        let strays = strays(look, subject, record);
        for (at, one) in strays.iter().enumerate() {
            for other in &strays[at + 1..] {
                let near = |value: Decimal, of: Decimal| apart(value, of).is_some_and(|times| times <= NEAR);
                if near(one.value.value, other.then) && near(other.value.value, one.then) {
                    tell(findings, subject, record, [one, other]);
                }
            }
        }
    }
}

fn strays<'a>(look: &Look<'a>, subject: SubjectIndex, record: &'a Record) -> Vec<Stray<'a>> {
    let stray = |(figure, definition)| {
        let value = record.figure(figure)?;
        let (then, _) = look.before(subject, figure)?;
        let far = apart(value.value, then)? > FAR && value.value.max(then) >= SMALL;
        far.then_some(Stray { definition, value, then })
    };
    look.figures().filter_map(stray).collect()
}

fn tell(findings: &mut Findings<'_>, subject: SubjectIndex, record: &Record, [one, other]: [&Stray<'_>; 2]) {
    let named = |of: &Stray<'_>| {
        let FigureDef { title, id, unit, .. } = of.definition;
        format!("“{title}”（{id}）是 {} {unit}，上年 {}", number(of.value.value), number(of.then))
    };
    let text = format!("{}；{}：两项像是填反了", named(one), named(other));
    findings.add(Code::Swapped, subject, (&one.definition.id, one.value.at), text, |warning| {
        let warning = warning.hint("请核对两行是不是填到了对方的位置");
        match record.place(other.value.at) {
            Some(place) => warning.also_at(&place, "另一项在这里"),
            None => warning,
        }
    });
    findings.told(subject, &other.definition.id);
}
