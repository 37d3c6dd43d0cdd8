//! The small folder as it stands reads without a diagnostic, into what the files say.

use jiff::civil::date;
use rust_decimal::dec;

use super::{Small, original};
use crate::content::{Read, read};
use crate::diagnostics::{Style, render_all};
use crate::model::{
    Away, Body, Content, DemandKind, Effect, Measure, MeasureUnit, Method, NodeIndex, Origin, PartnerKind,
    RankBy, Role, Scope, Stated, SubjectId, Unit,
};

fn small() -> Content {
    let Read { content, diagnostics } = read(&original());
    assert_eq!(render_all(&diagnostics, Style::Plain), "");
    content.expect("a content without errors")
}

#[test]
fn files_become_the_model() {
    let content = small();
    assert_eq!(content.subjects.len(), 5);
    let years: Vec<i16> = content.years.iter().map(|year| year.year.get()).collect();
    assert_eq!(years, [2018, 2019]);
    let year = &content.years[1];
    assert_eq!((year.title.as_str(), year.clauses.len()), ("2019年度", 2));
    let [counties, village] = &year.draws[..] else { panic!("two draws: {:?}", year.draws) };
    assert_eq!((counties.title.as_deref(), counties.seed.as_str()), (Some("抽县"), "样例"));
    assert_eq!((counties.strata[0].of[0].as_str(), counties.strata[0].frame.size()), ("某州", 2));
    assert_eq!((village.strata[0].of.len(), village.strata[0].frame.unit(29).as_ref()), (2, "30"));
    assert_eq!((village.strata[0].drawn.len(), village.strata[0].reserve.len()), (3, 1));
    let bulletin = year.bulletin.as_ref().expect("a bulletin");
    assert!(bulletin.body.starts_with("\n正文 {{ year }}"));
    assert_eq!(bulletin.body_line, 11);
    let record = (bulletin.copies.as_deref(), bulletin.issuer.as_deref(), bulletin.issued);
    assert_eq!(record, (Some("某厅，某局"), Some("某领导小组办公室"), Some(date(2020, 3, 31))));
    let evaluation = &year.evaluations[0];
    assert_eq!(evaluation.groups, [Some("a".to_owned()), Some("a".to_owned()), Some("b".to_owned())]);
    assert!(evaluation.decisions[1].is_some() && evaluation.decisions[0].is_none());
    assert_eq!(content.pages[0].slug, "about");
}

#[test]
fn trees_stand_in_the_order_of_the_file() {
    let content = small();
    let scheme = &content.years[1].evaluations[0].scheme;
    assert_eq!(scheme.ranking.as_ref().map(|ranking| ranking.by), Some(RankBy::Exact));
    let ids: Vec<&str> = scheme.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids[..6], ["total", "funds", "aid-total", "aid-share", "aid-per-county", "aid-each"]);
    for (position, node) in scheme.nodes.iter().enumerate() {
        assert!(node.parent.is_none_or(|parent| parent.get() < position));
        for child in node.children() {
            assert_eq!(scheme.node(*child).parent, Some(NodeIndex::new(position)));
        }
    }
    let node = scheme.node(scheme.find("aid-each").expect("the node"));
    let Body::Leaf { measure: Some(Measure::Ratio(..)), unit: Some(unit), .. } = &node.body else {
        panic!("aid-each is a leaf with a ratio: {node:?}");
    };
    assert_eq!(unit.to_string(), "万元/个");
    assert!(matches!(unit, MeasureUnit::Per(..)));
    assert_eq!(scheme.rules[4].scope, Scope::Nodes(vec![scheme.find("aid-total").expect("the node")]));
    assert!(matches!(scheme.rules[2].effect, Effect::Veto { exclude_from_peers: true, .. }));
    let daily = scheme.node(scheme.find("daily").expect("the node"));
    let Some(Method::Deductions { kinds, .. }) = daily.method() else { panic!("deductions") };
    assert_eq!((kinds[1].title.as_str(), kinds[1].points), ("wrong", dec!(5)));
    assert_eq!(scheme.node(scheme.find("own").expect("the node")).variants.len(), 3);
    assert_eq!(scheme.nodes[0].role, Role::Total);
}

