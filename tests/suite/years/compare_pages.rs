//! The pages that compare two years: on the founding case, and where a scheme changed.

use rust_decimal::Decimal;

use crate::case::{Case, GRADES, Page, founding, pieces, words};

/// The rows of a section's last table as cells of plain text.
fn rows(page: &Page, section: &str) -> Vec<Vec<String>> {
    let bodies = page.all(&format!("section.sec[id={section}] tbody"));
    let rows = pieces(*bodies.last().expect("a table"), "tr").into_iter();
    rows.map(|row| pieces(row, "th, td").into_iter().map(|cell| words(cell).trim().to_owned()).collect())
        .collect()
}

fn number(text: &str) -> Decimal {
    text.replace('−', "-").replace(['+', ','], "").parse().unwrap_or_else(|_| panic!("{text} is a number"))
}

#[test]
fn printed_parts_add_up_to_the_printed_change_and_lead_from_year_to_year() {
    for scheme in ["eastwest-cities", "assisted-cities", "helper-cities"] {
        for years in ["2018-2019", "2019-2020", "2018-2020"] {
            let page = founding().page(&format!("compare/{scheme}/{years}.html"));
            let rows = rows(&page, "parts");
            assert!(!rows.is_empty());
            for row in rows.iter().filter(|row| row.len() == 8) {
                let [before, own, peers, parts, rounding, after, change] =
                    [1, 2, 3, 4, 5, 6, 7].map(|at| number(&row[at]));
                assert_eq!(own + peers + parts + rounding, change, "{scheme} {years} {row:?}");
                assert_eq!(before + change, after, "{scheme} {years} {row:?}");
            }
        }
    }
}

#[test]
fn the_founding_case_tells_who_moved_and_why() {
    let page = founding().page("compare/eastwest-cities/2018-2019.html");
    let moved = rows(&page, "moves").into_iter().find(|row| row[0] == "佛山").expect("it stands there");
    assert_eq!(moved, ["佛山", "88.99", "较好", "3", "94.79", "好", "2", "+5.80", "升", "升1位"]);
    let parts = rows(&page, "parts").into_iter().find(|row| row[0] == "佛山").expect("it stands there");
    assert_eq!(parts[1..], ["88.99", "+8.15", "−2.20", "−0.15", "0.00", "94.79", "+5.80"]);
    assert_eq!(rows(&page, "matrix")[1][1], "佛山1市，上升");
    // 2018 weighs one section otherwise.
    let weights: Vec<_> = rows(&page, "scheme").into_iter().filter(|row| row[1] == "权重").collect();
    assert_eq!(weights.len(), 6);
    assert!(weights.contains(
        &["资金支持", "权重", "本层权重25.00%", "本层权重16.67%", "可比"].map(str::to_owned).to_vec()
    ));
    page.has("对总分的影响不同");
    // A veto of the earlier year that no longer fired, with its clause.
    let rule = rows(&page, "rules").into_iter().find(|row| row[0].contains("一票否决")).expect("the rule");
    assert_eq!(rule[1..], ["办法 七（一）2", "–", "茂名"]);
}

#[test]
fn the_table_as_a_file_has_every_digit() {
    let text = founding().told("compare/eastwest-cities/2018-2019.csv");
    let text = text.strip_prefix('\u{feff}').expect("its mark");
    let mut lines = text.split_terminator("\r\n");
    let head = "前一年度,前一年度版次,后一年度,后一年度版次,方案,对象编号,对象,2018年度得分（分）,2018年度等次,2018年度名次,";
    assert!(lines.next().expect("a head").starts_with(head));
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[..4], ["2018", "草稿", "2019", "草稿"], "{line}");
        let sum: Decimal = cells[15..19].iter().map(|cell| number(cell)).sum();
        assert_eq!(sum, number(cells[13]), "{line}");
        count += 1;
    }
    assert_eq!(count, 10);
}

const BEFORE: &str = "weighting: percent
figures: {aid: {title: 资金, unit: 万元}, people: {title: 人数, unit: 人}}
tree:
  - {id: aid, role: indicator, title: 援助资金, weight: 40, measure: aid, method: median}
  - {id: old, role: indicator, title: 旧项, weight: 30, method: {score: {full: 100}}}
  - {id: use, role: indicator, title: 使用率, weight: 30, method: {score: {full: 100}}}
";

#[test]
fn what_cannot_be_compared_is_marked_and_not_compared() {
    let after = BEFORE
        .replace("id: old, role: indicator, title: 旧项", "id: new, role: indicator, title: 新项")
        .replace(
            "title: 使用率, weight: 30, method: {score: {full: 100}}",
            "title: 使用率, weight: 30, method: {score: {full: 50}}",
        )
        .replace("measure: aid", "measure: people");
    let folder = Case::of(&["aa", "bb", "cc"]);
    folder.year(2018, &format!("{GRADES}{BEFORE}")).year(2019, &format!("{GRADES}{after}"));
    for (year, own) in [(2018, "old"), (2019, "new")] {
        for (at, id) in ["aa", "bb", "cc"].iter().enumerate() {
            let figures = format!("figures: {{aid: {0}, people: {0}}}\n", 10 + at);
            let scores = format!("observations: {{{own}: {{score: 80}}, use: {{score: 45}}}}\n");
            // The third is not reported in the later year.
            if (year, at) != (2019, 2) {
                folder.record(year, id, &(figures + &scores));
            }
        }
    }
    let page = folder.build().page("compare/main/2018-2019.html");
    let heat = rows(&page, "heat");
    let of = |name: &str| heat.iter().find(|row| row[0].contains(name)).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(of("援助资金")[1..], ["不可比"]);
    assert_eq!(of("新项")[1..], ["新增"]);
    assert_eq!(of("旧项")[1..], ["取消"]);
    assert!(of("使用率")[0].contains("慎比"));
    assert_eq!(of("使用率")[1..], ["+45.00", "+45.00", "缺报"]);
    let told: Vec<String> = rows(&page, "scheme").into_iter().map(|row| row[..2].join(" ")).collect();
    assert_eq!(told, ["援助资金 所计内容", "新项 新增", "使用率 计分方法", "旧项 取消"]);
    for limit in ["不可比：新项、旧项。只有一年有。", "不可比：援助资金。", "慎比：使用率。"]
    {
        page.has(limit);
    }
}
