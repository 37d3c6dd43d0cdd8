//! Files and folders: missing, unexpected, unreadable, leading out.

use super::{RECORD, SCHEME, Small};

fn told(change: impl Fn(&Small)) -> Vec<String> {
    let small = Small::new();
    change(&small);
    small.told()
}

#[test]
fn missing_and_unexpected() {
    let beta = "2019/cities/records/beta.yaml";
    let record = |subject: &str| format!("format: 1\nsubject: {subject}\nstatus: draft\n");
    let cases: Vec<(Vec<String>, &[&str])> = vec![
        (
            told(|s| {
                s.remove("site.yaml");
            }),
            &["E0002 site.yaml"],
        ),
        (
            told(|s| {
                s.remove(beta);
            }),
            &["W0501 2019/cities/records/beta.yaml"],
        ),
        (
            told(|s| {
                s.remove(SCHEME);
            }),
            &["E0002 2019/year.yaml:5:11"],
        ),
        (
            told(|s| {
                s.remove("2018/year.yaml");
            }),
            &["E0002 2018/year.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/cities/records/gama.yaml", record("gama"));
            }),
            &["E0305 2019/cities/records/gama.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/cities/records/delta.yaml", record("delta"));
            }),
            &["E0503 2019/cities/records/delta.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/cities/records/office.yaml", record("office"));
            }),
            &["E0503 2019/cities/records/office.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/cities/records/beta2.yaml", record("beta"));
            }),
            &["E0305 2019/cities/records/beta2.yaml", "E0502 2019/cities/records/beta2.yaml:2:10"],
        ),
        (
            told(|s| {
                s.write("2019/cities/records/Beta.yaml", record("Beta"));
            }),
            &["E0502 2019/cities/records/Beta.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/clause.yaml", "format: 1\n");
            }),
            &["W0001 2019/clause.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/towns/scheme.yaml", "format: 1\n");
            }),
            &["W0001 2019/towns/scheme.yaml"],
        ),
        (
            told(|s| {
                s.write("site.yml", "format: 1\n");
            }),
            &["E0008 site.yml"],
        ),
        (
            told(|s| {
                s.write("pages/关于.md", "---\ntitle: 甲\n---\n");
            }),
            &["E0008 pages/关于.md"],
        ),
        (
            told(|s| {
                s.write("2019/cities/evidence/扫描件.pdf", "…");
            }),
            &[],
        ),
        (
            told(|s| {
                s.write("README.md", "# 说明\n");
                s.write("2019/README.md", "# 说明\n");
            }),
            &["W0001 2019/README.md"],
        ),
        (
            told(|s| {
                s.write(".git/config.yaml", "…");
            }),
            &[],
        ),
        (
            told(|s| {
                s.write("site.yaml", "# 无\n");
            }),
            &["E0112 site.yaml"],
        ),
        (
            told(|s| {
                s.write("2019/bulletin.md", "正文");
            }),
            &["E0113 2019/bulletin.md:1:1"],
        ),
    ];
    for (told, expected) in cases {
        assert_eq!(told, expected);
    }
}

#[test]
fn a_refused_subject_in_the_scheme_cites_the_refusal() {
    let small = Small::new();
    small.replace(SCHEME, "[alpha, beta, gamma]", "[alpha, beta, gamma, delta]");
    let read = small.read();
    let first = &read.diagnostics[0];
    assert!(first.message.contains("方案 八"), "{}", first.message);
    assert_eq!(read.diagnostics.len(), 1, "{:?}", small.told());
}

#[test]
fn unreadable_text() {
    let gbk = b"format: 1\ntitle: \xb9\xe3\xd6\xdd\n";
    let small = Small::new();
    small.write("site.yaml", gbk);
    let read = small.read();
    assert_eq!(read.diagnostics[0].code.as_str(), "E0005");
    assert!(
        read.diagnostics[0].message.contains("第 17 个字节") && read.diagnostics[0].message.contains("GBK")
    );
    let large = format!("format: 1\n#{}", "x".repeat(1 << 20));
    assert_eq!(
        told(|s| {
            s.write(RECORD, &large);
        }),
        [format!("E0004 {RECORD}")]
    );
}

