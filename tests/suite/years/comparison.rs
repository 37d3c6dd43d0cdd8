//! Two years of a scheme side by side: subjects, grades, rules, and what differs between the schemes.

use tongbao::history::{Comparable, Comparison, Firing, General, NodeChange, RuleChange, SchemeDiff, Seat};
use tongbao::model::{Scheme, plain};
use tongbao::pipeline;

use crate::case::{Case, GRADES, founding_content};

const BEFORE: &str = "weighting: percent
rounding: {total: 2}
figures:
  aid: {title: 资金, unit: 万元}
  people: {title: 人数, unit: 人}
events: {praise: {title: 表扬}}
tree:
  - id: money
    role: section
    title: 资金支持
    weight: 60
    weighting: equal
    children:
      - {id: aid, role: indicator, title: 援助资金, measure: aid, method: median}
      - {id: use, role: indicator, title: 使用率, method: {score: {full: 100}}}
  - id: work
    role: section
    title: 工作
    weight: 40
    weighting: equal
    children:
      - {id: late, role: indicator, title: 时限, measure: {days_late: {date: report, due: 2018-03-30}}, method: {steps: [{at_most: 0, score: 100}]}}
      - {id: meet, role: indicator, title: 会议, method: {task: {done: 较好, outstanding: 好, undone: 差}}}
      - {id: old, role: indicator, title: 旧项, method: grade}
milestones: {report: {title: 报告, due: 2018-02-28}}
rules:
  - {id: poor, title: 一般, clause: c-1, scope: total, when: {any_section: 一般}, cap: 较好}
  - {id: praise, title: 表扬加分, clause: c-1, scope: total, bonus: {points: 1, each: praise, max: 3}}
  - {id: gone, title: 废止, clause: c-1, scope: {indicator: [use]}, when: {event: praise}, floor: 较好}
  - {id: slow, title: 迟报, clause: c-1, scope: total, when: {milestone: {id: report, is: late}}, deduct: {points: 1}}
";

/// The same scheme a year later: only what moves with the year.
fn a_year_on() -> String {
    BEFORE.replace("2018-03-30", "2019-03-30").replace("2018-02-28", "2019-02-28").replace("c-1", "c-2")
}

fn folder(schemes: [&str; 2]) -> Case {
    let folder = Case::of(&["aa", "bb", "cc", "dd"]);
    for (year, scheme) in (2018..).zip(schemes) {
        folder.year(year, &format!("{GRADES}{scheme}"));
        for (place, id) in ["aa", "bb", "cc", "dd"].iter().enumerate() {
            folder.record(year, id, &record(year, 100 * (place + 1), 80));
        }
    }
    folder
}

fn record(year: u16, aid: usize, used: u32) -> String {
    format!(
        "figures: {{aid: {aid}, people: 10}}
observations: {{use: {{score: {used}}}, meet: {{task: done}}, old: {{grade: 好}}}}
milestones: {{report: {year}-02-20}}
"
    )
}

/// The names of all nodes with their changes and whether they compare, for what is not the same.
fn told(folder: &Case) -> Vec<String> {
    let content = folder.read();
    let [this, that] = [0, 1].map(|year: usize| &content.years[year].evaluations[0]);
    let diff = SchemeDiff::of(this, that);
    let id = |scheme: &Scheme, node: tongbao::model::NodeIndex| scheme.node(node).id.to_string();
    diff.nodes
        .iter()
        .filter(|node| !node.changes.is_empty() || !node.in_both())
        .map(|node| match (node.earlier, node.later) {
            (Some(_), Some(later)) => {
                format!("{} {:?} {:?}", id(&that.scheme, later), node.changes, node.comparable)
            }
            (None, Some(later)) => format!("+ {} {:?}", id(&that.scheme, later), node.comparable),
            (Some(earlier), None) => format!("- {} {:?}", id(&this.scheme, earlier), node.comparable),
            (None, None) => unreachable!("a node is in one of the schemes"),
        })
        .collect()
}

#[test]
fn what_moves_with_the_year_is_no_difference() {
    let folder = folder([BEFORE, &a_year_on()]);
    let content = folder.read();
    let diff = SchemeDiff::of(&content.years[0].evaluations[0], &content.years[1].evaluations[0]);
    assert!(diff.same_method());
    assert_eq!(told(&folder), Vec::<String>::new());
    assert_eq!((diff.rules, diff.general), (Vec::new(), Vec::new()));
}

