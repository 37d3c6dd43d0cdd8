//! The built site as files: the same bytes from any build, every link resolves, a failed build changes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::case::{Case, FOUNDING, Run, copy, files, home, links, site};

#[test]
fn two_builds_give_the_same_bytes_whatever_surrounds_them() {
    let (one, two) = (Case::new(FOUNDING), Case::empty());
    let deeper = two.path("另一处/更深");
    copy(&home().join(FOUNDING), &deeper.join("content"));
    let build = |case: &Case, folder: &Path, surroundings: &[(&str, &str)]| {
        let mut command = case.command(&["build"]);
        command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").envs(surroundings.iter().copied());
        Run::of(&mut command).exits(0);
        files(&folder.join("output"))
    };
    let first = build(&one, &one.path(""), &[("RAYON_NUM_THREADS", "1"), ("LANG", "C"), ("TZ", "UTC")]);
    let second = build(
        &two,
        &deeper,
        &[
            ("RAYON_NUM_THREADS", "7"),
            ("LANG", "zh_CN.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Asia/Shanghai"),
        ],
    );
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(bytes == &second[path], "{path} differs");
    }
}

#[test]
fn every_link_and_anchor_resolves() {
    let (checked, dead) = links::dead(&site());
    assert!(dead.is_empty(), "{} dead links, the first: {:#?}", dead.len(), &dead[..dead.len().min(10)]);
    assert!(checked > 10_000, "only {checked} links were checked");
}

#[test]
fn a_failed_build_leaves_the_site_and_foreign_files_alone() {
    let case = Case::new(FOUNDING);
    std::fs::create_dir_all(case.path("output/2019/draft")).unwrap();
    case.beside("output/说明.txt", "本单位文件").build();
    let before = case.files("");

    let record = "2019/eastwest-cities/records/guangzhou.yaml";
    let text = case.text(record);
    case.edit(record, |text| text.replace("status: sample", "status: smaple"));
    case.run(&["build"]).exits(1).tells("guangzhou.yaml").tells("smaple").tells("sample");
    assert!(case.files("") == before, "a failed build changed the site");

    case.file(record, &text).beside("output/2019/draft/批注.docx", "意见").build();
    let after = case.files("");
    assert!(after.contains_key("说明.txt") && after.contains_key("2019/draft/批注.docx"));
}

#[test]
fn no_city_indicator_grade_or_weight_stands_in_the_program() {
    let source = home().join("src");
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
    let case = Case::new(FOUNDING);
    case.beside("themes/office/assets/office.css", "/* 本单位样式 */");
    let plain = case.text("site.yaml");
    case.file("site.yaml", &format!("{plain}\ntheme: office\n")).build();
    let files = case.files("2019/draft/assets");
    assert!(files.contains_key("office.css") && files.contains_key("tokens.css"));

    case.file("site.yaml", &format!("{plain}\ntheme: nowhere\n"));
    case.run(&["build"]).exits(1).tells("nowhere");
}
