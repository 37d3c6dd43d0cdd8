//! Results and trails as text for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::history::Scored;
use crate::model::{
    ClauseId, Content, NodeIndex, Ranking, Role, State, SubjectId, SubjectIndex, YearContent, fixed, one_line,
};
use crate::site::SchemeSite;
use crate::{scoring, wording};

/// Schemes of a year as tables: place, subject, grade, score, what changed the grade.
pub fn table(schemes: &[&SchemeSite]) -> String {
    let mut text = String::new();
    for site in schemes {
        if !text.is_empty() {
            text.push('\n');
        }
        line(&mut text, &format!("{}　{}（{}）", site.year.title, site.scheme.title, site.scheme.id));
        let mut rows = vec![["名次", "对象", "id", "等次", "得分", "说明"].map(str::to_owned)];
        rows.extend(site.results.order.iter().map(|subject| row(site, *subject)));
        push(&mut text, &columns(&rows, &[0, 4]));
    }
    text
}

fn row(site: &SchemeSite, subject: SubjectIndex) -> [String; 6] {
    let (scheme, result) = (site.scheme, site.result(subject));
    let place = match (result.rank, scheme.ranking) {
        (Some(rank), _) if result.tied => format!("{rank}="),
        (Some(rank), _) => rank.to_string(),
        (None, Ranking::None) => "·".into(),
        (None, _) => "–".into(),
    };
    let grade = result.grade.map_or_else(|| "–".to_owned(), |grade| scheme.grade(grade).name.clone());
    let score =
        result.score.map_or_else(|| "–".to_owned(), |score| fixed(score, scheme.shown_decimals(Role::Total)));
    let id = scheme.subjects[subject.get()].to_string();
    [place, site.names[subject.get()].name.clone(), id, grade, score, remarks(site, subject)]
}

/// What a reader of the table must know of a result: rules that changed the grade, decisions, missing leaves.
fn remarks(site: &SchemeSite, subject: SubjectIndex) -> String {
    let (scheme, result) = (site.scheme, site.result(subject));
    let mut remarks: Vec<String> = result
        .grade_effects
        .iter()
        .filter(|effect| effect.before != effect.after)
        .map(|effect| {
            let (before, after) = (scheme.grade(effect.before), scheme.grade(effect.after));
            let clause = cite(site.year, &scheme.rules[effect.rule.get()].clause);
            format!("{}→{}（{clause}）", before.name, after.name)
        })
        .collect();
    remarks.extend(site.decision(subject));
    let leaves = scheme.nodes.iter().zip(&result.nodes).filter(|(node, _)| node.children().is_empty());
    let missing = leaves.filter(|(_, result)| result.state == State::Missing).count();
    if missing > 0 {
        remarks.push(format!("缺报{missing}项"));
    }
    remarks.join("，")
}

/// The trail of a node and, without `only`, of everything below it.
pub fn explain(
    content: &Content,
    year: &YearContent,
    scored: &Scored,
    subject: SubjectIndex,
    only: Option<NodeIndex>,
) -> String {
    let scheme = &scored.evaluation.scheme;
    let id = &scheme.subjects[subject.get()];
    let mut text = String::new();
    line(&mut text, &format!("{}　{}　{}", year.title, scheme.title, name(content, year, id)));
    let nodes: Vec<NodeIndex> = match only {
        Some(node) => vec![node],
        None => scheme.indices().collect(),
    };
    for node in nodes {
        explain_node(&mut text, year, scored, subject, node);
    }
    text
}

fn explain_node(
    text: &mut String,
    year: &YearContent,
    scored: &Scored,
    subject: SubjectIndex,
    node: NodeIndex,
) {
    let scheme = &scored.evaluation.scheme;
    let (definition, result) = (scheme.node(node), &scored.results.subjects[subject.get()].nodes[node.get()]);
    let score = match (wording::uncounted(result.state), result.score) {
        (Some(word), _) => word.to_owned(),
        (None, Some(score)) => fixed(score, scheme.shown_decimals(definition.role)),
        (None, None) => "–".to_owned(),
    };
    let title = definition.title_for(&scheme.subjects[subject.get()]);
    let role = wording::role_name(definition.role);
    push(text, "\n");
    line(text, &format!("{role}　{title}（{}）　{score}", definition.id));
    let steps = scoring::trail(scored.evaluation, &scored.last, &scored.results, subject, node);
    for (number, step) in steps.iter().enumerate() {
        let told = wording::step(scheme, step);
        let words = wording::plain(scheme, &told.text, |clause| cite(year, clause));
        line(text, &format!("  {}. {}：{words}", number + 1, told.lead));
        if let Some(working) = &told.working {
            line(text, &format!("     {working}"));
        }
        let mut sources: Vec<String> = told.clause.iter().map(|clause| cite(year, clause)).collect();
        sources.extend(told.origins.iter().map(ToString::to_string));
        if !sources.is_empty() {
            line(text, &format!("     依据：{}", sources.join("　")));
        }
    }
}

/// How a clause is cited; an unknown one by its id.
fn cite(year: &YearContent, clause: &ClauseId) -> String {
    year.clauses.get(clause).map_or_else(|| clause.to_string(), |clause| clause.cite.clone())
}

/// A subject's name at the end of the year's period.
fn name(content: &Content, year: &YearContent, id: &SubjectId) -> String {
    content
        .subjects
        .get(id)
        .map_or_else(|| id.to_string(), |subject| subject.name_on(year.period.1).name.clone())
}

/// Rows as columns of equal display width; the columns of `right` are aligned right.
pub(super) fn columns<const N: usize>(rows: &[[String; N]], right: &[usize]) -> String {
    let rows: Vec<[Cow<'_, str>; N]> =
        rows.iter().map(|row| std::array::from_fn(|column| one_line(&row[column]))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let padding = " ".repeat(widths[column] - cell.width());
            let cell =
                if right.contains(&column) { format!("{padding}{cell}") } else { format!("{cell}{padding}") };
            line.push_str("  ");
            line.push_str(&cell);
        }
        push(&mut text, line.trim_end());
        text.push('\n');
    }
    text
}

/// One line, whatever stands in the names on it.
fn line(text: &mut String, words: &str) {
    push(text, &one_line(words));
    text.push('\n');
}

fn push(text: &mut String, more: &str) {
    // Writing to a String cannot fail.
    let _ = text.write_str(more);
}
