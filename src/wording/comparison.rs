//! Two years of a scheme side by side in words: who rose and who fell, who is new or gone, what can be compared.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::number::{dash, signed_to};
use super::overview::{few, names_or_count};
use super::pictures::Caption;
use super::words::{beside, ended};
use super::{Told, year_before};
use crate::attribution::{NoSplit, Split};
use crate::history::{Comparable, Compared, Comparison, NodeDiff, NodeMove};
use crate::model::{DatedName, NodeResult, Role, State, SubjectId};

/// Names in a sentence at most.
const NAMED: usize = 8;

/// What the parts of a change are called.
pub(crate) const PARTS: [&str; 4] = ["自身变化", "同组变化", "方案变化", "舍入"];

/// Two years of a scheme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TwoYears<'s, 'a> {
    pub earlier: &'s Told<'a>,
    pub later: &'s Told<'a>,
    pub comparison: &'s Comparison<'a>,
}

impl<'a> TwoYears<'_, 'a> {
    /// 2018年度 and 2019年度
    pub fn titles(&self) -> [&'a str; 2] {
        [&self.earlier.year.title, &self.later.year.title]
    }

    /// A subject's name: the later year's, the earlier one's where it is gone.
    pub fn name(&self, subject: &Compared) -> &'a DatedName {
        match (&subject.later, &subject.earlier) {
            (Some(standing), _) => self.later.names[standing.subject.get()],
            (None, Some(standing)) => self.earlier.names[standing.subject.get()],
            (None, None) => unreachable!("a compared subject stands in one of the years"),
        }
    }

    fn short(&self, subject: &Compared) -> &'a str {
        &self.name(subject).short
    }

    /// Whose grade rose, or fell.
    fn turned(&self, way: Ordering) -> Vec<&Compared<'a>> {
        let moved = |of: &&Compared| of.grade_change().is_some_and(|by| by.cmp(&0) == way);
        self.comparison.in_both().filter(moved).collect()
    }

    fn shorts(&self, subjects: &[&Compared<'a>]) -> Vec<&'a str> {
        subjects.iter().map(|subject| self.short(subject)).collect()
    }
}

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
pub(crate) fn sentence(years: TwoYears) -> String {
    let (unit, noun) = (years.later.unit(), &years.later.scheme.noun);
    let both = years.comparison.in_both().count();
    let [year, later] = years.titles();
    if both == 0 {
        return format!("{year}评价的对象与{later}没有相同的。");
    }
    let scores = Tally::of(years.comparison.in_both().filter_map(Compared::score_change));
    let grades = Tally::of(years.comparison.in_both().filter_map(Compared::grade_change));
    let mut text = format!("与{year}相比，");
    text += &match scores.all() {
        0 => format!("{}没有两年都公布的得分", noun.of(both)),
        all if all == both && scores.same == all => format!("{}得分都没有变化", noun.of(both)),
        _ => format!("{}中{}", noun.of(both), scores.told(unit, ["得分提高", "得分下降", "得分不变"])),
    };
    text += &match (grades.all(), grades.up + grades.down) {
        (0, _) if !years.earlier.is_graded() && !years.later.is_graded() => String::new(),
        (0, _) => "；两年等次不能对照".to_owned(),
        (all, 0) if all == both => "；等次都没有变化".to_owned(),
        _ => format!("；{}", grades.told(unit, ["等次上升", "等次下降", "等次不变"])),
    };
    text + "。"
}

/// Whose grade changed, who is new or gone, whether the scheme changed.
pub(crate) fn more(years: TwoYears) -> String {
    let subjects = &years.comparison.subjects;
    let mut parts = Vec::new();
    for (way, word) in [(Ordering::Greater, "升为"), (Ordering::Less, "降为")] {
        let mut to: Vec<(&str, Vec<&str>)> = Vec::new();
        for subject in years.turned(way) {
            let grade = subject.later.and_then(|of| of.result().grade).map(|of| years.later.grade_name(of));
            let Some(grade) = grade else { continue };
            match to.iter_mut().find(|(known, _)| *known == grade) {
                Some((_, names)) => names.push(years.short(subject)),
                None => to.push((grade, vec![years.short(subject)])),
            }
        }
        if (1..=NAMED).contains(&to.iter().map(|(_, names)| names.len()).sum::<usize>()) {
            let told =
                to.iter().map(|(grade, names)| beside([&*names.join("、"), &*format!("{word}“{grade}”")]));
            parts.push(told.collect::<Vec<_>>().join("，"));
        }
    }
    let named = |list: Vec<&Compared>, word: &str| {
        let found = names_or_count(&years.shorts(&list), NAMED, years.later.unit());
        found.map(|names| beside([&*names, word]))
    };
    let listed = |merged: bool| {
        let new = subjects.iter().filter(|subject| subject.earlier.is_none());
        let (this, that) = (years.earlier.scheme, years.later.scheme);
        new.filter(|subject| that.lineage.on(subject.id, this.cutoff).merged == merged).collect::<Vec<_>>()
    };
    parts.extend(named(listed(false), &format!("自{}起列入", years.titles()[1])));
    // Who was merged into one is gone, but not left out.
    parts.extend(
        listed(true).iter().map(|subject| format!("{}{}", years.short(subject), only(years, subject))),
    );
    let gone = subjects.iter().filter(|of| of.later.is_none() && only(years, of) == GONE).collect();
    parts.extend(named(gone, GONE));
    parts.push(if years.comparison.diff.same_method() {
        "两年计分办法相同".to_owned()
    } else {
        "两年方案有所不同，不能直接比较的各项已标明".to_owned()
    });
    ended(&parts)
}

/// How many grades rose, or fell, and whose.
pub(crate) fn turned(years: TwoYears, way: Ordering) -> (usize, String) {
    let names = years.shorts(&years.turned(way));
    let told = match names.len() {
        0 => "没有".to_owned(),
        1..=4 => names.join("、"),
        count => format!("{}等{count}{}", names[..3].join("、"), years.later.unit()),
    };
    (names.len(), told)
}

/// How many scores rose, of how many, and whose rose most.
pub(crate) fn risen(years: TwoYears) -> (usize, usize, String) {
    let changes: Vec<_> =
        years.comparison.in_both().filter_map(|of| Some((of.score_change()?, years.short(of)))).collect();
    let up = || changes.iter().filter(|(change, _)| *change > Decimal::ZERO);
    let most = up().map(|(change, _)| *change).max();
    let told = most.map_or_else(
        || "没有得分提高的".to_owned(),
        |most| {
            let names: Vec<&str> =
                up().filter(|(change, _)| *change == most).map(|(_, name)| *name).collect();
            let names = names_or_count(&names, NAMED, years.later.unit()).unwrap_or_default();
            format!("{names} {} 最多", signed_to(most, years.later.scheme.change_decimals(Role::Total, most)))
        },
    );
    (up().count(), changes.len(), told)
}

/// How many items are to be compared with care, and how many not at all.
pub(crate) fn comparability(care: usize, no: usize) -> String {
    match (care, no) {
        (0, 0) => "两年算法相同".to_owned(),
        (care, 0) => format!("{care}项须慎比"),
        (0, no) => format!("{no}项不可比"),
        (care, no) => format!("{care}项须慎比，{no}项不可比"),
    }
}

/// What a list of all comparisons holds.
pub(crate) fn all(count: usize) -> String {
    format!("同一方案两个年度的对照，共{count}组：谁升谁降，变化从哪里来，哪些不能比较。")
}

/// Whether a node can be compared, in a word; nothing where it can.
pub(crate) fn mark(node: &NodeDiff) -> &'static str {
    match (node.comparable, node.earlier, node.later) {
        (_, None, _) => "新增",
        (_, _, None) => "取消",
        (Comparable::Yes, ..) => "",
        (of @ (Comparable::No | Comparable::WithCare), ..) => comparable(of),
    }
}

