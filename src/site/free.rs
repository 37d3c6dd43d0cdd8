//! A free page: Markdown of the people who keep the content.

use serde::Serialize;

use super::Site;
use super::chrome::{Chrome, Outside};

/// What stands on a free page.
#[derive(Debug, Serialize)]
pub struct FreePage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its title.
    pub heading: &'a str,
    /// Its Markdown.
    #[serde(skip)]
    pub body: &'a str,
}

/// The view of a free page.
pub(super) fn view<'s>(site: &'s Site<'_>, position: usize) -> FreePage<'s> {
    let page = &site.input.content.pages[position];
    let chrome = site.outside_chrome(Outside {
        kind: "free",
        title: page.title.clone(),
        up: "../",
        free: Some(position),
        year: None,
    });
    FreePage { chrome, heading: &page.title, body: &page.body }
}
