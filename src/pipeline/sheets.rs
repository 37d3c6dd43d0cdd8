//! Workbooks to fill in, and filled ones put into records.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::build::Request;
use super::desk::DeskError;
use super::entry::{EntryError, find, sound};
use crate::content::{self, Sources, outline};
use crate::diagnostics::Diagnostic;
use crate::entry::sheets::{self, Became, Book, Change, Returned, Spot, Step, Trouble};
use crate::entry::{Asked, new_record};
use crate::model::{Content, SubjectIndex, Year};
use crate::output;

/// The byte order mark, which some editors put before a text.
const MARK: char = '\u{feff}';

/// For whom there is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each subject.
    Subject,
    /// Each organ that provides something.
    Organ,
}

/// The workbooks that were written.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    /// Their paths relative to the folder they were written to.
    pub files: Vec<String>,
}

/// Writes the workbooks of a year, or of one of its schemes.
///
/// # Errors
/// See [`EntryError`].
pub fn export_sheets(
    folder: &Path,
    year: Year,
    scheme: Option<&str>,
    by: By,
    to: &Path,
) -> Result<Exported, EntryError> {
    export(folder, year, scheme, to, |content, asked, sources| books(content, asked, sources, by))
}

/// Writes the workbooks that `books` makes of each scheme of a year, or of one.
pub(super) fn export(
    folder: &Path,
    year: Year,
    scheme: Option<&str>,
    to: &Path,
    books: impl Fn(&Content, &Asked<'_>, &Sources) -> Result<Vec<Book>, ()>,
) -> Result<Exported, EntryError> {
    let (content, sources) = sound(folder)?;
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    let of = content.year(year).ok_or_else(|| EntryError::NoYear(year, years()))?;
    let chosen = scheme.map(|scheme| find(&content, year, scheme)).transpose()?;
    let mut files = BTreeMap::new();
    for evaluation in &of.evaluations {
        if chosen.is_some_and(|(_, one)| one.scheme.id != evaluation.scheme.id) {
            continue;
        }
        let asked = Asked::new(&content, of, evaluation);
        for book in books(&content, &asked, &sources).map_err(|()| unreadable(folder))? {
            let bytes = sheets::write(&book, of.cutoff)
                .map_err(|error| EntryError::Io(to.to_owned(), std::io::Error::other(error)))?;
            let mut path = format!("{}/{}.xlsx", evaluation.scheme.id, book.file);
            // Two names may become one without what no file may be called.
            while files.contains_key(&path) {
                path = path.replace(".xlsx", "_.xlsx");
            }
            files.insert(path, bytes);
        }
    }
    output::create(to, &files)?;
    Ok(Exported { files: files.into_keys().collect() })
}

fn unreadable(folder: &Path) -> EntryError {
    EntryError::Content(content::read(folder).diagnostics.into_iter().filter(|one| one.is_error()).collect())
}

fn books(content: &Content, asked: &Asked<'_>, sources: &Sources, by: By) -> Result<Vec<Book>, ()> {
    let subjects = (0..asked.scheme().subjects.len()).map(SubjectIndex::new);
    let record =
        |subject: SubjectIndex| record(asked, sources, subject).map(|text| (subject, text)).ok_or(());
    let site = site(content);
    match by {
        By::Subject => subjects.map(|of| Ok(sheets::book(asked, site, vec![record(of)?], None))).collect(),
        By::Organ => {
            let records: Vec<sheets::Record> = subjects.map(record).collect::<Result<_, ()>>()?;
            let organs = sheets::organs(asked);
            Ok(organs.iter().map(|organ| sheets::book(asked, site, records.clone(), Some(organ))).collect())
        }
    }
}

/// What tells the site from others.
pub(super) fn site(content: &Content) -> &str {
    content.site.id.as_deref().unwrap_or(&content.site.organ)
}

/// The text of a record; empty where there is none, nothing where it cannot be read.
fn record(asked: &Asked<'_>, sources: &Sources, subject: SubjectIndex) -> Option<String> {
    let path = asked.file(&asked.scheme().subjects[subject.get()]);
    let Some(bytes) = sources.get(&path) else { return Some(String::new()) };
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix(MARK).unwrap_or(text);
    outline(text).map(|_| text.to_owned())
}

/// What an import found and did.
#[derive(Debug, Default)]
pub struct Imported {
    /// Every cell that says something else than before, and what became of it.
    pub told: Vec<Told>,
    /// What cannot be taken over, by its workbook.
    pub troubles: Vec<(PathBuf, Trouble)>,
    /// Errors that the records would have and do not have now.
    pub errors: Vec<Diagnostic>,
    /// The records that are changed, relative to the content folder. They are written unless something above forbids it.
    pub records: Vec<String>,
    /// Whether they were written.
    pub written: bool,
}

/// A cell that says something else than before.
#[derive(Debug)]
pub struct Told {
    /// Its workbook.
    pub book: PathBuf,
    /// Where in it.
    pub spot: Spot,
    /// Whose record, and what of it.
    pub about: String,
    /// What it was, and what it is now.
    pub told: (String, String),
    /// What became of it.
    pub became: Became,
}

/// Why nothing could be looked at.
#[derive(Debug)]
pub enum ImportError {
    /// The content.
    Entry(EntryError),
    /// The content or the editions beside it.
    Desk(DeskError),
}

impl Imported {
    /// Whether nothing may be written.
    pub fn is_refused(&self) -> bool {
        let refused = |became: &Became| match became {
            Became::Meanwhile(_) | Became::Against(..) | Became::NoPlace => true,
            // What is not confirmed holds nothing else up.
            Became::Made | Became::There | Became::Kept | Became::Stale(_) | Became::Objected(_) => false,
        };
        !self.troubles.is_empty()
            || !self.errors.is_empty()
            || self.told.iter().any(|told| refused(&told.became))
    }
}

/// Takes filled workbooks into the records: all of them, or, where anything is wrong with one, none.
///
/// # Errors
/// When the content cannot be read, or a record cannot be written.
pub fn import_sheets(
    request: &Request,
    files: &[PathBuf],
    clear: bool,
    dry_run: bool,
) -> Result<Imported, ImportError> {
    let mut made = Vec::new();
    take_in(request, files, dry_run, |content, sources, file, texts| {
        one(content, sources, file, clear, texts, &mut made)
    })
}

/// Takes workbooks in: `one` puts into the texts of records what a workbook says.
pub(super) fn take_in(
    request: &Request,
    files: &[PathBuf],
    dry_run: bool,
    mut one: impl FnMut(&Content, &Sources, &Path, &mut Texts) -> Result<Taken, Trouble>,
) -> Result<Imported, ImportError> {
    let folder = request.content;
    let (content, sources) = sound(folder).map_err(ImportError::Entry)?;
    let mut found = Imported::default();
    let mut texts = Texts::new();
    for file in &workbooks(files) {
        match one(&content, &sources, file, &mut texts) {
            Ok((told, troubles)) => {
                found.told.extend(told);
                found.troubles.extend(troubles.into_iter().map(|trouble| (file.clone(), trouble)));
            }
            Err(trouble) => found.troubles.push((file.clone(), trouble)),
        }
    }
    found.records = texts.keys().cloned().collect();
    if found.is_refused() || texts.is_empty() {
        return Ok(found);
    }
    let over: Sources = texts
        .iter()
        .map(|(path, text)| {
            let marked = sources.get(path).is_some_and(|bytes| bytes.starts_with("\u{feff}".as_bytes()));
            let text = if marked { format!("{MARK}{text}") } else { text.clone() };
            (path.clone(), Arc::from(text.into_bytes()))
        })
        .collect();
    let errors = |over: &Sources| -> Result<Vec<Diagnostic>, ImportError> {
        let checked = super::checked_over(request, over).map_err(ImportError::Desk)?;
        Ok(checked.problems.into_iter().filter(Diagnostic::is_error).collect())
    };
    let after = errors(&over)?;
    if !after.is_empty() {
        let before = errors(&Sources::new())?;
        let known = |one: &Diagnostic| {
            before
                .iter()
                .any(|other| (&other.file, other.code, &other.message) == (&one.file, one.code, &one.message))
        };
        found.errors = after.into_iter().filter(|one| !known(one)).collect();
    }
    if !found.is_refused() && !dry_run {
        write(folder, &sources, &over).map_err(ImportError::Entry)?;
        found.written = true;
    }
    Ok(found)
}

/// Endings of what is read, and of workbooks that are not: those are taken along so that they are told.
const BOOKS: [&str; 12] =
    ["xlsx", "xls", "ods", "csv", "et", "ett", "wps", "xlsm", "xlsb", "xltx", "xltm", "numbers"];

/// The workbooks that are meant: a folder stands for all in it. What a spreadsheet program keeps beside an open one is
/// none.
fn workbooks(files: &[PathBuf]) -> Vec<PathBuf> {
    let is_book = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        !name.starts_with(['~', '.']) && BOOKS.contains(&ending.as_str())
    };
    let mut found = Vec::new();
    for file in files {
        if file.is_dir() {
            let inside = walkdir::WalkDir::new(file).sort_by_file_name().into_iter().filter_map(Result::ok);
            found.extend(
                inside.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && is_book(path)),
            );
        } else {
            found.push(file.clone());
        }
    }
    found
}

