//! What stands around the editions of a site, held against them: the register, the list of withdrawals, the pages that
//! lead to editions, names that nearly are one. An edition alone cannot tell that another is gone; those beside it can.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::manifest::Manifest;
use super::names::{Near, near, zips};
use super::register::{LineFault, Register};
use super::shelf::RegisterFile;
use super::withdrawals::{Withdrawals, WithdrawnEdition};
use super::zip::{ZipFault, zip_path};
use super::{REGISTER, WITHDRAWALS};

/// Pages at the root that lead to editions.
const PAGES: [&str; 4] = ["index.html", "archive.html", "feed.xml", "editions.js"];
/// What a site has beside its editions. A folder without any of it holds editions that were taken along.
const SITE: [&str; 5] = [REGISTER, "archive.html", "editions.js", "index.html", ".tongbao-files"];

/// One way in which a site and its editions do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteFault {
    /// A folder or file cannot be read.
    Unreadable(String, String),
    /// The register cannot be read, for this reason.
    RegisterBroken(String),
    /// There is no register, though this edition was entered as that line.
    RegisterGone(String, u32),
    /// A line of the register is not what it was.
    RegisterLine(u32, LineFault),
    /// The register has fewer lines than this edition saw.
    RegisterCut { edition: String, saw: u32, there: u32 },
    /// So many lines are there that this edition saw, but they are others.
    RegisterRewritten { edition: String, saw: u32 },
    /// An edition that the register does not know.
    Unregistered(String),
    /// An edition is not there, though these know it.
    Gone { edition: String, known_by: Vec<String> },
    /// An edition has another digest than this one carries of it.
    Replaced { edition: String, known_by: String },
    /// An edition that was signed has no signature.
    SignatureGone(String),
    /// The list of withdrawals cannot be read, for this reason.
    WithdrawalsBroken(String),
    /// The register knows a withdrawal that the list does not have.
    WithdrawalMissing(String),
    /// The list has a withdrawal that the register does not know, or of no edition.
    WithdrawalUnknown(String),
    /// List and register tell a withdrawal differently.
    WithdrawalDiffers(String),
    /// An edition is older than one that it follows or rests on.
    Time { edition: String, after: String },
    /// Something nearly bears the name of an edition.
    Name(Near),
    /// A ZIP of an edition that is not there.
    ExtraZip(String),
    /// What is wrong with an edition's ZIP, at this path.
    Zip(String, ZipFault),
    /// A file that tells of the editions is not there.
    ScriptGone(String),
    /// A file that tells of the editions tells something else.
    ScriptDiffers(String),
    /// No signature covers the last lines of the register, so many.
    LinesUnsigned(usize),
    /// An edition without a signature that was released after signed ones, of which this is the last.
    UnsignedAfter { edition: String, signed: String },
}

impl SiteFault {
    /// Whether a release on top of it would make it worse: what was published is gone, replaced or told differently.
    pub fn forbids_release(&self) -> bool {
        match self {
            Self::Unreadable(..)
            | Self::RegisterBroken(_)
            | Self::RegisterGone(..)
            | Self::RegisterLine(..)
            | Self::RegisterCut { .. }
            | Self::RegisterRewritten { .. }
            | Self::Unregistered(_)
            | Self::Gone { .. }
            | Self::Replaced { .. }
            | Self::SignatureGone(_)
            | Self::WithdrawalUnknown(_) => true,
            Self::WithdrawalsBroken(_)
            | Self::WithdrawalMissing(_)
            | Self::WithdrawalDiffers(_)
            | Self::Time { .. }
            | Self::Name(_)
            | Self::ExtraZip(_)
            | Self::Zip(..)
            | Self::ScriptGone(_)
            | Self::ScriptDiffers(_)
            | Self::LinesUnsigned(_)
            | Self::UnsignedAfter { .. } => false,
        }
    }

