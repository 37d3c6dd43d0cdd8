//! Counties within the prefectures that East–West partners assist.

use std::collections::BTreeMap;

use super::order::draw;
use crate::model::{Frame, PartnerKind, Seed, Stratum, Subject, SubjectId, Year};

/// How many counties of a prefecture are taken: a third of them, rounded up, within these bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    least: u32,
    most: u32,
}

impl Share {
    /// At least and at most so many; `None` where there is no such number, or it is 0.
    pub fn new(least: u32, most: u32) -> Option<Self> {
        (0 < least && least <= most).then_some(Self { least, most })
    }

    /// How many of `size`.
    pub fn of(self, size: u32) -> u32 {
        size.div_ceil(3).clamp(self.least, self.most)
    }
}

/// The counties of each prefecture paired in a year, by the order of the subjects' ids, then as they are listed. A
/// prefecture that several cities help stands once, with the counties of all.
pub fn frame(subjects: &BTreeMap<SubjectId, Subject>, year: Year) -> Vec<(String, Vec<String>)> {
    let mut frame: Vec<(String, Vec<String>)> = Vec::new();
    let number = year.get();
    let paired = subjects.values().flat_map(|subject| &subject.partners).filter(|partner| {
        partner.kind == PartnerKind::Eastwest
            && partner.from.is_none_or(|from| from <= number)
            && partner.to.is_none_or(|to| number <= to)
    });
    for partner in paired {
        let at = frame.iter().position(|(name, _)| *name == partner.prefecture).unwrap_or_else(|| {
            frame.push((partner.prefecture.clone(), Vec::new()));
            frame.len() - 1
        });
        let counties = &mut frame[at].1;
        for county in &partner.counties {
            if !counties.contains(&county.name) {
                counties.push(county.name.clone());
            }
        }
    }
    frame
}

/// Draws counties of each prefecture that has any; those left over are the reserve, in order.
pub fn counties(
    subjects: &BTreeMap<SubjectId, Subject>,
    year: Year,
    seed: &Seed,
    share: Share,
) -> Vec<Stratum> {
    frame(subjects, year)
        .into_iter()
        .filter(|(_, counties)| !counties.is_empty())
        .map(|(prefecture, counties)| {
            let frame = Frame::Units(counties);
            let take = share.of(frame.size());
            draw(seed, vec![prefecture], frame, take, None)
        })
        .collect()
}
