//! The workbook by which another party confirms figures, and what one that was signed says of records.
//!
//! It is a workbook like the others with one sheet of its own. What the party looks at (value and digest) stands in cells
//! that are held against today's record when it comes back, so that nothing is confirmed that it did not see.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::apply::Became;
use super::form::{Base, Book, Cell, Check, Column, Fill, Origin, Page, Row, Step, keys};
use super::name_of_file;
use super::patch::{self, Order, Written};
use super::read::{Act, Change, Returned, Spot, Trouble, compare};
use super::write::THIS_YEAR;
use crate::entry::Asked;
use crate::model::{FigureIndex, FigureValue, SubjectIndex};
use crate::procedure::confirm::{self, Standing, standings};

/// What the sheet is to the program.
pub(super) const PAGE: &str = "confirm";
/// What stands in the place of a figure's id for who signs, and when.
const SIGNED: [(&str, &str, &str); 2] = [("=by", "by", "确认单位和确认人"), ("=date", "date", "确认日期")];

/// What of a record a signed workbook says.
#[derive(Debug)]
pub struct Answer {
    /// Where.
    pub spot: Spot,
    /// Whose record.
    pub subject: SubjectIndex,
    /// Which figure.
    pub figure: FigureIndex,
    /// What the figure is called.
    pub about: String,
    /// How the value stood, and what is said of it, as people read it.
    pub told: (String, String),
    /// What becomes of that.
    pub became: Became,
}

