//! What a record leaves out of what scoring and the scheme ask for (缺报), as positions in the scheme. `check` tells it in
//! words; what is still to be filled in is listed from the same.

use std::collections::BTreeMap;

use super::record::Before;
use crate::model::{
    DateSource, Evaluation, FigureIndex, Measure, NodeIndex, Period, Record, Scheme, Stated, SubjectIndex,
};

/// What is left out; each with the leaves that need it.
#[derive(Debug, Default)]
pub struct Needs {
    /// Figures of the year.
    pub figures: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    /// What the subject itself claims of figures.
    pub claims: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    /// Figures of the year before, which the record may state as `previous`.
    pub earlier: BTreeMap<FigureIndex, Vec<NodeIndex>>,
    /// Figures of years further back.
    pub further: BTreeMap<(FigureIndex, Period), Vec<NodeIndex>>,
    /// Dates, in the order they are met.
    pub dates: Vec<(DateSource, Vec<NodeIndex>)>,
    /// Leaves without an observation.
    pub unobserved: Vec<NodeIndex>,
    /// Evidence that a leaf requires and of which too little is named.
    pub unproven: Vec<Unproven>,
}

/// Evidence of a kind of which too little is named.
#[derive(Debug)]
pub struct Unproven {
    /// The leaf that requires it.
    pub node: NodeIndex,
    /// Its kind.
    pub kind: String,
    /// How many pieces are named.
    pub named: u32,
    /// How many are required.
    pub needed: u32,
}

/// What is known beside the record. What is stated but faulty was told already, so it counts as there.
pub(super) struct Known<'a> {
    /// Whether a year states a figure.
    pub states: &'a dyn Fn(FigureIndex, Period) -> bool,
    /// Whether what the record says of a figure is faulty.
    pub faulty: &'a dyn Fn(FigureIndex) -> bool,
    /// Whether a date is there or faulty.
    pub dated: &'a dyn Fn(DateSource) -> bool,
    /// Leaves that are not looked at.
    pub passed: &'a dyn Fn(NodeIndex) -> bool,
}

/// What the record of a subject leaves out; `earlier` are the same scheme's years before, newest first.
pub fn needs(evaluation: &Evaluation, subject: SubjectIndex, earlier: &[&Evaluation]) -> Needs {
    let scheme = &*evaluation.scheme;
    let record = &evaluation.records[subject.get()];
    let id = scheme.subjects[subject.get()].as_str();
    let past: Vec<Before> = earlier.iter().map(|one| Before::new(scheme, one)).collect();
    let then = |figure, period: Period| {
        let year = period.year(scheme.year);
        past.iter().any(|one| Some(one.year()) == year && one.has(id, figure))
    };
    of(
        scheme,
        record,
        &Known {
            states: &|figure, period| states(record, figure, period) || then(figure, period),
            faulty: &|_| false,
            dated: &|source| dated(record, source),
            passed: &|_| false,
        },
    )
}

/// Whether the record itself states a figure for a period.
pub(super) fn states(record: &Record, figure: FigureIndex, period: Period) -> bool {
    let here = record.figure(figure);
    match period {
        Period::NOW => here.is_some(),
        Period::LAST => here.is_some_and(|value| value.previous.is_some()),
        Period::Back(_) | Period::Year(_) => false,
    }
}

/// Whether the record states a date.
pub(super) fn dated(record: &Record, source: DateSource) -> bool {
    match source {
        DateSource::Milestone(milestone) => record.milestone(milestone).is_some(),
        DateSource::LatestEntry(figure) => {
            record.figure(figure).is_some_and(|value| value.entries.iter().any(|entry| entry.date.is_some()))
        }
    }
}

pub(super) fn of(scheme: &Scheme, record: &Record, known: &Known<'_>) -> Needs {
    let mut gaps = Gaps { scheme, record, known, found: Needs::default() };
    let mut out = Vec::with_capacity(scheme.nodes.len());
    for (position, node) in scheme.nodes.iter().enumerate() {
        let index = NodeIndex::new(position);
        let above = node.parent.is_some_and(|parent| out[parent.get()]);
        out.push(above || stated_out(scheme, record, index));
        let Some(method) = node.method() else { continue };
        if out[position] || (known.passed)(index) {
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
                gaps.found.unobserved.push(index);
                continue;
            }
            None => {}
        }
        for required in &node.requires {
            let (named, needed) = record.evidenced(scheme, index, required);
            if named < needed {
                let kind = required.kind.clone();
                gaps.found.unproven.push(Unproven { node: index, kind, named, needed });
            }
        }
    }
    gaps.found
}

/// Whether the record, or a figure the scheme names, takes the node out.
fn stated_out(scheme: &Scheme, record: &Record, index: NodeIndex) -> bool {
    if matches!(record.stated(index), Some(Stated::NotApplicable(_))) {
        return true;
    }
    let out = scheme.node(index).not_applicable_when;
    out.is_some_and(|(figure, is)| record.figure(figure).is_some_and(|figure| figure.value == is))
}

/// What measures need and nobody states.
struct Gaps<'a> {
    scheme: &'a Scheme,
    record: &'a Record,
    known: &'a Known<'a>,
    found: Needs,
}

impl Gaps<'_> {
    fn measure(&mut self, measure: &Measure, node: NodeIndex, period: Period) {
        match measure {
            Measure::Figure(figure) => self.figure(*figure, node, period),
            Measure::Reported(figure) => {
                let claimed = self.record.figure(*figure).is_some_and(|value| value.reported.is_some());
                if !(self.known.faulty)(*figure) && !claimed {
                    self.found.claims.entry(*figure).or_default().push(node);
                }
            }
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
                    if !(in_sum && part.optional(&self.scheme.figures).is_some()) {
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
                    (self.known.states)(*figure, period) || part.optional(&self.scheme.figures).is_some();
            }
            true
        });
        known
    }

    fn figure(&mut self, figure: FigureIndex, node: NodeIndex, period: Period) {
        if (self.known.faulty)(figure) || (self.known.states)(figure, period) {
            return;
        }
        let found = &mut self.found;
        match period {
            Period::NOW => found.figures.entry(figure).or_default().push(node),
            Period::LAST => found.earlier.entry(figure).or_default().push(node),
            Period::Back(_) | Period::Year(_) => {
                found.further.entry((figure, period)).or_default().push(node);
            }
        }
    }

    fn date(&mut self, source: DateSource, node: NodeIndex) {
        if (self.known.dated)(source) {
            return;
        }
        match self.found.dates.iter_mut().find(|(of, _)| *of == source) {
            Some((_, nodes)) => nodes.push(node),
            None => self.found.dates.push((source, vec![node])),
        }
    }
}
