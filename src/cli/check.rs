//! `tongbao check`

use std::process::ExitCode;

use super::{CheckFormat, Paths, report, words};
use crate::diagnostics::Diagnostic;
use crate::pipeline;

pub(super) fn run(paths: &Paths, format: CheckFormat) -> ExitCode {
    let problems = match pipeline::check(&paths.request()) {
        Ok(problems) => problems,
        Err(error) => {
            words::desk(&error);
            return ExitCode::FAILURE;
        }
    };
    let failed = match format {
        CheckFormat::Text => {
            let failed = report::problems(&problems);
            if problems.is_empty() {
                report::say("没有发现问题。\n");
            }
            failed
        }
        CheckFormat::Json => {
            report::problems_as_json(&problems);
            problems.iter().any(Diagnostic::is_error)
        }
    };
    ExitCode::from(u8::from(failed))
}
