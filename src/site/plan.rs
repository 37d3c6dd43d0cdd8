//! The list of pages: what there is, and where it stands in `output/`.

use super::scheme_site::SchemeSite;
use super::{Mark, Site, YearSite, calendar, groups, letters, outcomes, rectification, reviews, talks};
use crate::model::{NodeIndex, SubjectIndex};

/// Rows on one page of a list.
pub const ROWS: usize = 500;

/// A file of the site: cheap to hold by the thousand, its content is made when it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageKey {
    /// Relative to `output/`, `/` between its parts.
    pub path: String,
    /// What it is.
    pub kind: PageKind,
}

/// What a file is. Years and schemes are positions in the site's lists; pages of a list count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The newest year at a glance and the ways into everything.
    Home,
    /// The list of all subjects.
    Subjects,
    /// A subject across all years and schemes.
    Subject(usize),
    /// Every edition that was ever released, and what each corrected.
    Archive,
    /// What tells an old edition that there is a newer one.
    EditionsScript,
    /// All corrections as JSON.
    Errata,
    /// All releases and withdrawals as a feed.
    Feed,
    /// Every score of every year as one long table.
    AllYears,
    /// The list of comparisons.
    Comparisons,
    /// Two years of a scheme; a position in the site's comparisons.
    Compare(usize),
    /// The same as a table.
    CompareCsv(usize),
    /// A free page.
    Free(usize),
    /// A year: its editions.
    Year(usize),
    /// An edition's overview.
    Overview(usize),
    /// Every subject under every item, on one sheet.
    Summary(usize),
    /// A year's evaluation groups.
    Groups(usize),
    /// Who evaluates whom in a year, as CSV.
    GroupsCsv(usize),
    /// How far a year's problems were put right.
    Rectification(usize),
    /// The same as CSV.
    RectificationCsv(usize),
    /// The circular.
    Bulletin(usize),
    /// The same as a Word file.
    BulletinDocx(usize),
    /// A year's list of letters.
    Letters(usize),
    /// The letter to a subject.
    Letter(usize, usize, SubjectIndex),
    /// The same as a Word file.
    LetterDocx(usize, usize, SubjectIndex),
    /// A year's list of talks.
    Talks(usize),
    /// The same as a Word file.
    TalksDocx(usize),
    /// What was drawn by lot.
    Draws(usize),
    /// What follows from a year's results.
    Outcomes(usize),
    /// The same as CSV.
    OutcomesCsv(usize),
    /// The calendar of a year's procedure.
    Calendar(usize),
    /// Every step of every subject, as CSV.
    CalendarCsv(usize),
    /// What is due when, for a calendar program.
    CalendarIcs(usize),
    /// A year's review requests and decisions.
    Reviews(usize),
    /// The same as CSV.
    ReviewsCsv(usize),
    /// A scheme's ranking.
    Scheme(usize, usize, usize),
    /// A subject's result.
    Breakdown(usize, usize, SubjectIndex),
    /// Everybody's value and score at a node.
    Indicator(usize, usize, NodeIndex, usize),
    /// The scheme itself.
    Method(usize, usize),
    /// The page that searches.
    Search,
    /// The theme's parts and charts.
    Style,
    /// What it searches in.
    SearchIndex,
    /// A year's results as JSON.
    Results(usize),
    /// The JSON Schema of the results.
    Schema(usize),
    /// A scheme's results as CSV.
    Csv(usize, usize),
    /// A scheme's workbook.
    Xlsx(usize, usize),
}

/// Why a page is not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Provisional {
    /// It was not released.
    Draft,
    /// It was released before it was approved, for internal use.
    Internal,
}

impl Provisional {
    /// The word it is marked with, and what that means; on narrow screens in fewer letters.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Provisional::Draft => ("草稿", "尚未审定", "未审定"),
            Provisional::Internal => ("内部稿", "未经批准", "未批准"),
        }
    }
}

impl PageKind {
    /// Whether it is a file of data rather than a page.
    pub fn is_data(self) -> bool {
        matches!(
            self,
            PageKind::SearchIndex
                | PageKind::EditionsScript
                | PageKind::Errata
                | PageKind::Feed
                | PageKind::AllYears
                | PageKind::CompareCsv(_)
                | PageKind::GroupsCsv(_)
                | PageKind::RectificationCsv(_)
                | PageKind::OutcomesCsv(_)
                | PageKind::CalendarCsv(_)
                | PageKind::CalendarIcs(_)
                | PageKind::ReviewsCsv(_)
                | PageKind::BulletinDocx(_)
                | PageKind::LetterDocx(..)
                | PageKind::TalksDocx(_)
                | PageKind::Results(_)
                | PageKind::Schema(_)
                | PageKind::Csv(..)
                | PageKind::Xlsx(..)
        )
    }

