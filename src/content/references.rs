//! reference.yaml: numbers of the year that are the same for all subjects.

use std::sync::Arc;

use super::mapping::Mapping;
use super::table::Table;
use super::units::Units;
use super::value::Value;
use crate::diagnostics::Code;
use crate::model::Reference;

/// The numbers, and the names measures know them by.
pub(super) struct References {
    table: Table<usize>,
    list: Vec<Arc<Reference>>,
}

const NOUN: &str = "参照值";

impl References {
    /// A year without any.
    pub fn none() -> Self {
        Self { table: Table::new(Code::UnknownReference, NOUN), list: Vec::new() }
    }

    /// What stands for a file that could not be read: every name is passed over.
    pub fn unknown() -> Self {
        Self { table: Table::open(Code::UnknownReference, NOUN), list: Vec::new() }
    }

    /// The number a value names.
    pub fn read(&self, value: Value<'_>) -> Option<Arc<Reference>> {
        self.table.read(value).map(|position| Arc::clone(&self.list[position]))
    }
}

pub(super) fn decode(map: &Mapping<'_>, units: &Units) -> Option<References> {
    let mut references = References::none();
    for (key, value) in map.need("reference").and_then(Value::pairs).into_iter().flatten() {
        if !references.table.allows(value.file, &key.text, key.span) {
            continue;
        }
        let reference = value.mapping().and_then(|of| {
            let (title, source) = (of.text("title"), of.text("source"));
            let number = of.need("value").and_then(Value::decimal);
            let unit = of.need("unit").and_then(|unit| units.read(unit));
            of.finish();
            let (id, origin) = (key.text.to_string(), value.file.place(key.span));
            Some(Reference { id, title: title?, value: number?, unit: unit?, source: source?, origin })
        });
        references.table.insert(&key.text, reference.is_some().then_some(references.list.len()));
        references.list.extend(reference.map(Arc::new));
    }
    Some(references)
}
