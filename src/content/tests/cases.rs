//! One spoilt place, one problem: what is changed in the small folder, and what is said where.

use super::{RECORD, SCHEME, Small};

/// What is replaced by what, and what is told: `code line:column` in the same file, `code file:line:column` in another.
type Case<'c> = (&'c str, &'c str, &'c [&'c str]);

/// Changes one place of the small folder at a time and compares all that is told.
fn cases(file: &str, cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (from, to, expected) in cases {
        let small = Small::new();
        small.replace(file, from, to);
        let expected: Vec<String> = expected
            .iter()
            .map(|one| match one.split_once(' ') {
                Some((code, place)) if !place.contains('/') => format!("{code} {file}:{place}"),
                _ => (*one).to_owned(),
            })
            .collect();
        let told = small.told();
        if told != expected {
            wrong.push(format!("{from:?} → {to:?}\n  told     {told:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{file}\n{}", wrong.join("\n"));
}

/// The last line of the record, with review requests after it.
const LAST: &str = "reason: 数据存疑, by: 某处, date: 2020-02-01}";

#[test]
fn reviews() {
    let with = |text: &str| format!("{LAST}\nreviews:\n  - {text}");
    let one = "{id: r-1, requested: 2020-05-20, about: plan, point: 有误, document: 申〔2020〕1号}";
    let answered =
        |answer: &str| with(&format!("{{id: r-1, requested: 2020-05-20, point: 有误, answer: {answer}}}"));
    let told = [
        (with(one), vec![]),
        (with(&format!("{one}\n  - {one}")), vec!["E0320 36:10"]),
        (with("{id: r-1, requested: 2020-05-20}"), vec!["E0202 35:5"]),
        (with("{id: r-1, requested: 2020-05-20, about: plans, point: 有误}"), vec!["E0302 35:45"]),
        (with("{id: 复核, requested: 2020-05-20, point: 有误}"), vec!["E0206 35:10"]),
        (with("{id: r-1, requested: 2020年5月, point: 有误}"), vec!["E0208 35:26"]),
        (answered("{date: 2020-06-01, by: 某办, result: upheld, says: 维持}"), vec![]),
        (answered("{date: 2020-05-20, by: 某办, result: withdrawn, says: 撤回}"), vec![]),
        (answered("{date: 2020-05-19, by: 某办, result: upheld, says: 维持}"), vec!["E0736 35:57"]),
        (answered("{date: 2020-06-01, by: 某办, result: uphold, says: 维持}"), vec!["E0205 35:92"]),
        (answered("{date: 2020-06-01, by: 某办, result: changed, says: 更正}"), vec!["E0202 35:57"]),
        (answered("{date: 2020-06-01, by: 某办, result: upheld}"), vec!["E0202 35:57"]),
    ];
    for (to, expected) in &told {
        cases(RECORD, &[(LAST, to, expected)]);
    }
}

#[test]
fn outcomes_and_approvals() {
    const OUTCOME: &str = "by: 某领导小组, clause: c-2, says: 通报表扬}";
    let outcome = |text: &str| format!("{OUTCOME}\n  - {text}");
    let told = [
        (
            outcome("{title: 谈话, kind: talk, attendees: [甲, 乙], when: {county: low}, of: counties}"),
            vec![],
        ),
        (outcome("{title: 谈话, kind: talks, when: {county: low}}"), vec!["E0205 88:23"]),
        (outcome("{title: 谈话, attendees: [], when: {county: low}}"), vec!["E0210 88:28"]),
        (outcome("{title: 谈话, when: {county: high}}"), vec!["E0205 88:32"]),
        (outcome("{title: 谈话, when: {grade_at_most: 差}, of: counties}"), vec!["E0722 88:5"]),
        (outcome("{title: 谈话, when: {grade_at_most: 差}, of: towns}"), vec!["E0205 88:47"]),
    ];
    for (to, expected) in &told {
        cases(SCHEME, &[(OUTCOME, to, expected)]);
    }
    let with = |text: &str| format!("{LAST}\ncounties:\n  - {text}");
    let told = [
        (with("{name: 子县, place: 79, of: 80, low: true, says: 末位, source: 县级考核}"), vec![]),
        (with("{name: 子县}\n  - {name: 子县}"), vec!["E0320 36:12"]),
        (with("{name: 子县, place: 81, of: 80}"), vec!["E0209 35:23"]),
        (with("{name: 子县, place: 81}"), vec!["E0202 35:5"]),
        (with("{low: true}"), vec!["E0202 35:5"]),
    ];
    for (to, expected) in &told {
        cases(RECORD, &[(LAST, to, expected)]);
    }
    const SHORT: &str = "short: 测试";
    const LISTED: &str = "号\nschemes: [cities]";
    const STEPS: &str = "short: 测试\napproval:\n  - {id: review, title: 审议, by: 某组, clause: c-1}\n  - {id: issue, title: 印发, issue: true}\ndistribution:\n  - {to: 某部, for: 依据, clause: c-1}";
    cases(
        SCHEME,
        &[
            (SHORT, STEPS, &[]),
            (SHORT, &STEPS.replace("id: issue", "id: review"), &["E0320 7:10"]),
            (SHORT, &STEPS.replace("issue: true", "issue: yes"), &["E0205 7:35"]),
            (SHORT, &STEPS.replace("{to: 某部, ", "{"), &["E0202 9:5"]),
        ],
    );
    let dated = |steps: &str| format!("{LISTED}\napprovals:\n  - schemes: [cities]\n    steps: {{{steps}}}");
    for (steps, expected) in [
        ("review: 2020-04-20, issue: {date: 2020-05-18, document: 某〔2020〕1号, note: 附}", vec![]),
        ("revieww: 2020-04-20", vec!["E0720 8:13"]),
        ("issue: 2020-05-18", vec!["E0721 8:13"]),
        ("review: 2020-05-20, issue: 2020-05-18", vec!["E0721 8:33"]),
        ("review: 2020年4月", vec!["E0208 8:21"]),
        ("review: {document: 某〔2020〕1号}", vec!["E0202 8:21"]),
    ] {
        let small = Small::new();
        small.replace(SCHEME, SHORT, STEPS).replace("2019/year.yaml", LISTED, &dated(steps));
        let expected: Vec<String> =
            expected.iter().map(|one: &&str| one.replace(' ', " 2019/year.yaml:")).collect();
        assert_eq!(small.told(), expected, "{steps}");
    }
    let small = Small::new();
    let again = "\n  - {schemes: [cities], steps: {review: 2020-04-21}}";
    let twice = format!("{}{again}", dated("review: 2020-04-20"));
    small.replace(SCHEME, SHORT, STEPS).replace("2019/year.yaml", LISTED, &twice);
    assert_eq!(small.told(), ["E0320 2019/year.yaml:9:33"]);
    cases(
        "2019/year.yaml",
        &[(LISTED, &format!("{LISTED}\napprovals: [{{schemes: [citis], steps: {{}}}}]"), &["E0310 6:24"])],
    );
}

#[test]
fn yaml() {
    cases(
        RECORD,
        &[
            ("status: sample", "status：sample", &["E0102 3:7"]),
            ("  counties: 17", "\tcounties: 17", &["E0103 15:1"]),
            ("  counties: 17", "  counties:17", &["E0101 15:11"]),
            ("  counties: 17", "   counties: 17", &["E0101 15:4"]),
            ("note: 两次会议,", "note: \"两次会议,", &["E0101 21:35"]),
            ("[{kind: voucher,", "[{kind: voucher", &["E0101 20:36"]),
            ("  counties: 17", "  counties: 17\n  counties: 18", &["E0104 16:3"]),
            ("subject: alpha", "subject: !!str alpha", &["E0109 2:16"]),
            (
                "milestones: {report: 2019-12-30}",
                "milestones: {<<: {report: 2019-12-30}, report: 2019-12-30}",
                &["E0110 28:14"],
            ),
            ("milestones: {report: 2019-12-30}", "milestones: {[a]: 2019-12-30}", &["E0111 28:14"]),
            ("status: sample", "status: sample\n---\na: b", &["E0108 4:1"]),
            ("status: sample", "status: *nothing", &["E0101 3:9"]),
            ("status: sample", "status: @sample", &["E0101 3:9"]),
            ("subject: alpha", "subject: [alpha", &["E0101 2:10"]),
            (
                "praise, date: 2019-09-12, source: 来文登记, note: 批示}",
                "praise, note: 批示",
                &["E0101 27:5"],
            ),
            ("status: sample", "status: sample: draft", &["E0101 3:15"]),
        ],
    );
}

#[test]
fn values() {
    cases(
        RECORD,
        &[
            ("format: 1", "format: 2", &["E0212 1:9"]),
            ("status: sample", "status: smaple", &["E0205 3:9"]),
            ("status: sample", "statuss: sample", &["E0202 1:1", "E0201 3:1"]),
            ("status: sample", "status:", &["E0204 3:1"]),
            ("status: sample", "status: [sample]", &["E0203 3:9"]),
            ("counties: 17", "counties: 1_7", &["E0207 15:13"]),
            ("counties: 17", "counties: '17'", &["E0207 15:13"]),
            ("counties: 17", "counties: 17个", &["E0207 15:13"]),
            ("counties: 17", "counties: {value: 17, unit: 万元}", &["E0403 15:31"]),
            ("counties: 17", "counties: {value: 17, unit: 个个}", &["E0314 15:31"]),
            ("counties: 17", "counties: {note: 无}", &["E0202 15:13"]),
            ("counties: 17", "counties: {value: 17, entries: [{value: 1}]}", &["E0211 15:25"]),
            ("counties: 17", "counties: {entries: []}", &["E0210 15:23"]),
            ("{value: 12345, unit: 人}", "{value: 0.00000001, unit: 人}", &["E0509 17:19"]),
            ("aid_extra: 0.2", "aid_extra: {value: 0.0000000001, unit: 元}", &[]),
            ("aid_extra: 0.2", "aid_extra: 99999999999999999999.99999999999", &["E0207 13:14"]),
            ("counties: 17", "conuties: 17", &["W0503 6:1", "E0301 15:3"]),
            ("report: 2019-12-30", "report: 2019-02-30", &["E0208 28:22"]),
            ("report: 2019-12-30", "report: 2019年12月30日", &["E0208 28:22"]),
            ("report: 2019-12-30", "report: 2091-12-30", &["W0201 28:22"]),
            ("report: 2019-12-30", "reprot: 2019-12-30", &["W0503 28:1", "E0308 28:14"]),
            ("plan: 2020-06-20", "plan: 2020-05-10", &[]),
            ("plan: 2020-06-20", "plan: 2020-05-09", &["W0741 31:45"]),
            ("{notified: 2020-05-10, plan: 2020-06-20,", "{", &["W0741 31:16"]),
            ("notified: 2020-05-10", "notified: 2020-07-01", &["W0741 31:45"]),
            ("notified: 2020-05-10", "notified: 2020-06-31", &["E0208 31:27"]),
            ("kind: praise", "kind: parise", &["E0303 27:12"]),
            ("indicator: plan", "indicator: plans", &["E0302 30:29"]),
            ("severity: minor", "severity: small", &["E0205 30:56"]),
            ("grade: 好", "grade: 比较好", &["E0304 22:17"]),
            ("look: {grade: 好,", "look: {task: done,", &["E0504 22:16"]),
            ("score: 110.5", "score: 120.5", &["E0505 23:19"]),
            ("kind: late,", "kind: lates,", &["E0311 24:31"]),
            ("count: 2", "count: 0", &["E0209 24:44"]),
            ("kind: voucher", "kind: vouchers", &["W0504 18:1", "E0309 20:23"]),
            ("file: ../evidence/voucher.txt", "file: ../../../x", &["E0508 20:51"]),
            ("file: ../evidence/voucher.txt", "file: ../evidence/vouchers.txt", &["W0505 20:51"]),
            ("plan: {task: outstanding, note", "plan: {note", &["W0502 18:1"]),
            ("rule: target-floor", "rule: target-floors", &["E0307 33:12"]),
            ("rule: target-floor, node: aid-total", "rule: section-cap", &["E0506 33:12"]),
            ("node: aid-total, reason", "node: funds, reason", &["E0506 33:32"]),
            ("by: 某处, date: 2020-02-01", "by: 某处", &["E0202 33:5"]),
            ("exempt: [late-funds]", "exempt: [bonus]", &["E0506 11:60"]),
            ("subject: alpha", "subject: alhpa", &["E0501 2:10"]),
            ("subject: alpha", "subject: beta", &["E0502 2:10"]),
            ("own: {not_applicable: 本年度无此项}", "work: {grade: 好}", &["W0502 18:1", "E0504 25:17"]),
            (
                "own: {not_applicable: 本年度无此项}",
                "own: {not_applicable: 本年度无此项, grade: 好}",
                &["E0211 25:9"],
            ),
        ],
    );
}

#[test]
fn schemes() {
    cases(
        SCHEME,
        &[
            ("id: cities\n", "id: city\n", &["E0412 2:5"]),
            ("short: 测试", "short: 测试\nrectification: {months: 2, clause: c-1}", &[]),
            ("short: 测试", "short: 测试\nrectification: {months: 0}", &["E0209 5:25"]),
            ("short: 测试", "short: 测试\nrectification: {clause: c-9}", &["E0202 5:16", "E0306 5:25"]),
            ("kind: city", "kind: department", &["E0408 8:12", "E0408 8:19", "E0408 8:25"]),
            ("[alpha, beta, gamma]", "[alpha, beta, gamma, gamma]", &["E0320 8:32"]),
            ("{name: 较好, from: 80,", "{name: 较好, from: 95,", &["E0402 11:16"]),
            ("from: 0, points: 50", "from: 10, points: 50", &["E0402 13:15"]),
            ("points: 85}", "points: 90}", &["E0402 11:26"]),
            ("weighting: percent", "weighting: percentage", &["E0205 14:12"]),
            ("    weight: 60", "    weight: 50", &["E0401 39:3"]),
            ("title: 资金占比, weight: 20", "title: 资金占比, weight: 10", &["E0401 46:7"]),
            ("title: 增长, weight: 1", "title: 增长, weight: 0", &["E0209 56:61"]),
            ("id: look, role: indicator,", "id: look, role: indicator, weight: 1,", &["E0211 67:37"]),
            ("{id: trained-rank, role", "{id: gap, role", &["E0320 58:14"]),
            ("sum: [aid, aid_extra]", "sum: [aid, counties]", &["E0403 46:82"]),
            ("of: revenue, less: aid", "of: revenue, less: adi", &["E0301 58:101"]),
            ("measure: {growth: aid}", "measure: {growth: {growth: aid}}", &["E0211 56:91"]),
            ("method: grade}", "method: grades}", &["E0205 67:56"]),
            ("method: {score: {full: 120}}", "method: {score: {}}", &["E0202 68:66"]),
            ("method: {score: {full: 120}}", "measure: aid, method: {score: {full: 120}}", &["E0404 68:50"]),
            ("measure: trained, method", "method", &["E0404 57:76"]),
            ("{task: {done: 较好,", "{task: {done: 交好,", &["E0304 66:70"]),
            ("{at_least: 10, score: 100}", "{at_most: 10, score: 100}", &["E0409 56:143"]),
            ("{at_most: 10, score: 60}", "{at_most: 0, score: 60}", &["E0409 70:141"]),
            ("method: median", "method: {median: {middle: 50}}", &["E0409 46:118"]),
            ("gamma: {title: 丙的重点}", "gamme: {title: 丙的重点}", &["E0405 76:11", "E0305 78:11"]),
            ("clause: c-1, scope: total,", "clause: c-9, scope: total,", &["E0306 81:31"]),
            ("any_section: 差", "any_section: 劣", &["E0304 81:77"]),
            ("when: {target: met}, floor", "when: {grade_at_least: 好}, floor", &["E0406 80:78"]),
            ("when: {event: violation}, veto", "when: {any_section: 差}, veto", &["E0406 82:63"]),
            (
                "scope: total, when: {event: violation}",
                "scope: section, when: {event: violation}",
                &["E0411 82:77"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: no-when, clause: c-1, scope: total, cap: 较好}\n",
                &["E0202 80:5"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: x, clause: c-1, scope: total, when: {target: met}, cap: 较好}\n",
                &["E0406 80:55"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: x, clause: c-1, scope: component, when: {event: praise}, cap: 较好}\n",
                &["E0411 80:33"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: x, clause: c-1, scope: {section: [plan]}, when: {event: praise}, cap: 较好}\n",
                &["E0411 80:44"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: x, clause: c-1, scope: section, when: {node_grade: {id: plan, at_least: 好}}, cap: 较好}\n",
                &["E0406 80:66"],
            ),
            (
                "rules:\n",
                "rules:\n  - {id: bonus, clause: c-1, scope: total, when: {event: praise}, cap: 较好}\n",
                &["E0320 84:10"],
            ),
            ("is: undone", "is: unfinished", &["E0205 88:54"]),
            ("node: plan, is: undone", "node: look, is: undone", &["E0406 88:44"]),
            ("{milestone: {id: report, is: late}}", "{milestone: {id: review, is: late}}", &["E0406 88:81"]),
            ("{grew: [aid-each]}", "{grew: [plan]}", &["E0406 88:109"]),
            ("{total: 2, section: 2}", "{total: 11, sections: 2}", &["E0209 16:19", "E0201 16:23"]),
            ("unit: 人次}", "unit: 仁次}", &["E0314 27:30"]),
            ("peers: class", "peers: clas", &["E0312 2019/year.yaml:1:1"]),
        ],
    );
}

/// What a scheme says to no effect is a warning at its place, for each sort of it.
#[test]
fn without_effect() {
    let rules = |rule: &str| format!("rules:\n  - {{id: x, clause: c-1, {rule}}}\n");
    let told = |from: &'static str, to: String, expected: &'static [&'static str]| (from, to, expected);
    let total = |rest: &str| rules(&format!("scope: total, when: {rest}"));
    let changes = [
        // All have the same score: by the method's numbers, or because the measure takes nothing from the records.
        told(
            "{task: {done: 较好, outstanding: 好, undone: 差}}",
            "{task: {done: 好, outstanding: 好, undone: 好}}".to_owned(),
            &["W0403 66:9"],
        ),
        told("wrong: 5}}", "wrong: 5}, start: 0}".to_owned(), &["W0403 69:9"]),
        told(
            "method: {score: {full: 120}}",
            "method: {options: {full: 80, half: 80}}".to_owned(),
            &["W0403 68:9", "E0504 2019/cities/records/alpha.yaml:23:19"],
        ),
        told(
            "{rank: {step: 5, least: 60, better: higher}}",
            "{rank: {first: 60, step: 5, least: 60, better: higher}}".to_owned(),
            &["W0403 57:9"],
        ),
        told(
            "measure: {difference: {of: revenue, less: aid}}",
            "measure: {difference: {of: revenue, less: revenue}}".to_owned(),
            &["W0403 58:9"],
        ),
        told(
            "measure: {difference: {of: revenue, less: aid}}",
            "measure: {value: 5, unit: 万元}".to_owned(),
            &["W0403 58:9"],
        ),
        // Weights under `minimum`; a node that is never the lowest.
        told(
            "weighting: relative\n        aggregate: geometric",
            "weighting: relative\n        aggregate: minimum".to_owned(),
            &["W0404 48:9"],
        ),
        // Rules that never fire.
        told(
            "rules:\n",
            total("{score: {node: plan, at_least: 95.01}}, deduct: {points: 1}"),
            &["W0405 80:5"],
        ),
        told("rules:\n", total("{score: {node: plan, at_least: 95}}, deduct: {points: 1}"), &[]),
        told("rules:\n", total("{nodes: {role: section, at_most: 差, count: 3}}, cap: 差"), &["W0405 80:5"]),
        told("rules:\n", total("{nodes: {role: section, at_most: 差, count: 2}}, cap: 差"), &[]),
        told("rules:\n", total("{all: [{event: praise}, {not: {event: praise}}]}, cap: 差"), &["W0405 80:5"]),
        told("rules:\n", total("{any: [{event: praise}, {not: {event: praise}}]}, cap: 差"), &[]),
        told("rules:\n", total("{all: [{subject: [alpha]}, {any: [{subject: [beta]}]}]}, cap: 差"), &[]),
        told(
            "rules:\n",
            total("{all: [{subject: [alpha]}, {subject: [beta, gamma]}]}, cap: 差"),
            &["W0405 80:5"],
        ),
        told(
            "rules:\n",
            total("{all: [{task: {node: plan, is: done}}, {task: {node: plan, is: [undone]}}]}, cap: 差"),
            &["W0405 80:5"],
        ),
        told(
            "rules:\n",
            total(
                "{all: [{node_grade: {id: funds, at_least: 好}}, {node_grade: {id: funds, at_most: 较好}}]}, cap: 差",
            ),
            &["W0405 80:5"],
        ),
        told(
            "rules:\n",
            total(
                "{all: [{score: {node: funds, at_least: 60}}, {all: [{score: {node: funds, below: 60}}]}]}, cap: 差",
            ),
            &["W0405 80:5"],
        ),
        told(
            "rules:\n",
            total(
                "{all: [{score: {node: funds, at_least: 60}}, {score: {node: funds, below: 60.1}}]}, cap: 差",
            ),
            &[],
        ),
        told(
            "when: {grade_at_least: 较好}, by",
            "when: {all: [{grade_at_least: 好}, {grade_at_most: 较好}]}, by".to_owned(),
            &["W0405 87:5"],
        ),
        told("rules:\n", total("{target: {node: gap, is: met}}, cap: 差"), &["W0402 80:5"]),
        told("rules:\n", total("{target: {node: aid-total, is: met}}, cap: 差"), &[]),
        // Another way is enough; what it is held against tells them apart; the weights say what is enough.
        told("rules:\n", total("{any: [{event: praise}, {target: {node: gap, is: met}}]}, cap: 差"), &[]),
        told(
            "measure: {difference: {of: revenue, less: aid}}, method: {range: {worst: 0, best: 100}}",
            "measure: {value: 5, unit: 亿元}, method: {attain: {to: revenue}}".to_owned(),
            &[],
        ),
        told("missing: zero\n", "missing: {policy: zero, least: 60%}\n".to_owned(), &[]),
        told("ceiling: 100\n", "ceiling: 85\n".to_owned(), &["W0407 10:5"]),
        // Rules that change nothing.
        told("rules:\n", total("{event: praise}, floor: 差"), &["W0405 80:5"]),
        told("rules:\n", total("{event: praise}, cap: 好"), &["W0405 80:5"]),
        told("bonus_limit: 3", "bonus_limit: 0".to_owned(), &["W0405 83:5"]),
        // Two that are against each other, or the same.
        told("rules:\n", total("{event: violation}, floor: 一般"), &["W0406 83:5"]),
        told("rules:\n", total("{event: violation}, raise: 1"), &["W0406 83:5"]),
        told("rules:\n", total("{event: violation}, veto: 一般"), &["W0405 83:5"]),
        // A grade that the best scores do not reach; what gives it in another way is enough.
        told(
            "{name: 好, from: 90, points: 95}",
            "{name: 优, from: 99, points: 99}\n  - {name: 好, from: 90, points: 90.1}".to_owned(),
            &["W0407 10:5"],
        ),
    ];
    let changes: Vec<Case<'_>> =
        changes.iter().map(|(from, to, expected)| (*from, &**to, *expected)).collect();
    cases(SCHEME, &changes);
}

#[test]
fn other_files() {
    cases(
        "site.yaml",
        &[
            ("organ: 某领导小组\n", "", &["E0202 1:1"]),
            ("[2018, 2019]", "[2018, 2017]", &["W0301 7:5"]),
            ("[2018, 2019]", "[2018]", &["E0203 7:5"]),
            ("subtitle: 测试用", "subtitel: 测试用", &["E0201 4:1"]),
        ],
    );
    cases(
        "subjects.yaml",
        &[
            ("id: gamma,", "id: beta, name: 重市, kind: city}\n  - {id: gamma,", &["E0320 16:10"]),
            ("kind: eastwest", "kind: eastwset", &["E0205 10:16"]),
            ("tile: [0, 1]", "tile: [0, 41]", &["E0209 8:15"]),
            ("subject: delta, scheme: cities", "subject: dleta, scheme: cities", &["E0305 20:15"]),
            // A day without a name, a day with two, in the wrong order, and nobody knows when.
            ("from: 2019-01-01", "from: 2019-01-02", &["E0215 14:9"]),
            ("from: 2019-01-01", "from: 2018-12-31", &["E0215 14:9"]),
            ("from: 2019-01-01", "from: 2017-01-01, to: 2017-12-31", &["E0215 14:9"]),
            (", to: 2018-12-31", "", &["E0215 14:9"]),
            ("name: 丙市", "name: 丁市", &["W0202 17:10"]),
        ],
    );
    cases(
        "2019/year.yaml",
        &[
            ("to: 2019-12-31", "to: 2018-12-31", &["E0209 2:9"]),
            ("cutoff: 2020-01-31", "cutoff: 2020/1/31", &["E0208 3:9"]),
            (
                "号\nschemes: [cities]",
                "号\nschemes: [cities]\nas_of: 2020-08-01",
                &["W0742 2019/cities/records/alpha.yaml:31:16"],
            ),
            (
                "号\nschemes: [cities]",
                "号\nschemes: [cities]\nas_of: 2002-08-01",
                &[
                    "W0201 6:8",
                    "W0740 2019/cities/records/alpha.yaml:28:22",
                    "W0742 2019/cities/records/alpha.yaml:31:16",
                    "W0740 2019/cities/records/alpha.yaml:31:27",
                    "W0740 2019/cities/records/alpha.yaml:31:45",
                    "W0740 2019/cities/records/alpha.yaml:31:65",
                    "W0740 2019/cities/records/beta.yaml:16:22",
                    "W0740 2019/cities/records/gamma.yaml:16:22",
                ],
            ),
            ("号\nschemes: [cities]", "号\nschemes: [cities, city]", &["E0002 5:19"]),
            ("gamma: {class: b}", "gama: {class: b}", &["E0312 1:1", "E0305 9:3"]),
            ("visits:", "Visits:", &["E0206 11:3"]),
            ("    title: 考核组\n", "", &["E0202 12:5"]),
            ("    schemes: [cities]", "    schemes: [citis]", &["E0310 14:15"]),
            ("    schemes: [cities]", "    schemes: []", &["E0210 14:14"]),
            ("{groups: 2, clause: c-1}", "{groups: 2, clause: c-3}", &["E0306 16:29"]),
            ("{groups: 2, clause: c-1}", "{groups: 2, most: 1, clause: c-1}", &["E0211 16:21"]),
            ("{groups: 2, clause: c-1}", "{clause: c-1}", &["E0202 16:9"]),
            ("taken: once", "taken: twice", &["E0205 17:17"]),
            ("away: work", "away: home", &["E0205 20:16"]),
            ("away: work", "away: work, pairing: [eastwest]", &["E0211 20:22"]),
            ("pairing: [eastwest]", "pairing: [eastwset]", &["E0205 19:35"]),
            ("experts: 1", "experts: 0", &["E0209 22:19"]),
            ("mixed: 2", "mixed: 1", &["E0209 23:17"]),
            ("{most: 2}", "{mots: 2}", &["E0202 24:9", "E0201 24:10"]),
            ("from: alpha", "from: alhpa", &["E0305 27:47"]),
            ("id: second", "id: first", &["E0320 28:13"]),
            ("subjects: [alpha]", "subjects: [alfa]", &["E0305 32:20"]),
            ("title: 二组", "from: beta", &["E0211 29:9"]),
        ],
    );
    cases(
        "2019/year.yaml",
        &[
            ("id: village", "id: counties", &["E0320 45:9"]),
            ("kind: counties", "kind: county", &["E0205 35:11"]),
            ("抽县\n    clause: c-1", "抽县\n    clause: c-9", &["E0306 37:13"]),
            (
                "seed: 样例\n    algorithm: chacha20-fisher-yates-1\n    date",
                "seed: \"样\\t例\"\n    algorithm: chacha20-fisher-yates-1\n    date",
                &["E0712 38:11"],
            ),
            ("algorithm: chacha20-fisher-yates-1\n    date", "algorithm: dice\n    date", &["E0205 39:16"]),
            ("frame: [子县, 丑县]", "frame: [子县, 子县]", &["E0711 44:30"]),
            ("frame: [子县, 丑县]", "frame: []", &["E0210 44:25"]),
            ("frame: [子县, 丑县], take: 2", "frame: [子县, 丑县], take: 0", &["E0209 44:41"]),
            ("of: 某州", "of: \"某\\n州\"", &["E0711 44:14"]),
            ("frame: 30", "frame: 200000", &["E0209 50:31"]),
            ("of: [子县, 甲镇], frame: 30", "frame: 30", &["E0202 50:9"]),
            ("reserve: [", "spare: [", &["E0201 50:65"]),
        ],
    );
    cases(
        "2019/clauses.yaml",
        &[
            ("  c-2:", "  C3: {cite: 丙, says: 丙}\n  c-2:", &["E0206 4:3"]),
            ("{ref: 办法 二,", "{ref: 办法 二, cite: 乙,", &["E0211 4:20"]),
        ],
    );
    cases(
        "2019/cities/targets.yaml",
        &[
            ("aid-total:", "aid-totals:", &["E0302 3:3"]),
            ("all: {province: 900}", "all: {}", &["E0202 6:10"]),
            ("unit: 亿元", "unit: 个", &["E0403 4:45"]),
            ("unit: 万元/个", "unit: 万元", &["E0403 7:35"]),
            ("    all: {province: 900}\n", "", &["W0402 2019/cities/scheme.yaml:55:13"]),
        ],
    );
    cases(
        "2019/cities/decisions.yaml",
        &[
            ("beta: {", "betta: {", &["E0305 3:3"]),
            ("grade: 一般, place: 3, ", "", &["E0202 3:9"]),
            ("place: 3", "place: 4", &["E0209 3:28"]),
            (", reason: 核实后调整", "", &["E0202 3:9"]),
        ],
    );
    cases(
        "2019/bulletin.md",
        &[
            ("title: 通报\n", "", &["E0202 2:1"]),
            ("attachments: [得分表]", "attachments: 得分表", &["E0203 6:14"]),
            ("issued: 2020-03-31", "issued: 2020年3月31日", &["E0208 9:9"]),
            ("issued: 2020-03-31", "issued: 2002-03-31", &["W0201 9:9", "W0760 9:9"]),
            ("copies: 某厅，某局", "copys: 某厅，某局", &["E0201 7:1"]),
            ("title: 通报\n", "title: |\n  通报\n  二\n", &["E0214 3:3"]),
            ("copies: 某厅，某局", "copies: 某厅{{ year }}", &["E0727 7:9"]),
        ],
    );
    cases("pages/about.md", &[("order: 1", "order: 一", &["E0207 3:8"])]);
}

#[test]
fn a_scheme_cannot_take_the_folder_of_an_editions_inputs() {
    cases(
        "2019/year.yaml",
        &[
            ("schemes: [cities]\nattr", "schemes: [cities, data]\nattr", &["E0206 5:19"]),
            ("schemes: [cities]\nattr", "schemes: [cities, inputs]\nattr", &["E0002 5:19", "E0014 5:19"]),
        ],
    );
}

#[test]
fn what_may_be_written_is_listed_once() {
    let small = Small::new();
    // A key that is asked for twice while its mapping is read.
    small.replace(RECORD, LAST, &format!("{LAST}\ncounties: [{{name: 甲, place: 1, off: 2}}]"));
    let problems = small.read().diagnostics;
    let unknown = problems.iter().find(|one| one.code.as_str() == "E0201").expect("it is told");
    let once: std::collections::BTreeSet<&String> = unknown.allowed.iter().collect();
    assert_eq!(once.len(), unknown.allowed.len(), "{:?}", unknown.allowed);
}
