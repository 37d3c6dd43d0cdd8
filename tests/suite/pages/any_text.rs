//! Whatever stands in the texts of a content, every file of the site is well-formed and does not obey them.
//!
//! Every text of the small content gets odd pieces around it, the year is released, and each file is read back by the
//! parser of its format.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use quick_xml::events::Event;
use scraper::ElementRef;

use crate::case::{Case, Page, cases};

/// Pieces that mean something to one format or another.
const PIECES: [&str; 72] = [
    "<b>",
    "</p>",
    "&amp;",
    "&",
    "\"",
    "'",
    "]]>",
    "-->",
    "<!--",
    "</script>",
    "<script>alert(1)</script>",
    "</style>",
    "<?xml",
    "\\",
    "\\n",
    "\\u003c",
    ";",
    ",",
    ":",
    "\r",
    "\n",
    "\t",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{fffd}",
    "\u{fdd0}",
    "\u{10ffff}",
    "😀",
    "𠀀",
    "e\u{301}",
    "\u{5d0}",
    "\u{a0}",
    "　",
    "=1+1",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "%",
    "%%",
    "$1",
    "${x}",
    "_x000B_",
    "_",
    "*",
    "**",
    "`",
    "# ",
    "1. ",
    "- ",
    "===",
    "|",
    "~",
    "[x](y)",
    "(",
    "__proto__",
    "constructor",
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "--",
    "0",
    "\u{202e}",
    "\u{2067}",
];

/// Words that stand for something: units, and names that draws by lot were made from.
const MEANT: [&str; 22] = [
    "万元",
    "亿元",
    "个",
    "人次",
    "人",
    "万人",
    "万元/个",
    "某州",
    "子县",
    "丑县",
    "甲镇",
    "样例",
    "正处级",
    "副厅级",
    "好",
    "较好",
    "一般",
    "差",
    "通报",
    "正文",
    "样例凭证",
    "示例",
];

fn text() -> impl Strategy<Value = String> {
    let any =
        prop::char::any().prop_filter("the content may hold it", |sign| tongbao::model::writable(*sign));
    let piece =
        prop_oneof![4 => select(&PIECES[..]).prop_map(str::to_owned), 1 => any.prop_map(String::from)];
    vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A text as YAML reads it back: all but letters, digits and a few signs as escapes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            sign if sign.is_alphanumeric() || matches!(sign, ' '..='~') => out.push(sign),
            sign => write!(out, "\\U{:08X}", u32::from(sign)).expect("a string takes it"),
        }
    }
    out + "\""
}

/// The texts of a file, each with what `odd` makes of it. The same text becomes the same, so that names still match.
fn dressed(yaml: &str, odd: &impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for line in yaml.split_inclusive('\n') {
        let mut rest = line;
        while !rest.is_empty() {
            let end = rest.find(['{', '}', '[', ']', ',', ':', '#', '\n']).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            let text = token.trim().trim_start_matches("- ").trim();
            let is_text = !text.is_ascii() && !MEANT.contains(&text);
            out.push_str(&if is_text {
                token.replacen(text, &quoted(&odd(text)), 1)
            } else {
                token.to_owned()
            });
            let sign = after.chars().next().map_or(0, char::len_utf8);
            out.push_str(&after[..sign]);
            rest = &after[sign..];
        }
    }
    out
}

/// The small content with odd texts, and what more there is to be written of.
fn dressed_case(odd: &[String]) -> Case {
    let case = Case::releasable();
    case.edit("2019/cities/records/beta.yaml", |text| {
        text.to_owned()
            + "problems:\n  - {county: 寅县, indicator: plan, says: 进度慢, severity: prominent, source: 核查组}\n"
            + "reviews:\n  - {id: r-1, requested: 2020-03-20, about: plan, point: 县数有误, answer: {date: 2020-03-25, by: 某处, result: upheld, says: 无误}}\n"
            + "reports:\n  - {kind: self, by: 报告单位, date: 2020-01-05, score: 90, text: ../reports/beta.md}\n"
    });
    let around = |text: &str| {
        let at = text.bytes().fold(text.len(), |sum, byte| sum + usize::from(byte));
        format!("{}{text}{}", odd[at % odd.len()], odd[(at + 1) % odd.len()])
    };
    // Most texts of YAML are names and titles, which have one line.
    let line = |text: &str| around(text).replace(['\r', '\n', '\u{2028}', '\u{2029}'], " ");
    for path in crate::case::files(&case.content()).into_keys().filter(|path| path.ends_with(".yaml")) {
        let text = dressed(&case.text(&path), &line);
        case.file(&path, &text);
    }
    // Markdown: what is not told by the reader as wrong, links and placeholders, is text.
    let body: String = odd
        .iter()
        .map(|text| text.replace(['{', '[', '\\'], "（").replace("&#", "&"))
        .collect::<Vec<_>>()
        .join("\n\n");
    let front = |more: &str| format!("---\ntitle: {}\n{more}---\n", quoted(&line("通报")));
    let attached =
        "to: 各市\nsigned: 某组\ncopies: 某厅\nissuer: 某办\nissued: 2020-03-31\nattachments: [得分表]\n";
    let facts =
        "{{ year }}{% for one in schemes.cities.problems %}{{ one.subject }}{{ one.says }}{% endfor %}";
    case.file("2019/bulletin.md", &format!("{}{body}\n\n{facts}\n", front(&dressed(attached, &line))));
    let letter = "{{ subject.name }}：{{ scheme.title }}";
    case.file("2019/cities/letter.md", &format!("{}{letter}\n\n{body}\n", front("")));
    case.file("2019/cities/reports/beta.md", &format!("正文\n\n{body}\n"));
    case.file("pages/about.md", &format!("{}{body}\n", front("")));
    case
}

