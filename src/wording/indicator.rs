//! An indicator of all subjects in a sentence.

use rust_decimal::Decimal;

use super::number::measured;
use super::overview::few;
use super::words::beside;
use super::{NAMED, Told};
use crate::model::{MeasureUnit, NodeIndex, NodeResult, PeerStatistics, State, SubjectIndex};

/// How the measures of an indicator lie.
pub(crate) struct Measured<'s> {
    pub unit: &'s MeasureUnit,
    /// The groups that have the measure, with their names where there are several.
    pub groups: &'s [(Option<&'s str>, PeerStatistics)],
    pub best: Decimal,
    pub worst: Decimal,
    /// Whether each subject with a target met it.
    pub met: Vec<bool>,
}

/// Who is best and worst by the measure or, where there is none, how many subjects have each grade.
pub(crate) fn sentence(
    told: &Told,
    node: NodeIndex,
    order: &[SubjectIndex],
    measured: Option<Measured>,
) -> String {
    let title = &told.scheme.node(node).title;
    match measured {
        Some(measured) => by_measure(told, node, order, &measured),
        None => {
            let results = order.iter().map(|subject| &told.result(*subject).nodes[node.get()]);
            format!("{title}：{}。", by_grade(told, node, &results.collect::<Vec<_>>()))
        }
    }
}

fn by_measure(told: &Told, node: NodeIndex, order: &[SubjectIndex], of: &Measured) -> String {
    let (title, noun) = (&told.scheme.node(node).title, &told.scheme.noun);
    let unit = noun.unit();
    let measure = |subject: &SubjectIndex| told.result(*subject).nodes[node.get()].measure;
    // Whoever is equal is told as equal: nobody is best alone who is not.
    let holders = |value: Decimal, word: &str| {
        let found = order.iter().filter(|subject| measure(subject) == Some(value));
        let found: Vec<&str> = found.map(|subject| told.short(*subject)).collect();
        let names = few(&found, unit).unwrap_or_default();
        let tied = if found.len() > 1 { "并列" } else { "" };
        beside([&*names, tied, &*format!("{word}，为{}", measured(value, of.unit))])
    };
    let count = order.iter().filter_map(measure).count();
    let of_noun = if noun.counter.is_empty() { "" } else { "的" };
    let mut text = beside([&*noun.of(count), of_noun, title, &*medians(told, of)]);
    text += &match (of.best == of.worst, count) {
        (true, 0 | 1) => measured(of.best, of.unit),
        (true, _) => format!("各{}相同，都是{}", noun.title, measured(of.best, of.unit)),
        (false, _) => format!("{}，{}", holders(of.best, "最好"), holders(of.worst, "最差")),
    };
    if !of.met.is_empty() {
        text += &format!("；{}{unit}完成目标", of.met.iter().filter(|met| **met).count());
    }
    text + "。"
}

/// 中位数为9.00%；, 中位数：城区9.00%、平原县8.16%； or, where there are too many groups, ：
fn medians(told: &Told, of: &Measured) -> String {
    if of.groups.len() > NAMED {
        return "：".to_owned();
    }
    let one = |(group, peers): &(Option<&str>, PeerStatistics)| {
        format!("{}{}", group.unwrap_or_default(), measured(peers.median, of.unit))
    };
    let all: Vec<_> = of.groups.iter().map(one).collect();
    format!("中位数{}{}；", if told.is_grouped() { "：" } else { "为" }, all.join("、"))
}

fn by_grade(told: &Told, node: NodeIndex, results: &[&NodeResult]) -> String {
    let unit = told.unit();
    let mut counts = vec![0usize; told.scheme.grades.len()];
    results.iter().filter_map(|result| result.grade).for_each(|grade| counts[grade.get()] += 1);
    let some = counts.iter().zip(&told.scheme.grades).filter(|(count, _)| **count > 0);
    let some: Vec<_> = some.map(|(count, grade)| format!("{count}{unit}为“{}”", grade.name)).collect();
    let scores = || results.iter().filter_map(|result| result.told());
    let number = |value| super::scale::number(told.scheme, node, value);
    let ends = scores().max().zip(scores().min());
    let missing = match results.iter().filter(|result| result.state == State::Missing).count() {
        0 => String::new(),
        count => format!("，{count}{unit}缺报"),
    };
    let found = if !some.is_empty() {
        some.join("，")
    } else if let Some((best, worst)) = ends.filter(|_| !told.scheme.is_graded()) {
        match best == worst {
            true => format!("得分都是{}分", number(best)),
            false => format!("最高{}分，最低{}分", number(best), number(worst)),
        }
    } else {
        "没有可计的得分".to_owned()
    };
    format!("{found}{missing}")
}
