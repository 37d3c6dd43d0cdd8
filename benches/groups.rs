//! Proposing who evaluates whom: 14 groups, 20 cities, as the founding case has them, possible and not.
//! `cargo bench --bench groups`; `-- --test` runs each once.

use std::collections::BTreeMap;
use std::hint::black_box;

use divan::Bencher;
use jiff::civil::date;
use tongbao::model::{
    At, Away, Demand, DemandKind, Group, GroupSet, Origin, Person, Place, SchemeId, SubjectId,
};
use tongbao::procedure::groups::{Proposal, Roster, SchemeSubjects, assign, check};

const GROUPS: usize = 14;
const CITIES: usize = 20;

fn main() {
    divan::main();
}

fn city(at: usize) -> SubjectId {
    SubjectId::new(&format!("city-{at}"))
}

/// Group `g` is led from city `g`, with a member from another one. `shunned`: every group has somebody from the last.
fn set(shunned: bool) -> GroupSet {
    let at = At { line: 1, column: 1 };
    let person = |from: usize| Person {
        name: format!("甲{from}"),
        from: Some(Origin::Subject(city(from))),
        works_for: None,
        rank: None,
        expert: false,
        at,
    };
    let group = |g: usize| Group {
        id: format!("g{g}"),
        title: format!("第{g}组"),
        leader: Some(person(g)),
        members: vec![person(if shunned { CITIES - 1 } else { (g + 5) % GROUPS })],
        subjects: Vec::new(),
        at,
    };
    let demands = [DemandKind::TakenOnce, DemandKind::Away(Away::Origin), DemandKind::Apart(1)];
    GroupSet {
        id: "cross".to_owned(),
        title: "考核组".to_owned(),
        clause: None,
        schemes: vec![SchemeId::new("cities")],
        demands: demands.into_iter().map(|kind| Demand { kind, clause: None, at }).collect(),
        groups: (0..GROUPS).map(group).collect(),
        place: Place::line("2019/year.yaml".into(), at),
    }
}

fn with(shunned: bool, what: impl FnOnce(&Roster)) {
    let set = set(shunned);
    let cities: Vec<SubjectId> = (0..CITIES).map(city).collect();
    let scheme = SchemeId::new("cities");
    let schemes = vec![SchemeSubjects { id: &scheme, title: "各市", subjects: &cities }];
    let subjects = BTreeMap::new();
    what(&Roster::new(&set, schemes, &subjects, date(2019, 12, 31)));
}

#[divan::bench]
fn propose(bencher: Bencher) {
    with(false, |roster| {
        assert!(matches!(assign(roster, "2019"), Proposal::Found(_)));
        bencher.bench_local(|| assign(black_box(roster), "2019"));
    });
}

#[divan::bench]
fn find_conflict(bencher: Bencher) {
    with(true, |roster| {
        assert!(matches!(assign(roster, "2019"), Proposal::Impossible { .. }));
        bencher.bench_local(|| assign(black_box(roster), "2019"));
    });
}

#[divan::bench]
fn check_all(bencher: Bencher) {
    with(false, |roster| bencher.bench_local(|| check(black_box(roster)).len()));
}
