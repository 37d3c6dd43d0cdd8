//! Draws by lot in words.

use crate::model::{Draw, DrawKind, Frame, Stratum};

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

/// What was drawn, in a sentence.
pub fn draw_sentence(draw: &Draw) -> String {
    let of = draw.strata.len();
    let count = |depth: usize| drawn(std::slice::from_ref(draw), draw.kind, depth);
    match draw.kind {
        DrawKind::Counties => {
            let census: Vec<_> =
                draw.strata.iter().filter(|one| one.is_census()).map(|one| one.of.join("")).collect();
            let census = if census.is_empty() {
                String::new()
            } else {
                format!("，其中{}的县不多于应抽数，全部评估", census.join("、"))
            };
            format!("从{of}个受帮扶市州抽取{}个贫困县{census}。", count(1))
        }
        DrawKind::Sample => {
            let county = draw.strata.first().and_then(|one| one.of.first()).map_or("", String::as_str);
            let villages = draw.strata.iter().filter(|one| one.of.len() == 3).count();
            format!("在{county}{villages}个村抽取{}户。", count(3))
        }
    }
}

/// How many units were drawn in groups so many names deep.
pub fn drawn(draws: &[Draw], kind: DrawKind, depth: usize) -> usize {
    let strata = draws.iter().filter(|draw| draw.kind == kind).flat_map(|draw| &draw.strata);
    strata.filter(|stratum| stratum.of.len() == depth).map(|stratum| stratum.drawn.len()).sum()
}

/// The same as [`taken`] for the cell of a table: 12个县抽4
pub fn taken_short(kind: DrawKind, stratum: &Stratum) -> String {
    let (size, unit) = (stratum.frame.size(), draw_unit(kind, stratum.of.len()));
    if stratum.is_census() {
        format!("{size}{unit}，全部抽取")
    } else {
        format!("{size}{unit}抽{}", stratum.take)
    }
}

/// What is drawn from; of more units than `most` the first and the last.
pub fn frame(frame: &Frame, most: usize) -> String {
    match frame {
        Frame::Units(units) if units.len() > most => {
            format!("{}、…、{}，共{}个", units[0], units[units.len() - 1], units.len())
        }
        Frame::Units(units) => units.join("、"),
        Frame::Numbered(size) => format!("1号至{size}号"),
    }
}
