//! docs/ATTRIBUTION.md: where a change of a published score comes from.

use proptest::prelude::*;
use rust_decimal::{Decimal, dec};
use tongbao::attribution::{NoSplit, Split, of_pair};
use tongbao::history::{NodeChange, SchemeDiff};
use tongbao::model::{SubjectIndex, plain};
use tongbao::pipeline;

use crate::case::{Case, GRADES, cases, founding_content};

/// The split of each subject of the later of two years, 2018 and 2019 here: `own peers scheme rounding = total`.
fn splits(folder: &Case) -> Vec<String> {
    let content = folder.read();
    let scored = pipeline::score(&content);
    let attribution = of_pair(&scored.years[0].schemes[0], &scored.years[1].schemes[0]).expect("no overflow");
    attribution.subjects().iter().map(told).collect()
}

fn told(split: &Result<Split, NoSplit>) -> String {
    match split {
        Ok(split) => {
            let parts = split.parts().map(|(_, part)| plain(part)).join(" ");
            assert_eq!(split.parts().iter().map(|(_, part)| part).sum::<Decimal>(), split.total);
            for decimals in [0, 2] {
                let printed = split.to_places(decimals);
                assert_eq!(printed.parts().iter().map(|(_, part)| part).sum::<Decimal>(), printed.total);
                assert!(printed.parts().iter().all(|(_, part)| part.scale() <= decimals));
            }
            format!("{parts} = {}", plain(split.total))
        }
        Err(reason) => format!("{reason:?}"),
    }
}

/// Two indicators: funds compared by the median method, and work scored directly.
fn scheme(funds: u32, extra: &str) -> String {
    format!(
        "{GRADES}weighting: percent
rounding: {{total: 1}}
figures: {{funds: {{title: 资金, unit: 万元}}}}
tree:
  - {{id: funds, role: indicator, title: 资金, weight: {funds}, measure: funds, method: median}}
  - {{id: work, role: indicator, title: 工作, weight: {}, method: {{score: {{full: 100}}}}}}
{extra}",
        100 - funds
    )
}

fn record(funds: &str, work: &str) -> String {
    format!("figures: {{funds: {funds}}}\nobservations: {{work: {{score: {work}}}}}\n")
}

/// Three subjects of both years: funds and work of each.
fn years(schemes: [&str; 2], records: [[(&str, &str); 5]; 2]) -> Case {
    let ids = ["aa", "bb", "cc", "dd", "ee"];
    let folder = Case::of(&ids);
    for ((year, scheme), records) in (2018..).zip(schemes).zip(records) {
        folder.year(year, scheme);
        for (id, (funds, work)) in ids.iter().zip(records) {
            folder.record(year, id, &record(funds, work));
        }
    }
    folder
}

const BASE: [(&str, &str); 5] = [("10", "70"), ("20", "71"), ("30", "72"), ("40", "73"), ("50", "74")];
const NONE: &str = "0 0 0 0 = 0";

#[test]
fn years_alike_have_nothing_to_split() {
    let same = scheme(50, "");
    assert_eq!(splits(&years([&same, &same], [BASE, BASE])), [NONE; 5]);
}

#[test]
fn only_the_own_record_changed() {
    let same = scheme(50, "");
    let mut later = BASE;
    // dd moves between the median and the best, so that nobody else is touched.
    later[3] = ("45", "83");
    let splits = splits(&years([&same, &same], [BASE, later]));
    assert_eq!(splits, [NONE, NONE, NONE, "7.5 0 0 0 = 7.5", NONE]);
}

#[test]
fn a_measure_worse_than_the_other_years_peers_goes_on_along_their_line() {
    let same = scheme(50, "");
    let mut later = BASE;
    later[1].0 = "5";
    // bb: 70 in 2018; 60 as the worst of 2019; 55 against 2018, on the line from 80 at 30 to 60 at 10; its 20 of 2018
    // would be worth 72 in 2019. Half of (−15 − 12) ÷ 2 and of (2 + 5) ÷ 2.
    assert_eq!(splits(&years([&same, &same], [BASE, later]))[1], "-6.75 1.75 0 0 = -5");
}

#[test]
fn only_the_scheme_changed() {
    let splits = splits(&years([&scheme(50, ""), &scheme(60, "")], [BASE, BASE]));
    assert_eq!(
        splits,
        ["0 0 -1 0 = -1", "0 0 -0.1 0 = -0.1", "0 0 0.8 0 = 0.8", "0 0 1.7 0 = 1.7", "0 0 2.6 0 = 2.6"]
    );
}

