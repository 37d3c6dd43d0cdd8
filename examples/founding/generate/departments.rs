//! Records of the East–West collaboration, departments of the province.

use super::eastwest_texts::{Proofs, problem};
use super::record::{Figure, Line, Observation, Record};
use super::{Draft, office};

/// A department: id, what its own key work is called in remarks, level by year.
type Department = (&'static str, &'static str, [i64; 3]);

/// In the scheme's order.
const DEPARTMENTS: [Department; 15] = [
    ("organization", "选派挂职干部和专业技术人才", [93, 95, 96]),
    ("development", "粤桂特别试验区和产业园区建设", [86, 90, 92]),
    ("industry", "展会招商和引导企业投资", [82, 85, 88]),
    ("education", "教师互派和学校结对", [91, 93, 94]),
    ("science", "科技人员互派", [78, 72, 80]),
    ("civil-affairs", "社会组织助贫", [82, 85, 84]),
    ("finance", "援助资金筹措和拨付", [92, 94, 91]),
    ("human-resources", "劳务协作和技工院校结对", [94, 96, 95]),
    ("commerce", "消费扶贫和企业投资", [84, 85, 90]),
    ("culture-tourism", "旅游扶贫协作", [80, 83, 86]),
    ("health", "医院结对和远程诊疗", [90, 93, 95]),
    ("state-assets", "国有企业投资", [84, 82, 79]),
    ("youth-league", "志愿服务和支教支医", [79, 84, 88]),
    ("disabled-persons", "残疾人培训和就业", [76, 70, 79]),
    ("industry-commerce", "“万企帮万村”", [88, 91, 92]),
];

/// Node, comment above it, evidence.
type Row = (&'static str, Option<&'static str>, Proofs);

const TASKS: [Row; 9] = [
    ("leadership", Some("组织领导"), &[("minutes", "党组（委）会议专题研究纪要", 4)]),
    ("visits", None, &[("report", "调研对接情况报告", 11)]),
    ("office-meetings", None, &[]),
    ("documents", None, &[("document", "东西部扶贫协作行动方案", 5)]),
    ("year-plan", None, &[("plan", "东西部扶贫协作年度工作计划", 2)]),
    ("national-meetings", None, &[]),
    ("publicity", Some("基础工作"), &[("clipping", "宣传报道目录", 12)]),
    ("duties", Some("重点工作"), &[]),
    ("key-work", None, &[("list", "年度重点任务清单及完成情况", 12)]),
];

/// The fifteen records of a year.
pub fn records(year: i64) -> Vec<Record> {
    DEPARTMENTS.iter().map(|department| one(department, year)).collect()
}

fn one((id, work, levels): &Department, year: i64) -> Record {
    let draft = Draft { year, scheme: "eastwest-departments", subject: id };
    let level = levels[draft.nth()];
    let mut record = office::record(draft);
    figures(draft, *levels, &mut record);
    for (node, heading, proofs) in &TASKS {
        record.observations.push((node, observation(draft, node, *heading, proofs, level, work)));
    }
    procedure(draft, &mut record);
    record.problems = problems(draft, level);
    if !record.problems.is_empty() {
        record.rectification = office::rectification(draft);
    }
    record
}

fn figures(draft: Draft, levels: [i64; 3], record: &mut Record) {
    let counted = |year: i64| {
        let then = Draft { year, ..draft };
        let level = if year < 2018 { levels[0] - 2 } else { levels[then.nth()] };
        let growth = [90, 100, 108, 115][usize::try_from(year - 2017).expect("2017 to 2020")];
        let submissions = (12 + (then.level("submissions", level, 30) - 600) * 9 / 100) * growth / 100;
        let reports = (3 + (then.level("reports", level, 40) - 600) * 8 / 100) * growth / 100;
        [submissions, reports]
    };
    let now = counted(draft.year);
    let before = counted(draft.year - 1);
    for (place, id) in ["submissions", "reports"].into_iter().enumerate() {
        let previous = (draft.nth() == 0).then(|| before[place].into());
        let heading = (place == 0).then_some("基础工作");
        record
            .figures
            .push((id, Figure { heading, value: now[place].into(), previous, ..Figure::default() }));
    }
    let planned = draft.dice("planned").between(12, 20);
    let share = 860 + (draft.level("key", levels[draft.nth()], 40) - 600) * 36 / 100;
    let done = ((planned * share + 500) / 1_000).min(planned);
    record.figures.push((
        "key_planned",
        Figure { heading: Some("重点工作"), value: planned.into(), ..Figure::default() },
    ));
    record.figures.push(("key_done", Figure { value: done.into(), ..Figure::default() }));
}

