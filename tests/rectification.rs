//! Problems of the founding case from year to year, and the points that are taken off for those still open.

#[path = "common/founding.rs"]
mod founding;

use std::process::Command;

use founding::site;

fn read(path: &str) -> String {
    std::fs::read_to_string(site().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn run(words: &[&str]) -> String {
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
    let output =
        command.args(["--content", content, "--output", "nowhere"]).args(words).output().expect("it runs");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The trail of a deduction names the problem and the year, on the page with the way to its place in that year.
#[test]
fn a_deduction_leads_to_the_problem_of_the_year_before() {
    let page = read("2019/draft/assisted-cities/yangjiang.html");
    let trail = page
        .split("id=\"t-daily-record\"")
        .nth(1)
        .expect("the leaf")
        .split("</div>")
        .next()
        .expect("its end");
    assert!(trail.contains("往年考核发现问题整改2个未销号，每个扣2.5分"), "{trail}");
    for id in ["education", "employment"] {
        let place = format!("p-assisted-cities.yangjiang.{id}");
        assert!(
            trail.contains(&format!("../../../2018/draft/rectification.html#{place}\">2018年“")),
            "{trail}"
        );
        assert!(read("2018/draft/rectification.html").contains(&format!("<tr id=\"{place}\">")));
    }
    // The origin is where the record says so.
    assert!(trail.contains("记录:"), "{trail}");
    let told = run(&["explain", "2019", "assisted-cities", "yangjiang", "daily-record"]);
    assert!(told.contains("往年考核发现问题整改2个未销号") && told.contains("2018年“"), "{told}");
}

/// A problem that stays open over two years is told, and charged, in both.
#[test]
fn what_stays_open_is_followed_until_it_is_closed() {
    for year in ["2019", "2020"] {
        let page = read(&format!("{year}/draft/assisted-cities/meizhou.html"));
        assert!(
            page.contains("2018/draft/rectification.html#p-assisted-cities.meizhou.employment"),
            "{year}"
        );
    }
    let csv = read("2020/draft/data/rectification.csv");
    let line =
        csv.lines().find(|line| line.contains("meizhou,梅州,2018,employment")).expect("it is re-checked");
    assert!(line.contains("未销号"), "{line}");
}

/// Overdue and failed ones come first; repeated ones carry the years.
#[test]
fn the_page_says_first_who_is_behind() {
    let page = read("2019/draft/rectification.html");
    let first = page.find("id=\"behind\"").expect("the section");
    assert!(first < page.find("id=\"s-assisted-cities\"").expect("the scheme"));
    for said in ["逾期14天", "复核未通过", "未到期", "往年也有：", "同一指标上年也有问题", "已扣分"]
    {
        assert!(page.contains(said), "{said}");
    }
    // A day of its own; a clause that is not the indicator's.
    assert!(page.contains("期限 2020-09-30") && page.contains("#c-plan-8"));
    let circular = read("2019/draft/bulletin.html");
    assert!(circular.contains("个未销号，已在日常工作中扣分"), "the circular says what is still open");
}
