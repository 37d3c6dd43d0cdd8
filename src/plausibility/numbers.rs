//! W0809: the number of one document (样例〔2019〕5号) behind two events, or behind the same amount twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{At, Record, SubjectIndex, YearContent};

/// What a document is the source of: events of a kind, or an amount of a figure in one record.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Source<'a> {
    Event(&'a str),
    Entry(&'a str, SubjectIndex, Decimal),
}

/// Where a document is the source of something.
struct Use<'a> {
    subject: SubjectIndex,
    record: &'a Record,
    at: At,
}

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    let mut used: BTreeMap<(String, Source<'_>), Vec<Use<'_>>> = BTreeMap::new();
    for (subject, record) in look.records() {
        for event in &record.events {
            let kind = look.scheme().events[event.kind.get()].id.as_str();
            let mut found: Vec<String> =
                [&event.source, &event.note].into_iter().flatten().flat_map(|text| documents(text)).collect();
            found.sort_unstable();
            found.dedup();
            for number in found {
                let at = event.at;
                used.entry((number, Source::Event(kind))).or_default().push(Use { subject, record, at });
            }
        }
        for (figure, definition) in look.figures() {
            for entry in record.figure(figure).map_or(&[][..], |value| &value.entries) {
                for number in entry.source.iter().flat_map(|text| documents(text)) {
                    let source = Source::Entry(&definition.id, subject, entry.value);
                    let at = entry.at;
                    used.entry((number, source)).or_default().push(Use { subject, record, at });
                }
            }
        }
    }
    for ((number, source), places) in &used {
        let [first, .., last] = &places[..] else { continue };
        let (about, what) = match source {
            Source::Event(kind) => (*kind, "件事"),
            Source::Entry(figure, ..) => (*figure, "笔同样的数"),
        };
        let text = format!("文号“{number}”用在{}{what}上", places.len());
        findings.add(Code::SameNumber, last.subject, (about, last.at), text, |warning| {
            let warning = warning.hint("请核对文号，或者核对是不是重复登记");
            match first.record.place(first.at) {
                Some(place) => warning.also_at(&place, "先用在这里"),
                None => warning,
            }
        });
    }
}

/// A year whose circular has the number of last year's.
pub(super) fn of_year(year: &YearContent, before: Option<&YearContent>) -> Option<Diagnostic> {
    let (own, before) = (year.document.as_ref()?, before?);
    if before.document.as_ref() != Some(own) {
        return None;
    }
    let text = format!("通报的文号“{own}”（document）与{}年度的相同", before.year);
    let file = Arc::from(format!("{}/year.yaml", year.year));
    Some(Diagnostic::new(Code::SameNumber, file, text).hint("多半是从上一年抄来的；请改成本年度的文号"))
}

/// The numbers of documents in a text: letters, a year in 〔〕, a number and 号.
fn documents(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('〔') {
        let issuer = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let Some((year, rest)) = text[at + '〔'.len_utf8()..].split_once('〕') else { continue };
        let digits: String = rest.trim_start_matches('第').chars().take_while(char::is_ascii_digit).collect();
        let ends = rest.trim_start_matches('第')[digits.len()..].starts_with('号');
        if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty() && ends {
            found.push(format!("{issuer}〔{year}〕{digits}号"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn numbers_of_documents_are_found_in_texts() {
        let text = "省委办公厅来文，粤办函〔2019〕12号、样例〔2020〕第3号；〔附件〕5号，办〔2019〕号";
        assert_eq!(documents(text), ["粤办函〔2019〕12号", "样例〔2020〕3号"]);
    }
}
