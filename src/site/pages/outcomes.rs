//! What follows from a year's results: how far their approval is, who is commended, talked to, criticised or has to
//! rectify, and whom the results are sent to.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{ClauseId, OutcomeKind};
use crate::procedure::approval::{Progress, progress};
use crate::procedure::outcomes::{Case, cases};
use crate::site::base::{
    At, ClauseRow, Columns, Data, Form, Head, Kind, Link, Own, Page, ROWS, SchemeSite, Section, Site, Stream,
    Way, YearSite, cite, clauses, sections,
};
use crate::site::parts::outcomes::{FILE, NAME, because};
use crate::wording;
use crate::wording::number::{dash, date};

const CSV: &str = "data/outcomes.csv";

/// The anchor of a kind of outcomes: its word, but for one that would be another page's name.
fn anchor((word, kind): (&'static str, OutcomeKind)) -> (OutcomeKind, &'static str) {
    (kind, if kind == OutcomeKind::Rectification { "rectify" } else { word })
}

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        cited,
        data: &[Data {
            file: CSV,
            form: Form::Sheet(sheet),
            format: "CSV",
            title: "结果运用：对象、事项、缘由、由谁办理",
        }],
        procedure: true,
        ..Own::new(FILE, page, way)
    }),
    ..Kind::new("outcomes")
};

fn way(year: &YearSite) -> Option<Way> {
    any(year).then(|| Way::new(year, NAME, "审批进度、表扬、谈话提醒、约谈、通报批评、限期整改、分送"))
}

#[derive(Debug, Serialize)]
pub struct OutcomesPage<'a> {
    pub heading: String,
    /// How far the approval is, and how many are commended and talked to, in words.
    pub sentence: String,
    pub contents: Vec<Section>,
    /// The approvals, schemes with the same steps and dates together.
    pub chains: Vec<Chain<'a>>,
    pub kinds: Vec<KindRows<'a>>,
    /// Whom the results are sent to.
    pub recipients: Vec<RecipientRow>,
    pub clauses: Vec<ClauseRow<'a>>,
    /// The file with every outcome.
    pub csv: &'static str,
}

/// The approval of one or several schemes.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Chain<'a> {
    /// The schemes' short titles.
    pub schemes: String,
    /// 审批已办结, 审批待“印发”
    pub told: String,
    pub steps: Vec<StepRow<'a>>,
}

/// A step of an approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow<'a> {
    /// 领导小组审议
    pub title: &'a str,
    pub by: &'a str,
    /// `done`, `next` or `later`.
    pub state: &'static str,
    /// 已办, 下一步, 未到
    pub told: &'static str,
    /// The day; a dash where it was not done.
    pub date: String,
    /// The document and the remark.
    pub document: String,
    pub clause: Option<Link>,
}

/// The outcomes of a kind.
#[derive(Debug, Serialize)]
pub struct KindRows<'a> {
    pub id: &'static str,
    /// Whether some address counties.
    pub counties: bool,
    /// Whether it is said who attends.
    pub attended: bool,
    pub rows: Vec<CaseRow<'a>>,
    /// How many more stand in the file only.
    pub further: usize,
}

/// An outcome for somebody.
#[derive(Clone, Debug, Serialize)]
pub struct CaseRow<'a> {
    /// The subject, with its page.
    pub subject: Link,
    /// The county; empty where it is the subject.
    pub county: &'a str,
    pub scheme: &'a str,
    pub outcome: &'a str,
    pub because: String,
    pub by: &'a str,
    pub attendees: String,
    pub clause: Option<Link>,
}

/// Somebody the results are sent to.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RecipientRow {
    /// 省委组织部
    pub to: String,
    pub purpose: String,
    pub schemes: String,
    pub clause: Option<Link>,
}

/// Whether the year has anything for the page.
fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|of| {
        !(of.scheme.outcomes.is_empty() && of.scheme.approval.is_empty() && of.scheme.distribution.is_empty())
    })
}

/// The clauses that the page cites.
fn cited<'a>(year: &YearSite<'a>) -> BTreeSet<&'a ClauseId> {
    let mut cited = BTreeSet::new();
    for of in &year.schemes {
        cited.extend(of.scheme.outcomes.iter().filter_map(|of| of.clause.as_ref()));
        cited.extend(of.scheme.approval.iter().filter_map(|of| of.clause.as_ref()));
        cited.extend(of.scheme.distribution.iter().filter_map(|of| of.clause.as_ref()));
    }
    cited
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    let chains = chains(year);
    let all: Vec<(OutcomeKind, CaseRow)> =
        year.schemes.iter().flat_map(|scheme| rows(year, scheme)).collect();
    let of_page = OutcomeKind::WORDS.map(anchor);
    let kinds: Vec<KindRows> = of_page
        .iter()
        .filter_map(|(kind, id)| {
            let rows: Vec<CaseRow> =
                all.iter().filter(|(of, _)| of == kind).map(|(_, row)| row.clone()).collect();
            (!rows.is_empty()).then(|| KindRows {
                id,
                counties: rows.iter().any(|row| !row.county.is_empty()),
                attended: rows.iter().any(|row| !row.attendees.is_empty()),
                further: rows.len().saturating_sub(ROWS),
                rows: rows.into_iter().take(ROWS).collect(),
            })
        })
        .collect();
    let recipients = recipients(year);
    let clauses = clauses::rows(year.year, &cited(year));
    let of_kind =
        of_page.map(|(kind, id)| (id, wording::outcome_kind(kind), kinds.iter().any(|of| of.id == id)));
    let around = [
        ("approval", "审批进度", !chains.is_empty()),
        ("distribution", "结果分送", !recipients.is_empty()),
        ("clauses", "条款", !clauses.is_empty()),
    ];
    let contents = sections(around[..1].iter().chain(&of_kind).chain(&around[1..]).copied());
    let told: Vec<_> = chains.iter().map(|chain| format!("{}{}", chain.schemes, chain.told)).collect();
    Page::new(
        chrome,
        OutcomesPage {
            heading: year.titled(NAME),
            sentence: wording::outcomes::sentence(
                &told,
                &all.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            ),
            contents,
            chains,
            kinds,
            recipients,
            clauses,
            csv: CSV,
        },
    )
}

