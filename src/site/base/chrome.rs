//! What every page carries: marks, masthead, navigation, breadcrumbs, the edition's line.

use serde::Serialize;

use crate::model::{LeftOut, SchemeId, SubjectId};
use crate::site::base::site::{Provisional, marked};
use crate::site::base::{At, Link, Mark, SchemeSite, Site, Spot, YearPair, YearSite, subject_file};
use crate::wording::number::long_date;
use crate::wording::{left_out, preliminary, register_number};

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
    /// Whether schemes have more grades than most: their looks are a stylesheet of their own.
    pub many_grades: bool,
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
    /// Names and results are invented.
    pub sample: bool,
    /// What the page shows of results: 分数、等次.
    pub results: &'static str,
    /// Whether there are grades among it.
    pub graded: bool,
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
    /// What is not there because it has errors, in a preview.
    pub left_out: Vec<Link>,
    /// That places are others with who is left out of what the page shows.
    pub preliminary: String,
    /// At the right: year and version.
    pub edition: String,
    /// On paper, how far the register was before this release: what a printed copy witnesses.
    pub register: Option<String>,
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
    Scheme,
    /// In a folder inside a scheme's.
    Inside,
}

impl Within {
    /// From the page's folder to the edition's.
    fn up(self) -> &'static str {
        match self {
            Within::Edition => "",
            Within::Scheme => "../",
            Within::Inside => "../../",
        }
    }
}

/// What a page outside the editions is.
pub(crate) struct Outside {
    /// Kind of page.
    pub kind: &'static str,
    pub title: String,
    /// From its folder to the root: empty, `../` …
    pub up: &'static str,
    pub shows: Shows,
}

impl Outside {
    /// A page that shows results of all years.
    pub fn new(kind: &'static str, title: impl Into<String>, up: &'static str) -> Self {
        Self { kind, title: title.into(), up, shows: Shows::All }
    }
}

/// Whose results a page outside the editions shows: what is not final about them marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    All,
    Year(usize),
    Pair(YearPair),
    /// That there are editions: each has its own state, and the list of them is no draft itself.
    Editions,
    /// None: it is a free page.
    Free(usize),
}

/// What a page is marked by.
struct State {
    sample: bool,
    graded: bool,
    provisional: Option<Provisional>,
    missing: usize,
    unsettled: usize,
}

impl State {
    fn of<'s, 'a: 's>(
        schemes: impl Iterator<Item = &'s SchemeSite<'a>>,
        provisional: Option<Provisional>,
    ) -> Self {
        let start = Self { sample: false, graded: false, provisional, missing: 0, unsettled: 0 };
        schemes.fold(start, |state, scheme| Self {
            sample: state.sample || scheme.sample,
            graded: state.graded || scheme.is_graded(),
            missing: state.missing + scheme.missing_total,
            unsettled: state.unsettled + scheme.unsettled,
            ..state
        })
    }
}

