//! The parts of a Word file as one ZIP: the same bytes from the same paper, whenever it is made.

use std::io::{self, Cursor, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipWriter};
use docx_rs::XMLDocx;
use jiff::civil::Date;

use super::styles::{FANG, HEI, KAI, SONG, TITLE_SONG, TWO_CHARACTERS};
use crate::site::escape;

/// A Word file.
pub(super) struct Package<'a> {
    /// The paper's title.
    pub title: &'a str,
    /// The organ that signs.
    pub author: &'a str,
    /// The day it is sent.
    pub day: Option<Date>,
    /// What it consists of.
    pub parts: XMLDocx,
}

impl Package<'_> {
    /// Its bytes.
    ///
    /// # Errors
    /// When a part is too large for a ZIP.
    pub fn zip(&self) -> io::Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for (path, bytes) in self.files() {
            zip.start_file(path, options).map_err(io::Error::other)?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish().map_err(io::Error::other)?.into_inner())
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let parts = &self.parts;
        let mut files: Vec<(String, Vec<u8>)> = [
            ("[Content_Types].xml", &parts.content_type),
            ("_rels/.rels", &parts.rels),
            ("docProps/app.xml", &parts.doc_props.app),
            ("docProps/custom.xml", &parts.doc_props.custom),
            ("word/_rels/document.xml.rels", &parts.document_rels),
            ("word/settings.xml", &parts.settings),
            ("word/comments.xml", &parts.comments),
            ("word/commentsExtended.xml", &parts.comments_extended),
            ("word/numbering.xml", &parts.numberings),
            ("word/footnotes.xml", &parts.footnotes),
        ]
        .map(|(path, bytes)| (path.to_owned(), bytes.clone()))
        .into();
        files.push(("docProps/core.xml".to_owned(), self.properties().into_bytes()));
        files.push(("word/document.xml".to_owned(), self.repeated_heads()));
        files.push(("word/styles.xml".to_owned(), self.styles()));
        files.push(("word/fontTable.xml".to_owned(), fonts().into_bytes()));
        for (kind, sheets) in [("header", &parts.headers), ("footer", &parts.footers)] {
            let numbered = sheets.iter().enumerate();
            files.extend(numbered.map(|(at, bytes)| (format!("word/{kind}{}.xml", at + 1), bytes.clone())));
        }
        files
    }

    /// The library has no way to say that a row is a head; heads are the rows it leaves without any property.
    fn repeated_heads(&self) -> Vec<u8> {
        let heads = "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>";
        replaced(&self.parts.document, "<w:trPr />", heads)
    }

    /// Paragraphs without a style have 正文. Indents are said in characters too, which hold when somebody changes the
    /// size; the library has no way to say either.
    fn styles(&self) -> Vec<u8> {
        let normal = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\">";
        let default = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">";
        let indent = format!("w:firstLine=\"{TWO_CHARACTERS}\"");
        let styles = replaced(&self.parts.styles, normal, default);
        replaced(&styles, &indent, &format!("w:firstLineChars=\"200\" {indent}"))
    }

    /// Title, author and day; the library would say that the author is unknown.
    fn properties(&self) -> String {
        let day = self.day.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
        let (title, author) = (escaped(self.title), escaped(self.author));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
             <dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
             <cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified>\
             </cp:coreProperties>"
        )
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

fn replaced(part: &[u8], from: &str, to: &str) -> Vec<u8> {
    String::from_utf8_lossy(part).replace(from, to).into_bytes()
}

/// The typefaces, each with what stands in for it where an office does not have it.
fn fonts() -> String {
    let fonts = [(FANG, "仿宋"), (KAI, "楷体"), (TITLE_SONG, "宋体"), (HEI, "SimHei"), (SONG, "SimSun")];
    let font = |(name, other): (&str, &str)| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/></w:font>")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}</w:fonts>",
        fonts.map(font).concat()
    )
}
