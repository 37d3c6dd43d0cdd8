//! What passes `check` builds: whatever a later stage could refuse for what the content or the theme says is told before,
//! with its place, in Chinese.

use std::fs;

use tongbao::output::{OutputError, PathFault};
use tongbao::pipeline::BuildError;
use tongbao::render::PageError;

use crate::case::{Case, GRADES, Run, SMALL, copy, files, source};

const WORK: &str = "tree:\n  - {id: work, role: indicator, title: 就业, weight: 100, measure: jobs, method: {range: {worst: 0, best: 100}}}\n";

/// A year of one scheme with one figure.
fn plain(subjects: &[&str]) -> Case {
    let case = Case::of(subjects);
    case.year(2019, &scheme(WORK));
    for subject in subjects {
        case.record(2019, subject, "figures: {jobs: 70}\n");
    }
    case
}

fn scheme(tree: &str) -> String {
    format!(
        "status: final\nweighting: percent\naggregate: mean\nrounding: {{total: 2}}\nranking: {{by: exact}}\nmissing: zero\n{GRADES}figures:\n  jobs: {{title: 就业人数, unit: 人}}\n{tree}"
    )
}

/// The scheme `main` under another id.
fn renamed(id: &str) -> Case {
    let case = plain(&["aa", "bb"]);
    case.replace("2019/year.yaml", "[main]", &format!("[{id}]"));
    fs::rename(case.content().join("2019/main"), case.content().join("2019").join(id)).expect("a folder");
    case.replace(&format!("2019/{id}/scheme.yaml"), "id: main", &format!("id: {id}"));
    case
}

/// `check` tells it at its place, and `build` writes nothing and tells the same.
#[track_caller]
fn refused(case: &Case, code: &str, place: &str, words: &str) {
    let checked = case.run(&["check"]).exits(1).tells(&format!("错误[{code}]")).tells(place).tells(words);
    let built = case.run(&["build"]).exits(1).tells(words);
    assert_eq!(checked.err.matches(code).count(), built.err.matches(code).count(), "{}", built.err);
    assert!(!case.path("output/index.html").exists(), "nothing is written");
}

#[test]
fn ids_that_windows_reserves_are_told_where_they_stand() {
    let case = plain(&["aa", "con"]);
    refused(&case, "E0013", "subjects.yaml:4:10", "考核对象标识“con”不能用：“con.html”是 Windows 保留的名字");
    let case = plain(&["aa", "lpt1"]);
    refused(&case, "E0013", "subjects.yaml:4:10", "“lpt1.html”是 Windows 保留的名字");
    refused(&renamed("aux"), "E0013", "2019/aux/scheme.yaml:2:5", "方案标识“aux”不能用");
    let case = plain(&["aa", "bb"]);
    case.replace("2019/main/scheme.yaml", "id: work", "id: nul");
    refused(&case, "E0013", "2019/main/scheme.yaml:", "指标标识“nul”不能用");
    let case = plain(&["aa", "bb"]);
    case.file("pages/prn.md", "---\ntitle: 关于\n---\n正文\n");
    refused(&case, "E0013", "pages/prn.md", "网页文件名“prn”不能用");
    // Names that only look like those are names as any other.
    plain(&["console", "com", "com10"]).build();
}

#[test]
fn ids_that_take_the_name_of_a_file_of_the_site_are_told() {
    let told = "网站里有两个文件都叫 2019/draft/data/calendar.csv";
    let case = renamed("calendar");
    // The calendar is there once something is due.
    case.replace(
        "2019/calendar/scheme.yaml",
        "tree:",
        "milestones:\n  report: {title: 报告, due: 2019-12-31}\ntree:",
    );
    refused(&case, "E0014", "2019/calendar/scheme.yaml:2:5", told);
    // A subject may be called as a further page of a list would be: its own file steps aside.
    plain(&["index-2", "calendar"]).build();
}

