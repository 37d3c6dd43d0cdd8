//! Reading: a content folder becomes a [`Content`], or all of its problems at once.
//!
//! In: the files of docs/FORMAT.md. Out: the validated model, and diagnostics; there is a content exactly when none of
//! them is an error. The way of a file: text (`files`) → tree that knows its places (`yaml`, `syntax`) → values
//! (`value`, `mapping`, `scalar`, `table`) → model (one file a topic). A bad value gives nothing and reading
//! goes on, so one problem hides no other. Records are read in parallel; neither text nor tree outlives its file.
//!
//! Nothing here scores, and nothing but `files` touches the disk.

mod approvals;
mod characters;
mod clauses;
mod decisions;
mod draws;
mod elsewhere;
mod fewer;
mod files;
mod groups;
mod left_over;
mod lineage;
mod mapping;
mod markdown;
mod needs;
mod open;
mod outline;
mod past;
mod record;
mod records;
mod references;
mod sample_frame;
mod scalar;
mod scheme;
mod sink;
mod site;
mod slips;
mod sound;
mod subjects;
mod syntax;
mod table;
mod tables;
mod targets;
mod unexpected;
mod units;
mod value;
mod yaml;

#[cfg(test)]
mod tests;
mod year;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use files::Sources;
pub use needs::{Needs, Unproven, needs};
pub use outline::{Entry, Outline, Shape, front, outline};
pub use sample_frame::{FrameRead, sample_frame};
pub use sound::{Rough, read_rough, without};
pub use tables::{Cell, Grid, date, is_none, number, shortest, workbook};

use clauses::Clauses;
use files::{Folder, Inputs};
use references::References;
use scheme::SchemeFile;
use subjects::Subjects;
use units::Units;
use year::YearFile;

use crate::diagnostics::{self, Code, Diagnostic};
use crate::model::{Content, Evaluation, FreePage, Place, SchemeId, Targets, Year, YearContent};

