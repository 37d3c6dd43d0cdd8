//! Preview: the drafts of what is sound, in a folder of its own, while another part of the content has errors.
//!
//! It never stands where a whole site stands or could stand, editions are no part of it, and every page names what it
//! lacks. A release knows nothing of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::build::{self, BuildError, BuildSummary, Request, Sites, Stage};
use super::desk::{Desk, DeskError};
use super::{place, press::Press};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::LeftOut;
use crate::output::{Transaction, WhenBusy};
use crate::wording;

/// The file by which the folder of a preview is known.
const MARKER: &str = "PREVIEW.txt";

/// A preview that was written.
#[derive(Debug)]
pub struct Preview {
    /// What was written; errors stand among its problems.
    pub summary: BuildSummary,
    /// What it lacks; nothing where the content is whole.
    pub left_out: Vec<LeftOut>,
}

/// Writes the drafts of what is sound to `folder`.
///
/// # Errors
/// See [`BuildError`]; the content's where nothing of it can be worked on.
pub fn preview(
    request: Request,
    folder: &Path,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<Preview, BuildError> {
    stage(Stage::Reading);
    if let Some(problem) = misplaced(&request, folder) {
        return Err(BuildError::Content(vec![problem]));
    }
    let mut desk = Desk::read_sound(request.content, request.output).map_err(BuildError::Desk)?;
    stage(Stage::Scoring);
    loop {
        mark(&mut desk);
        let scores = desk.score(None);
        let sites = Sites::drafts_alone(&desk, &scores);
        let problems = build::found(&request, &desk, &scores, &sites);
        let errors = desk.new_errors(&problems);
        if errors.is_empty() {
            let summary = written(&request, &desk, sites, folder, problems, stage)?;
            return Ok(Preview { summary, left_out: desk.content.left_out });
        }
        drop(sites);
        drop(scores);
        desk = desk.without(errors).map_err(|error| match error {
            DeskError::Content(mut problems) => {
                super::settle(request.content, &mut problems);
                BuildError::Desk(DeskError::Content(problems))
            }
            DeskError::Nothing(mut problems, left_out) => {
                super::settle(request.content, &mut problems);
                BuildError::Desk(DeskError::Nothing(problems, left_out))
            }
            other @ (DeskError::Shelf(_) | DeskError::Inputs(..)) => BuildError::Desk(other),
        })?;
    }
}

/// What leaves a preview says on each sheet that it is one.
fn mark(desk: &mut Desk) {
    const WORDS: &str = "预览，内容不全，不得引用";
    let site = &mut desk.content.site;
    let marked = site.classification.as_ref().is_some_and(|told| told.starts_with(WORDS));
    if !desk.content.left_out.is_empty() && !marked {
        let own = site.classification.take().map_or_else(String::new, |own| format!("　{own}"));
        site.classification = Some(format!("{WORDS}{own}"));
    }
}

fn written(
    request: &Request,
    desk: &Desk,
    sites: Sites,
    folder: &Path,
    problems: Vec<Diagnostic>,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<BuildSummary, BuildError> {
    let transaction = Transaction::begin(folder, WhenBusy::Refuse).map_err(BuildError::Output)?;
    let renderer = build::renderer(request, desk)?;
    let press =
        Press { renderer: &renderer, transaction: &transaction, stage, style_guide: request.style_guide };
    let printed = build::front_matter(&press, sites)?;
    transaction.file(MARKER, told(&desk.content.left_out).as_bytes()).map_err(BuildError::Output)?;
    stage(Stage::Writing);
    let summary = build::swap_in(transaction).map_err(BuildError::Output)?;
    Ok(printed.summary(folder, summary, (problems, Vec::new())))
}

/// What the file says that marks the folder.
fn told(left_out: &[LeftOut]) -> String {
    let mut text =
        "这个文件夹是 tongbao build --preview 生成的预览，不是网站，不要公布；已发布的版次不在其中。\n"
            .to_owned();
    if !left_out.is_empty() {
        text.push_str("内容有错误，下列部分没有放进来：\n");
        left_out.iter().for_each(|one| text.push_str(&format!("- {}\n", wording::left_out(one))));
    }
    text
}

/// Why a preview cannot be written to a folder: a site or something else lies there.
fn misplaced(request: &Request, folder: &Path) -> Option<Diagnostic> {
    let problem = |message: String| {
        Diagnostic::new(Code::OutputPlace, Arc::from(folder.to_string_lossy()), message)
            .hint("请用 --preview 指到一个新的文件夹，如与 output 并列的“预览”")
    };
    if let Some(fault) = place::fault(request.content, folder) {
        return Some(problem(fault.message));
    }
    let (own, site): (PathBuf, PathBuf) = (place::settled(folder), place::settled(request.output));
    if own.starts_with(&site) || site.starts_with(&own) {
        return Some(problem(format!(
            "预览不能写在网站的文件夹 {} 里，也不能把它包在里面：预览可能不全，不得顶替网站",
            request.output.display()
        )));
    }
    let entries = std::fs::read_dir(folder).ok()?;
    let something =
        entries.flatten().any(|entry| !entry.file_name().to_string_lossy().starts_with(".tongbao"));
    let is_preview = std::fs::symlink_metadata(folder.join(MARKER)).is_ok();
    (something && !is_preview).then(|| {
        problem(
            "这个文件夹里已有别的文件，又不是以前的预览：预览不会写进去，以免顶替网站或混在别的文件中间"
                .to_owned(),
        )
    })
}
