//! Reports of a record: what they are, and the texts of those that lie in the content.

use std::sync::Arc;

use super::super::files::Folder;
use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::super::{characters, open};
use super::observations::{resolve, score};
use super::{Context, dates};
use crate::diagnostics::{Code, Diagnostic, Span, nearest};
use crate::model::{Report, ReportBody, ReportKind, ReportText};

/// The folder of a scheme's reports, beside its records.
pub(in crate::content) const FOLDER: &str = "reports";

/// Reads them; what is wrong with their texts is told to `texts`, since those are other files.
pub(super) fn reports(map: &Mapping<'_>, context: &Context<'_>, texts: &mut Vec<Diagnostic>) -> Vec<Report> {
    let mut read: Vec<(Report, Span)> = Vec::new();
    for item in map.get("reports").and_then(Value::items).into_iter().flatten() {
        let Some(report) = report(item, context, texts) else { continue };
        let twice = |of: &Report| {
            let whole = (of.kind, &of.by, of.date) == (report.kind, &report.by, report.date);
            whole || of.body == report.body
        };
        if let Some((_, first)) = read.iter().find(|(of, _)| twice(of)) {
            let problem = item.problem(Code::DuplicateId, "这份报告写了两次");
            item.file.report(
                problem
                    .also(*first, "第一次写在这里")
                    .hint("请只留一处；确是两份报告的，请核对各自的 by、date 和文件"),
            );
            continue;
        }
        read.push((report, item.span()));
    }
    read.into_iter().map(|(report, _)| report).collect()
}

fn report(item: Value<'_>, context: &Context<'_>, texts: &mut Vec<Diagnostic>) -> Option<Report> {
    let map = item.mapping()?;
    let kind = map.need("kind").and_then(|kind| kind.choice(&ReportKind::WORDS));
    let by = map.line("by");
    let day = map.need("date");
    let date = day.and_then(|date| date_near(date, context.year()));
    let score_value = map.get("score");
    let most = context.scheme.ceiling.max(context.scheme.full_total());
    let score = score_value.map(|value| score(value, most));
    let lies = map.one_of(&["text", "file"]);
    if lies.is_none() {
        let problem = item.problem(Code::MissingKey, "这份报告没有写正文在哪里：缺少 text 或 file");
        item.file.report(problem.hint(format!(
            "正文存成 Markdown 的写 text: ../{FOLDER}/a.md，PDF、Word 等原件写 file: ../{FOLDER}/a.pdf"
        )));
    }
    let body = lies.and_then(|(key, value)| match key {
        "text" => text(value, context, texts).map(ReportBody::Text),
        _ => file(value, context).map(ReportBody::File),
    });
    map.finish();
    if let (Some(day), Some(date)) = (day, date) {
        dates::reported(day, date, context);
    }
    let score = score.map_or(Some(None), |score| score.map(Some))?;
    Some(Report { kind: kind?, by: by?, date: date?, body: body?, score, at: item.at() })
}

/// A paper: it may lie anywhere below the year's folder.
fn file(value: Value<'_>, context: &Context<'_>) -> Option<String> {
    if value.as_word().is_some_and(|path| path.ends_with(".md")) {
        let problem = value.problem(Code::Conflict, "file 写的是 Markdown 文件，它是报告的正文");
        return value.refuse(problem.hint("正文写在 text，网站上有它的网页；file 写 PDF、Word 等原件"));
    }
    super::observations::file(value, context)
}

/// The text: a Markdown file of the scheme's reports.
fn text(value: Value<'_>, context: &Context<'_>, problems: &mut Vec<Diagnostic>) -> Option<ReportText> {
    let path = value.line()?;
    let home = format!("{}/{FOLDER}", context.home());
    let name = resolve(&context.records, &path)
        .and_then(|target| Some(target.strip_prefix(&*home)?.strip_prefix('/')?.to_owned()))
        .filter(|name| !name.contains('/') && name.ends_with(".md"));
    let Some(name) = name else {
        let problem = value.problem(Code::EvidencePath, format!("报告正文的路径“{path}”不能用")).found(&path);
        return value.refuse(problem.hint(format!(
            "正文是 {home} 里的 Markdown 文件，路径从记录所在的文件夹写起，如 ../{FOLDER}/a.md；PDF、Word 等原件写在 file"
        )));
    };
    let target = format!("{home}/{name}");
    if !context.folder.has(&target) {
        // What cannot be read there was told where it lies.
        if context.folder.refused(&target) {
            return None;
        }
        let problem = value.problem(Code::NoFile, format!("缺少报告正文 {target}")).found(&path);
        let near = nearest(&name, context.folder.inside(&home).filter(|file| file.ends_with(".md")));
        return value.refuse(match near {
            Some(near) => problem.suggest(format!("../{FOLDER}/{near}")).hint("请核对文件名"),
            None => problem.hint("请把正文存成这个文件（UTF-8 编码），或者核对文件名"),
        });
    }
    let body = body(context.folder, &target, problems)?;
    Some(ReportText { file: Arc::from(target), body })
}

/// The whole file: it has no head, so that a text can be laid there as it came.
fn body(folder: &Folder, path: &str, problems: &mut Vec<Diagnostic>) -> Option<String> {
    open::text(folder, path, problems, |file| {
        characters::check_references(file, file.text(), 1);
        let text = characters::straight(file.text()).into_owned();
        if text.trim().is_empty() {
            let problem = file.whole(Code::EmptyFile, "报告正文是空的");
            file.report(problem.hint("请写上正文，或者从记录的 reports 里删去这一份"));
            return None;
        }
        Some(text)
    })
}
