//! A scheme of an altogether different kind works from YAML alone: goalposts, unequal weights three levels deep, a
//! geometric mean at one level, missing values rescaled, lower-is-better, rank on the exact score, three peer groups.
//! The expected numbers were worked out by hand (and checked with 50-digit arithmetic); see each comment.

mod common;

use common::Folder;

const SUBJECTS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];

const SCHEME: &str = "grades:
  - {name: A, from: 75, points: 90}
  - {name: B, from: 50, points: 60}
  - {name: C, from: 0, points: 25}
weighting: points
aggregate: mean
missing: rescale
peers: class
ranking: {by: exact}
rounding: {total: 0}
figures:
  income: {title: 收入, unit: 元}
  deaths: {title: 事故, unit: 次}
  schools: {title: 学校, unit: 个}
  people: {title: 人口, unit: 万人}
  done: {title: 完成, unit: 个}
  plan: {title: 计划, unit: 个}
tree:
  - id: living
    role: section
    title: 生活
    weight: 70
    aggregate: geometric
    weighting: relative
    children:
      - {id: wealth, role: indicator, title: 富裕, weight: 2, measure: income, method: {range: {worst: 1000, best: 9000}}}
      - id: services
        role: indicator
        title: 服务
        weight: 1
        weighting: percent
        children:
          - {id: safety, role: part, title: 安全, weight: 25, measure: deaths, method: {range: {worst: max, best: min}}}
          - {id: schooling, role: part, title: 教育, weight: 75, measure: {ratio: {of: schools, per: people}}, method: {rank: {first: 100, step: 30, least: 10}}}
  - {id: plan, role: section, title: 计划, weight: 30, measure: {ratio: {of: done, per: plan}}, method: {attain: {to: province, better: higher}}}
";

fn folder() -> Folder {
    let folder = Folder::new(&SUBJECTS);
    folder.year(2019, SCHEME);
    folder.file(
        "2019/year.yaml",
        "format: 1
period: {from: 2019-01-01, to: 2019-12-31}
cutoff: 2019-12-31
schemes: [main]
attributes:
  p1: {class: 甲}
  p2: {class: 甲}
  p3: {class: 乙}
  p4: {class: 乙}
  p5: {class: 甲}
  p6: {class: 丙}
",
    );
    folder.file("2019/main/targets.yaml", "format: 1\ntargets: {plan: {all: {province: 0.8}}}\n");
    for (id, figures) in [
        ("p1", "income: 5000, deaths: 4, schools: 12, people: 3, done: 6, plan: 10"),
        ("p2", "income: 9500, deaths: 0, schools: 5, people: 2, done: 9, plan: 10"),
        ("p3", "income: 3000, deaths: 7, schools: 8, people: 4, done: 4, plan: 10"),
        ("p4", "income: 7000, deaths: 7, schools: 8, people: {value: 40000, unit: 人}, done: 8, plan: 10"),
        ("p5", "income: 1000, deaths: 1, schools: 4, people: 2, done: 10, plan: 10"),
        ("p6", "income: 2600, schools: 3, people: 1, done: 1, plan: 0"),
    ] {
        folder.record(2019, id, &format!("figures: {{{figures}}}\n"));
    }
    folder
}

#[test]
fn numbers_agree_with_those_worked_out_by_hand() {
    let scored = folder().score(2019);
    // (income − 1000) × 100 ÷ 8000, clamped.
    assert_eq!(scored.row("wealth"), "50 100 25 75 0 20");
    // Class 甲 has 4, 0, 1: (4 − x) × 100 ÷ 4; class 乙 has 7, 7: equal ends; p6 states none and is rescaled.
    assert_eq!(scored.row("safety"), "0 100 100 100 75 –");
    // Per 10,000 people, 甲: 4, 2.5, 2 → places 1, 2, 3; 乙: 2, 2 → both first; 丙: first of one.
    assert_eq!(scored.row("schooling"), "100 70 100 100 40 100");
    // 25 : 75.
    assert_eq!(scored.row("services"), "75 77.5 100 100 48.75 100");
    // (wealth² × services)^(1/3); any zero gives zero.
    assert_eq!(
        scored.row("living"),
        "57.2357121277 91.8545275007 39.6850262992 82.5481812224 0 34.1995189335"
    );
    // done ÷ plan ÷ 0.8, at most 100; p6 has a zero denominator and is rescaled.
    assert_eq!(scored.row("plan"), "75 100 50 100 100 –");
    // 0.7 × living + 0.3 × plan, published without decimals; p6 has only living.
    let totals: Vec<String> = SUBJECTS.iter().map(|id| scored.total(id)).collect();
    assert_eq!(totals, ["63 B", "94 A", "43 C", "88 A", "30 C", "34 C"]);
    let exact = |id: &str| scored.subject(id).1.exact.unwrap().to_string();
    assert_eq!(exact("p1"), "62.5649984894");
    assert_eq!(exact("p4"), "87.7837268557");
    // Places within 甲 (p1, p2, p5), 乙 (p3, p4), 丙 (p6).
    assert_eq!(scored.places(), "2 1 2 1 3 1");
    assert_eq!(scored.order(), "p2 p1 p5 p4 p3 p6");
}

#[test]
fn ranking_on_the_exact_score_separates_what_rounding_makes_equal() {
    let folder = folder();
    // 62.56 and 62.65 are both published as 63.
    folder.record(
        2019,
        "p5",
        "figures: {income: 5010, deaths: 4, schools: 12, people: 3, done: 6, plan: 10}\n",
    );
    let scored = folder.score(2019);
    assert_eq!(scored.total("p1"), scored.total("p5"));
    let (first, second) = (scored.subject("p5").1.rank.unwrap(), scored.subject("p1").1.rank.unwrap());
    assert!(first < second, "{first} {second}");
}
