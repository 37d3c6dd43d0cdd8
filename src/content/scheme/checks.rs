//! `checks`: what holds between the figures of every record.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::scalar;
use super::super::value::Value;
use super::Reader;
use crate::diagnostics::{Code, Span};
use crate::model::{Bound, Check, FigureIndex, Relation};

/// How the one side stands to the other.
const RELATIONS: [(&str, Relation); 2] = [("equals", Relation::Equals), ("at_most", Relation::AtMost)];

impl Reader<'_> {
    /// The scheme's checks; one without an id is `check-1` and so on.
    pub(super) fn checks(&self, map: &Mapping<'_>) -> Vec<Check> {
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        let mut checks = Vec::new();
        let items = map.get("checks").and_then(Value::items).into_iter().flatten();
        for (position, item) in items.enumerate() {
            let Some(map) = item.mapping() else { continue };
            let id_value = map.get("id");
            let id = id_value.map(Value::id);
            let says = map.text("says");
            let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
            let holds = map.need("holds").and_then(|holds| self.holds(holds));
            map.finish();
            let id = match id {
                Some(id) => id.map(str::to_owned),
                None => Some(format!("check-{}", position + 1)),
            };
            let (Some(id), Some(says), Some((of, relation, bound))) = (id, says, holds) else { continue };
            let place = id_value.map_or(item.span(), |value| value.span());
            if let Some(first) = places.insert(id.clone(), place) {
                let problem = item.problem(Code::DuplicateId, format!("核对关系“{id}”写了两次"));
                item.file.report(problem.found(&id).also(first, "第一次写在这里").hint("请换一个标识"));
            }
            checks.push(Check { id, says, clause, of, relation, bound, at: item.at() });
        }
        checks
    }

    /// `{sum: [a, b], equals: c}`, `{figure: a, at_most: b}`
    fn holds(&self, value: Value<'_>) -> Option<(Vec<FigureIndex>, Relation, Bound)> {
        let map = value.mapping()?;
        let own = map.one_of(&["sum", "figure"]);
        let relation = map.one_of(&["equals", "at_most"]);
        let own = own.and_then(|(kind, of)| match kind {
            "sum" => self.names.figures.read_list(of),
            _ => self.names.figures.read(of).map(|figure| vec![figure]),
        });
        map.finish();
        let Some((word, of)) = relation else {
            let problem = value.problem(Code::MissingKey, "这里缺少“equals”（等于）或“at_most”（不多于）");
            return value
                .refuse(problem.hint("写成 {sum: [甲, 乙], equals: 丙} 或 {figure: 甲, at_most: 乙}"));
        };
        let bound = self.bound(of);
        if own.is_none() && !map.has("sum") && !map.has("figure") {
            let problem = value.problem(Code::MissingKey, "这里缺少“sum”（几项之和）或“figure”（一项）");
            return value
                .refuse(problem.hint("写成 {sum: [甲, 乙], equals: 丙} 或 {figure: 甲, at_most: 乙}"));
        }
        let (own, bound) = (own?, bound?);
        let relation = RELATIONS.iter().find(|(of, _)| *of == word).map(|(_, relation)| *relation)?;
        let first = &self.figures[own.first()?.get()].unit;
        let others = match &bound {
            Bound::Figures(of) => of.as_slice(),
            Bound::Number(_) => &[],
        };
        for figure in own.iter().chain(others) {
            let definition = &self.figures[figure.get()];
            if !definition.unit.is_like(first) {
                let text = format!(
                    "“{}”（{}）的单位是 {}，与 {} 不是一类，不能相加或比较",
                    definition.title,
                    definition.id,
                    definition.unit.as_str(),
                    first.as_str()
                );
                return value.refuse(value.problem(Code::UnlikeUnits, text).hint("请核对写的是哪几项数据"));
            }
        }
        Some((own, relation, bound))
    }

    /// A figure, `{sum: […]}`, or a number.
    fn bound(&self, value: Value<'_>) -> Option<Bound> {
        if value.is_mapping() {
            let map = value.mapping()?;
            let figures = map.need("sum").and_then(|of| self.names.figures.read_list(of));
            map.finish();
            return figures.map(Bound::Figures);
        }
        match value.as_word().map(scalar::decimal) {
            Some(Ok(number)) => Some(Bound::Number(number)),
            _ => self.names.figures.read(value).map(|figure| Bound::Figures(vec![figure])),
        }
    }
}
