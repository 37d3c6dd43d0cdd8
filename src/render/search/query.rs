//! The query as it is meant to work: what matches, and what comes first. The browser does the same faster.

use super::readings;
use super::terms::{is_latin, normal};

/// An entry to search in.
#[derive(Clone, Copy, Debug)]
pub struct Document<'d> {
    /// 0 subject, 1 indicator, 2 clause, 3 problem, 4 page.
    pub kind: u8,
    pub title: &'d str,
    pub text: &'d str,
    /// The name of its place.
    pub place: &'d str,
    /// Its year, 0 for none.
    pub year: i16,
}

/// How well a word sits: 0 the whole title, 1 its beginning, 2 inside, 3 and 4 the same in pinyin, 9 not there.
type Quality = u8;

/// The documents that match every word of a query, best first: title before text, then by kind, then by how well it
/// sits, newer years first, and else in their own order.
pub fn find(documents: &[Document], query: &str) -> Vec<usize> {
    let query: String = query.chars().map(normal).collect();
    let words: Vec<Vec<char>> = query.split_whitespace().map(|word| word.chars().collect()).collect();
    let mut found: Vec<_> = documents
        .iter()
        .enumerate()
        .filter_map(|(position, document)| {
            let (in_text, quality) = rate(document, &words)?;
            Some((in_text, document.kind, quality, std::cmp::Reverse(document.year), position))
        })
        .collect();
    found.sort();
    found.into_iter().map(|(.., position)| position).collect()
}

/// Whether it is found by its text alone, and how well the worst word sits in the title.
fn rate(document: &Document, words: &[Vec<char>]) -> Option<(bool, Quality)> {
    let [title, text, place] = [document.title, document.text, document.place]
        .map(|text| text.chars().map(normal).collect::<Vec<_>>());
    let (mut in_title, mut in_text, mut worst) = (false, false, 0);
    for word in words {
        if let Some(quality) = in_this(&title, word) {
            in_title = true;
            worst = worst.max(quality);
        } else if let Some((start, _)) = by_pinyin(&title, word) {
            in_title = true;
            worst = worst.max(if start == 0 { 3 } else { 4 });
        } else if in_this(&text, word).is_some() {
            in_text = true;
        } else {
            in_this(&place, word)?;
        }
    }
    // The place alone narrows what other words find, it finds nothing by itself.
    if in_title { Some((false, worst)) } else { in_text.then_some((true, 9)) }
}

/// Where a word stands in a normal text; a latin word only where one begins.
fn in_this(text: &[char], word: &[char]) -> Option<Quality> {
    let at = text
        .windows(word.len())
        .enumerate()
        .position(|(at, here)| here == word && (!is_latin(word[0]) || at == 0 || !is_latin(text[at - 1])))?;
    Some(if text.len() == word.len() {
        0
    } else if at == 0 {
        1
    } else {
        2
    })
}

/// The characters, from and to, that may be typed as `word`: each by a reading or its initial, the last by any
/// beginning of one.
pub fn by_pinyin(text: &[char], word: &[char]) -> Option<(usize, usize)> {
    if word.is_empty() || !word.iter().all(char::is_ascii_lowercase) {
        return None;
    }
    let word: String = word.iter().collect();
    (0..text.len()).find_map(|start| Some((start, typed(text, start, &word)?)))
}

fn typed(text: &[char], at: usize, rest: &str) -> Option<usize> {
    let readings = readings(*text.get(at)?);
    if readings.iter().any(|reading| reading.starts_with(rest)) {
        return Some(at + 1);
    }
    readings.iter().find_map(|reading| {
        let double = if reading.as_bytes().get(1) == Some(&b'h') { &reading[..2] } else { reading };
        [reading, double, &reading[..1]]
            .into_iter()
            .find_map(|part| typed(text, at + 1, rest.strip_prefix(part)?))
    })
}
