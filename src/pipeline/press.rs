//! The press: renders the pages of a site and stages them, every page on its own, on all cores.

use std::io::{BufWriter, Write};

use rayon::prelude::*;

use super::build::{BuildError, Stage};
use crate::edition::{FileEntry, of_bytes};
use crate::output::{Transaction, Unit};
use crate::render::{PageError, Renderer};
use crate::site::{File, Site};

/// Folders at the site's root that are replaced as a whole, beside the editions.
pub(super) const ROOT_UNITS: [&str; 4] = ["pages", "compare", "subjects", "data"];

/// Pages to print, and where to.
pub(super) struct Job<'j, 's> {
    /// The site they belong to.
    pub site: &'j Site<'s>,
    /// Which pages.
    pub keys: Vec<File>,
}

/// What is shared while a site is printed.
pub(super) struct Press<'p> {
    pub renderer: &'p Renderer,
    pub transaction: &'p Transaction,
    pub stage: &'p (dyn Fn(Stage) + Sync),
    /// Whether the page that shows the theme's parts and charts is printed with what stands at the root.
    pub style_guide: bool,
}

/// Where pages go: a folder of the site, with the unit that stands for it.
struct Target<'t> {
    folder: String,
    unit: Unit<'t>,
}

impl Press<'_> {
    /// Renders and stages the pages of all jobs with the theme's files beside them; returns how many charts there are.
    pub fn print(&self, jobs: &[Job]) -> Result<usize, BuildError> {
        let targets = self.targets(jobs)?;
        let root_assets = self.transaction.unit("assets").map_err(BuildError::Output)?;
        for asset in self.renderer.assets() {
            root_assets.write(&asset.path, &asset.bytes).map_err(BuildError::Output)?;
            for edition in targets.iter().filter(|target| is_edition(&target.folder)) {
                let path = format!("assets/{}", asset.path);
                edition.unit.write(&path, &asset.bytes).map_err(BuildError::Output)?;
            }
        }
        jobs.iter().for_each(|job| job.site.attribute());
        let pages: Vec<(&Site, &File)> =
            jobs.iter().flat_map(|job| job.keys.iter().map(|key| (job.site, key))).collect();
        pages
            .par_iter()
            .map_init(Vec::new, |buffer, (site, key)| {
                let charts = self.page(site, key, &targets, buffer)?;
                (self.stage)(Stage::Rendered);
                Ok(charts)
            })
            .try_reduce(|| 0, |a, b| Ok(a + b))
    }

    /// A unit for the folder of every edition that is printed, and for the root's folders that get pages.
    fn targets(&self, jobs: &[Job]) -> Result<Vec<Target<'_>>, BuildError> {
        let mut folders: Vec<String> = Vec::new();
        for job in jobs {
            for key in &job.keys {
                let folder = match key.edition {
                    Some(year) => job.site.years()[year].folder.clone(),
                    None => match key.path.split_once('/') {
                        Some((first, _)) if ROOT_UNITS.contains(&first) => format!("{first}/"),
                        _ => continue,
                    },
                };
                if folders.last() != Some(&folder) && !folders.contains(&folder) {
                    folders.push(folder);
                }
            }
        }
        let open = |folder: String| {
            let unit = self.transaction.unit(folder.trim_end_matches('/')).map_err(BuildError::Output)?;
            Ok(Target { folder, unit })
        };
        folders.into_iter().map(open).collect()
    }

    /// Renders one file into its unit; data, which may be large, is streamed.
    fn page(
        &self,
        site: &Site,
        key: &File,
        targets: &[Target],
        buffer: &mut Vec<u8>,
    ) -> Result<usize, BuildError> {
        let inside = |target: &&Target| key.path.starts_with(&target.folder);
        let target = targets.iter().find(inside);
        let path = target.map_or(&*key.path, |target| &key.path[target.folder.len()..]);
        if let (Some(target), true) = (target, !key.is_page()) {
            let file = target.unit.create(path).map_err(BuildError::Output)?;
            let mut out = BufWriter::with_capacity(1 << 16, file);
            let charts = self.renderer.write(site, key, &mut out).map_err(BuildError::Page)?;
            let failed =
                |source: std::io::Error| BuildError::Page(PageError::Io { page: key.path.clone(), source });
            out.flush().map_err(failed)?;
            let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
            file.finish().map_err(BuildError::Output)?;
            return Ok(charts);
        }
        buffer.clear();
        let charts = self.renderer.write(site, key, buffer).map_err(BuildError::Page)?;
        match target {
            Some(target) => target.unit.write(path, buffer),
            None => self.transaction.file(path, buffer),
        }
        .map_err(BuildError::Output)?;
        Ok(charts)
    }
}

/// A file with its digests.
pub(super) fn entry(path: &str, bytes: &[u8]) -> FileEntry {
    let digests = of_bytes(bytes);
    FileEntry { path: path.to_owned(), bytes: digests.bytes, sha256: digests.sha256, sm3: digests.sm3 }
}

fn is_edition(folder: &str) -> bool {
    folder.trim_end_matches('/').contains('/')
}
