//! The founding schemes name the indicators, sources, departments and rules of the regulation, each with its clause,
//! in every year: official names and their order are data that a slip of the hand must not change.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use tongbao::model::{Body, Content, Evaluation, Role, Scheme, Status};

use crate::case::founding_content;

fn evaluations<'a>(content: &'a Content, id: &str) -> Vec<&'a Evaluation> {
    let found: Vec<&Evaluation> = content
        .years
        .iter()
        .flat_map(|year| &year.evaluations)
        .filter(|evaluation| evaluation.scheme.id.as_str() == id)
        .collect();
    assert_eq!(found.len(), 3, "{id}");
    found
}

/// Titles of the indicators below a node.
fn indicators(scheme: &Scheme, below: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let top = scheme.find(below).unwrap_or_else(|| panic!("no node {below}"));
    let inside = |mut at| {
        while let Some(parent) = scheme.node(at).parent {
            if parent == top {
                return true;
            }
            at = parent;
        }
        false
    };
    let nodes = scheme.indices().filter(|at| scheme.node(*at).role == Role::Indicator && inside(*at));
    nodes
        .map(|at| {
            let node = scheme.node(at);
            (node.title.clone(), node.source.clone(), node.clause.as_ref().map(ToString::to_string))
        })
        .collect()
}

/// 附件1-2 and 附件1-3: indicator and data source.
const ASSISTED: [(&str, &str); 17] = [
    ("实际减贫人口的真实情况", "各地提供和实地核查"),
    ("相对贫困村人均可支配收入情况", "扶贫和统计部门调查监测"),
    ("市级党委政府主要领导责任落实情况", "实地核查"),
    ("党委书记遍访制度落实情况", "实地核查"),
    ("扶贫开发领导小组统筹协调和行业扶贫责任制落实情况", "实地核查"),
    (
        "贫困人口义务教育适龄儿童（少年）控辍保学、农村义务教育和贫困学生生活费补助政策落实情况",
        "教育部门和实地核查",
    ),
    ("最低生活保障和养老保险政策落实情况", "民政、人社部门和实地核查"),
    ("医疗救助、基本医疗和大病保险政策落实情况", "医疗保障部门和实地核查"),
    ("落实危房改造政策情况", "住建部门和实地核查"),
    ("落实饮水安全保障情况", "水利部门和实地核查"),
    ("党建扶贫情况", "组织部门和实地核查"),
    ("产业扶贫情况", "农业农村等部门和实地核查"),
    ("消费扶贫情况", "商务、供销、农业农村等部门和实地核查"),
    ("就业扶贫情况", "人社部门和实地核查"),
    ("财政专项扶贫资金使用和监管情况", "财政、扶贫部门和实地核查"),
    ("财政专项扶贫资金使用成效情况", "财政、扶贫部门和实地核查"),
    ("贫困人口识别质量和动态管理情况", "扶贫部门和实地核查"),
];
const HELPERS: [(&str, &str); 8] = [
    ("实际减贫人口的真实情况", "各地提供和实地核查"),
    ("相对贫困村人均可支配收入情况", "扶贫和统计部门调查监测"),
    ("党委政府主要领导到对口帮扶地区调研对接脱贫攻坚情况", "实地核查"),
    ("选派驻县工作组和驻村工作队驻村帮扶情况", "各地提供和实地核查"),
    ("实施带贫益贫产业帮扶项目情况", "农业农村等部门和实地核查"),
    ("消费扶贫情况", "商务、供销、农业农村等部门和实地核查"),
    ("就业帮扶协议任务完成情况", "人社部门和实地核查"),
    ("财政专项扶贫资金使用和监管情况", "财政、扶贫部门和实地核查"),
];
/// 附件2-1: the six items with their indicators.
const CITIES: [(&str, &str, &str); 6] = [
    (
        "organisation",
        "org",
        "部署推动工作 主动调研对接 联席会议机制 制度化规范化建设 规划制定和落实 制订年度工作计划",
    ),
    ("talent", "talent", "党政干部选派 专业人才选派 干部培训 专业技术人才培训 向深度贫困地区倾斜"),
    ("funds", "funds", "援助资金 县均财政援助 援助资金监管 援助资金使用 社会捐赠 向深度贫困地区倾斜"),
    (
        "industry",
        "industry",
        "引导企业到帮扶地区投资 实际投资额 企业吸纳贫困人口就业 投资项目年度增长情况 向深度贫困地区倾斜",
    ),
    (
        "labour",
        "labour",
        "劳务协作对接机制 开展就业服务 举办招聘会、劳务对接会 吸纳贫困人口就业 向深度贫困地区倾斜",
    ),
    (
        "xiaokang",
        "xiaokang",
        "工作对接 制定帮扶计划 经济强镇（街）与贫困镇结对情况 经济强村与贫困村结对情况 帮扶方企业与贫困村结对情况 社会组织与贫困村结对情况 自筹资金投入 脱贫成效 主要工作亮点 贫困村创业致富带头人培训 社会参与 向深度贫困地区倾斜 工作台帐",
    ),
];
/// 附件2-2.
const DEPARTMENTS: [(&str, &str, &str); 3] = [
    (
        "organisation",
        "org",
        "领导重视 调研对接 组织工作（省领导小组办公室会议） 规范性文件 制订年度工作计划 组织工作（国家和省协作会议）",
    ),
    ("base", "base", "信息材料报送 宣传报道"),
    ("key", "key", "按职责对应落实情况 省直有关部门的重点工作"),
];

