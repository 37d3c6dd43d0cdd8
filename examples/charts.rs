//! Every chart in every width on one page, to be looked at: `cargo run --example charts > charts.html`.
//!
//! All names of places are real; every number is invented.

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

fn thresholds() -> [Threshold<'static>; 2] {
    [Threshold { from: d("90"), grade: GRADES[0] }, Threshold { from: d("80"), grade: GRADES[1] }]
}

/// Shows one chart in the three widths.
fn show(id: &str, draw: impl Fn(&Frame) -> String) {
    println!("<div class=\"row\" id=\"{id}\">");
    for width in [Width::Wide, Width::Half, Width::Narrow] {
        let frame = Frame { id, title: id, description: "示例", mark: Some("示例数据·草稿"), width };
        let svg = draw(&frame);
        eprintln!("{id} {width:?}: {} bytes", svg.len());
        println!("{svg}");
    }
    println!("</div>");
}

fn main() {
    let only = std::env::args().nth(1);
    let wants = |id: &str| only.as_deref().is_none_or(|only| id.starts_with(only));
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
    let parts: Vec<Vec<RankingPart>> = scores
        .iter()
        .map(|(_, scores, ..)| {
            scores
                .iter()
                .map(|score| {
                    let score = d(score);
                    let grade = grade_of(score);
                    RankingPart {
                        contribution: score / d("6"),
                        score: Some(score),
                        weak: (grade.place > 1).then_some(grade),
                    }
                })
                .collect()
        })
        .collect();
    let rows: Vec<RankingRow> = scores
        .iter()
        .zip(&parts)
        .enumerate()
        .map(|(i, ((name, _, bonus, change), parts))| {
            let score = parts.iter().map(|p| p.contribution).sum::<Decimal>() + d(bonus);
            RankingRow {
                rank: Some(i as u32 + 1),
                name,
                href: (*name == "广州").then_some("guangzhou.html"),
                score: Some(score),
                grade: Some(if *name == "广州" { GRADES[1] } else { grade_of(score) }),
                parts,
                bonus: d(bonus),
                change: Some(change),
                note: match *name {
                    "广州" => Some("得分列第3，因劳务协作“一般”封顶为“较好”，名次列第4"),
                    "肇庆" => Some("劳务协作“差”，不得评为“好”“较好”"),
                    _ => None,
                },
            }
        })
        .collect();
    let lines = thresholds();
    let ranking = Ranking {
        sections: &SECTIONS,
        rows: &rows,
        thresholds: &lines,
        full: d("100"),
        words: RankingWords::default(),
    };
    show("ranking", |frame| ranking_bars(frame, &ranking));

    let three: Vec<RankingRow> = rows
        .iter()
        .map(|row| RankingRow { parts: &row.parts[..3], note: None, bonus: d("0"), ..*row })
        .collect();
    show("ranking-three", |frame| {
        ranking_bars(
            frame,
            &Ranking {
                sections: &["交叉考核", "第三方评估", "日常工作"],
                rows: &three[..6],
                full: d("50"),
                thresholds: &[],
                ..ranking
            },
        )
    });

    let names: Vec<String> = (1..=200)
        .map(|i| format!("第{i}帮扶协作单位{}", if i % 7 == 0 { "（省直机关事务管理局）" } else { "" }))
        .collect();
    let plain: Vec<RankingRow> = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let score = d("97") - Decimal::from(i as u32) / d("5");
            RankingRow {
                rank: Some(i as u32 + 1),
                name,
                score: Some(score),
                grade: Some(grade_of(score)),
                parts: &[],
                bonus: d("0"),
                note: None,
                change: Some("升12位"),
                href: Some("x.html"),
            }
        })
        .collect();
    show("ranking-plain", |frame| {
        ranking_bars(frame, &Ranking { sections: &[], rows: &plain[..20], ..ranking })
    });
    if std::env::args().nth(1).as_deref() == Some("ranking-200") {
        show("ranking-200", |frame| ranking_bars(frame, &Ranking { sections: &[], rows: &plain, ..ranking }));
    }
}

fn distribution() {
    let groups: [(&str, [[u32; 4]; 3]); 2] = [
        ("市级考核（20市）", [[5, 10, 4, 1], [7, 10, 3, 0], [9, 9, 2, 0]]),
        ("协作评价（10市）", [[2, 5, 2, 1], [2, 6, 2, 0], [3, 5, 2, 0]]),
    ];
    let rows: Vec<Vec<DistributionRow>> = groups
        .iter()
        .map(|(_, years)| {
            ["2017", "2018", "2019"]
                .iter()
                .zip(years)
                .map(|(label, counts)| DistributionRow { label, counts, strong: *label == "2019" })
                .collect()
        })
        .collect();
    let groups: Vec<DistributionGroup> =
        groups.iter().zip(&rows).map(|((title, _), rows)| DistributionGroup { title, rows }).collect();
    let distribution =
        Distribution { grades: &["好", "较好", "一般", "差"], groups: &groups, unit: "个" };
    show("distribution", |frame| grade_distribution(frame, &distribution));
}
