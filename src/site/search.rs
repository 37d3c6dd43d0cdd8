//! What can be searched for, and the page that searches: subjects, indicators, clauses, problems, pages.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use super::chrome::{Chrome, Outside};
use super::inline::Link;
use super::lists::rows;
use super::method::cited;
use super::number::places;
use super::plan::{ROWS, list_file, page_count, subject_file};
use super::{
    SchemeSite, Site, YearSite, calendar, draws, groups, letters, outcomes, rectification, reviews, talks,
};
use crate::model::{Role, SubjectIndex};

/// What an entry leads to; the order is the order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A subject's result of one year.
    Subject,
    /// A node of a scheme.
    Indicator,
    /// A clause of the regulation.
    Clause,
    /// A problem that was found.
    Problem,
    /// Any other page.
    Page,
}

/// One thing that can be found, or the place the following ones stand in.
#[derive(Debug)]
pub enum Findable<'e> {
    /// Begins a place: 2019年度 · a scheme.
    Place {
        /// How it is called.
        name: &'e str,
        /// The year, 0 for none.
        year: i16,
        /// The folder its addresses begin with, empty or with `/` at its end.
        base: &'e str,
    },
    /// An entry of the place before it.
    Entry {
        /// What it is.
        kind: EntryKind,
        /// Its title.
        title: &'e str,
        /// Its address inside the place, without `.html`; an anchor may follow.
        file: &'e str,
        /// What it says, in short.
        text: &'e str,
    },
}

/// What stands on the search page.
#[derive(Debug, Serialize)]
pub struct SearchPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its title.
    pub heading: &'static str,
    /// What can be found, in words.
    pub sentence: String,
    /// The years, newest first.
    pub years: Vec<YearWays>,
    /// Free pages.
    pub pages: Vec<Link>,
}

/// The ways into a year.
#[derive(Debug, Serialize)]
pub struct YearWays {
    /// 2019年度
    pub title: String,
    /// Overview and circular.
    pub ways: Vec<Link>,
    /// Its schemes.
    pub schemes: Vec<SchemeWays>,
}

/// The ways into a scheme.
#[derive(Debug, Serialize)]
pub struct SchemeWays {
    /// Its ranking.
    pub link: Link,
    /// Its method.
    pub method: Link,
    /// Its subjects, or the pages of a long list; only in the newest year.
    pub subjects: Vec<Link>,
    /// Its indicators; only in the newest year.
    pub indicators: Vec<Link>,
}

/// The view of the search page.
pub(super) fn view<'s>(site: &'s Site<'_>) -> SearchPage<'s> {
    let chrome = site.outside_chrome(Outside {
        kind: "search",
        title: "检索".to_owned(),
        up: "",
        free: None,
        year: None,
    });
    let newest = site.years.len().saturating_sub(1);
    let pages = &site.input.content.pages;
    SearchPage {
        chrome,
        heading: "检索",
        sentence: sentence(site),
        years: site.years.iter().enumerate().rev().map(|(y, year)| year_ways(year, y == newest)).collect(),
        pages: pages.iter().map(|page| Link::to(&*page.title, format!("pages/{}.html", page.slug))).collect(),
    }
}

/// How much there is to be found: subjects and indicators counted once, however many years they have.
fn sentence(site: &Site) -> String {
    let schemes = || site.years.iter().flat_map(|year| &year.schemes);
    let subjects: BTreeSet<_> = schemes().flat_map(|scheme| &scheme.scheme.subjects).collect();
    let items: BTreeSet<_> = schemes()
        .flat_map(|scheme| {
            let id = &scheme.scheme.id;
            scheme.paged_nodes().map(move |node| (id, &scheme.scheme.node(node).id))
        })
        .collect();
    format!(
        "可检索{}个年度、{}个对象、{}项指标，以及条款、问题和网页。",
        site.years.len(),
        subjects.len(),
        items.len()
    )
}

