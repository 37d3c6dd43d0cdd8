//! Editions in words: what each is called and what it did to the one before.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_version_corrects_nothing_and_a_later_one_says_how_much() {
        assert_eq!(edition_told(None, None), "首次发布。");
        assert_eq!(edition_told(None, Some("样例")), "样例");
        assert_eq!(edition_told(Some(3), Some("更正一项数据。")), "更正3处。更正一项数据。");
        assert_eq!(edition_told(Some(0), None), "更正0处。");
        assert_eq!(withdrawn_title("2019年度通报", 2), "2019年度通报第2版已撤销");
    }
}
