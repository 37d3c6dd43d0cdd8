//! The scheme: sections, indicators with every kind of method, figures, rules.

use std::fmt::Write as _;

use super::{Options, SCHEME, subject_id};

/// A figure: id, title, unit, usual magnitude.
pub type Figure = (&'static str, &'static str, &'static str, i64);

/// In the order of the records.
pub const FIGURES: [Figure; 24] = [
    ("villages", "行政村数", "个", 210),
    ("residents", "常住人口", "万人", 62),
    ("poor", "建档立卡人口", "人", 21_400),
    ("lifted", "脱贫人口", "人", 6_300),
    ("budget", "财政专项扶贫资金", "万元", 8_900),
    ("spent", "已支出的专项资金", "万元", 7_900),
    ("revenue", "一般公共预算收入", "亿元", 23),
    ("donations", "社会捐赠", "万元", 760),
    ("investment", "产业投资额", "万元", 12_300),
    ("firms", "带贫企业数", "个", 34),
    ("jobs", "帮助就业人数", "人", 4_200),
    ("posts", "公益性岗位", "个", 640),
    ("trained", "培训人次", "人次", 2_900),
    ("classes", "培训班", "期", 38),
    ("fairs", "招聘会", "次", 21),
    ("students", "资助学生", "人", 5_100),
    ("insured", "参保人数", "人", 402_000),
    ("patients", "医疗救助", "人次", 3_300),
    ("houses", "危房改造", "个", 420),
    ("wells", "饮水工程", "个", 57),
    ("teams", "驻村工作队", "个", 96),
    ("visits", "入户走访", "人次", 48_000),
    ("sales", "消费扶贫金额", "万元", 3_600),
    ("satisfied", "表示满意的人数", "人", 570),
];

/// Section titles.
const SECTIONS: [&str; 8] =
    ["责任落实", "政策落实", "工作落实", "资金管理", "产业就业", "社会帮扶", "精准识别", "群众评价"];

/// What is observed at a leaf, where it is not measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Observed {
    /// Nothing: it has a measure.
    Nothing,
    /// A grade.
    Grade,
    /// A task's state.
    Task,
    /// A score out of ten.
    Score,
    /// Deductions.
    Deductions,
}

/// What the record states about an indicator.
pub fn observed(indicator: usize) -> Observed {
    match indicator % 10 {
        3 => Observed::Grade,
        4 => Observed::Task,
        5 => Observed::Score,
        9 => Observed::Deductions,
        _ => Observed::Nothing,
    }
}

/// An indicator's id.
pub fn indicator_id(indicator: usize) -> String {
    format!("i{:03}", indicator + 1)
}

/// scheme.yaml
pub fn text(options: Options, year: i64) -> String {
    let mut text = format!(
        "format: 1\nid: {SCHEME}\ntitle: 县级扶贫开发工作成效考核\nshort: 县级考核\nkind: county\nstatus: sample\nbasis: 样例办法\n"
    );
    let subjects: Vec<String> = (0..options.subjects).map(subject_id).collect();
    let _ = writeln!(text, "subjects: [{}]", subjects.join(", "));
    text.push_str(GRADES);
    for (id, title, unit, _) in FIGURES {
        let _ = writeln!(text, "  {id}: {{title: {title}, unit: {unit}}}");
    }
    let _ = writeln!(
        text,
        "events:\n  praise: {{title: 批示肯定}}\n  violation: {{title: 重大违法违纪问题}}\nevidence:\n  \
         sheet: {{title: 数据表}}\nmilestones:\n  self-report: {{title: 自评报告, due: {year}-12-31, clause: rule-6}}\ntree:"
    );
    for (section, title) in SECTIONS.iter().enumerate() {
        let _ = writeln!(
            text,
            "  - id: s{}\n    role: section\n    title: {title}\n    clause: rule-1\n    children:",
            section + 1
        );
        (0..options.indicators)
            .filter(|indicator| *indicator % SECTIONS.len() == section)
            .for_each(|indicator| node(indicator, &mut text));
    }
    let _ = write!(text, "{}", RULES.replace("YEAR", &year.to_string()));
    text
}

