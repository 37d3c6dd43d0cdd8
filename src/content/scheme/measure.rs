//! Measures: expressions over figures, with their units.

use jiff::civil::Date;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{
    Composite, Counted, DateSource, Extreme, GrowthBase, Measure, MeasureUnit, ResultOf, SchemeId, Severity,
    Whose,
};

/// The words a derived measure begins with.
const KINDS: [&str; 17] = [
    "figure",
    "ratio",
    "share",
    "growth",
    "average",
    "last_year",
    "sum",
    "weighted",
    "difference",
    "max",
    "min",
    "log",
    "days_late",
    "count",
    "composite",
    "reference",
    "reported",
];
/// The most years an average goes over.
const MOST_YEARS: i64 = 10;
/// How far back a growth may look.
const FARTHEST: i16 = 30;

/// What may stand in a measure that is asked of other years as well: what those years' figures tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Average,
    Growth,
    LastYear,
}

impl Inside {
    /// Why a kind of measure may not stand here.
    fn refuses(self, kind: &str) -> Option<&'static str> {
        let only_now = matches!(kind, "days_late" | "count" | "composite" | "reference" | "reported");
        match self {
            Inside::Nothing => None,
            Inside::Average if only_now => Some("average"),
            Inside::Growth if only_now || kind == "growth" => Some("growth"),
            Inside::LastYear if only_now => Some("last_year"),
            Inside::Average | Inside::Growth | Inside::LastYear => None,
        }
    }
}

