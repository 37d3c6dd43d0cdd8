//! `tongbao score`

use std::process::ExitCode;

use super::report;
use super::select::{self, Loaded};
use super::{Paths, ScoreFormat};
use crate::render;

pub(super) fn run(paths: &Paths, year: Option<u16>, scheme: Option<&str>, format: ScoreFormat) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let chosen = loaded.year(year)?;
        let schemes = match scheme {
            Some(id) => vec![loaded.scheme(chosen, id)?],
            None => (0..loaded.years[chosen].schemes.len()).collect(),
        };
        let text = match format {
            ScoreFormat::Table => render::table(loaded.content, &loaded.years[chosen], &schemes),
            ScoreFormat::Json => render::results_json(loaded.site(), chosen, &schemes),
            ScoreFormat::Csv => render::results_csv(loaded.site(), chosen, &schemes),
        };
        report::print(&text);
        Ok(())
    })
}
