//! What the records state that is counted, compared or observed: the sheet that a scheme's formulas start from.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{
    Attainment, Counted, DateSource, DeductionItem, FigureIndex, Gave, Measure, Method, MilestoneIndex,
    NodeIndex, Period, Rating, Record, Scheme, Stated, SubjectIndex,
};
use crate::site::base::{Cell, Columns, Head, SchemeSite, Stream};
use crate::wording;

/// What a column of the data holds: formulas find it by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datum {
    /// This year's value of a figure.
    Figure(FigureIndex),
    /// Its value of an earlier year, where a measure asks for it.
    Earlier(FigureIndex, Period),
    /// What was claimed of it, likewise.
    Reported(FigureIndex),
    /// How many cases are on record, likewise.
    Count(Counted),
    /// The day of a milestone.
    Milestone(MilestoneIndex),
    /// The day of a figure's latest entry.
    Latest(FigureIndex),
    /// The target that holds for a leaf.
    Target(NodeIndex),
    /// What is observed at a leaf.
    Observed(NodeIndex),
    /// What one of several raters gave a leaf: the score, or the points of the grade.
    Rating(NodeIndex, usize),
}

/// The data of a scheme, a subject a row in the order of the results, and what each column holds; the first say whose
/// row it is, and hold nothing to count with.
pub fn data<'s>(site: &'s SchemeSite<'_>) -> (Stream<'s>, Vec<Option<Datum>>) {
    let held = held(site);
    let mut columns = Columns::new()
        .add(Head::from("对象").naming(), |subject: &SubjectIndex| &site.names[subject.get()].name)
        .add("对象编号", |subject| site.scheme.subjects[subject.get()].as_str())
        .add("数据状态", |subject| {
            wording::data_status(record(site, *subject).status.min(site.scheme.status))
        })
        .add("记录文件", |subject| record(site, *subject).file.as_deref().unwrap_or("没有记录"));
    let mut holding = vec![None; columns.len()];
    for datum in &held {
        let datum = *datum;
        columns = columns.add(head(site, datum), move |subject| cell(site, datum, *subject));
    }
    holding.extend(held.into_iter().map(Some));
    let sheet = columns.stream("数据", site.results.order.iter().copied());
    let about = "记录中的原始数据；每行一个对象，与“推算”表各行次序相同。空格为没有填报";
    (Stream { notes: vec![about.to_owned()], ..sheet }, holding)
}

fn record<'s>(site: &'s SchemeSite<'_>, subject: SubjectIndex) -> &'s Record {
    &site.scored.evaluation.records[subject.get()]
}

/// What there is to hold, in the order of the columns.
fn held(site: &SchemeSite) -> Vec<Datum> {
    let scheme = site.scheme;
    let asked = asked(scheme);
    let mut held = Vec::new();
    for figure in (0..scheme.figures.len()).map(FigureIndex::new) {
        held.push(Datum::Figure(figure));
        held.extend(asked.earlier[figure.get()].iter().map(|period| Datum::Earlier(figure, *period)));
        held.extend(asked.reported.contains(&figure).then_some(Datum::Reported(figure)));
    }
    held.extend(asked.counts.into_iter().map(Datum::Count));
    held.extend(asked.milestones.into_iter().map(|at| Datum::Milestone(MilestoneIndex::new(at))));
    held.extend(asked.latest.into_iter().map(|at| Datum::Latest(FigureIndex::new(at))));
    for node in &site.order {
        let Some(method) = scheme.node(*node).method() else { continue };
        if method.target().is_some() && method.own_figure().is_none() {
            held.push(Datum::Target(*node));
        } else if !method.measures() {
            held.push(Datum::Observed(*node));
            let records = &site.scored.evaluation.records;
            let most = records.iter().map(|record| ratings(record, *node).len()).max().unwrap_or(0);
            held.extend((0..most).map(|at| Datum::Rating(*node, at)));
        }
    }
    held
}

fn head(site: &SchemeSite, datum: Datum) -> Head {
    let scheme = site.scheme;
    let figure = |of: FigureIndex| &scheme.figures[of.get()];
    let node = |of: NodeIndex| {
        let title = format!("{}{}", site.nodes[of.get()].label, scheme.node(of).title);
        Head::from(title).of_node(scheme, of)
    };
    match datum {
        Datum::Figure(of) => Head::from(&*figure(of).title).unit(figure(of).unit.to_string()),
        Datum::Earlier(of, period) => {
            let year = match period {
                Period::LAST => "上年".to_owned(),
                Period::Back(_) | Period::Year(_) => {
                    period.year(scheme.year).map_or_else(String::new, |year| format!("{year}年"))
                }
            };
            Head::from(&*figure(of).title).unit(format!("{year}，{}", figure(of).unit))
        }
        Datum::Reported(of) => Head::from(&*figure(of).title).unit(format!("自评，{}", figure(of).unit)),
        Datum::Count(of) => Head::from(wording::counted(scheme, of)),
        Datum::Milestone(of) => Head::from(&*scheme.milestones[of.get()].title).unit("日期"),
        Datum::Latest(of) => Head::from(format!("{} 最后一笔", figure(of).title)).unit("日期"),
        Datum::Target(of) => {
            let unit = scheme.node(of).measure().map_or_else(String::new, |(_, unit)| unit.to_string());
            node(of).unit(format!("目标，{unit}"))
        }
        Datum::Observed(of) => node(of).unit(site.nodes[of.get()].method),
        Datum::Rating(of, at) => node(of).unit(format!("评定{}", at + 1)),
    }
}

