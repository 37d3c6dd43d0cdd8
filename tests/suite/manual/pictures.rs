//! The pictures of the manual: the program's own charts over the numbers of a worked example, each a file that stands
//! alone, with the colours of the light theme in it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use tongbao::charts::{
    Drawing, Frame, Grade, Ranking, RankingPart, RankingRow, Strip, StripSubject, Threshold, Width,
};
use tongbao::model::{Body, Change, GradeIndex, Method, NodeIndex, Scheme, Scope, SubjectIndex};

use super::example::{NAMES, Results};
use crate::case::source;

/// The picture of an example: measures with their scores where it is about one leaf with a measure, the first subject's
/// branches where it is about how they are put together, else totals as bars.
pub fn draw(of: &Results<'_>, name: &str) -> String {
    let id = name.trim_end_matches(".svg");
    let scheme = of.scheme();
    let branches = scheme.node(NodeIndex::new(Scheme::ROOT)).children();
    let aggregate = |node: &NodeIndex| match scheme.node(*node).body {
        Body::Branch { aggregate, .. } => Some(aggregate),
        Body::Leaf { .. } => None,
    };
    let measured = branches.len() == 1 && scheme.node(of.leaf()).measure().is_some();
    if measured && scheme.rules.iter().all(|rule| rule.scope != Scope::Total) {
        framed(&strip(of), id, &scheme.node(of.leaf()).title)
    } else if branches.windows(2).any(|pair| aggregate(&pair[0]) != aggregate(&pair[1])) && branches.len() > 3
    {
        framed(&sections(of), id, "各大项得分")
    } else {
        framed(&bars(of), id, "得分和等次")
    }
}

/// The first subject's branches, a bar each.
fn sections<'a>(of: &'a Results<'_>) -> Ranking<'a> {
    let scheme = of.scheme();
    let root = scheme.node(NodeIndex::new(Scheme::ROOT));
    let row = |node: &NodeIndex| {
        let at = &of.results().subjects[0].nodes[node.get()];
        RankingRow {
            rank: None,
            name: &scheme.node(*node).title,
            href: None,
            score: at.score,
            decimals: 2,
            grade: at.grade.map(|one| grade(scheme, one)),
            parts: Vec::new(),
            bonus: Decimal::ZERO,
            change: None,
            note: None,
        }
    };
    Ranking {
        sections: Vec::new(),
        rows: root.children().iter().map(row).collect(),
        before: String::new(),
        thresholds: thresholds(scheme, Decimal::ONE_HUNDRED),
        full: Decimal::ONE_HUNDRED,
        of: None,
    }
}

fn named(scheme: &Scheme, subject: SubjectIndex) -> &'static str {
    let id = scheme.subjects[subject.get()].as_str();
    NAMES.iter().find(|(_, one)| *one == id).map_or("", |(name, _)| name)
}

fn grade(scheme: &Scheme, grade: GradeIndex) -> Grade<'_> {
    Grade { place: grade.get(), name: &scheme.grade(grade).name }
}

/// The lines of the grades on a scale of so many points; the worst grade has none.
fn thresholds(scheme: &Scheme, full: Decimal) -> Vec<Threshold<'_>> {
    let all = scheme.grades.iter().enumerate().filter(|(_, one)| !one.from.is_zero());
    all.map(|(place, one)| Threshold {
        from: one.from * full / Decimal::ONE_HUNDRED,
        grade: Grade { place, name: &one.name },
    })
    .collect()
}

fn strip<'a>(of: &'a Results<'_>) -> Strip<'a> {
    let (scheme, leaf) = (of.scheme(), of.leaf());
    let results = of.results();
    let (_, unit) = scheme.node(leaf).measure().expect("a leaf with a measure");
    let measured = || {
        let all = results.subjects.iter().enumerate();
        all.filter_map(|(at, subject)| {
            let node = &subject.nodes[leaf.get()];
            Some((SubjectIndex::new(at), node, node.measure?))
        })
    };
    let subjects = measured().map(|(subject, node, value)| StripSubject {
        name: named(scheme, subject),
        value,
        score: node.points.or(node.score),
        raw: node.raw.filter(|raw| Some(*raw) != node.points.or(node.score)),
        grade: node.grade.map(|one| grade(scheme, one)),
        missed: false,
    });
    let peers = results.peers.first().and_then(|nodes| nodes[leaf.get()]);
    let mut curve: Vec<_> = measured().filter_map(|(_, node, value)| Some((value, node.raw?))).collect();
    let mut median = None;
    match (scheme.node(leaf).method(), peers) {
        (Some(Method::Median { middle, .. }), Some(peers)) => {
            median = Some(peers.median);
            curve.push((peers.median, *middle));
        }
        // Stairs: at each bound both scores.
        (Some(Method::Steps { steps, .. }), _) => {
            let below = steps.iter().skip(1).map(|(_, score)| *score).chain([Decimal::ZERO]);
            curve.extend(
                steps.iter().zip(below).flat_map(|((at, score), below)| [(*at, below), (*at, *score)]),
            );
        }
        _ => {}
    }
    curve.sort_unstable();
    curve.dedup();
    Strip {
        subjects: subjects.collect(),
        unit: unit.to_string(),
        median,
        target: None,
        curve,
        thresholds: thresholds(scheme, scheme.full(leaf)),
        of: scheme.points_of(leaf),
        decimals: 2,
    }
}

