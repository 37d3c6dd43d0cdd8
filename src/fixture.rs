//! A small made-up evaluation for tests: two years, five subjects, three sections, rules of every kind.

mod empty;
mod trees;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use rust_decimal::{Decimal, dec};

pub(crate) use empty::empty_record;

use crate::history::{Scored, ScoredYear};
use crate::model::*;
use crate::scoring;

use trees::{flat, nested, wide};

/// How odd the content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Odd {
    /// Two years with everything.
    No,
    /// No earlier year.
    FirstYear,
    /// One subject that states nothing.
    Empty,
    /// Eight grades, no rounding, no ranking.
    EightGrades,
    /// Leaves right under the root, with a text for each subject.
    Flat,
    /// More subjects than one page holds.
    Many(usize),
    /// Six sections and forty indicators, every other one compared.
    Wide(usize),
}

/// Content of a kind of oddity.
pub(crate) fn content(odd: Odd) -> Content {
    let count = match odd {
        Odd::Empty => 1,
        Odd::Many(count) | Odd::Wide(count) => count,
        _ => 5,
    };
    let ids: Vec<_> = (0..count).map(|at| SubjectId::new(&format!("city{at}"))).collect();
    let years = if odd == Odd::FirstYear { vec![2019] } else { vec![2018, 2019] };
    Content {
        site: Site {
            id: None,
            title: "考核<通报>".to_owned(),
            organ: "某省领导小组".to_owned(),
            subtitle: Some("成效考核".to_owned()),
            classification: Some("内部资料".to_owned()),
            audience: None,
            theme: "bulletin".to_owned(),
            compare: Vec::new(),
        },
        subjects: ids.iter().enumerate().map(|(at, id)| (id.clone(), subject(at, id))).collect(),
        years: years.into_iter().map(|year| year_content(odd, year, &ids)).collect(),
        pages: vec![FreePage {
            file: "pages/about.md".into(),
            slug: "about".to_owned(),
            title: "关于本站".to_owned(),
            order: 1,
            body: "说明见[首页](../index.html)。".to_owned(),
            body_line: 5,
        }],
        left_out: Vec::new(),
    }
}

/// The content scored.
pub(crate) fn score(content: &Content) -> Vec<ScoredYear<'_>> {
    let mut years: Vec<ScoredYear> = Vec::new();
    for year in &content.years {
        let schemes = year.evaluations.iter().map(|evaluation| {
            let earlier = years.last().map(|year| year.schemes[0].evaluation);
            let last = scoring::look_back(evaluation, |year| earlier.filter(|one| one.scheme.year == year));
            let results = scoring::score(evaluation, &last).expect("the numbers are small");
            Scored { evaluation, last, results, restored: Vec::new() }
        });
        let schemes = schemes.collect();
        years.push(ScoredYear { year, schemes });
    }
    years
}

fn subject(at: usize, id: &SubjectId) -> Subject {
    let short =
        ["甲", "乙", "丙", "丁", "戊"].get(at).map_or_else(|| format!("第{at}"), |name| (*name).to_owned());
    Subject {
        id: id.clone(),
        names: vec![DatedName { name: format!("{short}市"), short, from: None, to: None }],
        kind: "city".to_owned(),
        within: None,
        former: Vec::new(),
        region: Some(if at.is_multiple_of(2) { "东部" } else { "西部" }.to_owned()),
        tile: None,
        partners: Vec::new(),
        at: At::default(),
    }
}

fn year_content(odd: Odd, year: i16, ids: &[SubjectId]) -> YearContent {
    let clause = |id: &str, cite: &str| {
        let id = ClauseId::new(id);
        (id.clone(), Clause { id, cite: cite.to_owned(), says: format!("{cite}所说<内容>。") })
    };
    YearContent {
        year: Year::new(year).unwrap(),
        title: format!("{year}年度"),
        period: (date(year, 1, 1), date(year, 12, 31)),
        cutoff: date(year, 12, 31),
        as_of: None,
        document: Some(format!("样例〔{year}〕0号")),
        regulation: None,
        to_confirm: Vec::new(),
        clauses: BTreeMap::from([
            clause("annex", "附件1"),
            clause("cap", "办法 三"),
            clause("floor", "办法 一"),
            clause("bonus", "办法 四"),
            clause("use", "办法 八"),
        ]),
        draws: Vec::new(),
        evaluations: vec![evaluation(odd, year, ids)],
        groups: Vec::new(),
        bulletin: Some(Paper {
            file: format!("{year}/bulletin.md").into(),
            title: "关于考核结果的通报".to_owned(),
            document: None,
            to: Some("各市".to_owned()),
            signed: None,
            date: Some(format!("{year}年12月31日")),
            copies: Some("某厅，某局".to_owned()),
            issuer: Some("某省领导小组办公室".to_owned()),
            issued: Some(date(year + 1, 12, 31)),
            attachments: vec!["结果表".to_owned()],
            body: BULLETIN.to_owned(),
            body_line: 9,
        }),
        letters: match odd {
            // A letter to each of hundreds, every one speaking of all of them, would make tests crawl.
            Odd::Many(_) => BTreeMap::new(),
            _ => BTreeMap::from([(SchemeId::new("city-check"), letter(year))]),
        },
    }
}

