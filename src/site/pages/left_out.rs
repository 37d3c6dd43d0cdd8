//! The page of a subject that is left out of a preview: why, in the place of its result.

use serde::Serialize;

use crate::model::Part;
use crate::site::base::{At, Form, Kind, Link, Page, Site, Within, subject_file};
use crate::wording;

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            for (item, subject, _) in site.lacking(year, &scheme.scheme.id) {
                let at = At { year: y, scheme: s, item, page: 0 };
                let file = format!("{}/{}", scheme.scheme.id, subject_file(subject.as_str()));
                files.edition(year, file, at, Form::Page(page));
            }
        }
    },
    ..Kind::new("left_out")
};

#[derive(Debug, Serialize)]
pub struct LeftOutPage {
    pub heading: String,
    /// That it is left out, and why.
    pub sentence: String,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let content = site.content();
    let (year, scheme) = (site.year(at).year, &site.scheme(at).scheme);
    let one = &content.left_out[at.item];
    let name = match &one.part {
        Part::Record(_, _, id) => content
            .subjects
            .get(id)
            .map_or_else(|| id.to_string(), |subject| subject.name_on(year.cutoff).name.clone()),
        Part::Year(_) | Part::Scheme(..) | Part::Bulletin(_) | Part::Letters(..) | Part::Page(_) => {
            one.title.clone()
        }
    };
    let crumbs = vec![Link::to(scheme.short.clone(), "index.html"), Link::plain(name.clone())];
    let chrome = site.edition_chrome(at, Within::Scheme, (KIND.name, name.clone()), crumbs);
    let heading = format!("{name}　{}", scheme.title);
    Page::new(chrome, LeftOutPage { heading, sentence: wording::left_out_here(one) })
}
