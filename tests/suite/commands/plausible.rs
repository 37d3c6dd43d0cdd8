//! What is hardly so is told at its place, with the right numbers; what a record accepts is not told again
//! (docs/PLAUSIBILITY.md).

use serde_json::Value;
use tongbao::diagnostics::Code;

use crate::case::{Case, GRADES, source};

const FIVE: [&str; 5] = ["aa", "bb", "cc", "dd", "ee"];

const SCHEME: &str = "status: final
weighting: equal
rounding: {total: 2, indicator: 2}
figures:
  aid: {title: 援助资金, unit: 万元}
  used: {title: 其中已使用的, unit: 万元}
  given: {title: 自筹资金, unit: 万元, optional: true}
  counties: {title: 结对县数, unit: 个}
  deep: {title: 其中深度贫困县, unit: 个, optional: true}
  jobs: {title: 就业人数, unit: 人}
  content: {title: 满意度, unit: '%', optional: true}
events:
  praise: {title: 批示肯定}
evidence:
  order: {title: 划拨文件, dated: before}
  voucher: {title: 划款凭证, dated: after}
milestones:
  funds: {title: 资金到账, due: YEAR-03-30}
checks:
  - {id: deep-counties, says: 深度贫困县不多于结对县, clause: c-1, holds: {figure: deep, at_most: counties}}
tree:
  - {id: per-county, role: indicator, title: 县均援助, measure: {ratio: {of: aid, per: counties}}, method: median}
  - {id: usage, role: indicator, title: 使用率, measure: {share: {of: used, in: aid}}, method: {range: {worst: 50, best: 100}}}
  - {id: work, role: indicator, title: 部署, method: {task: {outstanding: 好, done: 较好, undone: 差}}}
  - {id: duty, role: indicator, title: 责任, method: grade}
  - {id: placed, role: indicator, title: 县均就业, measure: {ratio: {of: jobs, per: counties}}, method: median}
";

/// Two years of five subjects; nothing in them is hardly so.
fn sound() -> Case {
    let case = Case::of(&FIVE);
    for (year, more) in [(2018, 0), (2019, 7)] {
        case.year(year, &format!("{GRADES}{}", SCHEME.replace("YEAR", &year.to_string())));
        for (position, subject) in FIVE.iter().enumerate() {
            let aid = 52_310 + 7_013 * position + 911 * more;
            let (used, jobs) = (aid - 1_207, 3_127 + 613 * position + 31 * more);
            case.record(
                year,
                subject,
                &format!(
                    "figures:\n  aid: {aid}\n  used: {used}\n  counties: {}\n  jobs: {jobs}\nobservations:\n  work: {{task: done}}\n  duty: {{grade: 较好}}\nmilestones: {{funds: {year}-03-20}}\n",
                    10 + position
                ),
            );
        }
    }
    case
}

/// The record of 2019 with a change.
fn changed(from: &str, to: &str) -> Case {
    let case = sound();
    case.replace(RECORD, from, to);
    case
}

const RECORD: &str = "2019/main/records/aa.yaml";

fn told(case: &Case) -> Vec<Value> {
    case.run(&["check", "--format", "json"]).json().as_array().expect("a list").clone()
}

