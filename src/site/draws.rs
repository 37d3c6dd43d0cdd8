//! What was drawn by lot in a year, laid out so that anyone can draw again.

use serde::Serialize;

use super::breakdown::Key;
use super::chrome::{Chrome, Within};
use super::inline::Link;
use super::number::{long_date, numeral};
use super::{Site, YearSite};
use crate::model::{ClauseId, Draw, DrawKind, Frame, Stratum};
use crate::wording::{draw_title, draw_unit};

/// Units of a frame that are listed on the page; longer frames are told by their number and their ends.
const LISTED: usize = 60;

/// What stands on a year's page of draws.
#[derive(Debug, Serialize)]
pub struct DrawsPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// 2019年度随机抽取
    pub heading: String,
    /// What was drawn, in words.
    pub sentence: String,
    /// How to check it.
    pub more: &'static str,
    /// The page's sections.
    pub contents: Vec<Anchor>,
    /// Key numbers.
    pub keys: Vec<Key>,
    /// The draws.
    pub draws: Vec<DrawView<'a>>,
    /// The numeral of the section that tells the algorithm.
    pub method: String,
}

/// A way to a section.
#[derive(Debug, Serialize)]
pub struct Anchor {
    /// Its anchor.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A draw.
#[derive(Debug, Serialize)]
pub struct DrawView<'a> {
    /// Its anchor.
    pub id: String,
    /// 一 二 三
    pub numeral: String,
    /// What it is called.
    pub title: &'a str,
    /// The result in words.
    pub sentence: String,
    /// The seed.
    pub seed: &'a str,
    /// The way it was drawn.
    pub algorithm: &'static str,
    /// The day.
    pub date: Option<String>,
    /// Who drew and who watched.
    pub by: Option<&'a str>,
    /// A remark.
    pub note: Option<&'a str>,
    /// Where it is laid down.
    pub clause: Option<Link>,
    /// What the clause says.
    pub says: Option<&'a str>,
    /// 市州, or 层.
    pub head: &'static str,
    /// The groups.
    pub groups: Vec<GroupView>,
}

/// A group that was drawn from on its own.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// Whose units these are.
    pub name: String,
    /// 7个县抽3个
    pub how: String,
    /// Whether there was no choice.
    pub census: bool,
    /// The frame in its order.
    pub frame: String,
    /// What was drawn.
    pub drawn: String,
    /// Who moves up, in order.
    pub reserve: String,
    /// The group for the script that draws again.
    pub data: String,
}

/// A group as the script reads it.
#[derive(Serialize)]
struct Data<'d> {
    of: &'d [String],
    frame: DataFrame<'d>,
    take: u32,
    drawn: &'d [String],
    reserve: &'d [String],
}

#[derive(Serialize)]
#[serde(untagged)]
enum DataFrame<'d> {
    Units(&'d [String]),
    Numbered(u32),
}

/// The view of a year's draws.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize) -> DrawsPage<'s> {
    let year = &site.years[y];
    let draws = &year.year.draws;
    let touched: Vec<_> = year.schemes.iter().collect();
    let heading = title(year);
    let crumbs = vec![Link::plain(NAME)];
    let chrome = site.edition_chrome(y, Within::Edition, ("draws", heading.clone()), crumbs, &touched);
    let strata = || draws.iter().flat_map(|draw| &draw.strata);
    let census = strata().filter(|stratum| stratum.is_census()).count();
    let counties: usize = drawn(draws, DrawKind::Counties, 1);
    let households: usize = drawn(draws, DrawKind::Sample, 3);
    let mut keys = vec![Key::new("随机抽取", draws.len().to_string(), "次", "种子和抽样框都已公布")];
    if counties > 0 {
        keys.push(Key::new("抽中贫困县", counties.to_string(), "个", "备选次序一并排出"));
    }
    if households > 0 {
        keys.push(Key::new("抽中农户", households.to_string(), "户", "按乡镇、村分层"));
    }
    let all = strata().count();
    keys.push(Key::new(
        "全部抽取的组",
        census.to_string(),
        format!("/ {all}组"),
        "单位数不多于应抽数，不用随机",
    ));
    let views: Vec<_> = draws.iter().enumerate().map(|(at, draw)| one(year, at, draw)).collect();
    let mut contents: Vec<_> =
        views.iter().map(|of| Anchor { id: of.id.clone(), title: of.title.to_owned() }).collect();
    contents.push(Anchor { id: "method".to_owned(), title: "算法".to_owned() });
    DrawsPage {
        chrome,
        heading,
        sentence: views.iter().map(|of| of.sentence.as_str()).collect::<Vec<_>>().join(""),
        more: "结果由种子和抽样框完全决定，任何人都可以重算。",
        contents,
        keys,
        method: numeral(views.len() + 1),
        draws: views,
    }
}

