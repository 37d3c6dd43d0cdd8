//! Markdown files: front matter between `---` lines, then the text as it stands.

use std::sync::Arc;

use jiff::civil::Date;

use super::characters;
use super::files::Folder;
use super::left_over;
use super::mapping::Mapping;
use super::open;
use super::scalar;
use super::sink::Sink;
use super::value::Value;
use super::yaml;
use super::year::date_near;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{At, FreePage, Paper, Year};

/// The circular of a year, whose last day is told with it; it is sent not long after the year it is about.
pub(super) fn bulletin(
    folder: &Folder,
    path: &str,
    of: (Year, Date),
    problems: &mut Vec<Diagnostic>,
) -> Option<Paper> {
    read(folder, path, problems, |map, body, body_line| {
        let attachments = map
            .get("attachments")
            .and_then(Value::items)
            .into_iter()
            .flatten()
            .filter_map(|title| head(title, NAME))
            .collect();
        Some(Paper { attachments, ..paper(map, path, of, (body, body_line))? })
    })
}

/// What the letters to the subjects of a scheme are written from: it has a number of its own and no attachments.
pub(super) fn letter(
    folder: &Folder,
    path: &str,
    of: (Year, Date),
    problems: &mut Vec<Diagnostic>,
) -> Option<Paper> {
    read(folder, path, problems, |map, body, body_line| {
        let document = map.get("document").and_then(|value| head(value, NAME));
        Some(Paper { document, ..paper(map, path, of, (body, body_line))? })
    })
}

/// What all papers have.
fn paper(
    map: &Mapping<'_>,
    path: &str,
    (year, ends): (Year, Date),
    (body, body_line): (&str, u32),
) -> Option<Paper> {
    let read = |key, most| map.get(key).and_then(|value| head(value, most));
    let title = map.need("title").and_then(|value| head(value, NAME));
    let to = read("to", ADDRESSEES);
    let signed = read("signed", NAME);
    let date = read("date", NAME);
    let copies = read("copies", COPIES);
    let issuer = read("issuer", ISSUER);
    if let Some(value) = map.get("title") {
        left_over::title(value, year);
    }
    let issued = map.get("issued").and_then(|value| {
        let date = date_near(value, year)?;
        left_over::day(value, date, ends, &format!("考核时段到 {ends} 才结束"));
        Some(date)
    });
    Some(Paper {
        file: Arc::from(path),
        title: title?,
        document: None,
        to,
        signed,
        date,
        copies,
        issuer,
        issued,
        attachments: Vec::new(),
        body: body.to_owned(),
        body_line,
    })
}

/// The characters that fit where they stand: names and titles, addressees on the first sheet.
const NAME: usize = 200;
const ADDRESSEES: usize = 1_000;
/// 抄送 and 印发机关 stand at the foot of one sheet of 28 lines: lines of 26 characters, and of 13 beside the day.
const COPIES: usize = 350;
const ISSUER: usize = 150;

/// What stands around the text. Only the text is filled; the head is printed as it is written.
fn head(value: Value<'_>, most: usize) -> Option<String> {
    let text = value.line()?;
    let begins = ["{{", "{%", "{#"].into_iter().filter_map(|tag| text.find(tag)).min();
    if let Some(begins) = begins {
        let end = text[begins..].find('}').map_or(text.len(), |end| begins + end);
        let tag = text[begins..].get(..end - begins + "}}".len()).unwrap_or(&text[begins..]);
        let told = format!("“{}”里的占位符“{tag}”不会填写，会照原样印在公文上", value.name);
        let problem = value.problem(Code::HeadPlaceholder, told).found(&text);
        value.file.report(problem.hint("请在文件头里写定文字，如把 {{ year }} 写成年份；占位符只写在正文里"));
    }
    let length = text.chars().count();
    if length > most {
        let told = format!("“{}”有 {length} 个字，公文上这里最多放 {most} 个", value.name);
        let problem = value.problem(Code::TextTooLong, told).found(&text);
        value.file.report(
            problem.hint("请写得短些，如用统称（各地级以上市、省直有关单位）；名单可以放进附件或正文"),
        );
    }
    Some(text)
}

