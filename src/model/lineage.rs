//! What schemes and subjects were called in earlier years (SCORING.md 1, Over the years).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{At, Evaluation, Record, Scheme, SchemeId, SubjectId, SubjectIndex, YearContent};

/// What a subject was until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The subjects it was: one where its id changed, several where they were merged into it; its own id may be among
    /// those.
    pub ids: Vec<SubjectId>,
    /// The first day on which it is itself.
    pub from: Date,
    /// Whether several were merged.
    pub merged: bool,
    /// Where subjects.yaml says so.
    pub at: At,
}

/// What subjects were before, by subject, each list ascending by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage(BTreeMap<SubjectId, Vec<Former>>);

/// Who a subject was on an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestry {
    /// Their ids on that day.
    pub ids: Vec<SubjectId>,
    /// Whether they were merged since: then they are nobody's earlier self, and only sums of them mean anything.
    pub merged: bool,
}

impl Lineage {
    /// Of the subjects that were something else before.
    pub fn new(of: impl IntoIterator<Item = (SubjectId, Vec<Former>)>) -> Self {
        Self(of.into_iter().filter(|(_, former)| !former.is_empty()).collect())
    }

    /// Who a subject was on a day.
    pub fn on(&self, id: &SubjectId, day: Date) -> Ancestry {
        let mut found = Ancestry { ids: Vec::new(), merged: false };
        // Reading refuses circles; a subject that was merged into itself is met again, and is then itself.
        self.walk(id, day, &mut Vec::new(), &mut found);
        found
    }

    /// Whether a subject had another id before, and was merged with nobody since.
    fn renamed(&self, id: &SubjectId, from: &SubjectId) -> bool {
        let list = self.0.get(id).map_or(&[][..], Vec::as_slice);
        let mut renamed = list.iter().rev().take_while(|one| !one.merged).flat_map(|one| &one.ids);
        // Reading refuses circles.
        renamed.any(|then| then == from || self.renamed(then, from))
    }

    fn walk(&self, id: &SubjectId, day: Date, met: &mut Vec<SubjectId>, found: &mut Ancestry) {
        let known = met.contains(id);
        let list = self.0.get(id).filter(|_| !known).map_or(&[][..], Vec::as_slice);
        let mut to_come = list.iter().filter(|one| day < one.from);
        let Some(former) = to_come.next() else {
            // Twice in the sums it would count double.
            if !found.ids.contains(id) {
                found.ids.push(id.clone());
            }
            return;
        };
        met.push(id.clone());
        found.merged |= former.merged;
        for one in &former.ids {
            self.walk(one, day, met, found);
        }
        // The earliest says what it was itself; what was merged into it after that was still apart on that day.
        for later in to_come.filter(|later| later.merged) {
            found.merged = true;
            for one in later.ids.iter().filter(|one| *one != id) {
                self.walk(one, day, met, found);
            }
        }
    }
}

impl Scheme {
    /// The id it had last year.
    pub fn id_before(&self) -> &SchemeId {
        self.follows.as_ref().map_or(&self.id, |(id, _)| id)
    }

    /// Goes back through earlier years, newest first, whatever the scheme was called in each: `look` is given a year and
    /// the id there, and gives what is wanted of it and the year's scheme of that id. In a year without it the id stays.
    pub fn back<'e, Y, T>(
        &self,
        before: impl IntoIterator<Item = Y>,
        mut look: impl FnMut(Y, &SchemeId) -> (T, Option<&'e Scheme>),
    ) -> impl Iterator<Item = T> {
        let mut id = self.id_before().clone();
        before.into_iter().map(move |year| {
            let (found, then) = look(year, &id);
            if let Some(then) = then {
                id = then.id_before().clone();
            }
            found
        })
    }

