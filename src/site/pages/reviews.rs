//! A year's review requests and decisions: who objected to what, how it was answered, and what the competent body
//! decided in the place of what was computed.

use serde::Serialize;

use crate::model::{Decision, Review, SubjectIndex};
use crate::site::base::links::ARCHIVE;
use crate::site::base::{
    At, Cell, Columns, Data, Form, Head, Kind, Link, Own, Page, SchemeSite, Section, Site, Stream, Way,
    YearSite, sections,
};
use crate::site::parts::reviews::{FILE, anchor_of, state};
use crate::wording::review as words;

const CSV: &str = "data/reviews.csv";

const NAME: &str = "复核与审定";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        data: &[Data {
            file: CSV,
            form: Form::Sheet(sheet),
            format: "CSV",
            title: "复核与审定：申请、答复、审定",
        }],
        procedure: true,
        ..Own::new(FILE, page, way)
    }),
    ..Kind::new("reviews")
};

fn way(year: &YearSite) -> Option<Way> {
    any(year).then(|| Way::new(year, title(year), "复核申请、答复、审定"))
}

#[derive(Debug, Serialize)]
pub struct ReviewsPage {
    pub heading: String,
    /// Requests and decisions in words.
    pub sentence: String,
    pub contents: Vec<Section>,
    /// The requests: open ones first, then by day.
    pub requests: Vec<RequestRow>,
    /// The decisions, by scheme and official order.
    pub decisions: Vec<DecisionRow>,
    /// Where corrections of all versions are listed.
    pub corrections: String,
    /// The file with the requests and decisions.
    pub csv: &'static str,
}

/// A request.
#[derive(Debug, Serialize)]
pub struct RequestRow {
    pub id: String,
    pub subject: Link,
    pub scheme: String,
    /// What it is about, with how that was scored.
    pub about: Link,
    pub point: String,
    /// 2020-05-25　韶关市　样例〔2020〕5号
    pub requested: String,
    /// `open`, `upheld`, `changed` or `withdrawn`.
    pub state: &'static str,
    /// 待答复, 维持, 更正, 已撤回
    pub told: &'static str,
    /// What was answered; empty while it is open.
    pub answer: String,
    /// 2020-06-10　省扶贫考核办　样例〔2020〕6号; empty while it is open.
    pub answered: String,
}

/// A decision.
#[derive(Debug, Serialize)]
pub struct DecisionRow {
    pub subject: Link,
    pub scheme: String,
    /// What it says: day, body, document, what it changed, why.
    pub text: String,
}

/// Whether the year has anything for the page.
fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| {
        let evaluation = scheme.scored.evaluation;
        evaluation.decisions.iter().any(Option::is_some)
            || evaluation.records.iter().any(|record| !record.reviews.is_empty())
    })
}

/// The page's title: what there is.
fn title(year: &YearSite) -> &'static str {
    let decided = year.schemes.iter().any(|of| of.scored.evaluation.decisions.iter().any(Option::is_some));
    match (all(year).next().is_some(), decided) {
        (true, false) => "复核",
        (false, true) => "审定",
        _ => NAME,
    }
}

/// The requests of a year in the order of schemes and subjects.
fn all<'s, 'a>(
    year: &'s YearSite<'a>,
) -> impl Iterator<Item = (&'s SchemeSite<'a>, SubjectIndex, &'a Review)> {
    year.schemes.iter().flat_map(|scheme| {
        let records = scheme.scored.evaluation.records.iter().enumerate();
        records.flat_map(move |(at, record)| {
            record.reviews.iter().map(move |review| (scheme, SubjectIndex::new(at), review))
        })
    })
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let name = title(year);
    let chrome = site.own_chrome(at, KIND.name, name, name);
    let mut listed: Vec<_> = all(year).collect();
    listed.sort_by_key(|(_, _, review)| (review.answer.is_some(), review.requested));
    let requests: Vec<_> =
        listed.iter().map(|(scheme, subject, review)| request(scheme, *subject, review)).collect();
    let decisions = decisions(year);
    let contents = sections([
        ("requests", "复核申请", !requests.is_empty()),
        ("decisions", "审定", !decisions.is_empty()),
    ]);
    let corrections = format!("{}{ARCHIVE}", chrome.root);
    Page::new(
        chrome,
        ReviewsPage {
            heading: format!("{}{name}", year.year.title),
            sentence: words::sentence(listed.iter().map(|(_, _, review)| *review), decisions.len()),
            corrections,
            contents,
            requests,
            decisions,
            csv: CSV,
        },
    )
}

