//! How problems look: source line, caret under Chinese text, what is allowed, what to do.

use super::{RECORD, SCHEME, Small};
use crate::content::attach_sources;
use crate::diagnostics::{Code, Diagnostic, Style, json, render_all};
use crate::model::{NodeIndex, Place};

fn shown(changes: &[(&str, &str, &str)]) -> String {
    let small = Small::new();
    for (file, from, to) in changes {
        small.replace(file, from, to);
    }
    render_all(&small.read().diagnostics, Style::Plain)
}

#[test]
fn records() {
    insta::assert_snapshot!(shown(&[
        (RECORD, "status: sample", "status: smaple"),
        (RECORD, "counties: 17", "counties: 1,700"),
        (RECORD, "trained: 1200", "trained: 1200人次"),
        (RECORD, "aid_extra: 0.2", "aid_extra: {value: 0.2, unit: 人}"),
        (RECORD, "look: {grade: 好, date: 2019-11-01}", "look: {grade: 交好, date: 2019年11月1日}"),
        (RECORD, "note: 批示}", "note: 批示, 备注: 无}"),
        (RECORD, "plan: {task: outstanding", "plan: {grade: 好"),
        (RECORD, "rule: target-floor", "rule: veto"),
    ]));
}

#[test]
fn syntax() {
    let one = |from, to| shown(&[(RECORD, from, to)]);
    insta::assert_snapshot!(
        [
            one("status: sample", "status：sample"),
            one("  counties: 17", "\tcounties: 17"),
            one("  counties: 17", "  counties:17"),
            one("  counties: 17", "  counties: 17\n  counties: 18"),
            one("entered_by: 录入员", "entered_by: “录入员”: 甲"),
            one("note: 分两批", "note: \"分两批"),
        ]
        .join("\n")
    );
}

#[test]
fn schemes() {
    insta::assert_snapshot!(shown(&[
        (SCHEME, "    weight: 60", "    weight: 50"),
        (SCHEME, "sum: [aid, aid_extra]", "sum: [aid, counties]"),
        (SCHEME, "{id: look, role: indicator,", "{id: plan, role: indicator,"),
        (SCHEME, "[alpha, beta, gamma]", "[alpha, beta, gamma, delta]"),
        (SCHEME, "clause: c-1, scope: total,", "clause: c-3, scope: total,"),
        (SCHEME, "when: {event: violation}, veto", "when: {any_section: 差}, veto"),
    ]));
}

#[test]
fn warnings_and_whole_files() {
    let small = Small::new();
    small.remove("2019/cities/records/beta.yaml");
    small.replace(RECORD, "  revenue: {value: 450000, unit: 万元, previous: 400000}\n", "");
    small.replace(RECORD, "  look: {grade: 好, date: 2019-11-01}\n", "");
    small.write("2019/cities/records/gama.yaml", "format: 1\nsubject: gama\nstatus: draft\n");
    small.write("subjects.yml", "format: 1\n");
    insta::assert_snapshot!(render_all(&small.read().diagnostics, Style::Plain));
}

#[test]
fn programs() {
    let small = Small::new();
    small.replace(RECORD, "status: sample", "status: smaple").replace(
        SCHEME,
        "id: look, role",
        "id: plan, role",
    );
    insta::assert_snapshot!(json(&small.read().diagnostics));
}

/// What scoring finds has a place but no text; the text is found by the place.
#[test]
fn sources_are_attached_by_place() {
    let small = Small::new();
    let content = small.read().content.expect("a content");
    let evaluation = &content.years[1].evaluations[0];
    let place = Place::line(evaluation.scheme.file.clone(), evaluation.scheme.nodes[2].at);
    let mut found = [
        Diagnostic::median_nobody_passes(&evaluation.scheme, NodeIndex::new(2)),
        Diagnostic::overflow(&evaluation.scheme, NodeIndex::new(2), "alpha", &place),
        Diagnostic::at(Code::Unreadable, &Place::line("gone.yaml".into(), place.at), "读不出来"),
    ];
    attach_sources(small.dir.path(), &mut found);
    insta::assert_snapshot!(render_all(&found, Style::Plain));
}

/// A line as long as a clerk's paragraph is shown around the caret, wherever in the line that is.
#[test]
fn long_lines() {
    let says =
        "劳务协作吸纳就业的县均人数明显低于同组中位数，组织输出、稳岗服务和跨市信息共享都有差距；".repeat(8);
    let early = format!("{{indicator: plans, says: {says}, severity: minor}}");
    let late = format!("{{indicator: plan, says: {says}, severity: small}}");
    let small = Small::new();
    small.replace(RECORD, "problems:\n", &format!("problems:\n  - {early}\n  - {late}\n"));
    insta::assert_snapshot!(render_all(&small.read().diagnostics, Style::Plain));
}
