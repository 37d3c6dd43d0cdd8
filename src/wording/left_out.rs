//! What was left out of a content, and why, as pages and the command line tell it.

use crate::model::{LeftOut, LeftOutReason, Part};

/// 2021年度“成效考核”：2021/aid/records/guangzhou.yaml 第 5 行有错误（共 2 处）
pub(crate) fn left_out(one: &LeftOut) -> String {
    let LeftOut { title, reason, .. } = one;
    match reason {
        LeftOutReason::Errors(place, count) => {
            let line = match place.at.line {
                0 => String::new(),
                line => format!(" 第 {line} 行"),
            };
            let more = if *count > 1 { format!("（共 {count} 处）") } else { String::new() };
            format!("{title}：{}{line}有错误{more}", place.file)
        }
        LeftOutReason::RestsOn(part) => format!("{title}：要用到{}，而它有错误", named(part)),
    }
}

/// 2020 年度方案“aid”
fn named(part: &Part) -> String {
    match part {
        Part::Year(year) => format!(" {year} 年度"),
        Part::Scheme(year, id) => format!(" {year} 年度的方案“{id}”"),
        Part::Bulletin(year) => format!(" {year} 年度的通报"),
        Part::Letters(year, id) => format!(" {year} 年度方案“{id}”的反馈函"),
        Part::Page(name) => format!("网页“{name}”"),
    }
}
