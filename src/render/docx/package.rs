//! The parts of a Word file as one ZIP: the same bytes from the same paper, whenever it is made.

use std::io::{Cursor, Write};

use tera::{Context, Tera};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::document::Document;
use super::well_formed;
use crate::render::{PageError, RenderError, failed};

/// Where the templates of the parts stand.
const FOLDER: &str = "docx/";

/// The templates of the parts: every file of the folder is one, so that a theme may have parts of its own.
#[derive(Debug)]
pub(in crate::render) struct Parts(Vec<String>);

impl Parts {
    /// Those of a theme. `[Content_Types].xml` comes first, as programs that look at the first bytes only expect.
    pub fn of(tera: &Tera) -> Self {
        let mut parts: Vec<String> =
            tera.get_template_names().filter(|name| name.starts_with(FOLDER)).map(str::to_owned).collect();
        parts.sort_unstable();
        Self(parts)
    }

    /// The bytes of a file; `path` is named in errors.
    pub(super) fn zip(&self, tera: &Tera, document: &Document, path: &str) -> Result<Vec<u8>, PageError> {
        let context = Context::from_serialize(document).map_err(|error| failed(path, FOLDER, &error))?;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for name in &self.0 {
            let part = tera.render(name, &context).map_err(|error| failed(path, name, &error))?;
            if let Some(fault) = well_formed::fault(&part) {
                let reason = format!("填好以后不是合格的 XML，Word 打不开：{fault}");
                return Err(RenderError { page: path.to_owned(), template: name.clone(), reason }.into());
            }
            zip.start_file(&name[FOLDER.len()..], options).map_err(std::io::Error::other)?;
            zip.write_all(part.as_bytes())?;
        }
        Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
    }
}
