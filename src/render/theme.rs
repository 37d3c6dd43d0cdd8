//! The theme's files: those inside the binary, and those of a folder that lie over them.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::lean;
use crate::diagnostics::{remedy, said};
use crate::model::{character_name, turns, writable, writable_all};

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/bulletin");

/// A file beside the templates: a stylesheet, a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path inside `assets/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The files of a folder that lie over the built-in theme, by their paths: templates, and what stands in `assets/`.
pub type Overlay = BTreeMap<String, Vec<u8>>;

/// Why a theme cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// The file, or the folder of the theme.
    pub file: String,
    pub fault: ThemeFault,
}

/// What is wrong with a file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeFault {
    /// There is no folder where the theme should be.
    NotAFolder,
    /// A template is not UTF-8.
    NotUtf8,
    /// A template holds a character that neither pages nor parts of Word files can.
    Character { line: usize, column: usize, character: char },
    /// What the system said, and what to do about it.
    Unreadable { said: String, remedy: &'static str },
    /// A file among the parts of Word files that cannot be one.
    NotAPart,
    /// What the template engine finds, with line and column.
    Syntax(String),
}

impl ThemeFault {
    /// What is wrong, and what to do.
    pub fn told(&self) -> String {
        match self {
            Self::NotAFolder => {
                "不是文件夹。请用 --theme 指到主题的文件夹，或改正 site.yaml 的 theme".to_owned()
            }
            Self::NotUtf8 => "不是 UTF-8 编码。模板请另存为 UTF-8".to_owned(),
            Self::Character { line, column, character } => format!(
                "第{line}行第{column}列有不能用的字符 U+{:04X}（{}）。请从模板里删去它",
                u32::from(*character),
                character_name(*character)
            ),
            Self::Unreadable { said, remedy } => format!("读不出来：{said}。{remedy}"),
            Self::NotAPart => format!("{NOT_A_PART}。请从主题里移走它"),
            Self::Syntax(told) => {
                format!("模板写法有误：{told}。请改正主题里的这个模板，或删去它改用内置的")
            }
        }
    }
}

/// Why a file cannot be a part of a Word file.
pub(crate) const NOT_A_PART: &str = "不能作 Word 文件的部件：templates/docx/ 里的每个文件都会进入 Word 文件，只能是名字用英文字母、数字和 - _ 的 .xml、.rels，不能是隐藏文件、备份或图片";

impl ThemeError {
    /// A file or folder that cannot be read.
    fn unreadable(file: &Path, error: &std::io::Error) -> Self {
        let fault = ThemeFault::Unreadable { said: said(error), remedy: remedy(error) };
        Self { file: file.display().to_string(), fault }
    }
}

impl std::fmt::Display for ThemeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {:?}", self.file, self.fault)
    }
}

impl std::error::Error for ThemeError {}

/// A theme's files, in the order of their names.
pub(super) struct Theme {
    /// Templates by their path inside `templates/`.
    pub(super) templates: Vec<(String, String)>,
    /// Everything inside `assets/`.
    pub(super) assets: Vec<Asset>,
}

/// Whether a theme has this file in `assets/`, itself or by the default theme under it.
pub fn has_asset(folder: Option<&Path>, name: &str) -> bool {
    let path = format!("assets/{name}");
    folder.is_some_and(|folder| folder.join(&path).is_file()) || DEFAULT.get_file(&path).is_some()
}

impl Theme {
    /// The default theme with these files over it.
    pub(super) fn load(over: &Overlay) -> Result<Self, ThemeError> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        files.extend(over.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
        let mut theme = Self { templates: Vec::new(), assets: Vec::new() };
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                if name.strip_prefix("docx/").is_some_and(|part| !names_a_part(part)) {
                    return Err(ThemeError { file: path, fault: ThemeFault::NotAPart });
                }
                let text = String::from_utf8(bytes)
                    .map_err(|_| ThemeError { file: path.clone(), fault: ThemeFault::NotUtf8 })?;
                if let Some(fault) = odd(&text) {
                    return Err(ThemeError { file: path, fault });
                }
                theme.templates.push((name.to_owned(), text));
            } else if let Some(name) = path.strip_prefix("assets/") {
                theme.assets.push(Asset { path: name.to_owned(), bytes: leaner(&path, bytes) });
            }
        }
        Ok(theme)
    }
}

