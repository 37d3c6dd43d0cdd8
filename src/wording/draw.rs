//! Draws by lot in words.

use crate::model::{Draw, DrawKind, Stratum};

/// What a draw is called: its title, or what is drawn.
pub fn draw_title(draw: &Draw) -> &str {
    draw.title.as_deref().unwrap_or(match draw.kind {
        DrawKind::Counties => "第三方评估抽取贫困县",
        DrawKind::Sample => "第三方评估抽取农户",
    })
}

/// What the units of a group so many names deep are, as they stand after a number.
pub fn draw_unit(kind: DrawKind, depth: usize) -> &'static str {
    match (kind, depth) {
        (DrawKind::Counties, _) => "个县",
        (DrawKind::Sample, 1) => "个乡镇",
        (DrawKind::Sample, 2) => "个村",
        (DrawKind::Sample, _) => "户",
    }
}

/// How many are drawn from how many: 12 个县抽 4, 共 3 个县，全部抽取，不用随机.
pub fn taken(kind: DrawKind, stratum: &Stratum) -> String {
    let (size, unit) = (stratum.frame.size(), draw_unit(kind, stratum.of.len()));
    if stratum.is_census() {
        format!("共 {size} {unit}，全部抽取，不用随机")
    } else {
        format!("{size} {unit}抽 {}", stratum.take)
    }
}
