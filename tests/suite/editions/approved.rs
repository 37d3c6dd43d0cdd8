//! Releases and the approval of the results.

use calamine::{Reader, Xlsx, open_workbook};

use crate::case::Case;

const SCHEME: &str = "2019/cities/scheme.yaml";
const YEAR: &str = "2019/year.yaml";

/// A scheme whose results are reviewed, approved and issued; the review is done.
fn desk() -> Case {
    let desk = Case::releasable();
    desk.edit(SCHEME, |text| {
        format!(
            "{text}approval:\n  - {{id: review, title: 领导小组审议, clause: c-1}}\n  - {{id: approve, title: 批准, clause: c-2}}\n  \
             - {{id: issue, title: 印发, issue: true}}\n"
        )
    });
    desk.edit(YEAR, |text| {
        format!("{text}approvals:\n  - schemes: [cities]\n    steps: {{review: 2020-04-20}}\n")
    });
    desk
}

fn approve(desk: &Case, day: &str) {
    desk.replace(YEAR, "review: 2020-04-20", &format!("review: 2020-04-20, approve: {day}"));
}

#[test]
fn what_is_not_approved_is_not_released() {
    let desk = desk();
    let said = desk.run(&["release", "2019"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("审批还差 1 步") && said.err.contains("cities：批准（"), "{}", said.err);
    assert!(!desk.path("output/2019").exists(), "nothing was written");
    // Approved the day after the release: not yet.
    approve(&desk, "2020-05-19");
    assert_eq!(desk.run(&["release", "2019"]).code, 1);
    assert_eq!(
        desk.run_on(1, &["release", "2019"]).code,
        0,
        "approved on the day itself; the issue may follow"
    );
    assert!(!desk.told("2019/v1/manifest.json").contains("internal_draft"));
}

#[test]
fn an_internal_draft_is_marked_everywhere_and_never_holds() {
    let desk = desk();
    desk.ok(&["release", "2019", "--internal-draft"]);
    assert!(desk.told("2019/v1/manifest.json").contains("\"internal_draft\": true"));
    for (page, text) in desk.files("2019/v1").iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(text);
        assert!(text.contains("内部稿") && text.contains("未经批准"), "{page} is marked");
    }
    let mut book: Xlsx<_> = open_workbook(desk.path("output/2019/v1/data/cities.xlsx")).expect("a workbook");
    for sheet in book.sheet_names() {
        let cells = book.worksheet_range(&sheet).expect("a sheet");
        let marked = cells.used_cells().any(|(_, _, cell)| cell.to_string().contains("内部稿"));
        assert!(marked, "{sheet} is marked");
    }
    let archive = desk.told("archive.html");
    assert!(archive.contains("内部稿，未经批准，不作为结果") && !archive.contains("现行"), "{archive}");
    // The site still leads to the draft, and later years look back on it.
    assert!(desk.told("index.html").contains("2019/draft/"));
    assert!(!desk.told("index.html").contains("href=\"2019/v1/"));
    assert_eq!(desk.run(&["verify"]).code, 0);

    approve(&desk, "2020-05-01");
    desk.release(2019, "经批准正式发布");
    let archive = desk.told("archive.html");
    assert!(archive.contains("现行") && archive.contains("内部稿，已被第2版取代"), "{archive}");
    assert!(desk.told("index.html").contains("2019/v2/"));
    assert!(!desk.told("2019/v2/index.html").contains("内部稿"));
}

#[test]
fn approved_without_any_other_change_an_internal_draft_is_released_once_more() {
    let desk = desk();
    approve(&desk, "2020-05-01");
    desk.ok(&["release", "2019", "--internal-draft"]);
    desk.release(2019, "正式发布，内容未变");
    assert_eq!(desk.run(&["release", "2019", "--note", "再发"]).code, 1, "the same once more is refused");
}
