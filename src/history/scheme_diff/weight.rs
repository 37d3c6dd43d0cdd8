//! What a node's weight comes to when everything applies.

use rust_decimal::Decimal;

use crate::model::{Aggregate, Body, Scheme, quantise};

/// A node's weight where all its siblings, and those of the nodes above it, count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeWeight {
    /// Percent among its siblings; `None` under a minimum.
    pub share: Option<Decimal>,
    /// Percent of the whole; `None` below a minimum.
    pub effective: Option<Decimal>,
}

/// The weights of all nodes.
pub(super) fn weights(scheme: &Scheme) -> Vec<NodeWeight> {
    // Carried unrounded, so that a third of a third is the same however it is declared.
    let mut whole = vec![None; scheme.nodes.len()];
    let mut weights = vec![NodeWeight::default(); scheme.nodes.len()];
    whole[Scheme::ROOT] = Some(Decimal::ONE_HUNDRED);
    weights[Scheme::ROOT] =
        NodeWeight { share: Some(Decimal::ONE_HUNDRED), effective: Some(Decimal::ONE_HUNDRED) };
    for index in scheme.indices() {
        let Body::Branch { aggregate, children, .. } = &scheme.node(index).body else { continue };
        if *aggregate == Aggregate::Minimum {
            continue;
        }
        let weight = |child| scheme.node(child).weight;
        let sum = children.iter().try_fold(Decimal::ZERO, |sum, child| sum.checked_add(weight(*child)));
        for child in children {
            let part = |of: Decimal| of.checked_mul(weight(*child))?.checked_div(sum?);
            whole[child.get()] = whole[index.get()].and_then(part);
            weights[child.get()] = NodeWeight {
                share: part(Decimal::ONE_HUNDRED).map(quantise),
                effective: whole[child.get()].map(quantise),
            };
        }
    }
    weights
}