/// What is said of one figure: what each of its cells says, by what the cell is for.
type Parts<'c> = BTreeMap<&'c str, (&'c Change, String)>;

/// Who signed a workbook, and when.
#[derive(Debug)]
pub struct Signed {
    /// As the party signs.
    pub by: String,
    /// The day.
    pub date: Date,
}

/// The subjects of which something is to be confirmed, each with whom it is to be confirmed by.
pub fn to_confirm(asked: &Asked<'_>) -> Vec<(SubjectIndex, String)> {
    let subjects = (0..asked.scheme().subjects.len()).map(SubjectIndex::new);
    let open = |subject: &SubjectIndex| {
        !confirm::unconfirmed(asked.evaluation, *subject, asked.year.as_of).is_empty()
    };
    subjects.filter(open).filter_map(|subject| Some((subject, asked.party(subject)?))).collect()
}

/// The workbook for some subjects: of one, or with `party` of all that this party confirms.
pub fn confirm_book(asked: &Asked<'_>, site: &str, subjects: &[SubjectIndex], party: Option<&str>) -> Book {
    let scheme = asked.scheme();
    let records: Vec<Base> = subjects
        .iter()
        .map(|subject| {
            let id = scheme.subjects[subject.get()].clone();
            Base { name: asked.name(&id).to_owned(), subject: id, text: String::new() }
        })
        .collect();
    let own = subjects.first().and_then(|subject| asked.party(*subject)).unwrap_or_default();
    let who = party.map_or(own, str::to_owned);
    let (file, of) = match (party, records.first()) {
        (None, Some(base)) => {
            (format!("{}-{}", base.subject, name_of_file(&base.name)), format!("{}　", base.name))
        }
        (Some(party), _) => (name_of_file(party), String::new()),
        (None, None) => (String::new(), String::new()),
    };
    Book {
        file,
        title: format!("{of}{}　{}数据确认表", asked.year.title, scheme.title),
        cover: cover(asked, &who),
        pages: vec![page(asked, &records, subjects, party.is_some())],
        records,
        origin: Origin {
            site: site.to_owned(),
            year: asked.year.year.get(),
            scheme: scheme.id.to_string(),
            organ: party.map(str::to_owned),
        },
    }
}

fn cover(asked: &Asked<'_>, who: &str) -> Vec<(String, String)> {
    let scheme = asked.scheme();
    let by = scheme.confirmed_by.as_ref();
    let clause = by.and_then(|by| by.clause.as_ref()).and_then(|clause| asked.year.clauses.get(clause));
    let due = by.and_then(|by| by.due).map_or_else(|| "方案没有写明".to_owned(), |due| format!("{due} 前"));
    [
        ("确认单位", who.to_owned()),
        ("方案", scheme.title.clone()),
        ("年度", asked.year.title.clone()),
        ("依据", clause.map_or_else(|| scheme.basis.clone(), |clause| clause.cite.clone())),
        ("确认期限", due),
        (
            "怎样填",
            "在“确认”表里逐项核对，从下拉表里选“确认”或“有异议”；有异议的在“说明”里写明应当是多少、依据什么，不要改数。\
             最前两行的“确认”一栏写确认单位和确认人、确认日期（如 2020-03-01）。只填浅黄色的格子"
                .to_owned(),
        ),
        ("摘要", "由对象、数据、数值、单位和逐笔算出，数一改就不同；收回时凭它认出确认的是哪个数".to_owned()),
        ("填好以后", "保存后交回。可以另存为 xls、ods，或把“确认”表存成 CSV".to_owned()),
        ("收表人", "tongbao confirm import 工作簿文件；先加 --dry-run 看会写什么".to_owned()),
    ]
    .map(|(what, told)| (what.to_owned(), told))
    .into()
}

fn page(asked: &Asked<'_>, records: &[Base], subjects: &[SubjectIndex], many: bool) -> Page {
    let last = format!("{}年", asked.year.year.get() - 1);
    let heads = [
        ("数据", 32.0),
        ("单位", 9.0),
        (&*last, 14.0),
        (THIS_YEAR, 14.0),
        ("其中各笔", 30.0),
        ("目前", 12.0),
        ("确认", 16.0),
        ("说明", 34.0),
        ("摘要", 18.0),
    ];
    let subject = many.then_some(("对象", 12.0)).into_iter();
    let columns = subject.chain(heads).map(|(head, width)| Column { head: head.to_owned(), width }).collect();
    let name = |record: usize| many.then(|| Cell::Shown(records[record].name.clone()));
    let blank = || Cell::Shown(String::new());
    let empty =
        |path: &[&str], check: Check| Cell::Fill(Fill { path: keys(path), now: String::new(), check });
    let mut rows: Vec<Row> = Vec::new();
    for (key, path, title) in SIGNED {
        let check = if path == "date" { Check::Date } else { Check::Text };
        let cells = [Cell::Shown(title.to_owned()), blank(), blank(), blank(), blank(), blank()];
        let own = [empty(&["signed", path], check), blank(), blank()];
        let cells = many.then(blank).into_iter().chain(cells).chain(own).collect();
        rows.push(Row { record: 0, key: key.to_owned(), cells });
    }
    let words: Rc<[(String, String)]> =
        [("yes", "确认"), ("no", "有异议")].map(|(word, label)| (word.to_owned(), label.to_owned())).into();
    for (record, subject) in subjects.iter().enumerate() {
        let standing: BTreeMap<FigureIndex, Standing<'_>> =
            standings(asked.evaluation, *subject, asked.year.as_of).into_iter().collect();
        for figure in figures(asked) {
            let def = &asked.scheme().figures[figure.get()];
            let value = asked.evaluation.records[subject.get()].figure(*figure);
            let held = |part: &str, now: String, check| {
                Cell::Held(Fill { path: keys(&["figures", &def.id, part]), now, check })
            };
            let number =
                Check::Number { least: None, most: None, whole: false, unit: def.unit.as_str().to_owned() };
            let last = match asked.last_figure(*subject, *figure) {
                Some((_, told)) => told.parse().map_or(Cell::Shown(told), Cell::Number),
                None => blank(),
            };
            let digest = value.map(|value| confirm::digest(asked.scheme(), *subject, *figure, value));
            let stands = standing.get(figure).map_or("尚未填报", |of| word(*of));
            let cells = vec![
                Cell::Shown(def.title.clone()),
                Cell::Shown(def.unit.as_str().to_owned()),
                last,
                held("value", value.map_or_else(String::new, |value| shown(value.value)), number),
                Cell::Shown(value.map_or_else(String::new, entries)),
                Cell::Shown(stands.to_owned()),
                empty(&["figures", &def.id, "answer"], Check::Choice(Rc::clone(&words))),
                empty(&["figures", &def.id, "says"], Check::Text),
                held("digest", digest.unwrap_or_default(), Check::Text),
            ];
            rows.push(Row {
                record,
                key: def.id.clone(),
                cells: name(record).into_iter().chain(cells).collect(),
            });
        }
    }
    let about = "逐项选“确认”或“有异议”；没有核对的留空。最前两行的“确认”一栏写明谁、什么时候确认".to_owned();
    Page { id: PAGE, name: "确认", about, columns, rows, spare: None }
}

fn figures<'a>(asked: &Asked<'a>) -> &'a [FigureIndex] {
    asked.scheme().confirmed_by.as_ref().map_or(&[], |by| &by.figures)
}

