//! How far what another party is to confirm is confirmed, in words.

use std::collections::BTreeMap;

use crate::model::{Confirmation, FigureIndex};
use crate::procedure::confirm::Standing;

/// Where a value stands: 已确认, 确认后改动, 未确认. The sign before it tells them apart without colour.
pub fn standing(of: Standing<'_>) -> &'static str {
    match of {
        Standing::Confirmed(_) => "已确认",
        Standing::Changed(_) => "确认后改动",
        Standing::Open => "未确认",
    }
}

/// The shape that stands for it.
pub fn sign(of: Standing<'_>) -> &'static str {
    match of {
        Standing::Confirmed(_) => "✓",
        Standing::Changed(_) => "△",
        Standing::Open => "○",
    }
}

/// How far the figures of a record are confirmed, by whom and when.
pub fn sentence(party: &str, all: &[(FigureIndex, Standing<'_>)]) -> String {
    let count = |wanted: fn(&Standing<'_>) -> bool| all.iter().filter(|(_, of)| wanted(of)).count();
    let open = count(|of| matches!(of, Standing::Open));
    let changed = count(|of| matches!(of, Standing::Changed(_)));
    let mut told = format!("由{party}确认的数据{}项", all.len());
    told += &match all.len() - open - changed {
        0 => "，都没有确认".to_owned(),
        held if held == all.len() => "，全部已确认".to_owned(),
        held => format!("，已确认{held}项"),
    };
    if open > 0 && open < all.len() {
        told += &format!("，未确认{open}项");
    }
    if changed > 0 {
        told += &format!("，确认后改动{changed}项（要重新确认）");
    }
    let mut by: BTreeMap<(jiff::civil::Date, &str), usize> = BTreeMap::new();
    for (_, of) in all {
        if let Standing::Confirmed(Confirmation { date, by: who, .. }) = of {
            *by.entry((*date, who)).or_default() += 1;
        }
    }
    let by: Vec<String> =
        by.into_iter().map(|((date, who), count)| format!("{who}于{date}确认{count}项")).collect();
    if !by.is_empty() {
        told += &format!("。{}", by.join("，"));
    }
    told + "。"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::At;

    #[test]
    fn a_sentence_says_how_many_by_whom_and_when() {
        let day = jiff::civil::date(2020, 2, 10);
        let of = Confirmation { by: "某市".to_owned(), date: day, values: Vec::new(), at: At::default() };
        let list = |of: &[Standing<'_>]| -> String {
            let all: Vec<_> = of.iter().enumerate().map(|(at, of)| (FigureIndex::new(at), *of)).collect();
            sentence("对方", &all)
        };
        use Standing::{Changed, Confirmed, Open};
        assert_eq!(list(&[Open, Open]), "由对方确认的数据2项，都没有确认。");
        assert_eq!(list(&[Confirmed(&of)]), "由对方确认的数据1项，全部已确认。某市于2020-02-10确认1项。");
        assert_eq!(
            list(&[Confirmed(&of), Changed(&of), Open]),
            "由对方确认的数据3项，已确认1项，未确认1项，确认后改动1项（要重新确认）。某市于2020-02-10确认1项。"
        );
    }
}
