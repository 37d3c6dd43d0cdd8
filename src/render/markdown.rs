//! Markdown of circulars and free pages: raw HTML is shown as text, links lead nowhere outside the site.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

use super::address::{self, Leads};
use super::shield;
use crate::model::printable;

/// Markdown as HTML for a page of the site, named from its root; raw HTML is escaped, and a link that leaves the site
/// loses its address.
pub(super) fn html(source: &str, page: &str) -> String {
    let stays = |dest: CowStr<'static>| match address::leads(page, &dest) {
        Leads::Here | Leads::To(_) => dest,
        Leads::Refused(_) => CowStr::Borrowed("#"),
    };
    let events = events(source).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: stays(dest_url.into_static()), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: stays(dest_url.into_static()), title, id })
        }
        other => other,
    });
    let mut out = String::with_capacity(source.len() * 2);
    html::push_html(&mut out, events);
    // Cells are aligned by classes: the content policy refuses style attributes.
    for side in ["left", "center", "right"] {
        out = out.replace(&format!(" style=\"text-align: {side}\""), &format!(" class=\"{side}\""));
    }
    // References by number may name what no page can hold.
    printable(&out)
        .replace("<th", "<th scope=\"col\"")
        .replace("<th scope=\"col\"ead", "<thead")
        .replace(
            "<table>",
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table>",
        )
        .replace("</table>", "</table></div>")
}

/// What a text consists of, whatever it becomes: values of records stand in it as themselves, headings without
/// attributes (an id or class of theirs could be one of the page's), addresses of mail as text.
pub(super) fn events(source: &str) -> impl Iterator<Item = Event<'_>> {
    let mut mail = false;
    Parser::new_ext(source, OPTIONS).filter_map(move |event| {
        match &event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => mail = true,
            Event::End(TagEnd::Link) if mail => mail = false,
            _ => return Some(shown(event)),
        }
        None
    })
}

/// What attributes a heading has is read so that it can be left out.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_HEADING_ATTRIBUTES);

/// An event with the values of records as themselves.
fn shown(event: Event) -> Event {
    match event {
        Event::Text(text) => Event::Text(text_of(text)),
        Event::Code(text) => Event::Code(text_of(text)),
        Event::Html(text) => Event::Html(text_of(text)),
        Event::InlineHtml(text) => Event::InlineHtml(text_of(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(text_of(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(text_of(name))),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text_of(info))))
        }
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: text_of(dest_url), title: text_of(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: text_of(dest_url), title: text_of(title), id })
        }
        other => other,
    }
}

fn text_of(text: CowStr<'_>) -> CowStr<'_> {
    match shield::take_back(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text.into(),
    }
}

/// A link or a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Where it stands in the source.
    pub range: Range<usize>,
    pub address: String,
    pub picture: bool,
}

/// All links and pictures of a text.
pub(super) fn links(source: &str) -> impl Iterator<Item = Link> {
    Parser::new_ext(source, OPTIONS).into_offset_iter().filter_map(|(event, range)| {
        let (address, picture) = match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => return None,
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => return None,
        };
        Some(Link { range, address: text_of(address).into_string(), picture })
    })
}

/// Where a text becomes more than so many pieces: paragraphs, items of lists, cells of tables, of which each row has as
/// many as the table has columns.
pub(super) fn crowded(source: &str, most: usize) -> Option<usize> {
    let mut pieces = 0;
    let mut columns = 0;
    Parser::new_ext(source, OPTIONS).into_offset_iter().find_map(|(event, range)| {
        pieces += match event {
            Event::Start(Tag::Table(alignments)) => {
                columns = alignments.len();
                0
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => columns,
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::BlockQuote(_))
            | Event::HardBreak
            | Event::Rule => 1,
            _ => 0,
        };
        (pieces > most).then_some(range.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html_of(source: &str) -> String {
        html(source, "pages/about.html")
    }

    #[test]
    fn nothing_in_a_text_becomes_markup_of_its_own() {
        let html = html_of(
            "# 一\n\n<script>alert(1)</script>\n\n[a](javascript:x) [b](https://example.org) [c](x.html#y)\n\n| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |\n",
        );
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
        assert!(
            !html.contains("javascript") && !html.contains("https") && html.contains("href=\"x.html#y\"")
        );
        assert!(
            !html.contains("style=") && html.contains("<th scope=\"col\" class=\"left\">甲</th>"),
            "{html}"
        );
        assert!(html.contains("<thead>"), "{html}");
        assert_eq!(html_of("甲&#11;乙&#x202e;丙"), "<p>甲 乙丙</p>\n");
    }

    #[test]
    fn headings_have_no_attributes_and_mail_is_text() {
        let source =
            "## 甲 {#main .x onclick=y style=\"z\"}\n\n<a@b.c> [乙](../../x.html) ![丙](%2e%2e/%2e%2e/x.png)";
        let html = "<h2>甲</h2>\n<p>a@b.c <a href=\"#\">乙</a> <img src=\"#\" alt=\"丙\" /></p>\n";
        assert_eq!(html_of(source), html);
        assert_eq!(links(source).map(|link| link.picture).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn pieces_of_a_text_are_counted() {
        assert_eq!(crowded("甲\n\n乙\n\n丙", 3), None);
        assert_eq!(crowded("甲\n\n乙\n\n丙", 2), Some(10));
        // A row has all columns of its table, however few it states.
        assert!(crowded("|a|b|c|\n|-|-|-|\n|x\n|y\n", 8).is_some());
    }
}
