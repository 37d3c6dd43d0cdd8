//! What a circular's placeholders see: the year's results as names, counts and short texts.

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::calendar::{MilestoneFacts, milestone_facts, told_for};
use super::number::{date, signed, two};
use super::ranking::change;
use super::scheme_site::SchemeSite;
use super::sentence::places;
use super::year_facts::{self, DrawFacts, GroupSetFacts};
use super::{Site, YearSite};
use crate::model::{
    ApprovalStep, Approved, Change, ClauseId, GradeIndex, NodeIndex, Outcome, Problem, Review, RuleIndex,
    Severity, SubjectIndex,
};
use crate::process::outcomes::cases;
use crate::wording;

/// What a circular's placeholders see.
#[derive(Debug, Serialize)]
pub struct BulletinContext<'a> {
    /// 2019
    pub year: i16,
    /// 2019年度
    pub year_title: &'a str,
    /// The number of the circular; empty where there is none.
    pub document: &'a str,
    /// 2019-12-31, the data's cut-off.
    pub cutoff: String,
    /// 2020-05-18, the day it is sent; empty where it is not said.
    pub issued: String,
    /// 2020-05-18, the day the procedure is told for: that of the issue, or an earlier one that the year states.
    pub as_of: String,
    /// The sets of evaluation groups.
    pub groups: Vec<GroupSetFacts<'a>>,
    /// What was drawn by lot.
    pub draws: Vec<DrawFacts<'a>>,
    /// The schemes by id, with `-` as `_`, in the order of year.yaml.
    #[serde(serialize_with = "as_map")]
    pub schemes: Vec<(String, SchemeFacts<'a>)>,
}

/// A list of pairs as a map, in the order of the list.
pub(super) fn as_map<S: serde::Serializer>(
    pairs: &[(String, SchemeFacts)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(id, facts)| (id, facts)))
}

/// A scheme's results for the circular.
#[derive(Debug, Serialize)]
pub struct SchemeFacts<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its short title.
    pub short: &'a str,
    /// How many subjects.
    pub count: usize,
    /// Whether there are places.
    pub ranked: bool,
    /// “好”3个、“较好”5个、“一般”2个
    pub counts_text: String,
    /// The root's children.
    pub sections: Vec<SectionFacts<'a>>,
    /// The one with the lowest median; nothing where there is none.
    pub weakest: Option<SectionFacts<'a>>,
    /// The one with the highest median; nothing where there is none.
    pub strongest: Option<SectionFacts<'a>>,
    /// Best first.
    pub grades: Vec<GradeFacts<'a>>,
    /// By rank.
    pub subjects: Vec<SubjectFacts<'a>>,
    /// What follows for whom.
    pub outcomes: Vec<OutcomeFacts<'a>>,
    /// Rules that changed a score or a grade.
    pub rules_fired: Vec<RuleFacts<'a>>,
    /// Grades and places that were decided otherwise than computed.
    pub decisions: Vec<DecisionFacts<'a>>,
    /// Who climbed, by places or, where there are none, by grades; as they stand in the ranking.
    pub climbed: Vec<&'a str>,
    /// 茂名（升3位）、佛山（升1位）
    pub climbed_text: String,
    /// Who fell.
    pub fell: Vec<&'a str>,
    /// 湛江（降3位）
    pub fell_text: String,
    /// Problems found.
    pub problems: Vec<ProblemFacts<'a>>,
    /// The prominent ones among them.
    pub prominent: Vec<ProblemFacts<'a>>,
    /// Dates of the procedure and who kept them.
    pub milestones: Vec<MilestoneFacts<'a>>,
    /// Dates of rectification, of those who have any.
    pub rectifications: Vec<RectificationFacts<'a>>,
    /// Whom the results are sent to.
    pub distribution: Vec<RecipientFacts<'a>>,
    /// The steps of the approval.
    pub approval: Vec<ApprovalFacts<'a>>,
    /// Requests to review a result.
    pub reviews: Vec<ReviewFacts<'a>>,
}

