//! Reports beside a result, all invented. Their texts lie in `reports` of the scheme.

use super::record::Line;

/// The reports of a subject.
pub fn of(year: i64, scheme: &str, subject: &str) -> Vec<Line> {
    match (year, scheme, subject) {
        (2019, "eastwest-cities", "guangzhou") => vec![
            report("self", "广州市（样例）", "2020-01-18", "94.6", "guangzhou-self"),
            report("group", "省交叉考核组（样例）", "2020-02-24", "90.1", "guangzhou-group"),
        ],
        (2019, "assisted-cities", "shantou") => {
            vec![report("third_party", "第三方评估机构（样例）", "2020-02-28", "74.5", "shantou-third-party")]
        }
        _ => Vec::new(),
    }
}

fn report(kind: &str, by: &str, day: &str, score: &str, file: &str) -> Line {
    vec![
        ("kind", kind.to_owned()),
        ("by", by.to_owned()),
        ("date", day.to_owned()),
        ("score", score.to_owned()),
        ("text", format!("../reports/{file}.md")),
    ]
}
