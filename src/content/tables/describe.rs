//! What a description says of a table beside it: where its numbers stand and what they are. It is read without knowing
//! the schemes; what its columns refer to is looked up for each of them (`resolve`).

use std::sync::Arc;

use super::super::files::Folder;
use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::grid::{MOST_COLUMNS, MOST_ROWS};
use super::{ENDINGS, is_table};
use crate::diagnostics::{Code, Span};
use crate::model::Year;

/// A description.
pub(super) struct Description {
    /// Its own file.
    pub path: Arc<str>,
    /// Its text, against which what its columns refer to is told.
    pub text: Arc<str>,
    /// The file of the table, relative to the content folder.
    pub data: Arc<str>,
    pub provider: Arc<crate::model::Provider>,
    /// The schemes it speaks of, each with its place; none: all of the year.
    pub schemes: Vec<(String, Span)>,
    pub sheet: Option<(String, Span)>,
    pub head: u32,
    pub first: u32,
    pub last: Option<u32>,
    pub separator: Option<u8>,
    /// The column that names the subjects.
    pub subject: (String, Span),
    pub layout: Layout,
    /// What stands in place of a subject or an item in rows that are passed over.
    pub skip: Vec<String>,
}

/// How the values lie.
pub(super) enum Layout {
    /// A row a subject.
    Wide(Vec<Column>),
    /// A row a value: which item it is and how much, perhaps in which unit.
    Long { item: (String, Span), value: (String, Span), unit: Option<(String, Span)>, items: Vec<Column> },
}

impl Layout {
    pub fn columns(&self) -> &[Column] {
        match self {
            Layout::Wide(columns) | Layout::Long { items: columns, .. } => columns,
        }
    }
}

/// A column, or an item of a long table.
pub(super) struct Column {
    /// Its head, or its letter; of an item what stands in the column of items.
    pub head: (String, Span),
    pub what: What,
    /// The unit of its numbers.
    pub unit: Option<(String, Span)>,
    /// Words of the table for words of a record.
    pub words: Vec<(String, String)>,
}

/// What a column states.
#[derive(Clone)]
pub(super) enum What {
    Figure { id: (String, Span), part: FigurePart },
    Node { id: (String, Span), part: NodePart },
    Milestone { id: (String, Span) },
}

/// Which part of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FigurePart {
    Value,
    Previous,
    Reported,
    Note,
}

/// Which part of an observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NodePart {
    /// `grade`, `score`, `task`, `option`
    Stated(&'static str),
    /// How many cases of a kind of deductions.
    Count {
        kind: (String, Span),
    },
    /// What one of several raters gave: `scores` or `grades`.
    Rating {
        list: &'static str,
        by: Option<String>,
    },
    NotApplicable,
    Reported,
    Note,
    Date,
}

/// What `is` may say of a figure.
const OF_FIGURE: [(&str, FigurePart); 4] = [
    ("value", FigurePart::Value),
    ("previous", FigurePart::Previous),
    ("reported", FigurePart::Reported),
    ("note", FigurePart::Note),
];
/// What `is` may say of a node.
const OF_NODE: [(&str, &str); 11] = [
    ("grade", "grade"),
    ("score", "score"),
    ("task", "task"),
    ("option", "option"),
    ("deductions", "deductions"),
    ("scores", "scores"),
    ("grades", "grades"),
    ("not_applicable", "not_applicable"),
    ("reported", "reported"),
    ("note", "note"),
    ("date", "date"),
];
const SEPARATORS: [(&str, u8); 3] = [("comma", b','), ("semicolon", b';'), ("tab", b'\t')];