/// Whether something can be compared, in a word.
pub(crate) fn comparable(of: Comparable) -> &'static str {
    match of {
        Comparable::Yes => "可比",
        Comparable::WithCare => "慎比",
        Comparable::No => "不可比",
    }
}

/// What is said of a subject that the later year does not list.
const GONE: &str = "不再列入";

/// Where one year only has a subject: 新增, 不再列入, 由甲、乙合并, 并入丙.
pub(crate) fn only(years: TwoYears, subject: &Compared) -> String {
    let (this, that) = (years.earlier.scheme, years.later.scheme);
    match (&subject.earlier, &subject.later) {
        (None, _) => {
            let then = that.lineage.on(subject.id, this.cutoff);
            if !then.merged {
                return "新增".to_owned();
            }
            // Not all of those that were merged need have been evaluated.
            let name = |id: &SubjectId| {
                let subject = years.later.all.get(id).or_else(|| years.earlier.all.get(id));
                subject.map_or_else(|| id.to_string(), |of| of.name_on(this.cutoff).short.clone())
            };
            format!("由{}合并", then.ids.iter().map(name).collect::<Vec<_>>().join("、"))
        }
        (_, None) => {
            let into =
                that.subjects.iter().position(|id| that.lineage.on(id, this.cutoff).ids.contains(subject.id));
            into.map_or_else(|| GONE.to_owned(), |at| format!("并入{}", years.later.names[at].short))
        }
        _ => String::new(),
    }
}

