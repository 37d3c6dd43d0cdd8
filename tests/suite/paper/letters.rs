//! Letters say what the results say, and Word files are papers by GB/T 9704-2012, whichever program prints them.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tongbao::model::SubjectIndex;
use tongbao::site::{Input, Site};

use crate::case::{Case, FOUNDING, GRADES, Page, Run, founding, founding_content, site, source, squeezed};
use crate::tools::printed::{self, MM, Sheet, Word, near};
use crate::tools::{office, program};

/// What is said of an item: its title, and how far it is above the median.
fn ends(items: &[tongbao::site::ItemFacts]) -> Vec<(String, bool)> {
    items.iter().map(|item| (item.title.to_owned(), item.difference.starts_with('+'))).collect()
}

#[test]
fn every_subject_has_a_letter_with_its_result_in_five_sentences() {
    let content = founding_content();
    let scored = tongbao::pipeline::score(&content);
    let drafts = &Site::new(Input::drafts(&content, &scored.years));
    for (position, year) in drafts.years().iter().enumerate() {
        let mut count = 0;
        let letters = year.schemes.iter().enumerate().flat_map(|(scheme, of)| {
            let subjects = (0..of.files.len()).map(SubjectIndex::new);
            subjects.filter_map(move |subject| tongbao::site::letter(drafts, position, scheme, subject))
        });
        for (source, context) in letters {
            let (facts, name) = (&context.subject, context.subject.result.name);
            let whose = format!("{} {name}", source.file);
            assert_eq!(facts.story.len(), 5, "{whose}");
            for sentence in &facts.story {
                assert_eq!(
                    sentence.find('。'),
                    Some(sentence.len() - '。'.len_utf8()),
                    "{whose}: {sentence}"
                );
            }
            let said = format!("得{}分，综合评价“{}”", facts.result.score, facts.result.grade);
            assert!(facts.story[0].contains(&said), "{whose}: {}", facts.story[0]);
            let (strong, weak) = (ends(&facts.strengths), ends(&facts.weaknesses));
            assert!(strong.iter().all(|(_, above)| *above), "{whose}: {strong:?}");
            assert!(weak.iter().all(|(_, above)| !above), "{whose}: {weak:?}");
            // Two calendar months after the notice, which is sent with the circular.
            let next = year.year.year.get() + 1;
            assert!(facts.deadline.starts_with(&format!("{next}-07-")), "{whose}: {}", facts.deadline);
            count += 1;
        }
        let subjects: usize = year.schemes.iter().map(|scheme| scheme.files.len()).sum();
        assert!(count == subjects && count > 0, "{}: {count} letters for {subjects}", year.year.year);
    }
}

#[test]
fn the_pages_of_letters_state_the_published_scores() {
    for year in [2018, 2019, 2020] {
        let edition = site().join(format!("{year}/draft"));
        let list = std::fs::read_to_string(edition.join("letters.html")).expect("a list");
        let results = std::fs::read(edition.join("data/results.json")).expect("results");
        let results: serde_json::Value = serde_json::from_slice(&results).expect("JSON");
        for scheme in results["schemes"].as_array().expect("schemes") {
            for subject in scheme["subjects"].as_array().expect("subjects") {
                let text = |key: &str| subject[key].as_str().expect("a text");
                let id = format!("{}/letters/{}", scheme["id"].as_str().expect("an id"), text("id"));
                let page = std::fs::read_to_string(edition.join(format!("{id}.html"))).expect("a letter");
                assert!(page.contains(&format!("得{}分", text("score"))), "{year} {id}");
                assert!(page.contains("不得引用") && !page.contains("{{") && !page.contains("{%"), "{id}");
                for file in [format!("{id}.html"), format!("{id}.docx")] {
                    assert!(list.contains(&format!("href=\"{file}\"")), "{year}: no way to {file}");
                    assert!(edition.join(&file).is_file(), "{year}: no {file}");
                }
            }
        }
    }
}

