//! A scheme's results as CSV that a spreadsheet opens right: UTF-8 with its mark, one row a subject.

use std::io::{self, Write};

use crate::model::{NodeIndex, State, SubjectIndex, fixed, plain};
use crate::site::SchemeSite;

/// Writes the results of a scheme, by rank: subject, status, grade, place, score, then every node's score.
///
/// # Errors
/// When the writer fails.
pub fn write(site: &SchemeSite, out: &mut impl Write) -> io::Result<()> {
    let scheme = site.scheme;
    out.write_all("\u{feff}".as_bytes())?;
    let mut line = Vec::new();
    for head in [
        "年度",
        "对象编号",
        "对象",
        "数据状态",
        "名次",
        "等次",
        "按分数线等次",
        "公布得分",
        "精确得分",
        "缺报项数",
        "审定",
    ] {
        line.push(head.to_owned());
    }
    let nodes = &site.order;
    for node in nodes {
        let definition = scheme.node(*node);
        line.push(format!("{}{}", site.nodes[node.get()].label, definition.title));
        if let Some((_, unit)) = definition.measure() {
            line.push(format!("{} 指标值 {unit}", definition.title).trim_end().to_owned());
        }
    }
    row(out, &line)?;
    for subject in &site.results.order {
        line.clear();
        subject_cells(site, *subject, nodes, &mut line);
        row(out, &line)?;
    }
    Ok(())
}

fn subject_cells(site: &SchemeSite, subject: SubjectIndex, nodes: &[NodeIndex], line: &mut Vec<String>) {
    let (scheme, result) = (site.scheme, site.result(subject));
    let grade = |grade: Option<crate::model::GradeIndex>| {
        grade.map_or_else(String::new, |grade| scheme.grade(grade).name.clone())
    };
    line.push(scheme.year.to_string());
    line.push(scheme.subjects[subject.get()].to_string());
    line.push(site.names[subject.get()].name.clone());
    line.push(if site.is_sample(subject) { "示例" } else { "" }.to_owned());
    line.push(result.rank.map_or_else(String::new, |rank| rank.to_string()));
    line.push(grade(result.grade));
    line.push(grade(result.by_threshold));
    line.push(
        result
            .score
            .map_or_else(String::new, |score| fixed(score, scheme.shown_decimals(crate::model::Role::Total))),
    );
    line.push(result.exact.map_or_else(String::new, plain));
    line.push(site.missing[subject.get()].to_string());
    line.push(site.decision(subject).unwrap_or_default());
    for node in nodes {
        let (of, definition) = (&result.nodes[node.get()], scheme.node(*node));
        line.push(match (of.state, of.score) {
            (State::NotApplicable, _) => "不适用".to_owned(),
            (_, Some(score)) => fixed(score, scheme.shown_decimals(definition.role)),
            (_, None) => String::new(),
        });
        if definition.measure().is_some() {
            line.push(of.measure.map_or_else(String::new, plain));
        }
    }
}

/// One line; a cell that a spreadsheet could take for a formula is kept as text.
pub(super) fn row(out: &mut impl Write, cells: &[String]) -> io::Result<()> {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        let number = cell.parse::<rust_decimal::Decimal>().is_ok();
        let formula = !number && cell.starts_with(['=', '+', '-', '@', '\t']);
        if formula || cell.contains([',', '"', '\n', '\r']) {
            let guard = if formula { "'" } else { "" };
            write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_never_becomes_a_formula_or_two_cells() {
        let mut out = Vec::new();
        let cells = ["=1+1", "a,b", "x\"y", "-1.5", "甲"].map(str::to_owned);
        super::row(&mut out, &cells).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"'=1+1\",\"a,b\",\"x\"\"y\",-1.5,甲\r\n");
    }
}
