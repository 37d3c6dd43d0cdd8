//! Every chart in every width on one page, to be looked at: `cargo run --example charts > charts.html`.
//!
//! All names of places are real; every number is invented.

#![allow(clippy::disallowed_methods, reason = "nothing of the site depends on the time measured here")]

use std::time::Instant;

use rust_decimal::Decimal;
use tongbao::charts::*;

const TOKENS: &str = ":root{--paper:#fff;--wash:#f6f5f1;--ink:#1d1c1a;--ink-2:#504d47;--ink-3:#6b675f;--hair:#dcd8cf;--hair-2:#aaa59b;--mute:#8c877d;--link:#1d4f80;--focus:#1d4f80;--g1:#0d7f78;--g1-ink:#0a635e;--g1-tint:#e2f0ee;--g2:#4f8acd;--g2-ink:#245a9c;--g2-tint:#e6eef8;--g3:#c08a17;--g3-ink:#7d5200;--g3-tint:#faf0d8;--g4:#b0293f;--g4-ink:#9a2036;--g4-tint:#f9e4e6;--s1:#223f5a;--s2:#3c6082;--s3:#5b809f;--s4:#83a2bc;--s5:#a9c0d3;--s6:#ccd9e4;--sans:'Noto Sans CJK SC',sans-serif}@media (prefers-color-scheme:dark){:root{--paper:#15171a;--wash:#1d2024;--ink:#eceae4;--ink-2:#bfbcb4;--ink-3:#9d9a92;--hair:#363a40;--hair-2:#666b72;--mute:#858a92;--link:#93bdea;--focus:#93bdea;--g1:#45b3a8;--g1-ink:#6accc1;--g1-tint:#12302e;--g2:#6ea3e6;--g2-ink:#96bdf0;--g2-tint:#1a2b42;--g3:#d9a136;--g3-ink:#ebbd62;--g3-tint:#382b10;--g4:#e4677a;--g4-ink:#f597a3;--g4-tint:#401b22;--s1:#c7d8e8;--s2:#a2bcd5;--s3:#7f9fbe;--s4:#61819f;--s5:#48647f;--s6:#334a60}}body{background:var(--paper);color:var(--ink);font-family:var(--sans);margin:16px}.row{display:flex;align-items:flex-start}.row>*{flex:none;margin:0 24px 24px 0}.sprite{position:absolute;width:0;height:0}";

const GRADES: [Grade<'static>; 4] = [
    Grade { place: 0, name: "好" },
    Grade { place: 1, name: "较好" },
    Grade { place: 2, name: "一般" },
    Grade { place: 3, name: "差" },
];
const SECTIONS: [&str; 6] = ["组织领导", "人才支援", "资金支持", "产业合作", "劳务协作", "携手奔小康"];

fn d(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn grade_of(score: Decimal) -> Grade<'static> {
    GRADES[[90, 80, 60].iter().position(|&from| score >= Decimal::from(from)).unwrap_or(3)]
}

fn thresholds() -> Vec<Threshold<'static>> {
    vec![Threshold { from: d("90"), grade: GRADES[0] }, Threshold { from: d("80"), grade: GRADES[1] }]
}

/// Shows one chart in the three widths, and says what it weighs.
fn show(id: &str, chart: &dyn Drawing) {
    println!("<div class=\"row\" id=\"{id}\">");
    for width in [Width::Wide, Width::Half, Width::Narrow] {
        let frame = Frame { id, title: id, description: "示例", mark: Some("示例数据·草稿"), width };
        let svg = chart.draw(&frame);
        let begin = Instant::now();
        (0..100).for_each(|_| drop(std::hint::black_box(chart.draw(&frame))));
        eprintln!("{id} {width:?}: {} bytes, {:?}", svg.len(), begin.elapsed() / 100);
        println!("{svg}");
    }
    println!("</div>");
}

