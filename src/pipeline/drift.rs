//! Drift: a year's content is no longer what its released edition was made from.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::build::Sites;
use super::desk::{Desk, ReleasedYear};
use super::diff::draft_results;
use crate::content;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::edition::{INPUTS, of_file};
use crate::history::{Correction, Version, corrections};
use crate::model::Year;

/// As many changed cells as are told one by one.
const MOST_TOLD: usize = 6;

/// A warning for every released year that is `looked_at` and whose content differs from what was released: which files,
/// which results.
pub(super) fn drift(
    root: &Path,
    desk: &Desk,
    sites: &Sites,
    looked_at: &dyn Fn(Year) -> bool,
) -> Vec<Diagnostic> {
    let released = desk.released.iter().filter(|released| looked_at(released.year));
    released.filter_map(|released| one(root, desk, released, sites)).collect()
}

fn one(root: &Path, desk: &Desk, released: &ReleasedYear, sites: &Sites) -> Option<Diagnostic> {
    let year = desk.draft(released.year)?;
    let files = changed_files(root, released);
    if files.is_empty() {
        return None;
    }
    let (site, position) = sites.drafts().find(|(site, y)| site.years()[*y].year.year == released.year)?;
    let published = draft_results(site, position).ok()?;
    let found = corrections(
        Version { published: &released.published, content: released.year()? },
        Version { published: &published, content: year },
    );
    let version = released.edition.manifest.version;
    let message = format!(
        "{} 年度的内容与已发布的第{version}版不一致：{}。{}",
        released.year,
        some(&files),
        told(&found)
    );
    Some(Diagnostic::new(Code::Drift, Arc::from(format!("{}/", released.year)), message).hint(format!(
        "已发布的版次不会改变；确要更正时，用 tongbao release {} --note 更正说明 发布第{}版，否则请改回原样",
        released.year,
        desk.shelf.of(released.year.get()).map(|of| of.manifest.version).max().unwrap_or(version) + 1
    )))
}

/// 2019/…/guangzhou.yaml（有改动）
fn changed_files(root: &Path, released: &ReleasedYear) -> Vec<String> {
    let folder = format!("{}/", released.year);
    let now: Vec<String> =
        content::sources(root, released.year).into_iter().filter(|path| path.starts_with(&folder)).collect();
    let prefix = format!("{INPUTS}/");
    let then: BTreeMap<&str, &str> = released
        .edition
        .manifest
        .files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(&prefix)?, &*file.sha256)))
        .filter(|(path, _)| path.starts_with(&folder))
        .collect();
    let mut changed = Vec::new();
    for path in &now {
        match then.get(path.as_str()) {
            None => changed.push(format!("{path}（新增）")),
            Some(sha256) => {
                if of_file(&root.join(path)).is_ok_and(|of| of.sha256 != **sha256) {
                    changed.push(format!("{path}（有改动）"));
                }
            }
        }
    }
    changed.extend(
        then.keys().filter(|path| !now.iter().any(|of| of == *path)).map(|path| format!("{path}（已删去）")),
    );
    changed
}

fn told(found: &[Correction]) -> String {
    if found.is_empty() {
        return "得分、等次、名次和数据都没有变化".to_owned();
    }
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "无".to_owned());
    let mut first: Vec<&Correction> = found.iter().filter(|one| one.cell.is_total()).collect();
    first.extend(found.iter().filter(|one| !one.cell.is_total()));
    let cells: Vec<String> = first
        .iter()
        .take(MOST_TOLD)
        .map(|one| format!("{}{} {} → {}", one.name, one.title, value(&one.before), value(&one.after)))
        .collect();
    let rest = if found.len() > MOST_TOLD { format!("等{}处", found.len()) } else { String::new() };
    format!("现在算出来有变化：{}{rest}", cells.join("；"))
}
