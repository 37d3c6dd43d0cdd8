//! subjects.yaml: who may be evaluated, and who is refused where.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lineage;
use super::mapping::Mapping;
use super::table::Table;
use super::value::Value;
use crate::diagnostics::{Code, Span};
use crate::model::{DatedName, Lineage, Partner, PartnerCounty, PartnerKind, Subject, SubjectId};

/// Ids that a subject may not have: `all` means everybody in targets.yaml, the others are pages of a scheme.
const RESERVED: [&str; 4] = ["all", "index", "method", "indicators"];

/// The arrangements of pairings.
pub(super) const PAIRINGS: [(&str, PartnerKind); 2] =
    [("province", PartnerKind::Province), ("eastwest", PartnerKind::Eastwest)];

/// The subjects, and what else the file says about them.
pub(super) struct Subjects {
    pub by_id: BTreeMap<SubjectId, Subject>,
    /// The ids that may be referred to.
    pub table: Table<()>,
    pub refusals: Vec<Refusal>,
    /// What they were in earlier years.
    pub lineage: Arc<Lineage>,
}

/// A subject that a scheme must not evaluate.
pub(super) struct Refusal {
    pub subject: String,
    /// `None`: every scheme that does not list it.
    pub scheme: Option<String>,
    pub clause_text: String,
    pub says: String,
}

impl Subjects {
    /// What stands for a file that could not be read: every reference is passed over.
    pub fn unknown() -> Self {
        Self {
            by_id: BTreeMap::new(),
            table: Table::open(Code::UnknownSubject, NOUN),
            refusals: Vec::new(),
            lineage: Arc::default(),
        }
    }

    /// Why a subject has no place under a scheme, where the file says so. `listed`: the scheme lists it.
    pub fn refusal(&self, subject: &str, scheme: &str, listed: bool) -> Option<&Refusal> {
        self.refusals.iter().find(|refusal| {
            refusal.subject == subject
                && match &refusal.scheme {
                    Some(of) => of == scheme,
                    None => !listed,
                }
        })
    }
}

const NOUN: &str = "考核对象";

pub(super) fn decode(map: &Mapping<'_>) -> Option<Subjects> {
    let mut subjects = Subjects { table: Table::new(Code::UnknownSubject, NOUN), ..Subjects::unknown() };
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for item in map.need("subjects").and_then(Value::some_items).into_iter().flatten() {
        subject(item, &mut subjects, &mut places);
    }
    namesakes(map, &subjects);
    let listed = map.get("subjects").and_then(Value::some_items).into_iter().flatten();
    for item in listed.filter_map(|item| item.mapping()) {
        if let Some(within) = item.get("within") {
            subjects.table.read(within);
        }
        lineage::known(&item, &subjects.table);
    }
    lineage::check(map, &subjects);
    let former = subjects.by_id.values().map(|subject| (subject.id.clone(), subject.former.clone()));
    subjects.lineage = Arc::new(Lineage::new(former));
    for item in map.get("refused").and_then(Value::items).into_iter().flatten() {
        if let Some(refusal) = refusal(item, &subjects) {
            subjects.refusals.push(refusal);
        }
    }
    Some(subjects)
}

/// Warns of two subjects of one kind, within one other, that have the same name today: no page could tell them apart.
fn namesakes(map: &Mapping<'_>, subjects: &Subjects) {
    let mut seen: BTreeMap<(&str, Option<&SubjectId>, &str), &Subject> = BTreeMap::new();
    let mut all: Vec<&Subject> = subjects.by_id.values().collect();
    all.sort_by_key(|subject| subject.at);
    for subject in all {
        let Some(name) = subject.names.last() else { continue };
        let key = (subject.kind.as_str(), subject.within.as_ref(), name.name.as_str());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, subject);
            continue;
        };
        let file = map.value().file;
        let text = format!("“{}”和“{}”都叫“{}”，网页上分不清", first.id, subject.id, name.name);
        let hint = "请核对名称；确是同名的，在 name 里写明所属，或者用 within 写明它属于哪个对象";
        file.report(file.there(Code::Namesakes, subject.at, text).hint(hint));
    }
}

fn subject(item: Value<'_>, subjects: &mut Subjects, places: &mut BTreeMap<String, Span>) -> Option<()> {
    let map = item.mapping()?;
    let id_value = map.need("id");
    let id = id_value.and_then(Value::id);
    let names = names(&map);
    let kind = map.need("kind").and_then(Value::id);
    let region = map.line_if("region");
    let within = map.get("within");
    let tile = map.get("tile").and_then(tile);
    let former = lineage::former(&map, id.unwrap_or_default());
    let partners =
        map.get("partners").and_then(Value::items).into_iter().flatten().filter_map(partner).collect();
    map.finish();
    let place = id_value?;
    let Some(id) = id else {
        if let Some(word) = place.as_word() {
            subjects.table.pass_over(word);
        }
        return None;
    };
    if RESERVED.contains(&id) {
        subjects.table.pass_over(id);
        let problem = place.problem(Code::BadIdentifier, format!("“{id}”另有用处，不能作考核对象的标识"));
        return place.refuse(problem.hint("请换一个，如拼音全称"));
    }
    if let Some(first) = places.get(id) {
        let problem = place.problem(Code::DuplicateId, format!("考核对象“{id}”写了两次"));
        return place
            .refuse(problem.found(id).also(*first, "第一次写在这里").hint("请改用别的标识，或者合成一处"));
    }
    places.insert(id.to_owned(), place.span());
    subjects.table.insert(id, Some(()));
    for name in names.iter().flatten() {
        subjects.table.call(id, &name.name);
        subjects.table.call(id, &name.short);
    }
    let id = SubjectId::new(id);
    let subject = Subject {
        id: id.clone(),
        names: names?,
        kind: kind?.to_owned(),
        former,
        within: within.and_then(|within| within.word(NOUN)).map(SubjectId::new),
        region,
        tile,
        partners,
        at: place.at(),
    };
    subjects.by_id.insert(id, subject);
    Some(())
}

