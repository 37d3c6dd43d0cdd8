//! The signs of a paper's tags, told apart as the engine tells them apart.

/// A tag, `{% … %}` or `{{ … }}`.
#[derive(Debug)]
pub(super) struct Tag<'s> {
    /// Where it begins in the source.
    pub start: usize,
    /// Whether it prints what it says.
    pub prints: bool,
    pub signs: Vec<Sign<'s>>,
}

/// A word, a number, a quoted text, or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign<'s> {
    pub text: &'s str,
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Text,
    Sign,
}

/// Goes through the tags of a source; ends where the engine would find a mistake.
pub(super) struct Signs<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Signs<'s> {
    pub fn of(source: &'s str) -> Self {
        Self { source, at: 0 }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// The signs up to the tag's end.
    fn tag(&mut self, end: &str) -> Option<Vec<Sign<'s>>> {
        let mut signs = Vec::new();
        loop {
            let rest = self.rest().trim_start_matches(|letter: char| letter.is_ascii_whitespace());
            self.at = self.source.len() - rest.len();
            let closing = rest.strip_prefix('-').unwrap_or(rest);
            if closing.starts_with(end) {
                self.at = self.source.len() - closing.len() + end.len();
                return Some(signs);
            }
            let (kind, length) = sign(rest)?;
            let (start, end) = (self.at, self.at + length);
            signs.push(Sign { text: &rest[..length], kind, start, end });
            self.at = end;
        }
    }
}

impl<'s> Iterator for Signs<'s> {
    type Item = Tag<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let bytes = self.rest().as_bytes();
            let found = bytes.windows(2).position(|pair| matches!(pair, b"{{" | b"{%" | b"{#"))?;
            let start = self.at + found;
            self.at = start;
            let rest = self.rest();
            if rest.starts_with("{#") {
                // The end is looked for from the beginning on, as the engine does: {#} is a whole comment.
                self.at += rest.find("#}")? + 2;
                continue;
            }
            let prints = rest.starts_with("{{");
            self.at += 2;
            if !prints && let Some(length) = named(self.rest(), "raw") {
                self.at += length;
                self.at += end_of_raw(self.rest())?;
                continue;
            }
            if self.rest().starts_with('-') {
                self.at += 1;
            }
            let signs = self.tag(if prints { "}}" } else { "%}" })?;
            return Some(Tag { start, prints, signs });
        }
    }
}

/// How long the rest of a tag is that consists of this name alone.
fn named(rest: &str, name: &str) -> Option<usize> {
    let blank = |letter: char| letter.is_ascii_whitespace();
    let after = rest.strip_prefix('-').unwrap_or(rest).trim_start_matches(blank);
    let after = after.strip_prefix(name)?.trim_start_matches(blank);
    let after = after.strip_prefix('-').unwrap_or(after).strip_prefix("%}")?;
    Some(rest.len() - after.len())
}

/// Where the text ends that stands as it is, its closing tag included.
fn end_of_raw(rest: &str) -> Option<usize> {
    let ends = rest.match_indices("{%").map(|(at, _)| at + 2);
    ends.filter_map(|at| Some(at + named(&rest[at..], "endraw")?)).next()
}

/// The kind and length of the sign that a text begins with.
fn sign(rest: &str) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    let counted = |is: fn(char) -> bool| rest.find(|letter| !is(letter)).unwrap_or(rest.len());
    Some(match first {
        '\'' | '"' | '`' => (Kind::Text, quoted(rest, first)?),
        '0'..='9' => {
            let whole = counted(|letter| letter.is_ascii_digit());
            let after = rest[whole..].strip_prefix('.');
            let part = after.map_or(0, |after| {
                1 + after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len())
            });
            (Kind::Number, whole + part)
        }
        'a'..='z' | 'A'..='Z' | '_' => {
            (Kind::Word, counted(|letter| letter == '_' || letter.is_ascii_alphanumeric()))
        }
        _ if rest.starts_with("...") => (Kind::Sign, 3),
        _ if ["//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["]
            .iter()
            .any(|two| rest.starts_with(two)) =>
        {
            // An optional item is asked for as one that must be there.
            (Kind::Sign, if first == '?' { 1 } else { 2 })
        }
        '+' | '-' | '*' | '/' | '%' | '!' | '.' | ',' | ':' | '~' | '|' | '=' | '>' | '<' | '(' | ')'
        | '[' | ']' | '{' | '}' | '@' => (Kind::Sign, 1),
        _ => return None,
    })
}

/// How long a quoted text is, its quotes included.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, letter)| {
        let ends = !escaped && *letter == quote;
        escaped = !escaped && *letter == '\\';
        ends
    });
    end.map(|(at, _)| at + 1)
}
