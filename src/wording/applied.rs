//! Rules that worked and decisions, in words.

use rust_decimal::Decimal;

use super::Span;
use super::condition::{causes, lifted};
use super::rule::counted;
use super::step::Parts;
use super::words::{Words, number};
use crate::model::{
    Applied, Cause, Change, Decided, Decision, Effect, GradeEffect, GradeIndex, NextGrade, NodeIndex, Rule,
    Scheme, Scope, SubjectResult, Waiver, fixed,
};

/// A rule that worked on a score.
pub(super) fn worked(
    scheme: &Scheme,
    node: NodeIndex,
    applied: &Applied,
    absorbed: bool,
    waiver: Option<&Waiver>,
) -> Parts {
    let rule = &scheme.rules[applied.rule.get()];
    // What a rule counts stands last among its causes, and is told with the points.
    let counts = matches!(&rule.effect, Effect::Bonus(rated) | Effect::Deduct(rated)
        if applied.fired() && matches!(rated.each, crate::model::Each::Event(_)));
    let told = &applied.causes[..applied.causes.len() - usize::from(counts && !applied.causes.is_empty())];
    let because = |words: Words| self::because(scheme, told, words);
    let moved = |words: Words| {
        let (before, after) = (number(applied.before), number(applied.after));
        if applied.before == applied.after {
            words.text("，分数不变")
        } else {
            words.text(format!("：{before} → ")).strong(after)
        }
    };
    let (lead, words) = match &applied.change {
        Change::Floor(grade) => ("保底", because(moved(Words::new("不低于").grade(*grade)))),
        Change::Cap(grade) => ("封顶", because(moved(Words::new("不高于").grade(*grade)))),
        Change::Bonus { points, count } => {
            ("加分", because(moved(amount(scheme, (rule, node), *count, *points, "加"))))
        }
        Change::Deduct { points, count } => {
            let words = because(moved(amount(scheme, (rule, node), *count, *points, "扣")));
            ("扣分", if absorbed { words.text("（随后由保底补足）") } else { words })
        }
        Change::Waived => ("豁免", because(waived(&rule.title, waiver))),
    };
    (lead, words, None, None)
}

/// What a rule did, behind why it did. A rule for listed subjects names no fact.
fn because(scheme: &Scheme, list: &[Cause], what: Words) -> Words {
    let why = causes(scheme, list);
    if why.is_empty() { what } else { why.text("，").then(what) }
}

/// A rule that worked on a score in one short line, for the cell of a table: 拨付滞后（办法 九）：85.00 → 82.00.
pub fn applied(rule: &Rule, cite: &str, applied: &Applied) -> String {
    let waived = match applied.change {
        Change::Waived => "，免除",
        Change::Floor(_) | Change::Cap(_) | Change::Bonus { .. } | Change::Deduct { .. } => "",
    };
    format!("{}（{cite}）：{} → {}{waived}", rule.title, fixed(applied.before, 2), fixed(applied.after, 2))
}

/// 每晚一个月扣2分，最多10分；计2，扣4分
fn amount(
    scheme: &Scheme,
    (rule, node): (&Rule, NodeIndex),
    count: u32,
    points: Decimal,
    verb: &str,
) -> Words {
    let own = (rule.scope != Scope::Total).then(|| scheme.node(node));
    let (rated, limit) = match &rule.effect {
        Effect::Bonus(rated) => (rated, own.map_or(scheme.bonus_limit, |node| node.bonus_limit)),
        Effect::Deduct(rated) => (rated, own.map_or(scheme.deduct_limit, |node| node.deduct_limit)),
        Effect::Floor(_)
        | Effect::Cap(_)
        | Effect::Veto { .. }
        | Effect::Raise(_)
        | Effect::Lower(_)
        | Effect::Quota(_) => return Words::default(),
    };
    let given = rated.points.checked_mul(count.into());
    let given = given.map(|given| rated.max.map_or(given, |max| given.min(max)));
    let words = counted(scheme, rated, verb).text(match rated.each {
        crate::model::Each::Once => String::new(),
        crate::model::Each::Event(_) => format!("；计{count}次，{verb}{}分", number(points)),
        crate::model::Each::MonthLate { .. } => format!("；晚{count}个月，{verb}{}分", number(points)),
    });
    // Fewer points than the rule gives by itself: those before it used the scheme's limit up.
    match limit.filter(|_| given != Some(points)) {
        Some(limit) => words.text(format!(
            "（{}{verb}分合计不超过{}分）",
            if own.is_some() { "该项" } else { "全部" },
            number(limit)
        )),
        None => words,
    }
}

