//! An edition's overview: the year at a glance.

use serde::Serialize;

use super::bars::{bars, distribution_group};
use super::breakdown::Key;
use super::calendar::{self, StepRow, step_rows, steps_of, year_figure};
use super::chrome::{Chrome, Within};
use super::contents::{Section, sections};
use super::figure::{Distribution, Figure, Picture};
use super::inline::{GradeView, Link};
use super::movers::{Mover, Turned, movers, turned};
use super::number::{long_date, two};
use super::ranking::change;
use super::scheme_site::SchemeSite;
use super::sentence::places;
use super::tiles::{Places, tiles};
use super::{Site, YearSite, draws, groups, letters, outcomes, rectification, reviews, talks};
use crate::history::Change;
use crate::model::{GradeIndex, SubjectIndex};

/// What stands on an overview.
#[derive(Debug, Serialize)]
pub struct Overview<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// 2019年度总览
    pub heading: String,
    /// The year in words.
    pub sentence: String,
    /// What stands out.
    pub more: String,
    /// The page's sections.
    pub contents: Vec<Section>,
    /// Key numbers.
    pub keys: Vec<Key>,
    /// Pictures beside no scheme.
    pub figures: Vec<Figure<'a>>,
    /// The schemes.
    pub schemes: Vec<SchemeCard<'a>>,
    /// What the map shows, as a table.
    pub places: Option<Places<'a>>,
    /// Pairings of the year.
    pub pairs: Option<Vec<super::pairs::PairRow<'a>>>,
    /// Subjects that climbed, most first.
    pub risers: Vec<Mover<'a>>,
    /// Subjects that fell, most first.
    pub fallers: Vec<Mover<'a>>,
    /// Subjects whose grade rules or a decision changed.
    pub turned: Vec<Turned<'a>>,
    /// Pages about the procedure around the scores.
    pub procedure: Vec<Link>,
    /// Dates of the procedure.
    pub dates: Vec<StepRow<'a>>,
    /// The day they are told for.
    pub as_of: String,
    /// What the evaluation groups are called and where they stand.
    pub groups: Option<Link>,
    /// Files to take away.
    pub files: Vec<FileRow>,
}

/// A scheme on the overview.
#[derive(Debug, Serialize)]
pub struct SchemeCard<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its short title.
    pub short: &'a str,
    /// Its page.
    pub href: String,
    /// Its method page.
    pub method: String,
    /// The paper it rests on.
    pub basis: &'a str,
    /// 10市
    pub count: String,
    /// Grades with how many subjects have each.
    pub grades: Vec<GradeCount<'a>>,
    /// How many grades were changed by rules or decisions.
    pub turned: usize,
    /// How many leaves are missing.
    pub missing: usize,
    /// Its result in words.
    pub sentence: String,
    /// Its ranking.
    pub figure: Option<Figure<'a>>,
    /// The best, for the table beside the picture.
    pub rows: Vec<RankRow<'a>>,
    /// How many there are beyond the table.
    pub further: usize,
    /// Whether there are places.
    pub ranked: bool,
}

/// A grade with how many subjects have it.
#[derive(Debug, Serialize)]
pub struct GradeCount<'a> {
    /// The grade.
    pub grade: GradeView<'a>,
    /// How many.
    pub count: u32,
}

/// A subject in a short ranking.
#[derive(Debug, Serialize)]
pub struct RankRow<'a> {
    /// Place.
    pub rank: String,
    /// Its name.
    pub name: &'a str,
    /// The group it is ranked in, where there are several.
    pub group: Option<&'a str>,
    /// Its page.
    pub href: String,
    /// Published score.
    pub score: String,
    /// Final grade.
    pub grade: Option<GradeView<'a>>,
    /// 升2位, or the change of the score where there are no places.
    pub moved: String,
}

/// A file to take away.
#[derive(Debug, Serialize)]
pub struct FileRow {
    /// What it holds.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// CSV, JSON
    pub format: &'static str,
}

