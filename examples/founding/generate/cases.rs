//! Special cases, laid over the drafts by hand; ../cases.yaml lists them. Nothing here is true of anybody.

use rust_decimal::Decimal;

use super::eastwest_texts::problem;
use super::record::{Line, Record};

/// Changes a draft where a case is to occur in it.
pub fn lay_over(year: i64, scheme: &str, record: &mut Record) {
    match scheme {
        "assisted-cities" => {
            assisted(year, record);
            record.counties = counties(year, record.subject);
        }
        "helper-cities" => helpers(year, record),
        "eastwest-cities" => eastwest(year, record),
        "eastwest-departments" => departments(year, record),
        _ => {}
    }
    behind(year, scheme, record);
}

/// Who is behind in the procedure; no measure reads these dates.
fn behind(year: i64, scheme: &str, record: &mut Record) {
    match (year, scheme, record.subject) {
        (2019, "assisted-cities", "maoming") => milestone(record, "self-report", "2020-02-03"),
        (2019, "eastwest-departments", "science") => milestone(record, "partner-confirmed", "2020-01-06"),
        (2020, "assisted-cities", "zhanjiang") => milestone(record, "cross-check", "2021-03-04"),
        (2020, "eastwest-departments", "commerce") => {
            record.milestones.retain(|(id, _)| *id != "partner-confirmed");
        }
        _ => {}
    }
}

fn eastwest(year: i64, record: &mut Record) {
    if year == 2018 {
        goods_not_counted(record);
    }
    match (year, record.subject) {
        (2018, "guangzhou") => {
            record.figure("donations").note = Some("含省内企业和个人通过慈善会的定向捐赠".to_owned());
        }
        (2018, "maoming") => false_data(record),
        (2018, "zhaoqing") => very_late(record),
        (2019, "guangzhou") => guangzhou_2019(record),
        (2019, "shenzhen") => {
            unit(record, "donations", "亿元", 4);
            record.note(
                "highlights",
                "2019年4月起新增与昭通市的协作，年内完成工作组派驻、项目对接和资金拨付；“圳品”供应链把结对地区的果蔬、\
                 肉牛纳入统一标准、统一检测、统一配送，带动合作社和贫困户稳定增收，有关做法在全省推广。",
            );
        }
        (2019, "foshan") => foshan_2019(record),
        (2019, "maoming") => floor_waived(record),
        (2019, "zhaoqing") => zhaoqing_2019(record),
        (2019, "zhuhai") => {
            record.observation("society-villages").note =
                Some("社会组织结对协议一式三份，县民政部门备案。".to_owned());
        }
        (2020, "shenzhen") => {
            unit(record, "lifted", "万人", 4);
            unit(record, "fiscal_revenue", "万元", 0);
        }
        (2020, "foshan") => {
            record.events = vec![
                approval("2020-05-21", "省委办公厅来文登记"),
                approval("2020-10-16", "省扶贫办来文登记"),
            ];
        }
        (2020, "dongguan") => deduction_waived(record),
        (2020, "zhongshan") => {
            // 创业成功数未报：分项缺报，得0分，并阻止发布。
            record.figures.retain(|(id, _)| *id != "leaders_started");
            record.figure("leaders_trained").note = Some("创业成功数待被帮扶县人社部门核实后补报".to_owned());
        }
        (2020, "zhanjiang") => violation(record),
        _ => {}
    }
}

/// Only two cities counted goods apart in 2018: fewer than three peers, so the record states a grade.
fn goods_not_counted(record: &mut Record) {
    match record.subject {
        "guangzhou" => record.state("donation-goods", "grade", "好"),
        "foshan" => record.state("donation-goods", "grade", "较好"),
        _ => {
            record.figures.retain(|(id, _)| *id != "donated_goods");
            record.state("donation-goods", "not_applicable", "2018年度实物捐赠未单独统计折资");
            return;
        }
    }
    record.note("donation-goods", "单独统计实物折资的只有两市，不足3个，不作比较，由评价组评定等次。");
}

