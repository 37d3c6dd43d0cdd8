//! Paths: every file the site will have, and every file an edition will keep of the content, before any of it is written.
//!
//! Names come from ids of the content, and what the site's own files are called is in its register alone. So no id is
//! forbidden beforehand: the files are listed as a build lists them, and what cannot stand on some system leads back to
//! the id it is named by.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::build::Sites;
use crate::content;
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::INPUTS;
use crate::model::{At, Content, Place, SubjectId, Year};
use crate::output::{PathFault, path_fault};
use crate::site::{File, Site};

/// Windows programs of old take 260 characters for a whole path; the folder of the site needs some of them.
const LONG: usize = 200;

/// What is wrong with the paths of the files that a build writes.
pub(super) fn of_sites(sites: &Sites) -> Vec<Diagnostic> {
    let mut problems: BTreeMap<(Arc<str>, At), Diagnostic> = BTreeMap::new();
    // Looked up and never gone through: the order in which files are listed decides.
    let mut taken: HashMap<String, (&Site, File)> = HashMap::new();
    for (site, files) in sites.written() {
        for file in files {
            if let Some((part, fault)) = faulty(&file.path) {
                let culprit = culprit(site, &file, part);
                let why = format!("{}，网站里不能有文件 {}", said(part, fault), file.path);
                add(&mut problems, Code::SitePath, culprit, &why);
            }
            if file.path.chars().count() > LONG {
                let length = file.path.chars().count();
                let why = format!("网站文件 {} 的路径有 {length} 个字符", file.path);
                add(&mut problems, Code::LongPath, culprit(site, &file, last(&file.path)), &why);
            }
            let key = folded(&file.path);
            if let Some((other_site, other)) = taken.get(&key) {
                let (own, others) =
                    (culprit(site, &file, last(&file.path)), culprit(other_site, other, last(&other.path)));
                let why = format!("网站里有两个文件都叫 {}", file.path);
                let first = others.clone();
                let other = others.filter(|other| own.as_ref().is_some_and(|own| own.key() != other.key()));
                let culprit = own.or(first);
                let key = culprit.as_ref().map(Culprit::key);
                add(&mut problems, Code::SiteFileTaken, culprit, &why);
                // Where both are of the content, the second place is told too.
                if let (Some(key), Some(other)) = (key, other)
                    && let Some(problem) = problems.remove(&key)
                {
                    problems.insert(key, problem.also_at(&other.place, other.what));
                }
                continue;
            }
            taken.insert(key, (site, file));
        }
    }
    problems.into_values().collect()
}

/// What is wrong with the paths of the files that an edition keeps as its inputs. Files and folders that are called by
/// ids are left out: pages are called by them too, and so they are told at the id.
pub(super) fn of_sources(folder: &Path, content: &Content, newest: Year) -> Vec<Diagnostic> {
    let scheme = |id: &str| {
        let mut all = content.years.iter().flat_map(|year| &year.evaluations);
        all.any(|evaluation| evaluation.scheme.id.as_str() == id)
    };
    let is_id = |part: &str| {
        let id = part.strip_suffix(".yaml").or(part.strip_suffix(".md")).unwrap_or(part);
        let page = content.pages.iter().any(|page| page.slug == id);
        page || scheme(id) || content.subjects.contains_key(&SubjectId::new(id))
    };
    let mut problems = Vec::new();
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for path in content::sources(folder, newest) {
        let whole = |code, message: String| Diagnostic::new(code, Arc::from(&*path), message);
        let kept = format!("{newest}/v1/{INPUTS}/{path}");
        if let Some((part, fault)) = faulty(&path).filter(|(part, _)| !is_id(part)) {
            problems.push(
                whole(Code::SitePath, format!("{}，发布时不能随版次保存", said(part, fault)))
                    .hint("请给文件（或文件夹）改名，用英文字母、数字和短横；用不着的请移走"),
            );
        }
        if kept.chars().count() > LONG {
            let length = kept.chars().count();
            let problem = whole(Code::LongPath, format!("随版次保存后，路径 {kept} 有 {length} 个字符"));
            problems.push(problem.hint(SHORTER));
        }
        if let Some(other) = taken.insert(folded(&path), path.clone()) {
            let told = format!(
                "与 {other} 的文件名只有大小写或字符的组合方式不同，在 Windows 和 macOS 上是同一个文件"
            );
            problems.push(whole(Code::SiteFileTaken, told).hint("请给其中一个改名，或者删去一个"));
        }
    }
    problems
}

/// What is wrong with the name of a file of a theme, which stands in the site under the same name.
pub(super) fn of_asset(theme: &Path, path: &str) -> Option<Diagnostic> {
    let (part, fault) = faulty(path)?;
    let place = theme.join("assets").join(path);
    let told = format!("{}，网站里不能有文件 assets/{path}", said(part, fault));
    let problem = Diagnostic::new(Code::Theme, Arc::from(place.to_string_lossy()), told);
    Some(problem.hint("请给这个文件改名，连同样式和模板里引用它的地方"))
}

