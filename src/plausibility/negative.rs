//! W0805: an amount below 0, where neither last year's nor anybody else's is. What counts whole things is refused below 0
//! where it is read (E0509).

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use super::words::number;
use crate::diagnostics::Code;

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    for (figure, definition) in look.figures() {
        let unit = &definition.unit;
        // Rates and pure numbers may well be below 0: a growth, an index.
        if definition.signed || unit.is_whole() || !unit.adds_up() {
            continue;
        }
        let below = |(_, record): &(_, &crate::model::Record)| {
            record.figure(figure).is_some_and(|value| value.value < Decimal::ZERO)
        };
        let found: Vec<_> = look.records().filter(below).collect();
        let [(subject, _)] = found[..] else { continue };
        let Some(value) = look.figure(subject, figure) else { continue };
        if look.before(subject, figure).is_some_and(|(then, _)| then < Decimal::ZERO) {
            continue;
        }
        let text = format!(
            "“{}”（{}）是 {} {unit}，小于0；上年和其他对象都不小于0",
            definition.title,
            definition.id,
            number(value.value)
        );
        findings.add(Code::BelowZero, subject, (&definition.id, value.at), text, |warning| {
            warning.hint(format!(
                "请核对数值；这项数据本来就可以小于0的（如净增），请方案作者在 figures 的 {} 里写 signed: true",
                definition.id
            ))
        });
    }
}
