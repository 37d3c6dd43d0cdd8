//! The tree: nodes with weights, methods and measures.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::{ROLES, Reader, points};
use crate::diagnostics::{Code, Span, some};
use crate::model::{
    Aggregate, At, Attainment, Body, FigureIndex, Goalpost, Measure, MeasureUnit, Method, Node, NodeId,
    NodeIndex, RequiredPer, Requirement, Role, Scale, SubjectId, Undefined, Variant, Weighting,
};

const WEIGHTING: [(&str, Weighting); 4] = [
    ("percent", Weighting::Percent),
    ("points", Weighting::Points),
    ("relative", Weighting::Relative),
    ("equal", Weighting::Equal),
];
const AGGREGATE: [(&str, Aggregate); 4] = [
    ("mean", Aggregate::Mean),
    ("geometric", Aggregate::Geometric),
    ("harmonic", Aggregate::Harmonic),
    ("minimum", Aggregate::Minimum),
];
/// The root's id; no node of a file may have it.
const ROOT: &str = "total";
/// What stands for the id of a node whose own cannot be used.
const NAMELESS: &str = "nameless";
/// Keys of a leaf.
const LEAF: [&str; 5] = ["method", "measure", "requires", "for", "undefined"];

/// The nodes read so far.
struct Tree<'r, 'a> {
    reader: &'r mut Reader<'a>,
    subjects: &'r [SubjectId],
    nodes: Vec<Node>,
    places: HashMap<String, Span>,
}

/// How siblings are weighted.
#[derive(Clone, Copy)]
struct Siblings {
    /// `None` where it could not be read; then weights are not checked.
    weighting: Option<Weighting>,
    /// What `points` have to add up to.
    points: Decimal,
}

impl Reader<'_> {
    /// The tree, the root first.
    pub(super) fn tree(
        &mut self,
        map: &Mapping<'_>,
        title: &str,
        subjects: &[SubjectId],
        full: Decimal,
    ) -> Vec<Node> {
        let weighting = map.need("weighting").and_then(|value| value.choice(&WEIGHTING));
        let aggregate = self.aggregate(map);
        self.all_in_points(map, weighting);
        // Another word is told, and not again by sums that it would want.
        let weighting = match self.scale {
            Scale::Points => Some(Weighting::Points),
            Scale::Percent => weighting,
        };
        let mut tree = Tree { reader: self, subjects, nodes: Vec::new(), places: HashMap::new() };
        tree.nodes.push(root(title, map.value().at(), full));
        let siblings = Siblings { weighting, points: full };
        let children = match map.need("tree") {
            Some(list) => tree.children(list, NodeIndex::new(0), siblings, "方案"),
            None => Vec::new(),
        };
        let weighting = weighting.unwrap_or(Weighting::Equal);
        tree.nodes[0].body = Body::Branch { aggregate, weighting, children };
        if tree.reader.scale == Scale::Percent {
            let place = |node: &Node| tree.places.get(node.id.as_str()).copied();
            points::check(map, &tree.nodes, &place);
        }
        tree.nodes
    }

    fn aggregate(&self, map: &Mapping<'_>) -> Aggregate {
        if self.scale == Scale::Points {
            map.forbid("aggregate", "分值制各项的得分直接相加");
            return Aggregate::Sum;
        }
        map.get("aggregate").and_then(|value| value.choice(&AGGREGATE)).unwrap_or(Aggregate::Mean)
    }

    /// In a points scheme nothing but points says what a part is worth.
    fn all_in_points(&self, map: &Mapping<'_>, weighting: Option<Weighting>) {
        if let (Scale::Points, Some(weighting), Some(value)) = (self.scale, weighting, map.get("weighting"))
            && weighting != Weighting::Points
        {
            let problem = value.problem(Code::Conflict, "分值制（scale: points）各项的 weight 就是本项的分");
            value.file.report(problem.allowed(["points"]).hint("请写 weighting: points"));
        }
    }
}

