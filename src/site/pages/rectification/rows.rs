//! Rows of the page: a problem with its rectification, and a problem of an earlier year.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{ProblemRef, Proof, Recheck, Severity, Stated, SubjectIndex};
use crate::procedure::rectification::{Followed, Item, State};
use crate::procedure::schedule::Timing;
use crate::site::base::problems::{anchor, earlier_link};
use crate::site::base::{Link, ROWS, SchemeSite, clauses};
use crate::wording::number::{dash, date};
use crate::wording::rectification as words;

/// A problem.
#[derive(Clone, Debug, Serialize)]
pub struct ItemRow<'a> {
    pub id: String,
    /// Whose, leading to the subject's page.
    pub subject: Link,
    pub scheme: &'a str,
    pub county: Option<&'a str>,
    pub says: &'a str,
    /// The same, leading to its row; beyond the end of a long list there is none.
    pub place: Link,
    /// Under which indicator.
    pub node: Option<Link>,
    /// What it offends against.
    pub clause: Option<Link>,
    /// 轻微, 一般, 突出
    pub severity: &'static str,
    pub prominent: bool,
    pub source: Option<&'a str>,
    /// The last day for plan and report.
    pub deadline: String,
    pub plan: Done,
    pub report: Done,
    /// What shows that it was put right.
    pub evidence: Vec<Paper<'a>>,
    pub recheck: Option<Checked<'a>>,
    /// 待复核
    pub state: &'static str,
    /// Whether it wants attention: overdue, or not passed.
    pub behind: bool,
    pub closed: bool,
    /// The problems of earlier years it repeats, latest first.
    pub chain: Vec<Link>,
    /// Whether the year before had a problem under the same indicator that is not said to be the same.
    pub alike: bool,
}

/// A plan or a report.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// Its day; empty or a dash where there is none.
    pub day: String,
    /// 按期, 迟3天, 逾期12天; empty where there is nothing to say.
    pub timing: String,
    /// Whether that is behind time.
    pub late: bool,
}

/// A paper.
#[derive(Clone, Debug, Serialize)]
pub struct Paper<'a> {
    pub title: &'a str,
    pub file: Option<&'a str>,
    /// Its day; empty where it is not said.
    pub day: String,
}

/// A re-check.
#[derive(Clone, Debug, Serialize)]
pub struct Checked<'a> {
    pub day: String,
    pub by: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// A problem of an earlier year.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierRow<'a> {
    pub id: String,
    pub subject: Link,
    pub scheme: &'a str,
    /// The year it was found in.
    pub year: String,
    /// What was found, leading to its place in that year.
    pub says: Link,
    /// 未销号, 已销号
    pub state: &'static str,
    pub open: bool,
    /// Whether points are taken off for it.
    pub deducted: bool,
    pub recheck: Checked<'a>,
    /// What shows it.
    pub evidence: Vec<Paper<'a>>,
}

/// An item as the year's page shows it; `at` is its position among the scheme's.
pub(crate) fn item<'s>(scheme: &SchemeSite<'s>, at: usize, item: &Item<'s>) -> ItemRow<'s> {
    let (problem, definition) = (item.problem, scheme.scheme);
    let chain = item.chain.iter().map(|of| {
        let that = ProblemRef { year: of.year, id: of.id.to_owned() };
        earlier_link(scheme, item.subject, &that, format!("{}年", of.year), "../../")
    });
    let id = anchor(definition, &definition.subjects[item.subject.get()], item.position, problem);
    ItemRow {
        place: if at < ROWS {
            Link::to(problem.says.clone(), format!("#{id}"))
        } else {
            Link::plain(problem.says.clone())
        },
        id,
        subject: subject(scheme, item.subject),
        scheme: &definition.short,
        county: problem.county.as_deref(),
        says: &problem.says,
        node: problem.node.map(|node| {
            let href = format!("{}/{}", definition.id, scheme.nodes[node.get()].href);
            Link::to(definition.node(node).title.clone(), href)
        }),
        clause: item.clause.and_then(|clause| clauses::link(scheme.year, clause, "")),
        severity: words::severity(problem.severity),
        prominent: problem.severity == Severity::Prominent,
        source: problem.source.as_deref(),
        deadline: item.deadline.map_or_else(dash, date),
        plan: done(item.plan),
        report: done(item.report),
        evidence: papers(&problem.evidence),
        recheck: item.recheck.map(checked),
        state: words::state(item.state),
        behind: behind(item),
        closed: item.is_closed(),
        alike: item.same_indicator && item.chain.is_empty(),
        chain: chain.collect(),
    }
}

/// A problem of an earlier year as the year's page shows it.
pub(crate) fn earlier<'s>(scheme: &SchemeSite<'s>, followed: &Followed<'s>) -> EarlierRow<'s> {
    let stated = followed.stated;
    let definition = scheme.scheme;
    let says = followed.problem.map_or(stated.says.as_str(), |problem| &problem.says);
    EarlierRow {
        id: format!(
            "e-{}.{}.{}.{}",
            definition.id,
            definition.subjects[followed.subject.get()],
            stated.of.year,
            stated.of.id
        ),
        subject: subject(scheme, followed.subject),
        scheme: &definition.short,
        year: stated.of.year.to_string(),
        says: earlier_link(scheme, followed.subject, &stated.of, says, "../../"),
        state: words::open(stated.open),
        open: stated.open,
        deducted: deducted(scheme, followed),
        recheck: Checked { day: date(stated.date), by: stated.by.as_deref(), note: stated.note.as_deref() },
        evidence: papers(&stated.evidence),
    }
}

/// Whether points are taken off for a problem of an earlier year.
fn deducted(scheme: &SchemeSite, followed: &Followed) -> bool {
    let record = &scheme.scored.evaluation.records[followed.subject.get()];
    let stated = record.observations.iter().flatten().filter_map(|observation| observation.stated.as_ref());
    let items = stated.filter_map(|stated| match stated {
        Stated::Deductions(items) => Some(items),
        Stated::Grade(_)
        | Stated::Score(_)
        | Stated::Task(_)
        | Stated::Option(_)
        | Stated::Ratings(_)
        | Stated::NotApplicable(_) => None,
    });
    let carried = items.flatten().filter_map(|item| item.problem.as_ref());
    carried.into_iter().any(|problem| problem.of == followed.stated.of)
}

/// Whether an item is overdue or did not pass.
pub(crate) fn behind(item: &Item) -> bool {
    item.is_overdue() || item.state == State::Failed
}

fn subject(scheme: &SchemeSite, index: SubjectIndex) -> Link {
    let href = format!("{}/{}#problems", scheme.scheme.id, scheme.files[index.get()]);
    Link::to(scheme.short(index), href)
}

fn done((day, timing): (Option<Date>, Timing)) -> Done {
    let told = words::timing(timing);
    Done {
        // What is not there is told by how it stands.
        day: day.map_or_else(|| if told.is_empty() { dash() } else { String::new() }, date),
        timing: told,
        late: matches!(timing, Timing::Late(_) | Timing::Overdue(_)),
    }
}

fn papers(proofs: &[Proof]) -> Vec<Paper<'_>> {
    let paper = |proof: &Proof| proof.date.map_or_else(String::new, date);
    proofs
        .iter()
        .map(|proof| Paper { title: &proof.title, file: proof.file.as_deref(), day: paper(proof) })
        .collect()
}

fn checked(recheck: &Recheck) -> Checked<'_> {
    Checked { day: date(recheck.date), by: recheck.by.as_deref(), note: recheck.note.as_deref() }
}
