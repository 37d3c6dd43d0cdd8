//! New files to fill in, and what is still to be filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read;
use crate::content::{self, Sources};
use crate::diagnostics::{self, Diagnostic};
use crate::edition::{self, ClockError};
use crate::entry::{self, Asked, Form, SchemeOf, Todo, schema};
use crate::history::day;
use crate::model::{Content, Evaluation, Scheme, Subject, SubjectId, SubjectIndex, Year, YearContent};
use crate::output::{self, CreateError};

/// What was begun.
#[derive(Debug, PartialEq, Eq)]
pub struct Begun {
    /// How many files were written.
    pub files: usize,
    /// The year they are of.
    pub year: Option<Year>,
    /// The file to look at first, relative to the content folder.
    pub file: String,
    /// Of a year after another: how many problems of earlier years have to be followed up, and of how many subjects.
    pub problems: (usize, usize),
}

/// Why nothing was begun.
#[derive(Debug)]
pub enum EntryError {
    /// The content cannot be read so far.
    Content(Vec<Diagnostic>),
    /// There is no such year; these there are.
    NoYear(Year, Vec<String>),
    /// The year has no such scheme; these it has.
    NoScheme(Vec<String>),
    /// Nobody is called so; who was probably meant, and who there is.
    NoSubject(Option<String>, Vec<String>),
    /// No subject is of this kind; these kinds there are.
    NoKind(Vec<String>),
    /// Nothing that is lacking is provided by this organ; who provides it.
    NoOrgan(Vec<String>),
    /// Every subject has a record.
    NothingNew,
    /// Several are called so: their ids.
    Several(Vec<String>),
    /// There is no example of that name; these there are.
    NoExample(Vec<String>),
    /// The folder holds something.
    Holds(PathBuf),
    /// It is there already.
    Exists(PathBuf),
    /// A year is not begun after itself or a later one.
    Order,
    /// A word is no id, and why.
    BadId(String),
    /// The list of schemes in year.yaml cannot be extended.
    List(PathBuf),
    /// Something could not be written.
    Io(PathBuf, std::io::Error),
    /// The clock says no time.
    Clock(ClockError),
}

impl From<CreateError> for EntryError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Exists(path) => Self::Exists(path),
            CreateError::Io(path, error) => Self::Io(path, error),
        }
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// Writes an empty content folder with one scheme to look at, of this year unless another is asked for.
///
/// # Errors
/// See [`EntryError`].
pub fn begin(folder: &Path, year: Option<Year>) -> Result<Begun, EntryError> {
    free(folder)?;
    let today = day(edition::now().map_err(EntryError::Clock)?);
    let year = year.or_else(|| Year::new(today.year())).ok_or(EntryError::Order)?;
    let mut files = entry::start(year);
    let read = content::read_texts(&sources(&files));
    let content = read.content.ok_or(EntryError::Content(read.diagnostics))?;
    records(&content, year, &mut files);
    let written = files.len();
    let mut files = with_schemas_named(files);
    files.extend(schema::files(&content, None));
    output::create(folder, &files)?;
    Ok(Begun { files: written, year: Some(year), file: "site.yaml".to_owned(), problems: (0, 0) })
}

/// New files with the line by which an editor finds the schema of each.
fn with_schemas_named(files: Files) -> Files {
    let named = |(path, bytes): (String, Vec<u8>)| match std::str::from_utf8(&bytes) {
        Ok(text) => (path.clone(), schema::named(&path, text).into_bytes()),
        Err(_) => (path, bytes),
    };
    files.into_iter().map(named).collect()
}

fn renew_schemas(folder: &Path, content: &Content, year: Option<Year>) -> Result<usize, EntryError> {
    let renewed = output::renew(folder, &schema::files(content, year));
    renewed.map_err(|(path, error)| EntryError::Io(path, error))
}

/// Writes the schemas of every file into the content folder, where the first lines of files name them; gives how many
/// there are, and how many are others than before.
///
/// # Errors
/// See [`EntryError`].
pub fn write_schemas(folder: &Path) -> Result<(usize, usize), EntryError> {
    let content = sound_content(folder)?;
    Ok((schema::files(&content, None).len(), renew_schemas(folder, &content, None)?))
}

