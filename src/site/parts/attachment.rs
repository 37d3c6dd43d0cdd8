//! A circular's attachments: tables of the results, the same on its page and in its Word file.

use crate::site::base::table::{AttachedTable, Attachment, Cell, Head};
use crate::site::parts::facts::{ProblemFacts, SchemeFacts, SubjectFacts};

/// A row of results.
type Row<'a> = SubjectFacts<'a>;

/// A column of a table of `T`s.
struct Column<'c, T> {
    title: &'c str,
    class: &'static str,
    heads: bool,
    text: Box<dyn Fn(&T) -> String + 'c>,
}

impl<'c, T> Column<'c, T> {
    fn new(title: &'c str, class: &'static str, text: impl Fn(&T) -> String + 'c) -> Self {
        Self { title, class, heads: false, text: Box::new(text) }
    }

    fn heading(self) -> Self {
        Self { heads: true, ..self }
    }
}

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

fn problems(scheme: &SchemeFacts) -> Option<AttachedTable> {
    let columns = [
        Column::new("对象", "nb", |row: &ProblemFacts| row.subject.to_owned()).heading(),
        Column::new("所在地", "nb", |row: &ProblemFacts| row.county.to_owned()),
        Column::new("指标", "", |row: &ProblemFacts| row.indicator.to_owned()),
        Column::new("问题", "", |row: &ProblemFacts| row.says.to_owned()),
        Column::new("程度", "nb", |row: &ProblemFacts| row.severity.to_owned()),
    ];
    (!scheme.problems.is_empty()).then(|| table(scheme, &columns, &scheme.problems))
}

fn scores(scheme: &SchemeFacts) -> Option<AttachedTable> {
    let mut columns = named(scheme);
    columns.push(Column::new("得分", "num", |row: &Row| row.score.clone()));
    columns.push(Column::new("比上年", "num", |row: &Row| or_dash(&row.score_change)));
    columns.extend(scheme.sections.iter().enumerate().map(|(at, section)| {
        Column::new(section.title, "num", move |row: &Row| row.sections.get(at).cloned().unwrap_or_default())
    }));
    Some(table(scheme, &columns, &scheme.subjects))
}

fn grades(scheme: &SchemeFacts) -> Option<AttachedTable> {
    let mut columns = named(scheme);
    columns.push(Column::new("等次", "", |row: &Row| row.grade.to_owned()));
    columns.push(Column::new("上年等次", "", |row: &Row| or_dash(row.grade_before)));
    if scheme.ranked {
        columns.push(Column::new("名次变化", "", |row: &Row| or_dash(&row.change_text)));
    }
    columns.push(Column::new("结果运用", "", |row: &Row| row.outcomes.join("、")));
    Some(table(scheme, &columns, &scheme.subjects))
}

/// The columns that say whose row it is.
fn named<'c, 'a>(scheme: &SchemeFacts) -> Vec<Column<'c, Row<'a>>> {
    let mut columns = Vec::new();
    if scheme.ranked {
        let rank = |row: &Row| row.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());
        columns.push(Column::new("名次", "nb", rank));
    }
    let name = |row: &Row| match row.group {
        "" => row.name.to_owned(),
        group => format!("{}（{group}）", row.name),
    };
    columns.push(Column::new("对象", "", name).heading());
    columns
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

fn table<T>(scheme: &SchemeFacts, columns: &[Column<T>], rows: &[T]) -> AttachedTable {
    let cell = |row: &T, column: &Column<T>| Cell {
        text: (column.text)(row),
        class: column.class,
        heads: column.heads,
    };
    AttachedTable {
        caption: scheme.title.to_owned(),
        heads: columns.iter().map(|of| Head { title: of.title.to_owned(), class: of.class }).collect(),
        rows: rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect(),
    }
}
