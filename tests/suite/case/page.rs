//! A page of a site, read as a browser reads it.

use std::cell::OnceCell;

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{ElementRef, Html, HtmlTreeSink, Selector};

/// A page: its path in the site, its source, and what it consists of.
pub struct Page {
    path: String,
    source: String,
    html: OnceCell<Html>,
}

impl Page {
    pub fn new(path: &str, source: String) -> Self {
        Self { path: path.to_owned(), source, html: OnceCell::new() }
    }

    /// The page as it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// This stands in the source.
    #[track_caller]
    pub fn has(&self, said: &str) -> &Self {
        assert!(self.source.contains(said), "{} does not have {said}", self.path);
        self
    }

    /// This does not stand in the source.
    #[track_caller]
    pub fn lacks(&self, said: &str) -> &Self {
        assert!(!self.source.contains(said), "{} has {said}", self.path);
        self
    }

    fn html(&self) -> &Html {
        // With scripting off, so that what stands in <noscript> is read too.
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let parse =
            || parse_document(HtmlTreeSink::new(Html::new_document()), options).one(self.source.as_str());
        self.html.get_or_init(parse)
    }

    /// The elements that a selector names, in the order of the page.
    #[track_caller]
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html().select(&select(selector)).collect()
    }

    /// The one element that a selector names.
    #[track_caller]
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let all = self.all(selector);
        assert_eq!(all.len(), 1, "{}: {selector}", self.path);
        all[0]
    }

    /// What a browser would have to guess.
    pub fn faults(&self) -> Vec<String> {
        self.html().errors.iter().map(ToString::to_string).collect()
    }

    /// The values of an attribute, in the order of the page.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.html()
            .root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter_map(|element| element.attr(name))
            .collect()
    }

    /// What the page says, without its markup, spaces as they are written.
    pub fn words(&self) -> String {
        words(self.html().root_element())
    }

    /// The cells of the rows in the bodies of the tables that a selector names.
    #[track_caller]
    pub fn rows(&self, selector: &str) -> Vec<Vec<String>> {
        let rows = self.all(&format!("{selector} tbody tr"));
        rows.into_iter()
            .map(|row| pieces(row, "th, td").into_iter().map(words).map(trimmed).collect())
            .collect()
    }
}

#[track_caller]
fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}

/// The elements within another one.
#[track_caller]
pub fn pieces<'p>(element: ElementRef<'p>, selector: &str) -> Vec<ElementRef<'p>> {
    element.select(&select(selector)).collect()
}

/// What an element says.
pub fn words(element: ElementRef) -> String {
    element.text().collect()
}

/// What an element says, without any spaces.
pub fn squeezed(element: ElementRef) -> String {
    words(element).split_whitespace().collect()
}
