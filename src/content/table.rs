//! Names that may be referred to, and what they stand for.

use std::collections::HashMap;

use super::sink::Sink;
use super::value::{Value, check_id};
use crate::diagnostics::{Code, Diagnostic, Span, nearest};

/// Names of one sort: figures, nodes, grades …
pub(super) struct Table<T> {
    code: Code,
    noun: &'static str,
    known: HashMap<String, Option<T>>,
    order: Vec<String>,
    /// What people call them: their titles, with the name each stands for.
    titles: Vec<(String, String)>,
    open: bool,
    /// There can be none: what is said of whatever refers to one.
    none: Option<(Code, &'static str, &'static str)>,
}

impl<T: Copy> Table<T> {
    /// A table without names; `noun` is what they are called in messages, `code` says that one is not known.
    pub fn new(code: Code, noun: &'static str) -> Self {
        let (known, order, titles) = (HashMap::new(), Vec::new(), Vec::new());
        Self { code, noun, known, order, titles, open: false, none: None }
    }

    /// A table that finds nothing and complains about nothing: where the names are declared could not be read.
    pub fn open(code: Code, noun: &'static str) -> Self {
        Self { open: true, ..Self::new(code, noun) }
    }

    /// A table that refuses whatever refers to a name, saying why there are none and what to do.
    pub fn none(code: Code, noun: &'static str, [why, hint]: [&'static str; 2]) -> Self {
        Self { none: Some((code, why, hint)), ..Self::new(code, noun) }
    }

    /// Whether there can be names; where there cannot, a value that asks for them is reported.
    pub fn can_be(&self, value: Value<'_>) -> bool {
        if let Some((code, why, hint)) = self.none {
            value.file.report(value.problem(code, why).hint(hint));
        }
        self.none.is_none()
    }

    /// Adds a name. `None`: it is declared, but faulty, so references to it are passed over in silence.
    /// Gives `false` when the name is taken.
    pub fn insert(&mut self, name: &str, meaning: Option<T>) -> bool {
        if self.known.contains_key(name) {
            return false;
        }
        self.known.insert(name.to_owned(), meaning);
        self.order.push(name.to_owned());
        true
    }

    /// Whether a key can be declared as a name; one that cannot is told here, and not again wherever it is referred to.
    pub fn allows(&mut self, file: &Sink<'_>, name: &str, span: Span) -> bool {
        let sound = check_id(file, name, span);
        if !sound {
            self.pass_over(name);
        }
        sound
    }

    /// Keeps the title of a name: where somebody writes it, the name is told.
    pub fn call(&mut self, name: &str, title: &str) {
        if !title.is_empty() {
            self.titles.push((title.to_owned(), name.to_owned()));
        }
    }

    /// The name whose title was written.
    pub fn titled(&self, word: &str) -> Option<&str> {
        self.titles.iter().find(|(title, _)| title == word).map(|(_, name)| name.as_str())
    }

    /// The name whose title is nearest to what was written.
    fn nearly_titled(&self, word: &str) -> Option<&str> {
        self.titled(nearest(word, self.titles.iter().map(|(title, _)| title.as_str()))?)
    }

    /// Passes over a name in silence that was told where it is declared.
    pub fn pass_over(&mut self, name: &str) {
        self.known.entry(name.to_owned()).or_insert(None);
    }

    /// Marks a name as declared, but faulty.
    pub fn spoil(&mut self, name: &str) {
        if let Some(meaning) = self.known.get_mut(name) {
            *meaning = None;
        }
    }

    /// What a name stands for, without complaint.
    pub fn peek(&self, name: &str) -> Option<T> {
        self.known.get(name).copied().flatten()
    }

    /// Whether a name is declared, faulty or not.
    pub fn contains(&self, name: &str) -> bool {
        self.open || self.known.contains_key(name)
    }

    /// The names in the order they were declared.
    pub fn names(&self) -> &[String] {
        &self.order
    }

    /// What a name stands for; reports when it is not known.
    pub fn find(&self, file: &Sink<'_>, name: &str, span: Span) -> Option<T> {
        if let Some((code, why, hint)) = self.none {
            file.report(file.problem(code, span, why).found(name).hint(hint));
            return None;
        }
        match self.known.get(name) {
            Some(meaning) => *meaning,
            None if self.open => None,
            None => {
                let problem = file
                    .problem(self.code, span, format!("没有叫“{name}”的{}", self.noun))
                    .word(name, &self.order);
                let problem = self.meant(name, problem);
                let problem = match (&problem.suggestion, self.order.is_empty()) {
                    (Some(_), _) => problem,
                    (None, true) => problem.hint(format!("还没有登记任何{}", self.noun)),
                    (None, false) => problem.hint(format!("请改成已登记的{}，或者先登记它", self.noun)),
                };
                file.report(problem);
                None
            }
        }
    }

    /// What was probably meant: a name with signs around it, one that was called by its title, or nearly so.
    fn meant(&self, name: &str, problem: Diagnostic) -> Diagnostic {
        let bare = name.trim();
        let unquoted = name.trim_matches(['“', '”', '‘', '’', '「', '」', '"', '\'']);
        match (self.titled(name), self.nearly_titled(name)) {
            // Blanks that are no spaces cannot be seen.
            _ if bare != name && self.known.contains_key(bare) => problem
                .suggest(bare)
                .hint(format!("“{bare}”前后有看不见的空白（不间断空格或全角空格），请删去")),
            _ if unquoted != name && self.known.contains_key(unquoted) => {
                problem.suggest(unquoted).hint("请去掉中文引号")
            }
            (Some(id), _) => problem.suggest(id).hint(format!("文件里写标识：“{name}”的标识是 {id}")),
            (None, Some(id)) if problem.suggestion.is_none() => problem.suggest(id),
            (None, _) => problem,
        }
    }

    /// What the word of a value stands for.
    pub fn read(&self, value: Value<'_>) -> Option<T> {
        let word = value.word(self.noun)?;
        self.find(value.file, word, value.span())
    }

    /// What the words of a list stand for; the list may not be empty.
    pub fn read_list(&self, value: Value<'_>) -> Option<Vec<T>> {
        let found: Vec<Option<T>> = value.some_items()?.map(|item| self.read(item)).collect();
        found.into_iter().collect()
    }
}
