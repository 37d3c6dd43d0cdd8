//! Everything of a year that is still to be filled in or confirmed.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::ask::{Ask, Asked, Sort};
use crate::content::{Unproven, needs};
use crate::model::{
    Content, DateSource, FigureIndex, MilestoneIndex, NodeIndex, Status, SubjectIndex, Year, YearContent,
};
use crate::procedure::confirm::{self, Standing};

/// What is still to be done in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// The year.
    pub year: Year,
    /// By scheme and subject in the scheme's order; what is of no subject comes first.
    pub items: Vec<Item>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The scheme in its year; `None`: it is the year's.
    pub scheme: Option<usize>,
    /// Whose record it is.
    pub subject: Option<SubjectIndex>,
    /// What is lacking.
    pub lack: Lack,
    /// Its id in the scheme; the file where it is one.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The unit; empty where there is none.
    pub unit: String,
    /// What may be written.
    pub allowed: String,
    /// What the year before stated; empty where nothing is known.
    pub last: String,
    /// Who provides it; empty where nobody says.
    pub by: String,
    /// The last day for it.
    pub due: Option<Date>,
    /// The file it is written into, relative to the content folder.
    pub file: String,
}

/// What is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// Somebody has to look at what was carried over.
    Confirm,
    /// The record cannot be read.
    Unreadable,
    /// A figure.
    Figure,
    /// A figure of a year before.
    Earlier,
    /// What the subject claims of a figure.
    Claim,
    /// An observation.
    Observation,
    /// Evidence.
    Evidence,
    /// A date.
    Date,
    /// What became of a problem of an earlier year.
    EarlierProblem,
    /// Another party has to confirm a value.
    ToBeConfirmed,
    /// All is there, and the record is not final.
    Final,
}

/// What of a year is to be done, from all that can be read; `broken` are the files with errors.
pub fn todo(content: &Content, year: &YearContent, broken: &BTreeSet<String>) -> Todo {
    let of_year = |of: &crate::model::ToConfirm| Item {
        scheme: None,
        subject: None,
        lack: Lack::Confirm,
        id: of.file.clone(),
        title: of.about.clone(),
        unit: String::new(),
        allowed: "核对以后，删去 year.yaml 里 to_confirm 的这一行".to_owned(),
        last: String::new(),
        by: String::new(),
        due: None,
        file: format!("{}/{}", year.year, of.file),
    };
    let mut items: Vec<Item> = year.to_confirm.iter().map(of_year).collect();
    for (scheme, evaluation) in year.evaluations.iter().enumerate() {
        let asked = Asked::new(content, year, evaluation);
        for at in 0..evaluation.records.len() {
            let subject = SubjectIndex::new(at);
            let file = asked.file(&asked.scheme().subjects[at]);
            let mut list = List { asked: &asked, scheme, subject, file, items: Vec::new() };
            list.fill(broken);
            items.extend(list.items);
        }
    }
    Todo { year: year.year, items }
}

struct List<'l, 'a> {
    asked: &'l Asked<'a>,
    scheme: usize,
    subject: SubjectIndex,
    file: String,
    items: Vec<Item>,
}

