//! How a result came about, in five sentences.

use super::number::two;
use super::result::{by_places, nothing, place};
use super::{Told, next_grade};
use crate::history;
use crate::model::{Change, GradeEffect, NodeIndex, Scheme, SubjectIndex};

/// The items furthest from the median, each with its score, and how far.
pub(crate) type End<'a> = (Vec<(&'a str, &'a str)>, &'a str);

/// The five sentences: the result and what it adds up from; the strongest item; the weakest; what rules and decisions
/// did to the grade; the change since last year and what is lacking to the next grade.
///
/// Of the strongest and the weakest item it takes title, score and distance from the median; `compared`: whether there
/// is anybody to be compared with.
pub(crate) fn story(
    told: &Told,
    subject: SubjectIndex,
    since: Option<history::Change>,
    [strong, weak]: [Option<End>; 2],
    compared: bool,
) -> Vec<String> {
    vec![
        result(told, subject),
        against(strong, compared, ["最突出的", "高", "高于"]),
        against(weak, compared, ["差距最大的", "低", "低于"]),
        turned(told, subject),
        outlook(told, subject, since),
    ]
}

/// 2019年度得90.92分，综合评价“较好”，第4名；各项折合计入总分：组织领导11.60分、人才支援17.92分、…，考核加分（+0.50分）。
fn result(told: &Told, subject: SubjectIndex) -> String {
    let of = told.result(subject);
    let (Some(score), Some(grade)) = (super::scale::published(told.scheme, of), of.grade) else {
        return nothing(told);
    };
    let (year, grade, place) = (&told.year.title, told.grade_name(grade), place(told, subject));
    let mut text = format!("{year}得{score}分，综合评价“{grade}”{place}");
    let counted = || told.sections().iter().filter(|node| of.nodes[node.get()].counts());
    let points = |node: &NodeIndex, score: String| {
        let title = told.scheme.node(*node).title_for(&told.scheme.subjects[subject.get()]);
        format!("{title}{score}分")
    };
    let own = |node: &NodeIndex| match super::scale::node(told.scheme, *node, &of.nodes[node.get()]) {
        Some(score) => points(node, score),
        None => format!("{}缺报", told.scheme.node(*node).title_for(&told.scheme.subjects[subject.get()])),
    };
    // In a points scheme a part's own score is what it adds.
    let part = |node: &NodeIndex| {
        let contribution = of.nodes[node.get()].contribution.filter(|_| !told.scheme.in_points())?;
        Some(points(node, two(contribution)))
    };
    text += &match counted().map(part).collect::<Option<Vec<_>>>() {
        Some(parts) => format!("；各项折合计入总分：{}", parts.join("、")),
        None => format!("；各项得分：{}", counted().map(own).collect::<Vec<_>>().join("、")),
    };
    for applied in &of.nodes[Scheme::ROOT].applied {
        let rule = &told.scheme.rules[applied.rule.get()].title;
        match applied.change {
            Change::Bonus { points, .. } => text += &format!("，{rule}（+{}分）", two(points)),
            Change::Deduct { points, .. } => text += &format!("，{rule}（−{}分）", two(points)),
            Change::Floor(_) | Change::Cap(_) | Change::Waived => {}
        }
    }
    text + "。"
}

/// 与同组中位数相比，最突出的是“就业帮扶”，得95.00分，高6.12分。
fn against(item: Option<End>, compared: bool, [most, way, than]: [&str; 3]) -> String {
    match item {
        Some((items, difference)) => {
            let apart = difference.trim_start_matches(['+', '−']);
            let told = items.iter().map(|(title, score)| format!("“{title}”，得{score}分"));
            let told = told.collect::<Vec<_>>().join("；");
            let each = if items.len() > 1 { "，各" } else { "，" };
            format!("与同组中位数相比，{most}是{told}{each}{way}{apart}分。")
        }
        None if compared => format!("没有一项{than}同组中位数。"),
        None => format!("没有同组其他对象的得分，不能说哪一项{than}中位数。"),
    }
}

/// 等次按得分为“好”，依办法 七（一）3（有一大项“一般”不评为“好”）定为“较好”。
fn turned(told: &Told, subject: SubjectIndex) -> String {
    let of = told.result(subject);
    let Some(threshold) = of.by_threshold else {
        return "没有规则或者审定改变结果。".to_owned();
    };
    let rule = |effect: &GradeEffect| {
        let rule = &told.scheme.rules[effect.rule.get()];
        let after = told.grade_name(effect.after);
        match &rule.clause {
            Some(clause) => format!("依{}（{}）定为“{after}”", told.cite(clause), rule.title),
            None => format!("依{}定为“{after}”", rule.title),
        }
    };
    let mut parts: Vec<_> = of.grade_effects.iter().filter(|effect| effect.turned()).map(rule).collect();
    let decision = told.scored.evaluation.decisions.get(subject.get()).and_then(Option::as_ref);
    let decision = decision.filter(|_| !of.as_computed());
    parts.extend(decision.map(|decision| {
        let grade = of.grade.filter(|_| of.computed != of.grade).map(|grade| told.grade_name(grade));
        let what = grade.map_or_else(|| "审定名次".to_owned(), |grade| format!("审定为“{grade}”"));
        format!("经{}{what}（{}）", decision.body, decision.document)
    }));
    if parts.is_empty() {
        return "等次由得分所在的分数段确定，没有规则或者审定改变它。".to_owned();
    }
    format!("等次按得分为“{}”，{}。", told.grade_name(threshold), parts.join("，又"))
}

/// 比上年高2.46分，名次上升2位；总分再得4.08分，达到“好”的分数线。
fn outlook(told: &Told, subject: SubjectIndex, since: Option<history::Change>) -> String {
    let mut text = match since.and_then(|since| since.score) {
        Some(change) if change.is_zero() => "得分与上年相同".to_owned(),
        Some(change) if change.is_sign_positive() => format!("比上年高{}分", two(change)),
        Some(change) => format!("比上年低{}分", two(-change)),
        None => "没有上年得分可比".to_owned(),
    };
    if let Some(places) = since.and_then(|since| since.places) {
        text += &by_places(places, ["，名次上升", "，名次下降", "，名次不变"]);
    }
    let result = told.result(subject);
    if let Some(next) = next_grade(told.scheme, result) {
        let next = told.plain(&next);
        text += &format!("；{}", next.trim_end_matches('。').replace('。', "，"));
    } else if result.grade.is_some_and(|grade| grade.get() == 0) {
        text += "；已是最高等次";
    }
    text + "。"
}