const SHORTER: &str =
    "Windows 上整个路径一般不能超过 260 个字符：请把标识或文件名改短，或者把网站放在层次较浅的文件夹里";

const ANOTHER: &str = "请换一个标识，如写拼音全称；以它命名的文件夹、记录文件和别处的引用一起改";

/// The first part of a path that cannot be, and why.
fn faulty(path: &str) -> Option<(&str, PathFault)> {
    path.split('/').find_map(|part| Some((part, path_fault(part)?)))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Equal for paths that are one file on a system where letter case does not count, or which composes characters.
fn folded(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.nfc().collect::<String>().to_lowercase().nfc().collect(),
    }
}

/// “con.html”是 Windows 保留的名字
fn said(part: &str, fault: PathFault) -> String {
    let why = match fault {
        PathFault::Reserved => "是 Windows 保留的名字（con、prn、aux、nul、com1 到 com9、lpt1 到 lpt9）",
        PathFault::Character => "里有 Windows 不允许的字符（< > : \" \\ | ? * 和控制字符）",
        PathFault::Ending => "以点或空格结尾，Windows 会把它去掉",
        PathFault::Absolute | PathFault::Dots | PathFault::Empty => "不能作文件名",
    };
    format!("“{part}”{why}")
}

/// What of the content a file is named by.
#[derive(Clone, Debug)]
struct Culprit {
    place: Place,
    /// 考核对象标识“con”
    what: String,
}

impl Culprit {
    fn key(&self) -> (Arc<str>, At) {
        (self.place.file.clone(), self.place.at)
    }
}

/// The id by which a part of a file's path is named; none where the site names it by itself.
fn culprit(site: &Site, file: &File, part: &str) -> Option<Culprit> {
    let id = part.split('.').next().unwrap_or(part).trim_start_matches('_');
    let found = |what: &str, place: Place| Some(Culprit { place, what: format!("{what}“{id}”") });
    let content = site.input().content;
    if file.kind == "free" {
        let page = content.pages.iter().find(|page| page.slug == id)?;
        return found("网页文件名", Place::line(page.file.clone(), At::default()));
    }
    let subject = || {
        let subject = content.subjects.get(&SubjectId::new(id))?;
        found("考核对象标识", Place::line(Arc::from("subjects.yaml"), subject.at))
    };
    let year = file.edition.map(|_| &site.years()[file.at.year]);
    let scheme = year.and_then(|year| Some((year, year.schemes.get(file.at.scheme)?)));
    let Some((year, scheme)) = scheme else { return subject() };
    let scheme = &scheme.scheme;
    // The folder of a scheme, or its tables.
    let of_scheme = |path: &str| path == format!("{id}/{}", last(path)) || path.starts_with("data/");
    let inside = file.path.strip_prefix(&*year.folder).unwrap_or(&file.path);
    if scheme.id.as_str() == id && (of_scheme(inside) || inside.starts_with(&format!("{part}/"))) {
        return found("方案标识", Place::line(scheme.file.clone(), scheme.id_at));
    }
    match (file.kind, scheme.find(id)) {
        ("indicator", Some(node)) => {
            found("指标标识", Place::line(scheme.file.clone(), scheme.node(node).at))
        }
        _ => subject(),
    }
}

/// Adds a problem with what a file is named by, once for each id.
fn add(problems: &mut BTreeMap<(Arc<str>, At), Diagnostic>, code: Code, culprit: Option<Culprit>, why: &str) {
    let place =
        culprit.as_ref().map_or_else(|| Place::line(Arc::from("."), At::default()), |of| of.place.clone());
    let what = culprit.map_or_else(String::new, |of| format!("{}不能用：", of.what));
    let hint = if code == Code::LongPath { SHORTER } else { ANOTHER };
    let what = if code == Code::LongPath { String::new() } else { what };
    problems.entry((place.file.clone(), place.at)).or_insert_with(|| {
        let problem = match place.at.line {
            0 => Diagnostic::new(code, place.file.clone(), format!("{what}{why}")),
            _ => Diagnostic::at(code, &place, format!("{what}{why}")),
        };
        problem.hint(hint)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_one_file_somewhere_are_told_apart_from_those_that_are_not() {
        for (one, two, same) in [
            ("pages/About.md", "pages/about.md", true),
            ("2019/caf\u{e9}.md", "2019/cafe\u{301}.md", true),
            ("2019/\u{c9}.md", "2019/e\u{301}.md", true),
            ("2019/甲.md", "2019/乙.md", false),
            ("2019/a.md", "2019/a/.md", false),
        ] {
            assert_eq!(folded(one) == folded(two), same, "{one} {two}");
        }
    }
}
