//! SCORING.md 2.6 and section 4: what raises and lowers the grade of the total, quotas, conditions, limits of sections.

use tongbao::diagnostics::Code;

use crate::case::{Case, GRADES, Scored};

const IDS: [&str; 6] = ["aa", "bb", "cc", "dd", "ee", "ff"];

const EVENTS: &str = "events:
  up: {title: 表彰}
  down: {title: 事故}
  gone: {title: 造假}
";

/// One section observed with a score; a subject's score, `–` where it does not apply, and what else its record states.
fn case(subjects: &[(&str, &str)], scheme: &str) -> Case {
    let case = Case::of(&IDS[..subjects.len()]);
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    case.year(
        2019,
        &format!("{GRADES}weighting: equal\nrounding: {{total: 2, section: 2}}\n{EVENTS}{scheme}{tree}"),
    );
    for (id, (score, more)) in IDS.iter().zip(subjects) {
        let stated = match *score {
            "–" => "{not_applicable: 没有这项工作}".to_owned(),
            score => format!("{{score: {score}}}"),
        };
        case.record(2019, id, &format!("observations: {{a: {stated}}}\n{more}"));
    }
    case
}

fn scores(scores: &[&'static str], scheme: &str) -> Case {
    case(&scores.iter().map(|score| (*score, "")).collect::<Vec<_>>(), scheme)
}

/// Computed grades in the scheme's order.
fn grades(scored: &Scored) -> String {
    let name = |subject: &tongbao::model::SubjectResult| {
        subject.computed.map_or("–".to_owned(), |grade| scored.evaluation.scheme.grade(grade).name.clone())
    };
    scored.results.subjects.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// The table of SCORING.md 2.6: threshold, floors, raises, caps, lowers, veto.
#[test]
fn raises_come_before_caps_and_lowers_behind_them() {
    let rule = |id: usize, effect: &str| {
        format!("  - {{id: r-{id}, clause: c-1, scope: total, when: {{event: up}}, {effect}}}\n")
    };
    for (score, effects, grade) in [
        ("85", &["raise: 1"][..], "好"),
        ("65", &["raise: 1", "raise: 1"], "好"),
        ("65", &["raise: 3"], "好"),
        ("65", &["raise: 2", "cap: 较好"], "较好"),
        ("55", &["raise: 1", "floor: 一般"], "较好"),
        ("95", &["lower: 1"], "较好"),
        ("95", &["lower: 1", "lower: 1"], "一般"),
        ("65", &["lower: 2"], "差"),
        ("95", &["lower: 1", "cap: 较好"], "一般"),
        ("95", &["lower: 1", "raise: 1"], "较好"),
        ("85", &["lower: 1", "floor: 好"], "较好"),
        ("95", &["lower: 1", "raise: 2", "veto: 一般"], "一般"),
    ] {
        for order in [false, true] {
            let mut rules: Vec<_> = effects.iter().enumerate().map(|(id, effect)| rule(id, effect)).collect();
            if order {
                rules.reverse();
            }
            let case = case(&[(score, "events: [{kind: up}]\n")], &format!("rules:\n{}", rules.concat()));
            assert_eq!(grades(&case.score(2019)), grade, "{score} {effects:?} {order}");
        }
    }
}

#[test]
fn what_lowers_is_told_with_its_clause_and_with_what_would_lift() {
    let rules = "rules:
  - {id: accident, title: 事故降等, clause: c-2, scope: total, when: {count: {event: down, at_least: 2}}, lower: 1}
";
    let case =
        case(&[("92", "events: [{kind: down}, {kind: down}]\n"), ("92", "events: [{kind: down}]\n")], rules);
    let scored = case.score(2019);
    assert_eq!(grades(&scored), "较好 好");
    let trail = scored.trail("aa", "total");
    assert!(trail.contains("降等次：有“事故”记录2次，降1个等次：“好” → “较好” ［c-2］"), "{trail}");
    // The best grade is out of reach while it lowers; the rule is what holds it.
    let next = scored.subject("aa").1.next.clone().expect("a better grade");
    assert_eq!((next.lacks.to_string().as_str(), next.held_by.len()), ("0", 1));
    case.build();
    case.page("2019/draft/main/method.html").has("“事故”记录达到2次的，降1个等次。");
    case.page("2019/draft/main/aa.html").has("降1个等次，由“好”降为“较好”");
    let results = case.json("2019/draft/data/results.json");
    let trail = results["schemes"][0]["subjects"][1]["trail"].as_array().expect("a trail").clone();
    let step = trail.iter().find(|step| step["effect"] == "lower").expect("the step");
    assert_eq!((&step["before"], &step["after"]), (&"好".into(), &"较好".into()));
}

#[test]
fn the_threshold_that_leads_to_the_next_grade_counts_what_lowers() {
    let rules = "rules:
  - {id: down, clause: c-2, scope: total, when: {event: down}, lower: 1}
";
    let case = case(&[("75", "events: [{kind: down}]\n")], rules);
    let scored = case.score(2019);
    assert_eq!(grades(&scored), "差");
    // 差 → 一般 takes the score of 较好.
    let next = scored.subject("aa").1.next.clone().expect("a better grade");
    assert_eq!((next.lacks.to_string().as_str(), next.held_by.len()), ("5", 0));
    case.build();
    case.page("2019/draft/main/aa.html").has("达到“较好”的分数线，按规则升降后为“一般”");
}

#[test]
fn only_the_total_is_raised_and_lowered() {
    let case =
        scores(&["92"], "rules:\n  - {id: x, clause: c-1, scope: section, when: {event: up}, raise: 1}\n");
    let said: Vec<_> = case.diagnostics().into_iter().map(|one| (one.code, one.message)).collect();
    assert_eq!(said, [(Code::RuleScope, "升等次（raise）只能用于总分".to_owned())]);
}

/// The table of SCORING.md section 4, quotas.
#[test]
fn a_grade_is_for_so_many() {
    for (quota, of, expected) in [
        ("grade: 好, most: 2", &["96", "95", "94", "93", "82"][..], "好 好 较好 较好 较好"),
        ("grade: 好, most: 0", &["96", "95", "82"], "较好 较好 较好"),
        ("grade: 好, most: 9", &["96", "95", "82"], "好 好 较好"),
        ("grade: 好, share: 30%", &["96", "95", "94", "93", "82"], "好 较好 较好 较好 较好"),
        ("grade: 好, share: 30%, round: half", &["96", "95", "94", "93", "82"], "好 好 较好 较好 较好"),
        ("grade: 好, share: 21%, round: up", &["96", "95", "94", "93", "82"], "好 好 较好 较好 较好"),
        ("grade: 好, share: 50%, round: up", &["96", "95", "94", "93", "–"], "好 好 较好 较好 –"),
        ("grade: 好, share: 50%, round: up, of: listed", &["96", "95", "94", "93", "–"], "好 好 好 较好 –"),
        ("grade: 好, most: 2", &["96", "95", "95", "93"], "好 好 好 较好"),
        ("grade: 好, most: 2, ties: out", &["96", "95", "95", "93"], "好 较好 较好 较好"),
        ("grade: 好, most: 1, ties: out", &["96", "96", "95", "93"], "较好 较好 较好 较好"),
    ] {
        let case = scores(of, &format!("quota: [{{{quota}}}]\n"));
        assert_eq!(grades(&case.score(2019)), expected, "{quota} {of:?}");
    }
}

#[test]
fn quotas_go_from_the_best_grade_down() {
    let quota = "quota: [{grade: 较好, most: 2}, {grade: 好, most: 1}]\n";
    let scored = scores(&["96", "95", "85", "84", "83"], quota).score(2019);
    // bb drops to 较好 and is the best there.
    assert_eq!((grades(&scored), scored.places()), ("好 较好 较好 一般 一般".into(), "1 2 3 4 5".into()));
}

/// The table of SCORING.md section 4, quotas that count the better grades too.
#[test]
fn a_quota_may_count_the_better_grades_too() {
    for (quota, of, expected) in [
        ("{grade: 较好, most: 3, with_better: true}", ["96", "95", "88", "86", "75"], "好 好 较好 一般 一般"),
        (
            "{grade: 好, most: 1}, {grade: 较好, most: 2, with_better: true}",
            ["96", "95", "94", "86", "75"],
            "好 较好 一般 一般 一般",
        ),
        ("{grade: 较好, most: 2, with_better: true}", ["96", "95", "94", "86", "75"], "好 好 好 一般 一般"),
        (
            "{grade: 较好, most: 3, with_better: false}",
            ["96", "95", "88", "86", "75"],
            "好 好 较好 较好 一般",
        ),
    ] {
        let case = scores(&of, &format!("quota: [{quota}]\n"));
        assert_eq!(grades(&case.score(2019)), expected, "{quota} {of:?}");
    }
    let quota = "quota: [{grade: 较好, most: 3, with_better: true, least: 4}]\n";
    let case = scores(&["96", "95", "88", "86", "75"], quota);
    let trail = case.score(2019).trail("dd", "total");
    assert!(
        trail.contains("名额3个（共5个对象），够条件的有4个，名额内最末为第3名，88.00分")
            && trail.contains("得分达到88.00"),
        "{trail}"
    );
    let problems = case.check().expect("a desk");
    let short = problems.iter().find(|one| one.code == Code::QuotaShort).expect("told");
    assert!(short.message.contains("评为“较好及以上”的一般不少于4个，现有3个"), "{}", short.message);
    case.build();
    case.page("2019/draft/main/method.html").has("及以上合计不超过3个");
}

#[test]
fn a_quota_is_for_each_group_or_for_all() {
    for (ranking, within, expected) in [
        ("{by: published}", "peers", "好 较好 好 较好"),
        ("{by: published}", "all", "较好 较好 好 较好"),
        ("{by: published, within: both}", "all", "较好 较好 好 较好"),
        ("none", "all", "较好 较好 好 较好"),
        ("none", "peers", "好 较好 好 较好"),
    ] {
        let quota =
            format!("peers: class\nranking: {ranking}\nquota: [{{grade: 好, most: 1, within: {within}}}]\n");
        let case = scores(&["95", "94", "97", "96"], &quota);
        case.edit("2019/year.yaml", |text| {
            let group = |(at, id): (usize, &&str)| {
                format!("  {id}: {{class: {}}}\n", if at < 2 { "甲组" } else { "乙组" })
            };
            let groups: String = IDS[..4].iter().enumerate().map(group).collect();
            format!("{text}attributes:\n{groups}")
        });
        assert_eq!(grades(&case.score(2019)), expected, "{ranking} {within}");
    }
}

/// A share of a small group may be nobody; each group hears it with its own numbers.
#[test]
fn a_group_too_small_for_its_share_is_told() {
    let told = |quota: &str| {
        let case = scores(&["95", "94", "97", "96", "93"], &format!("peers: class\nquota: [{{{quota}}}]\n"));
        case.edit("2019/year.yaml", |text| {
            let group = |(at, id): (usize, &&str)| {
                format!("  {id}: {{class: {}}}\n", if at < 2 { "甲组" } else { "乙组" })
            };
            let groups: String = IDS[..5].iter().enumerate().map(group).collect();
            format!("{text}attributes:\n{groups}")
        });
        let problems = case.check().expect("a desk");
        let told = problems.iter().filter(|one| one.code == Code::NoPlace);
        told.map(|one| one.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        told("grade: 好, share: 40%"),
        ["“甲组”有结果的2个对象，40%舍去小数后是0个名额，谁都评不上“好”"]
    );
    assert_eq!(
        told("grade: 较好, with_better: true, share: 16%, of: listed, round: half"),
        [
            "“乙组”一共3个对象，16%四舍五入后是0个名额，谁都评不上“较好及以上”",
            "“甲组”一共2个对象，16%四舍五入后是0个名额，谁都评不上“较好及以上”"
        ]
    );
    assert_eq!(
        told("grade: 好, share: 19%, within: all"),
        ["有结果的5个对象，19%舍去小数后是0个名额，谁都评不上“好”"]
    );
    for quiet in ["grade: 好, share: 50%", "grade: 好, share: 1%, round: up", "grade: 好, most: 1"] {
        assert!(told(quiet).is_empty(), "{quiet}");
    }
}

#[test]
fn who_exceeds_a_quota_reads_its_size_and_what_would_have_been_needed() {
    let case = scores(&["96", "95", "94", "82"], "quota: [{grade: 好, share: 50%}]\n");
    let scored = case.score(2019);
    let trail = scored.trail("cc", "total");
    assert!(
        trail.contains(
            "名额：名额2个（共4个对象），够条件的有3个，名额内最末为第2名，95.00分，超出“好”的名额：“好” → “较好”。得分达到95.00，即可解除"
        ),
        "{trail}"
    );
    assert_eq!(scored.places(), "1 2 3 4");
    case.build();
    case.page("2019/draft/main/method.html")
        .has("不超过有结果的对象的50%（舍去小数），按名次先后，超出的评为下一等次");
    case.page("2019/draft/main/cc.html").has("超出“好”名额，评为“较好”");
    let out = scores(&["96", "95", "95", "82"], "quota: [{grade: 好, most: 2, ties: out, clause: c-3}]\n");
    let trail = out.score(2019).trail("cc", "total");
    assert!(
        trail.contains("名额内最末为第1名，96.00分") && trail.contains("得分高于95.00，即可解除 ［c-3］"),
        "{trail}"
    );
}

#[test]
fn check_says_who_would_be_next_and_where_a_decision_exceeds_a_quota() {
    let case = scores(&["96", "89", "88", "82"], "quota: [{grade: 好, most: 1, least: 50%}]\n");
    let problems = case.check().expect("a desk");
    let short = problems.iter().find(|one| one.code == Code::QuotaShort).expect("told");
    assert!(short.message.contains("评为“好”的一般不少于2个，现有1个；其后依次是 bb"), "{}", short.message);
    assert!(!short.is_error() && &*short.file == "2019/main/scheme.yaml");
    case.file(
        "2019/main/decisions.yaml",
        "format: 1\ndecisions:\n  bb: {grade: 好, body: 领导小组, date: 2020-01-05, document: 纪要, reason: 复核}\n",
    );
    let problems = case.check().expect("a desk");
    let broken = problems.iter().find(|one| one.code == Code::QuotaBroken).expect("told");
    assert!(broken.message.contains("“好”的名额是1个，审定后有2个；审定为“好”的是 bb"), "{}", broken.message);
    assert!(!broken.is_error() && &*broken.file == "2019/main/decisions.yaml");
}

#[test]
fn a_quota_that_cannot_be_is_told() {
    for (quota, says) in [
        ("{grade: 差, most: 1}", "最低的等次不能设名额"),
        ("{grade: 好}", "缺少字段“share”"),
        ("{grade: 好, share: 30}", "百分数"),
        ("{grade: 好, share: 130%}", "百分数"),
        ("{grade: 好, share: 30%, most: 3}", "只能写一个"),
        ("{grade: 好, most: 1, within: group}", "不能写“group”"),
        ("{grade: 好, most: 1}, {grade: 好, most: 2}", "写了两次"),
        ("{grade: 优, most: 1}", "没有"),
    ] {
        let case = scores(&["95"], &format!("quota: [{quota}]\n"));
        let said: Vec<_> = case.diagnostics().into_iter().map(|one| one.message).collect();
        assert!(said.len() == 1 && said[0].contains(says), "{quota}: {said:?}");
    }
}

/// Conditions, each in a rule that lowers: the table of SCORING.md section 4.
#[test]
fn conditions_hold_do_not_hold_or_are_not_known() {
    let fires = |when: &str, subjects: &[(&str, &str)]| {
        let rules = format!("rules:\n  - {{id: x, clause: c-1, scope: total, when: {when}, lower: 1}}\n");
        let scored = case(subjects, &rules).score(2019);
        let fired = |at: usize| {
            let subject = &scored.results.subjects[at];
            match (subject.grade_effects.is_empty(), subject.unknown.is_empty()) {
                (false, _) => 'y',
                (true, false) => '?',
                (true, true) => 'n',
            }
        };
        (0..subjects.len()).map(fired).collect::<String>()
    };
    let two = "events: [{kind: up}, {kind: up}]\n";
    let three = [("95", ""), ("85", two), ("65", "")];
    for (when, expected) in [
        ("{count: {event: up, at_least: 1}}", "nyn"),
        ("{count: {event: up, at_least: 2}}", "nyn"),
        ("{count: {event: up, at_least: 3}}", "nnn"),
        ("{score: {node: a, at_least: 85}}", "yyn"),
        ("{score: {node: a, below: 85}}", "nny"),
        ("{nodes: {role: section, at_most: 一般, count: 1}}", "nny"),
        ("{nodes: {role: section, at_least: 较好, count: 1}}", "yyn"),
        ("{nodes: {role: section, at_most: 一般, count: 2}}", "nnn"),
        ("{place: {first: 1}}", "ynn"),
        ("{place: {first: 2}}", "yyn"),
        ("{place: {last: 1}}", "nny"),
        ("{place: {last: 2}}", "nyy"),
        ("{all: [{place: {last: 2}}, {event: up}]}", "nyn"),
        ("{not: {place: {last: 2}}}", "ynn"),
        ("{last_grade: {at_most: 一般}}", "???"),
        ("{not: {last_grade: {at_most: 一般}}}", "???"),
    ] {
        assert_eq!(fires(when, &three), expected, "{when}");
    }
    // Equal ones stand or fall together: fewer than n stand behind.
    assert_eq!(fires("{place: {last: 2}}", &[("95", ""), ("85", ""), ("85", ""), ("85", "")]), "nyyy");
    assert_eq!(fires("{place: {first: 2}}", &[("95", ""), ("85", ""), ("85", ""), ("65", "")]), "yyyn");
}

#[test]
fn of_a_node_that_does_not_apply_nothing_is_known() {
    let case = Case::of(&["aa", "bb"]);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: equal\n{EVENTS}tree:
  - {{id: a, role: section, title: 甲项, method: {{score: {{full: 100}}}}}}
  - {{id: t, role: section, title: 乙项, method: {{task: {{done: 较好, outstanding: 好, undone: 差}}}}}}
rules:
  - {{id: score, clause: c-1, scope: total, when: {{score: {{node: t, below: 60}}}}, lower: 1}}
  - {{id: task, clause: c-1, scope: total, when: {{not: {{task: {{node: t, is: done}}}}}}, lower: 1}}
  - {{id: none, clause: c-1, scope: total, when: {{not: {{nodes: {{role: section, at_most: 差, count: 1}}}}}}, raise: 1}}
"
        ),
    );
    case.record(2019, "aa", "observations: {a: {score: 85}, t: {not_applicable: 没有}}\n");
    case.record(2019, "bb", "observations: {a: {score: 85}, t: {task: undone}}\n");
    let scored = case.score(2019);
    let fired = |id: &str| {
        let (_, result) = scored.subject(id);
        (result.grade_effects.len(), result.unknown.len())
    };
    assert_eq!((fired("aa"), fired("bb")), ((1, 2), (2, 0)));
}

#[test]
fn without_a_record_nothing_is_known_but_who_it_is() {
    let rules = "missing: zero
rules:
  - {id: clean, clause: c-1, scope: total, when: {not: {event: down}}, raise: 1}
  - {id: self, clause: c-1, scope: total, when: {subject: [aa, bb]}, raise: 1}
outcomes:
  - {title: 约谈, when: {grade_at_most: 好}}
";
    let case = scores(&["70", "70", "–"], rules);
    case.remove("2019/main/records/bb.yaml");
    let scored = case.score(2019);
    let told = |id: &str| {
        let (_, result) = scored.subject(id);
        (result.grade_effects.len(), result.unknown.len(), result.outcomes.len())
    };
    // Nobody has a score where all is missing, and without a result no outcome follows.
    assert_eq!((told("aa"), told("bb"), told("cc")), ((2, 0, 1), (0, 0, 0), (0, 0, 0)));
}

#[test]
fn outcomes_may_look_at_places_and_at_the_grades_of_years_before() {
    let scheme = "outcomes:
  - {title: 表彰, when: {place: {first: 1}}}
  - {title: 约谈, when: {all: [{grade_at_most: 一般}, {last_grade: {at_most: 一般, years: 2}}]}}
";
    let case = scores(&["95", "70", "70"], scheme);
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    for (year, third) in [(2017, "85"), (2018, "70")] {
        case.year(year, &format!("{GRADES}weighting: equal\n{tree}"));
        for (id, score) in [("aa", "70"), ("bb", "70"), ("cc", third)] {
            case.record(year, id, &format!("observations: {{a: {{score: {score}}}}}\n"));
        }
    }
    case.build();
    let results = case.json("2019/draft/data/results.json");
    let outcomes = |at: usize| results["schemes"][0]["subjects"][at]["outcomes"].to_string();
    assert_eq!([outcomes(0), outcomes(1), outcomes(2)], ["[\"表彰\"]", "[\"约谈\"]", "[]"]);
    // A gap is unknown.
    case.remove("2017");
    case.build();
    let results = case.json("2019/draft/data/results.json");
    assert_eq!(results["schemes"][0]["subjects"][1]["outcomes"].to_string(), "[]");
}

#[test]
fn a_released_grade_wins_over_the_folder() {
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    let case = Case::of(&["aa"]);
    case.year(2018, &format!("{GRADES}weighting: equal\n{tree}"));
    case.record(2018, "aa", "observations: {a: {score: 70}}\n");
    case.year(
        2019,
        &format!("{GRADES}weighting: equal\noutcomes:\n  - {{title: 约谈, when: {{last_grade: {{at_most: 一般}}}}}}\n{tree}"),
    );
    case.record(2019, "aa", "observations: {a: {score: 70}}\n");
    case.release(2018, "首次发布");
    case.record(2018, "aa", "observations: {a: {score: 95}}\n");
    case.build();
    let results = case.json("2019/draft/data/results.json");
    assert_eq!(results["schemes"][0]["subjects"][0]["outcomes"].to_string(), "[\"约谈\"]");
    // What the edition of 2019 then publishes follows from its own inputs.
    case.release(2019, "首次发布");
    case.run(&["verify"]).exits(0);
}

#[test]
fn conditions_that_cannot_be_are_told() {
    for (rule, says) in [
        ("scope: total, when: {place: {first: 1}}, raise: 1", "只有降等次（lower）和结果运用能看名次"),
        ("scope: total, when: {place: {within: all}}, lower: 1", "缺少字段“first”"),
        ("scope: total, when: {score: {node: a}}, lower: 1", "缺少字段“at_least”"),
        ("scope: total, when: {score: {node: a, below: 101}}, lower: 1", "超出范围"),
        ("scope: section, when: {nodes: {role: section, at_most: 差, count: 1}}, cap: 较好", "不能数别的项"),
        ("scope: section, when: {score: {node: a, below: 60}}, cap: 较好", "只能看它下面各项"),
        ("scope: total, when: {nodes: {role: part, at_most: 差, count: 1}}, lower: 1", "没有这个 role 的项"),
        ("scope: total, when: {last_grade: {years: 2}}, lower: 1", "缺少字段“at_least”"),
        ("scope: total, when: {count: {event: up, at_least: 0}}, lower: 1", "超出范围"),
        ("scope: total, when: {event: up}, lower: 0", "超出范围"),
    ] {
        let case = scores(&["95"], &format!("rules:\n  - {{id: x, clause: c-1, {rule}}}\n"));
        let said: Vec<_> = case.diagnostics().into_iter().map(|one| one.message).collect();
        assert!(said.len() == 1 && said[0].contains(says), "{rule}: {said:?}");
    }
    let case = scores(&["95"], "ranking: none\noutcomes: [{title: 表彰, when: {place: {first: 1}}}]\n");
    case.run(&["check"]).exits(1).tells("方案不排名次");
}

/// The table of SCORING.md 2.3: what bonuses and deductions of a section add up to at the most.
#[test]
fn a_section_may_limit_its_bonuses_and_deductions() {
    for (limits, expected) in [
        ("", "84"),
        ("bonus_limit: 3", "77"),
        ("deduct_limit: 4", "86"),
        ("bonus_limit: 3, deduct_limit: 4", "79"),
        ("bonus_limit: 0, deduct_limit: 0", "80"),
    ] {
        let case = Case::of(&["aa"]);
        let limits = if limits.is_empty() { String::new() } else { format!("{limits}, ") };
        case.year(
            2019,
            &format!(
                "{GRADES}weighting: equal\n{EVENTS}tree:
  - {{id: a, role: section, title: 甲项, {limits}method: {{score: {{full: 100}}}}}}
rules:
  - {{id: plus, clause: c-1, scope: section, bonus: {{points: 5, each: up, max: 10}}}}
  - {{id: minus, clause: c-1, scope: section, deduct: {{points: 2, each: down}}}}
  - {{id: more, clause: c-1, scope: section, deduct: {{points: 4, each: gone}}}}
"
            ),
        );
        let kinds = ["up", "up", "down", "gone"].map(|kind| format!("{{kind: {kind}}}")).join(", ");
        case.record(2019, "aa", &format!("observations: {{a: {{score: 80}}}}\nevents: [{kinds}]\n"));
        assert_eq!(case.score(2019).at("aa", "a"), expected, "{limits}");
    }
    let case = Case::of(&["aa"]);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: equal\n{EVENTS}tree:
  - {{id: a, role: section, title: 甲项, deduct_limit: 3, method: {{score: {{full: 100}}}}}}
rules:
  - {{id: minus, clause: c-1, scope: section, deduct: {{points: 2, each: down}}}}
"
        ),
    );
    case.record(2019, "aa", "observations: {a: {score: 80}}\nevents: [{kind: down}, {kind: down}]\n");
    let trail = case.score(2019).trail("aa", "a");
    assert!(trail.contains("计2次，扣3分（该项扣分合计不超过3分）"), "{trail}");
    case.build();
    case.page("2019/draft/main/method.html").has("扣分合计不超过3分");
}

