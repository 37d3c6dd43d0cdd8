//! East–West pairings of the year's subjects: which city helps which prefecture.

use serde::Serialize;

use crate::charts::{Flow, Pairing};
use crate::model::{PartnerKind, SubjectIndex};
use crate::site::base::{Figure, Link, Site, href};
use crate::wording::pictures;

/// A pairing in the table.
#[derive(Debug, Serialize)]
pub struct PairRow<'a> {
    pub from: Link,
    /// Who is helped.
    pub to: &'a str,
    /// 2016–2020
    pub years: String,
    pub uncertain: bool,
}

/// The pairings in force in the year, by the subjects of the first scheme that has any.
pub(crate) fn pairs<'s>(site: &'s Site<'_>, y: usize) -> Option<(Figure<'s>, Vec<PairRow<'s>>)> {
    let year = &site.years[y];
    let of_scheme = |scheme: &'s crate::site::base::scheme::SchemeSite<'_>| {
        let (mut pairs, mut rows) = (Vec::new(), Vec::new());
        for (at, id) in scheme.scheme.subjects.iter().enumerate() {
            let index = SubjectIndex::new(at);
            let partners = site.input.content.subjects.get(id).map_or(&[][..], |subject| &subject.partners);
            let number = year.year.year.get();
            let holds = |from: Option<i16>, to: Option<i16>| {
                from.is_none_or(|from| from <= number) && to.is_none_or(|to| number <= to)
            };
            for partner in
                partners.iter().filter(|of| of.kind == PartnerKind::Eastwest && holds(of.from, of.to))
            {
                let grade = scheme.result(index).grade.map(|grade| scheme.picture_grade(grade));
                pairs.push(Pairing {
                    from: scheme.short(index),
                    href: Some(href(scheme, index)),
                    grade,
                    to: &partner.prefecture,
                });
                rows.push(PairRow {
                    from: Link::to(scheme.names[at].name.clone(), href(scheme, index)),
                    to: &partner.prefecture,
                    years: partner.years(),
                    uncertain: partner.uncertain,
                });
            }
        }
        (!pairs.is_empty()).then_some((scheme, pairs, rows))
    };
    // The scheme about the pairings has the largest share of subjects with one.
    let found = year.schemes.iter().filter_map(of_scheme);
    let (scheme, pairs, rows) =
        found.max_by_key(|(scheme, _, rows)| rows.len() * 100 / scheme.names.len().max(1))?;
    if pairs.len() > 60 {
        return None;
    }
    let helpers = pairs.chunk_by(|a, b| a.from == b.from).count();
    let helped: std::collections::BTreeSet<_> = pairs.iter().map(|pair| pair.to).collect();
    let words = pictures::pairs(scheme, helpers, helped.len());
    let figure = Figure::new("pairs", words, Flow { heads: ["帮扶方", "受帮扶方"], pairs });
    Some((figure, rows))
}
