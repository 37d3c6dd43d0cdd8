//! Lists that take several pages.

use std::ops::Range;

use serde::Serialize;

use crate::site::base::{ROWS, list_file};

/// The pages of a list, where it takes more than one.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// 第501至1000个，共2000个
    pub range: String,
    pub pages: Vec<PagerItem>,
}

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct PagerItem {
    pub text: String,
    pub href: String,
    pub current: bool,
}

/// The rows of a page, from 0.
pub(crate) fn rows(page: usize, total: usize) -> Range<usize> {
    (page * ROWS).min(total)..((page + 1) * ROWS).min(total)
}

/// The pager of a list of `total` rows; nothing where one page holds them.
pub(crate) fn pager(name: &str, page: usize, total: usize) -> Option<Pager> {
    if total <= ROWS {
        return None;
    }
    let shown = rows(page, total);
    Some(Pager {
        range: format!("第{}至{}个，共{total}个", shown.start + 1, shown.end),
        pages: (0..total.div_ceil(ROWS))
            .map(|at| PagerItem {
                text: (at + 1).to_string(),
                href: list_file(name, at),
                current: at == page,
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_holds_the_rest() {
        assert_eq!(rows(2, 1200), 1000..1200);
        assert!(pager("index", 0, 500).is_none());
        let pager = pager("index", 2, 1200).unwrap();
        assert_eq!((pager.range.as_str(), pager.pages.len()), ("第1001至1200个，共1200个", 3));
        assert!(pager.pages[2].current);
    }
}
