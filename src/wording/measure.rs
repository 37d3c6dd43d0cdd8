//! Measures in words: 财政援助资金 ÷ 结对贫困县数.

use crate::model::{DateSource, FigureIndex, Measure, NodeIndex, Scheme, Sign, Working};

use super::words::operand;

/// What a leaf measures, with its unit: 财政援助资金 ÷ 结对贫困县数（万元/个）; `None` for a leaf without a measure.
pub fn measure(scheme: &Scheme, node: NodeIndex) -> Option<String> {
    let (measure, unit) = scheme.node(node).measure()?;
    let unit = unit.to_string();
    let text = formula(scheme, measure);
    Some(if unit.is_empty() { text } else { format!("{text}（{unit}）") })
}

/// The formula without its unit.
pub(super) fn formula(scheme: &Scheme, measure: &Measure) -> String {
    match measure {
        Measure::Figure(figure) => title(scheme, *figure),
        Measure::Ratio(of, per) => format!("{} ÷ {}", part(scheme, of), part(scheme, per)),
        Measure::Share(of, whole) => format!("{}占{}的比例", part(scheme, of), part(scheme, whole)),
        Measure::Growth(of) => format!("{}比上年增长", part(scheme, of)),
        Measure::Sum(terms) => terms.iter().map(|term| part(scheme, term)).collect::<Vec<_>>().join(" ＋ "),
        Measure::Difference(of, less) => format!("{} − {}", part(scheme, of), part(scheme, less)),
        Measure::DaysLate { date, due } => {
            let what = match date {
                DateSource::Milestone(milestone) => scheme.milestones[milestone.get()].title.clone(),
                DateSource::LatestEntry(figure) => format!("{}最后一笔", title(scheme, *figure)),
            };
            format!("{what}晚于 {due} 的天数")
        }
    }
}

fn title(scheme: &Scheme, figure: FigureIndex) -> String {
    scheme.figures[figure.get()].title.clone()
}

/// A part of a larger formula, in brackets where it would be misread.
fn part(scheme: &Scheme, measure: &Measure) -> String {
    let formula = formula(scheme, measure);
    if measure.is_read() { formula } else { format!("（{formula}）") }
}

/// A working as one line: `38000 ÷ 17`.
pub(super) fn working(pieces: &[Working]) -> String {
    let mut line = String::new();
    for piece in pieces {
        match piece {
            Working::Number(number) => line.push_str(&operand(*number)),
            Working::Sign(sign) => line.push_str(match sign {
                Sign::Plus => " + ",
                Sign::Minus => " − ",
                Sign::Times => " × ",
                Sign::Over => " ÷ ",
                Sign::Open => "(",
                Sign::Close => ")",
            }),
        }
    }
    line
}