fn letter(year: i16) -> Paper {
    Paper {
        file: format!("{year}/city-check/letter.md").into(),
        title: "关于反馈考核结果的函".to_owned(),
        document: Some(format!("样例函〔{year}〕0号")),
        to: None,
        signed: None,
        date: Some(format!("{year}年12月31日")),
        copies: None,
        issuer: None,
        issued: Some(date(year + 1, 12, 31)),
        attachments: Vec::new(),
        body: LETTER.to_owned(),
        body_line: 8,
    }
}

const LETTER: &str = "## 一、结果\n\n{% for sentence in subject.story %}{{ sentence }}{% endfor %}\n\n\
| 项目 | 得分 | 中位数 |\n|---|--:|--:|\n{% for row in subject.sections %}| {{ row.title }} | {{ row.score }} | {{ row.median }} |\n{% endfor %}\n\
## 二、问题\n\n{% for problem in subject.problems %}1. {{ problem.says }}（{{ problem.severity }}）\n{% endfor %}\n\
请于{{ subject.deadline | words }}前报送整改报告（{{ subject.clause }}）。{{ scheme.counts_text }}\n";

const BULLETIN: &str = "## 一、结果\n\n{{ year }}年，{% for grade in schemes.city_check.grades %}“{{ grade.name }}”{{ grade.count }}个；{% endfor %}\n\n\
| 名次 | 对象 | 得分 |\n|---|---|--:|\n{% for subject in schemes.city_check.subjects %}| {{ subject.rank or \"\" }} | {{ subject.name }} | {{ subject.score }} |\n{% endfor %}\n";

fn evaluation(odd: Odd, year: i16, ids: &[SubjectId]) -> Evaluation {
    let scheme = Arc::new(scheme(odd, year, ids));
    let records = (0..ids.len()).map(|at| record(odd, year, &scheme, at)).collect();
    Evaluation {
        targets: Targets { by_node: vec![Vec::new(); scheme.nodes.len()], file: None },
        decisions: vec![None; ids.len()],
        approvals: vec![
            Some(Approved {
                date: date(year + 1, 4, 20),
                document: Some("样例〔2020〕9号".to_owned()),
                note: None,
                place: Place::line("2019/year.yaml".into(), At { line: 9, column: 3 }),
            }),
            None,
        ],
        groups: vec![None; ids.len()],
        records,
        scheme,
    }
}

