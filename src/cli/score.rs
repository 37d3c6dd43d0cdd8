//! `tongbao score`

use std::io;
use std::process::ExitCode;

use super::report;
use super::select::{self, Loaded};
use super::{Paths, ScoreFormat};
use crate::render::{csv, results, terminal};
use crate::site::results_sheet;

pub(super) fn run(paths: &Paths, year: Option<u16>, scheme: Option<&str>, format: ScoreFormat) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let chosen = loaded.year(year)?;
        let (schemes, given) = match scheme {
            Some(word) => {
                let scheme = loaded.scheme(chosen, word)?;
                (vec![scheme], loaded.lacks(chosen, Some(scheme)))
            }
            None => ((0..loaded.years[chosen].schemes.len()).collect(), loaded.lacks(chosen, None)),
        };
        let site = loaded.site();
        let year = &site.years()[chosen];
        let schemes: Vec<_> = schemes.into_iter().map(|scheme| &year.schemes[scheme]).collect();
        match format {
            ScoreFormat::Table => report::print(&terminal::table(&schemes)),
            ScoreFormat::Json => {
                report::json(&text_of(|out| results::write_schemes(year, &schemes, out)));
            }
            ScoreFormat::Csv => {
                let sheets = || schemes.iter().map(|scheme| results_sheet(year, scheme));
                report::table(text_of(|out| csv::several(sheets(), out)).as_bytes());
            }
        }
        Ok(given)
    })
}

/// What is written, as a text. Writing to memory cannot fail.
fn text_of(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    let _ = write(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}
