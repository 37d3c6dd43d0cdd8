//! What is not there: why a leaf is missing, which figures it lacks, which figure takes a node out.

use super::Reader;
use crate::model::{FigureIndex, Measure, Method, Missing, Step};

impl Reader<'_> {
    /// The figures a missing leaf needs and nobody states: this year's, or last year's where those are what lacks.
    pub(super) fn lacking(&self, measure: Option<&Measure>, reason: Missing) -> Vec<FigureIndex> {
        let mut needed = Vec::new();
        if let Some(measure) = measure {
            self.needs(measure, &mut needed);
        }
        needed.extend(self.node().method().and_then(Method::own_figure));
        needed.retain(|figure| match reason {
            Missing::NoFigure => self.record.figure(*figure).is_none(),
            Missing::NoEarlier => self.figures().earlier(*figure).is_none(),
            Missing::NoObservation
            | Missing::NoDenominator
            | Missing::NoTarget
            | Missing::NoDate
            | Missing::NoPeers
            | Missing::NoRange
            | Missing::TooLittle => false,
        });
        needed.sort_unstable();
        needed.dedup();
        needed
    }

    /// The figures a measure cannot do without: in a sum an optional one may be absent.
    fn needs(&self, measure: &Measure, needed: &mut Vec<FigureIndex>) {
        match measure {
            Measure::Figure(figure) => needed.push(*figure),
            Measure::Ratio(a, b) | Measure::Share(a, b) | Measure::Difference(a, b) => {
                self.needs(a, needed);
                self.needs(b, needed);
            }
            Measure::Growth(of) => self.needs(of, needed),
            Measure::Sum(terms) => {
                for term in terms {
                    if term.optional(&self.scheme().figures).is_none() {
                        self.needs(term, needed);
                    }
                }
            }
            Measure::DaysLate { .. } => {}
        }
    }

    /// The figure whose value takes the node, or one above it, out.
    pub(super) fn condition(&self) -> Option<Step> {
        let mut at = Some(self.node);
        while let Some(index) = at {
            let node = self.scheme().node(index);
            if let Some((figure, is)) = node.not_applicable_when
                && self.record.figure(figure).is_some_and(|value| value.value == is)
            {
                return self.figure(figure);
            }
            at = node.parent;
        }
        None
    }
}
