//! Conditions of rules and outcomes, with what each place allows.

use rust_decimal::Decimal;

use super::super::value::Value;
use super::rules::is_below;
use super::{ROLES, Reader, percent};
use crate::diagnostics::Code;
use crate::model::{
    Elsewhere, GradeIndex, Method, Node, NodeId, NodeIndex, Role, Scale, SchemeId, Scope, Severity,
    SubjectId, TaskState, When, Whose, Within,
};

/// The words a condition begins with.
const KINDS: [&str; 22] = [
    "event",
    "any_section",
    "grade_at_least",
    "grade_at_most",
    "node_grade",
    "task",
    "problem",
    "county",
    "target",
    "grew",
    "overstated",
    "elsewhere",
    "milestone",
    "subject",
    "count",
    "score",
    "nodes",
    "place",
    "last_grade",
    "all",
    "any",
    "not",
];
/// The words allowed where a veto takes a subject out of the peers: it is evaluated before any score.
const BEFORE_SCORES: [&str; 6] = ["event", "count", "subject", "all", "any", "not"];
/// The most that a condition counts, and the furthest it looks back.
const MOST: i64 = 1_000;
const MOST_YEARS: i64 = 10;

/// Where a condition stands.
pub(super) struct Seat<'a> {
    /// What the rule works on; `None` for an outcome.
    pub scope: Option<&'a Scope>,
    /// Whether the rule adds or takes off points.
    pub changes_score: bool,
    /// Whether the rule takes the subject out of the peers.
    pub peers: bool,
    /// Whether it may look at places.
    pub places: bool,
    pub nodes: &'a [Node],
}

impl Seat<'_> {
    /// Whether the rule works on nodes below the total.
    fn on_nodes(&self) -> bool {
        self.scope.is_some_and(|scope| *scope != Scope::Total)
    }
}