/// A scheme of three subjects, whose letter has this text.
fn folder(front: &str, body: &str) -> Case {
    let folder = Case::of(&["a", "b", "c"]);
    let tree = "tree:\n  - {id: one, role: indicator, title: 甲项, method: grade}\n";
    folder.year(2019, &format!("{}weighting: equal\n{tree}", GRADES));
    for (id, grade) in [("a", "好"), ("b", "较好"), ("c", "一般")] {
        folder.record(2019, id, &format!("observations:\n  one: {{grade: {grade}}}\n"));
    }
    folder.file("2019/main/letter.md", &format!("---\ntitle: 反馈\n{front}---\n{body}"));
    folder
}

/// What `check` says of a letter: code, line, column.
fn told(front: &str, body: &str) -> Vec<(String, u32, u32)> {
    let folder = folder(front, body);
    let problems = folder.check().expect("no editions");
    let of_letter = problems.iter().filter(|one| &*one.file == "2019/main/letter.md");
    let place = |one: &tongbao::diagnostics::Diagnostic| {
        let at = one.span.expect("a place").at;
        (one.code.as_str().to_owned(), at.line, at.column)
    };
    of_letter.map(place).collect()
}

#[test]
fn what_is_wrong_with_a_letter_is_told_once_with_its_place() {
    let place = |line, column| vec![("E0725".to_owned(), line, column)];
    assert_eq!(told("", "正文{{ subject.short }}{{ scheme.title }}{{ schemes.main.count }}\n"), []);
    assert_eq!(told("", "\n正文{{ subject.nothing }}\n").len(), 1);
    assert_eq!(told("", "\n正文{{ subject.nothing }}\n")[0].1, 5);
    assert_eq!(told("issued: 2020-05-18\n", "一\n二[站外](https://example.org)\n"), place(6, 2));
    // No term of rectification: there is no day to put in words.
    assert_eq!(told("", "{{ subject.deadline | words }}")[0].0, "E0725");
    // Only one subject meets it.
    let one = "{% if subject.grade == \"一般\" %}{{ subject.nothing }}{% endif %}";
    assert_eq!(told("", one).len(), 1);
    assert_eq!(told("attachments: [甲]\n", "正文")[0].0, "E0201", "letters have no attachments");
}

#[test]
fn a_wrong_letter_stops_a_build() {
    let folder = folder("", "{{ subject.nothing }}");
    folder.run(&["build"]).exits(1).tells("E0725").tells("letter.md:4");
    assert!(!folder.path("output/index.html").exists());
}

/// Builds a small folder with a theme that has one file; what was said, and the site.
fn themed(file: &str, text: &str) -> (Case, Run) {
    let case = folder("", "正文\n");
    case.beside(&format!("theme/{file}"), text);
    let run = case.run(&["build", "--theme", "theme"]);
    (case, run)
}

#[test]
fn an_office_lays_its_own_parts_over_those_of_the_theme() {
    let own = source("themes/bulletin/templates/docx/word/styles.xml").replace("黑体", "某体");
    let (case, run) = themed("templates/docx/word/styles.xml", &own);
    run.exits(0);
    let letter = case.output().join("2019/draft/main/letters/a.docx");
    let styles = part(&letter, "word/styles.xml");
    assert!(styles.contains("w:eastAsia=\"某体\"") && !styles.contains("黑体"));
    // A part of its own, under the name of its template.
    let (case, run) = themed("templates/docx/docProps/office.xml", "<a>{{ title }}</a>");
    run.exits(0);
    let letter = case.output().join("2019/draft/main/letters/a.docx");
    assert_eq!(part(&letter, "docProps/office.xml"), "<a>反馈</a>");
}