/// What reading a folder gave.
#[derive(Debug)]
pub struct Read {
    /// The content; there exactly when no diagnostic is an error.
    pub content: Option<Content>,
    /// Every problem, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a content folder.
pub fn read(root: &Path) -> Read {
    read_as(root, Inputs::OfToday)
}

/// Reads the inputs of a released edition. What a newer program refuses and the one that released them did not is told
/// as a warning, and the content is given all the same: an edition stays readable as long as there is a program.
pub fn read_released(root: &Path) -> Read {
    read_as(root, Inputs::Released)
}

/// Reads a content folder as far as it can be read: what is sound of it is there although something else has errors, for
/// whoever tells what is still to be done. Nothing may be scored from it unless no diagnostic is an error.
pub fn read_sound(root: &Path) -> (Read, Sources) {
    let mut problems = Vec::new();
    let Some(folder) = files::scan(root, Inputs::OfToday, &mut problems).map(Folder::keeping) else {
        return (settled(None, Inputs::OfToday, problems), Sources::new());
    };
    let content = content(&folder, &mut problems);
    let sources = folder.sources(folder.files().filter(|path| is_source(path, None)));
    let read = settled(None, Inputs::OfToday, problems);
    (Read { content, ..read }, sources)
}

/// Reads texts that do not stand on the disk yet, as far as they can be read.
pub fn read_texts(sources: &Sources) -> Read {
    let mut problems = Vec::new();
    let content = content(&Folder::released(sources, Inputs::OfToday), &mut problems);
    let read = settled(None, Inputs::OfToday, problems);
    Read { content, ..read }
}

fn read_as(root: &Path, inputs: Inputs) -> Read {
    let mut problems = Vec::new();
    let content = files::scan(root, inputs, &mut problems).and_then(|folder| content(&folder, &mut problems));
    settled(content, inputs, problems)
}

/// Reads a content folder, and gives the bytes of its [`sources`] with it: those the content was read from, whatever
/// the disk holds a moment later.
pub fn read_and_keep(root: &Path) -> (Read, Sources) {
    let mut problems = Vec::new();
    let Some(folder) = files::scan(root, Inputs::OfToday, &mut problems).map(Folder::keeping) else {
        return (settled(None, Inputs::OfToday, problems), Sources::new());
    };
    let content = content(&folder, &mut problems);
    let sources = folder.sources(folder.files().filter(|path| is_source(path, None)));
    (settled(content, Inputs::OfToday, problems), sources)
}

/// Reads a content folder out of bytes that were read before, as a released edition holds
/// them; see [`read_released`].
pub fn read_kept(sources: &Sources) -> Read {
    read_sources(sources, Inputs::Released)
}

/// The same with every character of its texts. Results that an earlier program published may hold what is left out of
/// texts today; nothing is to be printed from it.
pub fn read_as_written(sources: &Sources) -> Read {
    read_sources(sources, Inputs::AsWritten)
}

fn read_sources(sources: &Sources, inputs: Inputs) -> Read {
    let mut problems = Vec::new();
    let content = content(&Folder::released(sources, inputs), &mut problems);
    settled(content, inputs, problems)
}

fn settled(content: Option<Content>, inputs: Inputs, mut problems: Vec<Diagnostic>) -> Read {
    if inputs != Inputs::OfToday {
        problems.iter_mut().for_each(Diagnostic::ease);
    }
    diagnostics::sort(&mut problems);
    diagnostics::fold(&mut problems);
    let sound = !problems.iter().any(Diagnostic::is_error);
    Read { content: content.filter(|_| sound), diagnostics: problems }
}

/// The files of a content folder that reading it up to a year looks at, in order: site.yaml, subjects.yaml, free pages,
/// and the YAML, Markdown and tables of each year. What they cite as evidence is not among them.
pub fn sources(root: &Path, up_to: Year) -> Vec<String> {
    let Some(folder) = files::scan(root, Inputs::OfToday, &mut Vec::new()) else { return Vec::new() };
    folder.files().filter(|path| is_source(path, Some(up_to))).map(str::to_owned).collect()
}

/// Whether reading a content up to a year, or all of it, looks at a file.
pub fn is_source(path: &str, up_to: Option<Year>) -> bool {
    let text = path.ends_with(".yaml") || path.ends_with(".md") || tables::is_table(path);
    match path.split_once('/') {
        None => matches!(path, "site.yaml" | "subjects.yaml"),
        Some(("pages", _)) => path.ends_with(".md"),
        Some((year, _)) => {
            let year = year.parse().ok().filter(|_| year.len() == 4).and_then(Year::new);
            text && year.is_some_and(|year| up_to.is_none_or(|up_to| year <= up_to))
        }
    }
}

/// Whether a word may be an identifier.
///
/// # Errors
/// Why not, for people.
pub fn check_id(word: &str) -> Result<(), String> {
    scalar::identifier(word).map_err(|why| why.to_string())
}

/// Gives diagnostics that only name a place the text of their file, so that the line can be shown.
pub fn attach_sources(root: &Path, diagnostics: &mut [Diagnostic]) {
    let mut texts: BTreeMap<Arc<str>, Option<Arc<str>>> = BTreeMap::new();
    for diagnostic in diagnostics
        .iter_mut()
        .filter(|one| one.source.is_none() && one.span.is_some() && !tables::is_table(&one.file))
    {
        let text = texts
            .entry(Arc::clone(&diagnostic.file))
            .or_insert_with(|| files::text(root, &diagnostic.file).ok().map(Arc::from));
        if let Some(text) = text {
            diagnostic.locate(Arc::clone(text));
        }
    }
}

fn content(folder: &Folder, problems: &mut Vec<Diagnostic>) -> Option<Content> {
    let site = needed(folder, "site.yaml", "网站说明 site.yaml", problems, site::decode);
    let subjects = needed(folder, "subjects.yaml", "考核对象名单 subjects.yaml", problems, subjects::decode)
        .unwrap_or_else(Subjects::unknown);
    let units = site.as_ref().map_or_else(Units::open, |site| site.units.clone());
    let kinds = site.as_ref().map(|site| &site.kinds);
    let mut years: BTreeMap<Year, YearContent> = BTreeMap::new();
    let mut schemes = BTreeMap::new();
    for year in folder.years() {
        let read = year_content(folder, year, &subjects, &units, kinds, &years, problems);
        schemes.insert(year, read.schemes);
        years.insert(year, read.content);
    }
    if years.is_empty() {
        problems.push(
            Diagnostic::new(Code::NoYear, Arc::from("."), "没有以年份命名的文件夹")
                .hint("请建立如 2019/ 的文件夹，里面放 year.yaml，写法见 docs/FORMAT.md"),
        );
    }
    if let Some(site) = &site {
        site::check_kinds(site, &subjects.by_id, problems);
        site::check_years(site, &years, problems);
    }
    lineage::in_use(&subjects, &years, problems);
    lineage::follows(&years, problems);
    let pages = pages(folder, problems);
    unexpected::check(folder, &schemes, &subjects, problems);
    let subjects = subjects.by_id;
    let mut site = site?.site;
    site.compare.retain(|(first, second)| years.contains_key(first) && years.contains_key(second));
    Some(Content { site, subjects, years: years.into_values().collect(), pages, left_out: Vec::new() })
}

/// Reads a file that has to be there.
fn needed<T>(
    folder: &Folder,
    path: &str,
    what: &str,
    problems: &mut Vec<Diagnostic>,
    decode: impl FnOnce(&mapping::Mapping<'_>) -> Option<T>,
) -> Option<T> {
    if folder.has(path) {
        return open::open(folder, path, problems, decode);
    }
    open::missing(path, what, problems);
    None
}

fn pages(folder: &Folder, problems: &mut Vec<Diagnostic>) -> Vec<FreePage> {
    let mut pages: Vec<FreePage> = folder
        .inside("pages")
        .filter(|name| name.ends_with(".md"))
        .filter_map(|name| markdown::page(folder, &format!("pages/{name}"), problems))
        .collect();
    pages.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    pages
}

/// A year, and the schemes it lists.
struct YearRead {
    content: YearContent,
    /// `None` where year.yaml could not be read.
    schemes: Option<Vec<String>>,
}

fn year_content(
    folder: &Folder,
    year: Year,
    subjects: &Subjects,
    units: &Units,
    kinds: Option<&site::Kinds>,
    earlier: &BTreeMap<Year, YearContent>,
    problems: &mut Vec<Diagnostic>,
) -> YearRead {
    let clauses_path = format!("{year}/clauses.yaml");
    let clauses = match folder.has(&clauses_path) {
        true => open::open(folder, &clauses_path, problems, clauses::decode).unwrap_or_else(Clauses::unknown),
        false => Clauses::none(),
    };
    let references_path = format!("{year}/reference.yaml");
    let references = match folder.has(&references_path) {
        true => open::open(folder, &references_path, problems, |map| references::decode(map, units))
            .unwrap_or_else(References::unknown),
        false => References::none(),
    };
    let path = format!("{year}/year.yaml");
    let what = format!("{year} 年度的说明 year.yaml");
    let file = needed(folder, &path, &what, problems, |map| year::decode(map, year, subjects, &clauses));
    if let Some(file) = &file {
        year::confirmed(folder, year, file, problems);
    }
    let listed = file.as_ref().map(|file| file.schemes.iter().map(|(id, _)| id.clone()).collect());
    let mut spoken = tables::Spoken::default();
    spoken.unsure = file.is_none();
    let file = file.unwrap_or_else(|| year::unread(folder, year));
    let ids: Vec<&str> = file.schemes.iter().map(|(id, _)| id.as_str()).collect();
    let tables = tables::read(folder, year, &ids, subjects, problems);
    let mut evaluations = Vec::new();
    let mut letters = BTreeMap::new();
    for (id, span) in &file.schemes {
        let scheme_path = format!("{year}/{id}/scheme.yaml");
        if !folder.has(&scheme_path) {
            let near = diagnostics::nearest(id, folder.folders(&year.to_string())).map(str::to_owned);
            let problem = Diagnostic::at(
                Code::NoFile,
                &Place::line(Arc::from(path.as_str()), span.at),
                format!("方案“{id}”缺少文件 {scheme_path}"),
            );
            let problem = match near {
                Some(near) => problem.suggest(near),
                None => problem.hint(format!("请建立 {scheme_path}，或者从 schemes 里删去“{id}”")),
            };
            problems.push(problem);
            spoken.unsure = true;
            continue;
        }
        let scheme = open::open(folder, &scheme_path, problems, |map| {
            Some(scheme::decode(map, id, year, subjects, units, &references, &clauses))
        });
        let letter_path = format!("{year}/{id}/letter.md");
        if folder.has(&letter_path) {
            let letter = markdown::letter(folder, &letter_path, (year, file.period.1), problems);
            letters.extend(letter.map(|letter| (SchemeId::new(id), letter)));
        }
        match scheme {
            Some(mut scheme) => {
                if let Some(noun) = kinds.and_then(|kinds| kinds.get(&scheme.scheme.kind)) {
                    scheme.scheme.noun = noun.clone();
                }
                scheme.scheme.cutoff = file.cutoff;
                let earlier = scheme.scheme.line(earlier.values().rev());
                past::check(&scheme, &earlier, problems);
                let tables = &tables.of_scheme(&scheme, subjects, &mut spoken, problems);
                let around = Around { subjects, clauses: &clauses, year: &file, earlier: &earlier, tables };
                evaluations.push(evaluation(folder, scheme, &around, problems));
            }
            None => {
                spoken.unsure = true;
                records::check_syntax(folder, &format!("{year}/{id}/records"), problems);
            }
        }
    }
    tables.finish(spoken, subjects, problems);
    elsewhere::settle(&mut evaluations, problems);
    let bulletin_path = format!("{year}/bulletin.md");
    let bulletin = folder
        .has(&bulletin_path)
        .then(|| markdown::bulletin(folder, &bulletin_path, (year, file.period.1), problems))
        .flatten();
    let content = YearContent {
        year,
        title: file.title,
        period: file.period,
        cutoff: file.cutoff,
        as_of: file.as_of,
        document: file.document,
        regulation: file.regulation,
        to_confirm: file.to_confirm,
        clauses: clauses.by_id,
        draws: file.draws,
        evaluations,
        groups: file.groups,
        bulletin,
        letters,
    };
    YearRead { content, schemes: listed }
}

/// What a scheme's files are read against.
#[derive(Clone, Copy)]
struct Around<'a> {
    subjects: &'a Subjects,
    clauses: &'a Clauses,
    year: &'a YearFile,
    /// The same scheme in the years before, newest first.
    earlier: &'a [&'a Evaluation],
    /// What tables say of its records.
    tables: &'a tables::OfScheme<'a>,
}

