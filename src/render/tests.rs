//! Every template renders whatever the content, and every link of every page leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Node, Selector};

use super::{Renderer, fill};
use crate::fixture::{Odd, content, score};
use crate::site::base::chrome::NavItem;
use crate::site::base::kind::{At, Data, Form, Kind, Own, Way};
use crate::site::pages::{overview, search};
use crate::site::{CORRECTIONS, Input, Mark, Page, PaperAt, Site};

/// The site's files with their bytes.
fn build(odd: Odd, mark: Mark) -> BTreeMap<String, String> {
    let content = content(odd);
    let years = score(&content);
    let mut input = Input::drafts(&content, &years);
    input.years.iter_mut().for_each(|year| year.mark = mark);
    print(input)
}

/// The files of a site.
fn print(input: Input) -> BTreeMap<String, String> {
    let site = Site::new(input).with_style_guide();
    let renderer = Renderer::new(None).expect("the default theme is sound");
    let mut files = BTreeMap::new();
    for page in site.files() {
        let mut bytes = Vec::new();
        renderer.write(&site, &page, &mut bytes).unwrap_or_else(|error| panic!("{error}"));
        // Workbooks and Word files are no text; that they are there is what links ask for.
        let text = match page.form {
            Form::Workbook | Form::Paper(_) | Form::Tables(_) => String::new(),
            _ => String::from_utf8(bytes).expect("templates write UTF-8"),
        };
        files.insert(page.path, text);
    }
    let editions = site.years().iter().map(|year| year.folder.clone()).chain([String::new()]);
    for folder in editions {
        for asset in renderer.assets() {
            files.insert(format!("{folder}assets/{}", asset.path), String::new());
        }
    }
    files
}

/// The elements of a page that a selector names.
fn elements<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The values of an attribute in a page.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let elements = elements(&page, &format!("[{attribute}]")).into_iter();
    elements.filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
}

/// Where a relative link of a page leads.
fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from} leaves the site by {href}"),
            "." => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn check_links(files: &BTreeMap<String, String>) {
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        files.iter().map(|(path, page)| (path.as_str(), values(page, "id").into_iter().collect())).collect();
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for href in values(page, "href").into_iter().chain(values(page, "src")) {
            let (file, anchor) = href.split_once('#').unwrap_or((&href, ""));
            assert!(!file.ends_with('/') && !file.contains(':'), "{path}: {href} is not a relative file");
            let target = if file.is_empty() { path.clone() } else { resolve(path, file) };
            let ids = anchors.get(target.as_str()).unwrap_or_else(|| panic!("{path}: {href} leads nowhere"));
            assert!(anchor.is_empty() || ids.contains(anchor), "{path}: {href} has no such place");
        }
    }
}

#[test]
fn every_template_renders_whatever_the_content() {
    for odd in [Odd::No, Odd::FirstYear, Odd::Empty, Odd::EightGrades, Odd::Flat, Odd::Many(501)] {
        check_links(&build(odd, Mark::Draft));
    }
}

#[test]
fn every_page_with_results_leads_to_its_data_in_every_form() {
    let files = build(Odd::No, Mark::Draft);
    let mut checked = 0;
    for (path, page) in files.iter().filter(|(path, page)| path.ends_with(".html") && page.contains("<table"))
    {
        // Free pages, the circular and letters are texts; archive, comparisons and calendar link files of their own.
        if [
            "pages/",
            "bulletin.html",
            "letters",
            "talks.html",
            "summary.html",
            "calendar.html",
            "archive.html",
            "compare/",
            "style.html",
        ]
        .iter()
        .any(|text| path.contains(text))
        {
            continue;
        }
        let links = values(page, "href");
        // A subject's years are in one long table; what surrounds the scores has a table of its own.
        let forms: &[&str] = match path {
            path if path.starts_with("subjects/") => &["data/all-years.csv"],
            path if path.ends_with("/outcomes.html") => &["data/outcomes.csv"],
            path if path.ends_with("/todo.html") => &["data/todo.csv"],
            path if path.ends_with("/reviews.html") => &["data/reviews.csv"],
            path if path.ends_with("/rectification.html") => &["data/rectification.csv"],
            _ => &[".csv", ".xlsx", "results.json", "results.schema.json"],
        };
        for form in forms {
            assert!(
                links.iter().any(|link| link.contains("data/") && link.ends_with(form)),
                "{path}: {form}"
            );
        }
        checked += 1;
    }
    assert!(checked > 10, "only {checked} pages were checked");
}

