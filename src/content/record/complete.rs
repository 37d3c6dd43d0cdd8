//! What a record leaves out, in words: observations and figures that scoring needs (缺报), evidence that the scheme
//! requires.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::needs::{self, Known, Needs, Unproven};
use super::{Context, Faulty};
use crate::diagnostics::{Code, Span, some};
use crate::model::{DateSource, FigureIndex, MissingPolicy, NodeIndex, Period, Record, Scheme};

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
    let scheme = context.scheme;
    let states = |figure, period| {
        needs::states(record, figure, period)
            || (period != Period::NOW && context.states(subject, figure, period))
    };
    let dated = |source| {
        needs::dated(record, source)
            || match source {
                DateSource::Milestone(milestone) => faulty.milestones[milestone.get()],
                DateSource::LatestEntry(figure) => faulty.figures[figure.get()],
            }
    };
    let passed = |node: NodeIndex| {
        faulty.observations[node.get()]
            || context.names.nodes.peek(scheme.node(node).id.as_str()) != Some(node)
    };
    let known = Known {
        states: &states,
        faulty: &|figure: FigureIndex| faulty.figures[figure.get()],
        dated: &dated,
        passed: &passed,
    };
    let found = needs::of(scheme, record, &known);
    let unobserved: Vec<String> = found.unobserved.iter().map(|node| titled(scheme, *node)).collect();
    let unproven: Vec<String> = found.unproven.iter().map(|lacking| proof(scheme, lacking)).collect();
    let words = Words { scheme, found: &found };
    let file = map.value().file;
    let head = map.key_span("subject").unwrap_or(map.value().span());
    let place = |key: &str| -> Span { map.key_span(key).unwrap_or(head) };
    let then = match context.scheme.missing {
        MissingPolicy::Zero => "缺报按 0 分计；不补上的，release 要写明 --allow-missing 才能发布",
        MissingPolicy::Rescale
        | MissingPolicy::Median
        | MissingPolicy::Mean
        | MissingPolicy::Worst
        | MissingPolicy::LastYear => {
            "缺报按方案的 missing 处理并在各页标明；不补上的，release 要写明 --allow-missing 才能发布"
        }
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
            ("数据", words.figures(&found.figures), "请在 figures 里补上"),
            (
                "上年数据",
                words.figures(&found.earlier),
                "请在该项数据里写 previous: 上年数，或者补上年的记录",
            ),
            ("自评数据", words.figures(&found.claims), "请在该项数据里写 reported: 自评数"),
            ("往年数据", words.further(), "请补那一年的记录"),
            ("日期", words.dates(), "请在 milestones 里补上日期，逐笔的数据写上每笔的 date"),
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

fn titled(scheme: &Scheme, node: NodeIndex) -> String {
    let node = scheme.node(node);
    format!("“{}”（{}）", node.title, node.id)
}

fn proof(scheme: &Scheme, lacking: &Unproven) -> String {
    let Unproven { node, kind, named, needed } = lacking;
    let title = scheme.evidence.get(kind).map_or(kind.as_str(), |kind| &kind.title);
    let count = match needed {
        1 => String::new(),
        _ => format!("（要{needed}件，有{named}件）"),
    };
    format!("{} 的“{title}”（{kind}）{count}", scheme.node(*node).id)
}

fn listed(names: &[String]) -> String {
    let mut text = names.iter().take(MOST).cloned().collect::<Vec<_>>().join("、");
    if names.len() > MOST {
        text.push_str(" 等");
    }
    text
}

/// What is left out, by its names.
struct Words<'a> {
    scheme: &'a Scheme,
    found: &'a Needs,
}

impl Words<'_> {
    fn figures(&self, gaps: &BTreeMap<FigureIndex, Vec<NodeIndex>>) -> Vec<String> {
        gaps.iter()
            .map(|(figure, nodes)| {
                let def = &self.scheme.figures[figure.get()];
                format!("“{}”（{}，用于 {}）", def.title, def.id, self.leaves(nodes))
            })
            .collect()
    }

    fn further(&self) -> Vec<String> {
        self.found
            .further
            .iter()
            .map(|((figure, period), nodes)| {
                let def = &self.scheme.figures[figure.get()];
                let year = period.year(self.scheme.year).map_or_else(String::new, |year| year.to_string());
                format!("“{}”（{}，{year}年，用于 {}）", def.title, def.id, self.leaves(nodes))
            })
            .collect()
    }

    fn dates(&self) -> Vec<String> {
        let name = |source: &DateSource| match source {
            DateSource::Milestone(milestone) => {
                let def = &self.scheme.milestones[milestone.get()];
                format!("“{}”（{}）", def.title, def.id)
            }
            DateSource::LatestEntry(figure) => {
                let def = &self.scheme.figures[figure.get()];
                format!("“{}”（{}）逐笔", def.title, def.id)
            }
        };
        let dates = self.found.dates.iter();
        let mut told: Vec<String> =
            dates.map(|(source, nodes)| format!("{}，用于 {}", name(source), self.leaves(nodes))).collect();
        told.sort_unstable();
        told
    }

    fn leaves(&self, nodes: &[NodeIndex]) -> String {
        let mut ids: Vec<&str> = nodes.iter().map(|node| self.scheme.node(*node).id.as_str()).collect();
        ids.dedup();
        some(&ids)
    }
}
