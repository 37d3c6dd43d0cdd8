//! The records of a scheme: one file a subject, read in parallel, in the scheme's order.

use std::sync::Arc;

use rayon::prelude::*;

use super::Around;
use super::files::Folder;
use super::open::open;
use super::record::{self, Context};
use super::scheme::SchemeFile;
use super::subjects::Subjects;
use super::unexpected;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::model::{Record, SubjectId};

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
    for (record, found) in read {
        records.push(record);
        problems.extend(found);
    }
    for name in folder.inside(&home) {
        let own = name.strip_suffix(".yaml").is_some_and(|stem| file.names.subjects.peek(stem).is_some());
        if name.ends_with(".yaml") && !own {
            stray(&context, subjects, &format!("{home}/{name}"), problems);
        }
    }
    records
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
            Diagnostic::new(Code::NoRecord, Arc::from(path.as_str()), format!("缺少“{name}”的记录，{what}"))
                .hint(format!("请建立 {path}，第一行 format: 1，再写 subject: {subject} 和 status")),
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
            problem.hint("文件名要与考核对象的标识一致；新的考核对象请先写进 subjects.yaml 和方案的 subjects")
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
