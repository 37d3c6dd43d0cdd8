//! The `tongbao` program: see [`tongbao::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    tongbao::cli::run()
}
