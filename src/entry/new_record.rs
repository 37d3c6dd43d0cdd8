//! A record with nothing but what may be filled in, each entry on a line that is commented out.

use std::fmt::Write as _;

use super::ask::{Ask, Asked, Sort};
use crate::model::{FigureIndex, NodeIndex, SubjectIndex};

/// The text of a record in which nothing is stated yet.
pub fn new_record(asked: &Asked<'_>, subject: SubjectIndex) -> String {
    let scheme = asked.scheme();
    let year = asked.year.year;
    let id = &scheme.subjects[subject.get()];
    let (name, next) = (asked.name(id), year.get() + 1);
    let mut text = format!("format: 1\nsubject: {id}\nstatus: draft\n");
    let mut line = |told: &str| writeln!(text, "{told}").expect("a string takes it");
    line(&format!("# {name}，{}，{year}年度。", scheme.short));
    line("# 填一项，就删去那一行开头的“# ”（井号和一个空格），并删去它上面小标题（figures: 等）开头的“# ”。");
    line(&format!("# 没有的不填；全部填完，把 status 改成 final。还缺什么：tongbao todo {year} {id}"));
    line(&format!("# entered_by: {{by: 姓名, date: {next}-01-05}}"));
    line(&format!("# reviewed_by: {{by: 姓名, date: {next}-01-08}}"));

    let figures = (0..scheme.figures.len()).map(|at| asked.figure(subject, FigureIndex::new(at)));
    section(&mut line, "figures", figures.map(|ask| entry(&ask)));

    let mut above = None;
    let mut observations = Vec::new();
    for (at, node) in scheme.nodes.iter().enumerate() {
        let Some(ask) = asked.observation(subject, NodeIndex::new(at)) else { continue };
        if above != node.parent {
            above = node.parent;
            let parent = node.parent.filter(|parent| parent.get() > 0).map(|parent| scheme.node(parent));
            observations.extend(parent.map(|parent| format!("# {}", flat(&parent.title))));
        }
        observations.push(entry(&ask));
    }
    section(&mut line, "observations", observations.into_iter());

    let milestones = (0..scheme.milestones.len()).map(|at| asked.milestone(subject, at));
    section(&mut line, "milestones", milestones.map(|ask| entry(&ask)));
    let problems = asked.problems(subject).into_iter();
    section(&mut line, "earlier_problems", problems.map(|ask| entry(&ask)));
    if !scheme.events.is_empty() {
        let kinds: Vec<String> =
            scheme.events.iter().map(|event| format!("{}（{}）", event.id, flat(&event.title))).collect();
        let item = format!("- {{kind: , date: , source: }}   # 有的才写：{}", kinds.join("、"));
        section(&mut line, "events", std::iter::once(item));
    }
    let item = "- {says: , indicator: , severity: general, source: }   # 发现的问题，有的才写；\
                severity：minor、general、prominent";
    section(&mut line, "problems", std::iter::once(item.to_owned()));
    let item = format!(
        "- {{kind: self, by: {}, date: , score: , text: ../reports/{id}-self.md}}   # 自评、考核组、第三方的报告，\
         有的才写；kind：self、group、third_party；正文写 text，PDF、Word 等写 file",
        flat(name)
    );
    section(&mut line, "reports", std::iter::once(item));
    text
}

fn section(line: &mut impl FnMut(&str), key: &str, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_some() {
        line("");
        line(&format!("# {key}:"));
        entries.for_each(|entry| line(&format!("#   {entry}")));
    }
}

/// `jobs:    # 就业人数（人）。整数，不小于0。来源：人社部门。2020年度 8520`
fn entry(ask: &Ask) -> String {
    let unit = if ask.unit.is_empty() { String::new() } else { format!("（{}）", ask.unit) };
    let due = match ask.sort {
        Sort::Milestone => ask.due.map(|due| format!("最迟 {due}")),
        Sort::Figure | Sort::Observation | Sort::Evidence | Sort::EarlierProblem => None,
    };
    let by = (!ask.by.is_empty()).then(|| format!("来源：{}", ask.by));
    let parts =
        [Some(format!("{}{unit}", ask.title)), Some(ask.allowed.clone()), due, by, Some(ask.last.clone())];
    let told: Vec<String> =
        parts.into_iter().flatten().filter(|part| !part.is_empty()).map(|part| flat(&part)).collect();
    let key = match ask.sort {
        Sort::EarlierProblem => format!("- {}", ask.form),
        Sort::Figure | Sort::Observation | Sort::Evidence | Sort::Milestone => {
            format!("{}: {}", ask.id, ask.form)
        }
    };
    format!("{key}   # {}", told.join("。"))
}

/// A comment has one line.
fn flat(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ")
}
