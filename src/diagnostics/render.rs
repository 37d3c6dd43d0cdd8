//! Diagnostics for people: the source line with a caret that sits right under Chinese text.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};

use super::list::some_of;
use super::{Diagnostic, Level, Span};
use crate::model::visible;

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

/// One diagnostic, with a closing line break. What a terminal would obey is shown as a mark, wherever it comes from.
pub fn render(diagnostic: &Diagnostic, style: Style) -> String {
    let message = visible(&diagnostic.message);
    let path = visible(&diagnostic.file);
    let mark = match diagnostic.level() {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
    };
    let mut group = Group::with_title(
        mark.with_name(Some(diagnostic.level().word()))
            .primary_title(message.as_ref())
            .id(diagnostic.code.as_str()),
    );
    let lines = excerpt(diagnostic);
    group = match &lines {
        Some(lines) => group.element(lines.snippet(diagnostic, &path)),
        None => group.element(origin(diagnostic, &path)),
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
fn origin<'p>(diagnostic: &Diagnostic, path: &'p str) -> Origin<'p> {
    let origin = Origin::path(path);
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
        let all = diagnostic.allowed.len() + diagnostic.allowed_more;
        footers.push(("可以写", visible(&some_of(&diagnostic.allowed, all)).into_owned()));
    }
    if let Some(other) = &diagnostic.related
        && !paired
    {
        let at =
            if other.at.line > 0 { format!(":{}:{}", other.at.line, other.at.column) } else { String::new() };
        footers.push(("参见", visible(&format!("{}{at} {}", other.file, other.label)).into_owned()));
    }
    if let Some(hint) = &diagnostic.hint {
        footers.push(("办法", visible(hint).into_owned()));
    }
    footers
}

fn label(diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.suggestion.as_ref().map(|word| visible(&format!("您是不是要写 {word} ？")).into_owned())
}

/// The lines that are shown, cut out of the file so that a large file costs no more than a small one.
struct Excerpt {
    text: String,
    line: usize,
    primary: Range<usize>,
    second: Option<(Range<usize>, String)>,
}

fn excerpt(diagnostic: &Diagnostic) -> Option<Excerpt> {
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
            let (text, [primary, place]) = shown(source, &whole, [primary, place]);
            return Some(Excerpt {
                text,
                line: span.at.line.min(other.at.line) as usize,
                primary,
                second: Some((place, visible(label).into_owned())),
            });
        }
    }
    let (text, [primary]) = shown(source, &first, [primary]);
    Some(Excerpt { text, line: span.at.line as usize, primary, second: None })
}

/// A part of the file as it is shown, and where in it these places stand. Marks may take more bytes than what they stand
/// for, so a place is counted in what comes before it.
fn shown<const N: usize>(
    source: &str,
    part: &Range<usize>,
    places: [Range<usize>; N],
) -> (String, [Range<usize>; N]) {
    let at = |byte: usize| marked(&source[part.start..byte]).len();
    (marked(&source[part.clone()]), places.map(|place| at(place.start)..at(place.end)))
}

/// A text with its marks; a carriage return at the end of a line is part of that end.
fn marked(text: &str) -> String {
    visible(&text.replace("\r\n", "\n")).into_owned()
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

impl Excerpt {
    fn snippet<'a>(&'a self, diagnostic: &'a Diagnostic, path: &'a str) -> Snippet<'a, Annotation<'a>> {
        let primary = AnnotationKind::Primary.span(self.primary.clone()).label(label(diagnostic));
        let snippet = Snippet::source(&*self.text).line_start(self.line).path(path).annotation(primary);
        match &self.second {
            Some((range, label)) => {
                snippet.annotation(AnnotationKind::Context.span(range.clone()).label(Some(label.as_str())))
            }
            None => snippet,
        }
    }
}
