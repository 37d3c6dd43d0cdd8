//! One run of the program with one fault, and the questions asked afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tongbao::pipeline::{self, Misplaced, VerifyError};

use crate::site::{Desk, Said, copy, said, scratch};

/// What is under way when something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Build,
    Rebuild,
    Release,
    Withdraw,
}

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// One operation.
    Once,
    /// One operation, and every one after it.
    All,
    /// The process dies before one operation.
    Kill,
    /// It is killed from outside at a random moment.
    Moment,
}

/// What became of the runs.
#[derive(Debug, Default)]
pub struct Tally {
    pub faults: usize,
    pub unchanged: usize,
    pub done: usize,
    pub halfway: usize,
    pub killed: usize,
    /// Where something was not as it must be.
    pub failures: Vec<String>,
}

/// What a run left, by its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Unchanged,
    Done,
    Halfway,
    Killed,
}

type Site = BTreeMap<String, Vec<u8>>;

/// A site before the run, and what it becomes.
pub struct Stands {
    way: Way,
    desk: Desk,
    /// As it was; after a build of what was; with what the run does; after a build that follows that.
    before: Site,
    built: Site,
    after: Site,
    operations: usize,
    takes: Duration,
}

impl Way {
    pub const ALL: [Way; 4] = [Way::Build, Way::Rebuild, Way::Release, Way::Withdraw];

    pub fn name(self) -> &'static str {
        match self {
            Way::Build => "build",
            Way::Rebuild => "rebuild",
            Way::Release => "release",
            Way::Withdraw => "withdraw",
        }
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Way::Build | Way::Rebuild => &["build"],
            Way::Release => &["release", "2019", "--note", "更正乙市县数"],
            Way::Withdraw => &["withdraw", "2019", "v1", "--reason", "文件号有误", "--yes"],
        }
    }

    /// A desk as it is before the run, and what the run makes of it when nothing fails.
    #[allow(clippy::disallowed_methods, reason = "how long a run takes decides when it is killed")]
    pub fn prepare(self) -> Stands {
        let desk = Desk::new();
        match self {
            Way::Build => {}
            Way::Rebuild | Way::Release | Way::Withdraw => {
                desk.ok(0, &["release", "2018", "--note", "首次发布", "--first"]);
                desk.ok(1, &["release", "2019", "--note", "首次发布"]);
            }
        }
        if self != Way::Build {
            desk.correct();
        }
        let before = desk.site();
        let built = desk.copied();
        built.ok(2, &["build"]);
        let whole = desk.copied();
        let counted = scratch();
        let file = counted.path().join("count");
        let began = Instant::now();
        let mut command = whole.command(2, self.words());
        let ran = said(command.env("TONGBAO_FAULT", "count").env("TONGBAO_FAULT_COUNT", &file));
        assert_eq!(ran.code, Some(0), "{}", ran.told);
        let operations = std::fs::read_to_string(&file).ok().and_then(|count| count.parse().ok());
        Stands {
            way: self,
            before,
            built: built.site(),
            after: whole.site(),
            operations: operations.expect("the operations were counted"),
            takes: began.elapsed(),
            desk,
        }
    }
}

impl Fault {
    pub fn name(self) -> &'static str {
        match self {
            Fault::Once => "one operation fails",
            Fault::All => "all fail from one on",
            Fault::Kill => "dies at an operation",
            Fault::Moment => "killed at some moment",
        }
    }
}

