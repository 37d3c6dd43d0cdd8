//! A proposal who takes what: breaks no demand, as even as can be, the same for the same seed; or why there is none.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::Roster;
use super::flow::Sharing;
use crate::model::{Demand, DemandKind, Group, Person, SubjectId};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal<'a> {
    Found(Assignment<'a>),
    /// Nobody can: these demands exclude each other.
    Impossible {
        reasons: Vec<Reason<'a>>,
        /// Whether without any one of them the others could be met. Where looking for that would take too long, there
        /// are more of them than need be.
        all_needed: bool,
    },
}

/// Who takes what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment<'a> {
    /// The subjects of each group, in the set's order.
    pub groups: Vec<Vec<&'a SubjectId>>,
    /// The fewest a group takes.
    pub least: usize,
    /// The most a group takes.
    pub most: usize,
}

/// A demand at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// This subject has to be taken.
    Taken {
        subject: &'a SubjectId,
        /// The demand, where it is stated.
        demand: Option<&'a Demand>,
    },
    /// This group keeps away from a subject because of somebody in it.
    Away { group: &'a Group, person: &'a Person, subject: &'a SubjectId, demand: &'a Demand },
    /// This group takes so many at most.
    Most { group: &'a Group, demand: &'a Demand },
    /// The groups differ by so many at most.
    Apart { demand: &'a Demand },
}

/// Proposes who takes what, without regard to what the groups take now. The seed decides among proposals that are
/// equally even: subjects, and each subject's groups, are tried in the order of SHA-256 of `seed`, the set's id and
/// their ids, each followed by a line feed.
pub fn assign<'a>(roster: &Roster<'a>, seed: &str) -> Proposal<'a> {
    let reasons = reasons(roster);
    let whole = Instance::of(roster, &reasons);
    let mut order: Vec<usize> = (0..roster.order.len()).collect();
    order.sort_by_cached_key(|subject| digest(roster, seed, &[roster.order[*subject].as_str()]));
    let mut sharing = whole.sharing.clone();
    for (subject, open) in sharing.open.iter_mut().enumerate() {
        let subject = roster.order[subject].as_str();
        open.sort_by_cached_key(|group| digest(roster, seed, &[subject, &roster.set.groups[*group].id]));
    }
    if let Some(reasons) = overfull(roster, &reasons, &whole) {
        return Proposal::Impossible { reasons, all_needed: true };
    }
    let Some(takers) = most_even(&sharing, &order, whole.apart) else {
        let (reasons, all_needed) = smallest(roster, reasons);
        return Proposal::Impossible { reasons, all_needed };
    };
    let mut groups = vec![Vec::new(); roster.set.groups.len()];
    for (subject, taker) in roster.order.iter().zip(takers) {
        groups[taker.expect("everything was demanded to be taken")].push(*subject);
    }
    let loads = || groups.iter().map(Vec::len);
    let (least, most) = (loads().min().unwrap_or(0), loads().max().unwrap_or(0));
    Proposal::Found(Assignment { groups, least, most })
}

/// The sharing in which groups differ by the least that can be had. What can be had within a difference can be had within
/// any greater one, so that halving finds it.
fn most_even(sharing: &Sharing, order: &[usize], bound: Option<usize>) -> Option<Vec<Option<usize>>> {
    let (mut low, mut high) = (0, bound.unwrap_or(order.len()));
    let mut steps = 0;
    let mut best = even(sharing, order, high, &mut steps)?;
    while low < high {
        let middle = low + (high - low) / 2;
        match even(sharing, order, middle, &mut steps) {
            Some(found) => (best, high) = (found, middle),
            None => low = middle + 1,
        }
    }
    Some(best)
}

/// A sharing in which no two groups differ by more than `apart`.
fn even(sharing: &Sharing, order: &[usize], apart: usize, steps: &mut u64) -> Option<Vec<Option<usize>>> {
    let things = order.len();
    let takers = sharing.most.len();
    let highest = things.checked_div(takers).unwrap_or(0);
    (0..=highest).rev().find_map(|least| sharing.solve(order, least, least + apart, steps))
}

/// Everything that is demanded of an assignment, demand by demand.
pub(crate) fn reasons<'a>(roster: &Roster<'a>) -> Vec<Reason<'a>> {
    let set = roster.set;
    let once = set.demands.iter().find(|demand| demand.kind == DemandKind::TakenOnce);
    let mut reasons: Vec<Reason> =
        roster.order.iter().map(|subject| Reason::Taken { subject, demand: once }).collect();
    for demand in &set.demands {
        match &demand.kind {
            DemandKind::Away(away) => {
                for group in &set.groups {
                    for person in group.people() {
                        let concern = roster.order.iter().filter(|id| roster.keeps_away(person, away, id));
                        reasons.extend(concern.map(|subject| Reason::Away {
                            group,
                            person,
                            subject,
                            demand,
                        }));
                    }
                }
            }
            DemandKind::Most(_) => {
                reasons.extend(set.groups.iter().map(|group| Reason::Most { group, demand }));
            }
            DemandKind::Apart(_) => reasons.push(Reason::Apart { demand }),
            DemandKind::Groups(_)
            | DemandKind::TakenOnce
            | DemandKind::LeaderRank(_)
            | DemandKind::LeaderFrom(_)
            | DemandKind::Experts(_)
            | DemandKind::Mixed(_) => {}
        }
    }
    reasons
}