#[test]
fn a_released_edition_stands_in_its_own_folder_without_the_draft_mark() {
    let mark = Mark::Released {
        version: 2,
        date: jiff::civil::date(2020, 5, 18),
        note: Some("更正一处"),
        supersedes: Some(1),
        inputs: "0123456789abcdef0123",
        internal: false,
        missing: 0,
        register: None,
    };
    // The drafts stand beside the editions.
    let mut files = build(Odd::No, Mark::Draft);
    files.extend(build(Odd::No, mark));
    // What a release works out and lays beside the pages.
    files.extend(["2018", "2019"].map(|year| (format!("{year}/v2/{CORRECTIONS}"), String::new())));
    check_links(&files);
    let page = &files["2019/v2/city-check/city1.html"];
    assert!(page.contains("第2版") && page.contains("2020-05-18 发布") && !page.contains("草稿"));
    assert!(page.contains("示例数据"));
}

#[test]
fn no_page_needs_a_script_or_a_style_of_its_own() {
    for (path, page) in build(Odd::No, Mark::Draft).iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(page.contains("Content-Security-Policy"), "{path}");
        for banned in [" style=\"", "<script>", "<style", " onclick", "javascript:", "http://", "https://"] {
            assert!(!page.contains(banned), "{path} has {banned}");
        }
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, page.matches(" defer></script>").count(), "{path} has a script of its own");
        let ids = values(page, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path} has an id twice");
        // A table of a paper's own text is named by the sentence before it.
        if !path.ends_with("bulletin.html") && !path.contains("/letters/") {
            assert_eq!(page.matches("<table").count(), page.matches("<caption").count(), "{path}: captions");
        }
        assert!(!page.contains("<th>"), "{path}: heads have a scope");
        assert!(!page.contains("<内容>") && !page.contains("<监管>") && !page.contains("<偏慢>"), "{path}");
    }
}

#[test]
fn a_result_of_forty_indicators_stays_light() {
    let files = build(Odd::Wide(12), Mark::Draft);
    let page = &files["2019/draft/city-check/city3.html"];
    assert_eq!(elements(&Html::parse_document(page), "div[id^=t-]").len(), 46);
    assert!(page.len() < 150_000, "{} bytes", page.len());
    assert!(files["2019/draft/index.html"].len() < 300_000);
}

#[test]
fn what_a_page_says_stays_as_it_was() {
    let files = build(Odd::No, Mark::Draft);
    for name in ["city1", "city4"] {
        let page = &files[&format!("2019/draft/city-check/{name}.html")];
        insta::assert_snapshot!(name, text(page));
    }
    insta::assert_snapshot!("overview", text(&files["2019/draft/index.html"]));
    insta::assert_snapshot!("summary", text(&files["2019/draft/summary.html"]));
    insta::assert_snapshot!("bulletin", text(&files["2019/draft/bulletin.html"]));
    insta::assert_snapshot!("letter", text(&files["2019/draft/city-check/letters/city1.html"]));
    insta::assert_snapshot!("letters", text(&files["2019/draft/letters.html"]));
    insta::assert_snapshot!("csv", files["2019/draft/data/city-check.csv"]);
    let json: serde_json::Value = serde_json::from_str(&files["2019/draft/data/results.json"]).unwrap();
    let subject = &json["schemes"][0]["subjects"][0];
    insta::assert_snapshot!("json", serde_json::to_string_pretty(subject).unwrap());
}

