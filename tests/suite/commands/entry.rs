//! Folders, years, schemes and records to begin with.

use tongbao::content;
use tongbao::diagnostics::{Code, Diagnostic};
use tongbao::model::{Status, Year};

use crate::case::{Case, FOUNDING, SMALL, files, source};

fn codes(problems: &[Diagnostic]) -> Vec<&str> {
    problems.iter().map(|one| one.code.as_str()).collect()
}

/// What `check` says of one year.
fn of_year(case: &Case, year: i16) -> Vec<Diagnostic> {
    let mut problems = case.check().expect("the content can be read");
    problems.retain(|one| one.file.starts_with(&format!("{year}/")));
    problems
}

#[test]
fn a_year_after_another_passes_check_but_for_what_people_fill_in() {
    for (folder, from, folded) in [
        (FOUNDING, 2020, 10),
        (SMALL, 2019, 4),
        ("examples/city-counties", 2019, 2),
        ("examples/funds", 2019, 2),
        ("examples/index", 2020, 2),
        ("examples/rural", 2020, 2),
        ("examples/work-safety", 2020, 2),
    ] {
        let case = Case::new(folder);
        let before = files(&case.content());
        let to = from + 1;
        case.ok(&["new", "year", &to.to_string(), "--from", &from.to_string()]).says("to_confirm");
        let problems = of_year(&case, to);
        assert_eq!(problems.len(), folded, "{folder}: {:?}", codes(&problems));
        for one in &problems {
            assert!(!one.is_error() && one.code != Code::LeftOver, "{folder}: {}", one.message);
        }
        // What was there is there to the byte, and the records state nothing.
        let after = files(&case.content());
        assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "{folder}");
        let year = Year::new(to).expect("a year");
        let read = case.read();
        let read = read.year(year).expect("the new year");
        for evaluation in &read.evaluations {
            assert!(
                evaluation.records.iter().all(|record| record.file.is_some() && record.is_blank()),
                "{folder}"
            );
            assert!(evaluation.decisions.iter().all(Option::is_none));
        }
        assert!(read.draws.is_empty() && read.groups.iter().all(|set| set.groups.is_empty()));
        case.ok(&["build"]);
    }
}

#[test]
fn days_and_years_are_moved_and_all_else_stays_as_it_is_written() {
    let case = Case::new(FOUNDING);
    case.ok(&["new", "year", "2021"]);
    let year = case.text("2021/year.yaml");
    for stands in [
        "title: 2021年度",
        "period: {from: 2021-01-01, to: 2021-12-31}",
        "cutoff: 2021-12-31",
        "document: 样例〔2022〕0号",
        "regulation: 样例，参照粤农扶组〔2019〕31号",
        "# 考核组和评价组。人员均为虚构",
        "- {file: bulletin.md, about: ",
    ] {
        assert!(year.contains(stands), "{stands} in\n{year}");
    }
    for gone in ["as_of", "draws:", "approvals:", "list:", "审批办结的日期"] {
        assert!(!year.contains(gone), "{gone} in\n{year}");
    }
    // What a new file says first is where its schema lies.
    let carried = |path: &str| {
        let text = case.text(path);
        let (first, rest) = text.split_once('\n').expect("lines");
        assert!(first.starts_with("# yaml-language-server: "), "{path}");
        rest.to_owned()
    };
    let scheme = carried("2021/eastwest-cities/scheme.yaml");
    let expected = case.text("2020/eastwest-cities/scheme.yaml");
    let expected = ["2020-03-30", "2020-06-30", "2020-12-31"]
        .iter()
        .fold(expected, |text, day| text.replace(day, &day.replace("2020", "2021")));
    assert_eq!(scheme, expected, "nothing but the days is another");
    let paper = case.text("2021/bulletin.md");
    assert!(paper.contains("title: 关于2021年扶贫") && paper.contains("issued: 2022-05-17"), "{paper}");
    assert!(paper.contains("  - 2021年度各对象得分明细"), "{paper}");
    for path in ["clauses.yaml", "helper-cities/targets.yaml"] {
        assert_eq!(carried(&format!("2021/{path}")), case.text(&format!("2020/{path}")));
    }
    assert!(!case.content().join("2021/eastwest-departments/decisions.yaml").exists());
}

