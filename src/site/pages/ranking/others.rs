//! What a scheme takes from the results of others of its year: a sheet of inputs for its formulas.

use std::collections::BTreeSet;

use crate::model::{Composite, Measure, Period, ResultOf, SchemeId, SubjectId, SubjectIndex};
use crate::site::base::{Columns, Head, SchemeSite, Stream, YearSite};

/// Whose result under which scheme a row of the sheet holds.
pub type Asked = (SchemeId, SubjectId);

/// The results of other schemes that measures ask for, and whose each row holds: those that are asked for together stand
/// below each other. `None` where no measure asks.
pub fn others<'s>(year: &'s YearSite, site: &'s SchemeSite) -> Option<(Stream<'s>, Vec<Asked>)> {
    let asked = asked(site);
    if asked.is_empty() {
        return None;
    }
    let value = |of: ResultOf| {
        move |(scheme, subject): &Asked| {
            site.scored.last.beside.get(scheme).and_then(|found| found.value(subject, of))
        }
    };
    let sheet = Columns::new()
        .add("方案", |(scheme, _): &Asked| {
            site.scheme.others.get(scheme).map_or(scheme.as_str(), String::as_str).to_owned()
        })
        .add("方案编号", |(scheme, _)| scheme.to_string())
        .add(Head::from("对象").naming(), |(scheme, subject)| name(year, scheme, subject).to_owned())
        .add("对象编号", |(_, subject)| subject.to_string())
        .add(Head::from("公布得分").unit("分"), value(ResultOf::Score))
        .add(Head::from("名次").unit("名"), value(ResultOf::Place))
        .stream("其他方案结果", asked.clone().into_iter());
    let about = "本方案取用的其他方案的结果，算法见那些方案自己的工作簿。空格为没有结果，不计入平均";
    Some((Stream { notes: vec![about.to_owned()], ..sheet }, asked))
}

fn asked(site: &SchemeSite) -> Vec<Asked> {
    let scheme = site.scheme;
    let mut composites: Vec<Composite> = Vec::new();
    for (measure, _) in scheme.nodes.iter().filter_map(|node| node.measure()) {
        measure.each(Period::NOW, &mut |part, _| {
            if let Measure::Composite(composite) = part {
                composites.push(composite.clone());
            }
            true
        });
    }
    let of = |composite: &Composite, subject: SubjectIndex| {
        let asked = scheme.asked_of(&composite.whose, subject).into_iter();
        asked.map(|id| (composite.scheme.clone(), id)).collect::<Vec<_>>()
    };
    let mut met = BTreeSet::new();
    let order = &site.results.order;
    let all =
        composites.iter().flat_map(|composite| order.iter().flat_map(move |subject| of(composite, *subject)));
    all.filter(|asked| met.insert(asked.clone())).collect()
}

/// What a subject is called under another scheme of the year.
fn name<'s>(year: &'s YearSite, scheme: &SchemeId, subject: &'s SubjectId) -> &'s str {
    let of = year.schemes.iter().find(|of| of.scheme.id == *scheme);
    let name = of.and_then(|of| {
        let at = of.scheme.subjects.iter().position(|id| id == subject)?;
        Some(&*of.names[at].name)
    });
    name.unwrap_or(subject.as_str())
}
