//! Build: read → score → lay out → render → write. Releases and withdrawals go through the same press: what stands
//! outside the editions is always printed anew.

use std::path::{Path, PathBuf};

use super::desk::{Desk, DeskError, Scores};
use super::press::{Job, Press};
use crate::content;
use crate::diagnostics::Diagnostic;
use crate::edition::{
    self, Around, Edition, Register, RegisterFile, Shelf, SiteFault, Withdrawals, WithdrawnEdition, ZipFault,
    of_file, zip_fault, zip_path,
};
use crate::history::Archive;
use crate::model::Year;
use crate::output::{OutputError, Summary, Transaction, WhenBusy};
use crate::render::{PageError, Renderer, ThemeError};
use crate::site::{Input, Mark, Site, YearInput};

/// What to build from, and where to.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Folder of records, schemes and papers; only read.
    pub content: &'a Path,
    /// A folder that lies over the theme.
    pub theme: Option<&'a Path>,
    /// The folder the site is written to.
    pub output: &'a Path,
    /// Whether the page that shows the theme's parts and charts is built too.
    pub style_guide: bool,
}

/// What a build is doing, for whoever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading the content and what was released.
    Reading,
    /// An interrupted run had left these targets, which are in place now.
    Completed(Vec<String>),
    /// Scoring every year.
    Scoring,
    /// Warnings that the records of the year to be released accept: place, code and reason of each.
    Accepted(Vec<String>),
    /// Values of the year to be released that another party is to confirm and did not: file, value and party of each.
    Unconfirmed(Vec<String>),
    /// Rendering so many files.
    Rendering(u64),
    /// One file is done.
    Rendered,
    /// Swapping the site in.
    Writing,
}

/// What was written, for the closing line of a command.
#[derive(Debug)]
pub struct BuildSummary {
    /// The file to open.
    pub index: PathBuf,
    /// HTML pages.
    pub pages: usize,
    /// Charts on them; the wide and the narrow layout of one count once.
    pub charts: usize,
    /// Files the build put in place.
    pub files: usize,
    /// Their bytes together.
    pub bytes: u64,
    /// The bytes of the search index among them.
    pub search: u64,
    /// Warnings; errors would have stopped the build.
    pub problems: Vec<Diagnostic>,
    /// Where the released editions and what stands around them do not go together.
    pub around: Vec<SiteFault>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum BuildError {
    /// There is nothing to build from.
    Desk(DeskError),
    /// The content has errors that reading alone does not find; warnings stand among them.
    Content(Vec<Diagnostic>),
    /// The theme cannot be used.
    Theme(ThemeError),
    /// A page could not be rendered.
    Page(PageError),
    /// A file of an edition could not be read.
    Edition(std::io::Error),
    /// The output folder could not be written.
    Output(OutputError),
    /// Pages made anew would hide that the editions and what stands around them do not go together.
    Site(Vec<SiteFault>),
}

/// Builds the site. When there is any error, nothing in the output folder changes, unless that error says otherwise.
///
/// # Errors
/// See [`BuildError`].
pub fn build(request: Request, stage: &(dyn Fn(Stage) + Sync)) -> Result<BuildSummary, BuildError> {
    let (transaction, desk) = begin(&request, request.output, Keep::Nothing, stage)?;
    let around = around(request.output, &desk).faults;
    let hidden: Vec<_> = around.iter().filter(|fault| fault.forbids_build()).cloned().collect();
    if !hidden.is_empty() {
        return Err(BuildError::Site(hidden));
    }
    keep_ledgers(&transaction, request.output, &desk.shelf)?;
    print(request, &desk, transaction, around, stage)
}

/// Whether the bytes a content is read from are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    Nothing,
    /// A release freezes what was read.
    Sources,
}

