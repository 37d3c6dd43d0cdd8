//! Stops a run before each single change it makes to the disk, lets the next run recover (stopping that one too), and
//! looks at what is left.

use std::collections::BTreeSet;

use super::*;
use crate::output::fs::fault;

const MINE: [&str; 5] =
    ["README.md", "2017/draft/notes.txt", "2019/draft/notes.txt", "compare/mine/x", "2019/v1/index.html"];

/// A site of the generation `one`, with files of others, and a unit that the next generation no longer has.
fn old_site() -> TempDir {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    let transaction = begin(root);
    transaction.unit("2017/draft").unwrap().write("index.html", b"one").unwrap();
    transaction.commit(&[]).unwrap();
    for path in MINE {
        put(root, path, "mine");
    }
    folder
}

/// Builds the generation `two`, which also has an edition and a new unit.
fn next_build(root: &Path) -> Result<(), OutputError> {
    let transaction = Transaction::begin(root, WhenBusy::Refuse)?;
    transaction.file("index.html", b"two")?;
    let draft = transaction.unit("2019/draft")?;
    draft.write("index.html", b"two")?;
    draft.write("funds/广州市.html", b"two")?;
    draft.write("data/two.csv", b"two")?;
    let edition = transaction.edition("2019/v2")?;
    edition.write("index.html", b"two")?;
    edition.write("data/results.json", b"two")?;
    transaction.unit("compare")?.write("2018-2019.html", b"two")?;
    transaction.unit("subjects")?.write("a.html", b"two")?;
    transaction.file("2019/index.html", b"two")?;
    transaction.retire("2017/draft")?;
    transaction.commit(&["index.html"]).map(|_| ())
}

/// The texts of the files under a unit that are not `mine`, each with how many say so.
fn generations(site: &BTreeMap<String, String>, unit: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (path, text) in site {
        if path.starts_with(unit) && text != "mine" {
            *found.entry(text.clone()).or_default() += 1;
        }
    }
    found
}

/// What a finished site of either generation has: unit, files in `one`, files in `two`.
const UNITS: [(&str, usize, usize); 7] = [
    ("2019/draft/", 3, 3),
    ("compare/", 1, 1),
    ("2019/index.html", 1, 1),
    ("index.html", 1, 1),
    ("2017/draft/", 1, 0),
    ("2019/v2/", 0, 2),
    ("subjects/", 0, 1),
];

/// Each unit wholly old or wholly new; the number of the new ones.
#[track_caller]
fn wholly_new_units(site: &BTreeMap<String, String>, context: &str) -> usize {
    let whole = |unit: &str, mark: &str, count: usize| -> bool {
        let expected = if count == 0 { BTreeMap::new() } else { [(mark.to_owned(), count)].into() };
        generations(site, unit) == expected
    };
    let news = UNITS.iter().filter(|(unit, old, new)| {
        let (is_old, is_new) = (whole(unit, "one", *old), whole(unit, "two", *new));
        assert!(is_old || is_new, "{context}: {unit} is mixed: {site:#?}");
        is_new
    });
    news.count()
}

#[track_caller]
fn assert_mine(site: &BTreeMap<String, String>, context: &str) {
    for path in MINE {
        assert_eq!(site.get(path).map(String::as_str), Some("mine"), "{context}: {path}");
    }
}

/// Calls `check` with a site whose build was stopped after each possible number of changes.
fn each_stop(mut check: impl FnMut(&Path, &str)) {
    for changes in 0.. {
        let folder = old_site();
        let (result, stopped) = fault::after(changes, || next_build(folder.path()));
        check(folder.path(), &format!("stopped after {changes} changes"));
        if !stopped {
            assert!(result.is_ok() && changes > 40, "{changes}: {result:?}");
            return;
        }
    }
}

#[test]
fn before_the_next_run_no_unit_is_mixed() {
    let mut missing = 0;
    each_stop(|root, context| {
        let site = site(root);
        for (unit, old, new) in UNITS {
            let found = generations(&site, unit);
            let count = found.values().sum::<usize>();
            assert!(
                found.len() <= 1 && (count == 0 || count == old || count == new),
                "{context}: {unit}: {found:?}"
            );
            missing += usize::from(count == 0 && old > 0 && new > 0);
        }
        assert!(site.contains_key("index.html") && site.contains_key("2019/index.html"), "{context}");
    });
    // Only the two folders that are replaced are ever away, each for the one rename between two others.
    assert_eq!(missing, 2);
}

