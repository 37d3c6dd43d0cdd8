//! Figures that another party confirms: what it looked at is kept as a digest, so that a value that changes afterwards
//! shows as not confirmed.
//!
//! One truth: a figure is confirmed if, and only if, a confirmation of its record holds the digest of its present value.

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::model::{
    Confirmation, ConfirmedBy, ConfirmedValue, Evaluation, FigureIndex, FigureValue, Scheme, Subject,
    SubjectIndex, Year, YearContent,
};

/// How far a figure is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'r> {
    /// Its present value was confirmed.
    Confirmed(&'r Confirmation),
    /// Another value was confirmed, the last time here.
    Changed(&'r Confirmation),
    /// Nobody confirmed any value of it.
    Open,
}

impl Standing<'_> {
    /// Whether the present value is confirmed.
    pub fn holds(self) -> bool {
        matches!(self, Standing::Confirmed(_))
    }
}

/// How far the figures of a record are confirmed that the scheme asks for and the record states, in the order of the
/// scheme. What is dated after the day the year is told for did not happen yet.
pub fn standings<'r>(
    evaluation: &'r Evaluation,
    subject: SubjectIndex,
    as_of: Option<Date>,
) -> Vec<(FigureIndex, Standing<'r>)> {
    let record = &evaluation.records[subject.get()];
    let asked = evaluation.scheme.confirmed_by.as_ref().map_or(&[][..], |by| &by.figures);
    let standing = |figure: &FigureIndex| {
        let value = record.figure(*figure)?;
        let now = digest(&evaluation.scheme, subject, *figure, value);
        let looked_at = record
            .confirmed
            .iter()
            .filter(|of| as_of.is_none_or(|as_of| of.date <= as_of))
            .filter_map(|of| Some((of, of.values.iter().find(|value| value.figure == *figure)?)));
        let mut last: Option<&Confirmation> = None;
        let mut holds: Option<&Confirmation> = None;
        for (of, value) in looked_at {
            let newest = if value.digest == now { &mut holds } else { &mut last };
            *newest = (*newest).filter(|known| known.date > of.date).or(Some(of));
        }
        let standing = match (holds, last) {
            (Some(of), _) => Standing::Confirmed(of),
            (None, Some(of)) => Standing::Changed(of),
            (None, None) => Standing::Open,
        };
        Some((*figure, standing))
    };
    asked.iter().filter_map(standing).collect()
}

/// The figures of a record whose present values are not confirmed.
pub fn unconfirmed(
    evaluation: &Evaluation,
    subject: SubjectIndex,
    as_of: Option<Date>,
) -> Vec<(FigureIndex, Standing<'_>)> {
    let mut found = standings(evaluation, subject, as_of);
    found.retain(|(_, standing)| !standing.holds());
    found
}

/// How many values of a year are not confirmed that its schemes ask to be.
pub fn count(year: &YearContent) -> usize {
    let of = |evaluation: &Evaluation| -> usize {
        let subjects = (0..evaluation.records.len()).map(SubjectIndex::new);
        subjects.map(|subject| unconfirmed(evaluation, subject, year.as_of).len()).sum()
    };
    year.evaluations.iter().map(of).sum()
}

/// Confirmations of a record that are good for nothing: of figures it does not state any more, or that the scheme asks
/// nobody to confirm.
pub fn idle(evaluation: &Evaluation, subject: SubjectIndex) -> Vec<&ConfirmedValue> {
    let record = &evaluation.records[subject.get()];
    let asked = evaluation.scheme.confirmed_by.as_ref().map_or(&[][..], |by| &by.figures);
    let values = record.confirmed.iter().flat_map(|of| &of.values);
    values.filter(|value| !asked.contains(&value.figure) || record.figure(value.figure).is_none()).collect()
}

/// Whom a scheme asks about a subject: `协作对方（百色市）`, `省财政厅`.
pub fn party(by: &ConfirmedBy, subject: &Subject, year: Year) -> String {
    let holds = |from: Option<i16>, to: Option<i16>| {
        from.is_none_or(|from| from <= year.get()) && to.is_none_or(|to| year.get() <= to)
    };
    let partners = subject.partners.iter().filter(|of| Some(of.kind) == by.partners && holds(of.from, of.to));
    let names: Vec<&str> = partners.map(|of| of.prefecture.as_str()).collect();
    match names.is_empty() {
        true => by.party.clone(),
        false => format!("{}（{}）", by.party, names.join("、")),
    }
}

