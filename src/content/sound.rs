//! What is left of a content when everything that has errors is taken out: years, schemes, subjects, papers and pages, so
//! that nothing is worked on that was half read. What rests on it goes with it; the other subjects of a scheme stay, and
//! are told to be compared with fewer than there will be.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::{self, Inputs, Sources};
use super::{diagnostics, fewer, settled};
use crate::diagnostics::Diagnostic;
use crate::model::{
    At, Attainment, Content, Evaluation, LeftOut, LeftOutReason, Method, MissingPolicy, Part, Place,
    SchemeId, SubjectId, SubjectIndex, Year, YearContent,
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
    /// What can be worked on. `stands` says of which years a released edition stands in for the folder's own, so that
    /// later years rest on that.
    ///
    /// # Errors
    /// What is left out, where no year is left; nothing where what everything rests on has errors.
    pub fn sound(self, stands: &dyn Fn(Year) -> bool) -> Result<Content, Vec<LeftOut>> {
        let errors: Vec<Diagnostic> = self.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
        let content = self.content.ok_or_else(Vec::new)?;
        if errors.iter().any(|error| matches!(blame(&content, &error.file), Blame::All)) {
            return Err(Vec::new());
        }
        let known = content.left_out.clone();
        with_years(taken_out(content, known, stands))
    }
}

fn with_years(content: Content) -> Result<Content, Vec<LeftOut>> {
    if content.years.is_empty() { Err(content.left_out) } else { Ok(content) }
}

/// The content without what these errors stand in, and what rests on that.
///
/// # Errors
/// What is left out, where no year is left; nothing where the errors stand in what everything rests on, or in nothing
/// that could be left out.
pub fn without(
    content: Content,
    errors: &[Diagnostic],
    stands: &dyn Fn(Year) -> bool,
) -> Result<Content, Vec<LeftOut>> {
    let found = blamed(&content, errors).ok_or_else(Vec::new)?;
    let more = found.iter().any(|one| content.left_out.iter().all(|known| known.part != one.part));
    let known = content.left_out.iter().cloned().chain(found).collect();
    if more { with_years(taken_out(content, known, stands)) } else { Err(Vec::new()) }
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
                _ if known && inner.starts_with("records/") => {
                    let name = inner.rsplit('/').next().unwrap_or(inner);
                    // The name of a record ends at its first dot, whatever ending somebody gave it.
                    let subject = name.split('.').next().unwrap_or(name);
                    Part::Record(year, scheme, SubjectId::new(subject))
                }
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
    let mut found: Vec<LeftOut> = found.into_iter().map(one).collect();
    found.extend(astray(content, &found));
    Some(found)
}

/// The subjects without a record where somebody's record has another one's name or nobody's: it may be theirs.
fn astray(content: &Content, found: &[LeftOut]) -> Vec<LeftOut> {
    let mut more: Vec<LeftOut> = Vec::new();
    for one in found {
        let Part::Record(of, id, subject) = &one.part else { continue };
        let Some(of_scheme) = content.year(*of).and_then(|year| evaluation(year, id)) else { continue };
        let subjects = &of_scheme.scheme.subjects;
        if subjects.contains(subject) {
            continue;
        }
        for (subject, _) in
            subjects.iter().zip(&of_scheme.records).filter(|(_, record)| record.file.is_none())
        {
            let part = Part::Record(*of, id.clone(), subject.clone());
            if found.iter().chain(&more).all(|known| known.part != part) {
                more.push(resting(content, part, &one.part));
            }
        }
    }
    more
}