#[test]
fn files_that_no_edition_could_keep_are_told_by_check_and_release() {
    for (name, words) in [
        ("aux.md", "“aux.md”是 Windows 保留的名字"),
        ("会议 /a.md", "以点或空格结尾"),
        ("问?.md", "里有 Windows 不允许的字符"),
    ] {
        let case = plain(&["aa", "bb"]);
        case.file(&format!("2019/{name}"), "说明");
        case.run(&["check"]).exits(1).tells("错误[E0013]").tells(words).tells("发布时不能随版次保存");
        case.run(&["release", "2019"]).exits(1).tells(words);
        assert!(!case.path("output/2019/v1").exists());
        case.build();
    }
    let case = plain(&["aa", "bb"]);
    case.file("2019/Cafe\u{301}.md", "说明").file("2019/caf\u{e9}.md", "说明");
    case.run(&["check"]).exits(1).tells("错误[E0014]").tells("在 Windows 和 macOS 上是同一个文件");
    let case = plain(&["aa", "bb"]);
    case.file(&format!("2019/{}/a.md", "长".repeat(70)), "说明");
    case.ok(&["check"]);
    case.file(&format!("2019/{0}/{0}/{0}/a.md", "长".repeat(70)), "说明");
    case.ok(&["check"]).tells("警告[W0003]").tells("260 个字符");
}

#[test]
fn texts_and_dates_that_a_workbook_cannot_hold_are_told_where_they_stand() {
    let case = plain(&["aa", "bb"]);
    case.replace("2019/clauses.yaml", "says: 甲", &format!("says: {}", "长".repeat(32_768)));
    refused(&case, "E0015", "2019/clauses.yaml:3:27", "“says”有 32768 个字，电子表格的一格最多放 32767 个");
    case.replace("2019/clauses.yaml", &"长".repeat(32_768), &"长".repeat(32_767));
    case.build();
    // What is put together from two of them is cut in the workbook, and says so.
    case.replace("2019/main/scheme.yaml", "title: 测试方案", &format!("title: {}", "长".repeat(32_767)));
    case.build();
    let case = plain(&["aa", "bb"]);
    case.replace("2019/main/records/aa.yaml", "jobs: 70", "jobs: {entries: [{value: 70, date: 1899-12-31}]}");
    let told = case.run(&["check"]).exits(1);
    assert!(told.err.contains("E0213") && told.err.contains("1900"), "{}", told.err);
}

#[test]
fn a_theme_is_tried_by_check() {
    let case = plain(&["aa", "bb"]);
    let check = |case: &Case| case.run(&["check", "--theme", "theme"]);
    let told = |said: Run, words: &str| said.exits(1).tells("错误[E0016]").tells(words);
    told(check(&case), "主题不能使用");
    case.beside("theme/assets/tokens.css", "/* own */");
    check(&case).exits(0);
    // A template that has no valid syntax, one that asks for what there is not, one that calls another that is gone.
    for (text, words) in [
        ("{% if %}", "home"),
        ("{{ nothing_of_the_kind }}", "theme/templates/home.html"),
        ("{% include \"gone.html\" %}", "gone.html"),
    ] {
        case.beside("theme/templates/home.html", text);
        told(check(&case), words);
        case.run(&["build", "--theme", "theme"]).exits(1);
        assert!(!case.path("output/index.html").exists(), "{text}");
    }
    // A file beside the templates is written too.
    case.beside("theme/templates/home.html", &source("themes/bulletin/templates/home.html"));
    check(&case).exits(0);
    case.beside("theme/assets/aux.css", "");
    told(check(&case), "“aux.css”是 Windows 保留的名字");
    // It is tried beside a content that has errors, too, as far as that goes.
    case.beside("theme/templates/home.html", "{% if %}");
    case.edit("site.yaml", |text| text.replace("title:", "titel:"));
    told(check(&case), "home").tells("E0201");
}

#[test]
fn a_site_is_not_written_into_its_content() {
    let case = plain(&["aa", "bb"]);
    for output in ["content", "content/x", "content/not/yet", "content/../content/2019", "gone/../content/x"]
    {
        let before = files(&case.content());
        for words in [
            vec!["build"],
            vec!["release", "2019"],
            vec!["release", "2019", "--dry-run"],
            vec!["withdraw", "2019", "v1", "--reason", "误发", "--yes"],
            vec!["check"],
        ] {
            let words: Vec<&str> = words.into_iter().chain(["--output", output]).collect();
            case.run(&words)
                .exits(1)
                .tells("错误[E0017]")
                .tells("网站不能写在记录中间")
                .tells("请用 --output");
        }
        assert_eq!(files(&case.content()), before, "{output}");
    }
    case.release(2019, "首次发布");
    let inside = "output/2019/v1/inputs";
    case.run(&["build", "--content", inside]).exits(1).tells("在网站自己的文件夹 2019/ 里");
    case.ok(&["check", "--content", inside]);
    case.ok(&["build", "--content", inside, "--output", "again"]);
    case.ok(&["build", "--output", "."]);
}

