//! The records of a scheme: one file a subject, read in parallel, in the scheme's order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Around;
use super::files::Folder;
use super::open::open;
use super::record::reports::FOLDER;
use super::record::{self, Context};
use super::scheme::SchemeFile;
use super::subjects::Subjects;
use super::unexpected;
use crate::diagnostics::{Code, Diagnostic, nearest, some};
use crate::model::{Place, Record, ReportBody, ReportKind, Scheme, SubjectId};

/// One record for each subject; a subject without a file gets one that states nothing, and a warning.
pub(super) fn read(
    folder: &Folder,
    file: &SchemeFile,
    around: &Around<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Record> {
    let subjects = around.subjects;
    let home = format!("{}/{}/records", file.scheme.year, file.scheme.id);
    let context = Context::new(folder, file, around, home.clone(), problems);
    let read: Vec<(Record, Vec<Diagnostic>)> =
        file.scheme.subjects.par_iter().map(|subject| one(&context, subjects, subject)).collect();
    let mut records = Vec::with_capacity(read.len());
    let mut told = Vec::new();
    for (record, found) in read {
        records.push(record);
        told.extend(found);
    }
    none(file, &mut told);
    not_begun(file, around.subjects, &records, &mut told);
    reports(&context, &records, &told, problems);
    problems.extend(told);
    for name in folder.inside(&home) {
        let own = name.strip_suffix(".yaml").is_some_and(|stem| file.names.subjects.peek(stem).is_some());
        if name.ends_with(".yaml") && !own {
            stray(&context, subjects, &format!("{home}/{name}"), problems);
        }
    }
    records
}

/// From so many records on that nobody began, what each lacks is not told one by one.
const MANY: usize = 3;

/// Tells of a scheme of which nobody has a record by one warning.
fn none(file: &SchemeFile, told: &mut Vec<Diagnostic>) {
    let absent = told.iter().filter(|one| one.code == Code::NoRecord).count();
    if absent < MANY || absent < file.scheme.subjects.len() {
        return;
    }
    let Scheme { year, id, short, .. } = &file.scheme;
    let first = told.iter().find(|one| one.code == Code::NoRecord).map(|one| Arc::clone(&one.file));
    told.retain(|one| one.code != Code::NoRecord);
    let text = format!("“{short}”的 {absent} 个对象都没有记录，全部指标按缺报计");
    let hint = format!("运行 tongbao new record {year} {id}，给每个对象建立一份空的记录");
    told.extend(first.map(|first| Diagnostic::new(Code::NoRecord, first, text).hint(hint)));
}

/// Tells of records in which nothing is stated by one warning instead of several for each.
fn not_begun(file: &SchemeFile, subjects: &Subjects, records: &[Record], told: &mut Vec<Diagnostic>) {
    let lacks =
        |one: &Diagnostic| matches!(one.code, Code::NoObservation | Code::NoFigure | Code::NoEvidence);
    let blank: Vec<(&Arc<str>, &SubjectId)> = records
        .iter()
        .zip(&file.scheme.subjects)
        .filter(|(record, _)| record.is_blank())
        .filter_map(|(record, id)| Some((record.file.as_ref()?, id)))
        .filter(|(path, _)| told.iter().any(|one| one.file == **path && lacks(one)))
        .collect();
    if blank.len() < MANY {
        return;
    }
    told.retain(|one| !(lacks(one) && blank.iter().any(|(path, _)| one.file == **path)));
    let name = |id: &SubjectId| {
        let subject = subjects.by_id.get(id);
        subject.map_or_else(|| id.to_string(), |of| of.name_on(file.scheme.cutoff).short.clone())
    };
    let names: Vec<String> = blank.iter().map(|(_, id)| name(id)).collect();
    let text = format!("“{}”有 {} 份记录还没有填写：{}", file.scheme.short, names.len(), some(&names));
    let todo = format!("要填的逐项列在 tongbao todo {} 里。没有填的不能正式发布", file.scheme.year);
    told.push(Diagnostic::new(Code::NotBegun, Arc::clone(blank[0].0), text).hint(todo));
}

/// Self-evaluations that two records name, and files among the reports that none does: what somebody laid there would
/// stand nowhere without a word. What a group or a third party wrote may be about several.
fn reports(context: &Context<'_>, records: &[Record], told: &[Diagnostic], problems: &mut Vec<Diagnostic>) {
    let home = format!("{}/{}/{FOLDER}", context.scheme.year, context.scheme.id);
    let mut named: BTreeMap<String, (ReportKind, Place)> = BTreeMap::new();
    for record in records {
        for report in &record.reports {
            let path = match &report.body {
                ReportBody::Text(text) => Some(text.file.to_string()),
                ReportBody::File(path) => record::resolve(&context.records, path),
            };
            let (Some(path), Some(place)) = (path, record.place(report.at)) else { continue };
            match named.get(&path) {
                Some((kind, first)) if [*kind, report.kind].contains(&ReportKind::Own) => {
                    let text = format!("两份记录写了同一份自评报告：{path}");
                    let problem = Diagnostic::at(Code::DuplicateId, &place, text).found(&path);
                    problems
                        .push(problem.hint(format!("{first} 已经写了它；请核对是谁的报告，各写各的文件")));
                }
                Some(_) => {}
                None => {
                    named.insert(path, (report.kind, place));
                }
            }
        }
    }
    // A record with errors may name any of them.
    if told.iter().any(Diagnostic::is_error) {
        return;
    }
    for name in context.folder.inside(&home) {
        let path = format!("{home}/{name}");
        // Beside a document that is open Word keeps a file of its own.
        if named.contains_key(&path) || name.starts_with("~$") {
            continue;
        }
        let key = if name.ends_with(".md") { "text" } else { "file" };
        let problem = Diagnostic::new(
            Code::UnexpectedFile,
            Arc::from(path),
            "没有记录写到这份报告，它不会出现在网站上",
        );
        problems.push(problem.found(name).hint(format!(
            "是谁的报告，请在谁的记录里写 reports: [{{kind: self, by: …, date: …, {key}: ../{FOLDER}/{name}}}]；用不着的请移走"
        )));
    }
}

fn one(context: &Context<'_>, subjects: &Subjects, subject: &SubjectId) -> (Record, Vec<Diagnostic>) {
    let path = format!("{}/{subject}.yaml", context.records);
    let mut problems = Vec::new();
    let scheme = context.scheme;
    if context.folder.refused(&path) {
        // Reported where it was refused.
        return (record::of_tables(subject.as_str(), context, &mut problems), problems);
    }
    if !context.folder.has(&path) {
        let name = subjects.by_id.get(subject).and_then(|subject| subject.names.last());
        let name = name.map_or(subject.as_str(), |name| name.name.as_str());
        // A file in its place, under another name or ending, is told where it lies.
        if context.folder.inside(&context.records).any(|file| unexpected::stands_for(file, subjects, subject))
        {
            return (record::of_tables(subject.as_str(), context, &mut problems), problems);
        }
        let what = match context.tables.speaks_of(subject.as_str()) {
            true => "除表格里有的外，全部指标按缺报计",
            false => "全部指标按缺报计",
        };
        problems.push(
            Diagnostic::new(
                Code::NoRecord,
                Arc::from(path.as_str()),
                format!("缺少“{name}”的记录，{what}"),
            )
            .hint(format!(
                "请建立 {path}（tongbao new record {} {} {subject}），第一行 format: 1，再写 subject: {subject} 和 status",
                scheme.year, scheme.id
            )),
        );
        return (record::of_tables(subject.as_str(), context, &mut problems), problems);
    }
    let mut told = Vec::new();
    let record = open(context.folder, &path, &mut problems, |map| {
        Some(record::decode(map, subject.as_str(), context, &mut told))
    });
    problems.extend(told);
    (record.unwrap_or_else(|| Record::absent(scheme)), problems)
}

/// A record file whose name is no subject of the scheme.
fn stray(context: &Context<'_>, subjects: &Subjects, path: &str, problems: &mut Vec<Diagnostic>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    // Declared in the scheme, but faulty there: reported at the scheme.
    let declared = context.names.subjects.contains(stem);
    if !declared {
        problems.push(misnamed(context, subjects, path, stem));
    }
    // The rest of the file is read all the same, so that its own problems show.
    open(context.folder, path, problems, |map| {
        if let Some(value) = map.get("subject")
            && let Some(word) = value.word("考核对象")
            && word != stem
            && context.names.subjects.titled(stem) != Some(word)
            && context.names.subjects.contains(word)
        {
            value.file.report(record::claim(value, word, context));
        }
        record::decode_rest(map, context);
        Some(())
    });
}

fn misnamed(context: &Context<'_>, subjects: &Subjects, path: &str, stem: &str) -> Diagnostic {
    let file: Arc<str> = Arc::from(path);
    let scheme = context.scheme;
    let lower = stem.to_ascii_lowercase();
    if lower != stem && context.names.subjects.contains(&lower) {
        let own = format!("{}/{lower}.yaml", context.records);
        return if context.folder.has(&own) {
            Diagnostic::new(
                Code::SecondRecord,
                file,
                format!("考核对象“{lower}”有两份记录，文件名只差大小写：{path} 和 {own}"),
            )
            .hint("请合成一份，文件名用小写")
        } else {
            Diagnostic::new(Code::FileName, file, format!("文件名“{stem}.yaml”要用小写"))
                .found(stem)
                .suggest(format!("{lower}.yaml"))
                .hint("请改文件名")
        };
    }
    if let Some(refusal) = subjects.refusal(stem, scheme.id.as_str(), false) {
        let name = SubjectId::new(stem);
        let name = subjects.by_id.get(&name).and_then(|subject| subject.names.last());
        let name = name.map_or(stem, |name| name.name.as_str());
        return Diagnostic::new(
            Code::SubjectOutside,
            file,
            format!("“{name}”不参加“{}”：{}（{}）", scheme.title, refusal.says, refusal.clause_text),
        )
        .found(stem)
        .hint("请删去这份记录；依据见 subjects.yaml 的 refused");
    }
    let listed = context.names.subjects.names();
    if subjects.table.contains(stem) {
        return Diagnostic::new(
            Code::SubjectOutside,
            file,
            format!("“{stem}”不在“{}”的考核对象之列", scheme.title),
        )
        .word(stem, listed)
        .hint("请删去这份记录，或者把它加进方案的 subjects");
    }
    if let Some(id) = context.names.subjects.titled(stem) {
        let own = format!("{}/{id}.yaml", context.records);
        let text = format!("文件名“{stem}.yaml”是名称，记录的文件名要用标识 {id}");
        let problem = Diagnostic::new(Code::UnknownSubject, file, text).found(stem);
        return match context.folder.has(&own) {
            true => problem.hint(format!("{own} 已经有了；请把两份合成一份")),
            false => problem.suggest(format!("{id}.yaml")).hint("请改文件名"),
        };
    }
    let problem =
        Diagnostic::new(Code::UnknownSubject, file, format!("没有叫“{stem}”的考核对象，这份记录用不上"))
            .word(stem, listed);
    match nearest(stem, listed.iter().map(String::as_str)) {
        Some(near) => {
            problem.suggest(format!("{near}.yaml")).hint("文件名要与考核对象的标识一致，请改文件名")
        }
        None => {
            problem.hint("文件名要与考核对象的标识一致；新的考核对象请先写进 subjects.yaml 和方案的 subjects；一个部门报全部对象的数，用 tables 里的表格")
        }
    }
}

/// Reads records whose scheme could not be read: what they refer to is unknown, but their YAML is not.
pub(super) fn check_syntax(folder: &Folder, home: &str, problems: &mut Vec<Diagnostic>) {
    for name in folder.inside(home).filter(|name| name.ends_with(".yaml")) {
        open(folder, &format!("{home}/{name}"), problems, |map| {
            map.accept_rest();
            Some(())
        });
    }
}