fn main() {
    let only = std::env::args().nth(1);
    let wants = |id: &str| only.as_deref().is_none_or(|only| only.starts_with(id));
    println!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>charts</title><style>{TOKENS}{}</style>",
        include_str!("../themes/bulletin/assets/charts.css")
    );
    println!("{}", grade_symbols());
    if wants("ranking") {
        rankings();
    }
    if wants("distribution") {
        distribution();
    }
    if wants("radar") {
        radar();
    }
    if wants("years") {
        years();
    }
    if wants("waterfall") {
        waterfalls();
    }
    if wants("strip") {
        strips();
    }
    if wants("multiples") {
        multiples();
    }
}

fn rankings() {
    let scores: [(&str, [&str; 6], &str, &str); 10] = [
        ("深圳", ["95.20", "94.60", "97.30", "96.10", "91.40", "90.12"], "0", "不变"),
        ("佛山", ["93.10", "92.80", "95.40", "93.60", "88.30", "91.62"], "0", "升1位"),
        ("珠海", ["91.00", "90.20", "92.40", "88.70", "89.10", "90.70"], "0", "降1位"),
        ("广州", ["92.00", "91.00", "90.00", "95.00", "78.50", "93.00"], "1", "升2位"),
        ("东莞", ["90.10", "88.60", "93.20", "91.40", "86.30", "88.06"], "0", "降1位"),
        ("中山", ["89.20", "87.10", "88.40", "90.20", "85.60", "87.20"], "0", "降1位"),
        ("江门", ["88.30", "86.20", "84.50", "83.70", "82.90", "86.08"], "0", "不变"),
        ("茂名", ["86.40", "83.20", "82.10", "81.00", "80.90", "85.24"], "0", "升1位"),
        ("肇庆", ["88.60", "87.40", "72.20", "85.10", "58.60", "88.82"], "0", "升1位"),
        ("湛江", ["84.20", "79.30", "76.80", "78.10", "77.40", "77.96"], "0", "降2位"),
    ];
    let part = |score: &&str| {
        let score = d(score);
        let grade = grade_of(score);
        RankingPart {
            decimals: 2,
            contribution: score / d("6"),
            score: Some(score),
            of: None,
            weak: (grade.place > 1).then_some(grade),
        }
    };
    let rows: Vec<RankingRow> = scores
        .iter()
        .enumerate()
        .map(|(i, (name, scores, bonus, change))| {
            let parts: Vec<_> = scores.iter().map(part).collect();
            let score = parts.iter().map(|p| p.contribution).sum::<Decimal>() + d(bonus);
            RankingRow {
                decimals: 2,
                rank: Some(i as u32 + 1),
                name,
                href: (*name == "广州").then(|| "guangzhou.html".to_owned()),
                score: Some(score),
                grade: Some(if *name == "广州" { GRADES[1] } else { grade_of(score) }),
                parts,
                bonus: d(bonus),
                change: Some((*change).to_owned()),
                note: match *name {
                    "广州" => Some("得分列第3，因劳务协作“一般”封顶为“较好”，名次列第4".to_owned()),
                    "肇庆" => Some("劳务协作“差”，不得评为“好”“较好”".to_owned()),
                    _ => None,
                },
            }
        })
        .collect();
    let ranking = Ranking {
        sections: SECTIONS.to_vec(),
        rows,
        before: "比上年".to_owned(),
        thresholds: thresholds(),
        full: d("100"),
        of: None,
    };
    show("ranking", &ranking);

    let three = ranking.rows.iter().take(6).map(|row| RankingRow {
        decimals: 2,
        parts: row.parts[..3].to_vec(),
        note: None,
        bonus: d("0"),
        ..row.clone()
    });
    let three = Ranking {
        before: "比上年".to_owned(),
        sections: vec!["交叉考核", "第三方评估", "日常工作"],
        rows: three.collect(),
        full: d("50"),
        of: None,
        thresholds: Vec::new(),
    };
    show("ranking-three", &three);

    let names: Vec<String> = (1..=200)
        .map(|i| format!("第{i}帮扶协作单位{}", if i % 7 == 0 { "（省直机关事务管理局）" } else { "" }))
        .collect();
    let plain: Vec<RankingRow> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let score = d("97") - Decimal::from(i as u32) / d("5");
            RankingRow {
                decimals: 2,
                rank: Some(i as u32 + 1),
                name,
                score: Some(score),
                grade: Some(grade_of(score)),
                parts: Vec::new(),
                bonus: d("0"),
                note: None,
                change: Some("升12位".to_owned()),
                href: Some("x.html".to_owned()),
            }
        })
        .collect();
    let mut all = Ranking {
        sections: Vec::new(),
        rows: plain,
        before: "比上年".to_owned(),
        full: d("100"),
        of: None,
        thresholds: thresholds(),
    };
    if std::env::args().nth(1).as_deref() == Some("ranking-200") {
        show("ranking-200", &all);
    }
    all.rows.truncate(20);
    show("ranking-plain", &all);
}

