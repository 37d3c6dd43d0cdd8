//! Markdown as paragraphs and tables.

use docx_rs::{BreakType, Paragraph, Run};
use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::styles::id;
use super::table::Table;
use crate::render::markdown;

/// A piece of a paper's text.
pub(super) enum Block {
    /// A paragraph or heading.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Table),
}

/// The text of a paper. What a sheet of paper has no use for is left out: links show their text, pictures what they are
/// described as.
pub(super) fn blocks(body: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    markdown::events(body).for_each(|event| writer.event(event));
    writer.blocks
}

/// Words in one manner.
struct Piece {
    text: String,
    bold: bool,
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    /// The words of the paragraph or cell that is open.
    pieces: Vec<Piece>,
    /// How many `strong` are open.
    bold: usize,
    /// The lists that are open, each with the number of its next item.
    lists: Vec<Option<u64>>,
    /// What the next paragraph begins with: an item's number, a footnote's.
    lead: String,
    /// The table that is open.
    table: Option<Open>,
}

/// A table while it is read.
struct Open {
    table: Table,
    row: Vec<String>,
}

impl Writer {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.words(&text);
            }
            Event::FootnoteReference(name) => self.words(&format!("〔{name}〕")),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.words("\n"),
            Event::Rule | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::List(first) => {
                // An item's own words end where a list inside it begins.
                self.paragraph(id::BODY);
                self.lists.push(first);
            }
            Tag::Item => {
                self.lead = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}．", *number - 1)
                    }
                    _ => "· ".to_owned(),
                };
            }
            Tag::FootnoteDefinition(name) => self.lead = format!("〔{name}〕"),
            Tag::Table(alignments) => {
                let numbers = alignments.iter().map(|of| *of == Alignment::Right).collect();
                self.table = Some(Open { table: Table::new(numbers), row: Vec::new() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.paragraph(id::BODY);
            }
            TagEnd::Heading(level) => self.paragraph(match level {
                HeadingLevel::H1 | HeadingLevel::H2 => id::HEADINGS[0],
                HeadingLevel::H3 => id::HEADINGS[1],
                _ => id::HEADINGS[2],
            }),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableCell => {
                let text = self.pieces.drain(..).map(|piece| piece.text).collect();
                if let Some(open) = &mut self.table {
                    open.row.push(text);
                }
            }
            TagEnd::TableHead => {
                if let Some(open) = &mut self.table {
                    open.table.heads = std::mem::take(&mut open.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(open) = &mut self.table {
                    open.table.rows.push(std::mem::take(&mut open.row));
                }
            }
            TagEnd::Table => {
                self.blocks.extend(self.table.take().map(|open| Block::Table(open.table)));
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        let bold = self.bold > 0;
        match self.pieces.last_mut().filter(|last| last.bold == bold) {
            Some(last) => last.text.push_str(text),
            None => self.pieces.push(Piece { text: text.to_owned(), bold }),
        }
    }

    /// A line break of the source is a space between Latin words, and nothing between characters.
    fn soft_break(&mut self) {
        let latin = self.pieces.last().is_some_and(|last| last.text.ends_with(|end: char| end.is_ascii()));
        if latin {
            self.words(" ");
        }
    }

    /// Ends the paragraph that is open; an empty one leaves nothing.
    fn paragraph(&mut self, style: &str) {
        if self.table.is_some() || self.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return;
        }
        let mut paragraph = Paragraph::new().style(style);
        let lead = std::mem::take(&mut self.lead);
        if !lead.is_empty() {
            paragraph = paragraph.add_run(Run::new().add_text(lead));
        }
        for Piece { text, bold } in self.pieces.drain(..) {
            let mut run = Run::new();
            for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
                if at > 0 {
                    run = run.add_break(BreakType::TextWrapping);
                }
                run = run.add_text(line);
            }
            paragraph = paragraph.add_run(if bold { run.bold() } else { run });
        }
        self.blocks.push(Block::Paragraph(Box::new(paragraph)));
    }
}
