//! What stands on the sheets of a paper, from the red head to the record of issue.

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, Footer, Header, PageMargin, PageNum, Paragraph, Run,
    SpecialIndentType, XMLDocx,
};
use unicode_width::UnicodeWidthStr;

use super::record::record;
use super::styles::{CHARACTER, LINE, MARGINS, SHEET, document, exactly, id};
use super::table::Table;
use super::text::{Block, blocks};
use crate::site::{self, Attachment, Marks, PaperPage, TablePaper};

/// Characters of a line.
const LINE_CHARACTERS: i32 = 28;

/// The parts of the Word file.
pub(super) fn build(page: &PaperPage, body: &str) -> XMLDocx {
    let mut docx = sheets(document(), &page.marks);
    docx = docx.add_paragraph(red_head(page.signed));
    docx = docx.add_paragraph(words(id::NUMBER, page.document.unwrap_or_default()));
    docx = docx.add_paragraph(words(id::TITLE, page.heading));
    if let Some(to) = page.to {
        docx = docx.add_paragraph(words(id::ADDRESSEE, &format!("{to}：")));
    }
    let mut text = blocks(body);
    let last = text.pop();
    for block in text {
        docx = put(docx, block);
    }
    // Some of the text stands on the sheet of the signature.
    docx = match last {
        Some(Block::Paragraph(last)) => docx.add_paragraph(last.keep_next(true)),
        Some(table) => put(docx, table),
        None => docx,
    };
    for note in notes(&page.attachments) {
        docx = docx.add_paragraph(note);
    }
    for line in signature(page.signed, page.date) {
        docx = docx.add_paragraph(line);
    }
    for (at, of) in page.attachments.iter().enumerate() {
        docx = attachment(docx, &label(at, page.attachments.len()), of);
    }
    docx.add_table(record(page)).add_paragraph(words(id::END, "")).build()
}

/// A list, as of talks: a title, its sentence, and a table for each kind.
pub(super) fn list(page: &TablePaper) -> XMLDocx {
    let mut docx = sheets(document(), &page.marks)
        .add_paragraph(words(id::TITLE, &page.heading))
        .add_paragraph(words(id::BODY, &page.sentence));
    for talk in &page.tables {
        docx = docx.add_paragraph(words(id::HEADINGS[0], &talk.title));
        for note in &talk.notes {
            docx = docx.add_paragraph(words(id::BODY, note));
        }
        docx = docx.add_table(attached(talk).build()).add_paragraph(gap());
    }
    docx.build()
}

/// The size of the sheets, the marks above and the number below on each of them.
fn sheets(docx: Docx, marks: &Marks) -> Docx {
    let [top, bottom, left, right] = MARGINS;
    let (width, height) = SHEET;
    // The header lies 20 mm below the edge; the number 7 mm below the type area.
    let margin = PageMargin { top, bottom, left, right, header: 1_134, footer: 1_270, gutter: 0 };
    let pitch = usize::try_from(LINE).unwrap_or_default();
    let mut docx = docx.page_size(width, height).page_margin(margin);
    docx.document.section_property.doc_grid =
        Some(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch));
    let header = || Header::new().add_paragraph(words(id::HEADER, &mark(marks)));
    // Outside, one character from the edge: right on odd sheets, left on even ones.
    let number = |side: AlignmentType| {
        let paragraph = Paragraph::new().style(id::FOOTER).align(side).indent(
            Some(280),
            Some(SpecialIndentType::FirstLine(0)),
            Some(280),
            None,
        );
        let dash = |text: &str| Run::new().add_text(text);
        Footer::new()
            .add_paragraph(paragraph.add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —")))
    };
    docx.header(header())
        .even_header(header())
        .footer(number(AlignmentType::Right))
        .even_footer(number(AlignmentType::Left))
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
    parts.join("　")
}

/// A paragraph in one manner.
pub(super) fn words(style: &str, text: &str) -> Paragraph {
    let paragraph = Paragraph::new().style(style);
    if text.is_empty() { paragraph } else { paragraph.add_run(Run::new().add_text(text)) }
}

/// The organ's name on one line: as large as it fits, at most 44 pt.
fn red_head(organ: &str) -> Paragraph {
    let halves = organ.width().max(1);
    // 156 mm are 884 half points; a character of n half points is n wide, half of that for each column.
    let size = (2 * 870 / halves).clamp(36, 88);
    Paragraph::new().style(id::RED_HEAD).add_run(Run::new().size(size).add_text(organ))
}

fn put(docx: Docx, block: Block) -> Docx {
    match block {
        Block::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
        Block::Table(table) => docx.add_table(table.build()).add_paragraph(gap()),
    }
}

/// Half a line after a table, so that text and table do not touch.
fn gap() -> Paragraph {
    Paragraph::new().style(id::CELL).line_spacing(exactly(LINE / 2))
}

/// 附件 where there is one, 附件1, 附件2 … where there are several.
fn label(at: usize, of: usize) -> String {
    if of == 1 { "附件".to_owned() } else { format!("附件{}", at + 1) }
}

/// The list of attachments: two characters in, further lines under the first character of the title.
fn notes(attachments: &[Attachment]) -> Vec<Paragraph> {
    let several = attachments.len() > 1;
    let number = |at: usize| if several { format!("{}．", at + 1) } else { String::new() };
    let own = if several { 2 * CHARACTER } else { 0 };
    let note = |(at, of): (usize, &Attachment)| {
        let (text, hanging) = match at {
            0 => (format!("附件：{}{}", number(at), of.title), own + 3 * CHARACTER),
            _ => (format!("{}{}", number(at), of.title), own),
        };
        let left = 5 * CHARACTER + own;
        let note = words(id::ATTACHMENTS, &text).indent(
            Some(left),
            Some(SpecialIndentType::Hanging(hanging)),
            None,
            None,
        );
        if at == 0 { note.line_spacing(exactly(LINE).before(LINE.unsigned_abs())) } else { note }
    };
    attachments.iter().enumerate().map(note).collect()
}

/// Without a seal: the longer of organ and date ends two characters from the edge, the date begins two characters after
/// the organ.
fn signature(organ: &str, date: Option<&str>) -> Vec<Paragraph> {
    let characters = |text: &str| i32::try_from(text.width().div_ceil(2)).unwrap_or(LINE_CHARACTERS);
    let longest = characters(organ).max(date.map_or(0, |date| characters(date) + 2));
    let left = (LINE_CHARACTERS - 2 - longest).max(0) * CHARACTER;
    let line = |text: &str, left: i32| {
        words(id::SIGNATURE, text).indent(Some(left), Some(SpecialIndentType::FirstLine(0)), None, None)
    };
    let organ = line(organ, left).line_spacing(exactly(LINE).before(2 * LINE.unsigned_abs()));
    match date {
        Some(date) => {
            let after = exactly(LINE).after(LINE.unsigned_abs());
            vec![organ.keep_next(true), line(date, left + 2 * CHARACTER).line_spacing(after)]
        }
        None => vec![organ],
    }
}

fn attachment(mut docx: Docx, label: &str, of: &Attachment) -> Docx {
    docx = docx.add_paragraph(words(id::LABEL, label)).add_paragraph(words(id::SUBTITLE, of.title));
    for table in &of.tables {
        docx = docx.add_paragraph(words(id::CAPTION, &table.title)).add_table(attached(table).build());
    }
    docx
}

fn attached(of: &site::Table) -> Table {
    let mut table = Table::new(of.heads.iter().map(|head| head.class == "num").collect());
    table.heads = of.heads.iter().map(|head| head.title.clone()).collect();
    table.rows =
        of.rows.iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()).collect();
    table
}
