//! The summary sheet (一览表): every subject of the year under every item, on one landscape sheet.

use serde::Serialize;

use crate::model::{NodeIndex, Role, RuleIndex, Scheme, State, SubjectIndex};
use crate::site::base::links::SUMMARY;
use crate::site::base::{
    At, GradeView, Kind, Link, NavItem, Own, Page, ROWS, SchemeSite, Site, Way, direction, href,
};
use crate::wording::number::{dash, signed};
use crate::wording::result::places;
use crate::wording::{overview, scale, score_or_state};

/// Subjects that an A4 sheet holds; a year with more is printed on A3.
const A4_SUBJECTS: usize = 25;
/// Subjects from which rows move together, so that the sheet still holds them.
const A4_TIGHT: usize = 16;
const A3_TIGHT: usize = 38;
/// Columns of items that stay readable beside the others, with and without the level below.
const DEEP_COLUMNS: usize = 12;
const COLUMNS: usize = 14;

const NAME: &str = "一览表";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        printed: Some("一览表（打印为一张横幅）"),
        ..Own::new(SUMMARY, page, |year| {
            Some(Way {
                name: NAME.to_owned(),
                title: year.titled("考核评价一览表"),
                words: match year.schemes.iter().any(|scheme| scheme.is_graded()) {
                    true => "各对象等次、得分、名次、规则".to_owned(),
                    false => "各对象得分、名次".to_owned(),
                },
            })
        })
    }),
    nav: |_, spot| match spot.edition {
        Some(_) => vec![NavItem::new(NAME, format!("{}{SUMMARY}", spot.up), spot.kind == KIND.name)],
        None => Vec::new(),
    },
    ..Kind::new("summary")
};

#[derive(Debug, Serialize)]
pub struct SummaryPage<'a> {
    /// 2019年度考核评价一览表
    pub heading: String,
    pub sentence: String,
    /// `a4` or `a3`: the sheet it is printed on.
    pub sheet: &'static str,
    /// Whether its rows move together on paper.
    pub tight: bool,
    pub schemes: Vec<SummaryTable<'a>>,
    /// How its columns are read.
    pub note: String,
}

/// A scheme on the sheet.
#[derive(Debug, Serialize)]
pub struct SummaryTable<'a> {
    pub id: &'a str,
    pub title: &'a str,
    /// The way to its page.
    pub href: String,
    /// 10市中3市“好”、5市“较好”、2市“一般”，没有“差”
    pub counts: String,
    pub basis: &'a str,
    pub ranked: bool,
    pub graded: bool,
    /// Whether the scheme has rules.
    pub ruled: bool,
    /// The head of what follows from the results; nothing where nothing can.
    pub used: Option<&'static str>,
    /// The earlier year to compare with: 上年, 2018年度; nothing where there is none.
    pub earlier: Option<&'a str>,
    /// What the head of the changes since then says of their scale.
    pub change_scale: &'static str,
    pub columns: Vec<SummaryColumn>,
    /// The subjects, as the ranking has them.
    pub rows: Vec<SummaryRow<'a>>,
    /// How many further subjects only the ranking shows.
    pub rest: usize,
}

/// An item at the head of its column.
#[derive(Debug, Serialize)]
pub struct SummaryColumn {
    /// Its name and place.
    pub link: Link,
    /// Whether it is a part of the item before it.
    pub inner: bool,
}

/// A subject on the sheet.
#[derive(Debug, Serialize)]
pub struct SummaryRow<'a> {
    pub name: &'a str,
    pub href: String,
    /// Whether its record is a sample, where not all are.
    pub sample: bool,
    pub grade: Option<GradeView<'a>>,
    /// Last year's grade.
    pub before: Option<GradeView<'a>>,
    pub score: String,
    pub change: String,
    /// Place; nothing where there is none.
    pub rank: String,
    pub tied: bool,
    /// 升2位
    pub moved: String,
    /// `up`, `down` or `flat`.
    pub direction: &'static str,
    /// A cell for each item.
    pub cells: Vec<SummaryCell<'a>>,
    /// The rules that fired.
    pub rules: Vec<String>,
    pub outcomes: String,
    pub problems: usize,
    /// Leaves not reported.
    pub missing: usize,
}

