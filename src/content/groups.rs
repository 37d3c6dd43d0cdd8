//! `groups:` of year.yaml: evaluation groups, their people, their subjects, and what is demanded of them.

use std::collections::BTreeMap;

use super::clauses::Clauses;
use super::mapping::Mapping;
use super::scalar;
use super::subjects::{PAIRINGS, Subjects};
use super::table::Table;
use super::value::{Value, check_id};
use crate::diagnostics::{Code, Span};
use crate::model::{At, Away, Demand, DemandKind, Group, GroupSet, Origin, Person, SchemeId, SubjectId};

/// The set that a plain list of groups makes, as years before sets were told apart have it.
const LIST: (&str, &str) = ("groups", "考核组");
const MOST: i64 = 1000;

/// The sets of groups; `schemes` are those of the year.
pub(super) fn decode(
    value: Value<'_>,
    schemes: &[&str],
    subjects: &Subjects,
    clauses: &Clauses,
) -> Vec<GroupSet> {
    let mut table = Table::new(Code::UnknownScheme, "方案");
    for scheme in schemes {
        table.insert(scheme, Some(()));
    }
    let reader = Reader { schemes: table, subjects, clauses };
    if !value.is_mapping() {
        return vec![GroupSet {
            id: LIST.0.to_owned(),
            title: LIST.1.to_owned(),
            clause: None,
            schemes: schemes.iter().map(|id| SchemeId::new(id)).collect(),
            demands: Vec::new(),
            groups: reader.groups(value),
            place: value.file.place(value.span()),
        }];
    }
    let pairs = value.pairs().into_iter().flatten();
    pairs
        .filter_map(|(key, set)| {
            let named = check_id(set.file, &key.text, key.span);
            reader.set(&key.text, key.span, set).filter(|_| named)
        })
        .collect()
}

struct Reader<'r> {
    schemes: Table<()>,
    subjects: &'r Subjects,
    clauses: &'r Clauses,
}

