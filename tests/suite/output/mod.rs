//! Writing a site, whatever happens meanwhile.

#[cfg(unix)]
mod killed;
