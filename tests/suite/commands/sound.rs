//! What is sound is worked on while something else has errors, and nobody takes it for the whole.

use crate::case::{Case, GRADES, SMALL, files};

/// The texts of a folder.
fn texts(folder: &std::path::Path) -> std::collections::BTreeMap<String, String> {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    files(folder).into_iter().map(|(path, bytes)| (path, text(bytes))).collect()
}

const BROKEN: &str = "2020/main/records/aa.yaml";

/// Two years of one scheme that looks back at nothing; a third that looks back one year where asked for.
fn case(rule: &str) -> Case {
    let case = Case::of(&["aa", "bb"]);
    for year in [2019, 2020, 2021] {
        let scheme = "rounding: {total: 2}\nranking: {by: published}\nmissing: zero\nweighting: equal\ntree:\n  - {id: one, role: section, title: 第一项, method: {score: {full: 100}}}\n";
        case.year(year, &format!("{GRADES}{scheme}{rule}"));
        for (subject, score) in [("aa", 90), ("bb", 70)] {
            case.record(year, subject, &format!("observations:\n  one: {{score: {score}}}\n"));
        }
    }
    case
}

fn broken(rule: &str) -> Case {
    let case = case(rule);
    case.replace(BROKEN, "score: 90", "score: 9o");
    case
}

#[test]
fn the_base_of_these_tests_is_sound() {
    for rule in ["", LAST] {
        let case = case(rule);
        case.ok(&["check"]);
        case.ok(&["score", "2021"]);
    }
}

const LAST: &str = "outcomes:\n  - {title: 约谈, when: {last_grade: {at_most: 差}}}\n";

#[test]
fn a_year_is_scored_while_a_record_of_another_is_broken() {
    let case = broken("");
    for year in ["2019", "2021"] {
        case.ok(&["score", year])
            .says("aa")
            .tells("2020年度“测试方案”的aa市：2020/main/records/aa.yaml 第 5 行有错误");
        case.ok(&["explain", year, "main", "aa"]).tells("这里的结果不受影响");
    }
    // The newest year is not taken for another one that happens to be sound.
    case.replace("2021/main/records/bb.yaml", "score: 70", "score: x");
    case.run(&["score"]).exits(1).tells("2021/main/records/bb.yaml").tells("没有计分：2021年度");
}

#[test]
fn a_broken_record_leaves_out_its_subject_alone() {
    let case = broken("");
    for words in [&["score", "2020"][..], &["score", "2020", "--scheme", "main"]] {
        let told = case.run(words).exits(1).says("bb市").tells("9o");
        let told = told.tells("没有计分：2020年度“测试方案”的aa市").tells("缺 1 个对象：其余对象的名次");
        assert!(!told.out.contains("aa市"), "a half-read record is scored: {}", told.out);
    }
    case.ok(&["explain", "2020", "main", "bb"]).tells("缺 1 个对象").tells("暂定");
    case.run(&["explain", "2020", "main", "aa市"]).exits(1).tells("9o").tells("没有计分");
    // Of nobody there is nothing left.
    case.replace("2020/main/records/bb.yaml", "score: 70", "score: x");
    let told = case.run(&["score", "2020"]).exits(1);
    assert!(told.out.is_empty(), "{}", told.out);
    told.tells("没有计分：2020年度“测试方案”：要用到2020年度“测试方案”的aa市");
}

#[test]
fn a_record_under_a_wrong_name_leaves_out_those_whose_it_may_be() {
    let case = case("");
    let text = std::fs::read_to_string(case.path("content/2020/main/records/aa.yaml")).unwrap();
    std::fs::remove_file(case.path("content/2020/main/records/aa.yaml")).unwrap();
    case.file("2020/main/records/aaa.yaml", &text);
    let told =
        case.run(&["score", "2020"]).exits(1).says("bb市").tells("没有计分：2020年度“测试方案”的记录 aaa");
    assert!(!told.tells("的aa市：要用到").out.contains("aa市"));
}