    /// The year whose edition it is part of; `None` for what stands outside the editions.
    pub fn edition(self) -> Option<usize> {
        match self {
            PageKind::Home
            | PageKind::Archive
            | PageKind::Subjects
            | PageKind::Subject(_)
            | PageKind::EditionsScript
            | PageKind::Errata
            | PageKind::Feed
            | PageKind::AllYears
            | PageKind::Comparisons
            | PageKind::Compare(_)
            | PageKind::CompareCsv(_)
            | PageKind::Search
            | PageKind::Style
            | PageKind::SearchIndex
            | PageKind::Free(_)
            | PageKind::Year(_) => None,
            PageKind::Overview(year)
            | PageKind::Summary(year)
            | PageKind::Groups(year)
            | PageKind::GroupsCsv(year)
            | PageKind::Rectification(year)
            | PageKind::RectificationCsv(year)
            | PageKind::Bulletin(year)
            | PageKind::BulletinDocx(year)
            | PageKind::Letters(year)
            | PageKind::Letter(year, ..)
            | PageKind::LetterDocx(year, ..)
            | PageKind::Talks(year)
            | PageKind::TalksDocx(year)
            | PageKind::Draws(year)
            | PageKind::Outcomes(year)
            | PageKind::OutcomesCsv(year)
            | PageKind::Calendar(year)
            | PageKind::CalendarCsv(year)
            | PageKind::CalendarIcs(year)
            | PageKind::Reviews(year)
            | PageKind::ReviewsCsv(year)
            | PageKind::Scheme(year, ..)
            | PageKind::Breakdown(year, ..)
            | PageKind::Indicator(year, ..)
            | PageKind::Method(year, _)
            | PageKind::Results(year)
            | PageKind::Schema(year)
            | PageKind::Csv(year, _)
            | PageKind::Xlsx(year, _) => Some(year),
        }
    }
}

impl Mark<'_> {
    /// What is not final about it.
    pub(super) fn provisional(&self) -> Option<Provisional> {
        match self {
            Mark::Draft => Some(Provisional::Draft),
            Mark::Released { internal: true, .. } => Some(Provisional::Internal),
            Mark::Released { .. } => None,
        }
    }

    /// The edition's folder inside its year's.
    pub fn folder(&self) -> String {
        match self {
            Mark::Draft => "draft".to_owned(),
            Mark::Released { version, .. } => format!("v{version}"),
        }
    }

    /// 草稿 or 第2版.
    pub fn name(&self) -> String {
        match self {
            Mark::Draft => "草稿".to_owned(),
            Mark::Released { version, internal: true, .. } => format!("第{version}版（内部稿）"),
            Mark::Released { version, .. } => format!("第{version}版"),
        }
    }
}

/// Every file of the site, in the order of `output/`.
pub(super) fn pages(site: &Site) -> Vec<PageKey> {
    let mut pages = vec![PageKey { path: "index.html".to_owned(), kind: PageKind::Home }];
    pages.push(PageKey { path: "search.html".to_owned(), kind: PageKind::Search });
    pages.push(PageKey { path: "search-index.js".to_owned(), kind: PageKind::SearchIndex });
    let mut root = |path: &str, kind| pages.push(PageKey { path: path.to_owned(), kind });
    root("archive.html", PageKind::Archive);
    root("editions.js", PageKind::EditionsScript);
    root("errata.json", PageKind::Errata);
    root("feed.xml", PageKind::Feed);
    root("data/all-years.csv", PageKind::AllYears);
    if !site.comparisons.is_empty() {
        root("compare/index.html", PageKind::Comparisons);
    }
    for (position, pair) in site.comparisons.iter().enumerate() {
        let stem = pair.stem(&site.years);
        root(&format!("{stem}.html"), PageKind::Compare(position));
        root(&format!("{stem}.csv"), PageKind::CompareCsv(position));
    }
    root("subjects/index.html", PageKind::Subjects);
    for (position, subject) in site.subjects.iter().enumerate() {
        root(&format!("subjects/{}", subject_file(subject.id.as_str())), PageKind::Subject(position));
    }
    if site.documented {
        root("style.html", PageKind::Style);
    }
    for (position, page) in site.input.content.pages.iter().enumerate() {
        pages.push(PageKey { path: format!("pages/{}.html", page.slug), kind: PageKind::Free(position) });
    }
    for (position, year) in site.years.iter().enumerate() {
        let path = format!("{}/index.html", year.year.year);
        pages.push(PageKey { path, kind: PageKind::Year(position) });
        edition(position, year, &mut pages);
    }
    pages
}

