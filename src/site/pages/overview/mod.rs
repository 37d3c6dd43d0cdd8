//! An edition's overview: the year at a glance.

mod movers;
mod pairs;
mod tile_views;
mod tiles;

use movers::{Mover, Turned, movers, turned};
use serde::Serialize;
use tiles::{Places, tiles};

use crate::charts::Distribution;
use crate::model::{GradeIndex, NodeIndex, Scheme, SubjectIndex};
use crate::site::base::kind::Download;
use crate::site::base::links::METHOD;
use crate::site::base::{
    At, CORRECTIONS, Data, Figure, Form, GradeView, Key, Kind, Link, Mark, NavItem, Own, Page, SchemeSite,
    Section, Site, Way, Within, YearSite, href, sections,
};
use crate::site::parts::bars::{COUNTED, bars, distribution_group};
use crate::site::parts::calendar::{StepRow, step_rows, steps_of, year_figure};
use crate::site::parts::groups;
use crate::site::parts::standing::best_key;
use crate::site::parts::year_card::GradeCount;
use crate::wording::number::{dash, long_date};
use crate::wording::result::places;
use crate::wording::{overview as words, pictures, scale};

const NAME: &str = "年度总览";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        data: &[
            Data {
                file: "data/results.json", form: Form::Results, format: "JSON", title: "全部结果与依据"
            },
            Data {
                file: "data/results.schema.json",
                form: Form::Schema,
                format: "JSON Schema",
                title: "全部结果的格式说明",
            },
        ],
        ..Own::new("index.html", page, |year| {
            Some(Way { name: NAME.to_owned(), title: year.titled("总览"), words: String::new() })
        })
    }),
    nav: |_, spot| match spot.edition {
        Some(_) => vec![NavItem::new(NAME, format!("{}index.html", spot.up), spot.kind == KIND.name)],
        None => Vec::new(),
    },
    weight: Some(300),
    ..Kind::new("overview")
};

#[derive(Debug, Serialize)]
pub struct Overview<'a> {
    /// 2019年度总览
    pub heading: String,
    pub sentence: String,
    /// What stands out.
    pub more: String,
    pub contents: Vec<Section>,
    pub keys: Vec<Key>,
    /// Whether any scheme has grades.
    pub graded: bool,
    pub schemes: Vec<SchemeCard<'a>>,
    /// What the map shows, as a table.
    pub places: Option<Places<'a>>,
    /// Pairings of the year.
    pub pairs: Option<Vec<pairs::PairRow<'a>>>,
    /// Subjects that climbed, most first.
    pub risers: Vec<Mover<'a>>,
    /// Subjects that fell, most first.
    pub fallers: Vec<Mover<'a>>,
    /// Subjects whose grade rules or a decision changed.
    pub turned: Vec<Turned<'a>>,
    /// Pages about the procedure around the scores.
    pub procedure: Vec<Link>,
    pub dates: Vec<StepRow<'a>>,
    /// The day they are told for.
    pub as_of: String,
    /// What the evaluation groups are called and where they stand.
    pub groups: Option<Link>,
    /// Files to take away.
    pub files: Vec<Download>,
}

/// A scheme on the overview.
#[derive(Debug, Serialize)]
pub struct SchemeCard<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub short: &'a str,
    pub href: String,
    pub method: String,
    pub basis: &'a str,
    /// 10市
    pub count: String,
    /// Grades with how many subjects have each.
    pub grades: Vec<GradeCount<'a>>,
    /// How many grades were changed by rules or decisions.
    pub turned: usize,
    pub missing: usize,
    pub sentence: String,
    pub figure: Option<String>,
    /// The best, for the table beside the picture.
    pub rows: Vec<RankRow<'a>>,
    /// How many there are beyond the table.
    pub further: Option<String>,
    pub ranked: bool,
    pub graded: bool,
    /// What the year is called that they are compared with; nothing where there is none.
    pub earlier: Option<&'a str>,
    /// What the head of the changes since then says of their scale.
    pub change_scale: &'static str,
}