fn root(title: &str, at: At, full: Decimal) -> Node {
    Node {
        id: NodeId::new(ROOT),
        role: Role::Total,
        title: title.to_owned(),
        group: None,
        clause: None,
        source: None,
        says: None,
        parent: None,
        weight: full,
        body: stand_in(),
        requires: Vec::new(),
        variants: BTreeMap::new(),
        undefined: None,
        not_applicable_when: None,
        bonus_limit: None,
        deduct_limit: None,
        at,
    }
}

/// The body of a node whose own is not read yet, or cannot be.
fn stand_in() -> Body {
    Body::Leaf { measure: None, unit: None, method: Method::Grade }
}

impl Tree<'_, '_> {
    /// Reads siblings and checks that their weights add up.
    fn children(
        &mut self,
        list: Value<'_>,
        parent: NodeIndex,
        siblings: Siblings,
        of: &str,
    ) -> Vec<NodeIndex> {
        let mut indices = Vec::new();
        let mut sum = Some(Decimal::ZERO);
        for item in list.some_items().into_iter().flatten() {
            let Some(map) = item.mapping() else {
                sum = None;
                continue;
            };
            let (index, weight) = self.node(&map, parent, siblings);
            indices.push(index);
            sum = sum.zip(weight).and_then(|(sum, weight)| sum.checked_add(weight));
        }
        let needed = match siblings.weighting {
            Some(Weighting::Percent) => Some(Decimal::ONE_HUNDRED),
            Some(Weighting::Points) => Some(siblings.points),
            _ => None,
        };
        if let (Some(sum), Some(needed)) = (sum, needed)
            && sum != needed
            && !indices.is_empty()
        {
            let weights: Vec<String> =
                indices.iter().map(|index| self.nodes[index.get()].weight.to_string()).collect();
            let problem = list.problem(
                Code::Weights,
                format!("{of}下面各项的权重合计 {}，应当是 {}", sum.normalize(), needed.normalize()),
            );
            list.file.report(
                problem
                    .found(sum.normalize().to_string())
                    .allowed([needed.normalize().to_string()])
                    .hint(format!("现在是 {}；请核对各项的 weight", weights.join(" + "))),
            );
        }
        indices
    }

    /// Reads a node and what is below it. Gives its weight, if that can be counted.
    fn node(
        &mut self,
        map: &Mapping<'_>,
        parent: NodeIndex,
        siblings: Siblings,
    ) -> (NodeIndex, Option<Decimal>) {
        let index = NodeIndex::new(self.nodes.len());
        let (id, sound) = self.id(map, index);
        let role = map.need("role").and_then(|role| role.choice(&ROLES));
        let title = map.line("title").unwrap_or_default();
        let group = map.line_if("group");
        let clause = map.get("clause").and_then(|clause| self.reader.clauses.read(clause));
        let source = map.text_if("source");
        let says = map.text_if("says");
        let weight = weight(map, siblings.weighting);
        let not_applicable_when = map.get("not_applicable_when").and_then(|value| self.not_applicable(value));
        let most = self.reader.most;
        let limit = |key| map.get(key).and_then(|value| value.decimal_in(Decimal::ZERO..=most));
        let (bonus_limit, deduct_limit) = (limit("bonus_limit"), limit("deduct_limit"));
        self.nodes.push(Node {
            id: NodeId::new(&id),
            role: role.unwrap_or(Role::Indicator),
            title,
            group,
            clause,
            source,
            says,
            parent: Some(parent),
            weight: weight.unwrap_or(Decimal::ONE),
            body: stand_in(),
            requires: Vec::new(),
            variants: BTreeMap::new(),
            undefined: None,
            not_applicable_when,
            bonus_limit,
            deduct_limit,
            at: map.value().at(),
        });
        let body = if map.get("children").is_some() {
            Some(self.branch(map, index, siblings, weight))
        } else {
            self.leaf(map, index)
        };
        map.finish();
        match body {
            Some(body) if role.is_some() => self.nodes[index.get()].body = body,
            Some(body) => {
                self.nodes[index.get()].body = body;
                self.reader.names.nodes.spoil(&id);
            }
            None => self.reader.names.nodes.spoil(&id),
        }
        (index, if sound { weight } else { None })
    }