/// A floor holds after rounding, and so does a cap: SCORING.md 2.3.
#[test]
fn floors_and_caps_hold_in_what_is_printed() {
    let grades = |from: &str| {
        format!("grades:\n  - {{name: 好, from: {from}, points: 95}}\n  - {{name: 差, from: 0, points: 0}}\n")
    };
    for (from, decimals, effect, score, expected) in [
        ("89.995", 2, "floor: 好", "50", "90"),
        ("89.995", 2, "cap: 差", "95", "89.99"),
        ("89.995", 1, "floor: 好", "50", "90"),
        ("89.995", 1, "cap: 差", "95", "89.9"),
        ("90", 2, "floor: 好", "50", "90"),
        ("90", 2, "cap: 差", "95", "89.99"),
        ("90", 0, "cap: 差", "95", "89"),
        ("0.005", 2, "cap: 差", "95", "0"),
        ("0.5", 0, "cap: 差", "95", "0"),
    ] {
        let case = Case::of(&["aa"]);
        case.year(
            2019,
            &format!(
                "{}weighting: equal\nrounding: {{section: {decimals}}}\n{EVENTS}tree:
  - {{id: a, role: section, title: 甲项, method: {{score: {{full: 100}}}}}}
rules:
  - {{id: x, clause: c-1, scope: section, when: {{event: up}}, {effect}}}
",
                grades(from)
            ),
        );
        case.record(
            2019,
            "aa",
            &format!("observations: {{a: {{score: {score}}}}}\nevents: [{{kind: up}}]\n"),
        );
        assert_eq!(case.score(2019).at("aa", "a"), expected, "{from} {decimals} {effect}");
    }
}
