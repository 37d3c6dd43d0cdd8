//! The page's data: every problem of the year, then what became of problems of earlier years, scheme by scheme.

use jiff::civil::Date;

use crate::model::{self, ProblemRef, SubjectIndex};
use crate::procedure::rectification::{Followed, Item};
use crate::site::base::{At, Cell, Columns, Head, SchemeSite, Site, Stream, cite};
use crate::wording::rectification as words;

/// A problem of a scheme.
type Row<'s, 'a> = (&'s SchemeSite<'a>, Problem<'s, 'a>);

/// A problem of the year or of an earlier one.
enum Problem<'s, 'a> {
    Own(&'s Item<'a>),
    Earlier(&'s Followed<'a>),
}

impl<'s, 'a> Problem<'s, 'a> {
    fn subject(&self) -> SubjectIndex {
        match self {
            Self::Own(of) => of.subject,
            Self::Earlier(of) => of.subject,
        }
    }

    /// What is put right this year.
    fn own(&self) -> Option<&'s Item<'a>> {
        match self {
            Self::Own(of) => Some(of),
            Self::Earlier(_) => None,
        }
    }

    /// The problem as its year's record has it; nothing where that year is not at hand.
    fn found(&self) -> Option<&'a model::Problem> {
        match self {
            Self::Own(of) => Some(of.problem),
            Self::Earlier(of) => of.problem,
        }
    }

    /// When it was re-checked, and by whom.
    fn checked(&self) -> Option<(Date, Option<&'a String>)> {
        match self {
            Self::Own(of) => of.recheck.map(|recheck| (recheck.date, recheck.by.as_ref())),
            Self::Earlier(of) => Some((of.stated.date, of.stated.by.as_ref())),
        }
    }
}

/// Every problem of a year's records.
pub(super) fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let rows = year.schemes.iter().flat_map(|scheme| {
        let own = scheme.items.iter().map(Problem::Own);
        own.chain(scheme.followed.iter().map(Problem::Earlier)).map(move |problem| (scheme, problem))
    });
    columns().stream(super::NAME, rows).of_year(year)
}

fn columns<'s, 'a>() -> Columns<'s, Row<'s, 'a>> {
    use Problem::{Earlier, Own};
    Columns::new()
        .add("方案简称", |(scheme, _): &Row<'s, 'a>| &scheme.scheme.short)
        .add("对象编号", |(scheme, problem)| scheme.scheme.subjects[problem.subject().get()].as_str())
        .add(Head::from("对象").naming(), |(scheme, problem)| scheme.short(problem.subject()))
        .add("发现年度", |(scheme, problem)| match problem {
            Own(_) => Cell::whole(scheme.year.year.get()),
            Earlier(of) => Cell::whole(of.stated.of.year.get()),
        })
        .add("问题编号", |(_, problem)| match problem {
            Own(of) => of.problem.id.as_ref(),
            Earlier(of) => Some(&of.stated.of.id),
        })
        .add("县（市、区）", |(_, problem)| problem.found().and_then(|found| found.county.as_ref()))
        .add("指标", |(scheme, problem)| match problem {
            Own(of) => of.problem.node.map(|node| &scheme.scheme.node(node).title),
            Earlier(_) => None,
        })
        .add("条款", |(scheme, problem)| cite(scheme.year, problem.own().and_then(|of| of.clause)))
        .add("问题", |(_, problem)| match problem {
            Own(of) => &of.problem.says,
            Earlier(of) => of.problem.map_or(&of.stated.says, |found| &found.says),
        })
        .add("程度", |(_, problem)| problem.found().map(|found| words::severity(found.severity)))
        .add("来源", |(_, problem)| problem.found().and_then(|found| found.source.as_ref()))
        .add("通知", |(_, problem)| problem.own().and_then(|of| of.notified))
        .add("期限", |(_, problem)| problem.own().and_then(|of| of.deadline))
        .add("方案报送", |(_, problem)| problem.own().and_then(|of| of.plan.0))
        .add("报告报送", |(_, problem)| problem.own().and_then(|of| of.report.0))
        .add("佐证件数", |(_, problem)| match problem {
            Own(of) => Cell::whole(of.problem.evidence.len()),
            Earlier(of) => Cell::whole(of.stated.evidence.len()),
        })
        .add("复核", |(_, problem)| problem.checked().map(|(day, _)| day))
        .add("复核单位", |(_, problem)| problem.checked().and_then(|(_, by)| by))
        .add("状态", |(_, problem)| match problem {
            Own(of) => words::standing(of),
            Earlier(of) => words::open(of.stated.open).to_owned(),
        })
        .add("重复往年问题", |(_, problem)| {
            let repeated = problem.own().and_then(|of| of.problem.recurs.as_ref());
            repeated.map(ProblemRef::to_string)
        })
}
