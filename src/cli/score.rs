//! `tongbao score`

use std::io::Write;
use std::process::ExitCode;

use super::report;
use super::select::{self, Loaded};
use super::{Paths, ScoreFormat};
use crate::render::{csv, results, terminal};
use crate::site::results_sheet;

pub(super) fn run(paths: &Paths, year: Option<u16>, scheme: Option<&str>, format: ScoreFormat) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let chosen = loaded.year(year)?;
        let schemes = match scheme {
            Some(id) => vec![loaded.scheme(chosen, id)?],
            None => (0..loaded.years[chosen].schemes.len()).collect(),
        };
        let site = loaded.site();
        let year = &site.years()[chosen];
        let schemes: Vec<_> = schemes.into_iter().map(|scheme| &year.schemes[scheme]).collect();
        let mut out = Vec::new();
        // Writing to memory cannot fail.
        let _ = match format {
            ScoreFormat::Table => out.write_all(terminal::table(&schemes).as_bytes()),
            ScoreFormat::Json => results::write_schemes(year, &schemes, &mut out),
            ScoreFormat::Csv => {
                csv::several(schemes.iter().map(|scheme| results_sheet(year, scheme)), &mut out)
            }
        };
        report::print(&out);
        Ok(())
    })
}
