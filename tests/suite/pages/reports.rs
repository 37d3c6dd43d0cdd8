//! Reports beside a result: on the subject's page, on pages of their own, in data and in the terminal.

use crate::case::{Case, SMALL, squeezed};

const RECORD: &str = "2019/cities/records/alpha.yaml";

/// The small case with a report of each kind, one of them a paper.
fn reported() -> Case {
    let case = Case::new(SMALL);
    case.file("2019/cities/reports/own.md", "## 做法\n\n见[结果](../alpha.html)。<b>粗</b>\n");
    case.file("2019/cities/reports/third.md", "调查\n");
    case.file("2019/cities/reports/group.pdf", "x");
    case.edit(RECORD, |text| {
        format!(
            "{text}reports:\n\
             \x20 - {{kind: self, by: 甲市, date: 2020-01-05, score: 99.5, text: ../reports/own.md}}\n\
             \x20 - {{kind: group, by: 考核一组, date: 2020-02-05, file: ../reports/group.pdf}}\n\
             \x20 - {{kind: third_party, by: 某研究院, date: 2020-02-09, score: 70, text: ../reports/third.md}}\n"
        )
    });
    case
}

#[test]
fn reports_stand_beside_the_result_and_score_nothing() {
    let plain = Case::new(SMALL);
    let case = reported();
    let scores = |case: &Case| {
        let mut told = case.run(&["score", "2019", "--format", "json"]).json();
        let mut reports = Vec::new();
        for subject in told["schemes"][0]["subjects"].as_array_mut().expect("subjects") {
            reports.extend(subject.as_object_mut().and_then(|subject| subject.remove("reports")));
        }
        (told, reports)
    };
    let ((before, none), (after, reports)) = (scores(&plain), scores(&case));
    assert_eq!((none.len(), reports.len()), (0, 1), "only who has reports has the key");
    // Lines of the record are the same but for what was added at its end.
    assert_eq!(before, after);
    let own = &reports[0][0];
    assert_eq!((own["kind"].as_str(), own["score"].as_str()), (Some("self"), Some("99.5")));
    assert_eq!(own["text"], "2019/cities/reports/own.md");
    let score = after["schemes"][0]["subjects"].as_array().expect("subjects").iter();
    let mut score = score.filter(|subject| subject["id"] == "alpha").map(|subject| subject["score"].clone());
    let score: f64 = score.next().expect("alpha").as_str().expect("a score").parse().expect("a number");
    let apart: f64 = own["difference"].as_str().expect("a difference").parse().expect("a number");
    assert!((99.5 - score - apart).abs() < 1e-9, "{score} {apart}");
    assert!(reports[0][1]["score"].is_null() && reports[0][1]["file"] == "../reports/group.pdf");

    case.run(&["explain", "2019", "cities", "alpha"])
        .exits(0)
        .says("报告（不计入得分）")
        .says("1. 自评报告（甲市，2020-01-05）：自评99.5，核定")
        .says("2. 考核组报告（考核一组，2020-02-05）\n");
}

#[test]
fn each_report_has_its_row_and_each_text_its_page() {
    let case = reported();
    case.build();
    let page = case.page("2019/draft/cities/alpha.html");
    let rows = page.rows("[id=tab-reports]");
    let heads: Vec<String> = page.all("[id=tab-reports] thead th").into_iter().map(squeezed).collect();
    assert_eq!(heads, ["报告", "谁报告", "日期", "所评得分", "相差", "文件", "位置"]);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[1][..5], ["考核组报告", "考核一组", "2020-02-05", "–", "–"]);
    let links = page.all("[id=tab-reports] a");
    assert_eq!(links.len(), 2, "a paper is named and not published");
    let text = case.page("2019/draft/cities/reports/alpha.1.html");
    text.has("做法").has("甲市").has("99.5").has("2019/cities/reports/own.md").has("&lt;b&gt;粗");
    case.page("2019/draft/cities/reports/alpha.3.html").has("调查");
    assert!(!case.output().join("2019/draft/cities/reports/alpha.2.html").exists());
    let other = case.page("2019/draft/cities/beta.html");
    assert!(other.all("[id=reports]").is_empty(), "who has none has no section");
}

#[test]
fn texts_of_reports_are_inputs_of_an_edition() {
    let case = Case::releasable();
    case.file("2019/cities/reports/own.md", "我们做了什么\n");
    case.edit(RECORD, |text| {
        format!("{text}reports: [{{kind: self, by: 甲市, date: 2020-01-05, text: ../reports/own.md}}]\n")
    });
    case.ok(&["release", "2019", "--note", "首次发布", "--allow-missing"]);
    case.page("2019/v1/cities/reports/alpha.1.html").has("我们做了什么");
    let kept = case.output().join("2019/v1/inputs/2019/cities/reports/own.md");
    assert!(kept.is_file(), "{:?}", kept);
    case.ok(&["verify"]);
    case.file("2019/cities/reports/own.md", "改过了\n");
    case.ok(&["verify"]);
    case.run(&["check"]).exits(0).tells("W0601");
}

#[test]
fn a_third_party_may_report_of_several_and_a_subject_of_itself_alone() {
    let case = Case::new(SMALL);
    case.file("2019/cities/reports/all.md", "调查\n");
    let both = |kind: &str| {
        for subject in ["alpha", "beta"] {
            case.edit(&format!("2019/cities/records/{subject}.yaml"), |text| {
                let text = text.split("reports:").next().unwrap_or_default().to_owned();
                format!(
                    "{text}reports: [{{kind: {kind}, by: 某, date: 2020-01-05, text: ../reports/all.md}}]\n"
                )
            });
        }
    };
    both("third_party");
    case.build().page("2019/draft/cities/reports/beta.1.html").has("调查");
    both("self");
    case.run(&["check"]).exits(1).tells("E0320").tells("两份记录写了同一份自评报告");
}

#[test]
fn a_scheme_in_points_states_reports_in_points() {
    let case = Case::of(&["aa"]);
    let scheme = "grades: none\nscale: points\nfull: 200\nweighting: points\ntree: [{id: all, role: indicator, title: 全部, weight: 200, method: {score: {full: 200}}}]\n";
    case.year(2019, scheme);
    let record = |score: &str| {
        let report =
            format!("reports: [{{kind: self, by: 甲, date: 2020-01-05, score: {score}, file: ../a.pdf}}]");
        case.record(2019, "aa", &format!("observations: {{all: {{score: 150}}}}\n{report}\n"));
    };
    case.file("2019/main/a.pdf", "x");
    record("180.5");
    let told = case.ok(&["explain", "2019", "main", "aa"]).out;
    assert!(told.contains("自评180.5，核定150.00 / 200，相差+30.50"), "{told}");
    record("200.5");
    case.run(&["check"]).exits(1).tells("E0505").tells("满分是 200");
}
