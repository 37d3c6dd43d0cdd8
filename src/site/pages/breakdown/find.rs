//! What the search finds on a subject's page: its result, and each problem.

use std::io;

use crate::model::{Role, SubjectIndex};
use crate::site::base::find::EntryKind;
use crate::site::base::links::stem;
use crate::site::base::{Finder, SchemeSite};
use crate::wording::number::places;
use crate::wording::result::places_of;
use crate::wording::scale;

pub(super) fn find(scheme: &SchemeSite, finder: &mut Finder) -> io::Result<()> {
    subjects(scheme, finder)?;
    problems(scheme, finder)
}

/// 广州市: 较好 90.92分 第4名.
fn subjects(scheme: &SchemeSite, finder: &mut Finder) -> io::Result<()> {
    let decimals = scheme.scheme.shown_decimals(Role::Total);
    for (position, (file, name)) in scheme.files.iter().zip(&scheme.names).enumerate() {
        let result = scheme.result(SubjectIndex::new(position));
        let mut text = Vec::new();
        text.extend(result.grade.map(|grade| scheme.scheme.grade(grade).name.clone()));
        text.extend(result.told().map(|told| {
            let told = places(told, decimals.max(result.decimals));
            format!("{}分", scale::of_total(scheme.scheme, told))
        }));
        let subject = SubjectIndex::new(position);
        text.push(places_of(result, scheme.group_of(subject)).trim_start_matches('，').to_owned());
        let both = format!("{}（{}）", name.name, name.short);
        let title = if name.name.contains(&name.short) { &name.name } else { &both };
        finder.entry(EntryKind::Subject, title, stem(file), &text.join(" "))?;
    }
    Ok(())
}

fn problems(scheme: &SchemeSite, finder: &mut Finder) -> io::Result<()> {
    for (position, record) in scheme.scored.evaluation.records.iter().enumerate() {
        for problem in &record.problems {
            let about = problem.node.map_or("存在问题", |node| &scheme.scheme.node(node).title);
            let county = problem.county.as_deref().unwrap_or("");
            let title = format!("{}{county}：{about}", scheme.names[position].short);
            let file = format!("{}#problems", stem(&scheme.files[position]));
            finder.entry(EntryKind::Problem, &title, &file, &problem.says)?;
        }
    }
    Ok(())
}
