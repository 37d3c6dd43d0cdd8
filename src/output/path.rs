//! Paths inside a site: relative, `/` between the parts, allowed on every system the folder may be copied to.

use std::path::{Path, PathBuf};

use super::error::{OutputError, PathFault};

/// A checked path; the same text on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SitePath(String);

impl SitePath {
    pub fn parse(text: &str) -> Result<Self, OutputError> {
        match fault(text) {
            None => Ok(SitePath(text.to_owned())),
            Some(fault) => Err(OutputError::BadPath { path: text.to_owned(), fault }),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place of this path under `base`.
    pub fn on(&self, base: &Path) -> PathBuf {
        let mut place = base.to_path_buf();
        place.extend(self.0.split('/'));
        place
    }

    pub fn join(&self, inner: &SitePath) -> SitePath {
        SitePath(format!("{}/{}", self.0, inner.0))
    }

    /// The folder it lies in; none at the top.
    pub fn parent(&self) -> Option<SitePath> {
        self.0.rsplit_once('/').map(|(parent, _)| SitePath(parent.to_owned()))
    }

    /// Whether `other` is this path or lies under it.
    pub fn holds(&self, other: &SitePath) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Equal for paths that are the same file where letter case does not count.
    pub fn folded(&self) -> SitePath {
        SitePath(self.0.to_lowercase())
    }

    /// One file name that stands for the whole path.
    pub fn flat(&self) -> String {
        self.0.replace('%', "%25").replace('/', "%2F")
    }

    /// The path that a [`flat`](Self::flat) name stands for.
    pub fn from_flat(name: &str) -> Result<Self, OutputError> {
        SitePath::parse(&name.replace("%2F", "/").replace("%25", "%"))
    }
}

/// What is wrong with a path of a site on some system it may be copied to; `None` where nothing is.
pub fn path_fault(text: &str) -> Option<PathFault> {
    fault(text)
}

fn fault(text: &str) -> Option<PathFault> {
    if text.starts_with(['/', '\\']) || text.as_bytes().get(1) == Some(&b':') {
        return Some(PathFault::Absolute);
    }
    if text.contains(|c: char| c.is_control() || r#"<>:"\|?*"#.contains(c)) {
        return Some(PathFault::Character);
    }
    text.split('/').find_map(part_fault)
}

fn part_fault(part: &str) -> Option<PathFault> {
    match part {
        "" => Some(PathFault::Empty),
        "." | ".." => Some(PathFault::Dots),
        _ if part.ends_with(['.', ' ']) => Some(PathFault::Ending),
        _ if is_reserved(part) => Some(PathFault::Reserved),
        _ => None,
    }
}

/// Windows reserves its device names with any extension.
fn is_reserved(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let stem = part.split('.').next().unwrap_or_default().trim_end();
    let numbered = |device: &str| matches!(stem.strip_prefix(device).map(str::as_bytes), Some([b'1'..=b'9']));
    part.starts_with(".tongbao-")
        || matches!(stem, "con" | "prn" | "aux" | "nul")
        || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_that_every_system_allows() {
        for good in
            ["index.html", "2019/draft/东西部/广州市.html", "a b/.nojekyll", "console/com10.html", "50%/x"]
        {
            assert_eq!(SitePath::parse(good).unwrap().as_str(), good);
        }
        for (bad, fault) in [
            ("", PathFault::Empty),
            ("a//b", PathFault::Empty),
            ("a/", PathFault::Empty),
            ("/etc/passwd", PathFault::Absolute),
            ("\\\\server\\x", PathFault::Absolute),
            ("C:/x", PathFault::Absolute),
            ("../x", PathFault::Dots),
            ("a/../../x", PathFault::Dots),
            ("./a", PathFault::Dots),
            ("a\\..\\b", PathFault::Character),
            ("a\nb", PathFault::Character),
            ("what?.html", PathFault::Character),
            ("a./b", PathFault::Ending),
            ("a /b", PathFault::Ending),
            ("x/AUX.html", PathFault::Reserved),
            ("lpt1", PathFault::Reserved),
            (".tongbao-files", PathFault::Reserved),
        ] {
            match SitePath::parse(bad) {
                Err(OutputError::BadPath { path, fault: found }) => {
                    assert_eq!((path.as_str(), found), (bad, fault))
                }
                other => panic!("{bad:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_flat_name_leads_back() {
        for text in ["index.html", "2019/draft", "a%2Fb/50%", "%25/2F"] {
            let path = SitePath::parse(text).unwrap();
            assert!(!path.flat().contains('/'));
            assert_eq!(SitePath::from_flat(&path.flat()).unwrap(), path);
        }
    }

    #[test]
    fn holding_goes_by_whole_parts() {
        let compare = SitePath::parse("compare").unwrap();
        for (other, holds) in [("compare", true), ("compare/a", true), ("compare2", false), ("comp", false)] {
            assert_eq!(compare.holds(&SitePath::parse(other).unwrap()), holds, "{other}");
        }
    }
}
