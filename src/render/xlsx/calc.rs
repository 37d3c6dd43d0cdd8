//! The sheet that recomputes: measures → scores of the leaves → sections → total, each a live formula.
//!
//! From left to right: measures, scores by method, rules that worked, scores, total. Scores stand level by level, so
//! that the children of a node are one range. Above the subjects stand each peer group's count, median, best and worst.

use std::collections::VecDeque;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::CALC;
use super::columns::{Columns, FIRST, cell, pinned};
use super::formula::{self, Refs, exact};
use super::measure;
use super::sheet::{Done, Pen, Sheet};
use crate::model::{
    Aggregate, Applied, Attainment, Body, Change, Detail, EXACT_DECIMALS, GradeIndex, Node, NodeIndex,
    NotApplicable, Role, Scheme, State, SubjectIndex, fixed, plain,
};
use crate::site::SchemeSite;
use crate::wording;

/// Rows of the head, from 0.
const BLOCK: u32 = 2;
const TITLE: u32 = 3;
const ID: u32 = 4;
const KIND: u32 = 5;
const WEIGHT: u32 = 6;
const HEAD: u32 = 7;
/// What is told of each peer group.
const STATISTICS: [&str; 4] = ["可比对象数", "中位数", "最好", "最差"];
/// So many ranges fit a formula comfortably.
const RANGES: usize = 60;

pub(super) fn sheet(site: &SchemeSite, data: &Columns, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let about = "从“数据”表逐级推算；规则是否起作用按系统判定，作用的大小由公式推算。“核对”应为0";
    let mut sheet = Sheet::new(CALC, about, (HEAD, 1), pen)?;
    let calc = Calc::new(site, data);
    calc.heads(&mut sheet)?;
    calc.statistics(&mut sheet)?;
    for (position, subject) in (0..).zip(&site.results.order) {
        calc.subject(&mut sheet, position, *subject)?;
    }
    Ok(sheet.finish())
}

/// Where everything stands.
struct Calc<'a> {
    site: &'a SchemeSite<'a>,
    data: &'a Columns,
    /// Nodes level by level: siblings stand side by side.
    levels: Vec<NodeIndex>,
    measures: Vec<Option<u16>>,
    raws: Vec<Option<u16>>,
    rules: Vec<Option<u16>>,
    scores: Vec<u16>,
    /// Decimals of each node's measure.
    decimals: Vec<u32>,
    /// The ranges that hold the measures of each group's peers, by group and node: worked out once, for every subject's
    /// formula may name them.
    ranges: Vec<Vec<Vec<String>>>,
    total: u16,
    first: u32,
}

/// Those of them that a scheme without grades lacks.
const GRADES: [u16; 2] = [6, 7];

/// The columns of the total, from its first.
const TOTAL: [&str; 11] = [
    "汇总（未取整）",
    "汇总取整",
    "加分",
    "扣分",
    "加减分的规则",
    "公布得分",
    "按分数线等次",
    "最后等次（系统）",
    "名次（系统）",
    "公布得分（系统）",
    "核对",
];

/// Which of them has the place, and the one after it where places are given among all beside those within the groups.
const PLACE: u16 = 8;
const OVERALL: &str = "全部名次（系统）";

impl<'a> Calc<'a> {
    fn new(site: &'a SchemeSite<'a>, data: &'a Columns) -> Self {
        let scheme = site.scheme;
        let count = scheme.nodes.len();
        let mut next = 1u16;
        let mut add = || {
            next += 1;
            next - 1
        };
        let (mut measures, mut raws, mut rules) = (vec![None; count], vec![None; count], vec![None; count]);
        let mut scores = vec![0; count];
        for node in &site.order {
            measures[node.get()] = scheme.node(*node).measure().map(|_| add());
        }
        for node in &site.order {
            raws[node.get()] = scheme.node(*node).method().map(|_| add());
        }
        for node in &site.order {
            let worked =
                site.results.subjects.iter().any(|subject| !subject.nodes[node.get()].applied.is_empty());
            rules[node.get()] = worked.then(&mut add);
        }
        let levels = levels(scheme);
        for node in &levels {
            scores[node.get()] = add();
        }
        let groups = u32::try_from(site.results.groups.len()).unwrap_or(u32::MAX);
        let first = HEAD + 4 * groups + 1;
        let largest = |node: NodeIndex| {
            let measures = site.results.subjects.iter().filter_map(|of| of.nodes[node.get()].measure);
            measures.map(|measure| measure.abs()).max().unwrap_or_default()
        };
        let decimals = scheme.indices().map(|node| formula::telling(largest(node))).collect();
        let total = add();
        let mut calc = Self {
            site,
            data,
            levels,
            measures,
            raws,
            rules,
            scores,
            decimals,
            ranges: Vec::new(),
            total,
            first,
        };
        let of_group = |group| scheme.indices().map(|node| calc.peers(node, group)).collect();
        calc.ranges = (0..site.results.groups.len()).map(of_group).collect();
        calc
    }

