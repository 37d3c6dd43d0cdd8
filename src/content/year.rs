//! year.yaml

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;

use super::approvals;
use super::clauses::Clauses;
use super::draws;
use super::files::Folder;
use super::groups;
use super::left_over;
use super::mapping::Mapping;
use super::subjects::Subjects;
use super::tables::FOLDER;
use super::value::{Value, check_id};
use crate::diagnostics::{Code, Diagnostic, Span, nearest, some};
use crate::model::{At, Draw, GroupSet, Place, Scheme, SubjectId, ToConfirm, Year};

/// Years before and after the one evaluated in which a date of a record may plausibly lie.
const EARLIER: i16 = 5;
const LATER: i16 = 3;
/// Names of folders beside the schemes' pages, so no scheme can have them.
const RESERVED: [&str; 3] = ["assets", "data", "index"];
/// The folder of a released edition that holds the content.
const INPUTS: &str = "inputs";

/// What year.yaml says.
pub(super) struct YearFile {
    /// `None` when it could not be read.
    pub file: Option<Arc<str>>,
    pub title: String,
    pub period: (Date, Date),
    pub cutoff: Date,
    pub as_of: Option<Date>,
    pub document: Option<String>,
    pub regulation: Option<String>,
    /// What was carried over from another year and is to be confirmed.
    pub to_confirm: Vec<ToConfirm>,
    /// The schemes in order, each with its place.
    pub schemes: Vec<(String, Span)>,
    /// Subject → attribute → value.
    pub attributes: BTreeMap<SubjectId, BTreeMap<String, String>>,
    /// What was drawn by lot.
    pub draws: Vec<Draw>,
    pub groups: Vec<GroupSet>,
    /// The steps of the approval that were done.
    pub approvals: Vec<approvals::Done>,
}

pub(super) fn decode(
    map: &Mapping<'_>,
    year: Year,
    subjects: &Subjects,
    clauses: &Clauses,
) -> Option<YearFile> {
    let title = map.line_if("title").unwrap_or_else(|| format!("{year}年度"));
    let period = map.need("period").and_then(|value| period(value, year));
    let cutoff = map.need("cutoff").and_then(Value::date);
    if let Some(value) = map.get("title") {
        left_over::title(value, year);
    }
    if let (Some(value), Some(date), Some((_, ends))) = (map.get("cutoff"), cutoff, period) {
        left_over::day(value, date, ends, &format!("考核时段到 {ends} 才结束"));
    }
    let as_of = map.get("as_of").and_then(|value| date_near(value, year));
    let document = map.line_if("document");
    let regulation = map.line_if("regulation");
    let to_confirm = map.get("to_confirm").map(to_confirm).unwrap_or_default();
    let schemes = map.need("schemes").map(schemes).unwrap_or_default();
    let attributes = map.get("attributes").map(|value| attributes(value, subjects)).unwrap_or_default();
    let draws = map.get("draws").map(|value| draws::decode(value, year, clauses)).unwrap_or_default();
    let known: Vec<&str> = schemes.iter().map(|(id, _)| id.as_str()).collect();
    let groups = map.get("groups").map(|value| groups::decode(value, &known, subjects, clauses));
    let approvals = map.get("approvals").map(|value| approvals::decode(value, &known, year));
    // What could not be read stands in for itself, so that the schemes below are read all the same.
    let today = Date::constant(year.get(), 1, 1);
    Some(YearFile {
        file: Some(Arc::clone(map.value().file.file())),
        title,
        period: period.unwrap_or((today, today)),
        cutoff: cutoff.unwrap_or(today),
        as_of,
        document,
        regulation,
        to_confirm,
        schemes,
        attributes,
        draws,
        groups: groups.unwrap_or_default(),
        approvals: approvals.unwrap_or_default(),
    })
}

fn to_confirm(value: Value<'_>) -> Vec<ToConfirm> {
    let mut found = Vec::new();
    for item in value.items().into_iter().flatten() {
        let Some(map) = item.mapping() else { continue };
        let (file, about) = (map.line("file"), map.line("about"));
        map.finish();
        if let (Some(file), Some(about)) = (file, about) {
            found.push(ToConfirm { file, about, at: item.at() });
        }
    }
    found
}

/// Warns of what is still to be confirmed; each has to be about a file of the year.
pub(super) fn confirmed(folder: &Folder, year: Year, file: &YearFile, problems: &mut Vec<Diagnostic>) {
    let (Some(first), Some(path)) = (file.to_confirm.first(), &file.file) else { return };
    let place = |at| Place::line(Arc::clone(path), at);
    for one in file.to_confirm.iter().filter(|one| !folder.has(&format!("{year}/{}", one.file))) {
        let text = format!("待确认的文件 {year}/{} 不存在", one.file);
        let near =
            nearest(&one.file, folder.files().filter_map(|path| path.strip_prefix(&format!("{year}/"))));
        let problem = Diagnostic::at(Code::NoFile, &place(one.at), text).found(&one.file);
        problems.push(match near {
            Some(near) => problem.suggest(near),
            None => problem.hint("请核对文件名（从年度文件夹起）；文件已经不要的，删去这一行"),
        });
    }
    let files: Vec<&str> = file.to_confirm.iter().map(|one| one.file.as_str()).collect();
    let text = format!("{} 处尚待核对确认：{}", files.len(), some(&files));
    let hint = "逐个核对 to_confirm 列出的文件，核对一个删去一行，全部核对完连 to_confirm 一并删去。没有确认完的不能正式发布";
    problems.push(Diagnostic::at(Code::ToConfirm, &place(first.at), text).hint(hint));
}

