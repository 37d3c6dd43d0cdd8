//! What is left of a content when everything that has errors is taken out: whole years, schemes, papers and pages, so that
//! nothing is worked on that was half read, and nothing whose result would be another one if the rest were there.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::{self, Inputs, Sources};
use super::{diagnostics, settled};
use crate::diagnostics::Diagnostic;
use crate::model::{
    At, Content, Evaluation, LeftOut, LeftOutReason, MissingPolicy, Part, Place, SchemeId, Year, YearContent,
};

/// A content as far as it could be read, with every problem.
#[derive(Debug)]
pub struct Rough {
    content: Option<Content>,
    /// Every problem, in the order of files and lines.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a content folder of which parts may have errors, as it would be with these files in it.
pub fn read_rough(root: &Path, over: &Sources) -> Rough {
    let mut problems = Vec::new();
    let content = files::scan(root, Inputs::OfToday, &mut problems).and_then(|folder| {
        super::content(&if over.is_empty() { folder } else { folder.over(over) }, &mut problems)
    });
    diagnostics::sort(&mut problems);
    let told = settled(None, Inputs::OfToday, problems.clone()).diagnostics;
    // What is folded for readers would hide where else the same slip stands.
    let errors: Vec<Diagnostic> = problems.into_iter().filter(Diagnostic::is_error).collect();
    let whole = content.is_some() && errors.is_empty();
    let content = if whole { content } else { content.map(|content| marked(content, &errors)) };
    Rough { content, diagnostics: told }
}

/// Keeps what errors stand where until [`Rough::sound`] takes it out.
fn marked(mut content: Content, errors: &[Diagnostic]) -> Content {
    content.left_out = blamed(&content, errors).unwrap_or_default();
    content
}

impl Rough {
    /// What can be worked on; nothing where what everything rests on has errors. `stands` says of which years a released
    /// edition stands in for the folder's own, so that later years rest on that.
    pub fn sound(self, stands: &dyn Fn(Year) -> bool) -> Option<Content> {
        let errors: Vec<Diagnostic> = self.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
        let content = self.content?;
        if errors.iter().any(|error| matches!(blame(&content, &error.file), Blame::All)) {
            return None;
        }
        let known = content.left_out.clone();
        Some(taken_out(content, known, stands)).filter(|content| !content.years.is_empty())
    }
}

/// The content without what these errors stand in, and what rests on that; nothing where they stand in what everything
/// rests on, or in nothing that could be left out.
pub fn without(content: Content, errors: &[Diagnostic], stands: &dyn Fn(Year) -> bool) -> Option<Content> {
    let found = blamed(&content, errors)?;
    let more = found.iter().any(|one| content.left_out.iter().all(|known| known.part != one.part));
    let known = content.left_out.iter().cloned().chain(found).collect();
    more.then(|| taken_out(content, known, stands)).filter(|content| !content.years.is_empty())
}

/// What an error in a file makes unusable.
enum Blame {
    /// Everything rests on it.
    All,
    One(Part),
    /// Nothing that is read.
    Nothing,
}

fn blame(content: &Content, file: &str) -> Blame {
    let Some((first, rest)) = file.split_once('/') else {
        return match file {
            "site.yaml" | "subjects.yaml" | "." => Blame::All,
            _ => Blame::Nothing,
        };
    };
    if first == "pages" {
        return Blame::One(Part::Page(rest.strip_suffix(".md").unwrap_or(rest).to_owned()));
    }
    let year = first.parse().ok().filter(|_| first.len() == 4).and_then(Year::new);
    let Some(year) = year else {
        // A folder of another name is none of the content; what lies outside it, as a theme, is not to be left out.
        let outside = first.is_empty() || first == ".." || Path::new(file).is_absolute();
        return if outside { Blame::All } else { Blame::Nothing };
    };
    Blame::One(match rest.split_once('/') {
        None if rest == "bulletin.md" => Part::Bulletin(year),
        None => Part::Year(year),
        Some((scheme, inner)) => {
            let scheme = SchemeId::new(scheme);
            let known = content.year(year).is_some_and(|year| evaluation(year, &scheme).is_some());
            match inner {
                "letter.md" if known => Part::Letters(year, scheme),
                _ if known || inner == "scheme.yaml" || inner.starts_with("records/") => {
                    Part::Scheme(year, scheme)
                }
                // Whatever else lies there may be of all of its schemes.
                _ => Part::Year(year),
            }
        }
    })
}

/// The parts that errors stand in, each once; `None` where one stands in what everything rests on.
fn blamed(content: &Content, errors: &[Diagnostic]) -> Option<Vec<LeftOut>> {
    let mut found: BTreeMap<Part, (Place, usize)> = BTreeMap::new();
    for error in errors {
        match blame(content, &error.file) {
            Blame::All => return None,
            Blame::Nothing => {}
            Blame::One(part) => {
                let at = error.span.map_or(At::default(), |span| span.at);
                let place = Place::line(error.file.clone(), at);
                found.entry(part).or_insert((place, 0)).1 += 1;
            }
        }
    }
    let one = |(part, (place, count))| LeftOut {
        title: title(content, &part),
        part,
        reason: LeftOutReason::Errors(place, count),
    };
    Some(found.into_iter().map(one).collect())
}

/// What a part is called.
fn title(content: &Content, part: &Part) -> String {
    let year = |of: Year| {
        let title = content.year(of).map(|year| year.title.clone()).filter(|title| !title.is_empty());
        title.unwrap_or_else(|| format!("{of}年度"))
    };
    let scheme = |of: Year, id: &SchemeId| {
        let found = content.year(of).and_then(|year| evaluation(year, id));
        let name = found.map(|one| one.scheme.short.clone()).filter(|name| !name.is_empty());
        format!("{}“{}”", year(of), name.unwrap_or_else(|| id.to_string()))
    };
    match part {
        Part::Year(of) => year(*of),
        Part::Scheme(of, id) => scheme(*of, id),
        Part::Bulletin(of) => format!("{}的通报", year(*of)),
        Part::Letters(of, id) => format!("{}的反馈函", scheme(*of, id)),
        Part::Page(name) => format!("网页“{name}”"),
    }
}

fn evaluation<'c>(year: &'c YearContent, id: &SchemeId) -> Option<&'c Evaluation> {
    year.evaluations.iter().find(|one| one.scheme.id == *id)
}

