//! The list of talks (谈话名单): whom the leaders talk to, why, who does it and who attends. One table for each kind of
//! talk, the same on the page and in its Word file.

use serde::Serialize;

use crate::procedure::outcomes::{Case, talks};
use crate::site::base::table::TablePaper;
use crate::site::base::{
    At, Cell, Columns, Data, Form, Head, Kind, Link, Own, Page, SchemeSite, Site, Table, Way, YearSite,
};
use crate::site::parts::outcomes;
use crate::wording;
use crate::wording::number::or_dash;

const FILE: &str = "talks.html";

/// The same for Word.
const DOCX: &str = "talks.docx";

const NAME: &str = "谈话名单";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        data: &[Data {
            file: DOCX,
            form: Form::Tables(list),
            format: "DOCX",
            title: "谈话名单（Word、WPS 文件）",
        }],
        procedure: true,
        ..Own::new(FILE, page, way)
    }),
    ..Kind::new("talks")
};

fn way(year: &YearSite) -> Option<Way> {
    any(year).then(|| Way::new(year, NAME, "谈话提醒、约谈的对象、缘由、谈话人、参加人"))
}

#[derive(Debug, Serialize)]
pub struct TalksPage<'a> {
    #[serde(flatten)]
    pub paper: TablePaper<'a>,
    /// The same for Word.
    pub docx: &'static str,
    /// Where the other outcomes are listed.
    pub outcomes: &'static str,
}

/// Whether anybody is talked to.
fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| !found(scheme).is_empty())
}

fn found<'s>(scheme: &'s SchemeSite<'_>) -> Vec<Case<'s>> {
    talks(scheme.scored.evaluation, scheme.results)
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let mut chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    chrome.crumbs.insert(2, Link::to(outcomes::NAME, outcomes::FILE));
    Page::new(chrome, TalksPage { paper: list(site, at), docx: DOCX, outcomes: outcomes::FILE })
}

/// The list as a paper: what is on its page, too.
fn list<'s>(site: &'s Site<'_>, at: At) -> TablePaper<'s> {
    let year = site.year(at);
    let tables: Vec<_> = year.schemes.iter().flat_map(tables).collect();
    let counts: Vec<_> = tables.iter().map(|of| (&*of.title, of.rows.len())).collect();
    TablePaper {
        marks: site.own_chrome(at, KIND.name, NAME, NAME).marks,
        heading: year.titled(NAME),
        sentence: wording::outcomes::talks(&counts),
        organ: &site.content().site.organ,
        tables,
    }
}

/// The talks of a scheme, those of an outcome together.
fn tables<'s>(scheme: &'s SchemeSite<'_>) -> Vec<Table<'s>> {
    let all = found(scheme);
    let mut tables = Vec::new();
    for (position, outcome) in scheme.scheme.outcomes.iter().enumerate() {
        let cases: Vec<_> = all.iter().filter(|case| case.index.get() == position).cloned().collect();
        if cases.is_empty() {
            continue;
        }
        let counties = cases.iter().any(|case| case.county.is_some());
        let says = outcome.says.as_deref().unwrap_or_default().trim_end_matches('。');
        let about = match &outcome.clause {
            // Where nothing is said, the clause stands in no brackets behind it.
            Some(clause) if says.is_empty() => Some(format!("依据：{}。", scheme.cite(clause))),
            Some(clause) => Some(format!("{says}（{}）。", scheme.cite(clause))),
            None => (!says.is_empty()).then(|| format!("{says}。")),
        };
        let title = format!("{}（{}）", outcome.title, scheme.scheme.short);
        let table = columns(scheme, counties).table(title, cases.into_iter().enumerate());
        let id = format!("{}-{}", scheme.scheme.id, position + 1);
        tables.push(Table { id, notes: about.into_iter().collect(), ..table });
    }
    tables
}

/// A case with its position.
type Numbered<'s> = (usize, Case<'s>);

fn columns<'s>(scheme: &'s SchemeSite<'_>, counties: bool) -> Columns<'s, Numbered<'s>> {
    let mut columns = Columns::new()
        .add(Head::new("序号", "nb"), |(at, _): &Numbered| Cell::whole(at + 1))
        .add(Head::new("对象", "nb").naming(), |(_, case)| &scheme.names[case.subject.get()].name);
    if counties {
        let county = |(_, case): &Numbered<'s>| case.county.as_ref().map(|county| county.name);
        columns = columns.add(Head::new("县（市、区）", "nb"), county);
    }
    columns
        .add("缘由", |(_, case)| or_dash(outcomes::because(scheme, case)))
        .add("谈话人", |(_, case)| or_dash(case.outcome.by.clone().unwrap_or_default()))
        .add("参加人", |(_, case)| or_dash(case.outcome.attendees.join("、")))
}