fn year_ways(year: &YearSite, newest: bool) -> YearWays {
    let folder = &year.folder;
    let mut ways = vec![
        Link::to("年度总览", format!("{folder}index.html")),
        Link::to("一览表", format!("{folder}summary.html")),
    ];
    if year.year.bulletin.is_some() {
        ways.push(Link::to("通报", format!("{folder}bulletin.html")));
    }
    if !year.year.draws.is_empty() {
        ways.push(Link::to(draws::NAME, format!("{folder}draws.html")));
    }
    if calendar::is_there(year) {
        ways.push(Link::to(calendar::NAME, format!("{folder}{}", calendar::FILE)));
    }
    if !year.year.groups.is_empty() {
        ways.push(Link::to(groups::title(year), format!("{folder}{}", groups::FILE)));
    }
    if rectification::is_there(year) {
        ways.push(Link::to(rectification::NAME, format!("{folder}{}", rectification::FILE)));
    }
    if outcomes::any(year) {
        ways.push(Link::to(outcomes::NAME, format!("{folder}{}", outcomes::FILE)));
    }
    if reviews::any(year) {
        ways.push(Link::to(reviews::title(year), format!("{folder}{}", reviews::FILE)));
    }
    if talks::any(year) {
        ways.push(Link::to(talks::NAME, format!("{folder}{}", talks::FILE)));
    }
    if letters::any(year) {
        ways.push(Link::to(letters::NAME, format!("{folder}{}", letters::FILE)));
    }
    let schemes = year.schemes.iter().map(|scheme| {
        let base = format!("{folder}{}/", scheme.scheme.id);
        SchemeWays {
            link: Link::to(&*scheme.scheme.title, format!("{base}index.html")),
            method: Link::to("方法与口径", format!("{base}method.html")),
            subjects: if newest { subject_ways(scheme, &base) } else { Vec::new() },
            indicators: if newest {
                let link = |node: crate::model::NodeIndex| {
                    let href = format!("{base}{}", scheme.nodes[node.get()].href);
                    Link::to(&*scheme.scheme.node(node).title, href)
                };
                scheme.paged_nodes().map(link).collect()
            } else {
                Vec::new()
            },
        }
    });
    YearWays { title: year.year.title.clone(), ways, schemes: schemes.collect() }
}

/// Every subject, or the pages of the list where there are too many for one.
fn subject_ways(scheme: &SchemeSite, base: &str) -> Vec<Link> {
    let total = scheme.files.len();
    if total <= ROWS {
        let link = |(file, name): (&String, &&crate::model::DatedName)| {
            Link::to(&*name.short, format!("{base}{file}"))
        };
        return scheme.files.iter().zip(&scheme.names).map(link).collect();
    }
    let link = |page| {
        let shown = rows(page, total);
        let text = format!("第{}至{}个", shown.start + 1, shown.end);
        Link::to(text, format!("{base}{}", list_file("index", page)))
    };
    (0..page_count(scheme)).map(link).collect()
}

/// Gives everything that can be found, newest year first, one at a time.
///
/// # Errors
/// Those of `give`.
pub fn findable(site: &Site, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    for year in site.years.iter().rev() {
        for_year(year, give)?;
    }
    let content = site.input.content;
    give(Findable::Place { name: &content.site.title, year: 0, base: "" })?;
    give(page(&content.site.title, "index", "首页"))?;
    for pair in &site.comparisons {
        let scheme = &site.years[pair.later.0].schemes[pair.later.1].scheme.short;
        let [first, second] = [pair.earlier, pair.later].map(|(y, _)| &*site.years[y].year.title);
        let title = format!("{scheme}：{first}与{second}比较");
        give(page(&title, &pair.stem(&site.years), "升降 等次转移 变化从哪里来 方案的不同"))?;
    }
    give(page("归档与更正", "archive", "全部版次"))?;
    give(page("考核对象", "subjects/index", "历年各方案的结果"))?;
    for subject in &site.subjects {
        let name = subject.names.last().map_or("", |name| &name.name);
        let file = subject_file(subject.id.as_str());
        give(page(name, &format!("subjects/{}", file.trim_end_matches(".html")), "历年各方案的结果"))?;
    }
    for free in &content.pages {
        give(page(&free.title, &format!("pages/{}", free.slug), &plain(&free.body)))?;
    }
    Ok(())
}

