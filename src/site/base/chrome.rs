//! What every page carries: marks, masthead, navigation, breadcrumbs, the edition's line.

use serde::Serialize;

use crate::site::base::site::{Provisional, marked};
use crate::site::base::{Link, Mark, SchemeSite, Site, Spot, YearPair};
use crate::wording::number::long_date;

/// What surrounds a page's own content.
#[derive(Debug, Serialize)]
pub struct Chrome<'a> {
    /// The document's title.
    pub title: String,
    /// The kind of page, a class of its body.
    pub kind: &'static str,
    /// From the page to the folder its assets stand in.
    pub assets: String,
    /// From the page to the root's index.
    pub home: String,
    /// From the page's folder to the root: empty or `../`, `../../` …
    pub root: String,
    /// The edition the page is part of, `2019/v1`; nothing for drafts and pages outside the editions.
    pub released: Option<String>,
    /// The issuing organ.
    pub organ: &'a str,
    /// Under the organ.
    pub subtitle: Option<&'a str>,
    /// Document number and data cut-off.
    pub reference: Vec<String>,
    /// What must not be overlooked.
    pub marks: Marks<'a>,
    /// The stamp beside the first sentence.
    pub stamp: Option<Stamp>,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// The way back; the last one is the page itself.
    pub crumbs: Vec<Link>,
    /// Year, version, date.
    pub edition: Vec<String>,
    /// What a picture is marked with, inside itself.
    pub picture_mark: Option<String>,
}

/// What must not be overlooked, on screen and on paper.
#[derive(Clone, Debug, Serialize)]
pub struct Marks<'a> {
    /// Names, scores and grades are invented.
    pub sample: bool,
    /// 草稿 or 内部稿, where it is not final.
    pub provisional: Option<&'static str>,
    /// 尚未审定 or 未经批准.
    pub why: &'static str,
    /// The same in fewer letters.
    pub brief: &'static str,
    /// How many leaves are not reported; 0 for none.
    pub missing: usize,
    /// How many records are still being worked on.
    pub unsettled: usize,
    /// 内部资料 and the like.
    pub classification: Option<&'a str>,
    /// At the right: year and version.
    pub edition: String,
}

/// The stamp of a page that is not final.
#[derive(Debug, Serialize)]
pub struct Stamp {
    /// In large letters.
    pub word: &'static str,
    pub under: Option<&'static str>,
}

/// An entry of the main navigation.
#[derive(Debug, Serialize)]
pub struct NavItem {
    pub text: String,
    /// Relative address.
    pub href: String,
    /// Whether the page belongs to it.
    pub current: bool,
    /// Whether it stands at the right.
    pub last: bool,
}

impl NavItem {
    /// An entry at the left.
    pub fn new(text: impl Into<String>, href: String, current: bool) -> Self {
        Self { text: text.into(), href, current, last: false }
    }

    /// The same at the right.
    pub fn at_the_right(self) -> Self {
        Self { last: true, ..self }
    }
}

/// Where a page of an edition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// In the edition's folder.
    Edition,
    /// In a scheme's folder.
    Scheme(usize),
    /// In a folder inside a scheme's.
    Inside(usize),
}

impl Within {
    /// From the page's folder to the edition's.
    fn up(self) -> &'static str {
        match self {
            Within::Edition => "",
            Within::Scheme(_) => "../",
            Within::Inside(_) => "../../",
        }
    }

    fn scheme(self) -> Option<usize> {
        match self {
            Within::Edition => None,
            Within::Scheme(scheme) | Within::Inside(scheme) => Some(scheme),
        }
    }
}

/// What a page outside the editions is.
pub(crate) struct Outside {
    /// Kind of page.
    pub kind: &'static str,
    pub title: String,
    /// From its folder to the root: empty or `../`.
    pub up: &'static str,
    pub free: Option<usize>,
    /// The year it is about.
    pub year: Option<usize>,
}

