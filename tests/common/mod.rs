//! A content folder made from text, read and scored: what the tests of scoring share.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod other;

use std::fmt::Write as _;
use std::path::Path;

use tempfile::TempDir;
use tongbao::content;
use tongbao::diagnostics::Diagnostic;
use tongbao::model::{
    Content, Evaluation, NodeIndex, SchemeResults, SubjectIndex, SubjectResult, Year, plain,
};
use tongbao::scoring::{self, LastYear};

/// Four grades as the founding case has them.
pub const GRADES: &str = "grades:
  - {name: 好, from: 90, points: 95}
  - {name: 较好, from: 80, points: 85}
  - {name: 一般, from: 60, points: 70}
  - {name: 差, from: 0, points: 50}
";

/// A content folder under construction.
pub struct Folder {
    dir: TempDir,
    subjects: Vec<String>,
}

impl Folder {
    /// A folder with a site and these subjects, all of kind `city`.
    pub fn new(subjects: &[&str]) -> Self {
        let dir = TempDir::new().expect("a scratch folder");
        let folder = Self { dir, subjects: subjects.iter().map(|id| (*id).to_owned()).collect() };
        folder.file("site.yaml", "format: 1\ntitle: 测试\norgan: 测试机关\n");
        let mut list = String::from("format: 1\nsubjects:\n");
        for id in subjects {
            writeln!(list, "  - {{id: {id}, name: {id}市, short: {id}, kind: city}}")
                .expect("a string takes it");
        }
        folder.file("subjects.yaml", &list);
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file.
    pub fn file(&self, path: &str, text: &str) -> &Self {
        let path = self.dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
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

    /// Reads the folder.
    ///
    /// # Panics
    /// With every diagnostic when there is an error.
    pub fn read(&self) -> Content {
        let read = content::read(self.path());
        let told: Vec<String> = read.diagnostics.iter().map(|one| format!("{one:?}")).collect();
        read.content.unwrap_or_else(|| panic!("the folder has errors:\n{}", told.join("\n")))
    }

    /// The diagnostics of the folder.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        content::read(self.path()).diagnostics
    }

    /// Reads and scores one year.
    pub fn score(&self, year: u16) -> Scored {
        Scored::new(self.read(), year)
    }
}

/// A scored evaluation, asked by names.
pub struct Scored {
    pub evaluation: Evaluation,
    pub last: LastYear,
    pub results: SchemeResults,
}

impl Scored {
    fn new(content: Content, year: u16) -> Self {
        let year = Year::new(i16::try_from(year).expect("a year")).expect("a year");
        let find =
            |year: Year| content.years.iter().find(|one| one.year == year).map(|one| &one.evaluations[0]);
        let evaluation = find(year).expect("the year").clone();
        let last = Year::new(year.get() - 1)
            .and_then(find)
            .map_or_else(LastYear::default, |earlier| scoring::last_year(&evaluation, earlier));
        let results = scoring::score(&evaluation, &last).expect("no overflow");
        Self { evaluation, last, results }
    }

    pub fn subject(&self, id: &str) -> (SubjectIndex, &SubjectResult) {
        let position =
            self.evaluation.scheme.subjects.iter().position(|one| one.as_str() == id).expect("a subject");
        (SubjectIndex::new(position), &self.results.subjects[position])
    }

    pub fn node(&self, id: &str) -> NodeIndex {
        self.evaluation.scheme.find(id).expect("a node")
    }

    /// Published score and final grade: `90.92 较好`.
    pub fn total(&self, id: &str) -> String {
        let (_, result) = self.subject(id);
        match (result.score, result.grade) {
            (Some(score), Some(grade)) => {
                format!("{} {}", plain(score), self.evaluation.scheme.grade(grade).name)
            }
            _ => "–".into(),
        }
    }

    /// A node's score: `73.3333333333`, `缺`, `–` (not applicable).
    pub fn at(&self, id: &str, node: &str) -> String {
        use tongbao::model::State;
        let result = &self.subject(id).1.nodes[self.node(node).get()];
        match result.state {
            State::Scored => plain(result.score.expect("a scored node has a score")),
            State::Missing => "缺".into(),
            State::NotApplicable => "–".into(),
        }
    }

    /// A node's score for each subject, in the scheme's order.
    pub fn row(&self, node: &str) -> String {
        let ids: Vec<&str> = self.evaluation.scheme.subjects.iter().map(|id| id.as_str()).collect();
        ids.iter().map(|id| self.at(id, node)).collect::<Vec<_>>().join(" ")
    }

    /// Final places in the scheme's order: `1 2 2 4`.
    pub fn places(&self) -> String {
        let place = |result: &SubjectResult| result.rank.map_or("–".to_owned(), |rank| rank.to_string());
        self.results.subjects.iter().map(place).collect::<Vec<_>>().join(" ")
    }

    /// The subjects in the order of lists.
    pub fn order(&self) -> String {
        let id = |index: &SubjectIndex| self.evaluation.scheme.subjects[index.get()].as_str();
        self.results.order.iter().map(id).collect::<Vec<_>>().join(" ")
    }

    /// The trail of a node in words, a line a step.
    pub fn trail(&self, id: &str, node: &str) -> String {
        let scheme = &self.evaluation.scheme;
        let (subject, _) = self.subject(id);
        let index = if node == "total" { NodeIndex::new(0) } else { self.node(node) };
        let steps = scoring::trail(&self.evaluation, &self.last, &self.results, subject, index);
        let mut text = String::new();
        for step in &steps {
            let line = tongbao::wording::step(scheme, step);
            let words = tongbao::wording::plain(scheme, &line.text, |clause| format!("［{clause}］"));
            write!(text, "{}：{words}", line.lead).expect("a string takes it");
            if let Some(working) = &line.working {
                write!(text, " ｜ {working}").expect("a string takes it");
            }
            if let Some(clause) = &line.clause {
                write!(text, " ［{clause}］").expect("a string takes it");
            }
            let origins: Vec<String> = line.origins.iter().map(ToString::to_string).collect();
            writeln!(text, " {}", origins.join(" ")).expect("a string takes it");
        }
        text
    }
}
