//! Build: read → score → lay out → render → write, every page on its own, on all cores.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::content;
use crate::diagnostics::Diagnostic;
use crate::output::{OutputError, Summary, Transaction, Unit, WhenBusy};
use crate::render::{PageError, Renderer, ThemeError};
use crate::site::{Input, Mark, PageKey, PageKind, Site};

/// What to build from, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The content folder.
    pub content: &'a Path,
    /// A folder that lies over the theme.
    pub theme: Option<&'a Path>,
    /// The folder the site is written to.
    pub output: &'a Path,
    /// Whether the page that shows the theme's parts and charts is built too.
    pub style_guide: bool,
}

/// What a build is doing, for whoever shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the content.
    Reading,
    /// Scoring.
    Scoring,
    /// Rendering so many files.
    Rendering(u64),
    /// One file is done.
    Rendered,
    /// Swapping the site in.
    Writing,
}

/// What was written.
#[derive(Debug)]
pub struct BuildSummary {
    /// The file to open.
    pub index: PathBuf,
    /// HTML pages.
    pub pages: usize,
    /// Charts on them; the wide and the narrow layout of one count once.
    pub charts: usize,
    /// All files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// The bytes of the search index among them.
    pub search: u64,
    /// Warnings.
    pub problems: Vec<Diagnostic>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum BuildError {
    /// The content has errors; warnings stand among them.
    Content(Vec<Diagnostic>),
    /// The theme cannot be used.
    Theme(ThemeError),
    /// A page could not be rendered.
    Page(PageError),
    /// The output folder could not be written.
    Output(OutputError),
}

/// Builds the site. When there is any error, nothing in the output folder changes.
///
/// # Errors
/// See [`BuildError`].
pub fn build(request: Request, stage: &(dyn Fn(Stage) + Sync)) -> Result<BuildSummary, BuildError> {
    stage(Stage::Reading);
    let read = content::read(request.content);
    let mut problems = read.diagnostics;
    let Some(content) = read.content else {
        return Err(BuildError::Content(problems));
    };
    stage(Stage::Scoring);
    let scored = super::score(&content);
    problems.extend(scored.diagnostics);
    let site = Site::new(Input { content: &content, years: &scored.years, mark: Mark::Draft });
    let site = if request.style_guide { site.with_style_guide() } else { site };
    problems.extend(super::bulletins(&site));
    super::settle(request.content, &mut problems);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(BuildError::Content(problems));
    }
    let theme = theme(&request, &content.site.theme);
    let renderer = Renderer::new(theme.as_deref()).map_err(BuildError::Theme)?;
    let keys = site.pages();
    stage(Stage::Rendering(keys.len() as u64));
    let transaction = Transaction::begin(request.output, WhenBusy::Refuse).map_err(BuildError::Output)?;
    let charts = write(&site, &renderer, &keys, &transaction, stage)?;
    stage(Stage::Writing);
    let Summary { files, bytes } = swap_in(transaction).map_err(BuildError::Output)?;
    let pages = keys.iter().filter(|key| !key.kind.is_data()).count();
    let search = std::fs::metadata(request.output.join("search-index.js")).map_or(0, |file| file.len());
    Ok(BuildSummary {
        search,
        index: request.output.join("index.html"),
        pages,
        charts,
        files,
        bytes,
        problems,
    })
}

/// The folder that lies over the built-in theme: the one asked for, or `themes/<name>` beside the content folder for a
/// theme that is not the built-in one.
fn theme(request: &Request, name: &str) -> Option<PathBuf> {
    const BUILT_IN: &str = "bulletin";
    let beside = || request.content.join("..").join("themes").join(name);
    request.theme.map(Path::to_owned).or_else(|| (name != BUILT_IN).then(beside))
}

/// Where the pages of each kind go.
struct Units<'t> {
    editions: Vec<(String, Unit<'t>)>,
    free: Unit<'t>,
}

/// Renders and stages every page; returns how many charts there are.
fn write(
    site: &Site,
    renderer: &Renderer,
    keys: &[PageKey],
    transaction: &Transaction,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<usize, BuildError> {
    let unit = |target: &str| transaction.unit(target).map_err(BuildError::Output);
    let editions = site.years().iter().map(|year| {
        let target = year.folder.trim_end_matches('/');
        Ok((year.folder.clone(), unit(target)?))
    });
    let units = Units { editions: editions.collect::<Result<_, BuildError>>()?, free: unit("pages")? };
    let root_assets = unit("assets")?;
    for asset in renderer.assets() {
        root_assets.write(&asset.path, &asset.bytes).map_err(BuildError::Output)?;
        for (_, edition) in &units.editions {
            edition.write(&format!("assets/{}", asset.path), &asset.bytes).map_err(BuildError::Output)?;
        }
    }
    keys.par_iter()
        .map_init(Vec::new, |buffer, key| {
            let charts = one(site, renderer, key, &units, transaction, buffer)?;
            stage(Stage::Rendered);
            Ok(charts)
        })
        .try_reduce(|| 0, |a, b| Ok(a + b))
}

/// Renders one file into its unit; data, which may be large, is streamed.
fn one(
    site: &Site,
    renderer: &Renderer,
    key: &PageKey,
    units: &Units,
    transaction: &Transaction,
    buffer: &mut Vec<u8>,
) -> Result<usize, BuildError> {
    let (unit, path) = match key.kind.edition() {
        Some(year) => {
            let (folder, unit) = &units.editions[year];
            (Some(unit), key.path.strip_prefix(folder.as_str()).unwrap_or(&key.path))
        }
        None if matches!(key.kind, PageKind::Free(_)) => {
            (Some(&units.free), key.path.strip_prefix("pages/").unwrap_or(&key.path))
        }
        None => (None, key.path.as_str()),
    };
    if let (Some(unit), true) = (unit, key.kind.is_data()) {
        let mut out = BufWriter::with_capacity(1 << 16, unit.create(path).map_err(BuildError::Output)?);
        let charts = renderer.write(site, key, &mut out).map_err(BuildError::Page)?;
        let failed = |error: std::io::Error| BuildError::Page(PageError::Io(error));
        out.flush().map_err(failed)?;
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.finish().map_err(BuildError::Output)?;
        return Ok(charts);
    }
    buffer.clear();
    let charts = renderer.write(site, key, buffer).map_err(BuildError::Page)?;
    match unit {
        Some(unit) => unit.write(path, buffer),
        None => transaction.file(path, buffer),
    }
    .map_err(BuildError::Output)?;
    Ok(charts)
}

/// Removes what earlier builds generated and this one did not, and swaps the rest in; the way in comes last.
fn swap_in(transaction: Transaction) -> Result<Summary, OutputError> {
    for old in transaction.left_over() {
        transaction.retire(&old)?;
    }
    transaction.commit(&["index.html", "editions.js"])
}