/// A scheme with its targets, decisions and records.
fn evaluation(
    folder: &Folder,
    file: SchemeFile,
    around: &Around<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Evaluation {
    let home = format!("{}/{}", file.scheme.year, file.scheme.id);
    let targets_path = format!("{home}/targets.yaml");
    let targets = match folder.has(&targets_path) {
        true => open::open(folder, &targets_path, problems, |map| Some(targets::decode(map, &file))),
        false => Some(Targets { by_node: vec![Vec::new(); file.scheme.nodes.len()], file: None }),
    };
    if let Some(targets) = &targets {
        targets::check(&file.scheme, targets, problems);
    }
    let decisions_path = format!("{home}/decisions.yaml");
    let decisions = folder
        .has(&decisions_path)
        .then(|| {
            let of = file.scheme.year;
            open::open(folder, &decisions_path, problems, |map| Some(decisions::decode(map, &file, of)))
        })
        .flatten()
        .unwrap_or_else(|| vec![None; file.scheme.subjects.len()]);
    let groups = year::peer_groups(&file.scheme, around.year, problems);
    let approvals = approvals::of(&file.scheme, &around.year.approvals, problems);
    let records = records::read(folder, &file, around, problems);
    let targets = targets.unwrap_or_default();
    let evaluation =
        Evaluation { scheme: Arc::new(file.scheme), records, targets, decisions, approvals, groups };
    left_over::days(&evaluation, around.year.period, problems);
    evaluation
}