/// `name` and `short`, or `names` where the name changed.
fn names(map: &Mapping<'_>) -> Option<Vec<DatedName>> {
    if map.has("names") {
        map.forbid("name", "已经写了 names");
        map.forbid("short", "已经写了 names");
        let items: Vec<Value<'_>> = map.get("names")?.some_items()?.collect();
        let names = items.iter().map(|item| dated_name(*item)).collect::<Option<Vec<_>>>()?;
        for (pair, item) in names.windows(2).zip(&items[1..]) {
            follows(&pair[0], &pair[1], *item);
        }
        return Some(names);
    }
    let name = map.line("name");
    let short = map.line_if("short");
    let name = name?;
    Some(vec![DatedName { short: short.unwrap_or_else(|| name.clone()), name, from: None, to: None }])
}

/// Tells where a name does not begin on the day after the one before it ended.
fn follows(before: &DatedName, after: &DatedName, item: Value<'_>) {
    let (what, hint) = match (before.to, after.from) {
        (Some(to), Some(from)) => match to.tomorrow() {
            Ok(next) if next == from => return,
            Ok(next) if from > next => (
                format!("“{}”到 {to} 为止，“{}”从 {from} 起，中间没有名称", before.name, after.name),
                format!("请把 from 改为 {next}，或者补上中间的名称"),
            ),
            Ok(_) | Err(_) => (
                format!("“{}”到 {to} 为止，“{}”却从 {from} 起", before.name, after.name),
                "请从早到晚排列各个名称；后一个的 from 是前一个的 to 的第二天".to_owned(),
            ),
        },
        (None, _) | (_, None) => (
            format!("“{}”和“{}”先后使用，却没有写明哪天更名", before.name, after.name),
            "除第一个外都写 from，除最后一个外都写 to；请从早到晚排列".to_owned(),
        ),
    };
    item.file.report(item.problem(Code::NameDates, what).hint(hint));
}

fn dated_name(item: Value<'_>) -> Option<DatedName> {
    let map = item.mapping()?;
    let name = map.line("name");
    let short = map.line_if("short");
    let from = map.get("from").and_then(Value::date);
    let to = map.get("to").and_then(Value::date);
    map.finish();
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        item.file.report(
            item.problem(Code::OutOfRange, format!("名称的起止日期颠倒：{from} 晚于 {to}"))
                .hint("请核对 from 和 to"),
        );
    }
    let name = name?;
    Some(DatedName { short: short.unwrap_or_else(|| name.clone()), name, from, to })
}

/// `[column, row]`
fn tile(value: Value<'_>) -> Option<(u8, u8)> {
    let parts: Vec<_> = value.items()?.collect();
    let [column, row] = parts[..] else {
        let problem = value.problem(Code::WrongType, "“tile”要写两个数：列、行");
        return value.refuse(problem.hint("写成 [4, 1] 的样子"));
    };
    let number = |value: Value<'_>| value.integer(0..=40).and_then(|n| u8::try_from(n).ok());
    Some((number(column)?, number(row)?))
}

fn partner(item: Value<'_>) -> Option<Partner> {
    let map = item.mapping()?;
    let kind = map.need("kind").and_then(|kind| kind.choice(&PAIRINGS));
    let prefecture = map.line("prefecture");
    let counties =
        map.get("counties").and_then(Value::items).into_iter().flatten().filter_map(county).collect();
    let from = map.get("from").and_then(Value::year);
    let to = map.get("to").and_then(Value::year);
    let uncertain = map.get("uncertain").and_then(Value::flag).unwrap_or(false);
    let note = map.text_if("note");
    map.finish();
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        item.file.report(
            item.problem(Code::OutOfRange, format!("结对的起止年度颠倒：{from} 晚于 {to}"))
                .hint("请核对 from 和 to"),
        );
    }
    Some(Partner {
        kind: kind?,
        prefecture: prefecture?,
        counties,
        from: from.map(|year| year.get()),
        to: to.map(|year| year.get()),
        uncertain,
        note,
    })
}

/// A county: its name, or its name with what is known.
fn county(item: Value<'_>) -> Option<PartnerCounty> {
    if item.is_scalar() {
        return Some(PartnerCounty { name: item.line()?, by: None, deep: false, uncertain: false });
    }
    let map = item.mapping()?;
    let name = map.line("name");
    let by = map.line_if("by");
    let deep = map.get("deep").and_then(Value::flag).unwrap_or(false);
    let uncertain = map.get("uncertain").and_then(Value::flag).unwrap_or(false);
    map.finish();
    Some(PartnerCounty { name: name?, by, deep, uncertain })
}

fn refusal(item: Value<'_>, subjects: &Subjects) -> Option<Refusal> {
    let map = item.mapping()?;
    let subject = map.need("subject").and_then(|subject| {
        subjects.table.read(subject)?;
        subject.word(NOUN)
    });
    let scheme = map.need("scheme").and_then(|scheme| match scheme.word("方案")? {
        "*" => Some(None),
        _ => scheme.id().map(|id| Some(id.to_owned())),
    });
    let clause_text = map.line("clause_text");
    let says = map.text("says");
    map.finish();
    Some(Refusal { subject: subject?.to_owned(), scheme: scheme?, clause_text: clause_text?, says: says? })
}