    /// The node's id, known from here on, and whether it can be used.
    fn id(&mut self, map: &Mapping<'_>, index: NodeIndex) -> (String, bool) {
        let Some(value) = map.need("id") else { return (NAMELESS.to_owned(), false) };
        let Some(id) = value.id() else {
            if let Some(word) = value.as_word() {
                self.reader.names.nodes.pass_over(word);
            }
            return (NAMELESS.to_owned(), false);
        };
        if id == ROOT {
            let problem = value.problem(Code::BadIdentifier, format!("“{ROOT}”指总分，不能作指标的标识"));
            value.file.report(problem.hint("请换一个"));
            return (NAMELESS.to_owned(), false);
        }
        if let Some(first) = self.places.get(id) {
            let problem = value.problem(Code::DuplicateId, format!("指标标识“{id}”用了两次"));
            value.file.report(problem.found(id).also(*first, "第一次用在这里").hint("请换一个标识"));
            return (id.to_owned(), false);
        }
        self.places.insert(id.to_owned(), value.span());
        self.reader.names.nodes.insert(id, Some(index));
        if let Some(title) = map.get("title").and_then(Value::as_word) {
            self.reader.names.nodes.call(id, title);
        }
        (id.to_owned(), true)
    }

    fn not_applicable(&self, value: Value<'_>) -> Option<(FigureIndex, Decimal)> {
        let map = value.mapping()?;
        let figure = map.need("figure").and_then(|figure| self.reader.names.figures.read(figure));
        let is = map.need("is").and_then(Value::decimal);
        map.finish();
        Some((figure?, is?))
    }

    fn branch(
        &mut self,
        map: &Mapping<'_>,
        index: NodeIndex,
        siblings: Siblings,
        weight: Option<Decimal>,
    ) -> Body {
        for key in LEAF {
            map.forbid(key, "有 children 的项由下级合成，不单独计分");
        }
        let aggregate = self.reader.aggregate(map);
        let own = map.get("weighting").map(|value| value.choice(&WEIGHTING));
        self.reader.all_in_points(map, own.flatten());
        let weighting = match self.reader.scale {
            Scale::Points => Some(Weighting::Points),
            Scale::Percent => own.unwrap_or(siblings.weighting),
        };
        let points = match siblings.weighting {
            Some(Weighting::Points) => weight,
            _ => Some(Decimal::ONE_HUNDRED),
        };
        // Without its points, what the children have to add up to is unknown.
        let below = match points {
            Some(points) => Siblings { weighting, points },
            None if weighting == Some(Weighting::Points) => {
                Siblings { weighting: None, points: Decimal::ONE_HUNDRED }
            }
            None => Siblings { weighting, points: Decimal::ONE_HUNDRED },
        };
        let node = &self.nodes[index.get()];
        let of = format!("“{}”（{}）", node.title, node.id);
        let children = match map.get("children") {
            Some(list) => self.children(list, index, below, &of),
            None => Vec::new(),
        };
        Body::Branch { aggregate, weighting: weighting.unwrap_or(Weighting::Equal), children }
    }

