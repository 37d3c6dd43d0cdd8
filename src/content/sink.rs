//! The file that is being read: its text, and the problems found in it so far.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

use super::characters;
use super::files::Inputs;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{At, Place};

/// Problems of one file that are kept; more help nobody.
const MOST: usize = 200;

/// Collects the problems of one file. The text is copied only when there is one to show.
pub(super) struct Sink<'s> {
    file: Arc<str>,
    inputs: Inputs,
    text: &'s str,
    original: &'s str,
    shared: OnceCell<Arc<str>>,
    found: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    /// Cells that stand for places in the text.
    cells: &'s [Place],
}

impl<'s> Sink<'s> {
    /// A file without problems so far.
    pub fn new(file: Arc<str>, text: &'s str) -> Self {
        Self {
            file,
            inputs: Inputs::OfToday,
            text,
            original: text,
            shared: OnceCell::new(),
            found: RefCell::default(),
            errors: Cell::new(0),
            cells: &[],
        }
    }

    /// Values that stand in cells of tables: a place in it is one of theirs (`At::cell`).
    pub fn of_cells(inputs: Inputs, cells: &'s [Place]) -> Self {
        Self { inputs, cells, ..Self::new(Arc::from(""), "") }
    }

    /// A file as it stands and cleaned of what [`characters`] does not allow, each of which is a problem.
    pub fn cleaned(file: Arc<str>, inputs: Inputs, original: &'s str, text: &'s str) -> Self {
        let file = Self { inputs, original, ..Self::new(file, text) };
        characters::check(&file, original);
        file
    }

    /// The file, relative to the content folder.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Whose file it is.
    pub fn inputs(&self) -> Inputs {
        self.inputs
    }

    pub fn text(&self) -> &'s str {
        self.text
    }

    /// A place in it.
    pub fn place(&self, span: Span) -> Place {
        if let Some(cell) = span.at.as_cell().and_then(|cell| self.cells.get(cell)) {
            return cell.clone();
        }
        Place::line(self.file.clone(), span.at)
    }

    /// A problem somewhere in the file, to be completed and reported.
    pub fn problem(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        if let Some(cell) = span.at.as_cell().and_then(|cell| self.cells.get(cell)) {
            return Diagnostic::at(code, cell, message);
        }
        let source = self.shared.get_or_init(|| Arc::from(self.original)).clone();
        Diagnostic::new(code, self.file.clone(), message).span(span).source(source)
    }

    /// A problem at a place of which line and column are known.
    pub fn there(&self, code: Code, at: At, message: impl Into<String>) -> Diagnostic {
        let mut problem = self.problem(code, Span { at, ..Span::default() }, message);
        problem.locate(self.shared.get_or_init(|| Arc::from(self.original)).clone());
        problem
    }

    /// A problem with the file as a whole.
    pub fn whole(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.file.clone(), message)
    }

    /// Keeps a problem.
    pub fn report(&self, mut problem: Diagnostic) {
        let mut found = self.found.borrow_mut();
        if self.inputs != Inputs::OfToday {
            // Here, and not only at the end: what is only warned of must not make its mapping unusable.
            problem.ease();
        }
        if problem.is_error() {
            self.errors.set(self.errors.get() + 1);
        }
        // What is asked for twice while a file is read is told once.
        let same = |one: &Diagnostic| {
            (one.code, one.span, &one.message) == (problem.code, problem.span, &problem.message)
        };
        if found.iter().any(same) {
            return;
        }
        match found.len() {
            0..MOST => found.push(problem),
            // Nobody is to mend the inputs of an edition: that there are many warnings is no error.
            _ if self.inputs != Inputs::OfToday && !problem.is_error() => {}
            MOST => found.push(
                self.whole(Code::TooManyProblems, format!("这个文件的问题超过 {MOST} 处，其余不再列出"))
                    .hint("请先改正已列出的，再检查一次"),
            ),
            _ => {}
        }
    }

    /// How many errors were found so far.
    pub fn errors(&self) -> usize {
        self.errors.get()
    }

    /// What was found.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}
