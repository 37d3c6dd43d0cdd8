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
        Plan::Struck { all: true } => {}
    }
    Err(io::Error::other("stopped by the test"))
}
