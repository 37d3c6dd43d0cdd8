//! How far something counts, in a word.

use super::number::dash;
use crate::model::{MissingPolicy, NodeIndex, NodeResult, Scheme, State, Status};

/// What stands in the place of a score: 不适用, 缺报; nothing where there is a score.
pub fn uncounted(state: State) -> Option<&'static str> {
    match state {
        State::Scored => None,
        State::Missing => Some("缺报"),
        State::Undefined => Some("无法计算"),
        State::NotApplicable => Some("不适用"),
    }
}

/// What a missing leaf scores by a scheme's policy.
pub fn put_in_place(policy: MissingPolicy) -> &'static str {
    match policy {
        MissingPolicy::Zero => "计0分",
        MissingPolicy::Rescale => "不计分，权重由同级其余各项分担",
        MissingPolicy::Median => "按同组得分的中位数计",
        MissingPolicy::Mean => "按同组得分的平均计",
        MissingPolicy::Worst => "按同组最低得分计",
        MissingPolicy::LastYear => "按上年得分计",
    }
}

/// A score with two decimals, or what stands in its place.
pub fn score_or_state(scheme: &Scheme, index: NodeIndex, result: &NodeResult) -> String {
    let score = || super::scale::node(scheme, index, result).unwrap_or_else(dash);
    uncounted(result.state).map_or_else(score, str::to_owned)
}

/// How far data may be trusted.
pub fn data_status(status: Status) -> &'static str {
    match status {
        Status::Sample => "示例",
        Status::Draft => "草稿",
        Status::Final => "定稿",
    }
}