fn request(scheme: &SchemeSite, subject: SubjectIndex, review: &Review) -> RequestRow {
    let page = format!("{}/{}", scheme.scheme.id, scheme.files[subject.get()]);
    let (state, told) = state(review);
    let id = anchor_of(scheme, subject, review);
    RequestRow {
        subject: Link::to(scheme.names[subject.get()].name.clone(), page.clone()),
        scheme: scheme.scheme.short.clone(),
        about: match review.node {
            Some(node) => {
                let node = scheme.scheme.node(node);
                Link::to(
                    node.title_for(&scheme.scheme.subjects[subject.get()]).to_owned(),
                    format!("{page}#t-{}", node.id),
                )
            }
            None => Link::to(WHOLE, format!("{page}#trail")),
        },
        point: review.point.clone(),
        requested: joined([
            Some(review.requested.to_string()),
            Some(by(scheme, subject, review)),
            review.document.clone(),
        ]),
        state,
        told,
        answer: review.answer.as_ref().map(|answer| answer.says.clone()).unwrap_or_default(),
        answered: review.answer.as_ref().map_or_else(String::new, |answer| {
            joined([Some(answer.date.to_string()), Some(answer.by.clone()), answer.document.clone()])
        }),
        id,
    }
}

/// What a request is about that names no item.
const WHOLE: &str = "总结果";

fn by(scheme: &SchemeSite, subject: SubjectIndex, review: &Review) -> String {
    review.by.clone().unwrap_or_else(|| scheme.names[subject.get()].name.clone())
}

fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}

fn decisions(year: &YearSite) -> Vec<DecisionRow> {
    let of = |scheme: &SchemeSite| -> Vec<DecisionRow> {
        let subjects = (0..scheme.scheme.subjects.len()).map(SubjectIndex::new);
        let rows = subjects.filter_map(|subject| {
            let page = format!("{}/{}#trail", scheme.scheme.id, scheme.files[subject.get()]);
            Some(DecisionRow {
                text: scheme.decision(subject)?,
                subject: Link::to(scheme.names[subject.get()].name.clone(), page),
                scheme: scheme.scheme.short.clone(),
            })
        });
        rows.collect()
    };
    year.schemes.iter().flat_map(of).collect()
}

/// A request, or what was decided without one, for its row.
enum Matter<'s> {
    Request(&'s Review),
    Decision(&'s Decision),
}

/// Every request, then every decision of a year.
fn sheet<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let requests = all(year).map(|(scheme, subject, review)| (scheme, subject, Matter::Request(review)));
    let decisions = year.schemes.iter().flat_map(|scheme| {
        let decisions = scheme.scored.evaluation.decisions.iter().enumerate();
        decisions.filter_map(move |(at, decision)| {
            Some((scheme, SubjectIndex::new(at), Matter::Decision(decision.as_ref()?)))
        })
    });
    columns().stream(NAME, requests.chain(decisions)).of_year(year)
}

fn columns<'s, 'a>() -> Columns<'s, (&'s SchemeSite<'a>, SubjectIndex, Matter<'s>)> {
    use Matter::{Decision, Request};
    let answer = |matter: &Matter<'s>| match matter {
        Request(review) => review.answer.as_ref(),
        Decision(_) => None,
    };
    Columns::new()
        .add("类别", |(_, _, matter): &(&'s SchemeSite<'a>, SubjectIndex, Matter<'s>)| match matter {
            Request(_) => "复核",
            Decision(_) => "审定",
        })
        .add("方案编号", |(scheme, ..)| scheme.scheme.id.as_str())
        .add("对象编号", |(scheme, subject, _)| scheme.scheme.subjects[subject.get()].as_str())
        .add(Head::from("对象").naming(), |(scheme, subject, _)| &scheme.names[subject.get()].name)
        .add("事项", |(scheme, _, matter)| match matter {
            Request(Review { node: Some(node), .. }) => &scheme.scheme.node(*node).title,
            Request(_) | Decision(_) => WHOLE,
        })
        .add("申请或审定理由", |(.., matter)| match matter {
            Request(review) => &review.point,
            Decision(decision) => &decision.reason,
        })
        .add("申请日期", |(.., matter)| match matter {
            Request(review) => Some(review.requested),
            Decision(_) => None,
        })
        .add("状态", |(.., matter)| match matter {
            Request(review) => state(review).1,
            Decision(_) => "",
        })
        .add("答复或审定日期", move |(.., matter)| match matter {
            Request(_) => answer(matter).map(|answer| answer.date),
            Decision(decision) => Some(decision.date),
        })
        .add("机关", move |(.., matter)| match matter {
            Request(_) => answer(matter).map(|answer| &answer.by),
            Decision(decision) => Some(&decision.body),
        })
        .add("文件", move |(.., matter)| match matter {
            Request(_) => answer(matter).and_then(|answer| answer.document.as_ref()),
            Decision(decision) => Some(&decision.document),
        })
        .add("答复或审定内容", move |(scheme, subject, matter)| match matter {
            Request(_) => answer(matter).map(|answer| Cell::from(&answer.says)),
            Decision(_) => scheme.decision(*subject).map(Cell::from),
        })
}