#[test]
fn city_assessment_names_its_indicators_and_sources() {
    let content = founding_content();
    for (id, annex, expected) in
        [("assisted-cities", "annex-1-2", &ASSISTED[..]), ("helper-cities", "annex-1-3", &HELPERS[..])]
    {
        for evaluation in evaluations(&content, id) {
            let found = indicators(&evaluation.scheme, "cross");
            let expected: Vec<_> = expected
                .iter()
                .enumerate()
                .map(|(at, (title, source))| {
                    ((*title).to_owned(), Some((*source).to_owned()), Some(format!("{annex}-{}", at + 1)))
                })
                .collect();
            assert_eq!(found, expected, "{} {id}", evaluation.scheme.year);
            let weights = ["cross", "third-party", "daily"].map(|component| {
                let node = evaluation.scheme.node(evaluation.scheme.find(component).expect("a component"));
                (node.role == Role::Component).then(|| node.weight.to_string())
            });
            assert_eq!(weights, [Some("40".into()), Some("30".into()), Some("30".into())], "{id}");
        }
    }
}

#[test]
fn collaboration_names_its_indicators_under_their_items() {
    let content = founding_content();
    for (id, annex, sections) in [
        ("eastwest-cities", "annex-2-1", &CITIES[..]),
        ("eastwest-departments", "annex-2-2", &DEPARTMENTS[..]),
    ] {
        for evaluation in evaluations(&content, id) {
            let mut count = 0;
            for (section, clause, titles) in sections {
                let found = indicators(&evaluation.scheme, section);
                let expected: Vec<_> = titles
                    .split(' ')
                    .enumerate()
                    .map(|(at, title)| (title.to_owned(), None, Some(format!("{annex}-{clause}-{}", at + 1))))
                    .collect();
                assert_eq!(found, expected, "{} {id} {section}", evaluation.scheme.year);
                count += found.len();
            }
            assert_eq!(count, if id == "eastwest-cities" { 40 } else { 10 });
        }
    }
}

#[test]
fn each_department_has_key_work_of_its_own() {
    let content = founding_content();
    for evaluation in evaluations(&content, "eastwest-departments") {
        let scheme = &evaluation.scheme;
        let node = scheme.node(scheme.find("key-work").expect("the key work"));
        let texts: BTreeSet<&str> =
            scheme.subjects.iter().map(|subject| node.variants[subject].title.as_str()).collect();
        assert_eq!((scheme.subjects.len(), texts.len()), (15, 15));
        assert!(matches!(node.body, Body::Leaf { .. }));
    }
}

