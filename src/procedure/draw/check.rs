//! Holds recorded draws against their seeds and frames, and frames of counties against the year's pairings.

use std::collections::BTreeSet;

use super::{draw, frame};
use crate::diagnostics::{Code, Diagnostic, some, some_of};
use crate::model::{Content, Draw, DrawKind, Frame, Place, Stratum, YearContent};

/// A group whose recorded result is not what its seed and frame give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure<'d> {
    /// The group as it is recorded.
    pub recorded: &'d Stratum,
    /// What seed and frame give; where another number is recorded than is due, the first of them.
    pub drawn: Vec<String>,
    /// Who moves up by seed and frame, as many as are recorded; all where too many or the wrong ones are.
    pub reserve: Vec<String>,
}

impl Departure<'_> {
    /// How many are drawn by the rule, of whom [`drawn`](Self::drawn) may hold only the first.
    pub fn due(&self) -> usize {
        due(self.recorded)
    }
}

/// Draws again; gives every group that comes out differently, one at a time: each holds names of its whole frame.
pub fn departures(of: &Draw) -> impl Iterator<Item = Departure<'_>> {
    let again = |recorded: &Stratum| {
        let (due, stated) = (due(recorded), recorded.drawn.len());
        // Where another number is recorded than is due, the first ones show that; nobody reads a hundred thousand.
        let (take, reserve) = match stated == due {
            true => (recorded.take, u32::try_from(recorded.reserve.len()).ok()),
            false => (u32::try_from(due.min(stated + MOST_MORE)).unwrap_or(recorded.take), Some(0)),
        };
        draw(&of.seed, recorded.of.clone(), recorded.frame.clone(), take, reserve)
    };
    of.strata.iter().filter_map(move |recorded| {
        let again = again(recorded);
        let same = again.drawn == recorded.drawn && again.reserve == recorded.reserve;
        (!same).then_some(Departure { recorded, drawn: again.drawn, reserve: again.reserve })
    })
}

/// How many a group has to draw: its quota, or all where there are fewer.
fn due(recorded: &Stratum) -> usize {
    recorded.take.min(recorded.frame.size()) as usize
}

/// As many units as are drawn again beyond those that are recorded.
const MOST_MORE: usize = 50;

/// What is wrong with the draws of a content.
pub fn check(content: &Content) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for year in &content.years {
        for draw in &year.draws {
            problems.extend(departures(draw).map(|departure| result(draw, &departure)));
            if draw.kind == DrawKind::Counties {
                frames(content, year, draw, &mut problems);
            }
        }
    }
    problems
}

fn result(draw: &Draw, departure: &Departure) -> Diagnostic {
    let recorded = departure.recorded;
    let place = Place::line(draw.place.file.clone(), recorded.at);
    let of = recorded.of.join("");
    let list = |drawn: &[String], all: usize, reserve: &[String]| match reserve {
        [] => some_of(drawn, all),
        _ => format!("{}（备选 {}）", some_of(drawn, all), some(reserve)),
    };
    let number = match (due(recorded), recorded.drawn.len()) {
        (due, stated) if due == stated => String::new(),
        (due, stated) => format!("（应抽 {due} 个，记录了 {stated} 个）"),
    };
    let problem = Diagnostic::at(
        Code::DrawResult,
        &place,
        format!(
            "“{}”的抽取结果与种子“{}”和抽样框不符{number}：按算法应为 {}",
            of,
            draw.seed,
            list(&departure.drawn, departure.due(), &departure.reserve)
        ),
    )
    .found(list(&recorded.drawn, recorded.drawn.len(), &recorded.reserve));
    problem.hint("请核对种子、抽样框的内容和次序、应抽个数；结果用 tongbao draw 得出，不要手改")
}

/// A frame holds the counties of the year's pairings, no more and no fewer, and every prefecture has one.
fn frames(content: &Content, year: &YearContent, draw: &Draw, problems: &mut Vec<Diagnostic>) {
    let paired = frame(&content.subjects, year.year);
    let mut absent: BTreeSet<&str> = paired
        .iter()
        .filter(|(_, counties)| !counties.is_empty())
        .map(|(prefecture, _)| prefecture.as_str())
        .collect();
    let mut warn = |at, message: String| {
        let place = Place::line(draw.place.file.clone(), at);
        problems.push(
            Diagnostic::at(Code::DrawFrameDiffers, &place, message)
                .hint("结对名单以 subjects.yaml 的 partners 为准；抽取之后名单才改变的，可不理会"),
        );
    };
    for stratum in &draw.strata {
        let name = stratum.of.first().map_or("", String::as_str);
        absent.remove(name);
        let listed = paired.iter().find(|(prefecture, _)| prefecture == name);
        let Some((_, counties)) = listed else {
            warn(
                stratum.at,
                format!("subjects.yaml 里没有 {} 年度与“{name}”的东西部扶贫协作结对", year.year),
            );
            continue;
        };
        let Frame::Units(units) = &stratum.frame else {
            warn(stratum.at, format!("“{name}”的抽样框只有个数，对不上 subjects.yaml 里的县名"));
            continue;
        };
        let lacking = missing(counties, units);
        let further = missing(units, counties);
        let mut told = Vec::new();
        if !lacking.is_empty() {
            told.push(format!("缺{}", some(&lacking)));
        }
        if !further.is_empty() {
            told.push(format!("多{}", some(&further)));
        }
        if !told.is_empty() {
            warn(stratum.at, format!("“{name}”的抽样框与 subjects.yaml 不同：{}", told.join("，")));
        }
    }
    if !absent.is_empty() {
        let names: Vec<&str> = absent.into_iter().collect();
        warn(draw.place.at, format!("抽取“{}”没有包括{}", draw.id, some(&names)));
    }
}

/// What of `these` is not among `those`.
fn missing<'u>(these: &'u [String], those: &[String]) -> Vec<&'u str> {
    let those: BTreeSet<&str> = those.iter().map(String::as_str).collect();
    these.iter().map(String::as_str).filter(|unit| !those.contains(unit)).collect()
}