// --- sizes

#[test]
fn a_recorded_draw_of_a_wrong_number_costs_what_is_recorded() {
    let case = plain(&["aa", "bb"]);
    let strata: String = (0..5_000)
        .map(|at| format!("      - {{of: [村{at}], frame: 100000, take: 100000, drawn: [1]}}\n"))
        .collect();
    let draw = "draws:\n  - id: d\n    kind: sample\n    seed: 甲\n    algorithm: chacha20-fisher-yates-1\n    strata:\n";
    case.edit("2019/year.yaml", |text| format!("{text}{draw}{strata}"));
    // 500,000,000 names would not fit into the memory of this machine.
    let said = case.run(&["check"]).exits(1).tells("E0710").tells("应抽 100000 个，记录了 1 个");
    assert!(said.err.len() < 50_000_000, "{} bytes", said.err.len());
}

#[test]
fn a_frame_out_of_which_too_many_would_be_drawn_is_refused_at_its_town() {
    let case = plain(&["aa", "bb"]);
    let town = |at: usize| format!("  - name: 镇{at}\n    villages: [{{name: 村, households: 100000}}]\n");
    let frame = |towns: usize| -> String {
        format!(
            "format: 1\ncounty: 某县\ntake: {{households: 90000}}\nreserve: 50000\ntowns:\n{}",
            (0..towns).map(town).collect::<String>()
        )
    };
    case.beside("frame.yaml", &frame(11));
    let words = ["draw", "sample", "2019", "--seed", "甲", "--frame", "frame.yaml"];
    case.run(&words)
        .exits(1)
        .tells("错误[E0713]")
        .tells("frame.yaml:26:5")
        .tells("到“镇10”为止，连同备选最多要抽 1100000 户，一次最多抽 1000000 户");
    case.beside("frame.yaml", &frame(2).replace("90000", "9").replace("50000", "1"));
    case.ok(&words);
}

#[test]
fn a_conflict_among_many_subjects_and_groups_is_told_at_once() {
    let subjects: Vec<String> = (0..1_000).map(|at| format!("s{at}")).collect();
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let case = Case::of(&subjects);
    case.year(2019, &scheme(WORK));
    let year = case.text("2019/year.yaml");
    let list: String =
        (0..200).map(|at| format!("      - {{id: g{at}, leader: {{name: 甲, from: s{at}}}}}\n")).collect();
    let assign = |demands: &str| {
        let groups = format!(
            "groups:\n  teams:\n    title: 考核组\n    schemes: [main]\n    demands: [{demands}]\n    list:\n{list}"
        );
        case.file("2019/year.yaml", &format!("{year}{groups}"));
        case.run(&["groups", "assign", "2019", "--seed", "甲"])
    };
    // 801 subjects are more than 200 groups of four have room for, and 200 demands say so.
    assign("{taken: once}, {most: 4}, {away: origin}")
        .exits(1)
        .says("下列要求不能同时满足：")
        .says("另有 951 条");
    // Whether each demand is needed for a conflict about even loads is looked for as long as is worth it.
    assign("{taken: once}, {most: 6}, {apart: 0}, {away: origin}").says("每组5个");
    let even = assign("{taken: once}, {most: 4}, {apart: 0}, {away: origin}").exits(1);
    assert!(even.out.contains("下列要求不能同时满足："), "{}", even.out);
}

#[test]
fn very_many_schemes_are_named_on_the_overview_alone() {
    let case = plain(&["aa", "bb"]);
    let ids: Vec<String> = (0..41).map(|at| format!("k{at}")).collect();
    case.replace("2019/year.yaml", "[main]", &format!("[main, {}]", ids.join(", ")));
    for id in &ids {
        copy(&case.content().join("2019/main"), &case.content().join("2019").join(id));
        case.replace(&format!("2019/{id}/scheme.yaml"), "id: main", &format!("id: {id}"));
    }
    case.build();
    let links = |page: &str| case.page(page).all("nav.nav a").len();
    let (one, overview) = (links("2019/draft/k7/aa.html"), links("2019/draft/index.html"));
    assert_eq!(one, overview + 1, "a page names the scheme it is of, the overview none in its navigation");
    assert!(case.told("2019/draft/k7/aa.html").contains("../k7/index.html"));
    assert!(!case.told("2019/draft/k7/aa.html").contains("../k8/index.html"));
    assert!(ids.iter().all(|id| case.told("2019/draft/index.html").contains(&format!("{id}/index.html"))));
}

