//! What a scheme's measures ask of earlier years, held against what those years' schemes are.

use super::scheme::SchemeFile;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Evaluation, Measure, Period, Place};

/// Reports figures of earlier years whose unit was of another kind: they cannot be compared.
pub(super) fn check(file: &SchemeFile, earlier: &[&Evaluation], problems: &mut Vec<Diagnostic>) {
    let scheme = &file.scheme;
    for node in &scheme.nodes {
        let Some((measure, _)) = node.measure() else { continue };
        let mut told = Vec::new();
        measure.each(Period::NOW, &mut |part, period| {
            let (Measure::Figure(figure), Some(year)) = (part, period.year(scheme.year)) else { return true };
            let def = &scheme.figures[figure.get()];
            let then = earlier.iter().filter(|one| one.scheme.year == year && year != scheme.year);
            let old = then.flat_map(|one| &one.scheme.figures).find(|old| old.id == def.id);
            if let Some(old) = old.filter(|old| !old.unit.is_like(&def.unit))
                && !told.contains(&(*figure, year))
            {
                told.push((*figure, year));
                let (now, before) = (def.unit.as_str(), old.unit.as_str());
                problems.push(
                    Diagnostic::at(
                        Code::UnitChanged,
                        &Place::line(scheme.file.clone(), node.at),
                        format!(
                            "“{}”（{}）要用{year}年的“{}”，它那年的单位是 {before}，现在是 {now}，不能换算",
                            node.title, node.id, def.title
                        ),
                    )
                    .found(now)
                    .hint(
                        "请核对两年 figures 里的 unit；换了口径的另起一个标识，上年数写在记录的 previous 里",
                    ),
                );
            }
            true
        });
    }
}
