//! How long a paper becomes: on which sheet its text ends, and how much of that sheet it fills.
//!
//! All lines have exact heights, and Chinese characters are as wide as they are high; so this comes out as in a program
//! that breaks lines, but for what digits and letters of another typeface make longer or shorter.

use unicode_width::UnicodeWidthChar;

use super::document::{Block, Paragraph};
use super::style::{HEIGHT, WIDTH};
use super::table::Table;

/// Where a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Its sheet, from 1.
    pub sheet: i32,
    /// How much of the sheet is filled.
    pub height: i32,
}

/// How wide digits and letters are, in hundredths of half a Chinese character.
pub(super) type Stretch = i32;

/// Where these blocks end when digits and letters are so wide.
pub(super) fn end(blocks: &[Block], stretch: Stretch) -> End {
    let mut at = End { sheet: 1, height: 0 };
    for (position, block) in blocks.iter().enumerate() {
        let kept = kept(&blocks[position + 1..], stretch);
        match block {
            Block::Paragraph(paragraph) => at.paragraph(paragraph, stretch, kept),
            Block::Table(table) => at.table(table, stretch),
        }
    }
    at
}

impl End {
    fn next_sheet(&mut self) {
        *self = Self { sheet: self.sheet + 1, height: 0 };
    }

    /// Makes room for something of a height that is not broken.
    fn whole(&mut self, height: i32) {
        if self.height > 0 && self.height + height > HEIGHT {
            self.next_sheet();
        }
    }

    fn paragraph(&mut self, of: &Paragraph, stretch: Stretch, kept: i32) {
        let measures = of.style.measures();
        let spacing = of.spacing.unwrap_or(measures.spacing);
        let lines = lines(of, stretch);
        if measures.new_sheet && self.height > 0 {
            self.next_sheet();
        }
        if of.keep_next || measures.keep_next {
            self.whole(spacing.before + lines * spacing.line + spacing.after + kept);
        }
        self.height += spacing.before;
        for _ in 0..lines {
            self.whole(spacing.line);
            self.height += spacing.line;
        }
        // What is free below a paragraph may be lost at the edge.
        self.height = (self.height + measures.rule + spacing.after).min(HEIGHT);
    }

    fn table(&mut self, of: &Table, stretch: Stretch) {
        let head = of.head_height(stretch);
        let mut rows = of.row_heights(stretch);
        let first = rows.next().unwrap_or_default();
        self.whole(head + first);
        self.height += head + first;
        for row in rows {
            if self.height + row > HEIGHT {
                self.next_sheet();
                self.height = head;
            }
            self.height += row;
        }
    }
}

/// What has to stand on the sheet of a paragraph that is kept with it.
fn kept(next: &[Block], stretch: Stretch) -> i32 {
    match next.first() {
        Some(Block::Paragraph(first)) => {
            let measures = first.style.measures();
            let spacing = first.spacing.unwrap_or(measures.spacing);
            let further = first.keep_next || measures.keep_next;
            let below = if further { spacing.after + kept(&next[1..], stretch) } else { 0 };
            let lines = if further { lines(first, stretch) } else { 1 };
            spacing.before + lines * spacing.line + below
        }
        Some(Block::Table(table)) => {
            table.head_height(stretch) + table.row_heights(stretch).next().unwrap_or_default()
        }
        None => 0,
    }
}

/// How many lines a paragraph has.
fn lines(of: &Paragraph, stretch: Stretch) -> i32 {
    let measures = of.style.measures();
    let (left, first) = of.indent.map_or((0, measures.first), |indent| (indent.left, -indent.hanging));
    let character = of.runs.first().and_then(|run| run.size).map_or(measures.character, |size| {
        // A character of n half points is ten times n twentieths of a point wide.
        i32::try_from(size * 10).unwrap_or(measures.character)
    });
    let mut broken: Vec<String> = vec![String::new()];
    for run in &of.runs {
        for (at, line) in run.lines.iter().enumerate() {
            if at > 0 {
                broken.push(String::new());
            }
            if let Some(last) = broken.last_mut() {
                last.push_str(line);
            }
        }
    }
    let count = |(at, text): (usize, &String)| {
        let first = if at == 0 { first } else { 0 };
        count(text, WIDTH - left, first, character, stretch)
    };
    broken.iter().enumerate().map(count).sum()
}

/// How many lines of a width a text takes.
pub(super) fn count(text: &str, width: i32, first: i32, character: i32, stretch: Stretch) -> i32 {
    // In hundredths, so that all of it is exact.
    let (character, width) = (i64::from(character), 100 * i64::from(width));
    let wide = |of: char| {
        let halves = i64::try_from(of.width().unwrap_or(0)).unwrap_or_default();
        halves * character * if of.is_ascii() { i64::from(stretch) } else { 100 } / 2
    };
    let (mut lines, mut at) = (1, 100 * i64::from(first));
    let mut before = ' ';
    for piece in pieces(text) {
        // Programs put a space between Chinese and other words.
        if piece.chars().next().is_some_and(|first| apart(before, first)) {
            at += SPACE * character;
        }
        before = piece.chars().next_back().unwrap_or(' ');
        let length: i64 = piece.chars().map(wide).sum();
        // What ends a clause may reach over the edge.
        let needed = if HANGING.contains(before) { length - wide(before) } else { length };
        if at + needed <= width + EDGE {
            at += length;
            continue;
        }
        if at > 0 {
            lines += 1;
            at = 0;
        }
        // What is longer than a line is broken anywhere.
        for step in piece.chars().map(wide) {
            if at + step > width + EDGE {
                lines += 1;
                at = 0;
            }
            at += step;
        }
    }
    lines
}

