//! The founding case, copied and built once for all tests.

use std::path::PathBuf;
use std::sync::OnceLock;

use tongbao::content;
use tongbao::model::Content;

use super::{Case, FOUNDING, home};

/// The founding case with its site and the page of the theme's parts. It is read and asked, never changed: a test that
/// writes takes a case of its own.
pub fn founding() -> &'static Case {
    static BUILT: OnceLock<Case> = OnceLock::new();
    BUILT.get_or_init(|| {
        let case = Case::kept("founding", FOUNDING);
        case.ok(&["build", "--style-guide"]);
        case
    })
}

/// Its content as the program understands it; nothing is built for that.
pub fn founding_content() -> Content {
    content::read(&home().join(FOUNDING)).content.expect("the founding content has no errors")
}

/// The folder of its site.
pub fn site() -> PathBuf {
    founding().output()
}
