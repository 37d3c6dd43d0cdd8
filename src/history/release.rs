//! Released editions as history knows them: what was published, when, and what each one corrected.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::{Correction, Reviewed};
use crate::model::{Evaluation, Year, YearContent};

/// The hour that dates are told in: China has one time zone, whatever the machine is set to.
const BEIJING: Offset = Offset::constant(8);

/// The day of a moment, in Beijing time.
pub fn day(time: Timestamp) -> Date {
    BEIJING.to_datetime(time).date()
}

/// A released edition as the pages outside the editions tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub year: Year,
    /// The year's title, 2019年度.
    pub title: String,
    /// Its version, from 1.
    pub version: u32,
    /// When it was released.
    pub time: Timestamp,
    /// What it is, from version 2 on what it corrects.
    pub note: Option<String>,
    /// The version it took the place of, which its corrections are told against.
    pub supersedes: Option<u32>,
    /// What an earlier year's data were taken from.
    pub earlier: Vec<EarlierInput>,
    /// Set when it was taken back.
    pub withdrawn: Option<Withdrawal>,
    /// Whether it went out before it was approved, for internal use; it never holds.
    pub internal: bool,
    /// Whether records are samples.
    pub sample: bool,
    /// How many leaves are not reported or cannot be worked out.
    pub missing: usize,
    /// How many values that another party is to confirm were not confirmed.
    pub unconfirmed: usize,
    /// The warnings that its records accept as verified.
    pub accepted: Vec<AcceptedWarning>,
    /// SHA-256 of the whole, in hex.
    pub digest: String,
    /// SHA-256 of its inputs, in hex.
    pub inputs: String,
    /// Whether a signature lies beside it.
    pub signed: bool,
    /// How many files it has.
    pub files: usize,
    pub bytes: u64,
    /// Its pages, relative to its folder.
    pub pages: Vec<String>,
    /// What changed since the version before, computed from both versions' data; `None` for the first.
    pub corrections: Option<Vec<Correction>>,
    /// The review requests that led to corrections.
    pub reviewed: Vec<Reviewed>,
}

impl Release {
    /// Its folder below the site, `2019/v2`.
    pub fn folder(&self) -> String {
        format!("{}/v{}", self.year, self.version)
    }

    /// The day it was released, in Beijing time.
    pub fn date(&self) -> Date {
        day(self.time)
    }
}

/// Where an edition took an earlier year's figures from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierInput {
    pub year: i16,
    /// `v2`, or `draft` when nothing had been released.
    pub edition: String,
    /// SHA-256 of that edition as a whole, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A warning that a record accepted as verified when its edition was released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptedWarning {
    pub scheme: String,
    pub subject: String,
    /// `W0801`
    pub code: String,
    /// The figure, node, check or kind of event it speaks of; `None`: the record as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The value that was looked into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    pub reason: String,
    pub by: String,
    pub date: Date,
}

impl AcceptedWarning {
    /// Every warning that the records of a year accept, by scheme and subject.
    pub fn of_year(year: &YearContent) -> Vec<Self> {
        let of = |evaluation: &Evaluation| -> Vec<Self> {
            let records = evaluation.scheme.subjects.iter().zip(&evaluation.records);
            let all = records.flat_map(|(id, record)| record.accepted.iter().map(move |of| (id, of)));
            all.map(|(id, of)| Self {
                scheme: evaluation.scheme.id.to_string(),
                subject: id.to_string(),
                code: of.code.clone(),
                about: of.about.clone(),
                value: of.value.map(|value| value.normalize().to_string()),
                reason: of.reason.clone(),
                by: of.by.clone(),
                date: of.date,
            })
            .collect()
        };
        year.evaluations.iter().flat_map(of).collect()
    }
}

/// Why an edition no longer holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    pub reason: String,
    pub time: Timestamp,
}

/// How far a site's register is: what a release prints on its papers is the state before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterState {
    /// How many lines it has.
    pub lines: u32,
    /// Digest of the last line, in hex; [`RegisterState::NOTHING`] where there is none.
    pub sha256: String,
}

impl RegisterState {
    /// SHA-256 of no bytes at all, in hex: the state before the first line.
    pub const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
}

/// Every released edition of every year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Archive {
    /// By year and version, ascending.
    pub releases: Vec<Release>,
    /// How far the register is that lists them; `None` where none was begun.
    pub register: Option<RegisterState>,
}

impl Archive {
    /// The editions of a year, ascending.
    pub fn of(&self, year: Year) -> impl DoubleEndedIterator<Item = &Release> {
        self.releases.iter().filter(move |release| release.year == year)
    }

    /// The edition of a year that holds: the last one that was approved and not withdrawn.
    pub fn in_force(&self, year: Year) -> Option<&Release> {
        self.of(year).rev().find(|release| release.withdrawn.is_none() && !release.internal)
    }

    /// The newest year that has an edition in force.
    pub fn newest(&self) -> Option<&Release> {
        self.releases
            .iter()
            .rev()
            .find(|release| self.in_force(release.year).is_some_and(|it| it.version == release.version))
    }

