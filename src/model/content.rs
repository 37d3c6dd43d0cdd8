//! A content folder as a whole: what a build starts from.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{
    At, Clause, ClauseId, Draw, Evaluation, GroupSet, Paper, Place, SchemeId, Subject, SubjectId, Year,
};

/// Everything that was read.
#[derive(Clone, Debug)]
pub struct Content {
    /// site.yaml
    pub site: Site,
    /// subjects.yaml, by id.
    pub subjects: BTreeMap<SubjectId, Subject>,
    /// The years, ascending.
    pub years: Vec<YearContent>,
    /// Free pages, by their order.
    pub pages: Vec<FreePage>,
    /// What lies in the folder and is not here; nothing where the content is whole.
    pub left_out: Vec<LeftOut>,
}

/// A part of a content that is left out so that the rest can be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What is left out.
    pub part: Part,
    /// What it is called, as far as it could be read.
    pub title: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// A part of a content that can be left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A year with all that is in it.
    Year(Year),
    /// A scheme of a year with all of its records.
    Scheme(Year, SchemeId),
    /// A subject of a scheme, with its record.
    Record(Year, SchemeId, SubjectId),
    /// The circular of a year.
    Bulletin(Year),
    /// The letters of a scheme.
    Letters(Year, SchemeId),
    /// A free page, by its name without ending.
    Page(String),
}

impl Part {
    /// The year it belongs to.
    pub fn year(&self) -> Option<Year> {
        match self {
            Part::Year(year)
            | Part::Scheme(year, _)
            | Part::Record(year, ..)
            | Part::Bulletin(year)
            | Part::Letters(year, _) => Some(*year),
            Part::Page(_) => None,
        }
    }
}

/// Why a part is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOutReason {
    /// So many errors stand in its files, the first one here.
    Errors(Place, usize),
    /// Its results rest on another part that is left out, called so.
    RestsOn(String),
}

impl Content {
    /// The subjects of a scheme that are left out while the scheme is there, with their positions in the list of what
    /// is left out: its places, and whatever compares subjects, will be others with them.
    pub fn lacking(
        &self,
        year: Year,
        scheme: &SchemeId,
    ) -> impl Iterator<Item = (usize, &SubjectId, &LeftOut)> {
        self.left_out.iter().enumerate().filter_map(move |(at, one)| match &one.part {
            // A record of nobody is left out as well, and nobody is lacking for that.
            Part::Record(of, id, subject)
                if *of == year && id == scheme && self.subjects.contains_key(subject) =>
            {
                Some((at, subject, one))
            }
            Part::Record(..)
            | Part::Year(_)
            | Part::Scheme(..)
            | Part::Bulletin(_)
            | Part::Letters(..)
            | Part::Page(_) => None,
        })
    }

    /// One of the years.
    pub fn year(&self, year: Year) -> Option<&YearContent> {
        self.years.iter().find(|of| of.year == year)
    }
}

/// What holds for the whole site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// What tells this site from others in what leaves it; the organ does where it is not given.
    pub id: Option<String>,
    /// Stands at the head of every page and in each browser tab.
    pub title: String,
    /// The organ that issues the results, as papers and pages name it.
    pub organ: String,
    /// A line under the organ's name on every page.
    pub subtitle: Option<String>,
    /// 内部资料 and the like; stands on every page and sheet.
    pub classification: Option<String>,
    /// Who it is for.
    pub audience: Option<String>,
    /// The theme the content asks for; `bulletin` is the one inside the program.
    pub theme: String,
    /// Further pairs of years to compare.
    pub compare: Vec<(Year, Year)>,
}

/// A year with everything that belongs to it: what is scored, drawn, grouped and written.
#[derive(Clone, Debug)]
pub struct YearContent {
    /// The year that is evaluated, not the one the results are published in.
    pub year: Year,
    /// 2019年度
    pub title: String,
    /// First and last day of what is evaluated.
    pub period: (Date, Date),
    /// 数据截止
    pub cutoff: Date,
    /// The day up to which the procedure is told: what was open then, what was overdue.
    pub as_of: Option<Date>,
    /// The number of the circular.
    pub document: Option<String>,
    /// The paper the year rests on.
    pub regulation: Option<String>,
    /// What was carried over from another year and nobody confirmed yet.
    pub to_confirm: Vec<ToConfirm>,
    /// The clauses that may be cited.
    pub clauses: BTreeMap<ClauseId, Clause>,
    /// What was drawn by lot.
    pub draws: Vec<Draw>,
    /// The evaluations, in the order of year.yaml.
    pub evaluations: Vec<Evaluation>,
    /// Evaluation groups, in the order of year.yaml.
    pub groups: Vec<GroupSet>,
    /// The circular (通报) of the year; `None`: none is written.
    pub bulletin: Option<Paper>,
    /// What the letter to each subject is written from, by scheme.
    pub letters: BTreeMap<SchemeId, Paper>,
}

/// What was carried over from another year, until somebody confirms it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToConfirm {
    /// The file, relative to the year's folder.
    pub file: String,
    /// What of it has to be looked at.
    pub about: String,
    /// Its place in year.yaml.
    pub at: At,
}

impl YearContent {
    /// A clause as it is cited.
    pub fn cite<'c>(&'c self, clause: &'c ClauseId) -> &'c str {
        self.clauses.get(clause).map_or(clause.as_str(), |found| &found.cite)
    }
}

/// A page of pages/*.md, in no year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreePage {
    /// The file, relative to the content folder.
    pub file: Arc<str>,
    /// Name of the page without ending.
    pub slug: String,
    /// The page's heading, and its name in the navigation.
    pub title: String,
    /// Its place among the pages.
    pub order: i64,
    /// Markdown without its head; raw HTML in it is shown, not used.
    pub body: String,
    /// The line the body starts at in its file, from 1.
    pub body_line: u32,
}
