//! What is still to be filled in or confirmed, in words.

use std::collections::BTreeSet;

use crate::entry::{Lack, Todo};

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
        Lack::ToBeConfirmed => "待对方确认",
        Lack::Final => "定稿",
    }
}

/// How much is to be done: 45份记录还缺812项，8项数据待对方确认，14个文件待核对确认。
pub fn sentence(todo: &Todo) -> String {
    let (mut records, mut lacking, mut open, mut files) = (BTreeSet::new(), 0, 0, 0);
    for item in &todo.items {
        match item.lack {
            Lack::Confirm => files += 1,
            Lack::ToBeConfirmed => open += 1,
            Lack::Unreadable
            | Lack::Figure
            | Lack::Earlier
            | Lack::Claim
            | Lack::Observation
            | Lack::Evidence
            | Lack::Date
            | Lack::EarlierProblem
            | Lack::Final => {
                records.insert(&item.file);
                lacking += 1;
            }
        }
    }
    if (lacking, open, files) == (0, 0, 0) {
        return "没有要填写、要确认的。".to_owned();
    }
    let mut told = vec![match lacking {
        0 => "记录都填了".to_owned(),
        lacking => format!("{}份记录还缺{lacking}项", records.len()),
    }];
    told.extend((open > 0).then(|| format!("{open}项数据待对方确认")));
    told.extend((files > 0).then(|| format!("{files}个文件待核对确认")));
    told.join("，") + "。"
}
