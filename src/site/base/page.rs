//! A page: something with a template, a chrome, pictures and a body, whatever its kind.

use erased_serde::Serialize;

use crate::model::Paper;
use crate::site::base::chrome::Chrome;
use crate::site::base::figure::Figure;
use crate::site::base::paper::PaperAt;

/// What a page is made of.
pub struct Page<'a> {
    /// The kind whose template shows it.
    pub kind: &'static str,
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its pictures, which the template names by their ids.
    pub figures: Vec<Figure<'a>>,
    /// What its template sees beside them.
    pub body: Box<dyn Serialize + 'a>,
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
    pub(crate) fn new(chrome: Chrome<'a>, body: impl serde::Serialize + 'a) -> Self {
        Self { kind: chrome.kind, chrome, figures: Vec::new(), body: Box::new(body), text: Text::None }
    }
}

impl std::fmt::Debug for Page<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page")
            .field("kind", &self.kind)
            .field("figures", &self.figures)
            .finish_non_exhaustive()
    }
}
