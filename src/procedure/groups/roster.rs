//! A set of groups beside the subjects it shares, and who keeps away from what.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::model::{
    Away, Group, GroupSet, Origin, PartnerKind, Person, SchemeId, Subject, SubjectId, YearContent, called,
};

/// The subjects of a scheme, as groups see them.
#[derive(Clone, Debug)]
pub struct SchemeSubjects<'a> {
    pub id: &'a SchemeId,
    pub title: &'a str,
    /// Its subjects in official order.
    pub subjects: &'a [SubjectId],
}

/// A set of groups with all that its demands look at.
#[derive(Clone, Debug)]
pub struct Roster<'a> {
    pub set: &'a GroupSet,
    /// What the groups share: every subject of the set's schemes once.
    pub order: Vec<&'a SubjectId>,
    schemes: Vec<SchemeSubjects<'a>>,
    subjects: &'a BTreeMap<SubjectId, Subject>,
    day: Date,
}

impl<'a> Roster<'a> {
    /// A set of a year.
    pub fn of(year: &'a YearContent, subjects: &'a BTreeMap<SubjectId, Subject>, set: &'a GroupSet) -> Self {
        let schemes = year.evaluations.iter().map(|evaluation| SchemeSubjects {
            id: &evaluation.scheme.id,
            title: &evaluation.scheme.short,
            subjects: &evaluation.scheme.subjects,
        });
        Self::new(set, schemes.collect(), subjects, year.period.1)
    }

    /// A set beside the schemes of its year; names and pairings are those of `day`.
    pub fn new(
        set: &'a GroupSet,
        schemes: Vec<SchemeSubjects<'a>>,
        subjects: &'a BTreeMap<SubjectId, Subject>,
        day: Date,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let shared = set.schemes.iter().filter_map(|id| schemes.iter().find(|scheme| scheme.id == id));
        let order = shared.flat_map(|scheme| scheme.subjects).filter(|id| seen.insert(*id)).collect();
        Self { set, order, schemes, subjects, day }
    }

    /// A subject's full name.
    pub fn name(&self, id: &SubjectId) -> String {
        called(self.subjects, id, self.day).to_owned()
    }

    /// A place or unit by its full name.
    pub fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Subject(id) => self.name(id),
            Origin::Named(name) => name.clone(),
        }
    }

    /// A scheme's short title.
    pub fn scheme_title<'t>(&'t self, id: &'t SchemeId) -> &'t str {
        self.scheme(id).map_or(id.as_str(), |scheme| scheme.title)
    }

    /// The subjects of a scheme.
    pub(super) fn scheme(&self, id: &SchemeId) -> Option<&SchemeSubjects<'a>> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }

    /// Whether somebody keeps away from a subject for this reason.
    pub fn keeps_away(&self, person: &Person, away: &Away, subject: &SubjectId) -> bool {
        let is = |origin: &Option<Origin>| matches!(origin, Some(Origin::Subject(id)) if id == subject);
        match away {
            Away::Origin => is(&person.from),
            Away::Work => is(&person.works_for),
            Away::Partner(kinds) => {
                person.from.as_ref().is_some_and(|from| self.paired(from, subject, kinds))
            }
        }
    }

    /// The subjects that nobody of a group may evaluate, in the set's order.
    pub fn avoided(&self, group: &Group) -> Vec<&'a SubjectId> {
        let aways: Vec<&Away> = self.aways().map(|(_, away)| away).collect();
        let concerned = |id: &SubjectId| {
            group.people().any(|person| aways.iter().any(|away| self.keeps_away(person, away, id)))
        };
        self.order.iter().copied().filter(|id| concerned(id)).collect()
    }

    /// The demands to keep away, each with its position.
    pub(super) fn aways(&self) -> impl Iterator<Item = (usize, &'a Away)> {
        let demands = self.set.demands.iter().enumerate();
        demands.filter_map(|(position, demand)| demand.kind.away().map(|away| (position, away)))
    }

    /// Whether a place and a subject help each other, whichever of them helps.
    fn paired(&self, place: &Origin, subject: &SubjectId, kinds: &[PartnerKind]) -> bool {
        let own = Origin::Subject(subject.clone());
        self.helps(&own, place, kinds) || self.helps(place, &own, kinds)
    }

    fn helps(&self, helper: &Origin, helped: &Origin, kinds: &[PartnerKind]) -> bool {
        let Origin::Subject(helper) = helper else { return false };
        let year = self.day.year();
        let partners = self.subjects.get(helper).map_or(&[][..], |subject| &subject.partners);
        partners
            .iter()
            .filter(|of| kinds.contains(&of.kind))
            .filter(|of| of.from.is_none_or(|from| from <= year) && of.to.is_none_or(|to| year <= to))
            .any(|of| match helped {
                Origin::Named(name) => *name == of.prefecture,
                Origin::Subject(id) => self
                    .subjects
                    .get(id)
                    .is_some_and(|subject| subject.names.iter().any(|name| name.name == of.prefecture)),
            })
    }
}
