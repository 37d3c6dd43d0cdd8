//! Values that another party is to confirm: workbooks for it, what signed ones say, a warning where something is not
//! confirmed, and the list before a release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::build::Request;
use super::desk::Desk;
use super::entry::EntryError;
use super::sheets::{self, Exported, ImportError, Imported, Taken, Texts, Told, whole};
use crate::content::Sources;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::edition;
use crate::entry::sheets::{Became, Book, Trouble, answers, confirm_book, confirmed, to_confirm};
use crate::entry::{Asked, new_record};
use crate::history::day;
use crate::model::{At, Content, Evaluation, FigureIndex, Place, SubjectIndex, Year, YearContent};
use crate::procedure::confirm::{self, Standing};
use crate::wording;

/// In so many records what is not confirmed is told once.
const MANY: usize = 4;

/// A record with what of it is not confirmed.
struct Left<'y> {
    evaluation: &'y Evaluation,
    subject: SubjectIndex,
    values: Vec<(FigureIndex, Standing<'y>)>,
}

impl Left<'_> {
    /// The record's file, also where tables alone say what it states.
    fn file(&self, year: &YearContent) -> String {
        let scheme = &self.evaluation.scheme;
        format!("{}/{}/records/{}.yaml", year.year, scheme.id, scheme.subjects[self.subject.get()])
    }

    fn party(&self, content: &Content) -> String {
        let by = self.evaluation.scheme.confirmed_by.as_ref();
        let subject = content.subjects.get(&self.evaluation.scheme.subjects[self.subject.get()]);
        let party =
            by.zip(subject).map(|(by, subject)| confirm::party(by, subject, self.evaluation.scheme.year));
        party.unwrap_or_default()
    }

    fn place(&self, year: &YearContent) -> Place {
        let record = &self.evaluation.records[self.subject.get()];
        let at = self.values.first().and_then(|(figure, _)| record.figure(*figure)).map(|value| value.at);
        at.and_then(|at| record.place(at))
            .unwrap_or_else(|| Place::line(Arc::from(self.file(year)), At { line: 1, column: 1 }))
    }
}

/// Every record of a scheme that has values to be confirmed.
fn left<'y>(year: &YearContent, evaluation: &'y Evaluation) -> Vec<Left<'y>> {
    let subjects = (0..evaluation.records.len()).map(SubjectIndex::new);
    let of =
        |subject| Left { evaluation, subject, values: confirm::unconfirmed(evaluation, subject, year.as_of) };
    subjects.map(of).filter(|left| !left.values.is_empty()).collect()
}

/// What of every draft is not confirmed, and what was confirmed to no use.
pub(super) fn problems(content: &Path, desk: &Desk) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // What an edition was made from is as it was released.
    if edition::is_inputs(content) {
        return problems;
    }
    for year in &desk.content.years {
        for evaluation in &year.evaluations {
            problems.extend(folded(&desk.content, year, &left(year, evaluation)));
            for at in 0..evaluation.records.len() {
                problems.extend(idle(evaluation, SubjectIndex::new(at)));
            }
        }
    }
    problems
}

fn folded(content: &Content, year: &YearContent, records: &[Left]) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = records.iter().map(|of| problem(content, year, of)).collect();
    if told.len() < MANY {
        return told;
    }
    let others: Vec<String> = records[1..]
        .iter()
        .map(|of| {
            format!("{}.yaml（{}项）", of.evaluation.scheme.subjects[of.subject.get()], of.values.len())
        })
        .collect();
    told.truncate(1);
    for one in &mut told {
        let more = format!("另有{}份记录也有没确认的：{}", others.len(), some(&others));
        one.hint = Some(one.hint.take().map_or_else(|| more.clone(), |hint| format!("{hint}。{more}")));
    }
    told
}

fn problem(content: &Content, year: &YearContent, of: &Left) -> Diagnostic {
    let named = |changed: bool| -> Vec<String> {
        let wanted = of.values.iter().filter(|(_, at)| matches!(at, Standing::Changed(_)) == changed);
        let def = |figure: FigureIndex| &of.evaluation.scheme.figures[figure.get()];
        wanted.map(|(figure, _)| format!("{}（{}）", def(*figure).title, def(*figure).id)).collect()
    };
    let party = of.party(content);
    let parts = [(named(false), "没有确认"), (named(true), "确认以后改过")];
    let parts = parts.iter().filter(|(named, _)| !named.is_empty());
    let parts: Vec<String> =
        parts.map(|(named, what)| format!("{} 项{what}：{}", named.len(), some(named))).collect();
    let text = format!("要由{party}确认的数据，{}", parts.join("；"));
    let hint = format!(
        "请用 tongbao confirm export {} 导出确认表，对方确认以后用 tongbao confirm import 收回",
        year.year
    );
    Diagnostic::at(Code::Unconfirmed, &of.place(year), text).hint(hint)
}

