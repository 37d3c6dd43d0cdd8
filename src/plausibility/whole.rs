//! W0802: a part that is more than its whole.
//!
//! Not every share has to stay below a hundred percent: what was reached may be more than what was set. It is told where
//! the method's better end is a hundred, and where nobody else is above it.

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use super::words::number;
use crate::diagnostics::Code;
use crate::model::{FigureIndex, Goalpost, Measure, Method, NodeIndex, Record, Unit};

/// Among fewer others it says nothing that all are below.
const FEWEST: usize = 3;

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    let scheme = look.scheme();
    for node in scheme.indices() {
        if let Some((Measure::Share(part, whole), _)) = scheme.node(node).measure() {
            shares(look, findings, node, part, whole);
        }
    }
    for (figure, definition) in look.figures().filter(|(_, of)| of.unit.is_like(&Unit::PERCENT)) {
        let base = |value: Decimal| definition.unit.in_base(value);
        // ‰
        let above = |value: Decimal| base(value).is_some_and(|value| value > Decimal::ONE_THOUSAND);
        let values = look.records().filter_map(|(subject, record)| Some((subject, record.figure(figure)?)));
        let values: Vec<_> = values.collect();
        if values.len() <= FEWEST || values.iter().filter(|(_, value)| above(value.value)).count() != 1 {
            continue;
        }
        for (subject, value) in values.iter().filter(|(_, value)| above(value.value)) {
            let then = look.before(*subject, figure);
            if then.is_some_and(|(then, _)| above(then)) || findings.tells(*subject, &definition.id) {
                continue;
            }
            let text = format!(
                "“{}”（{}）是 {} {}，超过全部；其他{}个对象都不超过",
                definition.title,
                definition.id,
                number(value.value),
                definition.unit,
                values.len() - 1
            );
            findings.add(Code::AboveWhole, *subject, (&definition.id, value.at), text, |warning| {
                warning.hint("请核对数值和单位")
            });
        }
    }
}

fn shares(look: &Look<'_>, findings: &mut Findings<'_>, node: NodeIndex, part: &Measure, whole: &Measure) {
    let definition = look.scheme().node(node);
    let bounded = matches!(
        definition.method(),
        Some(Method::Range { worst: Goalpost::Fixed(worst), best: Goalpost::Fixed(best), .. })
            if *worst.max(best) == Decimal::ONE_HUNDRED
    );
    let measured = look.records().filter_map(|(subject, record)| {
        let measure = look.scored.results.subjects[subject.get()].nodes[node.get()].measure?;
        Some((subject, record, measure))
    });
    let measured: Vec<_> = measured.collect();
    let above: Vec<_> = measured.iter().filter(|(_, _, measure)| *measure > Decimal::ONE_HUNDRED).collect();
    let alone = above.len() == 1 && measured.len() > FEWEST;
    if !bounded && !alone {
        return;
    }
    for (subject, record, measure) in above {
        let figures = figures(part, whole);
        // Then that is why. A bound that is stated is told all the same.
        if !bounded
            && figures.iter().any(|figure| findings.tells(*subject, &look.scheme().figures[figure.get()].id))
        {
            continue;
        }
        let Some(at) = figures.iter().find_map(|figure| Some(record.figure(*figure)?.at)) else { continue };
        let why = match bounded {
            true => "计分方法以 100% 为限".to_owned(),
            false => format!("其他{}个对象都不超过 100%", measured.len() - 1),
        };
        let text = format!(
            "“{}”（{}）是 {}%，部分大于整体{}；{why}",
            definition.title,
            definition.id,
            number(measure.round_dp(2)),
            named(look, record, part, whole)
        );
        findings.add(Code::AboveWhole, *subject, (definition.id.as_str(), at), text, |warning| {
            warning.hint("请核对这几项数据的数值和单位")
        });
    }
}

fn figures(part: &Measure, whole: &Measure) -> Vec<FigureIndex> {
    let mut found = Vec::new();
    part.each_figure(&mut |figure| found.push(figure));
    whole.each_figure(&mut |figure| found.push(figure));
    found
}

/// ：“其中已使用的” 450000 万元，“援助资金” 90000 万元
fn named(look: &Look<'_>, record: &Record, part: &Measure, whole: &Measure) -> String {
    let name = |measure: &Measure| {
        let Measure::Figure(figure) = measure else { return None };
        let definition = &look.scheme().figures[figure.get()];
        let value = record.figure(*figure)?.value;
        Some(format!("“{}” {} {}", definition.title, number(value), definition.unit))
    };
    match (name(part), name(whole)) {
        (Some(part), Some(whole)) => format!("：{part}，{whole}"),
        (None, _) | (_, None) => String::new(),
    }
}
