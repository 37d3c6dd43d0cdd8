//! The list of talks (谈话名单): whom the leaders talk to, why, who does it and who attends. One table for each kind of
//! talk, the same on the page and in its Word file.

use serde::Serialize;

use crate::procedure::outcomes::{Case, talks};
use crate::site::base::chrome::Within;
use crate::site::base::inline::Link;
use crate::site::base::kind::{At, Data, Form, Kind, Own, Way};
use crate::site::base::page::Page;
use crate::site::base::scheme::SchemeSite;
use crate::site::base::site::{Site, YearSite};
use crate::site::base::table::{AttachedTable, Cell, Head, TablePaper, TitledTable};
use crate::site::parts::outcomes;
use crate::wording;

/// The file of the page.
const FILE: &str = "talks.html";

/// The same for Word.
const DOCX: &str = "talks.docx";

/// What the list is called.
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
    any(year).then(|| Way {
        name: NAME.to_owned(),
        title: format!("{}{NAME}", year.year.title),
        words: "谈话提醒、约谈的对象、缘由、谈话人、参加人".to_owned(),
    })
}

/// What stands on the list of talks.
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
pub(crate) fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| !found(scheme).is_empty())
}

fn found<'s>(scheme: &'s SchemeSite<'_>) -> Vec<Case<'s>> {
    talks(scheme.scored.evaluation, scheme.results)
}

/// The view of the list.
fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let y = at.year;
    let year = &site.years[y];
    let touched: Vec<_> = year.schemes.iter().collect();
    let crumbs = vec![Link::to(outcomes::NAME, outcomes::FILE), Link::plain(NAME)];
    let chrome = site.edition_chrome(y, Within::Edition, ("talks", NAME.to_owned()), crumbs, &touched);
    Page::new(chrome, TalksPage { paper: list(site, at), docx: DOCX, outcomes: outcomes::FILE })
}

/// The list as a paper: what is on its page, too.
fn list<'s>(site: &'s Site<'_>, at: At) -> TablePaper<'s> {
    let year = &site.years[at.year];
    let touched: Vec<_> = year.schemes.iter().collect();
    let title = ("talks", NAME.to_owned());
    let chrome = site.edition_chrome(at.year, Within::Edition, title, Vec::new(), &touched);
    let tables: Vec<_> = year.schemes.iter().flat_map(|scheme| tables(year, scheme)).collect();
    let counts: Vec<_> = tables.iter().map(|of| (&*of.table.caption, of.table.rows.len())).collect();
    TablePaper {
        marks: chrome.marks,
        heading: format!("{}{NAME}", year.year.title),
        sentence: wording::outcomes::talks(&counts),
        organ: &site.content().site.organ,
        tables,
    }
}

/// The talks of a scheme, those of an outcome together.
fn tables(year: &YearSite, scheme: &SchemeSite) -> Vec<TitledTable> {
    let cases = found(scheme);
    let mut tables = Vec::new();
    for (position, outcome) in scheme.scheme.outcomes.iter().enumerate() {
        let cases: Vec<_> = cases.iter().filter(|case| case.index.get() == position).collect();
        let Some(first) = cases.first() else { continue };
        let counties = cases.iter().any(|case| case.county.is_some());
        let head = |title: &str, class| Head { title: title.to_owned(), class };
        let mut heads = vec![head("序号", "nb"), head("对象", "nb")];
        heads.extend(counties.then(|| head("县（市、区）", "nb")));
        heads.extend([head("缘由", ""), head("谈话人", ""), head("参加人", "")]);
        let rows = cases.iter().enumerate().map(|(at, case)| row(scheme, at, case, counties));
        let clause = outcome.clause.as_ref().and_then(|clause| year.year.clauses.get(clause));
        let says = first.outcome.says.as_deref().unwrap_or_default().trim_end_matches('。');
        let about = match clause {
            Some(clause) => format!("{says}（{}）。", clause.cite),
            None if says.is_empty() => String::new(),
            None => format!("{says}。"),
        };
        tables.push(TitledTable {
            id: format!("{}-{}", scheme.scheme.id, position + 1),
            about,
            table: AttachedTable {
                caption: format!("{}（{}）", outcome.title, scheme.scheme.short),
                heads,
                rows: rows.collect(),
            },
        });
    }
    tables
}

fn row(scheme: &SchemeSite, at: usize, case: &Case, counties: bool) -> Vec<Cell> {
    let cell = |text: String, class| Cell { text, class, heads: false };
    let name = scheme.names[case.subject.get()].name.clone();
    let mut cells = vec![cell((at + 1).to_string(), "nb"), Cell { heads: true, ..cell(name, "nb") }];
    let county = case.county.as_ref().map_or("", |county| county.name);
    cells.extend(counties.then(|| cell(county.to_owned(), "nb")));
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    cells.push(cell(or_dash(outcomes::because(scheme, case)), ""));
    cells.push(cell(or_dash(case.outcome.by.clone().unwrap_or_default()), ""));
    cells.push(cell(or_dash(case.outcome.attendees.join("、")), ""));
    cells
}
