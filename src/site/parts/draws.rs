//! What was drawn by lot, in a sentence.

use crate::model::{Draw, DrawKind};

/// What was drawn, in a sentence.
pub(crate) fn sentence(draw: &Draw) -> String {
    let of = draw.strata.len();
    let count = |depth: usize| drawn(std::slice::from_ref(draw), draw.kind, depth);
    match draw.kind {
        DrawKind::Counties => {
            let census: Vec<_> =
                draw.strata.iter().filter(|one| one.is_census()).map(|one| one.of.join("")).collect();
            let census = if census.is_empty() {
                String::new()
            } else {
                format!("，其中{}的县不多于应抽数，全部评估", census.join("、"))
            };
            format!("从{of}个受帮扶市州抽取{}个贫困县{census}。", count(1))
        }
        DrawKind::Sample => {
            let county = draw.strata.first().and_then(|one| one.of.first()).map_or("", String::as_str);
            let villages = draw.strata.iter().filter(|one| one.of.len() == 3).count();
            format!("在{county}{villages}个村抽取{}户。", count(3))
        }
    }
}

/// How many units were drawn in groups so many names deep.
pub(crate) fn drawn(draws: &[Draw], kind: DrawKind, depth: usize) -> usize {
    let strata = draws.iter().filter(|draw| draw.kind == kind).flat_map(|draw| &draw.strata);
    strata.filter(|stratum| stratum.of.len() == depth).map(|stratum| stratum.drawn.len()).sum()
}
