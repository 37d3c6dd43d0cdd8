//! A subject across all years and schemes, with its pairings; and the list of all subjects.

use serde::Serialize;

use super::Site;
use super::breakdown::dash;
use super::chrome::{Chrome, Outside};
use super::figure::Figure;
use super::inline::{GradeView, Link};
use super::number::two;
use super::plan::subject_file;
use super::years::{self, YearRow};
use crate::history::Standing;
use crate::model::{Partner, PartnerKind, Subject, SubjectId};

/// What stands on a subject's own page.
#[derive(Debug, Serialize)]
pub struct SubjectPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its name.
    pub heading: &'a str,
    /// Where it stands today, in words.
    pub sentence: String,
    /// Region and earlier names.
    pub more: String,
    /// Each scheme that ever evaluated it.
    pub schemes: Vec<SchemeYears<'a>>,
    /// Whom it helps, or is helped by.
    pub partners: Vec<PartnerRow<'a>>,
    /// The pictures.
    #[serde(skip)]
    pub figures: Vec<Figure<'a>>,
}

/// A scheme that evaluated the subject.
#[derive(Debug, Serialize)]
pub struct SchemeYears<'a> {
    /// Its id, for the picture.
    pub id: String,
    /// Its title.
    pub title: &'a str,
    /// One row a year, newest first.
    pub rows: Vec<YearRow<'a>>,
}

/// A pairing.
#[derive(Debug, Serialize)]
pub struct PartnerRow<'a> {
    /// 东西部协作, 省内对口帮扶
    pub kind: &'static str,
    /// The prefecture.
    pub prefecture: &'a str,
    /// Its counties with who is paired with each.
    pub counties: String,
    /// 2016–2020
    pub years: String,
    /// Whether no source confirms it.
    pub uncertain: bool,
    /// A remark.
    pub note: Option<&'a str>,
}

/// What stands on the list of all subjects.
#[derive(Debug, Serialize)]
pub struct SubjectsPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// How many there are, in words.
    pub sentence: String,
    /// Every subject.
    pub rows: Vec<SubjectRow<'a>>,
}

/// A subject in the list.
#[derive(Debug, Serialize)]
pub struct SubjectRow<'a> {
    /// Its name.
    pub name: Link,
    /// 珠三角 …
    pub region: &'a str,
    /// Its newest result under each scheme.
    pub results: Vec<SubjectResultView<'a>>,
}

/// A subject's newest result under a scheme.
#[derive(Debug, Serialize)]
pub struct SubjectResultView<'a> {
    /// 协作·各市2019
    pub scheme: String,
    /// Its grade.
    pub grade: Option<GradeView<'a>>,
    /// Published score.
    pub score: String,
}

/// Every subject that any scheme of the site evaluated, by id.
pub(super) fn evaluated<'a>(site: &Site<'a>) -> Vec<&'a Subject> {
    let subjects = site.input.content.subjects.values();
    subjects.filter(|subject| !standings(site, &subject.id).is_empty()).collect()
}

/// Its standings by scheme: those of the newest year first, in their order.
fn standings<'s, 'a>(site: &'s Site<'a>, id: &SubjectId) -> Vec<&'s [Standing<'a>]> {
    let mut schemes = Vec::new();
    for scheme in site.years.iter().rev().flat_map(|year| &year.schemes) {
        if !schemes.contains(&&scheme.scheme.id) {
            schemes.push(&scheme.scheme.id);
        }
    }
    let of = schemes.into_iter().map(|scheme| site.history.standings(scheme, id));
    of.filter(|standings| !standings.is_empty()).collect()
}

/// The view of a subject's own page.
pub(super) fn view<'s>(site: &'s Site<'_>, position: usize) -> SubjectPage<'s> {
    let subject = site.subjects[position];
    let today = subject.names.last().expect("the reader refuses a subject without a name");
    let mut chrome = site.outside_chrome(Outside {
        kind: "subject",
        title: today.name.clone(),
        up: "../",
        free: None,
        year: None,
    });
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
        told.extend(sentence(last, &scheme.scheme.short));
        let rows = years::rows(site, standings, "../", None);
        schemes.push(SchemeYears { id, title: &scheme.scheme.title, rows });
    }
    let names: Vec<&str> = subject.names.iter().rev().skip(1).map(|name| name.name.as_str()).collect();
    let mut more: Vec<String> = subject.region.iter().cloned().collect();
    if !names.is_empty() {
        more.push(format!("曾用名：{}", names.join("、")));
    }
    SubjectPage {
        chrome,
        heading: &today.name,
        sentence: if told.is_empty() {
            "这个对象还没有任何评价结果。".to_owned()
        } else {
            told.join("；") + "。"
        },
        more: more.join("　"),
        schemes,
        partners: subject.partners.iter().map(partner).collect(),
        figures,
    }
}

/// 2019年度协作·各市“较好”，91.84分，第4名
fn sentence(standing: &Standing, short: &str) -> Option<String> {
    let (result, grade) = (standing.result(), standing.grade()?);
    let place = result.rank.map_or_else(String::new, |rank| format!("，第{rank}名"));
    Some(format!("{}年度{short}“{}”，{}分{place}", standing.year, grade.name, two(result.score?)))
}

fn partner(of: &Partner) -> PartnerRow<'_> {
    let year = |year: Option<i16>| year.map_or_else(String::new, |year| year.to_string());
    let counties = of.counties.iter().map(|county| {
        let mut text = county.name.clone();
        let remarks = [
            county.by.as_ref().map(|by| format!("{by}结对")),
            county.deep.then(|| "深度贫困县".to_owned()),
            county.uncertain.then(|| "待核实".to_owned()),
        ];
        let remarks: Vec<String> = remarks.into_iter().flatten().collect();
        if !remarks.is_empty() {
            text.push_str(&format!("（{}）", remarks.join("，")));
        }
        text
    });
    PartnerRow {
        kind: match of.kind {
            PartnerKind::Eastwest => "东西部协作",
            PartnerKind::Province => "省内对口帮扶",
        },
        prefecture: &of.prefecture,
        counties: counties.collect::<Vec<_>>().join("、"),
        years: format!("{}–{}", year(of.from), year(of.to)),
        uncertain: of.uncertain,
        note: of.note.as_deref(),
    }
}

/// The view of the list of all subjects.
pub(super) fn list<'s>(site: &'s Site<'_>) -> SubjectsPage<'s> {
    let chrome = site.outside_chrome(Outside {
        kind: "subjects",
        title: "考核对象".to_owned(),
        up: "../",
        free: None,
        year: None,
    });
    let row = |subject: &&'s Subject| SubjectRow {
        name: Link::to(
            subject.names.last().map_or_else(|| subject.id.to_string(), |name| name.name.clone()),
            subject_file(subject.id.as_str()),
        ),
        region: subject.region.as_deref().unwrap_or_default(),
        results: standings(site, &subject.id)
            .into_iter()
            .filter_map(|standings| {
                let last = standings.last()?;
                let (_, scheme) = years::find(site, last)?;
                Some(SubjectResultView {
                    scheme: format!("{}{}", scheme.scheme.short, last.year),
                    grade: last.result().grade.map(|grade| scheme.grade(grade)),
                    score: last.result().score.map_or_else(dash, two),
                })
            })
            .collect(),
    };
    SubjectsPage {
        chrome,
        sentence: format!("共{}个考核对象，各有一页列出历年各方案的结果。", site.subjects.len()),
        rows: site.subjects.iter().map(row).collect(),
    }
}