/// Some of the reasons as bounds and exclusions.
struct Instance {
    sharing: Sharing,
    apart: Option<usize>,
}

impl Instance {
    fn of(roster: &Roster, reasons: &[Reason]) -> Self {
        let (subjects, groups) = (roster.order.len(), roster.set.groups.len());
        let positions: BTreeMap<&SubjectId, usize> = roster.order.iter().copied().zip(0..).collect();
        let subject = |id: &SubjectId| positions.get(id).copied();
        let position = |group: &Group| roster.set.groups.iter().position(|other| std::ptr::eq(other, group));
        let mut open = vec![vec![true; groups]; subjects];
        let mut must = vec![false; subjects];
        let mut most = vec![subjects; groups];
        let mut apart: Option<usize> = None;
        for reason in reasons {
            match reason {
                Reason::Taken { subject: id, .. } => {
                    if let Some(at) = subject(id) {
                        must[at] = true;
                    }
                }
                Reason::Away { group, subject: id, .. } => {
                    if let (Some(at), Some(group)) = (subject(id), position(group)) {
                        open[at][group] = false;
                    }
                }
                Reason::Most { group, demand } => {
                    if let (Some(group), DemandKind::Most(bound)) = (position(group), &demand.kind) {
                        most[group] = most[group].min(*bound);
                    }
                }
                Reason::Apart { demand } => {
                    if let DemandKind::Apart(bound) = demand.kind {
                        apart = Some(apart.map_or(bound, |other| other.min(bound)));
                    }
                }
            }
        }
        let open = open.into_iter().map(|row| (0..groups).filter(|group| row[*group]).collect()).collect();
        Self { sharing: Sharing { open, must, most }, apart }
    }

    fn can_be_met(&self, steps: &mut u64) -> bool {
        let order: Vec<usize> = (0..self.sharing.open.len()).collect();
        match self.apart {
            Some(apart) => even(&self.sharing, &order, apart, steps).is_some(),
            None => self.sharing.solve(&order, 0, order.len(), steps).is_some(),
        }
    }
}

/// The demands that subjects be taken of which there are more than the groups they may go to have room for, with what
/// keeps them from the other groups and bounds those; nothing where the conflict, if any, is about even loads.
fn overfull<'a>(roster: &Roster<'a>, reasons: &[Reason<'a>], whole: &Instance) -> Option<Vec<Reason<'a>>> {
    let order: Vec<usize> = (0..roster.order.len()).rev().collect();
    let (subjects, groups) = whole.sharing.overfull(&order)?;
    let subjects: BTreeSet<&SubjectId> = subjects.into_iter().map(|at| roster.order[at]).collect();
    let position = |group: &Group| roster.set.groups.iter().position(|other| std::ptr::eq(other, group));
    // One reason is enough where several say the same of a group and a subject.
    let (mut kept_away, mut bounded) = (BTreeSet::new(), BTreeSet::new());
    let mut needed = |reason: &&Reason<'a>| match reason {
        Reason::Taken { subject, .. } => subjects.contains(subject),
        Reason::Away { group, subject, .. } => position(group)
            .is_some_and(|at| !groups[at] && subjects.contains(subject) && kept_away.insert((at, *subject))),
        Reason::Most { group, demand } => position(group).is_some_and(|at| {
            groups[at] && demand.kind == DemandKind::Most(whole.sharing.most[at]) && bounded.insert(at)
        }),
        Reason::Apart { .. } => false,
    };
    Some(reasons.iter().filter(|reason| needed(reason)).cloned().collect())
}

/// As many takers as are looked at while reasons are dropped: a second or two.
const MOST_STEPS: u64 = 10_000_000;

/// Drops reasons, many at once while that goes, until each that is left is needed for the conflict, or until it takes too
/// long; says whether each is needed.
fn smallest<'a>(roster: &Roster<'a>, mut reasons: Vec<Reason<'a>>) -> (Vec<Reason<'a>>, bool) {
    let mut steps = 0;
    // Each try solves the whole assignment, and most reasons have nothing to do with the conflict: halves go first.
    let mut chunk = reasons.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        while at < reasons.len() {
            let end = (at + chunk).min(reasons.len());
            let without: Vec<Reason> = reasons[..at].iter().chain(&reasons[end..]).cloned().collect();
            if steps > MOST_STEPS {
                return (reasons, false);
            }
            // Making it up takes its time too.
            steps += (reasons.len() + roster.set.groups.len()) as u64;
            if Instance::of(roster, &without).can_be_met(&mut steps) {
                at = end;
            } else {
                reasons = without;
            }
        }
        if chunk == 1 {
            return (reasons, true);
        }
        chunk = chunk.div_ceil(2);
    }
}

fn digest(roster: &Roster, seed: &str, words: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in [seed, roster.set.id.as_str()].iter().chain(words) {
        hash.update(word.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().into()
}
