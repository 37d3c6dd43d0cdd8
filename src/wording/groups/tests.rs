//! Every breach in a table of cases; proposals held against trying everything.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;

use super as words;
use crate::model::{
    At, Away, DatedName, Demand, DemandKind, Group, GroupSet, Origin, Partner, PartnerKind, Person, Place,
    SchemeId, Subject, SubjectId,
};
use crate::procedure::groups::*;

/// Subjects `a`–`d` (甲市 …, of scheme `cities`) and `office` (某厅, of scheme `offices`). `a` is paired with 某州 until
/// 2019 and, within the province, with 乙市, which is `b`.
struct World {
    subjects: BTreeMap<SubjectId, Subject>,
    schemes: Vec<(SchemeId, Vec<SubjectId>)>,
}

impl World {
    fn new() -> Self {
        let partner = |kind, prefecture: &str, to| Partner {
            kind,
            prefecture: prefecture.to_owned(),
            counties: Vec::new(),
            from: Some(2016),
            to,
            uncertain: false,
            note: None,
        };
        let subject = |id: &str, name: &str, partners| Subject {
            id: SubjectId::new(id),
            names: vec![DatedName { name: name.to_owned(), short: name.to_owned(), from: None, to: None }],
            kind: "city".to_owned(),
            former: Vec::new(),
            within: None,
            region: None,
            tile: None,
            partners,
            at: At::default(),
        };
        let helps = vec![
            partner(PartnerKind::Eastwest, "某州", Some(2019)),
            partner(PartnerKind::Province, "乙市", None),
        ];
        let all = [
            subject("a", "甲市", helps),
            subject("b", "乙市", Vec::new()),
            subject("c", "丙市", Vec::new()),
            subject("d", "丁市", Vec::new()),
            subject("office", "某厅", Vec::new()),
        ];
        let ids = |words: &[&str]| words.iter().map(|word| SubjectId::new(word)).collect();
        Self {
            subjects: all.into_iter().map(|one| (one.id.clone(), one)).collect(),
            schemes: vec![
                (SchemeId::new("cities"), ids(&["a", "b", "c", "d"])),
                (SchemeId::new("offices"), ids(&["office"])),
            ],
        }
    }

    fn roster<'a>(&'a self, set: &'a GroupSet, year: i16) -> Roster<'a> {
        let schemes =
            self.schemes.iter().map(|(id, subjects)| SchemeSubjects { id, title: id.as_str(), subjects });
        Roster::new(set, schemes.collect(), &self.subjects, date(year, 12, 31))
    }
}

/// A person: `name@from/unit#rank*`; `*` is an expert. A place that is a subject's id is that subject.
fn person(text: &str, at: At) -> Person {
    let origin = |word: &str| {
        let subject = word.is_ascii();
        if subject { Origin::Subject(SubjectId::new(word)) } else { Origin::Named(word.to_owned()) }
    };
    let (text, expert) = text.strip_suffix('*').map_or((text, false), |text| (text, true));
    let (text, rank) = text.split_once('#').map_or((text, None), |(text, rank)| (text, Some(rank)));
    let (text, unit) = text.split_once('/').map_or((text, None), |(text, unit)| (text, Some(unit)));
    let (name, from) = text.split_once('@').map_or((text, None), |(name, from)| (name, Some(from)));
    Person {
        name: name.to_owned(),
        from: from.map(origin),
        works_for: unit.map(origin),
        rank: rank.map(str::to_owned),
        expert,
        at,
    }
}

/// Groups `g1`, `g2` …, one a text: people, then `:` and subjects. The first person leads; `-` is no leader.
fn set(schemes: &[&str], demands: Vec<DemandKind>, groups: &[&str]) -> GroupSet {
    let mut line = 10;
    let mut at = || {
        line += 1;
        At { line, column: 1 }
    };
    let groups = groups.iter().enumerate().map(|(position, text)| {
        let own = at();
        let (people, subjects) = text.split_once(':').expect("people and subjects");
        let mut people = people.split_whitespace();
        let leader = people.next().filter(|word| *word != "-").map(|word| person(word, at()));
        Group {
            id: format!("g{}", position + 1),
            title: format!("第{}组", position + 1),
            leader,
            members: people.map(|word| person(word, at())).collect(),
            subjects: subjects.split_whitespace().map(|id| (SubjectId::new(id), at())).collect(),
            at: own,
        }
    });
    let groups = groups.collect();
    GroupSet {
        id: "set".to_owned(),
        title: "考核组".to_owned(),
        clause: None,
        schemes: schemes.iter().map(|id| SchemeId::new(id)).collect(),
        demands: demands
            .into_iter()
            .map(|kind| Demand { kind, clause: None, at: At { line: 1, column: 1 } })
            .collect(),
        groups,
        place: Place::line("2019/year.yaml".into(), At { line: 10, column: 1 }),
    }
}