/// Rows of a scheme's short ranking.
const SHORT: usize = 25;
/// The view of an overview.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize) -> Overview<'s> {
    let year = &site.years[y];
    let touched: Vec<_> = year.schemes.iter().collect();
    let title = format!("{}总览", year.year.title);
    let chrome = site.edition_chrome(y, Within::Edition, ("overview", title.clone()), Vec::new(), &touched);
    let schemes: Vec<_> = year.schemes.iter().map(|scheme| card(site, scheme)).collect();
    let (risers, fallers) = movers(site, y);
    let turned: Vec<_> = year.schemes.iter().flat_map(turned).collect();
    let dates: Vec<_> = year.schemes.iter().flat_map(dates).collect();
    let procedure = procedure(year);
    let (flow, pairs) = super::pairs::pairs(site, y).unzip();
    let (map, places) = tiles(site, y).unzip();
    let groups = (!year.year.groups.is_empty()).then(|| Link::to(groups::title(year), groups::FILE));
    let contents = sections([
        ("grades", "等次", true),
        ("ranking", "名次与得分", !schemes.is_empty()),
        ("pairs", "协作结对", pairs.is_some()),
        ("movers", "进退", !risers.is_empty() || !fallers.is_empty()),
        ("turned", "规则改变的等次", !turned.is_empty()),
        ("dates", "办理进程", !dates.is_empty() || !procedure.is_empty() || groups.is_some()),
        ("files", "下载", true),
    ]);
    Overview {
        chrome,
        heading: title,
        sentence: sentence(&year.schemes),
        more: more(&turned, &year.schemes),
        contents,
        keys: keys(site, y, turned.len()),
        figures: distribution(site, y)
            .into_iter()
            .chain(map)
            .chain(flow)
            .chain(year_figure(&touched))
            .collect(),
        places,
        pairs,
        schemes,
        risers,
        fallers,
        turned,
        procedure,
        dates,
        as_of: long_date(year.stated.date),
        groups,
        files: files(year),
    }
}

/// The year in words: what each scheme found.
pub(super) fn sentence(schemes: &[SchemeSite]) -> String {
    let parts: Vec<_> = schemes.iter().map(SchemeSite::best_sentence).collect();
    if parts.is_empty() { "本年度没有评价方案。".to_owned() } else { parts.join("；") + "。" }
}

fn more(turned: &[Turned], schemes: &[SchemeSite]) -> String {
    let missing: usize = schemes.iter().map(|scheme| scheme.missing_total).sum();
    let mut parts = Vec::new();
    if !turned.is_empty() {
        let names: Vec<_> = turned.iter().take(6).map(|row| row.name).collect();
        let rest = if turned.len() > 6 { "等" } else { "" };
        parts.push(format!("{}{rest}{}个对象的等次因规则或审定与分数线不同", names.join("、"), turned.len()));
    }
    if missing > 0 {
        parts.push(format!("{missing}项指标缺报"));
    }
    if parts.is_empty() { String::new() } else { parts.join("；") + "。" }
}

fn keys(site: &Site, y: usize, turned: usize) -> Vec<Key> {
    let schemes = &site.years[y].schemes;
    let mut keys: Vec<_> = schemes
        .iter()
        .take(3)
        .filter_map(|scheme| {
            let (grade, count) = (scheme.scheme.grades.first()?, *scheme.counts().first()?);
            let before = scheme.earlier.as_ref().map(|earlier| {
                let subjects = &earlier.scored.results.subjects;
                subjects.iter().filter(|subject| subject.grade == Some(GradeIndex::new(0))).count() as u32
            });
            let unit = scheme.unit();
            let note = match before {
                Some(before) if count > before => format!("比上年多{}{unit}", count - before),
                Some(before) if count < before => format!("比上年少{}{unit}", before - count),
                Some(_) => "与上年相同".to_owned(),
                None => "没有上年结果".to_owned(),
            };
            let total = scheme.scheme.subjects.len();
            Some(Key::new(
                format!("{}“{}”", scheme.scheme.short, grade.name),
                count.to_string(),
                format!("/ {total}{unit}"),
                note,
            ))
        })
        .collect();
    keys.push(Key::new("因规则改变等次", turned.to_string(), "个", "分数不变，等次改变"));
    let missing: usize = schemes.iter().map(|scheme| scheme.missing_total).sum();
    let note = if missing == 0 { "数据齐全" } else { "有缺报不得发布" };
    keys.push(Key::new("缺报", missing.to_string(), "项", note));
    keys
}