#[test]
fn only_the_others_changed() {
    let same = scheme(50, "");
    let mut later = BASE;
    later[2].0 = "35";
    let splits = splits(&years([&same, &same], [BASE, later]));
    // bb: from 70 to 68 with the median; dd: from 90 to 86.666…; the ends stay.
    assert_eq!(splits[0], NONE);
    assert_eq!(splits[1], "0 -1 0 0 = -1");
    assert_eq!(splits[3], "0 -1.6666666666 0 -0.0333333334 = -1.7");
    assert_eq!(splits[4], NONE);
}

#[test]
fn the_worked_example_of_the_document() {
    let folder = Case::of(&["aa", "bb", "cc"]);
    folder.year(2018, &scheme(50, "")).year(2019, &scheme(60, ""));
    for (year, id, funds, work) in [
        (2018, "aa", "100", "70"),
        (2018, "bb", "120", "70"),
        (2018, "cc", "140", "70"),
        (2019, "aa", "110", "70"),
        (2019, "bb", "130", "85.3"),
        (2019, "cc", "160", "70"),
    ] {
        folder.record(year, id, &record(funds, work));
    }
    let split = &splits(&folder)[1];
    assert_eq!(split, "12.385 -5.5 0.235 -0.02 = 7.1");
    let document = include_str!("../../../docs/ATTRIBUTION.md");
    let row = split.replace(" = ", " ").replace(' ', " | ").replace('-', "−");
    assert!(document.contains(&row), "the document states {row}");
}

#[test]
fn an_added_indicator_belongs_to_the_scheme() {
    let before = scheme(50, "");
    let after = before.replace("weight: 50, method", "weight: 20, method")
        + "  - {id: new, role: indicator, title: 新, weight: 30, method: {score: {full: 100}}}\n";
    let folder = years([&before, &after], [BASE, BASE]);
    for (id, (funds, work)) in ["aa", "bb", "cc", "dd", "ee"].iter().zip(BASE) {
        let stated = record(funds, work).replace("}}", "}, new: {score: 92}}");
        folder.record(2019, id, &stated);
    }
    assert_eq!(splits(&folder)[2], "0 0 6 0 = 6");
    // Read backwards, the indicator is taken away again.
    let content = folder.read();
    let scored = pipeline::score(&content);
    let back = of_pair(&scored.years[1].schemes[0], &scored.years[0].schemes[0]).unwrap();
    assert_eq!(told(&back.of(SubjectIndex::new(2))), "0 0 -6 0 = -6");
}

#[test]
fn due_dates_move_with_the_year_and_units_convert() {
    let rules = |year: u16| {
        format!(
            "milestones: {{report: {{title: 报告, due: {year}-02-28}}}}
rules:
  - {{id: late, title: 迟到, clause: c-1, scope: {{indicator: [funds]}}, deduct: {{points: 2, month_late: {{figure: funds, due: {year}-03-30}}, max: 10}}}}
  - {{id: slow, title: 迟报, clause: c-1, scope: total, when: {{milestone: {{id: report, is: late}}}}, deduct: {{points: 3}}}}
"
        )
    };
    let later = scheme(50, &rules(2019)).replace("unit: 万元", "unit: 元");
    let folder = years([&scheme(50, &rules(2018)), &later], [BASE, BASE]);
    for (place, (funds, work)) in BASE.iter().enumerate() {
        let id = ["aa", "bb", "cc", "dd", "ee"][place];
        for (year, zeros) in [(2018, ""), (2019, "0000")] {
            folder.record(
                year,
                id,
                &format!(
                    "figures: {{funds: {{entries: [{{value: {funds}{zeros}, date: {year}-05-02}}]}}}}
observations: {{work: {{score: {work}}}}}
milestones: {{report: {year}-03-0{}}}
",
                    place + 1
                ),
            );
        }
    }
    let scored = folder.score(2019);
    assert_eq!(scored.total("aa"), "60 一般", "two months late, and a late report");
    assert_eq!(splits(&folder), [NONE; 5]);
}

#[test]
fn grades_and_nodes_are_matched_by_name_not_by_place() {
    let before = format!(
        "{GRADES}weighting: equal
tree:
  - {{id: one, role: indicator, title: 一, method: grade}}
  - {{id: two, role: indicator, title: 二, method: {{score: {{full: 20}}}}}}
"
    );
    // A better grade is put on top, the nodes change places, and the full score is another.
    let after = before
        .replace("grades:\n", "grades:\n  - {name: 优, from: 97, points: 99}\n")
        .replace(
            "{id: one, role: indicator, title: 一, method: grade}",
            "{id: two, role: indicator, title: 二, method: {score: {full: 100}}}",
        )
        .replace(
            "  - {id: two, role: indicator, title: 二, method: {score: {full: 20}}}\n",
            "  - {id: one, role: indicator, title: 一, method: grade}\n",
        );
    let folder = Case::of(&["aa"]);
    folder.year(2018, &before).year(2019, &after);
    folder.record(2018, "aa", "observations: {one: {grade: 较好}, two: {score: 18}}\n");
    folder.record(2019, "aa", "observations: {one: {grade: 较好}, two: {score: 95}}\n");
    assert_eq!(splits(&folder), ["2.5 0 0 0 = 2.5"]);
}

