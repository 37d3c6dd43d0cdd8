//! Where files stand: their names, and the addresses that other pages lead to.

use crate::model::SubjectIndex;
use crate::site::base::SchemeSite;

/// Rows on one page of a list.
pub const ROWS: usize = 500;

/// What a version from the second on differs in from the one before; a release works it out and lays it beside the pages.
pub const CORRECTIONS: &str = "data/corrections.json";

/// Files that pages of other kinds lead to.
pub(crate) const METHOD: &str = "method.html";
pub(crate) const SUMMARY: &str = "summary.html";
pub(crate) const BULLETIN: &str = "bulletin.html";
pub(crate) const RECTIFICATION: &str = "rectification.html";
pub(crate) const ARCHIVE: &str = "archive.html";

/// How many pages a list of all subjects takes.
pub(crate) fn page_count(scheme: &SchemeSite) -> usize {
    scheme.scheme.subjects.len().div_ceil(ROWS).max(1)
}

/// The file of a page of a list; a dot sets the number apart, as no id has one.
pub(crate) fn list_file(name: &str, page: usize) -> String {
    match (name, page) {
        (_, 0) => format!("{name}.html"),
        ("index", page) => format!("index-{}.html", page + 1),
        (_, page) => format!("{name}.{}.html", page + 1),
    }
}

/// The file of a subject's page; a name that is taken gets a sign in front that no id begins with.
pub fn subject_file(id: &str) -> String {
    if id == "index" || id == "method" || id.starts_with("index-") {
        format!("_{id}.html")
    } else {
        format!("{id}.html")
    }
}

/// A subject's page from the edition's folder.
pub(crate) fn href(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    format!("{}/{}", scheme.scheme.id, scheme.files[subject.get()])
}

/// A file's name without its ending.
pub(crate) fn stem(file: &str) -> &str {
    file.strip_suffix(".html").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_subject_takes_the_name_of_another_page() {
        assert_eq!(subject_file("guangzhou"), "guangzhou.html");
        assert_eq!(subject_file("index-2"), "_index-2.html");
        assert_eq!([list_file("index", 1), list_file("aid", 1)], ["index-2.html", "aid.2.html"]);
    }
}
