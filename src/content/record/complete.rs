//! What a record leaves out: observations and figures that scoring needs (缺报), evidence that the scheme requires.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::{Context, Faulty};
use crate::diagnostics::{Code, Span, some};
use crate::model::{DateSource, FigureIndex, Measure, MissingPolicy, NodeIndex, Period, Record, Stated};

/// Names that are listed in one message.
const MOST: usize = 12;

/// Warns of what is left out. What is stated but faulty was reported already.
pub(super) fn check(
    map: &Mapping<'_>,
    record: &Record,
    subject: &str,
    context: &Context<'_>,
    faulty: &Faulty,
) {
    let mut gaps = Gaps {
        context,
        record,
        subject,
        faulty,
        figures: BTreeMap::new(),
        claims: BTreeMap::new(),
        earlier: BTreeMap::new(),
        further: BTreeMap::new(),
        dates: BTreeMap::new(),
    };
    let mut unobserved = Vec::new();
    let mut unproven = Vec::new();
    let mut out = Vec::with_capacity(context.scheme.nodes.len());
    for (position, node) in context.scheme.nodes.iter().enumerate() {
        let index = NodeIndex::new(position);
        let above = node.parent.is_some_and(|parent| out[parent.get()]);
        out.push(above || stated_out(record, index, context));
        let Some(method) = node.method() else { continue };
        if out[position]
            || faulty.observations[position]
            || context.names.nodes.peek(node.id.as_str()) != Some(index)
        {
            continue;
        }
        match node.measure() {
            Some((measure, _)) => {
                if record.measure(index).is_none() {
                    gaps.measure(measure, index, Period::NOW);
                }
                if let Some(figure) = method.own_figure() {
                    gaps.figure(figure, index, Period::NOW);
                }
            }
            None if record.stated(index).is_none() => {
                unobserved.push(format!("“{}”（{}）", node.title, node.id));
                continue;
            }
            None => {}
        }
        for required in &node.requires {
            let (named, needed) = record.evidenced(context.scheme, index, required);
            if named < needed {
                let kind = &required.kind;
                let title = context.scheme.evidence.get(kind).map_or(kind.as_str(), |kind| &kind.title);
                let count = match needed {
                    1 => String::new(),
                    _ => format!("（要{needed}件，有{named}件）"),
                };
                unproven.push(format!("{} 的“{title}”（{kind}）{count}", node.id));
            }
        }
    }
    let file = map.value().file;
    let head = map.key_span("subject").unwrap_or(map.value().span());
    let place = |key: &str| -> Span { map.key_span(key).unwrap_or(head) };
    let then = match context.scheme.missing {
        MissingPolicy::Zero => "缺报按 0 分计，不能正式发布",
        MissingPolicy::Rescale
        | MissingPolicy::Median
        | MissingPolicy::Mean
        | MissingPolicy::Worst
        | MissingPolicy::LastYear => "缺报按方案的 missing 处理并在各页标明，不能正式发布",
    };
    if !unobserved.is_empty() {
        let text = format!("缺报观测 {} 项：{}", unobserved.len(), listed(&unobserved));
        let problem = file.problem(Code::NoObservation, place("observations"), text);
        file.report(
            problem.hint(format!("请在 observations 里补上；没有此项工作的写 not_applicable: 理由。{then}",)),
        );
    }
    {
        for (what, gap, hint) in [
            ("数据", gaps.words(&gaps.figures), "请在 figures 里补上"),
            ("上年数据", gaps.words(&gaps.earlier), "请在该项数据里写 previous: 上年数，或者补上年的记录"),
            ("自评数据", gaps.words(&gaps.claims), "请在该项数据里写 reported: 自评数"),
            ("往年数据", gaps.further(), "请补那一年的记录"),
            ("日期", gaps.dates(), "请在 milestones 里补上日期，逐笔的数据写上每笔的 date"),
        ] {
            if !gap.is_empty() {
                let text = format!("缺报{what} {} 项：{}", gap.len(), listed(&gap));
                let at = if what == "日期" { place("milestones") } else { place("figures") };
                let problem = file.problem(Code::NoFigure, at, text);
                file.report(problem.hint(format!("{hint}。{then}")));
            }
        }
    }
    if !unproven.is_empty() {
        let text = format!("缺少方案要求的佐证材料 {} 件：{}", unproven.len(), listed(&unproven));
        let problem = file.problem(Code::NoEvidence, place("observations"), text);
        file.report(problem.hint("请在该指标的观测里补上 evidence: [{kind: …, title: …}]"));
    }
}

/// Whether the record, or a figure the scheme names, takes the node out.
fn stated_out(record: &Record, index: NodeIndex, context: &Context<'_>) -> bool {
    if matches!(record.stated(index), Some(Stated::NotApplicable(_))) {
        return true;
    }
    context
        .scheme
        .node(index)
        .not_applicable_when
        .is_some_and(|(figure, is)| record.figure(figure).is_some_and(|figure| figure.value == is))
}

fn listed(names: &[String]) -> String {
    let mut text = names.iter().take(MOST).cloned().collect::<Vec<_>>().join("、");
    if names.len() > MOST {
        text.push_str(" 等");
    }
    text
}

