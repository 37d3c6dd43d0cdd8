//! What was left over from another year, each at its place.

use super::Small;

/// What is told where one place of a file of 2019 stands otherwise.
fn told(file: &str, from: &str, to: &str) -> Vec<String> {
    let small = Small::new();
    small.replace(file, from, to);
    small.told()
}

#[test]
fn titles_and_days_of_another_year_are_told() {
    let year = "2019/year.yaml";
    for (file, from, to, place) in [
        (year, "format: 1\n", "format: 1\ntitle: 2018年度\n", "W0760 2019/year.yaml:2:8"),
        (year, "cutoff: 2020-01-31", "cutoff: 2019-01-31", "W0760 2019/year.yaml:3:9"),
        ("2019/bulletin.md", "title: 通报", "title: 关于2018年结果的通报", "W0760 2019/bulletin.md:2:8"),
        ("2019/bulletin.md", "issued: 2020-03-31", "issued: 2019-03-31", "W0760 2019/bulletin.md:9:9"),
        (
            "2019/cities/scheme.yaml",
            "title: 测试方案",
            "title: 2018年测试方案",
            "W0760 2019/cities/scheme.yaml:3:8",
        ),
        (
            "2019/cities/decisions.yaml",
            "date: 2020-04-01",
            "date: 2019-04-01",
            "W0760 2019/cities/decisions.yaml:3:3",
        ),
        (
            "2019/cities/records/alpha.yaml",
            "praise, date: 2019-09-12",
            "praise, date: 2018-09-12",
            "W0760 2019/cities/records/alpha.yaml:27:5",
        ),
        (
            "2019/cities/records/alpha.yaml",
            "{report: 2019-12-30}",
            "{report: 2018-12-30}",
            "W0760 2019/cities/records/alpha.yaml:28:14",
        ),
    ] {
        let told = told(file, from, to);
        assert!(told.contains(&place.to_owned()), "{to}: {told:?}");
    }
}

/// A span around the year, the number of a paper and the name of another one are no slip, nor is what is found out later.
#[test]
fn what_speaks_of_other_years_rightly_is_not_told() {
    let title = |text: &str| told("2019/year.yaml", "format: 1\n", &format!("format: 1\ntitle: {text}\n"));
    for text in ["2018—2020年度", "2019年度（承2018年）", "某〔2018〕3号所定年度", "按《2018年办法》", "年度"]
    {
        assert_eq!(title(text), [] as [&str; 0], "{text}");
    }
    let late = told("2019/cities/records/alpha.yaml", "praise, date: 2019-09-12", "praise, date: 2020-01-12");
    assert_eq!(late, [] as [&str; 0]);
}

/// ` #3` ends a value; a comment has a blank behind its sign.
#[test]
fn a_text_that_is_cut_at_a_hash_is_told() {
    let record = "2019/cities/records/alpha.yaml";
    assert_eq!(told(record, "note: 分两批", "note: 问题 #3 未整改"), [format!("W0101 {record}:12:11")]);
    for fine in
        ["note: 问题 # 未整改", "note: \"问题 #3 未整改\"", "note: 问题#3未整改", "note: 分两批 ## 甲"]
    {
        assert_eq!(told(record, "note: 分两批", fine), [] as [&str; 0], "{fine}");
    }
}