#[test]
fn a_wrong_part_of_a_theme_is_told_by_its_name() {
    let (case, run) = themed("templates/docx/word/header1.xml", "<w:hdr>{{ nothing }}</w:hdr>");
    run.exits(1).tells("docx/word/header1.xml").tells(".docx");
    assert!(!case.output().join("index.html").exists());
    let (_, run) = themed("templates/docx/word/header1.xml", "<w:hdr>{{ mark }</w:hdr>");
    run.exits(1).tells("docx/word/header1.xml").tells("第1行第16列：写法不对");
    // It can be filled, but Word opens none of it.
    let (case, run) = themed("templates/docx/word/header1.xml", "<w:hdr>{{ mark }}</w:hdr>");
    run.exits(1).tells("docx/word/header1.xml").tells("不是合格的 XML").tells("前缀没有声明");
    case.run(&["check", "--theme", "theme"]).exits(1).tells("E0016").tells("不是合格的 XML");
    for file in ["word/.styles.xml.swp", ".DS_Store", "word/media/seal.png"] {
        let (case, run) = themed(&format!("templates/docx/{file}"), "<a/>");
        run.exits(1).tells(file).tells("不能作 Word 文件的部件");
        case.run(&["check", "--theme", "theme"]).exits(1).tells("E0016").tells(file);
    }
}

/// Every Word file of a site, by its path in it.
fn word_files(site: &Path) -> BTreeSet<PathBuf> {
    let files = walkdir::WalkDir::new(site).into_iter().map(|entry| entry.expect("a file").into_path());
    let ours = files.filter(|path| path.extension().is_some_and(|ending| ending == "docx"));
    ours.map(|path| path.strip_prefix(site).expect("a file of the site").to_owned()).collect()
}

