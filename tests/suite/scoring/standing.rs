//! SCORING.md 2.7 and 2.8: ties, places within groups and among all, decided places, the order of lists.

use tongbao::diagnostics::Code;

use crate::case::{Case, GRADES, Scored};

const IDS: [&str; 6] = ["aa", "bb", "cc", "dd", "ee", "ff"];

/// Two items of equal weight; a subject's scores, `–` where an item does not apply.
fn case(scores: &[(&str, &str)], scheme: &str) -> Case {
    let case = Case::of(&IDS[..scores.len()]);
    let tree = "tree:
  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}
  - {id: b, role: section, title: 乙项, method: {score: {full: 100}}}
";
    case.year(2019, &format!("{GRADES}weighting: equal\nrounding: {{total: 2, section: 2}}\n{scheme}{tree}"));
    for (id, (a, b)) in IDS.iter().zip(scores) {
        let stated = |score: &str| match score {
            "–" => "{not_applicable: 没有这项工作}".to_owned(),
            score => format!("{{score: {score}}}"),
        };
        case.record(2019, id, &format!("observations:\n  a: {}\n  b: {}\n", stated(a), stated(b)));
    }
    case
}

fn equal(scores: &[&'static str], scheme: &str) -> Case {
    case(&scores.iter().map(|score| (*score, *score)).collect::<Vec<_>>(), scheme)
}

/// The first half of the subjects is one group, the rest another.
fn grouped(case: &Case, count: usize) {
    case.edit("2019/year.yaml", |text| {
        let one = |(at, id): (usize, &&str)| {
            format!("  {id}: {{class: {}}}\n", if at < count.div_ceil(2) { "甲组" } else { "乙组" })
        };
        let groups: String = IDS[..count].iter().enumerate().map(one).collect();
        format!("{text}attributes:\n{groups}")
    });
}

fn decide(case: &Case, decisions: &[(&str, &str)]) {
    let one = |(id, what): &(&str, &str)| {
        format!("  {id}: {{{what}, body: 领导小组, date: 2020-01-05, document: 纪要, reason: 复核}}\n")
    };
    let all: String = decisions.iter().map(one).collect();
    case.file("2019/main/decisions.yaml", &format!("format: 1\ndecisions:\n{all}"));
}

fn overall(scored: &Scored) -> String {
    let one = |subject: &tongbao::model::SubjectResult| {
        subject.overall.map_or("–".to_owned(), |placed| placed.place.to_string())
    };
    scored.results.subjects.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// The table of SCORING.md 2.8.
#[test]
fn ties_are_broken_by_the_scores_of_nodes_one_after_the_other() {
    let scores = [("90", "80"), ("80", "90"), ("85", "85"), ("–", "85")];
    for (ranking, places) in [
        ("{by: published}", "1 1 1 1"),
        ("{by: published, then: [a]}", "1 3 2 4"),
        ("{then: [a]}", "1 3 2 4"),
        ("{by: published, then: [b]}", "4 1 2 2"),
        ("{by: published, then: [b, a]}", "4 1 2 3"),
        ("none", "– – – –"),
    ] {
        let case = case(&scores, &format!("ranking: {ranking}\n"));
        assert_eq!(case.score(2019).places(), places, "{ranking}");
    }
    let case = case(&scores, "ranking: {by: published, then: [a]}\n");
    let trail = case.score(2019).trail("cc", "total");
    assert!(trail.contains("第2名，共4个对象；得分相同的，以甲项（85.00）分先后"), "{trail}");
    assert!(case.ok(&["score", "2019"]).out.contains("同分比“甲项”85.00"));
    case.build();
    case.page("2019/draft/main/index.html").has("同分比“甲项”85.00");
    case.page("2019/draft/main/method.html").has("得分相同的依次比甲项的得分，仍相同的名次并列");
}

#[test]
fn places_are_given_within_the_groups_among_all_or_both() {
    let scores = ["90", "80", "–", "95", "80", "70"];
    for (within, places, all, order) in [
        ("peers", "1 2 – 1 2 3", "– – – – – –", "aa bb dd ee ff cc"),
        ("all", "2 3 – 1 3 5", "– – – – – –", "dd aa bb ee ff cc"),
        ("both", "1 2 – 1 2 3", "2 3 – 1 3 5", "aa bb dd ee ff cc"),
    ] {
        let case = equal(&scores, &format!("peers: class\nranking: {{by: published, within: {within}}}\n"));
        grouped(&case, 6);
        let scored = case.score(2019);
        assert_eq!(
            (scored.places(), overall(&scored), scored.order()),
            (places.into(), all.into(), order.into())
        );
    }
    let case = equal(&scores, "peers: class\nranking: {by: published, within: both}\n");
    grouped(&case, 6);
    let told = case.ok(&["score", "2019"]).out;
    assert!(["组内名次", "全部名次", "甲组"].iter().all(|word| told.contains(word)), "{told}");
    case.build();
    let results = case.json("2019/draft/data/results.json");
    let first = &results["schemes"][0]["subjects"][1];
    assert_eq!((&first["id"], &first["rank"], &first["rank_overall"]), (&"bb".into(), &2.into(), &3.into()));
    assert!(case.told("2019/draft/data/main.csv").contains("名次,全部名次"), "both places have a column");
    case.page("2019/draft/main/index.html").has("组内名次").has("全部名次");
    case.page("2019/draft/main/bb.html").has("甲组第2名、全部第3名（并列）");
}

/// Groups are told in the terminal, where places would be the same numbers again.
#[test]
fn the_terminal_names_the_group_of_a_place() {
    let case = equal(&["90", "80", "95", "80"], "peers: class\n");
    grouped(&case, 4);
    let told = case.ok(&["score", "2019"]).out;
    assert!(["组别", "乙组"].iter().all(|word| told.contains(word)), "{told}");
}

/// Without places the list goes by grade, then by the scheme's order, on pages and in data alike.
#[test]
fn unranked_lists_go_by_grade_and_then_as_the_scheme_lists_them() {
    let case = equal(&["61", "99", "81", "91", "89"], "ranking: none\n");
    assert_eq!(case.score(2019).order(), "bb dd cc ee aa");
    case.build();
    let results = case.json("2019/draft/data/results.json");
    let subjects = results["schemes"][0]["subjects"].as_array().expect("a list");
    let ids: Vec<_> = subjects.iter().filter_map(|subject| subject["id"].as_str()).collect();
    assert_eq!(ids, ["bb", "dd", "cc", "ee", "aa"]);
}

#[test]
fn the_others_fill_the_places_that_decisions_leave() {
    for (decisions, places) in [
        (&[("cc", "place: 1")][..], "2 3 1 4"),
        (&[("aa", "place: 3")], "3 1 2 4"),
        (&[("dd", "grade: 好, place: 1")], "2 3 4 1"),
        (&[("aa", "grade: 较好")], "3 1 2 4"),
    ] {
        let case = equal(&["96", "95", "94", "82"], "");
        decide(&case, decisions);
        assert_eq!(case.score(2019).places(), places, "{decisions:?}");
        let errors = case.check().expect("a desk").into_iter().filter(|one| one.is_error());
        assert_eq!(errors.count(), 0, "{decisions:?}");
    }
}

#[test]
fn decided_places_follow_among_all_and_within_the_groups() {
    let case = equal(&["96", "95", "94", "93"], "peers: class\nranking: {by: published, within: both}\n");
    grouped(&case, 4);
    decide(&case, &[("bb", "place: 1"), ("dd", "place: 2")]);
    let scored = case.score(2019);
    assert_eq!((overall(&scored), scored.places()), ("3 1 4 2".into(), "2 1 2 1".into()));
}

#[test]
fn a_decided_place_that_cannot_be_is_told_where_it_stands() {
    for (scores, decisions, says) in [
        (
            &["95", "92", "85"][..],
            &[("cc", "place: 1")][..],
            "“cc市”审定为第1名，等次“较好”却排到了“aa市”（好）之前",
        ),
        (&["95", "85", "82"], &[("aa", "place: 3")], "“aa市”审定为第3名，等次“好”却排到了“cc市”（较好）之后"),
        (&["95", "94", "93"], &[("aa", "place: 2"), ("bb", "place: 2")], "这个名次已审定给“aa市”"),
        (&["95", "95", "93"], &[("cc", "place: 2")], "把并列的aa市、bb市隔开了"),
        (&["95", "94", "–"], &[("cc", "place: 3")], "没有得分"),
    ] {
        let case = equal(scores, "");
        decide(&case, decisions);
        let problems = case.check().expect("a desk");
        let told: Vec<_> = problems.iter().filter(|one| one.code == Code::DecidedPlace).collect();
        let said: Vec<_> = told.iter().map(|one| &*one.message).collect();
        assert!(said.iter().any(|one| one.contains(says)), "{says}: {said:?}");
        assert!(
            told.iter().all(|one| one.is_error() && &*one.file == "2019/main/decisions.yaml"),
            "{said:?}"
        );
        assert!(told.iter().all(|one| one.span.is_some_and(|span| span.at.line >= 3)));
    }
    let case = equal(&["95", "94"], "ranking: none\n");
    decide(&case, &[("bb", "place: 1")]);
    case.run(&["check"]).exits(1).tells("方案不排名次");
    // Equal ones may have one place.
    let case = equal(&["95", "95", "93"], "");
    decide(&case, &[("aa", "place: 1"), ("bb", "place: 1")]);
    case.run(&["check"]).exits(0);
}

/// What is printed shows the grade and which of two is ahead.
#[test]
fn pages_print_the_decimals_that_decide() {
    let case = Case::of(&["aa", "bb", "cc"]);
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    case.year(2019, &format!("{GRADES}weighting: equal\n{tree}"));
    for (id, score) in [("aa", "89.996"), ("bb", "85.0012"), ("cc", "85.0014")] {
        case.record(2019, id, &format!("observations: {{a: {{score: {score}}}}}\n"));
    }
    case.build();
    let page = case.page("2019/draft/main/index.html");
    let rows = page.rows("[id=t-ranking]").concat().join(" ");
    assert!(["89.996", "85.0012", "85.0014"].iter().all(|score| rows.contains(score)), "{rows}");
    assert!(!rows.contains("90.00"), "{rows}");
    let told = case.ok(&["score", "2019"]).out;
    assert!(told.contains("89.996") && told.contains("85.0014"), "{told}");
    case.page("2019/draft/main/aa.html").has("89.996分");
}

#[test]
fn a_place_by_the_exact_score_is_told_by_it() {
    let case = Case::of(&["aa", "bb"]);
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    let scheme = format!("{GRADES}weighting: equal\nrounding: {{total: 1}}\nranking: {{by: exact}}\n{tree}");
    case.year(2019, &scheme);
    for (id, score) in [("aa", "85.012"), ("bb", "85.014")] {
        case.record(2019, id, &format!("observations: {{a: {{score: {score}}}}}\n"));
    }
    let told = case.ok(&["score", "2019"]).out;
    assert!(told.contains("未取整85.014"), "{told}");
}

/// Nobody is called best, first or furthest alone who is not.
#[test]
fn equal_ones_are_told_as_equal() {
    let case = Case::of(&IDS);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: equal\nfigures: {{num: {{title: 数, unit: 个}}}}\ntree:
  - {{id: a, role: indicator, title: 甲项, method: {{score: {{full: 100}}}}}}
  - {{id: m, role: indicator, title: 丙项, measure: num, method: {{range: {{worst: 0, best: 100}}}}}}
"
        ),
    );
    for id in IDS {
        case.record(2019, id, "figures: {num: 80}\nobservations: {a: {score: 80}}\n");
    }
    case.build();
    let page = case.page("2019/draft/main/index.html");
    page.has("6市并列第1名").lacks("居前").lacks("高于中位数 0.00");
    let page = case.page("2019/draft/main/indicators/m.html");
    page.has("各市相同，都是80个").lacks("市最好");
    case.page("2019/draft/main/aa.html").has("各项都失去10.00分");
    case.record(2019, "aa", "figures: {num: 90}\nobservations: {a: {score: 80}}\n");
    case.record(2019, "bb", "figures: {num: 90}\nobservations: {a: {score: 80}}\n");
    case.build();
    case.page("2019/draft/main/index.html").has("aa、bb 居前");
    case.page("2019/draft/main/indicators/m.html")
        .has("aa、bb 并列最好，为90个，cc、dd、ee、ff 并列最差，为80个");
}

#[test]
fn a_ranking_that_cannot_be_is_told() {
    for (ranking, says) in [
        ("{by: published, then: [a, a]}", "同一项写了两次"),
        ("{by: published, then: [c]}", "没有"),
        ("{by: published, within: groups}", "不能写“groups”"),
        ("nobody", "不能写“nobody”"),
    ] {
        let case = equal(&["95", "94"], &format!("ranking: {ranking}\n"));
        let said: Vec<_> = case.diagnostics().into_iter().map(|one| one.message).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains(says), "{ranking}: {said:?}");
    }
}