#[test]
fn positions_of_subjects_hold_when_one_before_them_is_left_out() {
    let rules = "rules:\n  - {id: plus, clause: c-1, scope: total, when: {subject: [bb]}, raise: 1}\n";
    let case = case(rules);
    for year in [2019, 2020, 2021] {
        let clause = "format: 1\nclauses: {c-1: {cite: 甲, says: 乙}}\n";
        case.file(&format!("{year}/clauses.yaml"), clause);
    }
    case.replace(BROKEN, "score: 90", "score: 9o");
    case.ok(&["score", "2019"]);
    let whole = case.ok(&["explain", "2019", "main", "bb"]).out;
    let less = case.ok(&["explain", "2020", "main", "bb"]).out;
    assert!(whole.contains("升等次") && less.contains("升等次"), "{whole}{less}");
}

#[test]
fn what_looks_back_at_a_broken_year_is_left_out_too() {
    let case = broken(LAST);
    case.ok(&["score", "2019"]);
    case.run(&["score", "2021"])
        .exits(1)
        .says("bb市")
        .tells("没有计分：2021年度“测试方案”的aa市：要用到2020年度“测试方案”的aa市，而它有错误");
    // A broken scheme leaves out all that looks back at it.
    case.replace("2020/main/scheme.yaml", "missing: zero", "missing: zreo");
    case.run(&["score", "2021"])
        .exits(1)
        .tells("没有计分：2021年度“测试方案”：要用到2020年度“测试方案”，而它有错误");
}

#[test]
fn where_nothing_could_be_read_a_part_hides_no_error() {
    let case = Case::of(&["aa"]);
    case.year(2020, &format!("{GRADES}weighting: percent\ntree:\n  - {{id: one, role: indicator, title: 甲, weight: 100, method: {{score: {{full: 100}}}}}}\n"));
    case.record(2020, "aa", "observations: {one: {score: 9o}}\n");
    for words in
        [&["check", "2020", "main", "aa"][..], &["check", "2020", "测试方案", "aa市"], &["check", "2021"]]
    {
        case.run(words).exits(1).tells("9o");
    }
}

#[test]
fn a_check_may_ask_for_a_part() {
    let case = broken("");
    case.ok(&["check", "2019"]).tells("别处另有 ");
    case.run(&["check", "2020"]).exits(1).tells("9o");
    case.run(&["check", "2020年度", "测试方案", "aa市"]).exits(1).tells("9o");
    case.ok(&["check", "2020", "main", "bb"]).tells("别处另有 ");
    case.run(&["check", "2018"]).exits(2).tells("没有年度“2018”");
    case.run(&["check", "2019", "mian"]).exits(2).tells("您是不是要写“main（测试方案）”？");
    case.run(&["check", "2019", "main", "cc"]).exits(2).tells("没有考核对象“cc”");
    // All of it is told where no part is asked for, of every year.
    case.replace("2019/main/records/bb.yaml", "score: 70", "score: 170");
    case.run(&["check"]).exits(1).tells("9o").tells("170");
}

#[test]
fn a_preview_says_on_every_page_what_it_lacks_and_touches_no_site() {
    let case = case("");
    case.build();
    let before = files(&case.output());
    case.replace(BROKEN, "score: 90", "score: 9o");
    case.run(&["build"]).exits(1);
    case.run(&["build", "--preview", "look"])
        .exits(1)
        .says("index.html")
        .tells("这是预览，不全")
        .tells("2020/main/records/aa.yaml 第 5 行有错误");
    assert_eq!(files(&case.output()), before, "the site stays as it was");
    let look = texts(&case.path("look"));
    let pages: Vec<_> = look.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert!(pages.len() > 5, "{}", pages.len());
    for (path, text) in pages {
        assert!(text.contains("这是预览，内容不全"), "{path}");
        assert!(text.contains("2020/main/records/aa.yaml 第 5 行有错误"), "{path}");
        assert!(text.contains("预览，内容不全，不得引用"), "{path}");
    }
    for page in ["2021/draft/index.html", "2020/draft/index.html", "2020/draft/main/index.html"] {
        let waits = look[page].contains("缺 1 个对象：其余对象的名次");
        assert_eq!(waits, page.starts_with("2020"), "{page}");
    }
    assert!(look["2020/draft/main/bb.html"].contains("是暂定的，补齐以后会变"));
    assert!(look["2020/draft/main/aa.html"].contains("没有参加这次计分和排名"));
    assert!(look["2020/draft/main/index.html"].contains("href=\"../../../2020/draft/main/aa.html\""));
    assert!(!look["2020/draft/data/main.csv"].contains("aa市"));
    assert!(look["PREVIEW.txt"].contains("不要公布"));
    // Again, in its own folder; not over the site, not over what is not its own.
    case.run(&["build", "--preview", "look"]).exits(1).says("index.html");
    for folder in ["output", "output/x", ".", "content", "content/x"] {
        case.run(&["build", "--preview", folder]).exits(1).tells("没有生成预览");
    }
    case.beside("mine/a.txt", "我的");
    case.run(&["build", "--preview", "mine"]).exits(1).tells("已有别的文件");
    assert_eq!(files(&case.path("mine")).len(), 1);
    assert_eq!(files(&case.output()), before);
    // A release is no preview.
    case.run(&["release", "2019", "--first", "--note", "首次"]).exits(1);
    // When all is mended nothing is lacking.
    case.replace(BROKEN, "score: 9o", "score: 90");
    case.ok(&["build", "--preview", "look"]).tells("预览是全的");
    assert!(!texts(&case.path("look"))["index.html"].contains("这是预览"));
}

