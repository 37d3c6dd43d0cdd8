//! An indicator's page: every subject's value and score, where the group lies, how it is scored.

mod strip;

use std::io;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{
    Better, FigureIndex, MeasureUnit, NodeIndex, NodeResult, PeerStatistics, Scheme, State, SubjectIndex,
    Target,
};
use crate::site::base::change::worked;
use crate::site::base::find::EntryKind;
use crate::site::base::links::stem;
use crate::site::base::lists::{Pager, pager, rows};
use crate::site::base::{
    At, ClauseRow, Downloads, Finder, Form, GradeView, Html, Key, Kind, Lead, Link, Page, SchemeSite, Site,
    Within, clauses, delta, list_file, page_count,
};
use crate::site::parts::node::{NodeView, node_view};
use crate::wording::indicator::Measured;
use crate::wording::number::{dash, figure, measure_decimals, places, two};
use crate::wording::parts::weight_note;
use crate::wording::result::changed;
use crate::wording::scale;
use crate::wording::{self, NAMED, score_or_state};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            for node in scheme.paged_nodes() {
                let name = scheme.scheme.node(node).id.as_str();
                for sheet in 0..page_count(scheme) {
                    let file = format!("{}/indicators/{}", scheme.scheme.id, list_file(name, sheet));
                    let at = At { year: y, scheme: s, item: node.get(), page: sheet };
                    files.edition(year, file, at, Form::Page(page));
                }
            }
        }
    },
    find_in_scheme: find,
    ..Kind::new("indicator")
};

/// Every node, and where subjects have work of their own, each of these.
fn find(scheme: &SchemeSite, finder: &mut Finder) -> io::Result<()> {
    for &index in &scheme.order {
        let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let file = site.href.replacen(".html", "", 1);
        finder.entry(EntryKind::Indicator, &node.title, &file, node.says.as_deref().unwrap_or(""))?;
        for (position, id) in scheme.scheme.subjects.iter().enumerate() {
            let Some(variant) = node.variants.get(id) else { continue };
            let text = format!("{}：{}", scheme.names[position].short, variant.says.as_deref().unwrap_or(""));
            finder.entry(EntryKind::Indicator, &variant.title, stem(&scheme.files[position]), &text)?;
        }
    }
    Ok(())
}

#[derive(Debug, Serialize)]
pub struct IndicatorPage<'a> {
    /// The files with the scheme's results.
    pub downloads: Downloads,
    pub heading: &'a str,
    /// The finding in words.
    pub sentence: &'a str,
    pub says: Option<&'a str>,
    pub keys: &'a [Key],
    /// Heads of the figures' columns.
    pub figure_heads: Vec<String>,
    /// The measure's unit; nothing where there is no measure.
    pub measure_head: Option<String>,
    /// Whether the scheme has grades.
    pub graded: bool,
    /// Whether it has rules.
    pub ruled: bool,
    /// Whether subjects are of several regions.
    pub regional: bool,
    /// Whether any subject has a target.
    pub targets: bool,
    /// Names of the parts, where it has some.
    pub parts: Vec<Link>,
    /// Whether each subject has a text of its own.
    pub variants: bool,
    /// The subjects of this page.
    pub rows: Vec<ValueRow<'a>>,
    pub pager: Option<Pager>,
    /// How it is scored.
    pub node: NodeView<'a>,
    /// The clause it rests on.
    pub clause: Option<ClauseRow<'a>>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A subject's value and score.
#[derive(Debug, Serialize)]
pub struct ValueRow<'a> {
    pub name: &'a str,
    pub href: String,
    pub region: Option<&'a str>,
    /// Its own text.
    pub variant: Option<&'a str>,
    /// The figures the measure reads.
    pub figures: Vec<String>,
    pub measure: String,
    /// What is observed, where it is no number.
    pub observed: String,
    /// Difference from the peers' median.
    pub difference: String,
    /// 完成, 未完成.
    pub target: &'static str,
    /// Whether a target was missed.
    pub missed: bool,
    /// Scores of the parts.
    pub parts: Vec<String>,
    /// Score before rules.
    pub raw: String,
    pub rules: String,
    pub score: String,
    /// Its grade; – where there is none.
    pub grade: Html,
    /// Whether the subject's record is a sample, where not all are.
    pub sample: bool,
}

