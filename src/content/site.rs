//! site.yaml

use std::collections::{BTreeMap, BTreeSet};

use super::mapping::Mapping;
use super::units::Units;
use super::value::{Value, check_id};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Noun, Place, Site, Subject, SubjectId, Year};

/// Characters of the longest noun.
const LONGEST: usize = 8;

/// What the subjects of each kind are called.
pub(super) type Kinds = BTreeMap<String, Noun>;

/// The site, the units and kinds it declares, and the place of each pair of years so that the years can be checked once they are known.
pub(super) struct SiteFile {
    pub site: Site,
    pub units: Units,
    pub kinds: Kinds,
    /// Where each kind stands.
    kinds_at: Vec<(String, Place)>,
    pub compare: Vec<((Year, Year), Place)>,
}

pub(super) fn decode(map: &Mapping<'_>) -> Option<SiteFile> {
    let id = map.get("id").and_then(Value::id).map(str::to_owned);
    let title = map.line("title");
    let organ = map.line("organ");
    let subtitle = map.line_if("subtitle");
    let classification = map.line_if("classification");
    let audience = map.line_if("audience");
    let theme = map.get("theme").and_then(Value::id).unwrap_or("bulletin").to_owned();
    let mut units = Units::default();
    units.declare(map);
    let (mut kinds, mut kinds_at) = (Kinds::new(), Vec::new());
    for (key, value) in map.get("kinds").and_then(Value::pairs).into_iter().flatten() {
        if !check_id(value.file, &key.text, key.span) {
            continue;
        }
        kinds_at.push((key.text.to_string(), value.file.place(key.span)));
        kinds.extend(noun(value).map(|noun| (key.text.to_string(), noun)));
    }
    let compare: Vec<_> = map
        .get("compare")
        .and_then(Value::items)
        .into_iter()
        .flatten()
        .filter_map(|item| pair(item).map(|years| (years, item.file.place(item.span()))))
        .collect();
    Some(SiteFile {
        site: Site {
            id,
            title: title?,
            organ: organ?,
            subtitle,
            classification,
            audience,
            theme,
            compare: compare.iter().map(|(years, _)| *years).collect(),
        },
        units,
        kinds,
        kinds_at,
        compare,
    })
}

/// `{title: 国家, counter: 个}`
fn noun(value: Value<'_>) -> Option<Noun> {
    let map = value.mapping()?;
    let title = map.need("title").and_then(word);
    let counter = map.get("counter").map_or_else(|| Some("个".to_owned()), word);
    map.finish();
    Some(Noun { title: title?, counter: counter? })
}

/// A word that stands behind a number, in a sentence.
fn word(value: Value<'_>) -> Option<String> {
    let text = value.line()?;
    let odd = |c: char| c.is_whitespace() || c.is_ascii_digit() || "，。、：；“”（）".contains(c);
    if text.chars().count() <= LONGEST && !text.contains(odd) {
        return Some(text);
    }
    let problem = value.problem(Code::BadIdentifier, format!("“{text}”不能作对象的名称或量词"));
    value.refuse(
        problem
            .found(&text)
            .hint(format!("写成 title: 国家、counter: 个 的样子：最多 {LONGEST} 个字，没有空格、数字和标点")),
    )
}

/// Reports kinds that no subject has.
pub(super) fn check_kinds(
    site: &SiteFile,
    subjects: &BTreeMap<SubjectId, Subject>,
    problems: &mut Vec<Diagnostic>,
) {
    let known: BTreeSet<&str> = subjects.values().map(|subject| subject.kind.as_str()).collect();
    // Where no subject could be read, none is called unknown.
    for (kind, place) in
        site.kinds_at.iter().filter(|(kind, _)| !known.is_empty() && !known.contains(&**kind))
    {
        problems.push(
            Diagnostic::at(Code::UnknownKind, place, format!("没有类别是“{kind}”的考核对象"))
                .word(kind, known.iter().copied())
                .hint("请改成 subjects.yaml 里用到的 kind，或者删去这一行"),
        );
    }
}

/// `[2018, 2020]`
fn pair(value: Value<'_>) -> Option<(Year, Year)> {
    let years: Vec<_> = value.items()?.collect();
    let [first, second] = years[..] else {
        let problem = value.problem(Code::WrongType, "要比较的年度两个一组");
        return value.refuse(problem.hint("写成 [2018, 2020] 的样子"));
    };
    let (first, second) = (first.year()?, second.year()?);
    if first == second {
        let problem = value.problem(Code::OutOfRange, format!("{first} 年不能和它自己比较"));
        return value.refuse(problem.hint("写成 [2018, 2020] 的样子"));
    }
    Some((first.min(second), first.max(second)))
}

/// Reports pairs that name a year without a folder. The inputs of a released edition end with its year, while site.yaml
/// may already name later ones: so this is a warning.
pub(super) fn check_years<T>(site: &SiteFile, years: &BTreeMap<Year, T>, problems: &mut Vec<Diagnostic>) {
    for ((first, second), place) in &site.compare {
        for year in [first, second] {
            if !years.contains_key(year) {
                problems.push(
                    Diagnostic::at(
                        Code::NoYearToCompare,
                        place,
                        format!("没有 {year} 年度的文件夹，这一组不比较"),
                    )
                    .word(&year.to_string(), years.keys().map(ToString::to_string))
                    .hint("请改成有文件夹的年度，或者删去这一组"),
                );
            }
        }
    }
}
