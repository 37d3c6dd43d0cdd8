//! Observations of a record, each fitting its node's method.

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::Context;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{
    At, Carried, Choice, ChoiceIndex, Combine, DeductionItem, DeductionKind, EarlierProblem, Evidence, Gave,
    KindIndex, Method, Node, Observation, Rating, Scheme, Stated, TaskState,
};

/// The observations of a record.
pub(in crate::content) struct Observations {
    pub values: Box<[Option<Box<Observation>>]>,
    /// Stated, but faulty: neither there nor missing.
    pub faulty: Vec<bool>,
}

impl Observations {
    /// Takes points off for problems of earlier years that are still open, wherever a kind is taken from those. A leaf
    /// with such kinds only is stated by them; one with others beside them has to state its own list.
    pub fn carry(&mut self, earlier: &[EarlierProblem], at: At, scheme: &Scheme) {
        for (position, node) in scheme.nodes.iter().enumerate() {
            let kinds = node.method().map_or(&[][..], Method::deductions);
            let Some(kind) = kinds.iter().position(|kind| kind.from_earlier) else { continue };
            let only = kinds.len() == 1;
            let open = earlier.iter().filter(|problem| problem.open).map(|problem| DeductionItem {
                kind: KindIndex::new(kind),
                count: 1,
                source: problem.by.clone(),
                date: Some(problem.date),
                problem: Some(Carried { of: problem.of.clone(), says: problem.says.clone() }),
                at: problem.at,
            });
            match &mut self.values[position] {
                Some(observation) => match &mut observation.stated {
                    Some(Stated::Deductions(items)) => items.extend(open),
                    None if only && !self.faulty[position] => {
                        observation.stated = Some(Stated::Deductions(open.collect()));
                    }
                    _ => {}
                },
                none if only && !self.faulty[position] => {
                    let stated = Some(Stated::Deductions(open.collect()));
                    *none = Some(Box::new(Observation {
                        stated,
                        claimed: None,
                        note: None,
                        date: None,
                        evidence: Vec::new(),
                        at,
                        claimed_at: None,
                    }));
                }
                None => {}
            }
        }
    }
}

/// What an observation may state.
const STATED: [&str; 8] =
    ["grade", "score", "task", "option", "scores", "grades", "deductions", "not_applicable"];

pub(super) fn observations(map: &Mapping<'_>, context: &Context<'_>) -> Observations {
    let nodes = &context.scheme.nodes;
    let mut values = vec![None; nodes.len()];
    let mut faulty = vec![false; nodes.len()];
    for (key, value) in map.get("observations").and_then(Value::pairs).into_iter().flatten() {
        let Some(index) = context.names.nodes.find(value.file, &key.text, key.span) else { continue };
        let found = observation(value, &nodes[index.get()], key.span.at, context);
        faulty[index.get()] = found.as_ref().is_none_or(|(_, sound)| !sound);
        values[index.get()] = found.map(|(observation, _)| Box::new(observation));
    }
    Observations { values: values.into(), faulty }
}

/// The observation, and whether what it states could be read.
fn observation(value: Value<'_>, node: &Node, at: At, context: &Context<'_>) -> Option<(Observation, bool)> {
    let map = value.mapping()?;
    let stated = map.one_of(&STATED);
    let found = stated.map(|(kind, value)| read(kind, value, node, context));
    let claimed = map.get("reported").map(|value| claimed(value, node, context));
    let note = map.text_if("note");
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    let evidence = map
        .get("evidence")
        .and_then(Value::items)
        .into_iter()
        .flatten()
        .filter_map(|item| evidence(item, context))
        .collect();
    map.finish();
    let sound = !matches!(found, Some(None));
    let claimed = claimed.flatten();
    Some((
        Observation { stated: found.flatten(), claimed, note, date, evidence, at, claimed_at: None },
        sound,
    ))
}