fn distribution<'s>(site: &'s Site<'_>, y: usize) -> Option<Figure<'s>> {
    let schemes = &site.years[y].schemes;
    let first = schemes.first()?;
    let names = |scheme: &SchemeSite<'_>| {
        scheme.scheme.grades.iter().map(|grade| grade.name.clone()).collect::<Vec<_>>()
    };
    // One picture takes schemes with as many grades; a last grade by another name keeps its place.
    let alike: Vec<_> =
        schemes.iter().filter(|scheme| scheme.scheme.grades.len() == first.scheme.grades.len()).collect();
    let grades: Vec<&str> = first.scheme.grades.iter().map(|grade| &*grade.name).collect();
    let other: Vec<_> = alike
        .iter()
        .flat_map(|scheme| names(scheme))
        .filter(|name| !grades.contains(&name.as_str()))
        .collect();
    let note = other.first().map(|name| {
        format!("“{name}”与“{}”同列最低一等，名称依各自文件。", grades.last().copied().unwrap_or_default())
    });
    let groups: Vec<_> =
        alike.iter().map(|scheme| distribution_group(site, scheme, &scheme.scheme.short)).collect();
    Some(Figure {
        id: "distribution".into(),
        title: "各方案等次分布".to_owned(),
        sub: "按对象个数；深色为本年，浅色为往年".to_owned(),
        description: "各方案各年各等次的对象个数。".to_owned(),
        note,
        picture: Picture::Distribution(Distribution { grades, groups }),
    })
}

/// A subject's page from the edition's folder.
pub(super) fn href(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    format!("{}/{}", scheme.scheme.id, scheme.files[subject.get()])
}

fn card<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>) -> SchemeCard<'s> {
    let order = &scheme.results.order;
    let row = |subject: &SubjectIndex| {
        let result = scheme.result(*subject);
        RankRow {
            rank: result.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
            name: scheme.short(*subject),
            group: scheme.group_of(*subject),
            href: href(scheme, *subject),
            score: result.score.map_or_else(|| "–".to_owned(), two),
            grade: result.grade.map(|grade| scheme.grade(grade)),
            moved: moved(change(site, scheme, *subject), scheme.is_ranked()),
        }
    };
    let grades = scheme.counts().into_iter().enumerate();
    SchemeCard {
        id: scheme.scheme.id.as_str(),
        title: &scheme.scheme.title,
        short: &scheme.scheme.short,
        href: format!("{}/index.html", scheme.scheme.id),
        method: format!("{}/method.html", scheme.scheme.id),
        basis: &scheme.scheme.basis,
        count: format!("{}{}", scheme.scheme.subjects.len(), scheme.unit()),
        grades: grades
            .map(|(at, count)| GradeCount { grade: scheme.grade(GradeIndex::new(at)), count })
            .collect(),
        turned: turned(scheme).len(),
        missing: scheme.missing_total,
        sentence: format!("{}。", scheme.grades_sentence()),
        figure: bars(site, scheme, &format!("{}/", scheme.scheme.id), SHORT)
            .map(|figure| Figure { id: format!("ranking-{}", scheme.scheme.id).into(), ..figure }),
        rows: order.iter().take(SHORT).map(row).collect(),
        further: order.len().saturating_sub(SHORT),
        ranked: scheme.is_ranked(),
    }
}

