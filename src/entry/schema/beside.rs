//! Schemas that lie in the content folder itself, and the first line by which a file says which one it follows.
//!
//! Their folder is hidden, so that whoever reads a content, and an edition, passes over it. What editors are told from
//! it may be older than the scheme; `check` never looks at it.

use std::collections::BTreeMap;

use super::all;
use crate::model::{Content, Year};

/// Their folder inside the content folder.
pub const FOLDER: &str = ".schema";

const SIGN: &str = "# yaml-language-server:";

/// Every schema of a content as a file of its folder; with a year only those of its files and of what all years share.
pub fn files(content: &Content, year: Option<Year>) -> BTreeMap<String, Vec<u8>> {
    let wanted = |name: &str| {
        let of = name.split_once('/').map(|(of, _)| of);
        of.is_none() || year.is_none_or(|year| of == Some(&*year.to_string()))
    };
    let file = |(name, mut schema): (String, serde_json::Value)| {
        schema["$comment"] =
            "由 tongbao 写出，供编辑器提示；方案、条款或名单改了以后，用 tongbao schema --write 重新写出"
                .into();
        (format!("{FOLDER}/{name}.json"), format!("{schema}\n").into_bytes())
    };
    all(content).into_iter().filter(|(name, _)| wanted(name)).map(file).collect()
}

/// A new file of the content with the line that names its schema, in the place of one that it has; other files than YAML
/// stay.
pub fn named(path: &str, text: &str) -> String {
    let Some(line) = line(path) else { return text.to_owned() };
    let rest = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with(SIGN) => rest,
        _ => text,
    };
    format!("{line}\n{rest}")
}

fn line(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let name = match parts[..] {
        [year, "tables", file] if file.ends_with(".yaml") => format!("{year}/table"),
        [year, scheme, "records", file] if file.ends_with(".yaml") => format!("{year}/{scheme}/record"),
        _ => path.strip_suffix(".yaml")?.to_owned(),
    };
    let up = "../".repeat(parts.len() - 1);
    Some(format!("{SIGN} $schema={up}{FOLDER}/{name}.json"))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_file_names_its_schema_once() {
        for (path, text, expected) in [
            ("site.yaml", "format: 1\n", "# yaml-language-server: $schema=.schema/site.json\nformat: 1\n"),
            (
                "2020/a/records/b.yaml",
                "# yaml-language-server: $schema=../../../.schema/2019/a/record.json\nformat: 1\n",
                "# yaml-language-server: $schema=../../../.schema/2020/a/record.json\nformat: 1\n",
            ),
            ("2020/tables/t.yaml", "a", "# yaml-language-server: $schema=../../.schema/2020/table.json\na"),
            ("2020/bulletin.md", "---\n", "---\n"),
        ] {
            assert_eq!(named(path, text), expected, "{path}");
        }
    }
}
