//! A page's pictures, drawn: wide and narrow.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::charts::{self, Frame, Grade, StripWords, Threshold, Width};
use crate::site::{Figure, Picture, PictureGrade, View};

/// A picture with the words around it.
#[derive(Debug, Serialize)]
pub(super) struct Drawn<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    wide: String,
    narrow: String,
    long: bool,
}

#[derive(Debug, Serialize)]
struct Words<'a> {
    id: &'a str,
    title: &'a str,
    sub: &'a str,
    note: Option<&'a str>,
}

/// The pictures of a page by their ids.
pub(super) fn draw<'v>(view: &'v View) -> BTreeMap<&'v str, Drawn<'v>> {
    let mark = view.chrome().picture_mark.as_deref();
    let drawn = |figure: &&'v Figure<'v>| (&*figure.id, one(figure, mark));
    view.figures().iter().map(drawn).collect()
}

fn one<'v>(figure: &'v Figure, mark: Option<&str>) -> Drawn<'v> {
    let frame =
        |width| Frame { id: &figure.id, title: &figure.title, description: &figure.description, mark, width };
    let wide = if matches!(figure.picture, Picture::Radar(_)) { Width::Half } else { Width::Wide };
    Drawn {
        words: Words { id: &figure.id, title: &figure.title, sub: &figure.sub, note: figure.note.as_deref() },
        wide: picture(&figure.picture, &frame(wide)),
        narrow: picture(&figure.picture, &frame(Width::Narrow)),
        long: is_long(&figure.picture),
    }
}

/// Whether a picture may take more than a sheet of paper.
fn is_long(picture: &Picture) -> bool {
    match picture {
        Picture::Ranking(of) => of.rows.len() > 25,
        Picture::Multiples(of) => of.panels.len() > 100,
        Picture::Parts(of) => of.rows.len() > 20,
        Picture::Distribution(_)
        | Picture::Radar(_)
        | Picture::Trend(_)
        | Picture::Waterfall(_)
        | Picture::Strip(_)
        | Picture::Tiles(_)
        | Picture::Lift(_)
        | Picture::Flow(_)
        | Picture::Calendar(_)
        | Picture::Slope(_) => false,
    }
}

fn grade<'v>(of: PictureGrade<'v>) -> Grade<'v> {
    Grade { place: of.place, name: of.name }
}

fn thresholds<'v>(list: &[(rust_decimal::Decimal, PictureGrade<'v>)]) -> Vec<Threshold<'v>> {
    list.iter().map(|(from, of)| Threshold { from: *from, grade: grade(*of) }).collect()
}

fn picture(picture: &Picture, frame: &Frame) -> String {
    match picture {
        Picture::Ranking(of) => ranking(of, frame),
        Picture::Distribution(of) => distribution(of, frame),
        Picture::Radar(of) => radar(of, frame),
        Picture::Trend(of) => trend(of, frame),
        Picture::Waterfall(of) => waterfall(of, frame),
        Picture::Strip(of) => strip(of, frame),
        Picture::Lift(of) => charts::lift(frame, of),
        Picture::Calendar(of) => charts::calendar(frame, of),
        Picture::Flow(of) => charts::flow(frame, of),
        Picture::Slope(of) => charts::slope(frame, of),
        Picture::Multiples(of) => charts::small_multiples(frame, of),
        Picture::Parts(of) => charts::change_parts(frame, of),
        Picture::Tiles(of) => charts::tile_map(frame, of),
    }
}

fn ranking(of: &crate::site::Ranking, frame: &Frame) -> String {
    let parts: Vec<Vec<charts::RankingPart>> = of
        .rows
        .iter()
        .map(|row| {
            let part = |part: &crate::site::RankingPart<'_>| charts::RankingPart {
                contribution: part.contribution,
                score: part.score,
                weak: part.weak.map(|weak| Grade { place: weak.place, name: "" }),
            };
            row.parts.iter().map(part).collect()
        })
        .collect();
    let rows: Vec<_> = of
        .rows
        .iter()
        .zip(&parts)
        .map(|(row, parts)| charts::RankingRow {
            rank: row.rank,
            name: row.name,
            href: Some(&row.href),
            score: row.score,
            grade: row.grade.map(grade),
            parts,
            bonus: row.bonus,
            change: row.change.as_deref(),
            note: row.note.as_deref(),
        })
        .collect();
    let thresholds = thresholds(&of.thresholds);
    charts::ranking_bars(
        frame,
        &charts::Ranking {
            sections: &of.sections,
            rows: &rows,
            thresholds: &thresholds,
            full: of.full,
            words: charts::RankingWords::default(),
        },
    )
}