/// A page's words, one line a block; pictures left out.
fn text(page: &str) -> String {
    let page = Html::parse_document(page);
    let mut out = String::new();
    write_words(elements(&page, "body")[0], &mut out);
    let lines = out.lines().map(|line| {
        line.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn write_words(of: ElementRef, out: &mut String) {
    for node in of.children() {
        if let Node::Text(words) = node.value() {
            out.push_str(words);
        }
        let Some(element) = ElementRef::wrap(node) else { continue };
        let edge = match element.value().name() {
            "svg" => continue,
            "td" | "th" => "\t",
            "a" | "b" | "i" | "span" | "strong" | "small" | "br" => "",
            _ => "\n",
        };
        out.push_str(edge);
        write_words(element, out);
        out.push_str(edge);
    }
}

#[test]
fn comparisons_are_led_to_from_what_stays_beside_them() {
    let released = Mark::Released {
        version: 1,
        date: jiff::civil::date(2019, 5, 30),
        note: None,
        supersedes: None,
        inputs: "0123456789abcdef0123",
        internal: false,
        missing: 0,
        register: None,
    };
    let content = content(Odd::No);
    let years = score(&content);
    let mut input = Input::drafts(&content, &years);
    input.years[0].mark = released;
    let files = print(input.clone());
    for path in ["compare/index.html", "compare/city-check/2018-2019.html"] {
        for href in values(&files[path], "href").into_iter().filter(|href| !href.starts_with('#')) {
            let file = href.split('#').next().expect("an address has a beginning");
            assert!(files.contains_key(&resolve(path, file)), "{path}: {href}");
        }
    }
    let page = &files["compare/city-check/2018-2019.html"];
    assert!(page.contains("2018年度第1版、2019年度草稿"), "the page says which editions it compares");
    for way in ["../../2018/v1/city-check/city1.html", "../../2019/draft/city-check/city1.html"] {
        assert!(page.contains(way), "{way}");
    }
    let leads = |path: &str| files[path].contains("compare/city-check/2018-2019.html");
    for path in ["index.html", "2018/index.html", "2019/index.html", "2019/draft/city-check/index.html"] {
        assert!(leads(path), "{path} leads to the comparison");
    }
    assert!(
        !leads("2018/v1/city-check/index.html"),
        "an edition is taken along without what stands beside it"
    );
    assert!(files["archive.html"].contains("\"compare/index.html\""));
    assert!(files["compare/index.html"].contains("city-check/2018-2019.html"));
    assert!(files["search-index.js"].contains("compare/city-check/2018-2019"));
    // The draft beside an edition is not what the comparison compares.
    input.root = false;
    assert!(!print(input)["2019/draft/city-check/index.html"].contains("compare/"));
}

#[test]
fn a_first_year_has_nothing_to_compare() {
    let files = build(Odd::FirstYear, Mark::Draft);
    assert!(!files.keys().any(|path| path.starts_with("compare/")));
    assert!(!files["index.html"].contains("年度比较"));
}

#[test]
fn a_comparison_of_very_many_stays_light_and_leaves_nobody_out_of_its_file() {
    let content = content(Odd::Many(1200));
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let renderer = Renderer::new(None).unwrap();
    let file = |ending: &str| {
        let path = format!("compare/city-check/2018-2019.{ending}");
        let key = site.files().into_iter().find(|page| page.path == path).unwrap();
        let mut bytes = Vec::new();
        renderer.write(&site, &key, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let page = file("html");
    assert!(page.len() < 600_000, "{} bytes", page.len());
    assert!(page.contains("另有700个对象见CSV") && !page.contains("id=\"heat\""));
    assert_eq!(file("csv").lines().count(), 1201);
}

#[test]
fn what_a_comparison_says_stays_as_it_was() {
    let files = build(Odd::No, Mark::Draft);
    insta::assert_snapshot!("compare", text(&files["compare/city-check/2018-2019.html"]));
    insta::assert_snapshot!("compare_csv", files["compare/city-check/2018-2019.csv"]);
}

/// The content with another text of the second year's circular.
fn with_circular(body: &str) -> crate::model::Content {
    let mut content = content(Odd::No);
    content.years[1].bulletin.as_mut().unwrap().body = body.to_owned();
    content
}

#[test]
fn a_text_is_filled_once_whoever_asks_for_it() {
    let content = content(Odd::No);
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let source = content.years[1].letters.values().next().unwrap();
    let letter = |subject| {
        let at = PaperAt { year: 1, letter: Some((0, crate::model::SubjectIndex::new(subject))) };
        fill::fill(&site, source, at).unwrap()
    };
    assert!(std::ptr::eq(letter(0), letter(0)));
    assert_ne!(letter(0), letter(1));
}

#[test]
fn a_letter_sees_what_the_circular_does_whatever_its_words() {
    let mut content = content(Odd::No);
    let source = content.years[1].letters.values_mut().next().unwrap();
    // The day is the letter's own, the rest is shared; no word has to stand in the text to be seen.
    source.body = "{% for key, of in __tera_context %}{{ key }} {% endfor %}{{ issued }}".to_owned();
    source.issued = Some(jiff::civil::date(2020, 3, 4));
    let source = source.clone();
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let at = PaperAt { year: 1, letter: Some((0, crate::model::SubjectIndex::new(0))) };
    let text = super::shield::take_back(fill::fill(&site, &source, at).unwrap());
    let mut seen: Vec<_> = text.split_whitespace().collect();
    assert_eq!(seen.pop(), Some("2020-03-04"));
    seen.sort_unstable();
    let all =
        ["as_of", "cutoff", "document", "draws", "groups", "issued", "scheme", "schemes", "subject", "year"];
    assert_eq!(seen, [&all[..], &["year_title"]].concat());
}

#[test]
fn a_circular_names_the_place_of_what_is_wrong() {
    let with = |body: &str| {
        let content = with_circular(body);
        let years = score(&content);
        let site = Site::new(Input::drafts(&content, &years));
        let circulars = fill::check(&site, 1, &|_| true).into_iter().filter(|(at, ..)| at.letter.is_none());
        circulars.flat_map(|(.., errors)| errors).collect::<Vec<_>>()
    };
    assert_eq!(with("共{{ schemes.city_check.count }}市"), []);
    for (body, line, column) in [
        ("一\n共{{ schemes.city_chek.count }}市", 10, 13),
        ("一\n二\n{% for x in %}", 11, 13),
        ("[去](https://example.org)", 9, 1),
        ("一\n{{ year_title | words }}", 10, 17),
        ("{{ issued | after }}", 9, 13),
        ("{{ issued | after(months=999999) }}", 9, 13),
    ] {
        let errors = with(body);
        assert_eq!((errors[0].line, errors[0].column), (line, column), "{body}: {}", errors[0]);
    }
}

#[test]
fn what_follows_from_a_date_is_worked_out() {
    let filled = |body: &str| {
        let content = with_circular(body);
        let years = score(&content);
        let site = Site::new(Input::drafts(&content, &years));
        let at = PaperAt { year: 1, letter: None };
        fill::html(
            fill::fill(&site, content.years[1].bulletin.as_ref().unwrap(), at).unwrap(),
            "2019/draft/bulletin.html",
        )
    };
    // The circular is sent on the last of December: two months later there is no such day.
    for (body, text) in [
        ("{{ issued | words }}", "2020年12月31日"),
        ("{{ issued | after(months=2) | words }}", "2021年2月28日"),
        ("{{ cutoff | after(months=1) }}", "2020-01-31"),
    ] {
        assert_eq!(filled(body), (String::new(), format!("<p>{text}</p>\n")));
    }
    // The last paragraph stays with the signature; a text that ends in something else has none.
    let (text, last) = filled("甲\n\n乙");
    assert_eq!((text.as_str(), last.as_str()), ("<p>甲</p>\n", "<p>乙</p>\n"));
    assert_eq!(filled("甲\n\n- 乙").1, "");
}

#[test]
fn a_circular_sees_moves_sections_rules_and_deadlines() {
    let content = content(Odd::No);
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let facts = serde_json::to_value(crate::site::bulletin_context(&site, 1).unwrap()).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&facts).unwrap());
}

#[test]
fn a_template_that_fails_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("templates")).unwrap();
    std::fs::write(folder.path().join("templates/method.html"), "{{ nothing.here }}").unwrap();
    let renderer = Renderer::new(Some(folder.path())).unwrap();
    let content = content(Odd::No);
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let page = site.files().into_iter().find(|page| page.kind == "method").unwrap();
    let error = renderer.write(&site, &page, &mut Vec::new()).unwrap_err().to_string();
    assert!(error.contains("method.html") && error.contains("nothing"), "{error}");
    std::fs::write(folder.path().join("templates/method.html"), "{% if %}").unwrap();
    assert!(Renderer::new(Some(folder.path())).is_err());
}

#[test]
fn every_page_says_its_result_first() {
    for odd in [Odd::No, Odd::FirstYear, Odd::Empty, Odd::EightGrades, Odd::Flat] {
        for (path, page) in build(odd, Mark::Draft).iter().filter(|(path, _)| path.ends_with(".html")) {
            // A circular or letter begins as its kind of paper does; a free page is its author's.
            if path.ends_with("bulletin.html") || path.contains("/letters/") || path.starts_with("pages/") {
                continue;
            }
            let page = Html::parse_document(page);
            let sentences = elements(&page, "p[class=lede]");
            assert_eq!(sentences.len(), 1, "{path} has one first sentence");
            let sentence: String = sentences[0].text().collect();
            assert!(sentence.ends_with('。') && sentence.chars().count() > 8, "{path}: {sentence}");
            let first = elements(&page, "p[class=lede], table, svg.chart")[0];
            assert_eq!(first.value().name(), "p", "{path}: it stands first");
        }
    }
}

#[test]
fn a_year_of_problems_is_told_and_leads_to_the_year_before() {
    let files = build(Odd::No, Mark::Draft);
    let page = &files["2019/draft/rectification.html"];
    let place = "../../2018/draft/rectification.html#p-city-check.city1.slow";
    assert_eq!(
        page.matches(place).count(),
        3,
        "from the row, from the list of repeated ones, from the re-check"
    );
    assert!(page.contains("id=\"p-city-check.city1.slow\"") && page.contains("id=\"earlier\""));
    assert!(
        page.contains("未销号") && !page.contains("已扣分"),
        "no kind of deduction takes points off for it"
    );
    assert!(!files["2018/draft/rectification.html"].contains("id=\"earlier\""));
    let breakdown = &files["2019/draft/city-check/city1.html"];
    assert!(breakdown.contains("../rectification.html#p-city-check.city1.slow"));
    assert!(breakdown.contains(&format!("../{place}")));
    let csv = &files["2019/draft/data/rectification.csv"];
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 3, "{csv}");
    assert!(lines[1].contains(",slow,") && lines[1].ends_with(",2018/slow"), "{}", lines[1]);
    assert!(lines[2].contains(",2018,slow,") && lines[2].contains("未销号"), "{}", lines[2]);
    assert!(files["search-index.js"].contains("rectification"));
    assert!(files["2019/draft/index.html"].contains("href=\"rectification.html\""));
    // A year before that is not at hand is named and not led to.
    let alone = build(Odd::FirstYear, Mark::Draft);
    assert!(alone["2019/draft/rectification.html"].contains("往年也有：2018年"));
}