impl<'a> Site<'a> {
    /// The chrome of a page of an edition. `touched` are the schemes whose records show on it; `crumbs` stand
    /// between the year and the page.
    pub(crate) fn edition_chrome(
        &self,
        y: usize,
        within: Within,
        (kind, title): (&'static str, String),
        crumbs: Vec<Link>,
        touched: &[&SchemeSite<'a>],
    ) -> Chrome<'a> {
        let year = &self.years[y];
        let up = within.up();
        let sample = touched.iter().any(|scheme| scheme.sample);
        let (home, root) = (format!("{up}../../index.html"), format!("{up}../../"));
        let nav = self.nav(&Spot {
            kind,
            up,
            root: &root,
            edition: Some(y),
            year: None,
            scheme: within.scheme(),
            free: None,
        });

        let mut trail = vec![
            Link::to("首页", home.clone()),
            if kind == "overview" {
                Link::plain(year.year.title.clone())
            } else {
                Link::to(year.year.title.clone(), format!("{up}index.html"))
            },
        ];
        trail.extend(crumbs);
        let provisional = year.mark.provisional();
        Chrome {
            title: format!("{title} · {}{}", year.year.title, suffix(sample, provisional)),
            kind,
            assets: format!("{up}assets/"),
            home,
            released: (year.mark != Mark::Draft).then(|| year.folder.trim_end_matches('/').to_owned()),
            root,
            organ: &self.input.content.site.organ,
            subtitle: self.input.content.site.subtitle.as_deref(),
            reference: [
                year.year.document.clone().or_else(|| year.year.regulation.clone()),
                Some(format!("数据截止 {}", long_date(year.year.cutoff))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            marks: Marks {
                sample,
                provisional: provisional.map(|of| of.words().0),
                why: provisional.map_or("", |of| of.words().1),
                brief: provisional.map_or("", |of| of.words().2),
                missing: touched.iter().map(|scheme| scheme.missing_total).sum(),
                unsettled: touched.iter().map(|scheme| scheme.unsettled).sum(),
                classification: self.input.content.site.classification.as_deref(),
                edition: format!("{}　{}", year.year.title, year.mark.name()),
            },
            stamp: stamp(sample, provisional),
            nav,
            crumbs: trail,
            edition: self.edition_line(y, touched),
            picture_mark: picture_mark(sample, provisional),
        }
    }

    /// The chrome of a page outside the editions.
    pub(crate) fn outside_chrome(&self, page: Outside) -> Chrome<'a> {
        let Outside { kind, title, up, free, year: of } = page;
        let content = self.input.content;
        let home = format!("{up}index.html");
        let nav = self.nav(&Spot { kind, up, root: up, edition: None, year: of, scheme: None, free });
        // A free page shows no result; a comparison is marked by its own two years.
        let bare = free.is_some() || kind == "compare";
        let years = || {
            let years = self.years.iter().enumerate().filter(|(y, _)| !bare && of.is_none_or(|of| of == *y));
            years.map(|(_, year)| year)
        };
        let touched = || years().flat_map(|year| &year.schemes);
        let sample = touched().any(|scheme| scheme.sample);
        // The archive lists editions, each with its own state; it is no draft itself.
        let archive = kind == "archive";
        let provisional = years().filter(|_| !archive).filter_map(|year| year.mark.provisional()).min();
        let mut crumbs = Vec::new();
        if kind != "home" {
            crumbs = vec![Link::to("首页", home.clone()), Link::plain(title.clone())];
        }
        Chrome {
            title: format!("{title} · {}{}", content.site.title, suffix(sample, provisional)),
            kind,
            assets: format!("{up}assets/"),
            home,
            released: None,
            root: up.to_owned(),
            organ: &content.site.organ,
            subtitle: content.site.subtitle.as_deref(),
            reference: Vec::new(),
            marks: Marks {
                sample,
                provisional: provisional.map(|of| of.words().0),
                why: provisional.map_or("", |of| of.words().1),
                brief: provisional.map_or("", |of| of.words().2),
                missing: if archive { 0 } else { touched().map(|scheme| scheme.missing_total).sum() },
                unsettled: if archive { 0 } else { touched().map(|scheme| scheme.unsettled).sum() },
                classification: content.site.classification.as_deref(),
                edition: String::new(),
            },
            stamp: stamp(sample, provisional),
            nav,
            crumbs,
            edition: Vec::new(),
            picture_mark: picture_mark(sample, provisional),
        }
    }

    /// The chrome of a comparison: marked by the editions of both its years.
    pub(crate) fn compare_chrome(&self, pair: YearPair, title: String) -> Chrome<'a> {
        let mut chrome = self.outside_chrome(Outside {
            kind: "compare",
            title: title.clone(),
            up: "../../",
            free: None,
            year: None,
        });
        let schemes = [pair.earlier, pair.later].map(|(y, s)| &self.years[y].schemes[s]);
        let sample = schemes.iter().any(|scheme| scheme.sample);
        let marks = [pair.earlier, pair.later].map(|(y, _)| self.years[y].mark.provisional());
        let provisional = marks.into_iter().flatten().min();
        chrome.title = format!("{title} · {}{}", self.input.content.site.title, suffix(sample, provisional));
        chrome.marks.sample = sample;
        chrome.marks.provisional = provisional.map(|of| of.words().0);
        chrome.marks.why = provisional.map_or("", |of| of.words().1);
        chrome.marks.brief = provisional.map_or("", |of| of.words().2);
        chrome.marks.missing = schemes.iter().map(|scheme| scheme.missing_total).sum();
        chrome.marks.unsettled = schemes.iter().map(|scheme| scheme.unsettled).sum();
        chrome.marks.edition = self.editions_of(pair).join("、");
        chrome.stamp = stamp(sample, provisional);
        chrome.picture_mark = picture_mark(sample, provisional);
        chrome.edition = self.editions_of(pair).to_vec();
        chrome.crumbs.insert(1, Link::to("年度比较", "../index.html"));
        chrome
    }

    /// Which editions are compared: 2018年度第1版 and 2019年度草稿.
    pub(crate) fn editions_of(&self, pair: YearPair) -> [String; 2] {
        [pair.earlier, pair.later].map(|(y, _)| {
            let year = &self.years[y];
            format!("{}{}", year.year.title, year.mark.name())
        })
    }

    /// The main navigation, as the kinds of pages have entries for it.
    fn nav(&self, spot: &Spot) -> Vec<NavItem> {
        self.kinds.iter().flat_map(|kind| (kind.nav)(self, spot)).collect()
    }

    /// What edition the page is part of, and which editions it is compared with.
    fn edition_line(&self, y: usize, touched: &[&SchemeSite<'a>]) -> Vec<String> {
        let (year, mark) = (self.years[y].year, self.years[y].mark);
        let mut line = vec![year.title.clone(), mark.name()];
        match mark {
            Mark::Draft => line.push("尚未发布".to_owned()),
            Mark::Released { date, note, supersedes, inputs, .. } => {
                line.push(format!("{date} 发布"));
                line.extend(supersedes.map(|version| format!("取代第{version}版")));
                line.extend(note.map(|note| format!("说明：{note}")));
                line.push(format!("输入摘要 SHA-256 {}", inputs.get(..16).unwrap_or(inputs)));
            }
        }
        line.push(format!("评价期 {} 至 {}", year.period.0, year.period.1));
        line.push(format!("数据截止 {}", year.cutoff));
        let compared = self.years[..y].iter().rev().find(|earlier| {
            let same = |scheme: &&SchemeSite| {
                scheme
                    .earlier
                    .as_ref()
                    .is_some_and(|of| earlier.schemes.iter().any(|that| std::ptr::eq(that.scored, of.scored)))
            };
            touched.iter().any(same)
        });
        line.extend(compared.map(|year| format!("上年数据取自{}{}", year.year.title, year.mark.name())));
        line
    }
}

fn suffix(sample: bool, provisional: Option<Provisional>) -> String {
    let words = marked(sample, provisional);
    if words.is_empty() { String::new() } else { format!("（{}）", words.join("·")) }
}

fn picture_mark(sample: bool, provisional: Option<Provisional>) -> Option<String> {
    let words = marked(sample, provisional);
    (!words.is_empty()).then(|| words.join("·"))
}

fn stamp(sample: bool, provisional: Option<Provisional>) -> Option<Stamp> {
    match (sample, provisional.map(Provisional::words)) {
        (true, Some((word, ..))) => Some(Stamp { word, under: Some("示例数据") }),
        (true, None) => Some(Stamp { word: "示例", under: Some("不得引用") }),
        (false, Some((word, why, _))) => Some(Stamp { word, under: Some(why) }),
        (false, None) => None,
    }
}
