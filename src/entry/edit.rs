//! Changes of a text at places. What is not named stays to the byte.

use std::ops::Range;

use crate::content::Entry;

/// Changes that are made together.
#[derive(Debug, Default)]
pub(super) struct Edits {
    changes: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts a text in the place of these bytes. A place is changed once; one that an alias shows again is the same place.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        let taken = |(other, _): &(Range<usize>, String)| other.start < range.end && range.start < other.end;
        if !self.changes.iter().any(taken) {
            self.changes.push((range, with.into()));
        }
    }

    /// Takes an entry of a block mapping out, with its whole lines and the comments right above it; a list that stands
    /// within braces is emptied.
    pub fn remove(&mut self, text: &str, entry: &Entry) {
        let mut from = line_start(text, entry.at.start);
        if !text[from..entry.at.start].trim().is_empty() {
            // Within braces the line holds its neighbours as well.
            return self.replace(entry.value.range.clone(), "[]");
        }
        while from > 0 {
            let above = line_start(text, from - 1);
            if !text[above..from].trim_start().starts_with('#') {
                break;
            }
            from = above;
        }
        // A block of text ends where the next line begins, which is not its own.
        let end = text[..entry.value.range.end.max(entry.at.end)].trim_end().len();
        let to = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        // One blank line between what stands around it is enough.
        let blank_before = text[..from].ends_with("\n\n");
        let to = if blank_before && text[to..].starts_with('\n') { to + 1 } else { to };
        self.replace(from..to, "");
    }

    /// The text with all changes made.
    pub fn apply(mut self, text: &str) -> String {
        self.changes.sort_by_key(|(range, _)| range.start);
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for (range, with) in self.changes {
            changed.push_str(&text[at..range.start]);
            changed.push_str(&with);
            at = range.end;
        }
        changed.push_str(&text[at..]);
        changed
    }
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::outline;

    #[test]
    fn an_entry_goes_with_its_comment_and_the_rest_stays_to_the_byte() {
        let text = "format: 1\r\na: 1  # 甲\n\n# 抽取\n# 两行\ndraws:\n  - x: [1,\n      2]  # 尾\n\n# 后\nb: '二'\n";
        let tree = outline(text).expect("a tree");
        let mut edits = Edits::default();
        edits.remove(text, tree.entries().iter().find(|entry| entry.key == "draws").expect("draws"));
        edits.replace(tree.get("a").expect("a").range.clone(), "3");
        assert_eq!(edits.apply(text), "format: 1\r\na: 3  # 甲\n\n# 后\nb: '二'\n");
    }
}
