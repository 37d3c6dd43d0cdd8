//! scheme.yaml: a scheme, read as far as it can be.
//!
//! A faulty part is reported and replaced by a stand-in, so that the rest of the scheme and its records are read all
//! the same; a scheme with stand-ins never leaves `content/`, because its file has errors. Names whose declaration is
//! faulty stay known (see [`Names`]), so that one slip is not reported again wherever the name is used.

mod approval;
mod checks;
mod confirm;
mod declare;
mod doubts;
mod measure;
mod method;
mod points;
mod quota;
mod rules;
mod tree;
mod when;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::clauses::Clauses;
use super::left_over;
use super::mapping::Mapping;
use super::references::References;
use super::subjects::Subjects;
use super::table::Table;
use super::units::Units;
use super::value::Value;
use crate::diagnostics::Code;
use crate::model::{
    Assumption, At, EventIndex, FigureDef, FigureIndex, Grade, GradeIndex, Method, MilestoneDef,
    MilestoneIndex, MissingPolicy, Node, NodeIndex, Noun, RankBy, Ranking, Role, RuleIndex, Scale, Scheme,
    SchemeId, Status, SubjectIndex, Within, Year,
};

/// A scheme, and its names for what refers to it.
pub(super) struct SchemeFile {
    pub scheme: Scheme,
    pub names: Names,
}

/// What records, targets and decisions may refer to.
pub(super) struct Names {
    pub figures: Table<FigureIndex>,
    pub events: Table<EventIndex>,
    pub evidence: Table<()>,
    pub milestones: Table<MilestoneIndex>,
    pub grades: Table<GradeIndex>,
    pub subjects: Table<SubjectIndex>,
    pub nodes: Table<NodeIndex>,
    pub rules: Table<RuleIndex>,
    pub units: Units,
}

/// What the parts of a scheme look up while they are read.
struct Reader<'a> {
    year: Year,
    clauses: &'a Clauses,
    references: &'a References,
    grades: Vec<Grade>,
    figures: Vec<FigureDef>,
    milestones: Vec<MilestoneDef>,
    /// What scores are stated in.
    scale: Scale,
    /// The full score of the leaf that is read: a hundred, or its own points.
    full: Decimal,
    /// The highest score of the leaf that is read.
    ceiling: Decimal,
    /// The most that bonuses or deductions may be limited to.
    most: Decimal,
    names: Names,
    /// How subjects are ranked, and whether in groups; known before the rules are read.
    ranking: Option<Ranking>,
    grouped: bool,
}

/// The words of `status`.
pub(super) const STATUS: [(&str, Status); 3] =
    [("sample", Status::Sample), ("draft", Status::Draft), ("final", Status::Final)];
/// What scores are stated in.
const SCALE: [(&str, Scale); 2] = [("percent", Scale::Percent), ("points", Scale::Points)];
/// The most points a scheme may give.
const MOST_POINTS: i64 = 1_000_000;
/// What subjects of a grade are ranked by.
const RANK_BY: [(&str, RankBy); 2] = [("published", RankBy::Published), ("exact", RankBy::Exact)];
/// The roles a node may have.
const ROLES: [(&str, Role); 4] = [
    ("component", Role::Component),
    ("section", Role::Section),
    ("indicator", Role::Indicator),
    ("part", Role::Part),
];

impl Names {
    fn new(units: Units) -> Self {
        Self {
            figures: Table::new(Code::UnknownFigure, "数据"),
            events: Table::new(Code::UnknownEvent, "事件"),
            evidence: Table::new(Code::UnknownEvidence, "佐证材料"),
            milestones: Table::new(Code::UnknownMilestone, "时间节点"),
            grades: Table::new(Code::UnknownGrade, "等次"),
            subjects: Table::new(Code::UnknownSubject, "考核对象"),
            nodes: Table::new(Code::UnknownNode, "指标"),
            rules: Table::new(Code::UnknownRule, "规则"),
            units,
        }
    }
}

