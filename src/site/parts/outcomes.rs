//! What follows from results, as the page of outcomes and the list of talks both tell it.

use crate::procedure::outcomes::{Case, reasons};
use crate::site::base::SchemeSite;
use crate::wording;

pub(crate) const FILE: &str = "outcomes.html";

pub(crate) const NAME: &str = "结果运用";

/// Why an outcome follows.
pub(crate) fn because(scheme: &SchemeSite, case: &Case) -> String {
    match &case.county {
        Some(county) => wording::county_because(county),
        None => {
            let record = &scheme.scored.evaluation.records[case.subject.get()];
            let reasons = reasons(case.outcome, record, scheme.result(case.subject).grade);
            scheme.plain(&wording::because(scheme.scheme, case.outcome, &reasons))
        }
    }
}
