//! What the record states: figures, events, evidence, problems, dates, waivers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Subject;
use crate::diagnostics::Code;
use crate::model::{Acceptance, At, FigureIndex, ProblemRef, Provider, Record, Severity, Signature};
use crate::procedure::confirm::{self, Standing};
use crate::procedure::rectification::{Followed, Item, State};
use crate::procedure::schedule::{entry, step_clause, step_kinds};
use crate::site::base::links::RECTIFICATION;
use crate::site::base::problems::{anchor, earlier_link};
use crate::site::base::scheme::scored_figures;
use crate::site::base::{Link, ROWS};
use crate::wording::number::{dash, date, figure};
use crate::wording::{self, rectification as words};

/// The record as its page shows it.
#[derive(Debug, Serialize)]
pub struct RecordView<'a> {
    pub file: Option<&'a str>,
    /// 示例, 未定稿 or 定稿.
    pub status: &'static str,
    /// Who entered and reviewed it.
    pub signed: Vec<String>,
    /// How far what another party is to confirm is confirmed, by whom and when.
    pub confirmation: Option<String>,
    /// Figures, those that are not scored marked so.
    pub figures: Vec<FigureRow<'a>>,
    /// Whether there could be values of last year.
    pub earlier_figures: bool,
    pub events: Vec<EventRow<'a>>,
    /// Evidence by node.
    pub evidence: Vec<EvidenceRow<'a>>,
    pub problems: Vec<ProblemRow<'a>>,
    /// What became of problems of earlier years.
    pub earlier: Vec<EarlierRow<'a>>,
    /// Dates of rectification.
    pub rectification: Vec<String>,
    pub milestones: Vec<MilestoneRow<'a>>,
    /// The day they are told for.
    pub as_of: String,
    /// Waived rules.
    pub waivers: Vec<WaiverRow<'a>>,
    /// Warnings that were looked into.
    pub accepted: Vec<AcceptedRow<'a>>,
    /// The subject's own work, where the scheme has another text for each subject.
    pub own: Vec<OwnWork<'a>>,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct FigureRow<'a> {
    pub title: &'a str,
    pub value: String,
    /// What the subject itself claimed.
    pub claimed: Option<String>,
    /// Whether it is confirmed, where somebody is to confirm it.
    pub confirmed: Option<ConfirmedMark>,
    /// The declared unit.
    pub unit: &'a str,
    /// As written, where that was in another unit.
    pub written: Option<String>,
    /// Last year's.
    pub before: String,
    /// Whether any measure reads it.
    pub scored: bool,
    /// Its parts and remarks.
    pub notes: Vec<String>,
    pub place: String,
}

/// Whether a figure is confirmed: a sign and words.
#[derive(Debug, Serialize)]
pub struct ConfirmedMark {
    pub sign: &'static str,
    pub says: &'static str,
    pub holds: bool,
}

/// An event.
#[derive(Debug, Serialize)]
pub struct EventRow<'a> {
    pub title: &'a str,
    pub date: String,
    /// Who states it.
    pub source: Option<&'a str>,
    pub note: Option<&'a str>,
    pub place: String,
}

/// A piece of evidence, or the want of one that is required.
#[derive(Debug, Serialize)]
pub struct EvidenceRow<'a> {
    /// What it supports.
    pub node: &'a str,
    /// The node's id.
    pub id: &'a str,
    pub kind: &'a str,
    pub title: &'a str,
    pub file: Option<&'a str>,
    pub date: String,
    /// Whether it is required and not there.
    pub wanting: bool,
}

/// A problem.
#[derive(Debug, Serialize)]
pub struct ProblemRow<'a> {
    pub says: &'a str,
    pub county: Option<&'a str>,
    /// The node it belongs to.
    pub node: Option<&'a str>,
    /// 轻微, 一般, 突出
    pub severity: &'static str,
    pub prominent: bool,
    pub source: Option<&'a str>,
    /// How far it was put right, leading to its place on the year's page.
    pub state: Link,
    /// Whether it is overdue or did not pass.
    pub behind: bool,
    /// Its last day, where it is not the record's.
    pub due: Option<String>,
    /// Where it stood when it occurred before, or that the indicator had a problem then.
    pub before: Option<Link>,
    pub place: String,
}

/// What became of a problem of an earlier year.
#[derive(Debug, Serialize)]
pub struct EarlierRow<'a> {
    /// What was found, leading to its place in its year.
    pub says: Link,
    /// The year it was found in.
    pub year: String,
    pub open: bool,
    /// 未销号, 已销号
    pub state: &'static str,
    /// The day of the re-check, and who made it.
    pub checked: String,
    pub note: Option<&'a str>,
    pub place: String,
}