/// Writes all records, or none: what was written before one failed is put back.
fn write(folder: &Path, sources: &Sources, over: &Sources) -> Result<(), EntryError> {
    let mut done: Vec<(PathBuf, &[u8], &[u8])> = Vec::new();
    let mut new = BTreeMap::new();
    let amended = over.iter().try_for_each(|(path, after)| {
        let place = folder.join(path);
        let Some(before) = sources.get(path) else {
            new.insert(path.clone(), after.to_vec());
            return Ok(());
        };
        output::amend(&place, before, after).map_err(|error| EntryError::Io(place.clone(), error))?;
        done.push((place, before, after));
        Ok(())
    });
    let all = amended.and_then(|()| Ok(output::create(folder, &new).map(drop)?));
    if all.is_err() {
        for (place, before, after) in done {
            // Whatever stops this as well stands in the error that is told.
            let _ = output::amend(&place, after, before);
        }
    }
    all
}

/// What a workbook changes, and what of it cannot be taken in.
pub(super) type Taken = (Vec<Told>, Vec<Trouble>);
/// Records as they are to be, by their paths.
pub(super) type Texts = BTreeMap<String, String>;

/// A change that a workbook made.
struct Made {
    record: String,
    path: Vec<Step>,
    book: PathBuf,
    spot: Spot,
    says: String,
}

