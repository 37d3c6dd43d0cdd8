//! A page of the manual, taken apart: headings, fenced blocks, tables and pictures, each with its line.

use crate::case::source;

/// A part of a page.
#[derive(Debug)]
pub enum Piece {
    /// `## …`, whatever its level.
    Heading(String),
    /// A fenced block: what stands after the fence, and its text.
    Block { kind: String, text: String },
    /// A table: its head, its rows with their lines.
    Table { head: Vec<String>, rows: Vec<(usize, Vec<String>)> },
    /// A picture, by its address.
    Picture(String),
    /// `<!-- 删去 … -->`: the file or folder that the reader takes away here.
    Away(String),
}

/// The parts of a page of `docs/zh/` in their order, with the line each begins on.
pub fn pieces(name: &str) -> Vec<(usize, Piece)> {
    let text = source(&format!("docs/zh/{name}"));
    let mut found: Vec<(usize, Piece)> = Vec::new();
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line)).peekable();
    while let Some((at, line)) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let inner = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
            let text = inner.flat_map(|line| [line, "\n"]).collect();
            found.push((at, Piece::Block { kind: kind.to_owned(), text }));
        } else if line.starts_with('#') {
            found.push((at, Piece::Heading(line.trim_start_matches(['#', ' ']).to_owned())));
        } else if let Some(away) = line.strip_prefix("<!-- 删去 ").and_then(|rest| rest.strip_suffix(" -->"))
        {
            found.push((at, Piece::Away(away.to_owned())));
        } else if line.starts_with("![") {
            let address = line.split("](").nth(1).and_then(|rest| rest.split(')').next());
            found.push((at, Piece::Picture(address.expect("a picture has an address").to_owned())));
        } else if line.starts_with('|') {
            let mut rows = Vec::new();
            while let Some((at, row)) = lines.next_if(|(_, line)| line.starts_with('|')) {
                if !row.starts_with("| -") {
                    rows.push((at, cells(row)));
                }
            }
            found.push((at, Piece::Table { head: cells(line), rows }));
        }
    }
    found
}

fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{1}");
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.split('|').map(|cell| cell.replace('\u{1}', "|").trim().to_owned()).collect()
}

/// What stands in backticks.
pub fn code(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}
