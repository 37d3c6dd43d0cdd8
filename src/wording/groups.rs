//! Evaluation groups: what is demanded, where it is broken, and why nobody can meet it.

#[cfg(test)]
mod tests;

use crate::model::{Away, DemandKind, Group, PartnerKind, Person};
use crate::procedure::groups::{Assignment, BreachKind, Reason, Roster};

/// A demand as a sentence without its full stop.
pub fn demand(roster: &Roster, kind: &DemandKind) -> String {
    match kind {
        DemandKind::Groups(count) => format!("共设{count}个组"),
        DemandKind::TakenOnce => "每个对象由一个组负责，不漏不重".to_owned(),
        DemandKind::Away(Away::Origin) => "回避本人来处：不负责组内人员所在的地区和单位".to_owned(),
        DemandKind::Away(Away::Partner(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| pairing(*kind)).collect();
            format!("回避结对关系：不负责与组内人员来处有{}结对关系的对象", kinds.join("、"))
        }
        DemandKind::Away(Away::Work) => "回避任职单位：不负责组内人员任职的单位".to_owned(),
        DemandKind::LeaderRank(ranks) => format!("组长为{}", ranks.join("或")),
        DemandKind::LeaderFrom(scheme) => {
            format!("组长来自{}的考核对象，各组来自不同的对象", roster.scheme_title(scheme))
        }
        DemandKind::Experts(count) => format!("每组至少{count}名专家"),
        DemandKind::Mixed(count) => format!("混合编组：每组人员至少来自{count}处"),
        DemandKind::Most(count) => format!("每组至多负责{count}个对象"),
        DemandKind::Apart(0) => "各组负责的对象一样多".to_owned(),
        DemandKind::Apart(count) => format!("各组负责的对象至多相差{count}个"),
    }
}

/// A breach as a sentence without its full stop.
pub fn breach(roster: &Roster, kind: &BreachKind) -> String {
    let title = |group: &Group| group.title.clone();
    match kind {
        BreachKind::Avoidance { group, person, subject, away } => {
            format!(
                "{}负责{}，而组内{}{}，应当回避",
                group.title,
                roster.name(subject),
                person.name,
                concern(roster, person, away)
            )
        }
        BreachKind::NotTaken { subject } => format!("{}没有组负责", roster.name(subject)),
        BreachKind::TakenTwice { subject, first, again } if std::ptr::eq(*first, *again) => {
            format!("{}在{}里写了两次", roster.name(subject), first.title)
        }
        BreachKind::TakenTwice { subject, first, again } => {
            format!("{}由{}和{}重复负责", roster.name(subject), first.title, again.title)
        }
        BreachKind::Outside { group, subject } => {
            format!("{}负责的{}不是{}的对象", group.title, roster.name(subject), roster.set.title)
        }
        BreachKind::Groups { has, wants } => format!("应设{wants}个组，现有{has}个"),
        BreachKind::NoLeader { group } => format!("{}没有组长", title(group)),
        BreachKind::LeaderRank { group, person, wants } => {
            let is = person.rank.as_ref().map_or("没有写职级".to_owned(), |rank| format!("是{rank}"));
            format!("{}组长{}{is}，应为{}", group.title, person.name, wants.join("或"))
        }
        BreachKind::LeaderFrom { group, person, scheme } => {
            format!("{}组长{}不是来自{}的考核对象", group.title, person.name, roster.scheme_title(scheme))
        }
        BreachKind::LeadersFromOne { first, again, from } => {
            format!("{}和{}的组长都来自{}", first.title, again.title, roster.origin(from))
        }
        BreachKind::Experts { group, has, wants } => {
            format!("{}应有至少{wants}名专家，现有{has}名", group.title)
        }
        BreachKind::Mixed { group, has, wants } => {
            format!("{}的人员应至少来自{wants}处，现来自{has}处", group.title)
        }
        BreachKind::Most { group, most } => {
            format!("{}负责{}个对象，至多应为{most}个", group.title, group.subjects.len())
        }
        BreachKind::Apart { most, least, apart } => format!(
            "{}负责{}个对象，{}只负责{}个，至多应相差{apart}个",
            most.title,
            most.subjects.len(),
            least.title,
            least.subjects.len()
        ),
        BreachKind::NoOrigin { group, person } => {
            format!("{}的{}没有写来处，是否应当回避无从核对", group.title, person.name)
        }
    }
}

