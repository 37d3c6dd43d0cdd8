//! What the parts of a total do: SCORING.md section 2.11.

use tongbao::model::{NodeIndex, Scheme, SubjectIndex, plain};
use tongbao::scoring::{losses, raised};

use crate::case::{Case, GRADES, source};

const TREE: &str = "weighting: equal
tree:
  - {id: a, role: indicator, title: 甲, method: {score: {full: 100}}}
  - {id: b, role: indicator, title: 乙, method: {score: {full: 100}}}
";

/// Of one subject with these scores: the total, what full marks in `a` would add, what each took.
fn told(aggregate: &str, [a, b]: [&str; 2]) -> String {
    let case = Case::of(&["aa"]);
    case.year(2019, &format!("{GRADES}aggregate: {aggregate}\n{TREE}"));
    case.record(2019, "aa", &format!("observations: {{a: {{score: {a}}}, b: {{score: {b}}}}}\n"));
    let scored = case.score(2019);
    let (scheme, result) = (&scored.evaluation.scheme, &scored.results.subjects[SubjectIndex::new(0).get()]);
    let base = result.base.unwrap();
    let gain = raised(scheme, result, &[NodeIndex::new(1)]).unwrap() - base;
    let took = losses(scheme, result, NodeIndex::new(Scheme::ROOT)).unwrap();
    let took: Vec<String> = took.iter().map(|(_, points)| plain(*points)).collect();
    format!("{} | {} | {}", plain(base), plain(gain), took.join(", "))
}

/// The table of the norm, row by row.
#[test]
fn what_the_parts_do_is_as_the_norm_has_it() {
    let norm = source("docs/SCORING.md");
    let table = norm.split("| aggregate of a, b with equal weights |").nth(1).unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 6);
    for row in rows {
        let [aggregate, scores, total, gain, took] = row[..] else { panic!("{row:?}") };
        let (a, b) = scores.split_once(", ").unwrap();
        assert_eq!(told(aggregate, [a, b]), format!("{total} | {gain} | {took}"), "{row:?}");
    }
}

/// Rules that worked go on working, nodes are rounded as they are, and who does not count is not raised.
#[test]
fn the_way_up_is_the_way_of_scoring() {
    let case = Case::of(&["aa"]);
    let tree = "weighting: equal
aggregate: geometric
rounding: {section: 0}
bonus_limit: 5
tree:
  - id: one
    role: section
    title: 甲
    children:
      - {id: a, role: indicator, title: 一, method: {score: {full: 100}}}
      - {id: b, role: indicator, title: 二, method: {score: {full: 100}}}
  - {id: two, role: section, title: 乙, method: {score: {full: 100}}}
rules:
  - {id: r, clause: c-1, scope: {section: [one]}, when: {subject: [aa]}, deduct: {points: 10}}
";
    case.year(2019, &format!("{GRADES}{tree}"));
    case.record(2019, "aa", "observations: {a: {score: 41}, b: {score: 80}, two: {score: 64}}\n");
    let scored = case.score(2019);
    let (scheme, result) = (&scored.evaluation.scheme, &scored.results.subjects[0]);
    // 60.5 − 10 is 51 and √(51 × 64) the total; with a at 100, 90 − 10 is 80 and √(80 × 64) = 71.55417527999….
    assert_eq!(plain(result.base.unwrap()), "57.1314274283");
    let a = scheme.find("a").unwrap();
    assert_eq!(plain(raised(scheme, result, &[a]).unwrap()), "71.55417528");
    // b too: 100 − 10 is 90, √(90 × 64).
    let b = scheme.find("b").unwrap();
    assert_eq!(plain(raised(scheme, result, &[a, b]).unwrap()), "75.894663844");
    case.build();
    let page = case.page("2019/draft/main/aa.html").words();
    for says in ["提升余地最大的指标", "可增加", "总分是几何平均，不是各项之和", "权重为各级权重之积"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
}

/// A branch has no more than 100 before what is taken off it, also where its leaves may have more.
#[test]
fn the_way_up_has_the_ceiling_of_every_branch() {
    let case = Case::of(&["aa"]);
    let tree = "weighting: equal
ceiling_of_leaf: 120
tree:
  - id: one
    role: section
    title: 甲
    children:
      - {id: a, role: indicator, title: 一, method: {options: {much: {title: 多, points: 120}, less: {title: 少, points: 60}}}}
      - {id: b, role: indicator, title: 二, method: {score: {full: 100}}}
  - {id: two, role: section, title: 乙, method: {score: {full: 100}}}
rules:
  - {id: r, clause: c-1, scope: {section: [one]}, when: {subject: [aa]}, deduct: {points: 10}}
";
    case.year(2019, &format!("{GRADES}{tree}"));
    case.record(2019, "aa", "observations: {a: {option: much}, b: {score: 60}, two: {score: 60}}\n");
    let scored = case.score(2019);
    let (scheme, result) = (&scored.evaluation.scheme, &scored.results.subjects[0]);
    assert_eq!(plain(result.base.unwrap()), "70");
    // (120 + 100) / 2 is 100 at most, less 10.
    assert_eq!(plain(raised(scheme, result, &[scheme.find("b").unwrap()]).unwrap()), "75");
}

/// What a rule on a section takes away again leads to no threshold.
#[test]
fn what_would_lift_the_total_goes_through_the_rules_on_sections() {
    let case = Case::of(&["aa"]);
    let tree = "weighting: equal
rounding: {total: 2, section: 2}
tree:
  - id: one
    role: section
    title: 甲
    children:
      - {id: a, role: indicator, title: 一, method: {score: {full: 100}}}
  - {id: two, role: section, title: 乙, method: {score: {full: 100}}}
rules:
  - {id: r, clause: c-1, scope: {section: [one]}, when: {subject: [aa]}, cap: 一般}
";
    case.year(2019, &format!("{GRADES}{tree}"));
    case.record(2019, "aa", "observations: {a: {score: 60}, two: {score: 70}}\n");
    case.build();
    // 65.00; with a at 100 the section still has 79.99 and the total 75.00.
    let page = case.page("2019/draft/main/aa.html").words();
    assert!(page.contains("失分最多的2项补足，即可达到“较好”的分数线"), "{page}");
}
