//! Every place where groups break what is demanded of them.

use std::collections::{BTreeMap, BTreeSet};

use super::Roster;
use crate::model::{At, Away, Demand, DemandKind, Group, Origin, Person, SchemeId, SubjectId};

/// A demand that is not met at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The demand; `None` for what no set can be without.
    pub demand: Option<&'a Demand>,
    /// How it is broken.
    pub kind: BreachKind<'a>,
    /// Where, in the file of the set.
    pub at: At,
}

/// How a demand is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreachKind<'a> {
    /// Somebody evaluates what concerns him.
    Avoidance {
        group: &'a Group,
        person: &'a Person,
        subject: &'a SubjectId,
        /// Why it concerns him.
        away: &'a Away,
    },
    /// No group takes a subject.
    NotTaken { subject: &'a SubjectId },
    /// A subject is taken more than once.
    TakenTwice {
        subject: &'a SubjectId,
        /// Who took it first.
        first: &'a Group,
        /// Who takes it again; may be the same.
        again: &'a Group,
    },
    /// A group takes what the set does not share.
    Outside { group: &'a Group, subject: &'a SubjectId },
    /// There are more or fewer groups.
    Groups {
        /// As many as there are.
        has: usize,
        /// As many as there should be.
        wants: usize,
    },
    /// A group has no leader, though something is demanded of leaders.
    NoLeader { group: &'a Group },
    /// A leader has another rank, or none is stated.
    LeaderRank {
        group: &'a Group,
        person: &'a Person,
        /// The ranks that will do.
        wants: &'a [String],
    },
    /// A leader comes from elsewhere.
    LeaderFrom {
        group: &'a Group,
        person: &'a Person,
        /// The scheme whose subjects send the leaders.
        scheme: &'a SchemeId,
    },
    /// Two leaders come from one place.
    LeadersFromOne { first: &'a Group, again: &'a Group, from: &'a Origin },
    /// A group has too few experts.
    Experts {
        group: &'a Group,
        /// As many as it has.
        has: usize,
        /// As many as it should have.
        wants: usize,
    },
    /// The people of a group come from too few places.
    Mixed {
        group: &'a Group,
        /// As many as there are.
        has: usize,
        /// As many as there should be.
        wants: usize,
    },
    /// A group takes too many subjects.
    Most {
        group: &'a Group,
        /// As many as it may take.
        most: usize,
    },
    /// Two groups take too unlike numbers of subjects.
    Apart {
        /// A group with the most.
        most: &'a Group,
        /// A group with the fewest.
        least: &'a Group,
        /// By as many as they may differ.
        apart: usize,
    },
    /// Somebody's place and unit are not stated, so nobody can tell what he keeps away from.
    NoOrigin { group: &'a Group, person: &'a Person },
}

impl BreachKind<'_> {
    /// Whether it lies in who the groups are, so that no other sharing of the subjects can mend it.
    pub fn is_composition(&self) -> bool {
        match self {
            Self::Groups { .. }
            | Self::NoLeader { .. }
            | Self::LeaderRank { .. }
            | Self::LeaderFrom { .. }
            | Self::LeadersFromOne { .. }
            | Self::Experts { .. }
            | Self::Mixed { .. }
            | Self::NoOrigin { .. } => true,
            Self::Avoidance { .. }
            | Self::NotTaken { .. }
            | Self::TakenTwice { .. }
            | Self::Outside { .. }
            | Self::Most { .. }
            | Self::Apart { .. } => false,
        }
    }
}

/// Every breach, in the order of the file.
pub fn check<'a>(roster: &Roster<'a>) -> Vec<Breach<'a>> {
    let mut found = Vec::new();
    let set = roster.set;
    for group in &set.groups {
        for (subject, at) in &group.subjects {
            if !roster.order.contains(&subject) {
                found.push(Breach { demand: None, kind: BreachKind::Outside { group, subject }, at: *at });
            }
        }
    }
    for demand in &set.demands {
        let kinds = one(roster, demand);
        found.extend(kinds.into_iter().map(|(kind, at)| Breach { demand: Some(demand), kind, at }));
    }
    if let Some((position, _)) = roster.aways().next() {
        let demand = Some(&set.demands[position]);
        for group in &set.groups {
            let unknown = group.people().filter(|one| one.from.is_none() && one.works_for.is_none());
            found.extend(unknown.map(|person| Breach {
                demand,
                kind: BreachKind::NoOrigin { group, person },
                at: person.at,
            }));
        }
    }
    found.sort_by_key(|breach| breach.at);
    found
}

