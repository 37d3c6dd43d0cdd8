//! Conditions and their causes in words.

use super::rectification::severity;
use super::words::{Words, number};
use crate::model::round;
use crate::model::{Cause, GradeIndex, NodeIndex, Scheme, TaskState, When, Whose};

/// Items that a cause names at most.
const NAMED: usize = 6;

/// A condition as it stands in a scheme: 有一大项为“一般”.
pub(super) fn condition(scheme: &Scheme, when: &When) -> Words {
    match when {
        When::Event(event) => Words::new(format!("有“{}”记录", scheme.events[event.get()].title)),
        When::AnySection(grade) => Words::new("有一大项为").grade(*grade),
        When::GradeAtLeast(grade) => at_least("等次", scheme, *grade),
        When::GradeAtMost(grade) => at_most("等次", scheme, *grade),
        When::NodeGrade { node, at_least: true, grade } => {
            Words::default().node(*node).then(at_least("", scheme, *grade))
        }
        When::NodeGrade { node, at_least: false, grade } => {
            Words::default().node(*node).then(at_most("", scheme, *grade))
        }
        When::Task { node, is } => {
            let states: Vec<&str> = is.iter().map(|state| task(*state)).collect();
            Words::default().node(*node).text(format!("任务{}", states.join("或")))
        }
        When::Problem(of) => Words::new(format!("有{}问题", severity(*of))),
        When::CountyLow => Words::new("有县排名靠后"),
        When::Target { node, met } => target(*node).text(target_met(*met)),
        When::Grew(nodes) => Words::default()
            .join(nodes.iter().map(|node| Words::default().node(*node)), "、")
            .text(if nodes.len() > 1 { "均比上年增长" } else { "比上年增长" }),
        When::Overstated { node, by } => {
            Words::default().node(*node).text(format!("自评高报{}%以上", number(*by)))
        }
        When::Elsewhere(asked) => {
            let title = super::measure::other(scheme, &asked.scheme);
            let quantity = if asked.all { "均" } else { "有" };
            let whose = match &asked.whose {
                Whose::Itself => "本对象".to_owned(),
                Whose::Counties => format!("所辖各县{quantity}"),
                Whose::Subjects(subjects) => {
                    let ids: Vec<&str> = subjects.iter().take(NAMED).map(|id| id.as_str()).collect();
                    format!("{}{quantity}", ids.join("、"))
                }
            };
            let node = asked.node.as_ref().map_or_else(String::new, |node| format!("（{node}）"));
            let bound = if asked.at_least { "及以上" } else { "及以下" };
            Words::new(format!("在“{title}”{node}中{whose}为“{}”{bound}", asked.grade))
        }
        When::Milestone { milestone, late } => {
            let title = &scheme.milestones[milestone.get()].title;
            Words::new(format!("{title}{}", if *late { "逾期" } else { "未办" }))
        }
        When::Count { event, at_least } => {
            Words::new(format!("“{}”记录达到{at_least}次", scheme.events[event.get()].title))
        }
        When::Score { node, at_least, score } => {
            let word = if *at_least { "不低于" } else { "低于" };
            Words::default().node(*node).text(format!("得分{word}{}分", number(*score)))
        }
        When::Nodes { role, at_least: better, grade, count } => {
            let bound = if *better { at_least("", scheme, *grade) } else { at_most("", scheme, *grade) };
            Words::new(format!("有{count}个及以上的{}", super::role_name(*role))).then(bound)
        }
        When::Place { first, count, among_all } => {
            let among = if *among_all { "全部对象中" } else { "" };
            Words::new(format!("名次{among}列{}{count}名", if *first { "前" } else { "后" }))
        }
        When::LastGrade { at_least: better, grade, years } => {
            let lead =
                if *years > 1 { format!("此前{years}年等次均") } else { "上年等次".to_owned() };
            if *better { at_least(&lead, scheme, *grade) } else { at_most(&lead, scheme, *grade) }
        }
        When::Subject(list) => {
            let ids: Vec<&str> = list.iter().map(|subject| scheme.subjects[subject.get()].as_str()).collect();
            Words::new(format!("对象为 {}", ids.join("、")))
        }
        When::All(list) => Words::default().join(list.iter().map(|when| inner(scheme, when)), "，且"),
        When::Any(list) => Words::default().join(list.iter().map(|when| inner(scheme, when)), "，或"),
        // “并非（…）” is true of whatever does not hold; of events there is a shorter way to say it.
        When::Not(when) => {
            if let When::Event(event) = **when {
                Words::new(format!("无“{}”记录", scheme.events[event.get()].title))
            } else {
                Words::new("并非（").then(condition(scheme, when)).text("）")
            }
        }
    }
}