/// No character that XML cannot hold or that turns the direction.
fn is_printable(path: &str, text: &str) {
    let odd = text.chars().find(|sign| !tongbao::model::xml_holds(*sign) || tongbao::model::turns(*sign));
    assert_eq!(odd, None, "{path}");
}

/// XML that a strict parser reads to its end.
fn is_xml(path: &str, text: &str) {
    is_printable(path, text);
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let (mut open, mut roots) = (0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}\n{text}")) {
            Event::Start(start) => {
                roots += usize::from(open == 0);
                open += 1;
                attributes(path, &start);
            }
            Event::Empty(start) => {
                roots += usize::from(open == 0);
                attributes(path, &start);
            }
            Event::End(_) => open -= 1,
            Event::Text(text) => {
                let text = text.into_inner();
                assert!(!text.contains("]]>"), "{path}: {text}");
                assert!(open > 0 || text.trim_matches('\u{feff}').trim().is_empty(), "{path}: {text}");
            }
            // Predefined ones and characters by number; anything else would need a declaration.
            Event::GeneralRef(name) => {
                let name = name.into_inner();
                let known = ["amp", "lt", "gt", "quot", "apos"].contains(&&*name);
                assert!(known || name.starts_with('#'), "{path}: &{name};");
            }
            Event::Eof => break,
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    assert_eq!((open, roots), (0, 1), "{path}: one element holds all");
}

fn attributes(path: &str, start: &quick_xml::events::BytesStart) {
    for attribute in start.attributes() {
        let attribute = attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
        let value = &*attribute.value;
        assert!(!value.contains('<'), "{path}: {value}");
        quick_xml::escape::unescape(value).unwrap_or_else(|error| panic!("{path}: {error}: {value}"));
    }
}

/// An office file: a ZIP whose parts are XML.
fn is_office(path: &str, bytes: &[u8]) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{path}: {error}"));
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = format!("{path}!{}", part.name().expect("a name"));
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap_or_else(|error| panic!("{name}: {error}"));
        is_xml(&name, text.trim_start_matches('\u{feff}'));
    }
}

