//! One record: figures around a subject's quality, observations, notes and evidence.

use std::fmt::Write as _;

use super::scheme::{FIGURES, Observed, indicator_id, observed};
use super::{Options, dice, first_year, subject_id};

/// A record's text.
pub fn text(options: Options, year: i64, subject: usize) -> String {
    let mut text = String::with_capacity(8_192);
    let after = year + 1;
    let _ = writeln!(
        text,
        "format: 1\nsubject: {}\nstatus: sample\nentered_by: {{by: 录入员甲, date: {after}-01-08}}\n\
         reviewed_by: {{by: 复核员乙, date: {after}-01-16}}\n\nfigures:",
        subject_id(subject)
    );
    let quality = dice(options, 0, subject, "quality").between(0, 100);
    FIGURES
        .iter()
        .for_each(|(id, _, _, usual)| figure(options, year, subject, (id, *usual, quality), &mut text));
    text.push_str("\nobservations:\n");
    (0..options.indicators)
        .for_each(|indicator| observation(options, year, subject, (indicator, quality), &mut text));
    ending(options, year, subject, &mut text);
    text
}

/// A value moves with the subject's quality and with chance; what a county is given moves with chance alone.
fn value(options: Options, year: i64, subject: usize, (id, usual, quality): (&str, i64, i64)) -> i64 {
    let chance = dice(options, year, subject, id).between(0, 100);
    let share = match id {
        // 支出不超过资金总额。
        "spent" => 780 + quality + chance,
        "villages" | "residents" | "poor" | "budget" | "revenue" => 900 + chance * 2,
        _ => 400 + quality * 10 + chance * 2,
    };
    let growth = 1_000 + (year - 2_017) * 60;
    (usual * share / 1_000 * growth / 1_000).max(1)
}

fn figure(options: Options, year: i64, subject: usize, of: (&str, i64, i64), text: &mut String) {
    let (id, usual, quality) = of;
    let now = match id {
        "spent" => value(options, year, subject, ("budget", usual, quality)) * (780 + quality * 2) / 1_000,
        _ => value(options, year, subject, of),
    };
    let first_year = year == first_year(options);
    let previous = first_year.then(|| value(options, year - 1, subject, of));
    if id == "budget" {
        let late = dice(options, year, subject, "late").between(0, 9) == 0;
        let month = if late { 5 } else { 2 };
        let first = now * 6 / 10;
        let _ = writeln!(
            text,
            "  budget:\n    entries:\n      - {{value: {first}, date: {year}-01-22, source: 省财政提前下达}}\n      \
             - {{value: {}, date: {year}-{month:02}-26, source: 市财政配套资金}}",
            now - first
        );
        if let Some(previous) = previous {
            let _ = writeln!(text, "    previous: {previous}");
        }
        return;
    }
    let _ = match previous {
        Some(previous) => writeln!(text, "  {id}: {{value: {now}, previous: {previous}}}"),
        None => writeln!(text, "  {id}: {now}"),
    };
}

const NOTES: [&str; 6] = [
    "县委常委会、县政府常务会议全年研究部署十二次，议定事项逐项挂账销号，主要领导带队走访全部重点村，现场协调解决产业路、\
     饮水管网和住房鉴定等具体问题二十余件。",
    "抽查三个镇九个村，台账完整，公示栏内容与系统一致；个别农户对帮扶措施的知晓率不高，已由驻村工作队逐户补充宣传并重新签字确认。",
    "资金支出进度与序时进度相符，项目公告公示到村到组，完工项目全部验收，资产确权到村集体，收益分配方案经村民代表会议通过。",
    "与上年相比明显改善：问题台账中十一项已办结九项，其余两项因涉及土地手续，约定次年三月底前完成，责任单位为县自然资源局。",
    "产业项目以入股分红为主，利益联结方式比较单一，冷链、加工环节薄弱，扶贫车间受订单影响季节性停工，带动增收不够稳定。",
    "转移就业人员逐月回访，发放交通和稳岗补贴，公益性岗位实行考勤管理，清退不在岗人员六名，并按程序重新公开选聘。",
];

