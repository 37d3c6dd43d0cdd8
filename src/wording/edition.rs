//! Editions in words: what each is called and what it did to the one before.

use super::{LAST_YEAR, year_before};
use crate::history::{RegisterState, Release, day};
use crate::model::{Year, YearContent};

/// 2019年度通报第2版
pub fn edition_title(title: &str, version: u32) -> String {
    format!("{title}第{version}版")
}

/// 2019年度通报第2版已撤销
pub fn withdrawn_title(title: &str, version: u32) -> String {
    format!("{}已撤销", edition_title(title, version))
}

/// What a version corrected and why; of a first one, which corrects nothing, what was noted.
pub fn edition_told(corrected: Option<usize>, note: Option<&str>) -> String {
    match corrected {
        Some(cells) => format!("更正{cells}处。{}", note.unwrap_or_default()),
        None => note.unwrap_or("首次发布。").to_owned(),
    }
}

/// 第2版, 第2版（内部稿）
pub fn version_name(version: u32, internal: bool) -> String {
    format!("第{version}版{}", if internal { "（内部稿）" } else { "" })
}

/// The edition that last year's numbers are from: 上年数据取自2018年度第1版; of a year further back: 与2018年度第1版比较.
pub fn compared_with(this: Year, earlier: &YearContent, edition: &str) -> String {
    let title = &earlier.title;
    match year_before(this, earlier) == LAST_YEAR {
        true => format!("{LAST_YEAR}数据取自{title}{edition}"),
        false => format!("与{title}{edition}比较"),
    }
}

/// 登记 3·7f2a 91c4: how many lines the register has, and how the digest of the last begins.
pub fn register_number(of: &RegisterState) -> String {
    match of.lines {
        0 => "登记 0".to_owned(),
        lines => {
            let part = |from: usize| of.sha256.get(from..from + 4).unwrap_or_default();
            format!("登记 {lines}·{} {}", part(0), part(4))
        }
    }
}

/// Where a release stands beside the one that is in force.
pub fn release_told(release: &Release, in_force: Option<u32>) -> String {
    let mut told = standing(release, in_force);
    for (count, what) in [
        (release.missing, "缺报或无法计算"),
        (release.unconfirmed, "没有经对方确认"),
        (release.accepted.len(), "核实过的疑点"),
    ] {
        if count > 0 {
            told += &format!("；{what}{count}项");
        }
    }
    told
}

fn standing(release: &Release, in_force: Option<u32>) -> String {
    match (&release.withdrawn, in_force) {
        (Some(withdrawn), _) => format!("已于{}撤销：{}", day(withdrawn.time), withdrawn.reason),
        (None, Some(version)) if release.internal && version > release.version => {
            format!("内部稿，已被第{version}版取代")
        }
        (None, _) if release.internal => "内部稿，未经批准，不作为结果".to_owned(),
        (None, Some(version)) if version == release.version => "现行".to_owned(),
        (None, Some(version)) => format!("已被第{version}版取代"),
        (None, None) => "不再有效".to_owned(),
    }
}

/// How many editions there are, and how many of them correct others or were withdrawn.
pub fn archive_told(all: usize, corrected: usize, withdrawn: usize) -> String {
    if all == 0 {
        return "还没有发布过任何版次，现有各年度都是草稿。".to_owned();
    }
    let mut told = format!("共发布{all}个版次");
    if corrected > 0 {
        told += &format!("，其中{corrected}个是更正");
    }
    if withdrawn > 0 {
        told += &format!("，{withdrawn}个已撤销");
    }
    told + "；发布后的版次一字不改。"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_register_is_short() {
        let state = |lines, sha256: &str| RegisterState { lines, sha256: sha256.to_owned() };
        assert_eq!(register_number(&state(3, &"7f2a91c4".repeat(8))), "登记 3·7f2a 91c4");
        assert_eq!(register_number(&state(0, RegisterState::NOTHING)), "登记 0");
    }

    #[test]
    fn a_first_version_corrects_nothing_and_a_later_one_says_how_much() {
        assert_eq!(edition_told(None, None), "首次发布。");
        assert_eq!(edition_told(None, Some("样例")), "样例");
        assert_eq!(edition_told(Some(3), Some("更正一项数据。")), "更正3处。更正一项数据。");
        assert_eq!(edition_told(Some(0), None), "更正0处。");
        assert_eq!(withdrawn_title("2019年度通报", 2), "2019年度通报第2版已撤销");
    }
}
