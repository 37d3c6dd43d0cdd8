//! One case: a content folder of its own, the program run on it, and what came of that.
//!
//! ```ignore
//! Case::new(SMALL).replace("site.yaml", "小样例", "另一个").build().page("index.html").has("另一个");
//! ```
//!
//! A case begins with a folder of the repository ([`Case::new`]), with nothing ([`Case::empty`]) or with a list of subjects
//! ([`Case::of`]), is changed file by file, and runs any command of the program. What only reads the founding case takes
//! the one that is built once for all tests ([`founding`]).

mod founding;
pub mod links;
mod page;
mod run;
mod scored;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tongbao::content;
use tongbao::diagnostics::Diagnostic;
use tongbao::model::Content;
use tongbao::pipeline;

use crate::tools;

pub use founding::{founding, founding_content, site};
pub use page::{Page, pieces, squeezed, words};
pub use run::{FIRST, Run};
pub use scored::Scored;

/// The content of the founding case.
pub const FOUNDING: &str = "content";
/// A small content: two years, one scheme, three subjects.
pub const SMALL: &str = "tests/content-small";

/// Four grades as the founding case has them.
pub const GRADES: &str = "grades:
  - {name: 好, from: 90, points: 95}
  - {name: 较好, from: 80, points: 85}
  - {name: 一般, from: 60, points: 70}
  - {name: 差, from: 0, points: 50}
";

/// The folder of this repository.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of this repository.
pub fn source(path: &str) -> String {
    text_of(&home().join(path))
}

/// A scratch folder with `content/`; the site goes to `output/`, as where the program is used.
pub struct Case {
    root: PathBuf,
    subjects: Vec<String>,
    /// What is thrown away with the case.
    _scratch: Option<TempDir>,
}

impl Case {
    /// A copy of a content folder of this repository.
    pub fn new(content: &str) -> Self {
        let case = Self::empty();
        copy(&home().join(content), &case.content());
        case
    }

    /// No content yet.
    pub fn empty() -> Self {
        let scratch = TempDir::new().expect("a scratch folder");
        Self { root: scratch.path().to_owned(), subjects: Vec::new(), _scratch: Some(scratch) }
    }

    /// One that stays until the next run of the tests, since nothing that is shared is ever dropped.
    fn kept(name: &str, content: &str) -> Self {
        let root = tools::scratch(name);
        copy(&home().join(content), &root.join("content"));
        Self { root, subjects: Vec::new(), _scratch: None }
    }

    /// A site and these subjects, all of kind `city`.
    pub fn of(subjects: &[&str]) -> Self {
        let case = Self { subjects: subjects.iter().map(|id| (*id).to_owned()).collect(), ..Self::empty() };
        case.file("site.yaml", "format: 1\ntitle: 测试\norgan: 测试机关\n");
        let mut list = String::from("format: 1\nsubjects:\n");
        for id in subjects {
            writeln!(list, "  - {{id: {id}, name: {id}市, short: {id}, kind: city}}")
                .expect("a string takes it");
        }
        case.file("subjects.yaml", &list);
        case
    }

    /// The small content with every record final, so that it may be released.
    pub fn releasable() -> Self {
        let case = Self::new(SMALL);
        for path in files(&case.content()).into_keys().filter(|path| path.ends_with(".yaml")) {
            let text = case.text(&path);
            case.file(&path, &text.replace("status: sample", "status: final"));
        }
        case
    }

    // --- the content

    /// Writes a file of the content.
    pub fn file(&self, path: &str, text: &str) -> &Self {
        self.beside(&format!("content/{path}"), text)
    }

