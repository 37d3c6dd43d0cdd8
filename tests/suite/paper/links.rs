//! Links that people write hold wherever their text is printed, or are refused with their place.

use crate::case::{Case, SMALL, links};

const HEAD: &str = "---\ntitle: 标题\nissued: 2020-05-18\n---\n";

/// Addresses that lead out of the site, or to nothing in it, from a circular.
const OUT: [&str; 14] = [
    "../../../../../../../../etc/passwd",
    "../../../index.html",
    "%2e%2e/%2E%2E/../index.html",
    "/index.html",
    "//host/index.html",
    "https://example.org/",
    "javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "file:///etc/passwd",
    "C:/x.html",
    "..%5c..%5cx.html",
    "nothing.html",
    "../draft/",
    "assets/nothing.css",
];

#[test]
fn a_link_that_leads_nowhere_is_told_with_its_place() {
    for address in OUT {
        let case = Case::new(SMALL);
        case.file("2019/bulletin.md", &format!("{HEAD}甲\n二[乙]({address})\n"));
        case.run(&["check"]).exits(1).tells("E0413").tells("bulletin.md:6:2");
        case.file("pages/about.md", &format!("---\ntitle: 关于\n---\n甲\n二![乙]({address})"));
        case.run(&["build"]).exits(1).tells("bulletin.md:6:2").tells("E0726").tells("about.md:5:2");
    }
    let case = Case::new(SMALL);
    case.file("2019/bulletin.md", &format!("{HEAD}![图](cities/index.html)"));
    case.run(&["check"]).exits(1).tells("不是图片文件").tells("bulletin.md:5:1");
    case.file("2019/bulletin.md", &format!("{HEAD}{}", "[甲](乙) ".repeat(20_000)));
    let told = case.run(&["check"]).exits(1).tells("还有19950处");
    assert!(told.out.len() + told.err.len() < 1 << 20);
    // A value makes the address: it is told where its loop begins.
    let looped = "甲\n{% for s in schemes.cities.subjects %}[乙]({{ s.name }}.html)\n{% endfor %}";
    case.file("2019/bulletin.md", &format!("{HEAD}{looped}"));
    case.run(&["check"]).exits(1).tells("bulletin.md:6:1");
}

#[test]
fn links_hold_in_the_draft_and_in_what_is_released() {
    let case = Case::releasable();
    let body = "[甲](cities/index.html) [乙](../../index.html) [丙](../../pages/about.html) [丁](bulletin.docx)\n\
        [戊](assets/tokens.css) <a@b.c>\n\n## 己 {.x onclick=y}";
    case.edit("2019/bulletin.md", |text| format!("{text}\n{body}\n"));
    case.edit("pages/about.md", |text| {
        format!("{text}\n[甲](../2019/draft/bulletin.html) [乙](../index.html)\n\n## 庚 {{#main .x}}\n")
    });
    case.build().release(2018, "").release(2019, "");
    case.edit("pages/about.md", |text| {
        format!("{text}\n[丙](../2019/v1/bulletin.html) [丁](../2019/2019-v1.zip)\n")
    });
    case.build();
    for folder in ["2019/draft", "2019/v1"] {
        let page = case.page(&format!("{folder}/bulletin.html"));
        page.has("a@b.c").lacks("mailto").lacks("onclick");
        for link in ["cities/index.html", "../../index.html", "../../pages/about.html", "bulletin.docx"] {
            // What leads out of an edition becomes a link where there is a site around it.
            let out = folder.ends_with("v1") && link.starts_with("../../");
            let name = if out { "data-out" } else { "href" };
            assert!(page.values(name).contains(&link), "{folder}: {link}");
        }
        assert!(page.has("<h2>己</h2>").all("h2.x").is_empty(), "{folder}");
    }
    case.page("pages/about.html").has("<h2>庚</h2>");
    let (_, dead) = links::dead(&case.output());
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn text_of_a_record_stays_text_in_a_circular() {
    let case = Case::new(SMALL);
    case.replace("2019/cities/records/alpha.yaml", "says: 进度慢", "says: \"- 1. 进度慢 | {.x}\"");
    let each = "{{ p.says }}\n\n## {{ p.says }}\n\n| 甲 |\n|---|\n| {{ p.says }} |\n\n";
    let body = format!("{{% for p in schemes.cities.problems %}}{each}{{% endfor %}}");
    case.file("2019/bulletin.md", &format!("{HEAD}{body}"));
    let page = case.build().page("2019/draft/bulletin.html");
    for element in ["p", "h2", "td"] {
        page.has(&format!("<{element}>- 1. 进度慢 | {{.x}}</{element}>"));
    }
}
