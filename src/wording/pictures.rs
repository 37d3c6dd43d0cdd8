//! The words around pictures: what there is to see, what is shown, and the same for who cannot see it.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::Serialize;

use super::comparison::most_changed;
use super::number::{measured, places, two};
use super::overview::names_or_count;
use super::words::beside;
use super::{NAMED, Told};
use crate::model::{Grade, MeasureUnit, NodeIndex, PeerStatistics, SubjectIndex, Year};

/// The words around a picture.
#[derive(Debug, Serialize)]
pub struct Caption {
    /// The finding.
    pub title: String,
    /// What is shown, its unit, where the axis starts.
    pub sub: String,
    /// What there is to see, for who cannot see it.
    pub description: String,
    /// Under the picture.
    pub note: Option<String>,
}

impl Caption {
    pub(crate) fn new(
        title: impl Into<String>,
        sub: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self { title: title.into(), sub: sub.into(), description: description.into(), note: None }
    }
}

/// Bars by rank, of the first `shown` subjects.
pub(crate) fn ranking(told: &Told, shown: usize) -> Caption {
    let (order, grouped) = (&told.results.order, told.ranks_groups());
    let leads =
        |subject: &&SubjectIndex| told.result(**subject).rank.is_some_and(|rank| !grouped || rank == 1);
    let leaders: Vec<_> = order[..shown].iter().filter(leads).collect();
    let leaders = if grouped { leaders } else { ahead(told, &leaders) };
    let first = leaders.iter().filter(|subject| told.result(***subject).rank == Some(1)).count();
    let leaders: Vec<_> = leaders.iter().map(|subject| told.short(**subject)).collect();
    let all = first > 1 && first == order.len();
    let title = if !grouped && (first > 3 || all) {
        format!("{}并列第1名", told.scheme.noun.of(first))
    } else if leaders.is_empty() || (grouped && leaders.len() > 2 * NAMED) {
        if told.adds_up() { "得分由各部分构成" } else { "各对象得分" }.to_owned()
    } else if grouped {
        beside([&*leaders.join("、"), "为各组第1名"])
    } else {
        beside([&*leaders.join("、"), "居前"])
    };
    let mut sub =
        if told.adds_up() { "每段长度为该部分对总分的贡献" } else { "条形长度为总分" }.to_owned();
    let groups: Vec<_> = told.named_groups().map(|(_, name)| name).collect();
    if grouped && !groups.is_empty() {
        sub += &format!("；依次为{}，分组排名", groups.join("、"));
    }
    if shown < order.len() {
        sub += &format!("；图示前{shown}{}，其余见表", told.unit());
    }
    let what = if told.scheme.is_graded() { "各对象得分与等次" } else { "各对象得分" };
    let description = beside([&*told.scheme.short, &*format!("{what}，自高到低排列。")]);
    Caption::new(title, sub, description)
}

/// The first three, or fewer where the last of them is equal to who comes next; all of the first place, however many.
fn ahead<'o>(told: &Told, ranked: &[&'o SubjectIndex]) -> Vec<&'o SubjectIndex> {
    let rank = |at: usize| ranked.get(at).and_then(|subject| told.result(**subject).rank);
    let mut count = ranked.len().min(3);
    while count > 0 && rank(count - 1) == rank(count) {
        count -= 1;
    }
    if count == 0 {
        count = ranked.iter().filter(|subject| told.result(***subject).rank == Some(1)).count();
    }
    ranked[..count].to_vec()
}

/// How many subjects had the best grade from the first year to the last.
pub(crate) fn distribution(told: &Told, first: (&str, u32), last: (&str, u32), several: bool) -> Caption {
    let (best, u) = (told.scheme.grades.first().map_or("", |grade| &*grade.name), told.unit());
    let title = if several && first.1 == last.1 {
        format!("{}年和{}年，“{best}”都是{}{u}", first.0, last.0, last.1)
    } else if several {
        format!("{}至{}年，“{best}”由{}{u}到{}{u}", first.0, last.0, first.1, last.1)
    } else {
        format!("“{best}”{}{u}", last.1)
    };
    let description = beside([&*told.scheme.short, "各年各等次的对象个数。"]);
    Caption::new(title, "按对象个数", description)
}

/// The same for all schemes; `other` is what some call the lowest grade that the others call `last`.
pub(crate) fn distributions(other: Option<(&str, &str)>) -> Caption {
    Caption {
        note: other.map(|(other, last)| format!("“{other}”与“{last}”同列最低一等，名称依各自文件。")),
        ..Caption::new("各方案等次分布", "按对象个数；深色为本年，浅色为往年", "各方案各年各等次的对象个数。")
    }
}

