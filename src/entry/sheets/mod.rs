//! Workbooks that people fill in, and what filled ones change in records.
//!
//! A workbook is first a [`Book`]: pages of rows whose cells know where in a record their value stands. It is made from a
//! scheme and the texts of records (`pages`, `lists`), written as .xlsx (`write`), and made once more from the texts that
//! the workbook carries when it comes back filled in (`read`), so that each cell is compared with what it held then. What
//! differs is put into today's text at its place (`patch`). The workbook by which another party confirms figures is one of
//! them (`confirm`).

mod apply;
mod check;
mod confirm;
mod form;
mod lists;
mod mark;
mod pages;
mod part;
mod patch;
mod read;
mod write;

use form::Base as Of;
use pages::Around;

pub use apply::Became;
pub use confirm::{Answer, Signed, answers, confirm_book, confirmed, to_confirm};
pub use form::{Base, Book, Origin, Page, Step, shown};
pub use mark::{Mark, digest};
pub use part::part;
pub use read::{Change, Returned, Spot, Trouble, compare, returned};
pub use write::write;

use crate::content::outline;
use crate::entry::Asked;
use crate::model::{FigureIndex, NodeIndex, SubjectIndex};

/// A record to be filled in: its subject and the text of its file, empty where there is none.
pub type Record = (SubjectIndex, String);

/// Puts changes of one record into its text of today; `base` is the record as the workbook knew it. Gives the new text and
/// what became of each change.
pub fn put(
    asked: &Asked<'_>,
    base: &str,
    text: &str,
    changes: &[&Change],
    clear: bool,
) -> (String, Vec<Became>) {
    apply::apply(base, text, changes, &patch::Order::new(asked.scheme()), clear)
}

/// The workbook of these records: a subject's, or what one organ provides of several.
pub fn book(asked: &Asked<'_>, site: &str, records: Vec<Record>, organ: Option<&str>) -> Book {
    let scheme = asked.scheme();
    let bases: Vec<(SubjectIndex, Of)> = records
        .into_iter()
        .map(|(subject, text)| {
            let id = scheme.subjects[subject.get()].clone();
            let name = asked.name(&id).to_owned();
            (subject, Of { subject: id, name, text: part(asked, organ, &text) })
        })
        .collect();
    let trees: Vec<_> = bases.iter().map(|(subject, base)| (*subject, base, outline(&base.text))).collect();
    let around = Around { asked, records: &trees, organ };
    let mut all = vec![pages::figures(&around), pages::observations(&around)];
    all.extend(lists::pages(&around));
    if organ.is_none() {
        all.push(pages::dates(&around));
    }
    all.retain(|page| !page.rows.is_empty() || (page.spare.is_some() && organ.is_none()));
    let who = organ
        .map_or_else(|| bases.first().map_or(String::new(), |(_, base)| base.name.clone()), str::to_owned);
    let year = asked.year.year;
    let title = format!("{who}　{}　{}填报表", asked.year.title, scheme.title);
    let file = match (organ, bases.first()) {
        (None, Some((_, base))) => format!("{}-{}", base.subject, name_of_file(&base.name)),
        (organ, _) => name_of_file(organ.filter(|organ| !organ.is_empty()).unwrap_or("未注明来源")),
    };
    let cover = cover(asked, &who);
    drop(trees);
    let origin = Origin {
        site: site.to_owned(),
        year: year.get(),
        scheme: scheme.id.to_string(),
        organ: organ.map(str::to_owned),
    };
    Book {
        file,
        title,
        cover,
        pages: all,
        records: bases.into_iter().map(|(_, base)| base).collect(),
        origin,
    }
}

/// Every organ that provides something under a scheme, in the order of the scheme; `""` for what nobody is named for.
pub fn organs(asked: &Asked<'_>) -> Vec<String> {
    let scheme = asked.scheme();
    let mut found: Vec<String> = Vec::new();
    if scheme.subjects.is_empty() {
        return found;
    }
    let any = SubjectIndex::new(0);
    let figures = (0..scheme.figures.len()).map(|at| asked.figure(any, FigureIndex::new(at)).by);
    let nodes = scheme.nodes.iter().enumerate().filter_map(|(at, node)| {
        let ask = asked.observation(any, NodeIndex::new(at))?;
        (!ask.allowed.is_empty()).then(|| node.source.clone().unwrap_or_default())
    });
    for by in figures.chain(nodes) {
        if !found.contains(&by) {
            found.push(by);
        }
    }
    found
}

fn cover(asked: &Asked<'_>, who: &str) -> Vec<(String, String)> {
    let scheme = asked.scheme();
    let due = asked.reporting().map_or_else(|| "方案没有写明".to_owned(), |due| format!("{due} 前"));
    [
        ("填报单位", who.to_owned()),
        ("方案", scheme.title.clone()),
        ("年度", asked.year.title.clone()),
        ("依据", scheme.basis.clone()),
        ("报送期限", due),
        (
            "怎样填",
            "只填浅黄色的格子；灰色的标识和第一行不要改，也不要删列、改表头。数按写明的单位填，不写单位；日期如 2020-03-01；\
             有下拉表的从里面选。没有的留空。表下方的空行可以添，不够时插入行"
                .to_owned(),
        ),
        ("保护", "工作表加了保护，没有密码；需要时在“审阅”里撤销".to_owned()),
        ("填好以后", "保存后交回。可以另存为 xls、ods，或把一张表存成 CSV".to_owned()),
        ("收表人", format!("tongbao sheets import {}", "工作簿文件；先加 --dry-run 看有哪些改动")),
    ]
    .map(|(what, told)| (what.to_owned(), told))
    .into()
}

/// A name without what a system forbids in names of files.
fn name_of_file(name: &str) -> String {
    let kept = name.chars().map(|character| match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        other if other.is_control() => '_',
        other => other,
    });
    kept.take(60).collect::<String>().trim_matches(['.', ' ']).to_owned()
}