// --- every error of a later stage

/// What can bring an error about.
#[derive(PartialEq, Eq, Debug)]
enum Cause {
    /// What the content or the theme says; `check` has to tell it, as the tests above hold.
    Told,
    /// Disk, permissions, other programs, a mistake of the program itself: nothing in the content.
    Machine,
}

/// One by one, without a wildcard: a new error has to be thought of here.
fn of_building(error: &BuildError) -> Cause {
    match error {
        // Problems with places, which `check` and `build` gather by the same functions.
        BuildError::Desk(_) | BuildError::Content(_) | BuildError::Theme(_) => Cause::Told,
        BuildError::Page(PageError::Render(_)) => Cause::Told,
        // Workbooks fail for texts, dates and columns; none of these is left (see above).
        BuildError::Page(PageError::Io { .. }) => Cause::Machine,
        // Somebody changed the site's own files.
        BuildError::Edition(_) | BuildError::Site(_) => Cause::Machine,
        BuildError::Output(error) => of_writing(error),
    }
}

fn of_writing(error: &OutputError) -> Cause {
    match error {
        OutputError::BadPath { fault, .. } => match fault {
            // Ids have none of these, and files that an edition keeps are told.
            PathFault::Empty
            | PathFault::Absolute
            | PathFault::Dots
            | PathFault::Character
            | PathFault::Ending
            | PathFault::Reserved => Cause::Told,
        },
        OutputError::Collision { .. } | OutputError::Overlap { .. } => Cause::Told,
        OutputError::Io { .. }
        | OutputError::Busy { .. }
        | OutputError::UnknownFormat { .. }
        | OutputError::Damaged { .. }
        | OutputError::InventoryGone { .. }
        | OutputError::Unfinished { .. }
        | OutputError::Symlink { .. }
        | OutputError::NotAFolder { .. }
        | OutputError::OtherFileSystem { .. }
        | OutputError::ForeignFolder { .. }
        | OutputError::ForeignFile { .. }
        | OutputError::EditionExists { .. }
        | OutputError::Halfway { .. }
        | OutputError::TakenBack { .. }
        | OutputError::AfterRecovery { .. } => Cause::Machine,
    }
}

#[test]
fn no_id_that_is_read_is_refused_when_it_is_written() {
    // Ids of every form that reading allows, in every place that names a file.
    let longest = "a".repeat(64);
    let ids = [
        "a-",
        "a_",
        "a--b",
        "index",
        "method",
        "index-2",
        "data",
        "assets",
        "inputs",
        "indicators",
        "letters",
        &longest,
    ];
    for id in ids {
        let case = renamed(id);
        case.replace(&format!("2019/{id}/scheme.yaml"), "id: work", &format!("id: {id}"));
        case.file(&format!("pages/{id}.md"), "---\ntitle: 关于\n---\n正文\n");
        let checked = case.run(&["check"]);
        let built = case.run(&["build"]);
        assert_eq!(checked.code, built.code, "{id}: {}{}", checked.err, built.err);
        assert!(built.code == 0 || checked.err.contains("错误["), "{id}");
    }
    let (io, path) = (std::io::Error::other("x"), "con.html".to_owned());
    assert_eq!(
        of_building(&BuildError::Page(PageError::Io { page: "index.html".to_owned(), source: io })),
        Cause::Machine
    );
    let bad = OutputError::BadPath { path, fault: PathFault::Reserved };
    assert_eq!(of_building(&BuildError::Output(bad)), Cause::Told);
}

#[test]
fn what_passes_check_builds_and_is_released() {
    let case = Case::new(SMALL);
    case.ok(&["check"]);
    case.build();
    case.ok(&["release", "2019", "--allow-sample", "--note", "首次发布"]);
}