    /// Whether pages that are made anew would hide it: they would follow a register that is not what it was, announce
    /// an edition that nobody released, or forget one that they alone still know.
    pub fn forbids_build(&self) -> bool {
        match self {
            Self::RegisterBroken(_)
            | Self::RegisterLine(..)
            | Self::RegisterCut { .. }
            | Self::RegisterRewritten { .. }
            | Self::Unregistered(_)
            | Self::WithdrawalUnknown(_) => true,
            Self::Gone { known_by, .. } => known_by.iter().all(|by| is_page(by)),
            Self::Unreadable(..)
            | Self::RegisterGone(..)
            | Self::Replaced { .. }
            | Self::SignatureGone(_)
            | Self::WithdrawalsBroken(_)
            | Self::WithdrawalMissing(_)
            | Self::WithdrawalDiffers(_)
            | Self::Time { .. }
            | Self::Name(_)
            | Self::ExtraZip(_)
            | Self::Zip(..)
            | Self::ScriptGone(_)
            | Self::ScriptDiffers(_)
            | Self::LinesUnsigned(_)
            | Self::UnsignedAfter { .. } => false,
        }
    }
}

/// Whether what knows of an edition is a page that every build makes anew.
fn is_page(known_by: &str) -> bool {
    PAGES.contains(&known_by) || known_by.ends_with("/index.html")
}

/// What was found around the editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// In an order that does not depend on the disk.
    pub faults: Vec<SiteFault>,
    /// What readers should know of, though nothing was altered.
    pub notes: Vec<SiteFault>,
    /// Whether there are editions alone, without the site they came from.
    pub alone: bool,
    /// Whether a register was begun.
    pub registered: bool,
}

impl Around {
    /// Looks around the editions of a site; each with whether a signature lies in it.
    pub fn look(site: &Path, editions: &[(&Manifest, bool)], register: &RegisterFile) -> Self {
        let alone = !SITE.iter().any(|name| site.join(name).exists());
        let mut look = Look { site, editions, faults: Vec::new(), gone: BTreeMap::new() };
        let registered = match register {
            RegisterFile::Found(register) => {
                look.register(register);
                true
            }
            RegisterFile::Broken(why) => {
                look.faults.push(SiteFault::RegisterBroken(why.clone()));
                true
            }
            RegisterFile::Absent => {
                let lines = |manifest: &Manifest| manifest.register.as_ref().map(|saw| saw.lines);
                let knows = editions.iter().max_by_key(|(manifest, _)| lines(manifest));
                let knows = knows.filter(|(manifest, _)| manifest.register.is_some());
                if let Some((manifest, _)) = knows.filter(|_| !alone) {
                    // What it saw are the lines before its own.
                    let own = manifest.register.as_ref().map_or(1, |saw| saw.lines.saturating_add(1));
                    look.faults.push(SiteFault::RegisterGone(manifest.folder(), own));
                }
                false
            }
        };
        look.withdrawals(register);
        look.chain(alone);
        look.names();
        look.mentions();
        let gone = look
            .gone
            .into_iter()
            .map(|(edition, known_by)| SiteFault::Gone { edition, known_by: known_by.into_iter().collect() });
        let mut faults = look.faults;
        faults.extend(gone);
        let mut notes = unsigned_after(editions);
        let is_gone =
            |folder: &str| faults.iter().any(|of| *of == SiteFault::SignatureGone(folder.to_owned()));
        notes.retain(|note| !matches!(note, SiteFault::UnsignedAfter { edition, .. } if is_gone(edition)));
        Self { faults, notes, alone, registered }
    }
}

/// Editions without a signature that came after signed ones: readers who check with the key find none.
fn unsigned_after(editions: &[(&Manifest, bool)]) -> Vec<SiteFault> {
    let mut by_time: Vec<_> = editions.iter().collect();
    by_time.sort_by_key(|(manifest, _)| manifest.time);
    let (mut notes, mut last) = (Vec::new(), None);
    for (manifest, signed) in by_time {
        match (signed, &last) {
            (true, _) => last = Some(manifest.folder()),
            (false, Some(last)) => {
                let (edition, signed) = (manifest.folder(), last.clone());
                notes.push(SiteFault::UnsignedAfter { edition, signed });
            }
            (false, None) => {}
        }
    }
    notes
}