/// What the subject claimed: of the sort that is observed, of raters one score or grade.
pub(in crate::content) fn claimed(value: Value<'_>, node: &Node, context: &Context<'_>) -> Option<Stated> {
    match node.method() {
        Some(Method::Grade | Method::Raters { full: None, .. }) => {
            context.names.grades.read(value).map(Stated::Grade)
        }
        Some(Method::Score { full } | Method::Raters { full: Some(full), .. }) => {
            score(value, *full).map(Stated::Score)
        }
        Some(Method::Task { .. }) => value.choice(&TaskState::WORDS).map(Stated::Task),
        Some(Method::Options(options)) => option(value, options).map(Stated::Option),
        other => {
            let text = format!("“{}”（{}）不是评定的指标，这里没有自评可写", node.title, node.id);
            let problem = value.problem(Code::ObservationMisfit, text).found("reported");
            value.refuse(match other {
                None => problem.hint("请填到下级的各个指标上"),
                Some(Method::Deductions { .. }) => problem.hint("按扣分计分的，请删去这一项"),
                Some(_) => problem.hint("按数据计分的，请在 figures 的该项数据里写 reported: 自评数"),
            })
        }
    }
}

pub(in crate::content) fn read(
    kind: &str,
    value: Value<'_>,
    node: &Node,
    context: &Context<'_>,
) -> Option<Stated> {
    if kind == "not_applicable" {
        return value.text().map(Stated::NotApplicable);
    }
    match (kind, node.method()) {
        ("grade", Some(Method::Grade | Method::Median { .. } | Method::Standard { .. })) => {
            context.names.grades.read(value).map(Stated::Grade)
        }
        ("option", Some(Method::Options(options))) => option(value, options).map(Stated::Option),
        ("scores", Some(Method::Raters { full: Some(full), combine })) => {
            ratings(value, "score", *combine, |given| score(given, *full).map(Gave::Score))
        }
        ("grades", Some(Method::Raters { full: None, combine })) => {
            ratings(value, "grade", *combine, |given| context.names.grades.read(given).map(Gave::Grade))
        }
        ("score", Some(Method::Score { full })) => score(value, *full).map(Stated::Score),
        ("task", Some(Method::Task { .. })) => value.choice(&TaskState::WORDS).map(Stated::Task),
        ("deductions", Some(Method::Deductions { kinds, .. })) => {
            deductions(value, kinds, context).map(Stated::Deductions)
        }
        (_, method) => misfit(kind, value, node, method),
    }
}

/// Whether an observation of a kind fits a node's method.
pub(in crate::content) fn fits(kind: &str, method: Option<&Method>) -> bool {
    match method {
        None => false,
        Some(Method::Grade | Method::Median { .. } | Method::Standard { .. }) => kind == "grade",
        Some(Method::Options(_)) => kind == "option",
        Some(Method::Raters { full: Some(_), .. }) => kind == "scores",
        Some(Method::Raters { full: None, .. }) => kind == "grades",
        Some(Method::Score { .. }) => kind == "score",
        Some(Method::Task { .. }) => kind == "task",
        Some(Method::Deductions { .. }) => kind == "deductions",
        Some(Method::Range { .. } | Method::Attain { .. } | Method::Steps { .. } | Method::Rank { .. }) => {
            false
        }
    }
}

/// What is stated does not fit the node's method: says what does.
fn misfit<T>(kind: &str, value: Value<'_>, node: &Node, method: Option<&Method>) -> Option<T> {
    let text = misfit_text(kind, node, method);
    value.refuse(misfit_told(value.problem(Code::ObservationMisfit, text), kind, method))
}

fn how(method: Option<&Method>) -> (&'static str, Option<&'static str>) {
    match method {
        None => ("由下级各项合成，不直接填报", None),
        Some(Method::Grade) => ("按等次计分", Some("grade")),
        Some(Method::Score { .. }) => ("按得分计分", Some("score")),
        Some(Method::Task { .. }) => ("按任务完成情况计分", Some("task")),
        Some(Method::Deductions { .. }) => ("按扣分计分", Some("deductions")),
        Some(Method::Options(_)) => ("按选项计分", Some("option")),
        Some(Method::Raters { full: Some(_), .. }) => ("由多人评分", Some("scores")),
        Some(Method::Raters { full: None, .. }) => ("由多人评定等次", Some("grades")),
        Some(Method::Median { .. }) => ("按数据用中位法计分", Some("grade")),
        Some(Method::Standard { .. }) => ("按数据用标准分法计分", Some("grade")),
        Some(_) => ("按数据计分，不用填观测", None),
    }
}