fn told(world: &World, set: &GroupSet, year: i16) -> Vec<String> {
    let roster = world.roster(set, year);
    check(&roster).iter().map(|breach| words::breach(&roster, &breach.kind)).collect()
}

fn partner(kinds: &[PartnerKind]) -> DemandKind {
    DemandKind::Away(Away::Partner(kinds.to_vec()))
}

#[test]
fn every_breach_is_found_and_nothing_else() {
    use PartnerKind::{Eastwest, Province};
    let origin = || DemandKind::Away(Away::Origin);
    let work = || DemandKind::Away(Away::Work);
    let both = || partner(&[Eastwest, Province]);
    let ranks = || DemandKind::LeaderRank(vec!["副厅级".to_owned()]);
    let cities = || DemandKind::LeaderFrom(SchemeId::new("cities"));
    type Case = (DemandKind, &'static [&'static str], &'static [&'static str]);
    let cases: Vec<Case> = vec![
        // 回避: where one comes from
        (origin(), &["组长@a: b c"], &[]),
        (origin(), &["组长@a: a b"], &["第1组负责甲市，而组内组长来自甲市，应当回避"]),
        (origin(), &["组长@a 成员@b: b"], &["第1组负责乙市，而组内成员来自乙市，应当回避"]),
        (
            origin(),
            &["组长@a 成员@a: a"],
            &["第1组负责甲市，而组内组长来自甲市，应当回避", "第1组负责甲市，而组内成员来自甲市，应当回避"],
        ),
        (origin(), &["组长@某州: a"], &[]),
        (origin(), &["组长@a/office: office"], &[]),
        // 回避: who is paired with it, whichever of the two helps
        (both(), &["组长@某州: a"], &["第1组负责甲市，而组内组长来自与之结对的某州，应当回避"]),
        (both(), &["组长@某州: b c d"], &[]),
        (both(), &["组长@b: a"], &["第1组负责甲市，而组内组长来自与之结对的乙市，应当回避"]),
        (both(), &["组长@a: b"], &["第1组负责乙市，而组内组长来自与之结对的甲市，应当回避"]),
        (both(), &["组长@a: a c"], &[]),
        (partner(&[Eastwest]), &["组长@a: b", "组长@b: a"], &[]),
        (partner(&[Province]), &["组长@某州: a"], &[]),
        // 回避: the unit one works for
        (work(), &["组长@c/office: office"], &["第1组负责某厅，而组内组长任职于某厅，应当回避"]),
        (work(), &["组长@office: office"], &[]),
        // nobody can tell
        (origin(), &["组长 成员@a: b"], &["第1组的组长没有写来处，是否应当回避无从核对"]),
        (ranks(), &["组长#副厅级: b"], &[]),
        // who takes what
        (DemandKind::TakenOnce, &["-: a b", "-: c d office"], &[]),
        (
            DemandKind::TakenOnce,
            &["-: a b", "-: b c c"],
            &["丁市没有组负责", "某厅没有组负责", "乙市由第1组和第2组重复负责", "丙市在第2组里写了两次"],
        ),
        (DemandKind::Most(2), &["-: a b", "-: a b c"], &["第2组负责3个对象，至多应为2个"]),
        (DemandKind::Apart(1), &["-: a b", "-: c"], &[]),
        (
            DemandKind::Apart(1),
            &["-: a b c", "-: d", "-: office"],
            &["第1组负责3个对象，第2组只负责1个，至多应相差1个"],
        ),
        // who is in the groups
        (DemandKind::Groups(1), &["-: a", "-: b"], &["应设1个组，现有2个"]),
        (DemandKind::Groups(2), &["-: a", "-: b"], &[]),
        (
            ranks(),
            &["组长: a", "组长#处级: b"],
            &["第1组组长组长没有写职级，应为副厅级", "第2组组长组长是处级，应为副厅级"],
        ),
        (ranks(), &["-: a"], &["第1组没有组长"]),
        (cities(), &["组长@a: b", "组长@b: a"], &[]),
        (cities(), &["组长@office: b"], &["第1组组长组长不是来自cities的考核对象"]),
        (cities(), &["组长@某州: b"], &["第1组组长组长不是来自cities的考核对象"]),
        (cities(), &["组长@a: b", "组长@a: c"], &["第1组和第2组的组长都来自甲市"]),
        (DemandKind::Experts(2), &["组长* 成员*: a", "组长 成员*: b"], &["第2组应有至少2名专家，现有1名"]),
        (
            DemandKind::Mixed(2),
            &["组长@a 成员/office: c", "组长@a 成员@a: d"],
            &["第2组的人员应至少来自2处，现来自1处"],
        ),
    ];
    let world = World::new();
    for (demand, groups, expected) in cases {
        let set = set(&["cities", "offices"], vec![demand.clone()], groups);
        assert_eq!(told(&world, &set, 2019), expected, "{demand:?} {groups:?}");
    }
}

