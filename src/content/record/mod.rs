//! A record: what is stated about one subject under one scheme.
//!
//! A faulty part is reported and left out; what is right is kept, so that every problem of the file shows at once.

mod complete;
mod dates;
pub(super) mod figures;
mod lists;
mod measures;
pub(super) mod observations;
mod problems;
pub(super) mod reports;
mod reviews;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

pub(super) use observations::resolve;

use super::Around;
use super::clauses::Clauses;
use super::files::Folder;
use super::mapping::Mapping;
use super::scheme::{Names, STATUS, SchemeFile};
use super::tables::{self, Filling, OfScheme};
use super::value::Value;
use super::year::date_near;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    At, Evaluation, FigureIndex, Period, Record, Rectification, Scheme, Signature, Status, SubjectId,
    SubjectIndex, Year,
};

/// What records are read against.
pub(super) struct Context<'a> {
    pub folder: &'a Folder,
    pub scheme: &'a Scheme,
    pub names: &'a Names,
    /// The folder of the records, relative to the content folder.
    pub records: String,
    /// The day the year's procedure is told for, where it is stated.
    pub as_of: Option<Date>,
    /// The years that measures look back at, under the same scheme.
    pub past: Vec<Before<'a>>,
    /// What the year may cite.
    pub clauses: &'a Clauses,
    /// The same scheme in the years before, newest first.
    pub earlier: &'a [&'a Evaluation],
    /// What tables say of the records.
    pub tables: &'a OfScheme<'a>,
    /// By earlier year, the subjects whose record has errors; `None` where that year's scheme has some. What is missing
    /// there is not known.
    unsure: BTreeMap<i16, Option<BTreeSet<String>>>,
}

/// An earlier year under the same scheme.
pub(super) struct Before<'a> {
    evaluation: &'a Evaluation,
    /// By subject of this year's scheme, who it was.
    subjects: HashMap<String, (Vec<SubjectIndex>, bool)>,
    figures: Vec<Option<usize>>,
}

impl<'a> Before<'a> {
    /// Matches last year's subjects and figures to this year's by id.
    pub fn new(scheme: &Scheme, evaluation: &'a Evaluation) -> Self {
        let ancestors = scheme.ancestors_in(&evaluation.scheme);
        let subjects = scheme.subjects.iter().zip(ancestors);
        let subjects = subjects.filter_map(|(id, then)| Some((id.to_string(), then?))).collect();
        let old = &evaluation.scheme.figures;
        let position = |id: &str| old.iter().position(|figure| figure.id == id);
        let figures = scheme.figures.iter().map(|figure| position(&figure.id)).collect();
        Self { evaluation, subjects, figures }
    }

    /// Which year it is.
    pub fn year(&self) -> Year {
        self.evaluation.scheme.year
    }

    /// Whether last year's record states a figure of this year's scheme.
    pub fn has(&self, subject: &str, figure: FigureIndex) -> bool {
        let (Some((then, merged)), Some(figure)) = (self.subjects.get(subject), self.figures[figure.get()])
        else {
            return false;
        };
        let adds_up = !merged || self.evaluation.scheme.figures[figure].unit.adds_up();
        adds_up && then.iter().all(|at| self.evaluation.records[at.get()].figures[figure].is_some())
    }
}

impl<'a> Context<'a> {
    /// The context of a scheme's records.
    pub fn new(
        folder: &'a Folder,
        file: &'a SchemeFile,
        around: &Around<'a>,
        records: String,
        problems: &[Diagnostic],
    ) -> Self {
        let unsure = unsure(&file.scheme, around.earlier, problems);
        let asked = |one: &&&Evaluation| {
            let back = file.scheme.year.get() - one.scheme.year.get();
            u16::try_from(back).is_ok_and(|back| back <= file.scheme.reach())
        };
        let past = around.earlier.iter().filter(asked).map(|one| Before::new(&file.scheme, one)).collect();
        let Around { clauses, year, earlier, tables, .. } = *around;
        let (scheme, names) = (&file.scheme, &file.names);
        Self { folder, scheme, names, records, as_of: year.as_of, past, clauses, earlier, tables, unsure }
    }

    /// The scheme's folder, relative to the content folder.
    fn home(&self) -> String {
        format!("{}/{}", self.scheme.year, self.scheme.id)
    }

    fn year(&self) -> Year {
        self.scheme.year
    }

    /// Whether an earlier year's record states a figure of this year's scheme, or has errors, so that what it lacks is not
    /// known.
    fn states(&self, subject: &str, figure: FigureIndex, period: Period) -> bool {
        let Some(year) = period.year(self.year()) else { return false };
        let past = self.past.iter().find(|past| past.evaluation.scheme.year == year);
        self.unsure_in(year.get(), Some(subject)) || past.is_some_and(|past| past.has(subject, figure))
    }