/// What a line may be too long by: programs round.
const EDGE: i64 = 100;
/// The space between Chinese and other words, in hundredths of a character.
const SPACE: i64 = 20;

/// Whether there is one between two characters.
fn apart(before: char, after: char) -> bool {
    let han = |of: char| ('\u{3400}'..='\u{9fff}').contains(&of);
    (han(before) && after.is_ascii_alphanumeric()) || (before.is_ascii_alphanumeric() && han(after))
}

/// What may stand outside the edge.
const HANGING: &str = "，。、 ";
/// What never begins a line.
const CLOSING: &str = "，。、；：！？．）〕】》”’·% ";
/// What never ends one.
const OPENING: &str = "（〔【《“‘";

/// What is not broken over lines: single Chinese characters, words and numbers of others, each with the punctuation
/// that belongs to it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.char_indices().peekable();
        while letters.next_if(|(_, letter)| OPENING.contains(*letter)).is_some() {}
        let (_, first) = letters.next().or_else(|| rest.char_indices().next())?;
        if first.is_ascii() {
            while letters.next_if(|(_, letter)| letter.is_ascii() && *letter != ' ').is_some() {}
        }
        while letters.next_if(|(_, letter)| CLOSING.contains(*letter)).is_some() {}
        let end = letters.peek().map_or(rest.len(), |(at, _)| *at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::docx::document::Run;
    use crate::render::docx::style::{LINE, Style};
    use crate::render::docx::table::Words;

    /// How many lines of ten characters.
    fn ten(text: &str) -> i32 {
        count(text, 3_150, 0, 315, 100)
    }

    #[test]
    fn lines_are_broken_as_chinese_lines_are() {
        for (text, lines) in [
            ("", 1),
            ("一二三四五六七八九十", 1),
            ("一二三四五六七八九十一", 2),
            // A comma may stand outside the edge, a bracket may not.
            ("一二三四五六七八九十，", 1),
            ("一二三四五六七八九（十", 2),
            ("一二三四五六七八九十）", 2),
            ("一二三四五六七八九“十", 2),
            // Numbers are not broken, and stand apart from what is around them.
            ("一二三四五六七2019", 1),
            ("一二三四五六七八2019", 2),
            ("一二三四五六七2019年", 2),
            ("012345678901234567890", 2),
        ] {
            assert_eq!(ten(text), lines, "{text}");
        }
        assert_eq!(count("一二三四五六七八九", 3_150, 630, 315, 100), 2);
        assert_eq!(count("0123456789012345678", 3_150, 0, 315, 110), 2);
    }

    fn paragraphs(count: usize) -> Vec<Block> {
        (0..count).map(|_| Paragraph::new(Style::Signature, "一行").into()).collect()
    }

    fn sheet(blocks: &[Block]) -> (i32, i32) {
        let End { sheet, height } = end(blocks, 100);
        (sheet, height)
    }

    #[test]
    fn twenty_two_lines_fill_a_sheet() {
        assert_eq!(sheet(&paragraphs(22)), (1, 22 * LINE));
        assert_eq!(sheet(&paragraphs(23)), (2, LINE));
        let broken = Run { lines: vec!["甲".to_owned(), "乙".repeat(29)], ..Run::new("") };
        let paragraph = Paragraph { runs: vec![broken], ..Paragraph::new(Style::Signature, "") };
        assert_eq!(sheet(&[paragraph.into()]), (1, 3 * LINE));
    }

    #[test]
    fn what_is_kept_together_moves_together() {
        let mut blocks = paragraphs(21);
        blocks.push(Paragraph::new(Style::Heading1, "一、").into());
        assert_eq!(sheet(&blocks), (1, 22 * LINE));
        blocks.push(Paragraph::new(Style::Body, "正文").into());
        assert_eq!(sheet(&blocks), (2, 2 * LINE));
        blocks.push(Paragraph::new(Style::Label, "附件").into());
        assert_eq!(sheet(&blocks), (3, LINE));
    }

    #[test]
    fn rows_are_whole_and_heads_repeated() {
        let rows = (0..40).map(|_| vec!["甲".to_owned()]).collect();
        let table = Words { numbers: vec![false], heads: vec!["项目".to_owned()], rows }.table();
        // 411 a row: a head and 30 rows fill a sheet.
        assert_eq!(sheet(&[table.into()]), (2, 11 * 411));
    }
}
