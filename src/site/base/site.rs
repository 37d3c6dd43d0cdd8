//! What the site is made from, and what its pages share.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::attribution::Attribution;
use crate::entry::{Todo, todo};
use crate::history::{Archive, History, RegisterState, ScoredYear};
use crate::model::{Content, Subject, YearContent};
use crate::procedure::schedule::{StatedDay, stated_day};
use crate::site::base::kept::Kept;
use crate::site::base::pairs::pairs;
use crate::site::base::problems::Before;
use crate::site::base::subjects::evaluated;
use crate::site::base::{Kind, SchemeSite, YearPair};
use crate::wording::version_name;

/// What the site is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// What the whole site shares: its title, its subjects, its free pages.
    pub content: &'a Content,
    /// One edition of every year, ascending.
    pub years: Vec<YearInput<'a>>,
    /// Every edition that was ever released.
    pub archive: Archive,
    /// Whether the pages outside the editions are made from it, the comparisons of years among them.
    pub root: bool,
}

/// A year with its results, as one edition has them.
#[derive(Clone, Copy, Debug)]
pub struct YearInput<'a> {
    /// The content the edition was read from: a released one has its own.
    pub content: &'a Content,
    /// The year's results.
    pub scored: &'a ScoredYear<'a>,
    /// What the edition is.
    pub mark: Mark<'a>,
}

impl<'a> Input<'a> {
    /// Drafts of all years of a content folder.
    pub fn drafts(content: &'a Content, years: &'a [ScoredYear<'a>]) -> Self {
        let draft = |scored| YearInput { content, scored, mark: Mark::Draft };
        Self { content, years: years.iter().map(draft).collect(), archive: Archive::default(), root: true }
    }
}

/// What an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// What would be released next.
    Draft,
    /// A frozen version.
    Released {
        /// Its number, from 1.
        version: u32,
        /// The day it was released.
        date: Date,
        /// What it corrects.
        note: Option<&'a str>,
        /// The version it takes the place of.
        supersedes: Option<u32>,
        /// SHA-256 of its inputs, in hex.
        inputs: &'a str,
        /// Whether it went out before it was approved, for internal use.
        internal: bool,
        /// How many leaves are not reported or cannot be worked out.
        missing: usize,
        /// How far the register of releases was before it.
        register: Option<&'a RegisterState>,
    },
}

/// The site, prepared: what many pages share is computed once.
#[derive(Debug)]
pub struct Site<'a> {
    /// The kinds of pages it has.
    pub(crate) kinds: &'static [Kind],
    pub(crate) input: Input<'a>,
    pub(crate) history: History<'a>,
    pub(crate) years: Vec<YearSite<'a>>,
    /// The pairs of years that are compared, newest first.
    pub(crate) comparisons: Vec<YearPair>,
    /// Where the changes between each pair come from, worked out when it is first asked for: every subject of both years
    /// is scored again for it.
    pub(crate) attributions: Vec<OnceLock<Option<Attribution>>>,
    /// Every subject that has a page of its own.
    pub(crate) subjects: Vec<&'a Subject>,
    /// Those of all subjects that were others before, or were merged.
    pub(crate) changed: Vec<&'a Subject>,
    /// The texts of its papers, which rendering fills.
    pub(crate) papers: Kept,
}

/// A year of the site.
#[derive(Debug)]
pub struct YearSite<'a> {
    pub year: &'a YearContent,
    /// The content it was read from.
    pub content: &'a Content,
    /// What a draft still lacks; an edition is as it is.
    pub todo: Option<Todo>,
    /// What its edition is.
    pub mark: Mark<'a>,
    /// Its edition's folder, `2019/draft/`.
    pub folder: String,
    /// The day its procedure is told for.
    pub stated: StatedDay,
    pub schemes: Vec<SchemeSite<'a>>,
}