fn distribution() {
    let groups: [(&str, [[u32; 4]; 3]); 2] = [
        ("市级考核（20市）", [[5, 10, 4, 1], [7, 10, 3, 0], [9, 9, 2, 0]]),
        ("协作评价（10市）", [[2, 5, 2, 1], [2, 6, 2, 0], [3, 5, 2, 0]]),
    ];
    let groups = groups.map(|(title, years)| {
        let rows = ["2017", "2018", "2019"].iter().zip(years).map(|(label, counts)| DistributionRow {
            label: (*label).to_owned(),
            counts: counts.to_vec(),
            strong: *label == "2019",
        });
        DistributionGroup { title, rows: rows.collect() }
    });
    let grades = GRADES.map(|grade| grade.name).to_vec();
    show("distribution", &Distribution { grades, groups: groups.to_vec(), unit: "个" });
}

fn radar() {
    let values = [
        ("92.00", "89.60", "95.20"),
        ("91.00", "88.00", "94.60"),
        ("90.00", "89.20", "97.30"),
        ("95.00", "89.50", "96.10"),
        ("78.50", "84.25", "91.40"),
        ("93.00", "88.40", "93.00"),
    ];
    let axes: Vec<RadarAxis> = (0..12)
        .map(|i| {
            let (own, median, best) = values[i % 6];
            RadarAxis {
                name: SECTIONS[i % 6],
                own: Some(d(own)),
                grade: Some(grade_of(d(own))),
                median: Some(d(median)),
                best: Some(d(best)),
                of: None,
                decimals: 2,
            }
        })
        .collect();
    for (id, count) in [("radar", 6), ("radar-3", 3), ("radar-2", 2), ("radar-12", 12)] {
        show(id, &Radar { axes: axes[..count].to_vec(), own: "本市" });
    }
}

fn years() {
    let years: Vec<YearScore> = [
        ("2014", Some("79.10")),
        ("2015", Some("82.46")),
        ("2016", None),
        ("2017", Some("86.90")),
        ("2018", Some("88.46")),
        ("2019", Some("90.92")),
    ]
    .iter()
    .map(|(year, score)| {
        let score = score.map(d);
        YearScore {
            year: (*year).to_owned(),
            score,
            grade: score.map(grade_of),
            place: score.map(|_| "第4 / 10".to_owned()),
        }
    })
    .collect();
    let values: Vec<_> = years.iter().map(|year| year.score).collect();
    println!("<p>{} {}</p>", sparkline(&values, "六年得分"), sparkline(&values[5..], "一年得分"));
    show("years-one", &Years { years: years[5..].to_vec(), thresholds: thresholds(), of: None, decimals: 2 });
    show("years", &Years { years, thresholds: thresholds(), of: None, decimals: 2 });
}

