//! The dates of a year's procedure as events of a calendar program: what is due when, not how it stands.

use jiff::civil::Date;

use super::NAME;
use crate::model::SubjectIndex;
use crate::procedure::schedule::{Due, Entry, Step};
use crate::site::base::events::{CalendarEvent, CalendarFile};
use crate::site::base::{At, Mark, SchemeSite, Site, Within};
use crate::site::parts::calendar::rows::steps_of;
use crate::wording;
use crate::wording::number::date;

/// The events of a year: the data cut-off, each step with a day that all share, and each subject's own day.
pub fn events(site: &Site, at: At) -> CalendarFile {
    let y = at.year;
    let (year, touched) = (&site.years[y], site.years[y].schemes.iter().collect::<Vec<_>>());
    let chrome = site.edition_chrome(y, Within::Edition, ("calendar", NAME.to_owned()), Vec::new(), &touched);
    // What marks pages marks what is taken from them.
    let marks: Vec<String> = [chrome.picture_mark.clone(), chrome.marks.classification.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect();
    let number = year.year.year;
    let mut events = vec![CalendarEvent {
        uid: format!("{number}.cutoff"),
        day: year.year.cutoff,
        summary: format!("{}数据统计截止", year.year.title),
        description: Vec::new(),
    }];
    for scheme in &year.schemes {
        for step in steps_of(scheme) {
            let uid = format!("{number}.{}.{}", scheme.scheme.id, step.kind.id(scheme.scheme));
            match step.due {
                Due::Open => {}
                // The day of a rectification follows from each subject's own notice, also where all got it together.
                Due::Day(day) if scheme_wide(&step) => events.push(event(scheme, &step, None, uid, day)),
                Due::Day(_) | Due::Each => {
                    events.extend(step.entries.iter().filter_map(|entry| {
                        let id = &scheme.scheme.subjects[entry.subject.get()];
                        Some(event(scheme, &step, Some(entry), format!("{uid}.{id}"), entry.due?))
                    }));
                }
            }
        }
    }
    for event in &mut events {
        event.description.extend(marks.iter().cloned());
    }
    let mark = chrome.picture_mark.map_or_else(String::new, |mark| format!("（{mark}）"));
    CalendarFile {
        site: site.key(),
        name: format!("{}{NAME}{mark}", year.year.title),
        stamped: year.year.cutoff,
        version: match year.mark {
            Mark::Draft => 0,
            Mark::Released { version, .. } => version,
        },
        events,
    }
}

fn scheme_wide(step: &Step) -> bool {
    matches!(step.kind, crate::procedure::schedule::StepKind::Milestone(_))
}

fn event(scheme: &SchemeSite, step: &Step, of: Option<&Entry>, uid: String, day: Date) -> CalendarEvent {
    let name = |subject: SubjectIndex| format!("{}：", scheme.names[subject.get()].name);
    let who = of.map_or_else(String::new, |entry| name(entry.subject));
    let title = wording::schedule::step_title(scheme.scheme, step.kind);
    let mut description = vec![scheme.scheme.title.clone(), format!("期限：{}", date(day))];
    if let (Some(_), Some(term)) = (of, &scheme.scheme.rectification) {
        description.push(format!("自整改通知之日起{}个月", term.months));
    }
    if let Some(clause) = step.clause.and_then(|id| scheme.year.clauses.get(id)) {
        description.push(format!("依据：{}　{}", clause.cite, clause.says));
    }
    CalendarEvent { uid, day, summary: format!("{who}{title}（{}）", scheme.scheme.short), description }
}