fn idle(evaluation: &Evaluation, subject: SubjectIndex) -> Option<Diagnostic> {
    let found = confirm::idle(evaluation, subject);
    let record = &evaluation.records[subject.get()];
    let place = record.place(found.first()?.at)?;
    let mut named: Vec<String> = Vec::new();
    for value in &found {
        let def = &evaluation.scheme.figures[value.figure.get()];
        let why = match record.figure(value.figure) {
            None => "现在没有填报",
            Some(_) => "方案没有要谁确认",
        };
        let name = format!("{}（{}）{why}", def.title, def.id);
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let (text, hint) = match evaluation.scheme.confirmed_by {
        Some(_) => (
            format!("这里的确认用不着：{}", some(&named)),
            "数据删错了的，请补回来；用不着的确认，从 confirmed 里删去",
        ),
        None => (
            format!("方案“{}”没有要谁确认数据，这里的确认用不着", evaluation.scheme.title),
            "应当要确认的，在 scheme.yaml 里写 confirmed_by；不要的，删去 confirmed",
        ),
    };
    Some(Diagnostic::at(Code::IdleConfirmation, &place, text).hint(hint))
}

/// Every value of a year that is not confirmed on the day of its release, with who was to confirm it: what is dated after
/// that day is told as well.
pub(super) fn listed(content: &Content, year: &YearContent, day: Date) -> Vec<String> {
    let of_record = |of: Left| {
        let (file, party) = (of.file(year), of.party(content));
        let record = &of.evaluation.records[of.subject.get()];
        let line = |(figure, standing): &(FigureIndex, Standing)| {
            let def = &of.evaluation.scheme.figures[figure.get()];
            let value =
                record.figure(*figure).map_or_else(String::new, |value| wording::number::figure(value.value));
            let standing = wording::confirm::standing(*standing);
            format!("{file}：{} {value} {}，{standing}；由{party}确认", def.title, def.unit.as_str())
        };
        of.values.iter().map(line).collect::<Vec<_>>()
    };
    let ahead = year.evaluations.iter().flat_map(|evaluation| &evaluation.records).flat_map(|record| {
        let file = record.file.as_deref().unwrap_or_default();
        let later = record.confirmed.iter().filter(move |of| of.date > day);
        later.map(move |of| {
            format!("{file}:{}：“{}”的确认日期 {} 还没有到，请核对", of.at.line, of.by, of.date)
        })
    });
    let left = year.evaluations.iter().flat_map(|evaluation| left(year, evaluation));
    left.flat_map(of_record).chain(ahead).collect()
}

/// For whom there is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfirmFor {
    /// Each subject of which something is to be confirmed.
    Subject,
    /// Each party that confirms something.
    Party,
}

/// Writes workbooks of what is still to be confirmed in a year, or in one of its schemes.
///
/// # Errors
/// See [`EntryError`].
pub fn export_confirmations(
    folder: &Path,
    year: Year,
    scheme: Option<&str>,
    by: ConfirmFor,
    to: &Path,
) -> Result<Exported, EntryError> {
    let books = |content: &Content, asked: &Asked<'_>, _: &Sources| -> Result<Vec<Book>, ()> {
        let (site, open) = (sheets::site(content), to_confirm(asked));
        Ok(match by {
            ConfirmFor::Subject => {
                open.iter().map(|(subject, _)| confirm_book(asked, site, &[*subject], None)).collect()
            }
            ConfirmFor::Party => {
                let mut parties: BTreeMap<&str, Vec<SubjectIndex>> = BTreeMap::new();
                for (subject, party) in &open {
                    parties.entry(party).or_default().push(*subject);
                }
                parties.iter().map(|(party, of)| confirm_book(asked, site, of, Some(party))).collect()
            }
        })
    };
    let exported = sheets::export(folder, year, scheme, to, books)?;
    if exported.files.is_empty() { Err(EntryError::NothingToConfirm) } else { Ok(exported) }
}

/// Takes signed workbooks into the records: what is confirmed is written, what is objected to or is another value by now is
/// told. Where a workbook cannot be read, nothing is written.
///
/// # Errors
/// When the content cannot be read, or a record cannot be written.
pub fn import_confirmations(
    request: &Request,
    files: &[PathBuf],
    dry_run: bool,
) -> Result<Imported, ImportError> {
    let now = edition::now().map_err(|error| ImportError::Entry(EntryError::Clock(error)))?;
    let today = day(now);
    sheets::take_in(request, files, dry_run, |content, sources, file, texts| {
        one(content, sources, (file, today), texts)
    })
}

fn one(
    content: &Content,
    sources: &Sources,
    (file, day): (&Path, Date),
    texts: &mut Texts,
) -> Result<Taken, Trouble> {
    let returned = sheets::opened(file)?;
    if !returned.is_confirmation() {
        return Err(whole("这是填报用的工作簿，不是确认表，请用 tongbao sheets import 收".to_owned()));
    }
    let asked = sheets::asked(content, &returned)?;
    let subjects = sheets::subjects(&asked, &returned)?;
    let book = confirm_book(&asked, sheets::site(content), &subjects, returned.mark.organ.as_deref());
    let (mut found, signed, troubles) = answers(&asked, &returned, (&book, &subjects), day);
    for subject in &subjects {
        let own = |answer: &&mut crate::entry::sheets::Answer| {
            answer.subject == *subject && answer.became == Became::Made
        };
        let figures: Vec<FigureIndex> = found.iter_mut().filter(own).map(|answer| answer.figure).collect();
        let Some(signed) = signed.as_ref().filter(|_| !figures.is_empty()) else { continue };
        let text = sheets::today(&asked, sources, *subject, texts)?;
        // A record of which tables alone state the values begins as one that is made for it.
        let text = if text.is_empty() { new_record(&asked, *subject) } else { text };
        match confirmed(&asked, &text, *subject, signed, &figures) {
            Some(text) => {
                texts.insert(asked.file(&asked.scheme().subjects[subject.get()]), text);
            }
            None => found.iter_mut().filter(own).for_each(|answer| answer.became = Became::NoPlace),
        }
    }
    let told = found.into_iter().map(|answer| Told {
        book: file.to_owned(),
        spot: answer.spot,
        about: format!("{} {}", asked.name(&asked.scheme().subjects[answer.subject.get()]), answer.about),
        told: answer.told,
        became: answer.became,
    });
    Ok((told.collect(), troubles))
}