fn false_data(record: &mut Record) {
    record.events = vec![vec![
        ("kind", "false-data".to_owned()),
        ("date", "2019-02-21".to_owned()),
        ("source", "评价组现场核查".to_owned()),
        ("note", "样例：现场核对用工台账，就业人数有四成查无此人，致富带头人名单与培训签到不符。".to_owned()),
    ]];
    let says = "就业人数和带头人培训人数与台账、签到、银行代发工资流水均不相符，虚报部分已逐人核减；评价组约谈经办单位后，\
                仍有两个结对县未能提供原始凭证。";
    record.problems = vec![
        problem("乙县", "jobs", says, "prominent", "现场核查"),
        problem("甲县", "ledger", "台账为检查前集中补填，多处笔迹相同、日期倒置。", "prominent", "现场核查"),
    ];
    record.rectification = vec![
        ("notified", "2019-05-20".to_owned()),
        ("plan", "2019-06-03".to_owned()),
        ("report", "2019-07-19".to_owned()),
    ];
}

/// Seven months late: the deduction stops at its maximum.
fn very_late(record: &mut Record) {
    redate(record, 1, "2018-10-24", "市财政，第二批（预算调整后拨付）");
    milestone(record, "funds-arrived", "2018-10-24");
    milestone(record, "self-report", "2019-01-09");
    milestone(record, "partner-confirmed", "2019-01-15");
}

fn guangzhou_2019(record: &mut Record) {
    // 以亿元填报；第二批6月12日到账，扣3个月。
    redate(record, 1, "2019-06-12", "市财政，第二批（项目调整后拨付）");
    milestone(record, "funds-arrived", "2019-06-12");
    let aid = record.figure("fiscal_aid");
    aid.unit = Some("亿元");
    aid.note = Some("年初预算安排，分两批拨付；第二批因项目库调整延至6月到账。".to_owned());
    for entry in &mut aid.entries {
        let value = &mut entry[0].1;
        let units: i64 = value.parse().expect("whole 万元");
        *value = Decimal::new(units, 4).normalize().to_string();
    }
    record.state("labour-mechanism", "task", "done");
    record.note("labour-mechanism", "与两州市人社部门签订协议，用工信息按季交换，未设驻外工作站。");
    record.state("job-services", "task", "done");
    record.note("job-services", "落实交通补贴和岗前培训，入职后的回访服务覆盖约六成。");
    record.set("jobs_deep", 1_262);
    record.observation("jobs").note = Some(
        "到广州稳定就业3个月以上的按月核对社保和工资发放记录，不足3个月或者中途返乡的不计；两州市在粤务工人员多数集中在\
         佛山、东莞，未由本市组织输出的未计入本市数据，跨市就业的核对办法待省人力资源社会保障厅统一。"
            .to_owned(),
    );
    let mut comment = approval("2019-09-12", "省委办公厅来文登记");
    comment.push(("note", "产业协作的典型做法获批示肯定一次，仅列来文登记号".to_owned()));
    record.events = vec![comment];
    let file = |title: &str, date: &str, file: &str| -> Line {
        vec![
            ("kind", "transfer-document".to_owned()),
            ("title", title.to_owned()),
            ("date", date.to_owned()),
            ("file", file.to_owned()),
        ]
    };
    record.observation("aid-amount").evidence = vec![
        file("财政援助资金划拨文件（第一批）", "2019-02-20", "../evidence/guangzhou-transfer-1.txt"),
        file("财政援助资金划拨文件（第二批）", "2019-06-10", "../evidence/guangzhou-transfer-2.txt"),
        vec![
            ("kind", "bank-voucher".to_owned()),
            ("title", "银行划款凭证汇总".to_owned()),
            ("date", "2019-06-12".to_owned()),
            ("file", "../evidence/guangzhou-voucher.txt".to_owned()),
        ],
    ];
    record.problems = vec![
        problem(
            "",
            "jobs",
            "劳务协作吸纳就业的县均人数明显低于同组中位数，组织输出、稳岗服务和跨市信息共享都有差距：两州市在粤务工人员多数自行\
             到佛山、东莞就业，本市没有掌握去向；入职后的回访只覆盖约六成，三个月内返乡的比例偏高，与结对地区人社部门核对的人数也有出入。",
            "prominent",
            "评价组现场核查",
        ),
        problem("", "aid", "第二批援助资金迟至6月到账，影响三个产业项目的开工。", "general", "财政部门核对"),
        problem(
            "甲县",
            "ledger",
            "两个结对村没有建立工作台账，结对协议到期没有续签。",
            "minor",
            "第三方评估",
        ),
    ];
    record.rectification = vec![("notified", "2020-05-18".to_owned()), ("plan", "2020-06-16".to_owned())];
}