/// Whether a path is one that a part of a Word file may have: XML, and nothing that an editor or a system left there.
fn names_a_part(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let plain = |part: &str| {
        !part.starts_with('.')
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    let of_package = (folder, name) == ("_rels", ".rels") || path == "[Content_Types].xml";
    of_package || (path.split('/').all(plain) && (name.ends_with(".xml") || name.ends_with(".rels")))
}

/// The first character of a template that no output may hold.
fn odd(text: &str) -> Option<ThemeFault> {
    if writable_all(text) {
        return None;
    }
    text.lines().enumerate().find_map(|(line, told)| {
        let (column, character) =
            told.chars().enumerate().find(|(_, sign)| !writable(*sign) || turns(*sign))?;
        Some(ThemeFault::Character { line: line + 1, column: column + 1, character })
    })
}

/// A stylesheet or script in fewer bytes; anything else, and what is not UTF-8, as it is.
fn leaner(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let text =
        |lean: fn(&str) -> String| std::str::from_utf8(&bytes).ok().map(|text| lean(text).into_bytes());
    match path.rsplit('.').next() {
        Some("css") => text(lean::css),
        Some("js") => text(lean::js),
        _ => None,
    }
    .unwrap_or(bytes)
}

fn embedded(dir: &Dir, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        files.insert(slashes(file.path()), file.contents().to_vec());
    }
    dir.dirs().for_each(|dir| embedded(dir, files));
}

/// Reads the folder of a theme. What is neither template nor asset lies over nothing and is passed over.
///
/// # Errors
/// When it cannot be read.
pub fn overlay(folder: &Path) -> Result<Overlay, ThemeError> {
    let mut files = Overlay::new();
    if !folder.is_dir() {
        return Err(ThemeError { file: folder.display().to_string(), fault: ThemeFault::NotAFolder });
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let place = error.path().unwrap_or(folder).to_owned();
            ThemeError::unreadable(&place, &error.into())
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = slashes(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        if !path.starts_with("templates/") && !path.starts_with("assets/") {
            continue;
        }
        let bytes =
            std::fs::read(entry.path()).map_err(|error| ThemeError::unreadable(entry.path(), &error))?;
        files.insert(path, bytes);
    }
    Ok(files)
}

/// A path with `/` between its parts, whatever the system writes.
fn slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lies_over_the_default_file_by_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("assets")).unwrap();
        std::fs::write(folder.path().join("assets/tokens.css"), "own").unwrap();
        std::fs::write(folder.path().join("README.txt"), "about it").unwrap();
        let over = overlay(folder.path()).unwrap();
        assert_eq!(over.keys().collect::<Vec<_>>(), ["assets/tokens.css"]);
        let (plain, own) = (Theme::load(&Overlay::new()).unwrap(), Theme::load(&over).unwrap());
        assert_eq!(plain.assets.len(), own.assets.len());
        let tokens = own.assets.iter().find(|asset| asset.path == "tokens.css").unwrap();
        assert_eq!(tokens.bytes, b"own");
        assert!(overlay(Path::new("/nowhere")).is_err());
        let over = Overlay::from([("templates/own.html".to_owned(), "甲\n乙\u{b}".as_bytes().to_vec())]);
        let fault = ThemeFault::Character { line: 2, column: 2, character: '\u{b}' };
        let error = ThemeError { file: "templates/own.html".to_owned(), fault };
        assert_eq!(Theme::load(&over).err(), Some(error));
    }

    #[test]
    fn only_xml_under_a_plain_name_is_a_part_of_a_word_file() {
        for name in ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/_rels/document.xml.rels"]
        {
            assert!(names_a_part(name), "{name}");
        }
        for name in [
            ".DS_Store",
            "word/.styles.xml.swp",
            "word/.hidden.xml",
            "word/~$styles.xml",
            "word/styles.xml~",
            "word/styles - 副本.xml",
            "word/Thumbs.db",
            "word/media/seal.png",
            ".git/a.xml",
            "word/.rels",
        ] {
            let file = format!("templates/docx/{name}");
            let over = Overlay::from([(file.clone(), b"<a/>".to_vec())]);
            assert_eq!(
                Theme::load(&over).err(),
                Some(ThemeError { file, fault: ThemeFault::NotAPart }),
                "{name}"
            );
        }
    }
}
