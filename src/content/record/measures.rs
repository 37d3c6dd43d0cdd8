//! Measures of leaves that a record states itself, because what they are put together from is not known.

use super::super::mapping::Mapping;
use super::super::targets;
use super::super::value::Value;
use super::Context;
use super::figures::whole;
use crate::diagnostics::{Code, Span, some};
use crate::model::{At, FigureIndex, FigureValue, Measure, NodeIndex, Period, StatedMeasure};

pub(super) fn measures(
    map: &Mapping<'_>,
    figures: &[Option<FigureValue>],
    context: &Context<'_>,
) -> Vec<StatedMeasure> {
    let pairs = map.get("measures").and_then(Value::pairs).into_iter().flatten();
    pairs
        .filter_map(|(key, value)| {
            let node = context.names.nodes.find(value.file, &key.text, key.span);
            let stated = stated(value, node, key.span.at, context)?;
            beside(value, stated.node, key.span, figures, context).then_some(stated)
        })
        .collect()
}

/// `{value, unit, reason}`
fn stated(value: Value<'_>, node: Option<NodeIndex>, at: At, context: &Context<'_>) -> Option<StatedMeasure> {
    let map = value.mapping()?;
    let of = map.need("value");
    let number = of.and_then(Value::decimal);
    let unit = map.get("unit");
    let reason = map.text("reason");
    map.finish();
    let node = node?;
    let definition = context.scheme.node(node);
    let Some((_, measured)) = definition.measure() else {
        let problem = value
            .problem(Code::MethodMeasure, format!("“{}”没有指标值（measure），不能直接填报", definition.id));
        return value.refuse(problem.hint("请核对指标；按观测计分的写在 observations 里"));
    };
    let number = match unit {
        Some(unit) => targets::convert(of?, number?, unit, measured, &context.names.units)?,
        None => number?,
    };
    if let (Some((Measure::Figure(figure), _)), Some(of)) = (definition.measure(), of) {
        whole(of, number, &context.scheme.figures[figure.get()]);
    }
    Some(StatedMeasure { node, value: number, reason: reason?, at })
}

/// A measure is stated instead of what it is worked out from, never beside it.
fn beside(
    value: Value<'_>,
    node: NodeIndex,
    span: Span,
    figures: &[Option<FigureValue>],
    context: &Context<'_>,
) -> bool {
    let (leaf, node) = (node, context.scheme.node(node));
    let Some((measure, _)) = node.measure() else { return false };
    // A figure that another leaf reads as well is reported for that one.
    let serves_another = |figure: FigureIndex| {
        let others = context.scheme.nodes.iter().enumerate().filter(|(position, _)| *position != leaf.get());
        others.filter_map(|(_, other)| other.measure()).any(|(measure, _)| {
            let mut found = false;
            measure.each_figure(&mut |read| found |= read == figure);
            found
        })
    };
    let (mut reported, mut lacking, mut own) = (Vec::new(), false, false);
    measure.each(Period::NOW, &mut |part, period| {
        if let (Measure::Figure(figure), Period::NOW) = (part, period) {
            if figures[figure.get()].is_none() {
                lacking = true;
                return true;
            }
            own |= !serves_another(*figure);
            let id = context.scheme.figures[figure.get()].id.as_str();
            if !reported.contains(&id) {
                reported.push(id);
            }
        }
        true
    });
    if reported.is_empty() || lacking && !own {
        return true;
    }
    let parts = some(&reported);
    let problem = value.file.problem(
        Code::Conflict,
        span,
        format!("“{}”（{}）直接填报了指标值，计算它的数据 {parts} 却也填了", node.title, node.id),
    );
    value.file.report(problem.hint("两样只留一样：数据齐全的删去这里，由程序计算；不齐全的删去数据"));
    false
}