fn for_year(year: &YearSite, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    let number = year.year.year.get();
    let mut clauses = BTreeSet::new();
    for scheme in &year.schemes {
        let definition = scheme.scheme;
        let name = format!("{} · {}", year.year.title, definition.short);
        let base = format!("{}{}/", year.folder, definition.id);
        give(Findable::Place { name: &name, year: number, base: &base })?;
        subjects(scheme, give)?;
        indicators(scheme, give)?;
        for clause in cited(definition) {
            // A clause that several schemes cite is found once a year.
            let Some(found) = scheme.year.clauses.get(clause).filter(|_| clauses.insert(clause)) else {
                continue;
            };
            let file = format!("method#c-{clause}");
            give(entry(EntryKind::Clause, &found.cite, &file, &found.says))?;
        }
        problems(scheme, give)?;
        give(page(&definition.title, "index", "结果与名次"))?;
        give(page(&format!("{}：方法与口径", definition.short), "method", &definition.basis))?;
    }
    give(Findable::Place { name: &year.year.title, year: number, base: &year.folder })?;
    give(page(&format!("{}总览", year.year.title), "index", ""))?;
    give(page(&format!("{}考核评价一览表", year.year.title), "summary", "各对象等次、得分、名次、规则"))?;
    for set in &year.year.groups {
        let people = set.groups.iter().flat_map(|group| group.people());
        let names: Vec<&str> = people.map(|person| person.name.as_str()).collect();
        give(page(&set.title, &format!("groups#{}", set.id), &names.join(" ")))?;
    }
    if let Some(bulletin) = &year.year.bulletin {
        give(page(&bulletin.title, "bulletin", year.year.document.as_deref().unwrap_or("通报")))?;
    }
    if !year.year.draws.is_empty() {
        give(page(&draws::title(year), "draws", &draws::summary(year)))?;
    }
    if rectification::is_there(year) {
        let title = format!("{}{}", year.year.title, rectification::NAME);
        give(page(&title, "rectification", "整改方案 整改报告 复核 销号 逾期 往年问题 反复出现"))?;
    }
    if outcomes::any(year) {
        let name = format!("{}{}", year.year.title, outcomes::NAME);
        give(page(&name, "outcomes", "审批进度、表扬、谈话提醒、约谈、通报批评、限期整改、分送"))?;
    }
    if calendar::is_there(year) {
        let title = format!("{}{}", year.year.title, calendar::NAME);
        give(page(&title, "calendar", "期限 按期 迟办 逾期 谁落后了 整改方案 整改报告"))?;
    }
    if reviews::any(year) {
        let name = format!("{}{}", year.year.title, reviews::title(year));
        give(page(&name, "reviews", "复核申请、答复、审定"))?;
    }
    if talks::any(year) {
        let name = format!("{}{}", year.year.title, talks::NAME);
        give(page(&name, "talks", "谈话提醒、约谈的对象、缘由、谈话人、参加人"))?;
    }
    if letters::any(year) {
        let name = format!("{}{}", year.year.title, letters::NAME);
        give(page(&name, "letters", "结果、由来、问题、整改期限"))?;
    }
    let cited = [
        (groups::cited(year), "groups"),
        (outcomes::cited(year), "outcomes"),
        (rectification::cited(year), "rectification"),
    ];
    for (cited, file) in cited {
        for clause in cited {
            let Some(found) = year.year.clauses.get(clause).filter(|_| clauses.insert(clause)) else {
                continue;
            };
            give(entry(EntryKind::Clause, &found.cite, &format!("{file}#c-{clause}"), &found.says))?;
        }
    }
    Ok(())
}

/// 广州市: 较好 90.92分 第4名.
fn subjects(scheme: &SchemeSite, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    let decimals = scheme.scheme.shown_decimals(Role::Total);
    for (position, (file, name)) in scheme.files.iter().zip(&scheme.names).enumerate() {
        let result = scheme.result(SubjectIndex::new(position));
        let mut text = Vec::new();
        text.extend(result.grade.map(|grade| scheme.scheme.grade(grade).name.clone()));
        text.extend(result.score.map(|score| format!("{}分", places(score, decimals))));
        text.extend(result.rank.filter(|_| scheme.is_ranked()).map(|rank| format!("第{rank}名")));
        let both = format!("{}（{}）", name.name, name.short);
        let title = if name.name.contains(&name.short) { &name.name } else { &both };
        give(entry(EntryKind::Subject, title, stem(file), &text.join(" ")))?;
    }
    Ok(())
}

/// Every node, and where subjects have work of their own, each of these.
fn indicators(scheme: &SchemeSite, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    for &index in &scheme.order {
        let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let file = site.href.replacen(".html", "", 1);
        give(entry(EntryKind::Indicator, &node.title, &file, node.says.as_deref().unwrap_or("")))?;
        for (position, id) in scheme.scheme.subjects.iter().enumerate() {
            let Some(variant) = node.variants.get(id) else { continue };
            let text = format!("{}：{}", scheme.names[position].short, variant.says.as_deref().unwrap_or(""));
            give(entry(EntryKind::Indicator, &variant.title, stem(&scheme.files[position]), &text))?;
        }
    }
    Ok(())
}

fn problems(scheme: &SchemeSite, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    for (position, record) in scheme.scored.evaluation.records.iter().enumerate() {
        for problem in &record.problems {
            let about = problem.node.map_or("存在问题", |node| &scheme.scheme.node(node).title);
            let county = problem.county.as_deref().unwrap_or("");
            let title = format!("{}{county}：{about}", scheme.names[position].short);
            let file = format!("{}#problems", stem(&scheme.files[position]));
            give(entry(EntryKind::Problem, &title, &file, &problem.says))?;
        }
    }
    Ok(())
}

fn entry<'e>(kind: EntryKind, title: &'e str, file: &'e str, text: &'e str) -> Findable<'e> {
    Findable::Entry { kind, title, file, text }
}

fn page<'e>(title: &'e str, file: &'e str, text: &'e str) -> Findable<'e> {
    entry(EntryKind::Page, title, file, text)
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".html").unwrap_or(file)
}

/// Markdown without its signs, good enough to search in.
fn plain(markdown: &str) -> String {
    let words = markdown.split_whitespace().map(|word| word.replace(['#', '*', '`', '|', '>', '[', ']'], ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