/// A section and how it went.
#[derive(Clone, Debug, Serialize)]
pub struct SectionFacts<'a> {
    /// Its name.
    pub title: &'a str,
    /// The median of the scores; empty where there is none.
    pub median: String,
    /// Who has a grade of the lower half there, by rank.
    pub weak: Vec<&'a str>,
    /// 湛江、江门
    pub weak_text: String,
}

/// A grade and who has it.
#[derive(Debug, Serialize)]
pub struct GradeFacts<'a> {
    /// 好
    pub name: &'a str,
    /// How many.
    pub count: usize,
    /// Who, by rank.
    pub names: Vec<&'a str>,
    /// 深圳、佛山、珠海
    pub names_text: String,
}

/// A subject's result; each section as its score, in a letter with what it is measured against.
#[derive(Debug, Serialize)]
pub struct SubjectFacts<'a, Section = String> {
    /// Full name.
    pub name: &'a str,
    /// Short name.
    pub short: &'a str,
    /// Final grade; empty where there is none.
    pub grade: &'a str,
    /// 90.92; empty where there is none.
    pub score: String,
    /// Place; nothing where there is none.
    pub rank: Option<u32>,
    /// The group it is ranked in; empty where there is one.
    pub group: &'a str,
    /// 升2位; empty where there is nothing to compare with.
    pub change_text: String,
    /// Places climbed, negative for places lost; nothing where there is nothing to compare with.
    pub moved: Option<i64>,
    /// +2.46; empty where there is nothing to compare with.
    pub score_change: String,
    /// Last year's grade; empty where there is none, or the grades were others.
    pub grade_before: &'a str,
    /// The sections, in their order.
    pub sections: Vec<Section>,
    /// What follows.
    pub outcomes: Vec<&'a str>,
}

/// An outcome and for whom it follows.
#[derive(Debug, Serialize)]
pub struct OutcomeFacts<'a> {
    /// 表扬
    pub title: &'a str,
    /// How many.
    pub count: usize,
    /// Who, by rank.
    pub names: Vec<&'a str>,
    /// 深圳、佛山
    pub names_text: String,
    /// What it means; empty where it is not said.
    pub says: &'a str,
    /// Who does it; empty where it is not said.
    pub by: &'a str,
    /// 办法 八; empty where it is not said.
    pub clause: &'a str,
    /// Who attends: 市的主要领导、省纪委一名负责同志; empty where it is not said.
    pub attendees_text: String,
    /// The counties it addresses, where it addresses counties.
    pub counties: Vec<CountyFacts<'a>>,
    /// 揭阳市甲县、汕尾市乙县; empty where it addresses no counties.
    pub counties_text: String,
}

/// A county that an outcome addresses.
#[derive(Debug, Serialize)]
pub struct CountyFacts<'a> {
    /// Whose county.
    pub subject: &'a str,
    /// Its name.
    pub county: &'a str,
    /// Why.
    pub because: String,
}

/// Somebody the results are sent to.
#[derive(Debug, Serialize)]
pub struct RecipientFacts<'a> {
    /// 省委组织部
    pub to: &'a str,
    /// What for; empty where it is not said.
    pub purpose: &'a str,
    /// 方案 六（五）; empty where it is not said.
    pub clause: &'a str,
}

/// A step of the approval.
#[derive(Debug, Serialize)]
pub struct ApprovalFacts<'a> {
    /// 领导小组审议
    pub title: &'a str,
    /// Who does it; empty where it is not said.
    pub by: &'a str,
    /// 2020-04-26; empty where it was not done.
    pub date: String,
    /// In which document; empty where it is not said.
    pub document: &'a str,
    /// 方案 六（五）; empty where it is not said.
    pub clause: &'a str,
}

/// A rule that worked.
#[derive(Debug, Serialize)]
pub struct RuleFacts<'a> {
    /// Whose result.
    pub subject: &'a str,
    /// The rule's name.
    pub rule: &'a str,
    /// Its clause.
    pub clause: &'a str,
    /// Whether it changed the grade rather than a score.
    pub on_grade: bool,
    /// Grade or score before.
    pub before: String,
    /// Grade or score after.
    pub after: String,
    /// What the rule says.
    pub text: String,
}