impl<'a> Site<'a> {
    /// The chrome of a page that an edition has once, which shows all schemes; `here` ends the way back.
    pub(crate) fn own_chrome(
        &self,
        at: At,
        kind: &'static str,
        title: impl Into<String>,
        here: &str,
    ) -> Chrome<'a> {
        self.edition_chrome(at, Within::Edition, (kind, title.into()), vec![Link::plain(here)])
    }

    /// The chrome of a page of an edition; `crumbs` stand between the year and the page.
    pub(crate) fn edition_chrome(
        &self,
        at: At,
        within: Within,
        named: (&'static str, String),
        crumbs: Vec<Link>,
    ) -> Chrome<'a> {
        let schemes = self.years[at.year].schemes.iter().enumerate();
        let touched: Vec<_> = schemes
            .filter(|(s, _)| within == Within::Edition || *s == at.scheme)
            .map(|(_, scheme)| scheme)
            .collect();
        self.touched_chrome(at, within, named, crumbs, &touched)
    }

    /// The same for a page on which the records of these schemes alone show.
    pub(crate) fn touched_chrome(
        &self,
        at: At,
        within: Within,
        (kind, title): (&'static str, String),
        crumbs: Vec<Link>,
        touched: &[&SchemeSite<'a>],
    ) -> Chrome<'a> {
        let year = &self.years[at.year];
        let up = within.up();
        let (home, root) = (format!("{up}../../index.html"), format!("{up}../../"));
        let nav = self.nav(&Spot {
            kind,
            up,
            root: &root,
            edition: Some(at.year),
            scheme: (within != Within::Edition).then_some(at.scheme),
            shows: Shows::Year(at.year),
        });
        let mut trail = vec![
            Link::to("首页", home.clone()),
            if crumbs.is_empty() {
                Link::plain(year.year.title.clone())
            } else {
                Link::to(year.year.title.clone(), format!("{up}index.html"))
            },
        ];
        trail.extend(crumbs);
        let reference = [
            year.year.document.clone().or_else(|| year.year.regulation.clone()),
            Some(format!("数据截止 {}", long_date(year.year.cutoff))),
        ];
        let state = State::of(touched.iter().copied(), year.mark.provisional());
        let chrome = self.marked(kind, &title, (&year.year.title, &root), state);
        let lacking = touched.iter().map(|scheme| self.lacking(year, &scheme.scheme.id).count()).sum();
        Chrome {
            assets: format!("{up}assets/"),
            home,
            released: (year.mark != Mark::Draft).then(|| year.folder.trim_end_matches('/').to_owned()),
            root,
            reference: reference.into_iter().flatten().collect(),
            marks: Marks {
                edition: format!("{}　{}", year.year.title, year.mark.name()),
                preliminary: preliminary(lacking),
                register: match year.mark {
                    Mark::Released { register, .. } => register.map(register_number),
                    Mark::Draft => None,
                },
                ..chrome.marks
            },
            nav,
            crumbs: trail,
            edition: self.edition_line(at.year, touched),
            ..chrome
        }
    }

    /// The chrome of a page outside the editions.
    pub(crate) fn outside_chrome(&self, page: Outside) -> Chrome<'a> {
        let Outside { kind, title, up, shows } = page;
        let home = format!("{up}index.html");
        let all = || self.years.iter().flat_map(|year| &year.schemes);
        let not_final = |years: &[YearSite<'a>]| years.iter().filter_map(|of| of.mark.provisional()).min();
        let state = match shows {
            Shows::All => State::of(all(), not_final(&self.years)),
            Shows::Year(y) => State::of(self.years[y].schemes.iter(), self.years[y].mark.provisional()),
            Shows::Pair(pair) => {
                let sides = [pair.earlier, pair.later].map(|(y, s)| (&self.years[y], s));
                let provisional = sides.iter().filter_map(|(year, _)| year.mark.provisional()).min();
                State::of(sides.iter().map(|(year, s)| &year.schemes[*s]), provisional)
            }
            Shows::Editions => State { missing: 0, unsettled: 0, ..State::of(all(), None) },
            Shows::Free(_) => State::of(std::iter::empty(), None),
        };
        Chrome {
            assets: format!("{up}assets/"),
            root: up.to_owned(),
            nav: self.nav(&Spot { kind, up, root: up, edition: None, scheme: None, shows }),
            crumbs: vec![Link::to("首页", home.clone()), Link::plain(title.clone())],
            home,
            ..self.marked(kind, &title, (&self.input.content.site.title, up), state)
        }
    }

    /// A chrome that is marked, and leads nowhere yet.
    fn marked(
        &self,
        kind: &'static str,
        title: &str,
        (within, up): (&str, &str),
        state: State,
    ) -> Chrome<'a> {
        let State { sample, graded, provisional, missing, unsettled } = state;
        let site = &self.input.content.site;
        let words = marked(sample, provisional).join("·");
        let suffix = if words.is_empty() { String::new() } else { format!("（{words}）") };
        let (word, why, brief) = provisional.map(Provisional::words).unwrap_or_default();
        Chrome {
            title: format!("{title} · {within}{suffix}"),
            kind,
            assets: String::new(),
            home: String::new(),
            root: String::new(),
            released: None,
            many_grades: self.years.iter().flat_map(|year| &year.schemes).any(many_grades),
            organ: &site.organ,
            subtitle: site.subtitle.as_deref(),
            reference: Vec::new(),
            marks: Marks {
                sample,
                results: if graded { "分数、等次" } else { "分数、名次" },
                graded,
                provisional: provisional.map(|_| word),
                why,
                brief,
                missing,
                unsettled,
                classification: site.classification.as_deref(),
                left_out: self.left_out_links(up),
                preliminary: String::new(),
                edition: String::new(),
                register: None,
            },
            stamp: stamp(sample, provisional),
            nav: Vec::new(),
            crumbs: Vec::new(),
            edition: Vec::new(),
            picture_mark: (!words.is_empty()).then_some(words),
        }
    }

    /// What is left out, each with the way to the page that says so where it has one.
    fn left_out_links(&self, up: &str) -> Vec<Link> {
        let all = self.input.content.left_out.iter().enumerate();
        all.map(|(at, one)| {
            let mut drafts = self.years.iter().filter(|year| year.mark == Mark::Draft);
            let page = drafts.find_map(|year| {
                let mut schemes = year.schemes.iter();
                schemes.find_map(|scheme| {
                    let mut own = self.lacking(year, &scheme.scheme.id);
                    let (_, subject, _) = own.find(|(position, ..)| *position == at)?;
                    Some(format!("{}{}/{}", year.folder, scheme.scheme.id, subject_file(subject.as_str())))
                })
            });
            match page {
                Some(page) => Link::to(left_out(one), format!("{up}{page}")),
                None => Link::plain(left_out(one)),
            }
        })
        .collect()
    }

    /// Who is left out of a scheme of a draft, with the position among all that is left out.
    pub(crate) fn lacking<'s>(
        &'s self,
        year: &'s YearSite<'a>,
        scheme: &'s SchemeId,
    ) -> impl Iterator<Item = (usize, &'a SubjectId, &'a LeftOut)> + use<'s, 'a> {
        let content = self.input.content;
        let all = (year.mark == Mark::Draft).then(|| content.lacking(year.year.year, scheme));
        all.into_iter().flatten()
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
            Mark::Released { date, note, supersedes, inputs, missing, .. } => {
                line.push(format!("{date} 发布"));
                line.extend(supersedes.map(|version| format!("取代第{version}版")));
                line.extend(note.map(|note| format!("说明：{note}")));
                line.extend((missing > 0).then(|| format!("缺报或无法计算{missing}项，按方案计分")));
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
        line.extend(
            compared.map(|before| crate::wording::compared_with(year.year, before.year, &before.mark.name())),
        );
        line
    }
}

/// Whether a scheme has a fifth grade, or one in the looks of a later one.
fn many_grades(of: &SchemeSite<'_>) -> bool {
    const USUAL: u8 = 4;
    let grades = &of.scheme.grades;
    grades.len() > usize::from(USUAL) || grades.iter().any(|grade| grade.tone > Some(USUAL))
}

fn stamp(sample: bool, provisional: Option<Provisional>) -> Option<Stamp> {
    match (sample, provisional.map(Provisional::words)) {
        (true, Some((word, ..))) => Some(Stamp { word, under: Some("示例数据") }),
        (true, None) => Some(Stamp { word: "示例", under: Some("不得引用") }),
        (false, Some((word, why, _))) => Some(Stamp { word, under: Some(why) }),
        (false, None) => None,
    }
}
