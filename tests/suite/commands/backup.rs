//! Content and site with its editions are backed up into one file and restored where nothing is.

use crate::case::{Case, files};

#[test]
fn a_backup_brings_content_and_editions_back_to_where_nothing_is() {
    let case = Case::releasable();
    case.release(2019, "首次");
    let packed = case.ok(&["backup", "saved.zip"]).says("SHA-256 ").tells("其中版次 2019/v1");
    let bytes = std::fs::read(case.path("saved.zip")).expect("the backup");
    case.run(&["backup", "saved.zip"]).exits(1).tells("已经存在，备份不覆盖旧文件");
    case.ok(&["backup", "again.zip"]);
    assert!(
        bytes == std::fs::read(case.path("again.zip")).expect("the other"),
        "the same files, the same bytes"
    );
    let checked = case.ok(&["backup", "--check", "saved.zip"]).tells("是完整的备份");
    assert_eq!(checked.out, packed.out);
    case.run(&["backup", "output/x.zip"]).exits(1).tells("不能放在它要备份的");

    let into: [&str; 4] = ["--content", "back/content", "--output", "back/output"];
    let with = |words: &[&str]| case.run(&[words, &into].concat());
    with(&["restore", "saved.zip", "--dry-run"]).exits(0).tells("这是试运行");
    assert!(!case.path("back").exists());
    with(&["restore", "saved.zip"]).exits(0).tells("每个文件都与备份的清单相符");
    assert_eq!(files(&case.content()), files(&case.path("back/content")));
    with(&["verify"]).exits(0);
    with(&["check"]).exits(0);
    with(&["build"]).exits(0);
    with(&["restore", "saved.zip"])
        .exits(1)
        .tells("恢复不覆盖任何东西")
        .tells("请用 --content 和 --output 指到新的或空的文件夹");

    let cut = &bytes[..bytes.len() / 2];
    std::fs::write(case.path("cut.zip"), cut).expect("a file");
    for words in [
        &["backup", "--check", "cut.zip"][..],
        &["restore", "cut.zip", "--content", "n/c", "--output", "n/o"],
    ] {
        case.run(words).exits(1).tells("备份文件打不开：它不完整");
    }
    assert!(!case.path("n/c").exists() && !case.path("n/o").exists());
    case.run(&["restore", "none.zip", "--content", "n/c", "--output", "n/o"]).exits(1).tells("none.zip");
    let edition = case.run(&["backup", "--check", "output/2019/2019-v1.zip"]).exits(1);
    edition.tells("不是 tongbao backup 做的备份");
}