fn observation(
    options: Options,
    year: i64,
    subject: usize,
    (indicator, quality): (usize, i64),
    text: &mut String,
) {
    let id = indicator_id(indicator);
    let mut dice = dice(options, year, subject, &id);
    let level = (quality * 6 / 10 + dice.between(0, 40)).min(100);
    // Measured indicators need no observation; every other one has evidence all the same.
    let stated = observed(indicator) != Observed::Nothing;
    let proved = indicator.is_multiple_of(2);
    if !stated && !proved {
        return;
    }
    let _ = writeln!(text, "  {id}:");
    match observed(indicator) {
        Observed::Nothing => {}
        Observed::Grade => {
            let grade = match level {
                70.. => "好",
                35.. => "较好",
                15.. => "一般",
                _ => "差",
            };
            let _ = writeln!(text, "    grade: {grade}");
        }
        Observed::Task => {
            let state = match level {
                60.. => "outstanding",
                12.. => "done",
                _ => "undone",
            };
            let _ = writeln!(text, "    task: {state}");
        }
        Observed::Score => {
            let cents = 700 + level * 3 - dice.between(0, 9);
            let _ = writeln!(text, "    score: {}.{:02}", cents / 100, cents % 100);
        }
        Observed::Deductions if level >= 85 => text.push_str("    deductions: []\n"),
        Observed::Deductions => {
            let _ = writeln!(
                text,
                "    deductions:\n      - {{kind: petition, count: {}, source: 信访部门转办件, date: {year}-08-14}}",
                1 + (100 - level) / 30
            );
        }
    }
    if stated && dice.between(0, 1) == 0 {
        let _ = writeln!(text, "    note: {}", dice.pick(&NOTES));
    }
    if proved {
        let (month, day) = (dice.between(1, 12), dice.between(1, 28));
        let _ = writeln!(
            text,
            "    evidence:\n      - {{kind: sheet, title: 第{}项指标数据核对表, date: {year}-{month:02}-{day:02}}}",
            indicator + 1
        );
    }
}

fn ending(options: Options, year: i64, subject: usize, text: &mut String) {
    let mut dice = dice(options, year, subject, "ending");
    match dice.between(0, 199) {
        0..=3 => {
            let _ = writeln!(text, "\nevents:\n  - {{kind: praise, date: {year}-09-12, source: 来文登记}}");
        }
        4 => {
            let _ = writeln!(
                text,
                "\nevents:\n  - {{kind: violation, date: {year}-07-03, source: 纪检监察机关通报}}"
            );
        }
        _ => {}
    }
    let _ = writeln!(text, "\nmilestones:\n  self-report: {year}-12-{:02}", dice.between(10, 30));
    let problem = *dice.pick(&NOTES);
    let _ = writeln!(
        text,
        "\nproblems:\n  - {{county: 样例镇, indicator: i001, says: {problem}, severity: general, source: 实地核查}}"
    );
    for more in 1..options.problems {
        let severity = ["general", "minor", "prominent"][more % 3];
        let _ = writeln!(
            text,
            "  - {{id: p{more}, indicator: {}, says: {}, severity: {severity}, source: 第三方评估}}",
            indicator_id(more % options.indicators),
            dice.pick(&NOTES)
        );
    }
    let _ = writeln!(
        text,
        "\nrectification: {{notified: {0}-05-18, plan: {0}-06-20, report: {0}-07-10}}",
        year + 1
    );
    if year > first_year(options) && options.problems > 1 {
        text.push_str("\nearlier_problems:\n");
        for more in 1..options.problems {
            let state = ["closed", "open"][usize::from(dice.between(0, 9) == 0)];
            let before = year - 1;
            let _ = writeln!(
                text,
                "  - {{problem: {before}/p{more}, state: {state}, date: {year}-11-20, by: 样例省扶贫办}}"
            );
        }
    }
}