/// A subject in a short ranking.
#[derive(Debug, Serialize)]
pub struct RankRow<'a> {
    /// Place.
    pub rank: String,
    pub name: &'a str,
    /// The group it is ranked in, where there are several.
    pub group: Option<&'a str>,
    pub href: String,
    pub score: String,
    pub grade: Option<GradeView<'a>>,
    /// 升2位, or the change of the score where there are no places.
    pub moved: String,
}

/// Rows of a scheme's short ranking.
const SHORT: usize = 25;
fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let y = at.year;
    let year = &site.years[y];
    let title = year.titled("总览");
    let chrome = site.edition_chrome(at, Within::Edition, (KIND.name, title.clone()), Vec::new());
    let (risers, fallers) = movers(site, y);
    let turned: Vec<_> = year.schemes.iter().flat_map(turned).collect();
    let dates: Vec<_> = year.schemes.iter().flat_map(dates).collect();
    let own = site.own_pages(year).filter(|(own, _)| own.procedure);
    let procedure: Vec<_> = own.map(|(own, way)| Link::to(way.name, own.file)).collect();
    let (flow, pairs) = pairs::pairs(site, y).unzip();
    let (map, places) = tiles(site, y).unzip();
    let groups = groups::link(year);
    let graded = year.schemes.iter().any(|scheme| scheme.is_graded());
    let contents = sections([
        ("grades", if graded { "等次" } else { "各方案" }, true),
        ("ranking", "名次与得分", !year.schemes.is_empty()),
        ("pairs", "协作结对", pairs.is_some()),
        ("movers", "进退", !risers.is_empty() || !fallers.is_empty()),
        ("turned", "规则改变的等次", !turned.is_empty()),
        ("dates", "办理进程", !dates.is_empty() || !procedure.is_empty() || groups.is_some()),
        ("files", "下载", true),
    ]);
    let mut cards = Vec::new();
    let schemes = year.schemes.iter().map(|scheme| card(scheme, &mut cards)).collect();
    let figures = distribution(site, y).into_iter().chain(map).chain(flow).chain(year_figure(&year.schemes));
    let figures = figures.chain(cards).collect();
    let body = Overview {
        heading: title,
        sentence: words::year(year.schemes.iter().map(|scheme| &scheme.told)),
        more: words::year_more(&turned.iter().map(|row| row.name).collect::<Vec<_>>(), missing(year)),
        contents,
        keys: keys(site, y, turned.len()),
        graded,
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
        files: files(site, year),
    };
    Page { figures, ..Page::new(chrome, body) }
}

fn keys(site: &Site, y: usize, turned: usize) -> Vec<Key> {
    let schemes = &site.years[y].schemes;
    let best = |scheme: &SchemeSite| {
        let grade = scheme.scheme.grades.first()?;
        best_key(scheme, format!("{}“{}”", scheme.scheme.short, grade.name))
    };
    let mut keys: Vec<_> = schemes.iter().take(3).filter_map(best).collect();
    if schemes.iter().any(|scheme| scheme.is_graded()) {
        keys.push(Key::new("因规则改变等次", turned.to_string(), "个", "分数不变，等次改变"));
    }
    if let [only] = &schemes[..]
        && !only.is_graded()
    {
        keys.extend(only.median_keys(NodeIndex::new(Scheme::ROOT)));
    }
    let missing = missing(&site.years[y]);
    let undefined = schemes.iter().map(|scheme| scheme.undefined_total).sum();
    // A released edition went out with them: nothing is to be done before that any more.
    let then = match site.years[y].mark {
        Mark::Draft => "发布前应补齐",
        Mark::Released { .. } => "按方案计分",
    };
    let note = words::reported(missing, undefined, then);
    keys.push(Key::new("缺报", missing.to_string(), "项", note));
    keys
}

fn missing(year: &YearSite) -> usize {
    year.schemes.iter().map(|scheme| scheme.missing_total).sum()
}

fn distribution<'s>(site: &'s Site<'_>, y: usize) -> Option<Figure<'s>> {
    let schemes = &site.years[y].schemes;
    let first = schemes.iter().find(|scheme| scheme.is_graded())?;
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
    let other = other.first().map(|name| (&**name, grades.last().copied().unwrap_or_default()));
    let words = pictures::distributions(other);
    let groups: Vec<_> =
        alike.iter().map(|scheme| distribution_group(site, scheme, &scheme.scheme.short)).collect();
    let picture = Distribution { grades, groups, unit: COUNTED };
    Some(Figure::new("distribution", words, picture))
}

