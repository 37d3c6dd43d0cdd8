//! JSON Schemas of the files in `content/`, for editors that complete and check while one types.
//!
//! Each is made for a year or a scheme as it stands: the ids, words and units that may be written are listed with their
//! titles. A test holds keys, required ones and words to what the reader knows.

mod beside;
mod record;
mod rules;
mod scheme;
mod shape;
mod table;
mod year;

use serde_json::{Value, json};

pub use beside::{FOLDER, files, named};
pub use record::{decisions, record, targets};
pub use scheme::scheme;
pub use table::table;
pub use year::{clauses, reference, site, subjects, year};

use crate::model::{Content, SubjectId, Unit, YearContent};

/// Every schema of a content folder, by the path of what it is for: `subjects`, `2020/year`, `2020/<scheme>/record`.
pub fn all(content: &Content) -> Vec<(String, Value)> {
    let mut found = vec![("site".to_owned(), site()), ("subjects".to_owned(), subjects())];
    for one in &content.years {
        let of = OfYear::new(content, one);
        let home = one.year;
        found.extend([
            (format!("{home}/year"), year(&of)),
            (format!("{home}/clauses"), clauses()),
            (format!("{home}/reference"), reference(&of)),
            (format!("{home}/table"), table(&of)),
        ]);
        for evaluation in &one.evaluations {
            let home = format!("{home}/{}", evaluation.scheme.id);
            found.extend([
                (format!("{home}/scheme"), scheme(&of)),
                (format!("{home}/targets"), targets(evaluation, &of)),
                (format!("{home}/decisions"), decisions(evaluation, &of)),
                (format!("{home}/record"), record(evaluation, &of)),
            ]);
        }
    }
    found
}

/// How far a task was done.
const STATES: [(&str, &str); 3] = [("outstanding", "突出完成"), ("done", "完成"), ("undone", "未完成")];
const STATUS: [(&str, &str); 3] = [("sample", "样例"), ("draft", "草稿"), ("final", "定稿")];

/// A year whose ids the files may name.
pub struct OfYear<'a> {
    content: &'a Content,
    year: &'a YearContent,
}

impl<'a> OfYear<'a> {
    /// A year of a content.
    pub fn new(content: &'a Content, year: &'a YearContent) -> Self {
        Self { content, year }
    }

    /// What a subject is called in the year.
    fn name(&self, id: &SubjectId) -> &'a str {
        self.content.subjects.get(id).map_or("", |subject| &subject.name_on(self.year.cutoff).name)
    }

    fn subject(&self, says: &str) -> Value {
        shape::word(says, self.content.subjects.keys().map(|id| (id.as_str(), self.name(id))))
    }

    fn clause(&self, says: &str) -> Value {
        shape::word(says, self.year.clauses.iter().map(|(id, clause)| (id.as_str(), clause.cite.as_str())))
    }

    /// Any unit: a known one, or one that the scheme or the site declares.
    fn unit(&self, says: &str) -> Value {
        let known: Vec<&str> = Unit::KNOWN.iter().map(Unit::as_str).collect();
        let says = format!("{says}（{}，或者 units 里另写的）", known.join("、"));
        json!({"type": "string", "maxLength": 16, "pattern": "^[^0-9\\s]+$", "description": says, "examples": known})
    }

    /// A unit of the same kind.
    fn unit_like(&self, unit: &Unit, says: &str) -> Value {
        let (like, other): (Vec<&Unit>, Vec<&Unit>) =
            Unit::KNOWN.iter().partition(|known| known.is_like(unit));
        let names = |units: &[&Unit]| units.iter().map(|unit| unit.as_str().to_owned()).collect::<Vec<_>>();
        let mut shape = self.unit(says);
        shape["description"] = format!("{says}（{}）", names(&like).join("、")).into();
        shape["examples"] = names(&like).into();
        shape["not"] = json!({"enum": names(&other)});
        shape
    }
}

/// Who signed: a name, or a name with the day.
fn signed(says: &str) -> Value {
    use shape::{date, either, line, mapping, may, need};
    either(says, [line("姓名或单位"), mapping(says, [need("by", line("谁")), may("date", date("哪天"))])])
}
