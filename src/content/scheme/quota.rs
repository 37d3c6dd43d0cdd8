//! Quotas: for how many a grade is. In the model they are rules at the total.

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::when::whole;
use super::{Reader, percent};
use crate::diagnostics::Code;
use crate::model::{Amount, Effect, Quota, QuotaRounding, Rule, RuleId, RuleIndex, Scope};

/// What a base may be.
const OF: [(&str, bool); 2] = [("ranked", false), ("listed", true)];
const WITHIN: [(&str, bool); 2] = [("peers", false), ("all", true)];
const TIES: [(&str, bool); 2] = [("in", true), ("out", false)];
/// The most that a quota counts.
const MOST: i64 = 100_000;

impl Reader<'_> {
    /// The scheme's quotas, behind its rules. One that names no clause is called by its grade.
    pub(super) fn quotas(&mut self, map: &Mapping<'_>, rules: &mut Vec<Rule>) {
        let mut seen: Vec<(Quota, Value<'_>)> = Vec::new();
        for (position, item) in map.get("quota").and_then(Value::some_items).into_iter().flatten().enumerate()
        {
            let Some(map) = item.mapping() else { continue };
            let id_value = map.get("id");
            let id = match id_value {
                Some(value) => value.id().map(str::to_owned),
                None => Some(format!("quota-{}", position + 1)),
            };
            let clause = map.get("clause").map(|clause| self.clauses.read(clause));
            let title = map.text_if("title");
            let quota = self.quota(&map);
            map.finish();
            let (Some(id), Some(quota)) = (id, quota) else { continue };
            let Some(clause) = clause.map_or(Some(None), |clause| clause.map(Some)) else { continue };
            if rules.iter().any(|rule| rule.id.as_str() == id) {
                let value = id_value.unwrap_or(item);
                let problem = value.problem(Code::DuplicateId, format!("规则标识“{id}”用了两次"));
                value.file.report(problem.found(&id).hint("名额也是一条规则；请用 id 另给它一个标识"));
                continue;
            }
            let same = |(other, _): &&(Quota, Value<'_>)| {
                (other.grade, other.with_better, other.among_all)
                    == (quota.grade, quota.with_better, quota.among_all)
            };
            if let Some((_, first)) = seen.iter().find(same) {
                let problem = item.problem(Code::DuplicateId, "同一等次、同一范围的名额写了两次");
                item.file.report(problem.also(first.span(), "第一次写在这里").hint("请合成一条"));
                continue;
            }
            seen.push((quota.clone(), item));
            let name = &self.grades[quota.grade.get()].name;
            let title = title.unwrap_or_else(|| match &clause {
                Some(_) => self.cite(clause.as_ref(), &id),
                None => format!("“{name}”的名额"),
            });
            self.names.rules.insert(&id, Some(RuleIndex::new(rules.len())));
            let (scope, when, effect) = (Scope::Total, None, Effect::Quota(quota));
            rules.push(Rule { id: RuleId::new(&id), title, clause, scope, when, effect, at: item.at() });
        }
    }

    fn quota(&self, map: &Mapping<'_>) -> Option<Quota> {
        let grade_value = map.need("grade");
        let grade = grade_value.and_then(|grade| self.names.grades.read(grade));
        let most = map.one_of(&["share", "most"]);
        let least = map.get("least");
        let among_all = map.get("within").map(|within| within.choice(&WITHIN));
        let of_listed = map.get("of").map(|of| of.choice(&OF));
        let with_better = map.get("with_better").map(Value::flag);
        let round = map.get("round").map(|round| round.choice(&QuotaRounding::WORDS));
        let ties_in = map.get("ties").map(|ties| ties.choice(&TIES));
        let (grade, grade_value) = (grade?, grade_value?);
        if grade.get() + 1 == self.grades.len() {
            let problem =
                grade_value.problem(Code::Conflict, "最低的等次不能设名额：超出的没有更低的等次可评");
            return grade_value.refuse(problem.hint("请改成别的等次，或者删去这一条"));
        }
        if most.is_none() && least.is_none() {
            let value = map.value();
            let problem = value.problem(Code::MissingKey, "这里缺少字段“share”（比例）或“most”（个数）");
            return value.refuse(problem.hint("写成 share: 30% 或 most: 3；只有下限的写 least: 10%"));
        }
        let most = match most {
            Some(("share", value)) => Some(Amount::Share(percent(value)?)),
            Some((_, value)) => Some(Amount::Count(whole(value, 0..=MOST)?)),
            None => None,
        };
        let least = match least {
            Some(value) if is_percent(value) => Some(Amount::Share(percent(value)?)),
            Some(value) => Some(Amount::Count(whole(value, 1..=MOST)?)),
            None => None,
        };
        Some(Quota {
            grade,
            with_better: with_better.unwrap_or(Some(false))?,
            most,
            least,
            among_all: among_all.unwrap_or(Some(false))?,
            of_listed: of_listed.unwrap_or(Some(false))?,
            round: round.unwrap_or(Some(QuotaRounding::Down))?,
            ties_in: ties_in.unwrap_or(Some(true))?,
        })
    }
}

fn is_percent(value: Value<'_>) -> bool {
    value.is_scalar() && value.word("数").is_some_and(|word| word.ends_with('%'))
}