    /// Whether an earlier year's record of a subject has errors; without a subject, whether any part of the scheme has.
    fn unsure_in(&self, year: i16, subject: Option<&str>) -> bool {
        match (self.unsure.get(&year), subject) {
            (None, _) => false,
            (Some(None), _) | (Some(Some(_)), None) => true,
            (Some(Some(subjects)), Some(subject)) => {
                let then = self.earlier.iter().find(|one| one.scheme.year.get() == year);
                let day = then.map_or(self.scheme.cutoff, |one| one.scheme.cutoff);
                let ids = self.scheme.lineage.on(&SubjectId::new(subject), day).ids;
                ids.iter().any(|id| subjects.contains(id.as_str()))
            }
        }
    }
}

/// By earlier year, the subjects whose record was reported; `None` where the scheme was.
fn unsure(
    scheme: &Scheme,
    earlier: &[&Evaluation],
    problems: &[Diagnostic],
) -> BTreeMap<i16, Option<BTreeSet<String>>> {
    let mut years: BTreeMap<i16, Option<BTreeSet<String>>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        let Some((year, path)) = problem.file.split_once('/') else { continue };
        let Ok(year) = year.parse::<i16>() else { continue };
        let then = earlier.iter().find(|one| one.scheme.year.get() == year);
        let id = then.map_or(scheme.id_before(), |one| &one.scheme.id);
        if year >= scheme.year.get() {
            continue;
        }
        // What a table holds of whom is not known before it is read without errors.
        if path.starts_with("tables/") {
            years.insert(year, None);
        }
        let path = path.strip_prefix(id.as_str()).and_then(|path| path.strip_prefix('/'));
        let Some(path) = path else { continue };
        let subjects = years.entry(year).or_insert_with(|| Some(BTreeSet::new()));
        if path == "scheme.yaml" {
            *subjects = None;
        } else if let (Some(subjects), Some(subject)) =
            (subjects, path.strip_prefix("records/").and_then(|name| name.strip_suffix(".yaml")))
        {
            subjects.insert(subject.to_owned());
        }
    }
    years
}