/// Reads the scheme in the folder `name`.
pub(super) fn decode(
    map: &Mapping<'_>,
    name: &str,
    year: Year,
    subjects: &Subjects,
    units: &Units,
    references: &References,
    clauses: &Clauses,
) -> SchemeFile {
    let file = map.value().file;
    check_name(map, name);
    let title = map.line("title").unwrap_or_default();
    if let Some(value) = map.get("title") {
        left_over::title(value, year);
    }
    let short = map.line_if("short").unwrap_or_else(|| title.clone());
    let kind = map.need("kind").and_then(Value::id).unwrap_or_default().to_owned();
    let status = map.get("status").and_then(|value| value.choice(&STATUS)).unwrap_or(Status::Final);
    let basis = map.text("basis").unwrap_or_default();

    let mut reader = Reader {
        year,
        clauses,
        references,
        grades: Vec::new(),
        figures: Vec::new(),
        milestones: Vec::new(),
        scale: map.get("scale").and_then(|value| value.choice(&SCALE)).unwrap_or(Scale::Percent),
        full: Decimal::ONE_HUNDRED,
        ceiling: Decimal::ONE_HUNDRED,
        most: Decimal::ONE_THOUSAND,
        names: Names::new(units.clone()),
        ranking: None,
        grouped: false,
    };
    let listed = reader.subjects(map, name, &kind, subjects);
    reader.read_grades(map);
    let follows = map.get("follows").and_then(|value| Some((SchemeId::new(value.id()?), value.at())));
    let rounding = map.get("rounding").map(decimals).unwrap_or_default();
    let display = map.get("display").map(|value| display(value, &rounding)).unwrap_or_default();
    let peers = map.get("peers").and_then(Value::id).map(str::to_owned);
    let missing = map.get("missing").map_or((Some(MissingPolicy::Zero), None), missing);
    let (missing, least_reported) = (missing.0.unwrap_or(MissingPolicy::Zero), missing.1);
    let full = full(map, reader.scale);
    reader.most = full.max(Decimal::ONE_THOUSAND);
    let limit = |key| map.get(key).and_then(|value| value.decimal_in(Decimal::ZERO..=reader.most));
    let (bonus_limit, deduct_limit) = (limit("bonus_limit"), limit("deduct_limit"));
    let ceiling = map.get("ceiling").and_then(Value::positive).unwrap_or(full);
    reader.names.units.declare(map);
    let ceiling_of_leaf = match reader.scale {
        Scale::Points => {
            map.forbid("ceiling_of_leaf", "分值制每一项最高得本项的分");
            None
        }
        Scale::Percent => map.get("ceiling_of_leaf").and_then(Value::positive),
    };
    reader.ceiling = ceiling_of_leaf.unwrap_or(reader.ceiling);
    reader.read_figures(map);
    let events = reader.read_events(map);
    let evidence = reader.read_evidence(map);
    reader.read_milestones(map);
    let rectification = map.get("rectification").and_then(|value| reader.rectification(value));

    let nodes = reader.tree(map, &title, &listed, full);
    check_channels(map, &nodes);
    reader.ranking =
        map.get("ranking").map_or_else(|| Some(Ranking::default()), |value| reader.ranking(value));
    reader.grouped = peers.is_some();
    let mut rules = reader.rules(map, &nodes);
    reader.quotas(map, &mut rules);
    let outcomes = reader.outcomes(map, &nodes);
    let approval = reader.approval(map);
    let distribution = reader.distribution(map);
    let checks = reader.checks(map);
    let confirmed_by = reader.confirmed_by(map);
    let assumptions = map
        .get("assumptions")
        .and_then(Value::items)
        .into_iter()
        .flatten()
        .filter_map(|item| reader.assumption(item))
        .collect();

    let counties = listed.iter().map(|id| {
        let within = subjects.by_id.values().filter(|other| other.within.as_ref() == Some(id));
        (id.clone(), within.map(|other| other.id.clone()).collect())
    });
    let counties = counties.collect();
    let scheme = Scheme {
        id: SchemeId::new(name),
        follows,
        year,
        title,
        short,
        noun: Noun::usual(&kind),
        kind,
        status,
        basis,
        file: Arc::clone(file.file()),
        id_at: map.get("id").map_or_else(At::default, |id| id.at()),
        subjects: listed,
        lineage: Arc::clone(&subjects.lineage),
        // The year has it.
        cutoff: jiff::civil::Date::constant(year.get(), 12, 31),
        scale: reader.scale,
        grades: reader.grades,
        rounding,
        display,
        ranking: reader.ranking,
        peers,
        missing,
        least_reported,
        ceiling_of_leaf,
        bonus_limit,
        deduct_limit,
        ceiling,
        figures: reader.figures,
        events,
        evidence,
        milestones: reader.milestones,
        others: BTreeMap::new(),
        counties,
        rectification,
        nodes,
        rules,
        outcomes,
        approval,
        distribution,
        checks,
        confirmed_by,
        assumptions,
    };
    if map.value().file.errors() == 0 {
        doubts::check(map, &scheme);
    }
    SchemeFile { scheme, names: reader.names }
}

/// An open problem of an earlier year counts once: no two kinds of deductions may take points off for it.
fn check_channels(map: &Mapping<'_>, nodes: &[Node]) {
    let kinds = nodes.iter().filter_map(|node| match node.method() {
        Some(Method::Deductions { kinds, .. }) => Some(kinds.iter().map(move |kind| (node, kind))),
        _ => None,
    });
    let mut found = kinds.flatten().filter(|(_, kind)| kind.from_earlier);
    let Some((_, first)) = found.next() else { return };
    for (node, kind) in found {
        let text =
            format!("“{}”和“{}”都取自往年问题（from: earlier_problems），会重复扣分", first.id, kind.id);
        let problem = map.value().file.there(Code::MethodNumbers, node.at, text);
        map.value().file.report(problem.found(kind.id.as_str()).hint("请只留一种"));
    }
}