/// Reads the content, takes the lock of the folder that is written to, and lays the released editions beside it.
pub(super) fn begin(
    request: &Request,
    written: &Path,
    keep: Keep,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<(Transaction, Desk), BuildError> {
    stage(Stage::Reading);
    // Before anything is created: the site's folder, its lock.
    if let Some(problem) = super::place::fault(request.content, request.output) {
        return Err(BuildError::Content(vec![problem]));
    }
    let (read, sources) = match keep {
        Keep::Nothing => (super::read(request.content), content::Sources::new()),
        Keep::Sources => content::read_and_keep(request.content),
    };
    let Some(content) = read.content else {
        return Err(BuildError::Desk(DeskError::Content(read.diagnostics)));
    };
    // The lock is taken before the shelf is looked at: no release can come between.
    let transaction = Transaction::begin(written, WhenBusy::Refuse).map_err(BuildError::Output)?;
    if !transaction.completed().is_empty() {
        stage(Stage::Completed(transaction.completed().to_vec()));
    }
    let desk = Desk::with(content, read.diagnostics, request.output).map_err(BuildError::Desk)?;
    Ok((transaction, Desk { sources, ..desk }))
}

/// Scores what lies on the desk and writes everything but the released editions.
pub(super) fn print(
    request: Request,
    desk: &Desk,
    transaction: Transaction,
    around: Vec<SiteFault>,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<BuildSummary, BuildError> {
    stage(Stage::Scoring);
    let scores = desk.score(None);
    let sites = Sites::of(desk, &scores, scores.front(desk), desk.shelf.archive());
    let problems = problems(&request, desk, &scores, &sites)?;
    let renderer = renderer(&request, desk)?;
    let press =
        Press { renderer: &renderer, transaction: &transaction, stage, style_guide: request.style_guide };
    let printed = front_matter(&press, sites)?;
    beside_editions(&transaction, request.output, &desk.shelf.editions, register(&desk.shelf.register))?;
    stage(Stage::Writing);
    let summary = swap_in(transaction).map_err(BuildError::Output)?;
    Ok(printed.summary(request.output, summary, (problems, around)))
}

/// Looks around the editions on the desk.
pub(super) fn around(output: &Path, desk: &Desk) -> Around {
    let editions: Vec<_> = desk.shelf.editions.iter().map(|of| (&of.manifest, of.signed)).collect();
    Around::look(output, &editions, &desk.shelf.register)
}

/// The register, where there is one that can be read.
pub(super) fn register(file: &RegisterFile) -> Option<&Register> {
    match file {
        RegisterFile::Found(register) => Some(register),
        RegisterFile::Absent | RegisterFile::Broken(_) => None,
    }
}

/// Leaves the lists of what was released and withdrawn as they are; a list of withdrawals that is not what the register
/// tells is made anew from it.
pub(super) fn keep_ledgers(
    transaction: &Transaction,
    output: &Path,
    shelf: &Shelf,
) -> Result<(), BuildError> {
    transaction.keep(edition::REGISTER).map_err(BuildError::Output)?;
    let told = register(&shelf.register).map(|register| Withdrawals::of_register(register).withdrawals);
    let there = std::fs::read(output.join(edition::WITHDRAWALS)).ok();
    let same = |told: &Vec<WithdrawnEdition>| match &there {
        Some(bytes) => Withdrawals::parse(bytes).is_ok_and(|list| list.withdrawals == *told),
        None => told.is_empty(),
    };
    match told.filter(|told| !same(told)) {
        Some(_) => transaction.ledger(edition::WITHDRAWALS, &shelf.withdrawals.text()),
        None => transaction.keep(edition::WITHDRAWALS),
    }
    .map_err(BuildError::Output)
}

/// How much was printed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Printed {
    pub pages: usize,
    pub charts: usize,
}

impl Printed {
    pub fn summary(
        self,
        output: &Path,
        written: Summary,
        (problems, around): (Vec<Diagnostic>, Vec<SiteFault>),
    ) -> BuildSummary {
        let search = std::fs::metadata(output.join("search-index.js")).map_or(0, |file| file.len());
        BuildSummary {
            search,
            index: output.join("index.html"),
            pages: self.pages,
            charts: self.charts,
            files: written.files,
            bytes: written.bytes,
            problems,
            around,
        }
    }
}

/// Warnings of the content, of its draws by lot, its circulars and letters.
pub(super) fn problems(
    request: &Request,
    desk: &Desk,
    scores: &Scores,
    sites: &Sites,
) -> Result<Vec<Diagnostic>, BuildError> {
    let problems = found(request, desk, scores, sites);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(BuildError::Content(problems));
    }
    Ok(problems)
}

