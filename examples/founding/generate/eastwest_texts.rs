//! Observations, remarks, evidence and problems of the East–West records. No real county is said to have a problem:
//! counties in problems are called 甲县, 乙县 and so on.

use super::Draft;
use super::eastwest_story::City;
use super::record::Line;

/// A place where something is observed or proved.
pub struct Item {
    /// The node.
    pub node: &'static str,
    /// The comment above it.
    pub heading: Option<&'static str>,
    /// Which section it belongs to.
    pub section: usize,
    /// Whether its task is observed; otherwise only evidence is given.
    pub task: bool,
    /// What proves it.
    pub proofs: Proofs,
}

/// Evidence: kind, title, month.
pub type Proofs = &'static [(&'static str, &'static str, i64)];

const fn task(node: &'static str, section: usize, proofs: Proofs) -> Item {
    Item { node, heading: None, section, task: true, proofs }
}

const fn proof(node: &'static str, section: usize, proofs: Proofs) -> Item {
    Item { node, heading: None, section, task: false, proofs }
}

const fn headed(heading: &'static str, item: Item) -> Item {
    Item { heading: Some(heading), ..item }
}

/// In the order of the tree.
pub const ITEMS: [Item; 21] = [
    headed(
        "组织领导",
        task("deployment", 0, &[("minutes", "市委常委会会议纪要", 3), ("minutes", "市政府常务会议纪要", 6)]),
    ),
    task("visits", 0, &[("report", "主要领导调研对接情况报告", 12)]),
    proof("joint-meeting", 0, &[("minutes", "扶贫协作联席会议纪要", 7)]),
    task("institutions", 0, &[]),
    task("planning", 0, &[("plan", "东西部扶贫协作规划任务分解表", 2)]),
    task("year-plan", 0, &[("plan", "东西部扶贫协作年度工作计划", 2)]),
    headed("人才支援", proof("cadre-training-classes", 1, &[("notice", "各期培训班通知汇编", 10)])),
    proof("cadre-training-persons", 1, &[("roster", "学员签名名单", 11)]),
    headed(
        "资金支持",
        proof(
            "aid-amount",
            2,
            &[("transfer-document", "财政援助资金划拨文件", 3), ("bank-voucher", "银行划款凭证", 3)],
        ),
    ),
    task("aid-rules", 2, &[("plan", "东西部扶贫协作财政资金管理办法", 1)]),
    proof("projects-completed", 2, &[("project-list", "援助资金项目清单及完成情况", 12)]),
    headed(
        "产业合作",
        proof("firms-guided", 3, &[("firm-list", "带动贫困人口脱贫的企业清单及实际投资额", 12)]),
    ),
    headed("劳务协作", task("labour-mechanism", 4, &[("agreement", "劳务协作协议", 4)])),
    task("job-services", 4, &[]),
    proof("jobs", 4, &[("ledger", "就业人员台账（按县汇总）", 12)]),
    headed("携手奔小康", task("county-visits", 5, &[("report", "结对县主要负责同志调研对接情况", 9)])),
    task("county-plans", 5, &[("plan", "结对帮扶计划", 3)]),
    proof("towns", 5, &[("pairing-table", "镇镇结对汇总表", 12), ("agreement", "镇镇结对协议", 5)]),
    proof("villages", 5, &[("pairing-table", "村村结对汇总表", 12), ("agreement", "村村结对协议", 5)]),
    task("highlights", 5, &[("report", "典型做法专报", 11)]),
    task("ledger", 5, &[("ledger", "结对贫困县分类工作台账", 12)]),
];

/// The evidence of an item, dated in the year.
pub fn evidence(draft: Draft, item: &Item) -> Vec<Line> {
    let mut dice = draft.dice(&format!("evidence/{}", item.node));
    let line = |(kind, title, month): &(&str, &str, i64)| {
        vec![
            ("kind", (*kind).to_owned()),
            ("title", (*title).to_owned()),
            ("date", draft.day(*month, dice.between(4, 28))),
        ]
    };
    item.proofs.iter().map(line).collect()
}