#[test]
fn the_next_run_makes_the_site_whole() {
    let (mut olds, mut news) = (0, 0);
    each_stop(|root, context| {
        drop(begin(root));
        let site = site(root);
        assert_mine(&site, context);
        // All old until the journal stands, all new from then on.
        match wholly_new_units(&site, context) {
            0 => olds += 1,
            all if all == UNITS.len() => news += 1,
            some => panic!("{context}: {some} units are new"),
        }
        assert!(
            !root.join(".tongbao-staging").exists() && !root.join(".tongbao-journal").exists(),
            "{context}"
        );
    });
    assert!(olds > 20 && news > 15, "{olds} {news}");
}

/// What an error says must be true: a site that is said to be as it was is, to the byte, and stays so.
#[track_caller]
fn assert_told(
    root: &Path,
    result: &Result<(), OutputError>,
    before: &BTreeMap<String, String>,
    context: &str,
) {
    match result {
        Ok(()) => assert_eq!(wholly_new_units(&site(root), context), UNITS.len(), "{context}"),
        Err(OutputError::Halfway { new, away, .. }) => {
            assert!(root.join(".tongbao-journal").exists(), "{context}: the next run knows");
            let stood = UNITS.iter().filter(|(_, old, _)| *old > 0);
            let missing = stood.filter(|(unit, ..)| generations(&site(root), unit).is_empty());
            let missing: BTreeSet<&str> = missing.map(|(unit, ..)| unit.trim_end_matches('/')).collect();
            assert_eq!(away.iter().map(String::as_str).collect::<BTreeSet<_>>(), missing, "{context}");
            for (unit, ..) in UNITS.iter().filter(|(_, _, new)| *new > 0) {
                let unit = unit.trim_end_matches('/');
                let stands = generations(&site(root), unit).contains_key("two");
                assert_eq!(new.iter().any(|told| told == unit), stands, "{context}: {unit} in {new:?}");
            }
        }
        Err(_) => {
            assert_eq!(&site(root), before, "{context}");
            let folders = |name: &str| root.join(name).exists();
            assert!(!folders("2020") && !folders("subjects") && !folders("2019/v2"), "{context}");
            let begun = begin(root);
            assert!(begun.completed().is_empty(), "{context}: nothing was left to do");
            drop(begun);
            assert_eq!(&site(root), before, "{context}");
        }
    }
}

#[test]
fn an_error_is_taken_back() {
    let (mut refused, mut done) = (0, 0);
    for change in 0.. {
        let folder = old_site();
        let root = folder.path();
        let before = site(root);
        let (result, struck) = fault::once(change, || next_build(root));
        let context = format!("change {change} failed: {result:?}");
        assert!(!matches!(result, Err(OutputError::Halfway { .. })), "{context}");
        assert_told(root, &result, &before, &context);
        match result {
            Ok(()) => done += 1,
            Err(_) => refused += 1,
        }
        if !struck {
            break;
        }
        // Once the obstacle is gone the same build goes through, and leaves the same as if it had never been there.
        drop(begin(root));
        match next_build(root) {
            Ok(()) => assert_eq!(wholly_new_units(&site(root), &context), UNITS.len(), "{context}"),
            Err(error) => assert_eq!(error.code(), "output-edition-exists", "{context}"),
        }
    }
    assert!(refused > 50 && done > 2, "{refused} {done}");
}

#[test]
fn what_cannot_be_taken_back_is_told_and_carried_on() {
    let mut halfway = 0;
    for change in 0.. {
        for more in 0.. {
            let folder = old_site();
            let root = folder.path();
            let before = site(root);
            let (result, struck) = fault::twice(change, more, || next_build(root));
            let context = format!("change {change} failed, and all from {more} later: {result:?}");
            assert_told(root, &result, &before, &context);
            if matches!(result, Err(OutputError::Halfway { .. })) {
                halfway += 1;
                let begun = begin(root);
                assert!(begun.completed().iter().any(|target| target == "2019/v2"), "{context}");
                drop(begun);
                assert_eq!(wholly_new_units(&site(root), &context), UNITS.len(), "{context}");
            }
            assert_mine(&site(root), &context);
            if !struck && result.is_ok() {
                assert!(halfway > 50, "{halfway}");
                return;
            }
            if !struck {
                break;
            }
        }
    }
}