/// The districts' top-up arrives in July: exempt from the deduction for late funds.
fn foshan_2019(record: &mut Record) {
    let aid = record.figure("fiscal_aid");
    let total: i64 = aid.entries.iter().map(|entry| entry[0].1.parse::<i64>().expect("whole 万元")).sum();
    let top_up = 9_600;
    let first = (total - top_up) * 6 / 10;
    let entry = |value: i64, date: &str, source: &str| -> Line {
        vec![("value", value.to_string()), ("date", date.to_owned()), ("source", source.to_owned())]
    };
    let mut districts = entry(top_up, "2019-07-18", "五区年中新增");
    districts.push(("exempt", "[late-funds]".to_owned()));
    aid.entries = vec![
        entry(first, "2019-01-24", "市财政，第一批"),
        entry(total - top_up - first, "2019-03-15", "市财政，第二批"),
        districts,
    ];
    milestone(record, "funds-arrived", "2019-03-15");
    let donations = record.figure("donations");
    donations.previous = Some((donations.value * Decimal::new(84, 2)).round());
    donations.note = Some("上年数按2019年口径重算：剔除以物折款部分，与2018年度记录不同".to_owned());
}

fn floor_waived(record: &mut Record) {
    record.waive = vec![vec![
        ("rule", "target-met".to_owned()),
        ("node", "cadre-dispatch".to_owned()),
        (
            "reason",
            "选派的党政干部中有三人实际挂职不满六个月即因工作调整返回，没有另行选派；虽然人数达到国家要求，但是没有\
             按期在岗，经评价组集体研究并商省委组织部，该项不予抬升。"
                .to_owned(),
        ),
        ("by", "第三评价组组长".to_owned()),
        ("date", "2020-03-12".to_owned()),
    ]];
}

/// 劳务协作 is 差 while the score stays above 80: capped at 一般.
fn zhaoqing_2019(record: &mut Record) {
    for node in ["labour-mechanism", "job-services"] {
        record.state(node, "task", "undone");
    }
    record.note("labour-mechanism", "未与结对地区主管部门建立定期会商，用工信息靠临时联系。");
    record.note("job-services", "稳岗补贴、跟踪回访等措施年内没有兑现。");
    record.problems = vec![
        problem(
            "乙县",
            "labour-mechanism",
            "劳务协作没有协议、没有会商、没有驻外服务，全年只组织两次招聘，跨省就业主要靠群众自发，台账不能反映是否由帮扶方组织。",
            "prominent",
            "现场核查",
        ),
        problem(
            "甲县",
            "job-services",
            "稳岗补贴政策已公布而未兑现，群众反映较多。",
            "prominent",
            "第三方评估",
        ),
    ];
    record.rectification = vec![
        ("notified", "2020-05-18".to_owned()),
        ("plan", "2020-06-29".to_owned()),
        ("report", "2020-07-27".to_owned()),
    ];
}

fn deduction_waived(record: &mut Record) {
    redate(record, 1, "2020-04-08", "市财政，第二批");
    milestone(record, "funds-arrived", "2020-04-08");
    record.waive = vec![vec![
        ("rule", "late-funds".to_owned()),
        ("node", "aid".to_owned()),
        (
            "reason",
            "3月27日已办理拨付，因疫情期间被帮扶地区专户变更、银行退回重汇，4月8日到账，非本市原因。"
                .to_owned(),
        ),
        ("by", "第二评价组组长".to_owned()),
        ("date", "2021-03-10".to_owned()),
    ]];
}

