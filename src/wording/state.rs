//! How far something counts, in a word.

use crate::model::{State, Status};

/// What stands in the place of a score: 不适用, 缺报; nothing where there is a score.
pub fn uncounted(state: State) -> Option<&'static str> {
    match state {
        State::Scored => None,
        State::Missing => Some("缺报"),
        State::NotApplicable => Some("不适用"),
    }
}

/// How far data may be trusted.
pub fn data_status(status: Status) -> &'static str {
    match status {
        Status::Sample => "示例",
        Status::Draft => "草稿",
        Status::Final => "定稿",
    }
}
