//! The laws of scoring (docs/SCORING.md) over random content: equal in, equal out; monotone; permutation changes
//! nothing; a cap wins over a floor; weights of what counts add up; places are consistent.

use proptest::prelude::*;

use crate::case::{Case, GRADES, cases};

const IDS: [&str; 8] = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"];

fn median_scheme(better: &str) -> String {
    format!(
        "{GRADES}weighting: equal
figures: {{x: {{title: 数量, unit: 分}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, measure: x, method: {{median: {{better: {better}}}}}}}
"
    )
}

/// A folder of subjects with one figure each; `None` states none.
fn with_values(better: &str, values: &[Option<i32>]) -> Case {
    let folder = Case::of(&IDS[..values.len()]);
    folder.year(2019, &median_scheme(better));
    for (id, value) in IDS.iter().zip(values) {
        let figures = value
            .map_or_else(String::new, |value| format!("figures: {{x: {}.{}}}\n", value / 10, value % 10));
        folder.record(2019, id, &figures);
    }
    folder
}

fn scores(better: &str, values: &[Option<i32>]) -> Vec<Option<rust_decimal::Decimal>> {
    let scored = with_values(better, values).score(2019);
    let node = scored.node("leaf");
    scored
        .results
        .subjects
        .iter()
        .map(|subject| {
            let result = &subject.nodes[node.get()];
            (result.state == tongbao::model::State::Scored).then_some(result.score).flatten()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    #[test]
    fn median_is_monotone_and_equal_in_is_equal_out(
        values in prop::collection::vec(prop::option::weighted(0.9, 0..500_i32), 3..=8),
        lower in any::<bool>(),
    ) {
        let scores = scores(if lower { "lower" } else { "higher" }, &values);
        for (a, score_a) in values.iter().zip(&scores) {
            for (b, score_b) in values.iter().zip(&scores) {
                let (Some(a), Some(b), Some(score_a), Some(score_b)) = (a, b, score_a, score_b) else { continue };
                if a == b {
                    prop_assert_eq!(score_a, score_b);
                } else if (a > b) != lower {
                    prop_assert!(score_a >= score_b, "{} {} scored {} {}", a, b, score_a, score_b);
                }
                prop_assert!(*score_a >= 60.into() && *score_a <= 100.into());
            }
        }
    }

    #[test]
    fn a_permutation_of_the_records_permutes_the_results(
        values in prop::collection::vec(prop::option::weighted(0.9, 0..500_i32), 3..=8),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let permuted: Vec<Option<i32>> = order.iter().map(|at| values[*at]).collect();
        let (straight, shuffled) = (scores("higher", &values), scores("higher", &permuted));
        for (to, from) in order.iter().enumerate() {
            prop_assert_eq!(straight[*from], shuffled[to]);
        }
    }

    #[test]
    fn a_cap_wins_over_a_floor_for_any_score(score in 0..=10_000_u32, floor in 0..3_usize, cap in 1..4_usize) {
        let names = ["好", "较好", "一般", "差"];
        let from = [90, 80, 60, 0];
        let folder = Case::of(&["aa"]);
        let scheme = format!(
            "{GRADES}weighting: equal
rounding: {{indicator: 2}}
events: {{e: {{title: 事件}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, method: {{score: {{full: 100}}}}}}
rules:
  - {{id: floor, clause: c-1, scope: indicator, when: {{event: e}}, floor: {}}}
  - {{id: cap, clause: c-1, scope: indicator, when: {{event: e}}, cap: {}}}
",
            names[floor], names[cap]
        );
        folder.year(2019, &scheme).record(
            2019,
            "aa",
            &format!("observations: {{leaf: {{score: {}.{:02}}}}}\nevents: [{{kind: e}}]\n", score / 100, score % 100),
        );
        let scored = folder.score(2019);
        let got: rust_decimal::Decimal = scored.at("aa", "leaf").parse().unwrap();
        prop_assert!(got < from[cap - 1].into(), "capped at {}: {}", names[cap], got);
        if floor >= cap {
            prop_assert!(got >= from[floor].into(), "floor {}: {}", names[floor], got);
        }
    }

    #[test]
    fn weights_of_what_counts_add_up_and_contributions_make_the_base(
        weights in prop::collection::vec(1..100_u32, 2..=6),
        given in prop::collection::vec(prop::option::weighted(0.7, 0..=100_u32), 6),
    ) {
        let folder = Case::of(&["aa"]);
        let mut scheme = format!("{GRADES}weighting: relative\ntree:\n");
        let mut record = String::from("observations:\n");
        for (at, weight) in weights.iter().enumerate() {
            scheme += &format!("  - {{id: n{at}, role: indicator, title: 指标{at}, weight: {weight}, method: {{score: {{full: 100}}}}}}\n");
            record += &match given[at] {
                Some(score) => format!("  n{at}: {{score: {score}}}\n"),
                None => format!("  n{at}: {{not_applicable: 无}}\n"),
            };
        }
        folder.year(2019, &scheme).record(2019, "aa", &record);
        let scored = folder.score(2019);
        let (_, result) = scored.subject("aa");
        let Some(base) = result.base else {
            prop_assert!(given[..weights.len()].iter().all(Option::is_none));
            return Ok(());
        };
        let sum: rust_decimal::Decimal = result.nodes[1..].iter().filter_map(|node| node.weight).sum();
        prop_assert!((sum - rust_decimal::Decimal::ONE_HUNDRED).abs() < rust_decimal::Decimal::new(1, 8), "{}", sum);
        let made: rust_decimal::Decimal = result.nodes[1..].iter().filter_map(|node| node.contribution).sum();
        prop_assert!((made - base).abs() < rust_decimal::Decimal::new(1, 8), "{} {}", made, base);
    }

    #[test]
    fn places_count_those_ahead(scores in prop::collection::vec(0..=20_u32, 1..=8)) {
        let folder = Case::of(&IDS[..scores.len()]);
        folder.year(2019, &format!("{GRADES}weighting: equal\ntree:\n  - {{id: leaf, role: indicator, title: 指标, method: {{score: {{full: 20}}}}}}\n"));
        for (id, score) in IDS.iter().zip(&scores) {
            folder.record(2019, id, &format!("observations: {{leaf: {{score: {score}}}}}\n"));
        }
        let scored = folder.score(2019);
        for (subject, score) in scored.results.subjects.iter().zip(&scores) {
            let ahead = scores.iter().filter(|other| *other > score).count();
            prop_assert_eq!(subject.rank, Some(u32::try_from(ahead).unwrap() + 1));
            prop_assert_eq!(subject.tied, scores.iter().filter(|other| *other == score).count() > 1);
        }
    }
}