    fn heads(&self, sheet: &mut Sheet) -> Done {
        let (site, scheme) = (self.site, self.site.scheme);
        for (row, text) in [
            (BLOCK, "步骤"),
            (TITLE, "对象"),
            (ID, "编号"),
            (KIND, "单位或方法"),
            (WEIGHT, if scheme.in_points() { "分值" } else { "权重" }),
        ] {
            sheet.head(row, 0, text)?;
        }
        sheet.widths(0, 0, 16.0)?;
        sheet.widths(1, self.total + 11, 11.0)?;
        let head = |sheet: &mut Sheet, column: u16, block: &str, node: NodeIndex, kind: &str| {
            let definition = scheme.node(node);
            let title = format!("{}{}", site.nodes[node.get()].label, definition.title);
            sheet.head(BLOCK, column, block)?;
            sheet.head(TITLE, column, &title)?;
            sheet.head(ID, column, definition.id.as_str())?;
            sheet.head(KIND, column, kind)?;
            sheet.head(WEIGHT, column, "")
        };
        for node in &site.order {
            let method = site.nodes[node.get()].method;
            if let (Some(column), Some((_, unit))) = (self.measures[node.get()], scheme.node(*node).measure())
            {
                head(sheet, column, "一、指标值", *node, &unit.to_string())?;
            }
            if let Some(column) = self.raws[node.get()] {
                head(sheet, column, "二、方法得分", *node, method)?;
            }
            if let Some(column) = self.rules[node.get()] {
                head(sheet, column, "三、起作用的规则", *node, "规则")?;
                sheet.widths(column, column, 30.0)?;
            }
        }
        for node in &self.levels {
            let column = self.scores[node.get()];
            head(sheet, column, "四、得分", *node, self.site.nodes[node.get()].method)?;
            sheet.number(WEIGHT, column, scheme.node(*node).weight)?;
        }
        let mut total = TOTAL.to_vec();
        if scheme.ranks_both() {
            total.insert(usize::from(PLACE) + 1, OVERALL);
        }
        for (which, title) in (0..).zip(total) {
            if !scheme.is_graded() && GRADES.contains(&which) {
                continue;
            }
            let column = self.of_total(which);
            sheet.head(BLOCK, column, "五、总分")?;
            sheet.head(TITLE, column, title)?;
            [ID, KIND, WEIGHT].into_iter().try_for_each(|row| sheet.head(row, column, ""))?;
        }
        sheet.widths(self.total + 4, self.total + 4, 30.0)
    }

