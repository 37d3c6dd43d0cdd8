//! A subject of its own: its results under all schemes, and whom it is paired with.

use super::words::ended;
use crate::history::Standing;
use crate::model::{PartnerCounty, PartnerKind};

/// The newest results, as each scheme has them.
pub(crate) fn sentence(results: &[String]) -> String {
    if results.is_empty() { "这个对象还没有任何评价结果。".to_owned() } else { ended(results) }
}

/// 2019年度协作·各市“较好”，91.84分，第4名
pub(crate) fn result(standing: &Standing, scheme: &str) -> Option<String> {
    let (result, grade) = (standing.result(), standing.grade()?);
    let place = super::result::places_of(result, standing.group());
    Some(format!(
        "{}年度{scheme}“{}”，{}分{place}",
        standing.year,
        grade.name,
        super::scale::published(&standing.scored.evaluation.scheme, result)?
    ))
}

/// What kind of pairing it is.
pub(crate) fn partner_kind(kind: PartnerKind) -> &'static str {
    match kind {
        PartnerKind::Eastwest => "东西部协作",
        PartnerKind::Province => "省内对口帮扶",
    }
}

/// A county of a pairing with what has to be known of it: 若尔盖县（深度贫困县，待核实）
pub(crate) fn county(county: &PartnerCounty) -> String {
    let remarks = [
        county.by.as_ref().map(|by| format!("{by}结对")),
        county.deep.then(|| "深度贫困县".to_owned()),
        county.uncertain.then(|| "待核实".to_owned()),
    ];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    if remarks.is_empty() {
        county.name.clone()
    } else {
        format!("{}（{}）", county.name, remarks.join("，"))
    }
}
