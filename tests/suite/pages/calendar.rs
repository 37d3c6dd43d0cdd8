//! The calendar of a year: its page, its files, the same dates on other pages, and the command line.

use std::collections::BTreeSet;

use tongbao::procedure::schedule::{Due, StepKind, stated_day, steps};

use crate::case::{Case, Run, SMALL, founding, founding_content};

/// The small content as of a day.
fn as_of(day: &str) -> Case {
    let case = Case::new(SMALL);
    case.replace(
        "2019/year.yaml",
        "schemes: [cities]\nattr",
        &format!("schemes: [cities]\nas_of: {day}\nattr"),
    );
    case
}

const REPORTED: &str = "milestones: {report: 2019-12-31}\n";

/// A file of the draft of 2019.
fn read(case: &Case, file: &str) -> String {
    case.told(&format!("2019/draft/{file}"))
}

/// A calendar file, unfolded and taken apart: one list of `name, value` an event, those of its alarm left out.
fn events(text: &str) -> Vec<Vec<(String, String)>> {
    let lines = text.strip_suffix("\r\n").expect("the last line ends too").split("\r\n");
    let mut whole: Vec<String> = Vec::new();
    for line in lines {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']) && !line.is_empty(), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => whole.last_mut().expect("a line before").push_str(more),
            None => whole.push(line.to_owned()),
        }
    }
    assert_eq!(
        (whole[0].as_str(), whole.last().map(String::as_str)),
        ("BEGIN:VCALENDAR", Some("END:VCALENDAR"))
    );
    let mut open: Vec<&str> = Vec::new();
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    for line in &whole {
        let (name, value) = line.split_once(':').expect("name and value");
        match name {
            "BEGIN" => open.push(value),
            "END" => assert_eq!(open.pop(), Some(value)),
            _ if open.last() == Some(&"VEVENT") => {
                let value = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";");
                events.last_mut().expect("an event").push((name.to_owned(), value));
            }
            _ => {}
        }
        if line == "BEGIN:VEVENT" {
            events.push(Vec::new());
        }
    }
    assert!(open.is_empty());
    events
}

fn value<'e>(event: &'e [(String, String)], name: &str) -> &'e str {
    let found: Vec<_> = event.iter().filter(|(of, _)| of == name).collect();
    assert_eq!(found.len(), 1, "{name} in {event:?}");
    &found[0].1
}

/// What stands behind the `@` of every `UID` of a calendar.
fn key(ics: &str) -> String {
    let events = events(ics);
    let keys: BTreeSet<_> = events
        .iter()
        .map(|event| value(event, "UID").split_once('@').expect("a site").1.to_owned())
        .collect();
    assert_eq!(keys.len(), 1, "one site");
    keys.into_iter().next().expect("a site")
}

#[test]
fn events_of_two_offices_stay_apart_and_of_one_stay_the_same() {
    let key_of = |case: &Case| key(&case.build().told("2019/draft/data/calendar.ics"));
    let case = Case::new(SMALL);
    let own = key_of(&case);
    assert!(own.ends_with(".tongbao") && own.len() == "0123456789abcdef.tongbao".len(), "{own}");
    assert_eq!(key_of(&case), own, "from build to build");
    assert_eq!(
        key_of(case.replace("site.yaml", "title: 小样例", "title: 另一个标题")),
        own,
        "whatever it is called"
    );
    assert_ne!(key_of(case.replace("site.yaml", "organ: 某领导小组", "organ: 另一领导小组")), own);
    // One office with two sites tells them apart by name.
    let site = case.text("site.yaml");
    assert_eq!(key_of(case.file("site.yaml", &format!("{site}id: north-city\n"))), "north-city.tongbao");
    case.file("site.yaml", &format!("{site}id: 北市\n"));
    case.run(&["check"]).exits(1).tells("E0206").tells("site.yaml");
}

