//! The built site as files: the same bytes from any build, every link resolves, a failed build changes nothing.

#[path = "common/links.rs"]
mod links;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use links::files;
use tempfile::TempDir;

fn tongbao(arguments: &[&str], folder: &Path, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
    command.args(arguments).current_dir(folder);
    for (name, value) in environment {
        command.env(name, value);
    }
    command.output().expect("the program runs")
}

/// A copy of the founding case's content in a folder of its own.
fn copy_of_content(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.path().strip_prefix(&from).expect("below the folder"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), &target).expect("a file");
        }
    }
}

#[test]
fn two_builds_give_the_same_bytes_whatever_surrounds_them() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let deeper = two.path().join("另一处/更深");
    std::fs::create_dir_all(&deeper).unwrap();
    copy_of_content(&one.path().join("content"));
    copy_of_content(&deeper.join("content"));
    let first = tongbao(&["build"], one.path(), &[("RAYON_NUM_THREADS", "1"), ("LANG", "C"), ("TZ", "UTC")]);
    let second = tongbao(
        &["build"],
        &deeper,
        &[
            ("RAYON_NUM_THREADS", "7"),
            ("LANG", "zh_CN.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Asia/Shanghai"),
        ],
    );
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(second.status.success(), "{}", String::from_utf8_lossy(&second.stderr));
    let (first, second) = (files(&one.path().join("output")), files(&deeper.join("output")));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(bytes == &second[path], "{} differs", path.display());
    }
}

#[test]
fn every_link_and_anchor_resolves() {
    let dir = TempDir::new().unwrap();
    let built = tongbao(
        &["build", "--output", dir.path().to_str().unwrap()],
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &[],
    );
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let files = files(dir.path());
    let (checked, dead) = links::dead(&files);
    assert!(dead.is_empty(), "{} dead links, the first: {:#?}", dead.len(), &dead[..dead.len().min(10)]);
    assert!(checked > 10_000, "only {checked} links were checked");
}

#[test]
fn a_failed_build_leaves_the_site_and_foreign_files_alone() {
    let dir = TempDir::new().unwrap();
    copy_of_content(&dir.path().join("content"));
    std::fs::create_dir_all(dir.path().join("output/2019/draft")).unwrap();
    std::fs::write(dir.path().join("output/说明.txt"), "本单位文件").unwrap();
    assert!(tongbao(&["build"], dir.path(), &[]).status.success());
    let before = files(&dir.path().join("output"));

    let record = dir.path().join("content/2019/eastwest-cities/records/guangzhou.yaml");
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::write(&record, text.replace("status: sample", "status: smaple")).unwrap();
    let failed = tongbao(&["build"], dir.path(), &[]);
    assert_eq!(failed.status.code(), Some(1));
    let told = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(told.contains("guangzhou.yaml") && told.contains("smaple") && told.contains("sample"), "{told}");
    assert!(files(&dir.path().join("output")) == before, "a failed build changed the site");

    std::fs::write(&record, text).unwrap();
    std::fs::write(dir.path().join("output/2019/draft/批注.docx"), "意见").unwrap();
    assert!(tongbao(&["build"], dir.path(), &[]).status.success());
    let after = files(&dir.path().join("output"));
    assert!(
        after.contains_key(Path::new("说明.txt")) && after.contains_key(Path::new("2019/draft/批注.docx"))
    );
}

#[test]
fn no_city_indicator_grade_or_weight_stands_in_the_program() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let words = [
        "广州",
        "guangzhou",
        "shaoguan",
        "县均财政援助",
        "劳务协作",
        "eastwest-cities",
        "减贫成效",
        "fiscal_aid",
        "交叉考核",
    ];
    let mut found = Vec::new();
    let texts: BTreeMap<PathBuf, String> = walkdir::WalkDir::new(source)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect();
    // Test modules and comments may give examples.
    let only_in_tests = |path: &Path| {
        path.ancestors().any(|part| {
            let (Some(name), Some(folder)) = (part.file_stem().and_then(|name| name.to_str()), part.parent())
            else {
                return false;
            };
            let parents = [folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")];
            parents.iter().filter_map(|parent| texts.get(parent)).any(|text| {
                text.contains(&format!("#[cfg(test)]\nmod {name};"))
                    || text.contains(&format!("#[cfg(test)]\npub(crate) mod {name};"))
            })
        })
    };
    for (path, text) in &texts {
        if only_in_tests(path) {
            continue;
        }
        let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (number, line) in program.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_theme_lies_over_the_built_in_one_file_by_file() {
    let dir = TempDir::new().unwrap();
    copy_of_content(&dir.path().join("content"));
    let own = dir.path().join("themes/office/assets");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("office.css"), "/* 本单位样式 */").unwrap();
    let site = dir.path().join("content/site.yaml");
    let text = std::fs::read_to_string(&site).unwrap();
    std::fs::write(&site, format!("{text}\ntheme: office\n")).unwrap();
    let built = tongbao(&["build"], dir.path(), &[]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let files = files(&dir.path().join("output"));
    assert!(files.contains_key(Path::new("2019/draft/assets/office.css")));
    assert!(files.contains_key(Path::new("2019/draft/assets/tokens.css")));

    std::fs::write(&site, format!("{text}\ntheme: nowhere\n")).unwrap();
    let failed = tongbao(&["build"], dir.path(), &[]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("nowhere"));
}
