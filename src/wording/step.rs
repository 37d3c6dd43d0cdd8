//! A step of a trail in words.

use rust_decimal::Decimal;

use super::NAMED;
use super::Span;
use super::applied::{decided, graded, worked};
use super::condition::{shown, task};
use super::measure::{formula, working};
use super::method::aggregate_name;
use super::scale::threshold;
use super::scored::{Scored, scored};
use super::words::{Words, number, operand};
use crate::model::{
    Aggregate, ClauseId, DeductionItem, Detail, Gave, GradeIndex, Instead, Method, Missing, MissingPolicy,
    NodeIndex, NotApplicable, Place, Rating, Scheme, Stated, Step, StepKind, Term,
};

/// A step of a trail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The opening words: 读取数据, 中位法, 封顶 …
    pub lead: &'static str,
    pub text: Vec<Span>,
    /// The arithmetic, where there is some.
    pub working: Option<String>,
    /// The clause it rests on.
    pub clause: Option<ClauseId>,
    /// The files and lines it rests on.
    pub origins: Vec<Place>,
    /// The grade it turned the result into, where it changed one.
    pub turn: Option<GradeIndex>,
}

/// What is told of a step: lead, sentence, arithmetic, and the grade it turned to.
pub(super) type Parts = (&'static str, Words, Option<String>, Option<GradeIndex>);

/// A step of a trail in words.
pub fn step(scheme: &Scheme, step: &Step) -> Line {
    let (lead, text, working, turn) = tell(scheme, &step.kind);
    Line {
        lead,
        text: text.done(),
        working,
        clause: step.clause.clone(),
        origins: step.origins.clone(),
        turn,
    }
}

fn tell(scheme: &Scheme, kind: &StepKind) -> Parts {
    match kind {
        StepKind::Figure { figure, value, written, entries } => {
            let figure = &scheme.figures[figure.get()];
            let mut words =
                Words::new(format!("{} ", figure.title)).strong(format!("{}{}", number(*value), figure.unit));
            if let Some((value, unit)) = written {
                words = words.text(format!("（记录写作{}{unit}，已换算）", number(*value)));
            }
            if *entries > 1 {
                words = words.text(format!("，由{entries}笔相加"));
            }
            ("读取数据", words, None, None)
        }
        StepKind::Earlier { figure, earlier } => {
            let figure = &scheme.figures[figure.get()];
            let source = if earlier.stated {
                "本年记录注明的上年数".into()
            } else if earlier.summed {
                format!("{}年合并前各对象记录之和", earlier.year)
            } else {
                format!("{}年记录", earlier.year)
            };
            let value = format!("{}{}", number(earlier.value), figure.unit);
            let last = Some(earlier.year) == scheme.year.before();
            (
                if last { "上年数据" } else { "往年数据" },
                Words::new(format!("{} ", figure.title)).strong(value).text(format!("（{source}）")),
                None,
                None,
            )
        }
        StepKind::Reported { figure, value } => {
            let figure = &scheme.figures[figure.get()];
            let told = format!("{}{}", number(*value), figure.unit);
            ("自评数据", Words::new(format!("{} ", figure.title)).strong(told), None, None)
        }
        StepKind::Referred(reference) => {
            let told = format!("{}{}", number(reference.value), reference.unit);
            let words = Words::new(format!("{} ", reference.title)).strong(told);
            ("参照值", words.text(format!("（{}）", reference.source)), None, None)
        }
        StepKind::Counted { counted, count } => {
            let what = super::measure::counted(scheme, *counted);
            ("计数", Words::new(format!("{what} ")).strong(count.to_string()), None, None)
        }
        StepKind::Composite { composite, found } => {
            let list = found.iter().take(NAMED).map(|(id, value)| format!("{id} {}", number(*value)));
            let mut text = list.collect::<Vec<_>>().join("、");
            if found.len() > NAMED {
                text += &format!("等{}个", found.len());
            }
            (
                "取用结果",
                Words::new(format!("{}：{text}", super::measure::composite(scheme, composite))),
                None,
                None,
            )
        }
        StepKind::StatedMeasure { value, unit, reason, .. } => {
            let words = Words::default().strong(format!("{}{unit}", number(*value)));
            ("直接填报", words.text(format!("（{reason}）")), None, None)
        }
        StepKind::Absent { figure } => (
            "未填可选项",
            Words::new(format!("{}未填，按0计入合计", scheme.figures[figure.get()].title)),
            None,
            None,
        ),
        StepKind::DateRead { date, due } => {
            ("读取日期", Words::default().strong(date.to_string()).text(format!("，期限{due}")), None, None)
        }
        StepKind::Measured { node, value, unit, working: pieces } => {
            let what = scheme
                .node(*node)
                .measure()
                .map_or_else(String::new, |(measure, _)| formula(scheme, measure));
            let words = Words::new(format!("{what} ")).strong(format!("{}{unit}", number(*value)));
            let line = working(pieces);
            ("指标值", words, (!line.is_empty()).then(|| format!("{line} = {}", number(*value))), None)
        }
        StepKind::Observed { node, stated: observed, claimed, date } => {
            let mut words = observation(scheme, *node, observed);
            if let Some(claimed) = claimed {
                words = words.text("（自评：").then(observation(scheme, *node, claimed)).text("）");
            }
            if let Some(date) = date {
                words = words.text(format!("（{date}）"));
            }
            ("记录所载", words, None, None)
        }
        StepKind::Missing { node, reason, lacks, then } => {
            let undefined = reason.is_undefined();
            let measure = scheme.node(*node).measure();
            let far = measure.is_some_and(|(measure, _)| measure.reach(scheme.year) > 1);
            let before = if far { "往年" } else { "上年" };
            let names: Vec<String> =
                lacks.iter().map(|figure| format!("“{}”", scheme.figures[figure.get()].title)).collect();
            let names = names.join("、");
            let reason = match reason {
                Missing::NoFigure if !names.is_empty() => format!("所需数据{names}未填报"),
                Missing::NoEarlier if !names.is_empty() => format!("没有{names}的{before}数据"),
                Missing::NoObservation
                | Missing::NoFigure
                | Missing::NoEarlier
                | Missing::NoDenominator
                | Missing::NoLogarithm
                | Missing::NoResult
                | Missing::NoTarget
                | Missing::NoDate
                | Missing::NoPeers
                | Missing::NoRange => missing(*reason).to_owned(),
                Missing::TooLittle => match scheme.least_reported {
                    Some(least) => format!("已填报的权重不足{}%", number(least)),
                    None => missing(*reason).to_owned(),
                },
            };
            let words = Words::new(format!("{reason}，"));
            let words = match then {
                Instead::Zero => words.text("按0分计"),
                Instead::Nothing if node.get() == Scheme::ROOT => words.text("没有总分"),
                Instead::Nothing => words.text(super::put_in_place(MissingPolicy::Rescale)),
                Instead::Imputed { by, score } => {
                    words.text(super::put_in_place(*by)).text("，得").strong(format!("{}分", number(*score)))
                }
                Instead::Settled { grade: Some(grade), score } => words
                    .text("方案规定取")
                    .grade(*grade)
                    .text("的分值，得")
                    .strong(format!("{}分", number(*score))),
                Instead::Settled { grade: None, score } => {
                    words.text("方案规定得").strong(format!("{}分", number(*score)))
                }
            };
            (if undefined { "无法计算" } else { "缺报" }, words, None, None)
        }
        StepKind::NotApplicable { detail, reason, .. } => {
            ("不适用", not_applicable(detail, reason.as_deref()), None, None)
        }
        StepKind::Scored { node, raw, detail, peers, side, better, measure } => scored(
            scheme,
            &Scored {
                node: *node,
                raw: *raw,
                detail,
                peers: *peers,
                side: *side,
                better: *better,
                measure: *measure,
            },
        ),
        StepKind::Aggregated { node, aggregate, terms, left_out, result } => {
            aggregated((*aggregate, scheme.full(*node)), terms, left_out, *result)
        }
        StepKind::Applied { node, applied, absorbed, waiver } => {
            worked(scheme, *node, applied, *absorbed, waiver.as_ref())
        }
        StepKind::Clamped { before, after } => {
            ("收入范围", Words::new(format!("{} → ", number(*before))).strong(number(*after)), None, None)
        }
        StepKind::Rounded { before, after, decimals } => {
            let words = Words::new(format!("{} → ", number(*before)))
                .strong(crate::model::fixed(*after, *decimals).replace('-', "−"))
                .text(format!("（保留{decimals}位小数）"));
            ("四舍五入", words, None, None)
        }
        StepKind::Threshold { node, score, grade } => {
            let reached = threshold(scheme, *node, *grade);
            let words =
                Words::default().strong(shown(scheme, *node, *score)).text(format!("分，{reached}，为"));
            ("分数线", words.grade(*grade), None, None)
        }
        StepKind::Graded { effect, waiver } => graded(scheme, effect, waiver.as_ref()),
        StepKind::Unknown { rule } => {
            let title = &scheme.rules[rule.get()].title;
            ("无法判定", Words::new(format!("“{title}”所需的数据不全，该规则不起作用")), None, None)
        }
        StepKind::Decided { grade, place, decision } => decided(*grade, *place, decision),
        StepKind::Ranked { place, of, tied, group, overall, parted_by } => {
            let lead = if *overall { "全部名次" } else { "名次" };
            let among = group.as_ref().map_or_else(String::new, ToString::to_string);
            let mut words = Words::new(among)
                .strong(format!("第{place}名"))
                .text(format!("，共{}", subjects(scheme, *of)));
            if *tied {
                words = words.text("，并列");
            }
            if let Some((node, score)) = parted_by {
                let score = score.map_or_else(|| "不计".to_owned(), |score| shown(scheme, *node, score));
                words = words.text("；得分相同的，以").node(*node).text(format!("（{score}）分先后"));
            }
            (lead, words, None, None)
        }
    }
}

/// What the record states about a node, in words.
pub fn stated(scheme: &Scheme, node: NodeIndex, stated: &Stated) -> String {
    // Neither clauses nor nodes are named in it.
    super::plain(scheme, &observation(scheme, node, stated).done(), ToString::to_string)
}

/// So many subjects, by the scheme's noun where it has a counter: 40个国家. Trails are published and held to word by word,
/// and of what counts itself (市) they have always said 对象.
pub(super) fn subjects(scheme: &Scheme, count: impl std::fmt::Display) -> String {
    if scheme.noun.counter.is_empty() { format!("{count}个对象") } else { scheme.noun.of(count) }
}

/// 选“已建成”
pub fn chosen(title: &str) -> String {
    format!("选“{title}”")
}

/// 评分90（张三）、85、88
fn ratings_told(scheme: &Scheme, ratings: &[Rating]) -> String {
    let one = |rating: &Rating| {
        let gave = match rating.gave {
            Gave::Score(score) => number(score),
            Gave::Grade(grade) => format!("“{}”", scheme.grade(grade).name),
        };
        rating.by.as_ref().map_or_else(|| gave.clone(), |by| format!("{gave}（{by}）"))
    };
    let all: Vec<String> = ratings.iter().map(one).collect();
    format!("{}个评分：{}", ratings.len(), all.join("、"))
}

fn observation(scheme: &Scheme, node: NodeIndex, stated: &Stated) -> Words {
    Words::new(match stated {
        Stated::Grade(grade) => format!("评定为“{}”", scheme.grade(*grade).name),
        Stated::Score(score) => format!("评分{}", number(*score)),
        Stated::Task(state) => format!("任务{}", task(*state)),
        Stated::Option(option) => {
            let options = scheme.node(node).method().map_or(&[][..], Method::options);
            options.get(option.get()).map_or_else(String::new, |option| chosen(&option.title))
        }
        Stated::Ratings(ratings) => ratings_told(scheme, ratings),
        Stated::Deductions(items) if items.is_empty() => "无扣分情形".into(),
        Stated::Deductions(items) => return deducted(scheme, node, items),
        Stated::NotApplicable(reason) => format!("不适用：{reason}"),
    })
}

/// 信访投诉2次，每次扣1分；往年问题1个未销号，每个扣2.5分：2018年“…”.
fn deducted(scheme: &Scheme, node: NodeIndex, items: &[DeductionItem]) -> Words {
    let kinds = scheme.node(node).method().map_or(&[][..], Method::deductions);
    let counted = items.iter().filter(|item| item.problem.is_none()).map(|item| {
        let kind = &kinds[item.kind.get()];
        Words::new(format!("{}{}次，每次扣{}分", kind.title, item.count, number(kind.points)))
    });
    let carried: Vec<_> = items.iter().filter_map(|item| Some((item, item.problem.as_ref()?))).collect();
    let named = carried.first().map(|(item, _)| {
        let kind = &kinds[item.kind.get()];
        let head = format!("{}{}个未销号，每个扣{}分：", kind.title, carried.len(), number(kind.points));
        Words::new(head).join(carried.iter().map(|(_, problem)| Words::default().problem(problem)), "、")
    });
    Words::default().join(counted.chain(named), "；")
}

/// Why a leaf is missing, in words.
pub fn missing(reason: Missing) -> &'static str {
    match reason {
        Missing::NoObservation => "记录未填报该项",
        Missing::NoFigure => "所需数据未填报",
        Missing::NoEarlier => "没有上年数据",
        Missing::NoDenominator => "除数为0或基数不为正",
        Missing::NoResult => "另一方案没有所要的结果",
        Missing::NoLogarithm => "不大于0的数没有对数",
        Missing::NoTarget => "没有目标值",
        Missing::NoDate => "没有日期",
        Missing::NoPeers => "可比对象不足，记录也未给出等次",
        Missing::NoRange => "得分最高处的值不比得分最低处的好",
        Missing::TooLittle => "已填报的权重不足",
    }
}