/// What is said of an observation that does not fit.
pub(in crate::content) fn misfit_text(kind: &str, node: &Node, method: Option<&Method>) -> String {
    format!("“{}”（{}）{}，不能写 {kind}", node.title, node.id, how(method).0)
}

/// The same problem with what would fit.
pub(in crate::content) fn misfit_told(
    problem: Diagnostic,
    kind: &str,
    method: Option<&Method>,
) -> Diagnostic {
    let (_, fits) = how(method);
    let problem = problem.found(kind).allowed(fits.into_iter().chain(["not_applicable"]));
    match (method, fits) {
        (None, _) => problem.hint("请填到下级的各个指标上"),
        (Some(Method::Median { .. } | Method::Standard { .. }), _) => {
            problem.hint("请在 figures 里填数据；可比对象不足三个时才写 grade")
        }
        (_, Some(word)) => problem.hint(format!("请改写 {word}: …")),
        (_, None) => problem.hint("请删去这一行，在 figures 里填数据"),
    }
}

pub(in crate::content) fn score(value: Value<'_>, full: Decimal) -> Option<Decimal> {
    let score = value.decimal()?;
    if (Decimal::ZERO..=full).contains(&score) {
        return Some(score);
    }
    let problem = value.problem(Code::ScoreOutOfRange, format!("得分 {score} 超出范围，满分是 {full}"));
    value.refuse(problem.found(score.to_string()).allowed([format!("0 到 {full} 之间的数")]))
}

/// The option a record states.
fn option(value: Value<'_>, options: &[Choice]) -> Option<ChoiceIndex> {
    let word = value.word("选项")?;
    let found = options.iter().position(|option| option.id == word);
    if found.is_none() {
        // Who reads Chinese writes what the scheme calls it.
        let titled = options.iter().find(|option| option.title == word);
        let problem = value.problem(Code::UnknownWord, format!("没有叫“{word}”的选项"));
        let problem = problem.word(word, options.iter().map(|option| &option.id));
        return value.refuse(match titled {
            Some(option) => problem.hint(format!("“{word}”写作 {}", option.id)),
            None => problem,
        });
    }
    found.map(ChoiceIndex::new)
}

/// What several raters gave: `[{by, score}]`, or the scores alone.
fn ratings<'v>(
    value: Value<'v>,
    key: &'static str,
    combine: Combine,
    read: impl Fn(Value<'v>) -> Option<Gave>,
) -> Option<Stated> {
    let one = |item: Value<'v>| -> Option<Rating> {
        if item.is_scalar() {
            return Some(Rating { by: None, gave: read(item)? });
        }
        let map = item.mapping()?;
        let by = map.line_if("by");
        let gave = map.need(key).and_then(&read);
        map.finish();
        Some(Rating { by, gave: gave? })
    };
    let found: Vec<Option<Rating>> = value.some_items()?.map(one).collect();
    let (found, least) = (found.into_iter().collect::<Option<Vec<_>>>()?, combine.least());
    if found.len() < least {
        let text = format!("只有{}个评分，去掉一个最高分和一个最低分至少要{least}个", found.len());
        let problem = value.problem(Code::MethodNumbers, text);
        return value
            .refuse(problem.hint("请补齐评分，或者请方案作者改用 combine: mean（平均）或 median（中位）"));
    }
    Some(Stated::Ratings(found))
}

fn deductions(
    value: Value<'_>,
    kinds: &[DeductionKind],
    context: &Context<'_>,
) -> Option<Vec<DeductionItem>> {
    let found: Vec<_> = value.items()?.map(|item| deduction(item, kinds, context)).collect();
    found.into_iter().collect()
}

