//! Subjects that are compared and ranked in several groups: what pages say about each of them.

use rust_decimal::Decimal;

use crate::history::Spread;
use crate::model::{NodeIndex, SubjectIndex};
use crate::site::base::keys::Key;
use crate::site::base::number::two;
use crate::site::base::scheme::SchemeSite;

/// Groups that a sentence, a title or a row of key numbers can name.
pub(crate) const NAMED: usize = 4;

impl<'a> SchemeSite<'a> {
    /// Whether there are several groups.
    pub(crate) fn is_grouped(&self) -> bool {
        self.results.groups.len() > 1
    }

    /// The group a subject is ranked in, where there are several.
    pub(crate) fn group_of(&self, subject: SubjectIndex) -> Option<&'a str> {
        let group = self.results.groups.get(self.result(subject).group).and_then(Option::as_deref);
        group.filter(|_| self.is_grouped())
    }

    /// The groups with their names, where there are several, and few enough to be named.
    pub(crate) fn named_groups(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let groups = &self.results.groups;
        let shown = if (2..=NAMED).contains(&groups.len()) { &groups[..] } else { &[] };
        shown.iter().enumerate().filter_map(|(at, name)| Some((at, name.as_deref()?)))
    }

    /// 城区2县、平原县3县
    pub(crate) fn groups_in_words(&self) -> String {
        let unit = self.unit();
        let one = |(at, name)| format!("{name}{}{unit}", self.results.sizes[at]);
        self.named_groups().map(one).collect::<Vec<_>>().join("、")
    }

    /// The middle of the scores at a node as key numbers: one, or one for each group that is named.
    pub(crate) fn median_keys(&self, node: NodeIndex) -> Vec<Key> {
        let key = |group: usize, name: String| {
            let spread = self.spreads.at(group, node)?;
            let note = format!("最高 {}，最低 {}", two(spread.best), two(spread.worst));
            Some(Key::new(name, two(spread.median), "", note))
        };
        if !self.is_grouped() {
            return key(0, "得分中位数".to_owned()).into_iter().collect();
        }
        self.named_groups().filter_map(|(at, name)| key(at, format!("得分中位数（{name}）"))).collect()
    }

    /// Median, highest and lowest score at a node; the medians of the groups stand side by side.
    pub(crate) fn spread_in_words(&self, node: NodeIndex) -> (String, String, String) {
        let dash = || "–".to_owned();
        let groups = 0..self.results.groups.len();
        let spreads: Vec<Option<&Spread>> = groups.map(|group| self.spreads.at(group, node)).collect();
        let some = || spreads.iter().copied().flatten();
        let median = |spread: &Option<&Spread>| spread.map_or_else(dash, |spread| two(spread.median));
        let medians = match spreads.len() {
            0..=NAMED => spreads.iter().map(median).collect::<Vec<_>>().join(" / "),
            _ => dash(),
        };
        let number = |value: Option<Decimal>| value.map_or_else(dash, two);
        (medians, number(some().map(|of| of.best).max()), number(some().map(|of| of.worst).min()))
    }
}
