//! Problems of a record, how they are put right, and what became of those of earlier years.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::mapping::Mapping;
use super::super::scalar;
use super::super::value::Value;
use super::super::year::date_near;
use super::dates::ahead;
use super::observations::file;
use super::{Context, lists};
use crate::diagnostics::{Code, Span, nearest};
use crate::model::{
    EarlierProblem, Problem, ProblemRef, Proof, Recheck, Rectification, Severity, SubjectId, Year,
};

/// Keys that tell of a problem's rectification: what they tell of has to have an id.
const FOLLOWED: [&str; 6] = ["due", "plan", "report", "evidence", "recheck", "recurs"];

pub(super) fn problems(
    map: &Mapping<'_>,
    subject: Option<&str>,
    dates: Option<&Rectification>,
    context: &Context<'_>,
) -> Vec<Problem> {
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for item in map.get("problems").and_then(Value::items).into_iter().flatten() {
        let Some(map) = item.mapping() else { continue };
        let value = map.get("id");
        let id = value.and_then(Value::id);
        if let (Some(value), Some(id)) = (value, id)
            && let Some(first) = ids.insert(id.to_owned(), value.span())
        {
            let problem = value.problem(Code::DuplicateId, format!("问题“{id}”写了两次"));
            value.file.report(problem.found(id).also(first, "第一次写在这里").hint("请换一个标识"));
        }
        if value.is_none()
            && let Some(key) = FOLLOWED.into_iter().find(|key| map.has(key))
        {
            let span = map.key_span(key).unwrap_or(item.span());
            let text = format!("写了“{key}”的问题要有标识（id），下年才能跟踪");
            let problem = item.file.problem(Code::ProblemWithoutId, span, text);
            item.file.report(problem.hint("请加上 id: 英文标识，本记录内不重复，如 id: aid-late"));
        }
        found.extend(problem(item, &map, id, (subject, dates), context));
    }
    found
}

fn problem(
    item: Value<'_>,
    map: &Mapping<'_>,
    id: Option<&str>,
    (subject, dates): (Option<&str>, Option<&Rectification>),
    context: &Context<'_>,
) -> Option<Problem> {
    let county = map.line_if("county");
    let node = map.get("indicator").and_then(|node| context.names.nodes.read(node));
    let clause = map.get("clause").and_then(|clause| context.clauses.read(clause));
    let says = map.text("says");
    let severity = map.get("severity").and_then(|severity| severity.choice(&Severity::WORDS));
    let source = map.text_if("source");
    let day = |key| map.get(key).and_then(|value| date_near(value, context.year()));
    let done = |key, title| {
        let value: Value<'_> = map.get(key)?;
        let day = date_near(value, context.year())?;
        ahead(value, day, title, context);
        Some(day)
    };
    let (due, plan, report) = (day("due"), done("plan", "整改方案"), done("report", "整改报告"));
    let evidence = proofs(map, context);
    let reported = report.or_else(|| dates?.report);
    let recheck = map.get("recheck").and_then(|value| recheck(value, reported, context));
    let recurs = map.get("recurs").and_then(|value| refer(value, subject, context));
    map.finish();
    Some(Problem {
        id: id.map(str::to_owned),
        county,
        node,
        clause,
        says: says?,
        severity: severity.unwrap_or(Severity::General),
        source,
        due,
        plan,
        report,
        evidence,
        recheck,
        recurs: recurs.map(|(of, _)| of),
        at: item.at(),
    })
}

/// What became of problems of earlier years.
pub(super) fn earlier(
    map: &Mapping<'_>,
    subject: Option<&str>,
    context: &Context<'_>,
) -> Vec<EarlierProblem> {
    let mut named: Vec<(ProblemRef, Span)> = Vec::new();
    let mut found = Vec::new();
    for item in map.get("earlier_problems").and_then(Value::items).into_iter().flatten() {
        let Some((problem, span)) = earlier_problem(item, subject, context) else { continue };
        if let Some((_, first)) = named.iter().find(|(of, _)| *of == problem.of) {
            let text = format!("往年问题“{}”写了两次", problem.of);
            let told = item.file.problem(Code::DuplicateId, span, text).found(problem.of.to_string());
            item.file.report(told.also(*first, "第一次写在这里").hint("请只留一处"));
            continue;
        }
        named.push((problem.of.clone(), span));
        found.push(problem);
    }
    found
}

/// One of them, and where it names the problem.
fn earlier_problem(
    item: Value<'_>,
    subject: Option<&str>,
    context: &Context<'_>,
) -> Option<(EarlierProblem, Span)> {
    let map = item.mapping()?;
    let value = map.need("problem");
    let of = value.and_then(|value| refer(value, subject, context));
    let open = map.need("state").and_then(|state| state.choice(&[("open", true), ("closed", false)]));
    let date = map.need("date").and_then(|date| date_near(date, context.year()));
    let by = map.line_if("by");
    let note = map.text_if("note");
    let evidence = proofs(&map, context);
    map.finish();
    let (of, says) = of?;
    let problem = EarlierProblem { of, says, open: open?, date: date?, by, note, evidence, at: item.at() };
    Some((problem, value?.span()))
}