#[test]
fn one_record_hides_no_other() {
    let told = told(|small| {
        small.write("2019/cities/records/beta.yaml", "format: 1\nsubject: beta\nstatus: [\n");
        small.replace("2019/cities/records/gamma.yaml", "grade: 一般", "grade: 二般");
        small.replace(RECORD, "score: 110.5", "score: 1105");
    });
    assert_eq!(
        told,
        [
            "E0505 2019/cities/records/alpha.yaml:23:19",
            "E0101 2019/cities/records/beta.yaml:3:9",
            "E0304 2019/cities/records/gamma.yaml:15:16",
        ]
    );
}

#[test]
fn a_faulty_scheme_does_not_hide_its_records_nor_blame_them() {
    let told = told(|small| {
        small.replace(SCHEME, "aid: {title: 援助资金, unit: 万元}", "aid: {title: 援助资金, unit: 万圆}");
        small.replace(SCHEME, "method: {score: {full: 120}}", "method: {score: {ful: 120}}");
        small.replace(RECORD, "grade: 好", "grade: 号");
    });
    assert_eq!(
        told,
        [
            "E0314 2019/cities/scheme.yaml:23:28",
            "E0202 2019/cities/scheme.yaml:68:66",
            "E0201 2019/cities/scheme.yaml:68:67",
            "E0304 2019/cities/records/alpha.yaml:22:17",
        ]
    );
}

/// A name that the scheme changed stands in every record: it is told once, with the others that have it.
#[test]
fn what_many_files_have_in_common_is_told_once() {
    let small = Small::new();
    small.replace(SCHEME, "trained: {title: 培训, unit: 人次}", "taught: {title: 培训, unit: 人次}");
    small.replace(SCHEME, "measure: trained,", "measure: taught,");
    let problems = small.read().diagnostics;
    let unknown: Vec<_> = problems.iter().filter(|one| one.code.as_str() == "E0301").collect();
    assert_eq!(unknown.len(), 1, "{unknown:?}");
    assert_eq!(&*unknown[0].file, "2019/cities/records/alpha.yaml");
    let hint = unknown[0].hint.as_deref().unwrap_or_default();
    assert!(hint.ends_with("同一文件夹另有2个文件也是这样：beta.yaml:8、gamma.yaml:8"), "{hint}");
}

/// Two are no kind: each is told.
#[test]
fn what_two_files_have_in_common_is_told_twice() {
    let told = told(|small| {
        for record in ["2019/cities/records/beta.yaml", "2019/cities/records/gamma.yaml"] {
            small.replace(record, "  trained:", "  traind:");
        }
    });
    let unknown: Vec<_> = told.iter().filter(|one| one.starts_with("E0301")).collect();
    assert_eq!(unknown.len(), 2, "{told:?}");
}

/// An id that cannot be one is told where it is declared, and nowhere that it is used.
#[test]
fn a_name_that_cannot_be_one_is_told_once() {
    for (from, to, used) in [
        ("  trained: {title: 培训", "  pm2.5: {title: 培训", ("measure: trained,", "measure: pm2.5,")),
        ("{id: look, role", "{id: Look, role", ("", "")),
        ("  violation: {title: 违纪}", "  违纪: {title: 违纪}", ("{event: violation}", "{event: 违纪}")),
    ] {
        let told = told(|small| {
            small.replace(SCHEME, from, to);
            if !used.0.is_empty() {
                small.replace(SCHEME, used.0, used.1);
            }
            let (old, new) = match to.trim_start_matches(['{', ' ']) {
                new if new.starts_with("pm") => ("  trained:", "  pm2.5:"),
                new if new.starts_with("id") => ("  look:", "  Look:"),
                _ => return,
            };
            for record in ["alpha", "beta", "gamma"] {
                small.replace(&format!("2019/cities/records/{record}.yaml"), old, new);
            }
        });
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("E0206 2019/cities/scheme.yaml"), "{told:?}");
    }
    let small = Small::new();
    small.replace("subjects.yaml", "id: alpha", "id: Alpha");
    small.replace(SCHEME, "subjects: [alpha,", "subjects: [Alpha,");
    let problems = small.read().diagnostics;
    let of_it: Vec<_> = problems.iter().filter(|one| one.found.as_deref() == Some("Alpha")).collect();
    assert_eq!(of_it.len(), 1, "{of_it:?}");
    assert_eq!((of_it[0].code.as_str(), &*of_it[0].file), ("E0206", "subjects.yaml"));
}