fn one<'a>(roster: &Roster<'a>, demand: &'a Demand) -> Vec<(BreachKind<'a>, At)> {
    let groups = &roster.set.groups;
    match &demand.kind {
        DemandKind::Groups(wants) if groups.len() == *wants => Vec::new(),
        DemandKind::Groups(wants) => {
            vec![(BreachKind::Groups { has: groups.len(), wants: *wants }, roster.set.place.at)]
        }
        DemandKind::TakenOnce => taken_once(roster),
        DemandKind::Away(away) => avoidance(roster, away),
        DemandKind::LeaderRank(wants) => leaders(groups, |group, person| {
            let fits = person.rank.as_ref().is_some_and(|rank| wants.contains(rank));
            (!fits).then_some(BreachKind::LeaderRank { group, person, wants })
        }),
        DemandKind::LeaderFrom(scheme) => leader_from(roster, scheme),
        DemandKind::Experts(wants) => each(groups, |group| {
            let has = group.people().filter(|person| person.expert).count();
            (has < *wants).then_some(BreachKind::Experts { group, has, wants: *wants })
        }),
        DemandKind::Mixed(wants) => each(groups, |group| {
            let origins = group.people().filter_map(|one| one.from.as_ref().or(one.works_for.as_ref()));
            let has = origins.collect::<BTreeSet<_>>().len();
            (has < *wants).then_some(BreachKind::Mixed { group, has, wants: *wants })
        }),
        DemandKind::Most(most) => each(groups, |group| {
            (group.subjects.len() > *most).then_some(BreachKind::Most { group, most: *most })
        }),
        DemandKind::Apart(apart) => apart_by(groups, *apart),
    }
}

fn each<'a>(
    groups: &'a [Group],
    broken: impl Fn(&'a Group) -> Option<BreachKind<'a>>,
) -> Vec<(BreachKind<'a>, At)> {
    groups.iter().filter_map(|group| broken(group).map(|kind| (kind, group.at))).collect()
}

fn leaders<'a>(
    groups: &'a [Group],
    broken: impl Fn(&'a Group, &'a Person) -> Option<BreachKind<'a>>,
) -> Vec<(BreachKind<'a>, At)> {
    let of = |group: &'a Group| match &group.leader {
        None => Some((BreachKind::NoLeader { group }, group.at)),
        Some(person) => broken(group, person).map(|kind| (kind, person.at)),
    };
    groups.iter().filter_map(of).collect()
}

fn taken_once<'a>(roster: &Roster<'a>) -> Vec<(BreachKind<'a>, At)> {
    let mut taken: BTreeMap<&SubjectId, &Group> = BTreeMap::new();
    let mut found = Vec::new();
    for again in &roster.set.groups {
        for (subject, at) in &again.subjects {
            match taken.get(subject) {
                Some(first) => found.push((BreachKind::TakenTwice { subject, first, again }, *at)),
                None => drop(taken.insert(subject, again)),
            }
        }
    }
    let left = roster.order.iter().filter(|subject| !taken.contains_key(**subject));
    found.extend(left.map(|subject| (BreachKind::NotTaken { subject }, roster.set.place.at)));
    found
}

fn avoidance<'a>(roster: &Roster<'a>, away: &'a Away) -> Vec<(BreachKind<'a>, At)> {
    let mut found = Vec::new();
    for group in &roster.set.groups {
        for (subject, at) in &group.subjects {
            let concerned = group.people().filter(|person| roster.keeps_away(person, away, subject));
            found.extend(
                concerned.map(|person| (BreachKind::Avoidance { group, person, subject, away }, *at)),
            );
        }
    }
    found
}

fn leader_from<'a>(roster: &Roster<'a>, scheme: &'a SchemeId) -> Vec<(BreachKind<'a>, At)> {
    let sends = roster.scheme(scheme).map_or(&[][..], |scheme| scheme.subjects);
    let groups = &roster.set.groups;
    let mut found = leaders(groups, |group, person| {
        let fits = matches!(&person.from, Some(Origin::Subject(id)) if sends.contains(id));
        (!fits).then_some(BreachKind::LeaderFrom { group, person, scheme })
    });
    let mut seen: BTreeMap<&Origin, &Group> = BTreeMap::new();
    for again in groups {
        let Some((person, from)) = again.leader.as_ref().and_then(|one| Some((one, one.from.as_ref()?)))
        else {
            continue;
        };
        match seen.get(from) {
            Some(first) => found.push((BreachKind::LeadersFromOne { first, again, from }, person.at)),
            None => drop(seen.insert(from, again)),
        }
    }
    found
}

fn apart_by(groups: &[Group], apart: usize) -> Vec<(BreachKind<'_>, At)> {
    let load = |group: &&Group| group.subjects.len();
    let (Some(most), Some(least)) = (groups.iter().rev().max_by_key(load), groups.iter().min_by_key(load))
    else {
        return Vec::new();
    };
    if load(&most) - load(&least) <= apart {
        return Vec::new();
    }
    vec![(BreachKind::Apart { most, least, apart }, most.at)]
}
