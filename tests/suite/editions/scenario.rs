//! Three years of the founding case, as an office lives them: released, twice corrected, once withdrawn.

use std::fs;

use crate::case::{Case, FOUNDING, copy};
use crate::tools::browser;

const GUANGZHOU: &str = "2019/eastwest-cities/records/guangzhou.yaml";
const ZHONGSHAN: &str = "2020/eastwest-cities/records/zhongshan.yaml";

#[test]
fn three_years_two_corrections_and_a_withdrawal() {
    let desk = Case::new(FOUNDING);
    let release = |day: u64, words: &[&str]| {
        let mut all = vec!["release"];
        all.extend(words);
        all.push("--allow-sample");
        desk.run_on(day, &all)
    };
    let fine = |day: u64, words: &[&str]| {
        let said = release(day, words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        said
    };
    fine(0, &["2018", "--note", "首次发布"]);
    fine(1, &["2019", "--note", "首次发布"]);
    // 2020 has an indicator that nobody reported: refused, then completed.
    let said = release(364, &["2020", "--note", "首次发布"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("缺报或无法计算 1 项") && said.err.contains("eastwest-cities/zhongshan"),
        "{}",
        said.err
    );
    desk.replace(ZHONGSHAN, "figures:\n", "figures:\n  leaders_started: 40\n");
    fine(365, &["2020", "--note", "首次发布"]);
    // Two corrections of 2019: the first lifts a city, the second mends a figure.
    desk.edit(GUANGZHOU, |text| {
        text.replace("  job-fairs-held:", "  # job-fairs-held:").replace("projects: 119", "projects: 120")
    });
    let said = fine(375, &["2019", "--note", "广州市援助资金项目数漏计一个"]);
    assert!(said.err.contains("与第1版相比有") && said.err.contains("119个 → 120个"), "{}", said.err);
    desk.replace(GUANGZHOU, "projects: 120", "projects: 121");
    fine(385, &["2019", "--note", "再更正项目数"]);
    let said = desk.run_on(395, &["withdraw", "2018", "v1", "--reason", "文件号有误", "--yes"]);
    assert_eq!(said.code, 0, "{}", said.err);

    let said = desk.ok(&["verify"]);
    assert!(said.err.contains("核验了 5 个版次，全部相符"), "{}", said.err);
    assert_eq!(said.out.matches("由输入重算的结果与公布的逐字一致").count(), 5);
    assert_eq!(said.out.matches("次随机抽取由种子和抽样框重算，与记录一致").count(), 4);

    archive(&desk);
    errata(&desk);
    long_table(&desk);
    differences(&desk);
    in_the_browser(&desk);
}

/// The archive and the year's page say what there is and what changed.
fn archive(desk: &Case) {
    let archive = desk.told("archive.html");
    for words in [
        "共发布5个版次，其中2个是更正，1个已撤销",
        "2019年度第2版对第1版的更正",
        "2019年度第3版对第2版的更正",
        "广州市援助资金项目数漏计一个",
        "撤销：文件号有误",
        "119个",
        "2019/2019-v3.zip",
        "2019/v3/manifest.json",
    ] {
        assert!(archive.contains(words), "archive.html does not say “{words}”");
    }
    let year = desk.told("2019/index.html");
    assert!(year.contains("已被第3版取代") && year.contains("现行"), "the year's page tells which one holds");
    let page = desk.told("2019/v3/eastwest-cities/guangzhou.html");
    for words in ["第3版", "2021-06-07 发布", "取代第2版", "说明：再更正项目数", "上年数据取自2018年度第1版"]
    {
        assert!(page.contains(words), "the edition's page does not say “{words}”");
    }
    // The first edition already asks.
    let first = desk.told("2018/v1/eastwest-cities/guangzhou.html");
    assert!(first.contains("../../../editions.js") && first.contains("data-edition=\"2018/v1\""));
    // The front leads to what holds: 2018 was withdrawn as a whole, so its draft stands in.
    let home = desk.told("index.html");
    assert!(home.contains("2019/v3/index.html") && home.contains("2020/v1/index.html"));
    assert!(home.contains("2018/draft/index.html") && !home.contains("2018/v1/index.html"));
}

fn errata(desk: &Case) {
    let errata = desk.json("errata.json");
    let versions = errata["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 5);
    let figure = |version: &serde_json::Value| {
        let cells = version["corrections"].as_array().unwrap();
        let cell = cells.iter().find(|cell| cell["what"] == "figure" && cell["figure"] == "projects");
        cell.map(|cell| (cell["before"].clone(), cell["after"].clone()))
    };
    assert_eq!(figure(&versions[2]), Some(("119个".into(), "120个".into())));
    assert_eq!(figure(&versions[3]), Some(("120个".into(), "121个".into())));
    assert_eq!(versions[0]["withdrawn"]["reason"], "文件号有误");
    let feed = desk.told("feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 6, "five releases and a withdrawal");
    assert!(feed.find("2018年度第1版已撤销").unwrap() < feed.find("2019年度第3版").unwrap(), "newest first");
}

fn long_table(desk: &Case) {
    let table = desk.told("data/all-years.csv");
    let mut lines = table.lines();
    assert!(lines.next().unwrap().starts_with("\u{feff}year,edition,scheme,subject"));
    let of = |start: &str| table.lines().find(|line| line.starts_with(start)).map(str::to_owned);
    let row = of("2019,v3,eastwest-cities,guangzhou,广州市,total").expect("the total of a city");
    assert!(row.contains(",scored,"), "{row}");
    assert!(of("2018,draft,").is_some() && of("2020,v1,").is_some() && of("2019,v1,").is_none());
    let measured = of("2019,v3,eastwest-cities,guangzhou,广州市,projects-completed").expect("an indicator");
    assert!(measured.contains(",%,"), "{measured}");
}

fn differences(desk: &Case) {
    let said = desk.ok(&["diff", "2019/v1", "2019/v3", "--format", "json"]);
    let diff = said.json();
    let cells = diff["cells"].as_array().unwrap();
    assert!(cells.iter().any(|cell| cell["before"] == "119个" && cell["after"] == "121个"), "{cells:?}");
    let said = desk.ok(&["diff", "2018", "2019"]);
    assert!(said.out.contains("2018/draft") && said.out.contains("2019/v3"), "{}", said.out);
    let said = desk.ok(&["diff", "2019", "2019/draft"]);
    assert!(said.out.contains("没有不同"), "{}", said.out);
}

/// From file://, with JavaScript and without.
fn in_the_browser(desk: &Case) {
    let Some(chromium) = browser::chromium() else { return };
    let site = desk.output();
    let old = site.join("2019/v1/eastwest-cities/guangzhou.html");
    let opened = browser::open(chromium, &old, "");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let page = opened.page();
    let banner = page.one(".edition-banner").html();
    let above = page.source().split_once("<main").expect("a page").0;
    assert!(above.contains("edition-banner"), "it stands above the page");
    for words in
        ["本版次已不是现行版次", "2019年度第3版", "119个", "121个", "已有更新的年度", "2020年度第1版"]
    {
        assert!(banner.contains(words), "the banner does not say “{words}”: {banner}");
    }
    assert!(banner.contains("../../../2019/v3/eastwest-cities/guangzhou.html"), "{banner}");
    assert!(banner.contains("../../../2020/v1/eastwest-cities/guangzhou.html"), "{banner}");
    // So does the letter; a page of another subject says that something else was corrected, and where; a list names all.
    let said = |page: &str| {
        let opened = browser::open(chromium, &site.join("2019/v1/eastwest-cities").join(page), "");
        opened.page().one(".edition-banner").html()
    };
    assert!(said("letters/guangzhou.html").contains("119个"));
    let other = said("indicators/fairs-held.html");
    assert!(other.contains("本页无更正") && other.contains("../../../../archive.html"), "{other}");
    assert!(said("index.html").contains("119个") && said("method.html").contains("处已经更正"));
    // The one in force says nothing of corrections.
    let current = browser::open(chromium, &site.join("2019/v3/eastwest-cities/guangzhou.html"), "");
    assert!(!current.dom.contains("本版次已不是现行版次") && current.dom.contains("已有更新的年度"));
    let withdrawn = browser::open(chromium, &site.join("2018/v1/index.html"), "");
    assert!(withdrawn.dom.contains("edition-banner withdrawn") && withdrawn.dom.contains("撤销：文件号有误"));
    // Taken along by itself, an edition fails silently.
    let alone = tempfile::tempdir().unwrap();
    copy(&site.join("2019/v1"), &alone.path().join("2019/v1"));
    let opened = browser::open(chromium, &alone.path().join("2019/v1/index.html"), "");
    assert!(!opened.dom.contains("edition-banner") && opened.dom.contains("年度总览"));
    // … and what would lead out of it is text; what lies in it is led to as before.
    let page = opened.page();
    let led_to: Vec<&str> = page.all("a[href]").iter().filter_map(|link| link.attr("href")).collect();
    assert!(led_to.iter().all(|href| !href.starts_with("../")), "{led_to:?}");
    assert!(led_to.contains(&"eastwest-cities/index.html"), "{led_to:?}");
    // Without JavaScript too, wherever it lies; where a site is around it, its script makes links of them.
    let page = desk.page("2019/v1/index.html");
    let inside = |link: &scraper::ElementRef| link.attr("href").is_some_and(|href| !href.starts_with("../"));
    assert!(page.all("a[href]").iter().all(inside) && !page.all("a[data-out='../../index.html']").is_empty());
    assert!(page.all("noscript").iter().any(|said| said.inner_html().contains("../../index.html")));
    let opened = browser::open(chromium, &site.join("2019/v1/index.html"), "");
    let led_to = opened.page();
    assert!(
        !led_to.all("a[href='../../index.html']").is_empty()
            && led_to.all("a[data-out]:not([href])").is_empty()
    );
    // Without JavaScript the archive says everything.
    for page in ["archive.html", "2019/index.html"] {
        let page = site.join(page);
        let (with, without) =
            (browser::open(chromium, &page, ""), browser::open_without_scripts(chromium, &page));
        for opened in [&with, &without] {
            assert!(opened.console.is_empty(), "{:?}", opened.console);
            assert!(opened.dom.contains("再更正项目数") && opened.dom.contains("121个"));
        }
    }
    fs::remove_dir_all(alone.path()).unwrap();
}
