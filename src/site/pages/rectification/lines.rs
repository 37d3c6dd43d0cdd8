//! The page's data: every problem of the year, then what became of problems of earlier years.

use crate::model::ProblemRef;
use crate::site::base::site::Site;
use crate::wording::number::date;
use crate::wording::rectification as words;

/// A line of the data.
#[derive(Debug)]
pub struct Line<'a> {
    /// The scheme's short title.
    pub scheme: &'a str,
    /// The subject's id.
    pub subject: &'a str,
    /// The subject.
    pub name: &'a str,
    /// The year the problem was found in.
    pub year: String,
    /// Its id; empty where it has none.
    pub id: &'a str,
    /// Where.
    pub county: &'a str,
    /// Under which indicator.
    pub indicator: &'a str,
    /// What it offends against.
    pub clause: &'a str,
    /// What was found.
    pub says: &'a str,
    /// 轻微, 一般, 突出
    pub severity: &'static str,
    /// Who found it.
    pub source: &'a str,
    /// Days: notice, deadline, plan, report; empty where there is none.
    pub days: [String; 4],
    /// How many papers show that it was put right.
    pub evidence: usize,
    /// The day of the re-check; empty where there is none.
    pub rechecked: String,
    /// Who re-checked.
    pub by: &'a str,
    /// Its state.
    pub state: String,
    /// The problem of an earlier year it repeats, `2018/aid-late`.
    pub recurs: String,
}

/// Every line, scheme by scheme.
pub fn lines<'s>(site: &'s Site<'_>, y: usize) -> Vec<Line<'s>> {
    let year = &site.years[y];
    let mut lines = Vec::new();
    for scheme in &year.schemes {
        let definition = scheme.scheme;
        let cite = |id| year.year.clauses.get(id).map_or("", |clause| clause.cite.as_str());
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, date);
        for item in &scheme.items {
            let problem = item.problem;
            lines.push(Line {
                scheme: &definition.short,
                subject: definition.subjects[item.subject.get()].as_str(),
                name: scheme.short(item.subject),
                year: year.year.year.to_string(),
                id: problem.id.as_deref().unwrap_or_default(),
                county: problem.county.as_deref().unwrap_or_default(),
                indicator: problem.node.map_or("", |node| definition.node(node).title.as_str()),
                clause: item.clause.map_or("", cite),
                says: &problem.says,
                severity: words::severity(problem.severity),
                source: problem.source.as_deref().unwrap_or_default(),
                days: [day(item.notified), day(item.deadline), day(item.plan.0), day(item.report.0)],
                evidence: problem.evidence.len(),
                rechecked: day(item.recheck.map(|recheck| recheck.date)),
                by: item.recheck.and_then(|recheck| recheck.by.as_deref()).unwrap_or_default(),
                state: words::standing(item),
                recurs: problem.recurs.as_ref().map(ProblemRef::to_string).unwrap_or_default(),
            });
        }
        for followed in &scheme.followed {
            let (stated, found) = (followed.stated, followed.problem);
            lines.push(Line {
                scheme: &definition.short,
                subject: definition.subjects[followed.subject.get()].as_str(),
                name: scheme.short(followed.subject),
                year: stated.of.year.to_string(),
                id: &stated.of.id,
                county: found.and_then(|found| found.county.as_deref()).unwrap_or_default(),
                indicator: "",
                clause: "",
                says: found.map_or(&stated.says, |found| &found.says),
                severity: found.map_or("", |found| words::severity(found.severity)),
                source: found.and_then(|found| found.source.as_deref()).unwrap_or_default(),
                days: Default::default(),
                evidence: stated.evidence.len(),
                rechecked: date(stated.date),
                by: stated.by.as_deref().unwrap_or_default(),
                state: words::open(stated.open).to_owned(),
                recurs: String::new(),
            });
        }
    }
    lines
}