#[test]
fn the_founding_years_say_who_is_behind() {
    for year in &founding_content().years {
        let read = |file: &str| founding().told(&format!("{}/draft/{file}", year.year));
        let page = read("calendar.html");
        let stated = stated_day(year);
        let (csv, ics) = (read("data/calendar.csv"), read("data/calendar.ics"));
        let (mut lines, mut expected) = (1, vec![(format!("{}.cutoff", year.year), year.cutoff)]);
        for evaluation in &year.evaluations {
            let scheme = &evaluation.scheme;
            assert!(page.contains(&format!("id=\"s-{}\"", scheme.id)), "{}", scheme.id);
            for step in steps(evaluation, stated.date) {
                lines += step.entries.len();
                let uid = format!("{}.{}.{}", year.year, scheme.id, step.kind.id(scheme));
                match (step.kind, step.due) {
                    (StepKind::Milestone(_), Due::Day(day)) => expected.push((uid, day)),
                    (StepKind::Milestone(_), _) => {}
                    _ => expected.extend(step.entries.iter().map(|entry| {
                        let id = &scheme.subjects[entry.subject.get()];
                        (format!("{uid}.{id}"), entry.due.expect("it follows from the notice"))
                    })),
                }
            }
        }
        assert_eq!(csv.lines().count(), lines, "{}", year.year);
        let events = events(&ics);
        let found: Vec<_> = events
            .iter()
            .map(|event| {
                assert_eq!(value(event, "DTSTAMP"), format!("{}1231T000000Z", year.year));
                assert!(value(event, "DESCRIPTION").contains("示例数据·草稿"), "what is invented is marked");
                (value(event, "UID").to_owned(), value(event, "DTSTART;VALUE=DATE").to_owned())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(uid, day)| (format!("{uid}@{}", key(&ics)), day.to_string().replace('-', "")))
            .collect();
        assert_eq!(found, expected);
        let unique: BTreeSet<_> = found.iter().map(|(uid, _)| uid).collect();
        assert_eq!(unique.len(), found.len());
        assert_eq!(ics.matches("TRIGGER:-P7D\r\n").count(), events.len());
    }
    let folder = founding();
    let page = read(folder, "calendar.html");
    for told in [
        "截至2020年8月1日，按期办理",
        "，迟办6次，逾期未办2次。",
        "href=\"assisted-cities/shanwei.html#dates\">汕尾</a>",
        "逾期14天",
        "href=\"#c-plan-7\">方案 七</a>",
        "href=\"data/calendar.ics\"",
    ] {
        assert!(page.contains(told), "{told} is missing");
    }
    let first = page.find("#dates\">").expect("somebody is behind");
    assert!(page[first..].starts_with("#dates\">汕尾"), "the longest that is not done comes first");
    let csv = read(folder, "data/calendar.csv");
    assert!(csv.contains(
        "self-report,自评报告,maoming,茂名市,示例,2020-01-31,2020-02-03,迟办,3,2020-08-01,方案 六（一）"
    ));
    assert!(csv.contains(
        ",rectification.report,整改报告,guangzhou,广州市,示例,2020-07-18,,逾期未办,14,2020-08-01,\r\n"
    ));
    let overview = read(folder, "index.html");
    assert!(overview.contains("href=\"calendar.html\"") && overview.contains("截至2020年8月1日"));
    // The circular was sent before anything was to be put right.
    let circular = read(folder, "bulletin.html");
    assert!(circular.contains("茂名（迟3天）") && !circular.contains("逾期14天"));
}

#[test]
fn what_is_not_due_yet_is_not_late_anywhere() {
    let folder = as_of("2019-12-30");
    folder.replace("2019/cities/records/gamma.yaml", REPORTED, "").build();
    let page = read(&folder, "calendar.html");
    assert!(page.contains("截至2019年12月30日，按期办理1次，没有迟办和逾期，尚未到期2次"), "{page}");
    assert!(page.contains("没有迟办和逾期未办的对象"));
    assert!(page.contains("截至日期由年度资料写明"));
    for subject in ["beta", "gamma"] {
        let page = read(&folder, &format!("cities/{subject}.html"));
        assert!(page.contains("截至2019-12-30") && page.contains("<td>未到期<td>"), "{subject}");
        assert!(page.contains("href=\"../calendar.html\""));
    }
    assert!(read(&folder, "cities/alpha.html").contains("<td>2019-12-30<td>按期<td>"));
}

#[test]
fn what_is_overdue_says_for_how_long() {
    let folder = as_of("2020-01-05");
    folder.replace("2019/cities/records/gamma.yaml", REPORTED, "").build();
    assert!(read(&folder, "calendar.html").contains("按期办理2次，逾期未办1次，未定期限的未办3次。"));
    assert!(read(&folder, "cities/gamma.html").contains("<b class=\"warn\">逾期5天</b>"));
    let csv = read(&folder, "data/calendar.csv");
    assert!(csv.contains("report,报告,gamma,丙市,示例,2019-12-31,,逾期未办,5,2020-01-05,办法 一"), "{csv}");
    assert!(csv.contains("review,评议,gamma,丙市,示例,,,未办,,2020-01-05,"), "no day is set for it");
}

#[test]
fn a_rectification_is_asked_of_who_got_a_notice() {
    let folder = Case::new(SMALL);
    let term = "short: 测试\nrectification: {months: 2, clause: c-2}";
    folder.replace("2019/cities/scheme.yaml", "short: 测试", term).build();
    let csv = read(&folder, "data/calendar.csv");
    assert!(csv.contains(
        "rectification.plan,整改方案,alpha,甲市,示例,2020-07-10,2020-06-20,按期,,2020-07-08,办法 二"
    ));
    assert_eq!(csv.matches("rectification.").count(), 2, "nobody else got a notice");
    let page = read(&folder, "calendar.html");
    assert!(
        page.contains("年度资料没有写明截至日期，取记录中最近的一天") && page.contains("1市收到整改通知")
    );
    assert!(page.contains("2020-07-10<small> 通知后2个月</small>"));
    let one = read(&folder, "cities/alpha.html");
    assert!(one.contains("整改报告<td>2020-07-10<td>2020-07-08<td>按期"));
    assert!(!read(&folder, "cities/beta.html").contains("整改报告<td>"));
    assert!(read(&folder, "cities/method.html").contains("通知后2个月"));
    let ics = read(&folder, "data/calendar.ics");
    let events = events(&ics);
    let one = events.iter().find(|event| value(event, "UID").contains("rectification.plan.alpha@"));
    let one = one.expect("a deadline of its own");
    assert_eq!(value(one, "SUMMARY"), "甲市：整改方案（测试）");
    assert!(value(one, "DESCRIPTION").contains("自整改通知之日起2个月\n依据：办法 二　第二条。"));
}

#[test]
fn status_tells_the_day_the_counts_and_who_is_behind() {
    let Run { out, err, .. } = founding().ok(&["status", "2019", "--scheme", "assisted-cities"]);
    assert_eq!(err, "");
    let first = out.lines().next().expect("a line");
    assert_eq!(first, "2019年度办理日程，截至 2020-08-01（year.yaml 的 as_of）");
    assert!(out.contains("逾期14天") && out.contains("汕尾市") && out.contains("方案 七"), "{out}");
    assert!(!out.contains("eastwest"), "only the scheme that is asked for");
    let out = founding().ok(&["status", "2019", "--date", "2020-02-01"]).out;
    assert!(out.starts_with("2019年度办理日程，截至 2020-02-01（--date 指定）\n"), "{out}");
    assert!(out.contains("逾期1天") && !out.contains("迟3天"), "it was not done yet: {out}");
}

#[test]
fn status_as_json_counts_every_subject_once() {
    let value = founding().ok(&["status", "2020", "--format", "json"]).json();
    assert_eq!((&value["year"], &value["as_of"]), (&2020.into(), &"2021-08-01".into()));
    let content = founding_content();
    let year = content.years.last().expect("2020");
    for (scheme, evaluation) in value["schemes"].as_array().expect("schemes").iter().zip(&year.evaluations) {
        for (step, expected) in
            scheme["steps"].as_array().expect("steps").iter().zip(steps(evaluation, stated_day(year).date))
        {
            let counts = ["on_time", "late", "overdue", "not_due", "done", "open"];
            let sum: u64 = counts.iter().map(|name| step[name].as_u64().expect("a count")).sum();
            assert_eq!(sum as usize, expected.entries.len(), "{step}");
        }
    }
    let behind = value["schemes"][3]["behind"][0].clone();
    assert_eq!(behind["subject"], "commerce");
    assert_eq!((&behind["state"], &behind["days"]), (&"overdue".into(), &213.into()));
}

#[test]
fn without_a_stated_day_status_is_told_for_today_by_the_one_clock() {
    let case = Case::new(SMALL);
    let at = |clock: &str| Run::of(case.command(&["status", "2019"]).env("SOURCE_DATE_EPOCH", clock));
    // 31 December 2019, four in the afternoon by UTC: a new year in Beijing.
    let out = at("1577808000").exits(0).out;
    let first = out.lines().next().expect("a line");
    assert_eq!(
        first,
        "2019年度办理日程，截至 2020-01-01（year.yaml 没有写 as_of，取环境变量 SOURCE_DATE_EPOCH 的日期）"
    );
    at("heute").exits(2);
}

#[test]
fn wrong_words_exit_with_2() {
    for (words, said) in [
        (&["status"][..], "<年度>"),
        (&["status", "2017"], "可用的有：2018、2019、2020"),
        (&["status", "2019", "--date", "2020-2-1"], "写法如 2020-03-01"),
        (&["status", "2019", "--date", "2020-02-30"], "写法如 2020-03-01"),
        (&["status", "2019", "--date", "20200201"], "写法如 2020-03-01"),
        (&["status", "2019", "--scheme", "eastwest-citys"], "您是不是要写“eastwest-cities（"),
        (&["status", "2019", "--format", "xml"], "json"),
    ] {
        let run = founding().run(words).exits(2).tells(said);
        assert_eq!(run.out, "", "{words:?}");
    }
}