/// A subject's scores over the years.
pub(crate) fn trend(
    name: &str,
    years: [Year; 2],
    [first, last]: [Decimal; 2],
    (decimals, of): (u32, Option<Decimal>),
    graded: bool,
) -> Caption {
    let by = match last.cmp(&first) {
        Ordering::Greater => "升至",
        Ordering::Less => "降至",
        Ordering::Equal => "不变，仍为",
    };
    let of = of.map_or_else(String::new, |of| format!("（满分{}）", super::number::figure(of)));
    let title = format!(
        "{}至{}年由{}{by}{}{of}",
        years[0],
        years[1],
        places(first, decimals),
        places(last, decimals)
    );
    let description = beside([name, &*format!("历年公布得分：{title}。")]);
    let shapes = if graded { "，形状为当年等次" } else { "" };
    Caption::new(title, format!("历年公布得分{shapes}；纵轴不自零起"), description)
}

/// Places or scores of all subjects over the years; `drawn` of all are shown, of which the last year turned the grade of
/// some, where the scheme has grades.
pub(crate) fn across(
    [first, last]: [&str; 2],
    places: bool,
    turned: Option<usize>,
    all: usize,
    drawn: usize,
) -> Caption {
    let what = if places { "名次" } else { "公布得分" };
    Caption::new(
        match turned {
            None => format!("{first}至{last}年各对象{what}"),
            Some(0) => format!("{first}至{last}年，最近一年没有对象变更等次"),
            Some(turned) => format!("{first}至{last}年，最近一年{turned}个对象等次有变"),
        },
        match turned {
            None => format!("各年{what}，逐年相连{}", most_changed(all, drawn)),
            Some(_) => format!(
                "各年{what}，形状为当年等次；粗线为最近一年等次有变的对象{}",
                most_changed(all, drawn)
            ),
        },
        format!("各对象{first}至{last}年的{what}，逐年相连。"),
    )
}

/// Each subject's sections against the median of its group; `above`: how many have none below it.
pub(crate) fn against(told: &Told, above: usize, shown: usize) -> Caption {
    let unit = told.unit();
    let title = match above {
        0 => format!("没有{}各部分都不低于中位数", told.scheme.noun.of("一")),
        _ => format!("{}各部分都不低于中位数", told.scheme.noun.of(above)),
    };
    let mut sub = "每个小图一个对象，按名次先后；柱为各部分得分与同组中位数之差，各图同一比例".to_owned();
    if shown < told.results.order.len() {
        sub += &format!("；图示前{shown}{unit}，其余见表");
    }
    let description = beside([&*told.scheme.short, &*format!("各对象各部分得分与同组中位数之差：{title}。")]);
    Caption::new(title, sub, description)
}

/// From full marks to the published score; the section that lost most, and what it lost.
///
/// `all`: all sections lost as much.
pub(crate) fn waterfall(
    (titles, lost): (&[&str], Decimal),
    all: bool,
    full: Decimal,
    end: String,
    adds_up: bool,
) -> Caption {
    let full = two(full);
    let names = names_or_count(titles, NAMED, "项").unwrap_or_default();
    let each = if titles.len() > 1 { "各" } else { "" };
    Caption::new(
        match all && titles.len() > 1 {
            true => format!("各项都失去{}分", two(lost)),
            false => beside([&*names, each, &*format!("失去{}分，为各项中最多", two(lost))]),
        },
        match adds_up {
            true => "自满分起，逐项减去失分，再计舍入和加扣分；纵轴不自零起",
            false => "自满分起，逐项减去分摊给它的失分，再计舍入和加扣分；纵轴不自零起",
        },
        format!("满分{full}，各项失分与加扣分之后，公布得分{end}。"),
    )
}

/// Rules that stand as one step of a picture.
pub(crate) fn several_rules(count: usize) -> String {
    format!("先后{count}条规则")
}

/// A subject's sections against its group: how many are above the median, and which lies furthest below it.
pub(crate) fn radar(name: &str, above: usize, below: Option<(String, &[&str])>) -> Caption {
    let title = match below {
        Some((short, names)) => {
            let name = names_or_count(names, NAMED, "项").unwrap_or_default();
            let each = if names.len() > 1 { "各" } else { "" };
            let above = if above == 0 { "没有一项".to_owned() } else { format!("{above}项") };
            format!("{above}高于中位数；{name}{each}低于中位数{short}分")
        }
        None => "各项均不低于中位数".to_owned(),
    };
    let description = beside([name, &*format!("各大项得分与同组中位数、最好值：{title}。")]);
    Caption::new(title, "各大项得分，与同组中位数、最好值比较；中心不是零分", description)
}