/// A scheme's card; its picture goes to the others.
fn card<'s>(scheme: &'s SchemeSite<'_>, figures: &mut Vec<Figure<'s>>) -> SchemeCard<'s> {
    let order = &scheme.results.order;
    let row = |subject: &SubjectIndex| {
        let result = scheme.result(*subject);
        RankRow {
            rank: scheme.place(*subject),
            name: scheme.short(*subject),
            group: scheme.group_of(*subject),
            href: href(scheme, *subject),
            score: scheme.score(*subject),
            grade: result.grade.map(|grade| scheme.grade(grade)),
            moved: moved(scheme, *subject),
        }
    };
    let grades = scheme.counts().into_iter().enumerate();
    let id = format!("ranking-{}", scheme.scheme.id);
    let picture = bars(scheme, &format!("{}/", scheme.scheme.id), SHORT);
    let figure = picture.is_some().then(|| id.clone());
    figures.extend(picture.map(|figure| Figure { id: id.into(), ..figure }));
    SchemeCard {
        id: scheme.scheme.id.as_str(),
        title: &scheme.scheme.title,
        short: &scheme.scheme.short,
        href: format!("{}/index.html", scheme.scheme.id),
        method: format!("{}/{METHOD}", scheme.scheme.id),
        basis: &scheme.scheme.basis,
        count: scheme.count(),
        grades: grades
            .map(|(at, count)| GradeCount { grade: scheme.grade(GradeIndex::new(at)), count })
            .collect(),
        turned: turned(scheme).len(),
        missing: scheme.missing_total,
        sentence: format!("{}。", words::grades(scheme)),
        figure,
        rows: order.iter().take(SHORT).map(row).collect(),
        further: order
            .len()
            .checked_sub(SHORT)
            .filter(|more| *more > 0)
            .map(|more| scheme.scheme.noun.of(more)),
        ranked: scheme.is_ranked(),
        graded: scheme.is_graded(),
        earlier: scheme.compared_with(),
        change_scale: scheme.change_scale(),
    }
}

/// The change of place in words, or of the score where there are no places.
fn moved(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    let text = scheme.change(subject).and_then(|change| {
        let by = |by| scale::changed(scheme.scheme, scheme.result(subject), by);
        if scheme.is_ranked() { places(change) } else { change.score.map(by) }
    });
    text.unwrap_or_else(dash)
}

/// A scheme's steps; clauses lead to its method page.
fn dates<'s>(scheme: &'s SchemeSite<'_>) -> Vec<StepRow<'s>> {
    step_rows(scheme, &steps_of(scheme), true, |clause| {
        let link = scheme.inline("").clause(clause);
        let href = link.href.map(|href| format!("{}/{href}", scheme.scheme.id));
        Some(Link { text: link.text, href })
    })
}

/// What can be taken away: sheets to print and Word files, then the tables, the whole of the results last.
fn files(site: &Site, year: &YearSite) -> Vec<Download> {
    let file =
        |title: &str, href: &str, format| Download { title: title.to_owned(), href: href.to_owned(), format };
    let mut files = Vec::new();
    for kind in site.kinds.iter().filter(|kind| kind.name != KIND.name) {
        files.extend((kind.downloads)(year));
        let Some(own) = kind.own.as_ref().filter(|own| (own.way)(year).is_some()) else { continue };
        files.extend(own.printed.map(|title| file(title, own.file, "HTML")));
        files.extend(own.data.iter().map(|data| file(data.title, data.file, data.format)));
    }
    files.sort_by_key(|file| !matches!(file.format, "HTML" | "DOCX"));
    let whole = KIND.own.iter().flat_map(|own| own.data);
    files.extend(whole.map(|data| file(data.title, data.file, data.format)));
    if let Mark::Released { supersedes: Some(before), .. } = year.mark {
        files.push(file(&format!("本版更正：与第{before}版不同的每一处"), CORRECTIONS, "JSON"));
    }
    files
}
