//! What a circular's placeholders see: the year's results as names, counts and short texts.

pub(crate) mod types;
pub(crate) mod year;

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{
    ApprovalStep, Approved, GradeIndex, NodeIndex, Outcome, Review, RuleIndex, SchemeId, Severity,
    SubjectIndex,
};
use crate::procedure::outcomes::cases;
use crate::site::base::{SchemeSite, Site, YearSite, cite};
use crate::site::parts::calendar::{milestone_facts, told_for};
use crate::wording::number::{dash, date, two};
use crate::wording::result::{places, turned};
use crate::wording::scale;
use crate::wording::{self, rectification as words};

pub use types::*;

/// What the placeholders of a year's circular see; nothing for a year that is not there.
pub fn context<'s>(site: &'s Site<'_>, y: usize) -> Option<BulletinContext<'s>> {
    site.years.get(y).map(|year| facts(site, year))
}

/// What the placeholders see.
pub(crate) fn facts<'s>(site: &'s Site<'_>, year: &'s YearSite<'_>) -> BulletinContext<'s> {
    BulletinContext {
        year: year.year.year.get(),
        year_title: &year.year.title,
        document: year.year.document.as_deref().unwrap_or_default(),
        cutoff: date(year.year.cutoff),
        issued: year.year.bulletin.as_ref().and_then(|source| source.issued).map(date).unwrap_or_default(),
        as_of: date(told_for(year)),
        groups: year::groups(site, year),
        draws: year::draws(year),
        schemes: schemes(year),
    }
}

/// The facts of a year's schemes by their ids.
pub(crate) fn schemes<'s>(year: &'s YearSite<'_>) -> Vec<(String, SchemeFacts<'s>)> {
    let named =
        |scheme: &'s SchemeSite<'_>| (placeholder(&scheme.scheme.id), scheme_facts(scheme, told_for(year)));
    year.schemes.iter().map(named).collect()
}

/// What a placeholder calls a scheme: a `-` would be read as minus.
pub fn placeholder(id: &SchemeId) -> String {
    id.as_str().replace('-', "_")
}

