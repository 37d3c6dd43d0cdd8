//! Relations between figures, and evidence that is asked for, as the page of the method tells them.

use super::number::figure;
use crate::model::{Bound, Check, FigureIndex, Relation, RequiredPer, Scheme};

/// 教师＋医生＋其他 ＝ 选派人才
pub fn check(scheme: &Scheme, check: &Check) -> String {
    let sum = |of: &[FigureIndex]| {
        let titles: Vec<&str> = of.iter().map(|index| scheme.figures[index.get()].title.as_str()).collect();
        titles.join("＋")
    };
    let sign = match check.relation {
        Relation::Equals => "＝",
        Relation::AtMost => "≤",
    };
    let bound = match &check.bound {
        Bound::Figures(of) => sum(of),
        Bound::Number(number) => {
            let unit = check.of.first().map_or("", |first| scheme.figures[first.get()].unit.as_str());
            format!("{} {unit}", figure(*number))
        }
    };
    format!("{} {sign} {bound}", sum(&check.of))
}

/// How many pieces of a kind of evidence are asked for, where it is not one: （每笔一件）
pub fn required_per(per: Option<RequiredPer>) -> &'static str {
    match per {
        None => "",
        Some(RequiredPer::Entry) => "（每笔一件）",
        Some(RequiredPer::Figure) => "（数据是几就要几件）",
    }
}
