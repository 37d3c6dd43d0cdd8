//! Seals an edition: the manifest, and check files for programs that know nothing of tongbao.

use super::digest::of_bytes;
use super::manifest::{FileEntry, Manifest, Sums};
use super::shelf::input;
use super::sign::SecretKey;
use super::{MANIFEST, SHA256SUMS, SIGNATURE, SM3SUMS};

/// What is written beside an edition's files, in the order of writing.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The manifest with its digest.
    pub manifest: Manifest,
    /// Paths with their bytes.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

/// Seals a manifest that names every file.
pub fn seal(manifest: Manifest, key: Option<&SecretKey>) -> Sealed {
    let manifest = manifest.sealed();
    let text = manifest.text();
    let mut files = vec![
        (SHA256SUMS, sums(&manifest, &text, |file| &file.sha256)),
        (SM3SUMS, sums(&manifest, &text, |file| &file.sm3)),
    ];
    if let Some(key) = key {
        files.push((SIGNATURE, key.sign(&text)));
    }
    files.push((MANIFEST, text));
    Sealed { manifest, files }
}

/// A check file: `<hex>  <path>` a line, the manifest's own last.
pub(super) fn sums(manifest: &Manifest, text: &[u8], of: fn(&FileEntry) -> &str) -> Vec<u8> {
    let own = of_bytes(text);
    let own = FileEntry { path: MANIFEST.to_owned(), bytes: own.bytes, sha256: own.sha256, sm3: own.sm3 };
    lines(manifest.files.iter().chain([&own]), of).into_bytes()
}

/// Digests of the inputs among these files: of their lines in the check files.
pub fn inputs_digest(files: &[FileEntry]) -> Sums {
    let inputs = || files.iter().filter(|file| input(file).is_some());
    Sums {
        sha256: of_bytes(lines(inputs(), |file| &file.sha256).as_bytes()).sha256,
        sm3: of_bytes(lines(inputs(), |file| &file.sm3).as_bytes()).sm3,
    }
}

fn lines<'f>(files: impl Iterator<Item = &'f FileEntry>, of: fn(&FileEntry) -> &str) -> String {
    files.map(|file| format!("{}  {}\n", of(file), file.path)).collect()
}