fn cell<'s>(site: &'s SchemeSite<'_>, datum: Datum, subject: SubjectIndex) -> Cell<'s> {
    let record = record(site, subject);
    match datum {
        Datum::Figure(of) => record.figure(of).map(|value| value.value).into(),
        Datum::Earlier(of, period) => {
            let stated =
                record.figure(of).and_then(|value| value.previous).filter(|_| period == Period::LAST);
            let before = || site.scored.last.figure_of(subject, of, period).map(|earlier| earlier.value);
            stated.or_else(before).into()
        }
        Datum::Reported(of) => record.figure(of).and_then(|value| value.reported).into(),
        Datum::Count(of) => Decimal::from(record.count(of)).into(),
        Datum::Milestone(of) => record.milestone(of).into(),
        Datum::Latest(of) => {
            let entries = record.figure(of).map_or(&[][..], |value| &value.entries);
            entries.iter().filter_map(|entry| entry.date).max().into()
        }
        Datum::Target(of) => target(site, of, subject).into(),
        Datum::Observed(of) => observed(site.scheme, of, record.stated(of)),
        Datum::Rating(of, at) => {
            let rating = ratings(record, of).get(at);
            rating
                .map(|rating| match rating.gave {
                    Gave::Score(score) => score,
                    Gave::Grade(grade) => site.scheme.grade(grade).points,
                })
                .into()
        }
    }
}

/// What measures ask for beside this year's figures.
struct Asked {
    earlier: Vec<BTreeSet<Period>>,
    reported: Vec<FigureIndex>,
    counts: Vec<Counted>,
    milestones: Vec<usize>,
    latest: Vec<usize>,
}

fn asked(scheme: &Scheme) -> Asked {
    let mut asked = Asked {
        earlier: vec![BTreeSet::new(); scheme.figures.len()],
        reported: Vec::new(),
        counts: Vec::new(),
        milestones: Vec::new(),
        latest: Vec::new(),
    };
    for (measure, _) in scheme.nodes.iter().filter_map(|node| node.measure()) {
        measure.each(Period::NOW, &mut |part, period| {
            match part {
                Measure::Figure(figure) if period != Period::NOW => {
                    asked.earlier[figure.get()].insert(period);
                }
                Measure::Reported(figure) => asked.reported.push(*figure),
                Measure::Count(counted) if !asked.counts.contains(counted) => asked.counts.push(*counted),
                Measure::DaysLate { date: DateSource::Milestone(milestone), .. } => {
                    asked.milestones.push(milestone.get());
                }
                Measure::DaysLate { date: DateSource::LatestEntry(figure), .. } => {
                    asked.latest.push(figure.get());
                }
                // Numbers of the scheme stand in the formulas; the parts of the others are visited themselves.
                Measure::Figure(_)
                | Measure::Count(_)
                | Measure::Composite(_)
                | Measure::Constant(..)
                | Measure::Reference(_)
                | Measure::Ratio(..)
                | Measure::Share(..)
                | Measure::Difference(..)
                | Measure::Growth(..)
                | Measure::Average { .. }
                | Measure::LastYear(_)
                | Measure::Log(_)
                | Measure::Weighted(_)
                | Measure::Extreme(..)
                | Measure::Sum(_) => {}
            }
            true
        });
    }
    for list in [&mut asked.milestones, &mut asked.latest] {
        list.sort_unstable();
        list.dedup();
    }
    asked
}

/// What raters gave a leaf.
fn ratings(record: &Record, node: NodeIndex) -> &[Rating] {
    match record.stated(node) {
        Some(Stated::Ratings(ratings)) => ratings,
        Some(
            Stated::Grade(_)
            | Stated::Score(_)
            | Stated::Task(_)
            | Stated::Option(_)
            | Stated::Deductions(_)
            | Stated::NotApplicable(_),
        )
        | None => &[],
    }
}

/// The target a leaf is measured against.
fn target(site: &SchemeSite, node: NodeIndex, subject: SubjectIndex) -> Option<Decimal> {
    let method = site.scheme.node(node).method()?;
    let (to, better) = (method.target()?, method.better());
    let target = site.scored.evaluation.targets.of(node, subject)?;
    match to {
        Attainment::National => target.national,
        Attainment::Province => target.province,
        Attainment::Target => target.stricter(better),
        Attainment::Figure(_)
        | Attainment::Max
        | Attainment::Min
        | Attainment::Mean
        | Attainment::Subject(_) => None,
    }
}

/// What a record observes: a grade or state as words, a score or the points deducted as a number.
fn observed<'s>(scheme: &'s Scheme, node: NodeIndex, stated: Option<&'s Stated>) -> Cell<'s> {
    match stated {
        None => Cell::Blank,
        Some(Stated::Grade(grade)) => (&scheme.grade(*grade).name).into(),
        Some(Stated::Score(score)) => (*score).into(),
        Some(Stated::Task(state)) => wording::task(*state).into(),
        Some(stated @ (Stated::Option(_) | Stated::Ratings(_))) => {
            wording::stated(scheme, node, stated).into()
        }
        Some(Stated::Deductions(items)) => {
            let kinds = scheme.node(node).method().map_or(&[][..], Method::deductions);
            let points = |item: &DeductionItem| kinds[item.kind.get()].points * Decimal::from(item.count);
            items.iter().map(points).sum::<Decimal>().into()
        }
        Some(Stated::NotApplicable(reason)) => format!("不适用：{reason}").into(),
    }
}