/// A set in a sentence: 14个组负责20个对象，每组1至2个；各项要求均符合。
pub fn sentence(roster: &Roster, breaches: usize) -> String {
    let loads = || roster.set.groups.iter().map(|group| group.subjects.len());
    let each = loads().min().zip(loads().max());
    let each = each.map_or_else(String::new, |(least, most)| format!("，{}", per_group(least, most)));
    let holds = match (roster.set.demands.is_empty(), breaches) {
        (true, 0) => String::new(),
        (_, 0) => "；各项要求均符合".to_owned(),
        (_, count) => format!("；有{count}处不合要求"),
    };
    format!("{}个组负责{}个对象{each}{holds}。", roster.set.groups.len(), roster.order.len())
}

/// All sets of a year; `demanded`: whether anything is demanded of them.
pub fn year<'r>(rosters: impl Iterator<Item = &'r Roster<'r>>, demanded: bool, breaches: usize) -> String {
    let one =
        |of: &Roster| format!("{}{}个、负责{}个对象", of.set.title, of.set.groups.len(), of.order.len());
    let end = match breaches {
        _ if !demanded => String::new(),
        0 => "，分组符合回避等各项要求".to_owned(),
        count => format!("，有{count}处不合要求"),
    };
    format!("{}{end}。", rosters.map(one).collect::<Vec<_>>().join("，"))
}

fn per_group(least: usize, most: usize) -> String {
    if least == most { format!("每组{least}个") } else { format!("每组{least}至{most}个") }
}

/// What a proposal comes to: 3个组，21个对象，每组7个.
pub fn found(roster: &Roster, found: &Assignment) -> String {
    let (set, each) = (roster.set, per_group(found.least, found.most));
    format!("{}：{}个组，{}个对象，{each}", set.title, set.groups.len(), roster.order.len())
}

/// That there is no proposal; the demands that exclude each other follow.
/// `all_needed`: whether the others
/// could be met without any one of them.
pub fn impossible(roster: &Roster, all_needed: bool) -> String {
    let more = if all_needed {
        ""
    } else {
        "（规模太大，没有逐条查清，其中有些可能与此无关）"
    };
    format!("{}：没有可行的分法。下列要求不能同时满足{more}：", roster.set.title)
}

/// One of the demands that exclude each other, as a sentence without its full stop.
pub fn reason(roster: &Roster, reason: &Reason) -> String {
    match reason {
        Reason::Taken { subject, .. } if roster.set.groups.is_empty() => {
            format!("{}须有组负责，而一个组也没有", roster.name(subject))
        }
        Reason::Taken { subject, .. } => format!("{}须有组负责", roster.name(subject)),
        Reason::Away { group, person, subject, demand } => {
            let why = demand.kind.away().map_or_else(String::new, |away| concern(roster, person, away));
            format!("{}须回避{}：组内{}{why}", group.title, roster.name(subject), person.name)
        }
        Reason::Most { group, demand } => {
            format!("{}：{}", group.title, self::demand(roster, &demand.kind))
        }
        Reason::Apart { demand } => self::demand(roster, &demand.kind),
    }
}

/// Why somebody keeps away: 来自广州市.
fn concern(roster: &Roster, person: &Person, away: &Away) -> String {
    let from = person.from.as_ref().map_or_else(String::new, |from| roster.origin(from));
    match away {
        Away::Origin => format!("来自{from}"),
        Away::Partner(_) => format!("来自与之结对的{from}"),
        Away::Work => {
            let unit = person.works_for.as_ref().map_or_else(String::new, |unit| roster.origin(unit));
            format!("任职于{unit}")
        }
    }
}

fn pairing(kind: PartnerKind) -> &'static str {
    match kind {
        PartnerKind::Province => "省内对口帮扶",
        PartnerKind::Eastwest => "东西部扶贫协作",
    }
}