fn bars<'a>(of: &'a Results<'_>) -> Ranking<'a> {
    let scheme = of.scheme();
    let results = of.results();
    let branches = scheme.node(NodeIndex::new(Scheme::ROOT)).children();
    let row = |subject: &SubjectIndex| {
        let result = &results.subjects[subject.get()];
        let parts = branches.iter().filter_map(|node| {
            let at = &result.nodes[node.get()];
            Some(RankingPart {
                contribution: at.contribution?,
                score: at.points.or(at.score),
                decimals: 2,
                of: scheme.points_of(*node),
                weak: None,
            })
        });
        let bonus = result.nodes[0].applied.iter().filter_map(|one| match one.change {
            Change::Bonus { points, .. } => Some(points),
            Change::Deduct { .. } | Change::Floor(_) | Change::Cap(_) | Change::Waived => None,
        });
        let turned = result.grade_effects.iter().rev().find(|effect| effect.before != effect.after);
        RankingRow {
            rank: result.rank,
            name: named(scheme, *subject),
            href: None,
            score: result.told(),
            decimals: 2,
            grade: result.grade.map(|one| grade(scheme, one)),
            parts: if branches.len() > 1 { parts.collect() } else { Vec::new() },
            bonus: bonus.sum(),
            change: None,
            note: turned.map(|effect| {
                let [before, after] = [effect.before, effect.after].map(|one| &scheme.grade(one).name);
                let rule = &scheme.rules[effect.rule.get()];
                let title = &rule.title;
                format!("{title}：由“{before}”改为“{after}”")
            }),
        }
    };
    let rows: Vec<RankingRow> = results.order.iter().map(row).collect();
    let stacked = rows.iter().any(|row| !row.parts.is_empty());
    let root = NodeIndex::new(Scheme::ROOT);
    Ranking {
        sections: if stacked {
            branches.iter().map(|node| &*scheme.node(*node).title).collect()
        } else {
            Vec::new()
        },
        rows,
        before: String::new(),
        thresholds: thresholds(scheme, scheme.full_total()),
        full: scheme.ceiling.max(scheme.full_total()),
        of: scheme.points_of(root),
    }
}

/// A drawing as a file: its classes in the colours of the light theme, the shapes it refers to drawn in.
fn framed(drawing: &dyn Drawing, id: &str, title: &str) -> String {
    let frame = Frame { id, title, description: "手册例子", mark: None, width: Width::Half };
    let svg = drawing.draw(&frame);
    let view =
        svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next()).expect("a view box");
    let (width, height) = view.split_once(' ').expect("width and height");
    let (tag, rest) = svg.split_once('>').expect("a tag");
    let tag = tag.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    format!(
        "{tag}><style>{}</style><rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>{rest}\n",
        style(rest)
    )
}

/// The rules of the theme's stylesheet whose classes the drawing has.
fn style(svg: &str) -> String {
    let tokens = source("themes/bulletin/assets/tokens.css");
    let light = tokens.split("@media").next().expect("the light theme stands first");
    let colours: BTreeMap<&str, &str> = light
        .split(';')
        .filter_map(|one| one.rsplit_once("--").map(|(_, last)| last))
        .filter_map(|one| one.split_once(": "))
        .collect();
    let used: Vec<&str> = svg
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_whitespace)
        .collect();
    let sheet = source("themes/bulletin/assets/charts.css");
    let screen = sheet.split("@media").next().expect("paper stands last");
    let mut found = String::new();
    for rule in screen.lines().filter(|line| line.starts_with('.')) {
        let (selectors, body) = rule.split_once('{').expect("a rule has a body");
        let kept: Vec<&str> = selectors
            .split(',')
            .map(str::trim)
            .filter(|selector| !selector.contains(" a"))
            .filter(|selector| {
                let last = selector.rsplit(['.', ' ']).next().expect("a selector has a last word");
                last == "chart" || last == "text" || used.contains(&last)
            })
            .collect();
        if !kept.is_empty() {
            found += &kept.join(",");
            found.push('{');
            found += body.trim();
        }
    }
    for (name, value) in colours {
        let value = if name == "sans" { "'Noto Sans CJK SC','Microsoft YaHei',sans-serif" } else { value };
        found = found.replace(&format!("var(--{name})"), value);
    }
    assert!(!found.contains("var("), "{found}");
    found
}