#[test]
fn every_difference_is_found_where_it_is() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("title: 使用率", "title: 资金使用率", &["use [Renamed] Yes"]),
        (
            "measure: aid, method: median",
            "measure: {ratio: {of: aid, per: people}}, method: median",
            &["total [Below] WithCare", "money [Below] WithCare", "aid [Measure] No"],
        ),
        (
            "aid: {title: 资金, unit: 万元}",
            "aid: {title: 资金, unit: 元}",
            &["total [Below] WithCare", "money [Below] WithCare", "aid [Measure] No"],
        ),
        (
            "method: median",
            "method: {median: {best: 95}}",
            &["total [Below] WithCare", "money [Below] WithCare", "aid [Method] WithCare"],
        ),
        (
            "points: 85",
            "points: 86",
            &[
                "total [Below] WithCare",
                "work [Below] WithCare",
                "meet [Method] WithCare",
                "old [Method] WithCare",
            ],
        ),
        ("due: 2019-02-28", "due: 2019-02-20", &["total [Rules] WithCare"]),
        (
            "due: 2019-03-30",
            "due: 2019-04-30",
            &["total [Below] WithCare", "work [Below] WithCare", "late [Measure] No"],
        ),
        ("bonus: {points: 1,", "bonus: {points: 2,", &["total [Rules] WithCare"]),
        (
            "scope: {indicator: [use]}",
            "scope: {indicator: [aid, use]}",
            &["total [Below] WithCare", "money [Below] WithCare", "aid [Rules] WithCare"],
        ),
        (
            "    weighting: equal
    children:
      - {id: late",
            "    weighting: equal
    aggregate: minimum
    children:
      - {id: late",
            &[
                "total [Below] WithCare",
                "work [Aggregate, Below] WithCare",
                "late [Reweighed] Yes",
                "meet [Reweighed] Yes",
                "old [Reweighed] Yes",
            ],
        ),
    ];
    for (from, to, expected) in cases {
        let later = a_year_on();
        assert!(later.contains(from) || GRADES.contains(from), "{from}");
        let folder = folder([BEFORE, &later.replace(from, to)]);
        if GRADES.contains(from) {
            folder.year(2019, &format!("{}{later}", GRADES.replace(from, to)));
        }
        assert_eq!(told(&folder), *expected, "{to}");
    }
}

#[test]
fn nodes_are_added_removed_moved_and_reweighed() {
    let later = a_year_on()
        .replace("weight: 60", "weight: 70")
        .replace("weight: 40", "weight: 30")
        .replace("      - {id: old, role: indicator, title: 旧项, method: grade}\n", "")
        .replace(
            "      - {id: meet,",
            "      - {id: new, role: indicator, title: 新项, method: grade}\n      - {id: meet,",
        );
    let meet = "      - {id: meet, role: indicator, title: 会议, method: {task: {done: 较好, outstanding: 好, undone: 差}}}\n";
    let later = later.replace(meet, "").replace("      - {id: use", &format!("{meet}      - {{id: use"));
    let folder = Case::of(&["aa"]);
    folder.year(2018, &format!("{GRADES}{BEFORE}")).year(2019, &format!("{GRADES}{later}"));
    folder.record(2018, "aa", &record(2018, 1, 1));
    folder.record(2019, "aa", &record(2019, 1, 1).replace("old:", "new:"));
    assert_eq!(
        told(&folder),
        [
            "total [Below] WithCare",
            "money [Reweighed, Below] WithCare",
            "aid [Reweighed] Yes",
            "meet [Moved, Reweighed] Yes",
            "use [Reweighed] Yes",
            "work [Reweighed, Below] WithCare",
            "late [Reweighed] Yes",
            "+ new No",
            "- old No",
        ]
    );
    let content = folder.read();
    let diff = SchemeDiff::of(&content.years[0].evaluations[0], &content.years[1].evaluations[0]);
    let meet = content.years[1].evaluations[0].scheme.find("meet").unwrap();
    let weights = diff.node(meet).weights.map(|weight| {
        let weight = weight.unwrap();
        [weight.share, weight.effective].map(|percent| plain(percent.unwrap())).join(" ")
    });
    assert_eq!(weights, ["33.3333333333 13.3333333333", "33.3333333333 23.3333333333"]);
    assert_eq!(diff.not_plainly_comparable().filter(|node| node.comparable == Comparable::No).count(), 2);
}