/// The digest of a figure's value: the first 16 hex digits of SHA-256 over its canonical text.
pub fn digest(scheme: &Scheme, subject: SubjectIndex, figure: FigureIndex, value: &FigureValue) -> String {
    let text = canonical(scheme, subject, figure, value);
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What the digest of a value is taken of: a line that says whose and which figure it is, one with value and unit, and one
/// for each entry with its day, each ended by a line feed. Numbers are in the scheme's unit, without zeros at their end, so
/// that it does not matter in which unit or where (record, table) the value is written. Year, scheme and subject are in it
/// so that a confirmation that is copied to another record holds nothing there.
fn canonical(scheme: &Scheme, subject: SubjectIndex, figure: FigureIndex, value: &FigureValue) -> String {
    let def = &scheme.figures[figure.get()];
    let id = &scheme.subjects[subject.get()];
    let mut text = format!(
        "{} {} {id} {}\n{} {}\n",
        scheme.year,
        scheme.id,
        def.id,
        value.value.normalize(),
        def.unit.as_str()
    );
    for entry in &value.entries {
        let day = entry.date.map_or_else(|| "-".to_owned(), |day| day.to_string());
        text.push_str(&format!("{} {day}\n", entry.value.normalize()));
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::dec;

    use super::*;
    use crate::fixture::{Odd, content};
    use crate::model::{At, Entry};

    /// The canonical text that docs/FORMAT.md shows, and its digest, which `printf … | sha256sum` gives as well.
    #[test]
    fn the_digest_of_the_manual_can_be_worked_out_without_the_program() {
        let content = content(Odd::No);
        let evaluation = &content.years[0].evaluations[0];
        let figure = FigureIndex::new(0);
        let mut scheme = (*evaluation.scheme).clone();
        scheme.year = Year::new(2019).unwrap();
        scheme.id = crate::model::SchemeId::new("cities");
        scheme.subjects[0] = crate::model::SubjectId::new("foshan");
        scheme.figures[0].id = "aid".to_owned();
        let entry = |value, date| Entry { value, date, source: None, exempt: Vec::new(), at: At::default() };
        let value = FigureValue {
            value: dec!(5164.50),
            written: None,
            previous: None,
            reported: None,
            entries: vec![entry(dec!(5000), Some(date(2019, 3, 1))), entry(dec!(164.5), None)],
            note: None,
            at: At::default(),
            previous_at: None,
            reported_at: None,
        };
        let subject = SubjectIndex::new(0);
        let text = canonical(&scheme, subject, figure, &value);
        assert_eq!(text, "2019 cities foshan aid\n5164.5 万元\n5000 2019-03-01\n164.5 -\n");
        let digest = digest(&scheme, subject, figure, &value);
        let format = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/FORMAT.md")).unwrap();
        assert!(format.contains(&format!("`{digest}`")), "{digest} stands in FORMAT.md");
        assert!(format.contains(&text.trim_end().replace('\n', "\\n")), "and the text it is taken of");
    }

    #[test]
    fn a_value_is_confirmed_as_long_as_it_is_the_one_that_was_looked_at() {
        let content = content(Odd::No);
        let mut evaluation = content.years[0].evaluations[0].clone();
        let (subject, figure) = (SubjectIndex::new(0), FigureIndex::new(0));
        assert!(standings(&evaluation, subject, None).is_empty(), "nobody is asked");
        let mut scheme = (*evaluation.scheme).clone();
        scheme.confirmed_by = Some(ConfirmedBy {
            party: "对方".to_owned(),
            partners: None,
            figures: vec![figure],
            due: None,
            clause: None,
        });
        evaluation.scheme = scheme.into();
        let value = evaluation.records[0].figures[0].clone().expect("the fixture states it");
        assert_eq!(standings(&evaluation, subject, None), [(figure, Standing::Open)]);
        let now = digest(&evaluation.scheme, subject, figure, &value);
        let seen = ConfirmedValue { figure, digest: now, at: At::default() };
        let day = date(2020, 2, 1);
        evaluation.records[0].confirmed =
            vec![Confirmation { by: "甲".to_owned(), date: day, values: vec![seen], at: At::default() }];
        let told = |evaluation: &Evaluation, as_of| {
            standings(evaluation, subject, as_of).first().map(|(_, standing)| match standing {
                Standing::Confirmed(_) => "confirmed",
                Standing::Changed(_) => "changed",
                Standing::Open => "open",
            })
        };
        assert_eq!(told(&evaluation, None), Some("confirmed"));
        assert_eq!(told(&evaluation, Some(day)), Some("confirmed"), "on the day itself");
        assert_eq!(told(&evaluation, day.yesterday().ok()), Some("open"), "not before");
        let changed = FigureValue { value: value.value + dec!(0.01), ..value.clone() };
        evaluation.records[0].figures[0] = Some(changed);
        assert_eq!(told(&evaluation, None), Some("changed"));
        let zeros = FigureValue { value: value.value + dec!(0.00), ..value };
        evaluation.records[0].figures[0] = Some(zeros);
        assert_eq!(told(&evaluation, None), Some("confirmed"), "it is the same number");
        assert!(idle(&evaluation, subject).is_empty());
        evaluation.records[0].figures[0] = None;
        assert_eq!(told(&evaluation, None), None, "there is nothing to confirm");
        assert_eq!(idle(&evaluation, subject).len(), 1);
    }
}