/// Writes one of the examples that are shipped.
///
/// # Errors
/// See [`EntryError`].
pub fn begin_example(folder: &Path, name: &str) -> Result<Begun, EntryError> {
    let there = || entry::examples().into_iter().map(str::to_owned).collect();
    let files = entry::example(name).ok_or_else(|| EntryError::NoExample(there()))?;
    free(folder)?;
    let written = output::create(folder, &files)?;
    Ok(Begun { files: written, year: None, file: "site.yaml".to_owned(), problems: (0, 0) })
}

/// A folder that is not there, or holds nothing.
fn free(folder: &Path) -> Result<(), EntryError> {
    match folder.read_dir() {
        Ok(mut inside) => match inside.next() {
            None => Ok(()),
            Some(_) => Err(EntryError::Holds(folder.to_owned())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(EntryError::Exists(folder.to_owned()))
        }
        Err(error) => Err(EntryError::Io(folder.to_owned(), error)),
    }
}

fn sources(files: &Files) -> Sources {
    files.iter().map(|(path, bytes)| (path.clone(), Arc::from(bytes.as_slice()))).collect()
}

/// Writes a year after another: the latest before it, unless one is named.
///
/// # Errors
/// See [`EntryError`].
pub fn year_after(folder: &Path, to: Year, from: Option<Year>) -> Result<Begun, EntryError> {
    let (content, mut sources) = sound(folder)?;
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    let before = content.years.iter().rev().map(|of| of.year).find(|of| *of < to);
    let from = match from {
        Some(from) if from >= to => return Err(EntryError::Order),
        Some(from) => from,
        None => before.ok_or_else(|| EntryError::NoYear(to, years()))?,
    };
    let home = folder.join(to.to_string());
    if home.symlink_metadata().is_ok() {
        return Err(EntryError::Exists(home));
    }
    content.year(from).ok_or_else(|| EntryError::NoYear(from, years()))?;
    let unreadable = || {
        let read = read(folder);
        let of_year = format!("{from}/");
        EntryError::Content(
            read.diagnostics.into_iter().filter(|one| one.file.starts_with(&of_year)).collect(),
        )
    };
    let texts = entry::new_year(&sources, from, to).ok_or_else(unreadable)?;
    let mut files: Files = texts.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    sources.extend(self::sources(&files));
    let read = content::read_texts(&sources);
    let next = read.content.ok_or(EntryError::Content(read.diagnostics))?;
    let problems = records(&next, to, &mut files);
    let written = output::create(folder, &with_schemas_named(files))?;
    renew_schemas(folder, &next, Some(to))?;
    Ok(Begun { files: written, year: Some(to), file: format!("{to}/year.yaml"), problems })
}

/// The records of a year with nothing in them; gives how many problems of earlier years they ask for, of how many
/// subjects.
fn records(content: &Content, year: Year, files: &mut Files) -> (usize, usize) {
    let Some(year) = content.year(year) else { return (0, 0) };
    let mut problems = (0, 0);
    for evaluation in &year.evaluations {
        let asked = Asked::new(content, year, evaluation);
        for (at, id) in evaluation.scheme.subjects.iter().enumerate() {
            let subject = SubjectIndex::new(at);
            files.insert(asked.file(id), entry::new_record(&asked, subject).into_bytes());
            let open = asked.problems(subject).len();
            problems = (problems.0 + open, problems.1 + usize::from(open > 0));
        }
    }
    problems
}

/// Writes the record of a subject with nothing in it; without a subject, of every one that has none.
///
/// # Errors
/// See [`EntryError`].
pub fn record_for(
    folder: &Path,
    year: Year,
    scheme: &str,
    subject: Option<&str>,
) -> Result<Begun, EntryError> {
    let (content, _) = sound(folder)?;
    let (of, evaluation) = find(&content, year, scheme)?;
    let asked = Asked::new(&content, of, evaluation);
    let ids = &evaluation.scheme.subjects;
    let file = |subject: SubjectIndex| asked.file(&ids[subject.get()]);
    let subjects: Vec<SubjectIndex> = match subject {
        Some(word) => vec![listed(&content, &evaluation.scheme, word)?],
        None => (0..ids.len())
            .map(SubjectIndex::new)
            .filter(|subject| folder.join(file(*subject)).symlink_metadata().is_err())
            .collect(),
    };
    let first = subjects.first().map(|subject| file(*subject)).ok_or(EntryError::NothingNew)?;
    let mut problems = (0, 0);
    let mut files = Files::new();
    for subject in subjects {
        files.insert(file(subject), entry::new_record(&asked, subject).into_bytes());
        let open = asked.problems(subject).len();
        problems = (problems.0 + open, problems.1 + usize::from(open > 0));
    }
    let written = output::create(folder, &with_schemas_named(files))?;
    renew_schemas(folder, &content, Some(year))?;
    Ok(Begun { files: written, year: Some(year), file: first, problems })
}

/// Writes a new scheme and lists it in its year, the latest unless one is named.
///
/// # Errors
/// See [`EntryError`].
pub fn scheme_for(
    folder: &Path,
    id: &str,
    form: Form,
    year: Option<Year>,
    kind: Option<&str>,
) -> Result<Begun, EntryError> {
    let (content, sources) = sound(folder)?;
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    content::check_id(id).map_err(EntryError::BadId)?;
    let year = match year {
        Some(year) => content.year(year).ok_or_else(|| EntryError::NoYear(year, years()))?,
        None => content.years.last().ok_or(EntryError::Content(Vec::new()))?,
    };
    let path = format!("{}/year.yaml", year.year);
    let place = folder.join(&path);
    let home = folder.join(format!("{}/{id}", year.year));
    if home.symlink_metadata().is_ok() {
        return Err(EntryError::Exists(home));
    }
    let subjects = taking_part(&content, year, kind)?;
    let Some(first) = subjects.first() else { return Err(EntryError::NoKind(Vec::new())) };
    let of = SchemeOf {
        id,
        year: year.year,
        kind: &first.kind,
        subjects: subjects.iter().map(|of| &of.id).collect(),
    };
    let text = entry::new_scheme(form, &of);
    let bytes = sources.get(&path).ok_or_else(|| EntryError::List(place.clone()))?;
    let before = std::str::from_utf8(bytes).map_err(|_| EntryError::List(place.clone()))?;
    let after = entry::list_scheme(before, id).ok_or_else(|| EntryError::List(place.clone()))?;
    let file = format!("{}/{id}/scheme.yaml", year.year);
    let files = with_schemas_named(BTreeMap::from([(file.clone(), text.into_bytes())]));
    let written = output::create(folder, &files)?;
    output::amend(&place, bytes, after.as_bytes()).map_err(|error| EntryError::Io(place, error))?;
    let listed = BTreeMap::from([(path, after.into_bytes())]);
    let all = sources.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes)));
    let all: Sources = all.chain(self::sources(&files)).chain(self::sources(&listed)).collect();
    if let Some(content) = content::read_texts(&all).content {
        renew_schemas(folder, &content, Some(year.year))?;
    }
    Ok(Begun { files: written, year: Some(year.year), file, problems: (0, 0) })
}