fn waived(title: &str, waiver: Option<&Waiver>) -> Words {
    let words = Words::new(format!("“{title}”不执行"));
    match waiver {
        Some(waiver) => words.text(format!(
            "：{}（{}，{}）",
            waiver.reason.trim_end_matches('。'),
            waiver.by,
            waiver.date
        )),
        None => words,
    }
}

/// A rule that worked on the total's grade.
pub(super) fn graded(scheme: &Scheme, effect: &GradeEffect, waiver: Option<&Waiver>) -> Parts {
    let rule = &scheme.rules[effect.rule.get()];
    if effect.waived {
        return ("豁免", because(scheme, &effect.causes, waived(&rule.title, waiver)), None, None);
    }
    let (lead, what) = match &rule.effect {
        Effect::Floor(grade) => ("等次保底", Words::new("不低于").grade(*grade)),
        Effect::Cap(grade) => ("等次封顶", Words::new("不高于").grade(*grade)),
        Effect::Veto { grade, .. } => ("一票否决", Words::new("评为").grade(*grade)),
        Effect::Raise(by) => ("升等次", Words::new(format!("升{by}个等次"))),
        Effect::Lower(by) => ("降等次", Words::new(format!("降{by}个等次"))),
        Effect::Quota(quota) => ("名额", Words::new("超出").grade(quota.grade).text("的名额")),
        Effect::Bonus(_) | Effect::Deduct(_) => return ("规则", Words::default(), None, None),
    };
    let mut words = because(scheme, &effect.causes, what);
    words = if effect.before == effect.after {
        words.text("；等次不变，仍为").grade(effect.after)
    } else {
        words.text("：").grade(effect.before).text(" → ").grade(effect.after)
    };
    // Nobody wants to be rid of a floor.
    if let Some(way) = lifted(scheme, &effect.causes).filter(|_| rule.effect.holds_down()) {
        words = words.text("。").then(way).text("，即可解除");
    }
    (lead, words, None, (effect.before != effect.after).then_some(effect.after))
}

/// What the competent body decided in the place of what was computed: when, who, in which document, why.
pub fn decision(result: &SubjectResult, decision: &Decision) -> Vec<Span> {
    let Decided { grade, place } = result.decided(decision);
    decided(grade, place, decision).1.done()
}

/// The same as a step of the trail.
pub(super) fn decided(
    grade: Option<(GradeIndex, GradeIndex)>,
    place: Option<(Option<u32>, u32)>,
    decision: &Decision,
) -> Parts {
    let mut words = Words::new(format!("{}{}审定（{}）", decision.date, decision.body, decision.document));
    if let Some((before, after)) = grade {
        words = words.text("，等次").grade(before).text(" → ").grade(after);
    }
    if let Some((before, after)) = place {
        let before = before.map_or_else(|| "无名次".to_owned(), |place| format!("第{place}名"));
        words = words.text(format!("，名次{before} → ")).strong(format!("第{after}名"));
    }
    words = words.text(format!("。理由：{}", decision.reason.trim_end_matches('。')));
    let turn = grade.filter(|(before, after)| before != after).map(|(_, after)| after);
    ("审定", words, None, turn)
}

/// Why a rule fired, in words: the `cause` of the JSON contract.
pub fn cause(scheme: &Scheme, list: &[Cause]) -> Vec<Span> {
    causes(scheme, list).done()
}

/// What would end the effect of a rule, in words: the `lifted_if` of the JSON contract.
pub fn lifted_if(scheme: &Scheme, list: &[Cause]) -> Option<Vec<Span>> {
    lifted(scheme, list).map(Words::done)
}

/// What would lead to the next better grade, in one or two sentences; `None` at the best grade.
pub fn next_grade(scheme: &Scheme, result: &SubjectResult) -> Option<Vec<Span>> {
    let NextGrade { grade, threshold, lacks, held_by } = result.next.as_ref()?;
    let mut words = Words::default();
    if lacks.is_zero() {
        words = words.text("总分已达到").grade(*threshold).text("的分数线。");
    } else {
        words = words
            .text("总分再得")
            .strong(format!("{}分", number(*lacks)))
            .text("，达到")
            .grade(*threshold)
            .text("的分数线")
            .then(if threshold == grade {
                Words::new("。")
            } else {
                Words::new("，按规则升降后为").grade(*grade).text("。")
            });
    }
    for position in held_by {
        let effect = &result.grade_effects[*position];
        let rule = &scheme.rules[effect.rule.get()];
        words = match lifted(scheme, &effect.causes) {
            Some(way) => words.then(way).text("，").basis(rule).text("的限制即解除。"),
            None => {
                let why = causes(scheme, &effect.causes);
                let words = words.text("受").basis(rule).text("限制");
                if why.is_empty() { words } else { words.text("，").then(why) }.text("。")
            }
        };
    }
    Some(words.done())
}
