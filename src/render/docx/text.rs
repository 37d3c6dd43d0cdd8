//! Markdown as paragraphs and tables.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use super::document::{Block, Paragraph, Run};
use super::style::Style;
use super::table::Words;
use crate::model::printable;
use crate::render::markdown;

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
    words: Words,
    row: Vec<String>,
}

impl Writer {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                // A number (`&#8238;`) may name what is not printed.
                self.words(&printable(&text));
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
                self.paragraph(Style::Body);
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
                self.table = Some(Open { words: Words { numbers, ..Words::default() }, row: Vec::new() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.paragraph(Style::Body);
            }
            TagEnd::Heading(level) => self.paragraph(match level {
                HeadingLevel::H1 | HeadingLevel::H2 => Style::Heading1,
                HeadingLevel::H3 => Style::Heading2,
                _ => Style::Heading3,
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
                    open.words.heads = std::mem::take(&mut open.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(open) = &mut self.table {
                    open.words.rows.push(std::mem::take(&mut open.row));
                }
            }
            TagEnd::Table => {
                self.blocks.extend(self.table.take().map(|open| open.words.table().into()));
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
    fn paragraph(&mut self, style: Style) {
        if self.table.is_some() || self.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return;
        }
        let lead = std::mem::take(&mut self.lead);
        let mut paragraph = Paragraph::new(style, &lead);
        let run = |Piece { text, bold }: Piece| Run { bold, ..Run::new(&text) };
        paragraph.runs.extend(self.pieces.drain(..).map(run));
        self.blocks.push(paragraph.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fill;

    /// The words of paragraphs, `表` for a table.
    fn words(body: &str, x: &str) -> Vec<String> {
        let line = |block: Block| match block {
            Block::Paragraph(of) => {
                of.runs.iter().flat_map(|run| &run.lines).map(|line| line.as_str()).collect()
            }
            Block::Table(_) => "表".to_owned(),
        };
        blocks(&fill::with(body, x).expect("it can be filled")).into_iter().map(line).collect()
    }

    #[test]
    fn text_of_a_record_stays_text() {
        for x in [
            "- 甲",
            "1. 甲",
            "===",
            "---",
            "甲\r乙",
            "甲 {.x}",
            "{#a}",
            "|a|",
            "\\",
            "<b>&amp;",
            "`甲`",
            "    甲",
            "# 甲",
            "**甲**",
            "[甲](乙)",
            "<a@b.c>",
            "～",
            "> 甲",
            "```",
            "{{ x }}",
        ] {
            let own = x.replace('\r', " ");
            let squeezed: Vec<_> = words("{{ x }}", x).iter().map(|line| line.trim().to_owned()).collect();
            assert_eq!(squeezed, [own.trim()]);
            assert_eq!(words("前{{ x }}后\n\n乙", x), [format!("前{own}后"), "乙".to_owned()]);
            assert_eq!(words("## {{ x }}\n\n- 前{{ x }}", x)[1], format!("· 前{own}"));
            assert_eq!(words("| {{ x }} |\n|---|\n| {{ x }} |\n\n乙", x), ["表", "乙"]);
        }
        assert_eq!(words("## 甲 {.a .b}\n\n<a@b.c>", ""), ["甲", "a@b.c"]);
    }
}
