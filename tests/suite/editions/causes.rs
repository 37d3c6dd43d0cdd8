//! What was done to a site is told by its true cause, with what helps; and no build makes it worse.

use std::collections::BTreeMap;
use std::fs;

use tongbao::edition::{self, Edition, KeyPair, Manifest, SiteFault, ZipFault};
use tongbao::pipeline;

use super::forged::{chained, put, register, remove, reseal, signed};
use crate::case::{Case, copy, files, founding};

#[test]
fn a_signature_that_was_removed_is_no_altered_zip() {
    let (desk, _) = signed();
    remove(&desk.path("output/2019/v2/manifest.json.sig"));
    let said = pipeline::verify(&desk.output(), None, None, None).unwrap();
    assert_eq!(said.around.faults, [SiteFault::SignatureGone("2019/v2".to_owned())]);
    let said = desk.run(&["verify"]).exits(1).says("签名文件 manifest.json.sig 不见了");
    assert!(!said.out.contains(".zip："), "{}", said.out);
    // Without a register the ZIP alone knows of the signature, so no build takes it away.
    let (desk, _) = signed();
    remove(&desk.path("output/2018/v1/manifest.json.sig"));
    remove(&desk.path("output/register.json"));
    desk.ok(&["build"]);
    let said = pipeline::verify(&desk.output(), None, None, None).unwrap();
    assert!(said.around.faults.contains(&SiteFault::SignatureGone("2018/v1".to_owned())), "{said:?}");
}

#[test]
fn a_copy_of_an_edition_is_told_to_be_one() {
    let (desk, _) = signed();
    copy(&desk.path("output/2019/v2"), &desk.path("output/2019/v4"));
    let said = desk.run(&["verify"]).exits(1).says("2019/v4：不符\n  是 2019/v2 的副本，不是版次，请移走\n");
    assert_eq!(said.out.matches("不符").count(), 1, "{}", said.out);
    desk.run(&["build"]).exits(1).tells("v4 是 2019/v2 的副本，不是版次。请移走它");
    // One that was renamed is none.
    remove(&desk.path("output/2019/v2"));
    desk.run(&["verify"]).exits(1).says("2019/v4：不符\n  文件夹名与清单不符，清单说是 2019/v2：被改了名");
}

#[test]
fn a_register_that_is_gone_is_told_with_what_knows_of_it() {
    let (desk, _) = signed();
    remove(&desk.path("output/register.json"));
    let said = desk.run(&["verify"]).exits(1);
    let said = said.says("登记簿 register.json 不见了：2019/v2 发布时登记在第3行");
    assert!(!said.err.contains("没有登记簿") && !said.err.contains("开始登记"), "{}", said.err);
}

#[test]
fn a_build_does_not_forget_an_edition_that_pages_alone_still_know() {
    let (desk, _) = signed();
    for path in ["2018/v1", "2019/v1", "2019/v2", "register.json", "withdrawals.json"] {
        remove(&desk.path("output").join(path));
    }
    let before = files(&desk.output());
    let said = desk.run(&["build"]).exits(1);
    let said = said.tells("版次 2019/v2 不见了").tells("只有上述各页还记得").tells("原有网站保持不变");
    assert!(said.err.contains("archive.html"), "{}", said.err);
    assert!(files(&desk.output()) == before, "nothing was made anew");
    // Whoever knows that there was none takes the pages away.
    for page in
        ["archive.html", "index.html", "feed.xml", "editions.js", "2018/index.html", "2019/index.html"]
    {
        remove(&desk.path("output").join(page));
    }
    desk.ok(&["build"]);
}