struct Look<'l> {
    site: &'l Path,
    editions: &'l [(&'l Manifest, bool)],
    faults: Vec<SiteFault>,
    /// Editions that are not there, with who knows them.
    gone: BTreeMap<String, BTreeSet<String>>,
}

impl<'l> Look<'l> {
    fn edition(&self, folder: &str) -> Option<(&'l Manifest, bool)> {
        self.editions.iter().find(|(manifest, _)| manifest.folder() == folder).copied()
    }

    fn gone(&mut self, edition: &str, known_by: &str) {
        // A folder that stands there with a manifest nobody can read has its own fault.
        // Not through a link: what it leads to is no edition of this site.
        let year = edition.split('/').next().unwrap_or_default();
        let is_folder =
            |path: &str| std::fs::symlink_metadata(self.site.join(path)).is_ok_and(|of| of.is_dir());
        if !is_folder(year) || !is_folder(edition) {
            self.gone.entry(edition.to_owned()).or_default().insert(known_by.to_owned());
        }
    }

    fn register(&mut self, register: &Register) {
        self.faults
            .extend(register.faults().into_iter().map(|(line, fault)| SiteFault::RegisterLine(line, fault)));
        for line in register.lines.iter().filter(|line| line.is_release()) {
            let folder = line.folder();
            match self.edition(&folder) {
                None => self.gone(&folder, REGISTER),
                Some((manifest, _)) if manifest.sha256() != line.edition => {
                    self.faults.push(SiteFault::Replaced { edition: folder, known_by: REGISTER.to_owned() })
                }
                Some((_, signed)) if line.signed && !signed => {
                    self.faults.push(SiteFault::SignatureGone(folder))
                }
                Some(_) => {}
            }
        }
        for (manifest, _) in self.editions {
            let edition = manifest.folder();
            if register.release(manifest.year, manifest.version).is_none() {
                self.faults.push(SiteFault::Unregistered(edition.clone()));
            }
            let Some(saw) = &manifest.register else { continue };
            let lines = usize::try_from(saw.lines).unwrap_or(usize::MAX);
            let saw_lines = saw.lines;
            match register.state_at(lines) {
                None => self.faults.push(SiteFault::RegisterCut {
                    edition,
                    saw: saw_lines,
                    there: register.state().lines,
                }),
                Some(state) => {
                    // The line that follows what it saw is its own.
                    let own = register.lines.get(lines);
                    let own = own.is_none_or(|line| line.is_release() && line.folder() == edition);
                    if state != *saw || !own {
                        self.faults.push(SiteFault::RegisterRewritten { edition, saw: saw_lines });
                    }
                }
            }
        }
    }

    fn withdrawals(&mut self, register: &RegisterFile) {
        let file = match Withdrawals::read(self.site) {
            Ok(file) => file,
            Err(why) => return self.faults.push(SiteFault::WithdrawalsBroken(why)),
        };
        let folder = |one: &WithdrawnEdition| format!("{}/v{}", one.year, one.version);
        if let RegisterFile::Found(register) = register {
            let told = Withdrawals::of_register(register).withdrawals;
            let same = |one: &WithdrawnEdition, other: &WithdrawnEdition| folder(one) == folder(other);
            for one in &told {
                match file.withdrawals.iter().find(|other| same(one, other)) {
                    None => self.faults.push(SiteFault::WithdrawalMissing(folder(one))),
                    Some(other) if other != one => {
                        self.faults.push(SiteFault::WithdrawalDiffers(folder(one)))
                    }
                    Some(_) => {}
                }
            }
            for one in file.withdrawals.iter().filter(|one| !told.iter().any(|other| same(one, other))) {
                self.faults.push(SiteFault::WithdrawalUnknown(folder(one)));
            }
        } else {
            for one in &file.withdrawals {
                if self.edition(&folder(one)).is_none() {
                    self.gone(&folder(one), WITHDRAWALS);
                }
            }
        }
    }