/// A part that is left out because it rests on another.
fn resting(content: &Content, part: Part, on: &Part) -> LeftOut {
    LeftOut { title: title(content, &part), part, reason: LeftOutReason::RestsOn(title(content, on)) }
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
        Part::Record(of, id, subject) => {
            let cutoff = content.year(*of).map(|year| year.cutoff);
            let known = content.subjects.get(subject).zip(cutoff);
            let name =
                known.map_or_else(|| format!("记录 {subject}"), |(of, day)| of.name_on(day).name.clone());
            format!("{}的{name}", scheme(*of, id))
        }
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
        let mut fewer = Vec::new();
        for one in &mut year.evaluations {
            let id = one.scheme.id.clone();
            let stays: Vec<bool> = one
                .scheme
                .subjects
                .iter()
                .map(|who| !out(Part::Record(of, id.clone(), who.clone())))
                .collect();
            if stays.contains(&false) {
                fewer::keep(one, &stays);
                fewer.push(id);
            }
        }
        year.letters
            .retain(|id, _| !out(Part::Scheme(of, id.clone())) && !out(Part::Letters(of, id.clone())));
        let gone = |id: &SchemeId| out(Part::Scheme(of, id.clone()));
        year.groups.retain(|set| !set.schemes.iter().any(|id| gone(id) || fewer.contains(id)));
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
            let back = || looked_back_at(content, one, &gone, stands);
            if let Some(on) = asked.or_else(back).or_else(|| held_against(one, left_out)) {
                return Some(resting(content, part, &on));
            }
        }
        if let Some(more) = left_out
            .iter()
            .any(|one| matches!(one.part, Part::Record(..)))
            .then(|| record_rests(content, year, &out, stands))
            .flatten()
        {
            return Some(more);
        }
        // A circular speaks of all subjects of its year.
        let part = Part::Bulletin(year.year);
        let scheme = left_out
            .iter()
            .map(|one| &one.part)
            .find(|part| matches!(part, Part::Scheme(of, _) | Part::Record(of, ..) if *of == year.year));
        if let Some(on) = scheme.cloned().filter(|_| year.bulletin.is_some() && !out(&part)) {
            return Some(resting(content, part, &on));
        }
    }
    None
}

/// A subject without which a scheme has no result for anybody: the last one, or one that all are measured against.
fn held_against(one: &Evaluation, left_out: &[LeftOut]) -> Option<Part> {
    let scheme = &*one.scheme;
    let record = |subject: &SubjectId| {
        let part = Part::Record(scheme.year, scheme.id.clone(), subject.clone());
        left_out.iter().any(|one| one.part == part).then_some(part)
    };
    let yardsticks = scheme.nodes.iter().filter_map(|node| {
        let Method::Attain { to: Attainment::Subject(subject), .. } = node.method()? else { return None };
        scheme.subjects.get(subject.get())
    });
    yardsticks.filter_map(record).next().or_else(|| {
        let gone: Vec<Part> = scheme.subjects.iter().map_while(record).collect();
        gone.first().filter(|_| gone.len() == scheme.subjects.len()).cloned()
    })
}

/// A subject of the year whose result rests on a record that is left out: one of another scheme, or its own of before.
fn record_rests(
    content: &Content,
    year: &YearContent,
    out: &dyn Fn(&Part) -> bool,
    stands: &dyn Fn(Year) -> bool,
) -> Option<LeftOut> {
    for one in &year.evaluations {
        let scheme = &*one.scheme;
        if out(&Part::Scheme(year.year, scheme.id.clone())) {
            continue;
        }
        for (at, subject) in scheme.subjects.iter().enumerate() {
            let part = Part::Record(year.year, scheme.id.clone(), subject.clone());
            if out(&part) {
                continue;
            }
            let mut on = None;
            scheme.each_asked(&mut |id, whose, _| {
                let asked = scheme.asked_of(whose, SubjectIndex::new(at)).into_iter();
                let mut parts = asked.map(|subject| Part::Record(year.year, id.clone(), subject));
                on = on.take().or_else(|| parts.find(|part| out(part)));
            });
            let before = || {
                back(content, one, stands).find_map(|(of, then)| {
                    let ids = scheme.lineage.on(subject, content.year(of)?.cutoff).ids;
                    ids.into_iter().map(|id| Part::Record(of, then.clone(), id)).find(|part| out(part))
                })
            };
            if let Some(on) = on.or_else(before) {
                return Some(resting(content, part, &on));
            }
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
    back(content, one, stands).find_map(|(of, id)| gone(of, &id))
}

/// The years that a scheme looks back at, with its id there, the latest first; not those that an edition stands in for.
fn back<'c>(
    content: &'c Content,
    one: &Evaluation,
    stands: &'c dyn Fn(Year) -> bool,
) -> impl Iterator<Item = (Year, SchemeId)> + use<'c> {
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
    std::iter::from_fn(move || {
        let of = year.filter(|of| back <= reach && earliest.is_some_and(|first| *of >= first))?;
        let then = id.clone();
        if let Some(found) = content.year(of).and_then(|year| evaluation(year, &id)) {
            id = found.scheme.id_before().clone();
        }
        year = of.before();
        back += 1;
        Some((of, then))
    })
    .filter(move |(of, _)| !stands(*of))
}
