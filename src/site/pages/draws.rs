//! What was drawn by lot in a year, laid out so that anyone can draw again.

use serde::Serialize;

use crate::model::{ClauseId, Draw, DrawKind, Stratum};
use crate::site::base::links::METHOD;
use crate::site::base::{At, Key, Kind, Link, Own, Page, Section, Site, Way, YearSite, sections};
use crate::wording::number::{dash, long_date, numeral};
use crate::wording::{draw_sentence, draw_title, drawn, frame, taken_short};

/// Units of a frame that are listed on the page; longer frames are told by their number and their ends.
const LISTED: usize = 60;

pub(crate) const KIND: Kind =
    Kind { own: Some(Own { procedure: true, ..Own::new("draws.html", page, way) }), ..Kind::new("draws") };

fn way(year: &YearSite) -> Option<Way> {
    (!year.year.draws.is_empty())
        .then(|| Way::new(year, NAME, year.year.draws.iter().map(draw_sentence).collect::<String>()))
}

#[derive(Debug, Serialize)]
pub struct DrawsPage<'a> {
    /// 2019年度随机抽取
    pub heading: String,
    /// What was drawn, in words.
    pub sentence: String,
    /// How to check it.
    pub more: &'static str,
    pub contents: Vec<Section>,
    pub keys: Vec<Key>,
    pub draws: Vec<DrawView<'a>>,
    /// The numeral of the section that tells the algorithm.
    pub method: String,
}

/// A draw.
#[derive(Debug, Serialize)]
pub struct DrawView<'a> {
    pub id: String,
    /// 一 二 三
    pub numeral: String,
    pub title: &'a str,
    pub sentence: String,
    pub seed: &'a str,
    /// The way it was drawn.
    pub algorithm: &'static str,
    pub date: Option<String>,
    /// Who drew and who watched.
    pub by: Option<&'a str>,
    pub note: Option<&'a str>,
    pub clause: Option<Link>,
    /// What the clause says.
    pub says: Option<&'a str>,
    /// 市州, or 层.
    pub head: &'static str,
    pub groups: Vec<GroupView>,
}

/// A group that was drawn from on its own.
#[derive(Debug, Serialize)]
pub struct GroupView {
    pub name: String,
    /// 7个县抽3个
    pub how: String,
    /// The frame in its order.
    pub frame: String,
    pub drawn: String,
    /// Who moves up, in order.
    pub reserve: String,
    /// The group for the script that draws again.
    pub data: String,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let draws = &year.year.draws;
    let heading = title(year);
    let chrome = site.own_chrome(at, KIND.name, &*heading, NAME);
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
    let own = views.iter().map(|of| (of.id.clone(), of.title.to_owned(), true));
    let contents = sections(own.chain([("method".to_owned(), "算法".to_owned(), true)]));
    Page::new(
        chrome,
        DrawsPage {
            heading,
            sentence: views.iter().map(|of| of.sentence.as_str()).collect::<Vec<_>>().join(""),
            more: "结果由种子和抽样框完全决定，任何人都可以重算。",
            contents,
            keys,
            method: numeral(views.len() + 1),
            draws: views,
        },
    )
}

/// What pages that lead here call it.
const NAME: &str = "随机抽取";

/// 2019年度随机抽取
fn title(year: &YearSite) -> String {
    year.titled(NAME)
}

fn one<'s>(year: &YearSite<'s>, at: usize, draw: &'s Draw) -> DrawView<'s> {
    let clause = draw.clause.as_ref().and_then(|id| year.year.clauses.get(id));
    DrawView {
        id: format!("d-{}", draw.id),
        numeral: numeral(at + 1),
        title: draw_title(draw),
        sentence: draw_sentence(draw),
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
    let scheme =
        year.schemes.iter().find(|scheme| crate::site::parts::node::cited(scheme.scheme).contains(&id));
    let href = scheme.map(|scheme| format!("{}/{METHOD}#c-{id}", scheme.scheme.id));
    Some(Link { text: clause.cite.clone(), href })
}

fn group(kind: DrawKind, stratum: &Stratum) -> GroupView {
    let list = |units: &[String]| if units.is_empty() { dash() } else { units.join("、") };
    let Stratum { of, drawn, reserve, .. } = stratum;
    GroupView {
        name: of.join(" "),
        how: taken_short(kind, stratum),
        frame: frame(&stratum.frame, LISTED),
        drawn: list(drawn),
        reserve: list(reserve),
        data: serde_json::to_string(stratum).expect("texts and numbers"),
    }
}