/// Reads a description; `None` where too little of it is known to look at the table.
pub(super) fn decode(map: &Mapping<'_>, year: Year, folder: &Folder) -> Option<Description> {
    let file = map.value().file;
    let path = Arc::clone(file.file());
    let data = data(map, &path, folder);
    let provider = crate::model::Provider {
        title: map.line_if("title"),
        by: map.line_if("by"),
        date: map.get("date").and_then(|value| date_near(value, year)),
    };
    let schemes = map.get("schemes").map(schemes).unwrap_or_default();
    let sheet = map.get("sheet").and_then(spanned);
    let row = |key| map.get(key).map(|value: Value<'_>| value.integer(1..=i64::from(MOST_ROWS)));
    let number = |row: Option<Option<i64>>| row.flatten().and_then(|row| u32::try_from(row).ok());
    let (head, first, last) = (row("head"), row("first"), row("last"));
    let sound = [head, first, last].iter().all(|row| !matches!(row, Some(None)));
    let head = number(head).unwrap_or(1);
    let (first, last) = (number(first).unwrap_or(head + 1), number(last));
    order(map, head, first, last);
    let separator = map.get("separator").and_then(|value| value.choice(&SEPARATORS));
    let subject = map.need("subject").and_then(spanned);
    let layout = layout(map);
    let skip = map.get("skip").and_then(Value::items).into_iter().flatten().filter_map(Value::line).collect();
    Some(Description {
        path,
        text: Arc::from(file.text()),
        data: data?,
        provider: Arc::new(provider),
        schemes,
        sheet,
        head,
        first,
        last,
        separator,
        subject: subject?,
        layout: layout.filter(|_| sound)?,
        skip,
    })
}

fn spanned(value: Value<'_>) -> Option<(String, Span)> {
    Some((value.line()?, value.span()))
}

/// `file`, or the one table that is called like the description.
fn data(map: &Mapping<'_>, path: &str, folder: &Folder) -> Option<Arc<str>> {
    let (home, own) = path.rsplit_once('/')?;
    let stem = own.strip_suffix(".yaml").unwrap_or(own);
    let file = map.value().file;
    let beside: Vec<&str> = folder.inside(home).filter(|name| is_table(&format!("{home}/{name}"))).collect();
    if let Some(value) = map.get("file") {
        let name = value.line()?;
        let target = format!("{home}/{name}");
        if name.contains('/') || !is_table(&target) {
            let problem = value.problem(Code::FileName, format!("“{name}”不能作表格文件"));
            return value.refuse(
                problem
                    .found(name)
                    .allowed(ENDINGS.iter().map(|ending| format!("….{ending}")))
                    .hint("只写文件名，文件放在说明旁边；扩展名用小写，wps 的 et 请另存为 xlsx"),
            );
        }
        if !folder.has(&target) {
            if folder.refused(&target) {
                return None;
            }
            let problem = value.problem(Code::NoFile, format!("表格文件不存在：{target}"));
            let problem = problem.word(&name, beside);
            return value.refuse(problem.hint("请把表格放到说明旁边，或者核对文件名"));
        }
        return Some(Arc::from(target));
    }
    let named = beside.iter().filter(|name| name.rsplit_once('.').is_some_and(|(of, _)| of == stem));
    match named.collect::<Vec<_>>()[..] {
        [one] => Some(Arc::from(format!("{home}/{one}"))),
        [] => {
            let text = format!("这份说明旁边没有叫“{stem}”的表格文件，也没有写 file");
            let problem = file.problem(Code::NoFile, map.value().span(), text);
            file.report(
                problem.allowed(beside).hint("请把表格放到说明旁边，用同一个名字；名字不同的写 file: 文件名"),
            );
            None
        }
        ref several => {
            let text = format!("这份说明旁边有几个叫“{stem}”的表格文件");
            let problem = file.problem(Code::NoFile, map.value().span(), text);
            let several: Vec<&str> = several.iter().map(|name| **name).collect();
            file.report(problem.allowed(several).hint("请写 file: 文件名，说明是哪一个"));
            None
        }
    }
}

fn schemes(value: Value<'_>) -> Vec<(String, Span)> {
    let items = value.some_items().into_iter().flatten();
    items.filter_map(|item| Some((item.id()?.to_owned(), item.span()))).collect()
}

fn order(map: &Mapping<'_>, head: u32, first: u32, last: Option<u32>) {
    let refuse = |key: &'static str, text: String| {
        if let Some(value) = map.get(key) {
            let problem = value.problem(Code::OutOfRange, text);
            value.file.report(
                problem
                    .hint("行号照电子表格左边的写；head 是表头行，first 是第一行数据，last 是最后一行数据"),
            );
        }
    };
    if first <= head {
        refuse("first", format!("第一行数据（第 {first} 行）应在表头（第 {head} 行）下面"));
    }
    if let Some(last) = last.filter(|last| *last < first) {
        refuse("last", format!("最后一行数据（第 {last} 行）在第一行（第 {first} 行）上面"));
    }
}

