//! What a part does for a whole that is no sum of what its parts add.

use crate::model::{Aggregate, Body, NodeIndex, Scheme};

/// The aggregate through which a node's score reaches the total that is no mean, the nearest to the total; `None` where all
/// on the way are means, so that what it adds can be told in points.
pub(crate) fn bends(scheme: &Scheme, node: NodeIndex) -> Option<Aggregate> {
    let mut found = None;
    let mut at = scheme.node(node).parent;
    while let Some(index) = at {
        if let Body::Branch { aggregate, .. } = scheme.node(index).body
            && !aggregate.adds_up()
        {
            found = Some(aggregate);
        }
        at = scheme.node(index).parent;
    }
    found
}

/// What a node's weight is: a share of the total, or what it does under the aggregate.
pub(crate) fn weight_note(scheme: &Scheme, node: NodeIndex) -> &'static str {
    match bends(scheme, node) {
        None => "占总分；有不适用项时按规定折算",
        Some(Aggregate::Geometric) => "各级权重之积，在几何平均中作指数，不是占总分的份额",
        Some(Aggregate::Harmonic) => "各级权重之积，在调和平均中除以得分，不是占总分的份额",
        Some(Aggregate::Mean | Aggregate::Sum | Aggregate::Minimum) => "各级权重之积，不是占总分的份额",
    }
}

/// How the weights of a scheme's table of nodes are read.
pub(crate) fn weights_caption(scheme: &Scheme) -> &'static str {
    let bent = scheme.indices().find_map(|node| bends(scheme, node));
    match bent {
        None => super::scale::tree_caption(scheme),
        Some(Aggregate::Geometric) => {
            "权重为各级权重之积，几何平均以它为指数，不是占总分的份额；点得分看逐项依据，点名称看各对象比较"
        }
        Some(Aggregate::Harmonic) => {
            "权重为各级权重之积，调和平均以它除以得分，不是占总分的份额；点得分看逐项依据，点名称看各对象比较"
        }
        Some(Aggregate::Mean | Aggregate::Sum | Aggregate::Minimum) => {
            "权重为各级权重之积；取最低分的一级只看最低的一项；点得分看逐项依据，点名称看各对象比较"
        }
    }
}

/// How what a total lacks to full marks splits among its parts; `None` where it is their sum.
pub(crate) fn split(aggregate: Aggregate) -> Option<&'static str> {
    Some(match aggregate {
        Aggregate::Mean | Aggregate::Sum => return None,
        Aggregate::Geometric => {
            "总分是几何平均，不是各项之和：比满分少的分，按各项的权重（指数）乘以满分与得分之比的对数分摊；有为0的，都记在它名下"
        }
        Aggregate::Harmonic => {
            "总分是调和平均，不是各项之和：比满分少的分，按各项的权重乘以得分倒数与满分倒数之差分摊；有为0的，都记在它名下"
        }
        Aggregate::Minimum => "总分取最低分：比满分少的分都记在最低的一项名下",
    })
}