/// A grade or place that was decided.
#[derive(Debug, Serialize)]
pub struct DecisionFacts<'a> {
    /// Whose result.
    pub subject: &'a str,
    /// Grade as computed.
    pub before: &'a str,
    /// Final grade.
    pub after: &'a str,
    /// Who decided.
    pub body: &'a str,
    /// When, 2020-04-28.
    pub date: String,
    /// In which document.
    pub document: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Dates of rectification.
#[derive(Debug, Serialize)]
pub struct RectificationFacts<'a> {
    /// Whose.
    pub subject: &'a str,
    /// 2020-05-18, the day of the notice; empty where it is not said.
    pub notified: String,
    /// The day of the plan.
    pub plan: String,
    /// The day of the report.
    pub report: String,
}

/// A request to review a result.
#[derive(Debug, Serialize)]
pub struct ReviewFacts<'a> {
    /// Whose result.
    pub subject: &'a str,
    /// What it is about; empty for the result as a whole.
    pub about: &'a str,
    /// What is objected.
    pub point: &'a str,
    /// 2020-05-25, the day it was made.
    pub requested: String,
    /// 待答复, 维持, 更正 or 已撤回.
    pub state: &'static str,
    /// What was answered; empty while it is open.
    pub answer: &'a str,
    /// The day of the answer; empty while it is open.
    pub answered: String,
}

/// A problem.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemFacts<'a> {
    /// Whose.
    pub subject: &'a str,
    /// Where; empty where it is not said.
    pub county: &'a str,
    /// Under which indicator; empty where it is not said.
    pub indicator: &'a str,
    /// Where that is asked for; empty where it is not said.
    pub clause: &'a str,
    /// What was found.
    pub says: &'a str,
    /// 突出, 一般, 轻微
    pub severity: &'static str,
}

/// What the placeholders of a year's circular see; nothing for a year that is not there.
pub fn context<'s>(site: &'s Site<'_>, y: usize) -> Option<BulletinContext<'s>> {
    site.years.get(y).map(|year| facts(site, year))
}

/// What the placeholders see.
pub(super) fn facts<'s>(site: &'s Site<'_>, year: &'s YearSite<'_>) -> BulletinContext<'s> {
    BulletinContext {
        year: year.year.year.get(),
        year_title: &year.year.title,
        document: year.year.document.as_deref().unwrap_or_default(),
        cutoff: date(year.year.cutoff),
        issued: year.year.bulletin.as_ref().and_then(|source| source.issued).map(date).unwrap_or_default(),
        as_of: date(told_for(year)),
        groups: year_facts::groups(site, year),
        draws: year_facts::draws(year),
        schemes: schemes(site, year),
    }
}

/// The facts of a year's schemes by their ids.
pub(super) fn schemes<'s>(site: &'s Site<'_>, year: &'s YearSite<'_>) -> Vec<(String, SchemeFacts<'s>)> {
    let named = |scheme: &'s SchemeSite<'_>| {
        (scheme.scheme.id.as_str().replace('-', "_"), scheme_facts(site, scheme, told_for(year)))
    };
    year.schemes.iter().map(named).collect()
}