/// A file that would be read if its name ended otherwise is refused at its name: what it says would be missing.
#[test]
fn what_ends_wrongly_is_told_where_it_lies() {
    for (file, says, wanted) in [
        ("2019/cities/records/beta.yaml.txt", "扩展名后面多了“.txt”", Some("beta.yaml")),
        ("2019/cities/records/beta.YAML", "要用小写", Some("beta.yaml")),
        ("2019/cities/records/beta.txt", "扩展名是 .txt", Some("beta.yaml")),
        ("2019/cities/records/beta.xlsx", "要的是文本文件 beta.yaml", None),
        ("2019/cities/records/乙市.yaml", "要用标识 beta", Some("beta.yaml")),
        ("2019/cities/decisions.yaml.txt", "扩展名后面多了“.txt”", Some("decisions.yaml")),
        ("2019/cities/targets.xlsx", "要的是文本文件 targets.yaml", None),
        ("2019/bulletin.docx", "要的是文本文件 bulletin.md", None),
        ("2019/year.yaml.bak", "扩展名后面多了“.bak”", Some("year.yaml")),
        ("subjects.YAML", "要用小写", Some("subjects.yaml")),
    ] {
        let small = Small::new();
        let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
        let right = wanted.map_or(name.split('.').next().unwrap_or(name).to_owned(), |wanted| {
            wanted.rsplit_once('.').map_or(wanted, |(stem, _)| stem).to_owned()
        });
        let ending = if name.contains("bulletin") { "md" } else { "yaml" };
        let original = format!("{folder}/{right}.{ending}");
        let text = std::fs::read(small.path(original.trim_start_matches('/'))).expect("the file");
        small.remove(original.trim_start_matches('/'));
        small.write(file, text);
        let problems = small.read().diagnostics;
        let told: Vec<_> = problems.iter().filter(|one| &*one.file == file && one.span.is_none()).collect();
        assert_eq!(told.len(), 1, "{file}: {problems:?}");
        assert!(told[0].is_error() && told[0].message.contains(says), "{file}: {told:?}");
        assert_eq!(told[0].suggestion.as_deref(), wanted, "{file}: {told:?}");
        let about_beta = |one: &&crate::diagnostics::Diagnostic| one.code.as_str() == "W0501";
        assert_eq!(problems.iter().filter(about_beta).count(), 0, "{file}: {problems:?}");
    }
    // A copy beside the right one is told as what it is; evidence may be called anything.
    let small = Small::new();
    small.write("2019/cities/records/beta.yaml.txt", "x").write("2019/cities/evidence/plan.xlsx", "x");
    small.write("2019/cities/records/beta.xlsx", "x").write("2019/cities/records/凭证.xlsx", "x");
    assert_eq!(small.told(), ["E0008 2019/cities/records/beta.yaml.txt"]);
    // What stands for no record leaves the record missing.
    let small = Small::new();
    small.remove("2019/cities/records/beta.yaml").write("2019/cities/records/beta.pdf", "x");
    assert!(small.told().contains(&"W0501 2019/cities/records/beta.yaml".to_owned()), "{:?}", small.told());
}

