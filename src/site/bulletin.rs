//! The circular: what its placeholders are filled from, and what stands around its text.

use serde::Serialize;

use super::chrome::{Chrome, Within};
use super::number::two;
use super::ranking::change;
use super::scheme_site::SchemeSite;
use super::sentence::places;
use super::{Site, YearSite};
use crate::model::{Bulletin, Change, Severity, SubjectIndex};

/// What stands on the circular's page.
#[derive(Debug, Serialize)]
pub struct BulletinPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its title.
    pub heading: &'a str,
    /// 样例〔2019〕0号
    pub document: Option<&'a str>,
    /// Whom it addresses.
    pub to: Option<&'a str>,
    /// The organ that signs.
    pub signed: &'a str,
    /// The date under the signature.
    pub date: Option<&'a str>,
    /// The attachments, each on a sheet of its own.
    pub attachments: Vec<Attachment<'a>>,
    /// Its source.
    #[serde(skip)]
    pub source: &'a Bulletin,
    /// What its placeholders are filled from.
    #[serde(skip)]
    pub context: BulletinContext<'a>,
}

/// An attachment: a title, and what of the results stands under it.
#[derive(Debug, Serialize)]
pub struct Attachment<'a> {
    /// As the circular names it.
    pub title: &'a str,
    /// `problems`, `scores` or `grades`: what the table shows, by what the title speaks of.
    pub shows: &'static str,
}

/// What a circular's placeholders see.
#[derive(Debug, Serialize)]
pub struct BulletinContext<'a> {
    /// 2019
    pub year: i16,
    /// 2019年度
    pub year_title: &'a str,
    /// The schemes by id, with `-` as `_`, in the order of year.yaml.
    #[serde(serialize_with = "as_map")]
    pub schemes: Vec<(String, SchemeFacts<'a>)>,
}

/// A list of pairs as a map, in the order of the list.
fn as_map<S: serde::Serializer>(pairs: &[(String, SchemeFacts)], serializer: S) -> Result<S::Ok, S::Error> {
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
    /// Best first.
    pub grades: Vec<GradeFacts<'a>>,
    /// By rank.
    pub subjects: Vec<SubjectFacts<'a>>,
    /// What follows for whom.
    pub outcomes: Vec<OutcomeFacts<'a>>,
    /// Rules that changed a score or a grade.
    pub rules_fired: Vec<RuleFacts<'a>>,
    /// Problems found.
    pub problems: Vec<ProblemFacts<'a>>,
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

/// A subject's result.
#[derive(Debug, Serialize)]
pub struct SubjectFacts<'a> {
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
    /// What follows.
    pub outcomes: Vec<&'a str>,
}

/// An outcome and for whom it follows.
#[derive(Debug, Serialize)]
pub struct OutcomeFacts<'a> {
    /// 表扬
    pub title: &'a str,
    /// Who, by rank.
    pub names: Vec<&'a str>,
    /// 深圳、佛山
    pub names_text: String,
    /// Who does it; empty where it is not said.
    pub by: &'a str,
    /// 办法 八; empty where it is not said.
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
    /// Grade or score before.
    pub before: String,
    /// Grade or score after.
    pub after: String,
    /// What the rule says.
    pub text: String,
}

/// A problem.
#[derive(Debug, Serialize)]
pub struct ProblemFacts<'a> {
    /// Whose.
    pub subject: &'a str,
    /// Where; empty where it is not said.
    pub county: &'a str,
    /// Under which indicator; empty where it is not said.
    pub indicator: &'a str,
    /// What was found.
    pub says: &'a str,
    /// 突出, 一般, 轻微
    pub severity: &'static str,
}

/// The view of the circular's page; nothing where the year has none.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize) -> Option<BulletinPage<'s>> {
    let year = &site.years[y];
    let source = year.year.bulletin.as_ref()?;
    let touched: Vec<_> = year.schemes.iter().collect();
    let crumbs = vec![super::Link::plain("通报")];
    let mut chrome =
        site.edition_chrome(y, Within::Edition, ("bulletin", "通报".to_owned()), crumbs, &touched);
    chrome.stamp = None;
    Some(BulletinPage {
        chrome,
        heading: &source.title,
        document: year.year.document.as_deref(),
        to: source.to.as_deref().map(|to| to.trim_end_matches(['：', ':'])),
        signed: source.signed.as_deref().unwrap_or(&site.input.content.site.organ),
        date: source.date.as_deref(),
        attachments: source.attachments.iter().map(|title| attachment(title)).collect(),
        source,
        context: facts(site, year),
    })
}

fn attachment(title: &str) -> Attachment<'_> {
    let shows = if title.contains("问题") {
        "problems"
    } else if title.contains("得分") {
        "scores"
    } else {
        "grades"
    };
    Attachment { title, shows }
}

