//! The shipped circulars say what the results say, and state no number of their own.

use serde_json::Value;

use crate::case::{founding, source, squeezed};

const YEARS: [u16; 3] = [2018, 2019, 2020];

/// The words of a year's circular, without spaces.
fn words(year: u16) -> String {
    squeezed(founding().page(&format!("{year}/draft/bulletin.html")).one("body"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().expect("a list")
}

#[test]
fn grades_changes_and_outcomes_are_those_of_the_results() {
    for year in YEARS {
        let text = words(year);
        let results = founding().json(&format!("{year}/draft/data/results.json"));
        for scheme in list(&results, "schemes") {
            let subjects = list(scheme, "subjects");
            for grade in ["好", "较好", "一般", "较差", "差"] {
                let count = subjects.iter().filter(|subject| subject["grade"] == grade).count();
                let said = format!("“{grade}”{count}个");
                assert!(count == 0 || text.contains(&said), "{year} {}: {said}", scheme["id"]);
            }
        }
        let next = year + 1;
        for said in [
            // Two calendar months after the day the circular of that year is sent.
            match year {
                2018 => "2019年7月20日前",
                2019 => "2020年7月18日前",
                _ => "2021年7月17日前",
            },
            "整改方案与报告",
            "谈话提醒（方案六（五））：市级考核被帮扶市",
            "各项中“",
            &format!("样例〔{next}〕0号"),
        ] {
            assert!(text.contains(said), "{year} does not say {said}");
        }
    }
    let text = words(2019);
    for said in [
        "名次比上年前移的有：佛山（升1位）、茂名（升3位）。",
        "有关帮扶市名次比上年后移的有：珠海（降1位）、湛江（降3位）。",
        "揭阳（由“一般”到“较好”）",
        "省交叉考核组14个，考核评价20个对象（方案五（一））；省成效评价组6个，考核评价25个对象（办法五）。",
        "2020年2月3日依据办法五，从13个受帮扶市州抽取30个贫困县",
        "县级谈话提醒（方案六（五））：市级考核被帮扶市的揭阳甲县、汕尾乙县",
        "云浮（市级考核被帮扶市）：省扶贫开发领导小组审定，由“好”定为“较好”。",
        "广州（东西部扶贫协作有关帮扶市）：有一大项“一般”不评为“好”（办法七（一）3），由“好”定为“较好”。",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn no_circular_types_a_number() {
    for year in YEARS {
        let text = source(&format!("content/{year}/bulletin.md"));
        let mut body = text.splitn(3, "---\n").nth(2).expect("a body").to_owned();
        for (start, end) in [("{{", "}}"), ("{%", "%}")] {
            while let Some(at) = body.find(start) {
                let length = body[at..].find(end).expect("a placeholder ends") + end.len();
                body.replace_range(at..at + length, "");
            }
        }
        // Names of papers and the number of an attachment are no results.
        for name in ["粤农扶组〔2019〕31号", "《2019年地级以上市", "附件3"] {
            body = body.replace(name, "");
        }
        let line = body.lines().find(|line| line.contains(|letter: char| letter.is_ascii_digit()));
        assert_eq!(line, None, "{year}");
    }
}