fn violation(record: &mut Record) {
    record.events = vec![vec![
        ("kind", "major-violation".to_owned()),
        ("date", "2020-11-05".to_owned()),
        ("source", "纪检监察机关通报".to_owned()),
        ("note", "样例：协作资金项目招标中存在严重违纪违法问题，已立案审查。".to_owned()),
    ]];
    let says = "协作资金产业项目未经公开招标即确定实施单位，工程款超进度拨付，项目建成后闲置，资金安全存在重大风险。";
    record.problems.insert(0, problem("甲县", "aid-use", says, "prominent", "纪检监察机关通报"));
}

fn assisted(year: i64, record: &mut Record) {
    match (year, record.subject) {
        (2018, "shanwei") => {
            // 核实的减贫人口少于任务：不高于“一般”。
            let task = record.figure("reduction_task").value;
            record.figure("reduction_verified").value = (task * Decimal::new(968, 3)).round();
            record.figure("reduction_verified").note = Some("实地核查剔除收入未达标的人口".to_owned());
            let says = "部分预脱贫户收入测算偏高，经入户核查未达到脱贫标准，全市核实减贫人口低于年度任务。";
            record.problems.insert(0, problem("乙县", "reduced-population", says, "general", "交叉考核"));
        }
        (2019, "shaoguan") => {
            // 八个方面均未发现问题：空列表即没有扣分。
            record.observation("daily-record").deductions = Some(Vec::new());
            record.note("daily-record", "八个方面全年未发现须扣分的问题。");
        }
        (2019, "zhaoqing") => {
            record.observation("housing").evidence.clear();
            record.observation("housing").note = None;
            record.state("housing", "not_applicable", "危房改造任务已于上年度全部完成，本年度没有任务");
        }
        (2019, "jieyang") => {
            let says = "两个镇的产业扶贫资金被整合用于与扶贫无关的道路绿化，涉及资金虽已追回，但项目停滞近一年，贫困户应得的\
                        收益没有兑现，群众信访反映强烈。";
            record.problems = vec![
                problem("甲县", "funds-supervision", says, "prominent", "扶贫审计"),
                problem(
                    "丁市（县级）",
                    "visits",
                    "遍访记录由他人代填，部分村没有入户。",
                    "general",
                    "交叉考核",
                ),
            ];
        }
        (2019, "shanwei") => {
            record.rectification.retain(|(key, _)| *key != "report");
        }
        (2020, "jieyang") => {
            record.events = vec![vec![
                ("kind", "major-violation".to_owned()),
                ("date", "2020-09-17".to_owned()),
                ("source", "纪检监察机关通报".to_owned()),
                ("note", "样例：扶贫资金管理环节发生重大违纪问题。".to_owned()),
            ]];
            let says = "县级扶贫资金专户管理混乱，印鉴由一人保管，发生挪用后半年未被发现。";
            record
                .problems
                .insert(0, problem("甲县", "funds-supervision", says, "prominent", "纪检监察机关通报"));
        }
        _ => {}
    }
}

/// Counties that an invented evaluation of 80 counties ranked; those ranked low are talked to.
fn counties(year: i64, subject: &str) -> Vec<Line> {
    let county = |name: &str, place: u32, low: &str| -> Line {
        vec![
            ("name", name.to_owned()),
            ("place", place.to_string()),
            ("of", "80".to_owned()),
            ("low", low.to_owned()),
            ("source", "县级考核结果（样例）".to_owned()),
        ]
    };
    match (year, subject) {
        (2018, "shanwei") => vec![county("乙县", 79, "true")],
        (2018, "yunfu") => vec![county("丙县", 41, "")],
        (2019, "jieyang") => vec![county("甲县", 80, "true")],
        (2019, "shanwei") => vec![county("乙县", 78, "true"), county("甲县", 52, "")],
        (2020, "jieyang") => vec![county("乙县", 80, "true")],
        (2020, "chaozhou") => vec![county("丙县", 79, "true")],
        _ => Vec::new(),
    }
}