/// What the placeholders of a year's circular see; nothing for a year that is not there.
pub fn context<'s>(site: &'s Site<'_>, y: usize) -> Option<BulletinContext<'s>> {
    site.years.get(y).map(|year| facts(site, year))
}

fn facts<'s>(site: &'s Site<'_>, year: &'s YearSite<'_>) -> BulletinContext<'s> {
    BulletinContext {
        year: year.year.year.get(),
        year_title: &year.year.title,
        schemes: year
            .schemes
            .iter()
            .map(|scheme| (scheme.scheme.id.as_str().replace('-', "_"), scheme_facts(site, scheme)))
            .collect(),
    }
}

fn scheme_facts<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>) -> SchemeFacts<'s> {
    let order = &scheme.results.order;
    let names = |wanted: &dyn Fn(SubjectIndex) -> bool| -> Vec<&'s str> {
        order.iter().filter(|subject| wanted(**subject)).map(|subject| scheme.short(*subject)).collect()
    };
    let grades = scheme.scheme.grades.iter().enumerate().map(|(at, grade)| {
        let names = names(&|subject| scheme.result(subject).grade.is_some_and(|of| of.get() == at));
        GradeFacts { name: &grade.name, count: names.len(), names_text: names.join("、"), names }
    });
    let outcomes = scheme.scheme.outcomes.iter().enumerate().map(|(at, outcome)| {
        let names = names(&|subject| scheme.result(subject).outcomes.iter().any(|of| of.get() == at));
        OutcomeFacts {
            title: &outcome.title,
            names_text: names.join("、"),
            names,
            by: outcome.by.as_deref().unwrap_or_default(),
            clause: outcome.clause.as_ref().map_or("", |clause| cite(scheme, clause)),
        }
    });
    let subject = |index: &SubjectIndex| {
        let (result, name) = (scheme.result(*index), scheme.names[index.get()]);
        SubjectFacts {
            name: &name.name,
            short: &name.short,
            grade: result.grade.map_or("", |grade| &*scheme.scheme.grade(grade).name),
            score: result.score.map_or_else(String::new, two),
            rank: result.rank,
            group: scheme.group_of(*index).unwrap_or_default(),
            change_text: change(site, scheme, *index).and_then(places).unwrap_or_default(),
            outcomes: result.outcomes.iter().map(|of| &*scheme.scheme.outcomes[of.get()].title).collect(),
        }
    };
    SchemeFacts {
        title: &scheme.scheme.title,
        short: &scheme.scheme.short,
        count: scheme.scheme.subjects.len(),
        grades: grades.collect(),
        subjects: order.iter().map(subject).collect(),
        outcomes: outcomes.collect(),
        rules_fired: order.iter().flat_map(|subject| fired(scheme, *subject)).collect(),
        problems: order.iter().flat_map(|subject| problems(scheme, *subject)).collect(),
    }
}

fn cite<'s>(scheme: &SchemeSite<'s>, clause: &'s crate::model::ClauseId) -> &'s str {
    scheme.year.clauses.get(clause).map_or(clause.as_str(), |found| &found.cite)
}

fn fired<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Vec<RuleFacts<'s>> {
    let (result, definition) = (scheme.result(subject), scheme.scheme);
    let plain = |rule| scheme.plain(&crate::wording::rule(definition, rule));
    let fact = |index: crate::model::RuleIndex, before: String, after: String| {
        let rule = &definition.rules[index.get()];
        RuleFacts {
            subject: scheme.short(subject),
            rule: &rule.title,
            clause: cite(scheme, &rule.clause),
            before,
            after,
            text: plain(index),
        }
    };
    let scores = result.nodes.iter().flat_map(|node| &node.applied);
    let scores = scores.filter(|applied| applied.change != Change::Waived && applied.before != applied.after);
    let mut facts: Vec<_> =
        scores.map(|applied| fact(applied.rule, two(applied.before), two(applied.after))).collect();
    let grades = result.grade_effects.iter().filter(|effect| !effect.waived && effect.before != effect.after);
    facts.extend(grades.map(|effect| {
        let name = |grade| definition.grade(grade).name.clone();
        fact(effect.rule, name(effect.before), name(effect.after))
    }));
    facts
}

fn problems<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Vec<ProblemFacts<'s>> {
    let record = &scheme.scored.evaluation.records[subject.get()];
    let problem = |problem: &'s crate::model::Problem| ProblemFacts {
        subject: scheme.short(subject),
        county: problem.county.as_deref().unwrap_or_default(),
        indicator: problem.node.map_or("", |node| &*scheme.scheme.node(node).title),
        says: &problem.says,
        severity: match problem.severity {
            Severity::Minor => "轻微",
            Severity::General => "一般",
            Severity::Prominent => "突出",
        },
    };
    record.problems.iter().map(problem).collect()
}