#[test]
fn very_many_problems_stay_on_a_light_page_and_all_in_the_file() {
    let mut content = content(Odd::Many(1200));
    for year in &mut content.years {
        let problem = year.evaluations[0].records[1].problems[0].clone();
        let earlier = year.evaluations[0].records[1].earlier_problems.clone();
        for record in &mut year.evaluations[0].records {
            record.problems = vec![problem.clone()];
            record.earlier_problems.clone_from(&earlier);
        }
    }
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let renderer = Renderer::new(None).unwrap();
    let file = |path: &str| {
        let key = site.files().into_iter().find(|page| page.path == path).unwrap();
        let mut bytes = Vec::new();
        renderer.write(&site, &key, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let page = file("2019/draft/rectification.html");
    assert_eq!(page.matches("另有700个见CSV").count(), 3, "the problems, the earlier and the repeated ones");
    assert_eq!(elements(&Html::parse_document(&page), "tr[id^=p-]").len(), 500);
    assert_eq!(file("2019/draft/data/rectification.csv").lines().count(), 1 + 2 * 1200);
    // What has no row is led to by its page alone.
    assert!(
        file("2019/draft/city-check/city499.html").contains("rectification.html#p-city-check.city499.slow")
    );
    let last = file("2019/draft/city-check/city500.html");
    assert!(last.contains("\"../rectification.html\"") && last.contains("2018/draft/rectification.html\""));
}

/// A kind of page as somebody would add one: everything that is known of it stands in this constant and its template.
const REMARKS: Kind = Kind {
    own: Some(Own {
        data: &[Data {
            file: "data/remarks.json", form: Form::Schema, format: "JSON", title: "备注的数据"
        }],
        cited: |year| year.year.clauses.keys().take(1).collect(),
        procedure: true,
        ..Own::new("remarks.html", remarks, |year| {
            let title = format!("{}备注", year.year.title);
            Some(Way { name: "备注".to_owned(), title, words: "说明".to_owned() })
        })
    }),
    nav: |_, spot| vec![NavItem::new("备注", "remarks.html".to_owned(), spot.kind == "remarks")],
    ..Kind::new("remarks")
};

fn remarks<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    Page::new(site.own_chrome(at, REMARKS.name, "备注", "备注"), BTreeMap::from([("said", "一切如常")]))
}

#[test]
fn a_new_kind_of_page_is_one_entry_of_the_register() {
    static KINDS: [Kind; 3] = [overview::KIND, search::KIND, REMARKS];
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("templates")).unwrap();
    let template = "{% extends \"base.html\" %}{% block main %}{{ said }}{% endblock main %}";
    std::fs::write(folder.path().join("templates/remarks.html"), template).unwrap();
    let renderer = Renderer::new(Some(folder.path())).unwrap();
    let content = content(Odd::No);
    let years = score(&content);
    let site = Site::prepare(Input::drafts(&content, &years), &KINDS);
    let file = |path: &str| {
        let file = site.files().into_iter().find(|file| file.path == path).expect("the file is there");
        let mut bytes = Vec::new();
        renderer.write(&site, &file, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let page = file("2019/draft/remarks.html");
    assert!(page.contains("p-remarks") && page.contains("一切如常") && page.contains("aria-current"));
    let overview = file("2019/draft/index.html");
    for way in ["<a href=\"remarks.html\">备注</a>", "data/remarks.json", "备注的数据"] {
        assert!(overview.contains(way), "{way}");
    }
    assert!(file("search.html").contains("2019/draft/remarks.html"));
    let index = file("search-index.js");
    assert!(index.contains("2019年度备注") && index.contains("remarks#c-"), "{index}");
    assert_eq!(file("2019/draft/data/remarks.json"), super::results::SCHEMA);
}

#[test]
fn nothing_that_no_page_can_hold_gets_through_a_template() {
    let mut out = Vec::new();
    super::escape("甲\u{b}<乙>\0\u{ffff}", &mut out).expect("memory takes it");
    assert_eq!(out, "甲 &lt;乙&gt;  ".as_bytes());
}
