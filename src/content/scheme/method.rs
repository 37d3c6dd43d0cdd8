//! Methods: how a leaf is scored.

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::value::{Value, check_id};
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{Attainment, Better, DeductionKind, Goalpost, GradeIndex, Method};

/// The words a method begins with.
const KINDS: [&str; 9] =
    ["grade", "score", "task", "median", "range", "attain", "steps", "rank", "deductions"];
/// Methods that stand as a bare word: nothing in them is required.
const BARE: [&str; 2] = ["grade", "median"];
const BETTER: [(&str, Better); 2] = [("higher", Better::Higher), ("lower", Better::Lower)];

impl Reader<'_> {
    /// A leaf's method.
    pub(super) fn method(&self, value: Value<'_>) -> Option<Method> {
        if value.is_scalar() {
            return bare(value);
        }
        let (kind, of) = value.mapping()?.only("计分方法", &KINDS)?;
        if kind == "steps" {
            return steps(of);
        }
        let map = of.mapping()?;
        let method = match kind {
            "grade" => Some(Method::Grade),
            "score" => map.need("full").and_then(Value::positive).map(|full| Method::Score { full }),
            "task" => self.task(&map),
            "median" => median(&map),
            "range" => range(&map),
            "attain" => self.attain(&map),
            "rank" => rank(&map),
            _ => deductions(&map),
        };
        map.finish();
        method
    }

    fn task(&self, map: &Mapping<'_>) -> Option<Method> {
        let grade = |key| -> Option<GradeIndex> { self.names.grades.read(map.need(key)?) };
        let (done, outstanding, undone) = (grade("done"), grade("outstanding"), grade("undone"));
        Some(Method::Task { done: done?, outstanding: outstanding?, undone: undone? })
    }

    fn attain(&self, map: &Mapping<'_>) -> Option<Method> {
        let to = map.need("to").and_then(|to| match to.word("目标")? {
            "national" => Some(Attainment::National),
            "province" => Some(Attainment::Province),
            "target" => Some(Attainment::Target),
            word if self.names.figures.contains(word) => self.names.figures.read(to).map(Attainment::Figure),
            word => {
                let words = ["national", "province", "target"].into_iter();
                let words = words.chain(self.names.figures.names().iter().map(String::as_str));
                let problem = to.problem(Code::UnknownFigure, format!("没有叫“{word}”的目标或数据"));
                to.refuse(problem.word(word, words))
            }
        });
        let better = better(map);
        Some(Method::Attain { to: to?, better: better? })
    }
}

fn bare(value: Value<'_>) -> Option<Method> {
    let word = value.word("计分方法")?;
    match word {
        "grade" => Some(Method::Grade),
        "median" => Some(Method::Median {
            best: Decimal::ONE_HUNDRED,
            middle: Decimal::from(80),
            worst: Decimal::from(60),
            better: Better::Higher,
        }),
        _ if KINDS.contains(&word) => {
            let problem = value.problem(Code::WrongType, format!("计分方法“{word}”还要写上它的各项"));
            value.refuse(
                problem
                    .found(word)
                    .hint(format!("写成 {word}: {{…}} 的样子；能只写一个词的有 {}", BARE.join("、"))),
            )
        }
        _ => {
            let problem = value.problem(Code::UnknownWord, format!("没有叫“{word}”的计分方法"));
            value.refuse(problem.word(word, KINDS))
        }
    }
}

/// A score of 0–100, or its default when the key is left out.
fn score(map: &Mapping<'_>, key: &'static str, default: i64) -> Option<Decimal> {
    match map.get(key) {
        Some(value) => value.decimal_in(Decimal::ZERO..=Decimal::ONE_HUNDRED),
        None => Some(Decimal::from(default)),
    }
}

/// `higher` unless the method says `lower`.
fn better(map: &Mapping<'_>) -> Option<Better> {
    match map.get("better") {
        Some(value) => value.choice(&BETTER),
        None => Some(Better::Higher),
    }
}

fn median(map: &Mapping<'_>) -> Option<Method> {
    let (best, middle, worst) = (score(map, "best", 100), score(map, "middle", 80), score(map, "worst", 60));
    let better = better(map);
    let (best, middle, worst) = (best?, middle?, worst?);
    if !(best >= middle && middle >= worst) {
        let problem = map.value().problem(
            Code::MethodNumbers,
            format!("中位法的三个分数要依次不升：best {best}、middle {middle}、worst {worst}"),
        );
        return map.value().refuse(problem.hint("best 最高，worst 最低；不写时是 100、80、60"));
    }
    Some(Method::Median { best, middle, worst, better: better? })
}