/// What the subject calls itself beside its group.
pub(crate) fn own(told: &Told) -> &'static str {
    match &*told.scheme.noun.title {
        "市" => "本市",
        "县" => "本县",
        "对象" | "单位" => "本单位",
        // What stands for the subject in a picture need not be a word of the sentence.
        _ => "本对象",
    }
}

/// The points lost against the distance to the next grade: how many of the listed items would make it up.
pub(crate) fn lift(grade: &str, short: &str, needed: Option<usize>, listed: usize, tied: bool) -> Caption {
    let title = match needed {
        // Which of equal ones they are does not matter.
        Some(count) if tied => format!("失分居前的{count}项补足，即可达到“{grade}”的分数线"),
        Some(count) => format!("失分最多的{count}项补足，即可达到“{grade}”的分数线"),
        None => format!("失分最多的{listed}项全部补足，仍不到“{grade}”的分数线"),
    };
    let description = format!("距“{grade}”还差{short}分；{title}。");
    Caption::new(title, "各项由现得分补到满分可增加的总分，自多到少相接；虚线为还差的分数", description)
}

/// The measures of so many subjects over their scores.
pub(crate) fn strip(
    told: &Told,
    node: NodeIndex,
    shown: usize,
    peers: Option<PeerStatistics>,
    unit: &MeasureUnit,
) -> Caption {
    let in_unit = match unit {
        MeasureUnit::Number => String::new(),
        MeasureUnit::Plain(_) | MeasureUnit::Per(..) => format!("，{unit}"),
    };
    Caption::new(
        match peers {
            Some(peers) => format!("中位数{}", measured(peers.median, unit)),
            None => "各对象指标值".to_owned(),
        },
        format!("上：{}的指标值{in_unit}；下：同一横轴上的得分", told.scheme.noun.of(shown)),
        beside([&*told.scheme.node(node).title, "各对象的指标值与得分。"]),
    )
}

/// Who is paired with whom, and whose grades are shown.
pub(crate) fn pairs(told: &Told, helpers: usize, helped: usize) -> Caption {
    let title = format!("{}结对{helped}个市州", told.scheme.noun.of(helpers));
    let description = format!("帮扶与受帮扶双方逐一相连：{title}。");
    Caption::new(
        title,
        format!("东西部扶贫协作结对；左端形状为{}等次，线宽不表示数量", told.scheme.short),
        description,
    )
}

/// A map of tiles: how many have which grade of which schemes, and who has none.
pub(crate) fn tiles(grades: &[(usize, &str)], tiles: &str, schemes: &str, none: &[&str]) -> Caption {
    let count = |(number, grade): &(usize, &str)| format!("{number}个“{grade}”");
    let title = match grades {
        [] => "尚无等次".to_owned(),
        some => some.iter().map(count).collect::<Vec<_>>().join("，"),
    };
    let description = format!("各对象按大致方位排成方格：{title}。示意图，不代表行政区划界线。");
    Caption {
        note: (!none.is_empty()).then(|| format!("{}：本年度无{schemes}结果。", none.join("、"))),
        ..Caption::new(title, format!("{tiles}，按大致方位排列；色块与形状为{schemes}等次"), description)
    }
}

/// What a tile says: the grade of each scheme that has the subject.
pub(crate) fn tile(name: &str, grades: &[(&str, Option<&Grade>)]) -> String {
    let one = |(scheme, grade): &(&str, Option<&Grade>)| {
        format!("{scheme} {}", grade.map_or("未评等次", |grade| &*grade.name))
    };
    let words: Vec<_> = grades.iter().map(one).collect();
    let words = if words.is_empty() { "本年度未列入评价".to_owned() } else { words.join("；") };
    format!("{name}：{words}")
}

/// Dates of the procedure until a day; `found` is how far everybody was.
pub(crate) fn calendar(found: String, as_of: jiff::civil::Date) -> Caption {
    let description = format!("各环节的期限与办理日期，截至{as_of}：{found}。");
    Caption::new(
        found,
        "竖线为期限，虚线为截至日期；实心圆为已办，空心菱形为迟办，空心方块为逾期未办，粗线为迟延的时间",
        description,
    )
}
