//! Links and pictures that people write into papers and free pages: each leads to a file of the site, or is told with its
//! place.

use super::address::{self, Leads};
use super::budget::Filled;
use super::fill::{PaperError, at, bounded};
use super::markdown::{self, Link};
use crate::model::Paper;

/// What is wrong with the links of a free page, that stands at this path of the site.
pub fn check_page(
    (body, line): (&str, u32),
    path: &str,
    stands: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<PaperError> {
    let bad = markdown::links(body).filter_map(|link| Some((told(&link, path, stands)?, link)));
    bounded(bad, |(message, link)| at((body, line), link.range.start, message))
}

/// Links of a filled paper that lead to no file of the site.
pub(super) fn leading_nowhere(
    source: &Paper,
    filled: &Filled,
    path: &str,
    stands: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<PaperError> {
    let mut found: Option<Vec<Link>> = None;
    let bad = markdown::links(&filled.text).filter_map(|link| Some((told(&link, path, stands)?, link)));
    bounded(bad, |(message, link)| {
        let found = found.get_or_insert_with(|| markdown::links(&source.body).collect());
        // The same link in the source; one that a placeholder made is told where its loop begins.
        let own = found.iter().position(|own| own.address == link.address).map(|at| found.remove(at));
        let place = own.map_or_else(|| filled.place(link.range.start), |own| own.range.start);
        at((&source.body, source.body_line), place, message)
    })
}

/// What a link is told for, if it leads to no file.
fn told(link: &Link, page: &str, stands: &(dyn Fn(&str) -> bool + Sync)) -> Option<String> {
    let Link { address, picture, .. } = link;
    let what = if *picture { "图片" } else { "链接" };
    let address = address.escape_debug();
    match address::leads(page, &link.address) {
        Leads::Here if *picture => Some(format!("图片 {address} 不是图片文件")),
        Leads::Here => None,
        Leads::Refused(why) => Some(format!("{what} {address} 不能用：{why}")),
        Leads::To(file) if !stands(&file) => Some(format!(
            "{what} {address} 指向 {file}，网站里没有这个文件；本页是 {page}，地址从它所在的文件夹写起"
        )),
        Leads::To(file) => (*picture && !PICTURES.iter().any(|ending| file.ends_with(ending)))
            .then(|| format!("图片 {address} 不是图片文件（{}）", PICTURES.join("、"))),
    }
}

/// Endings of files that a browser shows as pictures.
const PICTURES: [&str; 6] = [".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"];
