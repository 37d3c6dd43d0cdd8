//! `tongbao check`

use std::process::ExitCode;

use super::report;
use super::{CheckFormat, Paths};
use crate::diagnostics::{self, Diagnostic};
use crate::pipeline;

pub(super) fn run(paths: &Paths, format: CheckFormat) -> ExitCode {
    let problems = pipeline::check(&paths.content);
    let failed = match format {
        CheckFormat::Text => {
            let failed = report::problems(&problems);
            if problems.is_empty() {
                report::say("没有发现问题。\n");
            }
            failed
        }
        CheckFormat::Json => {
            report::print(diagnostics::json(&problems).as_bytes());
            problems.iter().any(Diagnostic::is_error)
        }
    };
    ExitCode::from(u8::from(failed))
}
