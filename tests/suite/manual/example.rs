//! A worked example of the manual: the files that stand above a table, the records in its cells, and what the program
//! makes of them.
//!
//! A block ```` ```yaml ```` whose first line is `# 文件名` is that file of the year; what the manual leaves out (head of
//! the scheme, list of subjects, clauses) is the first block of the page and what follows from the table.

use std::collections::{BTreeMap, BTreeSet};

use tongbao::history::Scored;
use tongbao::model::{
    Content, NodeIndex, Scheme, SchemeResults, State, SubjectIndex, SubjectResult, fixed, plain,
};
use tongbao::pipeline;

use crate::case::Case;

/// The subjects of all examples, as the manual calls them.
pub const NAMES: [(&str, &str); 8] = [
    ("甲市", "jia"),
    ("乙市", "yi"),
    ("丙市", "bing"),
    ("丁市", "ding"),
    ("戊市", "wu"),
    ("己市", "ji"),
    ("庚市", "geng"),
    ("辛市", "xin"),
];
const YEAR: u16 = 2020;
/// What the scheme has otherwise in the years before, where that is not the same.
pub const EARLIER: &str = "earlier";

/// The files of an example and its records.
#[derive(Clone, Debug, Default)]
pub struct Example {
    files: BTreeMap<String, String>,
    /// Year, subject → the record from `status` on.
    records: BTreeMap<(u16, String), String>,
    subjects: Vec<String>,
}

impl Example {
    /// Takes up a block of the page.
    pub fn block(&mut self, text: &str) {
        let (first, rest) = text.split_once('\n').expect("a block has lines");
        match first.strip_prefix("# ") {
            Some(file) => _ = self.files.insert(file.trim().to_owned(), rest.to_owned()),
            None => panic!("the block does not say which file it is: {first}"),
        }
    }

    /// Lays the keys of a text over those of a file.
    pub fn over(&mut self, file: &str, text: &str) {
        let under = self.files.remove(file).unwrap_or_default();
        self.files.insert(file.to_owned(), merged(&under, text));
    }

    /// Gives a subject a record.
    pub fn record(&mut self, head: &str, name: &str, codes: &[String]) {
        let id = id(name).to_owned();
        if !self.subjects.contains(&id) {
            self.subjects.push(id.clone());
        }
        let year = match head.chars().take_while(char::is_ascii_digit).collect::<String>().parse() {
            Ok(year) => year,
            Err(_) if head.starts_with('上') => YEAR - 1,
            Err(_) => YEAR,
        };
        let lines = codes.iter().filter(|line| !line.starts_with("status:"));
        let lines: String = lines.flat_map(|line| [line, "\n"]).collect();
        self.records.insert((year, id), lines);
    }

    /// Writes it all down.
    pub fn case(&self, head: &str) -> Case {
        let case = Case::empty();
        let file = |path: &str, text: &str| _ = case.file(path, text);
        file("site.yaml", "format: 1\ntitle: 手册例子\norgan: 省考核办\n");
        let mut subjects = String::from("format: 1\nsubjects:\n");
        for (name, id) in NAMES {
            let short = name.trim_end_matches('市');
            subjects += &format!("  - {{id: {id}, name: {name}, short: {short}, kind: city}}\n");
        }
        let mut years: BTreeSet<u16> = self.records.keys().map(|(year, _)| *year).collect();
        years.insert(YEAR);
        for year in years {
            let list = format!("subjects: [{}]\n", self.subjects.join(", "));
            let own = |name: &str| self.files.get(name).map_or("", |text| text);
            let scheme = merged(&merged(head, own("scheme.yaml")), &list);
            let scheme = if year < YEAR { merged(&scheme, own(EARLIER)) } else { scheme };
            let id = scheme.lines().find_map(|line| line.strip_prefix("id: ")).expect("a scheme has an id");
            let id = id.split(' ').next().expect("a word");
            file(&format!("{year}/{id}/scheme.yaml"), &scheme);
            let day = format!(
                "format: 1\nperiod: {{from: {year}-01-01, to: {year}-12-31}}\ncutoff: {year}-12-31\nschemes: [{id}]\n"
            );
            file(&format!("{year}/year.yaml"), &merged(&day, own("year.yaml")));
            let clauses: BTreeSet<&str> =
                self.files.values().chain([&scheme]).flat_map(|text| clauses(text)).collect();
            let clauses: String =
                clauses.iter().map(|id| format!("  {id}: {{cite: 办法 {id}, says: 见办法。}}\n")).collect();
            if !clauses.is_empty() {
                file(&format!("{year}/clauses.yaml"), &format!("format: 1\nclauses:\n{clauses}"));
            }
            for (name, text) in &self.files {
                match name.as_str() {
                    "targets.yaml" | "decisions.yaml" => {
                        file(&format!("{year}/{id}/{name}"), &format!("format: 1\n{text}"));
                    }
                    "reference.yaml" => file(&format!("{year}/{name}"), &format!("format: 1\n{text}")),
                    _ => {}
                }
            }
            for ((of, subject), text) in &self.records {
                if *of == year {
                    file(
                        &format!("{year}/{id}/records/{subject}.yaml"),
                        &format!("format: 1\nsubject: {subject}\nstatus: final\n{text}"),
                    );
                }
            }
        }
        file("subjects.yaml", &subjects);
        for (name, text) in self.files.iter().filter(|(name, _)| name.contains('/')) {
            file(name, text);
        }
        if let Some(text) = self.files.get("subjects.yaml") {
            file("subjects.yaml", &(subjects + text));
        }
        case
    }
}

