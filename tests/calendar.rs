//! The calendar of a year: its page, its files, the same dates on other pages, and the command line.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;
use tongbao::content;
use tongbao::model::Content;
use tongbao::procedure::schedule::{Due, StepKind, stated_day, steps};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tongbao(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("tongbao").expect("the program was built");
    let run = command.args(words).current_dir(folder).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (run.status.code().expect("a code"), text(run.stdout), text(run.stderr))
}

/// A copy of the small content in a folder of its own.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn small() -> Self {
        let dir = TempDir::new().expect("a scratch folder");
        let from = home().join("tests/content-small");
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.expect("a readable folder");
            let to = dir.path().join("content").join(entry.path().strip_prefix(&from).expect("below it"));
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(&to).expect("a folder");
            } else {
                std::fs::copy(entry.path(), &to).expect("a file");
            }
        }
        Self { dir }
    }

    fn replace(&self, file: &str, from: &str, to: &str) -> &Self {
        let path = self.dir.path().join("content/2019").join(file);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(text.matches(from).count(), 1, "{from:?} stands once in {file}");
        std::fs::write(path, text.replace(from, to)).expect("a file");
        self
    }

    fn as_of(&self, day: &str) -> &Self {
        self.replace(
            "year.yaml",
            "schemes: [cities]\nattr",
            &format!("schemes: [cities]\nas_of: {day}\nattr"),
        )
    }

    fn term(&self) -> &Self {
        self.replace(
            "cities/scheme.yaml",
            "short: 测试",
            "short: 测试\nrectification: {months: 2, clause: c-2}",
        )
    }

    fn run(&self, words: &[&str]) -> (i32, String, String) {
        tongbao(self.dir.path(), words)
    }

    fn build(&self) -> PathBuf {
        let (code, _, told) = self.run(&["build"]);
        assert_eq!(code, 0, "{told}");
        self.dir.path().join("output/2019/draft")
    }
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn founding() -> Content {
    content::read(&home().join("content")).content.expect("no errors")
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

#[test]
fn the_founding_years_say_who_is_behind() {
    let dir = TempDir::new().expect("a scratch folder");
    let output = dir.path().to_str().expect("a name");
    let (code, _, told) = tongbao(home(), &["build", "--output", output]);
    assert_eq!(code, 0, "{told}");
    for year in &founding().years {
        let folder = dir.path().join(year.year.to_string()).join("draft");
        let page = read(&folder, "calendar.html");
        let stated = stated_day(year);
        let (csv, ics) = (read(&folder, "data/calendar.csv"), read(&folder, "data/calendar.ics"));
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
            .map(|(uid, day)| (format!("{uid}@tongbao"), day.to_string().replace('-', "")))
            .collect();
        assert_eq!(found, expected);
        let unique: BTreeSet<_> = found.iter().map(|(uid, _)| uid).collect();
        assert_eq!(unique.len(), found.len());
        assert_eq!(ics.matches("TRIGGER:-P7D\r\n").count(), events.len());
    }
    let folder = dir.path().join("2019/draft");
    let page = read(&folder, "calendar.html");
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
    let csv = read(&folder, "data/calendar.csv");
    assert!(csv.contains(
        "self-report,自评报告,maoming,茂名市,示例,2020-01-31,2020-02-03,迟办,3,2020-08-01,方案 六（一）"
    ));
    assert!(csv.contains(
        ",rectification.report,整改报告,guangzhou,广州市,示例,2020-07-18,,逾期未办,14,2020-08-01,\r\n"
    ));
    let overview = read(&folder, "index.html");
    assert!(overview.contains("href=\"calendar.html\"") && overview.contains("截至2020年8月1日"));
    // The circular was sent before anything was to be put right.
    let circular = read(&folder, "bulletin.html");
    assert!(circular.contains("茂名（迟3天）") && !circular.contains("逾期14天"));
}

#[test]
fn what_is_not_due_yet_is_not_late_anywhere() {
    let desk = Desk::small();
    desk.as_of("2019-12-30").replace("cities/records/gamma.yaml", "milestones: {report: 2019-12-31}\n", "");
    let folder = desk.build();
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
    let desk = Desk::small();
    desk.as_of("2020-01-05").replace("cities/records/gamma.yaml", "milestones: {report: 2019-12-31}\n", "");
    let folder = desk.build();
    assert!(read(&folder, "calendar.html").contains("按期办理2次，逾期未办1次，未定期限的未办3次。"));
    assert!(read(&folder, "cities/gamma.html").contains("<b class=\"warn\">逾期5天</b>"));
    let csv = read(&folder, "data/calendar.csv");
    assert!(csv.contains("report,报告,gamma,丙市,示例,2019-12-31,,逾期未办,5,2020-01-05,办法 一"), "{csv}");
    assert!(csv.contains("review,评议,gamma,丙市,示例,,,未办,,2020-01-05,"), "no day is set for it");
}

#[test]
fn a_rectification_is_asked_of_who_got_a_notice() {
    let desk = Desk::small();
    desk.term();
    let folder = desk.build();
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
    let one = events.iter().find(|event| value(event, "UID").ends_with("rectification.plan.alpha@tongbao"));
    let one = one.expect("a deadline of its own");
    assert_eq!(value(one, "SUMMARY"), "甲市：整改方案（测试）");
    assert!(value(one, "DESCRIPTION").contains("自整改通知之日起2个月\n依据：办法 二　第二条。"));
}

#[test]
fn status_tells_the_day_the_counts_and_who_is_behind() {
    let (code, out, told) = tongbao(home(), &["status", "2019", "--scheme", "assisted-cities"]);
    assert_eq!((code, told.as_str()), (0, ""));
    let first = out.lines().next().expect("a line");
    assert_eq!(first, "2019年度办理日程，截至 2020-08-01（year.yaml 的 as_of）");
    assert!(out.contains("逾期14天") && out.contains("汕尾市") && out.contains("方案 七"), "{out}");
    assert!(!out.contains("eastwest"), "only the scheme that is asked for");
    let (_, out, _) = tongbao(home(), &["status", "2019", "--date", "2020-02-01"]);
    assert!(out.starts_with("2019年度办理日程，截至 2020-02-01（--date 指定）\n"), "{out}");
    assert!(out.contains("逾期1天") && !out.contains("迟3天"), "it was not done yet: {out}");
}

#[test]
fn status_as_json_counts_every_subject_once() {
    let (code, out, _) = tongbao(home(), &["status", "2020", "--format", "json"]);
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&value["year"], &value["as_of"]), (&2020.into(), &"2021-08-01".into()));
    let content = founding();
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
    let desk = Desk::small();
    let mut command = Command::cargo_bin("tongbao").expect("the program was built");
    // 31 December 2019, four in the afternoon by UTC: a new year in Beijing.
    let run =
        command.args(["status", "2019"]).env("SOURCE_DATE_EPOCH", "1577808000").current_dir(desk.dir.path());
    let out = String::from_utf8(run.output().expect("it runs").stdout).expect("UTF-8");
    let first = out.lines().next().expect("a line");
    assert_eq!(
        first,
        "2019年度办理日程，截至 2020-01-01（year.yaml 没有写 as_of，取环境变量 SOURCE_DATE_EPOCH 的日期）"
    );
    let mut command = Command::cargo_bin("tongbao").expect("the program was built");
    command
        .args(["status", "2019"])
        .env("SOURCE_DATE_EPOCH", "heute")
        .current_dir(desk.dir.path())
        .assert()
        .code(2);
}

#[test]
fn wrong_words_exit_with_2() {
    for (words, said) in [
        (&["status"][..], "YEAR"),
        (&["status", "2017"], "可用的有：2018、2019、2020"),
        (&["status", "2019", "--date", "2020-2-1"], "写法如 2020-03-01"),
        (&["status", "2019", "--date", "2020-02-30"], "写法如 2020-03-01"),
        (&["status", "2019", "--date", "20200201"], "写法如 2020-03-01"),
        (&["status", "2019", "--scheme", "eastwest-citys"], "您是不是要写“eastwest-cities”？"),
        (&["status", "2019", "--format", "xml"], "json"),
    ] {
        let (code, out, told) = tongbao(home(), words);
        assert_eq!((code, out.as_str()), (2, ""), "{words:?}: {told}");
        assert!(told.contains(said), "{words:?}: {told}");
    }
}
