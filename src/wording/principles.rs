//! What holds for a whole scheme.

use rust_decimal::Decimal;

use super::number::figure;
use super::overview::groups;
use super::{Told, method};
use crate::model::{EXACT_DECIMALS, NodeIndex, Ranking, Role, Scheme};

/// The scheme in one sentence; it has so many items.
pub(crate) fn sentence(told: &Told, items: usize) -> String {
    let parts: Vec<_> = told.sections().iter().map(|node| &*told.scheme.node(*node).title).collect();
    let of = if (2..=8).contains(&parts.len()) {
        format!("，分{}{}部分", parts.join("、"), parts.len())
    } else {
        String::new()
    };
    format!("本方案评价{}{}，共{items}项指标{of}。", told.scheme.subjects.len(), told.unit())
}

/// How the total comes about, and what holds everywhere.
pub(crate) fn principles(told: &Told) -> Vec<String> {
    let scheme = told.scheme;
    let mut lines = vec![method(scheme, NodeIndex::new(Scheme::ROOT))];
    let decimals = scheme.decimals(Role::Total);
    lines.push(if decimals >= EXACT_DECIMALS {
        "总分保留10位小数，页面列两位。".to_owned()
    } else {
        format!("总分四舍五入到{decimals}位小数。")
    });
    if scheme.ceiling != Decimal::ONE_HUNDRED {
        lines.push(format!("总分最高{}分。", figure(scheme.ceiling)));
    }
    let limits = [(scheme.bonus_limit, "加分"), (scheme.deduct_limit, "扣分")];
    let limit = |(limit, what): (Option<Decimal>, &str)| {
        limit.map(|limit| format!("全部{what}合计不超过{}分。", figure(limit)))
    };
    lines.extend(limits.into_iter().filter_map(limit));
    lines.push(match scheme.ranking {
        Ranking::Published => "先按等次、再按公布得分排名次；得分相同的名次并列。".to_owned(),
        Ranking::Exact => "先按等次、再按未取整的得分排名次。".to_owned(),
        Ranking::None => "不排名次，按等次列出，同一等次按文件所列顺序。".to_owned(),
    });
    lines.push(format!("缺报的指标{}，并在各页标明。", super::put_in_place(scheme.missing)));
    if let Some(least) = scheme.least_reported {
        lines.push(format!("各级填报的权重不足{}%的，该级按缺报处理。", figure(least)));
    }
    lines.push("不适用的指标不计分，同级其余指标的权重按比例折算。".to_owned());
    if scheme.peers.is_some() {
        let groups = groups(told);
        let groups = if groups.is_empty() { groups } else { format!("，各组为：{groups}") };
        let what = if told.is_ranked() { "相互比较的方法和名次" } else { "相互比较的方法" };
        lines.push(format!("{what}只在同组对象之间进行，共{}组{groups}。", told.results.groups.len()));
    }
    lines
}
