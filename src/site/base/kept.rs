//! A place on the prepared site for what a later stage makes of it once and needs on many pages.

use std::any::Any;
use std::sync::OnceLock;

/// What somebody keeps with the site. The site does not know what it is, so that it need not know those who make it.
#[derive(Debug, Default)]
pub(crate) struct Kept(OnceLock<Box<dyn Any + Send + Sync>>);

impl Kept {
    /// What is kept, made when it is first asked for.
    pub fn or_make<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> &T {
        let kept = self.0.get_or_init(|| Box::new(make()));
        kept.downcast_ref().expect("one kind of thing is kept with a site: the texts of its papers")
    }
}