#[test]
fn what_cannot_be_split_says_why() {
    let folder = years([&scheme(50, ""), &scheme(50, "")], [BASE, BASE]);
    let list = |ids: &str| format!("subjects: [{ids}]");
    // bb and aa change places, ee is new.
    folder
        .replace("2018/main/scheme.yaml", &list("aa, bb, cc, dd, ee"), &list("dd, bb, aa, cc"))
        .remove("2018/main/records/ee.yaml");
    let none = "observations: {funds: {not_applicable: 无}, work: {not_applicable: 无}}\n";
    folder.record(2018, "cc", none).record(2018, "dd", &record("40", "63"));
    let content = folder.read();
    let mut scored = pipeline::score(&content);
    // A released edition may hold what the content no longer gives.
    scored.years[0].schemes[0].results.subjects[2].score = Some(dec!(65.1));
    let attribution = of_pair(&scored.years[0].schemes[0], &scored.years[1].schemes[0]).unwrap();
    let reasons: Vec<_> = attribution.subjects().iter().map(|split| split.err()).collect();
    assert_eq!(
        reasons,
        [Some(NoSplit::NotReproduced), None, Some(NoSplit::NoScore), None, Some(NoSplit::NotInBoth)]
    );
    let split = attribution.of(SubjectIndex::new(3)).unwrap();
    assert_eq!((split.own, split.scheme), (dec!(5), dec!(0)), "dd stands elsewhere in 2018: {split:?}");
}

#[test]
fn every_change_of_the_founding_years_is_split_and_adds_up() {
    let content = founding_content();
    let scored = pipeline::score(&content);
    let mut pairs = 0;
    let mut changed = 0;
    for years in scored.years.windows(2) {
        for later in &years[1].schemes {
            let scheme = &later.evaluation.scheme;
            let earlier = years[0].schemes.iter().find(|one| one.evaluation.scheme.id == scheme.id).unwrap();
            let attribution = of_pair(earlier, later).unwrap();
            let diff = SchemeDiff::of(earlier.evaluation, later.evaluation);
            for (id, split) in scheme.subjects.iter().zip(attribution.subjects()) {
                let split = split.unwrap_or_else(|why| panic!("{} {id}: {why:?}", scheme.id));
                told(&Ok(split));
                let score = |scored: &tongbao::history::Scored| {
                    let at = scored.evaluation.scheme.subjects.iter().position(|one| one == id).unwrap();
                    scored.results.subjects[at].score.unwrap()
                };
                assert_eq!(split.total, score(later) - score(earlier), "{} {id}", scheme.id);
                if diff.same_method() && !diff.nodes.iter().any(|node| node.has(NodeChange::Targets)) {
                    assert_eq!(split.scheme, Decimal::ZERO, "{} {id} {}", scheme.id, scheme.year);
                } else {
                    changed += usize::from(!split.scheme.is_zero());
                }
            }
            pairs += 1;
        }
    }
    assert_eq!(pairs, 8);
    assert!(changed > 0, "the weights of 2018 differ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), ..ProptestConfig::default() })]

    #[test]
    fn the_parts_add_up_whatever_the_years(
        weights in prop::array::uniform2(1..100_u32),
        lower in any::<bool>(),
        rank in any::<bool>(),
        places in 0..4_u32,
        records in prop::collection::vec((prop::option::weighted(0.9, 0..500_i32), 0..=1000_u32), 12),
    ) {
        let ids = ["s0", "s1", "s2", "s3", "s4", "s5"];
        let folder = Case::of(&ids);
        for (year, weight) in (2018..).zip(weights) {
            let better = if lower && year == 2019 { "lower" } else { "higher" };
            let method = if rank && year == 2018 { "rank: {first: 100, step: 7, least: 30, " } else { "median: {" };
            let scheme = scheme(weight, "").replace("total: 1", &format!("total: {places}, indicator: 1"))
                .replace("method: median", &format!("method: {{{method}better: {better}}}}}"));
            folder.year(year, &scheme);
            for (id, (funds, work)) in ids.iter().zip(&records[usize::from(year - 2018) * 6..]) {
                let funds = funds.map_or_else(String::new, |funds| format!("figures: {{funds: {funds}}}\n"));
                folder.record(year, id, &format!("{funds}observations: {{work: {{score: {}.{}}}}}\n", work / 10, work % 10));
            }
        }
        for split in splits(&folder) {
            prop_assert!(split.contains('='), "{}", split);
        }
    }
}
