//! Figures of a record, converted to their declared units.

use rust_decimal::Decimal;

use super::super::value::Value;
use super::super::year::date_near;
use super::super::{mapping::Mapping, scalar};
use super::Context;
use crate::diagnostics::Code;
use crate::model::{At, Each, Effect, Entry, FigureDef, FigureValue, RuleIndex, Unit};

/// The figures of a record.
pub(in crate::content) struct Figures {
    pub values: Box<[Option<FigureValue>]>,
    /// Stated, but faulty: neither there nor missing.
    pub faulty: Vec<bool>,
}

pub(super) fn figures(map: &Mapping<'_>, context: &Context<'_>) -> Figures {
    let declared = &context.scheme.figures;
    let mut values = vec![None; declared.len()];
    let mut faulty = vec![false; declared.len()];
    for (key, value) in map.get("figures").and_then(Value::pairs).into_iter().flatten() {
        let Some(index) = context.names.figures.find(value.file, &key.text, key.span) else { continue };
        let found = figure(value, &declared[index.get()], key.span.at, context);
        faulty[index.get()] = found.is_none();
        values[index.get()] = found;
    }
    Figures { values: values.into(), faulty }
}

fn figure(value: Value<'_>, def: &FigureDef, at: At, context: &Context<'_>) -> Option<FigureValue> {
    if value.is_scalar() {
        let number = number(value, context)?;
        whole(value, number, def);
        return Some(FigureValue {
            value: number,
            written: None,
            previous: None,
            reported: None,
            entries: Vec::new(),
            note: None,
            at,
            previous_at: None,
            reported_at: None,
        });
    }
    let map = value.mapping()?;
    let unit_value = map.get("unit");
    let stated = match unit_value {
        Some(value) => stated_unit(value, def, context),
        None => Some(def.unit.clone()),
    };
    let single = map.one_of(&["value", "entries"]);
    let previous = map.get("previous").map(|value| converted(value, stated.as_ref()?, def, context));
    let reported = map.get("reported").map(|value| converted(value, stated.as_ref()?, def, context));
    let note = map.text_if("note");
    map.finish();
    let reported = match reported {
        Some(reported) => Some(reported?),
        None => None,
    };
    let previous = match previous {
        Some(previous) => Some(previous?),
        None => None,
    };
    match single {
        Some(("value", of)) => {
            let number = number(of, context)?;
            let stated = stated?;
            let value = convert(of, number, &stated, def)?;
            whole(of, value, def);
            let written = (stated != def.unit).then_some((number, stated));
            let entries = Vec::new();
            Some(FigureValue {
                entries,
                value,
                written: written.map(Box::new),
                previous,
                reported,
                note,
                at,
                previous_at: None,
                reported_at: None,
            })
        }
        Some((_, list)) => {
            let entries = entries(list, stated.as_ref(), def, context)?;
            let (value, written) = total(list, &entries, def)?;
            // What is wrong with one entry is not told again of all.
            if !entries.iter().any(|(entry, _)| has_fraction(entry.value, def)) {
                whole(list, value, def);
            }
            let entries = entries.into_iter().map(|(entry, _)| entry).collect();
            Some(FigureValue {
                entries,
                value,
                written: written.map(Box::new),
                previous,
                reported,
                note,
                at,
                previous_at: None,
                reported_at: None,
            })
        }
        None => {
            let problem = value.problem(Code::MissingKey, "这里缺少字段“value”（数值）或“entries”（逐笔）");
            value.refuse(problem.hint(format!("写成 {}: 数字，或者 {{value: 数字, unit: 单位}}", def.id)))
        }
    }
}

/// A number; one with its unit behind it gets the right form shown.
fn number(value: Value<'_>, context: &Context<'_>) -> Option<Decimal> {
    // No unit has a digit, so what ends with one ends with none.
    let ends = |text: &&str| !text.ends_with(|last: char| last.is_ascii_digit());
    if let Some(text) = value.is_scalar().then(|| value.word("数字")).flatten().filter(ends) {
        let with_unit = context
            .names
            .units
            .all()
            .filter_map(|unit| text.strip_suffix(unit.as_str()).map(|number| (number.trim(), unit)))
            .filter(|(number, _)| scalar::decimal(number).is_ok())
            .max_by_key(|(_, unit)| unit.as_str().len());
        if let Some((number, unit)) = with_unit {
            let problem =
                value.problem(Code::BadNumber, format!("“{}”的值“{text}”不能用：单位要单独写", value.name));
            let unit = if *unit == Unit::PERCENT { "'%'" } else { unit.as_str() };
            return value.refuse(problem.found(text).suggest(format!("{{value: {number}, unit: {unit}}}")));
        }
    }
    value.decimal()
}

/// A unit that is stated beside a value; it goes with the figure's own.
fn stated_unit(value: Value<'_>, def: &FigureDef, context: &Context<'_>) -> Option<Unit> {
    let (units, own) = (&context.names.units, def.unit.as_str());
    let unit = units.read(value)?;
    if unit.is_like(&def.unit) {
        return Some(unit);
    }
    let problem = value.problem(
        Code::UnlikeUnits,
        format!("“{}”（{}）的单位是 {own}，不能写 {}", def.title, def.id, unit.as_str()),
    );
    value.refuse(
        problem
            .found(unit.as_str())
            .allowed(units.like(&def.unit))
            .hint("两种单位不是一类，不能换算；请核对数据填对了没有"),
    )
}

