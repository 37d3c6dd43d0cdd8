//! Subjects that are compared and ranked in several groups: what pages say about each of them.

use rust_decimal::Decimal;

use crate::history::Spread;
use crate::model::NodeIndex;
use crate::site::base::{Key, SchemeSite};
use crate::wording::NAMED;
use crate::wording::number::dash;
use crate::wording::overview::ends;
use crate::wording::scale;

impl SchemeSite<'_> {
    /// The middle of the scores at a node as key numbers: one, or one for each group that is named.
    pub(crate) fn median_keys(&self, node: NodeIndex) -> Vec<Key> {
        let key = |group: usize, name: String| {
            let spread = self.spreads.at(group, node)?;
            let median = scale::number(self.scheme, node, spread.median);
            Some(Key::new(name, median, "", ends(self.scheme, node, spread)))
        };
        if !self.is_grouped() {
            return key(0, "得分中位数".to_owned()).into_iter().collect();
        }
        self.named_groups().filter_map(|(at, name)| key(at, format!("得分中位数（{name}）"))).collect()
    }

    /// Median, highest and lowest score at a node; the medians of the groups stand side by side.
    pub(crate) fn spread_in_words(&self, node: NodeIndex) -> (String, String, String) {
        let groups = 0..self.results.groups.len();
        let spreads: Vec<Option<&Spread>> = groups.map(|group| self.spreads.at(group, node)).collect();
        let told = |value| scale::number(self.scheme, node, value);
        let some = || spreads.iter().copied().flatten();
        let median = |spread: &Option<&Spread>| spread.map_or_else(dash, |of| told(of.median));
        let medians = match spreads.len() {
            0..=NAMED => spreads.iter().map(median).collect::<Vec<_>>().join(" / "),
            _ => dash(),
        };
        let number = |value: Option<Decimal>| value.map_or_else(dash, told);
        (medians, number(some().map(|of| of.best).max()), number(some().map(|of| of.worst).min()))
    }
}