/// How a value stands, in a word.
fn word(of: Standing<'_>) -> &'static str {
    match of {
        Standing::Confirmed(_) => "已确认",
        Standing::Changed(_) => "确认后改动",
        Standing::Open => "未确认",
    }
}

fn shown(number: Decimal) -> String {
    number.normalize().to_string()
}

fn entries(value: &FigureValue) -> String {
    let entry = |entry: &crate::model::Entry| {
        let day = entry.date.map_or_else(String::new, |day| format!("{day} "));
        format!("{day}{}", shown(entry.value))
    };
    value.entries.iter().map(entry).collect::<Vec<_>>().join("；")
}

/// What a signed workbook says: of each figure that is answered, and who signed it. `today` is the last day it can be
/// signed on.
pub fn answers(
    asked: &Asked<'_>,
    returned: &Returned,
    (book, subjects): (&Book, &[SubjectIndex]),
    today: Date,
) -> (Vec<Answer>, Option<Signed>, Vec<Trouble>) {
    let (changes, mut troubles) = compare(returned, book);
    let mut signed: BTreeMap<&str, (&Change, String)> = BTreeMap::new();
    let mut said: BTreeMap<(usize, FigureIndex), Parts<'_>> = BTreeMap::new();
    for change in &changes {
        let (path, after) = match &change.act {
            Act::Set { path, after, .. } => (path, after.clone()),
            Act::Clear { path, .. } => (path, String::new()),
            Act::Append { .. } => continue,
        };
        match &path[..] {
            [Step::Key(_), Step::Key(part)] => {
                signed.insert(part, (change, after));
            }
            [Step::Key(_), Step::Key(id), Step::Key(part)] => {
                let figure = asked.scheme().figures.iter().position(|def| def.id == *id);
                if let Some(figure) = figure.map(FigureIndex::new) {
                    said.entry((change.record, figure)).or_default().insert(part, (change, after));
                }
            }
            _ => {}
        }
    }
    let mut found: Vec<Answer> = Vec::new();
    for ((record, figure), parts) in &said {
        found.extend(answer(asked, subjects[*record], *figure, parts));
    }
    let first = found.iter().find(|answer| answer.became == Became::Made).map(|answer| answer.spot.clone());
    let Some(first) = first else { return (found, None, troubles) };
    let mut trouble = |spot: &Spot, told: String| troubles.push(Trouble { spot: spot.clone(), told });
    let by = signed.get("by").map(|(_, by)| by.clone());
    let date = signed.get("date").and_then(|(change, date)| Some((change, date.parse::<Date>().ok()?)));
    if by.is_none() {
        trouble(&first, "选了“确认”，没有写谁确认：请写在“确认单位和确认人”那一行的“确认”一栏".to_owned());
    }
    let date = match date {
        // What is wrong with a day that is there is told already.
        None => {
            if !signed.contains_key("date") {
                trouble(&first, "选了“确认”，没有写确认日期，或者写的不是日期：请写在“确认日期”那一行的“确认”一栏，如 2020-03-01".to_owned());
            }
            None
        }
        Some((change, date)) if date > today => {
            trouble(&change.spot, format!("确认日期 {date} 还没有到，今天是 {today}；请核对"));
            None
        }
        Some((change, date)) if date <= asked.year.period.1 => {
            let told = format!("确认日期 {date} 在考核时段结束（{}）以前；请核对年份", asked.year.period.1);
            trouble(&change.spot, told);
            None
        }
        Some((_, date)) => Some(date),
    };
    let signed = by.zip(date).map(|(by, date)| Signed { by, date });
    (found, signed, troubles)
}

fn answer(
    asked: &Asked<'_>,
    subject: SubjectIndex,
    figure: FigureIndex,
    parts: &Parts<'_>,
) -> Option<Answer> {
    let def = &asked.scheme().figures[figure.get()];
    let part = |part: &str| parts.get(part).map(|(_, after)| after.as_str());
    let (answer, says) = (part("answer").unwrap_or_default(), part("says").unwrap_or_default());
    let (value, digest) = (part("value"), part("digest"));
    if answer.is_empty() && says.is_empty() && (value.is_none() || digest.is_some()) {
        return None;
    }
    let order = ["answer", "says", "value", "digest"];
    let (change, _) = order.iter().find_map(|part| parts.get(part))?;
    let standing = standings(asked.evaluation, subject, asked.year.as_of);
    let standing = standing.into_iter().find(|(of, _)| *of == figure).map(|(_, standing)| standing);
    let now = asked.evaluation.records[subject.get()].figure(figure);
    let now = now.map_or_else(|| "没有填报".to_owned(), |now| format!("{} {}", shown(now.value), def.unit));
    let then = value.map_or_else(|| now.clone(), |then| format!("{then} {}", def.unit));
    let told = match answer {
        "yes" => "确认",
        "no" => "有异议",
        _ => "没有选确认还是有异议",
    };
    let became = match answer {
        "yes" if digest.is_some() && value.is_none() => {
            Became::Stale(format!("记录里的数还是 {now}，逐笔或单位改过"))
        }
        "yes" if digest.is_some() => Became::Stale(format!("对方看到的是 {then}，记录里现在是 {now}")),
        "yes" if value.is_some() => Became::Stale(format!("工作簿里的数被改成了 {then}，记录里是 {now}")),
        "yes" if standing.is_some_and(Standing::holds) => Became::There,
        "yes" => Became::Made,
        _ => {
            let changed = value.filter(|_| digest.is_none()).map(|_| format!("工作簿里把数改成了 {then}"));
            // An objection takes nothing from a record; the value that is put right does.
            let stands = standing.is_some_and(Standing::holds) && answer == "no";
            let stands =
                stands.then(|| "先前的确认还在记录里，异议成立的改了数，那次确认就不再算数".to_owned());
            let told = [Some(says).filter(|says| !says.is_empty()).map(str::to_owned), changed, stands];
            Became::Objected(told.into_iter().flatten().collect::<Vec<_>>().join("；"))
        }
    };
    let stands = standing.map_or("", word);
    let before = format!("{now} {stands}").trim_end().to_owned();
    Some(Answer {
        spot: change.spot.clone(),
        subject,
        figure,
        about: def.title.clone(),
        told: (before, told.to_owned()),
        became,
    })
}

/// The text of a record with a confirmation added at its place; `None` where it has none.
pub fn confirmed(
    asked: &Asked<'_>,
    text: &str,
    subject: SubjectIndex,
    signed: &Signed,
    figures: &[FigureIndex],
) -> Option<String> {
    let quoted =
        |text: &str| Written { yaml: format!("'{text}'"), value: serde_json::Value::String(text.to_owned()) };
    let record = &asked.evaluation.records[subject.get()];
    let mut fields = vec![
        (keys(&["by"]), Written::new(&Check::Text, &signed.by)),
        (keys(&["date"]), Written::new(&Check::Date, &signed.date.to_string())),
    ];
    for figure in figures {
        let digest = confirm::digest(asked.scheme(), subject, *figure, record.figure(*figure)?);
        // In quotes, so that one of digits alone is no number to whoever reads it with another program.
        fields.push((keys(&["values", &asked.scheme().figures[figure.get()].id]), quoted(&digest)));
    }
    let item = Written::item(&fields)?;
    let path = [keys(&["confirmed"]), vec![Step::New]].concat();
    patch::put(text, &path, &item, &Order::new(asked.scheme()))
}