#[test]
fn a_circular_with_an_error_costs_the_circular_alone() {
    let case = case("");
    case.file("2021/bulletin.md", "---\ntitle: 通报\ndate: 2022-03-01\n---\n\n{{ nobody.knows }}\n");
    case.run(&["check"]).exits(1);
    case.ok(&["score", "2021"]);
    case.run(&["build", "--preview", "look"]).exits(1).tells("2021年度的通报");
    assert!(files(&case.path("look")).contains_key("2021/draft/main/index.html"));
}

#[test]
fn where_the_names_are_broken_nothing_can_be_told_apart() {
    let case = broken("");
    case.edit("subjects.yaml", |text| text.replace("kind: city", "kind: [city"));
    case.run(&["score", "2019"]).exits(1).tells("subjects.yaml");
    case.run(&["build", "--preview", "look"]).exits(1).tells("没有生成预览");
    assert!(!case.path("look/index.html").exists());
}

#[test]
fn what_was_released_stands_in_for_a_broken_year() {
    let case = case(LAST);
    case.release(2020, "首次");
    case.replace(BROKEN, "score: 90", "score: 9o");
    // 2021 looks back at the edition, which is whole.
    case.ok(&["score", "2021"]);
    case.run(&["score", "2020"]).exits(1);
}

#[test]
fn everything_is_found_by_its_name() {
    let case = Case::new(SMALL);
    let by_id = case.ok(&["explain", "2019", "cities", "beta", "aid-total"]).out;
    for words in [["2019年", "测试", "乙市", "资金合计"], ["2019年度", "测试方案", "乙地区", "资金合计"]]
    {
        assert_eq!(case.ok(&[&["explain"][..], &words].concat()).out, by_id, "{words:?}");
    }
    let total = case.ok(&["explain", "2019", "cities", "beta", "total"]).out;
    assert_eq!(case.ok(&["explain", "2019", "cities", "乙", "总分"]).out, total);
    let wrong = case.run(&["explain", "2019", "cities", "beta", "资金总计"]).exits(2);
    wrong.tells("没有指标“资金总计”。您是不是要写“aid-total（资金合计）”？");
    case.run(&["explain", "2019", "试测方案", "beta"]).exits(2).tells("cities（测试）");
    case.ok(&["score", "2019", "--scheme", "测试"]).says("乙市");
    case.ok(&["status", "2019", "--scheme", "测试方案", "--date", "2020-06-01"]);
    case.run(&["status", "2019", "--scheme", "城市"]).exits(2).tells("没有方案“城市”");
    case.ok(&["groups", "assign", "2019", "--set", "考核组", "--seed", "甲"]);
    case.run(&["groups", "assign", "2019", "--set", "考察组", "--seed", "甲"])
        .exits(2)
        .tells("visits（考核组）");
    case.ok(&["diff", "2018年", "2019年度"]);
}

#[test]
fn a_preview_of_nothing_says_why() {
    let case = Case::of(&["aa"]);
    case.year(2020, &format!("{GRADES}weighting: equal\ntree:\n  - {{id: one, role: indicator, title: 甲, method: {{score: {{full: 100}}}}}}\n"));
    case.record(2020, "aa", "observations: {one: {score: 9o}}\n");
    case.run(&["build", "--preview", "look"])
        .exits(1)
        .tells("9o")
        .tells("没有可以预览的部分")
        .tells("2020年度“测试方案”：要用到")
        .tells("没有生成预览");
}