/// A condition inside another: in brackets where it has parts of its own.
fn inner(scheme: &Scheme, when: &When) -> Words {
    if when.parts().len() > 1 {
        Words::new("（").then(condition(scheme, when)).text("）")
    } else {
        condition(scheme, when)
    }
}

/// Whether a target was met.
pub(super) fn target_met(met: bool) -> &'static str {
    if met { "达到所定目标" } else { "未达到所定目标" }
}

fn target(node: Option<NodeIndex>) -> Words {
    node.map_or_else(|| Words::new("该项"), |node| Words::default().node(node))
}

fn at_least(what: &str, scheme: &Scheme, grade: GradeIndex) -> Words {
    let best = grade.get() == 0;
    let words = Words::new(format!("{what}为")).grade(grade);
    if best || scheme.grades.len() == 1 { words } else { words.text("及以上") }
}

fn at_most(what: &str, scheme: &Scheme, grade: GradeIndex) -> Words {
    let worst = grade.get() + 1 == scheme.grades.len();
    let words = Words::new(format!("{what}为")).grade(grade);
    if worst { words } else { words.text("及以下") }
}

/// A task's state in words.
pub fn task(state: TaskState) -> &'static str {
    match state {
        TaskState::Outstanding => "出色完成",
        TaskState::Done => "完成",
        TaskState::Undone => "未完成",
    }
}

/// Why a condition held: 劳务协作为“一般”（78.50）.
pub(super) fn causes(scheme: &Scheme, causes: &[Cause]) -> Words {
    let told = causes.iter().filter_map(|one| cause(scheme, one));
    Words::default().join(told, "；")
}

fn cause(scheme: &Scheme, cause: &Cause) -> Option<Words> {
    Some(match cause {
        Cause::Event { event, count } => {
            let title = &scheme.events[event.get()].title;
            Words::new(if *count > 1 {
                format!("有“{title}”记录{count}次")
            } else {
                format!("有“{title}”记录")
            })
        }
        Cause::NoEvent(event) => Words::new(format!("无“{}”记录", scheme.events[event.get()].title)),
        Cause::NodeGrade { node, grade, score, .. } => Words::default()
            .node(*node)
            .text("为")
            .grade(*grade)
            .text(format!("（{}）", shown(scheme, *node, *score))),
        Cause::TotalGrade(grade) => Words::new("等次为").grade(*grade),
        Cause::Task { node, is } => Words::default().node(*node).text(format!("任务{}", task(*is))),
        Cause::Problem { severity: of, .. } => Words::new(format!("记录中有{}问题", severity(*of))),
        Cause::CountyLow(_) => Words::new("记录中有排名靠后的县"),
        Cause::Score { node, score, bound, at_least } => Words::default().node(*node).text(format!(
            "得{}分，{}{}分",
            shown(scheme, *node, *score),
            if *at_least { "不低于" } else { "低于" },
            number(*bound)
        )),
        Cause::Nodes { nodes, .. } => {
            let one = |(node, grade): &(NodeIndex, GradeIndex)| {
                Words::default().node(*node).text("为").grade(*grade)
            };
            Words::default().join(nodes.iter().take(NAMED).map(one), "、").text(if nodes.len() > NAMED {
                format!("等{}项", nodes.len())
            } else {
                String::new()
            })
        }
        Cause::Place { place, of, behind, among_all } => {
            let among = if *among_all { "全部" } else { "" };
            Words::new(format!("名次为{among}第{place}名，共{of}个，其后有{behind}个"))
        }
        Cause::LastGrade(years) => {
            let one = |(year, grade): &(crate::model::Year, GradeIndex)| {
                Words::new(format!("{year}年度为")).grade(*grade)
            };
            Words::default().join(years.iter().map(one), "、")
        }
        Cause::Quota { size, of, had, exact, last, then, needed: _ } => {
            let words = Words::new(format!(
                "名额{size}个（共{}），够条件的有{had}个",
                super::step::subjects(scheme, of)
            ));
            let word = if *exact { "未取整" } else { "" };
            let words = match last {
                Some((place, score)) => {
                    words.text(format!("，名额内最末为第{place}名，{word}{}分", total(scheme, *score)))
                }
                None => words.text("，名额内没有对象"),
            };
            match then {
                Some((node, score)) => {
                    let score = score.map_or_else(|| "不计".to_owned(), |score| shown(scheme, *node, score));
                    words.text("；得分相同的，以").node(*node).text(format!("（{score}）分先后"))
                }
                None => words,
            }
        }
        Cause::Target { node, met, measure, target } => {
            let unit = scheme.node(*node).measure().map_or_else(String::new, |(_, unit)| unit.to_string());
            let (verb, measure, target) =
                (if *met { "达到" } else { "未达到" }, number(*measure), number(*target));
            Words::default().node(*node).text(format!("为{measure}{unit}，{verb}目标{target}{unit}"))
        }
        Cause::Grew(nodes) => Words::default()
            .join(nodes.iter().map(|node| Words::default().node(*node)), "、")
            .text("比上年增长"),
        Cause::Elsewhere { scheme: id, grades } => {
            let title = super::measure::other(scheme, id);
            let list = grades.iter().take(NAMED).map(|(id, grade)| format!("{id} {grade}"));
            Words::new(format!("“{title}”中{}", list.collect::<Vec<_>>().join("、")))
        }
        Cause::Overstated { node, claimed, measure } => {
            let unit =
                scheme.node(*node).measure().map_or_else(|| "分".to_owned(), |(_, unit)| unit.to_string());
            let (claimed, measure) = (number(round(*claimed, 2)), number(round(*measure, 2)));
            Words::default().node(*node).text(format!("自评{claimed}{unit}，核定{measure}{unit}"))
        }
        Cause::Milestone { milestone, late } => {
            let title = &scheme.milestones[milestone.get()].title;
            Words::new(format!("{title}{}", if *late { "逾期" } else { "未办" }))
        }
        Cause::Subject | Cause::Negated => return None,
    })
}

