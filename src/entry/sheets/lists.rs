//! The pages of a workbook whose rows are items of lists: entries, events, evidence, ratings, deductions, problems,
//! reports.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::form::{Cell, Check, Page, Row, Spare, SpareCell, Step, choices, find, keys, shown, text_at};
use super::pages::{Around, fill, grades, points};
use crate::content::{Outline, Shape};
use crate::entry::Sort;
use crate::entry::ask::report_kind;
use crate::model::{FigureIndex, Method, Node, ReportKind, Severity};

/// A column of such a page.
struct Field {
    key: &'static [&'static str],
    head: &'static str,
    width: f64,
    check: Check,
}

fn field(key: &'static [&'static str], head: &'static str, width: f64, check: Check) -> Field {
    Field { key, head, width, check }
}

fn text(key: &'static [&'static str], head: &'static str, width: f64) -> Field {
    field(key, head, width, Check::Text)
}

fn date(key: &'static [&'static str], head: &'static str) -> Field {
    field(key, head, 12.0, Check::Date)
}

/// Which lists a page shows: one of the record, or one of each of several things.
enum Lists {
    One(Vec<Step>),
    Of(&'static str, Vec<(Vec<Step>, String)>),
}

/// Every page of lists that the scheme has use for.
pub(super) fn pages(around: &Around<'_, '_>) -> Vec<Page> {
    let mut found = vec![entries(around), evidence(around), deductions(around)];
    found.extend(ratings(around));
    if around.organ.is_none() {
        found.extend([events(around), problems(around), earlier(around), reports(around)]);
    }
    found.into_iter().flatten().collect()
}

fn leaves<'n>(
    around: &'n Around<'_, '_>,
    takes: impl Fn(&Method) -> bool + 'n,
) -> impl Iterator<Item = &'n Node> {
    let nodes = around.scheme().nodes.iter();
    nodes.filter(move |node| {
        node.method().is_some_and(&takes) && around.has(node.source.as_deref().unwrap_or_default())
    })
}

fn of_nodes<'n>(nodes: impl Iterator<Item = &'n Node>, key: &str) -> Lists {
    let each = |node: &Node| (keys(&["observations", node.id.as_str(), key]), node.title.clone());
    Lists::Of("指标", nodes.map(each).collect())
}

fn entries(around: &Around<'_, '_>) -> Option<Page> {
    let subject = around.records.first()?.0;
    let figures = around.scheme().figures.iter().enumerate();
    let figures =
        figures.filter(|(at, _)| around.has(&around.asked.figure(subject, FigureIndex::new(*at)).by));
    let of = figures.map(|(_, def)| (keys(&["figures", &def.id, "entries"]), def.title.clone())).collect();
    let number = Check::Number { least: None, most: None, whole: false, unit: String::new() };
    let fields = vec![
        field(&["value"], "数额", 14.0, number),
        text(&["unit"], "单位", 9.0),
        date(&["date"], "日期"),
        text(&["source"], "来源", 30.0),
    ];
    let about = "一项数据由几笔合成的，一笔一行；单位不写时用这项数据自己的单位";
    page(around, "entries", "逐笔", about, &Lists::Of("数据", of), fields)
}

fn evidence(around: &Around<'_, '_>) -> Option<Page> {
    let scheme = around.scheme();
    if scheme.evidence.is_empty() {
        return None;
    }
    let kinds = choices(scheme.evidence.iter().map(|(id, def)| (id.clone(), def.title.clone())));
    let fields = vec![
        field(&["kind"], "种类", 18.0, Check::Choice(kinds)),
        text(&["title"], "名称", 36.0),
        text(&["file"], "文件", 30.0),
        date(&["date"], "日期"),
    ];
    let about = "一件一行；文件写相对于记录所在文件夹的路径，如 ../evidence/a.pdf，没有的留空";
    page(around, "evidence", "佐证", about, &of_nodes(leaves(around, |_| true), "evidence"), fields)
}

