//! What stands on the sheets of a paper, from the red head to the record of issue.

use unicode_width::UnicodeWidthStr;

use super::colophon;
use super::document::{Block, Document, Indent, Paragraph, Run, Spacing};
use super::style::{CHARACTER, LINE, Style};
use super::table::{Table, Words};
use super::text::blocks;
use crate::site::{self, Attachment, Marks, PaperPage, TablePaper};

/// Characters of a line.
const LINE_CHARACTERS: i32 = 28;

/// What the Word file of a paper shows.
pub(super) fn build(page: &PaperPage, body: &str) -> Document {
    let mut out: Vec<Block> = vec![
        red_head(page.signed).into(),
        Paragraph::new(Style::Number, page.document.unwrap_or_default()).into(),
        Paragraph::new(Style::Title, page.heading).into(),
    ];
    out.extend(page.to.map(|to| Paragraph::new(Style::Addressee, &format!("{to}：")).into()));
    let mut text = blocks(body);
    // Some of the text stands on the sheet of the signature.
    if let Some(Block::Paragraph(last)) = text.last_mut() {
        last.keep_next = true;
    }
    for block in text {
        put(&mut out, block);
    }
    out.extend(notes(&page.attachments).map(Block::from));
    out.extend(signature(page.signed, page.date).into_iter().map(Block::from));
    for (at, of) in page.attachments.iter().enumerate() {
        attachment(&mut out, &label(at, page.attachments.len()), of);
    }
    let day = page.source.issued.map(|day| day.to_string());
    colophon::add(document(page.heading, page.signed, day, &page.marks, out), page)
}

/// A list of talks: a title, its sentence, and a table for each kind.
pub(super) fn list(page: &TablePaper) -> Document {
    let mut out: Vec<Block> = vec![
        Paragraph::new(Style::Title, &page.heading).into(),
        Paragraph::new(Style::Body, &page.sentence).into(),
    ];
    for talk in &page.tables {
        out.push(Paragraph::new(Style::Heading1, &talk.title).into());
        out.extend(talk.notes.iter().map(|note| Paragraph::new(Style::Body, note).into()));
        put(&mut out, attached(talk).into());
    }
    document(&page.heading, page.organ, None, &page.marks, out)
}

fn document(title: &str, author: &str, day: Option<String>, marks: &Marks, blocks: Vec<Block>) -> Document {
    Document {
        title: title.to_owned(),
        author: author.to_owned(),
        // A Word file must have a day; this one says that there is none.
        day: day.unwrap_or_else(|| "1970-01-01".to_owned()),
        mark: mark(marks),
        blocks,
        colophon: None,
        colophon_alone: false,
    }
}

/// What must not be overlooked, on every sheet.
fn mark(marks: &Marks) -> String {
    let mut parts: Vec<String> = marks.classification.iter().map(|text| (*text).to_owned()).collect();
    if marks.sample {
        parts.push("示例数据，不得引用".to_owned());
    }
    if let Some(provisional) = marks.provisional {
        parts.push(format!("{provisional}，{}", marks.why));
    }
    if marks.missing > 0 {
        parts.push(format!("缺报{}项", marks.missing));
    }
    if marks.unsettled > 0 {
        parts.push(format!("未定稿{}份", marks.unsettled));
    }
    parts.extend(marks.register.clone());
    parts.join("　")
}

/// The organ's name on one line: as large as it fits, at most 44 pt.
fn red_head(organ: &str) -> Paragraph {
    let halves = organ.width().max(1);
    // 156 mm are 884 half points; a character of n half points is n wide, half of that for each column.
    let size = (2 * 870 / halves).clamp(36, 88);
    // Lines a quarter higher than the type.
    let line = i32::try_from(size * 25 / 2).unwrap_or(LINE);
    let spacing = Some(Spacing { line, ..Style::RedHead.measures().spacing });
    let runs = vec![Run { size: Some(size), ..Run::new(organ) }];
    Paragraph { runs, spacing, ..Paragraph::new(Style::RedHead, "") }
}

/// Half a line after a table, so that text and table do not touch.
fn put(out: &mut Vec<Block>, block: Block) {
    let table = matches!(block, Block::Table(_));
    out.push(block);
    if table {
        let spacing = Some(Spacing { before: 0, after: 0, line: LINE / 2 });
        out.push(Paragraph { spacing, ..Paragraph::new(Style::Cell, "") }.into());
    }
}

/// 附件 where there is one, 附件1, 附件2 … where there are several.
fn label(at: usize, of: usize) -> String {
    if of == 1 { "附件".to_owned() } else { format!("附件{}", at + 1) }
}

/// The list of attachments: two characters in, further lines under the first character of the title.
fn notes(attachments: &[Attachment]) -> impl Iterator<Item = Paragraph> {
    let several = attachments.len() > 1;
    let own = if several { 2 * CHARACTER } else { 0 };
    attachments.iter().enumerate().map(move |(at, of)| {
        let number = if several { format!("{}．", at + 1) } else { String::new() };
        let (text, hanging, before) = match at {
            0 => (format!("附件：{number}{}", of.title), own + 3 * CHARACTER, LINE),
            _ => (format!("{number}{}", of.title), own, 0),
        };
        Paragraph {
            indent: Some(Indent { left: 5 * CHARACTER + own, hanging }),
            spacing: Some(Spacing { before, after: 0, line: LINE }),
            ..Paragraph::new(Style::Attachments, &text)
        }
    })
}

/// Without a seal: the longer of organ and date ends two characters from the edge, the date begins two characters after
/// the organ.
fn signature(organ: &str, date: Option<&str>) -> Vec<Paragraph> {
    let characters = |text: &str| i32::try_from(text.width().div_ceil(2)).unwrap_or(LINE_CHARACTERS);
    let longest = characters(organ).max(date.map_or(0, |date| characters(date) + 2));
    let left = (LINE_CHARACTERS - 2 - longest).max(0) * CHARACTER;
    let line = |text: &str, left: i32, before: i32, after: i32| Paragraph {
        indent: Some(Indent { left, hanging: 0 }),
        spacing: Some(Spacing { before, after, line: LINE }),
        ..Paragraph::new(Style::Signature, text)
    };
    let organ = line(organ, left, 2 * LINE, 0);
    match date {
        Some(date) => {
            let organ = Paragraph { keep_next: true, ..organ };
            vec![organ, line(date, left + 2 * CHARACTER, 0, LINE)]
        }
        None => vec![organ],
    }
}

fn attachment(out: &mut Vec<Block>, label: &str, of: &Attachment) {
    out.push(Paragraph::new(Style::Label, label).into());
    out.push(Paragraph::new(Style::Subtitle, of.title).into());
    for table in &of.tables {
        out.push(Paragraph::new(Style::Caption, &table.title).into());
        out.push(attached(table).into());
    }
}

fn attached(of: &site::Table) -> Table {
    let words = |row: &site::Row| row.iter().map(|cell| cell.shown().into_owned()).collect();
    let table = Words {
        numbers: of.heads.iter().map(|head| head.class == "num").collect(),
        heads: of.heads.iter().map(|head| head.title.clone()).collect(),
        rows: of.rows.iter().map(words).collect(),
    };
    table.table()
}
