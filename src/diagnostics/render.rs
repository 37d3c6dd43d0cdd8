//! Diagnostics for people: the source line with a caret that sits right under Chinese text.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};

use super::{Diagnostic, Level, Span};

/// Whether escape codes of a terminal are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape codes: for files, pipes and dumb terminals.
    Plain,
    /// ANSI colours.
    Coloured,
}

/// Bytes of the longest line that is shown; of a line wider than the picture the part around the caret is.
const LONGEST_LINE: usize = 20_000;
/// How many allowed words are listed.
const MOST_WORDS: usize = 24;

/// One diagnostic, with a closing line break.
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let mark = match diagnostic.level() {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
    };
    let mut group = Group::with_title(
        mark.with_name(Some(diagnostic.level().word()))
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.as_str()),
    );
    let lines = excerpt(diagnostic);
    group = match &lines {
        Some(lines) => group.element(lines.snippet(diagnostic)),
        None => group.element(origin(diagnostic)),
    };
    let paired = lines.as_ref().is_some_and(|lines| lines.second.is_some());
    for (name, text) in footers(diagnostic, lines.is_some(), paired) {
        group = group.element(Mark::NOTE.with_name(Some(name)).message(text));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

/// All diagnostics, a blank line between them.
pub fn render_all(diagnostics: &[Diagnostic], style: Style) -> String {
    diagnostics.iter().map(|diagnostic| render(diagnostic, style)).collect::<Vec<_>>().join("\n")
}

/// The place alone, where there is no text to show.
fn origin(diagnostic: &Diagnostic) -> Origin<'_> {
    let origin = Origin::path(&*diagnostic.file);
    match diagnostic.span {
        Some(span) => origin.line(span.at.line as usize).char_column(span.at.column as usize),
        None => origin,
    }
}

/// What stands under the source line. `labelled`: the suggestion stands at the caret; `paired`: the second place is shown.
fn footers(diagnostic: &Diagnostic, labelled: bool, paired: bool) -> Vec<(&'static str, String)> {
    let mut footers = Vec::new();
    if !labelled && let Some(label) = label(diagnostic) {
        footers.push(("建议", label));
    }
    if !diagnostic.allowed.is_empty() {
        let mut words = diagnostic.allowed.iter().take(MOST_WORDS).cloned().collect::<Vec<_>>().join("、");
        if diagnostic.allowed.len() > MOST_WORDS {
            words.push_str(&format!(" 等 {} 个", diagnostic.allowed.len()));
        }
        footers.push(("可以写", visible(&words)));
    }
    if let Some(other) = &diagnostic.related
        && !paired
    {
        let at =
            if other.at.line > 0 { format!(":{}:{}", other.at.line, other.at.column) } else { String::new() };
        footers.push(("参见", visible(&format!("{}{at} {}", other.file, other.label))));
    }
    if let Some(hint) = &diagnostic.hint {
        footers.push(("办法", visible(hint)));
    }
    footers
}

fn label(diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.suggestion.as_ref().map(|word| format!("您是不是要写 {word} ？"))
}

/// The text with control characters made visible, so that a file cannot play tricks on the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// The lines that are shown, cut out of the file so that a large file costs no more than a small one.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    primary: Range<usize>,
    second: Option<(Range<usize>, &'a str)>,
}

fn excerpt(diagnostic: &Diagnostic) -> Option<Excerpt<'_>> {
    let source = diagnostic.source.as_deref()?;
    let span = diagnostic.span?;
    let first = line_of(source, span)?;
    if first.len() > LONGEST_LINE {
        return None;
    }
    let primary = clip(source, span, &first);
    // The second place is drawn in the same picture when it is near; else it is named underneath.
    let second = diagnostic.related.as_ref().and_then(|other| Some((other.span?, other.label.as_str())));
    if let Some((other, label)) = second
        && let Some(line) = line_of(source, other)
        && line.len() <= LONGEST_LINE
    {
        let whole = first.start.min(line.start)..first.end.max(line.end);
        if whole.len() <= 20_000 {
            let place = clip(source, other, &line);
            return Some(Excerpt {
                text: &source[whole.clone()],
                line: span.at.line.min(other.at.line) as usize,
                primary: primary.start - whole.start..primary.end - whole.start,
                second: Some((place.start - whole.start..place.end - whole.start, label)),
            });
        }
    }
    Some(Excerpt {
        text: &source[first.clone()],
        line: span.at.line as usize,
        primary: primary.start - first.start..primary.end - first.start,
        second: None,
    })
}

/// The line a span begins on, without its line break.
fn line_of(source: &str, span: Span) -> Option<Range<usize>> {
    let start = span.start as usize;
    let before = source.get(..start)?;
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let to = source[start..].find('\n').map_or(source.len(), |at| start + at);
    let to = if source[from..to].ends_with('\r') { to - 1 } else { to };
    Some(from..to.max(from))
}

/// The part of a span that lies on its first line, one character at least where there is one.
fn clip(source: &str, span: Span, line: &Range<usize>) -> Range<usize> {
    let start = (span.start as usize).min(line.end);
    let mut end = (span.end as usize).clamp(start, line.end);
    while !source.is_char_boundary(end) {
        end += 1;
    }
    end = start + source[start..end].trim_end().len();
    if end == start {
        end = source[start..line.end].chars().next().map_or(start, |c| start + c.len_utf8());
    }
    start..end
}

impl<'a> Excerpt<'a> {
    fn snippet(&self, diagnostic: &'a Diagnostic) -> Snippet<'a, Annotation<'a>> {
        let primary = AnnotationKind::Primary.span(self.primary.clone()).label(label(diagnostic));
        let snippet =
            Snippet::source(self.text).line_start(self.line).path(&*diagnostic.file).annotation(primary);
        match &self.second {
            Some((range, label)) => {
                snippet.annotation(AnnotationKind::Context.span(range.clone()).label(Some(*label)))
            }
            None => snippet,
        }
    }
}