/// Reads a page of pages/; its file name is its address.
pub(super) fn page(folder: &Folder, path: &str, problems: &mut Vec<Diagnostic>) -> Option<FreePage> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let slug = name.strip_suffix(".md").unwrap_or(name);
    if let Err(why) = scalar::identifier(slug) {
        problems.push(
            Diagnostic::new(Code::FileName, Arc::from(path), format!("文件名“{name}”不能用：{why}"))
                .hint("文件名就是网页名，请用小写英文或拼音，如 about.md"),
        );
    }
    read(folder, path, problems, |map, body, body_line| {
        let title = map.line("title");
        let order = map.get("order").and_then(|order| order.integer(-10_000..=10_000)).unwrap_or(0);
        Some(FreePage {
            file: Arc::from(path),
            slug: slug.to_owned(),
            title: title?,
            order,
            body: body.to_owned(),
            body_line,
        })
    })
}

fn read<T>(
    folder: &Folder,
    path: &str,
    problems: &mut Vec<Diagnostic>,
    decode: impl FnOnce(&Mapping<'_>, &str, u32) -> Option<T>,
) -> Option<T> {
    open::text(folder, path, problems, |file| decode_file(file, decode))
}

fn decode_file<T>(file: &Sink<'_>, decode: impl FnOnce(&Mapping<'_>, &str, u32) -> Option<T>) -> Option<T> {
    let parts = split(file)?;
    characters::check_references(file, parts.body, parts.body_line);
    let tree = yaml::parse(file, Some((parts.front, parts.offset, 1)))?;
    let map = Value { node: &tree, name: "文件头", file }.mapping()?;
    if let Some(format) = map.get("format")
        && format.word("1").is_some_and(|word| word != "1")
    {
        file.report(format.problem(Code::Format, "format 只能是 1").allowed(["1"]));
    }
    let decoded = decode(&map, &characters::straight(parts.body), parts.body_line);
    map.finish();
    decoded
}

/// A Markdown file in its parts.
struct Parts<'s> {
    front: &'s str,
    offset: u32,
    body: &'s str,
    body_line: u32,
}

/// Front matter, the byte it begins at, and the text below it.
pub(super) fn parts<'s>(file: &Sink<'s>) -> Option<(&'s str, u32, &'s str)> {
    split(file).map(|parts| (parts.front, parts.offset, parts.body))
}

fn split<'s>(file: &Sink<'s>) -> Option<Parts<'s>> {
    let text = file.text();
    let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
    let dashes = |line: &str| line.trim_end() == "---";
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let refuse = |message: &str, length: usize| {
        let span = Span { start: 0, end: number(length), at: At { line: 1, column: 1 } };
        file.report(
            file.problem(Code::FrontMatter, span, message)
                .hint("文件开头要有 --- 一行，接着是 title: 标题 等各行，再以 --- 一行结束"),
        );
    };
    if !dashes(first) {
        refuse("文件开头缺少 --- 围起来的文件头", first.trim_end().len());
        return None;
    }
    let mut at = first.len();
    for (count, line) in text[at..].split_inclusive('\n').enumerate() {
        if dashes(line) {
            return Some(Parts {
                front: &text[first.len()..at],
                offset: number(first.len()),
                body: &text[at + line.len()..],
                body_line: number(count) + 3,
            });
        }
        at += line.len();
    }
    refuse("文件头没有结束：缺少第二行 ---", 3);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_front_matter_and_counts_lines() {
        let file = Sink::new(Arc::from("a.md"), "---\r\ntitle: 甲\n---\n正文\n---\n");
        let parts = split(&file).expect("front matter");
        assert_eq!(
            (parts.front, parts.offset, parts.body, parts.body_line),
            ("title: 甲\n", 5, "正文\n---\n", 4)
        );
        for text in ["", "正文", "---", "---\ntitle: 甲\n"] {
            let file = Sink::new(Arc::from("a.md"), text);
            assert!(split(&file).is_none(), "{text}");
            assert_eq!(file.finish().len(), 1);
        }
    }
}
