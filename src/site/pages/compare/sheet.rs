//! Every subject with both years' results and the parts of its change, in full digits, in the order of the later year;
//! who is gone stands last.

use rust_decimal::Decimal;

use super::parts::split;
use crate::attribution::Split;
use crate::history::{Compared, Standing};
use crate::model::{NodeIndex, Role, Scheme};
use crate::site::base::{At, Cell, Columns, Head, SchemeSite, Site, Stream};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::PARTS;
use crate::wording::scale;

/// A subject with its name and the parts of its change, or why there are none.
struct Row<'a> {
    name: &'a str,
    subject: Compared<'a>,
    split: Result<Split, &'static str>,
}

/// The comparison of a pair of years.
pub(super) fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let pair = site.comparisons[at.item];
    let sides = Sides::of(site, pair);
    let (earlier, later) = (sides.earlier, sides.later);
    let scale = scale::of_hundred(sides.alike());
    let attribution = site.attribution(pair);
    let names: Vec<_> = sides.comparison.subjects.iter().map(|of| sides.name(of).name.as_str()).collect();
    let rows = names.into_iter().zip(sides.comparison.subjects).map(move |(name, subject)| {
        let split = split(attribution, &subject);
        Row { name, subject, split }
    });
    let mut columns = Columns::new()
        .add("对象编号", |of: &Row<'s>| of.subject.id.as_str())
        .add(Head::from("对象").naming(), |of| of.name);
    columns = of_side(columns, earlier, |of| of.subject.earlier);
    columns = of_side(columns, later, |of| of.subject.later);
    columns = columns
        .add(Head::points(format!("得分增减{scale}")), |of| {
            of.subject.change.and_then(|change| change.score)
        })
        .add(Head::from("名次升降").unit("位"), |of| {
            of.subject.change.and_then(|change| change.places).map(Cell::whole)
        });
    for (at, title) in PARTS.into_iter().enumerate() {
        let part = move |of: &Row| Some(of.split.as_ref().ok()?.parts()[at].1);
        columns = columns.add(Head::points(format!("{title}{scale}")), part);
    }
    let mut sheet =
        columns.add("未拆分原因", |of| of.split.as_ref().err().copied()).stream("变化从哪里来", rows);
    for (of, (y, _)) in [("前一", pair.earlier), ("后一", pair.later)] {
        let year = &site.years[y];
        sheet = sheet
            .common(format!("{of}年度"), Cell::whole(year.year.year.get()))
            .common(format!("{of}年度版次"), year.mark.name());
    }
    sheet.common("方案", later.scheme.title.clone())
}

/// What a year says of a subject.
fn of_side<'s>(
    columns: Columns<'s, Row<'s>>,
    of: &'s SchemeSite,
    standing: impl Fn(&Row<'s>) -> Option<Standing<'s>> + Copy + 's,
) -> Columns<'s, Row<'s>> {
    let head = |what: &str| Head::from(format!("{}{what}", of.year.title));
    let (decimals, root) = (of.scheme.data_decimals(Role::Total), NodeIndex::new(Scheme::ROOT));
    let score = move |score: Decimal| Cell::Fixed(score, decimals);
    let full = Head::points(format!("{}得分", of.year.title)).of_full(of.scheme, root);
    let columns = columns.add(full, move |row| standing(row).and_then(|of| of.result().told()).map(score));
    let columns = if of.is_graded() {
        columns
            .add(head("等次"), move |row| standing(row).and_then(|of| of.grade()).map(|grade| &grade.name))
    } else {
        columns
    };
    columns.add(head("名次"), move |row| standing(row).and_then(|of| of.result().rank).map(Cell::whole))
}
