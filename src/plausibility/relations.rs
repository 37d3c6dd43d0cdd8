//! W0803: a relation between figures that the scheme declares (`checks`) and a record does not keep.

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use super::words::number;
use crate::diagnostics::Code;
use crate::model::{Bound, FigureDef, FigureIndex, Record, Relation};

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    let figures = &look.scheme().figures;
    for check in &look.scheme().checks {
        let Some(unit) = check.of.first().map(|first| &figures[first.get()].unit) else { continue };
        for (subject, record) in look.records() {
            let side = |of: &[FigureIndex]| sum(of, figures, record, unit);
            let bound = match &check.bound {
                Bound::Figures(of) => side(of),
                Bound::Number(number) => Some(*number),
            };
            let (Some(own), Some(bound)) = (side(&check.of), bound) else { continue };
            let told = match check.relation {
                Relation::Equals if own != bound => "不等于",
                Relation::AtMost if own > bound => "多于",
                Relation::Equals | Relation::AtMost => continue,
            };
            let named = |of: &[FigureIndex]| {
                let parts = of.iter().filter_map(|figure| {
                    let value = number(record.figure(*figure)?.value);
                    Some(format!("{} {value}", figures[figure.get()].id))
                });
                parts.collect::<Vec<_>>().join(" + ")
            };
            let right = match &check.bound {
                Bound::Figures(of) => format!("（{}）", named(of)),
                Bound::Number(_) => String::new(),
            };
            let text = format!(
                "“{}”不成立：{} {unit}（{}）{told} {} {unit}{right}",
                check.says.trim_end_matches('。'),
                number(own),
                named(&check.of),
                number(bound)
            );
            let all = check.of.iter().chain(match &check.bound {
                Bound::Figures(of) => of.as_slice(),
                Bound::Number(_) => &[],
            });
            let at = all.filter_map(|figure| Some(record.figure(*figure)?.at)).min();
            let Some(at) = at else { continue };
            findings.add(Code::Unbalanced, subject, (&check.id, at), text, |warning| {
                warning.hint(format!("请核对这几项数据；关系写在方案的 checks 里（{}）", check.id))
            });
        }
    }
}

/// The figures together, in a unit; `None` where one that is needed is not stated, or none is.
fn sum(
    of: &[FigureIndex],
    figures: &[FigureDef],
    record: &Record,
    unit: &crate::model::Unit,
) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut stated = false;
    for figure in of {
        let definition = &figures[figure.get()];
        match record.figure(*figure) {
            Some(value) => {
                sum = sum.checked_add(definition.unit.convert(value.value, unit)?)?;
                stated = true;
            }
            None if definition.optional => {}
            None => return None,
        }
    }
    stated.then_some(sum)
}
