//! Reads what a command is pointed to: a content folder, or the inputs inside an edition.

use std::path::Path;

use crate::content::{self, Read};
use crate::edition;

/// Reads a content folder. The inputs of an edition are one too, and nobody may mend them, so what came to be refused
/// after the release is a warning there.
pub fn read(folder: &Path) -> Read {
    match edition::is_inputs(folder) {
        true => content::read_released(folder),
        false => content::read(folder),
    }
}
