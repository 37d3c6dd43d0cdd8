//! The page of a year's calendar: who is behind, then each scheme's steps and everybody under them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{ClauseId, SubjectIndex};
use crate::procedure::schedule::{Behind, Entry, Step, StepKind, behind};
use crate::site::base::{
    At, ClauseRow, Data, Form, Kind, Link, Own, Page, ROWS, SchemeSite, Section, Site, Way, YearSite,
    clauses, href, sections,
};
use crate::site::parts::calendar::chart::scheme_figure;
use crate::site::parts::calendar::rows::{StepRow, TimingView, due, step_rows, steps_of};
use crate::wording;
use crate::wording::number::{dash, date, numeral};

mod events;
mod sheet;

/// The table of every subject and step.
const CSV: &str = "data/calendar.csv";

/// The dates for a calendar program.
const ICS: &str = "data/calendar.ics";

/// Whether a year has any step to tell of.
fn is_there(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| crate::procedure::schedule::has_steps(scheme.scheme))
}

const FILE: &str = "calendar.html";

/// How the page is called.
pub(crate) const NAME: &str = "办理日程";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        cited,
        data: &[
            Data {
                file: CSV,
                form: Form::Sheet(sheet::sheet),
                format: "CSV",
                title: "办理日程：每个对象每个环节的期限和办理日期",
            },
            Data {
                file: ICS,
                form: Form::Calendar(events::events),
                format: "ICS",
                title: "办理日程：导入日历软件的期限，提前7天提醒",
            },
        ],
        procedure: true,
        ..Own::new(FILE, page, way)
    }),
    ..Kind::new("calendar")
};

fn way(year: &YearSite) -> Option<Way> {
    is_there(year).then(|| Way::new(year, NAME, "期限 按期 迟办 逾期 谁落后了 整改方案 整改报告"))
}

#[derive(Debug, Serialize)]
pub struct CalendarPage<'a> {
    pub heading: String,
    /// The procedure in words.
    pub sentence: String,
    /// The day it is told for, and the data cut-off.
    pub more: String,
    pub contents: Vec<Section>,
    pub behind: Vec<BehindRow<'a>>,
    /// How many more there are than the table shows.
    pub behind_rest: usize,
    pub schemes: Vec<SchemeCalendar<'a>>,
    /// The table of every subject and step.
    pub csv: &'static str,
    /// The dates for a calendar program.
    pub ics: &'static str,
    pub clauses: Vec<ClauseRow<'a>>,
    /// The number of their section.
    pub clauses_numeral: String,
}

/// Somebody who is behind with a step.
#[derive(Debug, Serialize)]
pub struct BehindRow<'a> {
    /// Who, leading to its dates.
    pub subject: Link,
    pub scheme: &'a str,
    pub step: &'a str,
    pub due: String,
    pub done: String,
    /// How long it took too long.
    pub timing: TimingView,
    /// The same in days, to sort by.
    pub days: u32,
    pub clause: Option<Link>,
}

/// A scheme's steps.
#[derive(Debug, Serialize)]
pub struct SchemeCalendar<'a> {
    pub id: String,
    /// 二
    pub numeral: String,
    pub title: &'a str,
    /// Its steps in words.
    pub sentence: String,
    /// The id of its picture.
    pub figure: String,
    pub steps: Vec<StepRow<'a>>,
    /// The heads of the table of subjects.
    pub columns: Vec<Column<'a>>,
    pub rows: Vec<SubjectRow<'a>>,
    /// How many more there are than the table shows.
    pub rest: usize,
}

/// A step as the head of a column.
#[derive(Debug, Serialize)]
pub struct Column<'a> {
    pub title: &'a str,
    pub due: String,
}

/// A subject with how far it is.
#[derive(Debug, Serialize)]
pub struct SubjectRow<'a> {
    pub name: &'a str,
    pub href: String,
    /// How far with each step; nothing where it is not asked.
    pub cells: Vec<Option<Cell>>,
}

/// How far a subject is with a step.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// How far.
    pub timing: TimingView,
    /// The day it was done; empty where it was not.
    pub done: String,
}

