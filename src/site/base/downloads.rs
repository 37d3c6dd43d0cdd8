//! What can be saved of a scheme: its results as CSV and XLSX, the year's as JSON.

use serde::Serialize;

use crate::site::base::SchemeSite;

/// The files with a scheme's results, as a page links them.
#[derive(Debug, Serialize)]
pub struct Downloads {
    pub csv: String,
    /// The workbook with formulas; too many subjects have none.
    pub xlsx: Option<String>,
    /// All results of the year.
    pub json: String,
    /// What the shape of the JSON is told by.
    pub schema: String,
}

impl Downloads {
    /// The files of a scheme; `up` leads to the edition's folder.
    pub(crate) fn of(scheme: &SchemeSite, up: &str) -> Self {
        let id = &scheme.scheme.id;
        Self {
            csv: format!("{up}data/{id}.csv"),
            xlsx: scheme.has_workbook().then(|| format!("{up}data/{id}.xlsx")),
            json: format!("{up}data/results.json"),
            schema: format!("{up}data/results.schema.json"),
        }
    }
}
