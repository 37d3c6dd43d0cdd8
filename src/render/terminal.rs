//! Results and trails as text for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::history::Scored;
use crate::model::{Content, NodeIndex, SubjectId, SubjectIndex, YearContent, called, fixed, one_line};
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
        let (grouped, both) = (site.is_grouped(), site.scheme.ranks_both());
        // Places of several groups say nothing without their group.
        let mut heads = vec!["名次", "对象", "id", "等次", "得分", "说明"];
        if !site.is_graded() {
            heads.retain(|head| *head != "等次");
        }
        if both {
            heads[0] = "组内名次";
            heads.insert(1, "全部名次");
        }
        if grouped {
            heads.insert(0, "组别");
        }
        let mut rows = vec![heads.iter().map(|head| (*head).to_owned()).collect()];
        rows.extend(site.results.order.iter().map(|subject| row(site, *subject, grouped, both)));
        let right = heads.iter().enumerate().filter(|(_, head)| head.ends_with("名次") || **head == "得分");
        push(&mut text, &columns(&rows, &right.map(|(at, _)| at).collect::<Vec<_>>()));
    }
    text
}

fn row(site: &SchemeSite, subject: SubjectIndex, grouped: bool, both: bool) -> Vec<String> {
    let (scheme, result) = (site.scheme, site.result(subject));
    let place = |place: Option<(u32, bool)>| match place {
        Some((rank, true)) => format!("{rank}="),
        Some((rank, false)) => rank.to_string(),
        None if scheme.ranking.is_none() => "·".into(),
        None => "–".into(),
    };
    let mut places = vec![place(result.rank.map(|rank| (rank, result.tied)))];
    if both {
        places.push(place(result.overall.map(|placed| (placed.place, placed.tied))));
    }
    if grouped {
        places.insert(0, site.results.groups[result.group].clone().unwrap_or_else(|| "–".to_owned()));
    }
    let grade = result.grade.map_or_else(|| "–".to_owned(), |grade| scheme.grade(grade).name.clone());
    let score = result.told().map_or_else(
        || "–".to_owned(),
        |told| wording::scale::of_total(scheme, fixed(told, result.decimals)),
    );
    let id = scheme.subjects[subject.get()].to_string();
    places.extend([site.names[subject.get()].name.clone(), id]);
    places.extend(site.is_graded().then_some(grade));
    places.extend([score, remarks(site, subject)]);
    places
}

/// What a reader of the table must know of a result: rules that changed the grade, decisions, missing leaves.
fn remarks(site: &SchemeSite, subject: SubjectIndex) -> String {
    let (scheme, result) = (site.scheme, site.result(subject));
    let mut remarks: Vec<String> = result
        .grade_effects
        .iter()
        .filter(|effect| effect.turned())
        .map(|effect| {
            let (before, after) = (scheme.grade(effect.before), scheme.grade(effect.after));
            let basis = site.basis(&scheme.rules[effect.rule.get()]);
            format!("{}→{}（{basis}）", before.name, after.name)
        })
        .collect();
    remarks.extend(site.parted(subject));
    remarks.extend(site.decision(subject));
    let missing = site.missing[subject.get()];
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
    // They are about the whole and score nothing.
    let reports = &scored.evaluation.records[subject.get()].reports;
    if only.is_none() && !reports.is_empty() {
        push(&mut text, "\n");
        line(&mut text, "报告（不计入得分）");
        for (number, report) in reports.iter().enumerate() {
            let told = wording::report::line(report, scheme, &scored.results.subjects[subject.get()]);
            line(&mut text, &format!("  {}. {told}", number + 1));
        }
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
    let score = match (wording::uncounted(result.state), result.told()) {
        (Some(word), _) => word.to_owned(),
        (None, Some(score)) => {
            wording::scale::of_full(scheme, node, fixed(score, scheme.telling_decimals(node, score)))
        }
        (None, None) => "–".to_owned(),
    };
    let title = definition.title_for(&scheme.subjects[subject.get()]);
    let role = wording::role_name(definition.role);
    push(text, "\n");
    line(text, &format!("{role}　{title}（{}）　{score}", definition.id));
    let steps = scoring::trail(scored.evaluation, &scored.last, &scored.results, subject, node);
    for (number, step) in steps.iter().enumerate() {
        let told = wording::step(scheme, step);
        let words = wording::plain(scheme, &told.text, |clause| year.cite(clause).to_owned());
        line(text, &format!("  {}. {}：{words}", number + 1, told.lead));
        if let Some(working) = &told.working {
            line(text, &format!("     {working}"));
        }
        let mut sources: Vec<String> =
            told.clause.iter().map(|clause| year.cite(clause).to_owned()).collect();
        sources.extend(told.origins.iter().map(ToString::to_string));
        if !sources.is_empty() {
            line(text, &format!("     依据：{}", sources.join("　")));
        }
    }
}

/// A subject's name on the year's cut-off day, as on its pages.
fn name(content: &Content, year: &YearContent, id: &SubjectId) -> String {
    called(&content.subjects, id, year.cutoff).to_owned()
}

/// Rows as columns of equal display width; the columns of `right` are aligned right.
pub(super) fn columns<R: AsRef<[String]>>(rows: &[R], right: &[usize]) -> String {
    let rows: Vec<Vec<Cow<'_, str>>> =
        rows.iter().map(|row| row.as_ref().iter().map(|cell| one_line(cell)).collect()).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
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
