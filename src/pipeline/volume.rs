//! A volume: an edition's pages as a function of its inputs and its manifest, and of nothing else. A release prints what
//! it publishes with it, and a verification prints the same once more.
//!
//! Under `inputs/` lie this year's content and that of the years before; under `inputs/theme/` the files that lay over
//! the theme; under `inputs/earlier/2018/` what the edition of 2018 that it rests on published: its manifest, its
//! results, and those of its inputs that are not the same in this edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::build::{BuildError, keys};
use super::desk::{ReleasedYear, mark, score_released};
use super::scoring::{Grades, ScoredContent, score_year};
use crate::content::{self, Sources};
use crate::diagnostics::{self, Diagnostic, Style};
use crate::edition::{Edition, INPUTS, MANIFEST, Manifest, RESULTS, ShelfError, sha256 as sha256_of};
use crate::history::{Archive, PublishedYear, ScoredYear};
use crate::model::{Content, Scheme, Status, Year, YearContent};
use crate::render::{Overlay, Renderer};
use crate::site::{Input, Mark, Site, YearInput};

/// What an edition keeps of the theme, below its inputs.
const THEME: &str = "theme/";
/// What an edition keeps of the earlier ones it rests on.
const EARLIER: &str = "earlier/";

/// An edition's inputs, read.
pub(super) struct Volume {
    year: Year,
    content: Content,
    /// The years before that were released when this one was.
    before: Vec<Before>,
    renderer: Renderer,
}

/// An earlier year as the edition of it that was in force has it.
struct Before {
    manifest: Manifest,
    year: Year,
    content: Content,
    published: PublishedYear,
}

/// Takes the bytes of one file of the edition.
pub(super) type Take<'t> = &'t (dyn Fn(&str, &[u8]) -> Result<(), BuildError> + Sync);

/// The inputs of a new edition: this year's sources, the years before out of their editions, and what the theme and those
/// editions add to the making of pages. Every byte was read once.
///
/// # Errors
/// When an earlier edition is not what its manifest says.
pub(super) fn inputs(
    year: Year,
    sources: &Sources,
    released: &[ReleasedYear],
    over: &Overlay,
) -> Result<Sources, ShelfError> {
    let earlier: Vec<&ReleasedYear> = released.iter().filter(|of| of.year < year).collect();
    let of_edition = |path: &str| {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        earlier.iter().any(|released| released.year.to_string() == folder)
    };
    let own = sources.iter().filter(|(path, _)| content::is_source(path, Some(year)) && !of_edition(path));
    let mut inputs: Sources = own.map(|(path, bytes)| (path.clone(), Arc::clone(bytes))).collect();
    let mut kept = Vec::new();
    for of in &earlier {
        let own = of.edition.inputs()?;
        let folder = format!("{}/", of.year);
        for (path, bytes) in own.iter().filter(|(path, _)| path.starts_with(&folder)) {
            inputs.insert(path.clone(), Arc::clone(bytes));
        }
        kept.push((&of.edition, own));
    }
    let mut beside = Sources::new();
    for (edition, own) in kept {
        beside.extend(published(edition, &own, &inputs)?);
    }
    inputs.extend(beside);
    inputs.extend(over.iter().map(|(path, bytes)| (format!("{THEME}{path}"), Arc::from(&bytes[..]))));
    Ok(inputs)
}

/// What a later edition keeps of this one: manifest, results, and the content that is another one there.
fn published(edition: &Edition, own: &Sources, flat: &Sources) -> Result<Sources, ShelfError> {
    let folder = format!("{EARLIER}{}/", edition.manifest.year);
    let mut kept = Sources::from([
        (format!("{folder}{MANIFEST}"), Arc::from(edition.manifest.text())),
        (format!("{folder}{RESULTS}"), Arc::from(edition.bytes(RESULTS)?)),
    ]);
    let other =
        own.iter().filter(|(path, bytes)| content::is_source(path, None) && flat.get(*path) != Some(bytes));
    kept.extend(other.map(|(path, bytes)| (format!("{folder}{INPUTS}/{path}"), Arc::clone(bytes))));
    Ok(kept)
}