fn scheme(odd: Odd, year: i16, ids: &[SubjectId]) -> Scheme {
    let grade = |name: &str, from: Decimal, points: Decimal| Grade {
        name: name.to_owned(),
        from,
        points,
        tone: None,
    };
    let mut grades = vec![
        grade("好", dec!(90), dec!(95)),
        grade("较好", dec!(80), dec!(85)),
        grade("一般", dec!(60), dec!(70)),
        grade("差", dec!(0), dec!(50)),
    ];
    if odd == Odd::EightGrades {
        grades = (0..8)
            .map(|at| {
                grade(
                    &format!("{at}等"),
                    Decimal::from(95 - at * 10).max(dec!(0)),
                    Decimal::from(97 - at * 10),
                )
            })
            .collect();
        grades[7].from = dec!(0);
    }
    let nodes = match odd {
        Odd::Flat => flat(ids),
        Odd::Wide(_) => wide(),
        _ => nested(),
    };
    let rule = |id: &str, clause: &str, scope, when, effect| Rule {
        id: RuleId::new(id),
        title: format!("规则{id}"),
        clause: Some(ClauseId::new(clause)),
        scope,
        when,
        effect,
        at: At { line: 90, column: 1 },
    };
    let best = GradeIndex::new(0);
    let mut rules = vec![rule(
        "praise",
        "bonus",
        Scope::Total,
        None,
        Effect::Bonus(Points { points: dec!(1), each: Each::Event(EventIndex::new(0)), max: Some(dec!(3)) }),
    )];
    if odd != Odd::Flat {
        rules.push(rule(
            "weak",
            "cap",
            Scope::Total,
            Some(When::AnySection(GradeIndex::new(2))),
            Effect::Cap(GradeIndex::new(1)),
        ));
    }
    Scheme {
        id: SchemeId::new("city-check"),
        follows: None,
        year: Year::new(year).unwrap(),
        title: "某省市级考核".to_owned(),
        short: "市级考核".to_owned(),
        kind: "city".to_owned(),
        noun: Noun::usual("city"),
        status: Status::Final,
        basis: "某〔2019〕1号".to_owned(),
        file: format!("{year}/city-check/scheme.yaml").into(),
        id_at: At::default(),
        subjects: ids.to_vec(),
        lineage: Arc::default(),
        cutoff: date(year, 12, 31),
        grades,
        rounding: if odd == Odd::EightGrades {
            BTreeMap::new()
        } else {
            BTreeMap::from([(Role::Section, 2), (Role::Total, 2)])
        },
        display: BTreeMap::new(),
        ranking: (odd != Odd::EightGrades).then(Ranking::default),
        peers: None,
        missing: MissingPolicy::Zero,
        least_reported: None,
        ceiling_of_leaf: None,
        scale: crate::model::Scale::Percent,
        bonus_limit: None,
        deduct_limit: None,
        ceiling: dec!(100),
        figures: vec![
            figure("aid", "援助资金", Unit::TEN_THOUSAND_YUAN),
            figure("counties", "结对县数", Unit::PIECE),
            figure("visits", "走访人次", Unit::PERSON_TIME),
        ],
        events: vec![EventDef { id: "praise".to_owned(), title: "批示肯定".to_owned() }],
        evidence: BTreeMap::from([(
            "minutes".to_owned(),
            crate::model::EvidenceDef { title: "会议纪要".to_owned(), dated: None },
        )]),
        milestones: vec![MilestoneDef {
            id: "report".to_owned(),
            title: "自评报告".to_owned(),
            due: Some(date(year, 12, 20)),
            clause: Some(ClauseId::new("annex")),
            at: At::default(),
        }],
        others: BTreeMap::new(),
        counties: BTreeMap::new(),
        rectification: Some(RectificationTerm { months: 2, clause: Some(ClauseId::new("use")) }),
        nodes,
        rules,
        outcomes: vec![
            Outcome {
                title: "表扬".to_owned(),
                kind: OutcomeKind::Commendation,
                of: Addressees::Subject,
                when: When::GradeAtLeast(best),
                by: Some("某省领导小组".to_owned()),
                attendees: Vec::new(),
                clause: Some(ClauseId::new("use")),
                says: None,
            },
            Outcome {
                title: "县级谈话提醒".to_owned(),
                kind: OutcomeKind::Talk,
                of: Addressees::Counties,
                when: When::Any(vec![When::Problem(Severity::Prominent), When::CountyLow]),
                by: Some("某省扶贫办".to_owned()),
                attendees: vec!["县主要负责同志".to_owned(), "市分管领导".to_owned()],
                clause: Some(ClauseId::new("use")),
                says: None,
            },
        ],
        approval: vec![
            ApprovalStep {
                id: "review".to_owned(),
                title: "审议".to_owned(),
                by: Some("某省领导小组".to_owned()),
                clause: Some(ClauseId::new("use")),
                issue: false,
            },
            ApprovalStep {
                id: "issue".to_owned(),
                title: "通报".to_owned(),
                by: None,
                clause: None,
                issue: true,
            },
        ],
        distribution: vec![Recipient {
            to: "某省组织部".to_owned(),
            purpose: Some("考核依据".to_owned()),
            clause: Some(ClauseId::new("use")),
        }],
        checks: Vec::new(),
        confirmed_by: None,
        assumptions: vec![Assumption {
            about: "权重".to_owned(),
            says: "各项等权。".to_owned(),
            clause: None,
        }],
    }
}

