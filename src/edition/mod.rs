//! Editions: what a year published, kept as it was.
//!
//! **In:** the files of an edition with their digests, or a site folder with editions in it. **Out:** the bytes that
//! seal an edition (manifest, check files, signature), the shelf of all editions, and every way in which one differs
//! from its manifest. Nothing here renders or writes: `pipeline` renders a release, `output` stores it.
//!
//! An edition `2019/v1/` is whole in itself: its pages, its data, its theme's files, and under `inputs/` the content
//! folder it was made from, earlier years that were read included. `manifest.json` names every file with its size and
//! digests and carries a digest of its own text; `SHA256SUMS` and `SM3SUMS` say the same to programs that know nothing
//! of tongbao. The next version's manifest carries this one's digest, so that versions form a chain.

mod around;
mod clock;
mod corrections;
mod digest;
mod manifest;
mod names;
mod register;
mod seal;
mod shelf;
mod sign;
mod verify;
mod withdrawals;
mod zip;

pub use around::{Around, SiteFault};
pub use clock::{ClockError, is_told, now};
pub use corrections::CorrectionsFile;
pub use digest::{Digests, of_bytes, of_file, sha256};
pub use manifest::{FORMAT, FileEntry, Manifest, ManifestError, Sums, Superseded};
pub use names::{Near, near, zips};
pub use register::{Entry, Line, LineFault, LineKind, Register};
pub use seal::{Sealed, inputs_digest, seal};
pub use shelf::{Edition, RegisterFile, Shelf, ShelfError, is_inputs};
pub use sign::{KeyError, KeyPair, PublicKey, SecretKey};
pub use verify::{Fault, files};
pub use withdrawals::{Withdrawals, WithdrawnEdition};
pub use zip::{UnpackError, ZipFault, archive, is_zip_path, unpack, zip_fault, zip_path};

/// The manifest of an edition.
pub const MANIFEST: &str = "manifest.json";
/// SHA-256 of every file, as `sha256sum -c` reads it.
pub const SHA256SUMS: &str = "SHA256SUMS";
/// SM3 of every file, in the same form.
pub const SM3SUMS: &str = "SM3SUMS";
/// The Ed25519 signature of the manifest: 64 bytes.
pub const SIGNATURE: &str = "manifest.json.sig";
/// The content folder an edition was made from.
pub const INPUTS: &str = "inputs";
/// What an edition published, as data.
pub const RESULTS: &str = "data/results.json";
/// What an edition corrects.
pub use crate::site::CORRECTIONS;
/// Which editions were taken back, at the root of a site.
pub const WITHDRAWALS: &str = "withdrawals.json";
/// One line for every release and withdrawal, at the root of a site.
pub const REGISTER: &str = "register.json";
