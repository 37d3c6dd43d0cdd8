//! Formulas: methods over measures (SCORING.md 2.2 and section 3), rules and grades.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{
    Applied, Better, Change, Combine, EXACT_DECIMALS, Goalpost, Method, NodeIndex, Scheme, TaskState, Ties,
    Worth, plain,
};
use crate::wording;

/// What a method's formula refers to.
pub(super) struct Refs<'r> {
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
    pub peers: &'r [String],
    /// The ends a range had.
    pub ends: Option<(Decimal, Decimal)>,
    /// The range that holds what raters gave.
    pub ratings: String,
    /// Whether the subject is left out of the peers, and never better than the best of them.
    pub excluded: bool,
}

/// Which end of a range.
#[derive(Clone, Copy)]
enum Side {
    Worse,
    Better,
}

impl Refs<'_> {
    /// An end of a range: over the peers' cells where one function says it, else as it was found.
    fn post(&self, post: &Goalpost, side: Side) -> String {
        let Refs { best, worst, median, .. } = self;
        let found = || {
            let end = self.ends.map(|(worst, best)| if matches!(side, Side::Worse) { worst } else { best });
            end.map_or_else(String::new, plain)
        };
        match post {
            Goalpost::Fixed(value) => plain(*value),
            Goalpost::Log(value) => format!("LN({})", plain(*value)),
            Goalpost::Min => format!("MIN({best},{worst})"),
            Goalpost::Max => format!("MAX({best},{worst})"),
            Goalpost::Mean => format!("AVERAGE({})", self.peers.join(",")),
            Goalpost::Median => median.clone(),
            Goalpost::Percentile(percent) => {
                let percent = plain(*percent / Decimal::ONE_HUNDRED);
                match self.peers {
                    [] => found(),
                    [range] => format!("PERCENTILE({range},{percent})"),
                    // Several ranges are one in brackets of their own.
                    ranges => format!("PERCENTILE(({}),{percent})", ranges.join(",")),
                }
            }
            Goalpost::Target => self.target.clone(),
        }
    }
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