fn deductions(around: &Around<'_, '_>) -> Option<Page> {
    let nodes: Vec<&Node> =
        leaves(around, |method| method.deductions().iter().any(|kind| !kind.from_earlier)).collect();
    let kinds = nodes.iter().flat_map(|node| node.method().map_or(&[][..], Method::deductions));
    let mut words: Vec<(String, String)> = Vec::new();
    for kind in kinds.filter(|kind| !kind.from_earlier) {
        if !words.iter().any(|(id, _)| *id == kind.id) {
            words.push((kind.id.clone(), kind.title.clone()));
        }
    }
    let count = Check::Number { least: Some(Decimal::ONE), most: None, whole: true, unit: String::new() };
    let fields = vec![
        field(&["kind"], "情形", 26.0, Check::Choice(choices(words))),
        field(&["count"], "次数", 8.0, count),
        text(&["source"], "来源", 30.0),
        date(&["date"], "日期"),
    ];
    let about = "一种情形一行；次数不写时算 1 次。没有扣分的在“评定”表里选“没有扣分”";
    page(around, "deductions", "扣分", about, &of_nodes(nodes.into_iter(), "deductions"), fields)
}

fn ratings(around: &Around<'_, '_>) -> [Option<Page>; 2] {
    let full = |node: &Node| match node.method() {
        Some(Method::Raters { full, .. }) => *full,
        _ => None,
    };
    let scored: Vec<&Node> =
        leaves(around, |method| matches!(method, Method::Raters { full: Some(_), .. })).collect();
    let most = scored.iter().filter_map(|node| full(node)).max().unwrap_or(Decimal::ONE_HUNDRED);
    let graded = leaves(around, |method| matches!(method, Method::Raters { full: None, .. }));
    let about = "一位评分人一行";
    let by = || text(&["by"], "评分人", 24.0);
    let scores = vec![by(), field(&["score"], "得分", 10.0, points(most))];
    let given = vec![by(), field(&["grade"], "等次", 10.0, grades(around.scheme()))];
    [
        page(around, "scores", "评分", about, &of_nodes(scored.into_iter(), "scores"), scores),
        page(around, "grades", "评等", about, &of_nodes(graded, "grades"), given),
    ]
}

fn events(around: &Around<'_, '_>) -> Option<Page> {
    let events = &around.scheme().events;
    if events.is_empty() {
        return None;
    }
    let kinds = choices(events.iter().map(|event| (event.id.clone(), event.title.clone())));
    let fields = vec![
        field(&["kind"], "事件", 34.0, Check::Choice(kinds)),
        date(&["date"], "日期"),
        text(&["source"], "来源", 30.0),
        text(&["note"], "说明", 40.0),
    ];
    page(around, "events", "事件", "一件一行", &Lists::One(keys(&["events"])), fields)
}

fn problems(around: &Around<'_, '_>) -> Option<Page> {
    let nodes = around.scheme().nodes.iter().skip(1);
    let nodes = choices(nodes.map(|node| (node.id.to_string(), node.title.clone())));
    let severity = Severity::WORDS.map(|(word, severity)| {
        let label = match severity {
            Severity::Minor => "轻微",
            Severity::General => "一般",
            Severity::Prominent => "突出",
        };
        (word.to_owned(), label.to_owned())
    });
    let result =
        [("passed", "通过"), ("failed", "未通过")].map(|(word, label)| (word.to_owned(), label.to_owned()));
    let fields = vec![
        text(&["id"], "编号", 14.0),
        text(&["says"], "问题", 44.0),
        field(&["indicator"], "指标", 22.0, Check::Choice(nodes)),
        field(&["severity"], "程度", 8.0, Check::Choice(choices(severity))),
        text(&["county"], "所在县", 12.0),
        text(&["source"], "来源", 18.0),
        text(&["recurs"], "重复了哪一个", 14.0),
        date(&["due"], "整改期限"),
        date(&["plan"], "报送方案"),
        date(&["report"], "报送报告"),
        date(&["recheck", "date"], "复核日期"),
        text(&["recheck", "by"], "复核单位", 14.0),
        field(&["recheck", "result"], "复核结果", 10.0, Check::Choice(choices(result))),
        text(&["recheck", "note"], "复核说明", 24.0),
    ];
    let about = "一个问题一行；要跟踪整改的写编号，用小写英文字母、数字和 -，本记录内不重复";
    page(around, "problems", "问题", about, &Lists::One(keys(&["problems"])), fields)
}