/// An indicator of a scheme.
pub(crate) struct Indicator<'s, 'a> {
    pub(crate) scheme: &'s SchemeSite<'a>,
    pub(crate) node: NodeIndex,
    /// The groups that have the measure, with their names where there are several.
    pub(crate) groups: Vec<(Option<&'s str>, PeerStatistics)>,
    pub(crate) unit: Option<&'s MeasureUnit>,
    pub(crate) better: Better,
    pub(crate) order: &'s [SubjectIndex],
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let node = NodeIndex::new(at.item);
    let page = at.page;
    let scheme = site.scheme(at);
    let definition = scheme.scheme.node(node);
    let indicator = Indicator {
        scheme,
        node,
        groups: groups(scheme, node),
        unit: definition.measure().map(|(_, unit)| unit),
        better: definition.method().map_or(Better::Higher, crate::model::Method::better),
        order: scheme.by_score(node),
    };
    let mut crumbs = vec![Link::to(scheme.scheme.short.clone(), "../index.html")];
    let mut above = Vec::new();
    let mut parent = definition.parent;
    while let Some(index) = parent.filter(|index| index.get() != Scheme::ROOT) {
        above.push(Link::to(
            scheme.scheme.node(index).title.clone(),
            format!("../{}", scheme.nodes[index.get()].href),
        ));
        parent = scheme.scheme.node(index).parent;
    }
    crumbs.extend(above.into_iter().rev());
    crumbs.push(Link::plain(definition.title.clone()));
    let title = format!("{} · {}", definition.title, scheme.scheme.short);
    let mut chrome = site.edition_chrome(at, Within::Inside, (KIND.name, title), crumbs);
    let lead = scheme.lead(node, || Lead {
        sentence: indicator.sentence(),
        keys: indicator.keys(),
        missing: indicator.missing(),
    });
    chrome.marks.missing = lead.missing;
    let total = indicator.order.len();
    let figures = indicator.figures();
    let columns: Vec<_> = figures.iter().map(|figure| (*figure, scheme.decimals(*figure))).collect();
    let shown = &indicator.order[rows(page, total)];
    let pages: Vec<_> = scheme.paged_nodes().collect();
    let at = pages.iter().position(|other| *other == node);
    let neighbour = |index: Option<&NodeIndex>| {
        index.map(|index| {
            let other = scheme.scheme.node(*index);
            Link::to(other.title.clone(), format!("{}.html", other.id))
        })
    };
    let body = IndicatorPage {
        downloads: Downloads::of(scheme, "../../"),
        heading: &definition.title,
        sentence: &lead.sentence,
        says: definition.says.as_deref(),
        keys: &lead.keys,
        figure_heads: figures
            .iter()
            .map(|figure| {
                let definition = &scheme.scheme.figures[figure.get()];
                format!("{} {}", definition.title, definition.unit)
            })
            .collect(),
        measure_head: indicator.unit.map(|unit| match unit {
            MeasureUnit::Number => "指标值".to_owned(),
            MeasureUnit::Plain(_) | MeasureUnit::Per(..) => format!("指标值 {unit}"),
        }),
        graded: scheme.is_graded(),
        ruled: !scheme.scheme.rules.is_empty(),
        regional: scheme.is_regional(),
        targets: indicator.has_targets(),
        parts: definition
            .children()
            .iter()
            .map(|part| {
                Link::to(
                    scheme.scheme.node(*part).title.clone(),
                    format!("{}.html", scheme.scheme.node(*part).id),
                )
            })
            .collect(),
        variants: !definition.variants.is_empty(),
        rows: shown.iter().map(|subject| indicator.row(*subject, &columns)).collect(),
        pager: pager(definition.id.as_str(), page, total),
        node: node_view(scheme, node, "../"),
        clause: definition.clause.as_ref().and_then(|clause| clauses::row(scheme.year, clause)),
        previous: neighbour(at.and_then(|at| at.checked_sub(1)).and_then(|at| pages.get(at))),
        next: neighbour(at.and_then(|at| pages.get(at + 1))),
    };
    let strip = if page == 0 { indicator.strip() } else { None };
    Page { figures: strip.into_iter().collect(), ..Page::new(chrome, body) }
}

impl<'s, 'a: 's> Indicator<'s, 'a> {
    pub(crate) fn result(&self, subject: SubjectIndex) -> &'s NodeResult {
        &self.scheme.result(subject).nodes[self.node.get()]
    }

    /// Decimals of a measure beside the others.
    fn decimals_of(&self, measure: Decimal) -> u32 {
        self.scheme.measure_decimals(self.node, measure)
    }

    /// A measure without its unit, told apart from the others.
    fn told(&self, measure: Decimal) -> String {
        places(measure, self.decimals_of(measure))
    }

    fn missing(&self) -> usize {
        self.order.iter().filter(|subject| self.result(**subject).state == State::Missing).count()
    }

    /// At most three figures the measure reads.
    fn figures(&self) -> Vec<FigureIndex> {
        let mut figures = Vec::new();
        if let Some((measure, _)) = self.scheme.scheme.node(self.node).measure() {
            measure.each_figure(&mut |figure| {
                if !figures.contains(&figure) {
                    figures.push(figure);
                }
            });
        }
        figures.truncate(3);
        figures
    }

    pub(crate) fn target(&self, subject: SubjectIndex) -> Option<&'s Target> {
        self.scheme.scored.evaluation.targets.of(self.node, subject)
    }

    fn has_targets(&self) -> bool {
        self.scheme
            .scored
            .evaluation
            .targets
            .by_node
            .get(self.node.get())
            .is_some_and(|list| !list.is_empty())
    }

    /// Whether the stated targets are met; nothing without a target or a measure.
    pub(crate) fn met(&self, subject: SubjectIndex) -> Option<bool> {
        let (target, measure) = (self.target(subject)?, self.result(subject).measure?);
        Some(target.is_met(measure, self.better))
    }

    fn sentence(&self) -> String {
        let measured = self.ends().zip(self.unit).map(|((best, worst), unit)| Measured {
            unit,
            groups: &self.groups,
            best,
            worst,
            met: self.order.iter().filter_map(|subject| self.met(*subject)).collect(),
        });
        wording::indicator::sentence(self.scheme, self.node, self.order, measured)
    }

    /// The best and the worst measure of all groups.
    fn ends(&self) -> Option<(Decimal, Decimal)> {
        let of = self.groups.iter().map(|(_, peers)| (peers.best, peers.worst));
        let better = |a, b| if self.better.beats(b, a) { b } else { a };
        let worse = |a, b| if self.better.beats(a, b) { b } else { a };
        of.reduce(|(best, worst), (b, w)| (better(best, b), worse(worst, w)))
    }

    fn keys(&self) -> Vec<Key> {
        let scheme = self.scheme;
        let mut keys = Vec::new();
        if let (Some((best, worst)), Some(unit)) = (self.ends(), self.unit) {
            let text = unit.to_string();
            for (group, peers) in self.groups.iter().take(NAMED) {
                let name = group.map_or_else(|| "中位数".to_owned(), |group| format!("中位数（{group}）"));
                let count = format!("{}参加比较", scheme.scheme.noun.of(peers.count));
                keys.push(Key::new(name, self.told(peers.median), &*text, count));
            }
            // Where all have the same nobody is best.
            if best != worst {
                keys.push(Key::new("最好", self.told(best), &*text, ""));
                keys.push(Key::new("最差", self.told(worst), &*text, ""));
            }
        }
        if self.groups.is_empty() || !scheme.is_grouped() {
            keys.extend(scheme.median_keys(self.node));
        }
        let weight = self.order.iter().find_map(|subject| self.result(*subject).weight);
        if let Some(weight) = weight {
            keys.push(match scheme.scheme.points_of(self.node) {
                Some(full) => Key::new("分值", figure(full), "分", "本项满分；有不适用项时按规定折算"),
                None => Key::new("权重", two(weight), "%", weight_note(scheme.scheme, self.node)),
            });
        }
        keys
    }

    fn row(&self, subject: SubjectIndex, figures: &[(FigureIndex, u32)]) -> ValueRow<'s> {
        let scheme = self.scheme;
        let (result, definition) = (self.result(subject), scheme.scheme.node(self.node));
        let record = &scheme.scored.evaluation.records[subject.get()];
        let id = &scheme.scheme.subjects[subject.get()];
        let peers = scheme.results.peers.get(scheme.result(subject).group);
        let peers = peers.and_then(|nodes| nodes.get(self.node.get()).copied().flatten());
        let difference = result.measure.zip(peers).and_then(|(own, peers)| own.checked_sub(peers.median));
        // As many as the measure it is the difference of, or as its own size asks for.
        let own = result.measure.map(|own| self.decimals_of(own));
        let decimals = own.max(difference.map(measure_decimals)).unwrap_or_default();
        let met = self.met(subject);
        let told = |value| scale::number(scheme.scheme, self.node, value);
        ValueRow {
            name: &scheme.names[subject.get()].name,
            region: self.scheme.regions[subject.get()],
            href: format!("../{}#t-{}", scheme.files[subject.get()], definition.id),
            variant: definition.variants.get(id).map(|variant| &*variant.title),
            figures: figures
                .iter()
                .map(|(index, decimals)| {
                    record.figure(*index).map_or_else(dash, |value| places(value.value, *decimals))
                })
                .collect(),
            measure: result.measure.map_or_else(dash, |value| self.told(value)),
            observed: record
                .stated(self.node)
                .map_or_else(String::new, |stated| wording::stated(scheme.scheme, self.node, stated)),
            difference: delta(difference, decimals).1,
            target: match met {
                Some(true) => "完成",
                Some(false) => "未完成",
                None => "–",
            },
            missed: met == Some(false),
            parts: definition
                .children()
                .iter()
                .map(|part| {
                    let of = &scheme.result(subject).nodes[part.get()];
                    if of.counts() {
                        scale::node(scheme.scheme, *part, of).unwrap_or_else(dash)
                    } else {
                        score_or_state(scheme.scheme, *part, of)
                    }
                })
                .collect(),
            raw: result.raw.map_or_else(dash, &told),
            rules: rules(scheme, result),
            score: match (result.state, result.told()) {
                (State::Missing, Some(score)) => format!("缺报 {}", told(score)),
                (State::Undefined, Some(score)) => format!("无法计算 {}", told(score)),
                (State::Scored | State::NotApplicable, _) | (State::Missing | State::Undefined, None) => {
                    score_or_state(scheme.scheme, self.node, result)
                }
            },
            grade: grade_or_dash(result.grade.map(|grade| scheme.grade(grade))),
            sample: !scheme.all_sample && scheme.is_sample(subject),
        }
    }
}

/// How each group spreads that has the measure; its name where there are several.
fn groups<'s>(scheme: &SchemeSite<'s>, node: NodeIndex) -> Vec<(Option<&'s str>, PeerStatistics)> {
    let names = scheme.results.groups.iter().map(|name| name.as_deref().filter(|_| scheme.is_grouped()));
    names
        .zip(&scheme.results.peers)
        .filter_map(|(name, nodes)| Some((name, nodes.get(node.get()).copied().flatten()?)))
        .collect()
}

fn rules(scheme: &SchemeSite, result: &NodeResult) -> String {
    let worked = result.applied.iter().filter(|applied| worked(applied));
    let texts: Vec<_> = worked.map(|applied| changed(scheme.scheme, &applied.change)).collect();
    if texts.is_empty() { dash() } else { texts.join("、") }
}

/// One text, not a map for the template to put together: a build has tens of thousands of these rows.
fn grade_or_dash(grade: Option<GradeView>) -> Html {
    let mut html = Html::default();
    match grade {
        Some(grade) => html.grade(grade),
        None => html.within("<span class=\"dim\">", "–", "</span>"),
    };
    html
}