fn helpers(year: i64, record: &mut Record) {
    match (year, record.subject) {
        (2019, "shenzhen") => unit(record, "special_funds", "亿元", 4),
        (2020, "zhongshan") => {
            let says = "驻村工作队到期轮换后有四个村空档超过两个月，产业项目验收资料缺失。";
            record.problems.insert(0, problem("丙区", "teams-dispatch", says, "prominent", "交叉考核"));
        }
        _ => {}
    }
}

fn departments(year: i64, record: &mut Record) {
    match (year, record.subject) {
        (2019, "disabled-persons") => growth_floor(record),
        (2019, "civil-affairs" | "commerce") => same_score(record),
        (2019, "industry-commerce") => {
            record.state("national-meetings", "not_applicable", "本年度国家和省的有关会议未安排该单位参加");
        }
        (2019, "human-resources") => {
            record.events = vec![approval("2019-11-20", "省委办公厅来文登记")];
        }
        _ => {}
    }
}

/// Weak in what is organised, but its own tasks are done and both counts grew: not below 较好.
fn growth_floor(record: &mut Record) {
    for node in ["leadership", "office-meetings", "year-plan", "duties"] {
        record.state(node, "task", "done");
    }
    for node in ["visits", "documents", "national-meetings"] {
        record.state(node, "task", "undone");
    }
    record.note("leadership", "领导班子专题研究1次。");
    record.note("visits", "主要领导年内未到有任务的对口地区，由分管领导前往。");
    record.note("documents", "未结合本单位实际制定实施意见或行动方案。");
    record.note("national-meetings", "国家协作会议缺席一次，未按要求请假。");
    record.note("duties", "残疾人职业培训、转移就业和康复服务任务完成，指导督促各帮扶市完成相关任务。");
    record.set("submissions", 31);
    record.set("reports", 19);
    record.set("key_planned", 14);
    record.set("key_done", 12);
}

/// Two departments with the same score share a place.
fn same_score(record: &mut Record) {
    for node in ["leadership", "visits", "year-plan", "duties"] {
        record.state(node, "task", "outstanding");
    }
    for node in ["office-meetings", "documents", "national-meetings"] {
        record.state(node, "task", "done");
    }
    for node in ["leadership", "visits", "documents", "duties"] {
        record.observation(node).note = None;
    }
    record.set("submissions", 34);
    record.set("reports", 22);
    record.set("key_planned", 16);
    record.set("key_done", 15);
}

fn approval(date: &str, source: &str) -> Line {
    vec![("kind", "central-approval".to_owned()), ("date", date.to_owned()), ("source", source.to_owned())]
}

/// Writes a figure in another unit: `decimals` places for a larger one, four zeros more where it is 0 for 亿元 to 万元.
fn unit(record: &mut Record, id: &str, unit: &'static str, decimals: u32) {
    let figure = record.figure(id);
    let factor = if decimals == 0 { Decimal::from(10_000) } else { Decimal::new(1, decimals) };
    figure.value = (figure.value * factor).normalize();
    figure.previous = figure.previous.map(|previous| (previous * factor).normalize());
    figure.unit = Some(unit);
}

fn redate(record: &mut Record, entry: usize, date: &str, source: &str) {
    let value = record.figure("fiscal_aid").entries[entry][0].1.clone();
    record.figure("fiscal_aid").entries[entry] =
        vec![("value", value), ("date", date.to_owned()), ("source", source.to_owned())];
}

fn milestone(record: &mut Record, id: &str, date: &str) {
    let found = record.milestones.iter_mut().find(|(name, _)| *name == id);
    found.unwrap_or_else(|| panic!("{} has no milestone {id}", record.subject)).1 = date.to_owned();
}