/// A part of a Word file.
fn part(file: &Path, name: &str) -> String {
    let file = std::fs::File::open(file).expect("a Word file");
    let mut zip = zip::ZipArchive::new(file).expect("a Word file is a ZIP file");
    let mut text = String::new();
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn the_same_content_gives_the_same_word_files() {
    let again = Case::new(FOUNDING);
    Run::of(again.command(&["build"]).env("RAYON_NUM_THREADS", "1")).exits(0);
    let again = again.output();
    let files = word_files(&site());
    assert!(files.len() > 100 && files == word_files(&again), "{} files", files.len());
    for file in files {
        let [one, two] = [&site(), &again].map(|dir| std::fs::read(dir.join(&file)).expect("a file"));
        assert!(one == two, "{} differs", file.display());
    }
}

#[test]
fn word_files_have_styles_margins_marks_and_tables() {
    let edition = site().join("2019/draft");
    for name in ["bulletin.docx", "eastwest-cities/letters/guangzhou.docx"] {
        let file = edition.join(name);
        let (styles, text) = (part(&file, "word/styles.xml"), part(&file, "word/document.xml"));
        for (id, style, size, face) in [
            ("Title", "Title", 44, "方正小标宋简体"),
            ("Heading1", "heading 1", 32, "黑体"),
            ("Heading2", "heading 2", 32, "楷体_GB2312"),
            ("NormalIndent", "Normal Indent", 32, "仿宋_GB2312"),
        ] {
            let all = styles.split("<w:style ").find(|one| one.contains(&format!("w:styleId=\"{id}\"")));
            let all = all.unwrap_or_else(|| panic!("{name}: no style {id}"));
            for said in [
                format!("<w:name w:val=\"{style}\"/>"),
                format!("<w:sz w:val=\"{size}\"/>"),
                format!("w:eastAsia=\"{face}\""),
                "w:lineRule=\"exact\"".to_owned(),
            ] {
                assert!(all.contains(&said), "{name}: {id} has no {said}: {all}");
            }
            if id != "Title" {
                assert!(all.contains("w:firstLineChars=\"200\"") && all.contains("w:line=\"579\""), "{all}");
            }
        }
        assert!(text.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"), "{name} is not A4");
        for margin in ["w:top=\"2098\"", "w:bottom=\"1984\"", "w:left=\"1587\"", "w:right=\"1474\""] {
            assert!(text.contains(margin), "{name}: {margin}");
        }
        // All tables but that of the colophon begin with a head.
        let tables = text.matches("<w:tbl>").count();
        assert!(
            tables > 1 && text.matches("<w:tblHeader/>").count() == tables - 1,
            "{name}: {tables} tables"
        );
        let positioned = text.matches("<w:tblpPr ").count();
        assert_eq!(positioned, 1, "{name}: the colophon stands at the foot");
        for side in ["header1", "header2"] {
            let header = part(&file, &format!("word/{side}.xml"));
            assert!(header.contains("示例数据，不得引用") && header.contains("草稿，尚未审定"), "{name}");
        }
        assert!(part(&file, "word/footer1.xml").contains("PAGE"), "{name}: no number");
    }
    let text = part(&edition.join("bulletin.docx"), "word/document.xml");
    assert_eq!(text.matches("<w:pStyle w:val=\"AttachmentLabel\"/>").count(), 3);
}

#[test]
fn the_list_of_talks_names_whom_why_and_by_whom() {
    let mut talks = 0;
    for year in [2018, 2019, 2020] {
        let edition = site().join(format!("{year}/draft"));
        let csv = std::fs::read_to_string(edition.join("data/outcomes.csv")).expect("the outcomes");
        let listed: Vec<&str> =
            csv.lines().filter(|line| line.contains("谈话") || line.contains("约谈")).collect();
        let page = founding().page(&format!("{year}/draft/talks.html"));
        let file = part(&edition.join("talks.docx"), "word/document.xml");
        assert_eq!(page.all("th[scope=row]").len(), listed.len(), "{year}");
        assert_eq!(file.matches("<w:tblHeader/>").count(), page.all("table").len(), "{year}");
        let written = plain(file);
        for text in page.all("td").into_iter().map(squeezed) {
            assert!(written.contains(&text), "{year}: {text}");
        }
        assert!(part(&edition.join("talks.docx"), "word/header1.xml").contains("不得引用"));
        talks += listed.len();
    }
    assert!(talks > 5, "{talks} talks");
}

#[test]
fn a_word_file_says_what_its_page_says() {
    let edition = site().join("2019/draft");
    for name in ["bulletin", "helper-cities/letters/dongguan", "eastwest-departments/letters/civil-affairs"] {
        let page = founding().page(&format!("2019/draft/{name}.html"));
        let said = squeezed(page.all("div.gw-body")[0]);
        let written = plain(part(&edition.join(format!("{name}.docx")), "word/document.xml"));
        for piece in said.split(['。', '；']).filter(|piece| piece.chars().count() > 6) {
            assert!(written.contains(piece), "{name}.docx does not say {piece}");
        }
    }
}

/// The words of a part of a Word file, without spaces.
fn plain(part: String) -> String {
    squeezed(Page::new("a part", part).one(":root"))
}

/// Whether a word is set in the size of the text and has nothing but Chinese characters and their punctuation.
fn of_text(word: &Word) -> bool {
    (19.5..25.0).contains(&word.height)
        && word.text.chars().count() > 8
        && !word.text.contains(|of: char| of.is_ascii())
}

/// The width of each character of a word that has only Chinese ones.
fn advance(word: &Word) -> f64 {
    (word.right - word.left) / word.text.chars().count() as f64
}

fn find<'s>(sheets: &'s [Sheet], text: &str) -> &'s Word {
    let words = sheets.iter().flat_map(|sheet| &sheet.words);
    words.into_iter().find(|word| word.text.contains(text)).unwrap_or_else(|| panic!("no {text}"))
}