/// A remark on a task, where there is something to say.
pub fn note(draft: Draft, node: &str, state: &str, city: &City) -> Option<String> {
    let mut dice = draft.dice(&format!("note/{node}"));
    let partner = city.partner;
    let outstanding = state == "outstanding";
    Some(match (node, state) {
        ("deployment", _) => {
            let often = if outstanding { dice.between(2, 3) } else { 1 };
            let (council, meeting) = (often, dice.between(1, often));
            format!("市委常委会{council}次、市政府常务会议{often}次、市协作工作会议{meeting}次专题研究部署。")
        }
        ("visits", "undone") => "年内市主要领导未到被帮扶市、县，由分管领导前往。".to_owned(),
        ("visits", "done") => format!("市主要领导{}月率队赴{partner}调研对接一次。", dice.between(4, 10)),
        ("visits", _) => format!(
            "市委、市政府主要领导分别于{}月、{}月赴{partner}调研对接，走访深度贫困村并召开座谈会。",
            dice.between(4, 6),
            dice.between(8, 11)
        ),
        ("planning", "undone") => "规划未按年度分解，部分任务没有完成时限。".to_owned(),
        ("aid-rules", "outstanding") => {
            "管理办法实施后开展两轮专项检查，项目资金全部纳入动态监控平台，公告公示到村。".to_owned()
        }
        ("aid-rules", "undone") => "沿用原有办法，未就东西部扶贫协作资金另行规定。".to_owned(),
        ("labour-mechanism", "undone") => "未与结对地区主管部门建立定期会商，用工信息靠临时联系。".to_owned(),
        ("labour-mechanism", "outstanding") => {
            format!(
                "与{partner}人社部门签订协议，设驻外劳务工作站{}个，按月交换用工信息。",
                dice.between(2, 6)
            )
        }
        ("job-services", "undone") => "稳岗补贴、跟踪回访等措施年内没有兑现。".to_owned(),
        ("job-services", "outstanding") => {
            "兑现交通、稳岗补贴，入职后三次回访，建立维权绿色通道。".to_owned()
        }
        ("highlights", "outstanding") => {
            format!("“龙头企业＋合作社＋贫困户”产业园覆盖{}个村，做法在全省推广。", dice.between(12, 60))
        }
        ("highlights", "undone") => "年内没有形成可推广的做法。".to_owned(),
        ("ledger", "undone") => "两个结对县没有分类台账，佐证材料与上报数据对不上。".to_owned(),
        _ => return None,
    })
}

/// By section: indicator, text.
const PROBLEMS: [[(&str, &str); 2]; 6] = [
    [
        ("planning", "协作规划的任务分解没有落实到责任单位，三项年度指标没有完成时限。"),
        ("institutions", "对口单位之间情况通报不及时，议定事项缺少跟踪督办。"),
    ],
    [
        ("specialist-dispatch", "选派的医生服务时间偏短，部分人员满1个月即返回，跟岗带教没有形成机制。"),
        ("cadre-training", "培训班签名名单不完整，有两期培训的人次与通知不符。"),
    ],
    [
        ("aid-use", "援助资金项目开工晚，年底仍有项目未完成验收，资金滞留在县级专户。"),
        ("donation", "社会捐赠的实物折价没有依据，入账与发放台账不一致。"),
    ],
    [
        ("investment-per-county", "部分企业签约后资金长期没有到位，实际投资额与签约额差距较大。"),
        ("firm-jobs", "个别扶贫车间季节性停工，带动贫困户增收不稳定。"),
    ],
    [
        ("jobs", "转移就业人员稳岗率不高，三个月内返乡的较多，跟踪服务没有跟上。"),
        ("fairs", "招聘会岗位与结对地区劳动力技能不匹配，现场达成意向的比例低。"),
    ],
    [
        ("ledger", "结对帮扶台账更新滞后，村企结对协议到期未续签，个别结对停留在纸面。"),
        ("leaders", "致富带头人培训后缺少后续扶持，创业项目存活率低。"),
    ],
];

/// Problems follow from the weaker sections; the strong have at most a minor one.
pub fn problems(draft: Draft, levels: [i64; 6]) -> Vec<Line> {
    let mut dice = draft.dice("problems");
    let mut found = Vec::new();
    for (section, level) in levels.into_iter().enumerate() {
        let severity = match level {
            ..=67 => "prominent",
            68..=77 => "general",
            78..=86 => "minor",
            _ => continue,
        };
        // 较轻的问题不必样样都有。
        if severity == "minor" && dice.between(0, 2) > 0 {
            continue;
        }
        let (indicator, says) = dice.pick(&PROBLEMS[section]);
        let county = dice.pick(&["甲县", "乙县", "丙县"]);
        let source = dice.pick(&["现场核查", "自评报告复核", "第三方评估"]);
        // 第三方评估自2019年度起。
        let source = if draft.nth() == 0 && *source == "第三方评估" { "现场核查" } else { source };
        found.push(problem(county, indicator, says, severity, source));
    }
    found
}

/// A problem as it is written.
pub fn problem(county: &str, indicator: &str, says: &str, severity: &str, source: &str) -> Line {
    vec![
        ("county", county.to_owned()),
        ("indicator", indicator.to_owned()),
        ("says", says.to_owned()),
        ("severity", severity.to_owned()),
        ("source", source.to_owned()),
    ]
}