impl List<'_, '_> {
    fn fill(&mut self, broken: &BTreeSet<String>) {
        let (asked, subject) = (self.asked, self.subject);
        let scheme = asked.scheme();
        let record = &asked.evaluation.records[subject.get()];
        if record.file.is_none() && broken.contains(&self.file) {
            // Nothing is known of what stands in it: to ask for all of it once more would be wrong.
            let allowed = "先用 tongbao check 查错，改好以后再看还缺什么".to_owned();
            let ask = empty(Sort::Figure, String::new(), "这份记录读不出来".to_owned(), allowed);
            return self.add(Lack::Unreadable, ask);
        }
        let needs = needs(asked.evaluation, subject, &asked.earlier);
        for figure in needs.figures.keys() {
            self.add(Lack::Figure, asked.figure(subject, *figure));
        }
        for figure in needs.claims.keys() {
            self.part(Lack::Claim, *figure, "自评", "写在这项数据的 reported 里");
        }
        for figure in needs.earlier.keys() {
            self.part(Lack::Earlier, *figure, "上年", "写在这项数据的 previous 里，或者补上年的记录");
        }
        for (figure, period) in needs.further.keys() {
            let year = period.year(scheme.year).map_or_else(String::new, |year| format!("{year}年"));
            self.part(Lack::Earlier, *figure, &year, "补那一年的记录");
        }
        for node in &needs.unobserved {
            if let Some(ask) = asked.observation(subject, *node) {
                self.add(Lack::Observation, ask);
            } else {
                // Earlier problems stand for it, of which there may be none to name.
                let node = scheme.node(*node);
                let allowed = "写 earlier_problems；没有往年问题的写 []".to_owned();
                self.add(
                    Lack::Observation,
                    empty(Sort::Observation, node.id.to_string(), node.title.clone(), allowed),
                );
            }
        }
        for Unproven { node, kind, .. } in &needs.unproven {
            let title = scheme.evidence.get(kind).map_or(kind.as_str(), |kind| &kind.title);
            self.proof(*node, kind, title);
        }
        let asked_for = |at: usize| {
            let needed = DateSource::Milestone(MilestoneIndex::new(at));
            // Past the day the year is told for it was missed, which is a fact and no gap.
            let ahead = |due: Date| asked.year.as_of.is_none_or(|as_of| as_of <= due);
            needs.dates.iter().any(|(source, _)| *source == needed)
                || scheme.milestones[at].due.is_some_and(ahead)
        };
        for at in (0..scheme.milestones.len()).filter(|at| record.milestones[*at].is_none() && asked_for(*at))
        {
            self.add(Lack::Date, asked.milestone(subject, at));
        }
        for (source, _) in &needs.dates {
            if let DateSource::LatestEntry(figure) = source {
                self.part(Lack::Date, *figure, "逐笔日期", "写在每一笔的 date 里");
            }
        }
        // Elsewhere nothing follows from them.
        let followed = scheme.takes_earlier_problems();
        for ask in followed.then(|| asked.problems(subject)).into_iter().flatten() {
            self.add(Lack::EarlierProblem, ask);
        }
        if self.items.is_empty() && record.status == Status::Draft {
            let allowed = "核对无误后写 final".to_owned();
            self.add(
                Lack::Final,
                empty(Sort::Figure, "status".to_owned(), "这份记录还是草稿".to_owned(), allowed),
            );
        }
        self.confirm();
    }

    /// What another party still has to confirm.
    fn confirm(&mut self) {
        let (asked, subject) = (self.asked, self.subject);
        let Some(by) = &asked.scheme().confirmed_by else { return };
        for (figure, standing) in confirm::unconfirmed(asked.evaluation, subject, asked.year.as_of) {
            let ask = asked.figure(subject, figure);
            let allowed = match standing {
                Standing::Changed(of) => format!("{} 确认以后改过，请重新确认", of.date),
                Standing::Open | Standing::Confirmed(_) => {
                    format!("tongbao confirm export {}，交对方确认", asked.year.year)
                }
            };
            let due = by.due.or(ask.due);
            let by = asked.party(subject).unwrap_or_default();
            self.add(Lack::ToBeConfirmed, Ask { allowed, last: String::new(), by, due, ..ask });
        }
    }

    fn add(&mut self, lack: Lack, ask: Ask) {
        self.items.push(Item {
            scheme: Some(self.scheme),
            subject: Some(self.subject),
            lack,
            id: ask.id,
            title: ask.title,
            unit: ask.unit,
            allowed: ask.allowed,
            last: ask.last,
            by: ask.by,
            due: ask.due,
            file: self.file.clone(),
        });
    }

    /// Something beside a figure's value.
    fn part(&mut self, lack: Lack, figure: FigureIndex, what: &str, how: &str) {
        let ask = self.asked.figure(self.subject, figure);
        let (title, allowed) = (format!("{}（{what}）", ask.title), how.to_owned());
        self.add(lack, Ask { title, allowed, last: String::new(), ..ask });
    }

    fn proof(&mut self, node: NodeIndex, kind: &str, title: &str) {
        let Some(ask) = self.asked.observation(self.subject, node) else { return };
        let allowed = format!("佐证：evidence: [{{kind: {kind}, title: …}}]");
        let title = format!("{}（佐证：{title}）", ask.title);
        self.add(Lack::Evidence, Ask { title, allowed, last: String::new(), ..ask });
    }
}

fn empty(sort: Sort, id: String, title: String, allowed: String) -> Ask {
    Ask {
        sort,
        id,
        title,
        unit: String::new(),
        allowed,
        form: String::new(),
        last: String::new(),
        by: String::new(),
        due: None,
    }
}