/// The facts of a scheme, told for a day.
pub(super) fn scheme_facts<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    as_of: Date,
) -> SchemeFacts<'s> {
    let order = &scheme.results.order;
    let grades = scheme.scheme.grades.iter().enumerate().map(|(at, grade)| {
        let names = named(scheme, |subject| scheme.result(subject).grade.is_some_and(|of| of.get() == at));
        GradeFacts { name: &grade.name, count: names.len(), names_text: names.join("、"), names }
    });
    let grades: Vec<_> = grades.collect();
    let counts = grades.iter().filter(|grade| grade.count > 0);
    let counts: Vec<_> = counts.map(|grade| format!("“{}”{}个", grade.name, grade.count)).collect();
    let sections: Vec<_> =
        scheme.sections().iter().map(|node| (median(scheme, *node), section(scheme, *node))).collect();
    let by_median = || sections.iter().filter(|(median, _)| median.is_some());
    let of = |found: Option<&(Option<Decimal>, SectionFacts<'s>)>| found.map(|(_, section)| section.clone());
    let ((climbed, climbed_text), (fell, fell_text)) =
        (movement(site, scheme, Ordering::Greater), movement(site, scheme, Ordering::Less));
    let problems: Vec<_> = order.iter().flat_map(|subject| problems(scheme, *subject)).collect();
    SchemeFacts {
        title: &scheme.scheme.title,
        short: &scheme.scheme.short,
        count: scheme.scheme.subjects.len(),
        ranked: scheme.is_ranked(),
        counts_text: counts.join("、"),
        // The first of equals both ways, as the scheme lists them.
        weakest: of(by_median().min_by_key(|(median, _)| *median)),
        strongest: of(by_median().rev().max_by_key(|(median, _)| *median)),
        sections: sections.iter().map(|(_, section)| section.clone()).collect(),
        grades,
        subjects: order.iter().map(|subject| subject_facts(site, scheme, *subject)).collect(),
        outcomes: outcomes(scheme),
        rules_fired: order.iter().flat_map(|subject| fired(scheme, *subject)).collect(),
        decisions: order.iter().filter_map(|subject| decision(scheme, *subject)).collect(),
        climbed,
        climbed_text,
        fell,
        fell_text,
        prominent: problems.iter().filter(|(prominent, _)| *prominent).map(|(_, of)| of.clone()).collect(),
        problems: problems.into_iter().map(|(_, problem)| problem).collect(),
        distribution: scheme
            .scheme
            .distribution
            .iter()
            .map(|of| RecipientFacts {
                to: &of.to,
                purpose: of.purpose.as_deref().unwrap_or_default(),
                clause: of.clause.as_ref().map_or("", |clause| cite(scheme, clause)),
            })
            .collect(),
        approval: approval(scheme),
        milestones: milestone_facts(scheme, as_of),
        reviews: order.iter().flat_map(|subject| reviews(scheme, *subject)).collect(),
        rectifications: order.iter().filter_map(|subject| rectification(scheme, *subject)).collect(),
    }
}

/// The short names of those who are wanted, by rank.
fn named<'s>(scheme: &SchemeSite<'s>, wanted: impl Fn(SubjectIndex) -> bool) -> Vec<&'s str> {
    let order = scheme.results.order.iter().copied();
    order.filter(|subject| wanted(*subject)).map(|subject| scheme.short(subject)).collect()
}

/// The median of the first peer group: a scheme with several says so in its text.
fn median(scheme: &SchemeSite, node: NodeIndex) -> Option<Decimal> {
    scheme.spreads.at(0, node).map(|spread| spread.median)
}

fn section<'s>(scheme: &SchemeSite<'s>, node: NodeIndex) -> SectionFacts<'s> {
    let weak = named(scheme, |subject| scheme.weak(scheme.result(subject).nodes[node.get()].grade).is_some());
    SectionFacts {
        title: &scheme.scheme.node(node).title,
        median: median(scheme, node).map_or_else(String::new, two),
        weak_text: weak.join("、"),
        weak,
    }
}

fn subject_facts<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
) -> SubjectFacts<'s> {
    let nodes = &scheme.result(subject).nodes;
    let score = |node: &NodeIndex| nodes[node.get()].score.map_or_else(|| "–".to_owned(), two);
    let sections = scheme.sections().iter().map(score).collect();
    result_facts(site, scheme, subject, sections)
}