impl Reader<'_> {
    /// A leaf's measure and its unit.
    pub(super) fn measure(&self, value: Value<'_>) -> Option<(Measure, MeasureUnit)> {
        let measure = self.expression(value, Inside::Nothing)?;
        let unit = measure.unit(&self.figures).ok()?;
        Some((measure, unit))
    }

    fn expression(&self, value: Value<'_>, inside: Inside) -> Option<Measure> {
        if value.is_scalar() {
            return self.names.figures.read(value).map(Measure::Figure);
        }
        let map = value.mapping()?;
        if map.has("value") || map.has("unit") {
            return self.constant(&map);
        }
        let (kind, of) = map.only("指标值", &KINDS)?;
        if let Some(outer) = inside.refuses(kind) {
            let problem = of.problem(Code::Conflict, format!("{outer} 里面不能再写 {kind}"));
            return of.refuse(problem.hint(format!("{outer} 要用往年的数据，只能用数据及其加减乘除")));
        }
        let boxed = |measure: Option<Measure>| measure.map(Box::new);
        let measure = match kind {
            "figure" => self.names.figures.read(of).map(Measure::Figure),
            "reported" => self.names.figures.read(of).map(Measure::Reported),
            "reference" => self.references.read(of).map(Measure::Reference),
            "count" => self.count(of).map(Measure::Count),
            "composite" => self.composite(of).map(Measure::Composite),
            "ratio" => self.two(of, ["of", "per"], inside).map(|(a, b)| Measure::Ratio(a, b)),
            "share" => self.two(of, ["of", "in"], inside).map(|(a, b)| Measure::Share(a, b)),
            "difference" => self.two(of, ["of", "less"], inside).map(|(a, b)| Measure::Difference(a, b)),
            "growth" => self.growth(of, inside),
            "average" => self.average(of, inside),
            "last_year" => boxed(self.expression(of, Inside::LastYear)).map(Measure::LastYear),
            "log" => boxed(self.expression(of, inside)).map(Measure::Log),
            "sum" => self.terms(of, inside).map(Measure::Sum),
            "max" => self.terms(of, inside).map(|terms| Measure::Extreme(Extreme::Max, terms)),
            "min" => self.terms(of, inside).map(|terms| Measure::Extreme(Extreme::Min, terms)),
            "weighted" => self.weighted(of, inside),
            _ => self.days_late(of),
        }?;
        // The parts go together, so what does not is at this very place.
        match measure.unit(&self.figures) {
            Ok(_) => Some(measure),
            Err(unlike) => {
                let (left, right) = (unlike.left.named(), unlike.right.named());
                let problem =
                    of.problem(Code::UnlikeUnits, format!("“{kind}”里的单位不是一类：{left} 和 {right}"));
                of.refuse(problem.hint("加减和占比只能用同一类单位（如都是钱）；不同类的相除请用 ratio"))
            }
        }
    }

    /// `{value, unit}`
    fn constant(&self, map: &Mapping<'_>) -> Option<Measure> {
        let value = map.need("value").and_then(Value::decimal);
        let unit = map.need("unit").and_then(|unit| self.names.units.read(unit));
        map.finish();
        Some(Measure::Constant(value?, unit?))
    }

    /// `{events: kind}` or `{problems: severity}`
    fn count(&self, value: Value<'_>) -> Option<Counted> {
        match value.mapping()?.only("要计的数", &["events", "problems"])? {
            ("events", of) => self.names.events.read(of).map(Counted::Events),
            (_, of) => of.choice(&Severity::WORDS).map(Counted::Problems),
        }
    }

    /// `{scheme, of, for, aggregate}`
    fn composite(&self, value: Value<'_>) -> Option<Composite> {
        let map = value.mapping()?;
        let scheme = map.need("scheme").and_then(Value::id);
        let of = map.get("of").map(|of| of.choice(&[("score", ResultOf::Score), ("place", ResultOf::Place)]));
        let whose = map.get("for").map(|whose| whose.choice(&[("self", false), ("counties", true)]));
        let mean = map.get("aggregate").map(|of| of.choice(&[("mean", ())]));
        map.finish();
        mean.unwrap_or(Some(()))?;
        let whose = if whose.unwrap_or(Some(false))? { Whose::Counties } else { Whose::Itself };
        Some(Composite { scheme: SchemeId::new(scheme?), of: of.unwrap_or(Some(ResultOf::Score))?, whose })
    }

    /// A measure, or `{of, since}`, `{of, base}`.
    fn growth(&self, value: Value<'_>, inside: Inside) -> Option<Measure> {
        let with_base = value.is_mapping().then(|| value.mapping()).flatten().filter(|map| map.has("of"));
        let Some(map) = with_base else {
            let of = self.expression(value, Inside::Growth)?;
            return Some(Measure::Growth(of.into(), GrowthBase::LastYear));
        };
        let of = map.need("of");
        let base = map.one_of(&["since", "base"]);
        map.finish();
        let of_inside = if matches!(base, Some(("base", _))) { inside } else { Inside::Growth };
        let of = of.and_then(|of| self.expression(of, of_inside));
        let base = match base {
            None => GrowthBase::LastYear,
            Some(("base", base)) => GrowthBase::Over(self.expression(base, inside)?.into()),
            Some((_, since)) => {
                if inside == Inside::Average {
                    let problem = since
                        .problem(Code::Conflict, "average 里面的 growth 不能写 since，每年的基年会是同一年");
                    return since.refuse(problem.hint("请删去 since：average 里的增长是比上年"));
                }
                let year = since.year()?;
                let back = self.year.get() - year.get();
                if !(1..=FARTHEST).contains(&back) {
                    let problem = since
                        .problem(Code::OutOfRange, format!("“since”的年份 {year} 超出范围"))
                        .found(year.to_string());
                    return since.refuse(problem.allowed([format!(
                        "{} 到 {} 之间的年份",
                        self.year.get() - FARTHEST,
                        self.year.get() - 1
                    )]));
                }
                if back == 1 { GrowthBase::LastYear } else { GrowthBase::Since(year) }
            }
        };
        Some(Measure::Growth(of?.into(), base))
    }

    /// `{of, years, least}`
    fn average(&self, value: Value<'_>, inside: Inside) -> Option<Measure> {
        let map = value.mapping()?;
        let inner = if inside == Inside::Nothing { Inside::Average } else { inside };
        let of = map.need("of").and_then(|of| self.expression(of, inner));
        let years = map.need("years").and_then(|years| years.integer(2..=MOST_YEARS));
        let least = map.get("least").map(|least| least.integer(1..=years.unwrap_or(MOST_YEARS)));
        map.finish();
        let years = years?;
        let least = least.unwrap_or(Some(years))?;
        let number = |number: i64| u16::try_from(number).ok();
        Some(Measure::Average { of: of?.into(), years: number(years)?, least: number(least)? })
    }

    fn terms(&self, value: Value<'_>, inside: Inside) -> Option<Vec<Measure>> {
        let terms: Vec<_> = value.some_items()?.map(|term| self.expression(term, inside)).collect();
        terms.into_iter().collect()
    }

    /// `[{of, weight}]`
    fn weighted(&self, value: Value<'_>, inside: Inside) -> Option<Measure> {
        let term = |item: Value<'_>| {
            let map = item.mapping()?;
            let of = map.need("of").and_then(|of| self.expression(of, inside));
            let weight = map.need("weight").and_then(Value::positive);
            map.finish();
            Some((weight?, of?))
        };
        let terms: Vec<_> = value.some_items()?.map(term).collect();
        terms.into_iter().collect::<Option<Vec<_>>>().map(Measure::Weighted)
    }

    fn two(
        &self,
        value: Value<'_>,
        keys: [&'static str; 2],
        inside: Inside,
    ) -> Option<(Box<Measure>, Box<Measure>)> {
        let map = value.mapping()?;
        let [first, second] = keys.map(|key| map.need(key).and_then(|part| self.expression(part, inside)));
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
