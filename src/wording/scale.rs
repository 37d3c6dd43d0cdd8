//! Scores as their scheme states them: of a hundred, or in the points of what is scored (分值制).

use rust_decimal::Decimal;

use super::number::{figure, two};
use crate::history::Standing;
use crate::model::{NodeIndex, NodeResult, Scheme, SubjectResult};

/// A printed score with its full points, where the scheme is written in points: `13.50 / 15`, else `92.00`.
pub(crate) fn of_full(scheme: &Scheme, node: NodeIndex, score: String) -> String {
    scheme.points_of(node).map_or_else(|| score.clone(), |full| format!("{score} / {}", figure(full)))
}

/// A total with its full points, where the scheme is written in points.
pub(crate) fn of_total(scheme: &Scheme, score: String) -> String {
    of_full(scheme, NodeIndex::new(Scheme::ROOT), score)
}

/// A node's score with two decimals and, where the scheme is written in points, with its full points; `None` where it has no
/// score.
pub(crate) fn node(scheme: &Scheme, node: NodeIndex, result: &NodeResult) -> Option<String> {
    result.told().map(|told| of_full(scheme, node, two(told)))
}

/// A published score with the decimals that show its grade and its place.
pub(crate) fn published(scheme: &Scheme, result: &SubjectResult) -> Option<String> {
    Some(of_total(scheme, super::number::places(result.told()?, result.decimals.max(2))))
}

/// A number of a node's scale with two decimals, as a median of scores.
pub(crate) fn number(scheme: &Scheme, index: NodeIndex, value: Decimal) -> String {
    of_full(scheme, index, two(value))
}

/// A year's published score with two decimals, in that year's scale.
pub(crate) fn two_of(standing: &Standing) -> Option<String> {
    Some(of_total(&standing.scored.evaluation.scheme, two(standing.result().told()?)))
}

/// What the column of weights is called: in a points scheme they are the full points.
pub(crate) fn weight_head(scheme: &Scheme) -> &'static str {
    if scheme.in_points() { "分值" } else { "权重 %" }
}

/// What weights and contributions of a tree are told in.
pub(crate) fn tree_caption(scheme: &Scheme) -> &'static str {
    if scheme.in_points() {
        "分值、贡献为占总分的分数，有不计的已折算；点得分看逐项依据，点名称看各对象比较"
    } else {
        "权重、贡献按占总分百分数列示；点得分看逐项依据，点名称看各对象比较"
    }
}

/// What lost points are told in.
pub(crate) fn lift_caption(scheme: &Scheme) -> &'static str {
    if scheme.in_points() {
        "失分最多的指标：分值减去现有贡献"
    } else {
        "失分最多的指标：满分时的权重减去现有贡献"
    }
}

/// What the weights of a method are.
pub(crate) fn weights_caption(scheme: &Scheme) -> &'static str {
    if scheme.in_points() { "分值为本项的满分" } else { "权重为在同级中所占" }
}

/// What thresholds and points of grades are of.
pub(crate) fn grades_caption(scheme: &Scheme) -> String {
    full(scheme, NodeIndex::new(Scheme::ROOT)).map_or_else(
        || "等次与分数线".to_owned(),
        |full| format!("等次与分数线（得分占满分的百分数；总分{full}）"),
    )
}

/// What a full score is called where no node is meant: `满分15`; nothing where all have a hundred.
pub(crate) fn full(scheme: &Scheme, node: NodeIndex) -> Option<String> {
    scheme.in_points().then(|| format!("满分{}", figure(scheme.full(node))))
}

/// A grade's threshold for a node: `达到90`; in points `达到13.5（满分的90%）`. For the lowest grade `低于…`.
pub fn threshold(scheme: &Scheme, node: NodeIndex, grade: crate::model::GradeIndex) -> String {
    let from = scheme.grade(grade).from;
    let (word, from) = match grade.get().checked_sub(1) {
        Some(better) if from.is_zero() => ("低于", scheme.grades[better].from),
        Some(_) | None => ("达到", from),
    };
    let text = format!("{word}{}", super::words::number(scheme.scaled(node, from)));
    if scheme.full(node) == Decimal::ONE_HUNDRED {
        return text;
    }
    format!("{text}（满分的{}%）", super::words::number(from))
}