#[test]
fn a_word_file_prints_as_an_official_document() {
    let Some(soffice) = office::soffice() else { return };
    let Some(pdftotext) = program::find(&["pdftotext"]) else { return };
    let scratch = TempDir::new().expect("a scratch folder");
    let edition = site().join("2019/draft");
    let files = [edition.join("bulletin.docx"), edition.join("eastwest-cities/letters/dongguan.docx")];
    office::convert(&soffice, office::PDF, scratch.path(), &files);
    let circular = printed::sheets_of(&pdftotext, &scratch.path().join("bulletin.pdf"));
    let letter = printed::sheets_of(&pdftotext, &scratch.path().join("dongguan.pdf"));
    assert!((2..=5).contains(&letter.len()), "{} sheets", letter.len());
    assert!((10..=22).contains(&circular.len()), "{} sheets", circular.len());
    for (name, sheets) in [("bulletin", &circular), ("letter", &letter)] {
        for (at, sheet) in sheets.iter().enumerate() {
            near("the sheet's width", sheet.size.0, 210.0 * MM, MM);
            near("the sheet's height", sheet.size.1, 297.0 * MM, MM);
            let mark = |text: &str| {
                sheet.words.iter().any(|word| word.text.contains(text) && word.middle < 37.0 * MM)
            };
            assert!(mark("示例数据") && mark("草稿"), "{name}: sheet {} bears no mark", at + 1);
            if colophon_alone(sheet) {
                continue;
            }
            let number = (at + 1).to_string();
            let below = |word: &&Word| word.text.contains(&number) && word.middle > 262.0 * MM;
            let found =
                sheet.words.iter().find(below).unwrap_or_else(|| panic!("{name}: no number {number}"));
            let outside = if at % 2 == 0 { found.left > 150.0 * MM } else { found.right < 60.0 * MM };
            assert!(outside, "{name}: the number of sheet {number} stands inside");
        }
        let words = || sheets.iter().flat_map(|sheet| &sheet.words).filter(|word| word.middle < 262.0 * MM);
        let left = words().map(|word| word.left).fold(f64::MAX, f64::min);
        near("the left edge", left, 28.0 * MM, MM);
        // Lines are spread to both edges: the narrowest one is as it was set.
        let set = words().filter(|word| of_text(word));
        near("a character of the text", set.map(advance).fold(f64::MAX, f64::min), 15.75, 0.1);
    }
    near("a character of the red head", advance(find(&letter, "广东省扶贫开发领导小组")), 29.0, 0.5);
    let title = find(&circular, "关于");
    assert!((title.middle - find(&circular, "样例〔2020〕").middle) > 60.0, "the title follows the rule");
    let full = find(&circular, "各地级以上市党委");
    assert_eq!(full.text.chars().count(), 28, "{}", full.text);
    near("the addressees", full.left, 28.0 * MM, MM);
    near("a line of the text", full.right, (210.0 - 26.0) * MM, MM);
    let heading = find(&letter, "一、");
    near("a heading's indent", heading.left, 28.0 * MM + 2.0 * 16.0, 1.5);
    for number in 1..=3 {
        let label = format!("附件{number}");
        let begins = |sheet: &&Sheet| {
            sheet.text.contains(&label)
                && sheet.words[..20.min(sheet.words.len())].iter().any(|word| {
                    word.text.starts_with("附件")
                        && word.middle < 50.0 * MM
                        && (word.left - 28.0 * MM).abs() < MM
                })
        };
        assert_eq!(circular.iter().filter(begins).count(), 1, "{label} begins a sheet");
    }
    for (sheets, copies) in
        [(&circular, "抄送：省委组织部，省人力资源社会保障厅。"), (&letter, "抄送：省委组织部。")]
    {
        colophon_ends(sheets, copies);
    }
    let signed =
        letter.iter().find(|sheet| sheet.text.contains("2020年5月18日") && !sheet.text.contains("印发"));
    let signed = signed.expect("a signature");
    assert!(signed.text.contains("整改"), "some of the text stands on the sheet of the signature");
}

/// Whether a sheet has the colophon and no text above it.
fn colophon_alone(sheet: &Sheet) -> bool {
    let text = |word: &&Word| (37.0 * MM..240.0 * MM).contains(&word.middle);
    sheet.text.contains("印发") && !sheet.words.iter().any(|word| text(&word))
}