/// What becomes of a change that meets another than what its workbook knew: that it came from another workbook of the same
/// import, among what was `made`, is told with its cell.
fn cause(made: &[Made], became: Became, record: &str, change: &Change, book: &Path) -> Became {
    let Became::Meanwhile(_) = became else { return became };
    let mut others = made.iter().filter(|made| made.record == record && made.book != book);
    match others.find(|made| change.meets(&made.path)) {
        Some(made) => Became::Against(made.book.display().to_string(), made.spot.clone(), made.says.clone()),
        None => became,
    }
}

/// One workbook: what it changes, which is put into `texts`.
fn one(
    content: &Content,
    sources: &Sources,
    file: &Path,
    clear: bool,
    texts: &mut Texts,
    made: &mut Vec<Made>,
) -> Result<Taken, Trouble> {
    let returned = opened(file)?;
    if returned.is_confirmation() {
        return Err(whole("这是请对方确认数据的工作簿，请用 tongbao confirm import 收".to_owned()));
    }
    let asked = asked(content, &returned)?;
    let scheme = asked.scheme();
    let today = |subject, texts: &Texts| today(&asked, sources, subject, texts);
    let records = subjects(&asked, &returned)?;
    let mut bases = Vec::new();
    for subject in &records {
        // A workbook that is taken in with others is compared with the record as it stands on the disk.
        let id = scheme.subjects[subject.get()].as_str();
        let disk = today(*subject, &BTreeMap::new())?;
        let disk = sheets::part(&asked, returned.mark.organ.as_deref(), &disk);
        bases.push((*subject, returned.base(id, &disk)?));
    }
    let book = sheets::book(&asked, site(content), bases.clone(), returned.mark.organ.as_deref());
    let (changes, troubles) = sheets::compare(&returned, &book);
    let mut told = Vec::new();
    for (position, (subject, base)) in bases.iter().enumerate() {
        let own: Vec<&Change> = changes.iter().filter(|change| change.record == position).collect();
        if own.is_empty() {
            continue;
        }
        let text = today(*subject, texts)?;
        // A record that nobody began begins as one that is made for it.
        let begun = if text.is_empty() { new_record(&asked, *subject) } else { text.clone() };
        let (changed, became) = sheets::put(&asked, base, &begun, &own, clear);
        let record = asked.file(&scheme.subjects[subject.get()]);
        if changed != begun {
            texts.insert(record.clone(), changed);
        }
        for (change, became) in own.iter().zip(became) {
            let became = cause(made, became, &record, change, file);
            if became == Became::Made {
                made.push(Made {
                    record: record.clone(),
                    path: change.path().to_vec(),
                    book: file.to_owned(),
                    spot: change.spot.clone(),
                    says: change.told.1.clone(),
                });
            }
            told.push(Told {
                book: file.to_owned(),
                spot: change.spot.clone(),
                about: format!("{} {}", book.records[position].name, change.about),
                told: change.told.clone(),
                became,
            });
        }
    }
    Ok((told, troubles))
}

