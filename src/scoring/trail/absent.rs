//! What is not there: why a leaf is missing, which figures it lacks, which figure takes a node out.

use super::Reader;
use crate::model::{FigureIndex, Measure, Method, Missing, Period, Step};

impl Reader<'_> {
    /// The figures a missing leaf needs and nobody states: this year's, or last year's where those are what lacks.
    pub(super) fn lacking(&self, measure: Option<&Measure>, reason: Missing) -> Vec<FigureIndex> {
        let mut needed = Vec::new();
        if let Some(measure) = measure {
            self.needs(measure, Period::NOW, &mut needed);
        }
        needed.extend(self.node().method().and_then(Method::own_figure).map(|figure| (figure, Period::NOW)));
        let lacks = |figure: FigureIndex, period: Period| self.figures().figure(figure, period).is_none();
        needed.retain(|(figure, period)| match reason {
            Missing::NoFigure => *period == Period::NOW && lacks(*figure, *period),
            Missing::NoEarlier => *period != Period::NOW && lacks(*figure, *period),
            Missing::NoObservation
            | Missing::NoDenominator
            | Missing::NoLogarithm
            | Missing::NoResult
            | Missing::NoTarget
            | Missing::NoDate
            | Missing::NoPeers
            | Missing::NoRange
            | Missing::TooLittle => false,
        });
        let mut figures: Vec<FigureIndex> = needed.into_iter().map(|(figure, _)| figure).collect();
        figures.sort_unstable();
        figures.dedup();
        figures
    }

    /// The figures a measure cannot do without: in a sum an optional one may be absent. What was claimed is looked for
    /// beside the figure.
    fn needs(&self, measure: &Measure, period: Period, needed: &mut Vec<(FigureIndex, Period)>) {
        let in_sum = matches!(measure, Measure::Sum(_));
        if let Measure::Figure(figure) = measure {
            needed.push((*figure, period));
        }
        for (part, of) in measure.parts() {
            if !(in_sum && part.optional(&self.scheme().figures).is_some()) {
                self.needs(part, period.then(of), needed);
            }
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
