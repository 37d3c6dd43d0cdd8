//! The norm's tables and laws, on schemes built by hand.

use rust_decimal::{Decimal, dec};

use super::method::{Given, raw};
use super::peers::Peers;
use crate::model::{Better, Method};

/// Scores every value of a table by 中位法 among themselves.
fn median_scores(values: &[Option<Decimal>], better: Better) -> Vec<Option<String>> {
    let scheme = blank();
    let peers = Peers::new(values.iter().copied().flatten().collect(), better).unwrap();
    let method = Method::Median { best: dec!(100), middle: dec!(80), worst: dec!(60), better };
    let score = |value: &Option<Decimal>| {
        let given = Given {
            full: dec!(100),
            ceiling: dec!(100),
            scheme: &scheme,
            stated: None,
            measure: Some(Ok((*value)?)),
            peers: peers.as_ref(),
            outside: false,
            target: None,
            figure: &|_| None,
            other: &|_| None,
        };
        Some(raw(&method, &given).unwrap().0.quantised().unwrap().to_string())
    };
    values.iter().map(score).collect()
}

fn blank() -> crate::model::Scheme {
    use crate::model::{MissingPolicy, Ranking, Scheme, SchemeId, Status, Year};
    Scheme {
        id: SchemeId::new("test"),
        follows: None,
        year: Year::new(2019).unwrap(),
        title: String::new(),
        short: String::new(),
        kind: String::new(),
        noun: crate::model::Noun::usual(""),
        status: Status::Final,
        basis: String::new(),
        file: "scheme.yaml".into(),
        id_at: Default::default(),
        subjects: Vec::new(),
        lineage: Default::default(),
        cutoff: jiff::civil::date(2019, 12, 31),
        grades: Vec::new(),
        rounding: Default::default(),
        display: Default::default(),
        ranking: Some(Ranking::default()),
        peers: None,
        missing: MissingPolicy::Zero,
        least_reported: None,
        ceiling_of_leaf: None,
        scale: crate::model::Scale::Percent,
        bonus_limit: None,
        deduct_limit: None,
        ceiling: dec!(100),
        figures: Vec::new(),
        events: Vec::new(),
        evidence: Default::default(),
        milestones: Vec::new(),
        rectification: None,
        nodes: Vec::new(),
        rules: Vec::new(),
        outcomes: Vec::new(),
        approval: Vec::new(),
        distribution: Vec::new(),
        counties: Default::default(),
        others: Default::default(),
        checks: Vec::new(),
        confirmed_by: None,
        assumptions: Vec::new(),
    }
}

#[test]
fn median_method_follows_the_norms_table() {
    let some = |values: &[Decimal]| values.iter().map(|value| Some(*value)).collect::<Vec<_>>();
    let cases = [
        (some(&[dec!(100), dec!(120), dec!(150), dec!(180), dec!(300)]), Better::Higher, "60 68 80 84 100"),
        (
            some(&[dec!(10), dec!(20), dec!(30), dec!(70)]),
            Better::Higher,
            "60 73.3333333333 82.2222222222 100",
        ),
        (some(&[dec!(0), dec!(2), dec!(4), dec!(10)]), Better::Lower, "100 86.6666666667 77.1428571429 60"),
        (some(&[dec!(10), dec!(10), dec!(10), dec!(40)]), Better::Higher, "80 80 80 100"),
        (vec![Some(dec!(10)), Some(dec!(20)), None, Some(dec!(40))], Better::Higher, "60 80 – 100"),
    ];
    for (values, better, expected) in cases {
        let scores: Vec<String> =
            median_scores(&values, better).into_iter().map(|score| score.unwrap_or("–".into())).collect();
        assert_eq!(scores.join(" "), expected);
    }
}
