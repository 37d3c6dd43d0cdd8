//! Values of tables become parts of a record: each cell is read as the record's own keys are, and what two places state
//! has to be the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::record::figures::{self, Figures};
use super::super::record::observations::{self, Observations};
use super::super::record::{Context, Dated};
use super::super::sink::Sink;
use super::cell::CellAt;
use super::describe::{FigurePart, NodePart};
use super::grid::Cell;
use super::resolve::{Lost, Part, Target};
use super::rows::Entry;
use super::text::{self, normal};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{
    At, CellSource, DeductionItem, FigureIndex, FigureValue, Gave, KindIndex, Method, MilestoneIndex,
    NodeIndex, Observation, Place, Rating, Stated, Unit,
};

/// The parts of a record that tables fill up, as far as its file states them.
pub(in crate::content) struct Filling<'r> {
    pub figures: &'r mut Figures,
    pub observations: &'r mut Observations,
    /// The dates by milestone, and which are faulty.
    pub milestones: &'r mut (Box<[Dated]>, Vec<bool>),
    /// The record's file, where it has one.
    pub file: Option<&'r Arc<str>>,
}

/// Fills a record up with what tables state of its subject; gives the cells the values come from.
pub(in crate::content) fn fill(
    mut filling: Filling<'_>,
    subject: &str,
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CellSource> {
    lose(&mut filling, subject, context);
    let entries: Vec<(&Part<'_>, &Entry)> = context.tables.entries(subject).collect();
    if entries.is_empty() {
        return Vec::new();
    }
    let cells: Vec<Place> = entries.iter().map(|(part, entry)| part.table.place(entry.cell)).collect();
    let file = Sink::of_cells(context.folder.inputs, &cells);
    let mut reader = Reader { filling, context, file: &file, given: BTreeMap::new(), nodes: BTreeMap::new() };
    for (n, (part, entry)) in entries.iter().enumerate() {
        let at = At::cell(u32::try_from(n).unwrap_or(u32::MAX - 1));
        reader.entry(part, entry, at);
    }
    reader.settle();
    problems.extend(file.finish());
    let source = |(place, (part, _)): (Place, &(&Part<'_>, &Entry))| CellSource {
        place,
        provider: Arc::clone(&part.table.of.provider),
    };
    cells.into_iter().zip(&entries).map(source).collect()
}

/// Marks what a table may state that could not be read: it is not known to be missing.
fn lose(filling: &mut Filling<'_>, subject: &str, context: &Context<'_>) {
    if context.tables.unsure {
        filling.figures.faulty.fill(true);
        filling.observations.faulty.fill(true);
        filling.milestones.1.fill(true);
    }
    for lost in context.tables.lost(subject) {
        match lost {
            Lost::Figure(index) => filling.figures.faulty[index.get()] = true,
            Lost::Node(index) => filling.observations.faulty[index.get()] = true,
            Lost::Milestone(index) => filling.milestones.1[index.get()] = true,
        }
    }
}

/// A part of a figure as tables state it.
#[derive(Clone, PartialEq)]
enum Given {
    Number(Decimal, Option<(Decimal, Unit)>),
    Note(String),
}

/// What tables state of a node.
#[derive(Default)]
struct OfNode {
    stated: Option<(Stated, At)>,
    deductions: Vec<DeductionItem>,
    /// By kind, the count that was stated first.
    counts: BTreeMap<KindIndex, (u32, At)>,
    /// The first cell that counts, zero or not.
    counted: Option<At>,
    ratings: Vec<Rating>,
    /// Where each of them stands.
    rated_at: Vec<At>,
    rated: Option<At>,
    claimed: Option<(Stated, At)>,
    note: Option<(String, At)>,
    date: Option<(Date, At)>,
}

struct Reader<'r, 'c> {
    filling: Filling<'r>,
    context: &'c Context<'c>,
    file: &'c Sink<'c>,
    given: BTreeMap<(FigureIndex, FigurePart), (Given, At)>,
    nodes: BTreeMap<NodeIndex, OfNode>,
}

impl Reader<'_, '_> {
    fn entry(&mut self, part: &Part<'_>, entry: &Entry, at: At) {
        let Some(target) = &part.targets[entry.column] else { return };
        let Some(cell) = part.table.grid.get(entry.cell.0, entry.cell.1) else { return };
        let column = &part.table.of.layout.columns()[entry.column];
        if matches!(cell, Cell::Text(text) if text::is_none(text)) {
            return;
        }
        let cell = CellAt { cell, at, head: &column.head.0, words: &column.words, file: self.file };
        match target {
            Target::Figure { index, part: FigurePart::Note, .. } => match cell.text() {
                Some(text) => self.give((*index, FigurePart::Note), Given::Note(text), at),
                None => self.filling.figures.faulty[index.get()] = true,
            },
            Target::Figure { index, part: of, unit } => {
                let unit = self.unit(part, entry, at, unit, *index);
                let number = unit.and_then(|unit| self.number(&cell, &unit, *index));
                match number {
                    Some((number, written)) => self.give((*index, *of), Given::Number(number, written), at),
                    None => self.filling.figures.faulty[index.get()] = true,
                }
            }
            Target::Node { index, part, kind } => {
                if self.node(&cell, *index, part, *kind).is_none() {
                    self.filling.observations.faulty[index.get()] = true;
                }
            }
            Target::Milestone(index) => self.milestone(&cell, *index),
        }
    }

    /// The unit of a number: that of its own row where the table has a column of units.
    fn unit(
        &self,
        part: &Part<'_>,
        entry: &Entry,
        at: At,
        of_column: &Unit,
        index: FigureIndex,
    ) -> Option<Unit> {
        let stated = entry.unit.and_then(|(row, column)| part.table.grid.get(row, column));
        let word = stated.map(|cell| normal(&cell.shown())).filter(|word| !text::is_none(word));
        let Some(word) = word else { return Some(of_column.clone()) };
        let def = &self.context.scheme.figures[index.get()];
        let (units, own) = (&self.context.names.units, def.unit.as_str());
        match units.find(&word) {
            Some(unit) if unit.is_like(&def.unit) => Some(unit.clone()),
            Some(_) | None => {
                let text = format!("“{}”（{}）的单位是 {own}，这一行的单位却写“{word}”", def.title, def.id);
                let problem = self.problem(Code::UnlikeUnits, at, text);
                self.file
                    .report(problem.found(&*word).allowed(units.like(&def.unit)).hint("请核对数据和单位"));
                None
            }
        }
    }

    fn problem(&self, code: Code, at: At, text: impl Into<String>) -> Diagnostic {
        self.file.problem(code, Span { at, ..Span::default() }, text)
    }

    fn number(
        &self,
        cell: &CellAt<'_>,
        unit: &Unit,
        index: FigureIndex,
    ) -> Option<(Decimal, Option<(Decimal, Unit)>)> {
        let def = &self.context.scheme.figures[index.get()];
        let (text, behind) = cell.number()?;
        let unit = match &*behind {
            "" => unit.clone(),
            word => match self.context.names.units.find(word) {
                Some(own) if own.is_like(&def.unit) => own.clone(),
                Some(_) | None => {
                    let text = format!(
                        "“{}”不能用：“{}”（{}）的单位是 {}",
                        cell.cell.shown(),
                        def.title,
                        def.id,
                        def.unit.as_str()
                    );
                    let problem = self.problem(Code::TableCell, cell.at, text).found(cell.cell.shown());
                    let problem = problem.allowed(self.context.names.units.like(&def.unit));
                    self.file.report(problem.hint(match word {
                        "%" => "单元格是百分比；请核对这一列是不是这项数据，或者把单元格改成常规格式",
                        _ => "单元格里只写数字，单位写在表头或说明里；没有数据的留空，或写 / 或 —",
                    }));
                    return None;
                }
            },
        };
        cell.value(&text, |value| figures::of_cell(value, &unit, def, self.context))
    }

    /// Keeps what a cell states; another cell that states it too has to say the same.
    fn give(&mut self, key: (FigureIndex, FigurePart), given: Given, at: At) {
        let Some((first, there)) = self.given.get(&key) else {
            self.given.insert(key, (given, at));
            return;
        };
        let same = match (first, &given) {
            (Given::Number(first, _), Given::Number(number, _)) => first == number,
            (first, given) => first == given,
        };
        if !same {
            let def = &self.context.scheme.figures[key.0.get()];
            let problem = self.differs(at, *there, &format!("“{}”（{}）", def.title, def.id));
            self.file.report(problem);
        }
    }

    /// Two places that state the same value differently; the other is a cell or a line of the record.
    fn differs(&self, at: At, there: At, what: &str) -> Diagnostic {
        let place = self.place(there);
        let other = place.as_ref().map_or_else(String::new, |place| format!("，与 {place} 写的不一样"));
        let problem = self.problem(Code::TableConflict, at, format!("{what}{other}"));
        let problem = problem.hint("请核对哪一处是对的，改正另一处；一个数只由一处填报最好");
        match place {
            Some(place) => problem.also_at(&place, "另一处写在这里"),
            None => problem,
        }
    }

    fn place(&self, at: At) -> Option<Place> {
        match at.as_cell() {
            Some(_) => Some(self.file.place(Span { at, ..Span::default() })),
            None => self.filling.file.map(|file| Place::line(Arc::clone(file), at)),
        }
    }

    fn milestone(&mut self, cell: &CellAt<'_>, index: MilestoneIndex) {
        let date = cell.date(self.context);
        let (dates, faulty) = &mut *self.filling.milestones;
        let Some(date) = date else {
            faulty[index.get()] = true;
            return;
        };
        match dates[index.get()] {
            Some((first, there)) if first != date => {
                let def = &self.context.scheme.milestones[index.get()];
                let what = format!("“{}”（{}）", def.title, def.id);
                self.file.report(self.differs(cell.at, there, &what));
            }
            Some(_) => {}
            None => dates[index.get()] = Some((date, cell.at)),
        }
    }

    /// Keeps what a cell states of a node; `None` where it cannot be read.
    fn node(
        &mut self,
        cell: &CellAt<'_>,
        index: NodeIndex,
        part: &NodePart,
        kind: Option<KindIndex>,
    ) -> Option<()> {
        let (node, at) = (self.context.scheme.node(index), cell.at);
        match part {
            NodePart::Stated(sort) => {
                let word = cell.word(sort, node.method());
                let stated =
                    cell.value(&word?, |value| observations::read(sort, value, node, self.context))?;
                self.state(index, stated, at);
            }
            NodePart::NotApplicable => {
                let reason = cell.text()?;
                self.state(index, Stated::NotApplicable(reason), at);
            }
            NodePart::Count { .. } => {
                let (text, behind) = cell.number()?;
                let count = cell.value(&format!("{text}{behind}"), |value| value.integer(0..=10_000))?;
                let count = u32::try_from(count).ok()?;
                let of = self.nodes.entry(index).or_default();
                of.counted.get_or_insert(at);
                if let Some(kind) = kind {
                    let first = *of.counts.entry(kind).or_insert((count, at));
                    // What two tables state is the same, and counts once.
                    if first.1 != at {
                        self.same(index, first, &count, at, "的扣分");
                        return Some(());
                    }
                }
                let of = self.nodes.entry(index).or_default();
                if let (Some(kind), 1..) = (kind, count) {
                    of.deductions.push(DeductionItem {
                        kind,
                        count,
                        source: None,
                        date: None,
                        problem: None,
                        at,
                    });
                }
            }
            NodePart::Rating { list, by } => {
                let sort = if *list == "scores" { "score" } else { "grade" };
                let full = match node.method() {
                    Some(Method::Raters { full, .. }) => *full,
                    _ => None,
                };
                let word = cell.word(sort, node.method())?;
                let gave = cell.value(&word, |value| match full {
                    Some(full) => observations::score(value, full).map(Gave::Score),
                    None => self.context.names.grades.read(value).map(Gave::Grade),
                })?;
                let of = self.nodes.entry(index).or_default();
                of.rated.get_or_insert(at);
                // What two tables state of one rater is the same, and counts once. Who has no name is somebody else.
                let known =
                    of.ratings.iter().zip(&of.rated_at).find(|(other, _)| by.is_some() && other.by == *by);
                if let Some((other, there)) = known.map(|(other, there)| (other.gave, *there)) {
                    let whose = format!("的评分（{}）", by.as_deref().unwrap_or_default());
                    self.same(index, (other, there), &gave, at, &whose);
                    return Some(());
                }
                of.ratings.push(Rating { by: by.clone(), gave });
                of.rated_at.push(at);
            }
            NodePart::Reported => {
                let sort = match node.method() {
                    Some(Method::Task { .. }) => "task",
                    Some(Method::Options(_)) => "option",
                    Some(Method::Score { .. } | Method::Raters { full: Some(_), .. }) => "score",
                    _ => "grade",
                };
                let word = cell.word(sort, node.method())?;
                let claimed = cell.value(&word, |value| observations::claimed(value, node, self.context))?;
                let of = self.nodes.entry(index).or_default();
                let first = of.claimed.get_or_insert((claimed.clone(), at)).clone();
                self.same(index, first, &claimed, at, "的自评");
            }
            NodePart::Note => {
                let note = cell.text()?;
                let of = self.nodes.entry(index).or_default();
                let first = of.note.get_or_insert((note.clone(), at)).clone();
                self.same(index, first, &note, at, "的说明");
            }
            NodePart::Date => {
                let date = cell.date(self.context)?;
                let of = self.nodes.entry(index).or_default();
                let first = *of.date.get_or_insert((date, at));
                self.same(index, first, &date, at, "的日期");
            }
        }
        Some(())
    }

    fn state(&mut self, index: NodeIndex, stated: Stated, at: At) {
        let of = self.nodes.entry(index).or_default();
        let first = of.stated.get_or_insert((stated.clone(), at)).clone();
        self.same(index, first, &stated, at, "");
    }

    fn same<T: PartialEq>(&self, index: NodeIndex, (first, there): (T, At), other: &T, at: At, what: &str) {
        if first != *other {
            self.file.report(self.differs(at, there, &self.called(index, what)));
        }
    }

    fn called(&self, index: NodeIndex, what: &str) -> String {
        let node = self.context.scheme.node(index);
        format!("“{}”（{}）{what}", node.title, node.id)
    }

    /// Puts what the cells state into the record.
    fn settle(&mut self) {
        let mut figures: BTreeMap<FigureIndex, Vec<(FigurePart, Given, At)>> = BTreeMap::new();
        for ((index, part), (given, at)) in std::mem::take(&mut self.given) {
            figures.entry(index).or_default().push((part, given, at));
        }
        for (index, parts) in figures {
            self.figure(index, parts);
        }
        for (index, of) in std::mem::take(&mut self.nodes) {
            self.observation(index, of);
        }
    }

    /// A figure: what the record states stays, what it leaves out comes from the tables.
    fn figure(&mut self, index: FigureIndex, parts: Vec<(FigurePart, Given, At)>) {
        let position = index.get();
        if self.filling.figures.faulty[position] {
            return;
        }
        let mut value = self.filling.figures.values[position].take();
        let def = &self.context.scheme.figures[position];
        for (part, given, at) in parts {
            let Some(own) = &mut value else {
                if let (FigurePart::Value, Given::Number(number, written)) = (part, given) {
                    value = Some(FigureValue {
                        value: number,
                        written: written.map(Box::new),
                        previous: None,
                        reported: None,
                        entries: Vec::new(),
                        note: None,
                        at,
                        previous_at: None,
                        reported_at: None,
                    });
                } else {
                    let text = format!("“{}”（{}）没有本年的数，只有这一项，没有用上", def.title, def.id);
                    let problem = self.problem(Code::TablePassed, at, text);
                    self.file.report(problem.hint("本年的数在别的表格或记录里填上后，这一项才用得上"));
                    break;
                }
                continue;
            };
            let there = match (part, given) {
                (FigurePart::Value, Given::Number(number, _)) => (own.value != number).then_some(own.at),
                (FigurePart::Previous, Given::Number(number, _)) => {
                    let there =
                        own.previous.filter(|own| *own != number).map(|_| own.previous_at.unwrap_or(own.at));
                    if own.previous.is_none() {
                        (own.previous, own.previous_at) = (Some(number), Some(at));
                    }
                    there
                }
                (FigurePart::Reported, Given::Number(number, _)) => {
                    let there =
                        own.reported.filter(|own| *own != number).map(|_| own.reported_at.unwrap_or(own.at));
                    if own.reported.is_none() {
                        (own.reported, own.reported_at) = (Some(number), Some(at));
                    }
                    there
                }
                (_, Given::Note(note)) => {
                    let there = own.note.as_ref().filter(|own| **own != note).map(|_| own.at);
                    own.note.get_or_insert(note);
                    there
                }
                (FigurePart::Note, Given::Number(..)) => None,
            };
            if let Some(there) = there {
                let what = match part {
                    FigurePart::Value => "",
                    FigurePart::Previous => "的上年数",
                    FigurePart::Reported => "的自评数",
                    FigurePart::Note => "的说明",
                };
                let what = format!("“{}”（{}）{what}", def.title, def.id);
                self.file.report(self.differs(at, there, &what));
            }
        }
        self.filling.figures.values[position] = value;
    }

    fn observation(&mut self, index: NodeIndex, mut of: OfNode) {
        let position = index.get();
        if self.filling.observations.faulty[position] {
            return;
        }
        let method = self.context.scheme.node(index).method();
        let lists = [
            of.counted.map(|at| (Stated::Deductions(std::mem::take(&mut of.deductions)), at)),
            of.rated.map(|at| (Stated::Ratings(std::mem::take(&mut of.ratings)), at)),
        ];
        for (stated, at) in lists.into_iter().flatten() {
            if let (Stated::Ratings(ratings), Some(Method::Raters { combine, .. })) = (&stated, method)
                && ratings.len() < combine.least()
            {
                let text = format!(
                    "只有{}个评分，去掉一个最高分和一个最低分至少要{}个",
                    ratings.len(),
                    combine.least()
                );
                let problem = self.problem(Code::MethodNumbers, at, text);
                self.file.report(problem.hint("请补齐评分"));
                self.filling.observations.faulty[position] = true;
                return;
            }
            if let Some((_, there)) = &of.stated {
                self.file.report(self.differs(at, *there, &self.called(index, "")));
                return;
            }
            of.stated = Some((stated, at));
        }
        let first = of.stated.as_ref().map(|(_, at)| *at);
        let first = first.or(of.claimed.as_ref().map(|(_, at)| *at)).or(of.note.as_ref().map(|(_, at)| *at));
        let Some(first) = first.or(of.date.map(|(_, at)| at)) else { return };
        let mut own = self.filling.observations.values[position].take().map_or_else(
            || Observation {
                stated: None,
                claimed: None,
                note: None,
                date: None,
                evidence: Vec::new(),
                at: first,
                claimed_at: None,
            },
            |own| *own,
        );
        if let Some((stated, at)) = of.stated {
            match &own.stated {
                Some(there) if !alike(there, &stated) => {
                    self.file.report(self.differs(at, own.at, &self.called(index, "")));
                }
                Some(_) => {}
                None => (own.stated, own.at) = (Some(stated), at),
            }
        }
        if let Some((claimed, at)) = of.claimed {
            match &own.claimed {
                Some(there) if *there != claimed => {
                    let there = own.claimed_at.unwrap_or(own.at);
                    self.file.report(self.differs(at, there, &self.called(index, "的自评")));
                }
                Some(_) => {}
                None => (own.claimed, own.claimed_at) = (Some(claimed), (at != own.at).then_some(at)),
            }
        }
        if let Some((note, at)) = of.note {
            match &own.note {
                Some(there) if *there != note => {
                    self.file.report(self.differs(at, own.at, &self.called(index, "的说明")));
                }
                Some(_) => {}
                None => own.note = Some(note),
            }
        }
        if let Some((date, at)) = of.date {
            match own.date {
                Some(there) if there != date => {
                    self.file.report(self.differs(at, own.at, &self.called(index, "的日期")));
                }
                Some(_) => {}
                None => own.date = Some(date),
            }
        }
        self.filling.observations.values[position] = Some(Box::new(own));
    }
}

/// Whether two observations say the same; deductions do whatever their places, dates and sources.
fn alike(first: &Stated, other: &Stated) -> bool {
    let counts = |items: &[DeductionItem]| {
        let mut counts: BTreeMap<KindIndex, u32> = BTreeMap::new();
        for item in items {
            let count = counts.entry(item.kind).or_default();
            *count = count.saturating_add(item.count);
        }
        counts
    };
    match (first, other) {
        (Stated::Deductions(first), Stated::Deductions(other)) => counts(first) == counts(other),
        (first, other) => first == other,
    }
}
