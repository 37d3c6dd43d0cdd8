//! What is said where the released editions and what stands around them do not go together.

use crate::edition::{LineFault, Near, SiteFault, ZipFault};

/// One such fault, and what to do.
pub(super) fn told(fault: &SiteFault) -> String {
    match fault {
        SiteFault::Unreadable(path, why) => format!("{path} 读不出来：{why}"),
        SiteFault::RegisterBroken(why) => format!("登记簿 register.json 读不出来：{why}。请从备份恢复"),
        SiteFault::RegisterGone(edition) => {
            format!("缺少登记簿 register.json，而 {edition} 发布时已有登记。请从备份恢复")
        }
        SiteFault::RegisterLine(number, fault) => format!(
            "登记簿 register.json 第{number}行：{}",
            match fault {
                LineFault::Number => "行号不对，有的行被删去或移动",
                LineFault::Chain => "所记上一行的摘要与上一行不符，两行之一被改写",
                LineFault::Time => "时间早于上一行",
                LineFault::Signature => "签名无效：不是这把公钥的签名，或这一行被改写",
            }
        ),
        SiteFault::RegisterCut { edition, saw, there } => {
            format!("登记簿被截短：{edition} 发布时已有{saw}行，现在只有{there}行")
        }
        SiteFault::RegisterRewritten { edition, saw } => {
            format!("登记簿被改写：前{saw}行已不是 {edition} 发布时所见的")
        }
        SiteFault::Unregistered(edition) => {
            format!("{edition} 不在登记簿里：不是由 tongbao 在这里发布的，或者登记簿被换过")
        }
        SiteFault::Gone { edition, known_by } => {
            format!(
                "版次 {edition} 不见了，而 {} 提到它。请从备份恢复，或由旁边的 ZIP 解压恢复",
                known_by.join("、")
            )
        }
        SiteFault::Replaced { edition, known_by } => {
            format!("{known_by} 记载的 {edition} 的摘要与它现在的不符，两者之一被替换过")
        }
        SiteFault::SignatureGone(edition) => {
            format!("{edition} 发布时有签名，签名文件 manifest.json.sig 不见了")
        }
        SiteFault::WithdrawalsBroken(why) => format!("撤销记录 withdrawals.json 读不出来：{why}"),
        SiteFault::WithdrawalMissing(edition) => {
            format!("登记簿记有 {edition} 的撤销，撤销记录 withdrawals.json 里没有")
        }
        SiteFault::WithdrawalUnknown(edition) => {
            format!("撤销记录 withdrawals.json 里有 {edition} 的撤销，登记簿没有")
        }
        SiteFault::WithdrawalDiffers(edition) => {
            format!("{edition} 的撤销，撤销记录 withdrawals.json 与登记簿说得不同")
        }
        SiteFault::Time { edition, after } => {
            format!("{edition} 的发布时间早于 {after}，而它取代或引用 {after}")
        }
        SiteFault::Name(Near { path, named: true }) => {
            format!("{path} 叫做版次的名字，却是链接或不是文件夹，不作为版次")
        }
        SiteFault::Name(Near { path, named: false }) => {
            format!("{path} 像是版次的副本，不作为版次；读者会误认，请移走")
        }
        SiteFault::ExtraZip(path) => format!(
            "{path} 没有对应的版次。版次若是丢了，可以用它恢复（解压后核验）；不是 tongbao 打包的，请移走"
        ),
        SiteFault::Zip(path, fault) => format!(
            "{path}：{}",
            match fault {
                ZipFault::Missing => "缺少；tongbao build 会由版次重新打包",
                ZipFault::Broken => "打不开，已损坏；tongbao build 会由版次重新打包",
                ZipFault::Differs => "内容与版次不符，被改动；tongbao build 会由版次重新打包",
                ZipFault::Repacked => "内容与版次一致，但不是发布时的那个文件",
            }
        ),
        SiteFault::ScriptGone(path) => format!("缺少 {path}；tongbao build 会重新生成"),
        SiteFault::ScriptDiffers(path) => {
            format!("{path} 与各版次不符，被改动或换回旧的；tongbao build 会重新生成")
        }
        SiteFault::LinesUnsigned(lines) => {
            format!("登记簿 register.json 末尾{lines}行没有签名，也没有后面的签名覆盖")
        }
    }
}

/// All of them, with a heading.
pub(super) fn all(faults: &[SiteFault]) -> String {
    const MOST: usize = 20;
    if faults.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = faults.iter().map(told).collect();
    format!("已发布的版次有 {} 处疑点：\n{}", faults.len(), super::words::some(&lines, MOST))
}
