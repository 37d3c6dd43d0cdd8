//! The key numbers of a comparison.

use std::cmp::Ordering;

use crate::history::Comparable;
use crate::model::{NodeIndex, Scheme};
use crate::site::base::Key;
use crate::site::parts::sides::Sides;
use crate::wording::comparison;
use crate::wording::scale;

/// The key numbers.
pub(crate) fn keys(sides: &Sides) -> Vec<Key> {
    let (unit, told) = (sides.later.unit(), sides.told());
    let turned = |name: &str, way: Ordering| {
        let (count, names) = comparison::turned(told, way);
        Key::new(name, count.to_string(), unit, names)
    };
    let mut keys = vec![turned("等次上升", Ordering::Greater), turned("等次下降", Ordering::Less)];
    let (risen, all, note) = comparison::risen(told);
    keys.push(Key::new("得分提高", risen.to_string(), format!("/ {all}{unit}"), note));
    let root = NodeIndex::new(Scheme::ROOT);
    if let Some(spread) = sides.later.spreads.at(0, root) {
        let before = sides.earlier.spreads.at(0, root);
        let note = before.map_or_else(
            || "没有可比的得分".to_owned(),
            |before| {
                format!("{} {}", told.titles()[0], scale::number(sides.earlier.scheme, root, before.median))
            },
        );
        // Of several groups the one that stands first, by its name.
        let group = sides.later.results.groups.first().and_then(Option::as_deref).unwrap_or_default();
        keys.push(Key::new(
            format!("{group}得分中位数"),
            scale::number(sides.later.scheme, root, spread.median),
            "",
            note,
        ));
    }
    let comparable = |wanted: Comparable| {
        let nodes = sides.later.paged_nodes();
        nodes.filter(|node| sides.comparison.diff.node(*node).comparable == wanted).count()
    };
    let [plain, care, no] = [Comparable::Yes, Comparable::WithCare, Comparable::No].map(comparable);
    let note = comparison::comparability(care, no);
    keys.push(Key::new("可比指标", plain.to_string(), format!("/ {}", plain + care + no), note));
    keys
}