    /// What changed between two editions of a year, put together out of the corrections from one to the next; a
    /// value that came back to what it was is left out.
    pub fn corrections(&self, year: Year, from: u32, to: u32) -> Vec<Correction> {
        let (up, down) = (self.lineage(year, from), self.lineage(year, to));
        // Where a version follows one that was withdrawn, both follow the one that held before.
        let shared = |release: &&Release| !up.iter().any(|of| of.version == release.version);
        let Some(common) = down.iter().find(|release| !shared(release)).map(|of| of.version) else {
            return Vec::new();
        };
        let corrected = |release: &&Release| release.corrections.clone().unwrap_or_default();
        let back = up.iter().take_while(|of| of.version != common).flat_map(corrected);
        let back = back.map(|one| Correction { before: one.after, after: one.before, ..one });
        let mut onward: Vec<&Release> = down.iter().copied().take_while(shared).collect();
        onward.reverse();
        let mut all: Vec<Correction> = Vec::new();
        for correction in back.chain(onward.iter().flat_map(corrected)) {
            match all.iter_mut().find(|earlier| earlier.same_cell(&correction)) {
                Some(earlier) => earlier.after = correction.after,
                None => all.push(correction),
            }
        }
        all.retain(|correction| correction.before != correction.after);
        all
    }

    /// A version, the one it corrects, and so on.
    fn lineage(&self, year: Year, version: u32) -> Vec<&Release> {
        let of = |version| self.of(year).find(|release| release.version == version);
        std::iter::successors(of(version), |release| {
            of(release.supersedes.filter(|before| *before < release.version)?)
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Cell;

    fn release(version: u32, withdrawn: bool, corrections: &[(&str, &str, &str)]) -> Release {
        let correction = |(subject, before, after): &(&str, &str, &str)| Correction {
            scheme: "cities".into(),
            subject: (*subject).into(),
            name: (*subject).into(),
            cell: Cell::Score { node: None },
            title: "得分".into(),
            before: Some((*before).into()),
            after: Some((*after).into()),
        };
        Release {
            year: Year::new(2019).unwrap(),
            title: "2019年度".into(),
            version,
            time: "2020-05-17T16:30:00Z".parse().unwrap(),
            note: None,
            supersedes: (version > 1).then(|| version - 1),
            earlier: Vec::new(),
            withdrawn: withdrawn.then(|| Withdrawal { reason: "误发".into(), time: Timestamp::UNIX_EPOCH }),
            sample: false,
            missing: 0,
            unconfirmed: 0,
            accepted: Vec::new(),
            digest: String::new(),
            inputs: String::new(),
            signed: false,
            internal: false,
            files: 0,
            bytes: 0,
            pages: Vec::new(),
            corrections: (version > 1).then(|| corrections.iter().map(correction).collect()),
            reviewed: Vec::new(),
        }
    }

    fn of(releases: Vec<Release>) -> Archive {
        Archive { releases, register: None }
    }

    #[test]
    fn the_last_version_that_was_not_withdrawn_is_in_force() {
        let year = Year::new(2019).unwrap();
        let archive = of(vec![release(1, false, &[]), release(2, true, &[])]);
        assert_eq!(archive.in_force(year).map(|it| it.version), Some(1));
        assert_eq!(archive.newest().map(|it| it.version), Some(1));
        let archive = of(vec![release(1, true, &[])]);
        assert!(archive.in_force(year).is_none() && archive.newest().is_none());
    }

    #[test]
    fn corrections_are_put_together_and_those_taken_back_fall_out() {
        let archive = of(vec![
            release(1, false, &[]),
            release(2, false, &[("a", "80", "81"), ("b", "70", "71")]),
            release(3, false, &[("a", "81", "82"), ("b", "71", "70")]),
        ]);
        let year = Year::new(2019).unwrap();
        let told = |from, to| -> Vec<_> {
            let all = archive.corrections(year, from, to).into_iter();
            all.map(|one| (one.subject, one.before.unwrap(), one.after.unwrap())).collect()
        };
        let cell = |id: &str, before: &str, after: &str| (id.to_owned(), before.to_owned(), after.to_owned());
        assert_eq!(told(1, 3), [cell("a", "80", "82")]);
        assert_eq!(told(2, 3), [cell("a", "81", "82"), cell("b", "71", "70")]);
        assert_eq!(told(3, 1), [cell("a", "82", "80")]);
    }

    #[test]
    fn a_version_after_a_withdrawn_one_is_compared_over_the_one_that_held_before() {
        let mut third = release(3, false, &[("b", "70", "72")]);
        third.supersedes = Some(1);
        let archive = of(vec![
            release(1, false, &[]),
            release(2, true, &[("a", "80", "81"), ("b", "70", "71")]),
            third,
        ]);
        let told = |from, to| -> Vec<_> {
            let all = archive.corrections(Year::new(2019).unwrap(), from, to).into_iter();
            all.map(|one| (one.subject, one.before.unwrap(), one.after.unwrap())).collect()
        };
        let cell = |id: &str, before: &str, after: &str| (id.to_owned(), before.to_owned(), after.to_owned());
        assert_eq!(told(1, 3), [cell("b", "70", "72")]);
        assert_eq!(told(2, 3), [cell("a", "81", "80"), cell("b", "71", "72")]);
        assert_eq!(told(3, 2), [cell("b", "72", "71"), cell("a", "80", "81")]);
    }

    #[test]
    fn days_are_told_in_beijing_time() {
        assert_eq!(release(1, false, &[]).date(), jiff::civil::date(2020, 5, 18));
    }
}
