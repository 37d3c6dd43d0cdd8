//! `tongbao schema`

use std::process::ExitCode;

use super::select::{self, Given, Loaded};
use super::{Paths, SchemaKind, report};
use crate::entry::schema::{self, OfYear};

pub(super) fn run(paths: &Paths, kind: SchemaKind, year: Option<u16>, scheme: Option<&str>) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let at = loaded.year(year)?;
        let own = &loaded.years[at];
        let of = OfYear::new(loaded.content, own.year);
        let evaluation = || {
            // A year of one scheme needs no word for it; one of several is asked for by its id.
            let scheme = match (scheme, own.schemes.len()) {
                (None, 1) => 0,
                (scheme, _) => loaded.scheme(at, scheme.unwrap_or_default())?,
            };
            Ok(own.schemes[scheme].evaluation)
        };
        let schema = match kind {
            SchemaKind::Site => schema::site(),
            SchemaKind::Subjects => schema::subjects(),
            SchemaKind::Year => schema::year(&of),
            SchemaKind::Clauses => schema::clauses(),
            SchemaKind::Reference => schema::reference(&of),
            SchemaKind::Table => schema::table(&of),
            SchemaKind::Scheme => schema::scheme(&of),
            SchemaKind::Targets => schema::targets(evaluation()?, &of),
            SchemaKind::Decisions => schema::decisions(evaluation()?, &of),
            SchemaKind::Record => schema::record(evaluation()?, &of),
        };
        report::print(&format!("{schema:#}\n"));
        Ok(Given::Whole)
    })
}