/// The clauses that a year's steps rest on.
fn cited<'a>(year: &YearSite<'a>) -> BTreeSet<&'a ClauseId> {
    let schemes = || year.schemes.iter().map(|scheme| scheme.scheme);
    let milestones = schemes().flat_map(|scheme| &scheme.milestones).filter_map(|of| of.clause.as_ref());
    let terms = schemes().filter_map(|scheme| scheme.rectification.as_ref()?.clause.as_ref());
    milestones.chain(terms).collect()
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    let steps: Vec<_> = year.schemes.iter().map(|scheme| (scheme, steps_of(scheme))).collect();
    let steps: Vec<_> = steps.into_iter().filter(|(_, steps)| !steps.is_empty()).collect();
    let mut late: Vec<(&SchemeSite, Behind)> = steps
        .iter()
        .flat_map(|(scheme, steps)| behind(steps).into_iter().map(move |of| (*scheme, of)))
        .collect();
    late.sort_by_key(|(_, of)| of.rank());
    let clause = |id: &ClauseId| clauses::link(year.year, id, "");
    let calendars = steps.iter().enumerate();
    let schemes: Vec<_> = calendars
        .map(|(at, (scheme, steps))| scheme_calendar(scheme, steps, numeral(at + 2), clause))
        .collect();
    let clauses = clauses::rows(year.year, &cited(year));
    let own = schemes.iter().map(|of| (of.id.clone(), of.title.to_owned(), true));
    let first = ("behind".to_owned(), "谁落后了".to_owned(), true);
    let last = ("clauses".to_owned(), "条款".to_owned(), !clauses.is_empty());
    let contents = sections([first].into_iter().chain(own).chain([last]));
    let counts = steps.iter().flat_map(|(_, steps)| steps).map(Step::counts).sum();
    let row = |(scheme, of): &(&'s SchemeSite<'_>, Behind)| behind_row(scheme, of, clause);
    let figures = steps.iter().filter_map(|(scheme, steps)| scheme_figure(scheme, steps)).collect();
    let body = CalendarPage {
        heading: year.titled(NAME),
        sentence: wording::schedule::told(year.stated.date, counts),
        more: wording::schedule::days(year.stated.source, year.year.cutoff),
        behind: late.iter().take(ROWS).map(row).collect(),
        behind_rest: late.len().saturating_sub(ROWS),
        schemes,
        csv: CSV,
        ics: ICS,
        clauses,
        clauses_numeral: numeral(contents.len()),
        contents,
    };
    Page { figures, ..Page::new(chrome, body) }
}

fn behind_row<'s>(
    scheme: &'s SchemeSite<'_>,
    of: &Behind,
    clause: impl Fn(&ClauseId) -> Option<Link>,
) -> BehindRow<'s> {
    let subject = of.entry.subject;
    BehindRow {
        subject: Link::to(scheme.short(subject), format!("{}#dates", href(scheme, subject))),
        scheme: &scheme.scheme.short,
        step: wording::schedule::step_title(scheme.scheme, of.step.kind),
        due: of.entry.due.map_or_else(dash, date),
        done: of.entry.done.map_or_else(dash, date),
        timing: TimingView::of(of.entry.timing),
        days: of.entry.timing.days_behind(),
        clause: of.step.clause.and_then(clause),
    }
}

fn scheme_calendar<'s>(
    scheme: &'s SchemeSite<'_>,
    steps: &[Step<'s>],
    numeral: String,
    clause: impl Fn(&ClauseId) -> Option<Link>,
) -> SchemeCalendar<'s> {
    let asked: Vec<_> = steps.iter().filter(|step| !step.entries.is_empty()).collect();
    let column = |step: &&Step<'s>| Column {
        title: wording::schedule::step_title(scheme.scheme, step.kind),
        due: due(scheme, step).0,
    };
    let total = scheme.scheme.subjects.len();
    let row = |at: usize| {
        let subject = SubjectIndex::new(at);
        SubjectRow {
            name: scheme.short(subject),
            href: href(scheme, subject),
            cells: asked.iter().map(|step| found(step, subject).map(cell)).collect(),
        }
    };
    let asked_to_mend = steps.iter().filter(|step| step.kind == StepKind::Plan);
    let notified = asked_to_mend.map(|step| step.entries.len()).find(|count| *count > 0);
    SchemeCalendar {
        id: format!("s-{}", scheme.scheme.id),
        numeral,
        title: &scheme.scheme.short,
        sentence: wording::schedule::scheme(total, &scheme.scheme.noun, steps.len(), notified),
        figure: format!("calendar-{}", scheme.scheme.id),
        steps: step_rows(scheme, steps, false, clause),
        columns: asked.iter().map(column).collect(),
        rows: (0..total.min(ROWS)).map(row).collect(),
        rest: total.saturating_sub(ROWS),
    }
}

/// A subject's entry; they stand in the order of subjects.
fn found<'e>(step: &'e Step, subject: SubjectIndex) -> Option<&'e Entry> {
    let at = step.entries.binary_search_by_key(&subject, |entry| entry.subject).ok()?;
    step.entries.get(at)
}

fn cell(entry: &Entry) -> Cell {
    Cell { timing: TimingView::of(entry.timing), done: entry.done.map_or_else(String::new, date) }
}