/// The facts of a subject's result, with its sections as somebody wants them.
pub(super) fn result_facts<'s, Section>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
    sections: Vec<Section>,
) -> SubjectFacts<'s, Section> {
    let (result, name) = (scheme.result(subject), scheme.names[subject.get()]);
    let change = change(site, scheme, subject);
    SubjectFacts {
        name: &name.name,
        short: &name.short,
        grade: result.grade.map_or("", |grade| &*scheme.scheme.grade(grade).name),
        score: result.score.map_or_else(String::new, two),
        rank: result.rank,
        group: scheme.group_of(subject).unwrap_or_default(),
        change_text: change.and_then(places).unwrap_or_default(),
        moved: change.and_then(|change| change.places),
        score_change: change.and_then(|change| change.score).map_or_else(String::new, signed),
        grade_before: grade_before(site, scheme, subject).unwrap_or_default(),
        sections,
        outcomes: result.outcomes.iter().map(|of| &*scheme.scheme.outcomes[of.get()].title).collect(),
    }
}

/// Last year's grade, where the grades were the same ones.
fn grade_before<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
) -> Option<&'s str> {
    change(site, scheme, subject)?.grades?;
    let id = &scheme.scheme.subjects[subject.get()];
    Some(&site.history.before(&scheme.scheme.id, id, scheme.year.year)?.grade()?.name)
}

/// Who moved one way: by places or, where there are none, by grades; each with how far.
fn movement<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>, way: Ordering) -> (Vec<&'s str>, String) {
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    for &subject in &scheme.results.order {
        let Some(change) = change(site, scheme, subject) else { continue };
        let by = if scheme.is_ranked() { change.places } else { change.grades };
        if by.map(|by| by.cmp(&0)) != Some(way) {
            continue;
        }
        let name = scheme.short(subject);
        let how = if scheme.is_ranked() {
            places(change).unwrap_or_default()
        } else {
            let grade = scheme.result(subject).grade.map_or("", |grade| &*scheme.scheme.grade(grade).name);
            format!("由“{}”到“{grade}”", grade_before(site, scheme, subject).unwrap_or_default())
        };
        names.push(name);
        texts.push(format!("{name}（{how}）"));
    }
    (names, texts.join("、"))
}

fn outcomes<'s>(scheme: &'s SchemeSite<'_>) -> Vec<OutcomeFacts<'s>> {
    let cases = cases(scheme.scored.evaluation, scheme.results);
    let outcome = |(at, outcome): (usize, &'s Outcome)| {
        let own = cases.iter().filter(|case| case.index.get() == at);
        let counties: Vec<_> = own
            .filter_map(|case| {
                let county = case.county.as_ref()?;
                let because = crate::wording::county_because(county);
                Some(CountyFacts { subject: scheme.short(case.subject), county: county.name, because })
            })
            .collect();
        let names = named(scheme, |subject| scheme.result(subject).outcomes.iter().any(|of| of.get() == at));
        OutcomeFacts {
            title: &outcome.title,
            count: names.len(),
            names_text: names.join("、"),
            names,
            says: outcome.says.as_deref().unwrap_or_default(),
            by: outcome.by.as_deref().unwrap_or_default(),
            clause: outcome.clause.as_ref().map_or("", |clause| cite(scheme, clause)),
            attendees_text: outcome.attendees.join("、"),
            counties_text: counties
                .iter()
                .map(|of| format!("{}{}", of.subject, of.county))
                .collect::<Vec<_>>()
                .join("、"),
            counties,
        }
    };
    scheme.scheme.outcomes.iter().enumerate().map(outcome).collect()
}

fn approval<'s>(scheme: &'s SchemeSite<'_>) -> Vec<ApprovalFacts<'s>> {
    let evaluation = scheme.scored.evaluation;
    let steps = evaluation.scheme.approval.iter().zip(&evaluation.approvals);
    let fact = |(step, done): (&'s ApprovalStep, &'s Option<Approved>)| ApprovalFacts {
        title: &step.title,
        by: step.by.as_deref().unwrap_or_default(),
        date: done.as_ref().map(|done| date(done.date)).unwrap_or_default(),
        document: done.as_ref().and_then(|done| done.document.as_deref()).unwrap_or_default(),
        clause: step.clause.as_ref().map_or("", |clause| cite(scheme, clause)),
    };
    steps.map(fact).collect()
}

