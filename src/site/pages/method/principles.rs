//! What holds for a whole scheme, in words.

use crate::model::{MissingPolicy, NodeIndex, Ranking, Role, Scheme};
use crate::site::base::number::figure;
use crate::site::base::scheme::SchemeSite;
use crate::wording;

/// The scheme in one sentence.
pub(crate) fn sentence(scheme: &SchemeSite) -> String {
    let leaves =
        scheme.scheme.indices().filter(|node| scheme.scheme.node(*node).role == Role::Indicator).count();
    let leaves = if leaves > 0 { leaves } else { scheme.paged_nodes().count() };
    let parts: Vec<_> = scheme.sections().iter().map(|node| &*scheme.scheme.node(*node).title).collect();
    let of = if (2..=8).contains(&parts.len()) {
        format!("，分{}{}部分", parts.join("、"), parts.len())
    } else {
        String::new()
    };
    format!("本方案评价{}{}，共{leaves}项指标{of}。", scheme.scheme.subjects.len(), scheme.unit())
}

/// How the total comes about, and what holds everywhere.
pub(crate) fn principles(scheme: &SchemeSite) -> Vec<String> {
    let definition = scheme.scheme;
    let mut lines = vec![wording::method(definition, NodeIndex::new(Scheme::ROOT))];
    let decimals = definition.decimals(Role::Total);
    lines.push(if decimals >= crate::model::EXACT_DECIMALS {
        "总分保留10位小数，页面列两位。".to_owned()
    } else {
        format!("总分四舍五入到{decimals}位小数。")
    });
    if definition.ceiling != rust_decimal::Decimal::ONE_HUNDRED {
        lines.push(format!("总分最高{}分。", figure(definition.ceiling)));
    }
    if let Some(limit) = definition.bonus_limit {
        lines.push(format!("全部加分合计不超过{}分。", figure(limit)));
    }
    if let Some(limit) = definition.deduct_limit {
        lines.push(format!("全部扣分合计不超过{}分。", figure(limit)));
    }
    lines.push(match definition.ranking {
        Ranking::Published => "先按等次、再按公布得分排名次；得分相同的名次并列。".to_owned(),
        Ranking::Exact => "先按等次、再按未取整的得分排名次。".to_owned(),
        Ranking::None => "不排名次，按等次列出，同一等次按文件所列顺序。".to_owned(),
    });
    lines.push(match definition.missing {
        MissingPolicy::Zero => "缺报的指标计0分，并在各页标明；有缺报不得发布。".to_owned(),
        MissingPolicy::Rescale => "缺报的指标不计分，其余指标权重按比例折算。".to_owned(),
    });
    lines.push("不适用的指标不计分，同级其余指标的权重按比例折算。".to_owned());
    if definition.peers.is_some() {
        let groups = scheme.groups_in_words();
        let groups = if groups.is_empty() { groups } else { format!("，各组为：{groups}") };
        let what =
            if scheme.is_ranked() { "相互比较的方法和名次" } else { "相互比较的方法" };
        lines.push(format!("{what}只在同组对象之间进行，共{}组{groups}。", scheme.results.groups.len()));
    }
    lines
}
