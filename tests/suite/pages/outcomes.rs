//! What follows from the founding case's results: the page of the year, its data, and the approval.

use crate::case::founding;

/// The rows of the year's list of talks.
fn talks_of(year: u16) -> Vec<Vec<String>> {
    founding().page(&format!("{year}/draft/outcomes.html")).rows("[id=t-talk]")
}

#[test]
fn talks_name_cities_and_counties_with_why_and_by_whom() {
    let talks = talks_of(2019);
    let of = |city: &str, county: &str| {
        let found = talks.iter().find(|row| row[0] == city && row[1] == county);
        found.unwrap_or_else(|| panic!("{city}{county} in {talks:?}"))
    };
    assert_eq!(of("汕尾市", "")[4], "等次为“一般”");
    assert_eq!(of("揭阳市", "")[4], "突出问题1个");
    let county = of("揭阳市", "甲县");
    assert!(
        county[4].starts_with("第80名（共80个），排名靠后；突出问题：两个镇的产业扶贫资金"),
        "{county:?}"
    );
    assert!(county[5].starts_with("省扶贫办"), "{county:?}");
    assert_eq!(of("汕尾市", "乙县")[4], "第78名（共80个），排名靠后");
    assert!(!talks.iter().any(|row| row[0] == "汕尾市" && row[1] == "甲县"), "ranked, but not low");
    // In 2020 a city is graded lowest: who attends the talk is said.
    let talks = talks_of(2020);
    let lowest = talks.iter().find(|row| row[3] == "约谈").expect("a city is called in");
    assert!(lowest[6].contains("省纪委一名负责同志、省委组织部一名负责同志"), "{lowest:?}");
}

#[test]
fn the_approval_the_recipients_and_the_data_are_shown() {
    let page = founding().page("2019/draft/outcomes.html");
    for said in [
        "被帮扶市、对口帮扶市审批已办结",
        "领导小组审议",
        "样例批复〔2020〕1号",
        "省人力资源社会保障厅",
        "id=\"c-plan-6-5\"",
        "href=\"data/outcomes.csv\"",
    ] {
        page.has(said);
    }
    let csv = founding().told("2019/draft/data/outcomes.csv");
    assert!(csv.contains("assisted-cities,shanwei,汕尾市,乙县,县级谈话提醒"), "{csv}");
    assert!(founding().told("2019/draft/index.html").contains("href=\"outcomes.html\""));
    let bulletin = founding().told("2019/draft/bulletin.html");
    assert!(bulletin.contains("2020年4月26日审议、2020年5月11日批准"), "dates of the approval");
    assert!(bulletin.contains("揭阳甲县、汕尾乙县"), "counties that are talked to");
}