impl<'a> Site<'a> {
    /// Prepares a site of these kinds of pages.
    pub(crate) fn prepare(input: Input<'a>, kinds: &'static [Kind]) -> Self {
        let all: Vec<&'a ScoredYear<'a>> = input.years.iter().map(|year| year.scored).collect();
        let folder = |of: &YearInput| format!("{}/{}/", of.scored.year.year, of.mark.folder());
        let before: Vec<_> =
            input.years.iter().map(|of| Before { scored: of.scored, folder: folder(of) }).collect();
        let years = input.years.iter().enumerate().map(|(position, of)| {
            let stated = stated_day(of.scored.year);
            let scheme = |scored| SchemeSite::new(of, &before[..position], stated, scored);
            YearSite {
                year: of.scored.year,
                content: of.content,
                todo: (of.mark == Mark::Draft).then(|| todo(of.content, of.scored.year, &BTreeSet::new())),
                mark: of.mark,
                folder: folder(of),
                stated,
                schemes: of.scored.schemes.iter().map(scheme).collect(),
            }
        });
        let years: Vec<_> = years.collect();
        let comparisons = pairs(&years, &input.content.site.compare);
        let history = History::of(&all);
        let attributions = comparisons.iter().map(|_| OnceLock::new()).collect();
        let subjects = Vec::new();
        let papers = Kept::default();
        let changed = input.content.subjects.values().filter(|subject| !subject.former.is_empty()).collect();
        let mut site =
            Self { kinds, years, history, input, comparisons, attributions, subjects, changed, papers };
        site.subjects = evaluated(&site);
        site
    }

    /// The years of the site.
    pub fn years(&self) -> &[YearSite<'a>] {
        &self.years
    }

    /// What the site is made from.
    pub fn input(&self) -> &Input<'a> {
        &self.input
    }

    /// What tells the site from those of other offices wherever its parts are mixed with theirs, in calendars and readers
    /// of feeds: its `id`, else a digest of the organ's name. A title may change from year to year, an organ hardly does.
    pub fn key(&self) -> String {
        let site = &self.input.content.site;
        let digest = || {
            Sha256::digest(site.organ.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
        };
        let key: String = site.id.clone().unwrap_or_else(digest);
        format!("{key}.tongbao")
    }
}

impl YearSite<'_> {
    /// 2019年度问题整改
    pub(crate) fn titled(&self, name: &str) -> String {
        crate::wording::beside([&*self.year.title, name])
    }
}

impl Mark<'_> {
    /// What is not final about it.
    pub(crate) fn provisional(&self) -> Option<Provisional> {
        match self {
            Mark::Draft => Some(Provisional::Draft),
            Mark::Released { internal: true, .. } => Some(Provisional::Internal),
            Mark::Released { .. } => None,
        }
    }

    /// What marks what is taken from it, on pages, pictures and sheets alike: 示例数据, 草稿, 内部稿.
    pub(crate) fn words(&self, sample: bool) -> Vec<&'static str> {
        marked(sample, self.provisional())
    }

    /// The edition's folder inside its year's.
    pub fn folder(&self) -> String {
        match self {
            Mark::Draft => "draft".to_owned(),
            Mark::Released { version, .. } => format!("v{version}"),
        }
    }

    /// 草稿 or 第2版.
    pub fn name(&self) -> String {
        match self {
            Mark::Draft => "草稿".to_owned(),
            Mark::Released { version, internal, .. } => version_name(*version, *internal),
        }
    }
}

/// 示例数据, 草稿, 内部稿
pub(crate) fn marked(sample: bool, provisional: Option<Provisional>) -> Vec<&'static str> {
    let sample = sample.then_some("示例数据");
    sample.into_iter().chain(provisional.map(|of| of.words().0)).collect()
}

/// Why a page is not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Provisional {
    /// It was not released.
    Draft,
    /// It was released before it was approved, for internal use.
    Internal,
}

impl Provisional {
    /// The word it is marked with, and what that means; on narrow screens in fewer letters.
    pub fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Provisional::Draft => ("草稿", "尚未审定", "未审定"),
            Provisional::Internal => ("内部稿", "未经批准", "未批准"),
        }
    }
}