/// A folder of a quarter is told once, not file by file.
#[test]
fn a_folder_that_is_no_year_is_told_once() {
    let small = Small::new();
    small.write("2019-Q1/year.yaml", "format: 1\n").write("2019-Q1/cities/scheme.yaml", "format: 1\n");
    small.write("2019年/year.yaml", "format: 1\n");
    assert_eq!(small.told(), ["W0001 2019-Q1", "W0001 2019年"]);
}

#[test]
fn an_unreadable_scheme_leaves_the_syntax_of_its_records_to_be_checked() {
    let told = told(|small| {
        small.replace(SCHEME, "ranking: {by: exact}", "ranking: {by: exact");
        small.replace(RECORD, "  counties: 17", "  counties: 17\n  counties: 17");
        small.replace(RECORD, "score: 110.5", "score: 1105");
    });
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("E0101 2019/cities/scheme.yaml"));
    assert!(told[1].starts_with("E0104 2019/cities/records/alpha.yaml"));
}

#[cfg(unix)]
#[test]
fn links() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::TempDir::new().expect("a scratch folder");
    std::fs::write(outside.path().join("beta.yaml"), "format: 1\n").expect("a file");
    let small = Small::new();
    small.remove("2019/cities/records/beta.yaml");
    symlink(outside.path().join("beta.yaml"), small.path("2019/cities/records/beta.yaml")).expect("a link");
    symlink(outside.path(), small.path("2019/more")).expect("a link");
    symlink(small.path(""), small.path("2019/cities/loop")).expect("a link");
    assert_eq!(
        small.told(),
        ["E0006 2019/more", "E0006 2019/cities/loop", "E0006 2019/cities/records/beta.yaml"]
    );
    let inside = Small::new();
    inside.remove("2018/clauses.yaml");
    symlink(inside.path("2019/clauses.yaml"), inside.path("2018/clauses.yaml")).expect("a link");
    assert_eq!(inside.told(), [] as [&str; 0]);
}

#[test]
fn no_folder() {
    let small = Small::new();
    for path in ["nowhere", "site.yaml"] {
        let read = crate::content::read(&small.path(path));
        assert_eq!(read.diagnostics[0].code.as_str(), "E0001");
        assert!(read.content.is_none());
    }
    let empty = tempfile::TempDir::new().expect("a scratch folder");
    let codes: Vec<_> =
        crate::content::read(empty.path()).diagnostics.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["E0001"]);
}

/// What bears a record's name and is no file is told once, not as a record that is missing.
#[test]
fn what_is_no_file() {
    let beta = "2019/cities/records/beta.yaml";
    let folder = told(|s| {
        s.remove(beta);
        std::fs::create_dir(s.dir.path().join(beta)).expect("a folder");
    });
    assert_eq!(folder, [format!("E0003 {beta}")]);
    #[cfg(unix)]
    {
        let socket = told(|s| {
            s.remove(beta);
            std::os::unix::net::UnixListener::bind(s.dir.path().join(beta)).expect("a socket");
        });
        assert_eq!(socket, [format!("E0003 {beta}")]);
        let link = told(|s| {
            s.remove(beta);
            std::os::unix::fs::symlink("/etc/hostname", s.dir.path().join(beta)).expect("a link");
        });
        assert_eq!(link, [format!("E0006 {beta}")]);
    }
}

/// What a record of the year before lacks is not known while it has errors: no warnings at this year's record.
#[test]
fn errors_of_the_year_before_are_told_once() {
    let before = "2018/cities/records/beta.yaml";
    let lacking = told(|s| {
        s.remove(before);
    });
    assert!(lacking.iter().any(|one| one.starts_with("W0503 2019/")), "{lacking:?}");
    for spoil in ["subject: [alpha", "\u{0}", ""] {
        let told = told(|s| {
            s.write(before, spoil);
        });
        assert!(told.iter().all(|one| one.contains(before)), "{spoil:?}: {told:?}");
    }
    let told = told(|s| {
        s.write("2018/cities/scheme.yaml", "subject: [alpha");
    });
    assert!(told.iter().all(|one| !one.contains("2019/")), "{told:?}");
}
