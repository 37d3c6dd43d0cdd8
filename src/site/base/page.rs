//! A page: something with a template, a chrome, pictures and a body, whatever its kind.

use serde::Serialize;
use tera::{TeraResult, Value};

use crate::model::Paper;
use crate::site::base::{Chrome, Figure, PaperAt};

/// What a page is made of.
pub struct Page<'a> {
    /// What surrounds it; it names the kind whose template shows it.
    pub chrome: Chrome<'a>,
    /// Its pictures, which the template names by their ids.
    pub figures: Vec<Figure<'a>>,
    /// What its template sees beside them.
    pub body: Box<dyn Body + 'a>,
    /// What only rendering can make of its sources.
    pub text: Text<'a>,
}

/// What rendering adds to a page's body.
pub enum Text<'a> {
    /// Nothing.
    None,
    /// Markdown of the people who keep the content.
    Markdown(&'a str),
    /// A paper, with its source.
    Paper(&'a Paper, PaperAt),
    /// The theme's own tokens.
    Tokens,
}

impl<'a> Page<'a> {
    /// A page without pictures, by the template of the kind its chrome names.
    pub(crate) fn new(chrome: Chrome<'a>, body: impl Serialize + 'a) -> Self {
        Self { chrome, figures: Vec::new(), body: Box::new(body), text: Text::None }
    }
}

/// A body that a template can be given, whatever its type. It becomes a value in one step: serde through a pointer took
/// twice as long, a call for every field.
pub trait Body {
    /// The body as templates see it.
    ///
    /// # Errors
    /// When it holds what no template knows, as a map whose keys are no texts.
    fn value(&self) -> TeraResult<Value>;
}

impl<T: Serialize> Body for T {
    fn value(&self) -> TeraResult<Value> {
        Value::try_from_serializable(self)
    }
}

impl std::fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page")
            .field("kind", &self.chrome.kind)
            .field("figures", &self.figures)
            .finish_non_exhaustive()
    }
}