/// The facts of a scheme, told for a day.
pub(crate) fn scheme_facts<'s>(scheme: &'s SchemeSite<'_>, as_of: Date) -> SchemeFacts<'s> {
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
    let ((climbed, climbed_text), (fell, fell_text)) =
        (movement(scheme, Ordering::Greater), movement(scheme, Ordering::Less));
    let problems: Vec<_> = order.iter().flat_map(|subject| problems(scheme, *subject)).collect();
    SchemeFacts {
        title: &scheme.scheme.title,
        short: &scheme.scheme.short,
        count: scheme.scheme.subjects.len(),
        ranked: scheme.is_ranked(),
        before: &scheme.before,
        change_scale: scheme.change_scale(),
        counts_text: counts.join("、"),
        weakest: extreme(&sections, |medians| medians.min()),
        strongest: extreme(&sections, |medians| medians.max()),
        sections: sections.iter().map(|(_, section)| section.clone()).collect(),
        grades,
        subjects: order.iter().map(|subject| subject_facts(scheme, *subject)).collect(),
        outcomes: outcomes(scheme),
        rules_fired: order.iter().flat_map(|subject| fired(scheme, *subject)).collect(),
        decisions: order.iter().filter_map(|subject| decision(scheme, *subject)).collect(),
        climbed,
        climbed_text,
        fell,
        fell_text,
        prominent: problems
            .iter()
            .filter(|found| found.severity == Severity::Prominent)
            .map(|found| found.facts.clone())
            .collect(),
        repeated: problems
            .iter()
            .filter(|found| !found.facts.recurs.is_empty())
            .map(|found| found.facts.clone())
            .collect(),
        earlier: earlier(scheme),
        problems: problems.into_iter().map(|found| found.facts).collect(),
        distribution: scheme
            .scheme
            .distribution
            .iter()
            .map(|of| RecipientFacts {
                to: &of.to,
                purpose: of.purpose.as_deref().unwrap_or_default(),
                clause: cite(scheme.year, of.clause.as_ref()),
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

/// The section whose median is the least or the most: several that are equal are named together, and where all are equal
/// none is weak or strong.
fn extreme<'s>(
    sections: &[(Option<Decimal>, SectionFacts<'s>)],
    which: fn(&mut dyn Iterator<Item = Decimal>) -> Option<Decimal>,
) -> Option<SectionFacts<'s>> {
    let found = which(&mut sections.iter().filter_map(|(median, _)| *median))?;
    let equal: Vec<_> = sections.iter().filter(|(median, _)| *median == Some(found)).collect();
    let known = sections.iter().filter(|(median, _)| median.is_some()).count();
    let (_, first) = equal.first()?;
    if equal.len() == 1 {
        return Some(first.clone());
    }
    if equal.len() == known {
        return None;
    }
    let mut weak: Vec<&str> = Vec::new();
    for name in equal.iter().flat_map(|(_, section)| &section.weak) {
        if !weak.contains(name) {
            weak.push(name);
        }
    }
    let titles: Vec<&str> = equal.iter().map(|(_, section)| &*section.title).collect();
    // Circulars put the title in quotation marks.
    Some(SectionFacts {
        title: titles.join("”、“").into(),
        median: first.median.clone(),
        weak_text: weak.join("、"),
        weak,
    })
}

/// The median of the first peer group: a scheme with several says so in its text.
fn median(scheme: &SchemeSite, node: NodeIndex) -> Option<Decimal> {
    scheme.spreads.at(0, node).map(|spread| spread.median)
}

fn section<'s>(scheme: &SchemeSite<'s>, node: NodeIndex) -> SectionFacts<'s> {
    let weak = named(scheme, |subject| scheme.weak(scheme.result(subject).nodes[node.get()].grade).is_some());
    SectionFacts {
        title: (&*scheme.scheme.node(node).title).into(),
        median: median(scheme, node).map_or_else(String::new, |of| scale::number(scheme.scheme, node, of)),
        weak_text: weak.join("、"),
        weak,
    }
}

fn subject_facts<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> SubjectFacts<'s> {
    let nodes = &scheme.result(subject).nodes;
    let score =
        |node: &NodeIndex| nodes[node.get()].told().map_or_else(dash, |of| scheme.node_score(*node, of));
    let sections = scheme.sections().iter().map(score).collect();
    result_facts(scheme, subject, sections)
}

/// The facts of a subject's result, with its sections as somebody wants them.
pub(crate) fn result_facts<'s, Section>(
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
    sections: Vec<Section>,
) -> SubjectFacts<'s, Section> {
    let (result, name) = (scheme.result(subject), scheme.names[subject.get()]);
    let change = scheme.change(subject);
    SubjectFacts {
        name: &name.name,
        short: &name.short,
        grade: result.grade.map_or("", |grade| &*scheme.scheme.grade(grade).name),
        score: result.score.map_or_else(String::new, |_| scheme.score(subject)),
        rank: result.rank,
        rank_overall: result.overall.map(|placed| placed.place),
        group: scheme.group_of(subject).unwrap_or_default(),
        change_text: change.and_then(places).unwrap_or_default(),
        moved: change.and_then(|change| change.places),
        score_change: change
            .and_then(|change| change.score)
            .map_or_else(String::new, |change| scale::changed(scheme.scheme, result, change)),
        grade_before: grade_before(scheme, subject).unwrap_or_default(),
        sections,
        outcomes: result.outcomes.iter().map(|of| &*scheme.scheme.outcomes[of.get()].title).collect(),
    }
}

/// Last year's grade, where the grades were the same ones.
fn grade_before<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Option<&'s str> {
    scheme.change(subject)?.grades?;
    Some(&scheme.before(subject)?.grade()?.name)
}

