//! Where content and site lie: a site that is written into the content, or over it, would mix up or destroy records.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};

/// Why a site cannot be written to `output` when its content lies in `content`.
pub(super) fn fault(content: &Path, output: &Path) -> Option<Diagnostic> {
    let (records, site) = (settled(content), settled(output));
    let problem =
        |message: String| Diagnostic::new(Code::OutputPlace, Arc::from(output.to_string_lossy()), message);
    const ELSEWHERE: &str = "请用 --output 指到内容目录以外的文件夹，如与它并列的 output";
    if site == records {
        return Some(problem("输出目录就是内容目录，网站不能写在记录中间".to_owned()).hint(ELSEWHERE));
    }
    if site.starts_with(&records) {
        let told = format!("输出目录在内容目录 {} 里面，网站不能写在记录中间", content.display());
        return Some(problem(told).hint(ELSEWHERE));
    }
    let first = records.strip_prefix(&site).ok()?.iter().next()?;
    replaced(first).then(|| {
        let told = format!(
            "内容目录 {} 在网站自己的文件夹 {}/ 里，那里由生成的文件占用",
            content.display(),
            first.to_string_lossy()
        );
        problem(told).hint("请把内容目录移到输出目录以外，或者用 --output 另指一个文件夹")
    })
}

/// Folders outside the editions that a build replaces as a whole. This is asked before there are pages to ask; a folder
/// that is not among them is still kept by `output`, which takes no folder that it did not write.
const FOLDERS: [&str; 5] = ["assets", "pages", "compare", "subjects", "data"];

/// Whether the site writes a folder of this name, year by year or as a whole.
fn replaced(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    let year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    year || name.starts_with(".tongbao") || FOLDERS.contains(&&*name)
}

/// The place a path leads to, links followed as far as there are any; what does not exist yet stands as it will.
pub(super) fn settled(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut settled = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                settled.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                settled.push(part);
                if let Ok(real) = settled.canonicalize() {
                    settled = real;
                }
            }
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_lies_neither_in_its_content_nor_over_it() {
        let scratch = tempfile::tempdir().unwrap();
        let home = scratch.path();
        for folder in ["content/2019", "site/2019/v1/inputs", "site/records", "other"] {
            std::fs::create_dir_all(home.join(folder)).unwrap();
        }
        for (content, output, refused) in [
            ("content", "output", false),
            ("content", "content-site", false),
            ("content", ".", false),
            ("content", "content", true),
            ("content", "content/", true),
            ("content", "content/x", true),
            ("content", "content/not/yet", true),
            ("content", "content/2019/../../output", false),
            ("content", "other/../content/x", true),
            ("content", "not/../content/x", true),
            ("./content/../content", "./content/./x", true),
            ("site/2019/v1/inputs", "site", true),
            ("site/2019/v1/inputs", "again", false),
            ("site/records", "site", false),
        ] {
            let found = fault(&home.join(content), &home.join(output));
            assert_eq!(found.is_some(), refused, "{content} {output}: {found:?}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(home.join("content"), home.join("link")).unwrap();
            assert!(fault(&home.join("content"), &home.join("link/x")).is_some());
            assert!(fault(&home.join("link"), &home.join("content/x")).is_some());
        }
    }
}