fn layout(map: &Mapping<'_>) -> Option<Layout> {
    if !map.has("item") {
        map.forbid("items", "items 是长表（一行一个数）用的，要先写 item 和 value");
        map.forbid("value", "value 是长表（一行一个数）用的，要先写 item");
        map.forbid("unit", "单位写在 columns 的各列里；长表（一行一个数）才在这里写单位列的列名");
        return columns(map.need("columns")?, "column").map(Layout::Wide);
    }
    map.forbid("columns", "长表（一行一个数）用 items");
    let item = map.need("item").and_then(spanned);
    let value = map.need("value").and_then(spanned);
    let unit = map.get("unit").and_then(spanned);
    let items = map.need("items").and_then(|list| columns(list, "item"));
    Some(Layout::Long { item: item?, value: value?, unit, items: items? })
}

/// The columns; `None` where one of them cannot be read, so that nothing of the table is taken for all of it.
fn columns(list: Value<'_>, key: &'static str) -> Option<Vec<Column>> {
    let items = list.some_items()?;
    if items.len() > MOST_COLUMNS as usize {
        let problem = list.problem(Code::OutOfRange, format!("“{}”超过 {MOST_COLUMNS} 项", list.name));
        return list.refuse(problem.hint("请拆成几份表格"));
    }
    let found: Vec<Option<Column>> = items.map(|item| column(item, key)).collect();
    found.into_iter().collect()
}

fn column(item: Value<'_>, key: &'static str) -> Option<Column> {
    let map = item.mapping()?;
    let head = map.need(key).and_then(spanned);
    let what = what(&map);
    let unit = map.get("unit").and_then(spanned);
    let words = map.get("words").map(words);
    map.finish();
    let what = what?;
    if let (Some((_, span)), false) = (&unit, takes_unit(&what)) {
        let problem = item.file.problem(Code::Conflict, *span, "这一列不是数量，没有单位");
        item.file.report(problem.hint("请删去 unit"));
    }
    let words = match words {
        Some(words) => words?,
        None => Vec::new(),
    };
    Some(Column { head: head?, what, unit, words })
}

fn takes_unit(what: &What) -> bool {
    match what {
        What::Figure { part, .. } => *part != FigurePart::Note,
        What::Node { .. } | What::Milestone { .. } => false,
    }
}

fn what(map: &Mapping<'_>) -> Option<What> {
    let named = map.one_of(&["figure", "node", "milestone"]);
    let Some((sort, value)) = named else {
        let problem = map.value().problem(
            Code::MissingKey,
            "这里缺少字段“figure”（数据）、“node”（指标）或“milestone”（时间节点）",
        );
        map.get("is");
        map.get("kind");
        map.get("by");
        return map.value().refuse(problem.hint("请写明这一列是什么，如 figure: jobs"));
    };
    let id = value.id().map(|id| (id.to_owned(), value.span()));
    let is = map.get("is");
    match sort {
        "figure" => {
            let part = match is {
                Some(is) => is.choice(&OF_FIGURE)?,
                None => FigurePart::Value,
            };
            Some(What::Figure { id: id?, part })
        }
        "node" => node(map, id?, is),
        _ => {
            map.forbid("is", "时间节点只有日期");
            Some(What::Milestone { id: id? })
        }
    }
}

fn node(map: &Mapping<'_>, id: (String, Span), is: Option<Value<'_>>) -> Option<What> {
    let Some(is) = is else {
        let problem = map.value().problem(Code::MissingKey, "这里缺少字段“is”：这一列是指标的什么");
        let words = OF_NODE.iter().map(|(word, _)| *word);
        map.get("kind");
        map.get("by");
        return map.value().refuse(
            problem.allowed(words).hint("如 is: grade（等次）、is: score（得分）、is: task（任务）"),
        );
    };
    let part = match is.choice(&OF_NODE)? {
        "deductions" => NodePart::Count { kind: map.need("kind").and_then(spanned)? },
        list @ ("scores" | "grades") => NodePart::Rating { list, by: map.line_if("by") },
        "not_applicable" => NodePart::NotApplicable,
        "reported" => NodePart::Reported,
        "note" => NodePart::Note,
        "date" => NodePart::Date,
        kind => NodePart::Stated(kind),
    };
    Some(What::Node { id, part })
}

/// Words of the table → words of a record.
fn words(value: Value<'_>) -> Option<Vec<(String, String)>> {
    let found: Vec<_> =
        value.pairs()?.map(|(key, value)| Some((key.text.to_string(), value.line()?))).collect();
    found.into_iter().collect()
}