    fn leaf(&mut self, map: &Mapping<'_>, index: NodeIndex) -> Option<Body> {
        map.forbid("weighting", "没有 children，下面没有可以加权的");
        map.forbid("aggregate", "没有 children，下面没有可以合成的");
        let method_value = map.get("method");
        if method_value.is_none() {
            let problem =
                map.value().problem(Code::MissingKey, "这里缺少字段“method”（计分方法）或“children”（下级）");
            map.value().file.report(problem.hint("直接计分的写 method，由下级合成的写 children"));
        }
        if self.reader.scale == Scale::Points {
            self.reader.full = self.nodes[index.get()].weight;
            self.reader.ceiling = self.reader.full;
        }
        let method = method_value.and_then(|value| self.reader.method(value));
        let measure_value = map.get("measure");
        let measure = measure_value.map(|value| self.reader.measure(value));
        self.nodes[index.get()].requires = self.requires(map);
        self.nodes[index.get()].undefined = map.get("undefined").and_then(|value| self.undefined(value));
        let variants = map.get("for").map(|value| self.variants(value, method.as_ref()));
        self.nodes[index.get()].variants = variants.unwrap_or_default();
        let method = method?;
        match (method.measures(), measure_value, method_value) {
            (true, None, Some(value)) => {
                let problem =
                    value.problem(Code::MethodMeasure, "这种计分方法要有指标值，这里缺少字段“measure”");
                value.refuse(
                    problem
                        .hint("请补上 measure: 数据的标识；不用数据的可改用 grade、score、task、deductions"),
                )
            }
            (false, Some(value), _) => {
                let span = map.key_span("measure").unwrap_or(value.span());
                let problem = value.file.problem(
                    Code::MethodMeasure,
                    span,
                    "这种计分方法看记录里的观测，用不上“measure”",
                );
                value.refuse(problem.hint("请删去 measure，或者改用 median、range、attain、steps、rank"))
            }
            _ => {
                let (measure, unit) = match measure {
                    Some(found) => found.map(|(measure, unit)| (Some(measure), Some(unit)))?,
                    None => (None, None),
                };
                if let Method::Range { worst, best, .. } = &method
                    && [worst, best].iter().any(|end| matches!(end, Goalpost::Log(_)))
                    && unit != Some(MeasureUnit::Number)
                {
                    let value = method_value?;
                    let problem = value.problem(
                        Code::MethodMeasure,
                        "两端写成 {log: …} 的，指标值要是取过对数的，即 measure: {log: …}",
                    );
                    return value
                        .refuse(problem.hint("请在 measure 里写 log，或者把两端写成指标值本身的数字"));
                }
                if measure.as_ref().is_some_and(Measure::is_log) {
                    no_logs(&method, method_value?);
                }
                let body = Body::Leaf { measure, unit, method };
                self.target_unit(&body, method_value?)?;
                Some(body)
            }
        }
    }

    /// A figure that is attained has to be in the measure's unit.
    fn target_unit(&self, body: &Body, value: Value<'_>) -> Option<()> {
        let Body::Leaf {
            unit: Some(unit),
            method: Method::Attain { to: Attainment::Figure(figure), .. },
            ..
        } = body
        else {
            return Some(());
        };
        let figure = &self.reader.figures[figure.get()];
        // Scoring divides the two as they stand.
        if *unit == MeasureUnit::of(&figure.unit) {
            return Some(());
        }
        let (title, other) = (&figure.title, figure.unit.as_str());
        let problem = value.problem(
            Code::UnlikeUnits,
            format!("指标值的单位是“{}”，目标“{title}”的单位是“{other}”", unit.named()),
        );
        value.refuse(
            problem.hint("目标要与指标值用同一个单位；请改 figures 里的 unit，记录里仍可用别的单位填写"),
        )
    }

    /// `not_applicable`, `{score: 100}` or `{grade: 好}`
    fn undefined(&self, value: Value<'_>) -> Option<Undefined> {
        if value.is_scalar() {
            return value.choice(&[("not_applicable", Undefined::NotApplicable)]);
        }
        let (kind, of) = value.mapping()?.only("无法计算时的处理", &["score", "grade"])?;
        if kind == "score" {
            return self.reader.worth(of).map(Undefined::Score);
        }
        self.reader.names.grades.read(of).map(Undefined::Grade)
    }

    /// A list of kinds, or of `{kind, per: entry | figure}`.
    fn requires(&self, map: &Mapping<'_>) -> Vec<Requirement> {
        let mut found: Vec<Requirement> = Vec::new();
        for item in map.get("requires").and_then(Value::items).into_iter().flatten() {
            let (kind, per) = match item.is_mapping().then(|| item.mapping()).flatten() {
                Some(of) => {
                    let kind = of.need("kind");
                    let per = of.need("per").and_then(|per| per.choice(&RequiredPer::WORDS));
                    of.finish();
                    (kind, per)
                }
                None => (Some(item), None),
            };
            let Some(kind) = kind else { continue };
            let (Some(()), Some(word)) = (self.reader.names.evidence.read(kind), kind.word("佐证材料"))
            else {
                continue;
            };
            if per.is_some() && !map.has("measure") {
                let text = "这一项没有指标值（measure），没有逐笔或件数可以对应";
                let problem = item.problem(Code::Conflict, text);
                item.file.report(problem.hint(format!("请只写 {word}：要一件")));
            }
            found.push(Requirement { kind: word.to_owned(), per });
        }
        found
    }

