//! What a check found: a warning, whose record it is in and what of it the warning speaks of.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::look::Look;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{At, SubjectIndex};

/// One warning.
pub(super) struct Finding {
    pub subject: SubjectIndex,
    /// A figure, node, check or kind of event, by its id; `None`: the record as a whole.
    pub about: Option<String>,
    pub warning: Diagnostic,
}

/// What the checks of a scheme found.
pub(super) struct Findings<'l> {
    look: &'l Look<'l>,
    pub list: Vec<Finding>,
    /// What is told of by a warning about something else.
    covered: BTreeSet<(SubjectIndex, String)>,
}

impl<'l> Findings<'l> {
    pub fn new(look: &'l Look<'l>) -> Self {
        Self { look, list: Vec::new(), covered: BTreeSet::new() }
    }

    /// A warning at a place of a subject's record.
    pub fn add(
        &mut self,
        code: Code,
        subject: SubjectIndex,
        (about, at): (&str, At),
        text: impl Into<String>,
        complete: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let record = &self.look.scored.evaluation.records[subject.get()];
        let Some(place) = record.place(at) else { return };
        let warning = complete(Diagnostic::at(code, &place, text));
        self.told(subject, about);
        self.list.push(Finding { subject, about: Some(about.to_owned()), warning });
    }

    /// A warning about a subject's record as a whole.
    pub fn whole(
        &mut self,
        code: Code,
        subject: SubjectIndex,
        text: impl Into<String>,
        complete: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let record = &self.look.scored.evaluation.records[subject.get()];
        let Some(file) = &record.file else { return };
        let warning = complete(Diagnostic::new(code, Arc::clone(file), text));
        self.list.push(Finding { subject, about: None, warning });
    }

    /// Says that something is told of already.
    pub fn told(&mut self, subject: SubjectIndex, about: &str) {
        self.covered.insert((subject, about.to_owned()));
    }

    /// Whether something is told of already: one slip is not told as two.
    pub fn tells(&self, subject: SubjectIndex, about: &str) -> bool {
        self.covered.contains(&(subject, about.to_owned()))
    }
}
