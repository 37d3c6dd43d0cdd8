//! Every step of every subject, one line each.

use jiff::civil::Date;

use crate::procedure::schedule::Timing;
use crate::site::base::site::Site;
use crate::site::parts::calendar::rows::steps_of;
use crate::wording;

/// A step of a subject.
#[derive(Debug)]
pub struct CalendarLine<'a> {
    /// The scheme's id.
    pub scheme: &'a str,
    /// The scheme.
    pub scheme_title: &'a str,
    /// The step's id.
    pub step: &'a str,
    /// What it is called.
    pub step_title: &'a str,
    /// The subject's id.
    pub subject: &'a str,
    /// The subject.
    pub name: &'a str,
    /// Whether its record is a sample.
    pub sample: bool,
    /// Last day on time.
    pub due: Option<Date>,
    /// The day it was done.
    pub done: Option<Date>,
    /// How that stood.
    pub timing: Timing,
    /// Where it is asked for.
    pub clause: Option<&'a str>,
}

/// Every step of every subject of a year, scheme by scheme, step by step.
pub fn lines<'s>(site: &'s Site<'_>, y: usize) -> Vec<CalendarLine<'s>> {
    let mut lines = Vec::new();
    for scheme in &site.years[y].schemes {
        for step in steps_of(scheme) {
            let clause = step.clause.and_then(|id| scheme.year.clauses.get(id)).map(|found| &*found.cite);
            lines.extend(step.entries.iter().map(|entry| CalendarLine {
                scheme: scheme.scheme.id.as_str(),
                scheme_title: &scheme.scheme.title,
                step: step.kind.id(scheme.scheme),
                step_title: wording::schedule::step_title(scheme.scheme, step.kind),
                subject: scheme.scheme.subjects[entry.subject.get()].as_str(),
                name: &scheme.names[entry.subject.get()].name,
                sample: scheme.is_sample(entry.subject),
                due: entry.due,
                done: entry.done,
                timing: entry.timing,
                clause,
            }));
        }
    }
    lines
}
