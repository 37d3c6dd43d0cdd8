//! Stops a run before any one change of the disk, as a killed process would be, or lets that one change fail.

use std::cell::Cell;
use std::io;

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

thread_local! {
    static PLAN: Cell<Plan> = const { Cell::new(Plan::Nothing) };
}

/// Lets this thread change the disk `changes` times more while `run` runs; every later attempt fails. Says what `run`
/// gave, and whether it was stopped.
pub(crate) fn after<T>(changes: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::After { changes, then_all: true }, run)
}

/// As [`after`], but only one attempt fails.
pub(crate) fn once<T>(changes: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::After { changes, then_all: false }, run)
}

/// One attempt fails after `changes`, and after `more` that pass everything does: an error, and another while the first
/// is dealt with.
pub(crate) fn twice<T>(changes: usize, more: usize, run: impl FnOnce() -> T) -> (T, bool) {
    with(Plan::Twice { changes, more }, run)
}

fn with<T>(plan: Plan, run: impl FnOnce() -> T) -> (T, bool) {
    PLAN.set(plan);
    let given = run();
    (given, matches!(PLAN.replace(Plan::Nothing), Plan::Struck { .. }))
}

pub(super) fn strike() -> io::Result<()> {
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