/// What pages that lead here call it.
pub(super) const NAME: &str = "随机抽取";

/// 2019年度随机抽取
pub(super) fn title(year: &YearSite) -> String {
    format!("{}{NAME}", year.year.title)
}

/// What was drawn, in a line: the words the search finds the page by.
pub(super) fn summary(year: &YearSite) -> String {
    let draws = year.year.draws.iter();
    draws.map(sentence).collect::<Vec<_>>().join("")
}

/// How many units were drawn in groups so many names deep.
fn drawn(draws: &[Draw], kind: DrawKind, depth: usize) -> usize {
    let strata = draws.iter().filter(|draw| draw.kind == kind).flat_map(|draw| &draw.strata);
    strata.filter(|stratum| stratum.of.len() == depth).map(|stratum| stratum.drawn.len()).sum()
}

fn one<'s>(year: &YearSite<'s>, at: usize, draw: &'s Draw) -> DrawView<'s> {
    let clause = draw.clause.as_ref().and_then(|id| year.year.clauses.get(id));
    DrawView {
        id: format!("d-{}", draw.id),
        numeral: numeral(at + 1),
        title: draw_title(draw),
        sentence: sentence(draw),
        seed: draw.seed.as_str(),
        algorithm: Draw::ALGORITHM,
        date: draw.date.map(long_date),
        by: draw.by.as_deref(),
        note: draw.note.as_deref(),
        clause: draw.clause.as_ref().and_then(|id| cited(year, id)),
        says: clause.map(|clause| clause.says.as_str()),
        head: match draw.kind {
            DrawKind::Counties => "受帮扶市州",
            DrawKind::Sample => "层",
        },
        groups: draw.strata.iter().map(|stratum| group(draw.kind, stratum)).collect(),
    }
}

/// The clause, on the method page of the first scheme that cites it.
fn cited(year: &YearSite, id: &ClauseId) -> Option<Link> {
    let clause = year.year.clauses.get(id)?;
    let scheme = year.schemes.iter().find(|scheme| super::method::cited(scheme.scheme).contains(&id));
    let href = scheme.map(|scheme| format!("{}/method.html#c-{id}", scheme.scheme.id));
    Some(Link { text: clause.cite.clone(), href })
}

/// What was drawn, in a sentence.
pub(super) fn sentence(draw: &Draw) -> String {
    let of = draw.strata.len();
    let count = |depth: usize| drawn(std::slice::from_ref(draw), draw.kind, depth);
    match draw.kind {
        DrawKind::Counties => {
            let census: Vec<_> =
                draw.strata.iter().filter(|one| one.is_census()).map(|one| one.of.join("")).collect();
            let census = if census.is_empty() {
                String::new()
            } else {
                format!("，其中{}的县不多于应抽数，全部评估", census.join("、"))
            };
            format!("从{of}个受帮扶市州抽取{}个贫困县{census}。", count(1))
        }
        DrawKind::Sample => {
            let county = draw.strata.first().and_then(|one| one.of.first()).map_or("", String::as_str);
            let villages = draw.strata.iter().filter(|one| one.of.len() == 3).count();
            format!("在{county}{villages}个村抽取{}户。", count(3))
        }
    }
}

fn group(kind: DrawKind, stratum: &Stratum) -> GroupView {
    let unit = draw_unit(kind, stratum.of.len());
    let size = stratum.frame.size();
    let how = if stratum.is_census() {
        format!("{size}{unit}，全部抽取")
    } else {
        format!("{size}{unit}抽{}", stratum.take)
    };
    let list = |units: &[String]| if units.is_empty() { "–".to_owned() } else { units.join("、") };
    let (frame, data) = match &stratum.frame {
        Frame::Units(units) if units.len() > LISTED => {
            let (first, last) = (&units[0], &units[units.len() - 1]);
            (format!("{first}、…、{last}，共{}个", units.len()), DataFrame::Units(units))
        }
        Frame::Units(units) => (units.join("、"), DataFrame::Units(units)),
        Frame::Numbered(size) => (format!("1号至{size}号"), DataFrame::Numbered(*size)),
    };
    let Stratum { of, take, drawn, reserve, .. } = stratum;
    let data = Data { of, frame: data, take: *take, drawn, reserve };
    GroupView {
        name: of.join(" "),
        how,
        census: stratum.is_census(),
        frame,
        drawn: list(drawn),
        reserve: list(reserve),
        data: serde_json::to_string(&data).expect("texts and numbers"),
    }
}