/// Takes out what is known to be unusable, then what rests on it until nothing more does.
fn taken_out(mut content: Content, known: Vec<LeftOut>, stands: &dyn Fn(Year) -> bool) -> Content {
    let mut left_out = known;
    while let Some(more) = rests(&content, &left_out, stands) {
        left_out.push(more);
    }
    left_out.sort_by(|a, b| a.part.cmp(&b.part));
    let out = |part: Part| left_out.iter().any(|one| one.part == part);
    for year in &mut content.years {
        let of = year.year;
        year.evaluations.retain(|one| !out(Part::Scheme(of, one.scheme.id.clone())));
        year.letters
            .retain(|id, _| !out(Part::Scheme(of, id.clone())) && !out(Part::Letters(of, id.clone())));
        let gone = |id: &SchemeId| out(Part::Scheme(of, id.clone()));
        year.groups.retain(|set| !set.schemes.iter().any(gone));
        if out(Part::Bulletin(of)) {
            year.bulletin = None;
        }
    }
    content.years.retain(|year| !out(Part::Year(year.year)) && !year.evaluations.is_empty());
    content.pages.retain(|page| !out(Part::Page(page.slug.clone())));
    let years: Vec<Year> = content.years.iter().map(|year| year.year).collect();
    content.site.compare.retain(|(first, second)| years.contains(first) && years.contains(second));
    content.left_out = left_out;
    content
}

/// A part that is still there and rests on one that is left out.
fn rests(content: &Content, left_out: &[LeftOut], stands: &dyn Fn(Year) -> bool) -> Option<LeftOut> {
    let out = |part: &Part| left_out.iter().any(|one| one.part == *part);
    let gone = |year: Year, id: &SchemeId| {
        [Part::Year(year), Part::Scheme(year, id.clone())].into_iter().find(|part| out(part))
    };
    for year in content.years.iter().filter(|year| !out(&Part::Year(year.year))) {
        for one in &year.evaluations {
            let scheme = &*one.scheme;
            let part = Part::Scheme(year.year, scheme.id.clone());
            if out(&part) {
                continue;
            }
            let asked = scheme.asks().into_iter().find_map(|(id, _)| gone(year.year, &id));
            if let Some(on) = asked.or_else(|| looked_back_at(content, one, &gone, stands)) {
                let title = title(content, &part);
                return Some(LeftOut { part, title, reason: LeftOutReason::RestsOn(on) });
            }
        }
        // A circular speaks of all schemes of its year.
        let part = Part::Bulletin(year.year);
        let scheme = left_out
            .iter()
            .map(|one| &one.part)
            .find(|part| matches!(part, Part::Scheme(of, _) if *of == year.year));
        if let Some(on) = scheme.cloned().filter(|_| year.bulletin.is_some() && !out(&part)) {
            let title = title(content, &part);
            return Some(LeftOut { part, title, reason: LeftOutReason::RestsOn(on) });
        }
    }
    None
}

/// What is left out of the same scheme in the years it looks back at: another score and another grade would come out.
fn looked_back_at(
    content: &Content,
    one: &Evaluation,
    gone: &dyn Fn(Year, &SchemeId) -> Option<Part>,
    stands: &dyn Fn(Year) -> bool,
) -> Option<Part> {
    let scheme = &*one.scheme;
    let last = u32::from(scheme.missing == MissingPolicy::LastYear);
    let reach = match scheme.takes_earlier_problems() {
        true => u32::MAX,
        false => u32::from(scheme.reach()).max(scheme.looks_back()).max(last),
    };
    let mut id = scheme.id_before().clone();
    let mut year = scheme.year.before();
    let mut back = 1;
    let earliest = content.years.iter().map(|year| year.year).min();
    while let Some(of) = year.filter(|of| back <= reach && earliest.is_some_and(|first| *of >= first)) {
        if let Some(part) = gone(of, &id).filter(|_| !stands(of)) {
            return Some(part);
        }
        if let Some(then) = content.year(of).and_then(|year| evaluation(year, &id)) {
            id = then.scheme.id_before().clone();
        }
        year = of.before();
        back += 1;
    }
    None
}