fn figure(id: &str, title: &str, unit: Unit) -> FigureDef {
    FigureDef {
        id: id.to_owned(),
        title: title.to_owned(),
        unit,
        optional: false,
        fractional: false,
        signed: false,
        note: None,
        provided_by: None,
    }
}

fn record(odd: Odd, year: i16, scheme: &Scheme, at: usize) -> Record {
    let mut record = Record::absent(scheme);
    if odd == Odd::Empty {
        return record;
    }
    record.file = Some(format!("{year}/city-check/records/city{at}.yaml").into());
    record.status = if at == 0 { Status::Sample } else { Status::Final };
    let here = At { line: 7, column: 3 };
    let value = |value: Decimal| {
        Some(FigureValue {
            value,
            written: None,
            previous: None,
            reported: None,
            entries: Vec::new(),
            note: None,
            at: here,
            previous_at: None,
            reported_at: None,
        })
    };
    let step = Decimal::from((at * 3 + year as usize) % 7);
    record.figures[0] = value(dec!(30000) + step * dec!(1500));
    record.figures[1] = value(dec!(10));
    record.figures[2] = value(dec!(12345));
    let state = |at: usize| match at % 3 {
        0 => TaskState::Outstanding,
        1 => TaskState::Done,
        _ => TaskState::Undone,
    };
    for (index, node) in scheme.nodes.iter().enumerate() {
        let stated = match node.method() {
            Some(Method::Grade) => Stated::Grade(GradeIndex::new(at % 2)),
            Some(Method::Task { .. }) if at == 4 && index == 5 => continue,
            Some(Method::Task { .. }) => Stated::Task(state(at + index)),
            Some(Method::Deductions { .. }) => Stated::Deductions(vec![DeductionItem {
                kind: KindIndex::new(0),
                count: 1,
                source: Some("审计".to_owned()),
                date: None,
                problem: None,
                at: here,
            }]),
            _ => continue,
        };
        record.observations[index] = Some(Box::new(Observation {
            claimed: None,
            stated: Some(stated),
            note: None,
            date: None,
            evidence: vec![Evidence {
                kind: "minutes".to_owned(),
                title: "纪要".to_owned(),
                file: None,
                date: Some(date(year, 3, 1)),
                covers: 1,
            }],
            at: here,
            claimed_at: None,
        }));
    }
    if at == 1 {
        record.events.push(Event {
            kind: EventIndex::new(0),
            date: Some(date(year, 9, 12)),
            source: Some("来文".to_owned()),
            note: None,
            at: here,
        });
        record.problems.push(Problem {
            id: Some("slow".to_owned()),
            county: Some("某县".to_owned()),
            node: Some(NodeIndex::new(1)),
            evidence: vec![Proof { title: "整改<台账>".to_owned(), file: None, date: None }],
            recurs: (year == 2019).then(slow),
            ..Problem::new("资金拨付<偏慢>|须整改", Severity::Prominent, here)
        });
        if year == 2019 {
            record.earlier_problems.push(EarlierProblem {
                of: slow(),
                says: "资金拨付<偏慢>|须整改".to_owned(),
                open: true,
                date: date(year, 12, 10),
                by: Some("某省考核办".to_owned()),
                note: Some("仍未<到位>".to_owned()),
                evidence: Vec::new(),
                at: here,
            });
        }
        record.reviews.push(Review {
            id: "late".to_owned(),
            requested: date(year + 1, 5, 20),
            by: None,
            node: Some(NodeIndex::new(1)),
            point: "到账<日期>|有误".to_owned(),
            document: None,
            answer: Some(Answer {
                date: date(year + 1, 6, 1),
                by: "某省考核办".to_owned(),
                ruling: Ruling::Changed,
                says: "已改正".to_owned(),
                document: Some("样例〔2020〕1号".to_owned()),
            }),
            at: here,
        });
        record.reviews.push(Review {
            id: "whole".to_owned(),
            requested: date(year + 1, 5, 10),
            by: Some("某局".to_owned()),
            node: None,
            point: "总分偏低".to_owned(),
            document: None,
            answer: None,
            at: here,
        });
    }
    record.milestones[0] = Some((date(year, 12, if at == 2 { 25 } else { 18 }), here));
    record
}

/// The problem that both years have.
fn slow() -> ProblemRef {
    ProblemRef { year: Year::new(2018).unwrap(), id: "slow".to_owned() }
}