/// A decision that changed what was computed.
pub(super) fn decision<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Option<DecisionFacts<'s>> {
    let result = scheme.result(subject);
    let decision = scheme.scored.evaluation.decisions.get(subject.get())?.as_ref()?;
    if (result.computed, result.computed_rank) == (result.grade, result.rank) {
        return None;
    }
    let name = |grade: Option<GradeIndex>| grade.map_or("", |grade| &*scheme.scheme.grade(grade).name);
    Some(DecisionFacts {
        subject: scheme.short(subject),
        before: name(result.computed),
        after: name(result.grade),
        body: &decision.body,
        date: date(decision.date),
        document: &decision.document,
        reason: &decision.reason,
    })
}

fn rectification<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Option<RectificationFacts<'s>> {
    let dates = scheme.scored.evaluation.records[subject.get()].rectification.as_ref()?;
    let day = |day: Option<Date>| day.map(date).unwrap_or_default();
    Some(RectificationFacts {
        subject: scheme.short(subject),
        notified: day(dates.notified),
        plan: day(dates.plan),
        report: day(dates.report),
    })
}

fn reviews<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Vec<ReviewFacts<'s>> {
    let fact = |review: &'s Review| ReviewFacts {
        subject: scheme.short(subject),
        about: review.node.map_or("", |node| &*scheme.scheme.node(node).title),
        point: &review.point,
        requested: date(review.requested),
        state: super::reviews::state(review).1,
        answer: review.answer.as_ref().map_or("", |answer| &answer.says),
        answered: review.answer.as_ref().map(|answer| date(answer.date)).unwrap_or_default(),
    };
    scheme.scored.evaluation.records[subject.get()].reviews.iter().map(fact).collect()
}

pub(super) fn cite<'s>(scheme: &SchemeSite<'s>, clause: &'s ClauseId) -> &'s str {
    scheme.year.clauses.get(clause).map_or(clause.as_str(), |found| &found.cite)
}

pub(super) fn fired<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Vec<RuleFacts<'s>> {
    let (result, definition) = (scheme.result(subject), scheme.scheme);
    let plain = |rule| scheme.plain(&wording::rule(definition, rule));
    let fact = |index: RuleIndex, on_grade: bool, before: String, after: String| {
        let rule = &definition.rules[index.get()];
        RuleFacts {
            subject: scheme.short(subject),
            rule: &rule.title,
            clause: cite(scheme, &rule.clause),
            on_grade,
            before,
            after,
            text: plain(index),
        }
    };
    let scores = result.nodes.iter().flat_map(|node| &node.applied);
    let scores = scores.filter(|applied| applied.change != Change::Waived && applied.before != applied.after);
    let mut facts: Vec<_> =
        scores.map(|applied| fact(applied.rule, false, two(applied.before), two(applied.after))).collect();
    let grades = result.grade_effects.iter().filter(|effect| !effect.waived && effect.before != effect.after);
    facts.extend(grades.map(|effect| {
        let name = |grade| definition.grade(grade).name.clone();
        fact(effect.rule, true, name(effect.before), name(effect.after))
    }));
    facts
}

/// The problems of a subject, each with whether it is prominent.
pub(super) fn problems<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Vec<(bool, ProblemFacts<'s>)> {
    let record = &scheme.scored.evaluation.records[subject.get()];
    let problem = |problem: &'s Problem| ProblemFacts {
        subject: scheme.short(subject),
        county: problem.county.as_deref().unwrap_or_default(),
        indicator: problem.node.map_or("", |node| &*scheme.scheme.node(node).title),
        clause: problem
            .node
            .and_then(|node| scheme.scheme.node(node).clause.as_ref())
            .map_or("", |clause| cite(scheme, clause)),
        says: &problem.says,
        severity: match problem.severity {
            Severity::Minor => "轻微",
            Severity::General => "一般",
            Severity::Prominent => "突出",
        },
    };
    let problem = |of: &'s Problem| (of.severity == Severity::Prominent, problem(of));
    record.problems.iter().map(problem).collect()
}
