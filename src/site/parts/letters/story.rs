//! How a result came about, in five sentences.

use crate::history::Change;
use crate::model::{self, NodeIndex, Scheme, SubjectIndex};
use crate::site::base::change::change;
use crate::site::base::number::two;
use crate::site::base::scheme::SchemeSite;
use crate::site::base::site::Site;
use crate::site::parts::facts::{decision, fired};
use crate::site::parts::letters::facts::ItemFacts;
use crate::wording;

/// The five sentences: the result and what it adds up from; the strongest item; the weakest; what rules and decisions
/// did to the grade; the change since last year and what is lacking to the next grade.
///
/// `ends` are the strongest and the weakest item; `compared`: whether there is anybody to be compared with.
pub(crate) fn story(
    site: &Site,
    scheme: &SchemeSite,
    subject: SubjectIndex,
    ends: [Option<&ItemFacts>; 2],
    compared: bool,
) -> Vec<String> {
    let [strong, weak] = ends;
    let since = change(site, scheme, subject);
    vec![
        result(scheme, subject),
        against(strong, compared, ["最突出的", "高", "高于"]),
        against(weak, compared, ["差距最大的", "低", "低于"]),
        turned(scheme, subject),
        outlook(scheme, subject, since),
    ]
}

/// 2019年度得90.92分，综合评价“较好”，第4名；各项折合计入总分：组织领导11.60分、人才支援17.92分、…，考核加分（+0.50分）。
fn result(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    let (of, year) = (scheme.result(subject), &scheme.year.title);
    let (Some(score), Some(grade)) = (of.score, of.grade) else {
        return format!("{year}没有可计的指标，不计分，不评等次。");
    };
    let mut text = format!("{year}得{}分，综合评价“{}”", two(score), scheme.scheme.grade(grade).name);
    if let Some(rank) = of.rank {
        let group = scheme.group_of(subject).unwrap_or_default();
        text += &format!("，{group}第{rank}名{}", if of.tied { "（并列）" } else { "" });
    }
    let counted = || scheme.sections().iter().filter(|node| of.nodes[node.get()].counts());
    let title =
        |node: &NodeIndex| scheme.scheme.node(*node).title_for(&scheme.scheme.subjects[subject.get()]);
    let part = |node: &NodeIndex| {
        let contribution = of.nodes[node.get()].contribution?;
        Some(format!("{}{}分", title(node), two(contribution)))
    };
    let own = |node: &NodeIndex| {
        let score = of.nodes[node.get()].score;
        format!(
            "{}{}",
            title(node),
            score.map_or_else(|| "缺报".to_owned(), |score| format!("{}分", two(score)))
        )
    };
    text += &match counted().map(part).collect::<Option<Vec<_>>>() {
        Some(parts) => format!("；各项折合计入总分：{}", parts.join("、")),
        None => format!("；各项得分：{}", counted().map(own).collect::<Vec<_>>().join("、")),
    };
    for applied in &of.nodes[Scheme::ROOT].applied {
        let rule = &scheme.scheme.rules[applied.rule.get()].title;
        match applied.change {
            model::Change::Bonus { points, .. } => text += &format!("，{rule}（+{}分）", two(points)),
            model::Change::Deduct { points, .. } => text += &format!("，{rule}（−{}分）", two(points)),
            model::Change::Floor(_) | model::Change::Cap(_) | model::Change::Waived => {}
        }
    }
    text + "。"
}

/// 与同组中位数相比，最突出的是“就业帮扶”，得95.00分，高6.12分。
fn against(item: Option<&ItemFacts>, compared: bool, [most, way, than]: [&str; 3]) -> String {
    match item {
        Some(ItemFacts { title, score, difference, .. }) => {
            let apart = difference.trim_start_matches(['+', '−']);
            format!("与同组中位数相比，{most}是“{title}”，得{score}分，{way}{apart}分。")
        }
        None if compared => format!("没有一项{than}同组中位数。"),
        None => format!("没有同组其他对象的得分，不能说哪一项{than}中位数。"),
    }
}

/// 等次按得分为“好”，依办法 七（一）3（有一大项“一般”不评为“好”）定为“较好”。
fn turned(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    let Some(threshold) = scheme.result(subject).by_threshold else {
        return "没有规则或者审定改变结果。".to_owned();
    };
    let turns = fired(scheme, subject).into_iter().filter(|rule| rule.on_grade);
    let mut parts: Vec<_> =
        turns.map(|rule| format!("依{}（{}）定为“{}”", rule.clause, rule.rule, rule.after)).collect();
    parts.extend(decision(scheme, subject).map(|of| {
        let what = if of.before == of.after {
            "审定名次".to_owned()
        } else {
            format!("审定为“{}”", of.after)
        };
        format!("经{}{what}（{}）", of.body, of.document)
    }));
    if parts.is_empty() {
        return "等次由得分所在的分数段确定，没有规则或者审定改变它。".to_owned();
    }
    format!("等次按得分为“{}”，{}。", scheme.scheme.grade(threshold).name, parts.join("，又"))
}

/// 比上年高2.46分，名次上升2位；总分再得4.08分，达到“好”的分数线。
fn outlook(scheme: &SchemeSite, subject: SubjectIndex, since: Option<Change>) -> String {
    let mut parts = Vec::new();
    let score = since.and_then(|since| since.score);
    parts.push(match score {
        Some(change) if change.is_zero() => "得分与上年相同".to_owned(),
        Some(change) if change.is_sign_positive() => format!("比上年高{}分", two(change)),
        Some(change) => format!("比上年低{}分", two(-change)),
        None => "没有上年得分可比".to_owned(),
    });
    parts.extend(since.and_then(|since| since.places).map(|places| match places {
        0 => "名次不变".to_owned(),
        1.. => format!("名次上升{places}位"),
        _ => format!("名次下降{}位", -places),
    }));
    let mut text = parts.join("，");
    let result = scheme.result(subject);
    if let Some(next) = wording::next_grade(scheme.scheme, result) {
        let next = scheme.plain(&next);
        text += &format!("；{}", next.trim_end_matches('。').replace('。', "，"));
    } else if result.grade.is_some_and(|grade| grade.get() == 0) {
        text += "；已是最高等次";
    }
    text + "。"
}