/// A score under an item.
#[derive(Debug, Serialize)]
pub struct SummaryCell<'a> {
    pub text: String,
    /// Its grade where it is in the lower half, so that what is weak is seen.
    pub weak: Option<GradeView<'a>>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let mut chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    chrome.stamp = None;
    let subjects: usize = year.schemes.iter().map(|scheme| scheme.scheme.subjects.len()).sum();
    let (sheet, most) = if subjects > A4_SUBJECTS { ("a3", A3_TIGHT) } else { ("a4", A4_TIGHT) };
    Page::new(
        chrome,
        SummaryPage {
            heading: year.titled("考核评价一览表"),
            sentence: overview::year(year.schemes.iter().map(|scheme| &scheme.told)),
            sheet,
            tight: subjects > most,
            schemes: year.schemes.iter().map(|scheme| table(scheme)).collect(),
            note: note(&year.schemes),
        },
    )
}

fn table<'s>(scheme: &'s SchemeSite<'_>) -> SummaryTable<'s> {
    let items = items(scheme);
    let shown = scheme.results.order.iter().take(ROWS);
    SummaryTable {
        id: scheme.scheme.id.as_str(),
        title: &scheme.scheme.title,
        href: format!("{}/index.html", scheme.scheme.id),
        counts: overview::grades(scheme),
        basis: &scheme.scheme.basis,
        ranked: scheme.is_ranked(),
        graded: scheme.is_graded(),
        ruled: is_ruled(scheme),
        used: used(scheme),
        earlier: scheme.compared_with(),
        change_scale: scheme.change_scale(),
        columns: items.iter().map(|node| column(scheme, *node)).collect(),
        rows: shown.map(|subject| row(scheme, *subject, &items)).collect(),
        rest: scheme.scheme.subjects.len().saturating_sub(ROWS),
    }
}

/// Whether anything could stand under 生效规则: a rule or a decision.
fn is_ruled(scheme: &SchemeSite) -> bool {
    !scheme.scheme.rules.is_empty() || scheme.scored.evaluation.decisions.iter().any(Option::is_some)
}

/// The head of the last column.
fn used(scheme: &SchemeSite) -> Option<&'static str> {
    match (scheme.scheme.outcomes.is_empty(), scheme.has_problems()) {
        (false, true) => Some("结果运用和问题"),
        (false, false) => Some("结果运用"),
        (true, true) => Some("问题"),
        (true, false) => (scheme.missing_total > 0).then_some("缺报"),
    }
}

/// How the columns are read.
fn note(schemes: &[SchemeSite]) -> String {
    let graded = schemes.iter().any(|scheme| scheme.is_graded());
    let ruled = schemes.iter().any(is_ruled);
    let weak = if graded { "，带形状的为偏低等次" } else { "" };
    let inner =
        schemes.iter().any(|scheme| items(scheme).iter().any(|node| scheme.nodes[node.get()].depth > 1));
    let inner = if graded || inner { "，浅色各列是前一项的组成部分" } else { "" };
    let what = if graded { "得分或等次" } else { "得分" };
    let rules = format!("；“生效规则”列出改变了{what}的规则、所据条款和作用的项数");
    format!("各项列得分{weak}{inner}{}。", if ruled { &*rules } else { "" })
}

/// The items: the root's children, and the sections below them where there is room.
fn items(scheme: &SchemeSite) -> Vec<NodeIndex> {
    let top = scheme.sections();
    let mut deep = Vec::new();
    for &node in top {
        deep.push(node);
        let inner = scheme.scheme.node(node).children().iter().copied();
        deep.extend(
            inner.filter(|child| matches!(scheme.scheme.node(*child).role, Role::Component | Role::Section)),
        );
    }
    if deep.len() <= DEEP_COLUMNS {
        deep
    } else if top.len() <= COLUMNS {
        top.to_vec()
    } else {
        Vec::new()
    }
}