fn check_name(map: &Mapping<'_>, name: &str) {
    if let Some(value) = map.need("id")
        && let Some(id) = value.id()
        && id != name
    {
        let problem = value.problem(Code::SchemeMismatch, format!("方案的 id 是“{id}”，文件夹却叫“{name}”"));
        value.file.report(problem.found(id).allowed([name]).hint("请让两者一致"));
    }
}

/// The points of the whole scheme: 100 unless stated.
fn full(map: &Mapping<'_>, scale: Scale) -> Decimal {
    if scale == Scale::Percent {
        map.forbid("full", "只有分值制（scale: points）的方案可以另定满分，百分制总是100");
        return Decimal::ONE_HUNDRED;
    }
    let stated = map.get("full").and_then(|value| value.decimal_in(Decimal::ONE..=MOST_POINTS.into()));
    stated.unwrap_or(Decimal::ONE_HUNDRED)
}

/// Decimals by role that are printed in the place of those the scores keep: fewer, since more would only add zeros.
fn display(value: Value<'_>, rounding: &BTreeMap<Role, u32>) -> BTreeMap<Role, u32> {
    let shown = decimals(value);
    for (role, shown) in &shown {
        if let Some(kept) = rounding.get(role).filter(|kept| *kept < shown) {
            let word = ROLES.iter().find(|(_, of)| of == role).map_or("total", |(word, _)| word);
            let text = format!("{word} 取{kept}位小数（rounding），却要显示{shown}位（display）");
            let problem = value.problem(Code::OutOfRange, text);
            value.file.report(problem.hint("display 只能比 rounding 少；请核对两处，或者删去这一项"));
        }
    }
    shown
}

/// Decimals by role.
fn decimals(value: Value<'_>) -> BTreeMap<Role, u32> {
    let Some(map) = value.mapping() else { return BTreeMap::new() };
    let mut roles = vec![("total", Role::Total)];
    roles.extend(ROLES);
    let found = roles
        .into_iter()
        .filter_map(|(word, role)| {
            let decimals = map.get(word)?.integer(0..=10)?;
            Some((role, u32::try_from(decimals).ok()?))
        })
        .collect();
    map.finish();
    found
}

/// `zero`, or `{policy: …, least: 60%}`
fn missing(value: Value<'_>) -> (Option<MissingPolicy>, Option<Decimal>) {
    if value.is_scalar() {
        return (value.choice(&MissingPolicy::WORDS), None);
    }
    let Some(map) = value.mapping() else { return (None, None) };
    let policy = map.need("policy").and_then(|policy| policy.choice(&MissingPolicy::WORDS));
    let least = map.get("least").and_then(percent);
    map.finish();
    (policy, least)
}

/// A percent above 0: `60%`.
fn percent(value: Value<'_>) -> Option<Decimal> {
    let word = value.word("百分数，如 60%")?;
    let number = word.strip_suffix('%').and_then(|number| number.trim_end().parse::<Decimal>().ok());
    match number.filter(|number| *number > Decimal::ZERO && *number <= Decimal::ONE_HUNDRED) {
        Some(number) => Some(number),
        None => {
            let text = format!("“{word}”不是大于 0、不超过 100 的百分数");
            let problem = value.problem(Code::OutOfRange, text).found(word);
            value.refuse(match word.contains('％') {
                true => problem.suggest(word.replace('％', "%")).hint("百分号要用半角的 %"),
                false => problem.hint("写成 60% 的样子"),
            })
        }
    }
}

impl Reader<'_> {
    /// `none` or `{by: published | exact, then: [nodes], within: peers | all | both}`
    fn ranking(&self, value: Value<'_>) -> Option<Ranking> {
        if value.is_scalar() {
            // A slip in the word is reported once, and not again wherever places are looked at.
            return value.choice(&[("none", ())]).is_none().then(Ranking::default);
        }
        let Some(map) = value.mapping() else { return Some(Ranking::default()) };
        let by = map.get("by").and_then(|by| by.choice(&RANK_BY)).unwrap_or(RankBy::Published);
        let mut then: Vec<NodeIndex> = Vec::new();
        for item in map.get("then").and_then(Value::some_items).into_iter().flatten() {
            let Some(node) = self.names.nodes.read(item) else { continue };
            if then.contains(&node) {
                let problem = item.problem(Code::DuplicateId, "同一项写了两次，第二次分不出先后");
                item.file.report(problem.hint("请只留一处"));
            } else {
                then.push(node);
            }
        }
        let within = map.get("within").and_then(|within| within.choice(&Within::WORDS));
        map.finish();
        Some(Ranking { by, then, within: within.unwrap_or(Within::Peers) })
    }

    fn assumption(&self, item: Value<'_>) -> Option<Assumption> {
        let map = item.mapping()?;
        let about = map.text("about");
        let says = map.text("says");
        let clause = map.get("clause").and_then(|value| self.clauses.read(value));
        map.finish();
        Some(Assumption { about: about?, says: says?, clause })
    }
}