/// The text of a record as it is to be so far.
pub(super) fn today(
    asked: &Asked<'_>,
    sources: &Sources,
    subject: SubjectIndex,
    texts: &Texts,
) -> Result<String, Trouble> {
    let path = asked.file(&asked.scheme().subjects[subject.get()]);
    match texts.get(&path) {
        Some(text) => Ok(text.clone()),
        None => record(asked, sources, subject)
            .ok_or_else(|| whole(format!("记录 {path} 读不出来，请先用 tongbao check 查错"))),
    }
}

/// The subjects of a workbook, in the order of the scheme, as it was made.
pub(super) fn subjects(asked: &Asked<'_>, returned: &Returned) -> Result<Vec<SubjectIndex>, Trouble> {
    let scheme = asked.scheme();
    let subject = |id: &String| {
        let at = scheme.subjects.iter().position(|own| own.as_str() == id);
        at.map(SubjectIndex::new)
            .ok_or_else(|| whole(format!("方案 {} 现在没有考核对象“{id}”。请重新导出工作簿", scheme.id)))
    };
    let mut found: Vec<SubjectIndex> = returned.mark.records.keys().map(subject).collect::<Result<_, _>>()?;
    found.sort_unstable();
    Ok(found)
}

pub(super) fn whole(told: String) -> Trouble {
    Trouble { spot: Spot { sheet: String::new(), cell: String::new() }, told }
}

/// Most bytes of a workbook.
const MOST_BYTES: u64 = 16 << 20;

pub(super) fn opened(file: &Path) -> Result<Returned, Trouble> {
    let failed = |error: io::Error| {
        whole(format!(
            "读不出来：{}。{}",
            crate::diagnostics::said(&error),
            crate::diagnostics::remedy(&error)
        ))
    };
    let size = std::fs::metadata(file).map_err(failed)?.len();
    if size > MOST_BYTES {
        return Err(whole(format!("文件超过 {} MiB，不读取", MOST_BYTES >> 20)));
    }
    let bytes = std::fs::read(file).map_err(failed)?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let read =
        content::workbook(&name, &bytes).map_err(|(message, hint)| whole(format!("{message}。{hint}")))?;
    sheets::returned(read)
}

/// What the workbook is about, if this content has it.
pub(super) fn asked<'c>(content: &'c Content, returned: &Returned) -> Result<Asked<'c>, Trouble> {
    let mark = &returned.mark;
    if mark.site != site(content) {
        let told = format!(
            "这个工作簿是“{}”的，这里的内容是“{}”的。请用 --content 指到那个内容文件夹",
            mark.site,
            site(content)
        );
        return Err(whole(told));
    }
    let year = Year::new(mark.year).and_then(|year| content.year(year));
    let year = year.ok_or_else(|| whole(format!("工作簿是 {} 年度的，内容里没有这个年度", mark.year)))?;
    let evaluation = year.evaluations.iter().find(|of| of.scheme.id.as_str() == mark.scheme);
    let evaluation = evaluation
        .ok_or_else(|| whole(format!("工作簿是方案 {} 的，{} 年度没有这个方案", mark.scheme, mark.year)))?;
    Ok(Asked::new(content, year, evaluation))
}