fn chains<'s>(year: &'s YearSite<'_>) -> Vec<Chain<'s>> {
    let mut chains: Vec<Chain> = Vec::new();
    for scheme in year.schemes.iter().filter(|scheme| !scheme.scheme.approval.is_empty()) {
        let steps: Vec<_> = progress(scheme.scored.evaluation)
            .into_iter()
            .map(|(step, stands)| {
                let (state, told) = match stands {
                    Progress::Done(_) => ("done", "已办"),
                    Progress::Next => ("next", "下一步"),
                    Progress::Later => ("later", "未到"),
                };
                let approved = if let Progress::Done(approved) = stands { Some(approved) } else { None };
                let parts = approved.map(|of| [&of.document, &of.note]).into_iter().flatten().flatten();
                StepRow {
                    title: &step.title,
                    by: step.by.as_deref().unwrap_or_default(),
                    state,
                    told,
                    date: approved.map_or_else(dash, |of| date(of.date)),
                    document: parts.cloned().collect::<Vec<_>>().join("　"),
                    clause: step.clause.as_ref().and_then(|clause| clauses::link(year.year, clause, "")),
                }
            })
            .collect();
        let next = steps.iter().find(|step| step.state == "next");
        match chains.iter_mut().find(|chain| chain.steps == steps) {
            Some(chain) => chain.schemes = format!("{}、{}", chain.schemes, scheme.scheme.short),
            None => {
                chains.push(Chain {
                    schemes: scheme.scheme.short.clone(),
                    told: wording::outcomes::approval(next.map(|of| of.title)),
                    steps,
                });
            }
        }
    }
    chains
}

fn rows<'s>(year: &'s YearSite<'_>, scheme: &'s SchemeSite<'_>) -> Vec<(OutcomeKind, CaseRow<'s>)> {
    let found = cases(scheme.scored.evaluation, scheme.results);
    found.into_iter().map(|case| (case.outcome.kind, row(year, scheme, &case))).collect()
}

fn row<'s>(year: &'s YearSite<'_>, scheme: &'s SchemeSite<'_>, case: &Case<'s>) -> CaseRow<'s> {
    let (outcome, at) = (case.outcome, case.subject.get());
    let page = format!("{}/{}", scheme.scheme.id, scheme.files[at]);
    CaseRow {
        subject: Link::to(scheme.names[at].name.clone(), page),
        county: case.county.as_ref().map_or("", |county| county.name),
        scheme: &scheme.scheme.short,
        outcome: &outcome.title,
        because: because(scheme, case),
        by: outcome.by.as_deref().unwrap_or_default(),
        attendees: outcome.attendees.join("、"),
        clause: outcome.clause.as_ref().and_then(|clause| clauses::link(year.year, clause, "")),
    }
}

fn recipients(year: &YearSite) -> Vec<RecipientRow> {
    let mut rows: Vec<RecipientRow> = Vec::new();
    for scheme in &year.schemes {
        for of in &scheme.scheme.distribution {
            let row = RecipientRow {
                to: of.to.clone(),
                purpose: of.purpose.clone().unwrap_or_default(),
                schemes: scheme.scheme.short.clone(),
                clause: of.clause.as_ref().and_then(|clause| clauses::link(year.year, clause, "")),
            };
            let same = |other: &&mut RecipientRow| {
                (&other.to, &other.purpose, &other.clause) == (&row.to, &row.purpose, &row.clause)
            };
            match rows.iter_mut().find(same) {
                Some(other) => other.schemes = format!("{}、{}", other.schemes, row.schemes),
                None => rows.push(row),
            }
        }
    }
    rows
}

/// Every outcome for everybody.
fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let rows = year.schemes.iter().flat_map(|scheme| {
        let found = cases(scheme.scored.evaluation, scheme.results);
        found.into_iter().map(move |case| (scheme, case))
    });
    Columns::new()
        .add("方案编号", |(scheme, _): &(&'s SchemeSite<'_>, Case<'s>)| scheme.scheme.id.as_str())
        .add("对象编号", |(scheme, case)| scheme.scheme.subjects[case.subject.get()].as_str())
        .add(Head::from("对象").naming(), |(scheme, case)| &scheme.names[case.subject.get()].name)
        .add("县", |(_, case)| case.county.as_ref().map(|county| county.name))
        .add("运用", |(_, case)| &case.outcome.title)
        .add("缘由", |(scheme, case)| because(scheme, case))
        .add("实施", |(_, case)| case.outcome.by.as_ref())
        .add("参加", |(_, case)| case.outcome.attendees.join("、"))
        .add("条款", |(_, case)| cite(year.year, case.outcome.clause.as_ref()))
        .stream(NAME, rows)
        .of_year(year)
}
