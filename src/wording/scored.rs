//! How a method came to its raw score, in words with the arithmetic.

use rust_decimal::Decimal;

use super::condition::target_met;
use super::step::Parts;
use super::words::{Words, number, operand};
use crate::model::{
    Better, Detail, Grade, GradeIndex, Method, NodeIndex, PeerStatistics, Scheme, Side, Ties, Worth,
};

pub(super) struct Scored<'a> {
    pub node: NodeIndex,
    pub raw: Decimal,
    pub detail: &'a Detail,
    pub peers: Option<PeerStatistics>,
    pub side: Option<Side>,
    pub better: Better,
    pub measure: Option<Decimal>,
}

/// Lead, sentence and arithmetic.
pub(super) fn scored(scheme: &Scheme, step: &Scored) -> Parts {
    let raw = format!("{}分", number(step.raw));
    let Some(method) = scheme.node(step.node).method() else {
        return ("得分", Words::default().strong(raw), None, None);
    };
    let name = super::method_name(scheme, step.node);
    // First by method and without a wildcard, so that a method nobody has words for does not compile.
    let (words, working) = match method {
        Method::Grade | Method::Task { .. } => (grade_words(scheme, step), None),
        Method::Score { .. } => (Words::new("按记录评分"), None),
        Method::Median { best, middle, worst, .. } => median(step, *best, *middle, *worst),
        Method::Range { at_worst, at_best, .. } => range(step, *at_worst, *at_best),
        Method::Standard { centre, spread, .. } => standard(step, *centre, *spread),
        Method::Attain { .. } => attain(step, scheme.full(step.node)),
        Method::Steps { better, steps } => (step_words(step.detail, *better, steps), None),
        Method::Rank { worth, ties, .. } => rank(step.detail, *worth, *ties),
        Method::Options(_) => (Words::new("按所选选项取分"), None),
        Method::Raters { combine, .. } => (Words::new(super::method::combined(*combine)), None),
        Method::Deductions { start, .. } => deductions(step, *start),
    };
    (name, words.text("，得").strong(raw), working, None)
}

/// What is told beside the score: a sentence and, where there is one, the arithmetic.
type Way = (Words, Option<String>);

/// A leaf whose detail is not the one of its method was scored, and no more can be said of it than that.
fn bare() -> Way {
    (Words::new("按记录评分"), None)
}

fn grade_words(scheme: &Scheme, step: &Scored) -> Words {
    let worth = |grade: &Grade| scheme.scaled(step.node, grade.points) == step.raw;
    match scheme.grades.iter().position(worth).map(GradeIndex::new) {
        Some(grade) => Words::new("取").grade(grade).text("的分值"),
        None => Words::new("取等次的分值"),
    }
}

fn median(step: &Scored, best: Decimal, middle: Decimal, worst: Decimal) -> Way {
    few(step.detail).unwrap_or_else(|| (median_words(step), median_working(step, best, middle, worst)))
}

/// What is told where there are too few peers.
fn few(detail: &Detail) -> Option<Way> {
    let Detail::FewPeers { peers, met } = detail else { return None };
    let why = match met {
        Some(met) => target_met(*met),
        None => "采用记录评定的等次",
    };
    Some((Words::new(format!("可比对象只有{peers}个，不作相对比较；{why}")), None))
}

fn range(step: &Scored, at_worst: Decimal, at_best: Decimal) -> Way {
    let Detail::Between { worst, best, to } = step.detail else { return bare() };
    let ends = format!("在{}分端与{}分端之间按直线计", number(at_worst), number(at_best));
    let words = match to {
        Some(to) => format!("{ends}，指标值在两端之外，按{}计", number(*to)),
        None => ends,
    };
    let (span, own) = (at_best - at_worst, to.or(step.measure));
    // Between equal ends there is no line; the score is then the same whatever the measure.
    let working = own.filter(|_| worst != best).map(|own| {
        let rise = format!(
            "({} − {}) × {} ÷ ({} − {})",
            number(own),
            operand(*worst),
            number(span),
            number(*best),
            operand(*worst)
        );
        let rise = if at_worst.is_zero() { rise } else { format!("{} + {rise}", number(at_worst)) };
        format!("{rise} → {}", number(step.raw))
    });
    (Words::new(words), working)
}

fn standard(step: &Scored, centre: Decimal, spread: Decimal) -> Way {
    if let Some(way) = few(step.detail) {
        return way;
    }
    let Detail::Deviates { mean, deviation, to } = step.detail else { return bare() };
    let Some(peers) = step.peers else { return bare() };
    let words =
        Words::new(format!("可比对象{}个，平均{}，标准差{}", peers.count, number(*mean), number(*deviation)));
    let words = match to {
        Some(to) => words.text(format!("；本对象不参与比较，按{}计", number(*to))),
        None => words,
    };
    let worked_out = |left: Decimal, right: Decimal| {
        let part = spread.checked_mul(left.checked_sub(right)?)?.checked_div(*deviation)?;
        centre.checked_add(part)
    };
    let working = to.or(step.measure).filter(|_| !deviation.is_zero()).map(|own| {
        let (left, right) = match step.better {
            Better::Higher => (own, *mean),
            Better::Lower => (*mean, own),
        };
        format!(
            "{} + {} × ({} − {}) ÷ {} → {}",
            number(centre),
            number(spread),
            number(left),
            operand(right),
            number(*deviation),
            held(worked_out(left, right).unwrap_or(step.raw), step.raw)
        )
    });
    (words, working)
}

