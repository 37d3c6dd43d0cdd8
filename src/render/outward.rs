//! Links that lead out of a released edition. Its folder is taken along, and its pages never change: whether there is a
//! site around it is known only where it is opened. So such a link is text (`data-out` keeps where it leads), and
//! `edition.js` makes a link of it where it finds the site.

/// A page of an edition with what leads out of it as text; `page` is its path in the site, `2019/v1/…`.
pub(super) fn as_text(html: &str, page: &str) -> String {
    // Year and version are folders too.
    let depth = page.matches('/').count().saturating_sub(2);
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').unwrap_or(tag.len());
        let (tag, after) = tag.split_at(end);
        rest = after;
        match tag.split_once(ATTRIBUTE) {
            Some((start, address)) if leaves(address.split('"').next().unwrap_or_default(), depth) => {
                out.push_str(start);
                out.push_str(OUT);
                out.push_str(address);
            }
            _ => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out
}

const ATTRIBUTE: &str = " href=\"";
const OUT: &str = " data-out=\"";

/// Whether an address climbs above a folder so many levels up.
fn leaves(address: &str, depth: usize) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let mut level = Some(depth);
    for part in path.split('/') {
        level = match part {
            ".." => level.and_then(|level| level.checked_sub(1)),
            "." | "" => level,
            _ => level.map(|level| level + 1),
        };
        if level.is_none() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_out_of_the_edition_is_text() {
        let html = "<link href=\"../../assets/a.css\"><a class=\"x\" href=\"../index.html#a\">甲</a>\
                    <a href=\"../../index.html\">乙</a><a href=\"a/../../../x.html\">丙</a><a id=\"b\">丁</a><a href=\"#t\">戊</a>";
        let text = as_text(html, "2019/v1/cities/a.html");
        assert_eq!(
            text,
            "<link href=\"../../assets/a.css\"><a class=\"x\" href=\"../index.html#a\">甲</a>\
             <a data-out=\"../../index.html\">乙</a><a data-out=\"a/../../../x.html\">丙</a><a id=\"b\">丁</a><a href=\"#t\">戊</a>"
        );
        assert_eq!(
            as_text("<a href=\"../index.html\">", "2019/v1/index.html"),
            "<a data-out=\"../index.html\">"
        );
    }
}
