//! Conditions that can never hold, and those that always do.

use rust_decimal::Decimal;

use super::reach::Reaches;
use crate::model::{GradeIndex, NodeIndex, Role, Scheme, Scope, SubjectIndex, TaskState, When, round};

/// What a condition is asked of.
pub(super) struct Asked<'a> {
    pub scheme: &'a Scheme,
    pub reaches: &'a Reaches,
    /// What the rule works on; `None` for what follows from the final result, which may be decided.
    pub scope: Option<&'a Scope>,
}

/// What a condition can only be, where it is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    False,
    True,
}

impl Only {
    fn other(self) -> Self {
        match self {
            Only::False => Only::True,
            Only::True => Only::False,
        }
    }
}

impl Asked<'_> {
    /// Why a condition can never hold; `None` where it can.
    pub fn never(&self, when: &When) -> Option<String> {
        self.only(Only::False, when)
    }

    /// Why a condition holds for everybody of whom it is known; `None` where it may not.
    pub fn always(&self, when: &When) -> Option<String> {
        self.only(Only::True, when)
    }

    fn only(&self, told: Only, when: &When) -> Option<String> {
        match (told, when) {
            // One of them is enough, or two that leave nothing between them.
            (Only::False, When::All(list)) => {
                let broken = list.iter().find_map(|part| self.only(told, part));
                broken.or_else(|| opposed(when).then(|| "同时要求的几个条件互相矛盾".to_owned()))
            }
            (Only::True, When::Any(list)) => {
                let held = list.iter().find_map(|part| self.only(told, part));
                held.or_else(|| self.covered(list))
            }
            (Only::False, When::Any(list)) | (Only::True, When::All(list)) => {
                let whys: Vec<String> = list.iter().map_while(|part| self.only(told, part)).collect();
                (whys.len() == list.len()).then(|| whys.join("；"))
            }
            (_, When::Not(inner)) => self.only(told.other(), inner),
            (Only::False, fact) => self.out_of_reach(fact),
            (Only::True, fact) => self.held(fact),
        }
    }

    /// Why what a condition asks of scores and grades cannot be reached. What is on record may be anything.
    fn out_of_reach(&self, fact: &When) -> Option<String> {
        if let When::GradeAtLeast(grade) = fact {
            let best = self.best_in_scope().filter(|best| grade < best)?;
            return Some(format!("它看的等次最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade)));
        }
        if let When::AnySection(grade) = fact {
            let best = self.best_of(self.with_role(Role::Section)).filter(|best| grade < best)?;
            return Some(format!("大项最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade)));
        }
        if let When::NodeGrade { node, at_least: true, grade } = fact {
            let best = Some(self.reaches.best(self.scheme, *node)).filter(|best| grade < best)?;
            let title = &self.scheme.node(*node).title;
            return Some(format!("“{title}”最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade)));
        }
        if let When::Score { node, at_least, score } = fact {
            let title = &self.scheme.node(*node).title;
            if !at_least {
                return score.is_zero().then(|| format!("“{title}”不会低于 0 分"));
            }
            let most = self.most(*node);
            return (*score > most)
                .then(|| format!("“{title}”最高 {} 分，到不了 {score} 分", most.normalize()));
        }
        if let When::Nodes { role, at_least, grade, count } = fact {
            let able = self
                .with_role(*role)
                .filter(|node| !at_least || self.reaches.best(self.scheme, *node) <= *grade)
                .count();
            let what = match at_least {
                true => format!("能到“{}”的", self.name(*grade)),
                false => "这一级的".to_owned(),
            };
            return (able < *count as usize).then(|| format!("要有 {count} 项，{what}一共只有 {able} 项"));
        }
        None
    }

    /// Why a condition on grades, scores, places and lists holds for everybody.
    fn held(&self, fact: &When) -> Option<String> {
        let subjects = self.scheme.subjects.len();
        if let When::Place { first, count, .. } = fact {
            let word = if *first { "前" } else { "后" };
            return (*count as usize >= subjects)
                .then(|| format!("方案一共只有 {subjects} 个对象，谁都在{word} {count} 名里"));
        }
        if let When::Subject(list) = fact {
            let all = (0..subjects).map(SubjectIndex::new).all(|subject| list.contains(&subject));
            return all.then(|| "名单里是方案的全部对象".to_owned());
        }
        if let When::Task { is, .. } = fact {
            let all = TaskState::WORDS.iter().all(|(_, state)| is.contains(state));
            return all.then(|| "任务的各种状态都写上了".to_owned());
        }
        if let When::GradeAtLeast(grade)
        | When::NodeGrade { at_least: true, grade, .. }
        | When::LastGrade { at_least: true, grade, .. } = fact
        {
            let worst = grade.get() + 1 == self.scheme.grades.len();
            return worst.then(|| format!("“{}”是最低的等次，谁都不低于它", self.name(*grade)));
        }
        if let When::GradeAtMost(grade)
        | When::NodeGrade { at_least: false, grade, .. }
        | When::LastGrade { at_least: false, grade, .. } = fact
        {
            return (grade.get() == 0).then(|| format!("“{}”是最高的等次，谁都不高于它", self.name(*grade)));
        }
        if let When::Score { node, at_least, score } = fact {
            let title = &self.scheme.node(*node).title;
            if *at_least {
                return score.is_zero().then(|| format!("“{title}”不会低于 0 分"));
            }
            let most = self.most(*node);
            return (*score > most)
                .then(|| format!("“{title}”最高 {} 分，总低于 {score} 分", most.normalize()));
        }
        None
    }

    /// Why one of these always holds though none of them does by itself.
    fn covered(&self, list: &[When]) -> Option<String> {
        let pairs =
            || list.iter().enumerate().flat_map(|(at, one)| list[at + 1..].iter().map(move |two| (one, two)));
        let negated = |(one, two): (&When, &When)| match (one, two) {
            (When::Not(inner), when) | (when, When::Not(inner)) => **inner == *when,
            _ => false,
        };
        if pairs().any(negated) {
            return Some("几个条件中总有一个成立".to_owned());
        }
        let subjects = self.scheme.subjects.len();
        // Whoever is not among the first has fewer behind him than are left.
        let places = |(one, two): (&When, &When)| match (one, two) {
            (
                When::Place { first: true, count: front, among_all: a },
                When::Place { first: false, count: back, among_all: b },
            )
            | (
                When::Place { first: false, count: back, among_all: b },
                When::Place { first: true, count: front, among_all: a },
            ) if a == b && *front as usize + *back as usize >= subjects => Some([*front, *back]),
            _ => None,
        };
        let [front, back] = pairs().find_map(places)?;
        Some(format!("方案一共只有 {subjects} 个对象，不在前 {front} 名的都在后 {back} 名里"))
    }

    /// The worst grade of the total that may be where a condition holds, as far as it says so.
    pub fn worst_where(when: &When) -> Option<GradeIndex> {
        let least = |when: &When| if let When::GradeAtLeast(grade) = when { Some(*grade) } else { None };
        when.required().into_iter().filter_map(least).min()
    }

    /// The best grade of the total that may be where a condition holds, as far as it says so.
    pub fn best_where(when: &When) -> Option<GradeIndex> {
        let most = |when: &When| if let When::GradeAtMost(grade) = when { Some(*grade) } else { None };
        when.required().into_iter().filter_map(most).max()
    }

    fn name(&self, grade: GradeIndex) -> &str {
        &self.scheme.grade(grade).name
    }

    /// The most that a node can have, as it is printed.
    fn most(&self, node: NodeIndex) -> Decimal {
        let role = self.scheme.node(node).role;
        round(self.reaches.node(node).most, self.scheme.decimals(role))
    }

    fn with_role(&self, role: Role) -> impl Iterator<Item = NodeIndex> {
        self.scheme.indices().filter(move |node| self.scheme.node(*node).role == role)
    }

    fn best_of(&self, nodes: impl Iterator<Item = NodeIndex>) -> Option<GradeIndex> {
        nodes.map(|node| self.reaches.best(self.scheme, node)).min()
    }

    /// The best grade of what the rule works on.
    pub fn best_in_scope(&self) -> Option<GradeIndex> {
        let scope = self.scope?;
        self.best_of(self.scheme.indices().filter(|node| scope.covers(*node, self.scheme.node(*node).role)))
    }
}

/// Whether two of the conditions that all have to hold cannot hold at once.
fn opposed(when: &When) -> bool {
    let flat = when.required();
    flat.iter().enumerate().any(|(at, one)| flat[at + 1..].iter().any(|other| excludes(one, other)))
}

/// Whether the one cannot hold where the other does.
fn excludes(one: &When, other: &When) -> bool {
    let apart = |a: &[TaskState], b: &[TaskState]| !a.iter().any(|state| b.contains(state));
    let strangers = |a: &[SubjectIndex], b: &[SubjectIndex]| !a.iter().any(|subject| b.contains(subject));
    match (one, other) {
        (When::Not(inner), when) | (when, When::Not(inner)) => **inner == *when,
        (When::GradeAtLeast(least), When::GradeAtMost(most))
        | (When::GradeAtMost(most), When::GradeAtLeast(least)) => least < most,
        (
            When::NodeGrade { node: a, at_least: true, grade: least },
            When::NodeGrade { node: b, at_least: false, grade: most },
        )
        | (
            When::NodeGrade { node: b, at_least: false, grade: most },
            When::NodeGrade { node: a, at_least: true, grade: least },
        ) => a == b && least < most,
        (
            When::Score { node: a, at_least: true, score: least },
            When::Score { node: b, at_least: false, score: below },
        )
        | (
            When::Score { node: b, at_least: false, score: below },
            When::Score { node: a, at_least: true, score: least },
        ) => a == b && between(*least, *below),
        (When::Task { node: a, is: these }, When::Task { node: b, is: those }) => {
            a == b && apart(these, those)
        }
        (When::Target { node: a, met: this }, When::Target { node: b, met: that }) => a == b && this != that,
        (When::Milestone { milestone: a, late: this }, When::Milestone { milestone: b, late: that }) => {
            a == b && this != that
        }
        (When::Subject(these), When::Subject(those)) => strangers(these, those),
        _ => false,
    }
}

/// Nothing is at least the one and below the other.
fn between(least: Decimal, below: Decimal) -> bool {
    below <= least
}
