//! A free page: Markdown of the people who keep the content.

use serde::Serialize;

use crate::site::base::{At, Form, Kind, NavItem, Outside, Page, Shows, Site, Spot, Text};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (item, page_of) in site.content().pages.iter().enumerate() {
            let at = At { item, ..At::default() };
            files.root(file(page_of), at, Form::Page(page));
        }
    },
    nav: |site, spot| match spot.edition {
        Some(_) => Vec::new(),
        None => site.content().pages.iter().enumerate().map(|(at, page)| entry(spot, at, page)).collect(),
    },
    find_at_root: |site, finder| {
        site.content().pages.iter().try_for_each(|free| {
            finder.page(&free.title, &format!("pages/{}", free.slug), &plain(&free.body))
        })
    },
    ..Kind::new("free")
};

/// A page's file, named from the site's root.
pub fn file(page: &crate::model::FreePage) -> String {
    format!("pages/{}.html", page.slug)
}

fn entry(spot: &Spot, at: usize, page: &crate::model::FreePage) -> NavItem {
    NavItem::new(
        &*page.title,
        format!("{}pages/{}.html", spot.root, page.slug),
        spot.shows == Shows::Free(at),
    )
}

#[derive(Debug, Serialize)]
pub struct FreePage<'a> {
    pub heading: &'a str,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let position = at.item;
    let page = &site.input.content.pages[position];
    let chrome = site.outside_chrome(Outside {
        shows: Shows::Free(position),
        ..Outside::new(KIND.name, &*page.title, "../")
    });
    Page { text: Text::Markdown(&page.body), ..Page::new(chrome, FreePage { heading: &page.title }) }
}

/// Markdown without its signs, good enough to search in.
fn plain(markdown: &str) -> String {
    let words = markdown.split_whitespace().map(|word| word.replace(['#', '*', '`', '|', '>', '[', ']'], ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
