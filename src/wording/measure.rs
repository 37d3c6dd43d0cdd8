//! Measures in words: 财政援助资金 ÷ 结对贫困县数.

use crate::model::{
    Composite, Counted, DateSource, Extreme, FigureIndex, GrowthBase, Measure, NodeIndex, ResultOf, Scheme,
    SchemeId, Sign, Whose, Working,
};

use super::number;
use super::rectification::severity;
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
        Measure::Growth(of, base) => match base {
            GrowthBase::LastYear => format!("{}比上年增长", part(scheme, of)),
            GrowthBase::Since(year) => format!("{}比{year}年增长", part(scheme, of)),
            GrowthBase::Over(base) => format!("{}比{}增长", part(scheme, of), part(scheme, base)),
        },
        Measure::Reported(figure) => format!("{}（自评）", title(scheme, *figure)),
        Measure::Constant(value, unit) => format!("{}{unit}", number::figure(*value)),
        Measure::Reference(reference) => reference.title.clone(),
        Measure::Composite(composite) => self::composite(scheme, composite),
        Measure::Count(counted) => self::counted(scheme, *counted),
        Measure::Average { of, years, .. } => format!("{}近{years}年平均", part(scheme, of)),
        Measure::LastYear(of) => format!("上年的{}", part(scheme, of)),
        Measure::Log(of) => format!("ln（{}）", formula(scheme, of)),
        Measure::Weighted(terms) => {
            let terms = terms
                .iter()
                .map(|(weight, term)| format!("{} × {}", part(scheme, term), number::figure(*weight)));
            format!("{}的加权平均", terms.collect::<Vec<_>>().join("、"))
        }
        Measure::Extreme(which, terms) => {
            let terms = terms.iter().map(|term| formula(scheme, term)).collect::<Vec<_>>().join("、");
            match which {
                Extreme::Max => format!("{terms}中最大的"),
                Extreme::Min => format!("{terms}中最小的"),
            }
        }
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

/// What is taken from another scheme: “县级考核”中所辖县的得分.
pub(super) fn composite(scheme: &Scheme, composite: &Composite) -> String {
    let title = other(scheme, &composite.scheme);
    let what = match composite.of {
        ResultOf::Score => "得分",
        ResultOf::Place => "名次",
    };
    match composite.whose {
        Whose::Itself | Whose::Subjects(_) => format!("“{title}”的{what}"),
        Whose::Counties => format!("“{title}”中所辖各县{what}的平均"),
    }
}

/// The title of a scheme whose results are asked for.
pub(super) fn other<'s>(scheme: &'s Scheme, id: &'s SchemeId) -> &'s str {
    scheme.others.get(id).map_or(id.as_str(), String::as_str)
}

/// What is counted: 批示肯定的次数, 突出问题的个数.
pub fn counted(scheme: &Scheme, counted: Counted) -> String {
    match counted {
        Counted::Events(kind) => format!("{}次数", scheme.events[kind.get()].title),
        Counted::Problems(of) => format!("{}问题个数", severity(of)),
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
                Sign::Comma => ", ",
                Sign::Log => "ln",
                Sign::Extreme(Extreme::Max) => "max",
                Sign::Extreme(Extreme::Min) => "min",
            }),
        }
    }
    line
}
