//! Schemes without grades: SCORING.md section 6, `grades: none`.

use crate::case::{Case, files};

const HEAD: &str = "grades: none
weighting: equal
rounding: {total: 2}
";
const TREE: &str = "tree:
  - id: one
    role: section
    title: 甲
    children:
      - {id: x, role: indicator, title: 乙, method: {score: {full: 100}}}
      - {id: z, role: indicator, title: 丙, method: {score: {full: 100}}}
";

/// Two years; `bb` climbs from the last place to the first.
fn case() -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    for (year, scores) in [(2018, [(90, 80), (50, 60), (70, 70)]), (2019, [(90, 81), (95, 99), (70, 71)])] {
        case.year(year, &format!("{HEAD}{TREE}"));
        for (id, (x, y)) in ["aa", "bb", "cc"].iter().zip(scores) {
            case.record(year, id, &format!("observations: {{x: {{score: {x}}}, z: {{score: {y}}}}}\n"));
        }
    }
    case
}

#[test]
fn scores_and_places_are_all_there_is() {
    let case = case();
    let all = case.ok(&["score", "2019", "--format", "json"]).json();
    let subjects = all["schemes"][0]["subjects"].as_array().unwrap();
    let told: Vec<String> =
        subjects.iter().map(|of| format!("{} {} {}", of["id"], of["score"], of["rank"])).collect();
    assert_eq!(told, ["\"bb\" \"97.00\" 1", "\"aa\" \"85.50\" 2", "\"cc\" \"70.50\" 3"]);
    for of in subjects {
        assert!(of.get("grade").is_none() && of.get("grade_by_threshold").is_none(), "{of}");
        assert!(of["nodes"].as_array().unwrap().iter().all(|node| node.get("grade").is_none()), "{of}");
    }
    let table = case.ok(&["score", "2019"]).out;
    assert!(!table.contains("等次") && table.contains("名次"), "{table}");
}

#[test]
fn a_place_may_be_decided_and_grades_may_not() {
    let case = case();
    let decision = |what: &str| {
        case.file(
            "2019/main/decisions.yaml",
            &format!("format: 1\ndecisions:\n  cc: {{{what}, body: 会, date: 2020-03-01, document: 1号, reason: 因}}\n"),
        );
    };
    decision("place: 1");
    case.ok(&["check"]);
    decision("grade: 好");
    case.run(&["check"]).exits(1).tells("E0417").tells("2019/main/decisions.yaml:3");
}

/// Whatever asks for a grade is told at its line, with what to do, and once.
#[test]
fn what_asks_for_grades_is_refused() {
    let rule = |effect: &str| format!("rules:\n  - {{id: r, clause: c-1, scope: total, {effect}}}\n");
    let outcome = |when: &str| format!("outcomes:\n  - {{title: 表扬, when: {when}}}\n");
    let leaf = |method: &str| ("method: {score: {full: 100}}}\n      - {id: z".to_owned(), method.to_owned());
    for (rest, method) in [
        (rule("floor: 好"), None),
        (rule("cap: 好"), None),
        (rule("veto: 好, when: {subject: [aa]}"), None),
        (rule("raise: 1, when: {subject: [aa]}"), None),
        (rule("lower: 1, when: {subject: [aa]}"), None),
        (rule("bonus: {points: 1}, when: {nodes: {role: section, at_most: 好, count: 1}}"), None),
        (rule("bonus: {points: 1}, when: {any_section: 好}"), None),
        (rule("bonus: {points: 1}, when: {node_grade: {id: one, at_most: 好}}"), None),
        (outcome("{grade_at_least: 好}"), None),
        (outcome("{grade_at_most: 好}"), None),
        (outcome("{last_grade: {at_most: 好}}"), None),
        ("quota:\n  - {grade: 好, most: 1}\n".to_owned(), None),
        (String::new(), Some("method: grade")),
        (String::new(), Some("method: {grade: {combine: mean}}")),
        (String::new(), Some("method: {task: {done: 好, outstanding: 好, undone: 好}}")),
        (String::new(), Some("method: {score: {full: 100}}, undefined: {grade: 好}")),
    ] {
        let case = Case::of(&["aa", "bb", "cc"]);
        let tree = match method {
            Some(method) => {
                let (from, to) = leaf(method);
                TREE.replace(&from, &format!("{to}}}\n      - {{id: z"))
            }
            None => TREE.to_owned(),
        };
        case.year(2019, &format!("{HEAD}{tree}{rest}"));
        case.file("2019/clauses.yaml", "format: 1\nclauses: {c-1: {cite: 甲, says: 乙}}\n");
        let told = case.run(&["check"]).exits(1);
        let found = told.err.matches("E0417").count() + told.out.matches("E0417").count();
        assert_eq!(found, 1, "{rest}{method:?}\n{}{}", told.out, told.err);
        told.tells("方案不分等次（grades: none），这里不能用等次").tells("2019/main/scheme.yaml:");
    }
}

#[test]
fn a_slip_in_the_word_is_told_once() {
    let case = case();
    case.replace("2019/main/scheme.yaml", "grades: none", "grades: non");
    let rule = "rules:\n  - {id: r, scope: total, clause: c, cap: 好}\n";
    case.edit("2019/main/scheme.yaml", |text| format!("{text}{rule}"));
    case.file("2019/clauses.yaml", "format: 1\nclauses: {c: {cite: 甲, says: 乙}}\n");
    case.run(&["check"]).exits(1).tells("none").tells("错误 1");
}

/// No file of a site speaks of grades, nor of what else such a scheme does not have.
#[test]
fn no_page_speaks_of_grades() {
    let case = case();
    case.file(
        "2019/main/letter.md",
        "---\ntitle: 反馈函\nto: 各市\n---\n\n{% for line in subject.story %}\n{{ line }}\n\n{% endfor %}\n",
    );
    case.build();
    for (path, bytes) in files(&case.output()) {
        // Scripts and styles serve every site.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        if path.contains("assets/") || path.ends_with(".md") || path.contains("schema") {
            continue;
        }
        for word in ["等次", "分数线", "“好”", "结果运用", "发现问题", "问题与整改"] {
            assert!(!text.contains(word), "{path} speaks of {word}");
        }
    }
    let page = case.page("2019/draft/index.html");
    assert!(page.words().contains("3市，最高97.00分，最低70.50分"), "{}", page.words());
    let page = case.page("2019/draft/main/bb.html").words();
    assert!(page.contains("得97.00分，第1名，比上年上升2位") && page.contains("历年结果"), "{page}");
}

/// One year with grades and one without: what cannot be compared is not, and nothing falls over.
#[test]
fn grades_may_come_and_go() {
    for (with, without) in [(2018, 2019), (2019, 2018)] {
        let case = case();
        case.replace(
            &format!("{with}/main/scheme.yaml"),
            "grades: none\n",
            "grades: [{name: 好, from: 80, points: 90}, {name: 差, from: 0, points: 40}]\n",
        );
        case.build();
        case.page(&format!("{with}/draft/main/index.html")).has("等次").lacks("比上年多");
        case.page(&format!("{without}/draft/main/index.html")).lacks("等次");
        if with == 2019 {
            case.page("2019/draft/main/index.html").has("上年没有“好”这一等次");
        }
        let compared = case.page("compare/main/2018-2019.html");
        assert!(compared.words().contains("两年等次不能对照"), "{}", compared.words());
    }
}
