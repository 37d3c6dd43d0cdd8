//! Problems of the founding case from year to year, and the points that are taken off for those still open.

use crate::case::{Page, founding, pieces, words};

fn read(path: &str) -> String {
    founding().told(path)
}

fn run(words: &[&str]) -> String {
    founding().ok(words).out
}

/// The page of a year.
fn of(year: u16) -> Page {
    founding().page(&format!("{year}/draft/rectification.html"))
}

/// The trail of a deduction names the problem and the year, on the page with the way to its place in that year.
#[test]
fn a_deduction_leads_to_the_problem_of_the_year_before() {
    let page = founding().page("2019/draft/assisted-cities/yangjiang.html");
    let leaf = page.one("[id=t-daily-record]");
    let trail = words(leaf);
    assert!(trail.contains("往年考核发现问题整改2个未销号，每个扣2.5分"), "{trail}");
    for id in ["education", "employment"] {
        let place = format!("p-assisted-cities.yangjiang.{id}");
        let way = format!("a[href='../../../2018/draft/rectification.html#{place}']");
        assert!(pieces(leaf, &way).iter().any(|way| words(*way).starts_with("2018年“")), "{trail}");
        of(2018).one(&format!("tr[id='{place}']"));
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

/// The ways from a section of the page.
fn ways(page: &Page, section: &str) -> Vec<String> {
    let ways = page.all(&format!("section.sec[id={section}] a[href]")).into_iter();
    ways.filter_map(|way| way.attr("href")).map(str::to_owned).collect()
}

/// The cells of a line of the data; none of those read here holds a comma.
fn lines(year: u16) -> Vec<Vec<String>> {
    let text = read(&format!("{year}/draft/data/rectification.csv"));
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

const YEARS: [u16; 3] = [2018, 2019, 2020];
const SCHEME: usize = 2;
const SUBJECT: usize = 3;
const FOUND: usize = 5;
const ID: usize = 6;
const STATE: usize = 20;
const RECURS: usize = 21;

/// The page's sentence counts what its data list, state by state.
#[test]
fn the_first_sentence_counts_what_the_data_list() {
    for year in YEARS {
        let lede = words(of(year).one("p.lede"));
        let own: Vec<_> = lines(year).into_iter().filter(|line| line[FOUND] == year.to_string()).collect();
        assert!(!own.is_empty() && lede.contains(&format!("有问题{}个", own.len())), "{year}: {lede}");
        for state in ["未通知", "待报方案", "整改中", "待复核", "已销号", "复核未通过"] {
            let count = own.iter().filter(|line| line[STATE].split('，').next() == Some(state)).count();
            assert_eq!(lede.contains(&format!("{state}{count}个")), count > 0, "{year} {state}: {lede}");
            assert!(count > 0 || !lede.contains(state), "{year} {state}: {lede}");
        }
        let late = own.iter().filter(|line| line[STATE].contains("逾期")).count();
        assert_eq!(lede.contains(&format!("逾期{late}个")), late > 0, "{year}: {lede}");
    }
}

/// Every problem has its anchor, and what is behind stands first.
#[test]
fn every_problem_has_a_place_and_what_is_behind_comes_first() {
    for year in YEARS {
        let page = of(year);
        let (ids, behind) = (page.values("id"), ways(&page, "behind"));
        for line in lines(year).iter().filter(|line| line[FOUND] == year.to_string()) {
            let place = format!(".{}.{}", line[SUBJECT], line[ID]);
            assert!(ids.iter().any(|id| id.ends_with(&place)), "{year}: {line:?}");
            let attention = line[STATE].contains("逾期") || line[STATE] == "复核未通过";
            assert_eq!(behind.iter().any(|way| way.ends_with(&place)), attention, "{year}: {line:?}");
        }
        let first = page.all("section")[0].attr("id");
        assert_eq!(first, Some("behind"), "{year}: something stands before it");
    }
}

/// Points are taken off once for each problem that is open, in every record of a scheme that takes them.
#[test]
fn as_many_points_are_taken_as_problems_are_open() {
    for year in [2019, 2020] {
        let mut open = std::collections::BTreeMap::<String, usize>::new();
        for line in lines(year).iter().filter(|line| line[STATE] == "未销号") {
            if line[SCHEME] == "被帮扶市" || line[SCHEME] == "对口帮扶市" {
                *open.entry(format!("{}/{}", line[SCHEME], line[SUBJECT])).or_default() += 1;
            }
        }
        assert!(open.len() > 3, "{year}: {open:?}");
        for (whose, count) in open {
            let (short, subject) = whose.split_once('/').expect("a scheme and a subject");
            let scheme = if short == "被帮扶市" { "assisted-cities" } else { "helper-cities" };
            let trail = run(&["explain", &year.to_string(), scheme, subject, "daily-record"]);
            assert!(
                trail.contains(&format!("往年考核发现问题整改{count}个未销号")),
                "{year} {whose}: {trail}"
            );
        }
    }
}

#[test]
fn what_came_back_is_marked_with_its_years() {
    let page = of(2020);
    let marked = lines(2020).iter().filter(|line| !line[RECURS].is_empty()).count();
    assert!(marked > 0);
    assert_eq!(page.rows("section[id=repeated]").len(), marked);
    // Twice before, latest first, each leading to its year.
    let row = page.all("section[id=repeated] tbody tr").into_iter();
    let row = row.filter(|row| !pieces(*row, "a[href$='#p-assisted-cities.heyuan.coordination']").is_empty());
    let row = row.last().expect("it came back");
    let years: Vec<_> = pieces(row, "a[href*='/draft/rectification.html#p-assisted-cities.heyuan']")
        .into_iter()
        .filter_map(|way| way.attr("href")?.strip_prefix("../../")?.split('/').next())
        .collect();
    assert_eq!(years, ["2019", "2018"]);
    let own = read("2020/draft/assisted-cities/heyuan.html");
    assert!(own.contains("2019年也有") && own.contains("../rectification.html#p-assisted-cities.heyuan"));
}

#[test]
fn the_page_is_found_and_nothing_is_told_of_a_later_year() {
    for year in YEARS {
        assert!(read(&format!("{year}/draft/index.html")).contains("href=\"rectification.html\""));
        let page = read(&format!("{year}/draft/rectification.html"));
        assert!(page.contains("data/rectification.csv"), "{year}");
        assert!(!page.contains(&format!("../../{}/draft/rectification.html", year + 1)), "{year}");
    }
    assert!(read("search-index.js").contains("问题整改"));
    assert!(!read("2018/draft/rectification.html").contains("id=\"earlier\""), "nothing came before 2018");
}
