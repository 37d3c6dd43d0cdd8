//! Review requests and what was decided of them.

use super::words::ended;
use crate::model::{Review, Ruling};

/// How a request stands.
pub fn ruling(ruling: Option<Ruling>) -> &'static str {
    match ruling {
        None => "待答复",
        Some(Ruling::Upheld) => "维持",
        Some(Ruling::Changed) => "更正",
        Some(Ruling::Withdrawn) => "已撤回",
    }
}

/// 复核申请3件：待答复1件，维持1件，更正1件；有权机关审定的结果1件，与计算结果并列于下。
pub fn sentence<'r>(requests: impl Iterator<Item = &'r Review>, decisions: usize) -> String {
    let order = std::iter::once(None).chain(Ruling::WORDS.map(|(_, ruling)| Some(ruling)));
    let rulings: Vec<_> = requests.map(Review::ruling).collect();
    let mut parts = Vec::new();
    if !rulings.is_empty() {
        let count = |of: &Option<Ruling>| rulings.iter().filter(|ruling| *ruling == of).count();
        let some = order.map(|of| (ruling(of), count(&of))).filter(|(_, count)| *count > 0);
        let states: Vec<_> = some.map(|(state, count)| format!("{state}{count}件")).collect();
        parts.push(format!("复核申请{}件：{}", rulings.len(), states.join("，")));
    }
    if decisions > 0 {
        parts.push(format!("有权机关审定的结果{decisions}件，与计算结果并列于下"));
    }
    if parts.is_empty() { "没有复核申请，也没有审定。".to_owned() } else { ended(&parts) }
}
