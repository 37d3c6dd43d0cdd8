//! The program killed at random moments, out of disk space, and twice at once: earlier editions stay whole, the site
//! opens, and the next run puts everything in order.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::case::{Case, FIRST, Page};

/// How often the program is killed, 200 times unless told.
const KILLS: &str = "TONGBAO_TEST_KILLS";

fn start(desk: &Case, day: u64, words: &[&str]) -> Child {
    let mut command = desk.command_on(day, words);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

/// A small source of pseudo-random numbers: the same moments each time, as far as a machine allows.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The way in leads somewhere: every file that index.html links to is there.
fn opens(site: &Path) {
    let text = std::fs::read_to_string(site.join("index.html")).expect("the site has a way in");
    let page = Page::new("index.html", text);
    let files = page.values("href").into_iter().filter_map(|href| href.split('#').next());
    let mut links = 0;
    for file in files.filter(|file| !file.is_empty()) {
        assert!(site.join(file).is_file(), "index.html leads to {file}, which is not there");
        links += 1;
    }
    assert!(links > 10, "only {links} links");
}

fn whole(desk: &Case, editions: &BTreeMap<String, BTreeMap<String, Vec<u8>>>) {
    for (folder, files) in editions {
        assert!(desk.files(folder) == *files, "{folder} is no longer what it was");
    }
}

#[test]
fn two_hundred_kills_leave_every_edition_whole_and_a_site_that_opens() {
    let desk = Case::releasable();
    desk.release(2018, "");
    desk.release(2019, "");
    let mut editions = BTreeMap::new();
    for folder in ["2018/v1", "2019/v1"] {
        editions.insert(folder.to_owned(), desk.files(folder));
    }
    let kills: u64 = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(200);
    let mut dice = Dice(20_190_031);
    let (mut version, mut finished) = (1, 0);
    // How long a run takes is learnt from those that were not killed in time.
    let mut longest = 400_u64;
    for round in 0..kills {
        let release = round % 2 == 0;
        if release {
            let counties = format!("counties: {}", 20 + round);
            desk.edit("2019/cities/records/beta.yaml", |text| {
                let line = text.lines().find(|line| line.trim_start().starts_with("counties:")).unwrap();
                text.replace(line.trim_start(), &counties)
            });
        }
        let words: &[&str] = if release { &["release", "2019", "--note", "更正"] } else { &["build"] };
        let mut child = start(&desk, round + 1, words);
        std::thread::sleep(Duration::from_millis(dice.below(longest)));
        if child.try_wait().expect("a process").is_some() {
            finished += 1;
            longest = (longest * 9 / 10).max(60);
        } else {
            child.kill().expect("the program is killed");
            child.wait().expect("it ends");
        }
        whole(&desk, &editions);
        opens(&desk.output());
        // What was released exists whole or not at all.
        let next = format!("2019/v{}", version + 1);
        if desk.path("output/.tongbao-journal").exists() {
            // Register and edition come into place one after the other; the next run completes what stands between.
            desk.run(&["verify"]).tells("没有做完");
            desk.build();
        }
        if desk.path(&format!("output/{next}")).exists() {
            version += 1;
            editions.insert(next.clone(), desk.files(&next));
            let said = desk.run(&["verify", "2019", &format!("v{version}")]);
            assert_eq!(said.code, 0, "{next} stands, but not whole: {}", said.out);
        }
    }
    assert!(finished < kills, "no run was killed: the moments are too late");
    desk.build();
    whole(&desk, &editions);
    assert!(!desk.path("output/.tongbao-staging").exists(), "the next run cleans up");
    let said = desk.ok(&["verify"]);
    assert!(said.err.contains("全部相符"), "{}", said.err);
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let desk = Case::releasable();
    desk.release(2018, "");
    desk.release(2019, "");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    let before = desk.files("");
    let mut refused = 0;
    // The largest file a process may write, in blocks of 512 bytes: from none to nearly all that a release needs.
    for blocks in [0, 1, 4, 16, 40, 64, 100] {
        for words in ["release 2019 --note 更正", "build"] {
            let script = format!(
                "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {words} --content \"$1\" --output \"$2\""
            );
            let output = Command::new("sh")
                .arg("-c")
                .arg(script)
                .arg(env!("CARGO_BIN_EXE_tongbao"))
                .arg(desk.path("content"))
                .arg(desk.output())
                .env("SOURCE_DATE_EPOCH", FIRST.to_string())
                .output()
                .expect("a shell");
            if output.status.success() {
                continue;
            }
            refused += 1;
            assert_eq!(output.status.code(), Some(1), "{blocks} {words}");
            let mut now = desk.files("");
            now.retain(|path, _| !path.starts_with(".tongbao"));
            let mut was = before.clone();
            was.retain(|path, _| !path.starts_with(".tongbao"));
            assert!(now == was, "a full disk changed the site at {blocks} blocks: {words}");
        }
    }
    assert!(refused >= 6, "only {refused} runs met the limit");
    desk.release(2019, "更正");
    desk.ok(&["verify"]);
}

#[test]
fn two_releases_at_once_do_not_mix() {
    let desk = Case::releasable();
    desk.release(2018, "");
    for _ in 0..5 {
        let words = ["release", "2019"];
        let codes: Vec<i32> = [start(&desk, 1, &words), start(&desk, 2, &words)]
            .into_iter()
            .map(|mut child| child.wait().expect("it ends").code().unwrap_or(-1))
            .collect();
        // One releases; the other is told to wait, or finds nothing changed any more.
        assert!(codes.contains(&0) || desk.path("output/2019/v1").exists(), "{codes:?}");
        assert!(!desk.path("output/2019/v2").exists(), "the same content was released twice");
        assert_eq!(desk.run(&["verify"]).code, 0);
        opens(&desk.output());
    }
}