#[test]
fn a_register_that_was_altered_is_not_spread_by_a_build() {
    type Change = fn(&std::path::Path);
    let changes: [(&str, Change); 4] = [
        ("第2行：所记上一行的摘要", |site| {
            let mut lines = register(site);
            lines.lines[0].signed = false;
            put(site, &lines);
        }),
        ("登记簿被截短：2019/v2 发布时已有2行", |site| {
            put(site, &edition::Register { lines: register(site).lines[..1].to_vec() });
        }),
        ("有 2019/v1 的撤销，登记簿没有：登记簿被截短的，请从备份恢复", |site| {
            put(site, &edition::Register { lines: register(site).lines[..3].to_vec() });
        }),
        ("2019/v3 不在登记簿里", |site| {
            copy(&site.join("2019/v2"), &site.join("2019/v3"));
            reseal(&site.join("2019/v3"), |manifest| manifest.version = 3);
        }),
    ];
    let (sound, _) = signed();
    for (told, change) in changes {
        let desk = Case::releasable();
        copy(&sound.output(), &desk.output());
        change(&desk.output());
        let pages = |desk: &Case| -> BTreeMap<_, _> {
            files(&desk.output()).into_iter().filter(|(path, _)| !path.starts_with(".tongbao")).collect()
        };
        let before = pages(&desk);
        desk.run(&["build"]).exits(1).tells(told).tells("重新生成网页会把它掩盖").tells("原有网站保持不变");
        assert!(pages(&desk) == before, "{told}");
    }
}

#[test]
fn a_register_that_cannot_be_read_is_told_with_its_line() {
    let (desk, _) = signed();
    let place = desk.path("output/register.json");
    let was = fs::read_to_string(&place).unwrap();
    for (from, to, told) in [
        (
            "\"kind\": \"withdrawal\"",
            "\"kind\": \"recall\"",
            "“recall”不在允许之列，允许的有 release、withdrawal、adopted-release、adopted-withdrawal",
        ),
        ("\"format\": 1", "\"format\": 7", "格式号是 7，这个程序只认 1"),
        ("\"time\": \"2020-05-18", "\"time\": \"2020-05-38", "这里的值不是应有的写法；时间写如"),
        (
            "      \"year\": 2018",
            "     \"year\": 2018",
            "第7行“\"year\": 2018,”：不是 tongbao 的写法：空格不同，开头应有 6 个",
        ),
    ] {
        assert!(was.contains(from), "{from}");
        fs::write(&place, was.replacen(from, to, 1)).unwrap();
        desk.run(&["verify"]).exits(1).says(told);
        desk.run(&["build"]).exits(1).tells(told).tells("请从备份恢复");
    }
}

#[test]
fn a_list_of_withdrawals_that_was_lost_is_made_anew_from_the_register() {
    let (desk, _) = signed();
    let list = desk.path("output/withdrawals.json");
    let was = fs::read(&list).unwrap();
    let forged = String::from_utf8(was.clone()).unwrap().replace("误发", "过期");
    for bytes in [None, Some("{"), Some(&*forged)] {
        match bytes {
            None => remove(&list),
            Some(text) => fs::write(&list, text).unwrap(),
        }
        desk.run(&["verify"]).exits(1).says("tongbao build 会由登记簿重新生成");
        let said = desk.ok(&["build"]);
        assert!(said.err.contains("疑点") && !said.err.contains("没有发现问题"), "{}", said.err);
        assert!(fs::read(&list).unwrap() == was, "{bytes:?}");
        desk.ok(&["verify"]);
    }
    // Without a register there is another way.
    let bare = Case::empty();
    copy(&desk.content(), &bare.content());
    fs::create_dir_all(bare.output()).unwrap();
    fs::write(bare.path("output/withdrawals.json"), "{").unwrap();
    bare.run(&["build"]).exits(1).tells("withdrawals.json 读不出来").tells("errata.json");
}

#[test]
fn a_tampered_edition_is_told_of_once_by_the_first_release_on_an_old_site() {
    let desk = Case::releasable();
    desk.release(2018, "");
    reseal_as_old(&desk);
    fs::write(desk.path("output/2018/v1/index.html"), "another").unwrap();
    let said = desk.run(&["release", "2018", "--note", "更正"]).exits(1);
    assert_eq!(said.err.matches("2018/v1 与清单不符").count(), 1, "{}", said.err);
}

/// Makes 2018/v1 an edition of before there was a register.
fn reseal_as_old(desk: &Case) {
    let (place, scratch) = (desk.path("output/2018/v1"), desk.path("scratch"));
    copy(&place, &scratch);
    remove(&place);
    copy(&scratch, &place);
    reseal(&place, |manifest| {
        manifest.format = 1;
        manifest.register = None;
    });
    for file in ["register.json", "2018/2018-v1.zip"] {
        remove(&desk.path("output").join(file));
    }
}

