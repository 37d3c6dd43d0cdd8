//! How a result came about, in five sentences.

use rust_decimal::Decimal;

use super::number::{places, two};
use super::result::{by_places, nothing, place};
use super::words::beside;
use super::{Told, next_grade};
use crate::history;
use crate::model::{Change, GradeEffect, NodeIndex, Role, Scheme, SubjectIndex, round};

/// The items furthest from the median, each with its score, and how far.
pub(crate) type End<'a> = (Vec<(&'a str, &'a str)>, &'a str);

/// The five sentences: the result and what it adds up from; the strongest item; the weakest; what rules and decisions
/// did to the grade; the change since last year and what is lacking to the next grade.
///
/// Of the strongest and the weakest item it takes title, score and distance from the median; `compared`: whether there
/// is anybody to be compared with; `first`: whether no year before has the scheme, so that nothing is said of it.
pub(crate) fn story(
    told: &Told,
    subject: SubjectIndex,
    since: Option<history::Change>,
    [strong, weak]: [Option<End>; 2],
    [compared, first]: [bool; 2],
) -> Vec<String> {
    let mut sentences = vec![
        result(told, subject),
        against(strong, compared, ["最突出的", "高", "高于"]),
        against(weak, compared, ["差距最大的", "低", "低于"]),
        turned(told, subject),
    ];
    sentences.extend(outlook(told, subject, since, first));
    sentences
}

/// 2019年度得90.92分，综合评价“较好”，第4名；各项折合计入总分：组织领导11.60分、人才支援17.92分、…，考核加分（+0.50分）。
fn result(told: &Told, subject: SubjectIndex) -> String {
    let of = told.result(subject);
    let Some(score) = super::scale::published(told.scheme, of) else { return nothing(told, subject) };
    let (year, place) = (&told.year.title, place(told, subject));
    let grade = of.grade.map(|grade| format!("，综合评价“{}”", told.grade_name(grade)));
    let mut text = beside([&**year, &*format!("得{score}分{}{place}", grade.unwrap_or_default())]);
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
        Some(parts) => {
            let apart = apart(told, subject).map_or_else(String::new, |apart| format!("（{apart}）"));
            format!("；各项折合计入总分：{}{apart}", parts.join("、"))
        }
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

/// That what the items add is printed rounded, where the printed numbers do not add up to the printed total:
/// 各项贡献按2位小数列出，合计90.93，与汇总90.92相差0.01，系四舍五入
pub(crate) fn apart(told: &Told, subject: SubjectIndex) -> Option<String> {
    let of = told.result(subject);
    if told.scheme.in_points() {
        return None;
    }
    let base = round(of.base?, told.scheme.shown_decimals(Role::Total));
    let counted = told.sections().iter().map(|node| &of.nodes[node.get()]).filter(|node| node.counts());
    let mut sum = Decimal::ZERO;
    for node in counted {
        sum = sum.checked_add(round(node.contribution?, CONTRIBUTION))?;
    }
    let apart = sum.checked_sub(base)?.abs();
    let decimals = told.scheme.shown_decimals(Role::Total);
    let [sum, apart] = [sum, apart].map(|value| places(value, CONTRIBUTION.max(value.normalize().scale())));
    (apart != places(Decimal::ZERO, CONTRIBUTION)).then(|| {
        format!(
            "各项贡献按{CONTRIBUTION}位小数列出，合计{sum}，与汇总{}相差{apart}，系四舍五入",
            places(base, decimals)
        )
    })
}

/// Decimals that contributions are printed with.
const CONTRIBUTION: u32 = 2;

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
    let decision = told.scored.evaluation.decisions.get(subject.get()).and_then(Option::as_ref);
    let decision = decision.filter(|_| !of.as_computed());
    let Some(threshold) = of.by_threshold else {
        return match decision {
            Some(decision) => format!("经{}审定名次（{}）。", decision.body, decision.document),
            None => "没有规则或者审定改变结果。".to_owned(),
        };
    };
    let rule = |effect: &GradeEffect| {
        let rule = &told.scheme.rules[effect.rule.get()];
        let after = told.grade_name(effect.after);
        match &rule.clause {
            // A rule without a title is called what it cites.
            Some(clause) if rule.title == told.cite(clause) => format!("依{}定为“{after}”", rule.title),
            Some(clause) => format!("依{}（{}）定为“{after}”", told.cite(clause), rule.title),
            None => format!("依{}定为“{after}”", rule.title),
        }
    };
    let mut parts: Vec<_> = of.grade_effects.iter().filter(|effect| effect.turned()).map(rule).collect();
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
fn outlook(
    told: &Told,
    subject: SubjectIndex,
    since: Option<history::Change>,
    first: bool,
) -> Option<String> {
    let year = &told.before;
    let by = |change: Decimal| {
        places(change.abs(), super::scale::change_decimals(told.scheme, told.result(subject), change))
    };
    let scale = super::scale::of_hundred(since.is_none_or(|since| since.alike));
    let mut text = match since.and_then(|since| since.score) {
        Some(change) if change.is_zero() => format!("得分与{year}相同{scale}"),
        Some(change) if change.is_sign_positive() => format!("比{year}高{}分{scale}", by(change)),
        Some(change) => format!("比{year}低{}分{scale}", by(change)),
        None if first => String::new(),
        None => format!("没有{year}得分可比"),
    };
    if let Some(places) = since.and_then(|since| since.places) {
        text += &by_places(places, ["，名次上升", "，名次下降", "，名次不变"]);
    }
    let result = told.result(subject);
    if let Some(next) = next_grade(told.scheme, result) {
        let next = told.plain(&next);
        let stop = if text.is_empty() { "" } else { "；" };
        text += &format!("{stop}{}", next.trim_end_matches('。').replace('。', "，"));
    } else if result.grade.is_some_and(|grade| grade.get() == 0) {
        text += if text.is_empty() { "已是最高等次" } else { "；已是最高等次" };
    }
    (!text.is_empty()).then(|| text + "。")
}
