//! What of a record a workbook carries along: what its pages show and no more, since anybody can open a hidden sheet.

use serde_json::{Map, Value};

use super::patch::value;
use crate::content::outline;
use crate::entry::Asked;
use crate::model::{FigureIndex, SubjectIndex};

/// Lists and dates that stand in a subject's own workbook.
const OWN: [&str; 5] = ["events", "milestones", "rectification", "problems", "earlier_problems"];

/// The part of a record's text that a workbook shows, without comments; the part of a part is the same. Empty where there
/// is no record.
pub fn part(asked: &Asked<'_>, organ: Option<&str>, text: &str) -> String {
    let Some(tree) = outline(text) else { return String::new() };
    let Value::Object(mut all) = value(&tree) else { return String::new() };
    let scheme = asked.scheme();
    let provided = |by: &str| organ.is_none_or(|organ| organ == by);
    let mut kept = Map::new();
    if let Some(Value::Object(mut figures)) = all.remove("figures") {
        let any = SubjectIndex::new(0);
        let defs = scheme.figures.iter().enumerate();
        let own = defs.filter(|(at, _)| provided(&asked.figure(any, FigureIndex::new(*at)).by));
        let own = own.filter_map(|(_, def)| Some((def.id.clone(), figures.remove(&def.id)?)));
        kept.insert("figures".to_owned(), Value::Object(own.collect()));
    }
    if let Some(Value::Object(mut observations)) = all.remove("observations") {
        let own = scheme.nodes.iter().filter(|node| provided(node.source.as_deref().unwrap_or_default()));
        let own = own.filter_map(|node| Some((node.id.to_string(), observations.remove(node.id.as_str())?)));
        kept.insert("observations".to_owned(), Value::Object(own.collect()));
    }
    if organ.is_none() {
        kept.extend(OWN.iter().filter_map(|key| Some(((*key).to_owned(), all.remove(*key)?))));
    }
    Value::Object(kept).to_string()
}