#[test]
fn a_key_that_is_left_out_or_another_one_is_told() {
    let desk = Case::releasable();
    fs::create_dir_all(desk.path("keys")).unwrap();
    for name in ["one", "two"] {
        let pair = KeyPair::generate().unwrap();
        fs::write(desk.path(&format!("keys/{name}")), pair.secret).unwrap();
    }
    let said = desk.run_on(0, &["release", "2018", "--sign", "keys/one"]).exits(0);
    assert!(!said.err.contains("注意"), "the first one: {}", said.err);
    for trial in [true, false] {
        let more: &[&str] = if trial { &["--dry-run"] } else { &[] };
        let said = desk.run_on(1, &[&["release", "2019"], more].concat()).exits(0);
        said.tells("注意：2018/v1 有签名，这一次没有").tells("“没有签名”");
    }
    desk.ok(&["verify"]).says("另请注意：2019/v1 没有签名，而在它之前发布的 2018/v1 有");
    let withdraw = |more: &[&str]| {
        let words = ["withdraw", "2019", "v1", "--reason", "误发", "--yes"];
        desk.run_on(2, &[&words, more].concat()).exits(0)
    };
    withdraw(&["--sign", "keys/two"]).tells("注意：2018/v1 不是用这把私钥签名的").tells("“签名无效”");
    let said = desk.run_on(3, &["release", "2019", "--note", "再发", "--sign", "keys/two"]).exits(0);
    assert!(!said.err.contains("注意"), "the key that signed last: {}", said.err);
}

#[test]
fn a_zip_of_another_programs_packing_is_a_note() {
    let desk = Case::releasable();
    desk.release(2018, "");
    let place = desk.path("output/2018/v1");
    let text = fs::read(place.join("manifest.json")).unwrap();
    let edition = Edition::bare(place.clone(), Manifest::parse(&text).unwrap());
    let bytes = fs::read(desk.path("output/2018/2018-v1.zip")).unwrap();
    let other = "0".repeat(64);
    for (recorded, same_engine, expected) in [
        (None, true, None),
        (None, false, None),
        (Some(&*other), true, Some(ZipFault::Repacked)),
        (Some(&*other), false, Some(ZipFault::PackedElsewhere)),
    ] {
        assert_eq!(edition::zip_fault(&edition, &bytes, recorded, same_engine).unwrap(), expected);
    }
    // As a site that another version of the program released, with another library.
    let scratch = desk.path("scratch");
    copy(&place, &scratch);
    remove(&place);
    copy(&scratch, &place);
    reseal(&place, |manifest| manifest.engine = "tongbao 0.0.1".to_owned());
    remove(&desk.path("output/2018/2018-v1.zip"));
    let of = Manifest::parse(&fs::read(place.join("manifest.json")).unwrap()).unwrap();
    let mut lines = register(&desk.output()).lines;
    lines[0].edition = of.sha256().to_owned();
    lines[0].zip = Some(other);
    put(&desk.output(), &chained(&lines));
    desk.build();
    let said = pipeline::verify(&desk.output(), None, None, None).unwrap();
    let note = SiteFault::Zip("2018/2018-v1.zip".to_owned(), ZipFault::PackedElsewhere);
    assert!(said.holds(), "{said:?}");
    assert_eq!(said.around.notes, [note]);
    desk.ok(&["verify"]).says("另请注意：2018/2018-v1.zip：内容与版次一致").tells("全部相符");
}

#[test]
fn a_trial_says_that_a_run_is_under_way_and_tells_no_digest() {
    let desk = Case::releasable();
    let said = desk.ok(&["release", "2018", "--dry-run"]).tells("摘要到发布时才定");
    assert!(!said.err.contains("SHA-256") && !said.err.contains("试运行看到"), "{}", said.err);
    fs::create_dir_all(desk.output()).unwrap();
    fs::write(desk.path("output/.tongbao-journal"), "").unwrap();
    desk.run(&["release", "2018", "--dry-run"]).tells("另一个 tongbao 正在写：试运行看到的可能新旧都有");
}

#[test]
fn every_folder_that_a_build_replaces_is_no_place_for_content() {
    let desk = Case::releasable();
    for entry in fs::read_dir(founding().output()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !entry.file_type().unwrap().is_dir() {
            continue;
        }
        let content = format!("output/{name}/records");
        copy(&desk.content(), &desk.path(&content));
        desk.run(&["build", "--content", &content]).exits(1).tells("那里由生成的文件占用");
    }
}