impl Reader<'_> {
    fn set(&self, id: &str, span: Span, value: Value<'_>) -> Option<GroupSet> {
        let map = value.mapping()?;
        let title = map.line("title");
        let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
        let mut schemes = Vec::new();
        for item in map.need("schemes").and_then(Value::some_items).into_iter().flatten() {
            schemes.extend(self.scheme(item));
        }
        let mut demands = Vec::new();
        for item in map.get("demands").and_then(Value::items).into_iter().flatten() {
            demands.extend(self.demand(item));
        }
        let groups = map.get("list").map(|list| self.groups(list)).unwrap_or_default();
        map.finish();
        let place = value.file.place(span);
        Some(GroupSet { id: id.to_owned(), title: title?, clause, schemes, demands, groups, place })
    }

    fn scheme(&self, value: Value<'_>) -> Option<SchemeId> {
        self.schemes.read(value)?;
        value.word("方案").map(SchemeId::new)
    }

    fn demand(&self, item: Value<'_>) -> Option<Demand> {
        const KINDS: [&str; 9] =
            ["groups", "taken", "away", "leader_rank", "leader_from", "experts", "mixed", "most", "apart"];
        let map = item.mapping()?;
        let found = map.one_of(&KINDS);
        let kind = found.and_then(|(word, value)| match word {
            "groups" => count(value, 1).map(DemandKind::Groups),
            "taken" => value.choice(&[("once", ())]).map(|()| DemandKind::TakenOnce),
            "away" => away(&map, value).map(DemandKind::Away),
            "leader_rank" => ranks(value).map(DemandKind::LeaderRank),
            "leader_from" => self.scheme(value).map(DemandKind::LeaderFrom),
            "experts" => count(value, 1).map(DemandKind::Experts),
            "mixed" => count(value, 2).map(DemandKind::Mixed),
            "most" => count(value, 1).map(DemandKind::Most),
            _ => count(value, 0).map(DemandKind::Apart),
        });
        let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
        map.finish();
        if found.is_none() {
            let problem = item.problem(Code::MissingKey, "这条要求没有写要求什么");
            return item.refuse(problem.allowed(KINDS));
        }
        Some(Demand { kind: kind?, clause, at: item.at() })
    }

    fn groups(&self, list: Value<'_>) -> Vec<Group> {
        let mut places: BTreeMap<String, Span> = BTreeMap::new();
        let mut groups = Vec::new();
        for item in list.items().into_iter().flatten() {
            let Some(map) = item.mapping() else { continue };
            let id = map.need("id");
            if let Some(id) = id
                && let Some(word) = id.id()
                && let Some(first) = places.insert(word.to_owned(), id.span())
            {
                let problem = id.problem(Code::DuplicateId, format!("组“{word}”写了两次"));
                id.file.report(problem.found(word).also(first, "第一次写在这里").hint("请换一个标识"));
            }
            let word = id.filter(|id| id.is_scalar()).and_then(|id| id.word("标识"));
            groups.extend(self.group(&map, item.at(), word, groups.len() + 1));
        }
        groups
    }

    fn group(&self, map: &Mapping<'_>, at: At, id: Option<&str>, number: usize) -> Option<Group> {
        let title = map.line_if("title").unwrap_or_else(|| format!("第{number}组"));
        let leader_value = map.get("leader");
        let mut leader = leader_value.and_then(|leader| self.person(leader));
        // Where the leader is only named, where he comes from stands beside the name.
        if leader_value.is_some_and(|leader| leader.is_mapping()) {
            map.forbid("from", "组长的来处写在 leader 里");
        } else if let Some(from) = map.get("from") {
            let from = self.origin(from);
            if let Some(leader) = &mut leader {
                leader.from = from;
            }
        }
        let members = map.get("members").and_then(Value::items).into_iter().flatten();
        let members = members.filter_map(|member| self.person(member)).collect();
        let mut subjects = Vec::new();
        for subject in map.get("subjects").and_then(Value::items).into_iter().flatten() {
            if self.subjects.table.read(subject).is_some() {
                subjects.extend(subject.word("考核对象").map(|id| (SubjectId::new(id), subject.at())));
            }
        }
        map.finish();
        Some(Group { id: id?.to_owned(), title, leader, members, subjects, at })
    }

    /// A person: a name, or a name with what is known.
    fn person(&self, value: Value<'_>) -> Option<Person> {
        if !value.is_mapping() {
            let name = value.line()?;
            return Some(Person {
                name,
                from: None,
                works_for: None,
                rank: None,
                expert: false,
                at: value.at(),
            });
        }
        let map = value.mapping()?;
        let name = map.line("name");
        let from = map.get("from").and_then(|from| self.origin(from));
        let works_for = map.get("works_for").and_then(|unit| self.origin(unit));
        let rank = map.line_if("rank");
        let expert = map.get("expert").and_then(Value::flag).unwrap_or(false);
        map.finish();
        Some(Person { name: name?, from, works_for, rank, expert, at: value.at() })
    }

    /// A subject by its id or name, or any other place by its name. What is written like an id is meant as one, so that
    /// a slip does not pass for the name of some place.
    fn origin(&self, value: Value<'_>) -> Option<Origin> {
        let text = value.line()?;
        if scalar::identifier(&text).is_ok() {
            self.subjects.table.read(value)?;
            return Some(Origin::Subject(SubjectId::new(&text)));
        }
        let known = self
            .subjects
            .by_id
            .values()
            .find(|subject| subject.names.iter().any(|name| name.name == text || name.short == text));
        Some(known.map_or(Origin::Named(text), |subject| Origin::Subject(subject.id.clone())))
    }
}

fn count(value: Value<'_>, least: i64) -> Option<usize> {
    value.integer(least..=MOST).and_then(|number| usize::try_from(number).ok())
}

fn ranks(value: Value<'_>) -> Option<Vec<String>> {
    value.some_items()?.map(Value::line).collect()
}

fn away(map: &Mapping<'_>, value: Value<'_>) -> Option<Away> {
    let kind = value.word("回避什么")?;
    if kind != "partner" {
        map.forbid("pairing", "只有 away: partner 才分结对的种类");
    }
    match kind {
        "partner" => {
            let listed = map.get("pairing").map(|list| {
                let kinds: Option<Vec<_>> = list.some_items()?.map(|kind| kind.choice(&PAIRINGS)).collect();
                kinds
            });
            let kinds = listed.unwrap_or_else(|| Some(PAIRINGS.iter().map(|(_, kind)| *kind).collect()));
            kinds.map(Away::Partner)
        }
        "origin" => Some(Away::Origin),
        "work" => Some(Away::Work),
        _ => {
            let problem = value.problem(Code::UnknownWord, format!("“away”不能写“{kind}”"));
            value.refuse(problem.word(kind, ["origin", "partner", "work"]))
        }
    }
}
