//! Draws by lot: proposes what year.yaml then records.

use std::path::Path;
use std::sync::Arc;

use crate::content;
use crate::diagnostics::{Code, Diagnostic, some, some_of};
use crate::model::{At, Content, Draw, DrawKind, Place, SampleFrame, Seed, Stratum, Year, YearContent};
use crate::procedure::draw::{self, Sampled, Share};

/// A draw, and what is to be said about it.
#[derive(Debug)]
pub struct Drawn {
    /// The title of the year the draw belongs to.
    pub year: String,
    /// The draw, as year.yaml would record it.
    pub draw: Draw,
    /// Prefectures that are paired without a county listed: nothing could be drawn.
    pub without: Vec<String>,
    /// What a sample consists of.
    pub sampled: Option<Sampled>,
    /// Warnings about the frame.
    pub problems: Vec<Diagnostic>,
}

/// Why nothing was drawn.
#[derive(Debug)]
pub enum DrawError {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// The frame has errors.
    Frame(Vec<Diagnostic>),
    /// There is no such year; these there are.
    NoYear(Vec<String>),
    /// No prefecture is paired in that year.
    NoPairing,
}

/// Draws counties of every prefecture that is assisted in a year.
///
/// # Errors
/// See [`DrawError`].
pub fn draw_counties(folder: &Path, year: Year, seed: Seed, share: Share) -> Result<Drawn, DrawError> {
    let content = read(folder)?;
    let of = find(&content, year)?;
    let strata = draw::counties(&content.subjects, year, &seed, share);
    if strata.is_empty() {
        return Err(DrawError::NoPairing);
    }
    let paired = draw::frame(&content.subjects, year);
    let without = paired.into_iter().filter(|(_, counties)| counties.is_empty()).map(|(name, _)| name);
    let draw = record(of, "counties", DrawKind::Counties, seed, strata);
    Ok(Drawn {
        year: of.title.clone(),
        draw,
        without: without.collect(),
        sampled: None,
        problems: Vec::new(),
    })
}

/// Draws a county's towns, villages and households from a frame given as a file.
///
/// # Errors
/// See [`DrawError`].
pub fn draw_sample(folder: &Path, year: Year, seed: Seed, frame: &Path) -> Result<Drawn, DrawError> {
    let content = read(folder)?;
    let of = find(&content, year)?;
    let read = content::sample_frame(frame);
    let Some(frame) = read.frame else { return Err(DrawError::Frame(read.diagnostics)) };
    let mut problems = read.diagnostics;
    problems.extend(not_drawn(of, &frame));
    let sampled = draw::sample(&frame, &seed);
    let draw = record(of, "sample", DrawKind::Sample, seed, sampled.strata.clone());
    Ok(Drawn { year: of.title.clone(), draw, without: Vec::new(), sampled: Some(sampled), problems })
}

fn read(folder: &Path) -> Result<Content, DrawError> {
    let read = super::read(folder);
    read.content.ok_or(DrawError::Content(read.diagnostics))
}

fn find(content: &Content, year: Year) -> Result<&YearContent, DrawError> {
    let there = || content.years.iter().map(|of| of.year.to_string()).collect();
    content.years.iter().find(|of| of.year == year).ok_or_else(|| DrawError::NoYear(there()))
}

/// A draw with the first id that is free in the year: `counties-1`, `counties-2` …
fn record(year: &YearContent, word: &str, kind: DrawKind, seed: Seed, strata: Vec<Stratum>) -> Draw {
    let id = (1..)
        .map(|number| format!("{word}-{number}"))
        .find(|id| year.draws.iter().all(|draw| draw.id != *id))
        .expect("there are more numbers than draws");
    let place = Place::line(Arc::from(format!("{}/year.yaml", year.year)), At::default());
    Draw { id, kind, title: None, clause: None, seed, date: None, by: None, note: None, strata, place }
}

/// A warning where the year's draws of counties did not take the frame's county.
fn not_drawn(year: &YearContent, frame: &SampleFrame) -> Option<Diagnostic> {
    let strata = || {
        let draws = year.draws.iter().filter(|draw| draw.kind == DrawKind::Counties);
        draws.flat_map(|draw| &draw.strata)
    };
    let holds = |units: &[String]| units.contains(&frame.county);
    if strata().next().is_none() || strata().any(|stratum| holds(&stratum.drawn)) {
        return None;
    }
    let told = match strata().any(|stratum| holds(&stratum.reserve)) {
        true => "在备选名单里，没有被抽中",
        false => "不在抽中的县里",
    };
    let message = format!("{} 年度抽取贫困县的记录里，“{}”{told}", year.year, frame.county);
    let file = Arc::from(format!("{}/year.yaml", year.year));
    Some(
        Diagnostic::new(Code::DrawCounty, file, message)
            .hint("请核对县名；备选县递补的，请在 note 里写明理由"),
    )
}

/// What the draws of a year come to when they are drawn again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawsAgain {
    /// How many draws there are.
    pub draws: usize,
    /// Groups that come out differently, in words.
    pub different: Vec<String>,
}

/// Draws everything a year records again.
pub(super) fn draws_again(year: &YearContent) -> DrawsAgain {
    let told = |of: &Draw| -> Vec<String> {
        draw::departures(of)
            .map(|departure| {
                let recorded = departure.recorded;
                format!(
                    "{} {}：记录 {}，重算 {}",
                    of.id,
                    recorded.of.join(""),
                    some(&recorded.drawn),
                    some_of(&departure.drawn, departure.due())
                )
            })
            .collect()
    };
    DrawsAgain { draws: year.draws.len(), different: year.draws.iter().flat_map(told).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_comes_out_differently_is_told() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content-small");
        let mut content = content::read(&root).content.expect("a content without errors");
        let year = content.years.last_mut().expect("a year");
        assert_eq!(draws_again(year), DrawsAgain { draws: 2, different: Vec::new() });
        year.draws[1].strata[0].drawn.swap(0, 1);
        let again = draws_again(year);
        assert_eq!(again.different.len(), 1);
        assert!(again.different[0].starts_with("village 子县甲镇：记录 "), "{:?}", again.different);
    }
}
