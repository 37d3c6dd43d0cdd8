//! A subject across all years and schemes, with its pairings; and the list of all subjects.

use serde::Serialize;

use crate::model::{Partner, SubjectId};
use crate::site::base::links::stem;
use crate::site::base::subjects::standings;
use crate::site::base::{At, Form, Kind, Outside, Page, Site, subject_file};
use crate::site::parts::years::{self, YearRow};
use crate::wording::subject;

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (item, subject) in site.subjects.iter().enumerate() {
            let at = At { item, ..At::default() };
            files.root(format!("subjects/{}", subject_file(subject.id.as_str())), at, Form::Page(page));
        }
    },
    find_at_root: |site, finder| {
        site.subjects.iter().try_for_each(|subject| {
            let name = subject.names.last().map_or("", |name| &name.name);
            let file = subject_file(subject.id.as_str());
            finder.page(name, &format!("subjects/{}", stem(&file)), "历年各方案的结果")
        })
    },
    ..Kind::new("subject")
};

#[derive(Debug, Serialize)]
pub struct SubjectPage<'a> {
    pub heading: &'a str,
    /// Where it stands today, in words.
    pub sentence: String,
    /// Region and earlier names.
    pub more: String,
    /// Each scheme that ever evaluated it.
    pub schemes: Vec<SchemeYears<'a>>,
    /// Whom it helps, or is helped by.
    pub partners: Vec<PartnerRow<'a>>,
}

/// A scheme that evaluated the subject.
#[derive(Debug, Serialize)]
pub struct SchemeYears<'a> {
    /// Its id, for the picture.
    pub id: String,
    pub title: &'a str,
    /// Whether any year has a grade.
    pub graded: bool,
    /// What the head of the changes says of their scale.
    pub change_scale: &'static str,
    /// One row a year, newest first.
    pub rows: Vec<YearRow<'a>>,
}

/// A pairing.
#[derive(Debug, Serialize)]
pub struct PartnerRow<'a> {
    /// 东西部协作, 省内对口帮扶
    pub kind: &'static str,
    pub prefecture: &'a str,
    /// Its counties with who is paired with each.
    pub counties: String,
    /// 2016–2020
    pub years: String,
    pub uncertain: bool,
    pub note: Option<&'a str>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let position = at.item;
    let subject = site.subjects[position];
    let today = subject.names.last().expect("the reader refuses a subject without a name");
    let mut chrome = site.outside_chrome(Outside::new(KIND.name, &*today.name, "../"));
    chrome.marks.missing = 0;
    chrome.marks.unsettled = 0;
    let (mut schemes, mut figures, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for standings in standings(site, &subject.id) {
        let Some(last) = standings.last() else { continue };
        let Some((_, scheme)) = years::find(site, last) else { continue };
        let shown = standings.iter().filter_map(|standing| Some((years::find(site, standing)?.1, standing)));
        chrome.marks.missing += shown.map(|(scheme, of)| scheme.missing[of.subject.get()]).sum::<usize>();
        let id = format!("trend-{}", scheme.scheme.id);
        figures.extend(years::trend(scheme, standings, id.clone()));
        told.extend(subject::result(last, &scheme.scheme.short));
        let rows = years::rows(site, standings, "../", None);
        let graded = scheme.is_graded() || rows.iter().any(|row| row.grade.is_some());
        let change_scale = years::change_scale(&rows);
        schemes.push(SchemeYears { id, title: &scheme.scheme.title, graded, change_scale, rows });
    }
    let names: Vec<&str> = subject.names.iter().rev().skip(1).map(|name| name.name.as_str()).collect();
    let mut more: Vec<String> = subject.region.iter().cloned().collect();
    if !names.is_empty() {
        more.push(format!("曾用名：{}", names.join("、")));
    }
    let all = &site.input.content.subjects;
    let name = |id: &SubjectId| {
        let name = all.get(id).and_then(|subject| subject.names.last());
        name.map_or_else(|| id.to_string(), |name| name.name.clone())
    };
    more.extend(subject.former.iter().map(|former| subject::former(former, name)));
    for other in site.changed.iter().filter(|other| other.id != subject.id) {
        let into = other.former.iter().filter(|former| former.ids.contains(&subject.id));
        more.extend(into.map(|former| subject::became(former, &name(&other.id))));
    }
    Page {
        figures,
        ..Page::new(
            chrome,
            SubjectPage {
                heading: &today.name,
                sentence: subject::sentence(&told),
                more: more.join("　"),
                schemes,
                partners: subject.partners.iter().map(partner).collect(),
            },
        )
    }
}

fn partner(of: &Partner) -> PartnerRow<'_> {
    PartnerRow {
        kind: subject::partner_kind(of.kind),
        prefecture: &of.prefecture,
        counties: of.counties.iter().map(subject::county).collect::<Vec<_>>().join("、"),
        years: of.years(),
        uncertain: of.uncertain,
        note: of.note.as_deref(),
    }
}
