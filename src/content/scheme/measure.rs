//! Measures: expressions over figures, with their units.

use jiff::civil::Date;

use super::super::value::Value;
use super::super::year::date_near;
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{DateSource, Measure, MeasureUnit};

/// The words a derived measure begins with.
const KINDS: [&str; 7] = ["figure", "ratio", "share", "growth", "sum", "difference", "days_late"];

impl Reader<'_> {
    /// A leaf's measure and its unit.
    pub(super) fn measure(&self, value: Value<'_>) -> Option<(Measure, MeasureUnit)> {
        let measure = self.expression(value, false)?;
        let unit = measure.unit(&self.figures).ok()?;
        Some((measure, unit))
    }

    /// `grown`: inside `growth`, where only what last year's figures tell can stand.
    fn expression(&self, value: Value<'_>, grown: bool) -> Option<Measure> {
        if value.is_scalar() {
            return self.names.figures.read(value).map(Measure::Figure);
        }
        let (kind, of) = value.mapping()?.only("指标值", &KINDS)?;
        if grown && matches!(kind, "growth" | "days_late") {
            let problem = of.problem(Code::Conflict, format!("growth 里面不能再写 {kind}"));
            return of.refuse(problem.hint("growth 拿本年与上年的数据相比，只能用数据及其加减乘除"));
        }
        let measure = match kind {
            "figure" => self.names.figures.read(of).map(Measure::Figure),
            "ratio" => self.two(of, ["of", "per"], grown).map(|(a, b)| Measure::Ratio(a, b)),
            "share" => self.two(of, ["of", "in"], grown).map(|(a, b)| Measure::Share(a, b)),
            "difference" => self.two(of, ["of", "less"], grown).map(|(a, b)| Measure::Difference(a, b)),
            "growth" => self.expression(of, true).map(|inner| Measure::Growth(inner.into())),
            "sum" => {
                let terms: Vec<_> = of.some_items()?.map(|term| self.expression(term, grown)).collect();
                terms.into_iter().collect::<Option<Vec<_>>>().map(Measure::Sum)
            }
            _ => self.days_late(of),
        }?;
        // The parts go together, so what does not is at this very place.
        match measure.unit(&self.figures) {
            Ok(_) => Some(measure),
            Err(unlike) => {
                let name = |unit: &MeasureUnit| match unit {
                    MeasureUnit::Number => "纯数".to_owned(),
                    MeasureUnit::Plain(_) | MeasureUnit::Per(..) => unit.to_string(),
                };
                let (left, right) = (name(&unlike.left), name(&unlike.right));
                let problem =
                    of.problem(Code::UnlikeUnits, format!("“{kind}”里的单位不是一类：{left} 和 {right}"));
                of.refuse(problem.hint("加减和占比只能用同一类单位（如都是钱）；不同类的相除请用 ratio"))
            }
        }
    }

    fn two(
        &self,
        value: Value<'_>,
        keys: [&'static str; 2],
        grown: bool,
    ) -> Option<(Box<Measure>, Box<Measure>)> {
        let map = value.mapping()?;
        let [first, second] = keys.map(|key| map.need(key).and_then(|part| self.expression(part, grown)));
        map.finish();
        Some((first?.into(), second?.into()))
    }

    fn days_late(&self, value: Value<'_>) -> Option<Measure> {
        let map = value.mapping()?;
        let date = map.need("date");
        let due = map.get("due");
        map.finish();
        let stated = due.and_then(|due| date_near(due, self.year));
        let date = date?;
        let word = date.word("时间节点或数据")?;
        let (source, own): (DateSource, Option<Date>) =
            if self.names.figures.contains(word) && !self.names.milestones.contains(word) {
                (DateSource::LatestEntry(self.names.figures.read(date)?), None)
            } else {
                let milestone = self.names.milestones.read(date)?;
                (DateSource::Milestone(milestone), self.milestones[milestone.get()].due)
            };
        if due.is_some() {
            return Some(Measure::DaysLate { date: source, due: stated? });
        }
        match own {
            Some(due) => Some(Measure::DaysLate { date: source, due }),
            None => {
                let problem = value.problem(Code::MissingKey, format!("“{word}”没有期限，这里缺少字段“due”"));
                value.refuse(problem.hint("请补上 due: 年-月-日，或者在 milestones 里写上期限"))
            }
        }
    }
}