/// Reads the record of a subject.
pub(super) fn decode(
    map: &Mapping<'_>,
    subject: &str,
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Record {
    check_subject(map, subject, context);
    let (record, faulty) = parts(map, Some((subject, problems)), context);
    complete::check(map, &record, subject, context, &faulty);
    dates::check(map, &record, context);
    record
}

/// The record of a subject without a file: what tables say of it, and nothing else.
pub(super) fn of_tables(subject: &str, context: &Context<'_>, problems: &mut Vec<Diagnostic>) -> Record {
    let absent = Record::absent(context.scheme);
    let nothing = |count| vec![false; count];
    let mut figures = figures::Figures { faulty: nothing(absent.figures.len()), values: absent.figures };
    let mut observations = observations::Observations {
        faulty: nothing(absent.observations.len()),
        values: absent.observations,
    };
    let mut milestones = (absent.milestones, nothing(context.scheme.milestones.len()));
    let filling = Filling {
        figures: &mut figures,
        observations: &mut observations,
        milestones: &mut milestones,
        file: None,
    };
    let cells = tables::fill(filling, subject, context, problems);
    Record {
        figures: figures.values,
        observations: observations.values,
        milestones: milestones.0,
        cells,
        ..Record::absent(context.scheme)
    }
}

/// Reads a record that belongs to no subject of the scheme, for its problems' sake.
pub(super) fn decode_rest(map: &Mapping<'_>, context: &Context<'_>) {
    parts(map, None, context);
}

/// What is stated, but faulty: neither there nor missing. By figure, node and milestone.
struct Faulty {
    figures: Vec<bool>,
    observations: Vec<bool>,
    milestones: Vec<bool>,
}

/// The record, and what of it is faulty. `subject`: whose it is, and where problems of the tables that fill it up go.
fn parts(
    map: &Mapping<'_>,
    subject: Option<(&str, &mut Vec<Diagnostic>)>,
    context: &Context<'_>,
) -> (Record, Faulty) {
    let status = map.need("status").and_then(|value| value.choice(&STATUS)).unwrap_or(Status::Draft);
    let entered = map.get("entered_by").and_then(|value| signature(value, context));
    let reviewed = map.get("reviewed_by").and_then(|value| signature(value, context));
    let mut figures = figures::figures(map, context);
    let mut observations = observations::observations(map, context);
    let mut milestones = milestones(map, context);
    let file = Arc::clone(map.value().file.file());
    let mut cells = Vec::new();
    let mut reports = Vec::new();
    let subject = subject.map(|(subject, told)| {
        let filling = Filling {
            figures: &mut figures,
            observations: &mut observations,
            milestones: &mut milestones,
            file: Some(&file),
        };
        cells = tables::fill(filling, subject, context, told);
        reports = reports::reports(map, context, told);
        subject
    });
    if subject.is_none() {
        // Whose they are is not known; what they say is told once that is right.
        map.get("reports");
    }
    let rectification = map.get("rectification").and_then(|value| rectification(value, context));
    let found = problems::problems(map, subject, rectification.as_ref(), context);
    let earlier_problems = problems::earlier(map, subject, context);
    if let Some(span) = map.key_span("earlier_problems") {
        observations.carry(&earlier_problems, span.at, context.scheme);
    }
    let (dates, undated) = milestones;
    let measures = measures::measures(map, &figures.values, context);
    let record = Record {
        measures,
        file: Some(file),
        status,
        entered,
        reviewed,
        figures: figures.values,
        observations: observations.values,
        events: lists::events(map, context),
        milestones: dates,
        problems: found,
        earlier_problems,
        rectification,
        counties: lists::counties(map),
        waivers: lists::waivers(map, context),
        reviews: reviews::reviews(map, context),
        reports,
        cells,
        accepted: lists::accepted(map, context),
    };
    let faulty = Faulty { figures: figures.faulty, observations: observations.faulty, milestones: undated };
    (record, faulty)
}

/// The subject is that of the file's name, and of no other file.
fn check_subject(map: &Mapping<'_>, subject: &str, context: &Context<'_>) {
    let Some(value) = map.need("subject") else { return };
    let Some(word) = value.word("考核对象") else { return };
    if word != subject {
        value.file.report(claim(value, word, context));
    }
}

/// A record that names another subject than its file does.
pub(super) fn claim(value: Value<'_>, word: &str, context: &Context<'_>) -> Diagnostic {
    let own = format!("{}/{word}.yaml", context.records);
    let path = value.file.file();
    let name = path.rsplit('/').next().unwrap_or(path);
    if context.names.subjects.contains(word) && context.folder.has(&own) {
        let stem = name.strip_suffix(".yaml").unwrap_or(name);
        let problem = value
            .problem(Code::SecondRecord, format!("考核对象“{word}”有两份记录：{path} 和 {own}"))
            .found(word);
        // Nearer than a second record is a first line that was copied.
        return if context.names.subjects.contains(stem) {
            problem.suggest(stem).hint(format!(
                "请先看清是谁的记录：是“{stem}”的，把 subject 改成 {stem}；确是“{word}”的，再与 {own} 核对"
            ))
        } else {
            problem.hint("请先核对两份各是谁的、哪一份是对的；只留一份，文件名用考核对象的标识")
        };
    }
    let problem = value
        .problem(Code::SubjectMismatch, format!("文件名是 {name}，subject 却是“{word}”"))
        .found(word)
        .hint(format!("请改 subject，或者把文件改名为 {word}.yaml"));
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    if context.names.subjects.contains(stem) { problem.suggest(stem) } else { problem }
}

/// A name, or `{by, date}`.
fn signature(value: Value<'_>, context: &Context<'_>) -> Option<Signature> {
    if value.is_scalar() {
        return Some(Signature { by: value.line()?, date: None, at: value.at() });
    }
    let map = value.mapping()?;
    let by = map.line("by");
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    map.finish();
    Some(Signature { by: by?, date, at: value.at() })
}

/// A milestone's date and where it stands.
pub(super) type Dated = Option<(Date, At)>;

/// The dates by milestone, and which are faulty.
fn milestones(map: &Mapping<'_>, context: &Context<'_>) -> (Box<[Dated]>, Vec<bool>) {
    let mut dates = vec![None; context.scheme.milestones.len()];
    let mut faulty = vec![false; dates.len()];
    for (key, value) in map.get("milestones").and_then(Value::pairs).into_iter().flatten() {
        let found = context.names.milestones.find(value.file, &key.text, key.span);
        let date = date_near(value, context.year());
        if let Some(index) = found {
            faulty[index.get()] = date.is_none();
            dates[index.get()] = date.map(|date| (date, key.span.at));
        }
    }
    (dates.into(), faulty)
}

fn rectification(value: Value<'_>, context: &Context<'_>) -> Option<Rectification> {
    let map = value.mapping()?;
    let day = |key| map.get(key).and_then(|value| date_near(value, context.year()));
    let days = Rectification { notified: day("notified"), plan: day("plan"), report: day("report") };
    map.finish();
    Some(days)
}
