//! The picture of an indicator: every subject's measure, and the scores over it.

use super::Indicator;
use crate::charts::{Strip, StripSubject};
use crate::model::Method;
use crate::site::base::Figure;
use crate::wording::pictures;

/// Subjects on a strip at most.
const DOTS: usize = 300;

impl<'s, 'a: 's> Indicator<'s, 'a> {
    /// Every subject's measure, with the scores over it.
    pub(crate) fn strip(&self) -> Option<Figure<'s>> {
        let scheme = self.scheme;
        let unit = self.unit?;
        if self.order.len() > DOTS || scheme.is_grouped() {
            return None;
        }
        let peers = self.groups.first().map(|(_, peers)| *peers);
        let mut targets = self.order.iter().map(|subject| self.target(*subject)?.stricter(self.better));
        let first = targets.next().flatten();
        let target = first.filter(|_| targets.all(|other| other == first));
        let subjects: Vec<_> = self
            .order
            .iter()
            .filter_map(|subject| {
                let result = self.result(*subject);
                let raised = result.raw != result.told();
                Some(StripSubject {
                    name: scheme.short(*subject),
                    value: result.measure?,
                    score: result.told(),
                    raw: result.raw.filter(|_| raised),
                    grade: result.grade.map(|grade| scheme.picture_grade(grade)),
                    missed: self.met(*subject) == Some(false),
                })
            })
            .collect();
        if subjects.len() < 2 {
            return None;
        }
        let mut curve: Vec<_> = self
            .order
            .iter()
            .filter_map(|subject| self.result(*subject).measure.zip(self.result(*subject).raw))
            .collect();
        if let Some(Method::Median { middle, .. }) = scheme.scheme.node(self.node).method()
            && let Some(peers) = peers.filter(|peers| peers.count >= 3)
        {
            curve.push((peers.median, *middle));
        }
        curve.sort_unstable();
        curve.dedup();
        Some(Figure::new(
            "strip",
            pictures::strip(scheme, self.node, subjects.len(), peers, unit),
            Strip {
                subjects,
                unit: unit.to_string(),
                median: peers.map(|peers| peers.median),
                target,
                curve,
                thresholds: scheme.thresholds(self.node),
                of: scheme.scheme.points_of(self.node),
            },
        ))
    }
}
