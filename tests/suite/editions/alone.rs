//! One edition verified by itself, wherever it was taken along; and places where nothing can be verified.

use std::fs;
use std::io::Write;

use super::forged::reseal;
use crate::case::{Case, copy};

/// A site with a correction; the edition that corrects is the one that is taken along.
fn corrected() -> Case {
    let desk = Case::releasable();
    desk.release(2018, "").release(2019, "");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.release(2019, "更正乙市县数");
    desk
}

/// The files of a folder packed under a name of its own, as another program packs them.
fn pack(of: &std::path::Path, root: &str, to: &std::path::Path, more: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(to).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, bytes) in crate::case::files(of) {
        zip.start_file(format!("{root}{path}"), options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    for (path, bytes) in more {
        zip.start_file(*path, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn an_edition_taken_along_is_verified_where_it_lies() {
    let desk = corrected();
    let site = desk.path("output");
    copy(&site.join("2019/v2"), &desk.path("收到/2019-v2"));
    fs::copy(site.join("2019/2019-v2.zip"), desk.path("收到/2019-v2.zip")).unwrap();
    pack(&site.join("2019/v2"), "", &desk.path("收到/平铺.zip"), &[]);
    for place in ["收到/2019-v2", "收到/2019-v2.zip", "收到/平铺.zip", "output/2019/v2"] {
        let said = desk.ok(&["verify", place]);
        let said = said.says(&format!("{place}（2019/v2）：相符")).says("重新生成的").says("是否已撤销");
        said.says("所更正的版次不在或不是原样").tells("核验了 1 个版次");
    }
    // Altered, additional, and beside the edition inside the ZIP.
    let page = desk.path("收到/2019-v2/index.html");
    fs::write(&page, "another").unwrap();
    desk.run(&["verify", "收到/2019-v2"]).exits(1).says("index.html：内容被改动");
    let more: &[(&str, &[u8])] =
        &[("2019-v2/more.html", b"more"), ("beside.txt", b"x"), ("../out.txt", b"x")];
    pack(&desk.path("收到/2019-v2"), "2019-v2/", &desk.path("收到/改.zip"), more);
    let said = desk.run(&["verify", "收到/改.zip"]).exits(1).says("index.html：内容被改动");
    said.says("more.html：不在清单中").says("beside.txt：不在清单中").says("../out.txt：不在清单中");
    // An edition of the site by the name that `diff` takes.
    desk.ok(&["verify", "2019/v2"]).says("2019/v2：相符");
}

#[test]
fn an_edition_from_before_manifests_named_what_was_accepted_is_verified() {
    let desk = Case::releasable();
    let accepts = "accepted: [{code: W0815, reason: 核对过, by: 某人, date: 2019-01-20}]\n";
    desk.edit("2018/cities/records/beta.yaml", |text| format!("{text}{accepts}"));
    desk.release(2018, "");
    let edition = desk.path("收到/2018-v1");
    copy(&desk.path("output/2018/v1"), &edition);
    let mut named = Vec::new();
    reseal(&edition, |manifest| named = std::mem::take(&mut manifest.accepted));
    assert_eq!(named.iter().map(|of| &*of.code).collect::<Vec<_>>(), ["W0815"]);
    desk.ok(&["verify", "收到/2018-v1"]).says("相符");
    named[0].by = "另一人".to_owned();
    reseal(&edition, |manifest| manifest.accepted = named);
    desk.run(&["verify", "收到/2018-v1"]).exits(1).says("核实过的警告与输入不符");
}

#[test]
fn where_there_is_nothing_to_verify_it_is_an_error() {
    let desk = corrected();
    fs::create_dir_all(desk.path("空")).unwrap();
    fs::write(desk.path("坏.zip"), "no ZIP").unwrap();
    pack(&desk.path("空"), "", &desk.path("别的.zip"), &[("a.txt", b"x")]);
    for (words, told) in [
        (&["verify", "--output", "没有"][..], "没有 没有。网站文件夹用 --output 指明"),
        (&["verify", "--output", "空"], "空 里没有网站，也没有版次"),
        (&["verify", "--output", "output/2019/v1"], "请用 tongbao verify output/2019/v1"),
        (&["verify", "没有"], "没有 没有。"),
        (&["verify", "空"], "空 里没有网站，也没有版次（缺少 manifest.json）"),
        (&["verify", "output"], "请用 tongbao verify --output output"),
        (&["verify", "坏.zip"], "坏.zip 不是 ZIP，或者已损坏"),
        (&["verify", "别的.zip"], "别的.zip 里没有网站，也没有版次"),
        (&["verify", "output/2019/v1", "v1"], "写路径时不再写版次"),
        (&["verify", "2017"], "没有这个版次"),
    ] {
        desk.run(words).exits(2).tells(told);
    }
    // A site that never released anything is one.
    let bare = Case::releasable();
    bare.build().ok(&["verify"]).tells("里没有已发布的版次");
}
