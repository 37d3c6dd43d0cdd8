//! Every step of every subject.

use crate::model::ClauseId;
use crate::procedure::schedule::{Entry, StepKind};
use crate::site::base::{At, Cell, Columns, Head, SchemeSite, Site, Stream, cite};
use crate::site::parts::calendar::rows::steps_of;
use crate::wording::schedule as words;

/// A step that a subject is asked for.
struct Asked<'s, 'a> {
    scheme: &'s SchemeSite<'a>,
    step: StepKind,
    clause: Option<&'s ClauseId>,
    entry: Entry,
}

/// Every step of every subject of a year, scheme by scheme, step by step.
pub(super) fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let rows = year.schemes.iter().flat_map(|scheme| {
        steps_of(scheme).into_iter().flat_map(move |step| {
            let asked = move |entry| Asked { scheme, step: step.kind, clause: step.clause, entry };
            step.entries.into_iter().map(asked)
        })
    });
    let as_of = year.stated.date;
    Columns::new()
        .add("方案编号", |of: &Asked<'s, '_>| of.scheme.scheme.id.as_str())
        .add("方案", |of| &of.scheme.scheme.title)
        .add("环节编号", |of| of.step.id(of.scheme.scheme))
        .add("环节", |of| words::step_title(of.scheme.scheme, of.step))
        .add("对象编号", |of| of.scheme.scheme.subjects[of.entry.subject.get()].as_str())
        .add(Head::from("对象").naming(), |of| &of.scheme.names[of.entry.subject.get()].name)
        .add("数据状态", |of| of.scheme.is_sample(of.entry.subject).then_some("示例"))
        .add("期限", |of| of.entry.due)
        .add("办理日期", |of| of.entry.done)
        .add("情况", |of| words::timing_kind(of.entry.timing))
        .add("拖延天数", |of| match of.entry.timing.days_behind() {
            0 => Cell::Blank,
            days => Cell::whole(days),
        })
        .add("截至", move |_| as_of)
        .add("条款", |of| cite(of.scheme.year, of.clause))
        .stream(super::NAME, rows)
        .of_year(year)
}
