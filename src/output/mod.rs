//! Puts a built site onto the disk so that a reader never meets half of one. The only module that writes.
//!
//! **In:** targets (`2019/draft`, `compare`, `index.html`) and the bytes of their files. **Out:** the site folder, and
//! a count of what went there. It never decides what is written.
//!
//! The story of one [`Transaction`]:
//!
//! 1. It takes the lock of the site folder (`.tongbao-lock`), finishes what a killed run left, and starts an empty
//!    `.tongbao-staging/`. All files are written there, from as many threads as the caller likes.
//! 2. Commit looks at everything it is about to replace ([`OutputError`] lists what it refuses) while the site is
//!    still untouched, tries whether every folder that a rename will touch can be written to, keeps a second name of
//!    every single file that a rename will replace, then puts down `.tongbao-journal`: from that moment a killed run
//!    is carried out by the next one.
//! 3. Every unit is swapped: the old folder is renamed aside, the new one renamed into its place, files that are not
//!    tongbao's own are moved over. Then the inventory (`.tongbao-files`) is replaced, the journal removed, and what
//!    was set aside deleted. Each step can be repeated, so a run killed anywhere is finished by the next one.
//! 4. A step that fails (a file held open by another program) makes all of them be taken back, last first, and the
//!    journal goes. Only where that fails as well is the site left between the two; the error then says what is new and
//!    what is away, and the next run carries the journal out, or takes it back.
//!
//! Laws, each held by a test:
//!
//! - Before the journal stands nothing in the site changes; a run killed afterwards is completed by the next one. A unit
//!   is wholly old or wholly new, never mixed.
//! - An error leaves the site to the byte as it was, now and after the next run, unless it is
//!   [`OutputError::Halfway`], which says what it left, or [`OutputError::AfterRecovery`].
//! - What the inventory does not list is not tongbao's own: it is never deleted, and moved only along with the unit
//!   it lies in. A released edition is not in the inventory; a folder holding nothing but such files is refused.
//! - Nothing is written or deleted through a symbolic link below the site folder.
//! - The bytes that stay depend on what was written alone: no clock, no random names, no process number.
//!
//! A loss of power is weaker ground than a killed process: journal and inventory are flushed to the disk, pages are not.

mod create;
mod error;
mod fs;
mod inventory;
mod journal;
mod lock;
mod path;
mod roll;
mod sealed;
mod staging;
mod survey;
mod transaction;
mod unit;

#[cfg(test)]
mod tests;

pub use create::{CreateError, amend, create, renew};
pub use error::{Action, OutputError, PathFault};
pub use journal::is_unfinished;
pub use lock::WhenBusy;
pub use path::path_fault;
pub use transaction::{Summary, Transaction};
pub use unit::{Unit, UnitFile};