    /// The same scheme in earlier years, whatever it was called; `before` and what it gives are newest first.
    pub fn line<'e>(&self, before: impl IntoIterator<Item = &'e YearContent>) -> Vec<&'e Evaluation> {
        let look = |year: &'e YearContent, id: &SchemeId| {
            let found = year.evaluations.iter().find(|one| one.scheme.id == *id);
            (found, found.map(|one| &*one.scheme))
        };
        self.back(before, look).flatten().collect()
    }

    /// The same scheme in another version of its year: of the same id, else of another that goes on what this goes on.
    pub fn beside<'e>(&self, version: &'e YearContent) -> Option<&'e Evaluation> {
        let find = |same: &dyn Fn(&Scheme) -> bool| version.evaluations.iter().find(|one| same(&one.scheme));
        find(&|other| other.id == self.id).or_else(|| find(&|other| other.id_before() == self.id_before()))
    }

    /// Who each subject was under an earlier year's scheme; `None` where that does not list all of them.
    pub fn ancestors_in(&self, earlier: &Scheme) -> Vec<Option<(Vec<SubjectIndex>, bool)>> {
        let places: BTreeMap<&SubjectId, usize> =
            earlier.subjects.iter().enumerate().map(|(place, id)| (id, place)).collect();
        let of = |id: &SubjectId| {
            let Ancestry { ids, merged } = self.lineage.on(id, earlier.cutoff);
            let found = ids.iter().map(|id| places.get(id).copied().map(SubjectIndex::new));
            Some((found.collect::<Option<Vec<_>>>()?, merged))
        };
        self.subjects.iter().map(of).collect()
    }

    /// Where another year's scheme lists each of its subjects; nobody is merged with anybody. In another version of the
    /// year itself it is whoever has the same id, else who was given another by the lineage of either.
    pub fn subjects_in(&self, other: &Scheme) -> Vec<Option<SubjectIndex>> {
        if other.year == self.year {
            let renamed = |id: &SubjectId, then: &SubjectId| {
                !self.subjects.contains(then)
                    && (self.lineage.renamed(id, then) || other.lineage.renamed(then, id))
            };
            let of = |id: &SubjectId| {
                let mut subjects = other.subjects.iter();
                let same = subjects.clone().position(|then| then == id);
                same.or_else(|| subjects.position(|then| renamed(id, then))).map(SubjectIndex::new)
            };
            return self.subjects.iter().map(of).collect();
        }
        if other.year > self.year {
            let mut found = vec![None; self.subjects.len()];
            for (place, own) in other.subjects_in(self).into_iter().enumerate() {
                if let Some(own) = own {
                    found[own.get()] = Some(SubjectIndex::new(place));
                }
            }
            return found;
        }
        let single = |ancestors: Option<(Vec<SubjectIndex>, bool)>| {
            ancestors.filter(|(_, merged)| !merged).and_then(|(ids, _)| ids.first().copied())
        };
        self.ancestors_in(other).into_iter().map(single).collect()
    }
}

impl Evaluation {
    /// The records here of what a later scheme's subject was in this year: several where they were merged since.
    pub fn records_of<'e>(&'e self, later: &Scheme, subject: &SubjectId) -> Vec<&'e Record> {
        let own = &self.scheme.subjects;
        let at = |id: &SubjectId| own.iter().position(|own| own == id);
        let ids = later.lineage.on(subject, self.scheme.cutoff).ids;
        ids.iter().filter_map(|id| self.records.get(at(id)?)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// What a subject was: ids, from which year on it is not, and whether they were merged.
    type Was<'a> = (&'a [&'a str], i16, bool);

    fn lineage(of: &[(&str, &[Was<'_>])]) -> Lineage {
        let former = |(ids, from, merged): &Was<'_>| Former {
            ids: ids.iter().map(|id| SubjectId::new(id)).collect(),
            from: date(*from, 1, 1),
            merged: *merged,
            at: At::default(),
        };
        Lineage::new(of.iter().map(|(id, list)| (SubjectId::new(id), list.iter().map(former).collect())))
    }

    #[test]
    fn a_subject_is_followed_through_its_names_and_mergers() {
        let of = lineage(&[
            ("new", &[(&["old"], 2018, false), (&["mid"], 2020, false)]),
            ("big", &[(&["big", "small"], 2019, true)]),
            ("small", &[(&["tiny"], 2017, false)]),
            ("twice", &[(&["twice", "p"], 2019, true), (&["twice", "q"], 2021, true)]),
            ("named", &[(&["a"], 2018, false), (&["named", "y"], 2020, true)]),
        ]);
        for (id, year, expected, merged) in [
            ("new", 2017, &["old"][..], false),
            ("new", 2018, &["mid"], false),
            ("new", 2020, &["new"], false),
            ("big", 2019, &["big"], false),
            ("big", 2018, &["big", "small"], true),
            ("big", 2016, &["big", "tiny"], true),
            ("other", 2016, &["other"], false),
            ("twice", 2018, &["twice", "p", "q"], true),
            ("twice", 2020, &["twice", "q"], true),
            ("named", 2017, &["a", "y"], true),
            ("named", 2019, &["named", "y"], true),
            ("named", 2020, &["named"], false),
        ] {
            let found = of.on(&SubjectId::new(id), date(year, 12, 31));
            let ids: Vec<_> = found.ids.iter().map(SubjectId::as_str).collect();
            assert_eq!((&ids[..], found.merged), (expected, merged), "{id} in {year}");
        }
    }
}
