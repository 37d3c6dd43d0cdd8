//! Formulas: methods over measures (SCORING.md 2.2 and section 3), rules and grades.

use rust_decimal::Decimal;

use crate::model::{
    Applied, Better, Change, EXACT_DECIMALS, Goalpost, Method, Role, Scheme, last_place, plain,
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
    /// Whether the subject is left out of the peers, and never better than the best of them.
    pub excluded: bool,
}

/// Rounds half away from zero to the ten decimals every number is kept with.
pub(super) fn exact(expression: &str) -> String {
    format!("ROUND({expression},{EXACT_DECIMALS})")
}

/// Decimals of a measure of which the largest is this: of one below 1 all that a workbook, which reckons with 15 digits,
/// can tell apart.
pub(super) fn telling(largest: Decimal) -> u32 {
    let zeros = (1..15).find(|zeros| largest >= Decimal::new(1, *zeros));
    zeros.filter(|_| largest < Decimal::ONE).map_or(EXACT_DECIMALS, |zeros| 14 + zeros)
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
            let x = compared(refs, *better);
            let beats = if *better == Better::Higher { ">" } else { "<" };
            let (top, middle, bottom) = (n(top), n(middle), n(bottom));
            let below = format!("{middle}-({middle}-{bottom})*({median}-{x})/({median}-{worst})");
            // Only who is no peer can be worse than a median that is the worst.
            let below = if refs.excluded { format!("IF({median}={worst},{bottom},{below})") } else { below };
            // The median is asked first, as SCORING.md section 3 has it: where all are alike the other two divide by zero.
            format!(
                "IF({x}={median},{middle},IF({x}{beats}{median},\
                 {middle}+({top}-{middle})*({x}-{median})/({best}-{median}),{below}))"
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
            let behind = if method.better() == Better::Higher { "<" } else { ">" };
            let alike = match refs.excluded {
                true => format!("IF({measure}{behind}{low},0,100)"),
                false => "100".to_owned(),
            };
            format!("IF({low}={high},{alike},({x}-{low})*100/({high}-{low}))")
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
            let x = compared(refs, *better);
            let beats = if *better == Better::Higher { ">" } else { "<" };
            let ahead = refs.peers.iter().map(|range| format!("SUMPRODUCT(--({range}{beats}{x}))"));
            // Without anybody to stand behind nobody is ahead.
            let ahead = ahead.reduce(|all, one| format!("{all}+{one}")).unwrap_or_else(|| "0".to_owned());
            format!("MAX({},{}-{}*({ahead}))", n(least), n(first), n(step))
        }
    };
    Some(exact(&format!("MAX(0,MIN(100,{score}))")))
}

/// The value that is compared: an excluded subject's is never better than the best of the others.
fn compared(refs: &Refs, better: Better) -> String {
    let Refs { measure, best, .. } = refs;
    match (refs.excluded, better) {
        (false, _) => measure.clone(),
        // Without any peer there is no best.
        (true, _) if refs.peers.is_empty() && best.is_empty() => measure.clone(),
        (true, Better::Higher) => format!("MIN({best},{measure})"),
        (true, Better::Lower) => format!("MAX({best},{measure})"),
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
                    score = format!("MAX({score},{})", plain(scheme.grade(*grade).from));
                } else if let Some(better) = grade.get().checked_sub(1) {
                    let limit = scheme.grades[better].from - last_place(scheme.decimals(role));
                    score = format!("MIN({score},{})", plain(limit.max(Decimal::ZERO)));
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
