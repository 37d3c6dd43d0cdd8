//! A subject's result in words, before any number, and what stands beside its key numbers.

use super::number::{self, two};
use super::words::{Words, beside, ended};
use super::{Span, Told, lifted_if, next_grade};
use crate::history;
use crate::model::{
    Change, Effect, GradeEffect, GradeIndex, Missing, Placed, RankBy, Scheme, SubjectIndex, SubjectResult,
};

/// A subject's result; `change` is that since the last year before.
pub(crate) fn sentence(told: &Told, subject: SubjectIndex, change: Option<history::Change>) -> Vec<Span> {
    let result = told.result(subject);
    let Some(score) = super::scale::published(told.scheme, result) else {
        return Words::new(nothing(told, subject)).done();
    };
    let found = match result.grade {
        Some(grade) => format!("综合评价“{}”，{score}分", told.grade_name(grade)),
        None => format!("得{score}分"),
    };
    let words = Words::new(format!(
        "{}{}{}",
        beside([&*told.year.title, &*found]),
        place(told, subject),
        match change.and_then(|change| change.places).filter(|_| result.rank.is_some()) {
            Some(places) => against(&told.before, places),
            None => String::new(),
        }
    ));
    words.then(turning(told, subject).unwrap_or_default()).text("。").done()
}

/// A change of places since a year: ，比上年上升2位
fn against(year: &str, places: i64) -> String {
    let [up, down, same] = [("比", "上升"), ("比", "下降"), ("与", "持平")];
    by_places(
        places,
        [up, down, same].map(|(than, way)| format!("，{than}{year}{way}")).each_ref().map(|text| &**text),
    )
}

/// That there is no result.
pub(super) fn nothing(told: &Told, subject: SubjectIndex) -> String {
    let graded = if told.scheme.is_graded() { "，不评等次" } else { "" };
    // Of whom too little is reported, something is: only there is nothing to count where nothing applies.
    let why = match told.result(subject).nodes[Scheme::ROOT].detail.missing() {
        Some(Missing::TooLittle) => "填报的指标不足",
        _ => "没有可计的指标",
    };
    format!("{}，不计分{graded}。", beside([&*told.year.title, why]))
}

/// A subject's place, where it has one: ，第4名（并列）
pub(super) fn place(told: &Told, subject: SubjectIndex) -> String {
    places_of(told.result(subject), told.group_of(subject))
}

/// A place with its group, where there are several, and the one among all beside it: ，平原县第2名（并列）、全部第5名
pub(crate) fn places_of(result: &SubjectResult, group: Option<&str>) -> String {
    let named = |placed: Placed| format!("第{}名{}", placed.place, if placed.tied { "（并列）" } else { "" });
    let Some(place) = result.rank else { return String::new() };
    let own = named(Placed { place, tied: result.tied });
    let own = format!("，{}{own}", group.unwrap_or_default());
    result.overall.map_or_else(|| own.clone(), |placed| format!("{own}、全部{}", named(placed)))
}

/// A place for a cell that has no room for two: 2, or 2（全部5）.
pub(crate) fn place_of(result: &SubjectResult) -> String {
    match (result.rank, result.overall) {
        (None, _) => number::dash(),
        (Some(rank), None) => rank.to_string(),
        (Some(rank), Some(all)) => format!("{rank}（全部{}）", all.place),
    }
}

/// A place among how many, with its group where there are several: 平原县 2 / 5；全部 7 / 14
pub(crate) fn place_among(standing: &history::Standing) -> String {
    let (result, results) = (standing.result(), &standing.scored.results);
    let Some(rank) = result.rank else { return number::dash() };
    let of = results.ranked_with(&standing.scored.evaluation.scheme, result);
    let group = standing.group().map_or_else(String::new, |group| format!("{group} "));
    let own = format!("{group}{rank} / {of}");
    match result.overall {
        Some(all) => format!("{own}；全部 {} / {}", all.place, results.subjects.len()),
        None => own,
    }
}

/// What told a place from the next one's where the printed score does not.
pub(super) fn parted(told: &Told, subject: SubjectIndex) -> Option<String> {
    let result = told.result(subject);
    if let Some((node, score)) = result.parted_by {
        let title = &told.scheme.node(node).title;
        let score = score.map_or_else(|| "不计".to_owned(), |score| told.node_score(node, score));
        return Some(format!("同分比“{title}”{score}"));
    }
    let by_exact = told.scheme.ranking.as_ref().is_some_and(|ranking| ranking.by == RankBy::Exact);
    let exact = result.exact.filter(|_| by_exact && result.rank.is_some())?;
    // Only where another has the same published score and another place.
    let same = |other: &&SubjectResult| {
        other.told() == result.told()
            && other.before_quota() == result.before_quota()
            && other.exact != result.exact
    };
    told.results.subjects.iter().find(same)?;
    Some(format!("未取整{}", super::scale::of_total(told.scheme, number::figure(exact))))
}

/// A change of places with the words before and behind it.
pub(super) fn by_places(places: i64, [up, down, same]: [&str; 3]) -> String {
    match places {
        0 => same.to_owned(),
        1.. => format!("{up}{places}位"),
        _ => format!("{down}{}位", -places),
    }
}

/// A change of place in words: 升2位, 降1位, 不变.
pub(crate) fn places(change: history::Change) -> Option<String> {
    change.places.map(|places| by_places(places, ["升", "降", "不变"]))
}

