//! Files: what lies in the content folder, and the text of one file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostics::{Code, Diagnostic, Span, said};
use crate::model::{At, Year};

/// Largest file that is read.
const MOST_BYTES: u64 = 1 << 20;
/// Folders inside each other; the reader itself needs four.
const MOST_FOLDERS: usize = 16;

/// Whose files they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inputs {
    /// A content folder that people keep: all of today's rules hold.
    OfToday,
    /// What a released edition was made from: nobody may change it, so rules that came later only warn.
    Released,
    /// The same, with every character of its texts: what today is left out of a text, earlier programs published.
    AsWritten,
}

/// Files of a content folder by their paths relative to it, with the very bytes that were read.
pub type Sources = BTreeMap<String, Arc<[u8]>>;

/// The files of a content folder, by their paths relative to it.
pub(super) struct Folder {
    bytes: Bytes,
    /// What is asked of its files.
    pub inputs: Inputs,
    files: BTreeSet<String>,
    /// What stands where a file might and is not read; each was reported.
    refused: BTreeSet<String>,
}

/// Where the bytes of files come from.
enum Bytes {
    /// The disk; nothing outlives the reading of its file.
    Disk(PathBuf),
    /// The disk, and what was read of it so far: whoever freezes a content must not read a file twice.
    Kept(PathBuf, Mutex<Sources>),
    /// What was read before.
    Memory(Sources),
}

/// Lists a folder. Hidden files are passed over; links that lead out of the folder are reported, not followed.
pub(super) fn scan(root: &Path, inputs: Inputs, problems: &mut Vec<Diagnostic>) -> Option<Folder> {
    let whole = |code, message: String| Diagnostic::new(code, Arc::from(root.to_string_lossy()), message);
    let home = match root.canonicalize() {
        Ok(home) if home.is_dir() => home,
        Ok(_) => {
            problems
                .push(whole(Code::NoFolder, "这不是文件夹".to_owned()).hint("请用 --content 指到内容文件夹"));
            return None;
        }
        Err(error) => {
            problems.push(
                whole(Code::NoFolder, format!("打不开内容文件夹：{}", said(&error)))
                    .hint(
                        format!(
                            "请用 --content 指到内容文件夹，里面要有 site.yaml；还没有的，先运行 tongbao init {} 建立一个",
                            root.display()
                        ),
                    ),
            );
            return None;
        }
    };
    let mut files = BTreeSet::new();
    let mut refused = BTreeSet::new();
    let mut walk = WalkDir::new(root).follow_links(true).max_depth(MOST_FOLDERS).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(unreadable(root, &error));
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let folder = entry.file_type().is_dir();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let outside = !hidden && leads_out(&entry, &home);
        if hidden || outside {
            if outside {
                refused.extend(relative(root, entry.path()));
                problems.push(
                    Diagnostic::new(
                        Code::SymlinkOut,
                        shown(root, entry.path()),
                        "这个链接指到内容文件夹之外，不读取",
                    )
                    .hint("请把文件本身放进内容文件夹，不要用链接"),
                );
            }
            if folder {
                walk.skip_current_dir();
            }
            continue;
        }
        if !entry.file_type().is_file() {
            if let Some(what) = no_file(&entry) {
                refused.extend(relative(root, entry.path()));
                problems.push(
                    Diagnostic::new(Code::Unreadable, shown(root, entry.path()), what)
                        .hint("请换成普通的文本文件，或者删去"),
                );
            }
            continue;
        }
        match relative(root, entry.path()) {
            Some(path) => {
                files.insert(path);
            }
            None => problems.push(
                Diagnostic::new(Code::FileName, shown(root, entry.path()), "文件名不是 UTF-8 编码，不读取")
                    .hint("请把文件名改成英文字母和数字"),
            ),
        }
    }
    if files.is_empty() && problems.is_empty() {
        problems.push(whole(Code::NoFolder, "内容文件夹是空的".to_owned()).hint(format!(
            "先运行 tongbao init {}，建立可以填写的内容；或者用 --content 指到内容文件夹",
            root.display()
        )));
        return None;
    }
    Some(Folder { bytes: Bytes::Disk(root.to_owned()), inputs, files, refused })
}

/// Why something that is no file is reported: it bears a file's name, or it is no folder either.
fn no_file(entry: &DirEntry) -> Option<&'static str> {
    let named = [".yaml", ".md"].iter().any(|end| entry.file_name().to_string_lossy().ends_with(end));
    match entry.file_type().is_dir() {
        true if named => Some("这是文件夹，不是文件，读不出来"),
        true => None,
        false => Some("这不是普通文件，不读取"),
    }
}

/// Whether a link leads out of the folder.
fn leads_out(entry: &DirEntry, home: &Path) -> bool {
    entry.path_is_symlink() && !entry.path().canonicalize().is_ok_and(|target| target.starts_with(home))
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let file = shown(root, error.path().unwrap_or(root));
    if error.loop_ancestor().is_some() {
        return Diagnostic::new(Code::SymlinkOut, file, "这个链接绕回到它所在的文件夹，不读取")
            .hint("请删去这个链接");
    }
    let why = error.io_error().map_or_else(|| error.to_string(), said);
    Diagnostic::new(Code::Unreadable, file, format!("读不出来：{why}"))
        .hint("请检查文件是否存在、是否有读取权限")
}

