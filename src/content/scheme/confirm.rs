//! `confirmed_by`: which figures another party confirms.

use super::super::mapping::Mapping;
use super::super::subjects::PAIRINGS;
use super::super::value::Value;
use super::super::year::date_near;
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{ConfirmedBy, FigureIndex};

impl Reader<'_> {
    /// `{party, partners, figures, due, clause}`
    pub(super) fn confirmed_by(&self, map: &Mapping<'_>) -> Option<ConfirmedBy> {
        let value = map.get("confirmed_by")?;
        let map = value.mapping()?;
        let party = map.line("party");
        let partners = map.get("partners").map(|partners| partners.choice(&PAIRINGS));
        let figures = map.get("figures").map(|figures| self.confirmed_figures(figures));
        let due = map.get("due").and_then(|due| date_near(due, self.year));
        let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
        map.finish();
        if figures.is_none() && self.figures.is_empty() {
            let problem = value.problem(Code::Conflict, "方案没有数据（figures），没有什么可以确认");
            return value.refuse(problem.hint("请先在 figures 里登记数据，或者删去 confirmed_by"));
        }
        let partners = match partners {
            Some(partners) => Some(partners?),
            None => None,
        };
        let all = || (0..self.figures.len()).map(FigureIndex::new).collect();
        let figures = figures.unwrap_or_else(|| Some(all()))?;
        Some(ConfirmedBy { party: party?, partners, figures, due, clause })
    }

    /// The figures in the order of the scheme.
    fn confirmed_figures(&self, list: Value<'_>) -> Option<Vec<FigureIndex>> {
        let mut found: Vec<FigureIndex> = Vec::new();
        let mut sound = true;
        for item in list.some_items()? {
            let Some(figure) = self.names.figures.read(item) else {
                sound = false;
                continue;
            };
            if found.contains(&figure) {
                let problem = item.problem(Code::DuplicateId, "同一项数据写了两次");
                item.file.report(problem.hint("请只留一处"));
            } else {
                found.push(figure);
            }
        }
        found.sort_unstable();
        sound.then_some(found)
    }
}