/// A calendar (RFC 5545): lines of 75 octets, blocks that close, values without a sign that means something.
fn is_calendar(path: &str, text: &str) {
    is_printable(path, text);
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{path}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{path}");
    let mut open: Vec<String> = Vec::new();
    let mut uids = BTreeSet::new();
    for line in text.replace("\r\n ", "").lines() {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{path}: {line}"));
        let property = name.split(';').next().unwrap_or_default();
        assert!(property.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'), "{path}: {line}");
        match property {
            "BEGIN" => open.push(value.to_owned()),
            "END" => assert_eq!(open.pop().as_deref(), Some(value), "{path}"),
            "UID" => assert!(uids.insert(value.to_owned()), "{path}: {value} twice"),
            "SUMMARY" | "DESCRIPTION" | "X-WR-CALNAME" => {
                let mut signs = value.chars();
                while let Some(sign) = signs.next() {
                    match sign {
                        '\\' => {
                            assert!(matches!(signs.next(), Some('\\' | ';' | ',' | 'n')), "{path}: {value}")
                        }
                        sign => assert!(!matches!(sign, ';' | ',') && !sign.is_control(), "{path}: {value}"),
                    }
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty() && !uids.is_empty(), "{path}");
}

/// A table: the same number of cells in every line, none that a spreadsheet takes for a formula.
fn is_table(path: &str, text: &str) {
    is_printable(path, text);
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap_or_else(|error| panic!("{path}: {error}")) {
            let number = cell.parse::<rust_decimal::Decimal>().is_ok();
            let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
            assert!(number || !formula, "{path}: {cell:?}");
        }
    }
}

/// A page that is what it is without any text: no element and no attribute comes out of one, and its pictures are XML.
fn is_page(path: &str, text: &str, known: &BTreeSet<String>) {
    is_printable(path, text);
    let page = Page::new(path, text.to_owned());
    for fault in page.faults() {
        assert!(known.contains(&fault), "{path}: {fault}");
    }
    for element in page.all("*") {
        for name in shape(element) {
            assert!(known.contains(&name), "{path}: {name}");
        }
        let runs = element.value().name() == "script";
        assert!(!runs || element.text().all(|text| text.trim().is_empty()), "{path}: a script of its own");
    }
    for (at, _) in text.match_indices("<svg") {
        let end =
            text[at..].find("</svg>").unwrap_or_else(|| panic!("{path}: a picture ends")) + "</svg>".len();
        is_xml(path, &text[at..at + end]);
    }
}

/// The name of an element, and of each of its attributes.
fn shape(element: ElementRef) -> impl Iterator<Item = String> {
    let name = element.value().name();
    std::iter::once(name.to_owned()).chain(element.value().attrs().map(move |(of, _)| format!("{name} {of}")))
}

/// A script that sets one variable to JSON.
fn is_script_of_data(path: &str, text: &str) {
    is_printable(path, text);
    assert!(!text.contains("</"), "{path}");
    let (_, value) = text.split_once('=').expect("a variable");
    let value = value.trim().strip_suffix(';').expect("an end");
    serde_json::from_str::<serde_json::Value>(value).unwrap_or_else(|error| panic!("{path}: {error}"));
}

/// Every element and attribute of the pages of a site, and what a parser says of them.
fn shapes(case: &Case) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for (path, bytes) in case.files("").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::new(&path, String::from_utf8(bytes).expect("UTF-8"));
        for element in page.all("*") {
            known.extend(shape(element));
        }
        known.extend(page.faults());
    }
    // What Markdown makes of the pieces.
    known.extend(
        ["h1", "h2", "li", "ul", "ol", "ol start", "em", "strong", "code", "pre", "br", "hr", "del"]
            .map(str::to_owned),
    );
    known
}

fn well_formed(case: &Case, known: &BTreeSet<String>) {
    for (path, bytes) in case.files("") {
        // What was read is kept as it was; the theme's own files are no text of the content.
        if path.contains("/inputs/") || path.contains("assets/") {
            continue;
        }
        let text = || String::from_utf8(bytes.clone()).unwrap_or_else(|error| panic!("{path}: {error}"));
        match path.rsplit('.').next().unwrap_or_default() {
            "html" => is_page(&path, &text(), known),
            "json" => {
                let text = text();
                is_printable(&path, &text);
                serde_json::from_str::<serde_json::Value>(&text)
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            "csv" => is_table(&path, &text()),
            "js" => is_script_of_data(&path, &text()),
            "ics" => is_calendar(&path, &text()),
            "xml" => is_xml(&path, &text()),
            "docx" | "xlsx" => is_office(&path, &bytes),
            _ => {}
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{feff}').collect()
}

#[test]
fn every_file_is_well_formed_whatever_the_texts_are() {
    let mut known = BTreeSet::new();
    // A long text has marks of its own where it is cut.
    for plain in ["甲".to_owned(), "甲乙丙丁戊己庚辛 ".repeat(8)] {
        let case = dressed_case(&[plain]);
        case.release(2019, "首次发布");
        known.extend(shapes(&case));
    }
    let law = |odd: Vec<String>| {
        let case = dressed_case(&odd);
        let line: String = odd.concat().chars().filter(|sign| *sign == ' ' || !sign.is_control()).collect();
        let note: String = line
            .chars()
            .filter(|sign| !tongbao::model::turns(*sign) && !matches!(sign, '\u{2028}' | '\u{2029}'))
            .collect();
        case.release(2019, &format!("注{note}"));
        well_formed(&case, &known);
        // Nothing is lost but what turns.
        let title = case.read().site.title;
        for path in ["index.html", "feed.xml"] {
            let words = squeezed(&Page::new(path, case.told(path)).words());
            assert!(words.contains(&squeezed(&title)), "{path} does not say {title:?}");
        }
    };
    law(PIECES.map(str::to_owned).to_vec());
    let config = Config { cases: cases(3), failure_persistence: None, ..Config::default() };
    let tried = TestRunner::new(config).run(&vec(text(), 1..12), |odd| {
        law(odd);
        Ok(())
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}