/// The change of place in words, or of the score where there are no places.
fn moved(change: Option<Change>, ranked: bool) -> String {
    let text = change.and_then(
        |change| {
            if ranked { places(change) } else { change.score.map(super::number::signed) }
        },
    );
    text.unwrap_or_else(|| "–".to_owned())
}

/// The year's pages about the procedure.
fn procedure(year: &YearSite) -> Vec<Link> {
    let mut pages = Vec::new();
    if !year.year.draws.is_empty() {
        pages.push(Link::to(draws::NAME, "draws.html"));
    }
    if outcomes::any(year) {
        pages.push(Link::to(outcomes::NAME, outcomes::FILE));
    }
    if calendar::is_there(year) {
        pages.push(Link::to(calendar::NAME, calendar::FILE));
    }
    if rectification::is_there(year) {
        pages.push(Link::to(rectification::NAME, rectification::FILE));
    }
    if reviews::any(year) {
        pages.push(Link::to(reviews::title(year), reviews::FILE));
    }
    if talks::any(year) {
        pages.push(Link::to(talks::NAME, talks::FILE));
    }
    if letters::any(year) {
        pages.push(Link::to(letters::NAME, letters::FILE));
    }
    pages
}

/// A scheme's steps; clauses lead to its method page.
fn dates<'s>(scheme: &'s SchemeSite<'_>) -> Vec<StepRow<'s>> {
    step_rows(scheme, &steps_of(scheme), true, |clause| {
        let link = scheme.inline("").clause(clause);
        let href = link.href.map(|href| format!("{}/{href}", scheme.scheme.id));
        Some(Link { text: link.text, href })
    })
}

fn files(year: &YearSite) -> Vec<FileRow> {
    let mut files = vec![FileRow {
        title: "一览表（打印为一张横幅）".to_owned(),
        href: "summary.html".to_owned(),
        format: "HTML",
    }];
    if year.year.bulletin.is_some() {
        files.push(FileRow {
            title: "通报（打印为公文）".to_owned(),
            href: "bulletin.html".to_owned(),
            format: "HTML",
        });
        files.push(FileRow {
            title: "通报（Word、WPS 文件）".to_owned(),
            href: "bulletin.docx".to_owned(),
            format: "DOCX",
        });
    }
    for scheme in &year.schemes {
        let id = &scheme.scheme.id;
        files.push(FileRow {
            title: format!("{}：名次、得分、各项指标", scheme.scheme.short),
            href: format!("data/{id}.csv"),
            format: "CSV",
        });
        if scheme.has_workbook() {
            files.push(FileRow {
                title: format!("{}：结果、数据与推算公式", scheme.scheme.short),
                href: format!("data/{id}.xlsx"),
                format: "XLSX",
            });
        }
    }
    if !year.year.groups.is_empty() {
        let title = "考核分组：组别、对象、人员".to_owned();
        files.push(FileRow { title, href: groups::CSV.to_owned(), format: "CSV" });
    }
    if calendar::is_there(year) {
        let title = "办理日程：每个对象每个环节的期限和办理日期".to_owned();
        files.push(FileRow { title, href: calendar::CSV.to_owned(), format: "CSV" });
        let title = "办理日程：导入日历软件的期限，提前7天提醒".to_owned();
        files.push(FileRow { title, href: calendar::ICS.to_owned(), format: "ICS" });
    }
    if rectification::is_there(year) {
        let title = "问题整改：问题、期限、方案和报告、复核".to_owned();
        files.push(FileRow { title, href: rectification::CSV.to_owned(), format: "CSV" });
    }
    files.push(FileRow {
        title: "全部结果与依据".to_owned(),
        href: "data/results.json".to_owned(),
        format: "JSON",
    });
    files.push(FileRow {
        title: "全部结果的格式说明".to_owned(),
        href: "data/results.schema.json".to_owned(),
        format: "JSON Schema",
    });
    files
}
