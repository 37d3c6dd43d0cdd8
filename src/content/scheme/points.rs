//! A scheme that is written in points and read as one of a hundred: each of its leaves would score next to nothing.

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use crate::diagnostics::{Code, Span, some};
use crate::model::{Body, Method, Node, Weighting, Worth};

/// Refuses a scheme of a hundred in which each leaf weighs less than that, and every method that states a full score of its
/// own below a hundred states the leaf's weight.
pub(super) fn check(map: &Mapping<'_>, nodes: &[Node], place: &dyn Fn(&Node) -> Option<Span>) {
    let leaves = || nodes.iter().filter(|node| node.method().is_some());
    let weighs = |node: &&Node| {
        let parent = node.parent.map(|parent| &nodes[parent.get()].body);
        !matches!(parent, Some(Body::Branch { weighting: Weighting::Equal, .. }))
    };
    let own: Vec<(&Node, Decimal)> = leaves()
        .filter_map(|node| Some((node, most(node.method()?)?)))
        .filter(|(_, most)| *most < Decimal::ONE_HUNDRED)
        .collect();
    let alike = |(node, most): &(&Node, Decimal)| weighs(node) && node.weight == *most;
    let Some((first, most)) = own.first() else { return };
    if !own.iter().all(alike) || leaves().any(|node| node.weight >= Decimal::ONE_HUNDRED) {
        return;
    }
    let file = map.value().file;
    let title = |(node, most): &(&Node, Decimal)| format!("“{}”{most}分", node.title);
    let text = format!(
        "“{}”最高得{most}分，恰是它的 weight：方案像是按分值写的，却没有写 scale: points，{most}分会当作100分里的{most}分",
        first.title
    );
    let problem = file.problem(Code::WrittenInPoints, place(first).unwrap_or(map.value().span()), text);
    file.report(problem.found(some(&own.iter().map(title).collect::<Vec<_>>())).hint(
        "按分值写的方案，请在文件开头写 scale: points 和 weighting: points，各项的计分数字都用本项的分；\
         确是百分制的，各项满分写100，weight 只表示权重",
    ));
}

/// The most a method gives, where it states that itself.
fn most(method: &Method) -> Option<Decimal> {
    match method {
        Method::Median { best, .. } => Some(*best),
        Method::Range { at_best, .. } => Some(*at_best),
        Method::Steps { steps, .. } => steps.iter().map(|(_, score)| *score).max(),
        Method::Rank { worth: Worth::Steps { first, .. }, .. } => Some(*first),
        Method::Rank { worth: Worth::Spread { best, .. }, .. } => Some(*best),
        Method::Options(options) => options.iter().map(|option| option.points).max(),
        Method::Deductions { start, .. } => Some(*start),
        Method::Grade
        | Method::Score { .. }
        | Method::Task { .. }
        | Method::Standard { .. }
        | Method::Attain { .. }
        | Method::Raters { .. } => None,
    }
}