fn distribution(of: &crate::site::Distribution, frame: &Frame) -> String {
    let rows: Vec<Vec<_>> = of
        .groups
        .iter()
        .map(|group| {
            let row =
                |row: &'_ crate::site::DistributionRow| (row.label.clone(), row.counts.clone(), row.strong);
            group.rows.iter().map(row).collect()
        })
        .collect();
    let rows: Vec<Vec<charts::DistributionRow>> = rows
        .iter()
        .map(|rows| {
            rows.iter()
                .map(|(label, counts, strong)| charts::DistributionRow { label, counts, strong: *strong })
                .collect()
        })
        .collect();
    let groups: Vec<_> = of
        .groups
        .iter()
        .zip(&rows)
        .map(|(group, rows)| charts::DistributionGroup { title: group.title, rows })
        .collect();
    charts::grade_distribution(
        frame,
        &charts::Distribution { grades: &of.grades, groups: &groups, unit: "个" },
    )
}

fn radar(of: &crate::site::Radar, frame: &Frame) -> String {
    let axes: Vec<_> = of
        .axes
        .iter()
        .map(|axis| charts::RadarAxis {
            name: axis.name,
            own: axis.own,
            grade: axis.grade.map(grade),
            median: axis.median,
            best: axis.best,
        })
        .collect();
    let words = charts::RadarWords { own: of.own, ..Default::default() };
    charts::section_radar(frame, &charts::Radar { axes: &axes, words })
}

fn trend(of: &crate::site::Trend, frame: &Frame) -> String {
    let years: Vec<_> = of
        .points
        .iter()
        .map(|point| charts::YearScore {
            year: &point.year,
            score: point.score,
            grade: point.grade.map(grade),
            place: point.place.as_deref(),
        })
        .collect();
    charts::score_years(frame, &charts::Years { years: &years, thresholds: &thresholds(&of.thresholds) })
}

fn waterfall(of: &crate::site::Waterfall, frame: &Frame) -> String {
    use crate::site::WaterfallKind;
    let steps: Vec<_> = of
        .steps
        .iter()
        .map(|step| charts::WaterfallStep {
            name: step.name,
            note: &step.note,
            kind: match step.kind {
                WaterfallKind::Loss => charts::StepKind::Loss,
                WaterfallKind::Deduction => charts::StepKind::Deduction,
                WaterfallKind::Rounding => charts::StepKind::Rounding,
                WaterfallKind::Bonus => charts::StepKind::Bonus,
            },
            change: step.change,
            weak: step.weak.map(grade),
        })
        .collect();
    let rule = of.rule.as_ref().map(|(before, clause, after, words)| charts::WaterfallRule {
        title: "等次规则",
        note: "只改等次，不改分数",
        before: ("按分数线", grade(*before)),
        clause,
        after: (words, grade(*after)),
    });
    charts::waterfall(
        frame,
        &charts::Waterfall {
            start: ("满分", of.start),
            steps: &steps,
            end: ("公布得分", of.end),
            thresholds: &thresholds(&of.thresholds),
            rule,
        },
    )
}

fn strip(of: &crate::site::Strip, frame: &Frame) -> String {
    let subjects: Vec<_> = of
        .subjects
        .iter()
        .map(|subject| charts::StripSubject {
            name: subject.name,
            value: subject.value,
            score: subject.score,
            raw: subject.raw,
            grade: subject.grade.map(grade),
            own: false,
            missed: subject.missed,
        })
        .collect();
    charts::strip(
        frame,
        &charts::Strip {
            subjects: &subjects,
            unit: &of.unit,
            median: of.median,
            target: of.target,
            curve: &[&of.curve],
            raw_curve: &[],
            thresholds: &thresholds(&of.thresholds),
            words: StripWords::default(),
        },
    )
}
