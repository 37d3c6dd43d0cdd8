//! The steps of the approval, and whom the results are sent to.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::Reader;
use crate::diagnostics::{Code, Span};
use crate::model::{ApprovalStep, Recipient};

impl Reader<'_> {
    /// The steps of the approval.
    pub(super) fn approval(&self, map: &Mapping<'_>) -> Vec<ApprovalStep> {
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        let mut steps: Vec<ApprovalStep> = Vec::new();
        for item in map.get("approval").and_then(Value::items).into_iter().flatten() {
            let Some(map) = item.mapping() else { continue };
            let id_value = map.need("id");
            let id = id_value.and_then(Value::id);
            if let (Some(value), Some(id)) = (id_value, id)
                && let Some(first) = places.insert(id.to_owned(), value.span())
            {
                let problem = value.problem(Code::DuplicateId, format!("审批步骤“{id}”写了两次"));
                item.file.report(problem.found(id).also(first, "第一次写在这里").hint("请换一个标识"));
            }
            let title = map.line("title");
            let by = map.line_if("by");
            let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
            let issue = map.get("issue").and_then(Value::flag).unwrap_or(false);
            map.finish();
            if let (Some(id), Some(title)) = (id, title) {
                steps.push(ApprovalStep { id: id.to_owned(), title, by, clause, issue });
            }
        }
        steps
    }

    /// Whom the results are sent to.
    pub(super) fn distribution(&self, map: &Mapping<'_>) -> Vec<Recipient> {
        let recipient = |item: Value<'_>| {
            let map = item.mapping()?;
            let to = map.line("to");
            let purpose = map.text_if("for");
            let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
            map.finish();
            Some(Recipient { to: to?, purpose, clause })
        };
        map.get("distribution").and_then(Value::items).into_iter().flatten().filter_map(recipient).collect()
    }
}