    /// Writes a file anywhere in the case's folder: a theme, a key, something in the site that is not the program's.
    pub fn beside(&self, path: &str, text: &str) -> &Self {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("below the folder")).expect("a folder");
        fs::write(place, text).expect("a file");
        self
    }

    /// A year with the scheme `main`: the part of scheme.yaml from `grades:` on; clauses `c-1` … `c-3` may be cited.
    pub fn year(&self, year: u16, scheme: &str) -> &Self {
        self.file(
            &format!("{year}/year.yaml"),
            &format!("format: 1\nperiod: {{from: {year}-01-01, to: {year}-12-31}}\ncutoff: {year}-12-31\nschemes: [main]\n"),
        );
        self.file(
            &format!("{year}/clauses.yaml"),
            "format: 1\nclauses:\n  c-1: {cite: 办法 一, says: 甲}\n  c-2: {cite: 办法 二, says: 乙}\n  c-3: {cite: 办法 三, says: 丙}\n",
        );
        let head = format!(
            "format: 1\nid: main\ntitle: 测试方案\nkind: city\nbasis: 测试文件\nsubjects: [{}]\n",
            self.subjects.join(", ")
        );
        self.file(&format!("{year}/main/scheme.yaml"), &(head + scheme))
    }

    /// A record of `main`: everything after the status.
    pub fn record(&self, year: u16, subject: &str, rest: &str) -> &Self {
        self.file(
            &format!("{year}/main/records/{subject}.yaml"),
            &format!("format: 1\nsubject: {subject}\nstatus: final\n{rest}"),
        )
    }

    /// A text of the content.
    pub fn text(&self, path: &str) -> String {
        text_of(&self.content().join(path))
    }

    /// Changes a text of the content.
    ///
    /// # Panics
    /// When nothing changes, which is a mistake of the test.
    pub fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) -> &Self {
        let text = self.text(path);
        let changed = change(&text);
        assert!(changed != text, "{path} stays as it was");
        self.file(path, &changed)
    }

    /// Replaces words that stand once in a file of the content.
    pub fn replace(&self, path: &str, from: &str, to: &str) -> &Self {
        self.edit(path, |text| {
            assert_eq!(text.matches(from).count(), 1, "{from:?} stands once in {path}");
            text.replace(from, to)
        })
    }

    /// Takes a file or folder out of the content.
    pub fn remove(&self, path: &str) -> &Self {
        let place = self.content().join(path);
        let removed = if place.is_dir() { fs::remove_dir_all(place) } else { fs::remove_file(place) };
        removed.unwrap_or_else(|error| panic!("{path}: {error}"));
        self
    }

    /// The content as the program understands it.
    ///
    /// # Panics
    /// With every diagnostic when there is an error.
    pub fn read(&self) -> Content {
        let read = content::read(&self.content());
        let told: Vec<String> = read.diagnostics.iter().map(|one| format!("{one:?}")).collect();
        read.content.unwrap_or_else(|| panic!("the folder has errors:\n{}", told.join("\n")))
    }

    /// What is said of the content.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        content::read(&self.content()).diagnostics
    }

    /// What `check` says of it.
    pub fn check(&self) -> Result<Vec<Diagnostic>, pipeline::DeskError> {
        let (content, output) = (self.content(), self.output());
        pipeline::check(&pipeline::Request {
            content: &content,
            theme: None,
            output: &output,
            style_guide: false,
        })
    }

    /// Reads and scores one year.
    pub fn score(&self, year: u16) -> Scored {
        Scored::new(&self.read(), year)
    }

    // --- where things stand

    /// A place in the case's folder.
    pub fn path(&self, inner: &str) -> PathBuf {
        self.root.join(inner)
    }

    /// The content folder.
    pub fn content(&self) -> PathBuf {
        self.path("content")
    }

    /// The site.
    pub fn output(&self) -> PathBuf {
        self.path("output")
    }

    // --- the site

    /// A text of the site.
    pub fn told(&self, path: &str) -> String {
        text_of(&self.output().join(path))
    }

    /// A file of the site as JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.told(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A page of the site.
    pub fn page(&self, path: &str) -> Page {
        Page::new(path, self.told(path))
    }

    /// The files below a folder of the site, `""` for all of them.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.output().join(folder))
    }
}

/// How many cases a law is tried on: so many, or as many as `.ci/long` asks for.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").map_or(usual, |count| count.parse().expect("a number"))
}

fn text_of(place: &Path) -> String {
    fs::read_to_string(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()))
}

/// Every file below a folder, by its path, with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            found.insert(path.to_string_lossy().replace('\\', "/"), fs::read(entry.path()).expect("a file"));
        }
    }
    found
}

/// Copies a folder; what is copied may be written.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let place = to.join(path);
        fs::create_dir_all(place.parent().expect("below the folder")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }
}
