//! Years between which one is missing: what is compared is called by its year, never 上年.

use crate::case::{Case, GRADES};

/// Two subjects, evaluated in 2018 and 2020 only; in 2018 one leaf of theirs is missing.
fn gap() -> Case {
    let scheme = format!(
        "{GRADES}rounding: {{total: 2}}\nranking: {{by: published}}\nweighting: percent\ntree:\n  \
         - {{id: x, role: section, title: 工作落实, weight: 60, method: {{score: {{full: 100}}}}}}\n  \
         - {{id: zz, role: section, title: 资金支持, weight: 40, method: {{score: {{full: 100}}}}}}\n"
    );
    let case = Case::of(&["aa", "bb"]);
    for (year, scores) in [(2018, [(80, None), (90, Some(70))]), (2020, [(95, Some(91)), (85, Some(82))])] {
        case.year(year, &scheme);
        for (id, (x, y)) in ["aa", "bb"].iter().zip(scores) {
            let y = y.map_or_else(String::new, |y| format!("  zz: {{score: {y}}}\n"));
            case.record(year, id, &format!("observations:\n  x: {{score: {x}}}\n{y}"));
        }
    }
    case.file(
        "2020/bulletin.md",
        "---\ntitle: 通报\nattachments: [得分表, 等次表]\n---\n比{{ schemes.main.before }}有变化。\n",
    );
    case
}

#[test]
fn another_year_than_the_one_before_is_called_by_its_year() {
    let case = gap();
    case.build();
    for (path, bytes) in case.files("2020/draft").into_iter().chain(case.files("compare")) {
        let text = String::from_utf8_lossy(&bytes);
        let own = [".html", ".csv", ".json", ".md"].iter().any(|end| path.ends_with(end));
        let at = text.find("上年").filter(|_| own && !path.starts_with("assets/"));
        let around = at.map(|at| text[at..].chars().take(30).collect::<String>());
        assert_eq!(around, None, "{path}");
    }
    case.page("2020/draft/main/aa.html").has("，比2018年度上升1位");
    case.page("2020/draft/main/aa.html").has("与2018年度草稿比较");
    case.page("2020/draft/main/index.html").has("比2018年度");
    case.page("2020/draft/summary.html").has("2018年度等次");
    case.page("2020/draft/bulletin.html").has("比2018年度有变化。");
    case.page("2020/draft/bulletin.html").has("2018年度等次");
    case.page("compare/main/2018-2020.html").has("2018年度缺报");
}

#[test]
fn the_calendar_year_before_is_called_so() {
    let case = gap();
    for path in
        ["year.yaml", "main/records/aa.yaml", "main/records/bb.yaml", "main/scheme.yaml", "clauses.yaml"]
    {
        let text = case.text(&format!("2018/{path}"));
        case.file(&format!("2019/{path}"), &text.replace("2018", "2019"));
    }
    case.build();
    case.page("2020/draft/main/aa.html").has("，比上年上升1位");
    case.page("2020/draft/main/aa.html").has("上年数据取自2019年度草稿");
}