fn reports(around: &Around<'_, '_>) -> Option<Page> {
    let kinds = ReportKind::WORDS.map(|(word, kind)| (word.to_owned(), report_kind(kind).to_owned()));
    let scheme = around.scheme();
    let fields = vec![
        field(&["kind"], "报告", 18.0, Check::Choice(choices(kinds))),
        text(&["by"], "谁报告", 24.0),
        date(&["date"], "日期"),
        field(&["score"], "所评得分", 10.0, points(scheme.ceiling.max(scheme.full_total()))),
        text(&["text"], "正文", 30.0),
        text(&["file"], "文件", 30.0),
    ];
    let about = "一份报告一行；正文（Markdown，如 ../reports/a.md）和文件（PDF、Word，如 ../reports/a.pdf）写一个，\
                 路径相对于记录所在文件夹；所评得分只作对照，不计入结果";
    page(around, "reports", "报告", about, &Lists::One(keys(&["reports"])), fields)
}

/// Problems of earlier years: those of which something was said, and those of which nothing was.
fn earlier(around: &Around<'_, '_>) -> Option<Page> {
    let states =
        [("open", "未销号"), ("closed", "已销号")].map(|(word, label)| (word.to_owned(), label.to_owned()));
    let fields = || {
        vec![
            text(&["problem"], "往年问题", 18.0),
            field(&["state"], "状态", 10.0, Check::Choice(choices(states.clone()))),
            date(&["date"], "复核日期"),
            text(&["by"], "复核单位", 20.0),
            text(&["note"], "说明", 40.0),
        ]
    };
    let about = "每个往年问题都要写状态和复核日期";
    let mut page = page(
        around,
        "earlier_problems",
        "往年问题",
        about,
        &Lists::One(keys(&["earlier_problems"])),
        fields(),
    )?;
    for (record, (subject, _, tree)) in around.records.iter().enumerate() {
        // Those of which the record said something when the workbook was made have a row above.
        let stated: Vec<String> = tree.as_ref().map_or_else(Vec::new, stated);
        for ask in around.asked.open_problems(*subject, |of| stated.iter().any(|own| *own == of.to_string()))
        {
            debug_assert_eq!(ask.sort, Sort::EarlierProblem);
            let cells = fields().into_iter().map(|field| match field.key {
                // The problem itself comes with the row: saying something of it adds it to the list.
                ["problem"] => Cell::Shown(ask.id.clone()),
                key => {
                    let path = [keys(&["earlier_problems"]), vec![Step::New], keys(key)].concat();
                    fill(None, path, field.check)
                }
            });
            let mut cells: Vec<Cell> = cells.collect();
            cells.push(Cell::Shown(ask.title.clone()));
            page.rows.push(Row { record, key: format!("+{}", ask.id), cells });
        }
    }
    for row in &mut page.rows {
        if row.cells.len() < fields().len() + 1 {
            let says = row.key.strip_prefix("earlier_problems[").and_then(|rest| rest.strip_suffix(']'));
            let says = says.and_then(|at| at.parse::<usize>().ok()).and_then(|at| {
                let (subject, ..) = around.records.get(row.record)?;
                around.asked.evaluation.records[subject.get()].earlier_problems.get(at)
            });
            row.cells.push(Cell::Shown(says.map_or(String::new(), |of| of.says.clone())));
        }
    }
    page.columns.push(super::form::Column { head: "问题内容".to_owned(), width: 50.0 });
    if let Some(spare) = &mut page.spare {
        spare.columns.push(SpareCell::Blank);
    }
    Some(page)
}

