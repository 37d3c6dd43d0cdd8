//! What a check found: a warning, whose record it is in and what of it the warning speaks of.

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
}

impl<'l> Findings<'l> {
    pub fn new(look: &'l Look<'l>) -> Self {
        Self { look, list: Vec::new() }
    }

    /// A warning in a subject's record, with what can be done about it. A place that no file has is none.
    pub fn add(
        &mut self,
        code: Code,
        subject: SubjectIndex,
        (about, at): (Option<&str>, At),
        text: impl Into<String>,
        complete: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let record = &self.look.scored.evaluation.records[subject.get()];
        let Some(place) = record.place(at) else { return };
        let warning = complete(Diagnostic::at(code, &place, text));
        self.list.push(Finding { subject, about: about.map(str::to_owned), warning });
    }
}