/// Everything that is wrong with the content, as far as a build looks at it, in the order of files and lines.
pub(super) fn found(request: &Request, desk: &Desk, scores: &Scores, sites: &Sites) -> Vec<Diagnostic> {
    let theme = theme(request.content, request.theme, desk);
    let mut problems = desk.problems.clone();
    problems.extend(scores.drafts.diagnostics.iter().cloned());
    problems.extend(crate::procedure::draw::check(&desk.content));
    problems.extend(super::papers::problems(desk, sites, theme.as_deref()));
    problems.extend(super::groups::problems(&desk.content));
    problems.extend(super::rectification::problems(desk));
    problems.extend(super::confirm::problems(request.content, desk));
    problems.extend(super::plausible::problems(request.content, desk, scores));
    problems.extend(super::paths::of_sites(sites));
    super::settle(request.content, &mut problems);
    problems
}

/// The renderer with the theme asked for.
pub(super) fn renderer(request: &Request, desk: &Desk) -> Result<Renderer, BuildError> {
    Renderer::new(theme(request.content, request.theme, desk).as_deref()).map_err(BuildError::Theme)
}

/// The folder of the theme asked for: `--theme`, the one an edition kept inside its inputs, or `themes/<name>` beside the
/// content folder for a theme that is not the built-in one.
pub(super) fn theme(content: &Path, given: Option<&Path>, desk: &Desk) -> Option<PathBuf> {
    const BUILT_IN: &str = "bulletin";
    let name = &*desk.content.site.theme;
    let kept = Some(content.join("theme")).filter(|theme| theme.is_dir());
    let beside = || content.join("..").join("themes").join(name);
    given.map(Path::to_owned).or(kept).or_else(|| (name != BUILT_IN).then(beside))
}

/// The sites that a build prints from. What is checked before is what is printed: a text of theirs is filled once.
pub(super) struct Sites<'a> {
    /// What a reader meets first: the edition in force of every year, or its draft where nothing was released.
    front: Site<'a>,
    /// A year that was released has its draft beside the edition, compared with the editions of the years before.
    beside: Vec<Site<'a>>,
}

impl<'a> Sites<'a> {
    pub fn of(desk: &'a Desk, scores: &'a Scores<'a>, front: Vec<YearInput<'a>>, archive: Archive) -> Self {
        let released: Vec<Year> =
            front.iter().filter(|year| year.mark != Mark::Draft).map(|year| year.scored.year.year).collect();
        let content = &desk.content;
        let draft = |year: &Year| {
            let years = scores.line(desk, *year, Mark::Draft)?;
            Some(Site::new(Input { content, years, archive: Archive::default(), root: false }))
        };
        let beside = released.iter().filter_map(draft).collect();
        Self { front: Site::new(Input { content, years: front, archive, root: true }), beside }
    }

    /// Drafts alone, as if nothing had ever been released.
    pub fn drafts_alone(desk: &'a Desk, scores: &'a Scores<'a>) -> Self {
        Self { front: Site::new(Input::drafts(&desk.content, &scores.drafts.years)), beside: Vec::new() }
    }

    /// The files that a build writes, site by site.
    pub fn written(&self) -> Vec<(&Site<'a>, Vec<crate::site::File>)> {
        let front =
            keys(&self.front, |year| year.is_none_or(|year| self.front.years()[year].mark == Mark::Draft));
        let last = |site| keys(site, |year| year.is_some_and(|year| year + 1 == site.years().len()));
        let beside = self.beside.iter().map(|site| (site, last(site)));
        std::iter::once((&self.front, front)).chain(beside).collect()
    }

