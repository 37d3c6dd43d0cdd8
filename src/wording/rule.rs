//! Rules and outcomes in words.

use super::Span;
use super::condition::condition;
use super::words::{Words, number};
use crate::model::{
    Amount, Each, Effect, OutcomeIndex, Points, Quota, QuotaRounding, Role, Rule, RuleIndex, Scheme, Scope,
};

/// What a rule does and when, in one sentence.
pub fn rule(scheme: &Scheme, index: RuleIndex) -> Vec<Span> {
    let rule = &scheme.rules[index.get()];
    let when = match &rule.when {
        Some(when) => condition(scheme, when).text("的，"),
        None => Words::default(),
    };
    scope(rule).then(when).then(effect(scheme, &rule.effect)).text("。").done()
}

/// When an outcome follows, in one sentence.
pub fn outcome(scheme: &Scheme, index: OutcomeIndex) -> Vec<Span> {
    let outcome = &scheme.outcomes[index.get()];
    let mut words = condition(scheme, &outcome.when).text("的，");
    if let Some(by) = &outcome.by {
        words = words.text(format!("由{by}"));
    }
    words = words.strong(outcome.title.clone());
    if !outcome.attendees.is_empty() {
        words = words.text(format!("，{}参加", outcome.attendees.join("、")));
    }
    if let Some(says) = &outcome.says {
        words = words.text(format!("：{}", says.trim_end_matches('。')));
    }
    words.text("。").done()
}

/// The most that bonuses and deductions on a node may make; nothing where none is set.
pub fn limits(scheme: &Scheme, node: crate::model::NodeIndex) -> Option<String> {
    let node = scheme.node(node);
    let limit = |what: &str, most: Option<rust_decimal::Decimal>| {
        most.map(|most| format!("{what}合计不超过{}分", number(most)))
    };
    let told: Vec<String> =
        [limit("加分", node.bonus_limit), limit("扣分", node.deduct_limit)].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("，"))
}

/// A role's name.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Total => "总分",
        Role::Component => "考核方式",
        Role::Section => "大项",
        Role::Indicator => "指标",
        Role::Part => "分项",
    }
}

fn scope(rule: &Rule) -> Words {
    match &rule.scope {
        Scope::Total => Words::default(),
        Scope::Role(role) => Words::new(format!("各{}：", role_name(*role))),
        Scope::Nodes(nodes) => {
            Words::default().join(nodes.iter().map(|node| Words::default().node(*node)), "、").text("：")
        }
    }
}

fn effect(scheme: &Scheme, effect: &Effect) -> Words {
    match effect {
        Effect::Floor(grade) => Words::new("评价不低于").grade(*grade),
        Effect::Cap(grade) => Words::new("评价不高于").grade(*grade),
        Effect::Veto { grade, exclude_from_peers } => {
            let words = Words::new("一票否决，评为").grade(*grade);
            if *exclude_from_peers { words.text("，其数据不参与同组比较") } else { words }
        }
        Effect::Raise(by) => Words::new(format!("升{by}个等次")),
        Effect::Lower(by) => Words::new(format!("降{by}个等次")),
        Effect::Quota(quota) => allotted(scheme, quota),
        Effect::Bonus(points) => counted(scheme, points, "加"),
        Effect::Deduct(points) => counted(scheme, points, "扣"),
    }
}

/// “优秀”不超过有结果的对象的30%（舍去小数），各组分别计算，超出的评为下一等次；末位同分的都保留
fn allotted(scheme: &Scheme, quota: &Quota) -> Words {
    let amount = |amount: Amount, rounded: &str| match amount {
        Amount::Count(count) => format!("{count}个"),
        Amount::Share(share) => {
            let of = if quota.of_listed { "列入评价的对象" } else { "有结果的对象" };
            format!("{of}的{}%{rounded}", number(share))
        }
    };
    let rounded = match quota.round {
        QuotaRounding::Down => "（舍去小数）",
        QuotaRounding::Half => "（四舍五入）",
        QuotaRounding::Up => "（有小数即进一）",
    };
    let scope = match (scheme.peers.is_some(), quota.among_all) {
        (false, _) => "",
        (true, true) => "，全部对象一起计算",
        (true, false) => "，各组分别计算",
    };
    let words = Words::default().grade(quota.grade);
    let mut words = if quota.with_better { words.text("及以上合计") } else { words };
    if let Some(most) = quota.most {
        let ties = if quota.ties_in {
            "末位相同的都保留"
        } else {
            "末位相同而放不下的都不保留"
        };
        let most = amount(most, rounded);
        words = words.text(format!("不超过{most}{scope}，按名次先后，超出的评为下一等次；{ties}"));
    }
    if let Some(least) = quota.least {
        let lead = if quota.most.is_some() { "；一般不少于" } else { "一般不少于" };
        words = words.text(format!("{lead}{}", amount(least, "")));
        words = if quota.most.is_some() { words } else { words.text(scope) };
    }
    words
}

/// 每次“中央领导同志批示肯定”加1分，最多3分
pub(super) fn counted(scheme: &Scheme, points: &Points, verb: &str) -> Words {
    let amount = number(points.points);
    let words = match &points.each {
        Each::Once => Words::new(format!("{verb}{amount}分")),
        Each::Event(event) => {
            Words::new(format!("每次“{}”{verb}{amount}分", scheme.events[event.get()].title))
        }
        Each::MonthLate { figure, due } => {
            let title = &scheme.figures[figure.get()].title;
            Words::new(format!("{title}晚于{due}到位的，每晚一个月{verb}{amount}分"))
        }
    };
    match points.max {
        Some(max) => words.text(format!("，最多{}分", number(max))),
        None => words,
    }
}