    /// Another text for each subject.
    fn variants(&self, value: Value<'_>, method: Option<&Method>) -> BTreeMap<SubjectId, Variant> {
        if method.is_some_and(Method::compares) {
            let problem =
                value.problem(Code::Conflict, "写了 for 的指标各对象内容不同，不能用互相比较的计分方法");
            value
                .file
                .report(problem.hint("请改用 grade、score、task、deductions、attain 或 steps，或者删去 for"));
        }
        let mut variants = BTreeMap::new();
        let mut named = Vec::new();
        for (key, value) in value.pairs().into_iter().flatten() {
            if self.reader.names.subjects.find(value.file, &key.text, key.span).is_some() {
                named.push(key.text.to_string());
            }
            let Some(map) = value.mapping() else { continue };
            let title = map.line("title");
            let says = map.text_if("says");
            map.finish();
            if let Some(title) = title {
                variants.insert(SubjectId::new(&key.text), Variant { title, says });
            }
        }
        let absent: Vec<&str> = self
            .subjects
            .iter()
            .map(SubjectId::as_str)
            .filter(|id| !named.iter().any(|name| name == id))
            .collect();
        if !absent.is_empty() && value.is_mapping() {
            let problem = value.problem(Code::ForIncomplete, format!("for 缺少考核对象：{}", some(&absent)));
            value.file.report(problem.hint("请为方案的每个考核对象各写一行"));
        }
        variants
    }
}

/// Reports what a measure that is a logarithm is compared with, though it cannot be one.
fn no_logs(method: &Method, value: Value<'_>) {
    let told = |number: Decimal, what: &str, hint: String| {
        let text =
            format!("指标值取过对数（log），{what}却写了 {}：没有哪个数的对数有这么大", number.normalize());
        value.file.report(value.problem(Code::NoLog, text).found(number.normalize().to_string()).hint(hint));
    };
    let wrong = |number: &Decimal| !Measure::may_be_log(*number);
    match method {
        Method::Range { worst, best, .. } => {
            let ends = [("worst", worst), ("best", best)];
            let plain = ends.iter().filter_map(|(key, end)| match end {
                Goalpost::Fixed(number) => Some((*key, *number)),
                Goalpost::Log(_)
                | Goalpost::Min
                | Goalpost::Max
                | Goalpost::Mean
                | Goalpost::Median
                | Goalpost::Percentile(_)
                | Goalpost::Target => None,
            });
            let plain: Vec<(&str, Decimal)> = plain.collect();
            if let Some((key, number)) = plain.iter().find(|(_, number)| wrong(number)) {
                let hint =
                    format!("写成 {key}: {{log: {}}}，程序自己取对数；另一端也一样", number.normalize());
                told(*number, key, hint);
            }
        }
        Method::Steps { steps, .. } => {
            if let Some((bound, _)) = steps.iter().find(|(bound, _)| wrong(bound)) {
                let hint = "分级计分不必取对数：请从 measure 里去掉 log，各级照写原来的数".to_owned();
                told(*bound, "steps 里", hint);
            }
        }
        Method::Grade
        | Method::Score { .. }
        | Method::Task { .. }
        | Method::Median { .. }
        | Method::Standard { .. }
        | Method::Attain { .. }
        | Method::Rank { .. }
        | Method::Options(_)
        | Method::Raters { .. }
        | Method::Deductions { .. } => {}
    }
}

/// A node's declared weight; `None` if it is missing or cannot be used.
fn weight(map: &Mapping<'_>, weighting: Option<Weighting>) -> Option<Decimal> {
    match weighting {
        Some(Weighting::Equal) => {
            map.forbid("weight", "上级的 weighting 是 equal，各项权重相等");
            Some(Decimal::ONE)
        }
        Some(_) => map.need("weight").and_then(Value::positive),
        None => map.get("weight").and_then(Value::positive),
    }
}
