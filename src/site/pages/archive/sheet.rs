//! `data/all-years.csv`: every score of every year as one long table, one row a subject and node, for people with a
//! statistics package. Its words are those of results.json and of the content.

use crate::model::{Node, NodeIndex, NodeResult, Role, Scheme, State, SubjectIndex, SubjectResult};
use crate::site::base::{At, Cell, Columns, SchemeSite, Site, Stream, YearSite};

/// A score: whose, and of what.
struct Score<'s, 'a> {
    year: &'s YearSite<'a>,
    site: &'s SchemeSite<'a>,
    subject: SubjectIndex,
    node: NodeIndex,
}

impl<'s, 'a> Score<'s, 'a> {
    fn is_total(&self) -> bool {
        self.node.get() == Scheme::ROOT
    }

    fn node(&self) -> &'s Node {
        self.site.scheme.node(self.node)
    }

    fn result(&self) -> &'a SubjectResult {
        self.site.result(self.subject)
    }

    fn of(&self) -> &'a NodeResult {
        &self.result().nodes[self.node.get()]
    }
}

/// Each year from the edition in force, or from its draft where nothing was released.
pub(super) fn sheet<'s>(site: &'s Site<'_>, _: At) -> Stream<'s> {
    let schemes = site.years.iter().flat_map(|year| year.schemes.iter().map(move |scheme| (year, scheme)));
    let rows = schemes.flat_map(|(year, site)| {
        (0..site.scheme.subjects.len()).map(SubjectIndex::new).flat_map(move |subject| {
            let nodes = std::iter::once(NodeIndex::new(Scheme::ROOT)).chain(site.order.iter().copied());
            nodes.map(move |node| Score { year, site, subject, node })
        })
    });
    Columns::new()
        .add("year", |of: &Score<'s, '_>| Cell::whole(of.year.year.year.get()))
        .add("edition", |of| of.year.mark.folder())
        .add("scheme", |of| of.site.scheme.id.as_str())
        .add("subject", |of| of.site.scheme.subjects[of.subject.get()].as_str())
        .add("subject_name", |of| &of.site.names[of.subject.get()].name)
        .add("node", |of| if of.is_total() { "total" } else { of.node().id.as_str() })
        .add("node_title", |of| if of.is_total() { "" } else { of.node().title.as_str() })
        .add("role", |of| role(of.node().role))
        .add("state", |of| state(of.of().state))
        .add("score", |of| {
            let score = if of.is_total() { of.result().score } else { of.of().score };
            score.map(|score| Cell::Fixed(score, of.site.scheme.data_decimals(of.node().role)))
        })
        .add("points", |of| {
            let points = if of.is_total() { of.result().points } else { of.of().points };
            points.map(|points| Cell::Fixed(points, of.site.scheme.data_decimals(of.node().role)))
        })
        .add("full", |of| of.site.scheme.points_of(of.node))
        .add("grade", |of| {
            let grade = if of.is_total() { of.result().grade } else { of.of().grade };
            grade.map(|grade| &of.site.scheme.grade(grade).name)
        })
        .add("weight", |of| of.of().weight.map(|weight| Cell::Fixed(weight, 4)))
        .add("measure", |of| of.of().measure)
        .add("unit", |of| of.node().measure().map(|(_, unit)| unit.to_string()))
        .add("sample", |of| if of.site.is_sample(of.subject) { "1" } else { "0" })
        .add("decided", |of| if of.is_total() { of.site.decision(of.subject) } else { None })
        .stream("各年度全部得分", rows)
}

/// The word of a role, as schemes write it.
fn role(role: Role) -> &'static str {
    match role {
        Role::Total => "total",
        Role::Component => "component",
        Role::Section => "section",
        Role::Indicator => "indicator",
        Role::Part => "part",
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Scored => "scored",
        State::Missing => "missing",
        State::Undefined => "undefined",
        State::NotApplicable => "not_applicable",
    }
}
