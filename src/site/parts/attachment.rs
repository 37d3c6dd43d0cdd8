//! A circular's attachments: tables of the results, the same on its page and in its Word file.

use crate::site::base::table::Attachment;
use crate::site::base::{Cell, Columns, Head, Table};
use crate::site::parts::facts::{ProblemFacts, SchemeFacts, SubjectFacts};
use crate::wording::number::{dash, or_dash};

/// A row of results.
type Row<'f> = &'f SubjectFacts<'f>;

/// An attachment by its title: 问题 asks for the problems, 得分 for the scores, any other for the grades.
pub(crate) fn attachment<'a>(title: &'a str, schemes: &[(String, SchemeFacts)]) -> Attachment<'a> {
    let table = if title.contains("问题") {
        problems
    } else if title.contains("得分") {
        scores
    } else {
        grades
    };
    Attachment { title, tables: schemes.iter().filter_map(|(_, scheme)| table(scheme)).collect() }
}

fn problems<'s>(scheme: &SchemeFacts) -> Option<Table<'s>> {
    let columns = Columns::new()
        .add(Head::new("对象", "nb").naming(), |row: &&ProblemFacts| row.subject.to_owned())
        .add(Head::new("所在地", "nb"), |row| row.county.to_owned())
        .add("指标", |row| row.indicator.to_owned())
        .add("问题", |row| row.says.to_owned())
        .add(Head::new("程度", "nb"), |row| row.severity.to_owned());
    (!scheme.problems.is_empty()).then(|| columns.table(scheme.title, &scheme.problems))
}

fn scores<'s>(scheme: &SchemeFacts) -> Option<Table<'s>> {
    let mut columns = named(scheme)
        .add(Head::new("得分", "num"), |row: &Row| row.score.clone())
        .add(Head::new(format!("比{}{}", scheme.before, scheme.change_scale), "num"), |row: &Row| {
            or_dash(&*row.score_change)
        });
    for (at, section) in scheme.sections.iter().enumerate() {
        columns =
            columns.add(Head::new(&*section.title, "num"), move |row: &Row| row.sections.get(at).cloned());
    }
    Some(columns.table(scheme.title, &scheme.subjects))
}

fn grades<'s>(scheme: &SchemeFacts) -> Option<Table<'s>> {
    let mut columns = named(scheme);
    columns = if scheme.grades.is_empty() {
        columns.add(Head::new("得分", "num"), |row: &Row| row.score.clone())
    } else {
        columns
            .add("等次", |row: &Row| row.grade.to_owned())
            .add(format!("{}等次", scheme.before), |row: &Row| or_dash(row.grade_before))
    };
    if scheme.ranked {
        columns = columns.add("名次变化", |row: &Row| or_dash(&*row.change_text));
    }
    let columns = columns.add("结果运用", |row: &Row| row.outcomes.join("、"));
    Some(columns.table(scheme.title, &scheme.subjects))
}

/// The columns that say whose row it is.
fn named<'s, 'f>(scheme: &SchemeFacts) -> Columns<'s, Row<'f>> {
    let mut columns = Columns::new();
    if scheme.ranked {
        let rank = |row: &Row| row.rank.map_or_else(|| Cell::from(dash()), Cell::whole);
        let both = scheme.subjects.iter().any(|row| row.rank_overall.is_some());
        columns = columns.add(Head::new(if both { "组内名次" } else { "名次" }, "nb"), rank);
        if both {
            let rank = |row: &Row| row.rank_overall.map_or_else(|| Cell::from(dash()), Cell::whole);
            columns = columns.add(Head::new("全部名次", "nb"), rank);
        }
    }
    let name = |row: &Row| match row.group {
        "" => row.name.to_owned(),
        group => format!("{}（{group}）", row.name),
    };
    columns.add(Head::new("对象", "").naming(), name)
}
