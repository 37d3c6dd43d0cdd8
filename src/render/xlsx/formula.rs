//! Formulas: measures over the sheet of data, and methods over measures (SCORING.md 2.1, 2.2 and section 3).

use rust_decimal::Decimal;

use super::columns::Columns;
use crate::model::{
    Applied, Better, Change, EXACT_DECIMALS, FigureDef, Goalpost, Measure, Method, Role, Scheme, plain,
};

/// What a method's formula refers to.
pub(super) struct Refs {
    pub measure: String,
    /// What is observed.
    pub observed: String,
    /// The target or figure to attain.
    pub target: String,
    /// The peers' median, best and worst.
    pub median: String,
    /// The best by the method's direction.
    pub best: String,
    /// The worst.
    pub worst: String,
    /// The ranges that hold the peers' measures.
    pub peers: Vec<String>,
    /// Whether the subject is left out of the peers, so that its value is brought between theirs.
    pub excluded: bool,
}

/// Rounds half away from zero to the ten decimals every number is kept with.
pub(super) fn exact(expression: &str) -> String {
    format!("ROUND({expression},{EXACT_DECIMALS})")
}

/// A measure over the sheet of data for the subject at a position; `None` where a date or last year has no column.
pub(super) fn measure(
    scheme: &Scheme,
    columns: &Columns,
    position: u32,
    measure: &Measure,
) -> Option<String> {
    Some(exact(&Over { figures: &scheme.figures, columns, position }.value(measure, false)?))
}

/// A subject's figures as cells.
struct Over<'a> {
    figures: &'a [FigureDef],
    columns: &'a Columns,
    position: u32,
}

impl Over<'_> {
    fn value(&self, measure: &Measure, earlier: bool) -> Option<String> {
        Some(match measure {
            Measure::Figure(figure) if earlier => self.columns.earlier(*figure, self.position)?,
            Measure::Figure(figure) => self.columns.figure(*figure, self.position),
            Measure::Ratio(of, per) => {
                format!("{}/{}", self.part(of, earlier)?, self.converted(of, per, earlier)?)
            }
            Measure::Share(of, whole) => {
                format!("{}*100/{}", self.part(of, earlier)?, self.converted(of, whole, earlier)?)
            }
            Measure::Growth(of) => {
                let (now, base) = (self.part(of, false)?, self.part(of, true)?);
                format!("({now}-{base})*100/{base}")
            }
            Measure::Sum(terms) => {
                let terms = terms.iter().map(|term| self.converted(&terms[0], term, earlier));
                terms.collect::<Option<Vec<_>>>()?.join("+")
            }
            Measure::Difference(of, less) => {
                format!("{}-{}", self.part(of, earlier)?, self.converted(of, less, earlier)?)
            }
            Measure::DaysLate { date, due } => {
                let date_cell = self.columns.date(*date, self.position)?;
                format!("MAX(0,{date_cell}-DATE({},{},{}))", due.year(), due.month(), due.day())
            }
        })
    }

    fn part(&self, measure: &Measure, earlier: bool) -> Option<String> {
        let value = self.value(measure, earlier)?;
        Some(if measure.is_read() { value } else { format!("({value})") })
    }

    /// In the unit of `of`, where both are of one kind.
    fn converted(&self, of: &Measure, measure: &Measure, earlier: bool) -> Option<String> {
        let value = self.part(measure, earlier)?;
        let unit = |measure: &Measure| measure.unit(self.figures).ok().and_then(|unit| unit.plain());
        let (Some(from), Some(to)) = (unit(measure), unit(of)) else { return Some(value) };
        if from == to || from.kind() != to.kind() {
            return Some(value);
        }
        let times = from.convert(Decimal::ONE, to)?;
        Some(if times >= Decimal::ONE {
            format!("({value}*{})", plain(times))
        } else {
            format!("({value}/{})", plain(to.convert(Decimal::ONE, from)?))
        })
    }
}