/// How rules or a decision turned the grade, as the end of the sentence.
fn turning(told: &Told, subject: SubjectIndex) -> Option<Words> {
    let result = told.result(subject);
    let (threshold, computed, grade) = (result.by_threshold?, result.computed?, result.grade?);
    let name = |grade: GradeIndex| told.grade_name(grade);
    if computed != grade {
        let decision = told.scored.evaluation.decisions[subject.get()].as_ref();
        let body = decision.map_or("有权机关", |decision| &*decision.body);
        let text = format!("；计算为“{}”，经{body}审定为“{}”", name(computed), name(grade));
        return Some(Words::new(text));
    }
    let last = result.grade_effects.iter().rev().find(|effect| effect.turned())?;
    if threshold == grade {
        // The ends are the same, and still it is not the score alone that led there.
        return Some(Words::new(format!("；按分数线为“{0}”，经规则升降后仍为“{0}”", name(grade))));
    }
    let rule = &told.scheme.rules[last.rule.get()];
    let (before, after) = match &rule.effect {
        Effect::Veto { .. } => ("；因 ", format!(" 一票否决，由“{}”定为“{}”", name(threshold), name(grade))),
        Effect::Floor(_) | Effect::Raise(_) if threshold > grade => {
            ("；按 ", format!(" 由“{}”升为“{}”", name(threshold), name(grade)))
        }
        Effect::Lower(by) if threshold < grade => {
            ("；按 ", format!(" 降{by}个等次，由“{}”降为“{}”", name(threshold), name(grade)))
        }
        Effect::Quota(quota) if threshold < grade => {
            ("；按 ", format!(" 超出“{}”名额，评为“{}”", name(quota.grade), name(grade)))
        }
        Effect::Floor(_) | Effect::Raise(_) | Effect::Cap(_) if threshold < grade => {
            ("；受 ", format!(" 限制，未评为“{}”", name(threshold)))
        }
        Effect::Floor(_)
        | Effect::Cap(_)
        | Effect::Raise(_)
        | Effect::Lower(_)
        | Effect::Quota(_)
        | Effect::Bonus(_)
        | Effect::Deduct(_) => return None,
    };
    Some(match &rule.clause {
        Some(clause) => Words::new(before).cited(clause).text(after),
        // Only a quota has none, and what it did says enough.
        None => Words::new(format!("；{}", after.trim_start())),
    })
}

/// What would lift the result, or what it rests on.
pub(crate) fn more(told: &Told, subject: SubjectIndex) -> String {
    let next = next_grade(told.scheme, told.result(subject));
    let mut parts: Vec<String> =
        next.iter().map(|next| told.plain(next).trim_end_matches('。').to_owned()).collect();
    let missing = told.missing[subject.get()];
    if missing > 0 {
        parts.push(format!("{missing}项缺报，按规定计分并标明"));
    }
    ended(&parts)
}

/// What an effect asks for before it no longer holds the grade down.
pub(crate) fn lifted(told: &Told, effect: &GradeEffect) -> Option<String> {
    lifted_if(told.scheme, &effect.causes).map(|spans| told.plain(&spans))
}

/// How the final grade came about, in a few words.
pub(crate) fn grade_note(told: &Told, result: &SubjectResult) -> String {
    let (Some(threshold), Some(grade)) = (result.by_threshold, result.grade) else {
        return "不评等次".to_owned();
    };
    if result.computed != result.grade {
        return "经审定".to_owned();
    }
    if threshold == grade {
        let turned = result.grade_effects.iter().any(GradeEffect::turned);
        return if turned { "按分数线，经规则升降后不变" } else { "按分数线" }.to_owned();
    }
    let last = result.grade_effects.iter().rev().find(|effect| !effect.waived);
    let how = last.map_or("规则改变", |effect| match told.scheme.rules[effect.rule.get()].effect {
        Effect::Floor(_) => "规则保底",
        Effect::Veto { .. } => "一票否决",
        Effect::Cap(_) => "规则封顶",
        Effect::Raise(_) => "规则升等",
        Effect::Lower(_) => "规则降等",
        Effect::Quota(_) => "超出名额",
        Effect::Bonus(_) | Effect::Deduct(_) => "规则改变",
    });
    format!("按分数线为“{}”，{how}", told.grade_name(threshold))
}

/// Last year's place with what changed since: 上年第4，升2位
pub(crate) fn place_before(told: &Told, rank: Option<u32>, change: Option<history::Change>) -> String {
    match (rank, change.and_then(places)) {
        (Some(rank), Some(change)) => format!("{}第{rank}，{change}", told.before),
        _ => format!("没有{}名次", told.before),
    }
}

/// The score of the year before, as it is printed, and whether it came about another way.
pub(crate) fn score_before(told: &Told, earlier: Option<String>, same_method: bool) -> String {
    let (year, method) = (&told.before, if same_method { "" } else { "，口径有变" });
    earlier.map_or_else(|| format!("没有可比的{year}结果"), |earlier| format!("{year} {earlier}{method}"))
}

/// What stands between a result and the next grade beside the points it lacks.
pub(crate) fn next_note(lacks: bool, held: bool) -> &'static str {
    match (lacks, held) {
        (true, false) => "按分数线",
        (true, true) => "另受规则限制",
        (false, _) => "分数已达到，受规则限制",
    }
}

/// What a rule did to a score, in a word: 保底“好”, 加0.50, 豁免.
pub(crate) fn changed(scheme: &Scheme, change: &Change) -> String {
    match change {
        Change::Floor(grade) => format!("保底“{}”", scheme.grade(*grade).name),
        Change::Cap(grade) => format!("封顶“{}”", scheme.grade(*grade).name),
        Change::Bonus { points, .. } => format!("加{}", two(*points)),
        Change::Deduct { points, .. } => format!("扣{}", two(*points)),
        Change::Waived => "豁免".to_owned(),
    }
}

/// From one grade to another: 由“较好”到“好”
pub(crate) fn turned(before: &str, after: &str) -> String {
    format!("由“{before}”到“{after}”")
}