/// Why a node has no change of its score.
pub(crate) fn no_change(years: TwoYears, moved: &NodeMove) -> String {
    let before = |state: &str| format!("{}{state}", year_before(years.later.year.year, years.earlier.year));
    let state = |result: Option<&NodeResult>| result.map(|result| result.state);
    match [state(moved.earlier), state(moved.later)] {
        [_, Some(State::Undefined)] => "无法计算".to_owned(),
        [Some(State::Undefined), _] => before("无法计算"),
        [_, Some(State::Missing)] => "缺报".to_owned(),
        [Some(State::Missing), _] => before("缺报"),
        [_, Some(State::NotApplicable)] => "不适用".to_owned(),
        [Some(State::NotApplicable), _] => before("不适用"),
        _ => dash(),
    }
}

/// Why a change is not split, in words; `None` where numbers grew too large.
pub(crate) fn no_split(reason: Option<NoSplit>) -> &'static str {
    match reason {
        None => "数值过大，不能拆分",
        Some(NoSplit::NotInBoth) => "只有一年列入评价",
        Some(NoSplit::NoScore) => "有一年没有公布得分",
        Some(NoSplit::NotReproduced) => "按现有内容重算与公布得分不符，不作拆分",
        Some(NoSplit::NotScorable) => "按另一年的方案计不出得分，不作拆分",
    }
}

/// Around the picture of the changes taken apart; `drawn` of all the splits are shown.
pub(crate) fn parts(years: TwoYears, splits: &[(&Compared, Split)], drawn: usize) -> Caption {
    Caption::new(
        finding(years, splits),
        format!(
            "单位：分，横轴的零为{}得分；自上而下依次为{}，黑线为合计{}",
            years.titles()[0],
            PARTS.join("、"),
            most_changed(splits.len(), drawn)
        ),
        "每个对象的得分变化分为四部分，首尾相接，合计等于两年公布得分之差。",
    )
}

/// That a picture shows a part of the subjects only, where it does.
pub(super) fn most_changed(all: usize, drawn: usize) -> String {
    if drawn < all {
        format!("；对象共{all}个，图示变化最大的{drawn}个")
    } else {
        String::new()
    }
}

/// What there is to see: who fell without doing worse, who rose without doing better, or what most changes come from.
fn finding(years: TwoYears, splits: &[(&Compared, Split)]) -> String {
    let (zero, unit) = (Decimal::ZERO, years.later.unit());
    let told = |wanted: &dyn Fn(&Split) -> bool, words: &str| {
        let found = splits.iter().filter(|(_, split)| wanted(split));
        let names: Vec<_> = found.map(|(of, _)| years.short(of)).collect();
        few(&names, unit).map(|names| beside([&*names, words]))
    };
    let fell = told(&|split| split.total < zero && split.own >= zero, "得分下降，自身并未退步");
    let rose = told(&|split| split.total > zero && split.own <= zero, "得分提高，自身并未进步");
    fell.or(rose).unwrap_or_else(|| {
        let changed: Vec<_> = splits.iter().filter(|(_, split)| !split.total.is_zero()).collect();
        if changed.is_empty() {
            return format!("{}{unit}得分都没有变化", splits.len());
        }
        let own = changed.iter().filter(|(_, split)| {
            [split.peers, split.scheme, split.rounding].iter().all(|part| part.abs() < split.own.abs())
        });
        format!("{}{unit}得分有变化，其中{}{unit}主要来自自身", changed.len(), own.count())
    })
}

/// Around the picture of the scores of both years; `drawn` of all the subjects are shown.
pub(crate) fn slope(years: TwoYears, all: usize, drawn: usize) -> Caption {
    let told = |way, word: &str| {
        let names = few(&years.shorts(&years.turned(way)), years.later.unit());
        names.map(|names| beside([&*names, "等次", word]))
    };
    let findings: Vec<_> =
        [told(Ordering::Greater, "上升"), told(Ordering::Less, "下降")].into_iter().flatten().collect();
    let [first, second] = years.titles();
    let graded = years.earlier.is_graded() && years.later.is_graded();
    let (title, shapes) = match graded {
        true if findings.is_empty() => ("等次没有变化".to_owned(), "，形状为当年等次；粗线为等次有变的对象"),
        true => (findings.join("，"), "，形状为当年等次；粗线为等次有变的对象"),
        false => ("各对象的得分变化".to_owned(), ""),
    };
    Caption::new(
        title,
        format!("两年公布得分{shapes}{}", most_changed(all, drawn)),
        format!("各对象{first}与{second}的公布得分，两两相连。"),
    )
}