/// What would end a condition that held; `None` where nothing of the result can.
pub(super) fn lifted(scheme: &Scheme, causes: &[Cause]) -> Option<Words> {
    let ways: Vec<Words> = causes
        .iter()
        .filter_map(|cause| match cause {
            Cause::NodeGrade { node, lifted_at: Some(at), .. } => {
                Some(Words::default().node(*node).text(format!("达到{}", shown(scheme, *node, *at))))
            }
            Cause::Task { node, is: TaskState::Undone } => {
                Some(Words::default().node(*node).text("任务完成"))
            }
            Cause::Target { node, met: false, target, .. } => {
                let unit =
                    scheme.node(*node).measure().map_or_else(String::new, |(_, unit)| unit.to_string());
                Some(Words::default().node(*node).text(format!("达到目标{}{unit}", number(*target))))
            }
            Cause::Score { node, bound, at_least: false, .. } => {
                Some(Words::default().node(*node).text(format!("达到{}", number(*bound))))
            }
            Cause::Nodes { nodes, at_most: Some(bound) } => {
                let better = scheme.grades.get(bound.get().checked_sub(1)?)?;
                let names = nodes.iter().take(NAMED).map(|(node, _)| Words::default().node(*node));
                // The nodes need not have the same full points.
                let from = match scheme.in_points() {
                    true => format!("满分的{}%", number(better.from)),
                    false => number(better.from),
                };
                Some(Words::default().join(names, "、").text(format!("中有项目达到{from}")))
            }
            Cause::Quota { needed: Some((score, more)), exact, .. } => {
                let word = if *more { "高于" } else { "达到" };
                let which = if *exact { "未取整的" } else { "" };
                Some(Words::new(format!("{which}得分{word}{}", total(scheme, *score))))
            }
            // What happened cannot be undone, and what is not on record has nothing that would end it.
            Cause::Event { .. }
            | Cause::NoEvent(_)
            | Cause::NodeGrade { .. }
            | Cause::TotalGrade(_)
            | Cause::Task { .. }
            | Cause::Problem { .. }
            | Cause::CountyLow(_)
            | Cause::Score { .. }
            | Cause::Nodes { .. }
            | Cause::Place { .. }
            | Cause::LastGrade(_)
            | Cause::Quota { .. }
            | Cause::Target { .. }
            | Cause::Grew(_)
            | Cause::Elsewhere { .. }
            | Cause::Overstated { .. }
            | Cause::Milestone { .. }
            | Cause::Subject
            | Cause::Negated => None,
        })
        .collect();
    (!ways.is_empty()).then(|| Words::default().join(ways, "，且"))
}

/// A score with the decimals of its node's role, and with its full points where the scheme is written in points.
pub(super) fn shown(scheme: &Scheme, node: NodeIndex, score: rust_decimal::Decimal) -> String {
    let decimals = scheme.telling_decimals(node, score);
    super::scale::of_full(scheme, node, crate::model::fixed(score, decimals).replace('-', "−"))
}

/// A total as it decided: with the decimals it has, two at the least.
pub(super) fn total(scheme: &Scheme, score: rust_decimal::Decimal) -> String {
    let decimals = scheme.shown_decimals(crate::model::Role::Total).max(score.normalize().scale());
    super::scale::of_total(scheme, crate::model::fixed(score, decimals).replace('-', "−"))
}
