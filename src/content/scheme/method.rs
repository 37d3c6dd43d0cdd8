//! Methods: how a leaf is scored.

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::value::{Value, check_id};
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{
    Attainment, Better, Choice, Combine, DeductionKind, EXACT_DECIMALS, Goalpost, GradeIndex, Method, Ties,
    Worth,
};

/// The words a method begins with.
const KINDS: [&str; 11] = [
    "grade",
    "score",
    "task",
    "options",
    "median",
    "range",
    "standard",
    "attain",
    "steps",
    "rank",
    "deductions",
];
/// Methods that stand as a bare word: nothing in them is required.
const BARE: [&str; 2] = ["grade", "median"];
const BETTER: [(&str, Better); 2] = [("higher", Better::Higher), ("lower", Better::Lower)];
/// The ends of a range that are no numbers.
const POSTS: [(&str, Goalpost); 5] = [
    ("min", Goalpost::Min),
    ("max", Goalpost::Max),
    ("mean", Goalpost::Mean),
    ("median", Goalpost::Median),
    ("target", Goalpost::Target),
];
/// What is to be attained, beside figures.
const GOALS: [(&str, Attainment); 3] =
    [("national", Attainment::National), ("province", Attainment::Province), ("target", Attainment::Target)];
/// What the peers have, which a figure of the same name goes before.
const PEERS: [(&str, Attainment); 3] =
    [("max", Attainment::Max), ("min", Attainment::Min), ("mean", Attainment::Mean)];