impl Stands {
    /// `each` runs with a fault, spread over all operations.
    pub fn faults(&self, fault: Fault, each: usize) -> Tally {
        let tally = Mutex::new(Tally::default());
        let all: Vec<usize> = (0..each).collect();
        all.par_iter().for_each(|number| {
            let at = number * self.operations / each;
            let desk = self.desk.copied();
            let ran = self.run(&desk, fault, at, *number, each);
            let found = self.judge(&desk, &ran);
            let mut tally = tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            tally.count(found, || format!("operation {at} of {}: {}", self.operations, ran.told));
        });
        tally.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn run(&self, desk: &Desk, fault: Fault, at: usize, number: usize, each: usize) -> Said {
        let mut command = desk.command(2, self.way.words());
        // No permission, an error of the device, no space: by turns.
        let error = [13, 5, 28][number % 3];
        match fault {
            Fault::Once => said(command.env("TONGBAO_FAULT", format!("once:{at}:{error}"))),
            Fault::All => said(command.env("TONGBAO_FAULT", format!("all:{at}:{error}"))),
            Fault::Kill => said(command.env("TONGBAO_FAULT", format!("kill:{at}"))),
            Fault::Moment => {
                let mut child =
                    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
                std::thread::sleep(self.takes.mul_f64((number + 1) as f64 / each as f64));
                let _ = child.kill();
                let code = child.wait().ok().and_then(|status| status.code());
                Said { code, told: String::new() }
            }
        }
    }

    /// Holds what the run left against what it said, then lets the next run go.
    fn judge(&self, desk: &Desk, ran: &Said) -> Result<Outcome, String> {
        let site = desk.site();
        let outcome = match ran.code {
            None => Outcome::Killed,
            Some(0) => Outcome::Done,
            Some(_) if ran.told.contains("原有网站保持不变") => Outcome::Unchanged,
            Some(_) if ran.told.contains("写到一半") => Outcome::Halfway,
            Some(code) => return Err(format!("exit code {code} without saying what is left")),
        };
        match outcome {
            Outcome::Unchanged => same(&site, &self.before, "it said that nothing changed")?,
            Outcome::Done => same(&site, &self.after, "it said that it was done")?,
            Outcome::Halfway | Outcome::Killed => self.old_or_new(&site)?,
        }
        verified(desk)?;
        // Whoever runs the same again gets what was asked for, unless a killed run had done it.
        let again = desk.copied();
        let next = again.run(2, self.way.words());
        let was_done = |told: &str| told.contains("完全相同") || told.contains("早已撤销");
        if next.code != Some(0) && !was_done(&next.told) {
            return Err(format!("the next run failed: {}", next.told));
        }
        same(&again.site(), &self.after, "the next run of the same")?;
        verified(&again)?;
        // A build publishes nothing that was refused.
        desk.ok(2, &["build"]);
        let site = desk.site();
        match outcome {
            Outcome::Unchanged => same(&site, &self.built, "a build after a refusal")?,
            Outcome::Done => same(&site, &self.after, "a build after it was done")?,
            Outcome::Halfway | Outcome::Killed => same(&site, &self.built, "a build afterwards")
                .or_else(|_| same(&site, &self.after, "a build afterwards"))?,
        }
        verified(desk)?;
        Ok(outcome)
    }

    /// Between two renames of a run that ended there: every file is the old or the new one, and the way in is there.
    fn old_or_new(&self, site: &Site) -> Result<(), String> {
        // Whether a folder can be written to is tried with an empty file, which the next run removes where it was left.
        let tried = |path: &str, bytes: &[u8]| path.ends_with("/.tongbao-probe") && bytes.is_empty();
        for (path, bytes) in site.iter().filter(|(path, bytes)| !tried(path, bytes)) {
            if self.before.get(path) != Some(bytes) && self.after.get(path) != Some(bytes) {
                return Err(format!("{path} is neither the old nor the new one"));
            }
        }
        if self.before.contains_key("index.html") && !site.contains_key("index.html") {
            return Err("the way in is missing".to_owned());
        }
        Ok(())
    }
}

impl Tally {
    fn count(&mut self, found: Result<Outcome, String>, told: impl Fn() -> String) {
        self.faults += 1;
        match found {
            Ok(Outcome::Unchanged) => self.unchanged += 1,
            Ok(Outcome::Done) => self.done += 1,
            Ok(Outcome::Halfway) => self.halfway += 1,
            Ok(Outcome::Killed) => self.killed += 1,
            Err(why) => self.failures.push(format!("{why}; {}", told())),
        }
    }
}

/// A site is built, then released, on a disk of many sizes, the smallest too small for anything.
pub fn full_disk(sizes: usize) -> Option<Tally> {
    let stands = Way::Release.prepare();
    let needed: usize = stands.before.values().map(|bytes| bytes.len().next_multiple_of(4096)).sum();
    let mut tally = Tally::default();
    for number in 0..sizes {
        // From just what stands to three times that, where everything fits.
        let size = needed + 300_000 + number * needed * 2 / sizes;
        let desk = stands.desk.copied();
        let found = mounted(&desk, &format!("size={}k", size / 1024), |desk| {
            let ran = desk.run(2, stands.way.words());
            let left = desk.site();
            let told = || format!("{} kB: {}", size / 1024, ran.told);
            let found = match ran.code {
                Some(0) => same(&left, &stands.after, "it said that it was done").map(|()| Outcome::Done),
                Some(_) if ran.told.contains("原有网站保持不变") => {
                    same(&left, &stands.before, "it said that nothing changed").map(|()| Outcome::Unchanged)
                }
                code => Err(format!("exit code {code:?} without saying what is left")),
            };
            let found = found.and_then(|outcome| verified(desk).map(|()| outcome));
            tally.count(found, told);
        });
        found?;
    }
    Some(tally)
}

/// A site that cannot be written to: nothing is said to be done, a trial release works, editions verify.
pub fn read_only() -> Option<Tally> {
    let stands = Way::Release.prepare();
    let mut tally = Tally::default();
    for words in [stands.way.words(), &["build"], Way::Withdraw.words()] {
        let desk = stands.desk.copied();
        mounted(&desk, "size=1g", |desk| {
            if !mount(&["-o", "remount,ro"], &desk.output()) {
                return;
            }
            let ran = desk.run(2, words);
            let found = match ran.code {
                Some(1) if ran.told.contains("原有网站保持不变") => {
                    same(&desk.site(), &stands.before, "read-only").map(|()| Outcome::Unchanged)
                }
                code => Err(format!("exit code {code:?}")),
            };
            let tried = desk.run(2, &["release", "2019", "--note", "更正乙市县数", "--dry-run"]);
            let found = found.and_then(|outcome| match tried.code {
                Some(0) => verified(desk).map(|()| outcome),
                _ => Err(format!("a trial release failed: {}", tried.told)),
            });
            tally.count(found, || ran.told.clone());
            mount(&["-o", "remount,rw"], &desk.output());
        })?;
    }
    Some(tally)
}

/// Does something while the output of a desk lies on a file system of its own; nothing where that cannot be had.
fn mounted(desk: &Desk, options: &str, what: impl FnOnce(&Desk)) -> Option<()> {
    let kept = scratch();
    copy(&desk.output(), kept.path());
    if !mount(&["-t", "tmpfs", "-o", options, "tmpfs"], &desk.output()) {
        return None;
    }
    copy(kept.path(), &desk.output());
    what(desk);
    let gone = Command::new("umount").arg(desk.output()).stderr(Stdio::null()).status();
    gone.is_ok_and(|status| status.success()).then_some(())
}

fn mount(words: &[&str], place: &Path) -> bool {
    let status = Command::new("mount").args(words).arg(place).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// How many editions stand in the site: folders of a version with their manifest.
fn editions(desk: &Desk) -> usize {
    let years = fs::read_dir(desk.output()).into_iter().flatten().flatten();
    let versions = years.flat_map(|year| fs::read_dir(year.path()).into_iter().flatten().flatten());
    versions.filter(|version| version.path().join("manifest.json").is_file()).count()
}

/// Every edition that stands is what was released.
fn verified(desk: &Desk) -> Result<(), String> {
    let said = match pipeline::verify(&desk.output(), None, None, None) {
        Ok(said) => said,
        // Where nothing was released there is nothing to verify.
        Err(VerifyError::Misplaced(_, Misplaced::Absent | Misplaced::Other)) if editions(desk) == 0 => {
            return Ok(());
        }
        Err(error) => return Err(format!("verify: {error:?}")),
    };
    match said.editions.iter().find(|edition| !edition.holds()) {
        None => Ok(()),
        Some(edition) => Err(format!("{} does not verify: {:?}", edition.folder, edition.faults)),
    }
}

fn same(left: &Site, expected: &Site, what: &str) -> Result<(), String> {
    if left == expected {
        return Ok(());
    }
    let differs = |path: &&String| left.get(*path) != expected.get(*path);
    let paths: Vec<&String> = left.keys().chain(expected.keys()).filter(differs).collect();
    Err(format!("{what}, but {} files differ, {:?} first", paths.len(), paths.first()))
}