#[test]
fn rules_and_what_holds_for_the_whole_scheme() {
    let later = a_year_on()
        .replace("rounding: {total: 2}", "rounding: {total: 1}\nceiling: 105")
        .replace("when: {any_section: 一般}, cap: 较好", "when: {any_section: 差}, cap: 一般")
        .replace("{id: gone, title: 废止,", "{id: added, title: 新增,");
    let folder = folder([BEFORE, &later]);
    let content = folder.read();
    let [this, that] = [0, 1].map(|year: usize| &content.years[year].evaluations[0]);
    let diff = SchemeDiff::of(this, that);
    assert_eq!(diff.general, [General::Rounding, General::Ceiling]);
    let rules: Vec<_> = diff
        .rules
        .iter()
        .map(|rule| {
            let id = |scheme: &Scheme, at: tongbao::model::RuleIndex| scheme.rules[at.get()].id.to_string();
            (
                rule.earlier.map(|rule| id(&this.scheme, rule)),
                rule.later.map(|rule| id(&that.scheme, rule)),
                rule.changes.clone(),
            )
        })
        .collect();
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(
        rules,
        [
            (some("poor"), some("poor"), vec![RuleChange::Condition, RuleChange::Effect]),
            (None, some("added"), vec![]),
            (some("gone"), None, vec![]),
        ]
    );
    assert!(!diff.same_method());
}

/// By what is printed nothing is scored.
#[test]
fn how_many_decimals_are_printed_is_no_other_way_of_scoring() {
    let later = a_year_on().replace("rounding: {total: 2}", "rounding: {total: 2}\ndisplay: {total: 1}");
    let content = folder([BEFORE, &later]).read();
    let [this, that] = [0, 1].map(|year: usize| &content.years[year].evaluations[0]);
    let diff = SchemeDiff::of(this, that);
    let plain = SchemeDiff::of(this, &folder([BEFORE, &a_year_on()]).read().years[1].evaluations[0]);
    assert_eq!((diff.general.as_slice(), plain.same_method()), (&[General::Display][..], true));
    assert!(diff.same_method());
}

#[test]
fn targets_differ_where_a_subject_of_both_years_has_another() {
    let targets = |own: u32| {
        format!("format: 1\ntargets:\n  aid:\n    all: {{national: 120}}\n    bb: {{province: {own}}}\n")
    };
    let folder = folder([BEFORE, &a_year_on()]);
    folder.file("2018/main/targets.yaml", &targets(200)).file("2019/main/targets.yaml", &targets(200));
    assert_eq!(told(&folder), Vec::<String>::new());
    folder.file("2019/main/targets.yaml", &targets(210));
    assert_eq!(told(&folder), ["aid [Targets] Yes"]);
    let content = folder.read();
    let diff = SchemeDiff::of(&content.years[0].evaluations[0], &content.years[1].evaluations[0]);
    assert!(diff.same_method(), "targets are set anew each year; the method is the same");
}

