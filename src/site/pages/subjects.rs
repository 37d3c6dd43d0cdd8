//! The list of all subjects.

use serde::Serialize;

use crate::model::Subject;
use crate::site::base::subjects::standings;
use crate::site::base::{At, Form, GradeView, Kind, Link, Outside, Page, Site, subject_file};
use crate::site::parts::years;
use crate::wording::number::dash;
use crate::wording::scale;

pub(crate) const KIND: Kind = Kind {
    files: |_, files| files.root("subjects/index.html", At::default(), Form::Page(page)),
    find_at_root: |_, finder| finder.page("考核对象", "subjects/index", "历年各方案的结果"),
    ..Kind::new("subjects")
};

#[derive(Debug, Serialize)]
pub struct SubjectsPage<'a> {
    /// How many there are, in words.
    pub sentence: String,
    /// Every subject.
    pub rows: Vec<SubjectRow<'a>>,
}

/// A subject in the list.
#[derive(Debug, Serialize)]
pub struct SubjectRow<'a> {
    pub name: Link,
    /// 珠三角 …
    pub region: &'a str,
    /// Its newest result under each scheme.
    pub results: Vec<SubjectResultView<'a>>,
}

/// A subject's newest result under a scheme.
#[derive(Debug, Serialize)]
pub struct SubjectResultView<'a> {
    /// 协作·各市2019
    pub scheme: String,
    pub grade: Option<GradeView<'a>>,
    pub score: String,
}

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let chrome = site.outside_chrome(Outside::new(KIND.name, "考核对象", "../"));
    let row = |subject: &&'s Subject| SubjectRow {
        name: Link::to(
            subject.names.last().map_or_else(|| subject.id.to_string(), |name| name.name.clone()),
            subject_file(subject.id.as_str()),
        ),
        region: subject.region.as_deref().unwrap_or_default(),
        results: standings(site, &subject.id)
            .into_iter()
            .filter_map(|standings| {
                let last = standings.last()?;
                let (_, scheme) = years::find(site, last)?;
                Some(SubjectResultView {
                    scheme: format!("{}{}", scheme.scheme.short, last.year),
                    grade: last.result().grade.map(|grade| scheme.grade(grade)),
                    score: scale::two_of(last).unwrap_or_else(dash),
                })
            })
            .collect(),
    };
    Page::new(
        chrome,
        SubjectsPage {
            sentence: format!("共{}个考核对象，各有一页列出历年各方案的结果。", site.subjects.len()),
            rows: site.subjects.iter().map(row).collect(),
        },
    )
}