/// A line of a record holds its unit, what may be written, who knows and last year's value; when its marks are taken off
/// and the gaps filled, it is read.
#[test]
fn a_record_is_filled_in_by_taking_marks_off() {
    let case = Case::new(FOUNDING);
    case.ok(&["new", "year", "2021", "--from", "2020"]);
    let path = "2021/helper-cities/records/foshan.yaml";
    let text = case.text(path);
    for line in [
        "#   jobs_helped:    # 实际完成的就业帮扶人数（人）。整数，不小于0。来源：人社部门和实地核查。2020年度 949\n",
        "#   teams-dispatch: {grade: }   # 选派驻县工作组和驻村工作队驻村帮扶情况。等次：好、较好、一般、较差。\
         来源：各地提供和实地核查。2020年度 好\n",
        "#   self-report:    # 自评报告。日期，如 2022-03-01。最迟 2022-01-31。2020年度 2021-01-28\n",
        "#   - {problem: 2018/leaders-visits, state: , date: }   # 主要领导调研次数不足，议定事项没有落实。",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    let filled = text
        .replace("# figures:\n", "figures:\n")
        .replace("#   jobs_helped:    #", "  jobs_helped: 950    #")
        .replace("# observations:\n", "observations:\n")
        .replace("#   # 精准", "  # 精准")
        .replace("#   teams-dispatch: {grade: }", "  teams-dispatch: {grade: 好}")
        .replace("# earlier_problems:\n", "earlier_problems:\n")
        .replace(
            "#   - {problem: 2018/leaders-visits, state: , date: }",
            "  - {problem: 2018/leaders-visits, state: open, date: 2021-12-01}",
        );
    case.file(path, &filled);
    let told: Vec<Diagnostic> =
        case.diagnostics().into_iter().filter(|one| &*one.file == path && one.is_error()).collect();
    assert_eq!(told, []);
    let read = case.read();
    let year = read.year(Year::new(2021).expect("a year")).expect("the year");
    let helper =
        year.evaluations.iter().find(|of| of.scheme.id.as_str() == "helper-cities").expect("the scheme");
    let at = helper.scheme.subjects.iter().position(|id| id.as_str() == "foshan").expect("the subject");
    assert!(!helper.records[at].is_blank() && helper.records[at].earlier_problems.len() == 1);
}

/// The codes, but of what is hardly so: the records of the small content are copies of each other.
fn unlikely_aside(told: &[Diagnostic]) -> Vec<&str> {
    codes(told).into_iter().filter(|code| !code.starts_with("W08")).collect()
}

#[test]
fn a_year_that_is_not_confirmed_is_not_released() {
    let case = Case::releasable();
    let year = "to_confirm:\n  - {file: cities/scheme.yaml, about: 期限}\n";
    case.edit("2019/year.yaml", |text| format!("{text}{year}"));
    let told: Vec<Diagnostic> = case.check().expect("it can be read");
    assert_eq!(unlikely_aside(&told), ["W0761"]);
    let allowed = ["release", "2019", "--allow-missing", "--allow-draft", "--allow-sample"];
    case.run(&allowed).exits(1).tells("有 1 个文件尚未核对确认");
    case.edit("2019/year.yaml", |text| text.replace(year, ""));
    case.ok(&["release", "2019"]);
    case.edit("2019/year.yaml", |text| {
        format!("{text}to_confirm:\n  - {{file: city/scheme.yaml, about: 期限}}\n")
    });
    case.run(&["check"])
        .exits(1)
        .tells("待确认的文件 2019/city/scheme.yaml 不存在")
        .tells("cities/scheme.yaml");
}

#[test]
fn a_folder_to_begin_with_passes_check_and_builds() {
    let case = Case::empty();
    case.ok(&["init"]).says("tongbao todo 2020");
    let told = case.check().expect("it can be read");
    // What is still to be changed holds a release up, whatever the scheme says of itself.
    assert_eq!(codes(&told), ["W0761", "W0507"]);
    case.edit("2020/example/scheme.yaml", |text| text.replace("status: sample", "status: final"));
    let words = ["release", "2020", "--first", "--allow-missing", "--allow-draft", "--note", "首次"];
    case.run(&words).exits(1).tells("尚未核对确认").tells("请改");
    case.edit("2020/example/scheme.yaml", |text| text.replace("status: final", "status: sample"));
    case.build().page("2020/draft/example/jia.html").has("示例数据");
    let before = files(&case.content());
    case.run(&["init"]).exits(1).tells("里已经有东西").tells("什么也没有改");
    assert_eq!(files(&case.content()), before);

    case.run(&["check", "--content", "none"]).exits(1).tells("tongbao init none");
    std::fs::create_dir(case.path("bare")).expect("a folder");
    for words in [
        &["check"][..],
        &["build"],
        &["score"],
        &["status", "2019"],
        &["release", "2019"],
        &["todo", "2019"],
        &["explain", "2019", "a", "b"],
        &["diff", "2018", "2019"],
        &["new", "year", "2020"],
        &["groups", "check", "2019"],
    ] {
        case.run(&[words, &["--content", "bare"]].concat())
            .exits(1)
            .tells("内容文件夹是空的")
            .tells("tongbao init bare");
    }
    case.ok(&["init", "bare", "--year", "2031"]).says("--content bare");
    assert!(case.path("bare/2031/example/records/yi.yaml").exists());
}

#[test]
fn every_example_is_shipped_whole_and_marked() {
    for (name, folder) in [
        ("content", FOUNDING),
        ("city-counties", "examples/city-counties"),
        ("funds", "examples/funds"),
        ("index", "examples/index"),
        ("rural", "examples/rural"),
        ("work-safety", "examples/work-safety"),
    ] {
        let case = Case::empty();
        case.ok(&["init", "--example", name]).says("样例");
        assert_eq!(files(&case.content()), files(&crate::case::home().join(folder)), "{name}");
        let read = case.read();
        let schemes = read.years.iter().flat_map(|year| &year.evaluations);
        for of in schemes {
            let sample = |record: &tongbao::model::Record| record.status == Status::Sample;
            assert!(of.scheme.status == Status::Sample || of.records.iter().all(sample), "{name}");
        }
    }
    Case::empty().run(&["init", "--example", "other"]).exits(2).tells("work-safety");
}

#[test]
fn every_skeleton_of_a_scheme_passes_check_and_is_listed() {
    let case = Case::new(SMALL);
    let year = case.text("2019/year.yaml");
    for (id, form) in [("one", "--points"), ("two", "--grades"), ("three", "--index")] {
        case.ok(&["new", "scheme", id, form]).says("2019/year.yaml");
        case.ok(&["new", "record", "2019", id]);
    }
    let listed = case.text("2019/year.yaml");
    assert_eq!(listed, year.replacen("schemes: [cities]", "schemes: [cities, one, two, three]", 1));
    let told = case.check().expect("it can be read");
    assert_eq!(unlikely_aside(&told), ["W0507"; 3]);
    assert!(case.read().years[1].evaluations.len() == 4);
    case.run(&["new", "scheme", "one", "--points"]).exits(1).tells("已经存在，不覆盖");
    case.run(&["new", "scheme", "一", "--points"]).exits(2).tells("这个标识不能用");
    case.run(&["new", "scheme", "four", "--points", "--kind", "moon"]).exits(2).tells("没有这一类的对象");
    case.run(&["new", "scheme", "four"]).exits(2);
    assert_eq!(case.text("2019/year.yaml"), listed);
}

/// Nothing that is there is written over, whatever is asked for.
#[test]
fn what_is_there_is_never_written_over() {
    let case = Case::new(SMALL);
    let before = files(&case.content());
    case.run(&["new", "year", "2019", "--from", "2018"]).exits(1).tells("已经存在，不覆盖");
    case.run(&["new", "year", "2018", "--from", "2019"]).exits(2).tells("--from 要早于");
    case.run(&["new", "year", "2018"]).exits(2).tells("没有可用的年度");
    case.run(&["new", "record", "2019", "cities", "甲市"]).exits(1).tells("已经存在，不覆盖");
    case.run(&["new", "record", "2019", "cities"]).exits(1).tells("都已经有记录");
    case.run(&["new", "record", "2019", "cities", "甲是"]).exits(2).tells("您是不是要写“甲市”");
    assert_eq!(files(&case.content()), before);
    case.remove("2019/cities/records/alpha.yaml");
    case.ok(&["new", "record", "2019", "cities", "甲市"]).says("2019/cities/records/alpha.yaml");
    let after = files(&case.content());
    assert!(
        before.iter().all(|(path, bytes)| after.get(path) == Some(bytes) || path.ends_with("alpha.yaml"))
    );
    assert!(content::read(&case.content()).content.is_some());
}

/// Three records or more of a scheme in which nothing is stated are one thing to be told.
#[test]
fn records_that_nobody_began_are_told_once() {
    let case = Case::of(&["aa", "bb", "cc", "dd"]);
    case.year(2019, &source("tests/suite/commands/blank.yaml"));
    for subject in ["aa", "bb", "cc"] {
        case.record(2019, subject, "");
    }
    case.record(2019, "dd", "observations:\n  work: {grade: 好}\n");
    let told = case.diagnostics();
    assert_eq!(codes(&told), ["W0507", "W0503"], "{told:?}");
    assert!(told[0].message.contains("3 份记录还没有填写：aa、bb、cc"), "{}", told[0].message);
    case.record(2019, "cc", "figures:\n  num: 1\n");
    assert!(!codes(&case.diagnostics()).contains(&"W0507"));
    for subject in ["aa", "bb", "cc", "dd"] {
        case.remove(&format!("2019/main/records/{subject}.yaml"));
    }
    let told = case.diagnostics();
    assert_eq!(codes(&told), ["W0501"]);
    assert!(told[0].hint.as_deref().is_some_and(|hint| hint.contains("tongbao new record 2019 main")));
}

/// What is to be done is told of all together, of one subject in full, and of one organ; as text, as CSV, as a workbook.
#[test]
fn what_is_still_to_be_done_is_listed() {
    let case = Case::new(FOUNDING);
    case.ok(&["new", "year", "2021"]);
    let all = case.ok(&["todo", "2021"]).out;
    for line in [
        "2021年度：45份记录还缺",
        "14个文件待核对确认",
        "  bulletin.md　文件头的标题",
        "    jobs_helped　实际完成的就业帮扶人数（人）：全部 6 个\n",
        "    14 个往年问题要写复核结果：汕头",
    ] {
        assert!(all.contains(line), "{line} in\n{all}");
    }
    let one = case.ok(&["todo", "2021", "佛山市"]).out;
    assert_eq!(one, case.ok(&["todo", "2021", "foshan"]).out);
    assert!(
        one.contains("    jobs_helped　实际完成的就业帮扶人数（人）\n        整数，不小于0；2020年度 949；来源：人社部门和实地核查；最迟 2022-01-31\n"),
        "{one}"
    );
    assert!(!one.contains("special_funds"), "what may be left out is not lacking:\n{one}");
    case.run(&["todo", "2021", "佛三"]).exits(2).tells("您是不是要写");
    case.run(&["todo", "2021", "--for", "航天部门"]).exits(2).tells("来源里").tells("人社部门和实地核查");

    let of = case.ok(&["todo", "2021", "--for", "人社", "--format", "csv"]).out;
    let mut rows = csv::Reader::from_reader(of.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = rows.headers().expect("heads").iter().map(str::to_owned).collect();
    assert_eq!(
        heads,
        [
            "年度",
            "类别",
            "方案编号",
            "对象编号",
            "对象",
            "编号",
            "名称",
            "单位",
            "可以写什么",
            "上年",
            "来源",
            "最迟",
            "文件"
        ]
    );
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row[10].contains("人社")));
    let foshan = rows.iter().find(|row| &row[3] == "foshan" && &row[5] == "jobs_helped").expect("the row");
    assert_eq!(&foshan[9], "2020年度 949");
    assert_eq!(&foshan[12], "2021/helper-cities/records/foshan.yaml");

    case.run(&["todo", "2021", "--format", "xlsx"]).exits(2).tells("-o");
    case.ok(&["todo", "2021", "--format", "xlsx", "-o", "list.xlsx"]);
    let book = std::fs::read(case.path("list.xlsx")).expect("a workbook");
    assert!(book.starts_with(b"PK"));
    case.run(&["todo", "2021", "--format", "csv", "-o", "list.xlsx"]).exits(1).tells("已经存在，不覆盖");
    assert_eq!(std::fs::read(case.path("list.xlsx")).expect("the same"), book);
}