fn observation(
    draft: Draft,
    node: &str,
    heading: Option<&'static str>,
    proofs: Proofs,
    level: i64,
    work: &str,
) -> Observation {
    let mut dice = draft.dice(&format!("evidence/{node}"));
    let evidence = proofs.iter().map(|(kind, title, month)| -> Line {
        let date = draft.day(*month, dice.between(4, 28));
        vec![("kind", (*kind).to_owned()), ("title", (*title).to_owned()), ("date", date)]
    });
    let mut observation = Observation { heading, evidence: evidence.collect(), ..Observation::default() };
    if !matches!(node, "publicity" | "key-work") {
        let state = match draft.level(node, level, 60) {
            880.. => "outstanding",
            680.. => "done",
            _ => "undone",
        };
        observation.stated = Some(("task", state.to_owned()));
        observation.note = note(&mut dice, node, state, work);
    }
    observation
}

fn note(dice: &mut super::Dice, node: &str, state: &str, work: &str) -> Option<String> {
    Some(match (node, state) {
        ("leadership", "undone") => "年内领导班子没有专题研究，由业务处室办理。".to_owned(),
        ("leadership", _) => format!("领导班子专题研究{}次，主要领导批办{work}事项。", dice.between(1, 4)),
        ("visits", "undone") => "主要领导年内未到有任务的对口地区。".to_owned(),
        ("visits", "outstanding") => {
            format!("主要领导{}月赴对口地区调研，现场协调解决{work}中的问题。", dice.between(5, 10))
        }
        ("documents", "undone") => "未结合本单位实际制定实施意见或行动方案。".to_owned(),
        ("duties", "outstanding") => {
            format!("{work}任务全部完成，按季度指导督促各帮扶市，逐市反馈差距。")
        }
        ("duties", "done") => format!("{work}任务基本完成，指导督促各帮扶市完成相关任务。"),
        ("duties", _) => format!("{work}任务未完成，对各帮扶市的指导督促不够。"),
        _ => return None,
    })
}

fn procedure(draft: Draft, record: &mut Record) {
    let mut dice = draft.dice("procedure");
    record.milestones.push(("self-report", draft.day(12, dice.between(10, 24))));
    record.milestones.push(("partner-confirmed", draft.day(12, dice.between(25, 30))));
    record.milestones.push(("first-review", draft.later(1, dice.between(8, 18))));
    record.milestones.push(("group-report", draft.later(3, dice.between(9, 24))));
}

fn problems(draft: Draft, level: i64) -> Vec<Line> {
    const FOUND: [(&str, &str); 4] = [
        ("information", "信息报送不够及时，部分数据与各帮扶市上报的数据不一致，须会同核对。"),
        ("publicity", "特色做法总结不够，宣传报道集中在年底。"),
        ("duties", "对各帮扶市的指导督促以转发文件为主，实地指导偏少。"),
        ("key-work", "个别年度重点任务推进缓慢，没有按计划时限完成。"),
    ];
    let severity = match level {
        ..=69 => "general",
        70..=80 => "minor",
        _ => return Vec::new(),
    };
    let mut dice = draft.dice("problems");
    let (indicator, says) = dice.pick(&FOUND);
    vec![problem("", indicator, says, severity, "评价组初步评议")]
}