    /// What editions know of each other. Those that were taken along alone may well lack others.
    fn chain(&mut self, alone: bool) {
        for (manifest, _) in self.editions {
            let edition = manifest.folder();
            let before = (1..manifest.version).map(|version| {
                let mut known = [&manifest.supersedes, &manifest.corrects].into_iter().flatten();
                let sha256 = known.find(|of| of.version == version).map(|of| &of.sha256);
                (format!("{}/v{version}", manifest.year), sha256)
            });
            let earlier = manifest.earlier.iter().filter_map(|of| {
                let sha256 = of.sha256.as_ref()?;
                Some((format!("{}/{}", of.year, of.edition), Some(sha256)))
            });
            for (other, sha256) in before.chain(earlier) {
                let Some((found, _)) = self.edition(&other) else {
                    if !alone {
                        self.gone(&other, &edition);
                    }
                    continue;
                };
                if sha256.is_some_and(|sha256| found.sha256() != sha256) {
                    self.faults
                        .push(SiteFault::Replaced { edition: other.clone(), known_by: edition.clone() });
                }
                if found.time > manifest.time {
                    self.faults.push(SiteFault::Time { edition: edition.clone(), after: other });
                }
            }
        }
    }

    fn names(&mut self) {
        match near(self.site) {
            Ok(found) => self.faults.extend(found.into_iter().map(SiteFault::Name)),
            Err(error) => {
                self.faults.push(SiteFault::Unreadable(".".to_owned(), crate::diagnostics::said(&error)))
            }
        }
        let mut years: Vec<i16> = self.editions.iter().map(|(manifest, _)| manifest.year).collect();
        years.dedup();
        for year in years {
            let own = |path: &String| {
                self.editions.iter().any(|(manifest, _)| zip_path(manifest.year, manifest.version) == *path)
            };
            let found = zips(self.site, year).unwrap_or_default();
            let extra: Vec<_> = found.into_iter().filter(|path| !own(path)).collect();
            self.faults.extend(extra.into_iter().map(SiteFault::ExtraZip));
        }
    }

    /// Editions that pages lead to and that are not there.
    fn mentions(&mut self) {
        let mut pages: Vec<String> = PAGES.iter().map(|page| (*page).to_owned()).collect();
        if let Ok(entries) = std::fs::read_dir(self.site) {
            let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            let mut years: Vec<String> = names.filter(|name| is_year(name)).collect();
            years.sort();
            pages.extend(years.into_iter().map(|year| format!("{year}/index.html")));
        }
        for page in pages {
            let Ok(text) = std::fs::read(self.site.join(&page)) else { continue };
            for edition in mentioned(&String::from_utf8_lossy(&text)) {
                if self.edition(&edition).is_none() {
                    self.gone(&edition, &page);
                }
            }
        }
    }
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The editions that a text leads to: `2019/v1` at the beginning of an address, or as a folder in `editions.js`. What people
/// wrote (a note, a reason) leads nowhere, whatever it names.
fn mentioned(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("/v") {
        let year = at.checked_sub(4).and_then(|from| text.get(from..at));
        let digit_before = at.checked_sub(5).is_some_and(|from| text.as_bytes()[from].is_ascii_digit());
        let Some(year) = year.filter(|year| is_year(year) && !digit_before) else { continue };
        let before = text[..at - 4].trim_end_matches("../");
        if !before.ends_with("href=\"") && !before.ends_with("\"folder\":\"") {
            continue;
        }
        let digits: String = text[at + 2..].chars().take_while(char::is_ascii_digit).collect();
        let next = text[at + 2 + digits.len()..].chars().next();
        if !digits.is_empty() && !digits.starts_with('0') && matches!(next, Some('/' | '"')) {
            found.insert(format!("{year}/v{digits}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_that_a_page_leads_to_are_found() {
        let text = "<a href=\"2019/v2/index.html\">，\"folder\":\"2018/v1\"，年/v3/，见2018/v3/x，\"note\":\"2017/v4/\"，12019/v10/，2019/v0/，2019/vx";
        assert_eq!(mentioned(text).into_iter().collect::<Vec<_>>(), ["2018/v1", "2019/v2"]);
    }
}