fn range(map: &Mapping<'_>) -> Option<Method> {
    let end = |key| -> Option<Goalpost> {
        let value = map.need(key)?;
        match value.word("数字、min 或 max")? {
            "min" => Some(Goalpost::Min),
            "max" => Some(Goalpost::Max),
            word if word.bytes().any(|byte| byte.is_ascii_digit()) => value.decimal().map(Goalpost::Fixed),
            word => {
                let problem = value.problem(Code::UnknownWord, format!("“{key}”不能写“{word}”"));
                value.refuse(
                    problem
                        .word(word, ["min", "max"])
                        .hint("写一个数字，或者 min、max（各对象中最小、最大的值）"),
                )
            }
        }
    };
    let (worst, best) = (end("worst"), end("best"));
    let (worst, best) = (worst?, best?);
    if worst == best {
        let problem = map.value().problem(Code::MethodNumbers, "range 的 worst 和 best 相同，人人都是满分");
        return map.value().refuse(problem.hint("worst 是 0 分处的值，best 是 100 分处的值，两者要不同"));
    }
    Some(Method::Range { worst, best })
}

fn steps(list: Value<'_>) -> Option<Method> {
    let mut found = Vec::new();
    let mut direction: Option<(Better, &'static str)> = None;
    let mut whole = true;
    for item in list.some_items()? {
        let step = item.mapping().and_then(|map| {
            let bound = map.one_of(&["at_least", "at_most"]);
            let score = map.need("score").and_then(|v| v.decimal_in(Decimal::ZERO..=Decimal::ONE_HUNDRED));
            map.finish();
            let Some((word, value)) = bound else {
                let problem = item.problem(Code::MissingKey, "这里缺少字段“at_least”或“at_most”");
                return item.refuse(problem.hint("每一级写成 {at_least: 95, score: 100} 的样子"));
            };
            Some((word, value, value.decimal()?, score?))
        });
        let Some((word, value, bound, score)) = step else {
            whole = false;
            continue;
        };
        let better = if word == "at_least" { Better::Higher } else { Better::Lower };
        let (_, first) = *direction.get_or_insert((better, word));
        if first != word {
            let problem = value.problem(Code::MethodNumbers, format!("steps 里 {first} 和 {word} 不能混用"));
            return value
                .refuse(problem.hint("请全部写 at_least（从高到低），或者全部写 at_most（从低到高）"));
        }
        // The first step reached counts, so a step that is no harder than the next would never let that one count.
        if let Some((last, _)) = found.last()
            && !better.beats(*last, bound)
        {
            let order = if better == Better::Higher { "从高到低" } else { "从低到高" };
            let problem = value
                .problem(Code::MethodNumbers, format!("steps 的界限没有{order}排列：{last} 之后是 {bound}"));
            return value.refuse(problem.hint(format!("{word} 要{order}逐级写")));
        }
        found.push((bound, score));
    }
    let (better, _) = direction?;
    whole.then_some(Method::Steps { better, steps: found })
}

fn rank(map: &Mapping<'_>) -> Option<Method> {
    let first = score(map, "first", 100);
    let step = map.need("step").and_then(Value::positive);
    let least = map.need("least").and_then(|v| v.decimal_in(Decimal::ZERO..=Decimal::ONE_HUNDRED));
    let better = better(map);
    let (first, least) = (first?, least?);
    if least > first {
        let problem = map
            .value()
            .problem(Code::MethodNumbers, format!("最低分 least {least} 高于第一名的 first {first}"));
        return map.value().refuse(problem.hint("least 不能高于 first"));
    }
    Some(Method::Rank { first, step: step?, least, better: better? })
}

fn deductions(map: &Mapping<'_>) -> Option<Method> {
    let start = score(map, "start", 100);
    let list = map.need("kinds")?;
    let mut kinds = Vec::new();
    let mut whole = true;
    for (key, value) in list.pairs()? {
        let kind = if check_id(value.file, &key.text, key.span) { kind(&key.text, value) } else { None };
        whole &= kind.is_some();
        kinds.extend(kind);
    }
    if kinds.is_empty() && whole {
        let problem = list.problem(Code::EmptyList, "“kinds”至少要有一种扣分情形");
        return list.refuse(problem);
    }
    let start = start?;
    whole.then_some(Method::Deductions { start, kinds })
}

/// `{title, points}`, or the points alone.
fn kind(id: &str, value: Value<'_>) -> Option<DeductionKind> {
    if value.is_scalar() {
        let points = value.positive()?;
        return Some(DeductionKind { id: id.to_owned(), title: id.to_owned(), points, from_earlier: false });
    }
    let map = value.mapping()?;
    let title = map.line_if("title").unwrap_or_else(|| id.to_owned());
    let points = map.need("points").and_then(Value::positive);
    let from_earlier = map.get("from").map(|value| value.choice(&[("earlier_problems", true)]));
    map.finish();
    let from_earlier = match from_earlier {
        Some(stated) => stated?,
        None => false,
    };
    Some(DeductionKind { id: id.to_owned(), title, points: points?, from_earlier })
}