#[test]
fn a_pairing_counts_in_its_years_only() {
    let world = World::new();
    let set = set(&["cities"], vec![partner(&[PartnerKind::Eastwest])], &["组长@某州: a"]);
    assert_eq!(told(&world, &set, 2019).len(), 1);
    assert_eq!(told(&world, &set, 2020), Vec::<String>::new());
}

#[test]
fn a_group_takes_no_subject_of_another_scheme() {
    let world = World::new();
    let set = set(&["cities"], Vec::new(), &["-: a office"]);
    assert_eq!(told(&world, &set, 2019), ["第1组负责的某厅不是考核组的对象"]);
}

#[test]
fn a_conflict_is_told_by_the_demands_that_make_it() {
    let world = World::new();
    let conflict = |demands, groups: &[&str]| -> Vec<String> {
        let set = set(&["cities"], demands, groups);
        let roster = world.roster(&set, 2019);
        match assign(&roster, "任一") {
            Proposal::Found(found) => panic!("{found:?}"),
            Proposal::Impossible { reasons, .. } => {
                reasons.iter().map(|reason| words::reason(&roster, reason)).collect()
            }
        }
    };
    let away = || vec![DemandKind::Away(Away::Origin)];
    // Only what concerns 丙市: that both groups keep away from it.
    assert_eq!(
        conflict(away(), &["组长@a 成员@c:", "组长@c 成员@b:"]),
        ["丙市须有组负责", "第1组须回避丙市：组内成员来自丙市", "第2组须回避丙市：组内组长来自丙市"]
    );
    // One is enough where two people would do.
    assert_eq!(conflict(away(), &["组长@d 成员@d:"]).len(), 2);
    assert_eq!(conflict(away(), &[]), ["丁市须有组负责，而一个组也没有"]);
    let most = || vec![DemandKind::Most(1)];
    assert_eq!(conflict(most(), &["-:", "-:"]).len(), 5, "three subjects and two groups with room for one");
    // A group that keeps away from everything cannot be as busy as the other.
    let even = vec![DemandKind::Away(Away::Origin), DemandKind::Apart(1)];
    let told = conflict(even, &["一@a 二@b 三@c 四@d:", "-:"]);
    assert!(told.contains(&"各组负责的对象至多相差1个".to_owned()), "{told:?}");
    assert_eq!(told.iter().filter(|line| line.contains("须回避")).count(), 4, "{told:?}");
}

#[test]
fn the_seed_decides_and_nothing_else() {
    let world = World::new();
    let set = set(&["cities", "offices"], vec![DemandKind::TakenOnce], &["-:", "-: a b c d", "-:"]);
    let roster = world.roster(&set, 2019);
    let found: Vec<_> = (0..20).map(|seed| assign(&roster, &seed.to_string())).collect();
    for (seed, first) in found.iter().enumerate() {
        assert_eq!(*first, assign(&roster, &seed.to_string()));
    }
    assert!(found.iter().any(|other| *other != found[0]), "twenty seeds, one result");
}