/// The problems of earlier years that a record names.
fn stated(tree: &Outline) -> Vec<String> {
    let list = find(tree, &keys(&["earlier_problems"]));
    let items = list.map_or(0, |list| list.items().len());
    let of = |at: usize, key: &[&str]| {
        text_at(Some(tree), &[keys(&["earlier_problems"]), vec![Step::Item(at)], keys(key)].concat())
    };
    let named = |at: usize| match of(at, &["problem"]) {
        whole if !whole.is_empty() => whole,
        _ => format!("{}/{}", of(at, &["problem", "year"]), of(at, &["problem", "id"])),
    };
    (0..items).map(named).collect()
}

fn page(
    around: &Around<'_, '_>,
    id: &'static str,
    name: &'static str,
    about: &str,
    lists: &Lists,
    fields: Vec<Field>,
) -> Option<Page> {
    let (owners, of) = match lists {
        Lists::One(path) => (vec![(path.clone(), String::new())], None),
        Lists::Of(_, owners) if owners.is_empty() => return None,
        Lists::Of(head, owners) => (owners.clone(), Some(*head)),
    };
    let labels: Rc<[(String, String)]> =
        choices(owners.iter().map(|(path, title)| (shown(path), title.clone())));
    let head = of.map(|head| (head, 26.0));
    let heads: Vec<(&str, f64)> =
        head.into_iter().chain(fields.iter().map(|field| (field.head, field.width))).collect();
    let mut rows = Vec::new();
    for (record, (_, base, tree)) in around.records.iter().enumerate() {
        let Some(tree) = tree.as_ref() else { continue };
        for ((list, _), (_, label)) in owners.iter().zip(labels.iter()) {
            let Some(Shape::List(items)) = find(tree, list).map(|node| &node.shape) else { continue };
            for at in 0..items.len() {
                let path = [list.clone(), vec![Step::Item(at)]].concat();
                let name = around.organ.map(|_| Cell::Shown(base.name.clone()));
                let owner = of.map(|_| Cell::Shown(label.clone()));
                let values = fields.iter().map(|field| {
                    let path = [path.clone(), keys(field.key)].concat();
                    let problem = reference(tree, &path);
                    match problem {
                        Some(told) => Cell::Shown(told),
                        None => fill(Some(tree), path, field.check.clone()),
                    }
                });
                let cells = name.into_iter().chain(owner).chain(values).collect();
                rows.push(Row { record, key: shown(&path), cells });
            }
        }
    }
    let subject = around.organ.map(|_| {
        let names = around.records.iter().map(|(_, base, _)| (base.subject.to_string(), base.name.clone()));
        SpareCell::Subject(choices(names))
    });
    let owner =
        of.map(|_| SpareCell::Owner(owners.iter().map(|(path, _)| path.clone()).collect(), labels.clone()));
    let each = fields.into_iter().map(|field| SpareCell::Field(keys(field.key), field.check));
    let columns = subject.into_iter().chain(owner).chain(each).collect();
    let list = match lists {
        Lists::One(path) => Some(path.clone()),
        Lists::Of(..) => None,
    };
    let about = about.to_owned();
    Some(Page {
        id,
        name,
        about,
        columns: around.columns(&heads),
        rows,
        spare: Some(Spare { list, columns }),
    })
}

/// A problem of another year that is written as a mapping, which no cell holds.
fn reference(tree: &crate::content::Outline, path: &[Step]) -> Option<String> {
    let node = find(tree, path)?;
    matches!(node.shape, Shape::Map(_)).then(|| {
        let part = |key: &str| text_at(Some(node), &keys(&[key]));
        format!("{}/{}", part("year"), part("id"))
    })
}