/// 版记 at the foot of the last sheet's type area, which is an even sheet; without a number where it stands alone.
fn colophon_ends(sheets: &[Sheet], copies: &str) {
    assert_eq!(sheets.len() % 2, 0, "the last sheet is odd");
    let last = sheets.last().expect("a sheet");
    assert!(last.text.contains(copies) && last.text.contains("日印发"), "{}", last.text);
    let foot = last.words.iter().filter(|word| word.text.contains("印发")).map(|word| word.middle);
    near("the last line", foot.fold(0.0, f64::max), (37.0 + 225.0 - 4.0) * MM, 2.0 * MM);
    let first = last.words.iter().find(|word| word.text.starts_with("抄送")).expect("抄送");
    near("抄送", first.left, 28.0 * MM + 14.0, MM);
    let number = last.words.iter().any(|word| word.middle > 265.0 * MM);
    assert_eq!(number, !colophon_alone(last), "a sheet of the colophon alone has no number");
}

/// Letters of so many lines of text, of which the last stands with the signature.
const LENGTHS: [usize; 14] = [1, 3, 8, 11, 14, 18, 21, 23, 25, 27, 33, 45, 54, 58];

/// A scheme with a subject for each of the lengths, and its letters.
fn letters_of_lengths() -> (Case, Vec<PathBuf>) {
    let ids: Vec<String> = LENGTHS.iter().map(|length| format!("of{length}")).collect();
    let names: Vec<&str> = ids.iter().map(String::as_str).collect();
    let case = Case::of(&names);
    let tree = "tree:\n  - {id: one, role: indicator, title: 甲项, method: grade}\n";
    case.year(2019, &format!("{GRADES}weighting: equal\n{tree}"));
    let mut body = String::new();
    for (id, length) in ids.iter().zip(LENGTHS) {
        case.record(2019, id, "observations:\n  one: {grade: 好}\n");
        let text = "正文一行。\n\n".repeat(length);
        body += &format!("{{% if subject.short == \"{id}\" %}}{text}{{% endif %}}");
    }
    let front = "title: 反馈\nissued: 2020-05-18\ndate: 2020年5月18日\ncopies: 某厅";
    case.file("2019/main/letter.md", &format!("---\n{front}\n---\n{body}")).build();
    let file = |id: &String| case.output().join(format!("2019/draft/main/letters/{id}.docx"));
    let files = ids.iter().map(file).collect();
    (case, files)
}

#[test]
fn the_colophon_stands_at_the_foot_of_the_last_even_sheet_however_long_the_text_is() {
    let Some(soffice) = office::soffice() else { return };
    let Some(pdftotext) = program::find(&["pdftotext"]) else { return };
    let scratch = TempDir::new().expect("a scratch folder");
    let (_case, files) = letters_of_lengths();
    office::convert(&soffice, office::PDF, scratch.path(), &files);
    let mut kinds = BTreeSet::new();
    for (file, length) in files.iter().zip(LENGTHS) {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let sheets = printed::sheets_of(&pdftotext, &scratch.path().join(format!("{name}.pdf")));
        colophon_ends(&sheets, "抄送：某厅。");
        let signed = |sheet: &Sheet| {
            let date = sheet.words.iter().filter(|word| word.text == "日" && word.middle < 262.0 * MM);
            date.map(|word| word.middle).next_back()
        };
        let ends = sheets.iter().enumerate().filter(|(_, sheet)| !colophon_alone(sheet));
        let (at, foot) = ends
            .filter_map(|(at, sheet)| signed(sheet).map(|foot| (at + 1, foot)))
            .next_back()
            .expect("a date");
        // Five lines: those of the colophon, and what stays free above it.
        let room = foot < (37.0 + 225.0) * MM - 5.0 * 28.95;
        let wanted = match (at % 2 == 0, room) {
            (true, true) => at,
            (true, false) => at + 2,
            (false, _) => at + 1,
        };
        assert_eq!(sheets.len(), wanted, "{length} lines end on sheet {at}");
        kinds.insert(wanted - at);
    }
    assert_eq!(kinds, BTreeSet::from([0, 1, 2]), "the lengths show every kind of ending");
}
