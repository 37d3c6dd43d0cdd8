//! The `tongbao` program: see [`tongbao::cli`].

use std::process::ExitCode;

/// Pages are made of many small strings on all cores; the system's allocator took a fifth of a build's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tongbao::cli::run()
}
