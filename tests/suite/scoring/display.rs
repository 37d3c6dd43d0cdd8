//! SCORING.md 2.9: a score is printed with the decimals of its role, wherever it stands.

use rust_decimal::Decimal;

use crate::case::{self, Case, GRADES};

/// Two sections of weights 1 and 2 whose scores are worked out of thirds, under these decimals.
fn case(decimals: &str) -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    let scheme = format!(
        "{GRADES}{decimals}weighting: relative\ntree:
  - {{id: fund, role: section, title: 资金支持, weight: 1, method: {{score: {{full: 30}}}}}}
  - {{id: work, role: section, title: 工作落实, weight: 2, method: {{score: {{full: 70}}}}}}
"
    );
    for (year, scores) in [(2018, [(20, 50), (22, 61), (19, 59)]), (2019, [(29, 60), (25, 62), (28, 68)])] {
        case.year(year, &scheme);
        for (id, (fund, work)) in ["aa", "bb", "cc"].iter().zip(scores) {
            let stated = format!("observations:\n  fund: {{score: {fund}}}\n  work: {{score: {work}}}\n");
            case.record(year, id, &stated);
        }
    }
    case
}

/// What is published of aa in 2019.
fn of_aa(case: &Case) -> serde_json::Value {
    let results = case.json("2019/draft/data/results.json");
    let subjects = results["schemes"][0]["subjects"].as_array().expect("subjects").clone();
    subjects.into_iter().find(|of| of["id"] == "aa").expect("aa")
}

#[test]
fn a_total_of_one_decimal_has_one_everywhere() {
    let case = case("rounding: {total: 1}\n");
    case.build();
    // 29/30 and 60/70 by 1 and 2: 89.365…
    let page = case.page("2019/draft/main/aa.html");
    page.has("89.4").lacks("89.40");
    case.page("2019/draft/main/index.html").has("89.4").lacks("89.40");
    for path in [
        "2019/draft/index.html",
        "2019/draft/summary.html",
        "compare/main/2018-2019.html",
        "subjects/aa.html",
    ] {
        case.page(path).has("89.4").lacks("89.40");
    }
    assert_eq!(of_aa(&case)["score"], "89.4");
    let told = case.ok(&["score", "2019"]).out;
    assert!(told.contains("89.4") && !told.contains("89.40"), "{told}");
}

#[test]
fn what_is_displayed_is_not_what_is_handed_upward() {
    let plain = case("rounding: {total: 2}\n");
    let shown = case("rounding: {total: 2}\ndisplay: {section: 1}\n");
    for case in [&plain, &shown] {
        case.build();
    }
    let total =
        |case: &Case| case.json("2019/draft/data/results.json")["schemes"][0]["subjects"][0]["score"].clone();
    assert_eq!(total(&plain), total(&shown));
    // 29/30 of a hundred
    let cell = |case: &Case| {
        let rows = case.page("2019/draft/main/aa.html").rows("[id=tab-tree]");
        rows.into_iter().find(|row| row[0].contains("资金支持")).expect("the row")[2].clone()
    };
    assert_eq!([cell(&plain), cell(&shown)], ["96.67", "96.7"]);
    shown.page("2019/draft/main/index.html").has("96.7").lacks("96.67");
    let node = |case: &Case| {
        let nodes = of_aa(case)["nodes"].as_array().expect("nodes").clone();
        nodes.into_iter().find(|of| of["id"] == "fund").expect("fund")["score"].clone()
    };
    // Data keep what is counted with: a correction of the second decimal is not to be missed.
    assert_eq!([node(&plain), node(&shown)], ["96.67", "96.67"]);
    for sheet in ["2019/draft/data/main.csv", "data/all-years.csv"] {
        assert!(shown.told(sheet).contains("96.67"), "{sheet}");
    }
}

/// Two years of one node; whole points are displayed, two decimals are kept.
fn whole(before: [&str; 3], now: [&str; 3]) -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    let scheme = format!(
        "{GRADES}rounding: {{total: 2}}\ndisplay: {{total: 0}}\nweighting: percent\ntree:
  - {{id: fund, role: section, title: 资金支持, weight: 100, method: {{score: {{full: 100}}}}}}
"
    );
    for (year, scores) in [(2018, before), (2019, now)] {
        case.year(year, &scheme);
        for (id, score) in ["aa", "bb", "cc"].iter().zip(scores) {
            case.record(year, id, &format!("observations:\n  fund: {{score: {score}}}\n"));
        }
    }
    case.build();
    case
}

#[test]
fn a_difference_is_printed_with_decimals_that_show_it() {
    let case = whole(["84.2", "70.86", "50"], ["84.5", "90", "89.6"]);
    let page = case.page("2019/draft/main/aa.html");
    let words = page.words();
    assert!(words.contains("比上年+0.3上年 84") && words.contains("85+0.33 / 3"), "{words}");
    // cc has 89.6, which is told from 90 by as many decimals as that takes.
    case.page("2019/draft/main/cc.html").has("0.4").lacks("还差0分").lacks("还差 0 分");
}

#[test]
fn both_years_and_their_difference_have_the_same_decimals() {
    let case = whole(["84.2", "70.86", "50"], ["84.5", "90", "61"]);
    let page = case.page("compare/main/2018-2019.html");
    page.has("84.2").has("84.5").has("+0.3");
    let rows: Vec<_> = page.rows("table").into_iter().filter(|row| row[0] == "bb").collect();
    assert!(
        rows.iter().any(|row| row.contains(&"71".to_owned()) && row.contains(&"+19".to_owned())),
        "{rows:?}"
    );
}

#[test]
fn more_decimals_than_a_score_keeps_are_refused() {
    let case = case("rounding: {total: 1}\ndisplay: {total: 2}\n");
    case.run(&["check"]).exits(1).tells("total 取1位小数（rounding），却要显示2位（display）");
}

/// What a breakdown prints of the contributions adds up to what it prints of the total, or it says by how much not.
#[test]
fn printed_contributions_add_up_or_the_page_says_so() {
    let (mut pages, mut told) = (0, 0);
    let site = case::founding();
    for path in site.files("").into_keys() {
        let Some((folder, name)) = path.rsplit_once('/') else { continue };
        let parts: Vec<&str> = folder.split('/').collect();
        if !matches!(parts[..], [_, "draft", _]) || !name.ends_with(".html") {
            continue;
        }
        let page = site.page(&path);
        let number = |text: &str| text.trim().parse::<Decimal>().ok();
        let rows = page.rows("[id=tab-tree]");
        let Some(base) = rows.iter().find(|row| row[0].contains("各项汇总")) else { continue };
        if !page.all("[id=tab-tree] thead th").into_iter().any(|head| case::words(head) == "贡献") {
            continue;
        }
        pages += 1;
        let depth = |row: &&Vec<String>| {
            row[0].starts_with(|first| "一二三四五六七八九十".contains(first)) && row[0].contains('、')
        };
        let sum: Decimal = rows.iter().filter(depth).filter_map(|row| number(row.get(4)?)).sum();
        let printed = number(&base[2]).expect("the total");
        let says = base.iter().any(|cell| cell.contains("系四舍五入"));
        assert_eq!(says, sum != printed, "{path}: {sum} and {printed}");
        told += usize::from(says);
    }
    assert!(pages >= 100 && told > 0, "{pages} pages, {told} of them with a note");
}
