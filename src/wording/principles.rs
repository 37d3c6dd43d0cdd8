//! What holds for a whole scheme.

use rust_decimal::Decimal;

use super::number::figure;
use super::overview::groups;
use super::{Told, method};
use crate::model::{EXACT_DECIMALS, NodeIndex, RankBy, Ranking, Role, Scheme, Within};

/// The scheme in one sentence; it has so many items.
pub(crate) fn sentence(told: &Told, items: usize) -> String {
    let parts: Vec<_> = told.sections().iter().map(|node| &*told.scheme.node(*node).title).collect();
    let of = if (2..=8).contains(&parts.len()) {
        format!("，分{}{}部分", parts.join("、"), parts.len())
    } else {
        String::new()
    };
    format!("本方案评价{}，共{items}项指标{of}。", told.count())
}

/// How the total comes about, and what holds everywhere.
pub(crate) fn principles(told: &Told) -> Vec<String> {
    let scheme = told.scheme;
    let mut lines = vec![method(scheme, NodeIndex::new(Scheme::ROOT))];
    let decimals = scheme.decimals(Role::Total);
    let shown = scheme.shown_decimals(Role::Total);
    lines.push(match (decimals >= EXACT_DECIMALS, shown == decimals) {
        (true, _) => format!("总分保留10位小数，列出{shown}位。"),
        (false, true) => format!("总分四舍五入到{decimals}位小数。"),
        (false, false) => format!("总分四舍五入到{decimals}位小数，列出{shown}位。"),
    });
    if scheme.ceiling != scheme.full_total() {
        lines.push(format!("总分最高{}分。", figure(scheme.ceiling)));
    }
    let limits = [(scheme.bonus_limit, "加分"), (scheme.deduct_limit, "扣分")];
    let limit = |(limit, what): (Option<Decimal>, &str)| {
        limit.map(|limit| format!("全部{what}合计不超过{}分。", figure(limit)))
    };
    lines.extend(limits.into_iter().filter_map(limit));
    lines.push(match &scheme.ranking {
        Some(ranking) => ranked(scheme, ranking),
        None if scheme.is_graded() => "不排名次，按等次列出，同一等次按文件所列顺序。".to_owned(),
        None => "不排名次，按文件所列顺序列出。".to_owned(),
    });
    lines.push(format!("缺报的指标{}，并在各页标明。", super::put_in_place(scheme.missing)));
    if let Some(least) = scheme.least_reported {
        lines.push(format!("各级填报的权重不足{}%的，该级按缺报处理。", figure(least)));
    }
    lines.push("不适用的指标不计分，同级其余指标的权重按比例折算。".to_owned());
    if scheme.peers.is_some() {
        let groups = groups(told);
        let groups = if groups.is_empty() { groups } else { format!("，各组为：{groups}") };
        let ranked = scheme.ranking.as_ref().is_some_and(|ranking| ranking.within == Within::Peers);
        let what = if ranked { "相互比较的方法和名次" } else { "相互比较的方法" };
        lines.push(format!("{what}只在同组对象之间进行，共{}组{groups}。", told.results.groups.len()));
    }
    lines
}

/// 先按等次、再按公布得分排名次；得分相同的依次比组织领导、资金支持的得分，仍相同的并列。
fn ranked(scheme: &Scheme, ranking: &Ranking) -> String {
    let by = match ranking.by {
        RankBy::Published => "公布得分",
        RankBy::Exact => "未取整的得分",
    };
    let then: Vec<_> = ranking.then.iter().map(|node| &*scheme.node(*node).title).collect();
    let ties = match (then.is_empty(), ranking.by) {
        (false, _) => format!("；得分相同的依次比{}的得分，仍相同的名次并列", then.join("、")),
        (true, RankBy::Published) => "；得分相同的名次并列".to_owned(),
        (true, RankBy::Exact) => String::new(),
    };
    let within = match ranking.within {
        Within::Peers => "",
        Within::All => "全部对象一起排名次。",
        Within::Both => "全部对象排一次名次，各组内按同一次序另排名次。",
    };
    let within = if scheme.peers.is_some() { within } else { "" };
    let first = if scheme.is_graded() { "先按等次、再按" } else { "按" };
    format!("{first}{by}排名次{ties}。{within}")
}