#[test]
fn what_is_taken_back_a_second_time_is_whole_too() {
    let (mut halfway, mut taken_back) = (0, 0);
    // Where the commit fails, and how much of the taking back is done before that fails too.
    for change in 40.. {
        for more in 0.. {
            let stopped = |root: &Path| fault::twice(change, more, || next_build(root));
            let folder = old_site();
            let (result, struck) = stopped(folder.path());
            if !struck && result.is_ok() {
                assert!(halfway > 50 && taken_back > 300, "{halfway} {taken_back}");
                return;
            }
            if !struck {
                break;
            }
            if !matches!(result, Err(OutputError::Halfway { .. })) {
                continue;
            }
            halfway += 1;
            // The next run meets an obstacle at every place it can.
            for obstacle in 0.. {
                let folder = old_site();
                let root = folder.path();
                let before = site(root);
                let _ = stopped(root);
                let (begun, struck) =
                    fault::once(obstacle, || Transaction::begin(root, WhenBusy::Refuse).map(drop));
                let context = format!("{change} {more} {obstacle}: {begun:?}");
                match begun {
                    Err(OutputError::TakenBack { ref targets, .. }) => {
                        taken_back += 1;
                        assert!(targets.iter().any(|target| target == "2019/v2"), "{context}");
                        assert_eq!(site(root), before, "{context}");
                        assert!(!root.join("2019/v2").exists(), "{context}");
                        assert!(begin(root).completed().is_empty(), "{context}");
                        assert_eq!(site(root), before, "{context}");
                    }
                    Ok(()) | Err(_) => {
                        drop(begin(root));
                        assert!(
                            [0, UNITS.len()].contains(&wholly_new_units(&site(root), &context)),
                            "{context}"
                        );
                    }
                }
                assert_mine(&site(root), &context);
                if !struck {
                    break;
                }
            }
        }
    }
}

#[test]
fn what_somebody_put_where_nothing_stood_is_not_taken_back() {
    let mut tried = 0;
    each_stop(|root, context| {
        if !root.join("subjects/a.html").exists() || !root.join(".tongbao-staging/files").exists() {
            return;
        }
        tried += 1;
        put(root, "subjects/notes.txt", "mine");
        // Every change but the first few fails, so that what was done is taken back, now or by the run after that.
        for obstacle in 0..12 {
            let _ = fault::once(obstacle, || Transaction::begin(root, WhenBusy::Refuse).map(drop));
        }
        assert_eq!(site(root)["subjects/notes.txt"], "mine", "{context}");
    });
    assert!(tried > 1, "{tried}");
}

#[cfg(unix)]
#[test]
fn a_recovery_follows_no_link() {
    let mut tried = 0;
    each_stop(|root, context| {
        if !root.join(".tongbao-journal").exists() || !root.join(".tongbao-staging/new/2019%2Fv2").exists() {
            return;
        }
        tried += 1;
        let elsewhere = scratch();
        fs::rename(root.join("2019"), elsewhere.path().join("2019")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("2019"), root.join("2019")).unwrap();
        let before = everything(elsewhere.path());
        let error = Transaction::begin(root, WhenBusy::Refuse).unwrap_err();
        let cause = match error {
            OutputError::Halfway { cause, .. } => *cause,
            error => error,
        };
        assert_eq!(cause.code(), "output-symlink", "{context}");
        assert_eq!(everything(elsewhere.path()), before, "{context}");
    });
    assert!(tried > 2, "{tried}");
}

#[test]
fn a_recovery_may_be_stopped_too() {
    each_stop(|root, context| {
        for changes in 0.. {
            let (_, stopped) = fault::after(changes, || Transaction::begin(root, WhenBusy::Refuse).map(drop));
            if !stopped {
                break;
            }
        }
        let site = site(root);
        assert_mine(&site, context);
        assert!([0, UNITS.len()].contains(&wholly_new_units(&site, context)), "{context}");
    });
}

#[test]
fn a_stop_leaves_no_trace_after_the_next_build() {
    let whole = old_site();
    next_build(whole.path()).unwrap();
    build(whole.path(), "three").unwrap();
    each_stop(|root, context| {
        if !site(root).contains_key("2019/v2/index.html") && next_build(root).is_err() {
            // Recovery put the edition in place, so that it cannot be written again.
            assert!(root.join("2019/v2/data/results.json").exists(), "{context}");
        }
        build(root, "three").unwrap();
        assert_eq!(everything(root), everything(whole.path()), "{context}");
    });
}

#[test]
fn without_its_journal_a_site_is_still_whole() {
    let mut damaged = 0;
    each_stop(|root, context| {
        let Ok(journal) = fs::read(root.join(".tongbao-journal")) else { return };
        damaged += 1;
        fs::write(root.join(".tongbao-journal"), &journal[..journal.len() / 2]).unwrap();
        for changes in 0.. {
            let (_, stopped) = fault::after(changes, || Transaction::begin(root, WhenBusy::Refuse).map(drop));
            if !stopped {
                break;
            }
        }
        assert_mine(&site(root), context);
        wholly_new_units(&site(root), context);
        // And all of it is known to be ours.
        build(root, "three").unwrap();
        assert_eq!(generations(&site(root), "2019/draft/"), [("three".to_owned(), 3)].into());
        assert_mine(&site(root), context);
    });
    assert!(damaged > 10, "{damaged}");
}
