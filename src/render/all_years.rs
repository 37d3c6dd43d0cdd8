//! `data/all-years.csv`: every score of every year as one long table, one row a subject and node, for people with a
//! statistics package.

use std::io::{self, Write};

use super::csv::row;
use crate::model::{NodeIndex, Role, Scheme, State, SubjectIndex, fixed, plain};
use crate::site::{SchemeSite, Site, YearSite};

/// Writes the table: each year from the edition in force, or from its draft where nothing was released.
///
/// # Errors
/// When the writer fails.
pub fn write(site: &Site, out: &mut impl Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let heads = [
        "year",
        "edition",
        "scheme",
        "subject",
        "subject_name",
        "node",
        "node_title",
        "role",
        "state",
        "score",
        "grade",
        "weight",
        "measure",
        "unit",
        "sample",
        "decided",
    ];
    row(out, &heads.map(str::to_owned))?;
    for year in site.years() {
        for scheme in &year.schemes {
            for subject in (0..scheme.scheme.subjects.len()).map(SubjectIndex::new) {
                let root = NodeIndex::new(Scheme::ROOT);
                for node in std::iter::once(root).chain(scheme.order.iter().copied()) {
                    row(out, &cells(year, scheme, subject, node))?;
                }
            }
        }
    }
    Ok(())
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

fn cells(year: &YearSite, site: &SchemeSite, subject: SubjectIndex, node: NodeIndex) -> [String; 16] {
    let (scheme, result) = (site.scheme, site.result(subject));
    let (definition, of) = (scheme.node(node), &result.nodes[node.get()]);
    let is_root = node.get() == Scheme::ROOT;
    let (id, score, grade) = match is_root {
        true => ("total", result.score, result.grade),
        false => (definition.id.as_str(), of.score, of.grade),
    };
    let state = match of.state {
        State::Scored => "scored",
        State::Missing => "missing",
        State::NotApplicable => "not_applicable",
    };
    let unit = definition.measure().map_or_else(String::new, |(_, unit)| unit.to_string());
    [
        year.year.year.to_string(),
        year.mark.folder(),
        scheme.id.to_string(),
        scheme.subjects[subject.get()].to_string(),
        site.names[subject.get()].name.clone(),
        id.to_owned(),
        if is_root { String::new() } else { definition.title.clone() },
        role(definition.role).to_owned(),
        state.to_owned(),
        score.map_or_else(String::new, |score| fixed(score, scheme.shown_decimals(definition.role))),
        grade.map_or_else(String::new, |grade| scheme.grade(grade).name.clone()),
        of.weight.map_or_else(String::new, |weight| fixed(weight, 4)),
        of.measure.map_or_else(String::new, plain),
        unit,
        if site.is_sample(subject) { "1" } else { "0" }.to_owned(),
        site.decision(subject).filter(|_| is_root).unwrap_or_default(),
    ]
}
