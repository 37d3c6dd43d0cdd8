//! A scheme of an altogether different kind works from YAML alone: goalposts, unequal weights three levels deep, a
//! geometric mean at one level, missing values rescaled, lower-is-better, rank on the exact score, three peer groups.
//! The expected numbers were worked out by hand (and checked with 50-digit arithmetic); see each comment.

use super::other::{SUBJECTS, folder};

#[test]
fn numbers_agree_with_those_worked_out_by_hand() {
    let scored = folder().score(2019);
    // (income − 1000) × 100 ÷ 8000, clamped.
    assert_eq!(scored.row("wealth"), "50 100 25 75 0 20");
    // Class 甲 has 4, 0, 1: (4 − x) × 100 ÷ 4; class 乙 has 7, 7: equal ends; p6 states none and is rescaled.
    assert_eq!(scored.row("safety"), "0 100 100 100 75 缺");
    // Per 10,000 people, 甲: 4, 2.5, 2 → places 1, 2, 3; 乙: 2, 2 → both first; 丙: first of one.
    assert_eq!(scored.row("schooling"), "100 70 100 100 40 100");
    // 25 : 75.
    assert_eq!(scored.row("services"), "75 77.5 100 100 48.75 100");
    // (wealth² × services)^(1/3); any zero gives zero.
    assert_eq!(
        scored.row("living"),
        "57.2357121277 91.8545275007 39.6850262992 82.5481812224 0 34.1995189335"
    );
    // done ÷ plan ÷ 0.8, at most 100; p6 has a zero denominator, which the scheme treats as not applicable.
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