#[test]
fn figures_come_to_their_declared_unit() {
    let content = small();
    let evaluation = &content.years[1].evaluations[0];
    let record = &evaluation.records[0];
    let figure = |id: &str| {
        let at = evaluation.scheme.figures.iter().position(|figure| figure.id == id).expect("a figure");
        record.figures[at].as_ref().expect("a value")
    };
    let aid = figure("aid");
    assert_eq!((aid.value, &aid.written), (dec!(18000), &None));
    assert_eq!(aid.entries.len(), 2);
    assert_eq!((aid.entries[0].value, aid.entries[1].exempt.len(), aid.at.line), (dec!(15000), 1, 7));
    let revenue = figure("revenue");
    assert_eq!(revenue.written, Some(Box::new((dec!(450000), Unit::TEN_THOUSAND_YUAN))));
    assert_eq!((revenue.value, revenue.previous), (dec!(45), Some(dec!(40))));
    assert_eq!(figure("people").value, dec!(1.2345));
    let stated = |id: &str| record.stated(evaluation.scheme.find(id).expect("a node"));
    assert_eq!(stated("survey"), Some(&Stated::Score(dec!(110.5))));
    assert!(matches!(stated("daily"), Some(Stated::Deductions(list)) if list[0].count == 2));
    assert!(matches!(stated("own"), Some(Stated::NotApplicable(_))));
    let target = &evaluation.targets.by_node[evaluation.scheme.find("aid-total").expect("a node").get()][0];
    assert_eq!((target.national, target.province), (Some(dec!(10000)), Some(dec!(15000))));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let small = Small::new();
    for file in ["site.yaml", super::SCHEME, super::RECORD, "2019/bulletin.md"] {
        let text = std::fs::read_to_string(small.path(file)).expect("a file");
        small.write(file, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(small.told(), [] as [&str; 0]);
}

#[test]
fn anchors_may_be_used_within_limits() {
    let small = Small::new();
    small.replace(
        super::SCHEME,
        "method: {range: {worst: 0, best: 100}}",
        "method: &m {range: {worst: 0, best: 100}}",
    );
    small.replace(
        super::SCHEME,
        "method: {range: {worst: min, best: 5}}",
        "method: {range: {worst: min, best: 5}}",
    );
    small.replace(
        super::SCHEME,
        "id: look, role: indicator, title: 观感, method: grade",
        "id: look, role: indicator, title: &t 观感, source: *t, method: grade",
    );
    assert_eq!(small.told(), [] as [&str; 0]);
}

#[test]
fn reading_is_the_same_whatever_the_number_of_threads() {
    let small = Small::new();
    for subject in ["alpha", "beta", "gamma"] {
        small.replace(&format!("2019/cities/records/{subject}.yaml"), "status: sample", "status: smaple");
    }
    let of = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| render_all(&small.read().diagnostics, Style::Plain))
    };
    assert_eq!(of(1), of(4));
}

#[test]
fn groups_are_read_with_their_demands_and_a_plain_list_is_one_set_without_any() {
    let content = small();
    let [before, year] = &content.years[..] else { panic!("two years") };
    let [old] = &before.groups[..] else { panic!("one set") };
    assert_eq!((old.id.as_str(), old.demands.len(), old.groups.len()), ("groups", 0, 1));
    let alpha = Origin::Subject(SubjectId::new("alpha"));
    let leader = old.groups[0].leader.as_ref().expect("a leader");
    assert_eq!((leader.name.as_str(), leader.from.as_ref()), ("组长", Some(&alpha)));
    assert_eq!(old.groups[0].members[1].name, "乙");

    let [set] = &year.groups[..] else { panic!("one set") };
    assert_eq!((set.id.as_str(), set.title.as_str(), set.place.at.line), ("visits", "考核组", 11));
    let kinds: Vec<_> = set.demands.iter().map(|demand| &demand.kind).collect();
    assert_eq!(kinds[3], &DemandKind::Away(Away::Partner(vec![PartnerKind::Eastwest])));
    assert_eq!(kinds[9], &DemandKind::Apart(1));
    let [first, second] = &set.groups[..] else { panic!("two groups") };
    assert_eq!((first.title.as_str(), second.title.as_str()), ("第1组", "二组"));
    // A place that is no subject stays a name; a subject may be written by its name.
    assert_eq!(first.members[0].from, Some(Origin::Named("某州".to_owned())));
    assert_eq!(second.members[0].from, Some(Origin::Subject(SubjectId::new("gamma"))));
    assert!(second.members[0].expert);
}
