//! site.yaml

use std::collections::BTreeMap;

use super::mapping::Mapping;
use super::units::Units;
use super::value::Value;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Place, Site, Year};

/// The site, the units it declares, and the place of each pair of years so that the years can be checked once they are known.
pub(super) struct SiteFile {
    pub site: Site,
    pub units: Units,
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
        compare,
    })
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