fn proofs(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Proof> {
    lists::list(map, "evidence", |item| {
        let map = item.mapping()?;
        let title = map.line("title");
        let path = map.get("file").and_then(|value| file(value, context));
        let date = map.get("date").and_then(|date| date_near(date, context.year()));
        map.finish();
        Some(Proof { title: title?, file: path, date })
    })
}

fn recheck(value: Value<'_>, reported: Option<Date>, context: &Context<'_>) -> Option<Recheck> {
    let map = value.mapping()?;
    let day = map.need("date");
    let date = day.and_then(|date| date_near(date, context.year()));
    let passed = map.need("result").and_then(|result| result.choice(&[("passed", true), ("failed", false)]));
    let by = map.line_if("by");
    let note = map.text_if("note");
    map.finish();
    let (day, date) = (day?, date?);
    ahead(day, date, "复核", context);
    if let Some(reported) = reported
        && date < reported
    {
        let text = format!("复核（{date}）早于整改报告（{reported}）");
        let problem = day.problem(Code::RecheckOrder, text).found(date.to_string());
        day.file.report(problem.hint("请核对两个日期；报告后又补报的，在该问题里写 report: 日期"));
    }
    Some(Recheck { date, passed: passed?, by, note })
}

/// `2018/aid-late`, or `{year, id}`: a problem of the same subject in an earlier year, and what it says.
fn refer(value: Value<'_>, subject: Option<&str>, context: &Context<'_>) -> Option<(ProblemRef, String)> {
    let (year, id) = if value.is_mapping() {
        let map = value.mapping()?;
        let year = map.need("year").and_then(|year| year.integer(1949..=2999));
        let id = map.need("id").and_then(Value::id);
        map.finish();
        (i16::try_from(year?).ok()?, id?.to_owned())
    } else {
        let text = value.word("年度/标识")?;
        let parts = text.split_once('/').and_then(|(year, id)| Some((year.parse::<i16>().ok()?, id)));
        let Some((year, id)) = parts.filter(|(_, id)| scalar::identifier(id).is_ok()) else {
            let problem = value
                .problem(Code::UnknownProblem, format!("“{text}”不是 年度/标识 的写法"))
                .found(text)
                .hint("写成 2018/aid-late 的样子：问题所在的年度，斜线，问题的 id");
            return value.refuse(problem);
        };
        (year, id.to_owned())
    };
    exists(value, ProblemRef { year: Year::new(year)?, id }, subject, context)
}

fn exists(
    value: Value<'_>,
    of: ProblemRef,
    subject: Option<&str>,
    context: &Context<'_>,
) -> Option<(ProblemRef, String)> {
    let unknown = |text: String| value.problem(Code::UnknownProblem, text).found(of.to_string());
    if of.year >= context.year() {
        let problem = unknown(format!("问题“{of}”不是以前年度的，{} 年度的问题写在 problems 里", of.year));
        return value.refuse(problem.hint("这里只写以前年度的问题"));
    }
    let evaluation = context.earlier.iter().find(|evaluation| evaluation.scheme.year == of.year);
    // What could not be read may well have it.
    if context.unsure_in(of.year.get(), subject) || subject.is_none() {
        let says = of.id.clone();
        return Some((of, says));
    }
    let Some(evaluation) = evaluation else {
        let years: Vec<String> =
            context.earlier.iter().map(|evaluation| evaluation.scheme.year.to_string()).collect();
        let problem = unknown(format!("{} 年度没有方案“{}”，查不到问题“{of}”", of.year, context.scheme.id));
        return value.refuse(problem.allowed(years).hint("请核对年度"));
    };
    let records = subject.map(|subject| evaluation.records_of(context.scheme, &SubjectId::new(subject)));
    let known: Vec<&Problem> = records.into_iter().flatten().flat_map(|record| &record.problems).collect();
    if let Some(problem) = known.iter().find(|problem| problem.id.as_deref() == Some(&of.id)) {
        let says = problem.says.clone();
        return Some((of, says));
    }
    let ids: Vec<&str> = known.iter().filter_map(|problem| problem.id.as_deref()).collect();
    let problem = unknown(format!("{} 年度的记录里没有标识为“{}”的问题", of.year, of.id));
    let named = ids.iter().map(|id| format!("{}/{id}", of.year)).collect::<Vec<_>>();
    let problem = match nearest(&of.id, ids.iter().copied()) {
        Some(near) => problem.suggest(format!("{}/{near}", of.year)).allowed(named),
        None if ids.is_empty() => problem.hint(format!("请先给 {} 年度的那个问题加上 id", of.year)),
        None => problem.allowed(named).hint("请核对年度和标识"),
    };
    value.refuse(problem)
}