/// A record that cannot be read is one thing to do; what is sound beside it is told as always.
#[test]
fn what_is_broken_does_not_hide_what_is_lacking() {
    let case = Case::of(&["aa", "bb", "cc"]);
    case.year(2019, &source("tests/suite/commands/blank.yaml"));
    case.record(2019, "aa", "figures: [\n");
    case.record(2019, "bb", "figures:\n  num: 许多\nobservations:\n  work: {grade: 好}\n");
    case.record(2019, "cc", "figures:\n  num: 1\nobservations:\n  work: {grade: 好}\n");
    let told = case.ok(&["todo", "2019"]).tells("有 2 个文件有错误").out;
    assert!(told.contains("2份记录还缺2项"), "{told}");
    assert!(
        told.contains("    这份记录读不出来：aa\n") && told.contains("    num　数（个）：bb\n"),
        "{told}"
    );
    // What is left when all is there is to say that it is.
    case.edit("2019/main/records/cc.yaml", |text| text.replace("final", "draft"));
    case.ok(&["todo", "2019", "cc"]).says("这份记录还是草稿");
}

/// Who provides a figure is said by the scheme, else by the sources of the indicators that need it.
#[test]
fn who_provides_a_figure_is_said_by_the_scheme() {
    let case = Case::of(&["aa"]);
    let scheme = source("tests/suite/commands/blank.yaml");
    let by = scheme.replace("unit: 个}", "unit: 个, provided_by: 统计局}");
    case.year(2019, &by.replace("title: 个数,", "title: 个数, source: 年报,"));
    case.record(2019, "aa", "");
    case.ok(&["todo", "2019", "aa"]).says("来源：统计局");
    case.build().page("2019/draft/main/method.html").has("（由统计局提供）");
    case.year(2019, &scheme.replace("title: 个数,", "title: 个数, source: 年报,"));
    case.ok(&["todo", "2019", "--for", "年报"]).says("num　数（个）：aa");
}

/// The draft has a page while something is lacking; when all is there, and in an edition, it has none.
#[test]
fn a_draft_that_lacks_something_has_a_page_of_it() {
    let case = Case::releasable();
    case.build();
    assert!(!case.output().join("2019/draft/todo.html").exists());
    case.edit("2019/year.yaml", |text| {
        format!("{text}to_confirm:\n  - {{file: bulletin.md, about: 日期}}\n")
    });
    case.edit("2019/cities/records/beta.yaml", |text| text.replace("  trained:", "  # trained:"));
    case.build();
    let page = case.page("2019/draft/todo.html");
    page.has("1份记录还缺").has("1个文件待核对确认").has("乙市").has("bulletin.md");
    assert!(!page.all("a[href='cities/beta.html']").is_empty(), "it leads to the subject");
    assert!(case.told("2019/draft/data/todo.csv").contains("乙市"));
    assert!(case.told("2019/draft/index.html").contains("todo.html"), "the overview leads to it");
    case.edit("2019/year.yaml", |text| text.split("to_confirm:").next().unwrap_or_default().to_owned());
    case.ok(&["release", "2019", "--allow-missing"]);
    assert!(!case.output().join("2019/v1/todo.html").exists());
    case.ok(&["verify"]);
}
