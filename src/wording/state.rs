//! How far something counts, in a word.

use super::number::{dash, two};
use crate::model::{NodeResult, State, Status};

/// What stands in the place of a score: 不适用, 缺报; nothing where there is a score.
pub fn uncounted(state: State) -> Option<&'static str> {
    match state {
        State::Scored => None,
        State::Missing => Some("缺报"),
        State::NotApplicable => Some("不适用"),
    }
}

/// A score with two decimals, or what stands in its place.
pub fn score_or_state(result: &NodeResult) -> String {
    uncounted(result.state).map_or_else(|| result.score.map_or_else(dash, two), str::to_owned)
}

/// How far data may be trusted.
pub fn data_status(status: Status) -> &'static str {
    match status {
        Status::Sample => "示例",
        Status::Draft => "草稿",
        Status::Final => "定稿",
    }
}