#[test]
fn subjects_grades_and_rules_side_by_side() {
    let folder = folder([BEFORE, &a_year_on()]);
    // aa falls, bb is praised, cc is late; dd leaves and ee comes.
    let praise = "events: [{kind: praise}]\n";
    folder.record(2018, "aa", &(record(2018, 100, 95) + praise));
    folder.record(2019, "aa", &record(2019, 100, 20));
    folder.record(2019, "bb", &(record(2019, 200, 95) + praise));
    folder.record(2019, "cc", &record(2019, 300, 80).replace("02-20", "03-01"));
    folder
        .edit("subjects.yaml", |text| text.to_owned() + "  - {id: ee, name: ee市, short: ee, kind: city}\n")
        .replace("2019/main/scheme.yaml", "cc, dd]", "cc, ee]")
        .remove("2019/main/records/dd.yaml");
    folder.record(2019, "ee", &record(2019, 400, 80));
    let content = folder.read();
    let scored = pipeline::score(&content);
    let comparison = Comparison::of(&scored.years[0].schemes[0], &scored.years[1].schemes[0]);

    let ids: Vec<&str> = comparison.subjects.iter().map(|subject| subject.id.as_str()).collect();
    assert_eq!(ids, ["aa", "bb", "cc", "ee", "dd"]);
    assert_eq!(comparison.in_both().count(), 3);
    let change = comparison.subjects[0].change.unwrap();
    assert_eq!(change.score.map(plain).as_deref(), Some("-23.5"), "22.5 of the rate, 1 of the bonus");

    // Rows are 2018, columns 2019.
    let seats = &comparison.transitions;
    assert_eq!(seats.rows.last(), Some(&Seat::Absent));
    assert_eq!(seats.columns.last(), Some(&Seat::Absent));
    let named = |seat: &Seat| match seat {
        Seat::Grade(grade) => comparison.later.evaluation.scheme.grade(*grade).name.clone(),
        other => format!("{other:?}"),
    };
    let mut moves = Vec::new();
    for (row, cells) in seats.rows.iter().zip(&seats.cells) {
        for (column, members) in seats.columns.iter().zip(cells) {
            let members: Vec<&str> = members.iter().map(|at| ids[*at]).collect();
            if !members.is_empty() {
                moves.push(format!("{}→{} {}", named(row), named(column), members.join(" ")));
            }
        }
    }
    insta::assert_snapshot!(moves.join("\n"));

    let node = |id: &str| comparison.diff.node(comparison.later.evaluation.scheme.find(id).unwrap());
    let used = comparison.subjects[0].at(node("use"));
    assert_eq!(used.change.map(plain).as_deref(), Some("-75"));
    assert!(comparison.subjects[3].at(node("use")).earlier.is_none(), "ee is new");
    assert!(comparison.subjects[4].at(node("use")).later.is_none(), "dd is gone");

    let told = |firings: &[Firing], scheme: &Scheme| -> Vec<String> {
        let one = |firing: &Firing| {
            format!(
                "{} {} {}",
                scheme.rules[firing.rule.get()].id,
                scheme.node(firing.node).id,
                firing.changed
            )
        };
        firings.iter().map(one).collect()
    };
    let [this, that] = [&comparison.earlier.evaluation.scheme, &comparison.later.evaluation.scheme];
    let rules: Vec<(Vec<String>, Vec<String>)> = comparison
        .subjects
        .iter()
        .map(|subject| (told(&subject.fired, that), told(&subject.ceased, this)))
        .collect();
    let none = || (Vec::<String>::new(), Vec::<String>::new());
    // The floor of the rate holds what is above it anyway.
    assert_eq!(rules[1].0, ["praise total true", "gone use false"]);
    assert_eq!(rules[2].0, ["slow total true"]);
    // 资金支持 falls from 一般, which the rule asks for, to 差.
    assert_eq!(rules[0].1, ["poor total false", "praise total true", "gone use false"]);
    assert_eq!(rules[3..], [none(), none()]);
}

#[test]
fn the_founding_years_compare_with_each_other_and_over_a_gap() {
    let content = founding_content();
    let scored = pipeline::score(&content);
    for (earlier, later) in [(0, 1), (1, 2), (0, 2)] {
        for later in &scored.years[later].schemes {
            let scheme = &later.evaluation.scheme;
            let earlier = scored.years[earlier]
                .schemes
                .iter()
                .find(|scored| scored.evaluation.scheme.id == scheme.id)
                .unwrap();
            let comparison = Comparison::of(earlier, later);
            let members: usize = comparison.transitions.cells.iter().flatten().map(Vec::len).sum();
            assert_eq!(members, comparison.subjects.len());
            // Only the weights of one scheme changed, from its first year to its second.
            let reweighed = comparison.diff.nodes.iter().any(|node| node.has(NodeChange::Reweighed));
            assert_eq!(reweighed, !comparison.diff.same_method(), "{}", scheme.id);
            let first = earlier.evaluation.scheme.year.get() == 2018;
            assert_eq!(reweighed, first && scheme.id.as_str() == "eastwest-cities", "{}", scheme.id);
        }
    }
}
