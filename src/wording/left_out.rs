//! What was left out of a content, and why, as pages and the command line tell it.

use crate::model::{LeftOut, LeftOutReason};

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
        LeftOutReason::RestsOn(on) => format!("{title}：要用到{on}，而它有错误"),
    }
}

/// The same on the page where its result would stand.
pub(crate) fn left_out_here(one: &LeftOut) -> String {
    format!("没有参加这次计分和排名。{}。改正以后重新生成，这里就是它的结果。", left_out(one))
}

/// What becomes of the others while subjects of their scheme are left out; empty where none is.
pub(crate) fn preliminary(lacking: usize) -> String {
    match lacking {
        0 => String::new(),
        count => format!(
            "缺 {count} 个对象：其余对象的名次、等次名额，以及同其他对象比较得出的分数，都是没有它们时算的，是暂定的，补齐以后会变。"
        ),
    }
}
