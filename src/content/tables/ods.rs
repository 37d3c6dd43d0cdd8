//! Open documents (.ods).

use super::read::{Sheets, Unread};

pub(super) fn read(_bytes: &[u8], _wanted: Option<&str>) -> Result<Sheets, Unread> {
    Err(Unread::damaged("ods"))
}
