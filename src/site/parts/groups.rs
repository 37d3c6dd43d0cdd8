//! Who evaluates whom: the people of a group in words, and the groups of a subject.

use serde::Serialize;

use crate::model::{Group, GroupSet, Person, SubjectId};
use crate::procedure::groups::Roster;
use crate::site::base::{Link, SchemeSite, Site, YearSite, clauses};
use crate::wording::number::dash;

/// Who evaluates a subject, on the subject's page.
#[derive(Debug, Serialize)]
pub struct EvaluatedBy {
    /// The group, leading to its place.
    pub group: Link,
    pub leader: String,
    pub members: String,
    /// Where the set is laid down.
    pub clause: Option<Link>,
}

/// The groups that evaluate a subject of a scheme, as seen from its page.
pub(crate) fn evaluated_by(site: &Site, y: usize, scheme: &SchemeSite, id: &SubjectId) -> Vec<EvaluatedBy> {
    let sets = site.years[y].year.groups.iter().filter(|set| set.schemes.contains(&scheme.scheme.id));
    sets.flat_map(|set| {
        let roster = roster(site, y, set);
        let takers = set.groups.iter().filter(|group| group.subjects.iter().any(|(of, _)| of == id));
        takers
            .map(|group| EvaluatedBy {
                group: Link::to(
                    format!("{}{}", set.title, group.title),
                    format!("../{FILE}#{}", anchor(set, group)),
                ),
                leader: leader(&roster, group),
                members: members(&roster, group).join("、"),
                clause: set
                    .clause
                    .as_ref()
                    .and_then(|clause| clauses::link(site.years[y].year, clause, &format!("../{FILE}"))),
            })
            .collect::<Vec<_>>()
    })
    .collect()
}

pub(crate) fn roster<'s>(site: &'s Site<'_>, y: usize, set: &'s GroupSet) -> Roster<'s> {
    Roster::of(site.years[y].year, &site.input.years[y].content.subjects, set)
}

pub(crate) fn leader(roster: &Roster, group: &Group) -> String {
    group.leader.as_ref().map_or_else(dash, |leader| person(roster, leader))
}

pub(crate) fn members(roster: &Roster, group: &Group) -> Vec<String> {
    group.members.iter().map(|member| person(roster, member)).collect()
}

/// 业务骨干甲（肇庆市，专家）
fn person(roster: &Roster, person: &Person) -> String {
    let mut notes = Vec::new();
    notes.extend(person.rank.clone());
    notes.extend(person.from.as_ref().map(|from| roster.origin(from)));
    notes.extend(person.works_for.as_ref().map(|unit| roster.origin(unit)));
    notes.extend(person.expert.then(|| "专家".to_owned()));
    notes.dedup();
    if notes.is_empty() { person.name.clone() } else { format!("{}（{}）", person.name, notes.join("，")) }
}

pub(crate) const FILE: &str = "groups.html";

pub(crate) fn anchor(set: &GroupSet, group: &Group) -> String {
    format!("g-{}-{}", set.id, group.id)
}

/// The page's title: what its sets are called.
pub(crate) fn title(year: &YearSite) -> String {
    let mut titles: Vec<&str> = year.year.groups.iter().map(|set| set.title.as_str()).collect();
    titles.dedup();
    titles.join("、")
}

/// The way to the page from the edition's folder; nothing where the year has no groups.
pub(crate) fn link(year: &YearSite) -> Option<Link> {
    (!year.year.groups.is_empty()).then(|| Link::to(title(year), FILE))
}
