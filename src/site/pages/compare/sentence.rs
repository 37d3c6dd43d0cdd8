//! The first sentences and the key numbers of a comparison.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::history::{Comparable, Compared};
use crate::model::{NodeIndex, Scheme};
use crate::site::base::keys::Key;
use crate::site::base::number::{signed, two};
use crate::site::parts::sides::{Sides, grade_change, score_change};

/// Names in a sentence at most.
const NAMED: usize = 8;

/// How many rose, fell and stayed.
struct Tally {
    up: usize,
    down: usize,
    same: usize,
}

impl Tally {
    fn of<T: Ord + Default>(changes: impl Iterator<Item = T>) -> Self {
        let mut tally = Self { up: 0, down: 0, same: 0 };
        for change in changes {
            match change.cmp(&T::default()) {
                Ordering::Greater => tally.up += 1,
                Ordering::Less => tally.down += 1,
                Ordering::Equal => tally.same += 1,
            }
        }
        tally
    }

    fn all(&self) -> usize {
        self.up + self.down + self.same
    }

    /// 7市提高、3市下降
    fn told(&self, unit: &str, [up, down, same]: [&str; 3]) -> String {
        let parts = [(self.up, up), (self.down, down), (self.same, same)];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, word)| format!("{count}{unit}{word}")).collect::<Vec<_>>().join("、")
    }
}

/// Who rose and who fell: 与2018年度相比，10市中7市得分提高、3市得分下降；2市等次上升、1市等次下降、7市等次不变。
pub(crate) fn sentence(sides: &Sides) -> String {
    let unit = sides.later.unit();
    let both = sides.comparison.in_both().count();
    let year = sides.years()[0];
    if both == 0 {
        return format!("{year}评价的对象与{}没有相同的。", sides.years()[1]);
    }
    let scores = Tally::of(sides.comparison.in_both().filter_map(score_change));
    let grades = Tally::of(sides.comparison.in_both().filter_map(grade_change));
    let mut text = format!("与{year}相比，");
    text += &match scores.all() {
        0 => format!("{both}{unit}没有两年都公布的得分"),
        all if all == both && scores.same == all => format!("{both}{unit}得分都没有变化"),
        _ => format!("{both}{unit}中{}", scores.told(unit, ["得分提高", "得分下降", "得分不变"])),
    };
    text += &match (grades.all(), grades.up + grades.down) {
        (0, _) => "；两年等次不能对照".to_owned(),
        (all, 0) if all == both => "；等次都没有变化".to_owned(),
        _ => format!("；{}", grades.told(unit, ["等次上升", "等次下降", "等次不变"])),
    };
    text + "。"
}

/// Whose grade changed, who is new or gone, whether the scheme changed.
pub(crate) fn more(sides: &Sides) -> String {
    let subjects = &sides.comparison.subjects;
    let mut parts = Vec::new();
    for (rose, word) in [(true, "升为"), (false, "降为")] {
        let moved = subjects
            .iter()
            .filter(|subject| grade_change(subject).is_some_and(|by| if rose { by > 0 } else { by < 0 }));
        let mut to: Vec<(&str, Vec<&str>)> = Vec::new();
        for (grade, name) in moved.filter_map(|of| Some((sides.grades(of)[1]?.name, sides.short(of)))) {
            match to.iter_mut().find(|(known, _)| *known == grade) {
                Some((_, names)) => names.push(name),
                None => to.push((grade, vec![name])),
            }
        }
        if (1..=NAMED).contains(&to.iter().map(|(_, names)| names.len()).sum::<usize>()) {
            let told = to.iter().map(|(grade, names)| format!("{}{word}“{grade}”", names.join("、")));
            parts.push(told.collect::<Vec<_>>().join("，"));
        }
    }
    let named = |list: Vec<&Compared>, word: &str| match list.len() {
        0 => None,
        1..=NAMED => {
            let names: Vec<_> = list.iter().map(|subject| sides.short(subject)).collect();
            Some(format!("{}{word}", names.join("、")))
        }
        count => Some(format!("{count}{}{word}", sides.later.unit())),
    };
    let new = subjects.iter().filter(|subject| subject.earlier.is_none()).collect();
    parts.extend(named(new, &format!("自{}起列入", sides.years()[1])));
    let gone = subjects.iter().filter(|subject| subject.later.is_none()).collect();
    parts.extend(named(gone, "不再列入"));
    parts.push(if sides.comparison.diff.same_method() {
        "两年计分办法相同".to_owned()
    } else {
        "两年方案有所不同，不能直接比较的各项已标明".to_owned()
    });
    parts.join("；") + "。"
}

/// The key numbers.
pub(crate) fn keys(sides: &Sides) -> Vec<Key> {
    let unit = sides.later.unit();
    let both: Vec<&Compared> = sides.comparison.in_both().collect();
    let grades = Tally::of(both.iter().filter_map(|subject| grade_change(subject)));
    let names = |rose: bool| {
        let moved = both
            .iter()
            .filter(|subject| grade_change(subject).is_some_and(|by| if rose { by > 0 } else { by < 0 }));
        let names: Vec<_> = moved.map(|subject| sides.short(subject)).collect();
        match names.len() {
            0 => "没有".to_owned(),
            1..=4 => names.join("、"),
            count => format!("{}等{count}{unit}", names[..3].join("、")),
        }
    };
    let mut keys = vec![
        Key::new("等次上升", grades.up.to_string(), unit, names(true)),
        Key::new("等次下降", grades.down.to_string(), unit, names(false)),
    ];
    let changes: Vec<_> =
        both.iter().filter_map(|subject| Some((score_change(subject)?, sides.short(subject)))).collect();
    let scores = Tally::of(changes.iter().map(|(change, _)| *change));
    let most = changes.iter().rev().max_by_key(|(change, _)| *change).filter(|(by, _)| *by > Decimal::ZERO);
    let note = most.map_or_else(
        || "没有得分提高的".to_owned(),
        |(change, name)| format!("{name} {} 最多", signed(*change)),
    );
    keys.push(Key::new("得分提高", scores.up.to_string(), format!("/ {}{unit}", scores.all()), note));
    let root = NodeIndex::new(Scheme::ROOT);
    if let Some(spread) = sides.later.spreads.at(0, root) {
        let before = sides.earlier.spreads.at(0, root);
        let note = before.map_or_else(
            || "没有可比的得分".to_owned(),
            |before| format!("{} {}", sides.years()[0], two(before.median)),
        );
        let name = match sides.later.results.groups.len() {
            0 | 1 => "得分中位数",
            _ => "第一组得分中位数",
        };
        keys.push(Key::new(name, two(spread.median), "", note));
    }
    let (mut plain, mut care, mut all) = (0usize, 0usize, 0usize);
    for node in sides.later.paged_nodes() {
        all += 1;
        match sides.comparison.diff.node(node).comparable {
            Comparable::Yes => plain += 1,
            Comparable::WithCare => care += 1,
            Comparable::No => {}
        }
    }
    let note = match (care, all - plain - care) {
        (0, 0) => "两年算法相同".to_owned(),
        (care, 0) => format!("{care}项须慎比"),
        (0, no) => format!("{no}项不可比"),
        (care, no) => format!("{care}项须慎比，{no}项不可比"),
    };
    keys.push(Key::new("可比指标", plain.to_string(), format!("/ {all}"), note));
    keys
}