/// Who moved one way: by places or, where there are none, by grades; each with how far.
fn movement<'s>(scheme: &'s SchemeSite<'_>, way: Ordering) -> (Vec<&'s str>, String) {
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    for &subject in &scheme.results.order {
        let Some(change) = scheme.change(subject) else { continue };
        let by = if scheme.is_ranked() { change.places } else { change.grades };
        if by.map(|by| by.cmp(&0)) != Some(way) {
            continue;
        }
        let name = scheme.short(subject);
        let how = if scheme.is_ranked() {
            places(change).unwrap_or_default()
        } else {
            let grade = scheme.result(subject).grade.map_or("", |grade| scheme.grade_name(grade));
            turned(grade_before(scheme, subject).unwrap_or_default(), grade)
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
            clause: cite(scheme.year, outcome.clause.as_ref()),
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
        clause: cite(scheme.year, step.clause.as_ref()),
    };
    steps.map(fact).collect()
}

/// A decision that changed what was computed.
pub(crate) fn decision<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Option<DecisionFacts<'s>> {
    let result = scheme.result(subject);
    let decision = scheme.scored.evaluation.decisions.get(subject.get())?.as_ref()?;
    if result.as_computed() {
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
        state: crate::site::parts::reviews::state(review).1,
        answer: review.answer.as_ref().map_or("", |answer| &answer.says),
        answered: review.answer.as_ref().map(|answer| date(answer.date)).unwrap_or_default(),
    };
    scheme.scored.evaluation.records[subject.get()].reviews.iter().map(fact).collect()
}

pub(crate) fn fired<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Vec<RuleFacts<'s>> {
    let (result, definition) = (scheme.result(subject), scheme.scheme);
    let plain = |rule| scheme.plain(&wording::rule(definition, rule));
    let fact = |index: RuleIndex, on_grade: bool, before: String, after: String| {
        let rule = &definition.rules[index.get()];
        RuleFacts {
            subject: scheme.short(subject),
            rule: &rule.title,
            clause: cite(scheme.year, rule.clause.as_ref()),
            on_grade,
            before,
            after,
            text: plain(index),
        }
    };
    let scores = result.nodes.iter().flat_map(|node| &node.applied);
    let scores = scores.filter(|applied| applied.moved());
    let mut facts: Vec<_> =
        scores.map(|applied| fact(applied.rule, false, two(applied.before), two(applied.after))).collect();
    let grades = result.grade_effects.iter().filter(|effect| effect.turned());
    facts.extend(grades.map(|effect| {
        let name = |grade| definition.grade(grade).name.clone();
        fact(effect.rule, true, name(effect.before), name(effect.after))
    }));
    facts
}

/// The problems of a subject, as far as they were put right.
pub(crate) fn problems<'s>(
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
) -> impl Iterator<Item = Found<'s>> {
    scheme.items_of(subject).iter().map(move |item| {
        let problem = item.problem;
        let years: Vec<String> = item.chain.iter().map(|of| format!("{}年", of.year)).collect();
        let facts = ProblemFacts {
            subject: scheme.short(subject),
            county: problem.county.as_deref().unwrap_or_default(),
            indicator: problem.node.map_or("", |node| &*scheme.scheme.node(node).title),
            clause: cite(scheme.year, item.clause),
            says: &problem.says,
            severity: words::severity(problem.severity),
            id: problem.id.as_deref().unwrap_or_default(),
            deadline: item.deadline.map(date).unwrap_or_default(),
            state: words::standing(item),
            recurs: years.join("、"),
        };
        Found { severity: problem.severity, facts }
    })
}

/// A problem with how bad it is.
pub(crate) struct Found<'s> {
    severity: Severity,
    pub(crate) facts: ProblemFacts<'s>,
}

/// What became of problems of earlier years, by rank.
fn earlier(scheme: &SchemeSite) -> EarlierFacts {
    let order = scheme.results.order.iter();
    let followed: Vec<_> = order.flat_map(|subject| scheme.followed_of(*subject)).collect();
    let open: Vec<_> = followed.iter().filter(|followed| followed.stated.open).collect();
    let text = open.iter().map(|followed| {
        let (name, stated) = (scheme.short(followed.subject), followed.stated);
        let says = followed.problem.map_or(stated.says.as_str(), |problem| &problem.says);
        format!("{name}（{}年：{}）", stated.of.year, says.trim_end_matches('。'))
    });
    EarlierFacts {
        open: open.len(),
        closed: followed.len() - open.len(),
        open_text: text.collect::<Vec<_>>().join("、"),
    }
}
