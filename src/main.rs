//! The `tongbao` program: see [`tongbao::cli`].

use std::process::ExitCode;

/// Pages are made of many small strings on all cores; the system's allocator took a fifth of a build's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    if closed::standard_output() {
        tongbao::cli::without_output();
    }
    tongbao::cli::run()
}

/// Whether the program was started without a standard output (`>&-`). Rust opens a sink in its place before `main`, so
/// that results would be lost without a word; what runs before that has to look.
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod closed {
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    pub fn standard_output() -> bool {
        CLOSED.load(Ordering::Relaxed)
    }

    // SAFETY: the loader calls what stands in this section once, before `main`, with arguments that the C calling
    // convention lets a function ignore.
    #[used]
    #[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
    #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        // SAFETY: the call asks about a descriptor and changes nothing.
        let found = unsafe { libc::fcntl(libc::STDOUT_FILENO, libc::F_GETFD) };
        CLOSED.store(found == -1, Ordering::Relaxed);
    }
}
