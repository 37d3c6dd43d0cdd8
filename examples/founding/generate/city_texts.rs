//! Rows, remarks and problems of the city assessments. No real county is said to have a problem: counties in problems
//! are called 甲县, 乙县 and so on.

use super::Draft;
use super::eastwest_texts::problem;
use super::record::Line;

/// An indicator that is graded on the spot.
pub struct Row {
    /// The node.
    pub node: &'static str,
    /// The comment above it.
    pub heading: Option<&'static str>,
    /// Evidence: kind and title.
    pub sheet: (&'static str, &'static str),
    /// A remark with 好.
    pub good: &'static str,
    /// A remark with 较好.
    pub fair: &'static str,
    /// A remark with 一般 and below; also the text of a problem.
    pub poor: &'static str,
}

const FIELD: (&str, &str) = ("check-sheet", "交叉考核实地核查表");
const DATA: (&str, &str) = ("data-sheet", "部门数据核对表");
const MINUTES: (&str, &str) = ("minutes", "常委会、常务会议纪要");

const fn row(
    node: &'static str,
    sheet: (&'static str, &'static str),
    good: &'static str,
    fair: &'static str,
    poor: &'static str,
) -> Row {
    Row { node, heading: None, sheet, good, fair, poor }
}

const fn headed(heading: &'static str, row: Row) -> Row {
    Row { heading: Some(heading), ..row }
}

/// The graded indicators of 附件1-2.
pub const ASSISTED: [Row; 15] = [
    headed(
        "责任落实",
        row(
            "leaders-duty",
            MINUTES,
            "党政主要领导按月研究调度，挂点督导问题清零。",
            "部署及时，个别议定事项跟踪不够。",
            "主要领导研究部署偏少，交办问题整改不到位。",
        ),
    ),
    row(
        "visits",
        FIELD,
        "市县镇村四级书记遍访全覆盖，台账可查。",
        "遍访覆盖率高，问题解决记录不全。",
        "遍访停留在听汇报，部分镇没有入户记录。",
    ),
    row(
        "coordination",
        MINUTES,
        "领导小组季度会商，行业部门清单式交账。",
        "分工明确，部门数据比对不够及时。",
        "行业部门各管一段，数据长期对不上。",
    ),
    headed(
        "政策落实",
        row(
            "education",
            DATA,
            "控辍保学动态清零，补助按学期足额发放。",
            "补助发放基本到位，个别学期有延迟。",
            "生活费补助发放不及时，跨市就读学生有遗漏。",
        ),
    ),
    row(
        "allowance",
        DATA,
        "低保与建档立卡数据按月比对，应保尽保。",
        "应保尽保，养老保险代缴个别滞后。",
        "符合低保条件的贫困户有漏保，养老保险代缴不完整。",
    ),
    row(
        "medical",
        DATA,
        "参保资助全覆盖，“一站式”结算到县级医院。",
        "参保资助到位，异地结算仍有堵点。",
        "大病保险倾斜政策知晓率低，报销材料多次往返。",
    ),
    row(
        "housing",
        FIELD,
        "改造任务全部竣工验收，安全鉴定到户。",
        "任务完成，个别房屋配套未完善。",
        "危房鉴定不准，有群众仍住在存在隐患的旧房。",
    ),
    row(
        "water",
        FIELD,
        "集中供水覆盖，水质抽检全部合格。",
        "供水有保障，枯水期个别村水量不足。",
        "部分自然村季节性缺水，水质检测没有公示。",
    ),
    headed(
        "工作落实",
        row(
            "party-building",
            FIELD,
            "第一书记全程驻村，村集体项目带动明显。",
            "驻村力量配齐，作用发挥不平衡。",
            "驻村干部在岗率不高，党组织软弱涣散整顿不到位。",
        ),
    ),
    row(
        "industry",
        FIELD,
        "主导产业利益联结到户，收益分配公示。",
        "项目效益较稳，联结方式偏单一。",
        "产业项目简单发放物资，入股分红代替产业带动。",
    ),
    row(
        "consumption-work",
        DATA,
        "产销对接常态化，农户直接受益。",
        "采购额完成，渠道较集中。",
        "消费扶贫以单位采购为主，农产品销路不稳。",
    ),
    row(
        "employment",
        DATA,
        "转移就业建档跟踪，公益性岗位按需开发。",
        "就业人数达标，稳岗回访不够。",
        "扶贫车间带动少，就业数据重复统计。",
    ),
    headed(
        "资金管理",
        row(
            "funds-supervision",
            DATA,
            "支出进度达标，公告公示到村到组。",
            "支出进度达标，个别项目公示不规范。",
            "年底资金结余较多，项目库质量不高。",
        ),
    ),
    row(
        "funds-benefit",
        FIELD,
        "项目收益稳定，绩效目标全部实现。",
        "绩效较好，个别资产管护责任不清。",
        "部分项目建成后闲置，资产收益没有到户。",
    ),
    headed(
        "精准识别",
        row(
            "identification-quality",
            FIELD,
            "动态管理及时，抽查没有错评漏评。",
            "识别准确，信息更新个别滞后。",
            "抽查发现漏评和收入测算不实，系统信息与实际不符。",
        ),
    ),
];