/// The subjects of a kind that exist in a year; of the kind that most are of, where none is named.
fn taking_part<'c>(
    content: &'c Content,
    year: &YearContent,
    kind: Option<&str>,
) -> Result<Vec<&'c Subject>, EntryError> {
    let lineage = year.evaluations.first().map(|of| &of.scheme.lineage);
    // In the order of the file, not of their ids.
    let mut all: Vec<&Subject> = content.subjects.values().collect();
    all.sort_by_key(|subject| subject.at);
    all.retain(|subject| {
        lineage.is_none_or(|lineage| {
            let then = lineage.on(&subject.id, year.cutoff);
            then.ids.len() == 1 && then.ids[0] == subject.id
        })
    });
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for subject in &all {
        match kinds.iter_mut().find(|(kind, _)| *kind == subject.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&subject.kind, 1)),
        }
    }
    let most = kinds.iter().rev().max_by_key(|(_, count)| *count).map(|(kind, _)| *kind);
    let wanted = kind.or(most).unwrap_or_default().to_owned();
    all.retain(|subject| subject.kind == wanted);
    if all.is_empty() {
        return Err(EntryError::NoKind(kinds.iter().map(|(kind, _)| (*kind).to_owned()).collect()));
    }
    Ok(all)
}

/// What is still to be done in a year, and the content it was read from.
#[derive(Debug)]
pub struct TodoOf {
    /// The content, as far as it can be read.
    pub content: Content,
    /// What is to be done.
    pub todo: Todo,
    /// Files of the year that have errors: what they state may be missing here.
    pub broken: BTreeSet<String>,
    year: usize,
}

impl TodoOf {
    /// The year.
    pub fn year(&self) -> &YearContent {
        &self.content.years[self.year]
    }
}