/// A method's score of a leaf; `None` for what is observed as a grade or a state, whose points stand as values.
pub(super) fn score(method: &Method, refs: &Refs) -> Option<String> {
    let Refs { measure, median, best, worst, .. } = refs;
    let n = |value: &Decimal| plain(*value);
    let score = match method {
        Method::Grade | Method::Task { .. } => return None,
        Method::Score { full } => format!("{}*100/{}", refs.observed, n(full)),
        Method::Deductions { start, .. } => format!("{}-{}", n(start), refs.observed),
        Method::Median { best: top, middle, worst: bottom, better } => {
            let x = compared(refs);
            let beats = if *better == Better::Higher { ">" } else { "<" };
            let (top, middle, bottom) = (n(top), n(middle), n(bottom));
            // The median is asked first, as SCORING.md section 3 has it: where all are alike the other two divide by zero.
            format!(
                "IF({x}={median},{middle},IF({x}{beats}{median},\
                 {middle}+({top}-{middle})*({x}-{median})/({best}-{median}),\
                 {middle}-({middle}-{bottom})*({median}-{x})/({median}-{worst})))"
            )
        }
        Method::Range { worst: low, best: high } => {
            let post = |post: &Goalpost| match post {
                Goalpost::Fixed(value) => n(value),
                Goalpost::Min => format!("MIN({best},{worst})"),
                Goalpost::Max => format!("MAX({best},{worst})"),
            };
            let (low, high) = (post(low), post(high));
            let x = format!("MAX(MIN({low},{high}),MIN(MAX({low},{high}),{measure}))");
            format!("IF({low}={high},100,({x}-{low})*100/({high}-{low}))")
        }
        Method::Attain { better: Better::Higher, .. } => {
            format!("MIN(100,{measure}*100/{})", refs.target)
        }
        Method::Attain { better: Better::Lower, .. } => {
            format!("IF({measure}<=0,100,MIN(100,{}*100/{measure}))", refs.target)
        }
        Method::Steps { better, steps } => {
            let reached = if *better == Better::Higher { ">=" } else { "<=" };
            steps.iter().rev().fold("0".to_owned(), |otherwise, (bound, score)| {
                format!("IF({measure}{reached}{},{},{otherwise})", n(bound), n(score))
            })
        }
        Method::Rank { first, step, least, better } => {
            let x = compared(refs);
            let beats = if *better == Better::Higher { ">" } else { "<" };
            let ahead: Vec<_> =
                refs.peers.iter().map(|range| format!("SUMPRODUCT(--({range}{beats}{x}))")).collect();
            format!("MAX({},{}-{}*({}))", n(least), n(first), n(step), ahead.join("+"))
        }
    };
    Some(exact(&format!("MAX(0,MIN(100,{score}))")))
}

/// The value that is compared: an excluded subject's is brought into the others' range.
fn compared(refs: &Refs) -> String {
    let Refs { measure, best, worst, .. } = refs;
    if refs.excluded {
        format!("MAX(MIN({best},{worst}),MIN(MAX({best},{worst}),{measure}))")
    } else {
        measure.clone()
    }
}

/// A node's score after the rules that worked on it, rounded as its role says (SCORING.md 2.3).
pub(super) fn ruled(scheme: &Scheme, role: Role, raw: &str, applied: &[Applied]) -> String {
    let mut score = raw.to_owned();
    let mut clamped = applied.is_empty();
    let clamp = |score: String| format!("MAX(0,MIN(100,{score}))");
    for of in applied {
        match &of.change {
            Change::Deduct { points, .. } => score = format!("({score}-{})", plain(*points)),
            Change::Bonus { points, .. } => score = format!("({score}+{})", plain(*points)),
            Change::Waived => {}
            Change::Floor(grade) | Change::Cap(grade) => {
                if !clamped {
                    score = clamp(score);
                    clamped = true;
                }
                if matches!(of.change, Change::Floor(_)) {
                    score = format!("MAX({score},{})", plain(scheme.lowest_of(*grade, role)));
                } else if let Some(most) = scheme.highest_of(*grade, role) {
                    score = format!("MIN({score},{})", plain(most));
                }
            }
        }
    }
    if !clamped {
        score = clamp(score);
    }
    if !applied.is_empty() {
        score = exact(&score);
    }
    match scheme.decimals(role) {
        EXACT_DECIMALS => score,
        decimals => format!("ROUND({score},{decimals})"),
    }
}

/// The name of the grade whose threshold a cell reaches.
pub(super) fn grade(scheme: &Scheme, cell: &str) -> String {
    let text = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let Some((last, others)) = scheme.grades.split_last() else { return text("") };
    others.iter().rev().fold(text(&last.name), |otherwise, grade| {
        format!("IF({cell}>={},{},{otherwise})", plain(grade.from), text(&grade.name))
    })
}