/// The path relative to the folder with `/` between its parts; `None` if it is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The path as messages show it.
fn shown(root: &Path, path: &Path) -> Arc<str> {
    let path = path.strip_prefix(root).unwrap_or(path);
    Arc::from(path.to_string_lossy().replace('\\', "/"))
}

impl Folder {
    /// The files of an edition that were read before.
    pub fn released(sources: &Sources, inputs: Inputs) -> Self {
        let files = sources.keys().cloned().collect();
        let bytes = Bytes::Memory(sources.clone());
        Self { bytes, inputs, files, refused: BTreeSet::new() }
    }

    /// The same folder, which keeps what is read of it.
    pub fn keeping(self) -> Self {
        let bytes = match self.bytes {
            Bytes::Disk(root) => Bytes::Kept(root, Mutex::default()),
            other @ (Bytes::Kept(..) | Bytes::Memory(_)) => other,
        };
        Self { bytes, ..self }
    }

    /// The bytes of these files: those that were read, or what the disk has of a file that nobody read. A file that
    /// cannot be read is left out; whoever needed it has said so.
    pub fn sources<'f>(&self, wanted: impl Iterator<Item = &'f str>) -> Sources {
        wanted.filter_map(|path| Some((path.to_owned(), self.bytes(path).ok()?))).collect()
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Whether something stands there that was reported and is not read.
    pub fn refused(&self, path: &str) -> bool {
        self.refused.contains(path)
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// The files directly in a folder, without its name.
    pub fn inside<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .map_while(move |path| path.starts_with(folder).then(|| path.strip_prefix(folder)).flatten())
            .filter_map(|rest| rest.strip_prefix('/'))
            .filter(|name| !name.contains('/'))
    }

    /// The folders directly in a folder, as far as they hold files.
    pub fn folders<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        let mut last = "";
        self.files
            .iter()
            .filter_map(move |path| path.strip_prefix(folder)?.strip_prefix('/')?.split_once('/'))
            .map(|(name, _)| name)
            .filter(move |name| std::mem::replace(&mut last, name) != *name)
    }

    /// The folders that are named after a year, ascending.
    pub fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self
            .files
            .iter()
            .filter_map(|path| path.split_once('/'))
            .filter(|(name, _)| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()))
            .filter_map(|(name, _)| Year::new(name.parse().ok()?))
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The text of a file, without a byte order mark.
    pub fn text(&self, path: &str) -> Result<String, Diagnostic> {
        decoded(path, self.bytes(path)?.to_vec())
    }

    fn bytes(&self, path: &str) -> Result<Arc<[u8]>, Diagnostic> {
        match &self.bytes {
            Bytes::Disk(root) => bytes(root, path).map(Arc::from),
            Bytes::Memory(sources) => sources.get(path).map(Arc::clone).ok_or_else(|| {
                let gone = std::io::Error::from(std::io::ErrorKind::NotFound);
                not_read(path, &gone)
            }),
            Bytes::Kept(root, kept) => {
                let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(bytes) = lock().get(path) {
                    return Ok(Arc::clone(bytes));
                }
                let read: Arc<[u8]> = Arc::from(bytes(root, path)?);
                // Two that read it at once share what the first one read.
                Ok(Arc::clone(lock().entry(path.to_owned()).or_insert(read)))
            }
        }
    }
}

/// The text of a file below `root`, without a byte order mark.
pub(super) fn text(root: &Path, path: &str) -> Result<String, Diagnostic> {
    decoded(path, bytes(root, path)?)
}

/// The bytes of a file below `root`, if they are not too many.
fn bytes(root: &Path, path: &str) -> Result<Vec<u8>, Diagnostic> {
    let read = || -> std::io::Result<Vec<u8>> {
        let file = File::open(root.join(path))?;
        let size = file.metadata()?.len().min(MOST_BYTES);
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| not_read(path, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Diagnostic::new(Code::TooLarge, Arc::from(path), "文件超过 1 MiB，不读取".to_owned())
            .hint("请拆分文件；图片、扫描件等不要放进 YAML"));
    }
    Ok(bytes)
}

fn not_read(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, Arc::from(path), format!("读不出来：{}", said(error)))
        .hint("请检查文件是否有读取权限")
}

fn decoded(path: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let offset = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(&bytes[..offset]);
    let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
    let line = number(before.matches('\n').count()) + 1;
    let column = number(before.rsplit('\n').next().unwrap_or_default().chars().count()) + 1;
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let likely = if utf16 { "UTF-16" } else { "GBK（ANSI）" };
    Diagnostic::new(
        Code::NotUtf8,
        Arc::from(path),
        format!("文件不是 UTF-8 编码：第 {offset} 个字节（从 0 数起）起读不出来，多半是用 {likely} 保存的"),
    )
    .span(Span { start: number(offset), end: number(offset), at: At { line, column } })
    .hint("用记事本打开，选“文件→另存为”，编码选“UTF-8”，保存后再检查")
}