fn period(value: Value<'_>, year: Year) -> Option<(Date, Date)> {
    let map = value.mapping()?;
    let from = map.need("from").and_then(Value::date);
    let to = map.need("to").and_then(Value::date);
    map.finish();
    let (from, to) = (from?, to?);
    if from > to {
        let problem = value.problem(Code::OutOfRange, format!("考核时段的起止颠倒：{from} 晚于 {to}"));
        return value.refuse(problem.hint("请核对 from 和 to"));
    }
    if !(from.year()..=to.year()).contains(&year.get()) {
        value.file.report(
            value
                .problem(Code::ImplausibleDate, format!("考核时段 {from} 至 {to} 不含 {year} 年"))
                .hint("请核对年份，或者核对文件夹的名称"),
        );
    }
    Some((from, to))
}

fn schemes(value: Value<'_>) -> Vec<(String, Span)> {
    let mut schemes: Vec<(String, Span)> = Vec::new();
    for item in value.some_items().into_iter().flatten() {
        let Some(id) = item.id() else { continue };
        if RESERVED.contains(&id) {
            let problem = item.problem(Code::BadIdentifier, format!("“{id}”另有用处，不能作方案的标识"));
            item.file.report(problem.hint("请换一个"));
        } else if let Some((_, first)) = schemes.iter().find(|(other, _)| other == id) {
            let problem = item.problem(Code::DuplicateId, format!("方案“{id}”写了两次"));
            item.file.report(problem.found(id).also(*first, "第一次写在这里").hint("请只留一处"));
        } else {
            if id == INPUTS {
                let text = format!("“{id}”不能作方案的标识：发布的版次用文件夹 {id} 存放内容");
                item.file.report(
                    item.problem(Code::SiteFileTaken, text).found(id).hint("请换一个，文件夹一并改名"),
                );
            }
            if id == FOLDER {
                let text = format!("“{id}”不能作方案的标识：年度里的文件夹 {id} 存放各单位报来的表格");
                item.file.report(
                    item.problem(Code::SiteFileTaken, text).found(id).hint("请换一个，文件夹一并改名"),
                );
            }
            schemes.push((id.to_owned(), item.span()));
        }
    }
    schemes
}

fn attributes(value: Value<'_>, subjects: &Subjects) -> BTreeMap<SubjectId, BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for (key, value) in value.pairs().into_iter().flatten() {
        let known = subjects.table.find(value.file, &key.text, key.span).is_some();
        let mut own = BTreeMap::new();
        for (name, text) in value.pairs().into_iter().flatten() {
            if check_id(value.file, &name.text, name.span)
                && let Some(text) = text.line()
            {
                own.insert(name.text.to_string(), text);
            }
        }
        if known {
            found.insert(SubjectId::new(&key.text), own);
        }
    }
    found
}

/// What stands for a file that could not be read: every folder with a scheme is read for its problems.
pub(super) fn unread(folder: &Folder, year: Year) -> YearFile {
    let home = year.to_string();
    let schemes = folder
        .folders(&home)
        .filter(|name| folder.has(&format!("{home}/{name}/scheme.yaml")))
        .map(|name| (name.to_owned(), Span::default()))
        .collect();
    let today = Date::constant(year.get(), 1, 1);
    YearFile {
        file: None,
        title: String::new(),
        period: (today, today),
        cutoff: today,
        as_of: None,
        document: None,
        regulation: None,
        to_confirm: Vec::new(),
        schemes,
        attributes: BTreeMap::new(),
        draws: Vec::new(),
        groups: Vec::new(),
        approvals: Vec::new(),
    }
}

/// The value of the attribute that splits a scheme's peers, by subject; every subject has to have one.
pub(super) fn peer_groups(
    scheme: &Scheme,
    year: &YearFile,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let Some(attribute) = &scheme.peers else { return vec![None; scheme.subjects.len()] };
    let value = |id: &SubjectId| year.attributes.get(id).and_then(|own| own.get(attribute)).cloned();
    let groups: Vec<Option<String>> = scheme.subjects.iter().map(value).collect();
    let Some(file) = &year.file else { return groups };
    let lacking: Vec<&str> = scheme
        .subjects
        .iter()
        .zip(&groups)
        .filter(|(_, group)| group.is_none())
        .map(|(id, _)| id.as_str())
        .collect();
    if lacking.is_empty() {
        return groups;
    }
    let place = Place::line(Arc::clone(file), At { line: 1, column: 1 });
    let who = if lacking.len() == groups.len() { "任何考核对象".to_owned() } else { some(&lacking) };
    let text = format!(
        "方案“{}”按属性“{attribute}”分组（peers），attributes 里却没有写{who}的“{attribute}”",
        scheme.id
    );
    let known: BTreeSet<&str> =
        year.attributes.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
    let problem = Diagnostic::at(Code::UnknownAttribute, &place, text);
    problems.push(match nearest(attribute, known.iter().copied()).filter(|near| near != attribute) {
        Some(near) => problem.suggest(near).allowed(known.iter().copied()),
        None => problem.hint("请在 year.yaml 的 attributes 里给方案的每个考核对象写上"),
    });
    groups
}

/// A date of a record or scheme of this year; one that lies far off is read, with a warning.
pub(super) fn date_near(value: Value<'_>, year: Year) -> Option<Date> {
    let date = value.date()?;
    let plausible: RangeInclusive<i16> = year.get() - EARLIER..=year.get() + LATER;
    if !plausible.contains(&date.year()) {
        value.file.report(
            value
                .problem(Code::ImplausibleDate, format!("日期 {date} 离 {year} 年度太远"))
                .found(date.to_string())
                .allowed([format!("{} 年到 {} 年的日期", plausible.start(), plausible.end())])
                .hint("请核对年份；确实无误时可以不理会"),
        );
    }
    Some(date)
}