/// A method's score of a leaf; `None` where what is observed cannot be told apart by its words.
pub(super) fn score(
    scheme: &Scheme,
    method: &Method,
    refs: &Refs,
    full: Decimal,
    ceiling: Decimal,
) -> Option<String> {
    let Refs { measure, median, best, worst, .. } = refs;
    let n = |value: &Decimal| plain(*value);
    let own = plain(full);
    let of_hundred = |points: Decimal| match full == Decimal::ONE_HUNDRED {
        true => plain(points),
        false => format!("{}*{own}/100", plain(points)),
    };
    let score = match method {
        Method::Grade => {
            let grades = scheme.grades.iter().map(|grade| (grade.name.clone(), of_hundred(grade.points)));
            listed(&refs.observed, grades.collect())?
        }
        Method::Task { done, outstanding, undone } => {
            let states =
                [(TaskState::Done, done), (TaskState::Outstanding, outstanding), (TaskState::Undone, undone)];
            let points = states.map(|(state, grade)| {
                (wording::task(state).to_owned(), of_hundred(scheme.grade(*grade).points))
            });
            listed(&refs.observed, points.to_vec())?
        }
        Method::Score { full } => format!("{}*{own}/{}", refs.observed, n(full)),
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
        Method::Range { worst: low, best: high, at_worst, at_best, better } => {
            let (low, high) = (refs.post(low, Side::Worse), refs.post(high, Side::Better));
            let (from, to) = (n(at_worst), n(at_best));
            // Who is no peer goes on along the line below the worst of them, and is never better than the best.
            let goes_on = refs.excluded && method.compares();
            let x = match (goes_on, better) {
                (true, Better::Higher) => format!("MIN({high},{measure})"),
                (true, Better::Lower) => format!("MAX({high},{measure})"),
                (false, _) => format!("MAX(MIN({low},{high}),MIN(MAX({low},{high}),{measure}))"),
            };
            let behind = if *better == Better::Higher { "<" } else { ">" };
            let alike = match goes_on {
                true => format!("IF({measure}{behind}{low},{from},{to})"),
                false => to,
            };
            format!("IF({low}={high},{alike},{from}+({x}-{low})*({}-{from})/({high}-{low}))", n(at_best))
        }
        Method::Standard { centre, spread, better } => {
            let (all, x) = (refs.peers.join(","), compared(refs, *better));
            let sign = if *better == Better::Higher { "+" } else { "-" };
            let (centre, spread) = (n(centre), n(spread));
            format!("IF(STDEVP({all})=0,{centre},{centre}{sign}{spread}*({x}-AVERAGE({all}))/STDEVP({all}))")
        }
        Method::Options(options) => {
            let options = options.iter().map(|option| (wording::chosen(&option.title), n(&option.points)));
            listed(&refs.observed, options.collect())?
        }
        Method::Raters { full, combine } => {
            let all = &refs.ratings;
            let one = match combine {
                Combine::Mean => format!("AVERAGE({all})"),
                Combine::Median => format!("MEDIAN({all})"),
                Combine::Trimmed => format!("(SUM({all})-MAX({all})-MIN({all}))/(COUNT({all})-2)"),
            };
            match full {
                Some(full) => format!("({one})*{own}/{}", plain(*full)),
                // Of grades their points were given, which are of a hundred.
                None if own == "100" => one,
                None => format!("({one})*{own}/100"),
            }
        }
        Method::Attain { better: Better::Higher, .. } => {
            format!("MIN({own},{measure}*{own}/{})", refs.target)
        }
        Method::Attain { better: Better::Lower, .. } => {
            format!("IF({measure}=0,{own},MIN({own},{}*{own}/{measure}))", refs.target)
        }
        Method::Steps { better, steps } => {
            let reached = if *better == Better::Higher { ">=" } else { "<=" };
            steps.iter().rev().fold("0".to_owned(), |otherwise, (bound, score)| {
                format!("IF({measure}{reached}{},{},{otherwise})", n(bound), n(score))
            })
        }
        Method::Rank { worth, ties, better } => {
            let x = compared(refs, *better);
            let beats = if *better == Better::Higher { ">" } else { "<" };
            let count = |test: &str| {
                let parts = refs.peers.iter().map(|range| format!("SUMPRODUCT(--({range}{test}{x}))"));
                // Without anybody to stand behind nobody is ahead.
                parts.reduce(|all, one| format!("{all}+{one}")).unwrap_or_else(|| "0".to_owned())
            };
            let own = i32::from(!refs.excluded);
            let behind = match ties {
                Ties::Better => count(beats),
                Ties::Mean => format!("{}+({}-{own})/2", count(beats), count("=")),
            };
            match worth {
                Worth::Steps { first, step, least } => {
                    format!("MAX({},{}-{}*({behind}))", n(least), n(first), n(step))
                }
                Worth::Spread { best, worst } => {
                    let others = format!("(COUNT({})-{own})", refs.peers.join(","));
                    let (best, span) = (n(best), plain(*best - *worst));
                    if refs.peers.is_empty() {
                        best
                    } else {
                        format!("IF({others}=0,{best},{best}-{span}*({behind})/{others})")
                    }
                }
            }
        }
    };
    Some(exact(&format!("MAX(0,MIN({},{score}))", plain(ceiling))))
}

/// What a cell's words are worth; `None` where a spreadsheet, to which capitals and small letters are alike, cannot tell
/// them apart, or takes no text so long or no formula so deep.
fn listed(cell: &str, worth: Vec<(String, String)>) -> Option<String> {
    const DEEPEST: usize = 50;
    const LONGEST: usize = 250;
    let words: BTreeSet<String> = worth.iter().map(|(words, _)| words.to_lowercase()).collect();
    let long = |(words, _): &(String, String)| words.chars().count() > LONGEST;
    if words.len() < worth.len() || worth.len() > DEEPEST || worth.iter().any(long) {
        return None;
    }
    let one = |otherwise: String, (words, points): &(String, String)| {
        format!("IF({cell}={},{points},{otherwise})", text(words))
    };
    Some(worth.iter().rev().fold("NA()".to_owned(), one))
}

/// Words within a formula.
fn text(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
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
pub(super) fn ruled(scheme: &Scheme, node: NodeIndex, raw: &str, applied: &[Applied]) -> String {
    let (role, ceiling) = (scheme.node(node).role, scheme.ceiling_of(node));
    let mut score = raw.to_owned();
    let mut clamped = applied.is_empty();
    let clamp = |score: String| format!("MAX(0,MIN({},{score}))", plain(ceiling));
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
                    score = format!("MAX({score},{})", plain(scheme.lowest_of(*grade, node)));
                } else if let Some(most) = scheme.highest_of(*grade, node) {
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

/// The name of the grade whose threshold a cell with a total reaches.
pub(super) fn grade(scheme: &Scheme, cell: &str) -> String {
    let Some((last, others)) = scheme.grades.split_last() else { return text("") };
    others.iter().rev().fold(text(&last.name), |otherwise, grade| {
        let from = scheme.scaled(NodeIndex::new(Scheme::ROOT), grade.from);
        format!("IF({cell}>={},{},{otherwise})", plain(from), text(&grade.name))
    })
}
