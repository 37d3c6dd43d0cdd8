//! Real processes that write a site: killed at random moments, out of disk space, and two at once.
//!
//! The other process is this test binary, started again with `TONGBAO_TEST_ROOT`.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "nothing of the site depends on the time measured here")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tongbao::output::{OutputError, Transaction, WhenBusy};

const ROOT: &str = "TONGBAO_TEST_ROOT";
/// How often the long test kills, 60 times unless told.
const KILLS: &str = "TONGBAO_TEST_KILLS";
const GENERATION: &str = "TONGBAO_TEST_GENERATION";
const AT_WORK: &str = "at work";
const MINE: [&str; 3] = ["README.md", "2019/draft/notes.txt", "2019/v1/index.html"];

/// Writes generation `mark`: every file holds it, one of a name of its own.
fn build(root: &Path, mark: &str) -> Result<(), OutputError> {
    let transaction = Transaction::begin(root, WhenBusy::Wait)?;
    let page = format!("{mark}\n{}", "通报".repeat(500));
    transaction.file("index.html", mark.as_bytes())?;
    for (target, files) in [("2019/draft", 60), ("compare", 20)] {
        let unit = transaction.unit(target)?;
        (0..files)
            .into_par_iter()
            .try_for_each(|n| unit.write(&format!("{}/{n}.html", n % 5), page.as_bytes()))?;
        unit.write(&format!("{mark}.html"), page.as_bytes())?;
    }
    transaction.commit(&["index.html"]).map(|_| ())
}

/// A site of generation `0` with files of others.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), "0").unwrap();
    fs::create_dir(folder.path().join("2019/v1")).unwrap();
    for path in MINE {
        fs::write(folder.path().join(path), "mine").unwrap();
    }
    folder
}

/// The generation of a unit, all of whose files must say the same; none if it is away.
fn generation(root: &Path, target: &str) -> Option<String> {
    let entries = walkdir::WalkDir::new(root.join(target)).into_iter().filter_map(Result::ok);
    let pages = entries
        .map(|entry| entry.into_path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "html"));
    let pages: Vec<PathBuf> = pages.collect();
    let first_line = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().next().unwrap().to_owned();
    let marks: BTreeSet<String> = pages.iter().map(first_line).collect();
    assert!(marks.len() <= 1, "{target} mixes {marks:?}");
    let mark = marks.into_iter().next()?;
    let files = match target {
        "2019/draft" => 61,
        "compare" => 21,
        _ => 1,
    };
    assert_eq!(pages.len(), files, "{target} of {mark}");
    Some(mark)
}

fn assert_whole(root: &Path) -> String {
    let marks = ["2019/draft", "compare", "index.html"].map(|target| generation(root, target).expect(target));
    assert!(marks.iter().all(|mark| *mark == marks[0]), "{marks:?}");
    for path in MINE {
        assert_eq!(fs::read_to_string(root.join(path)).unwrap(), "mine", "{path}");
    }
    marks[0].clone()
}

/// Starts the test `name` of this file in a process of its own.
fn start(name: &str, root: &Path, generation: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("output::killed::{name}"), "--nocapture"])
        .env(ROOT, root)
        .env(GENERATION, generation.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until it is at work.
fn await_work(child: &mut Child) {
    let said = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(said.map_while(Result::ok).any(|line| line.ends_with(AT_WORK)), "it ended early");
}

/// The folder to work in, in a process that was started for it.
fn started() -> Option<(PathBuf, usize)> {
    let root = std::env::var_os(ROOT)?;
    Some((root.into(), std::env::var(GENERATION).unwrap().parse().unwrap()))
}

#[test]
fn child_builds_until_killed() {
    let Some((root, first)) = started() else { return };
    println!("{AT_WORK}");
    for generation in first.. {
        build(&root, &generation.to_string()).unwrap();
    }
}

#[test]
fn killed_at_any_moment_a_site_stays_whole() {
    let folder = site();
    let root = folder.path();
    let (mut while_staging, mut while_swapping) = (0, 0);
    let mut random = 0x2019_u64;
    let mut newest = "0".to_owned();
    let kills = std::env::var(KILLS).map_or(60, |count| count.parse().unwrap());
    for kill in 1..=kills {
        let mut child = start("child_builds_until_killed", root, kill * 1_000_000);
        await_work(&mut child);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((random >> 33) % 30_000));
        // Swapping takes a small part of the time; every other kill aims at it.
        let deadline = Instant::now() + Duration::from_secs(1);
        while kill % 2 == 0 && !root.join(".tongbao-journal").exists() && Instant::now() < deadline {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let swapping = root.join(".tongbao-journal").exists();
        while_swapping += usize::from(swapping);
        while_staging += usize::from(!swapping && root.join(".tongbao-staging").exists());
        for target in ["2019/draft", "compare", "index.html"] {
            assert!(generation(root, target).is_some() || swapping, "{target} is away without a journal");
        }
        drop(Transaction::begin(root, WhenBusy::Refuse).unwrap());
        let mark = assert_whole(root);
        assert!(mark.parse::<usize>().unwrap() >= newest.parse().unwrap(), "{mark} after {newest}");
        newest = mark;
    }
    println!("killed while staging {while_staging}, while swapping {while_swapping}, of {kills}");
    assert!(while_staging > 0 && while_swapping > 0, "{while_staging} {while_swapping}");
}

#[test]
fn child_runs_out_of_space() {
    let Some((root, _)) = started() else { return };
    // SAFETY: plain system calls of this process, which does nothing else.
    let limit = |bytes: u64| unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
        let limit = libc::rlimit { rlim_cur: bytes, rlim_max: libc::RLIM_INFINITY };
        assert_eq!(libc::setrlimit(libc::RLIMIT_FSIZE, &limit), 0);
    };
    // Pages take some 3,000 bytes, the inventory 1,700, the journal 80: each of them is the one that fails.
    for bytes in (0..60).chain((60..4_000).step_by(97)) {
        limit(bytes);
        let result = build(&root, "1");
        limit(libc::RLIM_INFINITY);
        match result {
            Err(OutputError::Io { source, .. }) => {
                assert_eq!(source.raw_os_error(), Some(libc::EFBIG), "{source}");
                assert_eq!(assert_whole(&root), "0");
            }
            other => assert!(other.is_ok() && bytes > 3_000, "{bytes}: {other:?}"),
        }
        if assert_whole(&root) == "1" {
            build(&root, "0").unwrap();
        }
    }
}

#[test]
fn out_of_space_a_site_stays_as_it_was() {
    let folder = site();
    assert!(start("child_runs_out_of_space", folder.path(), 0).wait().unwrap().success());
    assert!(!folder.path().join(".tongbao-staging").exists());
}

#[test]
fn of_two_processes_the_second_is_told() {
    let folder = site();
    let mut child = start("child_builds_until_killed", folder.path(), 1);
    await_work(&mut child);
    let told = loop {
        match Transaction::begin(folder.path(), WhenBusy::Refuse) {
            Ok(free) => drop(free),
            // Between taking the lock and saying so, the other has no name yet.
            Err(OutputError::Busy { holder: None, .. }) => {}
            Err(error) => break error,
        }
        assert!(child.try_wait().unwrap().is_none(), "the other gave up");
        std::thread::sleep(Duration::from_millis(1));
    };
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(matches!(told, OutputError::Busy { holder: Some(pid), .. } if pid == child.id()), "{told:?}");
    drop(Transaction::begin(folder.path(), WhenBusy::Refuse).unwrap());
    assert_whole(folder.path());
}
