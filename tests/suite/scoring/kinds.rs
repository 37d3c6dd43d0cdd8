//! What the subjects of a kind are called (`kinds` of site.yaml), and what is said where all are equal.

use crate::case::Case;

const SCHEME: &str = "grades: [{name: 合格, from: 60, points: 80}, {name: 不合格, from: 0, points: 30}]
weighting: equal
figures: {f: {title: 数, unit: 个}}
tree:
  - {id: x, role: indicator, title: GDP, measure: f, method: {rank: {first: 100, step: 5, least: 60}}}
  - {id: w, role: indicator, title: 乙, method: {score: {full: 100}}}
";

fn case(kind: &str, kinds: &str, scores: [u32; 3]) -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    case.file("subjects.yaml", &case.text("subjects.yaml").replace("kind: city", &format!("kind: {kind}")));
    case.file("site.yaml", &format!("{}{kinds}", case.text("site.yaml")));
    case.year(2019, SCHEME);
    let scheme = case.text("2019/main/scheme.yaml").replace("kind: city", &format!("kind: {kind}"));
    case.file("2019/main/scheme.yaml", &scheme);
    for (id, score) in ["aa", "bb", "cc"].iter().zip(scores) {
        case.record(2019, id, &format!("figures: {{f: {score}}}\nobservations: {{w: {{score: {score}}}}}\n"));
    }
    case
}

#[test]
fn every_count_has_its_noun_and_counter() {
    for (kind, kinds, whole, part) in [
        ("firm", "", "3个对象中", "2个“合格”"),
        ("firm", "kinds: {firm: {title: 企业, counter: 家}}\n", "3家企业中", "2家“合格”"),
        ("firm", "kinds: {firm: {title: 企业}}\n", "3个企业中", "2个“合格”"),
        ("county", "", "3县中", "2县“合格”"),
    ] {
        let case = case(kind, kinds, [90, 70, 10]);
        case.build();
        let page = case.page("2019/draft/main/index.html").words();
        assert!(page.contains(&format!("{whole}{part}")), "{kinds}: {page}");
        let method = case.page("2019/draft/main/method.html").words();
        assert!(method.contains(&format!("本方案评价{}，", whole.trim_end_matches('中'))), "{method}");
    }
}

#[test]
fn a_kind_that_nobody_is_of_is_told() {
    let case = case("firm", "kinds: {frim: {title: 企业, counter: 家}}\n", [90, 70, 10]);
    case.run(&["check"]).exits(1).tells("E0319").tells("site.yaml").tells("firm");
    let case = self::case("firm", "kinds: {firm: {title: 企 业}}\n", [90, 70, 10]);
    case.run(&["check"]).exits(1).tells("不能作对象的名称或量词");
}

/// Nobody is best where all are equal, and all are said to be all.
#[test]
fn where_all_are_equal_nobody_is_best() {
    let case = case("firm", "kinds: {firm: {title: 企业, counter: 家}}\n", [90, 90, 90]);
    case.build();
    let page = case.page("2019/draft/main/index.html").words();
    assert!(page.contains("3家企业全部为“合格”") && page.contains("3家企业并列第1名"), "{page}");
    assert!(!page.contains("评为“合格”的："), "{page}");
    let indicator = case.page("2019/draft/main/indicators/x.html").words();
    assert!(indicator.contains("3家企业的 GDP 中位数为90个；各企业相同，都是90个。"), "{indicator}");
    assert!(!indicator.contains("最好") && !indicator.contains("最差"), "{indicator}");
    assert!(case.page("2019/draft/index.html").words().contains("3家企业全部“合格”"));
}

/// 数据齐全 never stands over what cannot be worked out.
#[test]
fn data_are_not_called_complete_over_gaps() {
    let case = case("city", "", [90, 80, 70]);
    case.edit("2019/main/scheme.yaml", |text| {
        text.replace(
            "measure: f, method: {rank: {first: 100, step: 5, least: 60}}",
            "measure: {ratio: {of: f, per: f}}, method: {range: {worst: 0, best: 2}}",
        )
    });
    case.build();
    assert!(case.page("2019/draft/main/index.html").words().contains("数据齐全"));
    case.record(2019, "aa", "figures: {f: 0}\nobservations: {w: {score: 80}}\n");
    case.build();
    for page in ["2019/draft/main/index.html", "2019/draft/index.html"] {
        let words = case.page(page).words();
        assert!(!words.contains("数据齐全") && words.contains("另有1项无法计算"), "{words}");
    }
}