fn column(scheme: &SchemeSite, node: NodeIndex) -> SummaryColumn {
    let of = &scheme.nodes[node.get()];
    let address = format!("{}/{}", scheme.scheme.id, of.href);
    SummaryColumn { link: Link::to(&*scheme.scheme.node(node).title, address), inner: of.depth > 1 }
}

fn row<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex, items: &[NodeIndex]) -> SummaryRow<'s> {
    let result = scheme.result(subject);
    let earlier = scheme.before(subject);
    let change = scheme.change(subject);
    // Where the grades were others, last year's cannot be shown in this year's shapes.
    let alike = change.is_some_and(|change| change.grades.is_some());
    let before = earlier.filter(|_| alike).and_then(|earlier| earlier.result().grade);
    let score_change = change
        .and_then(|change| change.score)
        .map_or_else(dash, |change| scale::changed(scheme.scheme, result, change));
    let moved = change.and_then(|change| change.places).unwrap_or_default();
    let outcomes = result.outcomes.iter().map(|of| &*scheme.scheme.outcomes[of.get()].title);
    SummaryRow {
        name: scheme.short(subject),
        href: href(scheme, subject),
        sample: !scheme.all_sample && scheme.is_sample(subject),
        grade: result.grade.map(|grade| scheme.grade(grade)),
        before: before.map(|grade| scheme.grade(grade)),
        score: scheme.score(subject),
        change: score_change,
        rank: scheme.place(subject),
        tied: result.tied,
        moved: change.and_then(places).unwrap_or_else(dash),
        direction: direction(moved.cmp(&0)),
        cells: items.iter().map(|node| cell(scheme, subject, *node)).collect(),
        rules: rules(scheme, subject),
        outcomes: outcomes.collect::<Vec<_>>().join("、"),
        problems: scheme.scored.evaluation.records[subject.get()].problems.len(),
        missing: scheme.missing[subject.get()],
    }
}

fn cell<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex, node: NodeIndex) -> SummaryCell<'s> {
    let result = &scheme.result(subject).nodes[node.get()];
    let grade = result.grade.filter(|_| result.state == State::Scored);
    let weak = grade.filter(|grade| scheme.weak(Some(*grade)).is_some());
    SummaryCell {
        text: score_or_state(scheme.scheme, node, result),
        weak: weak.map(|grade| scheme.grade(grade)),
    }
}

/// The rules that changed a score or the grade; one that worked on several items is said once.
fn rules(scheme: &SchemeSite, subject: SubjectIndex) -> Vec<String> {
    let (result, definition) = (scheme.result(subject), scheme.scheme);
    let title = |rule: RuleIndex| {
        let rule = &definition.rules[rule.get()];
        match &rule.clause {
            Some(clause) => format!("{}（{}）", rule.title, scheme.cite(clause)),
            None => rule.title.clone(),
        }
    };
    let name = |grade| &*definition.grade(grade).name;
    let turned = result.grade_effects.iter().filter(|effect| effect.turned());
    let mut texts: Vec<String> = turned
        .map(|effect| format!("{}：{}→{}", title(effect.rule), name(effect.before), name(effect.after)))
        .collect();
    texts.extend(scheme.decision(subject));
    let worked = |at: usize| result.nodes[at].applied.iter().filter(|of| of.moved());
    let root = worked(Scheme::ROOT)
        .filter_map(|of| Some(format!("{}：{}", title(of.rule), signed(of.after.checked_sub(of.before)?))));
    texts.extend(root);
    let mut counts = vec![0; definition.rules.len()];
    (0..result.nodes.len())
        .filter(|at| *at != Scheme::ROOT)
        .flat_map(worked)
        .for_each(|of| counts[of.rule.get()] += 1);
    let several = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    texts.extend(several.map(|(rule, count)| format!("{}：{count}项", title(RuleIndex::new(rule)))));
    texts
}