/// The one warning there is, at a line of a file, with these words in message, suggestion and hint.
#[track_caller]
fn one(case: &Case, code: &str, (file, line): (&str, &str), words: &[&str]) {
    let told = told(case);
    let codes: Vec<_> = told.iter().map(|one| one["code"].as_str().unwrap_or_default()).collect();
    assert_eq!(codes, [code], "{told:#?}");
    let one = &told[0];
    assert_eq!(one["file"], file, "{one:#}");
    let text = case.text(file);
    let at = one["line"].as_u64().map_or("", |line| text.lines().nth(line as usize - 1).unwrap_or_default());
    assert!(at.trim_start().starts_with(line), "{line}: {at}");
    let said = format!("{} {} {}", one["message"], one["suggestion"], one["hint"]);
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_sound_content_has_no_warning() {
    assert_eq!(told(&sound()), [] as [Value; 0]);
    sound().build();
}

#[test]
fn a_figure_in_another_unit_is_told_with_how_many_times_and_which_unit() {
    let case = changed("aid: 58687", "aid: 586870000");
    let words = [
        "“援助资金”（aid）是 586870000 万元，是2018年（52310 万元）的11219倍",
        "是同组其他对象中位数（76219.5 万元）的7700倍",
        "{value: 586870000, unit: 元}",
        "以元计",
        "accepted: [{code: W0801, about: aid, value: 586870000,",
    ];
    let told = told(&case);
    assert_eq!(told[0]["code"], "W0801", "{told:#?}");
    one(&case, "W0801", (RECORD, "aid:"), &words);
    // Written in a unit of its own, it is what it says.
    assert_eq!(self::told(&changed("aid: 58687", "aid: {value: 586870000, unit: 元}")), [] as [Value; 0]);
}

#[test]
fn five_times_is_far_and_small_numbers_are_not() {
    let of = |from, to| told(&changed(from, to)).iter().map(|one| one["code"].clone()).collect::<Vec<_>>();
    assert_eq!(of("jobs: 3344", "jobs: 15635"), [] as [&str; 0], "five times");
    assert_eq!(of("jobs: 3344", "jobs: 15636"), ["W0801"], "a little more");
    assert_eq!(of("jobs: 3344", "jobs: 625"), ["W0801"], "less than a fifth");
    assert_eq!(of("jobs: 3344", "jobs: 0"), ["W0801"], "none");
    assert_eq!(of("counties: 10", "counties: 49"), [] as [&str; 0], "below fifty things");
    assert_eq!(of("counties: 10", "counties: 51"), ["W0801"], "fifty things");
}

#[test]
fn without_a_year_before_the_peers_are_asked() {
    // Who stands alone, far from the median and from everybody.
    let case = sound();
    for (subject, content) in
        ["aa", "bb", "cc", "dd", "ee"].iter().zip(["0.957", "94.1", "95.2", "96.3", "93.9"])
    {
        let path = format!("2019/main/records/{subject}.yaml");
        case.replace(&path, "figures:\n", &format!("figures:\n  content: {content}\n"));
    }
    let words = ["是同组其他对象中位数（94.65 %）的1/99", "95.7", "百分数与小数"];
    one(&case, "W0801", (RECORD, "content:"), &words);
    let case = sound();
    for (subject, given) in FIVE.iter().zip([900, 800, 100, 90, 80]) {
        let path = format!("2019/main/records/{subject}.yaml");
        case.replace(&path, "figures:\n", &format!("figures:\n  given: {given}\n"));
    }
    assert_eq!(told(&case), [] as [Value; 0], "two large ones are large, not wrong");
}

#[test]
fn a_cause_in_many_records_is_told_once() {
    let case = sound();
    for subject in FIVE {
        case.edit(&format!("2019/main/records/{subject}.yaml"), |text| {
            let line = text.lines().find(|line| line.contains("jobs:")).expect("a figure");
            text.replace(line, &format!("{line}00"))
        });
    }
    let words = ["或者同组都填错了单位", "同一原因另有4处：bb.yaml:8、cc.yaml:8、dd.yaml:8、ee.yaml:8"];
    one(&case, "W0801", (RECORD, "jobs:"), &words);
}

#[test]
fn parts_are_not_more_than_their_whole() {
    let words =
        ["“使用率”（usage）是 102.24%", "“其中已使用的” 60000 万元，“援助资金” 58687 万元", "以 100% 为限"];
    one(&changed("used: 57480", "used: 60000"), "W0802", (RECORD, "used:"), &words);
    let case = changed("figures:\n", "figures:\n  content: 103\n");
    for subject in &FIVE[1..] {
        case.replace(&format!("2019/main/records/{subject}.yaml"), "figures:\n", "figures:\n  content: 96\n");
    }
    one(&case, "W0802", (RECORD, "content:"), &["“满意度”（content）是 103 %", "其他4个对象都不超过"]);
}

#[test]
fn what_the_scheme_says_of_figures_is_held_against_every_record() {
    let words =
        ["“深度贫困县不多于结对县”不成立：12 个（deep 12）多于 10 个（counties 10）", "deep-counties"];
    let case = changed("  counties: 10\n", "  counties: 10\n  deep: 12\n");
    one(&case, "W0803", (RECORD, "counties:"), &words);
    assert_eq!(told(&changed("  counties: 10\n", "  counties: 10\n  deep: 10\n")), [] as [Value; 0]);
    // A sum, and a number as its bound.
    let holds = |holds: &str| {
        let case = sound();
        case.replace("2019/main/scheme.yaml", "{figure: deep, at_most: counties}", holds);
        case
    };
    let sum = holds("{sum: [used, deep], equals: {sum: [aid]}}");
    let refused = sum.run(&["check"]).exits(1);
    assert!(refused.err.contains("E0403") && refused.err.contains("不是一类"), "{}", refused.err);
    let sum = holds("{sum: [used, given], equals: aid}");
    let words = ["57480 万元（used 57480）不等于 58687 万元（aid 58687）", "同一原因另有4处"];
    one(&sum, "W0803", (RECORD, "aid:"), &words);
    one(
        &holds("{figure: counties, at_most: 13}"),
        "W0803",
        ("2019/main/records/ee.yaml", "counties:"),
        &["14 个"],
    );
    let unknown = holds("{figure: count, at_most: counties}").run(&["check"]).exits(1);
    assert!(
        unknown.err.contains("E0301") && unknown.err.contains("2019/main/scheme.yaml"),
        "{}",
        unknown.err
    );
    for (wrong, code) in [
        ("{figure: deep}", "E0202"),
        ("{at_most: deep}", "E0202"),
        ("{figure: deep, equals: counties, at_most: counties}", "E0211"),
        ("{figure: deep, below: counties}", "E0201"),
    ] {
        let told = holds(wrong).run(&["check"]).exits(1);
        assert!(told.err.contains(code), "{wrong}: {}", told.err);
    }
}

#[test]
fn the_method_page_and_the_comparison_show_the_checks() {
    let case = sound();
    case.replace("2018/main/scheme.yaml", "at_most: counties", "at_most: 20");
    case.build();
    let page = case.page("2019/draft/main/method.html");
    page.has("数据核对");
    page.has("其中深度贫困县 ≤ 结对县数");
    let compared = case.told("compare/main/2018-2019.html");
    assert!(compared.contains("其中深度贫困县 ≤ 20 个"), "{compared}");
}

#[test]
fn two_figures_in_each_others_place_are_told_as_one_slip() {
    let case = changed(
        "  aid: 58687\n  used: 57480\n  counties: 10\n  jobs: 3344\n",
        "  aid: 3344\n  used: 57480\n  counties: 10\n  jobs: 58687\n",
    );
    let told = told(&case);
    let codes: Vec<_> = told.iter().map(|one| one["code"].clone()).collect();
    // The share is told beside it, since its bound is stated.
    assert_eq!(codes, ["W0804", "W0802"], "{told:#?}");
    let message = told[0]["message"].as_str().unwrap();
    assert_eq!(
        message,
        "“援助资金”（aid）是 3344 万元，上年 52310；“就业人数”（jobs）是 58687 人，上年 3127：两项像是填反了"
    );
    assert_eq!(told[0]["related"]["line"], 8, "{told:#?}");
}

#[test]
fn an_amount_below_nothing_is_told_where_nobody_else_has_one() {
    let case = changed("figures:\n", "figures:\n  given: -120\n");
    one(&case, "W0805", (RECORD, "given:"), &["“自筹资金”（given）是 -120 万元，小于0", "signed: true"]);
    case.replace("2019/main/records/bb.yaml", "figures:\n", "figures:\n  given: -10\n");
    assert_eq!(told(&case), [] as [Value; 0]);
}

#[test]
fn an_entry_of_whole_things_is_whole_too() {
    let case = changed("jobs: 3344", "jobs: {entries: [{value: 1672.5}, {value: 1671.5}]}");
    let told = case.run(&["check"]).exits(1);
    assert_eq!(told.err.matches("E0509").count(), 2, "{}", told.err);
    // What was taken back is an entry below 0.
    let back = changed("jobs: 3344", "jobs: {entries: [{value: 3400}, {value: -56}]}");
    assert_eq!(self::told(&back), [] as [Value; 0]);
}

#[test]
fn dates_of_another_year_are_told() {
    let entry = |date| changed("aid: 58687", &format!("aid: {{entries: [{{value: 58687, date: {date}}}]}}"));
    for date in ["2018-12-31", "2020-01-01"] {
        let words = [&format!("有一笔在 {date}，不在考核时段之内")[..]];
        one(&entry(date), "W0806", (RECORD, "aid:"), &words);
    }
    assert_eq!(told(&entry("2019-12-31")), [] as [Value; 0]);
    let event = changed("milestones:", "events:\n  - {kind: praise, date: 2020-02-01}\nmilestones:");
    one(
        &event,
        "W0806",
        (RECORD, "- {kind: praise"),
        &["“批示肯定”（praise）在 2020-02-01，晚于数据截止 2019-12-31"],
    );
    let seen = changed("{task: done}", "{task: done, date: 2018-06-18}");
    one(&seen, "W0806", (RECORD, "work:"), &["“部署”（work）的日期是 2018-06-18，早于 2019-01-01"]);
    let signed = changed("status: final", "status: final\nentered_by: {by: 甲, date: 2018-01-10}");
    one(&signed, "W0806", (RECORD, "entered_by:"), &["填报在 2018-01-10，早于考核时段的 2019-01-01"]);
    let due = sound();
    due.replace("2019/main/scheme.yaml", "due: 2019-03-30", "due: 2018-03-30");
    one(&due, "W0760", ("2019/main/scheme.yaml", "funds:"), &["“资金到账”的期限是 2018-03-30"]);
}

#[test]
fn papers_come_before_and_after_what_they_prove() {
    let with = |papers: &str| {
        changed(
            "aid: 58687\n  used: 57480\n  counties: 10\n  jobs: 3344\nobservations:\n",
            &format!(
                "aid: {{entries: [{{value: 50000, date: 2019-02-10}}, {{value: 8687, date: 2019-05-10}}]}}\n  used: 57480\n  counties: 10\n  jobs: 3344\nobservations:\n  per-county:\n    evidence:\n{papers}"
            ),
        )
    };
    let paper = |kind: &str, title: &str, date: &str| {
        format!("      - {{kind: {kind}, title: {title}, date: {date}}}\n")
    };
    let sound = [
        paper("order", "第一批", "2019-02-01"),
        paper("order", "第二批", "2019-05-01"),
        paper("voucher", "汇总", "2019-05-10"),
    ];
    assert_eq!(told(&with(&sound.concat())), [] as [Value; 0]);
    // The second order is later than the second arrival.
    let late = [paper("order", "第一批", "2019-02-01"), paper("order", "第二批", "2019-05-11")];
    one(
        &with(&late.concat()),
        "W0807",
        (RECORD, "aid:"),
        &["有一笔在 2019-05-10，早于它的“划拨文件”（2019-05-11）"],
    );
    // One voucher for all is not before the last.
    one(
        &with(&paper("voucher", "汇总", "2019-05-09")),
        "W0807",
        (RECORD, "aid:"),
        &["有一笔在 2019-05-10，晚于它的“划款凭证”（2019-05-09）"],
    );
    let reviewed = changed(
        "status: final",
        "status: final\nentered_by: {by: 甲, date: 2020-01-10}\nreviewed_by: {by: 乙, date: 2020-01-09}",
    );
    one(&reviewed, "W0807", (RECORD, "reviewed_by:"), &["审核在 2020-01-09，早于填报的 2020-01-10"]);
}

/// The record of 2018 as that of 2019, but for its year.
fn copied(case: &Case, subject: &str) {
    let text = case.text(&format!("2018/main/records/{subject}.yaml")).replace("funds: 2018", "funds: 2019");
    case.file(&format!("2019/main/records/{subject}.yaml"), &text);
}

#[test]
fn a_record_that_is_last_years_is_told() {
    let case = sound();
    copied(&case, "aa");
    let words = [
        "这份记录与2018年度的 2018/main/records/aa.yaml 的数据和观测逐项相同",
        "accepted: [{code: W0815, reason:",
    ];
    one(&case, "W0815", (RECORD, ""), &words);
    case.replace(RECORD, "funds: 2019-03-20", "funds: 2018-03-20");
    let told = told(&case);
    assert!(told[0]["message"].as_str().unwrap().ends_with("aa.yaml 逐字相同"), "{told:#?}");
    assert_eq!(told[1]["code"], "W0760");
}

#[test]
fn a_record_that_is_another_subjects_is_told() {
    let case = sound();
    let text = case.text(RECORD).replace("subject: aa", "subject: cc");
    case.file("2019/main/records/cc.yaml", &text);
    let words = ["与另一个对象的逐项相同：2019/main/records/aa.yaml"];
    one(&case, "W0815", ("2019/main/records/cc.yaml", ""), &words);
}

#[test]
fn a_year_that_is_a_copy_is_told_once_and_not_released() {
    let case = sound();
    for subject in FIVE {
        let text = case.text(&format!("2018/main/records/{subject}.yaml"));
        case.file(&format!("2019/main/records/{subject}.yaml"), &text);
    }
    let told = told(&case);
    let told: Vec<_> = told.iter().filter(|one| one["code"] != "W0760").collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((&told[0]["code"], &told[0]["file"]), (&"W0816".into(), &"2019/year.yaml".into()));
    assert_eq!(told[0]["message"], "2019年度与2018年度的记录逐字相同（5份）");
    let refused = case.run(&["release", "2019", "--first"]).exits(1);
    assert!(
        refused.err.contains("2019/year.yaml：2019年度与2018年度的记录逐字相同（5份）"),
        "{}",
        refused.err
    );
}

#[test]
fn the_same_words_and_the_same_number_of_a_document_are_told() {
    let note = "note: 市委常委会专题研究两次，市政府常务会议专题研究三次，均有纪要";
    let case = changed("{task: done}", &format!("{{task: done, {}}}", note.replace('，', "、")));
    case.replace(
        "2019/main/records/cc.yaml",
        "{task: done}",
        &format!("{{task: done, {}}}", note.replace('，', "、")),
    );
    one(&case, "W0808", ("2019/main/records/cc.yaml", "work:"), &["在2份记录里一字不差"]);
    let events = "events:\n  - {kind: praise, date: 2019-03-01, source: 来文 粤办〔2019〕12号}\nmilestones:";
    let case = changed("milestones:", events);
    case.replace("2019/main/records/dd.yaml", "milestones:", events);
    one(
        &case,
        "W0809",
        ("2019/main/records/dd.yaml", "- {kind: praise"),
        &["文号“粤办〔2019〕12号”用在2件事上"],
    );
    let case = sound();
    for year in ["2018/year.yaml", "2019/year.yaml"] {
        case.replace(year, "format: 1\n", "format: 1\ndocument: 某〔2019〕3号\n");
    }
    one(&case, "W0809", ("2019/year.yaml", ""), &["通报的文号“某〔2019〕3号”（document）与2018年度的相同"]);
}

#[test]
fn grades_and_problems_go_together() {
    let problem = "problems:\n  - {indicator: work, says: 没有督办}\nmilestones:";
    let best = changed("{task: done}", "{task: outstanding}");
    best.replace(RECORD, "milestones:", problem);
    one(
        &best,
        "W0810",
        (RECORD, "- {indicator: work"),
        &["“部署”（work）评为最好的“好”，却记了这一项的问题"],
    );
    let worst = changed("{task: done}", "{task: undone}");
    one(&worst, "W0811", (RECORD, "work:"), &["“部署”（work）评为最差的“差”"]);
    worst.replace(RECORD, "milestones:", problem);
    assert_eq!(told(&worst), [] as [Value; 0]);
    assert_eq!(told(&changed("{task: done}", "{task: undone, note: 全年没有研究}")), [] as [Value; 0]);
    let claimed = changed("{grade: 较好}", "{grade: 一般, reported: 较好}");
    one(&claimed, "W0812", (RECORD, "duty:"), &["“责任”（duty）评为“一般”，低于自评的“较好”"]);
    // One down is how years go, two are not.
    assert_eq!(told(&changed("{grade: 较好}", "{grade: 一般}")), [] as [Value; 0]);
    let lower = changed("{grade: 较好}", "{grade: 一般}");
    lower.replace("2018/main/records/aa.yaml", "{grade: 较好}", "{grade: 好}");
    one(&lower, "W0812", (RECORD, "duty:"), &["低于上年的“好”"]);
}

#[test]
fn evidence_is_asked_for_by_the_entry_and_by_the_thing() {
    let with = |requires: &str, evidence: &str| {
        let case = changed(
            "aid: 58687\n  used: 57480\n  counties: 10\n  jobs: 3344\nobservations:\n",
            &format!(
                "aid: {{entries: [{{value: 50000, date: 2019-02-10}}, {{value: 8687, date: 2019-05-10}}]}}\n  used: 57480\n  counties: 10\n  jobs: 3344\nobservations:\n  per-county: {{evidence: [{evidence}]}}\n"
            ),
        );
        for subject in &FIVE[1..] {
            case.replace(
                &format!("2019/main/records/{subject}.yaml"),
                "observations:\n",
                "observations:\n  per-county: {evidence: [{kind: voucher, title: 甲, covers: 100}]}\n",
            );
        }
        let measure = if requires.contains("figure") {
            "counties, method: median"
        } else {
            "{ratio: {of: aid, per: counties}}, method: median"
        };
        case.replace(
            "2019/main/scheme.yaml",
            "{ratio: {of: aid, per: counties}}, method: median",
            &format!("{measure}, requires: [{requires}]"),
        );
        case
    };
    let one_paper = "{kind: voucher, title: 甲, date: 2019-05-10}";
    let entry = with("{kind: voucher, per: entry}", one_paper);
    one(&entry, "W0504", (RECORD, "observations:"), &["per-county 的“划款凭证”（voucher）（要2件，有1件）"]);
    let two = format!("{one_paper}, {{kind: voucher, title: 乙, date: 2019-05-11}}");
    assert_eq!(told(&with("{kind: voucher, per: entry}", &two)), [] as [Value; 0]);
    let figure = with("{kind: voucher, per: figure}", one_paper);
    one(&figure, "W0504", (RECORD, "observations:"), &["（要10件，有1件）"]);
    let all = "{kind: voucher, title: 汇编, date: 2019-05-10, covers: 10}";
    assert_eq!(told(&with("{kind: voucher, per: figure}", all)), [] as [Value; 0]);
    let twice = with("voucher", &format!("{one_paper}, {one_paper}"));
    one(&twice, "W0813", (RECORD, "per-county:"), &["“县均援助”（per-county）的佐证材料“甲”列了两次"]);
    let alone = sound();
    alone.replace(
        "2019/main/scheme.yaml",
        "method: grade}",
        "method: grade, requires: [{kind: voucher, per: entry}]}",
    );
    let told = alone.run(&["check"]).exits(1);
    assert!(told.err.contains("E0211") && told.err.contains("没有逐笔或件数可以对应"), "{}", told.err);
}

const ACCEPTED: &str = "accepted: [{code: W0801, about: jobs, value: 33440, reason: 新增两个劳务基地, by: 复核员乙, date: 2020-01-20}]\n";

#[test]
fn what_a_record_accepts_is_not_told_again_and_is_shown() {
    let case = changed("jobs: 3344", "jobs: 33440");
    case.edit(RECORD, |text| format!("{text}{ACCEPTED}"));
    assert_eq!(told(&case), [] as [Value; 0]);
    case.build();
    let page = case.page("2019/draft/main/aa.html");
    for word in ["经核实无误", "与上年或同组相差太大（W0801）", "就业人数", "新增两个劳务基地", "复核员乙"]
    {
        page.has(word);
    }
    let line = "2019/main/records/aa.yaml:13 W0801 jobs：新增两个劳务基地（复核员乙，2020-01-20）";
    let trial = case.run(&["release", "2019", "--first", "--dry-run"]).exits(0);
    assert!(trial.err.contains("经核实而不再提示的警告 1 处") && trial.err.contains(line), "{}", trial.err);
    let released = case.run(&["release", "2019", "--first"]).exits(0);
    assert!(released.err.contains(line), "{}", released.err);
    let accepted = serde_json::json!([{"scheme": "main", "subject": "aa", "code": "W0801", "about": "jobs", "value": "33440",
        "reason": "新增两个劳务基地", "by": "复核员乙", "date": "2020-01-20"}]);
    assert_eq!(case.json("2019/v1/manifest.json")["accepted"], accepted);
    assert_eq!(case.json("errata.json")["versions"][0]["accepted"], accepted);
    case.page("archive.html").has("核实过的疑点1项");
    // Nobody looks for what is hardly so in what was released.
    case.run(&["verify"]).exits(0);
    let inside = case.path("output/2019/v1/inputs").display().to_string();
    case.run(&["check", "--content", &inside]).exits(0).tells("没有发现问题");
}

#[test]
fn what_was_accepted_of_another_number_is_told_again() {
    for (now, accepted, says) in [
        ("334", ACCEPTED.to_owned(), "accepted 里核实的是 33440，现在是 334"),
        ("33440", ACCEPTED.replace("value: 33440, ", ""), "accepted 里核实没有写 value，现在是 33440"),
    ] {
        let case = changed("jobs: 3344", &format!("jobs: {now}"));
        case.edit(RECORD, |text| format!("{text}{accepted}"));
        one(&case, "W0801", (RECORD, "jobs:"), &[says]);
    }
}

#[test]
fn an_acceptance_of_nothing_is_told() {
    let case = sound();
    case.edit(RECORD, |text| format!("{text}{ACCEPTED}"));
    one(&case, "W0814", (RECORD, "accepted:"), &["这份记录没有警告 W0801（jobs），用不着核实"]);
    let refused = |from: &str, to: &str, code: &str, says: &str| {
        let case = changed("jobs: 3344", "jobs: 33440");
        case.edit(RECORD, |text| format!("{text}{}", ACCEPTED.replace(from, to)));
        let told = case.run(&["check"]).exits(1);
        assert!(told.err.contains(code) && told.err.contains(says), "{}", told.err);
    };
    refused("W0801", "W0810x", "E0205", "不是可以核实的警告");
    refused("W0801", "W0760", "E0205", "不是可以核实的警告");
    refused("reason: 新增两个劳务基地, ", "", "E0202", "reason");
}

#[test]
fn every_warning_that_can_be_accepted_has_its_rule_in_the_docs() {
    let page = source("docs/PLAUSIBILITY.md");
    for code in Code::ACCEPTABLE {
        assert!(page.contains(&format!("| `{code}` |")), "{code}");
    }
}
