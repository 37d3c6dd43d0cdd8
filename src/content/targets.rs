//! targets.yaml: what is to be reached, never stated in a record.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::mapping::Mapping;
use super::scheme::SchemeFile;
use super::units::Units;
use super::value::Value;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::model::{
    Attainment, Measure, MeasureUnit, Method, NodeIndex, Place, Scheme, SubjectIndex, Target, Targets, Unit,
    When,
};

pub(super) fn decode(map: &Mapping<'_>, scheme: &SchemeFile) -> Targets {
    let mut targets = Targets {
        by_node: vec![Vec::new(); scheme.scheme.nodes.len()],
        file: Some(Arc::clone(map.value().file.file())),
    };
    for (key, value) in map.need("targets").and_then(Value::pairs).into_iter().flatten() {
        let Some(index) = scheme.names.nodes.find(value.file, &key.text, key.span) else { continue };
        let node = scheme.scheme.node(index);
        let Some((of, measured)) = node.measure() else {
            value.file.report(
                value
                    .file
                    .problem(
                        Code::MethodMeasure,
                        key.span,
                        format!("“{}”没有指标值（measure），不能有目标", node.id),
                    )
                    .hint("请核对指标，或者在方案里给它写上 measure"),
            );
            continue;
        };
        for (who, value) in value.pairs().into_iter().flatten() {
            let subject: Option<Option<SubjectIndex>> = if who.text == "all" {
                Some(None)
            } else {
                scheme.names.subjects.find(value.file, &who.text, who.span).map(Some)
            };
            let target = target(value, measured, &scheme.names.units);
            if of.is_log() {
                no_log(value, target);
            }
            // A faulty target is there all the same; nobody is told that it is missing.
            let (national, province) = target.unwrap_or((Some(Decimal::ZERO), Some(Decimal::ZERO)));
            if let Some(subject) = subject {
                let at = who.span.at;
                targets.by_node[index.get()].push(Target { subject, national, province, at });
            }
        }
    }
    targets
}

/// `{national, province, unit}`
fn target(
    value: Value<'_>,
    measured: &MeasureUnit,
    units: &Units,
) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let map = value.mapping()?;
    let convert = map.get("unit").map_or(Some(Conversion::None), |value| conversion(value, measured, units));
    let number = |key| map.get(key).map(|value| value.decimal().map(|number| (value, number)));
    let (national, province) = (number("national"), number("province"));
    map.finish();
    if national.is_none() && province.is_none() {
        let problem =
            value.problem(Code::MissingKey, "这里缺少字段“national”（全国目标）或“province”（省目标）");
        return value.refuse(problem.hint("至少写一个"));
    }
    let convert = convert?;
    let done = |number: Option<Option<(Value<'_>, Decimal)>>| match number {
        None => Some(None),
        Some(None) => None,
        Some(Some((value, number))) => convert.apply(value, number).map(Some),
    };
    Some((done(national)?, done(province)?))
}

/// Reports a target of a measure that is a logarithm, where it cannot be one.
fn no_log(value: Value<'_>, target: Option<(Option<Decimal>, Option<Decimal>)>) {
    let stated = target.into_iter().flat_map(|(national, province)| [national, province]).flatten();
    let Some(number) = stated.into_iter().find(|number| !Measure::may_be_log(*number)) else { return };
    let text = format!("指标值取过对数（log），目标却写了 {}：没有哪个数的对数有这么大", number.normalize());
    let hint = "目标也要写对数值；或者从方案里这一项的 measure 去掉 log，目标照写原来的数";
    value.file.report(value.problem(Code::NoLog, text).found(number.normalize().to_string()).hint(hint));
}

/// A number that is stated in `unit`, in the measure's own.
pub(super) fn convert(
    value: Value<'_>,
    number: Decimal,
    unit: Value<'_>,
    measured: &MeasureUnit,
    units: &Units,
) -> Option<Decimal> {
    conversion(unit, measured, units)?.apply(value, number)
}

/// How a target's number comes to the measure's unit.
enum Conversion {
    None,
    Between(Unit, Unit),
}

impl Conversion {
    fn apply(&self, value: Value<'_>, number: Decimal) -> Option<Decimal> {
        let Conversion::Between(from, to) = self else { return Some(number) };
        from.convert(number, to).or_else(|| {
            let problem =
                value.problem(Code::Inexact, format!("{number} {from}换算成{to}后除不尽或位数太多，存不下"));
            value.refuse(problem.hint(format!("请核对数值，或者直接按{to}填写")))
        })
    }
}