/// A milestone's id, last day and clause.
type Dated<'a> = (&'a str, Date, &'a str);

/// 方案 三, 六（一）–（三）, 七; 办法 六（一）; 附件2-1 组织领导3, 资金支持1: the data of a year end with it, and each step has
/// its last day, the end of February in leap years too.
#[test]
fn the_procedure_has_the_dates_of_the_regulation() {
    let content = founding_content();
    for year in &content.years {
        let y = year.year.get();
        assert_eq!(year.cutoff, date(y, 12, 31), "方案 三");
        let february = date(y + 1, 2, 1).last_of_month();
        let within = [
            ("self-report", date(y + 1, 1, 31), "plan-6-1"),
            ("cross-check", february, "plan-6-2"),
            ("third-party", february, "plan-6-3"),
            ("completed", date(y + 1, 4, 30), "plan-3"),
        ];
        let own = [
            ("self-report", date(y, 12, 31), "method-6-1"),
            ("partner-confirmed", date(y, 12, 31), "method-6-1"),
        ];
        let money = [
            ("funds-arrived", date(y, 3, 30), "annex-2-1-funds-1"),
            ("joint-conference", date(y, 6, 30), "annex-2-1-org-3"),
        ];
        let between: Vec<_> = money.into_iter().chain(own).collect();
        let asked: [(&str, &[Dated]); 4] = [
            ("assisted-cities", &within),
            ("helper-cities", &within),
            ("eastwest-cities", &between),
            ("eastwest-departments", &own),
        ];
        for (id, expected) in asked {
            let scheme = year.evaluations.iter().map(|of| &of.scheme).find(|scheme| scheme.id.as_str() == id);
            let scheme = scheme.expect("the scheme");
            let due: Vec<_> = scheme
                .milestones
                .iter()
                .filter_map(|of| Some((&*of.id, of.due?, of.clause.as_ref()?.as_str())))
                .collect();
            assert_eq!(due, expected, "{y} {id}");
            assert_eq!(scheme.rectification.as_ref().map(|term| term.months), Some(2), "{y} {id}: 方案 七");
        }
    }
}

#[test]
fn rules_rest_on_the_clauses_that_ask_for_them() {
    let content = founding_content();
    let asked: [(&str, &[&str]); 4] = [
        ("assisted-cities", &["annex-1-1", "annex-1-1"]),
        ("helper-cities", &["annex-1-1", "annex-1-1"]),
        (
            "eastwest-cities",
            &[
                "method-7-1-1",
                "method-7-1-1",
                "annex-2-1-funds-1",
                "method-7-1-3",
                "method-7-1-3",
                "method-7-1-2",
                "method-7-1-2",
                "method-4",
            ],
        ),
        ("eastwest-departments", &["method-7-1-4", "method-7-1-2", "method-7-1-2", "method-4"]),
    ];
    for (id, clauses) in asked {
        for evaluation in evaluations(&content, id) {
            let found: Vec<&str> = evaluation
                .scheme
                .rules
                .iter()
                .filter_map(|rule| rule.clause.as_ref())
                .map(|clause| clause.as_str())
                .collect();
            assert_eq!(found, clauses, "{} {id}", evaluation.scheme.year);
            assert!(
                evaluation.scheme.assumptions.len() >= 9,
                "{id}: what the regulation leaves open is listed"
            );
        }
    }
}

/// The years whose schemes are not known, and every record, are marked; no circular's number, of the year in which it is issued, passes for a
/// real one.
#[test]
fn what_is_invented_is_marked() {
    let content = founding_content();
    for year in &content.years {
        assert_eq!(year.document.as_deref(), Some(&*format!("样例〔{}〕0号", year.year.get() + 1)));
        for evaluation in &year.evaluations {
            let known = year.year.get() == 2019;
            assert_eq!(evaluation.scheme.status == Status::Sample, !known, "{}", evaluation.scheme.id);
            assert!(evaluation.records.iter().all(|record| record.status == Status::Sample));
        }
    }
}
