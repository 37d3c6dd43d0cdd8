//! Markdown of circulars and free pages: raw HTML is shown as text, links lead nowhere outside the site.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

use crate::model::printable;

/// Markdown as HTML; raw HTML is escaped, and a link that leaves the site loses its address.
#[expect(clippy::wildcard_enum_match_arm, reason = "Markdown has more events than links and raw HTML")]
pub(super) fn html(source: &str) -> String {
    let events = events(source).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !stays(&dest_url) => {
            Event::Start(Tag::Link { link_type, dest_url: CowStr::Borrowed("#"), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) if !stays(&dest_url) => {
            Event::Start(Tag::Image { link_type, dest_url: CowStr::Borrowed("#"), title, id })
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

/// What a text consists of, whatever it becomes.
pub(super) fn events(source: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(source, options)
}

/// Addresses of links that leave the site or could run something, as they stand in the source.
#[expect(clippy::wildcard_enum_match_arm, reason = "Markdown has more events than links and raw HTML")]
pub(super) fn leaving(source: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    parser
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !stays(&dest_url) => {
                Some((range, dest_url.to_string()))
            }
            _ => None,
        })
        .collect()
}

/// Whether an address is relative: no scheme, no host, no absolute path.
fn stays(address: &str) -> bool {
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    !before.contains(':') && !address.starts_with('/') && !address.starts_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup_of_its_own() {
        let html = html(
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
        assert_eq!(super::html("甲&#11;乙&#x202e;丙"), "<p>甲 乙丙</p>\n");
        assert_eq!(leaving("x [b](https://example.org)").len(), 1);
    }
}
