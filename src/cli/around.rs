//! What is said where the released editions and what stands around them do not go together.

use crate::edition::{LineFault, Near, SiteFault, ZipFault};
use crate::pipeline::KeyChange;

/// One such fault, and what to do.
pub(super) fn told(fault: &SiteFault) -> String {
    match fault {
        SiteFault::Unreadable(path, why) => format!("{path} 读不出来：{why}"),
        SiteFault::RegisterBroken(why) => format!("登记簿 register.json 读不出来：{why}。请从备份恢复"),
        SiteFault::RegisterGone(edition, line) => format!(
            "登记簿 register.json 不见了：{edition} 发布时登记在第{line}行，所以原来有登记簿。请从备份恢复；在那以前不能再发布、撤销"
        ),
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
            format!(
                "登记簿被截短：{edition} 发布时已有{saw}行，现在只有{there}行。请从备份恢复 register.json"
            )
        }
        SiteFault::RegisterRewritten { edition, saw } => {
            format!("登记簿被改写：前{saw}行已不是 {edition} 发布时所见的。请从备份恢复 register.json")
        }
        SiteFault::Unregistered(edition) => {
            format!(
                "{edition} 不在登记簿里：不是由 tongbao 在这里发布的，请移走；或者登记簿 register.json 被换过，请从备份恢复"
            )
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
            format!(
                "{edition} 发布时有签名，签名文件 manifest.json.sig 不见了。请从备份恢复，或由旁边的 ZIP 取出"
            )
        }
        SiteFault::WithdrawalsBroken(why) => format!(
            "撤销记录 withdrawals.json 读不出来：{why}。有登记簿时，tongbao build 会由登记簿重新生成；没有登记簿的，请从备份恢复"
        ),
        SiteFault::WithdrawalMissing(edition) => format!(
            "登记簿记有 {edition} 的撤销，撤销记录 withdrawals.json 里没有；tongbao build 会由登记簿重新生成"
        ),
        SiteFault::WithdrawalUnknown(edition) => format!(
            "撤销记录 withdrawals.json 里有 {edition} 的撤销，登记簿没有：登记簿被截短的，请从备份恢复 register.json；确实没有撤销过的，请移走 withdrawals.json，tongbao build 会由登记簿重新生成"
        ),
        SiteFault::WithdrawalDiffers(edition) => format!(
            "{edition} 的撤销，撤销记录 withdrawals.json 与登记簿说得不同；tongbao build 会由登记簿重新生成"
        ),
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
                ZipFault::Signed => "里面有签名，而版次的文件夹里没有",
                ZipFault::Repacked => "内容与版次一致，但不是发布时的那个文件",
                ZipFault::PackedElsewhere =>
                    "内容与版次一致；版次由另一版本的程序发布，压缩后的字节与登记的不同，不算改动",
            }
        ),
        SiteFault::ScriptGone(path) => format!("缺少 {path}；tongbao build 会重新生成"),
        SiteFault::ScriptDiffers(path) => {
            format!("{path} 与各版次不符，被改动或换回旧的；tongbao build 会重新生成")
        }
        SiteFault::UnsignedAfter { edition, signed } => {
            format!("{edition} 没有签名，而在它之前发布的 {signed} 有：用公钥（--key）核验时，它算不符")
        }
        SiteFault::LinesUnsigned(lines) => {
            format!("登记簿 register.json 末尾{lines}行没有签名，也没有后面的签名覆盖")
        }
    }
}

/// What whoever checks signatures will see.
pub(super) fn key_change(change: &KeyChange) -> String {
    match change {
        KeyChange::Unsigned(signed) => format!(
            "注意：{signed} 有签名，这一次没有（没有写 --sign）。拿着公钥的人核验（verify --key）时会看到“没有签名”，算不符。请用原来的私钥签名；确实不再签名的，请告诉他们\n"
        ),
        KeyChange::Other(signed) => format!(
            "注意：{signed} 不是用这把私钥签名的。拿着原公钥的人核验（verify --key）时会看到“签名无效”，算不符；用新公钥核验 {signed} 也一样。请用原来的私钥；确实换了私钥的，请公布新公钥，写明从哪一版起换用\n"
        ),
    }
}

/// Why a build would make things worse.
pub(super) fn hidden(faults: &[SiteFault]) -> String {
    let lines: Vec<String> = faults.iter().map(told).collect();
    let gone = faults.iter().any(|fault| matches!(fault, SiteFault::Gone { .. }));
    let pages = match gone {
        true => {
            "。只有上述各页还记得不见了的版次，重新生成就忘了；从来没有发布过这个版次的，请移走这些页再生成"
        }
        false => "",
    };
    format!(
        "已发布的版次和登记有 {} 处不一致，重新生成网页会把它掩盖，请先恢复{pages}：\n{}",
        faults.len(),
        super::words::some(&lines, MOST)
    )
}

/// As many as are told.
const MOST: usize = 20;

/// All of them, with a heading.
pub(super) fn all(faults: &[SiteFault]) -> String {
    if faults.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = faults.iter().map(told).collect();
    format!("已发布的版次有 {} 处疑点：\n{}", faults.len(), super::words::some(&lines, MOST))
}