/// The graded indicators of 附件1-3.
pub const HELPER: [Row; 5] = [
    headed(
        "责任落实",
        row(
            "leaders-visits",
            MINUTES,
            "党政主要领导多次到对口帮扶地区调研，现场解决问题。",
            "完成年度调研对接，后续跟踪较少。",
            "主要领导调研次数不足，议定事项没有落实。",
        ),
    ),
    headed(
        "工作落实",
        row(
            "teams-dispatch",
            FIELD,
            "工作组、工作队全部到位，驻村时间达标。",
            "人员到位，个别驻村时间不足。",
            "工作队轮换频繁，驻村帮扶衔接不上。",
        ),
    ),
    row(
        "industry",
        FIELD,
        "产业项目落地见效，带贫益贫机制到户。",
        "项目进展较好，个别未达产。",
        "产业项目推进慢，带动贫困户数少。",
    ),
    row(
        "consumption-work",
        DATA,
        "建立长期采购关系，带动面广。",
        "采购任务完成，带动面有待扩大。",
        "消费扶贫集中在节日慰问，没有稳定渠道。",
    ),
    headed(
        "资金管理",
        row(
            "funds-supervision",
            DATA,
            "资金按时拨付，监督检查常态化。",
            "拨付及时，绩效跟踪不够。",
            "资金拨付滞后，项目验收不及时。",
        ),
    ),
];

/// A channel of the daily work.
pub struct Channel {
    /// The kind of deduction.
    pub id: &'static str,
    /// Points, in tenths.
    pub points: i64,
    /// Most cases in a year.
    pub most: i64,
    /// Where it was found.
    pub source: &'static str,
}

/// The eight channels, dear ones first.
pub const CHANNELS: [Channel; 8] = [
    Channel { id: "conduct", points: 30, most: 1, source: "省纪委监委移交问题线索" },
    Channel { id: "unrectified", points: 25, most: 2, source: "上年度考核问题整改台账" },
    Channel { id: "inspection", points: 20, most: 2, source: "专项督查反馈" },
    Channel { id: "audit", points: 20, most: 2, source: "扶贫审计报告" },
    Channel { id: "performance", points: 15, most: 2, source: "财政专项扶贫资金绩效评价" },
    Channel { id: "petitions", points: 10, most: 3, source: "信访部门转办件" },
    Channel { id: "hotline", points: 10, most: 3, source: "12317转办件" },
    Channel { id: "monitoring", points: 5, most: 4, source: "省扶贫信息系统月度比对" },
];

/// Problems: one for each weak row, up to three.
pub fn problems(draft: Draft, level: i64, rows: &[Row]) -> Vec<Line> {
    let mut dice = draft.dice("problems");
    let most = match level {
        ..=78 => 3,
        79..=84 => 2,
        85..=90 => 1,
        _ => return Vec::new(),
    };
    let mut found: Vec<Line> = Vec::new();
    for _ in 0..most {
        let row = dice.pick(rows);
        let severity = if level <= 78 { "general" } else { "minor" };
        let county = dice.pick(&["甲县", "乙县", "丙区", "丁市（县级）"]);
        let source = dice.pick(&["交叉考核", "第三方评估", "日常监测"]);
        let same = found.iter().any(|line| line.contains(&("indicator", row.node.to_owned())));
        if !same {
            found.push(problem(county, row.node, row.poor, severity, source));
        }
    }
    found
}
