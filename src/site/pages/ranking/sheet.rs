//! A scheme's results by rank: subject, status, grade, place, score, then every node's score and measure.

use crate::model::{NodeIndex, Role, Scheme, State, SubjectIndex, SubjectResult};
use crate::site::base::{At, Cell, Columns, Head, SchemeSite, Site, Stream, YearSite};

/// The results as a file.
pub(super) fn file<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    sheet(year, &year.schemes[at.scheme])
}

/// The results of a scheme.
pub fn sheet<'s>(year: &YearSite, site: &'s SchemeSite<'_>) -> Stream<'s> {
    let mut columns = subjects(site);
    for node in &site.order {
        columns = of_node(columns, site, *node);
    }
    let sheet = columns.stream("得分", site.results.order.iter().copied()).of_year(year);
    let notes = vec!["公布的结果；得分的推算过程见“推算”表".to_owned()];
    Stream { notes, ..sheet.common("方案", site.scheme.title.clone()) }
}

fn subjects<'s>(site: &'s SchemeSite<'_>) -> Columns<'s, SubjectIndex> {
    let scheme = site.scheme;
    let result = |subject: &SubjectIndex| -> &'s SubjectResult { site.result(*subject) };
    let group = move |subject: &SubjectIndex| site.results.groups.get(result(subject).group)?.as_ref();
    let (decimals, root) = (scheme.data_decimals(Role::Total), NodeIndex::new(Scheme::ROOT));
    let columns = Columns::new()
        .add("对象编号", |subject: &SubjectIndex| scheme.subjects[subject.get()].as_str())
        .add(Head::from("对象").naming(), |subject| &site.names[subject.get()].name)
        .add("组别", group)
        .add("数据状态", |subject| site.is_sample(*subject).then_some("示例"))
        .add("名次", move |subject| result(subject).rank.map(Cell::whole));
    let columns = if scheme.ranks_both() {
        columns.add("全部名次", move |subject: &SubjectIndex| {
            result(subject).overall.map(|placed| Cell::whole(placed.place))
        })
    } else {
        columns
    };
    let columns = if scheme.is_graded() {
        columns
            .add("等次", move |subject: &SubjectIndex| {
                result(subject).grade.map(|grade| &scheme.grade(grade).name)
            })
            .add("按分数线等次", move |subject| {
                result(subject).by_threshold.map(|grade| &scheme.grade(grade).name)
            })
    } else {
        columns
    };
    columns
        .add(Head::points("公布得分").of_full(scheme, root), move |subject| {
            result(subject).told().map(|score| Cell::Fixed(score, decimals))
        })
        .add(Head::points("精确得分").of_full(scheme, root), move |subject| result(subject).exact)
        .add("缺报项数", |subject| Cell::whole(site.missing[subject.get()]))
        .add("审定", |subject| site.decision(*subject))
}

/// The score of a node, and what was measured for it.
fn of_node<'s>(
    columns: Columns<'s, SubjectIndex>,
    site: &'s SchemeSite<'_>,
    node: NodeIndex,
) -> Columns<'s, SubjectIndex> {
    let (scheme, definition) = (site.scheme, site.scheme.node(node));
    let of = move |subject: &SubjectIndex| &site.result(*subject).nodes[node.get()];
    let decimals = scheme.data_decimals(definition.role);
    let title = format!("{}{}", site.nodes[node.get()].label, definition.title);
    let score = Head::points(title).of_full(scheme, node).of_node(scheme, node);
    let columns = columns.add(score, move |subject| match of(subject).state {
        State::NotApplicable => Cell::from("不适用"),
        State::Missing if of(subject).score.is_none() => Cell::from("缺报"),
        State::Scored | State::Missing | State::Undefined => {
            of(subject).told().map(|told| Cell::Fixed(told, decimals)).into()
        }
    });
    let Some((_, unit)) = definition.measure() else { return columns };
    let measure = Head::new(format!("{} 指标值", definition.title), "num").unit(unit);
    columns.add(measure.of_node(scheme, node), move |subject| of(subject).measure)
}