/// A date of the procedure.
#[derive(Debug, Serialize)]
pub struct MilestoneRow<'a> {
    pub title: &'a str,
    pub due: String,
    pub done: String,
    /// 按期, 迟3天, 未到期
    pub state: String,
    /// Whether that is behind.
    pub late: bool,
    pub clause: Option<Link>,
}

/// A waived floor or deduction.
#[derive(Debug, Serialize)]
pub struct WaiverRow<'a> {
    pub rule: &'a str,
    pub node: Option<&'a str>,
    pub reason: &'a str,
    /// Who signed it off.
    pub by: &'a str,
    pub date: String,
    pub place: String,
}

/// A warning that was looked into and holds as it is.
#[derive(Debug, Serialize)]
pub struct AcceptedRow<'a> {
    /// What the check asks: 与上年或同组相差太大.
    pub what: &'static str,
    pub code: &'a str,
    /// The figure, indicator or event it speaks of.
    pub about: &'a str,
    pub reason: &'a str,
    /// Who looked into it.
    pub by: &'a str,
    pub date: String,
    pub place: String,
}

/// Work of the subject's own.
#[derive(Debug, Serialize)]
pub struct OwnWork<'a> {
    pub title: &'a str,
    pub says: Option<&'a str>,
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    pub(crate) fn record(&self) -> RecordView<'s> {
        let record = &self.scheme.scored.evaluation.records[self.index.get()];
        let scheme = self.scheme.scheme;
        let own =
            scheme.nodes.iter().filter_map(|node| node.variants.get(&scheme.subjects[self.index.get()]));
        let figures = self.figures(record);
        RecordView {
            earlier_figures: self.scheme.earlier.is_some() || figures.iter().any(|row| row.before != dash()),
            file: record.file.as_deref(),
            status: match (record.file.is_some(), record.status) {
                (false, _) => "没有记录",
                (_, crate::model::Status::Sample) => "示例",
                (_, crate::model::Status::Draft) => "未定稿",
                (_, crate::model::Status::Final) => "定稿",
            },
            signed: [("填报", &record.entered), ("审核", &record.reviewed)]
                .into_iter()
                .filter_map(|(what, who)| who.as_ref().map(|who| signature(what, who)))
                .collect(),
            confirmation: self.confirmation(),
            figures,
            events: record
                .events
                .iter()
                .map(|event| EventRow {
                    title: &scheme.events[event.kind.get()].title,
                    date: event.date.map_or_else(dash, date),
                    source: event.source.as_deref(),
                    note: event.note.as_deref(),
                    place: self.place(record, event.at),
                })
                .collect(),
            evidence: self.evidence(record),
            problems: self.problems(record),
            earlier: self.earlier_problems(record),
            rectification: self.rectification(record),
            milestones: self.milestones(record),
            as_of: date(self.scheme.stated.date),
            waivers: record
                .waivers
                .iter()
                .map(|waiver| WaiverRow {
                    rule: &scheme.rules[waiver.rule.get()].title,
                    node: waiver.node.map(|node| &*scheme.node(node).title),
                    reason: &waiver.reason,
                    by: &waiver.by,
                    date: date(waiver.date),
                    place: self.place(record, waiver.at),
                })
                .collect(),
            accepted: record.accepted.iter().map(|of| self.accepted(record, of)).collect(),
            own: own
                .map(|variant| OwnWork { title: &variant.title, says: variant.says.as_deref() })
                .collect(),
        }
    }

    fn accepted(&self, record: &'s Record, of: &'s Acceptance) -> AcceptedRow<'s> {
        let (scheme, id) = (self.scheme.scheme, of.about.as_deref().unwrap_or_default());
        let figure = scheme.figures.iter().find(|figure| figure.id == id).map(|figure| &figure.title);
        let node = || scheme.find(id).map(|node| &scheme.node(node).title);
        let event = || scheme.events.iter().find(|event| event.id == id).map(|event| &event.title);
        let check = || scheme.checks.iter().find(|check| check.id == id).map(|check| &check.says);
        let title = figure.or_else(node).or_else(event).or_else(check).map_or(id, String::as_str);
        let code = Code::ACCEPTABLE.iter().find(|code| code.as_str() == of.code);
        AcceptedRow {
            what: code.map_or("", |code| code.title()),
            code: &of.code,
            about: if title.is_empty() { "整份记录" } else { title },
            reason: &of.reason,
            by: &of.by,
            date: date(of.date),
            place: self.place(record, of.at),
        }
    }

    /// Who confirms figures of the record, and how far that is.
    fn confirmation(&self) -> Option<String> {
        let by = self.scheme.scheme.confirmed_by.as_ref()?;
        let all = self.confirmed();
        let id = &self.scheme.scheme.subjects[self.index.get()];
        let party = confirm::party(by, self.site.input.content.subjects.get(id)?, self.scheme.scheme.year);
        (!all.is_empty()).then(|| wording::confirm::sentence(&party, &all))
    }

    /// The figures that another party is to confirm.
    pub(crate) fn confirmed(&self) -> Vec<(FigureIndex, Standing<'s>)> {
        confirm::standings(self.scheme.scored.evaluation, self.index, self.scheme.year.as_of)
    }

    fn problems(&self, record: &'s Record) -> Vec<ProblemRow<'s>> {
        let scheme = self.scheme.scheme;
        let id = &scheme.subjects[self.index.get()];
        let first = self.scheme.items.partition_point(|item| item.subject < self.index);
        let shared = record.rectification.as_ref().and_then(|dates| self.scheme.deadline(dates.notified?));
        let row = |(at, item): (usize, &Item<'s>)| {
            let problem = item.problem;
            let anchor = anchor(scheme, id, item.position, problem);
            let anchor = if first + at < ROWS { format!("#{anchor}") } else { String::new() };
            let before = match item.chain.first() {
                Some(of) => {
                    let that = ProblemRef { year: of.year, id: of.id.to_owned() };
                    let text = format!("{}年也有", of.year);
                    Some(earlier_link(self.scheme, self.index, &that, text, "../../../"))
                }
                None => item.same_indicator.then(|| Link::plain("同一指标上年也有问题")),
            };
            ProblemRow {
                says: &problem.says,
                county: problem.county.as_deref(),
                node: problem.node.map(|node| &*scheme.node(node).title),
                severity: words::severity(problem.severity),
                prominent: problem.severity == Severity::Prominent,
                source: problem.source.as_deref(),
                state: Link::to(words::standing(item), format!("../{RECTIFICATION}{anchor}")),
                behind: item.is_overdue() || item.state == State::Failed,
                due: item.deadline.filter(|due| Some(*due) != shared).map(date),
                before,
                place: self.place(record, problem.at),
            }
        };
        self.scheme.items_of(self.index).iter().enumerate().map(row).collect()
    }

    fn earlier_problems(&self, record: &Record) -> Vec<EarlierRow<'s>> {
        let row = |followed: &Followed<'s>| {
            let stated = followed.stated;
            let says = followed.problem.map_or(stated.says.as_str(), |problem| &problem.says);
            let by = stated.by.as_deref().unwrap_or_default();
            EarlierRow {
                says: earlier_link(self.scheme, self.index, &stated.of, says, "../../../"),
                year: stated.of.year.to_string(),
                open: stated.open,
                state: words::open(stated.open),
                checked: format!("{} {by}", date(stated.date)).trim_end().to_owned(),
                note: stated.note.as_deref(),
                place: self.place(record, stated.at),
            }
        };
        self.scheme.followed_of(self.index).iter().map(row).collect()
    }

    /// 通知 2020-05-18, 期限 2020-07-18, 整改方案 2020-06-16, 整改报告 未报
    fn rectification(&self, record: &Record) -> Vec<String> {
        let Some(dates) = &record.rectification else { return Vec::new() };
        let mut days = vec![("通知", dates.notified)];
        let due = dates.notified.and_then(|day| self.scheme.deadline(day));
        days.extend(due.map(|due| ("期限", Some(due))));
        days.extend([("整改方案", dates.plan), ("整改报告", dates.report)]);
        days.into_iter()
            .map(|(what, day)| format!("{what} {}", day.map_or_else(|| "未报".to_owned(), date)))
            .collect()
    }

    fn figures(&self, record: &'s Record) -> Vec<FigureRow<'s>> {
        let scheme = self.scheme.scheme;
        let scored = scored_figures(&scheme.nodes, scheme.figures.len());
        let confirmed: BTreeMap<FigureIndex, Standing<'_>> = self.confirmed().into_iter().collect();
        let row = |(position, definition): (usize, &'s crate::model::FigureDef)| {
            let index = FigureIndex::new(position);
            let mark = |of: &Standing<'_>| ConfirmedMark {
                sign: wording::confirm::sign(*of),
                says: wording::confirm::standing(*of),
                holds: of.holds(),
            };
            let value = record.figure(index);
            let stated = value.and_then(|value| value.previous);
            let before = stated
                .or_else(|| self.scheme.scored.last.figure(self.index, index).map(|earlier| earlier.value));
            let mut notes: Vec<String> = Vec::new();
            if stated.is_some() {
                let by_table =
                    value.and_then(|value| value.previous_at.unwrap_or(value.at).as_cell()).is_some();
                notes.push(if by_table { "上年值由表格填报" } else { "上年值由本记录填报" }.to_owned());
            }
            if let Some(value) = value {
                notes.extend(value.note.clone());
                notes.extend(record.source(value.at).and_then(|cell| provided(&cell.provider)));
                notes.extend(value.entries.iter().map(|entry| {
                    let day = entry.date.map_or_else(String::new, |day| format!("{day} "));
                    let source = entry.source.as_deref().unwrap_or_default();
                    let exempt = if entry.exempt.is_empty() { "" } else { "（不计扣分）" };
                    format!("{day}{} {}{exempt}", figure(entry.value), source)
                }));
            }
            FigureRow {
                title: &definition.title,
                value: value.map_or_else(dash, |value| figure(value.value)),
                claimed: value.and_then(|value| value.reported).map(figure),
                confirmed: confirmed.get(&index).map(mark),
                unit: definition.unit.as_str(),
                written: value.and_then(|value| Some((value.at, value.written.as_deref()?))).map(
                    |(at, (value, unit))| {
                        let of = if at.as_cell().is_some() { "表格" } else { "记录" };
                        format!("{of}写作{} {unit}", figure(*value))
                    },
                ),
                before: before.map_or_else(dash, figure),
                scored: scored[position],
                notes,
                place: value.map_or_else(String::new, |value| self.place(record, value.at)),
            }
        };
        scheme.figures.iter().enumerate().map(row).collect()
    }

    fn evidence(&self, record: &'s Record) -> Vec<EvidenceRow<'s>> {
        let scheme = self.scheme.scheme;
        let id = &scheme.subjects[self.index.get()];
        let kind = |kind: &'s str| scheme.evidence.get(kind).map_or(kind, |kind| kind.title.as_str());
        let mut rows = Vec::new();
        for index in scheme.indices() {
            let node = scheme.node(index);
            let pieces = record.observation(index).map_or(&[][..], |observation| &observation.evidence);
            rows.extend(pieces.iter().map(|piece| EvidenceRow {
                node: node.title_for(id),
                id: node.id.as_str(),
                kind: kind(&piece.kind),
                title: &piece.title,
                file: piece.file.as_deref(),
                date: piece.date.map_or_else(dash, date),
                wanting: false,
            }));
            let wanting = node.requires.iter().filter(|of| {
                let (named, needed) = record.evidenced(scheme, index, of);
                named < needed
            });
            rows.extend(wanting.map(|of| EvidenceRow {
                node: node.title_for(id),
                id: node.id.as_str(),
                kind: kind(&of.kind),
                title: if pieces.iter().any(|piece| piece.kind == of.kind) { "未附齐" } else { "未附" },
                file: None,
                date: dash(),
                wanting: true,
            }));
        }
        rows
    }

    /// The steps this subject is asked for, as they stood on the year's stated day.
    fn milestones(&self, record: &Record) -> Vec<MilestoneRow<'s>> {
        let (inline, scheme) = (self.scheme.inline(""), self.scheme.scheme);
        let row = |kind| {
            let entry = entry(scheme, record, self.index, kind, self.scheme.stated.date)?;
            Some(MilestoneRow {
                title: wording::schedule::step_title(scheme, kind),
                due: entry.due.map_or_else(dash, date),
                done: entry.done.map_or_else(dash, date),
                state: wording::schedule::timing(entry.timing),
                late: entry.timing.days_behind() > 0,
                clause: step_clause(scheme, kind).map(|clause| inline.clause(clause)),
            })
        };
        step_kinds(scheme).filter_map(row).collect()
    }

    /// The line in the record's file, which the page names once, or the cell that a value comes from.
    fn place(&self, record: &Record, at: At) -> String {
        match record.place(at) {
            Some(cell) if cell.sheet.is_some() => cell
                .to_string()
                .strip_prefix(&*self.scheme.folder)
                .map_or_else(|| cell.to_string(), str::to_owned),
            Some(line) => format!(":{}", line.at.line),
            None => String::new(),
        }
    }
}

/// `由省人力资源社会保障厅提供，2020-01-15`
fn provided(provider: &Provider) -> Option<String> {
    let day = provider.date.map_or_else(String::new, |day| format!("，{day}"));
    provider.by.as_ref().map(|by| format!("由{by}提供{day}"))
}

fn signature(what: &str, who: &Signature) -> String {
    format!("{what} {}{}", who.by, who.date.map_or_else(String::new, |day| format!(" {day}")))
}
