//! Rules and outcomes.

use std::collections::HashMap;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::when::Seat;
use super::{ROLES, Reader};
use crate::diagnostics::{Code, Span};
use crate::model::{
    Addressees, At, ClauseId, Each, Effect, Node, NodeIndex, Outcome, OutcomeKind, Points, Role, Rule,
    RuleId, RuleIndex, Scope, When,
};

/// The effects, one of which a rule has.
const EFFECTS: [&str; 7] = ["floor", "cap", "veto", "raise", "lower", "bonus", "deduct"];
/// The most grades a rule may raise or lower by.
const MOST_GRADES: i64 = 20;

impl Reader<'_> {
    /// The scheme's rules. Faulty ones stay known by name and are left out.
    pub(super) fn rules(&mut self, map: &Mapping<'_>, nodes: &[Node]) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut places: HashMap<String, Span> = HashMap::new();
        for item in map.get("rules").and_then(Value::items).into_iter().flatten() {
            let Some(map) = item.mapping() else { continue };
            let value = map.need("id");
            let id = value.and_then(Value::id);
            let rule = self.rule(&map, id.unwrap_or_default(), nodes, item.at());
            map.finish();
            let (Some(id), Some(value)) = (id, value) else { continue };
            if let Some(first) = places.insert(id.to_owned(), value.span()) {
                let problem = value.problem(Code::DuplicateId, format!("规则标识“{id}”用了两次"));
                value.file.report(problem.found(id).also(first, "第一次用在这里").hint("请换一个标识"));
                continue;
            }
            self.names.rules.insert(id, rule.is_some().then(|| RuleIndex::new(rules.len())));
            rules.extend(rule);
        }
        rules
    }

    fn rule(&self, map: &Mapping<'_>, id: &str, nodes: &[Node], at: At) -> Option<Rule> {
        let clause_value = map.need("clause");
        let clause = clause_value.and_then(|value| self.clauses.read(value));
        let title = map.line_if("title");
        let scope = map.need("scope").and_then(|value| self.scope(value, nodes));
        let effect_value = map.one_of(&EFFECTS);
        let exclude = map.get("exclude_from_peers");
        let exclude_from_peers = exclude.and_then(Value::flag).unwrap_or(false);
        let effect = match effect_value {
            Some((kind, value)) => {
                let effect = self.effect(kind, value, exclude_from_peers);
                if let (Some(exclude), true) = (exclude, kind != "veto") {
                    let problem = exclude.problem(Code::Conflict, "exclude_from_peers 只能与 veto 一起写");
                    exclude.file.report(problem.hint("请删去这个字段"));
                }
                let only_total =
                    [("veto", "一票否决", "cap"), ("raise", "升等次", "floor"), ("lower", "降等次", "cap")];
                if let Some((_, what, other)) = only_total.iter().find(|(word, ..)| *word == kind)
                    && scope.as_ref().is_some_and(|scope| *scope != Scope::Total)
                {
                    let problem = value.problem(Code::RuleScope, format!("{what}（{kind}）只能用于总分"));
                    value.file.report(problem.hint(format!("请写 scope: total，或者改用 {other}")));
                }
                effect
            }
            None => {
                let problem = map.value().problem(Code::MissingKey, "这条规则没有写效果");
                map.value().file.report(problem.allowed(EFFECTS).hint("请写其中一个，如 cap: 较好"));
                None
            }
        };
        let when = match map.get("when") {
            Some(value) => {
                Some(self.rule_when(value, &scope, &effect, effect_value, exclude_from_peers, nodes)?)
            }
            None => {
                let counts = effect.as_ref().is_none_or(counts);
                if !counts {
                    let problem = map.value().problem(Code::MissingKey, "这条规则缺少字段“when”（何时生效）");
                    map.value().file.report(
                        problem.hint("请写上条件，如 when: {any_section: 一般}；按次数加减分的才可以不写"),
                    );
                    return None;
                }
                None
            }
        };
        let title = title.unwrap_or_else(|| self.cite(clause.as_ref(), id));
        let clause = Some(clause?);
        Some(Rule { id: RuleId::new(id), title, clause, scope: scope?, when, effect: effect?, at })
    }

    /// The condition, as far as scope and effect allow it.
    fn rule_when(
        &self,
        value: Value<'_>,
        scope: &Option<Scope>,
        effect: &Option<Effect>,
        effect_value: Option<(&str, Value<'_>)>,
        peers: bool,
        nodes: &[Node],
    ) -> Option<When> {
        let changes_score = match effect {
            Some(effect) => effect.points().is_some(),
            None => effect_value.is_some_and(|(kind, _)| matches!(kind, "bonus" | "deduct")),
        };
        let scope = scope.as_ref();
        let places = effect_value.is_some_and(|(kind, _)| kind == "lower");
        self.when(value, &Seat { scope, changes_score, peers, places, nodes })
    }

    /// A rule without a title is called what it cites.
    pub(super) fn cite(&self, clause: Option<&ClauseId>, id: &str) -> String {
        clause
            .and_then(|clause| self.clauses.by_id.get(clause))
            .map_or_else(|| id.to_owned(), |clause| clause.cite.clone())
    }

    /// `total`, a role, or `{role: [ids]}`.
    fn scope(&self, value: Value<'_>, nodes: &[Node]) -> Option<Scope> {
        if value.is_scalar() {
            let mut words = vec![("total", Role::Total)];
            words.extend(ROLES);
            let role = value.choice(&words)?;
            if role == Role::Total {
                return Some(Scope::Total);
            }
            if !nodes.iter().any(|node| node.role == role) {
                let word = value.word("范围")?;
                let problem =
                    value.problem(Code::RuleScope, format!("方案里没有 role 是 {word} 的项，规则用不上"));
                return value.refuse(problem.hint("请核对 scope 和各项的 role"));
            }
            return Some(Scope::Role(role));
        }
        let (word, list) = value.mapping()?.only("范围", &ROLES.map(|(word, _)| word))?;
        let role = ROLES.iter().find(|(name, _)| *name == word).map(|(_, role)| *role)?;
        let mut found = Vec::new();
        for item in list.some_items()? {
            let index = self.names.nodes.read(item)?;
            let node = &nodes[index.get()];
            if node.role != role {
                let own =
                    ROLES.iter().find(|(_, role)| *role == node.role).map_or("total", |(word, _)| *word);
                let problem =
                    item.problem(Code::RuleScope, format!("“{}”的 role 是 {own}，不是 {word}", node.id));
                return item.refuse(problem.hint(format!("请改写成 {{{own}: [{}]}}", node.id)));
            }
            found.push(index);
        }
        Some(Scope::Nodes(found))
    }

    fn effect(&self, kind: &str, value: Value<'_>, exclude_from_peers: bool) -> Option<Effect> {
        Some(match kind {
            "floor" => Effect::Floor(self.names.grades.read(value)?),
            "cap" => Effect::Cap(self.names.grades.read(value)?),
            "veto" => Effect::Veto { grade: self.names.grades.read(value)?, exclude_from_peers },
            "raise" | "lower" if !self.names.grades.can_be(value) => return None,
            "raise" => Effect::Raise(grades(value)?),
            "lower" => Effect::Lower(grades(value)?),
            "bonus" => Effect::Bonus(self.points(value, false)?),
            _ => Effect::Deduct(self.points(value, true)?),
        })
    }

    fn points(&self, value: Value<'_>, deduct: bool) -> Option<Points> {
        let map = value.mapping()?;
        let points = map.need("points").and_then(Value::positive);
        let max = map.get("max").map(Value::positive);
        let each = if deduct {
            match map.one_of(&["each", "month_late"]) {
                Some(("month_late", value)) => self.month_late(value),
                Some((_, value)) => self.names.events.read(value).map(Each::Event),
                None => Some(Each::Once),
            }
        } else {
            // Only where it stands, so that it is never offered.
            if map.has("month_late") {
                map.forbid("month_late", "按月计数只用于扣分（deduct）");
            }
            match map.get("each") {
                Some(value) => self.names.events.read(value).map(Each::Event),
                None => Some(Each::Once),
            }
        };
        map.finish();
        let max = match max {
            Some(max) => Some(max?),
            None => None,
        };
        Some(Points { points: points?, each: each?, max })
    }

    fn month_late(&self, value: Value<'_>) -> Option<Each> {
        let map = value.mapping()?;
        let figure = map.need("figure").and_then(|figure| self.names.figures.read(figure));
        let due = map.need("due").and_then(|due| date_near(due, self.year));
        map.finish();
        Some(Each::MonthLate { figure: figure?, due: due? })
    }

    /// What follows from a result.
    pub(super) fn outcomes(&self, map: &Mapping<'_>, nodes: &[Node]) -> Vec<Outcome> {
        map.get("outcomes")
            .and_then(Value::items)
            .into_iter()
            .flatten()
            .filter_map(|item| {
                let map = item.mapping()?;
                let title = map.line("title");
                let kind = map.get("kind").map(|kind| kind.choice(&OutcomeKind::WORDS));
                let of = map.get("of").map(|of| of.choice(&Addressees::WORDS));
                let seat = Seat { scope: None, changes_score: false, peers: false, places: true, nodes };
                let when = map.need("when").and_then(|value| self.when(value, &seat));
                let by = map.line_if("by");
                let attendees = map.get("attendees").and_then(Value::some_items).into_iter().flatten();
                let attendees = attendees.filter_map(Value::line).collect();
                let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
                let says = map.text_if("says");
                map.finish();
                let (kind, of) =
                    (kind.unwrap_or(Some(OutcomeKind::Other))?, of.unwrap_or(Some(Addressees::Subject))?);
                let (title, when) = (title?, when?);
                let outcome = Outcome { title, kind, of, when, by, attendees, clause, says };
                if of == Addressees::Counties && !outcome.names_counties() {
                    let problem = item.problem(
                        Code::OutcomeCounties,
                        format!("“{}”的对象是县（of: counties），条件里却没有能落到县的内容", outcome.title),
                    );
                    let hint =
                        "请在 when 里写 problem（记录中带 county 的问题）或者 county: low（排名靠后的县）";
                    return item.refuse(problem.allowed(["problem", "county"]).hint(hint));
                }
                Some(outcome)
            })
            .collect()
    }
}

/// By how many grades.
fn grades(value: Value<'_>) -> Option<u32> {
    value.integer(1..=MOST_GRADES).and_then(|grades| u32::try_from(grades).ok())
}

/// Whether an effect counts something, so that it needs no condition.
fn counts(effect: &Effect) -> bool {
    effect.points().is_some_and(|points| points.each != Each::Once)
}

/// Whether `below` stands under `above`, at any depth.
pub(super) fn is_below(nodes: &[Node], below: NodeIndex, above: NodeIndex) -> bool {
    let mut at = nodes[below.get()].parent;
    while let Some(index) = at {
        if index == above {
            return true;
        }
        at = nodes[index.get()].parent;
    }
    false
}