impl Reader<'_> {
    /// A leaf's method.
    pub(super) fn method(&self, value: Value<'_>) -> Option<Method> {
        if value.is_scalar() {
            let method = self.bare(value)?;
            return (method != Method::Grade || self.names.grades.can_be(value)).then_some(method);
        }
        let (kind, of) = value.mapping()?.only("计分方法", &KINDS)?;
        if matches!(kind, "grade" | "task") && !self.names.grades.can_be(value) {
            return None;
        }
        match kind {
            "steps" => return self.steps(of),
            "options" => return self.options(of),
            _ => {}
        }
        let map = of.mapping()?;
        let method = match kind {
            "grade" => combined(&map, None, Method::Grade),
            "score" => map
                .need("full")
                .and_then(Value::positive)
                .and_then(|full| combined(&map, Some(full), Method::Score { full })),
            "task" => self.task(&map),
            "median" => self.median(&map),
            "range" => self.range(&map),
            "standard" => self.standard(&map),
            "attain" => self.attain(&map),
            "rank" => self.rank(&map),
            _ => self.deductions(&map),
        };
        map.finish();
        method
    }

    fn bare(&self, value: Value<'_>) -> Option<Method> {
        let word = value.word("计分方法")?;
        match word {
            "grade" => Some(Method::Grade),
            "median" => Some(Method::Median {
                best: self.part(100),
                middle: self.part(80),
                worst: self.part(60),
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

    /// The score of a leaf that a key gives, or when the key is left out its default of a hundred.
    fn score(&self, map: &Mapping<'_>, key: &'static str, default: i64) -> Option<Decimal> {
        map.get(key).map_or(Some(self.part(default)), |value| self.worth(value))
    }

    /// So many of a hundred, as the leaf counts.
    fn part(&self, of_hundred: i64) -> Decimal {
        // By a factor and not by a quotient, so that it stays exact.
        self.full * Decimal::new(of_hundred, 2)
    }

    /// A score of a leaf.
    pub(super) fn worth(&self, value: Value<'_>) -> Option<Decimal> {
        value.decimal_in(Decimal::ZERO..=self.ceiling)
    }

    fn task(&self, map: &Mapping<'_>) -> Option<Method> {
        let grade = |key| -> Option<GradeIndex> { self.names.grades.read(map.need(key)?) };
        let (done, outstanding, undone) = (grade("done"), grade("outstanding"), grade("undone"));
        Some(Method::Task { done: done?, outstanding: outstanding?, undone: undone? })
    }

    fn attain(&self, map: &Mapping<'_>) -> Option<Method> {
        let to = map.need("to").and_then(|to| self.goal(to));
        let better = better(map);
        Some(Method::Attain { to: to?, better: better? })
    }

    /// What is to be attained: a target, a figure, what the peers or another subject have.
    fn goal(&self, to: Value<'_>) -> Option<Attainment> {
        if to.is_mapping() {
            let map = to.mapping()?;
            let subject = map.need("subject").and_then(|subject| self.names.subjects.read(subject));
            map.finish();
            return subject.map(Attainment::Subject);
        }
        let word = to.word("目标")?;
        let named =
            |list: &[(&str, Attainment)]| list.iter().find(|(name, _)| *name == word).map(|(_, goal)| *goal);
        if let Some(goal) = named(&GOALS) {
            return Some(goal);
        }
        if self.names.figures.contains(word) {
            return self.names.figures.read(to).map(Attainment::Figure);
        }
        if let Some(goal) = named(&PEERS) {
            return Some(goal);
        }
        let words = GOALS.iter().chain(&PEERS).map(|(word, _)| *word);
        let words = words.chain(self.names.figures.names().iter().map(String::as_str));
        let problem = to.problem(Code::UnknownFigure, format!("没有叫“{word}”的目标或数据"));
        to.refuse(problem.word(word, words).hint("与另一个考核对象相比，写成 to: {subject: 标识}"))
    }

    fn median(&self, map: &Mapping<'_>) -> Option<Method> {
        let (best, middle, worst) =
            (self.score(map, "best", 100), self.score(map, "middle", 80), self.score(map, "worst", 60));
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

    fn standard(&self, map: &Mapping<'_>) -> Option<Method> {
        let centre = self.score(map, "centre", 80);
        let spread = map.get("spread").map_or(Some(self.part(10)), Value::positive);
        let better = better(map);
        Some(Method::Standard { centre: centre?, spread: spread?, better: better? })
    }

    fn range(&self, map: &Mapping<'_>) -> Option<Method> {
        let (worst, best) = (goalpost(map, "worst"), goalpost(map, "best"));
        let scores = (self.score(map, "at_worst", 0), self.score(map, "at_best", 100));
        let stated = map.get("better").map(|value| value.choice(&BETTER));
        let (worst, best) = (worst?, best?);
        let (at_worst, at_best) = (scores.0?, scores.1?);
        if worst == best {
            let problem =
                map.value().problem(Code::MethodNumbers, "range 的 worst 和 best 相同，人人都是满分");
            return map.value().refuse(problem.hint(
                "worst 是得分最低处的值，best 是得分最高处的值，两者要不同；只分达到与否的，用 steps",
            ));
        }
        if at_worst >= at_best {
            let problem = map.value().problem(
                Code::MethodNumbers,
                format!("at_worst（{at_worst}分）不低于 at_best（{at_best}分）"),
            );
            return map
                .value()
                .refuse(problem.hint("at_worst 是 worst 处的分数，应当低于 at_best；不写时是 0 和 100"));
        }
        let told = direction(worst, best);
        let better = match (stated, told) {
            (Some(stated), told) => {
                let stated = stated?;
                if told.is_some_and(|told| told != stated) {
                    let problem =
                        map.value().problem(Code::MethodNumbers, "better 与 worst、best 的先后不一致");
                    return map.value().refuse(
                        problem.hint("请核对哪一端更好；两端都是定数或 min、max 的，可以不写 better"),
                    );
                }
                stated
            }
            (None, Some(told)) => told,
            (None, None) => {
                let problem =
                    map.value().problem(Code::MissingKey, "这里缺少字段“better”：看两端还不知道哪个方向更好");
                return map.value().refuse(problem.hint("请写 better: higher（越高越好）或 better: lower"));
            }
        };
        Some(Method::Range { worst, best, at_worst, at_best, better })
    }

    fn steps(&self, list: Value<'_>) -> Option<Method> {
        let mut found = Vec::new();
        let mut direction: Option<(Better, &'static str)> = None;
        let mut whole = true;
        for item in list.some_items()? {
            let step = item.mapping().and_then(|map| {
                let bound = map.one_of(&["at_least", "at_most"]);
                let score = map.need("score").and_then(|score| self.worth(score));
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
                let problem =
                    value.problem(Code::MethodNumbers, format!("steps 里 {first} 和 {word} 不能混用"));
                return value
                    .refuse(problem.hint("请全部写 at_least（从高到低），或者全部写 at_most（从低到高）"));
            }
            // The first step reached counts, so a step that is no harder than the next would never let that one count.
            if let Some((last, _)) = found.last()
                && !better.beats(*last, bound)
            {
                let order = if better == Better::Higher { "从高到低" } else { "从低到高" };
                let problem = value.problem(
                    Code::MethodNumbers,
                    format!("steps 的界限没有{order}排列：{last} 之后是 {bound}"),
                );
                return value.refuse(problem.hint(format!("{word} 要{order}逐级写")));
            }
            found.push((bound, score));
        }
        let (better, _) = direction?;
        whole.then_some(Method::Steps { better, steps: found })
    }

    fn rank(&self, map: &Mapping<'_>) -> Option<Method> {
        let worth = match map.get("spread").map(|value| (value, value.flag())) {
            Some((_, Some(true))) => self.spread(map),
            Some((value, Some(false))) => {
                let problem = value.problem(Code::MethodNumbers, "spread 只能写 true");
                value.refuse(
                    problem
                        .hint("按名次平均拉开写 spread: true；每名少几分的，删去 spread，写 step 和 least"),
                )
            }
            Some((_, None)) => None,
            None => self.places(map),
        };
        let ties = map.get("ties").map_or(Some(Ties::Better), |ties| {
            ties.choice(&[("better", Ties::Better), ("mean", Ties::Mean)])
        });
        let better = better(map);
        Some(Method::Rank { worth: worth?, ties: ties?, better: better? })
    }

    fn places(&self, map: &Mapping<'_>) -> Option<Worth> {
        let first = self.score(map, "first", 100);
        let step = map.need("step").and_then(Value::positive);
        let least = map.need("least").and_then(|value| self.worth(value));
        let (first, least) = (first?, least?);
        if least > first {
            let problem = map
                .value()
                .problem(Code::MethodNumbers, format!("最低分 least {least} 高于第一名的 first {first}"));
            return map.value().refuse(problem.hint("least 不能高于 first"));
        }
        Some(Worth::Steps { first, step: step?, least })
    }

    fn spread(&self, map: &Mapping<'_>) -> Option<Worth> {
        let (best, worst) = (self.score(map, "best", 100), self.score(map, "worst", 0));
        let (best, worst) = (best?, worst?);
        if worst >= best {
            let text = format!("最后一名的 worst {worst} 不低于第一名的 best {best}");
            let problem = map.value().problem(Code::MethodNumbers, text);
            return map.value().refuse(problem.hint("worst 要低于 best；不写时是 0 和 100"));
        }
        Some(Worth::Spread { best, worst })
    }

    fn options(&self, list: Value<'_>) -> Option<Method> {
        let mut options = Vec::new();
        let mut whole = true;
        for (key, value) in list.pairs()? {
            let option = check_id(value.file, &key.text, key.span).then(|| self.option(&key.text, value));
            let option = option.flatten();
            whole &= option.is_some();
            options.extend(option);
        }
        if options.is_empty() && whole {
            let problem = list.problem(Code::EmptyList, "“options”至少要有一个选项");
            return list.refuse(problem.hint("请至少写上一个选项，如 a: {title: 名称, points: 100}"));
        }
        whole.then_some(Method::Options(options))
    }

    /// `{title, points}`, or the points alone.
    fn option(&self, id: &str, value: Value<'_>) -> Option<Choice> {
        if value.is_scalar() {
            return Some(Choice { id: id.to_owned(), title: id.to_owned(), points: self.worth(value)? });
        }
        let map = value.mapping()?;
        let title = map.line_if("title").unwrap_or_else(|| id.to_owned());
        let points = map.need("points").and_then(|value| self.worth(value));
        map.finish();
        Some(Choice { id: id.to_owned(), title, points: points? })
    }

    fn deductions(&self, map: &Mapping<'_>) -> Option<Method> {
        let start = self.score(map, "start", 100);
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
            return list.refuse(problem.hint("请至少写上一种，如 late: {title: 迟报, points: 2}"));
        }
        let start = start?;
        whole.then_some(Method::Deductions { start, kinds })
    }
}

/// The method of several raters where the mapping says how what they give becomes one, else that of a single one.
fn combined(map: &Mapping<'_>, full: Option<Decimal>, single: Method) -> Option<Method> {
    match map.get("combine") {
        Some(value) => value.choice(&Combine::WORDS).map(|combine| Method::Raters { full, combine }),
        None => Some(single),
    }
}

/// `higher` unless the method says `lower`.
fn better(map: &Mapping<'_>) -> Option<Better> {
    match map.get("better") {
        Some(value) => value.choice(&BETTER),
        None => Some(Better::Higher),
    }
}

/// An end of a range: a number, `{log: number}`, a value of the peers, the target.
fn goalpost(map: &Mapping<'_>, key: &'static str) -> Option<Goalpost> {
    let value = map.need(key)?;
    if value.is_mapping() {
        let map = value.mapping()?;
        if map.has("value") || map.has("unit") {
            let text = format!("“{key}”不能另写单位：range 的两端和指标值用同一个单位");
            return value.refuse(value.problem(Code::Conflict, text).hint(format!(
                "换算成指标值的单位，只写数字，如 {key}: 60；指标值的单位由 measure 里的数据决定"
            )));
        }
        let of = map.need("log").and_then(Value::positive);
        map.finish();
        return of.map(Goalpost::Log);
    }
    let word = value.word("数字、min、max、mean、median、target 或 p5 这样的百分位")?;
    if let Some((_, post)) = POSTS.iter().find(|(name, _)| *name == word) {
        return Some(*post);
    }
    if let Some(percent) =
        word.strip_prefix('p').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        let percent = percent.parse().ok().filter(|percent| {
            (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(percent) && percent.scale() <= EXACT_DECIMALS
        });
        return match percent {
            Some(percent) => Some(Goalpost::Percentile(percent)),
            None => {
                let problem = value.problem(Code::UnknownWord, format!("“{word}”不是百分位"));
                value.refuse(problem.found(word).hint("百分位写 p 和 0 到 100 之间的数，如 p5、p2.5、p95"))
            }
        };
    }
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return value.decimal().map(Goalpost::Fixed);
    }
    let problem = value.problem(Code::UnknownWord, format!("“{key}”不能写“{word}”"));
    value.refuse(problem.word(word, POSTS.map(|(name, _)| name)).hint(
        "写一个数字；或者 min、max、mean、median（各对象的最小、最大、平均、中位值）、p5（百分位）、target（目标）；对数指标也可写 {log: 数字}",
    ))
}

/// Which direction is better, where the two ends say it: two numbers, two places among the peers, or the peers' smallest
/// or largest against a number.
fn direction(worst: Goalpost, best: Goalpost) -> Option<Better> {
    let higher = match (worst, best) {
        (Goalpost::Fixed(worst), Goalpost::Fixed(best)) | (Goalpost::Log(worst), Goalpost::Log(best)) => {
            worst < best
        }
        (Goalpost::Fixed(_) | Goalpost::Log(_), Goalpost::Max)
        | (Goalpost::Min, Goalpost::Fixed(_) | Goalpost::Log(_)) => true,
        (Goalpost::Fixed(_) | Goalpost::Log(_), Goalpost::Min)
        | (Goalpost::Max, Goalpost::Fixed(_) | Goalpost::Log(_)) => false,
        (worst, best) => worst.order()? < best.order()?,
    };
    Some(if higher { Better::Higher } else { Better::Lower })
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