impl Volume {
    /// Reads an edition's inputs; `facts` is its manifest, which may not name its files yet.
    ///
    /// # Errors
    /// Why no pages can be made from them.
    pub fn read(inputs: &Sources, facts: &Manifest) -> Result<Self, String> {
        let year = Year::new(facts.year).ok_or_else(|| format!("{}", facts.year))?;
        let content = content(inputs)?;
        if content.year(year).is_none() {
            return Err(format!("{INPUTS}/ 中没有 {year} 年度"));
        }
        let before = facts.earlier.iter().filter(|of| of.sha256.is_some());
        let before = before
            .map(|of| Before::read(inputs, of.year, of.sha256.as_deref()))
            .collect::<Result<Vec<_>, _>>()?;
        let over: Overlay = inputs
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(THEME)?.to_owned(), bytes.to_vec())))
            .collect();
        let renderer = Renderer::over(over).map_err(|error| format!("{INPUTS}/{THEME}{error}"))?;
        Ok(Self { year, content, before, renderer })
    }

    /// Makes every file of the edition that follows from its inputs and its manifest, on all cores; gives how many
    /// charts there are. `files` is told how many there will be, `done` of each.
    ///
    /// # Errors
    /// When a page cannot be rendered, or `take` fails.
    pub fn print(
        &self,
        facts: &Manifest,
        take: Take,
        files: &dyn Fn(usize),
        done: &(dyn Fn() + Sync),
    ) -> Result<usize, BuildError> {
        let mut grades = Grades::default();
        self.before.iter().for_each(|before| grades.of_published(&before.published));
        let before: Vec<ScoredYear> = self.before.par_iter().map(|before| before.score(&grades)).collect();
        let mut drafts = ScoredContent::default();
        for year in &self.content.years {
            if self.released(year.year).is_none() {
                let scored = score_year((&self.content, year), &|year| self.looked_back_on(year), &grades);
                grades.of_scored(&scored.0);
                drafts.push(scored);
            }
        }
        let released = self.before.iter().zip(&before).map(|(of, scored)| YearInput {
            content: &of.content,
            scored,
            mark: mark(&of.manifest),
        });
        let unreleased = drafts.years.iter().map(|scored| YearInput {
            content: &self.content,
            scored,
            mark: if scored.year.year == self.year { mark(facts) } else { Mark::Draft },
        });
        let mut years: Vec<_> = released.chain(unreleased).collect();
        years.sort_by_key(|year| year.scored.year.year);
        let site =
            Site::new(Input { content: &self.content, years, archive: Archive::default(), root: false });
        let own = site.years().iter().position(|of| of.year.year == self.year);
        let keys = keys(&site, |year| year.is_some() && year == own);
        files(keys.len());
        for asset in self.renderer.assets() {
            take(&format!("assets/{}", asset.path), &asset.bytes)?;
        }
        take(HOWTO_FILE, HOWTO.as_bytes())?;
        let folder = format!("{}/", facts.folder());
        keys.par_iter()
            .map(|key| {
                let mut bytes = Vec::new();
                let charts = self.renderer.write(&site, key, &mut bytes).map_err(BuildError::Page)?;
                take(key.path.strip_prefix(&folder).unwrap_or(&key.path), &bytes)?;
                done();
                Ok(charts)
            })
            .try_reduce(|| 0, |a, b| Ok::<usize, BuildError>(a + b))
    }

    /// The edition's year.
    pub fn year(&self) -> &YearContent {
        self.content.year(self.year).expect("reading made sure that the edition's year is there")
    }

    fn released(&self, year: Year) -> Option<&Before> {
        self.before.iter().find(|before| before.year == year)
    }

    fn looked_back_on(&self, year: Year) -> Option<&YearContent> {
        match self.released(year) {
            Some(before) => before.content.year(year),
            None => self.content.year(year),
        }
    }
}

impl Before {
    fn read(inputs: &Sources, year: i16, sha256: Option<&str>) -> Result<Self, String> {
        let folder = format!("{EARLIER}{year}/");
        let wrong = |path: &str| format!("{INPUTS}/{folder}{path} 缺少，或者不是 {year} 年度所取版次的");
        let kept = |path: &str| inputs.get(&format!("{folder}{path}"));
        let manifest = kept(MANIFEST).and_then(|text| Manifest::parse(text).ok());
        let manifest = manifest
            .filter(|of| of.year == year && Some(of.sha256()) == sha256)
            .ok_or_else(|| wrong(MANIFEST))?;
        let held = |path: &str, bytes: Option<&Arc<[u8]>>| {
            let file = manifest.file(path).ok_or_else(|| wrong(path))?;
            let bytes = bytes.filter(|bytes| sha256_of(bytes) == file.sha256);
            bytes.map(Arc::clone).ok_or_else(|| wrong(path))
        };
        let published = held(RESULTS, kept(RESULTS))?;
        let published = PublishedYear::parse(&published).map_err(|_| wrong(RESULTS))?;
        let mut own = Sources::new();
        let prefix = format!("{INPUTS}/");
        for file in &manifest.files {
            if let Some(path) = file.path.strip_prefix(&prefix).filter(|path| content::is_source(path, None))
            {
                let bytes = kept(&file.path).or_else(|| inputs.get(path));
                own.insert(path.to_owned(), held(&file.path, bytes)?);
            }
        }
        let content = content(&own)?;
        let year =
            Year::new(year).filter(|year| content.year(*year).is_some()).ok_or_else(|| wrong(INPUTS))?;
        Ok(Self { manifest, year, content, published })
    }