    /// The site that the pages outside the editions are printed from.
    pub fn front(&self) -> &Site<'a> {
        &self.front
    }

    /// Every year of the content folder as its draft is printed: a site, and the year's position in it.
    pub fn drafts(&self) -> impl Iterator<Item = (&Site<'a>, usize)> {
        let is_draft = |site: &Site, year: usize| site.years()[year].mark == Mark::Draft;
        let front = (0..self.front.years().len()).filter(move |year| is_draft(&self.front, *year));
        let beside = self.beside.iter().filter_map(|site| Some((site, site.years().len().checked_sub(1)?)));
        front.map(|year| (&self.front, year)).chain(beside)
    }
}

/// Prints everything but released editions: the pages at the root, and every year's draft.
pub(super) fn front_matter(press: &Press, sites: Sites) -> Result<Printed, BuildError> {
    let Sites { front, beside } = sites;
    let sites = Sites { front: if press.style_guide { front.with_style_guide() } else { front }, beside };
    let jobs: Vec<Job> = sites.written().into_iter().map(|(site, keys)| Job { site, keys }).collect();
    let all: usize = jobs.iter().map(|job| job.keys.len()).sum();
    (press.stage)(Stage::Rendering(all as u64));
    let charts = press.print(&jobs)?;
    let pages = jobs.iter().flat_map(|job| &job.keys).filter(|key| key.is_page()).count();
    Ok(Printed { pages, charts })
}

/// The pages of a site whose edition (`None`: outside the editions) is wanted.
pub(super) fn keys(site: &Site, wanted: impl Fn(Option<usize>) -> bool) -> Vec<crate::site::File> {
    site.files().into_iter().filter(|key| wanted(key.edition)).collect()
}

/// What keeps Git from turning line ends: an edition that was checked out on Windows would otherwise have other digests.
const GIT: (&str, &[u8]) = (".gitattributes", b"* -text\n");

/// Each edition has a ZIP beside it. One whose digest the register has, or that is what would be packed, stays; any other
/// is made from the edition's files, each held against the manifest. And where there are editions, Git is told to leave
/// their bytes alone, unless the office has told it something itself.
pub(super) fn beside_editions<'e>(
    transaction: &Transaction,
    output: &Path,
    editions: impl IntoIterator<Item = &'e Edition>,
    register: Option<&Register>,
) -> Result<(), BuildError> {
    let shelf = |error| BuildError::Desk(DeskError::Shelf(error));
    let mut is_told = false;
    for edition in editions {
        if !is_told {
            is_told = true;
            transaction.file_or_leave(GIT.0, GIT.1).map_err(BuildError::Output)?;
        }
        let (year, version) = (edition.manifest.year, edition.manifest.version);
        let path = zip_path(year, version);
        let place = output.join(&path);
        let recorded = register.and_then(|register| register.release(year, version)?.zip.as_deref());
        let there = of_file(&place).ok().filter(|_| place.is_file()).map(|of| of.sha256);
        if there.is_some() && there.as_deref() == recorded {
            transaction.keep(&path).map_err(BuildError::Output)?;
            continue;
        }
        let bytes = edition::archive(edition).map_err(shelf)?;
        // What another program packed stays, and so does a ZIP that alone still has the signature.
        let stays = |there: &str| {
            there == edition::sha256(&bytes)
                || std::fs::read(&place).is_ok_and(|found| {
                    let fault =
                        zip_fault(edition, &found, recorded, super::verify::is_own(&edition.manifest));
                    matches!(fault, Ok(None | Some(ZipFault::Signed | ZipFault::PackedElsewhere)))
                })
        };
        if there.as_deref().is_some_and(stays) {
            transaction.keep(&path).map_err(BuildError::Output)?;
        } else {
            transaction.file(&path, &bytes).map_err(BuildError::Output)?;
        }
    }
    Ok(())
}

/// Removes what earlier builds generated and this one did not, and swaps the rest in; the way in comes last.
pub(super) fn swap_in(transaction: Transaction) -> Result<Summary, OutputError> {
    for old in transaction.left_over() {
        // A ZIP whose edition is gone is what it can be restored from.
        if !edition::is_zip_path(&old) {
            transaction.retire(&old)?;
        }
    }
    transaction.commit(&["index.html", "editions.js"])
}