fn attain(step: &Scored, full: Decimal) -> Way {
    let Detail::Attain { target } = step.detail else { return bare() };
    let working = step.measure.and_then(|measure| {
        let (over, under) = match step.better {
            Better::Higher => (measure, *target),
            Better::Lower => (*target, measure),
        };
        // Where less is better, nothing at all has everything.
        let whole = over.checked_mul(full)?.checked_div(under)?;
        Some(format!("{} × {} ÷ {} → {}", number(over), number(full), number(under), held(whole, step.raw)))
    });
    (Words::new(format!("目标{}", number(*target))), working)
}

/// A score beside what the arithmetic before it gives: where that lies beyond what a leaf may have, it says so.
fn held(worked_out: Decimal, raw: Decimal) -> String {
    let told = number(raw);
    // What is worked out here has fewer digits than what was scored.
    let close = Decimal::new(1, 6);
    match worked_out - raw {
        over if over > close => format!("{told}（超过{told}的按{told}计）"),
        under if under < -close => format!("{told}（低于{told}的按{told}计）"),
        _ => told,
    }
}

fn step_words(detail: &Detail, better: Better, steps: &[(Decimal, Decimal)]) -> Words {
    let Detail::Step(reached) = detail else { return bare().0 };
    let word = match better {
        Better::Higher => "不低于",
        Better::Lower => "不高于",
    };
    Words::new(match reached.and_then(|step| steps.get(step as usize)) {
        Some((bound, _)) => format!("{word}{}", number(*bound)),
        None => "各档均未达到".into(),
    })
}

fn rank(detail: &Detail, worth: Worth, ties: Ties) -> Way {
    let Detail::Position { place, shared, of } = detail else { return bare() };
    let behind = match ties {
        Ties::Mean if *shared > 0 => Decimal::from(place - 1) + Decimal::from(*shared) / Decimal::TWO,
        Ties::Mean | Ties::Better => Decimal::from(place - 1),
    };
    let working = match worth {
        Worth::Steps { first, step, least } => {
            format!("{} − {} × {}，不低于{}", number(first), number(step), number(behind), number(least))
        }
        Worth::Spread { best, .. } if *of == 1 => number(best),
        Worth::Spread { best, worst } => {
            format!("{} − {} × {} ÷ {}", number(best), number(best - worst), number(behind), of - 1)
        }
    };
    (Words::new(format!("在{of}个对象中排第{place}")), Some(working))
}

fn deductions(step: &Scored, start: Decimal) -> Way {
    let Detail::Deducted(sum) = step.detail else { return bare() };
    let working = format!("{} − {} → {}", number(start), number(*sum), held(start - *sum, step.raw));
    (Words::new(format!("起始{}分", number(start))), Some(working))
}

/// 高于中位数 2100（同组10个，最好 5000，最差 300）
fn median_words(step: &Scored) -> Words {
    let Some(peers) = step.peers else { return Words::default() };
    let side = match step.side {
        Some(Side::Better) => "优于",
        Some(Side::Worse) => "不及",
        Some(Side::On) | None => "等于",
    };
    let words = Words::new(format!(
        "{side}中位数{}（可比对象{}个，最好{}，最差{}）",
        number(peers.median),
        peers.count,
        number(peers.best),
        number(peers.worst)
    ));
    match step.detail.clamped() {
        Some(to) => words.text(format!("；本对象不参与比较，按{}计", number(to))),
        None => words,
    }
}

fn median_working(step: &Scored, best: Decimal, middle: Decimal, worst: Decimal) -> Option<String> {
    let (peers, measure) = (step.peers?, step.measure?);
    let measure = step.detail.clamped().unwrap_or(measure);
    Some(match step.side? {
        Side::On => number(middle),
        Side::Better => format!(
            "{} + ({} − {}) × ({} − {}) ÷ ({} − {}) = {}",
            number(middle),
            number(best),
            number(middle),
            number(measure),
            operand(peers.median),
            number(peers.best),
            operand(peers.median),
            number(step.raw)
        ),
        // No line leads below a median that is the worst.
        Side::Worse if peers.median == peers.worst => number(worst),
        Side::Worse => format!(
            "{} − ({} − {}) × ({} − {}) ÷ ({} − {}) = {}",
            number(middle),
            number(middle),
            number(worst),
            number(peers.median),
            operand(measure),
            number(peers.median),
            operand(peers.worst),
            number(step.raw)
        ),
    })
}
