//! clauses.yaml: what schemes may cite.

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::table::Table;
use super::value::Value;
use crate::diagnostics::Code;
use crate::model::{Clause, ClauseId};

/// The clauses, and the names that may be cited.
pub(super) struct Clauses {
    pub by_id: BTreeMap<ClauseId, Clause>,
    pub table: Table<()>,
}

const NOUN: &str = "条款";

impl Clauses {
    /// A year without clauses.
    pub fn none() -> Self {
        Self { by_id: BTreeMap::new(), table: Table::new(Code::UnknownClause, NOUN) }
    }

    /// What stands for a file that could not be read: every reference is passed over.
    pub fn unknown() -> Self {
        Self { by_id: BTreeMap::new(), table: Table::open(Code::UnknownClause, NOUN) }
    }

    /// The clause that a value cites.
    pub fn read(&self, value: Value<'_>) -> Option<ClauseId> {
        self.table.read(value)?;
        value.word(NOUN).map(ClauseId::new)
    }
}

pub(super) fn decode(map: &Mapping<'_>) -> Option<Clauses> {
    let mut clauses = Clauses::none();
    for (key, value) in map.need("clauses").and_then(Value::pairs).into_iter().flatten() {
        if !clauses.table.allows(value.file, &key.text, key.span) {
            continue;
        }
        let clause = clause(&key.text, value);
        clauses.table.insert(&key.text, clause.is_some().then_some(()));
        if let Some(clause) = clause {
            clauses.by_id.insert(clause.id.clone(), clause);
        }
    }
    Some(clauses)
}

fn clause(id: &str, value: Value<'_>) -> Option<Clause> {
    let map = value.mapping()?;
    let cite = if map.has("ref") {
        map.forbid("cite", "已经写了 ref，两者是一个意思");
        map.line("ref")
    } else {
        map.line("cite")
    };
    let says = map.text("says");
    map.finish();
    Some(Clause { id: ClauseId::new(id), cite: cite?, says: says? })
}
