//! The search index and the rule by which it is searched.
//!
//! In: what the site says can be found. Out: `search-index.js`, a classic script that sets one variable. The query
//! itself runs in the browser (`assets/search.js`); [`terms`] and [`query`] are its norm, and the vectors in
//! `tests/search-vectors.json` hold both to it. Nothing here knows what a subject or a clause is.

pub(crate) mod index;
mod pinyin;
pub mod query;
pub mod terms;

pub use pinyin::readings;
