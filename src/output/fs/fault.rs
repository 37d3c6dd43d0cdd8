//! Stops a run before any one change of the disk, as a killed process would be, or lets that one change fail.
//!
//! Unit tests plan for their own thread; with the feature `faults` a process is told by `TONGBAO_FAULT`, which counts
//! what it reads as well: see `examples/faults`.

#[cfg(test)]
use std::cell::Cell;
use std::io;

#[cfg(feature = "faults")]
pub(crate) use process::told;

/// Fails where a test or `TONGBAO_FAULT` wants it.
pub(super) fn strike() -> io::Result<()> {
    #[cfg(feature = "faults")]
    process::told()?;
    #[cfg(test)]
    planned()?;
    Ok(())
}

#[cfg(feature = "faults")]
mod process {
    use std::io;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// What `TONGBAO_FAULT=once:12:28` says: the word, the operation it begins at, and the number of the system's error.
    struct Told {
        word: String,
        at: usize,
        error: i32,
    }

    static DONE: AtomicUsize = AtomicUsize::new(0);
    static TOLD: OnceLock<Option<Told>> = OnceLock::new();

    /// `once` fails one operation, `all` every one from there on, `kill` ends the process as SIGKILL does; `count` writes
    /// how many operations there were into the file that `TONGBAO_FAULT_COUNT` names.
    pub(crate) fn told() -> io::Result<()> {
        let Some(told) = TOLD.get_or_init(read) else { return Ok(()) };
        let now = DONE.fetch_add(1, Ordering::SeqCst);
        match &*told.word {
            "count" => {
                let file = std::env::var_os("TONGBAO_FAULT_COUNT").unwrap_or_default();
                std::fs::write(file, (now + 1).to_string())
            }
            "kill" if now == told.at => {
                let own = std::process::id().to_string();
                let _ = std::process::Command::new("kill").args(["-KILL", &own]).status();
                loop {
                    std::thread::park();
                }
            }
            "once" if now == told.at => Err(io::Error::from_raw_os_error(told.error)),
            "all" if now >= told.at => Err(io::Error::from_raw_os_error(told.error)),
            _ => Ok(()),
        }
    }

    fn read() -> Option<Told> {
        let text = std::env::var("TONGBAO_FAULT").ok()?;
        let mut parts = text.split(':');
        let word = parts.next()?.to_owned();
        let mut number = || parts.next()?.parse::<i32>().ok();
        let (at, error) = (number().unwrap_or(0), number().unwrap_or(5));
        Some(Told { word, at: usize::try_from(at).unwrap_or(0), error })
    }
}

#[cfg(test)]
#[derive(Clone, Copy)]
enum Plan {
    Nothing,
    /// Let so many changes pass, then fail one, or from there on all.
    After {
        changes: usize,
        then_all: bool,
    },
    Struck {
        all: bool,
    },
    /// Let so many changes pass, fail one, let so many more pass, and fail from there on.
    Twice {
        changes: usize,
        more: usize,
    },
}

#[cfg(test)]
thread_local! {
    static PLAN: Cell<Plan> = const { Cell::new(Plan::Nothing) };
}

#[cfg(test)]
/// Lets this thread change the disk `changes` times more while `run` runs; every later attempt fails. Says what `run`
/// gave, and whether it was stopped.
pub(crate) fn after<T>(changes: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::After { changes, then_all: true }, run)
}

#[cfg(test)]
/// As [`after`], but only one attempt fails.
pub(crate) fn once<T>(changes: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::After { changes, then_all: false }, run)
}

#[cfg(test)]
/// One attempt fails after `changes`, and after `more` that pass everything does: an error, and another while the first
/// is dealt with.
pub(crate) fn twice<T>(changes: usize, more: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::Twice { changes, more }, run)
}

#[cfg(test)]
fn with<T>(plan: Plan, run: impl FnOnce() -> T) -> (T, bool) {
    PLAN.set(plan);
    let given = run();
    (given, matches!(PLAN.replace(Plan::Nothing), Plan::Struck { .. }))
}

#[cfg(test)]
fn planned() -> io::Result<()> {
    match PLAN.get() {
        Plan::Nothing | Plan::Struck { all: false } => return Ok(()),
        Plan::After { changes: 0, then_all } => PLAN.set(Plan::Struck { all: then_all }),
        Plan::After { changes, then_all } => {
            PLAN.set(Plan::After { changes: changes - 1, then_all });
            return Ok(());
        }
        Plan::Twice { changes: 0, more } => PLAN.set(Plan::After { changes: more, then_all: true }),
        Plan::Twice { changes, more } => {
            PLAN.set(Plan::Twice { changes: changes - 1, more });
            return Ok(());
        }
        Plan::Struck { all: true } => {}
    }
    Err(io::Error::other("stopped by the test"))
}
