//! One writer a site folder.

use std::fs::{File, TryLockError};
use std::io::{Seek, Write};
use std::path::Path;

use super::error::{Action, OutputError};
use super::fs;

const NAME: &str = ".tongbao-lock";

/// What to do while another process writes into the same folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenBusy {
    /// Give up with [`OutputError::Busy`].
    Refuse,
    /// Wait until it is done.
    Wait,
}

/// Held while it lives; the system lets go of it when the process dies. The file stays, empty: deleting it would let
/// two processes hold locks on two files of the same name.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    pub fn take(root: &Path, when_busy: WhenBusy) -> Result<Lock, OutputError> {
        let path = root.join(NAME);
        if fs::inspect(&path)?.is_some_and(|found| found.is_symlink()) {
            return Err(OutputError::Symlink { path });
        }
        let error = |action| move |source| fs::io_error(action, &root.join(NAME), source);
        let file = File::options().write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(error(Action::CreateFile))?;
        match (file.try_lock(), when_busy) {
            (Ok(()), _) => {}
            (Err(TryLockError::WouldBlock), WhenBusy::Refuse) => {
                let holder = std::fs::read_to_string(&path).ok().and_then(|text| text.trim().parse().ok());
                return Err(OutputError::Busy { root: root.to_path_buf(), holder });
            }
            (Err(TryLockError::WouldBlock), WhenBusy::Wait) => file.lock().map_err(error(Action::Lock))?,
            (Err(TryLockError::Error(source)), _) => return Err(error(Action::Lock)(source)),
        }
        let mut lock = Lock(file);
        lock.note(&format!("{}\n", std::process::id()));
        Ok(lock)
    }

    /// Says who holds it. Only for a message, so a full disk is no reason to stop here.
    fn note(&mut self, text: &str) {
        let _ =
            self.0.set_len(0).and_then(|()| self.0.rewind()).and_then(|()| self.0.write_all(text.as_bytes()));
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.note("");
    }
}
