//! What a word of the command line names: a year, scheme, subject, indicator or set of groups by its id, or by what people
//! call it. Every command finds them here.

use crate::diagnostics::{nearest, some};
use crate::model::{Content, Evaluation, GroupSet, Node, Part, Scheme, Subject, SubjectId, Year};

/// Something that may be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    id: String,
    /// What else it is called: title, short title, names of all times.
    called: Vec<String>,
}

impl Name {
    fn new<'s>(id: &str, called: impl IntoIterator<Item = &'s str>) -> Self {
        let mut name = Self { id: id.to_owned(), called: Vec::new() };
        for one in called {
            if !one.is_empty() && one != id && !name.called.iter().any(|known| known == one) {
                name.called.push(one.to_owned());
            }
        }
        name
    }

    /// Its id.
    pub fn id(&self) -> String {
        self.id.clone()
    }

    /// `guangzhou（广州市）`
    fn shown(&self) -> String {
        match self.called.first() {
            Some(called) => format!("{}（{called}）", self.id),
            None => self.id.clone(),
        }
    }
}

/// The position of what a word names, or what to say: nothing is called so, or several are.
pub(super) fn resolve(what: &str, word: &str, all: &[Name]) -> Result<usize, String> {
    let word = word.trim();
    if let Some(found) = all.iter().position(|one| one.id == word) {
        return Ok(found);
    }
    let called = |one: &Name| one.called.iter().any(|called| called == word);
    let found: Vec<usize> = (0..all.len()).filter(|at| called(&all[*at])).collect();
    let list = |names: &mut dyn Iterator<Item = &Name>| some(&names.map(Name::shown).collect::<Vec<_>>());
    match found[..] {
        [one] => Ok(one),
        [] if all.is_empty() => Err(format!("没有{what}“{word}”，现在一个也没有")),
        [] => {
            let near = near(word, all);
            let near = near.map_or_else(String::new, |near| format!("您是不是要写“{}”？", near.shown()));
            Err(format!("没有{what}“{word}”。{near}可用的有：{}", list(&mut all.iter())))
        }
        _ => Err(format!(
            "叫“{word}”的{what}不止一个：{}。请写括号前的标识",
            list(&mut found.iter().map(|at| &all[*at]))
        )),
    }
}

/// What was probably meant: an id or a name that differs in few letters, else the only name that the word is part of.
fn near<'n>(word: &str, all: &'n [Name]) -> Option<&'n Name> {
    let words = |one: &'n Name| std::iter::once(&*one.id).chain(one.called.iter().map(String::as_str));
    if let Some(found) = nearest(word, all.iter().flat_map(words)) {
        return all.iter().find(|one| words(one).any(|known| known == found));
    }
    let mut within =
        all.iter().filter(|one| !word.is_empty() && words(one).any(|known| known.contains(word)));
    within.next().filter(|_| within.next().is_none())
}

/// The years of a content, those that were left out among them, each with its number.
pub(super) fn years(content: &Content) -> Vec<(i16, Name)> {
    let mut years: Vec<(i16, Name)> =
        content.years.iter().map(|of| (of.year.get(), year(of.year, &of.title))).collect();
    for out in content.left_out.iter().filter_map(|one| one.part.year()) {
        if years.iter().all(|(known, _)| *known != out.get()) {
            years.push((out.get(), year(out, "")));
        }
    }
    years.sort_by_key(|(number, _)| *number);
    years
}

fn year(year: Year, title: &str) -> Name {
    let (id, short, long) = (year.to_string(), format!("{year}年"), format!("{year}年度"));
    Name::new(&id, [title, &short, &long])
}

/// The schemes of a year, by their evaluations.
pub(super) fn schemes<'e>(evaluations: impl IntoIterator<Item = &'e Evaluation>) -> Vec<Name> {
    evaluations.into_iter().map(|of| scheme(&of.scheme)).collect()
}

