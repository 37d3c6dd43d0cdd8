//! Editions and what they corrected, as lists: the archive has those of all years, a year its own.

use serde::Serialize;

use crate::history::{Correction, Release, Reviewed};
use crate::model::Year;
use crate::site::base::{Link, Site, subject_file};
use crate::wording::number::dash;
use crate::wording::{edition_title, release_told, version_name};

/// An edition in a list.
#[derive(Debug, Serialize)]
pub struct EditionRow {
    /// 2019年度
    pub year: String,
    /// Its year's page.
    pub year_href: String,
    /// 第2版, 草稿
    pub name: Link,
    /// `force`, `superseded`, `withdrawn` or `draft`.
    pub state: &'static str,
    /// 现行, 已被第2版取代, 已撤销（…）, 未发布
    pub told: String,
    /// When it was released.
    pub date: String,
    /// What it is, or what it corrects.
    pub note: String,
    /// What earlier years' figures were taken from.
    pub earlier: String,
    /// SHA-256 of the whole, in hex.
    pub digest: String,
    /// How many files with how many bytes.
    pub size: String,
    pub sample: bool,
    pub signed: bool,
    /// The whole edition in one file.
    pub zip: Option<String>,
    pub manifest: Option<String>,
    /// Its SHA-256 check file.
    pub sums: Option<String>,
}

/// What one version corrected.
#[derive(Debug, Serialize)]
pub struct CorrectionSet {
    /// `c-2019-v2`
    pub id: String,
    /// 2019年度第2版对第1版的更正
    pub title: String,
    pub reason: String,
    pub date: String,
    /// How many cells changed.
    pub count: usize,
    /// The review requests that led to it.
    pub reviewed: Vec<ReviewedRow>,
    /// Scores, grades and places of the result as a whole.
    pub totals: Vec<CorrectionRow>,
    /// Figures of the records.
    pub figures: Vec<CorrectionRow>,
    /// Everything else: indicators and sections.
    pub nodes: Vec<CorrectionRow>,
    /// How many rows are left to errata.json.
    pub left_out: usize,
}

/// A review request that led to a correction.
#[derive(Debug, Serialize)]
pub struct ReviewedRow {
    /// The request, leading to it in the later version.
    pub request: Link,
    /// When, by whom and in which document it was answered, and what.
    pub answer: String,
}

/// One cell.
#[derive(Debug, Serialize)]
pub struct CorrectionRow {
    pub scheme: String,
    /// Whose, with its page in the later version.
    pub subject: Link,
    pub cell: String,
    pub before: String,
    pub after: String,
}

/// Rows of one list of corrections on a page; what is beyond stands in errata.json.
const MOST_ROWS: usize = 2_000;

/// The editions of a year, newest first, the draft above them where there is one; `up` leads to the root.
pub(crate) fn editions(site: &Site, year: Year, up: &str) -> Vec<EditionRow> {
    let archive = &site.input.archive;
    let in_force = archive.in_force(year).map(|release| release.version);
    let mut rows = Vec::new();
    let content = site.input.content.years.iter().find(|of| of.year == year);
    if let Some(content) = content {
        rows.push(draft(site, year, &content.title, up));
    }
    rows.extend(archive.of(year).rev().map(|release| row(release, in_force, up)));
    rows
}

fn draft(site: &Site, year: Year, title: &str, up: &str) -> EditionRow {
    let sample = site
        .years
        .iter()
        .filter(|of| of.year.year == year)
        .any(|of| of.schemes.iter().any(|scheme| scheme.sample));
    EditionRow {
        year: title.to_owned(),
        year_href: format!("{up}{year}/index.html"),
        name: Link::to("草稿", format!("{up}{year}/draft/index.html")),
        state: "draft",
        told: "未发布，内容随时更新".to_owned(),
        date: dash(),
        note: String::new(),
        earlier: String::new(),
        digest: String::new(),
        size: String::new(),
        sample,
        signed: false,
        zip: None,
        manifest: None,
        sums: None,
    }
}

