//! Scores as their scheme states them: of a hundred, or in the points of what is scored (分值制).

use rust_decimal::Decimal;

use super::number::{dash, figure, places, signed_to};
use crate::history::Standing;
use crate::model::{NodeIndex, NodeResult, Role, Scheme, SubjectResult};

/// A printed score with its full points, where the scheme is written in points: `13.50 / 15`, else `92.00`.
pub(crate) fn of_full(scheme: &Scheme, node: NodeIndex, score: String) -> String {
    match scheme.points_of(node) {
        Some(full) => format!("{score} / {}", figure(full)),
        None => score,
    }
}

/// A total with its full points, where the scheme is written in points.
pub(crate) fn of_total(scheme: &Scheme, score: String) -> String {
    of_full(scheme, NodeIndex::new(Scheme::ROOT), score)
}

/// A node's score with the decimals that show its grade and, where the scheme is written in points, with its full points;
/// `None` where it has no score.
pub(crate) fn node(scheme: &Scheme, node: NodeIndex, result: &NodeResult) -> Option<String> {
    result.told().map(|told| number(scheme, node, told))
}

/// The same as a note under a name: `得 92.00`; with full points it says by itself what it is.
pub(crate) fn got(scheme: &Scheme, index: NodeIndex, result: &NodeResult) -> String {
    let told = node(scheme, index, result).unwrap_or_else(dash);
    if scheme.in_points() { told } else { format!("得 {told}") }
}

/// A published score with the decimals that show its grade and its place.
pub(crate) fn published(scheme: &Scheme, result: &SubjectResult) -> Option<String> {
    Some(of_total(scheme, places(result.told()?, result.decimals)))
}

/// Decimals a total and its change are printed with where they stand beside each other.
pub(crate) fn change_decimals(scheme: &Scheme, result: &SubjectResult, change: Decimal) -> u32 {
    result.decimals.max(scheme.change_decimals(Role::Total, change))
}

/// A change of a total with the decimals of the total it led to, and as many more as show it.
pub(crate) fn changed(scheme: &Scheme, result: &SubjectResult, change: Decimal) -> String {
    signed_to(change, change_decimals(scheme, result, change))
}

/// The totals of two years and the change from one to the other, with as many decimals each; a dash for what is not there.
pub(crate) fn changed_between(
    [earlier, later]: [Option<&Standing>; 2],
    change: Option<Decimal>,
) -> ([String; 2], u32) {
    let sides = [earlier, later];
    let own = sides.iter().flatten().map(|of| of.result().decimals);
    let scheme = later.map(|of| &of.scored.evaluation.scheme);
    let of_change = scheme.zip(change).map(|(scheme, change)| scheme.change_decimals(Role::Total, change));
    let decimals = own.chain(of_change).max().unwrap_or(2);
    let told = |side: Option<&Standing>| {
        let told = side.and_then(|of| {
            Some(of_total(&of.scored.evaluation.scheme, places(of.result().told()?, decimals)))
        });
        told.unwrap_or_else(dash)
    };
    (sides.map(told), decimals)
}

/// What stands behind a change of totals that are told in different scales: without it the numbers beside each other
/// do not differ by the change.
pub(crate) fn of_hundred(alike: bool) -> &'static str {
    if alike { "" } else { "（折合百分制）" }
}

/// The same in the head of a column of changes, some of which or all are of a hundred.
pub(crate) fn heads_of_hundred(alike: impl IntoIterator<Item = bool>) -> &'static str {
    let (mut same, mut other) = (false, false);
    alike.into_iter().for_each(|alike| if alike { same = true } else { other = true });
    match (same, other) {
        (_, false) => "",
        (false, true) => of_hundred(false),
        (true, true) => "（满分不同的折合百分制）",
    }
}

/// A number of a node's scale, as a median of scores, printed as the node's scores are.
pub(crate) fn number(scheme: &Scheme, index: NodeIndex, value: Decimal) -> String {
    of_full(scheme, index, places(value, scheme.telling_decimals(index, value)))
}

/// A year's published score, in that year's scale.
pub(crate) fn published_in(standing: &Standing) -> Option<String> {
    published(&standing.scored.evaluation.scheme, standing.result())
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
