//! A circular that would take the machine's time or memory is told with its line.

use crate::case::{Case, Run, SMALL};

fn check(body: &str) -> (Case, Run) {
    let case = Case::new(SMALL);
    case.file("2019/bulletin.md", &format!("---\ntitle: 标题\nissued: 2020-05-18\n---\n{body}"));
    let run = case.run(&["check"]);
    (case, run)
}

#[test]
fn what_has_no_end_is_told_with_its_line() {
    let doubled = format!("{{% set x = \"a\" %}}{}{{{{ x }}}}", "{% set x = x ~ x %}".repeat(40));
    let nested = "甲\n{% for a in range(end=10000) %}{% for b in range(end=10000) %}{% endfor %}{% endfor %}";
    let lists = "甲\n\n{% set a = [year, year] %}{% set b = [a, a] %}{{ b }}";
    let table = format!("| 甲 | 乙 |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(90_000));
    let cells = format!("{}\n{}\n{}", "|甲".repeat(300), "|-".repeat(300), "|a\n".repeat(1_000));
    for (body, line, said) in [
        (&*doubled, 5, "不要一再拼接"),
        (nested, 6, "步"),
        (lists, 7, "不能再放进别的列表"),
        (&*table, 5, "50000"),
        (&*cells, 5, "50000"),
        ("甲\n{% set x %}甲{% endset %}", 6, "{% set 名称 = 值 %}"),
    ] {
        let (_, run) = check(body);
        run.exits(1).tells("E0413").tells(&format!("bulletin.md:{line}:")).tells(said);
    }
}

#[test]
fn a_long_circular_is_filled() {
    let body = "{% for n in range(end=3000) %}{{ n }}．被考核对象要在期限之内报送材料。\n\n{% endfor %}";
    let (case, run) = check(body);
    run.exits(0);
    case.build().page("2019/draft/bulletin.html").has("2999．被考核对象");
}