fn row(release: &Release, in_force: Option<u32>, up: &str) -> EditionRow {
    let folder = format!("{up}{}", release.folder());
    let state = match (&release.withdrawn, in_force) {
        (Some(_), _) => "withdrawn",
        (None, Some(version)) if version > release.version => "superseded",
        (None, _) if release.internal => "internal",
        (None, Some(version)) if version == release.version => "force",
        (None, _) => "superseded",
    };
    let earlier: Vec<String> = release
        .earlier
        .iter()
        .map(|of| {
            let edition = of
                .edition
                .strip_prefix('v')
                .map_or_else(|| "草稿".to_owned(), |version| format!("第{version}版"));
            format!("{}年度{edition}", of.year)
        })
        .collect();
    EditionRow {
        year: release.title.clone(),
        year_href: format!("{up}{}/index.html", release.year),
        name: Link::to(version_name(release.version, false), format!("{folder}/index.html")),
        state,
        told: release_told(release, in_force),
        date: release.date().to_string(),
        note: release.note.clone().unwrap_or_default(),
        earlier: earlier.join("、"),
        digest: release.digest.clone(),
        size: format!("{}个文件，{:.1} MB", release.files, release.bytes as f64 / 1e6),
        sample: release.sample,
        signed: release.signed,
        zip: Some(format!("{up}{0}/{0}-v{1}.zip", release.year, release.version)),
        manifest: Some(format!("{folder}/manifest.json")),
        sums: Some(format!("{folder}/SHA256SUMS")),
    }
}

/// What each version of a year corrected, newest first.
pub(crate) fn corrections(site: &Site, year: Year, up: &str) -> Vec<CorrectionSet> {
    let of = site.input.archive.of(year).rev();
    of.filter_map(|release| set(site, release, release.corrections.as_ref()?, up)).collect()
}

fn reviewed(site: &Site, release: &Release, of: &Reviewed, up: &str) -> ReviewedRow {
    let scheme = scheme_title(site, release.year, &of.scheme);
    let about = of.about.as_ref().map_or_else(String::new, |about| format!("（{about}）"));
    let text = format!("{}　{scheme}{about}：{}", of.name, of.point);
    let anchor = crate::site::parts::reviews::anchor(&of.scheme, &of.subject, &of.review);
    let href = format!("{up}{}/{}#{anchor}", release.folder(), crate::site::parts::reviews::FILE);
    let document = of.document.as_ref().map_or_else(String::new, |document| format!("（{document}）"));
    ReviewedRow {
        request: Link::to(text, href),
        answer: format!("{}{}{document}：{}", of.date, of.by, of.says),
    }
}

fn set(site: &Site, release: &Release, all: &[Correction], up: &str) -> Option<CorrectionSet> {
    let before = release.supersedes?;
    let row = |one: &Correction| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(dash);
        let page = format!("{}/{}", one.scheme, subject_file(&one.subject));
        let href = release.pages.contains(&page).then(|| format!("{up}{}/{page}", release.folder()));
        CorrectionRow {
            scheme: scheme_title(site, release.year, &one.scheme),
            subject: Link { text: one.name.clone(), href },
            cell: one.title.clone(),
            before: value(&one.before),
            after: value(&one.after),
        }
    };
    let rows = |wanted: fn(&Correction) -> bool| -> Vec<CorrectionRow> {
        all.iter().filter(|one| wanted(one)).take(MOST_ROWS).map(row).collect()
    };
    let totals = rows(|one| one.cell.is_total());
    let figures = rows(|one| one.cell.is_figure());
    let nodes = rows(|one| one.cell.node().is_some());
    Some(CorrectionSet {
        id: format!("c-{}-v{}", release.year, release.version),
        title: format!("{}对第{before}版的更正", edition_title(&release.title, release.version)),
        reason: release.note.clone().unwrap_or_default(),
        date: release.date().to_string(),
        count: all.len(),
        reviewed: release.reviewed.iter().map(|of| reviewed(site, release, of, up)).collect(),
        left_out: all.len() - totals.len() - figures.len() - nodes.len(),
        totals,
        figures,
        nodes,
    })
}

/// A scheme's short title as the site's edition of that year has it.
fn scheme_title(site: &Site, year: Year, id: &str) -> String {
    let schemes = site.years.iter().filter(|of| of.year.year == year).flat_map(|of| &of.schemes);
    schemes
        .map(|scheme| scheme.scheme)
        .find(|scheme| scheme.id.as_str() == id)
        .map_or_else(|| id.to_owned(), |scheme| scheme.short.clone())
}
