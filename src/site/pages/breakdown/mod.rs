//! A subject's page: its result, where every number of it comes from, and what would lift it.

mod find;
mod lift;
mod pictures;
mod record;
mod trail;
mod tree;
mod years;

use serde::Serialize;

use crate::history::{Change, Standing};
use crate::model::{GradeIndex, NodeIndex, Role, Scheme, State, SubjectIndex};
use crate::site::base::{
    At, Downloads, Form, GradeView, Html, Key, Kind, Link, Page, SchemeSite, Section, Site, Within, sections,
};
use crate::site::parts::groups::{EvaluatedBy, evaluated_by};
use crate::site::parts::letters;
use crate::site::parts::reports::{Reports, reports};
use crate::site::parts::reviews::{OwnReview, own as own_reviews};
use crate::wording::number::{dash, places};
use crate::wording::{overview, parts, put_in_place, result as words, scale};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            for (item, file) in scheme.files.iter().enumerate() {
                let at = At { year: y, scheme: s, item, page: 0 };
                files.edition(year, format!("{}/{file}", scheme.scheme.id), at, Form::Page(page));
            }
        }
    },
    find_in_scheme: find::find,
    weight: Some(150),
    ..Kind::new("breakdown")
};

#[derive(Debug, Serialize)]
pub struct Breakdown<'a> {
    /// Full name and the scheme's title.
    pub heading: String,
    pub sentence_html: Html,
    /// What would lift it.
    pub more: String,
    /// The page's sections, in order: anchor, numeral and title.
    pub contents: Vec<Section>,
    /// Whether the scheme has grades.
    pub graded: bool,
    pub grade: Option<GradeView<'a>>,
    /// Under the grade.
    pub grade_note: String,
    /// The key numbers beside the grade.
    pub keys: Vec<Key>,
    /// How the points that the total lacks split among its parts, where it is not their sum.
    pub split: Option<&'static str>,
    /// The sections against the group.
    pub sections: Vec<tree::SectionRow<'a>>,
    /// Every node.
    pub tree: tree::Tree<'a>,
    /// The steps of the total.
    pub trail: Vec<trail::StepView>,
    /// The steps of each node, by the root's children.
    pub trails: Vec<trail::TrailGroup<'a>>,
    /// The record's file and the scheme's, from the content folder.
    pub files: Vec<FileView>,
    /// What would lift the result.
    pub lift: lift::Lift<'a>,
    /// What follows from the result, and whether anything could.
    pub outcomes: Vec<OutcomeView>,
    pub uses: bool,
    pub record: record::RecordView<'a>,
    /// What others reported, beside the result.
    pub reports: Reports<'a>,
    /// Requests to review the result.
    pub reviews: Vec<OwnReview>,
    /// The feedback letter.
    pub letter: Option<String>,
    pub evaluated_by: Vec<EvaluatedBy>,
    pub years: years::Years<'a>,
    /// The files with the scheme's results.
    pub downloads: Downloads,
}

/// A file that steps rest on.
#[derive(Debug, Serialize)]
pub struct FileView {
    /// Its path inside the content folder.
    pub path: String,
    /// What it is called where it is named in every line.
    pub short: &'static str,
}

/// What follows from a result.
#[derive(Debug, Serialize)]
pub struct OutcomeView {
    /// 表扬, 约谈 …
    pub title: String,
    /// When it follows, who does it and how.
    pub when: Html,
    pub clause: Option<Link>,
}