fn scheme(scheme: &Scheme) -> Name {
    Name::new(scheme.id.as_str(), [&*scheme.short, &*scheme.title])
}

/// The schemes of a year, those that were left out among them.
pub(super) fn all_schemes(content: &Content, year: Year) -> Vec<Name> {
    let mut names = content.year(year).map_or_else(Vec::new, |of| schemes(&of.evaluations));
    names.extend(left_out_schemes(content, year));
    names
}

/// The schemes of a year that were left out.
pub(super) fn left_out_schemes(content: &Content, year: Year) -> Vec<Name> {
    let out = content.left_out.iter().filter_map(|one| match &one.part {
        Part::Scheme(of, id) if *of == year => {
            let title = one.title.split_once('“').map_or("", |(_, title)| title.trim_end_matches('”'));
            Some(Name::new(id.as_str(), [title]))
        }
        Part::Scheme(..)
        | Part::Record(..)
        | Part::Year(_)
        | Part::Bulletin(_)
        | Part::Letters(..)
        | Part::Page(_) => None,
    });
    out.collect()
}

/// Subjects by their ids, with their names of all times.
pub(super) fn subjects<'i>(content: &Content, ids: impl IntoIterator<Item = &'i SubjectId>) -> Vec<Name> {
    let one = |id: &SubjectId| content.subjects.get(id).map_or_else(|| Name::new(id.as_str(), []), subject);
    ids.into_iter().map(one).collect()
}

fn subject(subject: &Subject) -> Name {
    let names = subject.names.iter().rev().flat_map(|name| [&*name.name, &*name.short]);
    Name::new(subject.id.as_str(), names)
}

/// The indicators of a scheme, after the root, which is called `total` as well.
pub(super) fn nodes(scheme: &Scheme) -> Vec<Name> {
    let one = |(at, node): (usize, &Node)| match at {
        Scheme::ROOT => Name::new("total", [&*node.title, node.id.as_str(), "总分"]),
        _ => Name::new(node.id.as_str(), [&*node.title]),
    };
    scheme.nodes.iter().enumerate().map(one).collect()
}

/// Sets of evaluation groups.
pub(super) fn sets(sets: &[GroupSet]) -> Vec<Name> {
    sets.iter().map(|set| Name::new(&set.id, [&*set.title])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_an_id_or_what_somebody_is_called() {
        let all = [
            Name::new("guangzhou", ["广州市", "广州"]),
            Name::new("chaoyang-bj", ["朝阳区", "朝阳"]),
            Name::new("chaoyang-ln", ["朝阳市", "朝阳"]),
            Name::new("zhuhai", ["珠海市", "珠海"]),
        ];
        for (word, found) in [
            ("guangzhou", Ok(0)),
            ("广州市", Ok(0)),
            (" 广州 ", Ok(0)),
            ("朝阳区", Ok(1)),
            (
                "朝阳",
                Err(
                    "叫“朝阳”的考核对象不止一个：chaoyang-bj（朝阳区）、chaoyang-ln（朝阳市）。请写括号前的标识",
                ),
            ),
            ("广洲市", Err("没有考核对象“广洲市”。您是不是要写“guangzhou（广州市）”？可用的有：")),
            ("Guang_zhou", Err("您是不是要写“guangzhou（广州市）”？")),
            ("珠", Err("您是不是要写“zhuhai（珠海市）”？")),
            ("华北", Err("没有考核对象“华北”。可用的有：guangzhou（广州市）、")),
            ("", Err("没有考核对象“”。可用的有：")),
        ] {
            match (resolve("考核对象", word, &all), found) {
                (Ok(at), Ok(wanted)) => assert_eq!(at, wanted, "{word}"),
                (Err(told), Err(says)) => assert!(told.contains(says), "{word}: {told}"),
                (got, _) => panic!("{word}: {got:?}"),
            }
        }
        assert_eq!(resolve("方案", "x", &[]).unwrap_err(), "没有方案“x”，现在一个也没有");
    }
}