/// A made-up case: who comes from where, and what bounds the groups.
#[derive(Clone, Debug)]
struct Odds {
    /// Group → subjects its people come from.
    from: Vec<Vec<usize>>,
    most: Option<usize>,
    apart: Option<usize>,
}

const IDS: [&str; 5] = ["a", "b", "c", "d", "office"];

fn odds() -> impl Strategy<Value = Odds> {
    let group = prop::collection::vec(0..IDS.len(), 0..4);
    let groups = prop::collection::vec(group, 0..4);
    (groups, prop::option::of(1..4usize), prop::option::of(0..3usize)).prop_map(|(from, most, apart)| Odds {
        from,
        most,
        apart,
    })
}

impl Odds {
    fn set(&self) -> GroupSet {
        let mut demands = vec![DemandKind::TakenOnce, DemandKind::Away(Away::Origin)];
        demands.extend(self.most.map(DemandKind::Most));
        demands.extend(self.apart.map(DemandKind::Apart));
        let group = |from: &Vec<usize>| {
            let people: Vec<_> = from.iter().map(|at| format!("人@{}", IDS[*at])).collect();
            format!("- {}:", people.join(" "))
        };
        let groups: Vec<String> = self.from.iter().map(group).collect();
        set(&["cities", "offices"], demands, &groups.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// The smallest difference in load that the reasons leave possible, found by trying everything.
fn by_trying(set: &GroupSet, order: &[&SubjectId], reasons: &[Reason]) -> Option<usize> {
    let (groups, subjects) = (set.groups.len(), order.len());
    let mut best: Option<usize> = None;
    // One digit a subject; the highest digit is nobody.
    for code in 0..(groups + 1).pow(subjects as u32) {
        let taker = |at: usize| code / (groups + 1).pow(at as u32) % (groups + 1);
        let takes = |group: &Group, id: &SubjectId| {
            let at = order.iter().position(|other| *other == id).unwrap();
            set.groups.get(taker(at)).is_some_and(|taker| std::ptr::eq(taker, group))
        };
        let loads: Vec<usize> =
            (0..groups).map(|group| (0..subjects).filter(|at| taker(*at) == group).count()).collect();
        let spread = loads.iter().max().copied().unwrap_or(0) - loads.iter().min().copied().unwrap_or(0);
        let holds = reasons.iter().all(|reason| match reason {
            Reason::Taken { subject, .. } => set.groups.iter().any(|group| takes(group, subject)),
            Reason::Away { group, subject, .. } => !takes(group, subject),
            Reason::Most { group, demand } => {
                let own = set.groups.iter().position(|other| std::ptr::eq(other, *group)).unwrap();
                matches!(demand.kind, DemandKind::Most(most) if loads[own] <= most)
            }
            Reason::Apart { demand } => matches!(demand.kind, DemandKind::Apart(apart) if spread <= apart),
        });
        if holds {
            best = Some(best.map_or(spread, |best| best.min(spread)));
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").map_or(200, |count| count.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_proposal_breaks_nothing_and_is_as_even_as_can_be(odds in odds(), seed in "[a-z]{0,4}") {
        let world = World::new();
        let empty = odds.set();
        let roster = world.roster(&empty, 2019);
        match assign(&roster, &seed) {
            Proposal::Found(found) => {
                let mut full = empty.clone();
                for (group, subjects) in full.groups.iter_mut().zip(&found.groups) {
                    group.subjects = subjects.iter().map(|id| ((*id).clone(), group.at)).collect();
                }
                let roster = world.roster(&full, 2019);
                prop_assert_eq!(check(&roster), Vec::new());
                let demanded = crate::procedure::groups::reasons(&roster);
                let best = by_trying(&full, &roster.order, &demanded);
                prop_assert_eq!(Some(found.most - found.least), best);
            }
            Proposal::Impossible { reasons, all_needed } => {
                prop_assert!(all_needed);
                prop_assert!(by_trying(&empty, &roster.order, &reasons).is_none());
                for at in 0..reasons.len() {
                    let mut rest = reasons.clone();
                    rest.remove(at);
                    prop_assert!(by_trying(&empty, &roster.order, &rest).is_some(), "{:?} is not needed", reasons[at]);
                }
            }
        }
    }
}