/// What measures need and nobody states, with the leaves that need it.
struct Gaps<'a> {
    context: &'a Context<'a>,
    record: &'a Record,
    subject: &'a str,
    faulty: &'a Faulty,
    figures: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    claims: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    earlier: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    further: BTreeMap<(FigureIndex, Period), Vec<NodeIndex>>,
    dates: BTreeMap<String, Vec<NodeIndex>>,
}

impl Gaps<'_> {
    fn measure(&mut self, measure: &Measure, node: NodeIndex, period: Period) {
        match measure {
            Measure::Figure(figure) => self.figure(*figure, node, period),
            Measure::Reported(figure) => self.claim(*figure, node),
            Measure::DaysLate { date, .. } => self.date(*date, node),
            Measure::Average { of, years, least } => {
                self.measure(of, node, period);
                let before = || (1..*years).map(|back| period.then(Period::Back(back)));
                let known = before().filter(|period| self.known(of, *period)).count();
                if known + 1 < usize::from(*least) {
                    before().for_each(|period| self.measure(of, node, period));
                }
            }
            Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Sum(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::Difference(..) => {
                // In a sum, an optional figure that is absent counts as 0.
                let in_sum = matches!(measure, Measure::Sum(_));
                for (part, of) in measure.parts() {
                    if !(in_sum && part.optional(&self.context.scheme.figures).is_some()) {
                        self.measure(part, node, period.then(of));
                    }
                }
            }
        }
    }

    /// Whether every figure a measure reads is there.
    fn known(&self, measure: &Measure, period: Period) -> bool {
        let mut known = true;
        measure.each(period, &mut |part, period| {
            if let Measure::Figure(figure) = part {
                known &=
                    self.states(*figure, period) || part.optional(&self.context.scheme.figures).is_some();
            }
            true
        });
        known
    }

    fn states(&self, figure: FigureIndex, period: Period) -> bool {
        let here = self.record.figure(figure);
        match period {
            Period::NOW => here.is_some(),
            Period::LAST if here.is_some_and(|value| value.previous.is_some()) => true,
            Period::Back(_) | Period::Year(_) => self.context.states(self.subject, figure, period),
        }
    }

    fn figure(&mut self, figure: FigureIndex, node: NodeIndex, period: Period) {
        if self.faulty.figures[figure.get()] || self.states(figure, period) {
            return;
        }
        match period {
            Period::NOW => self.figures.entry(figure).or_default().push(node),
            Period::LAST => self.earlier.entry(figure).or_default().push(node),
            Period::Back(_) | Period::Year(_) => {
                self.further.entry((figure, period)).or_default().push(node);
            }
        }
    }

    /// What the subject itself claimed of a figure.
    fn claim(&mut self, figure: FigureIndex, node: NodeIndex) {
        let claimed = self.record.figure(figure).is_some_and(|value| value.reported.is_some());
        if !self.faulty.figures[figure.get()] && !claimed {
            self.claims.entry(figure).or_default().push(node);
        }
    }

    fn date(&mut self, source: DateSource, node: NodeIndex) {
        let (name, there) = match source {
            DateSource::Milestone(milestone) => {
                let def = &self.context.scheme.milestones[milestone.get()];
                let there =
                    self.faulty.milestones[milestone.get()] || self.record.milestone(milestone).is_some();
                (format!("“{}”（{}）", def.title, def.id), there)
            }
            DateSource::LatestEntry(figure) => {
                let def = &self.context.scheme.figures[figure.get()];
                let dated = |entry: &crate::model::Entry| entry.date.is_some();
                let there = self.faulty.figures[figure.get()]
                    || self.record.figure(figure).is_some_and(|value| value.entries.iter().any(dated));
                (format!("“{}”（{}）逐笔", def.title, def.id), there)
            }
        };
        if !there {
            self.dates.entry(name).or_default().push(node);
        }
    }

    fn words(&self, gaps: &BTreeMap<FigureIndex, Vec<NodeIndex>>) -> Vec<String> {
        gaps.iter()
            .map(|(figure, nodes)| {
                let def = &self.context.scheme.figures[figure.get()];
                format!("“{}”（{}，用于 {}）", def.title, def.id, self.leaves(nodes))
            })
            .collect()
    }

    fn further(&self) -> Vec<String> {
        self.further
            .iter()
            .map(|((figure, period), nodes)| {
                let def = &self.context.scheme.figures[figure.get()];
                let year =
                    period.year(self.context.scheme.year).map_or_else(String::new, |year| year.to_string());
                format!("“{}”（{}，{year}年，用于 {}）", def.title, def.id, self.leaves(nodes))
            })
            .collect()
    }

    fn dates(&self) -> Vec<String> {
        self.dates.iter().map(|(name, nodes)| format!("{name}，用于 {}", self.leaves(nodes))).collect()
    }

    fn leaves(&self, nodes: &[NodeIndex]) -> String {
        let mut ids: Vec<&str> =
            nodes.iter().map(|node| self.context.scheme.node(*node).id.as_str()).collect();
        ids.dedup();
        some(&ids)
    }
}