/// The files of one year's edition.
fn edition(y: usize, year: &YearSite, pages: &mut Vec<PageKey>) {
    let folder = &year.folder;
    let mut push = |path: String, kind| pages.push(PageKey { path: format!("{folder}{path}"), kind });
    push("index.html".to_owned(), PageKind::Overview(y));
    push("summary.html".to_owned(), PageKind::Summary(y));
    if year.year.bulletin.is_some() {
        push("bulletin.html".to_owned(), PageKind::Bulletin(y));
        push("bulletin.docx".to_owned(), PageKind::BulletinDocx(y));
    }
    if letters::any(year) {
        push(letters::FILE.to_owned(), PageKind::Letters(y));
    }
    if talks::any(year) {
        push(talks::FILE.to_owned(), PageKind::Talks(y));
        push(talks::DOCX.to_owned(), PageKind::TalksDocx(y));
    }
    if !year.year.draws.is_empty() {
        push("draws.html".to_owned(), PageKind::Draws(y));
    }
    if calendar::is_there(year) {
        push(calendar::FILE.to_owned(), PageKind::Calendar(y));
        push(calendar::CSV.to_owned(), PageKind::CalendarCsv(y));
        push(calendar::ICS.to_owned(), PageKind::CalendarIcs(y));
    }
    if !year.year.groups.is_empty() {
        push(groups::FILE.to_owned(), PageKind::Groups(y));
        push(groups::CSV.to_owned(), PageKind::GroupsCsv(y));
    }
    if rectification::is_there(year) {
        push(rectification::FILE.to_owned(), PageKind::Rectification(y));
        push(rectification::CSV.to_owned(), PageKind::RectificationCsv(y));
    }
    if outcomes::any(year) {
        push(outcomes::FILE.to_owned(), PageKind::Outcomes(y));
        push(outcomes::CSV.to_owned(), PageKind::OutcomesCsv(y));
    }
    if reviews::any(year) {
        push(reviews::FILE.to_owned(), PageKind::Reviews(y));
        push(reviews::CSV.to_owned(), PageKind::ReviewsCsv(y));
    }
    push("data/results.json".to_owned(), PageKind::Results(y));
    push("data/results.schema.json".to_owned(), PageKind::Schema(y));
    for (s, scheme) in year.schemes.iter().enumerate() {
        let id = &scheme.scheme.id;
        push(format!("data/{id}.csv"), PageKind::Csv(y, s));
        if scheme.has_workbook() {
            push(format!("data/{id}.xlsx"), PageKind::Xlsx(y, s));
        }
        for page in 0..page_count(scheme) {
            push(format!("{id}/{}", list_file("index", page)), PageKind::Scheme(y, s, page));
        }
        push(format!("{id}/method.html"), PageKind::Method(y, s));
        for node in scheme.paged_nodes() {
            for page in 0..page_count(scheme) {
                let name = scheme.scheme.node(node).id.as_str();
                push(
                    format!("{id}/indicators/{}", list_file(name, page)),
                    PageKind::Indicator(y, s, node, page),
                );
            }
        }
        for (position, file) in scheme.files.iter().enumerate() {
            let subject = SubjectIndex::new(position);
            push(format!("{id}/{file}"), PageKind::Breakdown(y, s, subject));
            if letters::source(year, scheme).is_some() {
                let folder = letters::FOLDER;
                push(format!("{id}/{folder}{file}"), PageKind::Letter(y, s, subject));
                push(format!("{id}/{folder}{}", letters::docx(file)), PageKind::LetterDocx(y, s, subject));
            }
        }
    }
}

/// How many pages a list of all subjects takes.
pub(super) fn page_count(scheme: &SchemeSite) -> usize {
    scheme.scheme.subjects.len().div_ceil(ROWS).max(1)
}

/// The file of a page of a list; a dot sets the number apart, as no id has one.
pub(super) fn list_file(name: &str, page: usize) -> String {
    match (name, page) {
        (_, 0) => format!("{name}.html"),
        ("index", page) => format!("index-{}.html", page + 1),
        (_, page) => format!("{name}.{}.html", page + 1),
    }
}

/// The file of a subject's page; a name that is taken gets a sign in front that no id begins with.
pub fn subject_file(id: &str) -> String {
    if id == "index" || id == "method" || id.starts_with("index-") {
        format!("_{id}.html")
    } else {
        format!("{id}.html")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_subject_takes_the_name_of_another_page() {
        assert_eq!(subject_file("guangzhou"), "guangzhou.html");
        assert_eq!(subject_file("index-2"), "_index-2.html");
        assert_eq!([list_file("index", 1), list_file("aid", 1)], ["index-2.html", "aid.2.html"]);
    }
}
