//! How a method came to its raw score, in words with the arithmetic.

use rust_decimal::Decimal;

use super::step::Told;
use super::words::{Words, number, operand};
use crate::model::{Better, Detail, Goalpost, GradeIndex, Method, NodeIndex, PeerStatistics, Scheme, Side};

/// A method's step.
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
pub(super) fn scored(scheme: &Scheme, step: &Scored) -> Told {
    let raw = format!("{}分", number(step.raw));
    let Some(method) = scheme.node(step.node).method() else {
        return ("得分", Words::default().strong(raw), None, None);
    };
    let name = super::method_name(scheme, step.node);
    let got = |words: Words| words.text("，得").strong(raw.clone());
    let (words, working) = match (method, step.detail) {
        (Method::Median { middle, .. }, Detail::FewPeers { peers, met }) => {
            let why = match met {
                Some(true) => format!("可比对象只有{peers}个，不作相对比较；达到所定目标"),
                Some(false) => format!("可比对象只有{peers}个，不作相对比较；未达到所定目标"),
                None => format!("可比对象只有{peers}个，不作相对比较；采用记录评定的等次"),
            };
            let _ = middle;
            (got(Words::new(why)), None)
        }
        (Method::Median { best, middle, worst, .. }, _) => {
            (got(median_words(step)), median_working(step, *best, *middle, *worst))
        }
        (Method::Range { worst, best }, _) => {
            let end = |post: &Goalpost| match (post, step.peers) {
                (Goalpost::Fixed(value), _) => Some(*value),
                (Goalpost::Min, Some(peers)) => Some(peers.best.min(peers.worst)),
                (Goalpost::Max, Some(peers)) => Some(peers.best.max(peers.worst)),
                _ => None,
            };
            let working =
                end(worst).zip(end(best)).zip(step.measure).filter(|((worst, best), _)| worst != best).map(
                    |((worst, best), measure)| {
                        format!(
                            "({} − {}) × 100 ÷ ({} − {}) → {}",
                            number(measure),
                            operand(worst),
                            number(best),
                            operand(worst),
                            number(step.raw)
                        )
                    },
                );
            (got(Words::new("在0分端与100分端之间按直线计")), working)
        }
        (Method::Attain { .. }, Detail::Attain { target }) => {
            let working = step.measure.map(|measure| match step.better {
                Better::Higher => {
                    format!("{} × 100 ÷ {} → {}", number(measure), number(*target), number(step.raw))
                }
                Better::Lower => {
                    format!("{} × 100 ÷ {} → {}", number(*target), number(measure), number(step.raw))
                }
            });
            (got(Words::new(format!("目标{}", number(*target)))), working)
        }
        (Method::Steps { better, steps }, Detail::Step(reached)) => {
            let word = if *better == Better::Higher { "不低于" } else { "不高于" };
            let text = match reached.and_then(|step| steps.get(step as usize)) {
                Some((bound, _)) => format!("{word}{}", number(*bound)),
                None => "各档均未达到".into(),
            };
            (got(Words::new(text)), None)
        }
        (Method::Rank { first, step: each, least, .. }, Detail::Position { place, of }) => {
            let working =
                format!("{} − {} × {}，不低于{}", number(*first), number(*each), place - 1, number(*least));
            (got(Words::new(format!("在{of}个对象中排第{place}"))), Some(working))
        }
        (Method::Deductions { start, .. }, Detail::Deducted(sum)) => {
            let working = format!("{} − {} → {}", number(*start), number(*sum), number(step.raw));
            (got(Words::new(format!("起始{}分", number(*start)))), Some(working))
        }
        (Method::Task { .. } | Method::Grade, _) => {
            let grade = scheme.grades.iter().position(|grade| grade.points == step.raw).map(GradeIndex::new);
            let words = match grade {
                Some(grade) => Words::new("取").grade(grade).text("的分值"),
                None => Words::new("取等次的分值"),
            };
            (got(words), None)
        }
        _ => (got(Words::new("按记录评分")), None),
    };
    (name, words, working, None)
}

/// 高于中位数 2100（同组10个，最好 5000，最差 300）
fn median_words(step: &Scored) -> Words {
    let Some(peers) = step.peers else { return Words::default() };
    let side = match step.side {
        Some(Side::Better) => "优于",
        Some(Side::Worse) => "不及",
        _ => "等于",
    };
    let words = Words::new(format!(
        "{side}中位数{}（可比对象{}个，最好{}，最差{}）",
        number(peers.median),
        peers.count,
        number(peers.best),
        number(peers.worst)
    ));
    match step.detail {
        Detail::Clamped { to } => words.text(format!("；本对象不参与比较，按{}计", number(*to))),
        _ => words,
    }
}

fn median_working(step: &Scored, best: Decimal, middle: Decimal, worst: Decimal) -> Option<String> {
    let (peers, measure) = (step.peers?, step.measure?);
    let measure = match step.detail {
        Detail::Clamped { to } => *to,
        _ => measure,
    };
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