    /// Each group's count, median, best and worst, over the subjects that are compared.
    fn statistics(&self, sheet: &mut Sheet) -> Done {
        for (group, name) in self.site.results.groups.iter().enumerate() {
            let top = self.statistic(group, 0);
            for (row, label) in (top..).zip(STATISTICS) {
                let label = name.as_ref().map_or_else(|| label.to_owned(), |name| format!("{name} {label}"));
                sheet.note(row, 0, &label)?;
            }
            for node in &self.site.order {
                let (Some(column), Some(method)) =
                    (self.measures[node.get()], self.site.scheme.node(*node).method())
                else {
                    continue;
                };
                let Some(of) = self.site.results.peers[group][node.get()] else { continue };
                let values = [Decimal::from(of.count), of.median, of.best, of.worst];
                let ranges = self.ranges(*node, group);
                let (best, worst) = match method.better() {
                    crate::model::Better::Higher => ("MAX", "MIN"),
                    crate::model::Better::Lower => ("MIN", "MAX"),
                };
                for ((row, value), function) in (top..).zip(values).zip(["COUNT", "MEDIAN", best, worst]) {
                    if ranges.len() > RANGES {
                        sheet.number(row, column, value)?;
                    } else {
                        let formula = format!("{function}({})", ranges.join(","));
                        let decimals = if function == "COUNT" { 0 } else { 2 };
                        sheet.formula(row, column, &formula, &plain(value), decimals)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn statistic(&self, group: usize, which: u32) -> u32 {
        HEAD + 4 * u32::try_from(group).unwrap_or(u32::MAX) + which
    }

    /// The ranges that hold the measures of a group's peers: who is excluded or has none stands between them.
    fn peers(&self, node: NodeIndex, group: usize) -> Vec<String> {
        let Some(column) = self.measures[node.get()] else { return Vec::new() };
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (row, subject) in (self.first..).zip(&self.site.results.order) {
            let result = self.site.result(*subject);
            let of = &result.nodes[node.get()];
            let out =
                matches!(of.detail, Detail::NotApplicable(NotApplicable::Stated | NotApplicable::Condition));
            if result.group != group || result.excluded || out || of.measure.is_none() {
                continue;
            }
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => runs.push((row, row)),
            }
        }
        runs.iter().map(|(from, to)| format!("{}:{}", pinned(column, *from), pinned(column, *to))).collect()
    }

    fn ranges(&self, node: NodeIndex, group: usize) -> &[String] {
        &self.ranges[group][node.get()]
    }

    fn subject(&self, sheet: &mut Sheet, position: u32, subject: SubjectIndex) -> Done {
        let row = self.first + position;
        sheet.text(row, 0, &self.site.names[subject.get()].name)?;
        for node in &self.site.order {
            self.measure(sheet, position, subject, *node)?;
            self.raw(sheet, position, subject, *node)?;
            let applied = &self.site.result(subject).nodes[node.get()].applied;
            if let (Some(column), false) = (self.rules[node.get()], applied.is_empty()) {
                sheet.text(row, column, &self.labels(applied))?;
            }
        }
        for node in &self.levels {
            self.score(sheet, row, subject, *node)?;
        }
        self.total(sheet, row, subject)
    }

    fn measure(&self, sheet: &mut Sheet, position: u32, subject: SubjectIndex, node: NodeIndex) -> Done {
        let (Some(column), Some((of, _))) =
            (self.measures[node.get()], self.site.scheme.node(node).measure())
        else {
            return Ok(());
        };
        let row = self.first + position;
        let formula =
            || measure::measure(self.site, self.data, (subject, position), of, self.decimals[node.get()]);
        // What the record states itself follows from nothing on the sheet of data.
        let stated = self.site.scored.evaluation.records[subject.get()].measure(node).is_some();
        match self.site.result(subject).nodes[node.get()].measure {
            None => sheet.text(row, column, "无数据"),
            Some(value) => match (!stated).then(formula).flatten() {
                Some(formula) => sheet.formula(row, column, &formula, &plain(value), 2),
                None => sheet.number(row, column, value),
            },
        }
    }

    fn raw(&self, sheet: &mut Sheet, position: u32, subject: SubjectIndex, node: NodeIndex) -> Done {
        let (Some(column), Some(method)) = (self.raws[node.get()], self.site.scheme.node(node).method())
        else {
            return Ok(());
        };
        let row = self.first + position;
        let result = self.site.result(subject);
        let of = &result.nodes[node.get()];
        let Some(value) = of.raw else {
            return sheet.text(row, column, &wording::score_or_state(self.site.scheme, node, of));
        };
        if of.state != State::Scored || matches!(of.detail, Detail::FewPeers { .. } | Detail::Settled(_)) {
            return sheet.fixed(row, column, value, 2);
        }
        let measure = self.measures[node.get()].map_or_else(String::new, |column| cell(column, row));
        let statistic = |which| {
            let row = self.statistic(result.group, which);
            self.measures[node.get()].map_or_else(String::new, |column| pinned(column, row))
        };
        let data =
            |column: Option<&u16>| column.map_or_else(String::new, |column| Columns::cell(*column, position));
        let target = match method.target() {
            Some(Attainment::Figure(figure)) => self.data.figure(figure, position),
            Some(Attainment::Max) => format!("MAX({},{})", statistic(2), statistic(3)),
            Some(Attainment::Min) => format!("MIN({},{})", statistic(2), statistic(3)),
            Some(Attainment::Mean) => format!("AVERAGE({})", self.ranges(node, result.group).join(",")),
            Some(Attainment::Subject(other)) => self.measure_of(other, node),
            Some(Attainment::National | Attainment::Province | Attainment::Target) | None => {
                data(self.data.targets.get(&node))
            }
        };
        let refs = Refs {
            measure,
            observed: data(self.data.observed.get(&node)),
            target,
            median: statistic(1),
            best: statistic(2),
            worst: statistic(3),
            peers: if method.compares() { self.ranges(node, result.group) } else { &[] },
            ends: of.detail.ends(),
            ratings: self.data.ratings.get(&node).map_or_else(String::new, |(first, last)| {
                format!("{}:{}", Columns::cell(*first, position), cell(*last, FIRST + position))
            }),
            excluded: result.excluded,
        };
        let scheme = self.site.scheme;
        let (full, ceiling) = (scheme.full(node), scheme.ceiling_of(node));
        match formula::score(scheme, method, &refs, full, ceiling).filter(|_| refs.peers.len() <= RANGES) {
            Some(formula) => sheet.formula(row, column, &formula, &plain(value), 2),
            None => sheet.fixed(row, column, value, 2),
        }
    }

    /// The cell of another subject's measure.
    fn measure_of(&self, subject: SubjectIndex, node: NodeIndex) -> String {
        let row = (self.first..).zip(&self.site.results.order).find(|(_, of)| **of == subject);
        match (row, self.measures[node.get()]) {
            (Some((row, _)), Some(column)) => pinned(column, row),
            _ => String::new(),
        }
    }

    fn score(&self, sheet: &mut Sheet, row: u32, subject: SubjectIndex, node: NodeIndex) -> Done {
        let (scheme, definition) = (self.site.scheme, self.site.scheme.node(node));
        let of = &self.site.result(subject).nodes[node.get()];
        let column = self.scores[node.get()];
        let Some(score) = of.told() else {
            return sheet.text(row, column, &wording::score_or_state(self.site.scheme, node, of));
        };
        let raw = match self.raws[node.get()] {
            Some(raw) => cell(raw, row),
            None => self.aggregate(definition, row),
        };
        let formula = formula::ruled(scheme, node, &raw, &of.applied);
        sheet.formula(row, column, &formula, &plain(score), scheme.shown_decimals(definition.role))
    }

    /// The children's scores as one, over those that count.
    fn aggregate(&self, node: &Node, row: u32) -> String {
        let Body::Branch { aggregate, children, .. } = &node.body else { return "0".to_owned() };
        let (Some(first), Some(last)) = (children.first(), children.last()) else { return "0".to_owned() };
        let (first, last) = (self.scores[first.get()], self.scores[last.get()]);
        let scores = format!("{}:{}", cell(first, row), cell(last, row));
        let weights = format!("{}:{}", pinned(first, WEIGHT), pinned(last, WEIGHT));
        let counting = format!("SUMPRODUCT({weights},--ISNUMBER({scores}))");
        match aggregate {
            Aggregate::Minimum => format!("MIN({scores})"),
            Aggregate::Sum => exact(&format!("SUM({scores})*{}/{counting}", plain(node.weight))),
            Aggregate::Mean => exact(&format!("SUMPRODUCT({weights},{scores})/{counting}")),
            Aggregate::Harmonic => {
                let terms = (first..=last).map(|column| {
                    let (score, weight) = (cell(column, row), pinned(column, WEIGHT));
                    format!("IF(ISNUMBER({score}),{weight}/{score},0)")
                });
                let parts = terms.collect::<Vec<_>>().join("+");
                format!("IF(COUNTIF({scores},0)>0,0,{})", exact(&format!("{counting}/({parts})")))
            }
            Aggregate::Geometric => {
                let terms = (first..=last).map(|column| {
                    let (score, weight) = (cell(column, row), pinned(column, WEIGHT));
                    format!("IF(ISNUMBER({score}),{weight}*LN({score}),0)")
                });
                let logs = terms.collect::<Vec<_>>().join("+");
                format!("IF(COUNTIF({scores},0)>0,0,{})", exact(&format!("EXP(({logs})/{counting})")))
            }
        }
    }

    /// Where a column of the total stands.
    fn of_total(&self, which: u16) -> u16 {
        let left_out = if self.site.scheme.is_graded() { 0 } else { GRADES.len() };
        let before = GRADES.iter().take(left_out).filter(|column| **column < which).count();
        self.total + which - u16::try_from(before).unwrap_or_default()
    }

    fn total(&self, sheet: &mut Sheet, row: u32, subject: SubjectIndex) -> Done {
        let (scheme, result) = (self.site.scheme, self.site.result(subject));
        let column = |which: u16| self.of_total(which);
        let grade = |grade: Option<GradeIndex>| grade.map_or("–", |grade| &scheme.grade(grade).name);
        let (Some(base), Some(score)) = (result.base, result.told()) else {
            return sheet.text(row, column(0), "无得分");
        };
        let (decimals, shown) = (scheme.decimals(Role::Total), scheme.shown_decimals(Role::Total));
        let root = scheme.node(NodeIndex::new(Scheme::ROOT));
        let applied = &result.nodes[Scheme::ROOT].applied;
        let sum = |adding: bool| -> Decimal {
            let points = applied.iter().map(|of| match &of.change {
                Change::Bonus { points, .. } if adding => *points,
                Change::Deduct { points, .. } if !adding => *points,
                Change::Bonus { .. }
                | Change::Deduct { .. }
                | Change::Floor(_)
                | Change::Cap(_)
                | Change::Waived => Decimal::ZERO,
            });
            points.sum()
        };
        let at = |which: u16| cell(column(which), row);
        sheet.formula(row, column(0), &self.aggregate(root, row), &plain(base), EXACT_DECIMALS)?;
        let rounded = format!("ROUND({},{decimals})", at(0));
        sheet.formula(row, column(1), &rounded, &fixed(base, decimals), shown)?;
        sheet.number(row, column(2), sum(true))?;
        sheet.number(row, column(3), sum(false))?;
        sheet.text(row, column(4), &self.labels(applied))?;
        let published = format!("MAX(0,MIN({},{}+{}-{}))", plain(scheme.ceiling), at(1), at(2), at(3));
        let published = format!("ROUND({published},{decimals})");
        sheet.formula(row, column(5), &published, &plain(score), shown)?;
        if scheme.is_graded() {
            sheet.formula(row, column(6), &formula::grade(scheme, &at(5)), grade(result.by_threshold), 0)?;
            sheet.text(row, column(7), grade(result.grade))?;
        }
        if let Some(rank) = result.rank {
            sheet.number(row, column(PLACE), Decimal::from(rank))?;
        }
        if let Some(placed) = result.overall.filter(|_| scheme.ranks_both()) {
            sheet.number(row, column(PLACE + 1), Decimal::from(placed.place))?;
        }
        let published = PLACE + 1 + u16::from(scheme.ranks_both());
        sheet.fixed(row, column(published), score, shown)?;
        let difference = format!("ROUND({}-{},{EXACT_DECIMALS})", at(5), at(published));
        sheet.formula(row, column(published + 1), &difference, "0", shown)
    }

    /// The rules that worked, each with its clause and what it did.
    fn labels(&self, applied: &[Applied]) -> String {
        let label = |of: &Applied| {
            let rule = &self.site.scheme.rules[of.rule.get()];
            wording::applied(rule, self.site.basis(rule), of)
        };
        applied.iter().map(label).collect::<Vec<_>>().join("；")
    }
}

/// The nodes below the root level by level, so that siblings stand side by side.
fn levels(scheme: &Scheme) -> Vec<NodeIndex> {
    let mut levels = Vec::with_capacity(scheme.nodes.len());
    let mut queue = VecDeque::from([NodeIndex::new(Scheme::ROOT)]);
    while let Some(node) = queue.pop_front() {
        levels.extend(scheme.node(node).children());
        queue.extend(scheme.node(node).children());
    }
    levels
}
