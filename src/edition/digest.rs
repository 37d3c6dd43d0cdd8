//! Digests: SHA-256, and SM3 by GB/T 32905, of the same bytes in one pass.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::Sha256;
use sm3::{Digest, Sm3};

/// Size and digests of a file, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
    /// SM3.
    pub sm3: String,
}

/// Digests of what is in memory.
pub fn of_bytes(bytes: &[u8]) -> Digests {
    Digests { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)), sm3: hex(&Sm3::digest(bytes)) }
}

/// SHA-256 of what is in memory, in lower-case hex: where SM3 is not asked for, it would take most of the time.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Digests of a file, read piece by piece.
///
/// # Errors
/// When it cannot be read.
pub fn of_file(path: &Path) -> io::Result<Digests> {
    let mut file = File::open(path)?;
    let (mut sha256, mut sm3) = (Sha256::new(), Sm3::new());
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        sha256.update(&buffer[..read]);
        sm3.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok(Digests { bytes, sha256: hex(&sha256.finalize()), sm3: hex(&sm3.finalize()) })
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes it");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standards() {
        let of = of_bytes(b"abc");
        assert_eq!(of.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(of.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((of.bytes, sha256(b"abc")), (3, of.sha256));
    }

    #[test]
    fn a_file_has_the_digests_of_its_bytes_however_long() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long");
        let bytes: Vec<u8> = (0..200_000u32).map(|n| n.to_le_bytes()[0]).collect();
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(of_file(&path).unwrap(), of_bytes(&bytes));
    }
}