impl Reader<'_> {
    pub(super) fn when(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        let (kind, of) = value.mapping()?.only("条件", &KINDS)?;
        if seat.peers && !BEFORE_SCORES.contains(&kind) {
            let problem = of.problem(
                Code::ConditionNotAllowed,
                format!("写了 exclude_from_peers 的规则在计分之前判断，条件不能用 {kind}"),
            );
            return of.refuse(problem.allowed(BEFORE_SCORES).hint("请只用事件和考核对象作条件"));
        }
        match kind {
            "event" => self.names.events.read(of).map(When::Event),
            "any_section" => self.any_section(of, seat),
            "grade_at_least" => self.grade(of, seat, kind).map(When::GradeAtLeast),
            "grade_at_most" => self.grade(of, seat, kind).map(When::GradeAtMost),
            "node_grade" => self.node_grade(of, seat),
            "task" => self.task_is(of, seat),
            "problem" => {
                let map = of.mapping()?;
                let severity = map.need("severity").and_then(|severity| severity.choice(&Severity::WORDS));
                map.finish();
                severity.map(When::Problem)
            }
            "county" => of.choice(&[("low", ())]).map(|()| When::CountyLow),
            "target" => self.target(of, seat),
            "grew" => {
                let nodes = self.measured(of, seat)?;
                Some(When::Grew(nodes))
            }
            "overstated" => {
                let map = of.mapping()?;
                let node = map.need("node");
                let by = map.need("by").and_then(percent);
                map.finish();
                let node = self.measure_of(node?, seat)?;
                by.map(|by| When::Overstated { node, by })
            }
            "elsewhere" => self.elsewhere(of).map(|asked| When::Elsewhere(asked.into())),
            "milestone" => self.milestone(of),
            "subject" => self.names.subjects.read_list(of).map(When::Subject),
            "count" => self.event_count(of),
            "score" => self.score_of(of, seat),
            "nodes" => self.nodes(of, seat),
            "place" => self.place(of, seat),
            "last_grade" => self.last_grade(of),
            "all" => self.list(of, seat).map(When::All),
            "any" => self.list(of, seat).map(When::Any),
            _ => self.when(of, seat).map(|inner| When::Not(inner.into())),
        }
    }

    fn list(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<Vec<When>> {
        let conditions: Vec<_> = value.some_items()?.map(|item| self.when(item, seat)).collect();
        conditions.into_iter().collect()
    }

    fn any_section(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        if seat.on_nodes() {
            return not_here(value, "any_section", "规则用在下级项上，不能看大项的等次");
        }
        if !seat.nodes.iter().any(|node| node.role == Role::Section) {
            let problem =
                value.problem(Code::NoSection, "方案里没有 role 是 section 的项，any_section 用不上");
            return value.refuse(problem.hint("请核对各项的 role，或者改用 node_grade"));
        }
        self.names.grades.read(value).map(When::AnySection)
    }

    /// A condition on the total's grade.
    fn grade(&self, value: Value<'_>, seat: &Seat<'_>, kind: &str) -> Option<GradeIndex> {
        if seat.on_nodes() {
            return not_here(value, kind, "规则用在下级项上，不能看总分的等次");
        }
        if seat.changes_score {
            return not_here(value, kind, "加分和扣分会改变总分的等次，不能又以它为条件");
        }
        self.names.grades.read(value)
    }

    fn node_grade(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        let map = value.mapping()?;
        let id = map.need("id");
        let bound = map.one_of(&["at_least", "at_most"]);
        map.finish();
        let node = self.below(id?, seat, "node_grade")?;
        let Some((word, grade)) = bound else {
            return no_bound(value, ["at_least", "at_most"], "node_grade: {id: 某项, at_least: 某等次}");
        };
        let grade = self.names.grades.read(grade)?;
        Some(When::NodeGrade { node, at_least: word == "at_least", grade })
    }

    /// A node that is scored before the one the rule works on.
    fn below(&self, id: Value<'_>, seat: &Seat<'_>, kind: &str) -> Option<NodeIndex> {
        let node = self.names.nodes.read(id)?;
        let above = |index: usize| is_below(seat.nodes, node, NodeIndex::new(index));
        let allowed = match seat.scope {
            Some(Scope::Role(role)) => seat
                .nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| node.role == *role)
                .all(|(index, _)| above(index)),
            Some(Scope::Nodes(list)) => list.iter().all(|index| above(index.get())),
            Some(Scope::Total) | None => true,
        };
        if !allowed {
            return not_here(id, kind, "规则用在下级项上，只能看它下面各项");
        }
        Some(node)
    }

    /// `{event, at_least}`
    fn event_count(&self, value: Value<'_>) -> Option<When> {
        let map = value.mapping()?;
        let event = map.need("event").and_then(|event| self.names.events.read(event));
        let at_least = map.need("at_least").and_then(|count| whole(count, 1..=MOST));
        map.finish();
        Some(When::Count { event: event?, at_least: at_least? })
    }

    /// `{node, at_least}` or `{node, below}`
    fn score_of(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        let map = value.mapping()?;
        let id = map.need("node");
        let bound = map.one_of(&["at_least", "below"]);
        map.finish();
        let node = self.below(id?, seat, "score")?;
        let Some((word, score)) = bound else {
            return no_bound(value, ["at_least", "below"], "score: {node: 某项, below: 60}");
        };
        // What is printed is what is meant: of a hundred, or the node's own points.
        let full = match self.scale {
            Scale::Percent => Decimal::ONE_HUNDRED,
            Scale::Points => seat.nodes[node.get()].weight,
        };
        let score = score.decimal_in(Decimal::ZERO..=full)?;
        Some(When::Score { node, at_least: word == "at_least", score })
    }

    /// `{role, at_most, count}` or `{role, at_least, count}`
    fn nodes(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        if seat.on_nodes() {
            return not_here(value, "nodes", "规则用在下级项上，不能数别的项");
        }
        let map = value.mapping()?;
        let role_value = map.need("role");
        let role = role_value.and_then(|role| role.choice(&ROLES));
        let count = map.need("count").and_then(|count| whole(count, 1..=MOST));
        let bound = map.one_of(&["at_least", "at_most"]);
        map.finish();
        let (role, role_value) = (role?, role_value?);
        if !seat.nodes.iter().any(|node| node.role == role) {
            let problem = role_value.problem(Code::NoSection, "方案里没有这个 role 的项，nodes 用不上");
            return role_value.refuse(problem.hint("请核对各项的 role"));
        }
        let Some((word, grade)) = bound else {
            return no_bound(
                value,
                ["at_least", "at_most"],
                "nodes: {role: indicator, at_most: 某等次, count: 2}",
            );
        };
        let grade = self.names.grades.read(grade)?;
        Some(When::Nodes { role, at_least: word == "at_least", grade, count: count? })
    }

    /// `{first, within}` or `{last, within}`
    fn place(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        if !seat.places {
            return not_here(value, "place", "名次在等次之后才有，只有降等次（lower）和结果运用能看名次");
        }
        let Some(ranking) = &self.ranking else {
            return not_here(value, "place", "方案不排名次（ranking: none）");
        };
        let map = value.mapping()?;
        let bound = map.one_of(&["first", "last"]);
        let within =
            map.get("within").map(|within| (within, within.choice(&[("peers", false), ("all", true)])));
        map.finish();
        let Some((word, count)) = bound else {
            return no_bound(value, ["first", "last"], "place: {last: 3}");
        };
        let count = whole(count, 1..=MOST)?;
        let mut among_all = false;
        if let Some((value, all)) = within {
            let all = all?;
            let given = match ranking.within {
                Within::Peers => !all,
                Within::All => all,
                Within::Both => true,
            };
            if self.grouped && !given {
                let word = if all { "全部对象" } else { "组内" };
                let problem =
                    value.problem(Code::ConditionNotAllowed, format!("方案没有{word}的名次，不能以它为条件"));
                return value.refuse(problem.hint("请在 ranking 里写 within: both，或者改这里的 within"));
            }
            among_all = all && self.grouped && ranking.within == Within::Both;
        }
        Some(When::Place { first: word == "first", count, among_all })
    }

    /// `{at_most, years}` or `{at_least, years}`
    fn last_grade(&self, value: Value<'_>) -> Option<When> {
        let map = value.mapping()?;
        let years = map.get("years").map_or(Some(1), |years| whole(years, 1..=MOST_YEARS));
        let bound = map.one_of(&["at_least", "at_most"]);
        map.finish();
        let Some((word, grade)) = bound else {
            return no_bound(value, ["at_least", "at_most"], "last_grade: {at_most: 某等次, years: 2}");
        };
        let grade = self.names.grades.read(grade)?;
        Some(When::LastGrade { at_least: word == "at_least", grade, years: years? })
    }

    fn task_is(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        let map = value.mapping()?;
        let node_value = map.need("node");
        let is = map.need("is").and_then(states);
        map.finish();
        let node_value = node_value?;
        let node = self.names.nodes.read(node_value)?;
        if !matches!(seat.nodes[node.get()].method(), Some(Method::Task { .. })) {
            let problem = node_value.problem(
                Code::ConditionNotAllowed,
                format!("“{}”不是按 task 计分的，没有任务状态可看", seat.nodes[node.get()].id),
            );
            return node_value.refuse(problem.hint("请改成按 task 计分的指标，或者改用 node_grade"));
        }
        Some(When::Task { node, is: is? })
    }

    /// `met`, `missed`, or either of one node.
    fn target(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<When> {
        const MET: [(&str, bool); 2] = [("met", true), ("missed", false)];
        if value.is_scalar() {
            if !seat.on_nodes() {
                return not_here(value, "target", "规则不是用在指标上，不知道看哪一项的目标");
            }
            return value.choice(&MET).map(|met| When::Target { node: None, met });
        }
        let map = value.mapping()?;
        let node_value = map.need("node");
        let met = map.need("is").and_then(|is| is.choice(&MET));
        map.finish();
        let node = self.measure_of(node_value?, seat)?;
        Some(When::Target { node: Some(node), met: met? })
    }

    /// Nodes that have a measure.
    fn measured(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<Vec<NodeIndex>> {
        let nodes: Vec<_> = value.some_items()?.map(|item| self.measure_of(item, seat)).collect();
        nodes.into_iter().collect()
    }

    fn measure_of(&self, value: Value<'_>, seat: &Seat<'_>) -> Option<NodeIndex> {
        let node = self.names.nodes.read(value)?;
        if seat.nodes[node.get()].measure().is_none() {
            let problem = value.problem(
                Code::ConditionNotAllowed,
                format!("“{}”没有指标值（measure），不能与目标或上年相比", seat.nodes[node.get()].id),
            );
            return value.refuse(problem.hint("请改成有 measure 的指标"));
        }
        Some(node)
    }

    /// `{scheme, subjects, node, at_least | at_most, of}`
    fn elsewhere(&self, value: Value<'_>) -> Option<Elsewhere> {
        let map = value.mapping()?;
        let scheme = map.need("scheme").and_then(Value::id);
        let whose = map.get("subjects").map(|subjects| {
            if subjects.is_scalar() {
                let counties = subjects.choice(&[("self", false), ("counties", true)])?;
                return Some(if counties { Whose::Counties } else { Whose::Itself });
            }
            let ids = subjects.some_items()?.map(|id| id.id().map(SubjectId::new));
            ids.collect::<Option<Vec<_>>>().map(Whose::Subjects)
        });
        let node = map.get("node").map(|node| node.id().map(NodeId::new));
        let bound = map.one_of(&["at_least", "at_most"]);
        let all = map.get("of").map(|of| of.choice(&[("all", true), ("any", false)]));
        map.finish();
        let Some((word, grade)) = bound else {
            let problem = value.problem(Code::MissingKey, "这里缺少字段“at_least”或“at_most”（等次）");
            return value.refuse(problem.hint("写成 at_most: 一般 的样子"));
        };
        let node = match node {
            Some(node) => Some(node?),
            None => None,
        };
        Some(Elsewhere {
            scheme: SchemeId::new(scheme?),
            whose: whose.unwrap_or(Some(Whose::Itself))?,
            node,
            at_least: word == "at_least",
            grade: grade.text()?,
            all: all.unwrap_or(Some(true))?,
        })
    }

    fn milestone(&self, value: Value<'_>) -> Option<When> {
        let map = value.mapping()?;
        let id = map.need("id");
        let late = map.need("is").and_then(|is| is.choice(&[("late", true), ("missed", false)]));
        map.finish();
        let (id, late) = (id?, late?);
        let milestone = self.names.milestones.read(id)?;
        if late && self.milestones[milestone.get()].due.is_none() {
            let word = id.word("时间节点")?;
            let problem = id.problem(Code::ConditionNotAllowed, format!("“{word}”没有期限（due），说不上迟"));
            return id.refuse(problem.hint("请在 milestones 里写上 due，或者改用 is: missed"));
        }
        Some(When::Milestone { milestone, late })
    }
}

pub(super) fn whole(value: Value<'_>, bounds: std::ops::RangeInclusive<i64>) -> Option<u32> {
    value.integer(bounds).and_then(|count| u32::try_from(count).ok())
}

fn no_bound<T>(value: Value<'_>, words: [&str; 2], example: &str) -> Option<T> {
    let problem = value.problem(Code::MissingKey, format!("这里缺少字段“{}”或“{}”", words[0], words[1]));
    value.refuse(problem.hint(format!("写成 {example}")))
}

/// A task's state, or several.
fn states(value: Value<'_>) -> Option<Vec<TaskState>> {
    if value.is_scalar() {
        return value.choice(&TaskState::WORDS).map(|state| vec![state]);
    }
    let states: Vec<_> = value.some_items()?.map(|item| item.choice(&TaskState::WORDS)).collect();
    states.into_iter().collect()
}

fn not_here<T>(value: Value<'_>, kind: &str, why: &str) -> Option<T> {
    let problem = value.problem(Code::ConditionNotAllowed, format!("这条规则的条件不能用 {kind}：{why}"));
    value.refuse(problem.hint("请改用别的条件，或者改变规则的 scope"))
}