/// What the program makes of an example.
pub struct Worked {
    content: Content,
}

impl Worked {
    pub fn new(case: &Case) -> Self {
        Self { content: case.read() }
    }

    /// Looks at the results of the first scheme of the last year.
    pub fn with<T>(&self, look: impl FnOnce(&Results<'_>) -> T) -> T {
        let scored = pipeline::score(&self.content);
        let year = scored.years.last().expect("a year");
        look(&Results(&year.schemes[0]))
    }
}

/// The results of one scheme.
pub struct Results<'a>(pub &'a Scored<'a>);

impl Results<'_> {
    pub fn scheme(&self) -> &Scheme {
        &self.0.evaluation.scheme
    }

    pub fn results(&self) -> &SchemeResults {
        &self.0.results
    }

    pub fn subject(&self, name: &str) -> (SubjectIndex, &SubjectResult) {
        let id = id(name);
        let at = self.scheme().subjects.iter().position(|one| one.as_str() == id).expect("a subject");
        (SubjectIndex::new(at), &self.results().subjects[at])
    }

    /// The leaf that an example is about: the first one.
    pub fn leaf(&self) -> NodeIndex {
        let leaf = |node: &NodeIndex| self.scheme().node(*node).children().is_empty();
        self.scheme().indices().find(leaf).expect("a leaf")
    }

    /// What stands in a column of a table for a subject.
    pub fn told(&self, column: &str, name: &str) -> String {
        let scheme = self.scheme();
        let (_, result) = self.subject(name);
        let grade = |grade| Option::map_or(grade, "无".to_owned(), |grade| scheme.grade(grade).name.clone());
        match column {
            "得分" => self.at(self.leaf(), result),
            "指标值" => self.measure(result),
            "总分" => result.told().map_or("无".to_owned(), plain),
            "等次" => grade(result.grade),
            "按分数线" => grade(result.by_threshold),
            "名次" => result.rank.map_or("无".to_owned(), |rank| rank.to_string()),
            "全部名次" => result.overall.map_or("无".to_owned(), |placed| placed.place.to_string()),
            "结果运用" => {
                let titles = result.outcomes.iter().map(|one| scheme.outcomes[one.get()].title.clone());
                let titles: Vec<String> = titles.collect();
                if titles.is_empty() { "无".to_owned() } else { titles.join("、") }
            }
            title => {
                let node = scheme.indices().find(|node| scheme.node(*node).title == title);
                self.at(node.unwrap_or_else(|| panic!("no node is called {title}")), result)
            }
        }
    }

    fn at(&self, node: NodeIndex, result: &SubjectResult) -> String {
        let of = &result.nodes[node.get()];
        let told = || of.points.or(of.score).map_or("无".to_owned(), plain);
        match of.state {
            State::Scored => told(),
            State::Missing if of.score.is_some_and(|score| !score.is_zero()) => format!("缺报，按{}", told()),
            State::Missing => "缺报".to_owned(),
            State::Undefined => "无法计算".to_owned(),
            State::NotApplicable => "不适用".to_owned(),
        }
    }

    fn measure(&self, result: &SubjectResult) -> String {
        let leaf = self.leaf();
        let (_, unit) = self.scheme().node(leaf).measure().expect("a leaf with a measure");
        let of = &result.nodes[leaf.get()];
        match (of.state, of.measure) {
            (State::Scored, Some(measure)) => {
                let told = fixed(measure, measure.normalize().scale().min(4));
                format!("{told} {unit}").trim().to_owned()
            }
            _ => self.at(leaf, result),
        }
    }
}

pub fn id(name: &str) -> &'static str {
    NAMES.iter().find(|(one, _)| *one == name).unwrap_or_else(|| panic!("who is {name}?")).1
}

/// The keys of the second text in the place of those of the first.
fn merged(under: &str, over: &str) -> String {
    let over = chunks(over);
    let given: BTreeSet<&str> = over.iter().map(|(key, _)| *key).collect();
    let kept = chunks(under).into_iter().filter(|(key, _)| !given.contains(key));
    kept.chain(over.iter().cloned()).map(|(_, text)| text).collect()
}

/// The keys on the first level, each with its lines.
fn chunks(text: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push((line.split(':').next().expect("a key"), String::new()));
        }
        let (_, text) = found.last_mut().expect("a text begins with a key");
        *text += line;
        text.push('\n');
    }
    found
}

fn clauses(text: &str) -> Vec<&str> {
    let end = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    text.split("clause: ").skip(1).filter_map(|rest| rest.split(end).next()).collect()
}
