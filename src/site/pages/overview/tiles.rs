//! The map of tiles on an overview: where each subject lies, and how it was graded.

use serde::Serialize;

use super::tile_views::{Picker, Views};
use crate::charts::{Grade, Tile, TileMap};
use crate::model::{Noun, Subject, SubjectIndex};
use crate::site::base::{Figure, GradeView, Link, SchemeSite, Site, href};
use crate::wording::pictures;

/// What the map shows, as a table.
#[derive(Debug, Serialize)]
pub struct Places<'a> {
    /// What the tiles are coloured by.
    pub first: String,
    /// What the shapes in the corner show.
    pub second: Option<String>,
    /// The subjects, in the order of the tiles.
    pub rows: Vec<PlaceRow<'a>>,
    /// What else the tiles can show.
    pub picker: Picker,
}

/// A subject of the map.
#[derive(Debug, Serialize)]
pub struct PlaceRow<'a> {
    pub name: Link,
    pub grade: Option<GradeView<'a>>,
    /// Its grade in the second evaluation.
    pub second: Option<GradeView<'a>>,
    /// What each view of the picker says about it.
    pub cells: String,
}

type Found<'s, 'a> = Option<(&'s SchemeSite<'a>, SubjectIndex)>;

/// The map with its table, where subjects of the year have a tile.
pub(crate) fn tiles<'s>(site: &'s Site<'_>, y: usize) -> Option<(Figure<'s>, Places<'s>)> {
    let year = &site.years[y];
    let has = |scheme: &SchemeSite, subject: &Subject| scheme.scheme.subjects.contains(&subject.id);
    let kinds: Vec<_> = year.schemes.iter().map(|scheme| scheme.scheme.kind.as_str()).collect();
    let of_kind = |subject: &&Subject| subject.tile.is_some() && kinds.contains(&subject.kind.as_str());
    let mut subjects: Vec<&Subject> = site.input.content.subjects.values().filter(of_kind).collect();
    subjects.sort_by_key(|subject| subject.tile.map(|(column, row)| (row, column)));
    // Tiles are coloured by grades.
    let graded = year.schemes.iter().filter(|scheme| scheme.is_graded());
    let schemes: Vec<_> =
        graded.filter(|scheme| subjects.iter().any(|subject| has(scheme, subject))).collect();
    let first = widest(&schemes, &subjects);
    if first.is_empty() {
        return None;
    }
    let second: Vec<_> =
        schemes.iter().copied().filter(|scheme| !first.iter().any(|of| std::ptr::eq(*of, *scheme))).collect();
    let find = |among: &[&'s SchemeSite<'_>], subject: &Subject| -> Found<'s, '_> {
        among.iter().copied().find_map(|scheme| {
            let at = scheme.scheme.subjects.iter().position(|id| *id == subject.id)?;
            Some((scheme, SubjectIndex::new(at)))
        })
    };
    let chosen: Vec<_> = first.iter().chain(&second).copied().collect();
    let views = Views::new(site, &chosen, subjects.len());
    let (mut tiles, mut rows) = (Vec::new(), Vec::new());
    for subject in &subjects {
        let found = (find(&first, subject), find(&second, subject));
        let name = subject.name_on(year.year.cutoff);
        let grade = |found: Found<'s, '_>| {
            let (scheme, at) = found?;
            Some(scheme.grade(scheme.result(at).grade?))
        };
        let leads = found.0.or(found.1).map(|(scheme, at)| href(scheme, at));
        let says = |(scheme, at): (&'s SchemeSite<'_>, SubjectIndex)| {
            let grade = scheme.result(at).grade.map(|grade| scheme.scheme.grade(grade));
            (&*scheme.scheme.short, grade)
        };
        let words: Vec<_> = [found.0, found.1].into_iter().flatten().map(says).collect();
        let (own, other) = (grade(found.0), grade(found.1));
        tiles.push(Tile {
            at: subject.tile.unwrap_or_default(),
            name: &name.short,
            href: leads.clone(),
            grade: own.map(Grade::from),
            none: "无结果",
            second: other.map(Grade::from),
            says: pictures::tile(&name.name, &words),
        });
        let name = name.name.clone();
        let name = leads.map_or_else(|| Link::plain(name.clone()), |href| Link::to(name.clone(), href));
        rows.push(PlaceRow { name, grade: own, second: other, cells: views.cells(&subject.id) });
    }
    let names = |schemes: &[&SchemeSite]| {
        let names: Vec<_> = schemes.iter().map(|scheme| &*scheme.scheme.short).collect();
        names.join("、")
    };
    let places = Places {
        first: names(&first),
        second: (!second.is_empty()).then(|| names(&second)),
        rows,
        picker: views.picker(),
    };
    Some((figure(tiles, &first, &places), places))
}

/// The schemes that together grade the most subjects, none twice: these colour the tiles.
fn widest<'s, 'a>(schemes: &[&'s SchemeSite<'a>], subjects: &[&Subject]) -> Vec<&'s SchemeSite<'a>> {
    let mapped = |scheme: &SchemeSite| {
        let on_map = |id: &crate::model::SubjectId| subjects.iter().any(|subject| subject.id == *id);
        scheme.scheme.subjects.iter().filter(|id| on_map(id)).count()
    };
    let apart = |one: &SchemeSite, other: &SchemeSite| {
        !one.scheme.subjects.iter().any(|id| other.scheme.subjects.contains(id))
    };
    let mut best: (usize, Vec<&SchemeSite>) = (0, Vec::new());
    for start in schemes {
        let mut chosen = vec![*start];
        for scheme in schemes {
            if chosen.iter().all(|of| apart(of, scheme)) {
                chosen.push(scheme);
            }
        }
        let count = chosen.iter().map(|scheme| mapped(scheme)).sum();
        if count > best.0 {
            best = (count, chosen);
        }
    }
    best.1
}

fn figure<'s>(tiles: Vec<Tile<'s>>, first: &[&'s SchemeSite<'_>], places: &Places<'s>) -> Figure<'s> {
    let mut grades: Vec<Grade> = Vec::new();
    for tile in &tiles {
        grades.extend(tile.grade.filter(|grade| !grades.contains(grade)));
    }
    grades.sort_by_key(|grade| grade.place);
    let count =
        |grade: &Grade<'s>| (tiles.iter().filter(|tile| tile.grade == Some(*grade)).count(), grade.name);
    let counts: Vec<_> = grades.iter().map(count).collect();
    let noun = first.first().map_or_else(|| Noun::usual(""), |scheme| scheme.scheme.noun.clone());
    let none: Vec<_> = tiles.iter().filter(|tile| tile.grade.is_none()).map(|tile| tile.name).collect();
    Figure::new(
        "map",
        pictures::tiles(&counts, &noun.of(tiles.len()), &places.first, &none),
        TileMap {
            tiles,
            grades,
            second: places.second.as_ref().map_or(String::new(), |names| format!("空心形：{names}等次")),
            caption: "示意图，不代表行政区划界线",
        },
    )
}