fn conversion(value: Value<'_>, measured: &MeasureUnit, units: &Units) -> Option<Conversion> {
    let word = value.word("单位")?;
    // A derived unit is named in full or left out.
    if word == measured.named() || word == measured.to_string() {
        return Some(Conversion::None);
    }
    let own = match measured {
        MeasureUnit::Number => "纯数，不写单位".to_owned(),
        MeasureUnit::Plain(_) | MeasureUnit::Per(..) => measured.named(),
    };
    let unlike = |word: &str| {
        let problem =
            value.problem(Code::UnlikeUnits, format!("单位“{word}”与指标值的单位（{own}）不是一类"));
        let problem = problem.found(word).hint("不写 unit 时就是指标值的单位");
        match measured {
            MeasureUnit::Plain(of) => problem.allowed(units.like(of)),
            MeasureUnit::Per(..) => problem.allowed([own.as_str()]),
            MeasureUnit::Number => problem,
        }
    };
    match measured.plain() {
        Some(to) => {
            let from = units.read(value)?;
            if from.is_like(to) {
                Some(Conversion::Between(from, to.clone()))
            } else {
                value.refuse(unlike(word))
            }
        }
        None => value.refuse(unlike(word)),
    }
}

/// Warns of leaves that are measured against a target which is not stated for everybody, and of conditions that ask for
/// targets nobody has.
pub(super) fn check(scheme: &Scheme, targets: &Targets, problems: &mut Vec<Diagnostic>) {
    leaves(scheme, targets, problems);
    // A target that could not be read is told there, and not missed here.
    let faulty = |one: &Diagnostic| {
        one.is_error() && (one.file == scheme.file || targets.file.as_ref() == Some(&one.file))
    };
    if problems.iter().any(faulty) {
        return;
    }
    let none = |node: NodeIndex| {
        let mut subjects = (0..scheme.subjects.len()).map(SubjectIndex::new);
        !subjects.any(|subject| targets.of(node, subject).is_some())
    };
    for rule in &scheme.rules {
        let mut asked: Vec<NodeIndex> = Vec::new();
        let in_scope = || scheme.indices().filter(|node| rule.scope.covers(*node, scheme.node(*node).role));
        // Where another condition is enough, this one keeps nothing from firing.
        for when in rule.when.iter().filter(|when| !has_way_out(when)) {
            when.walk(&mut |when| {
                if let When::Target { node, .. } = when {
                    match node {
                        Some(node) => asked.push(*node),
                        None => asked.extend(in_scope()),
                    }
                }
            });
        }
        if let Some(first) = asked.first()
            && asked.iter().all(|node| none(*node))
        {
            let of = match asked.len() {
                1 => format!("“{}”（{}）", scheme.node(*first).title, scheme.node(*first).id),
                count => format!("所看的{count}项"),
            };
            let place = Place::line(scheme.file.clone(), rule.at);
            let text = format!(
                "规则“{}”（{}）看目标完成没有，但 targets.yaml 里没有{of}的目标，条件无从判断",
                rule.title, rule.id
            );
            let hint = "请在同一文件夹的 targets.yaml 里补上，或者删去规则里的 target 条件";
            problems.push(Diagnostic::at(Code::NoTarget, &place, text).hint(hint));
        }
    }
}

/// Whether one of several conditions is enough, which looks at no target.
fn has_way_out(when: &When) -> bool {
    let mut found = false;
    when.walk(&mut |when| {
        if let When::Any(list) = when {
            found |= list.iter().any(|part| {
                let mut looks = false;
                part.walk(&mut |part| looks |= matches!(part, When::Target { .. }));
                !looks
            });
        }
    });
    found
}

fn leaves(scheme: &Scheme, targets: &Targets, problems: &mut Vec<Diagnostic>) {
    for (position, node) in scheme.nodes.iter().enumerate() {
        let Some(to) = node.method().and_then(Method::target) else { continue };
        let stated: fn(&Target) -> bool = match to {
            Attainment::National => |target| target.national.is_some(),
            Attainment::Province => |target| target.province.is_some(),
            Attainment::Target => |_| true,
            Attainment::Figure(_)
            | Attainment::Max
            | Attainment::Min
            | Attainment::Mean
            | Attainment::Subject(_) => continue,
        };
        let lacking: Vec<&str> = scheme
            .subjects
            .iter()
            .enumerate()
            .filter(|(at, _)| {
                !targets.of(NodeIndex::new(position), SubjectIndex::new(*at)).is_some_and(stated)
            })
            .map(|(_, id)| id.as_str())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let who =
            if lacking.len() == scheme.subjects.len() { "各对象".to_owned() } else { some(&lacking) };
        problems.push(
            Diagnostic::at(
                Code::NoTarget,
                &Place::line(scheme.file.clone(), node.at),
                format!("“{}”（{}）按目标计分，但 targets.yaml 里没有{who}的目标", node.title, node.id),
            )
            .hint("请在同一文件夹的 targets.yaml 里补上；没有目标的按缺报计"),
        );
    }
}
