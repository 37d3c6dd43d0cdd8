//! Subjects (考核对象) across all years, and the clauses of a year.

use std::collections::BTreeMap;
use std::fmt::Display;

use jiff::civil::Date;

use super::{At, ClauseId, Former, SubjectId};

/// A city, a department, a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What schemes, records and pages name it by, in every year.
    pub id: SubjectId,
    /// Its names, dated; the last is today's.
    pub names: Vec<DatedName>,
    /// `city`, `department`, `county` …
    pub kind: String,
    /// 珠三角, 粤东, 粤西, 粤北 …
    pub region: Option<String>,
    /// What it was in earlier years, ascending by day.
    pub former: Vec<Former>,
    /// The subject it lies within: the city of a county.
    pub within: Option<SubjectId>,
    /// Column and row on the tile map, from 0.
    pub tile: Option<(u8, u8)>,
    /// Places it helps (结对帮扶); groups of evaluators keep away from these.
    pub partners: Vec<Partner>,
    /// Where its id stands in subjects.yaml.
    pub at: At,
}

/// A name and when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedName {
    /// Full name, 广州市.
    pub name: String,
    /// Short name, 广州.
    pub short: String,
    /// First day it holds; `None`: always before.
    pub from: Option<Date>,
    /// Last day it holds; `None`: until today.
    pub to: Option<Date>,
}

/// A place that a subject helps, and in which years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// `province` (within the province) or `eastwest`.
    pub kind: PartnerKind,
    /// The prefecture, 百色市.
    pub prefecture: String,
    /// Counties known to be paired.
    pub counties: Vec<PartnerCounty>,
    /// First year of the pairing; `None`: as far back as is known.
    pub from: Option<i16>,
    /// Last year of the pairing; `None`: it goes on.
    pub to: Option<i16>,
    /// Whether it is not confirmed by a source.
    pub uncertain: bool,
    /// A remark that the subject's page prints.
    pub note: Option<String>,
}

impl Partner {
    /// 2016–2020; open where it is not known or goes on.
    pub fn years(&self) -> String {
        let [from, to] =
            [self.from, self.to].map(|year| year.map_or_else(String::new, |year| year.to_string()));
        format!("{from}–{to}")
    }
}

/// Which arrangement a pairing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartnerKind {
    /// 对口帮扶, within the province.
    Province,
    /// 东西部扶贫协作
    Eastwest,
}

/// A county of a helped prefecture; draws of counties draw from these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerCounty {
    /// Its full name, 大方县.
    pub name: String,
    /// The district or county of the helping city that is paired with it.
    pub by: Option<String>,
    /// Whether it is a 深度贫困县.
    pub deep: bool,
    /// Whether it is not confirmed by a source.
    pub uncertain: bool,
}

/// What the subjects of a kind are called and counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// 市, 国家; behind it nothing has to be said.
    pub title: String,
    /// What stands between number and noun (40个国家); empty where the noun counts itself (14市).
    pub counter: String,
}

impl Noun {
    /// What a kind is called where site.yaml does not say.
    pub fn usual(kind: &str) -> Self {
        let (title, counter) = match kind {
            "city" => ("市", ""),
            "county" => ("县", ""),
            _ => ("对象", "个"),
        };
        Self { title: title.to_owned(), counter: counter.to_owned() }
    }

    /// So many of them, said for the first time: 14市, 40个国家.
    pub fn of(&self, count: impl Display) -> String {
        format!("{count}{}{}", self.counter, self.title)
    }

    /// So many of those that were named before: 5市, 3个.
    pub fn part(&self, count: impl Display) -> String {
        format!("{count}{}", self.unit())
    }

    /// What stands behind the number of those that were named before: 市, 个.
    pub fn unit(&self) -> &str {
        if self.counter.is_empty() { &self.title } else { &self.counter }
    }
}

/// A clause of the regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What schemes, rules and papers cite it by, unique in the year.
    pub id: ClauseId,
    /// How it is cited: 办法 七（一）3.
    pub cite: String,
    /// What it lays down, in the project's words.
    pub says: String,
}

/// A subject's full name on a day, or its id where it is not known.
pub fn called<'a>(subjects: &'a BTreeMap<SubjectId, Subject>, id: &'a SubjectId, day: Date) -> &'a str {
    subjects.get(id).map_or(id.as_str(), |subject| &subject.name_on(day).name)
}

impl Subject {
    /// The name that holds on a day: the first whose dates include it, else the last.
    ///
    /// # Panics
    /// Never for a subject that was read: the reader refuses one without a name.
    pub fn name_on(&self, day: Date) -> &DatedName {
        self.names
            .iter()
            .find(|name| name.from.is_none_or(|from| from <= day) && name.to.is_none_or(|to| day <= to))
            .or(self.names.last())
            .expect("a subject has at least one name: the reader refuses an empty list")
    }
}