fn waterfalls() {
    let steps: Vec<WaterfallStep> = [
        ("组织领导", "得 92.00", "-1.33"),
        ("人才支援", "得 91.00", "-1.50"),
        ("资金支持", "得 91.00", "-1.50"),
        ("产业合作", "得 95.00", "-0.83"),
        ("劳务协作", "得 78.50", "-3.58"),
        ("携手奔小康", "得 93.00", "-1.17"),
        ("扣分", "迟到账", "-0.17"),
        ("加分", "中央批示", "1.00"),
    ]
    .iter()
    .map(|&(name, note, change)| WaterfallStep {
        name,
        note: note.to_owned(),
        change: d(change),
        kind: match name {
            "扣分" => StepKind::Deduction,
            "加分" => StepKind::Bonus,
            _ => StepKind::Loss,
        },
        weak: (name == "劳务协作").then_some(GRADES[2]),
    })
    .collect();
    let rule = WaterfallRule {
        title: "等次规则",
        note: "只改等次，不改分数",
        before: ("按分数线", GRADES[0]),
        steps: Vec::new(),
        clause: "办法 七（一）3".to_owned(),
        after: ("封顶后等次", GRADES[1]),
    };
    let mut chart = Waterfall {
        start: ("满分", d("100")),
        steps,
        end: ("公布得分", d("90.92")),
        decimals: 2,
        thresholds: thresholds(),
        rule: Some(rule),
    };
    show("waterfall", &chart);
    chart.steps.truncate(4);
    show("waterfall-norule", &Waterfall { rule: None, end: ("公布得分", d("94.84")), ..chart });
}

fn strips() {
    let subjects: Vec<StripSubject> = [
        ("深圳", "3400", "100", None),
        ("佛山", "3100", "95.13", None),
        ("东莞", "2800", "90.26", None),
        ("珠海", "2550", "86.21", None),
        ("广州", "2235.29", "81.10", None),
        ("江门", "2100", "80", Some("78.40")),
        ("中山", "1995", "80", Some("75.93")),
        ("茂名", "1800", "80", Some("71.33")),
        ("湛江", "1650", "67.79", None),
        ("肇庆", "1320", "60", None),
    ]
    .iter()
    .map(|&(name, value, score, raw)| StripSubject {
        name,
        value: d(value),
        score: Some(d(score)),
        raw: raw.map(d),
        grade: Some(grade_of(d(score))),
        missed: d(value) < d("1800"),
    })
    .collect();
    let chart = Strip {
        unit: "万元/县".to_owned(),
        median: Some(d("2167.65")),
        target: Some(d("1800")),
        curve: vec![
            (d("1320"), d("60")),
            (d("1800"), d("71.33")),
            (d("2167.65"), d("80")),
            (d("3400"), d("100")),
        ],
        thresholds: thresholds(),
        subjects: subjects.clone(),
        of: None,
        decimals: 2,
    };
    show("strip", &chart);
    let many: Vec<StripSubject> = (0..2000)
        .map(|i| {
            let share = Decimal::from((i * 7919) % 2000) / d("2000");
            let value = d("1320") + share * share * d("2080");
            StripSubject {
                name: "某县",
                value,
                score: Some(d("60") + (value - d("1320")) / d("52")),
                raw: None,
                missed: false,
                ..subjects[0]
            }
        })
        .collect();
    let line = vec![(d("1320"), d("60")), (d("3400"), d("100"))];
    let bare = Strip { curve: Vec::new(), ..chart };
    let many = Strip { subjects: many, target: None, curve: line, ..bare.clone() };
    show("strip-2000", &many);
    let plain = subjects.iter().map(|s| StripSubject { score: None, raw: None, ..*s });
    show("strip-bare", &Strip { subjects: plain.collect(), ..bare });
}

fn multiples() {
    for count in [20, 200] {
        let names: Vec<String> = (0..count).map(|at| format!("县{at:03}")).collect();
        let panel = |(at, name)| Panel {
            decimals: 2,
            name,
            href: Some("#".to_owned()),
            score: Some(d("95.2") - Decimal::from(at as u32) / d("9")),
            grade: Some(grade_of(d("95.2") - Decimal::from(at as u32) / d("9"))),
            sections: (0..6)
                .map(|row| {
                    let apart = d("9") - Decimal::from((at * (row + 5)) as u32 % 190) / d("9");
                    Some((d("80") + apart, apart))
                })
                .collect(),
        };
        let panels = names.iter().map(String::as_str).enumerate().map(panel).collect();
        let chart = Multiples { sections: SECTIONS.to_vec(), panels, ..Multiples::default() };
        show(&format!("multiples-{count}"), &chart);
    }
}