/// What counts whole things is whole, in the kind's smallest unit, and not below 0. The value stands all the same: in
/// what was released before this was asked for it is only told.
pub(super) fn whole(value: Value<'_>, number: Decimal, def: &FigureDef) {
    if !def.unit.is_whole() {
        return;
    }
    let what = || format!("“{}”（{}）", def.title, def.id);
    if !def.signed && number < Decimal::ZERO {
        let problem =
            value.problem(Code::NotACount, format!("{}是 {number} {}，不会小于 0", what(), def.unit));
        value.file.report(problem.found(number.to_string()).hint(format!(
            "请核对数值；确实可以是负数（如净增），在方案 figures 的 {} 里写 signed: true",
            def.id
        )));
    }
    if has_fraction(number, def) {
        let base = def.unit.base();
        let problem =
            value.problem(Code::NotACount, format!("{}是 {number} {}，不是整数{base}", what(), def.unit));
        value.file.report(problem.found(number.to_string()).hint(format!(
            "请核对数值；确实可以有小数（如平均数），在方案 figures 的 {} 里写 fractional: true",
            def.id
        )));
    }
}

/// The number of a cell in the declared unit, and as it is written where that is another.
pub(in crate::content) fn of_cell(
    value: Value<'_>,
    from: &Unit,
    def: &FigureDef,
    context: &Context<'_>,
) -> Option<(Decimal, Option<(Decimal, Unit)>)> {
    let number = number(value, context)?;
    let converted = convert(value, number, from, def)?;
    whole(value, converted, def);
    Some((converted, (*from != def.unit).then(|| (number, from.clone()))))
}

/// Whether a number has a fraction that things of its unit do not have.
fn has_fraction(number: Decimal, def: &FigureDef) -> bool {
    let whole = def.unit.in_base(number).is_some_and(|base| base.is_integer());
    def.unit.is_whole() && !def.fractional && !whole
}

/// A part of what counts whole things is whole as well; it may be below 0, where something was taken back.
fn parts(value: Value<'_>, number: Decimal, def: &FigureDef) {
    whole(value, number.abs(), def);
}

/// The number of a value in the declared unit.
fn converted(value: Value<'_>, from: &Unit, def: &FigureDef, context: &Context<'_>) -> Option<Decimal> {
    let number = number(value, context)?;
    let converted = convert(value, number, from, def)?;
    whole(value, converted, def);
    Some(converted)
}

fn convert(value: Value<'_>, number: Decimal, from: &Unit, def: &FigureDef) -> Option<Decimal> {
    from.convert(number, &def.unit).or_else(|| {
        let problem = value
            .problem(Code::Inexact, format!("{number} {from}换算成{}后除不尽或位数太多，存不下", def.unit));
        value.refuse(problem.hint(format!("请核对数值，或者直接按{}填写", def.unit)))
    })
}

/// The entries, each with its number and unit as written.
fn entries(
    list: Value<'_>,
    default: Option<&Unit>,
    def: &FigureDef,
    context: &Context<'_>,
) -> Option<Vec<(Entry, (Decimal, Unit))>> {
    let found: Vec<_> = list.some_items()?.map(|item| entry(item, default, def, context)).collect();
    found.into_iter().collect()
}

fn entry(
    item: Value<'_>,
    default: Option<&Unit>,
    def: &FigureDef,
    context: &Context<'_>,
) -> Option<(Entry, (Decimal, Unit))> {
    let map = item.mapping()?;
    let of = map.need("value");
    let number = of.and_then(|of| number(of, context));
    let from = match map.get("unit") {
        Some(value) => stated_unit(value, def, context),
        None => default.cloned(),
    };
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    let source = map.text_if("source");
    let exempt = map.get("exempt").map(|value| exempt(value, context)).unwrap_or_default();
    map.finish();
    let (of, number, from) = (of?, number?, from?);
    let value = convert(of, number, &from, def)?;
    parts(of, value, def);
    Some((Entry { value, date, source, exempt, at: item.at() }, (number, from)))
}

/// Rules that do not count an entry: those that take points off by the month.
fn exempt(value: Value<'_>, context: &Context<'_>) -> Vec<RuleIndex> {
    let mut rules = Vec::new();
    for item in value.items().into_iter().flatten() {
        let Some(index) = context.names.rules.read(item) else { continue };
        let rule = &context.scheme.rules[index.get()];
        if matches!(&rule.effect, Effect::Deduct(points) if matches!(points.each, Each::MonthLate { .. })) {
            rules.push(index);
        } else {
            let problem = item.problem(
                Code::WaiverNotAllowed,
                format!("规则“{}”不是按月扣分的，这一笔用不着除外", rule.id),
            );
            item.file.report(problem.hint("exempt 只写按月扣分（month_late）的规则"));
        }
    }
    rules
}

/// The sum in the declared unit, and as written where all entries are in one other unit.
fn total(
    list: Value<'_>,
    entries: &[(Entry, (Decimal, Unit))],
    def: &FigureDef,
) -> Option<(Decimal, Option<(Decimal, Unit)>)> {
    let sum = |mut numbers: Box<dyn Iterator<Item = Decimal> + '_>| {
        numbers.try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    let Some(value) = sum(Box::new(entries.iter().map(|(entry, _)| entry.value))) else {
        let problem = list.problem(Code::Inexact, "各笔合计的位数太多，存不下");
        return list.refuse(problem.hint("请核对各笔的数值"));
    };
    let unit = entries.first().map(|(_, (_, unit))| unit.clone());
    let written = unit
        .filter(|unit| *unit != def.unit && entries.iter().all(|(_, (_, other))| *other == *unit))
        .and_then(|unit| Some((sum(Box::new(entries.iter().map(|(_, (number, _))| *number)))?, unit)));
    Some((value, written))
}
