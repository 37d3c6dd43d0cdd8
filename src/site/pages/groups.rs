//! A year's evaluation groups: who evaluates whom, who keeps away from what, and whether what is demanded holds.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{ClauseId, Group, GroupSet, SubjectId};
use crate::procedure::groups::{Roster, check};
use crate::site::base::{
    At, ClauseRow, Columns, Data, Form, Head, Kind, Link, Own, Page, Site, Stream, Way, YearSite, clauses,
};
use crate::site::parts::groups::{FILE, anchor, leader, members, roster, title};
use crate::wording;
use crate::wording::number::{dash, numeral};

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        cited,
        data: &[Data {
            file: CSV,
            form: Form::Sheet(sheet),
            format: "CSV",
            title: "考核分组：组别、对象、人员",
        }],
        ..Own::new(FILE, page, way)
    }),
    find_in_edition: |year, finder| {
        year.year.groups.iter().try_for_each(|set| {
            let people = set.groups.iter().flat_map(|group| group.people());
            let names: Vec<&str> = people.map(|person| person.name.as_str()).collect();
            finder.page(&set.title, &format!("groups#{}", set.id), &names.join(" "))
        })
    },
    ..Kind::new("groups")
};

fn way(year: &YearSite) -> Option<Way> {
    (!year.year.groups.is_empty()).then(|| Way {
        name: title(year),
        title: String::new(),
        words: String::new(),
    })
}

#[derive(Debug, Serialize)]
pub struct GroupsPage<'a> {
    pub heading: String,
    /// The groups in words.
    pub sentence: String,
    /// The page's sections: one a set, then the clauses.
    pub contents: Vec<SetSection<'a>>,
    /// The file with who evaluates whom.
    pub csv: &'static str,
    pub clauses: Vec<ClauseRow<'a>>,
    /// The number of the section of clauses.
    pub clauses_numeral: String,
}

/// A set of groups.
#[derive(Debug, Serialize)]
pub struct SetSection<'a> {
    pub id: &'a str,
    /// 一 二 三
    pub numeral: String,
    pub title: &'a str,
    pub clause: Option<Link>,
    /// The set in words.
    pub sentence: String,
    pub groups: Vec<GroupRow<'a>>,
    pub demands: Vec<DemandRow>,
    /// Where that does not hold.
    pub breaches: Vec<String>,
}

/// A group.
#[derive(Debug, Serialize)]
pub struct GroupRow<'a> {
    pub id: String,
    /// 第一组
    pub title: &'a str,
    pub leader: String,
    pub members: Vec<String>,
    /// What it evaluates.
    pub subjects: Vec<Link>,
    /// What it keeps away from.
    pub avoided: Vec<String>,
}

/// A demand.
#[derive(Debug, Serialize)]
pub struct DemandRow {
    pub text: String,
    pub clause: Option<Link>,
    /// How often it is broken.
    pub broken: usize,
}

const CSV: &str = "data/groups.csv";

/// Who evaluates whom, group by group.
fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let rows = year.year.groups.iter().flat_map(move |set| {
        let roster = roster(site, at.year, set);
        let subjects = |group: &'s Group| group.subjects.iter().map(move |(id, _)| (group, id));
        let rows = set.groups.iter().flat_map(subjects).map(|(group, id)| {
            let people = (leader(&roster, group), members(&roster, group).join("、"));
            (set, group, id, roster.name(id), people)
        });
        rows.collect::<Vec<_>>()
    });
    Columns::new()
        .add("分组", |(set, ..): &(&'s GroupSet, &'s Group, &'s SubjectId, String, (String, String))| {
            &set.title
        })
        .add("组别编号", |(_, group, ..)| &group.id)
        .add("组别", |(_, group, ..)| &group.title)
        .add("对象编号", |(_, _, id, ..)| id.as_str())
        .add(Head::from("对象").naming(), |(_, _, _, name, _)| name.clone())
        .add("组长", |(.., (leader, _))| leader.clone())
        .add("成员", |(.., (_, members))| members.clone())
        .stream("考核分组", rows)
        .of_year(year)
}

/// The clauses that a year's groups cite.
fn cited<'a>(year: &YearSite<'a>) -> BTreeSet<&'a ClauseId> {
    let sets = &year.year.groups;
    let demanded = sets.iter().flat_map(|set| &set.demands).filter_map(|demand| demand.clause.as_ref());
    demanded.chain(sets.iter().filter_map(|set| set.clause.as_ref())).collect()
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let y = at.year;
    let year = &site.years[y];
    let name = title(year);
    let chrome = site.own_chrome(at, KIND.name, &*name, "考核分组");
    let sets: Vec<_> = year.year.groups.iter().map(|set| (set, roster(site, y, set))).collect();
    let contents: Vec<_> =
        sets.iter().enumerate().map(|(at, (set, roster))| section(year, at, set, roster)).collect();
    let demanded = contents.iter().any(|set| !set.demands.is_empty());
    let broken = contents.iter().map(|set| set.breaches.len()).sum();
    Page::new(
        chrome,
        GroupsPage {
            heading: format!("{}{name}", year.year.title),
            sentence: wording::groups::year(sets.iter().map(|(_, roster)| roster), demanded, broken),
            csv: CSV,
            clauses: clauses::rows(year.year, &cited(year)),
            clauses_numeral: numeral(contents.len() + 1),
            contents,
        },
    )
}

fn section<'s>(year: &YearSite<'s>, at: usize, set: &'s GroupSet, roster: &Roster<'s>) -> SetSection<'s> {
    let breaches = check(roster);
    let demands = set.demands.iter().map(|demand| DemandRow {
        text: wording::groups::demand(roster, &demand.kind),
        clause: demand.clause.as_ref().and_then(|clause| clauses::link(year.year, clause, "")),
        broken: breaches
            .iter()
            .filter(|breach| breach.demand.is_some_and(|of| std::ptr::eq(of, demand)))
            .count(),
    });
    let groups = set.groups.iter().map(|group| GroupRow {
        id: anchor(set, group),
        title: &group.title,
        leader: leader(roster, group),
        members: members(roster, group),
        subjects: group.subjects.iter().map(|(id, _)| subject(year, set, roster, id)).collect(),
        avoided: match &*roster.avoided(group) {
            [] => vec![dash()],
            some => some.iter().map(|id| short(year, roster, id)).collect(),
        },
    });
    SetSection {
        id: &set.id,
        numeral: numeral(at + 1),
        title: &set.title,
        clause: set.clause.as_ref().and_then(|clause| clauses::link(year.year, clause, "")),
        sentence: wording::groups::sentence(roster, breaches.len()),
        groups: groups.collect(),
        demands: demands.collect(),
        breaches: breaches.iter().map(|breach| wording::groups::breach(roster, &breach.kind)).collect(),
    }
}

/// A subject by its short name, leading to its page under the first scheme of the set that has one.
fn subject(year: &YearSite, set: &GroupSet, roster: &Roster, id: &SubjectId) -> Link {
    let found =
        year.schemes.iter().filter(|scheme| set.schemes.contains(&scheme.scheme.id)).find_map(|one| {
            let at = one.scheme.subjects.iter().position(|subject| subject == id)?;
            Some(Link::to(one.names[at].short.clone(), format!("{}/{}", one.scheme.id, one.files[at])))
        });
    found.unwrap_or_else(|| Link::plain(roster.name(id)))
}

fn short(year: &YearSite, roster: &Roster, id: &SubjectId) -> String {
    subject(year, roster.set, roster, id).text
}