    fn score(&self, grades: &Grades) -> ScoredYear<'_> {
        let year = self.content.year(self.year).expect("reading made sure that the edition's year is there");
        score_released(&self.content, year, &self.published, grades)
    }
}

/// The grades that the earlier editions among an edition's inputs published.
pub(super) fn published_grades(inputs: &Sources) -> Grades {
    let mut grades = Grades::default();
    let kept = inputs.iter().filter(|(path, _)| {
        let file = path.strip_prefix(EARLIER).and_then(|path| path.split_once('/'));
        file.is_some_and(|(_, file)| file == RESULTS)
    });
    for (_, bytes) in kept {
        if let Ok(published) = PublishedYear::parse(bytes) {
            grades.of_published(&published);
        }
    }
    grades
}

/// The ids of a year's schemes, as a manifest has them.
pub(super) fn schemes(year: &YearContent) -> impl Iterator<Item = &str> {
    year.evaluations.iter().map(|of| of.scheme.id.as_str())
}

/// How many leaves of a year were published as not reported or as not to be worked out.
pub(super) fn missing(year: &YearContent, published: &PublishedYear) -> usize {
    let of = |scheme: &Scheme| {
        let is_leaf = |id: &str| scheme.find(id).is_some_and(|node| scheme.node(node).children().is_empty());
        let subjects = published.scheme(scheme.id.as_str()).map_or(&[][..], |of| &of.subjects);
        let nodes = subjects.iter().flat_map(|subject| &subject.nodes);
        nodes
            .filter(|node| matches!(node.state.as_str(), "missing" | "undefined") && is_leaf(&node.id))
            .count()
    };
    year.evaluations.iter().map(|evaluation| of(&evaluation.scheme)).sum()
}

/// Whether records of a year are samples.
pub(super) fn is_sample(year: &YearContent) -> bool {
    year.evaluations.iter().any(|of| {
        of.scheme.status == Status::Sample || of.records.iter().any(|record| record.status == Status::Sample)
    })
}

/// The content among an edition's inputs.
///
/// # Errors
/// Its problems, as they are told to users.
pub(super) fn content(inputs: &Sources) -> Result<Content, String> {
    let read = content::read_kept(inputs);
    read.content.ok_or_else(|| {
        let mut problems = read.diagnostics;
        problems.retain(Diagnostic::is_error);
        let mut texts: BTreeMap<&str, Option<Arc<str>>> = BTreeMap::new();
        for problem in problems.iter_mut().filter(|one| one.source.is_none() && one.span.is_some()) {
            let file = Arc::clone(&problem.file);
            let text = inputs.get_key_value(&*file).and_then(|(path, bytes)| {
                let text = || std::str::from_utf8(bytes).ok().map(Arc::from);
                texts.entry(path).or_insert_with(text).clone()
            });
            if let Some(text) = text {
                problem.locate(text);
            }
        }
        diagnostics::render_all(&problems, Style::Plain)
    })
}

/// How to check an edition, with and without this program.
const HOWTO_FILE: &str = "HOWTO-VERIFY.txt";

/// What lies in every edition for those who have no tongbao.
const HOWTO: &str = "\
核验本版次
==========

一、文件是否被改动。在本文件夹内运行：
    sha256sum -c SHA256SUMS
或用支持国密算法的工具核对 SM3SUMS（GB/T 32905，一行一个文件：摘要、两个空格、路径）。
两份清单列出本版次的全部文件；此外只应有 SHA256SUMS、SM3SUMS，以及有签名时的 manifest.json.sig。

二、结果和网页能否重新得出。装有 tongbao 时，运行：
    tongbao verify --output 网站文件夹     核验整个网站
    tongbao verify 本文件夹或其 ZIP        只有这一个版次时
它核对每个文件，再用 inputs/ 中的方案和记录重新计分，与 data/results.json 逐字比较；程序版本与发布时相同的，
还重新生成每一页、每一份数据和文稿，逐字比较。
inputs/ 本身就是一个完整的内容文件夹，可以用 tongbao check、score、explain 直接查看。

三、此前的版次。每页打印时页眉印有登记号，是发布时网站根目录 register.json 的行数和末行摘要的开头；
拿任何一份纸质件，都可以核对登记簿此前的各行是否被改写。

四、签名。manifest.json.sig 是对 manifest.json 的 Ed25519 签名，可以用公钥核对：
    openssl pkeyutl -verify -pubin -inkey 公钥.pem -rawin -in manifest.json -sigfile manifest.json.sig
";