fn not_applicable(detail: &Detail, reason: Option<&str>) -> Words {
    let why = match (detail, reason) {
        (_, Some(reason)) => reason.trim_end_matches('。').to_owned(),
        (Detail::NotApplicable(NotApplicable::Condition), None) => "符合方案规定的不适用条件".into(),
        (Detail::NotApplicable(NotApplicable::NoChildren), None) => "下级各项均不计".into(),
        (Detail::NotApplicable(NotApplicable::Undefined), None) => "无法计算，方案规定按不适用处理".into(),
        // A record states it with a reason, and whatever else came to a score is never told as not applicable.
        (
            Detail::NotApplicable(NotApplicable::Stated)
            | Detail::None
            | Detail::FewPeers { .. }
            | Detail::Clamped { .. }
            | Detail::Position { .. }
            | Detail::Step(_)
            | Detail::Attain { .. }
            | Detail::Deducted(_)
            | Detail::Between { .. }
            | Detail::Deviates { .. }
            | Detail::Imputed { .. }
            | Detail::Settled(_)
            | Detail::Missing(_),
            None,
        ) => "不适用".into(),
    };
    Words::new(format!("{why}；同级其余各项的权重按比例放大"))
}

fn aggregated(
    (aggregate, full): (Aggregate, Decimal),
    terms: &[Term],
    left_out: &[NodeIndex],
    result: Decimal,
) -> Parts {
    let mut words = Words::new(format!("{}项，得", terms.len())).strong(number(result));
    if !left_out.is_empty() {
        let names = left_out.iter().map(|node| Words::default().node(*node));
        words = words.text("；").join(names, "、").text(match aggregate {
            Aggregate::Sum => "不计，按其余各项的分值折算",
            Aggregate::Mean | Aggregate::Geometric | Aggregate::Harmonic | Aggregate::Minimum => {
                "不计，其余权重按比例放大"
            }
        });
    }
    let equal = terms.windows(2).all(|pair| pair[0].weight == pair[1].weight);
    let score = |term: &Term| operand(term.score);
    let joined =
        |sign: &str, each: &dyn Fn(&Term) -> String| terms.iter().map(each).collect::<Vec<_>>().join(sign);
    let weights = || joined(" + ", &|term| number(term.weight));
    let working = match aggregate {
        Aggregate::Sum => {
            let (sum, all) = (joined(" + ", &score), terms.iter().map(|term| term.weight).sum::<Decimal>());
            match (terms.len(), all == full) {
                (1, true) => number(result),
                (_, true) => format!("{sum} = {}", number(result)),
                (_, false) => format!("({sum}) × {} ÷ ({}) = {}", number(full), weights(), number(result)),
            }
        }
        Aggregate::Mean | Aggregate::Geometric | Aggregate::Harmonic | Aggregate::Minimum
            if terms.len() == 1 =>
        {
            number(result)
        }
        Aggregate::Mean if equal => {
            format!("({}) ÷ {} = {}", joined(" + ", &score), terms.len(), number(result))
        }
        Aggregate::Mean => {
            let weighted = joined(" + ", &|term| format!("{} × {}", score(term), number(term.weight)));
            format!("({weighted}) ÷ ({}) = {}", weights(), number(result))
        }
        Aggregate::Geometric if equal => {
            format!("({}) ^ (1 ÷ {}) = {}", joined(" × ", &score), terms.len(), number(result))
        }
        Aggregate::Geometric => {
            let powers = joined(" × ", &|term| format!("{} ^ {}", score(term), number(term.weight)));
            format!("({powers}) ^ (1 ÷ ({})) = {}", weights(), number(result))
        }
        Aggregate::Harmonic => {
            let parts = joined(" + ", &|term| format!("{} ÷ {}", number(term.weight), score(term)));
            format!("({}) ÷ ({parts}) = {}", weights(), number(result))
        }
        Aggregate::Minimum => format!("min({}) = {}", joined(", ", &score), number(result)),
    };
    (aggregate_name(aggregate), words, Some(working), None)
}

/// A step's name in the JSON contract.
pub fn step_name(step: &StepKind) -> &'static str {
    match step {
        StepKind::Figure { .. } => "figure",
        StepKind::Reported { .. } => "reported",
        StepKind::Referred(_) => "reference",
        StepKind::Counted { .. } => "count",
        StepKind::Composite { .. } => "composite",
        StepKind::StatedMeasure { .. } => "stated_measure",
        StepKind::Earlier { .. } => "earlier",
        StepKind::Absent { .. } => "absent",
        StepKind::DateRead { .. } => "date",
        StepKind::Measured { .. } => "measure",
        StepKind::Observed { .. } => "observation",
        StepKind::Missing { .. } => "missing",
        StepKind::NotApplicable { .. } => "not_applicable",
        StepKind::Scored { .. } => "method",
        StepKind::Aggregated { .. } => "aggregate",
        StepKind::Applied { .. } | StepKind::Graded { .. } => "rule",
        StepKind::Clamped { .. } => "clamp",
        StepKind::Rounded { .. } => "round",
        StepKind::Threshold { .. } => "threshold",
        StepKind::Unknown { .. } => "unknown",
        StepKind::Decided { .. } => "decision",
        StepKind::Ranked { .. } => "rank",
    }
}