fn deduction(item: Value<'_>, kinds: &[DeductionKind], context: &Context<'_>) -> Option<DeductionItem> {
    let map = item.mapping()?;
    let kind = map.need("kind").and_then(|value| {
        let word = value.word("扣分情形")?;
        let position = kinds.iter().position(|kind| kind.id == word);
        if position.is_none() {
            let problem = value.problem(Code::UnknownDeduction, format!("没有叫“{word}”的扣分情形"));
            value.file.report(problem.word(word, kinds.iter().map(|kind| &kind.id)));
        }
        if let Some(kind) = position.map(|position| &kinds[position])
            && kind.from_earlier
        {
            let text = format!("“{}”（{word}）由往年问题的复核结果得出，不直接填报", kind.title);
            let problem = value.problem(Code::DeductionFromProblems, text).found(word);
            let hint = "请删去这一项，把没有销号的往年问题写进 earlier_problems：{problem: 年度/标识, state: open, date: …}";
            return value.refuse(problem.hint(hint));
        }
        position.map(KindIndex::new)
    });
    let count = match map.get("count") {
        Some(value) => value.integer(1..=10_000).and_then(|count| u32::try_from(count).ok()),
        None => Some(1),
    };
    let source = map.text_if("source");
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    map.finish();
    Some(DeductionItem { kind: kind?, count: count?, source, date, problem: None, at: item.at() })
}

fn evidence(item: Value<'_>, context: &Context<'_>) -> Option<Evidence> {
    let map = item.mapping()?;
    let kind = map.need("kind").and_then(|value| {
        context.names.evidence.read(value)?;
        value.word("佐证材料")
    });
    let title = map.line("title");
    let file = map.get("file").and_then(|value| file(value, context));
    let date = map.get("date").and_then(|date| date_near(date, context.year()));
    let covers = match map.get("covers") {
        Some(value) => value.integer(1..=10_000).and_then(|count| u32::try_from(count).ok())?,
        None => 1,
    };
    map.finish();
    Some(Evidence { kind: kind?.to_owned(), title: title?, file, date, covers })
}

/// The path of a paper, relative to the record, that stays below the year's folder.
pub(super) fn file(value: Value<'_>, context: &Context<'_>) -> Option<String> {
    let path = value.text()?;
    let Some(target) = resolve(&context.records, &path) else {
        let problem = value.problem(Code::EvidencePath, format!("文件的路径“{path}”不能用"));
        return value.refuse(
            problem
                .found(path)
                .hint("路径从记录所在的文件夹写起，用 / 分隔，不能离开本年度的文件夹，如 ../evidence/a.pdf"),
        );
    };
    if !context.folder.has(&target) {
        let problem = value.problem(Code::NoEvidenceFile, format!("写明的文件不存在：{target}"));
        value.file.report(problem.found(path.as_str()).hint("请把文件放到这个位置，或者核对文件名"));
    }
    Some(path)
}

/// The path from the content folder; `None` if it leaves the year's folder or is none.
pub(in crate::content) fn resolve(records: &str, path: &str) -> Option<String> {
    if path.contains(['\\', ':', '\0']) {
        return None;
    }
    let mut parts: Vec<&str> = records.split('/').collect();
    for part in path.split('/') {
        match part {
            "" => return None,
            "." => {}
            // The year's own folder stays.
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => return None,
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn evidence_stays_below_the_year() {
        for (path, expected) in [
            ("a.pdf", Some("2019/s/records/a.pdf")),
            ("./a.pdf", Some("2019/s/records/a.pdf")),
            ("../evidence/a.pdf", Some("2019/s/evidence/a.pdf")),
            ("../../a.pdf", Some("2019/a.pdf")),
            ("../../../a.pdf", None),
            ("/etc/passwd", None),
            ("..\\a.pdf", None),
            ("c:/a.pdf", None),
            ("a//b", None),
        ] {
            assert_eq!(resolve("2019/s/records", path).as_deref(), expected, "{path}");
        }
    }
}
