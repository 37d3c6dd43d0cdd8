//! What a version corrected: computed at its release, and once more when it is verified.

use super::volume;
use crate::edition::{Edition, RESULTS};
use crate::history::{Correction, PublishedYear, Reviewed, Version, corrections, reviewed};
use crate::model::YearContent;

/// Every cell in which a year's results differ from those of the version before, and the review requests that asked for
/// it.
///
/// # Errors
/// Why the version before cannot be read.
pub(super) fn corrected(
    before: &Edition,
    year: &YearContent,
    results: &[u8],
) -> Result<(Vec<Correction>, Vec<Reviewed>), String> {
    let altered = |_| format!("{}：发布后被改动或删去", before.manifest.folder());
    let parse = |bytes: &[u8]| PublishedYear::parse(bytes).map_err(|error| format!("{RESULTS}：{error}"));
    let was = parse(&before.bytes(RESULTS).map_err(altered)?)?;
    let is = parse(results)?;
    let old = volume::content(&before.inputs().map_err(altered)?)?;
    let Some(old) = old.year(year.year) else { return Ok((Vec::new(), Vec::new())) };
    let (was, is) = (Version { published: &was, content: old }, Version { published: &is, content: year });
    Ok((corrections(was, is), reviewed(was, is)))
}