/// A subject on its scheme's pages.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'s, 'a> {
    site: &'s Site<'a>,
    scheme: &'s SchemeSite<'a>,
    index: SubjectIndex,
    standing: Standing<'a>,
    before: Option<Standing<'a>>,
    change: Option<Change>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let index = SubjectIndex::new(at.item);
    let scheme = site.scheme(at);
    let standing = Standing { year: scheme.year.year, scored: scheme.scored, subject: index };
    let (before, change) = (scheme.before(index), scheme.change(index));
    Subject { site, scheme, index, standing, before, change }.page(at)
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    fn page(self, at: At) -> Page<'s> {
        let scheme = self.scheme;
        let name = scheme.names[self.index.get()];
        let crumbs =
            vec![Link::to(scheme.scheme.short.clone(), "index.html"), Link::plain(name.name.clone())];
        let title = format!("{} · {}", name.name, scheme.scheme.short);
        let mut chrome = self.site.edition_chrome(at, Within::Scheme, (KIND.name, title), crumbs);
        chrome.marks.missing = scheme.missing[self.index.get()];
        let record = self.record();
        let tree = self.tree();
        let years = self.years();
        let lift = self.lift();
        let id = &scheme.scheme.subjects[self.index.get()];
        let evaluated_by = evaluated_by(self.site, at.year, scheme, id);
        let outcomes = self.outcomes();
        let reviews = own_reviews(scheme, self.index);
        let reports = reports(scheme, self.index);
        let letter = letters::own(self.site.year(at), scheme, self.index);
        let uses = !scheme.scheme.outcomes.is_empty();
        let mut figures = self.pictures();
        figures.extend(self.trend());
        figures.extend(lift.figure());
        let contents = sections([
            ("score", "得分由来", figures.iter().any(|figure| figure.id == "waterfall")),
            ("sections", "与同组比较", scheme.sections().len() > 1),
            ("tree", "指标得分", true),
            ("trail", "结果的依据", true),
            ("lift", "提升路径", !lift.is_empty()),
            (
                "outcomes",
                if uses { "结果运用" } else { "复核与反馈" },
                uses || !reviews.is_empty() || letter.is_some(),
            ),
            ("record", "填报数据", !record.figures.is_empty() || !record.events.is_empty()),
            ("evidence", "佐证材料", !record.evidence.is_empty()),
            ("reports", "自评与考核报告", !reports.rows.is_empty()),
            ("problems", "问题与整改", scheme.has_problems()),
            ("dates", "办理进程", !record.milestones.is_empty() || !evaluated_by.is_empty()),
            ("years", "历年结果", years.several),
            ("steps", "逐项依据", true),
        ]);
        let body = Breakdown {
            heading: format!("{}　{}", name.name, scheme.scheme.title),
            sentence_html: scheme.inline("").spans(&words::sentence(scheme, self.index, self.change), None),
            more: words::more(scheme, self.index),
            contents,
            graded: scheme.is_graded(),
            grade: self.standing.result().grade.map(|grade| scheme.grade(grade)),
            grade_note: words::grade_note(scheme, self.standing.result()),
            keys: self.keys(),
            split: parts::split(scheme.aggregate()),
            sections: tree::section_rows(scheme, self.index),
            tree,
            trail: self.trail(),
            trails: self.trails(),
            files: self.files(),
            lift,
            outcomes,
            record,
            uses,
            reports,
            reviews,
            letter,
            evaluated_by,
            years,
            downloads: Downloads::of(scheme, "../"),
        };
        Page { figures, ..Page::new(chrome, body) }
    }

    /// The files most steps rest on.
    fn files(&self) -> Vec<FileView> {
        let record = &self.scheme.scored.evaluation.records[self.index.get()];
        let record = record.file.iter().map(|file| FileView { path: file.to_string(), short: "记录" });
        record.chain([FileView { path: self.scheme.scheme.file.to_string(), short: "方案" }]).collect()
    }

    fn keys(&self) -> Vec<Key> {
        let scheme = self.scheme;
        let result = self.standing.result();
        let root = NodeIndex::new(Scheme::ROOT);
        let spread = scheme.spreads.at(result.group, root);
        let median = spread.map_or_else(String::new, |spread| {
            format!("同组中位数 {}", scale::number(scheme.scheme, root, spread.median))
        });
        let mut keys = vec![Key::new("公布得分", scheme.score(self.index), "", median)];
        if scheme.is_ranked() {
            let of = scheme.results.ranked_with(scheme.scheme, result);
            let group = scheme.results.groups.get(result.group).and_then(Option::as_deref);
            let group = group.filter(|_| scheme.scheme.ranks_groups());
            let before = self.before.and_then(|before| before.result().rank);
            let note = match scheme.earlier {
                Some(_) => words::place_before(scheme, before, self.change),
                None => String::new(),
            };
            let unit = format!("/ {}", scheme.scheme.noun.of(of));
            let name = group.map_or_else(|| "名次".to_owned(), |group| format!("名次（{group}）"));
            keys.push(Key::new(name, result.rank.map_or_else(dash, |rank| rank.to_string()), unit, note));
            if let Some(all) = result.overall {
                let unit = format!("/ {}", scheme.count());
                let note = if all.tied { "并列" } else { "" };
                keys.push(Key::new("全部名次", all.place.to_string(), unit, note));
            }
        }
        let earlier = self.before.and_then(|before| scale::published_in(&before));
        let change = self.change.and_then(|change| change.score).zip(earlier);
        let same_method = scheme.earlier.as_ref().is_none_or(|earlier| earlier.same_method);
        let earlier = change.as_ref().map(|(_, earlier)| earlier.clone());
        let note = words::score_before(scheme, earlier, same_method);
        if scheme.earlier.is_some() {
            keys.push(Key::new(
                format!(
                    "比{}{}",
                    scheme.before,
                    scale::of_hundred(self.change.is_none_or(|change| change.alike))
                ),
                change.map_or_else(dash, |(change, _)| scale::changed(scheme.scheme, result, change)),
                "",
                note,
            ));
        }
        keys.push(match &result.next {
            Some(next) => {
                let grade = |grade: GradeIndex| &*scheme.scheme.grade(grade).name;
                let (lacks, held) = (next.lacks > rust_decimal::Decimal::ZERO, next.held_by.len());
                let mut name = format!("距“{}”", grade(next.grade));
                let mut note = words::next_note(lacks, held > 0).to_owned();
                if lacks && next.threshold != next.grade {
                    // The points are those to another grade's threshold, which rules turn into this one.
                    name = format!("距“{}”分数线", grade(next.threshold));
                    let more = if held > 0 { "，另受规则限制" } else { "" };
                    note = format!("达到后按规则升降为“{}”{more}", grade(next.grade));
                }
                let (value, unit) = if lacks {
                    (places(next.lacks, scheme.scheme.change_decimals(Role::Total, next.lacks)), "分")
                } else {
                    (held.to_string(), "条规则")
                };
                Key::new(name, value, unit, note)
            }
            None if result.grade.is_some_and(|grade| grade.get() == 0) => {
                Key::new("更高等次", "–", "", "已是最高等次")
            }
            None => {
                let missing = scheme.missing[self.index.get()];
                let nodes = scheme.scheme.indices().zip(&result.nodes);
                let leaves = nodes.filter(|(node, _)| scheme.scheme.node(*node).children().is_empty());
                let undefined = leaves.filter(|(_, of)| of.state == State::Undefined).count();
                let note = overview::reported(missing, undefined, put_in_place(scheme.scheme.missing));
                Key::new("缺报", missing.to_string(), "项", note)
            }
        });
        keys
    }

    fn outcomes(&self) -> Vec<OutcomeView> {
        let inline = self.scheme.inline("");
        let outcomes = &self.standing.result().outcomes;
        outcomes
            .iter()
            .map(|index| {
                let outcome = &self.scheme.scheme.outcomes[index.get()];
                OutcomeView {
                    title: outcome.title.clone(),
                    when: inline.spans(&crate::wording::outcome(self.scheme.scheme, *index), None),
                    clause: outcome.clause.as_ref().map(|clause| inline.clause(clause)),
                }
            })
            .collect()
    }
}
