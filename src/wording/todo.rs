//! What is still to be filled in or confirmed, in words.

use crate::entry::Lack;

/// What is lacking, as a heading of its own.
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Confirm => "待确认",
        Lack::Unreadable => "读不出来",
        Lack::Figure => "数据",
        Lack::Earlier => "往年数据",
        Lack::Claim => "自评数据",
        Lack::Observation => "观测",
        Lack::Evidence => "佐证材料",
        Lack::Date => "日期",
        Lack::EarlierProblem => "往年问题",
        Lack::Final => "定稿",
    }
}

/// How much is to be done: 45份记录还缺812项，14个文件待确认。
pub fn sentence(records: usize, items: usize, files: usize) -> String {
    match (items, files) {
        (0, 0) => "没有要填写、要确认的。".to_owned(),
        (0, _) => format!("记录都填了，{files}个文件待核对确认。"),
        (_, 0) => format!("{records}份记录还缺{items}项。"),
        (..) => format!("{records}份记录还缺{items}项，{files}个文件待核对确认。"),
    }
}
