//! What an edition's manifest says of it before its files are named.

use super::super::volume;
use super::run::Run;
use crate::edition::{self, Edition, Manifest, Sums, Superseded};
use crate::history::{AcceptedWarning, EarlierInput, RegisterState};
use crate::model::Year;
use crate::procedure::confirm;
use crate::scoring::SCORING_REVISION;

impl Run<'_> {
    /// What the edition's manifest says before its files are named.
    pub(super) fn manifest(
        &self,
        version: u32,
        [before, corrects]: [Option<&Edition>; 2],
        inputs: Sums,
        register: RegisterState,
    ) -> Manifest {
        let year = self.what.year;
        let draft = self.desk.draft(year).expect("the year was looked up before");
        let earlier = self.desk.content.years.iter().map(|of| of.year);
        let mut earlier: Vec<Year> = earlier.chain(self.desk.released.iter().map(|of| of.year)).collect();
        earlier.sort_unstable();
        earlier.dedup();
        earlier.retain(|of| *of < year);
        Manifest {
            format: edition::FORMAT,
            year: year.get(),
            title: draft.title.clone(),
            version,
            engine: format!("tongbao {}", env!("CARGO_PKG_VERSION")),
            scoring_revision: SCORING_REVISION,
            time: self.what.time,
            note: self.what.note.map(str::to_owned),
            supersedes: before.map(superseded),
            corrects: corrects
                .filter(|of| before.is_some_and(|before| before.manifest.version != of.manifest.version))
                .map(superseded),
            schemes: volume::schemes(draft).map(str::to_owned).collect(),
            sample: volume::is_sample(draft),
            internal_draft: self.what.internal_draft,
            missing: self.missing().len(),
            unconfirmed: confirm::count(draft),
            accepted: AcceptedWarning::of_year(draft),
            earlier: earlier.into_iter().map(|year| self.earlier(year)).collect(),
            register: Some(register),
            inputs,
            files: Vec::new(),
            digest: None,
        }
    }

    fn earlier(&self, year: Year) -> EarlierInput {
        let released = self.desk.released(year).map(|released| &released.edition.manifest);
        EarlierInput {
            year: year.get(),
            edition: released.map_or_else(|| "draft".to_owned(), |manifest| format!("v{}", manifest.version)),
            sha256: released.map(|manifest| manifest.sha256().to_owned()),
        }
    }
}

fn superseded(edition: &Edition) -> Superseded {
    Superseded { version: edition.manifest.version, sha256: edition.manifest.sha256().to_owned() }
}
