//! A record: what is stated about one subject under one scheme.
//!
//! A faulty part is reported and left out; what is right is kept, so that every problem of the file shows at once.

mod complete;
mod dates;
mod figures;
mod lists;
mod observations;
mod reviews;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use super::files::Folder;
use super::mapping::Mapping;
use super::scheme::{Names, STATUS, SchemeFile};
use super::value::Value;
use super::year::date_near;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{At, Evaluation, FigureIndex, Record, Rectification, Scheme, Signature, Status, Year};

/// What records are read against.
pub(super) struct Context<'a> {
    pub folder: &'a Folder,
    pub scheme: &'a Scheme,
    pub names: &'a Names,
    /// The folder of the records, relative to the content folder.
    pub records: String,
    /// The day the year's procedure is told for, where it is stated.
    pub as_of: Option<Date>,
    pub before: Option<Before<'a>>,
    /// Subjects whose record of the year before has errors; `None` where that year's scheme has some. What is missing
    /// there is not known.
    unsure: Option<BTreeSet<String>>,
}

/// The year before under the scheme with the same id.
pub(super) struct Before<'a> {
    evaluation: &'a Evaluation,
    subjects: HashMap<&'a str, usize>,
    figures: Vec<Option<usize>>,
}

impl<'a> Before<'a> {
    /// Matches last year's subjects and figures to this year's by id.
    pub fn new(scheme: &Scheme, evaluation: &'a Evaluation) -> Self {
        let subjects =
            evaluation.scheme.subjects.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        let old = &evaluation.scheme.figures;
        let position = |id: &str| old.iter().position(|figure| figure.id == id);
        let figures = scheme.figures.iter().map(|figure| position(&figure.id)).collect();
        Self { evaluation, subjects, figures }
    }

    /// Whether last year's record states a figure of this year's scheme.
    fn has(&self, subject: &str, figure: FigureIndex) -> bool {
        let record = self.subjects.get(subject).map(|at| &self.evaluation.records[*at]);
        match (record, self.figures[figure.get()]) {
            (Some(record), Some(figure)) => record.figures[figure].is_some(),
            _ => false,
        }
    }
}

impl<'a> Context<'a> {
    /// The context of a scheme's records.
    pub fn new(
        folder: &'a Folder,
        file: &'a SchemeFile,
        records: String,
        before: Option<&'a Evaluation>,
        problems: &[Diagnostic],
    ) -> Self {
        let unsure = unsure(&file.scheme, problems);
        let before = before.map(|evaluation| Before::new(&file.scheme, evaluation));
        Self { folder, scheme: &file.scheme, names: &file.names, records, as_of: None, before, unsure }
    }

    fn year(&self) -> Year {
        self.scheme.year
    }

    /// Whether last year's record of a subject has errors, so that what it lacks is not known.
    fn unsure(&self, subject: &str) -> bool {
        self.unsure.as_ref().is_none_or(|subjects| subjects.contains(subject))
    }
}

/// The subjects whose record of the year before was reported; `None` where the scheme was.
fn unsure(scheme: &Scheme, problems: &[Diagnostic]) -> Option<BTreeSet<String>> {
    let home = format!("{}/{}/", scheme.year.get() - 1, scheme.id);
    let faulty = problems.iter().filter(|problem| problem.is_error());
    let mut subjects = BTreeSet::new();
    for path in faulty.filter_map(|problem| problem.file.strip_prefix(&home)) {
        match path.strip_prefix("records/").and_then(|name| name.strip_suffix(".yaml")) {
            Some(subject) => subjects.insert(subject.to_owned()),
            None if path == "scheme.yaml" => return None,
            None => continue,
        };
    }
    Some(subjects)
}

/// Reads the record of a subject.
pub(super) fn decode(map: &Mapping<'_>, subject: &str, context: &Context<'_>) -> Record {
    check_subject(map, subject, context);
    let (record, faulty) = parts(map, context);
    complete::check(map, &record, subject, context, &faulty);
    dates::check(map, &record, context);
    record
}

/// Reads a record that belongs to no subject of the scheme, for its problems' sake.
pub(super) fn decode_rest(map: &Mapping<'_>, context: &Context<'_>) {
    parts(map, context);
}

/// What is stated, but faulty: neither there nor missing. By figure, node and milestone.
struct Faulty {
    figures: Vec<bool>,
    observations: Vec<bool>,
    milestones: Vec<bool>,
}

/// The record, and what of it is faulty.
fn parts(map: &Mapping<'_>, context: &Context<'_>) -> (Record, Faulty) {
    let status = map.need("status").and_then(|value| value.choice(&STATUS)).unwrap_or(Status::Draft);
    let entered = map.get("entered_by").and_then(|value| signature(value, context));
    let reviewed = map.get("reviewed_by").and_then(|value| signature(value, context));
    let figures = figures::figures(map, context);
    let observations = observations::observations(map, context);
    let (dates, undated) = milestones(map, context);
    let record = Record {
        file: Some(Arc::clone(map.value().file.file())),
        status,
        entered,
        reviewed,
        figures: figures.values,
        observations: observations.values,
        events: lists::events(map, context),
        milestones: dates,
        problems: lists::problems(map, context),
        counties: lists::counties(map),
        waivers: lists::waivers(map, context),
        rectification: map.get("rectification").and_then(|value| rectification(value, context)),
        reviews: reviews::reviews(map, context),
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
        return value
            .problem(Code::SecondRecord, format!("考核对象“{word}”有两份记录：{path} 和 {own}"))
            .found(word)
            .hint("请合成一份，文件名用考核对象的标识");
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
        return Some(Signature { by: value.text()?, date: None });
    }
    let map = value.mapping()?;
    let by = map.text("by");
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    map.finish();
    Some(Signature { by: by?, date })
}

/// A milestone's date and where it stands.
type Dated = Option<(Date, At)>;

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