/// targets.yaml
pub fn targets(options: Options) -> String {
    let mut text = String::from("format: 1\ntargets:\n");
    for indicator in (0..options.indicators).filter(|indicator| matches!(indicator % 10, 0 | 8)) {
        let target = if indicator % 10 == 8 { "{province: 95, unit: '%'}" } else { "{province: 40}" };
        let _ = writeln!(text, "  {}:\n    all: {target}", indicator_id(indicator));
    }
    text
}

const GRADES: &str = "grades:
  - {name: 好, from: 90, points: 95}
  - {name: 较好, from: 80, points: 85}
  - {name: 一般, from: 60, points: 70}
  - {name: 差, from: 0, points: 50}
weighting: equal
rounding: {total: 2, section: 2, indicator: 2}
ranking: {by: published}
bonus_limit: 3
figures:
";

fn node(indicator: usize, text: &mut String) {
    let figure = |step: usize| FIGURES[(indicator / 10 * 5 + step) % 24].0;
    let ratio = |of: &str| format!("{{ratio: {{of: {of}, per: villages}}}}");
    let (name, measure, method) = match indicator % 10 {
        0 => ("村均数额", Some(ratio(figure(3))), "{median: {}}"),
        1 => ("人均数额", Some(format!("{{ratio: {{of: {}, per: poor}}}}", figure(7))), "{median: {}}"),
        2 => ("比上年增长", Some(format!("{{growth: {}}}", figure(8))), "{median: {}}"),
        3 => ("落实情况", None, "grade"),
        4 => ("任务完成", None, "{task: {done: 较好, outstanding: 好, undone: 差}}"),
        5 => ("核查得分", None, "{score: {full: 10}}"),
        6 => ("相对水平", Some(ratio(figure(11))), "{range: {worst: 0, best: max}}"),
        7 => ("分档水平", Some("{share: {of: lifted, in: poor}}".to_owned()), STEPS),
        8 => ("完成比例", Some("{share: {of: spent, in: budget}}".to_owned()), "{attain: {to: target}}"),
        _ => ("日常监测", None, DEDUCTIONS),
    };
    let _ = writeln!(
        text,
        "      - id: {}\n        role: indicator\n        title: {name}（第{}项）\n        clause: rule-1\n        source: 部门数据和实地核查",
        indicator_id(indicator),
        indicator + 1
    );
    if let Some(measure) = measure {
        let _ = writeln!(text, "        measure: {measure}");
    }
    let _ = writeln!(text, "        method: {method}");
}

const STEPS: &str = "{steps: [{at_least: 32, score: 95}, {at_least: 22, score: 85}, {at_least: 15, score: 70}, {at_least: 0, score: 60}]}";

const DEDUCTIONS: &str = "{deductions: {start: 100, kinds: {audit: {title: 审计, points: 4}, petition: {title: 信访, points: 2}}}}";

const RULES: &str = "rules:
  - {id: target-met, title: 完成目标不低于“较好”, clause: rule-1, scope: indicator, when: {target: met}, floor: 较好}
  - {id: late-funds, title: 资金迟到账, clause: rule-5, scope: {section: [s4]}, deduct: {points: 1, month_late: {figure: budget, due: YEAR-03-30}, max: 5}}
  - {id: section-fair, title: 一大项“一般”不评为“好”, clause: rule-2, scope: total, when: {any_section: 一般}, cap: 较好}
  - {id: section-poor, title: 一大项“差”不高于“一般”, clause: rule-2, scope: total, when: {any_section: 差}, cap: 一般}
  - {id: violation, title: 重大违法违纪一票否决, clause: rule-3, scope: total, when: {event: violation}, veto: 差, exclude_from_peers: true}
  - {id: praise, title: 批示肯定加分, clause: rule-4, scope: total, bonus: {points: 1, each: praise, max: 3}}
outcomes:
  - {title: 表扬, when: {grade_at_least: 较好}, by: 样例省扶贫开发领导小组, clause: rule-6}
  - {title: 约谈, when: {grade_at_most: 差}, by: 样例省扶贫开发领导小组, clause: rule-6}
assumptions:
  - {about: 权重, says: 各大项等权，同一大项内各项指标等权。, clause: rule-1}
";
