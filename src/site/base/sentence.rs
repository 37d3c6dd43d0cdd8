//! The first sentences: the result in words, before any number.

use crate::history::Change;
use crate::model::{Effect, GradeEffect, GradeIndex, SubjectIndex, SubjectResult};
use crate::site::base::inline::{Html, Inline};
use crate::site::base::number::two;
use crate::site::base::scheme::SchemeSite;
use crate::wording;

impl<'a> SchemeSite<'a> {
    /// A subject's result in words.
    pub(crate) fn result_sentence(&self, subject: SubjectIndex, change: Option<Change>) -> Html {
        let result = self.result(subject);
        let year = &self.year.title;
        let (Some(score), Some(grade)) = (result.score, result.grade) else {
            let mut html = Html::default();
            html.text(&format!("{year}没有可计的指标，不计分，不评等次。"));
            return html;
        };
        let mut text = format!("{year}综合评价“{}”，{}分", self.scheme.grade(grade).name, two(score));
        if let Some(rank) = result.rank {
            let group = self.group_of(subject).unwrap_or_default();
            text += &format!("，{group}第{rank}名{}", if result.tied { "（并列）" } else { "" });
            text +=
                &change.and_then(|change| change.places).map_or_else(String::new, |places| match places {
                    0 => "，与上年持平".to_owned(),
                    1.. => format!("，比上年上升{places}位"),
                    _ => format!("，比上年下降{}位", -places),
                });
        }
        let mut html = Html::default();
        html.text(&text);
        self.turning(subject, result, &mut html);
        html.text("。");
        html
    }

    /// How rules or a decision turned the grade, as the end of the sentence.
    fn turning(&self, subject: SubjectIndex, result: &SubjectResult, html: &mut Html) {
        let (Some(threshold), Some(computed), Some(grade)) =
            (result.by_threshold, result.computed, result.grade)
        else {
            return;
        };
        let name = |grade: GradeIndex| &*self.scheme.grade(grade).name;
        if computed != grade {
            let decision = self.scored.evaluation.decisions[subject.get()].as_ref();
            let body = decision.map_or("有权机关", |decision| &*decision.body);
            html.text(&format!("；计算为“{}”，经{body}审定为“{}”", name(computed), name(grade)));
            return;
        }
        let turned = |effect: &&GradeEffect| !effect.waived && effect.before != effect.after;
        let Some(last) = result.grade_effects.iter().rev().find(turned) else { return };
        let (before, after) = match self.scheme.rules[last.rule.get()].effect {
            Effect::Veto { .. } => {
                ("；因 ", format!(" 一票否决，由“{}”定为“{}”", name(threshold), name(grade)))
            }
            Effect::Floor(_) if threshold > grade => {
                ("；按 ", format!(" 由“{}”升为“{}”", name(threshold), name(grade)))
            }
            Effect::Floor(_) | Effect::Cap(_) if threshold < grade => {
                ("；受 ", format!(" 限制，未评为“{}”", name(threshold)))
            }
            Effect::Floor(_) | Effect::Cap(_) | Effect::Bonus(_) | Effect::Deduct(_) => return,
        };
        html.text(before).keep(&self.cite(last)).text(&after);
    }

    /// What would lift the result, or what it rests on.
    pub(crate) fn more_sentence(&self, subject: SubjectIndex) -> String {
        let result = self.result(subject);
        let mut parts = Vec::new();
        if let Some(next) = wording::next_grade(self.scheme, result) {
            parts.push(self.plain(&next).trim_end_matches('。').to_owned());
        }
        match self.missing[subject.get()] {
            0 => {}
            count => parts.push(format!("{count}项缺报，按规定计分并标明")),
        }
        if parts.is_empty() {
            return String::new();
        }
        parts.join("；") + "。"
    }

    /// What an effect asks for before it no longer holds the grade down.
    pub(crate) fn lift(&self, effect: &GradeEffect) -> Option<String> {
        wording::lifted_if(self.scheme, &effect.causes).map(|spans| self.plain(&spans))
    }

    /// Wording without links, clauses as they are cited.
    pub(crate) fn plain(&self, spans: &[wording::Span]) -> String {
        wording::plain(self.scheme, spans, |clause| {
            self.year.clauses.get(clause).map_or_else(|| clause.to_string(), |found| found.cite.clone())
        })
    }

    /// The clause a rule rests on, as it is cited.
    fn cite(&self, effect: &GradeEffect) -> String {
        let clause = &self.scheme.rules[effect.rule.get()].clause;
        self.year.clauses.get(clause).map_or_else(|| clause.to_string(), |clause| clause.cite.clone())
    }

    /// How many subjects have the best grade and, where there are any, the lowest: 10市中3市“好”.
    pub(crate) fn best_sentence(&self) -> String {
        let (counts, unit, grades) = (self.counts(), self.unit(), &self.scheme.grades);
        let mut text = format!("{}{}{unit}", self.scheme.short, self.scheme.subjects.len());
        if let (Some(count), Some(grade)) = (counts.first(), grades.first()) {
            text += &format!("中{count}{unit}“{}”", grade.name);
        }
        if let (Some(count @ 1..), Some(grade)) = (counts.last(), grades.last()) {
            text += &format!("、{count}{unit}“{}”", grade.name);
        }
        text
    }

    /// How many subjects have each grade, in words: 3市“好”、5市“较好”，没有“差”.
    pub(crate) fn grades_sentence(&self) -> String {
        let counts = self.counts();
        let unit = self.unit();
        let total = self.scheme.subjects.len();
        let some: Vec<_> = counts
            .iter()
            .zip(&self.scheme.grades)
            .filter(|(count, _)| **count > 0)
            .map(|(count, grade)| format!("{count}{unit}“{}”", grade.name))
            .collect();
        let last = self.scheme.grades.last().filter(|_| counts.last() == Some(&0));
        let ungraded = total - counts.iter().sum::<u32>() as usize;
        let mut text = format!("{total}{unit}中{}", some.join("、"));
        if some.is_empty() {
            text = format!("{total}{unit}");
        } else if let Some(last) = last {
            text += &format!("，没有“{}”", last.name);
        }
        if ungraded > 0 {
            text += &format!("，{ungraded}{unit}未评等次");
        }
        text
    }

    /// A rule in words without links.
    pub(crate) fn rule_text(&self, effect: &GradeEffect) -> String {
        self.plain(&wording::rule(self.scheme, effect.rule))
    }

    /// Wording as seen from a page `up` levels inside the scheme's folder.
    pub(crate) fn inline(&self, up: &'static str) -> Inline<'_, 'a> {
        Inline { site: self, up }
    }
}

/// A change of place in words: 升2位, 降1位, 不变.
pub(crate) fn places(change: Change) -> Option<String> {
    change.places.map(|places| match places {
        0 => "不变".to_owned(),
        1.. => format!("升{places}位"),
        _ => format!("降{}位", -places),
    })
}

/// The class of a change: `up`, `down` or `flat`.
pub(crate) fn direction(sign: std::cmp::Ordering) -> &'static str {
    match sign {
        std::cmp::Ordering::Greater => "up",
        std::cmp::Ordering::Less => "down",
        std::cmp::Ordering::Equal => "flat",
    }
}

/// The year in words: what each scheme found.
pub(crate) fn year_sentence(schemes: &[SchemeSite]) -> String {
    let parts: Vec<_> = schemes.iter().map(SchemeSite::best_sentence).collect();
    if parts.is_empty() { "本年度没有评价方案。".to_owned() } else { parts.join("；") + "。" }
}