/// What is still to be done in a year: all, or of one subject, or of one organ that provides it.
///
/// # Errors
/// See [`EntryError`].
pub fn entry_todo(
    folder: &Path,
    year: Year,
    subject: Option<&str>,
    organ: Option<&str>,
) -> Result<TodoOf, EntryError> {
    let (read, _) = content::read_sound(folder);
    let home = format!("{year}/");
    let broken = |one: &&Diagnostic| one.is_error() && one.file.starts_with(&home);
    let broken: BTreeSet<String> =
        read.diagnostics.iter().filter(broken).map(|one| one.file.to_string()).collect();
    let content = read.content.ok_or(EntryError::Content(read.diagnostics))?;
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    let of = content.year(year).ok_or_else(|| EntryError::NoYear(year, years()))?;
    let mut todo = entry::todo(&content, of, &broken);
    if let Some(word) = subject {
        let id = find_subject(&content, word)?;
        todo.items.retain(|item| match (item.scheme, item.subject) {
            (Some(scheme), Some(subject)) => of.evaluations[scheme].scheme.subjects[subject.get()] == id,
            _ => false,
        });
    }
    if let Some(organ) = organ {
        let known: BTreeSet<String> =
            todo.items.iter().map(|item| item.by.clone()).filter(|by| !by.is_empty()).collect();
        todo.items.retain(|item| item.by.contains(organ));
        if todo.items.is_empty() && !known.is_empty() && known.iter().all(|by| !by.contains(organ)) {
            return Err(EntryError::NoOrgan(known.into_iter().collect()));
        }
    }
    let at = content.years.iter().position(|of| of.year == year).unwrap_or_default();
    Ok(TodoOf { content, todo, broken, year: at })
}

/// The content as far as it can be read, for what is made from schemes and not from results.
///
/// # Errors
/// When nothing of it can be.
pub fn sound_content(folder: &Path) -> Result<Content, EntryError> {
    sound(folder).map(|(content, _)| content)
}

/// The content as far as it can be read, with its texts.
pub(super) fn sound(folder: &Path) -> Result<(Content, Sources), EntryError> {
    let (read, sources) = content::read_sound(folder);
    match read.content {
        Some(content) => Ok((content, sources)),
        None => Err(EntryError::Content(read.diagnostics)),
    }
}

pub(super) fn find<'c>(
    content: &'c Content,
    year: Year,
    scheme: &str,
) -> Result<(&'c YearContent, &'c Evaluation), EntryError> {
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    let of = content.year(year).ok_or_else(|| EntryError::NoYear(year, years()))?;
    let named = |one: &&Evaluation| {
        let of = &one.scheme;
        of.id.as_str() == scheme || of.short == scheme || of.title == scheme
    };
    let there = || of.evaluations.iter().map(|one| one.scheme.id.to_string()).collect();
    let evaluation = of.evaluations.iter().find(named).ok_or_else(|| EntryError::NoScheme(there()))?;
    Ok((of, evaluation))
}

fn listed(content: &Content, scheme: &Scheme, word: &str) -> Result<SubjectIndex, EntryError> {
    let id = find_subject(content, word)?;
    let at = scheme.subjects.iter().position(|own| *own == id);
    let there = || scheme.subjects.iter().map(ToString::to_string).collect();
    at.map(SubjectIndex::new).ok_or_else(|| EntryError::NoSubject(None, there()))
}

/// Who is meant by an id, a name or a short name.
///
/// # Errors
/// When nobody or more than one is called so.
pub fn find_subject(content: &Content, word: &str) -> Result<SubjectId, EntryError> {
    let id = SubjectId::new(word);
    if content.subjects.contains_key(&id) {
        return Ok(id);
    }
    let called = |subject: &&Subject| subject.names.iter().any(|of| of.name == word || of.short == word);
    let found: Vec<&Subject> = content.subjects.values().filter(called).collect();
    match found[..] {
        [one] => Ok(one.id.clone()),
        [] => {
            let words = content.subjects.values().flat_map(|of| {
                let names = of.names.iter().flat_map(|name| [name.name.clone(), name.short.clone()]);
                names.chain([of.id.to_string()])
            });
            let words: Vec<String> = words.collect();
            let near = diagnostics::nearest(word, words.iter().map(String::as_str)).map(str::to_owned);
            let ids = content.subjects.keys().map(ToString::to_string);
            Err(EntryError::NoSubject(near, ids.collect()))
        }
        _ => Err(EntryError::Several(found.iter().map(|one| one.id.to_string()).collect())),
    }
}
