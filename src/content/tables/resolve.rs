//! What the columns of a table are under one scheme: its figures, nodes and milestones, each in its unit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::record::observations;
use super::super::scheme::{Names, SchemeFile};
use super::super::sink::Sink;
use super::super::subjects::Subjects;
use super::describe::{Column, FigurePart, Layout, NodePart, What};
use super::heads::Over;
use super::rows::Entry;
use super::{Loaded, Tables, text};
use crate::diagnostics::{Code, Diagnostic, Span, some};
use crate::model::{
    FigureDef, FigureIndex, KindIndex, MilestoneIndex, NodeIndex, Place, Scheme, SubjectId, Unit,
};

/// The tables that speak of a scheme.
#[derive(Default)]
pub(in crate::content) struct OfScheme<'t> {
    parts: Vec<Part<'t>>,
    /// What tables state that could not be read: whoever has no value of it is not known to lack it.
    lost: Vec<Lost>,
    /// A description could not be read, so what its table states is not known.
    pub(super) unsure: bool,
}

/// What a table states that could not be read.
#[derive(Clone, Copy)]
pub(super) enum Lost {
    Figure(FigureIndex),
    Node(NodeIndex),
    Milestone(MilestoneIndex),
}

impl Lost {
    fn of(what: &What, names: &Names) -> Option<Self> {
        match what {
            What::Figure { id, .. } => names.figures.peek(&id.0).map(Lost::Figure),
            What::Node { id, .. } => names.nodes.peek(&id.0).map(Lost::Node),
            What::Milestone { id } => names.milestones.peek(&id.0).map(Lost::Milestone),
        }
    }
}

/// A table, and what its columns are under the scheme.
pub(super) struct Part<'t> {
    pub table: &'t Loaded,
    /// By column; `None` where it is nothing of this scheme, or faulty.
    pub targets: Vec<Option<Target>>,
}

/// What a column states of a subject.
pub(super) enum Target {
    Figure { index: FigureIndex, part: FigurePart, unit: Unit },
    Node { index: NodeIndex, part: NodePart, kind: Option<KindIndex> },
    Milestone(MilestoneIndex),
}

/// What was found out while the schemes of a year were read one after the other.
#[derive(Default)]
pub(in crate::content) struct Spoken {
    /// Columns that no scheme so far knows, with what the first said.
    unknown: BTreeMap<(usize, usize), Vec<Diagnostic>>,
    known: BTreeSet<(usize, usize)>,
    /// By table, whom the schemes it speaks of evaluate.
    evaluated: BTreeMap<usize, BTreeSet<SubjectId>>,
    /// A scheme could not be read, so what is nobody's may be its.
    pub unsure: bool,
}

impl Tables {
    /// The tables of a scheme, with what its columns are there.
    pub fn of_scheme(
        &self,
        file: &SchemeFile,
        subjects: &Subjects,
        spoken: &mut Spoken,
        problems: &mut Vec<Diagnostic>,
    ) -> OfScheme<'_> {
        let id = file.scheme.id.as_str();
        let mut parts = Vec::new();
        for (position, table) in self.loaded.iter().enumerate() {
            let listed = &table.of.schemes;
            if !listed.is_empty() && !listed.iter().any(|(one, _)| one == id) {
                continue;
            }
            let columns = table.of.layout.columns().iter().enumerate();
            let targets = columns.map(|(at, column)| {
                let reader = Reader { scheme: &file.scheme, names: &file.names, table, column, at };
                let (target, found) = reader.target();
                match found {
                    Known::Yes(found) => {
                        spoken.known.insert((position, at));
                        tell(found, problems);
                    }
                    Known::No(found) => {
                        spoken.unknown.entry((position, at)).or_insert(found);
                    }
                }
                target
            });
            parts.push(Part { table, targets: targets.collect() });
            lacking(table, &file.scheme, subjects, problems);
            spoken.evaluated.entry(position).or_default().extend(file.scheme.subjects.iter().cloned());
        }
        let broken = self
            .broken
            .iter()
            .filter(|of| of.schemes.is_empty() || of.schemes.iter().any(|(one, _)| one == id));
        let columns = broken.flat_map(|of| of.layout.columns());
        let lost = columns.filter_map(|column| Lost::of(&column.what, &file.names)).collect();
        OfScheme { parts, lost, unsure: self.unsure }
    }

    /// What is nobody's, when every scheme was read: columns that none knows, subjects that none evaluates.
    pub fn finish(&self, spoken: Spoken, subjects: &Subjects, problems: &mut Vec<Diagnostic>) {
        if !spoken.unsure {
            let unknown = spoken.unknown.into_iter().filter(|(column, _)| !spoken.known.contains(column));
            tell(unknown.flat_map(|(_, found)| found).collect(), problems);
            for (position, evaluated) in &spoken.evaluated {
                outside(&self.loaded[*position], evaluated, subjects, problems);
            }
        }
        self.bound(problems);
    }
}

impl OfScheme<'_> {
    /// What the tables hold of a subject: table by table, value by value.
    pub(super) fn entries<'s>(&'s self, subject: &'s str) -> impl Iterator<Item = (&'s Part<'s>, &'s Entry)> {
        let id = SubjectId::new(subject);
        self.parts.iter().flat_map(move |part| {
            let entries = part.table.rows.by_subject.get(&id).map_or(&[][..], Vec::as_slice);
            entries.iter().map(move |entry| (part, entry))
        })
    }

    /// What is not known of a subject, since a table or its row could not be read.
    pub(super) fn lost(&self, subject: &str) -> impl Iterator<Item = Lost> {
        let id = SubjectId::new(subject);
        let parts = self
            .parts
            .iter()
            .filter(move |part| part.table.rows.unsure && !part.table.rows.by_subject.contains_key(&id));
        let of_rows = parts.flat_map(|part| part.targets.iter().flatten()).map(|target| match target {
            Target::Figure { index, .. } => Lost::Figure(*index),
            Target::Node { index, .. } => Lost::Node(*index),
            Target::Milestone(index) => Lost::Milestone(*index),
        });
        of_rows.chain(self.lost.iter().copied())
    }

    /// Whether any of them has a row of a subject.
    pub fn speaks_of(&self, subject: &str) -> bool {
        self.entries(subject).next().is_some()
    }
}

/// Adds what was not told before: of two schemes with the same figure each would tell it.
fn tell(found: Vec<Diagnostic>, problems: &mut Vec<Diagnostic>) {
    for one in found {
        if !problems.contains(&one) {
            problems.push(one);
        }
    }
}

/// A subject's name as it is today.
fn name<'a>(subjects: &'a Subjects, id: &'a SubjectId) -> &'a str {
    let name = subjects.by_id.get(id).and_then(|subject| subject.names.last());
    name.map_or(id.as_str(), |name| name.name.as_str())
}

/// Warns of the scheme's subjects that a table has no row of.
fn lacking(table: &Loaded, scheme: &Scheme, subjects: &Subjects, problems: &mut Vec<Diagnostic>) {
    let lacking = scheme.subjects.iter().filter(|id| !table.rows.by_subject.contains_key(id));
    let lacking: Vec<&str> = lacking.map(|id| name(subjects, id)).collect();
    if lacking.is_empty() || table.rows.unsure {
        return;
    }
    let text = format!(
        "表格 {} 里没有“{}”的 {} 个考核对象：{}",
        table.of.data,
        scheme.title,
        lacking.len(),
        some(&lacking)
    );
    let problem = at(table, Code::TableLacks, table.of.subject.1, text);
    problems.push(problem.hint("请提供单位补上；这些对象的数写在记录里的，可以不理会"));
}

/// Warns of rows whose subject no scheme evaluates.
fn outside(
    table: &Loaded,
    evaluated: &BTreeSet<SubjectId>,
    subjects: &Subjects,
    problems: &mut Vec<Diagnostic>,
) {
    let outside = table.rows.by_subject.keys().filter(|id| !evaluated.contains(*id));
    let outside: Vec<&str> = outside.map(|id| name(subjects, id)).collect();
    if !outside.is_empty() {
        let text = format!(
            "表格 {} 里有 {} 个对象不参加考核，它们的数没有用上：{}",
            table.of.data,
            outside.len(),
            some(&outside)
        );
        let problem = at(table, Code::TablePassed, table.of.subject.1, text);
        problems.push(problem.hint("请核对 schemes；本来就多出来的，把名称写进 skip，就不再提示"));
    }
}

/// A problem in the description.
fn at(table: &Loaded, code: Code, span: Span, text: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Arc::clone(&table.of.path), text).span(span).source(Arc::clone(&table.of.text))
}

/// Whether the scheme knows what a column refers to, and what there is to say.
enum Known {
    Yes(Vec<Diagnostic>),
    No(Vec<Diagnostic>),
}

struct Reader<'a> {
    scheme: &'a Scheme,
    names: &'a Names,
    table: &'a Loaded,
    column: &'a Column,
    at: usize,
}

impl Reader<'_> {
    fn target(&self) -> (Option<Target>, Known) {
        let file = Sink::new(Arc::clone(&self.table.of.path), &self.table.of.text);
        let mut found = Vec::new();
        let target = match &self.column.what {
            What::Figure { id, part } => self.names.figures.find(&file, &id.0, id.1).map(|index| {
                let unit = match part {
                    FigurePart::Note => Some(self.scheme.figures[index.get()].unit.clone()),
                    FigurePart::Value | FigurePart::Previous | FigurePart::Reported => {
                        self.unit(&self.scheme.figures[index.get()], &mut found)
                    }
                };
                unit.map(|unit| Target::Figure { index, part: *part, unit })
            }),
            What::Node { id, part } => self
                .names
                .nodes
                .find(&file, &id.0, id.1)
                .map(|index| self.node(index, part, id.1, &mut found)),
            What::Milestone { id } => {
                self.names.milestones.find(&file, &id.0, id.1).map(|index| Some(Target::Milestone(index)))
            }
        };
        let unknown = file.finish();
        match target {
            None if !unknown.is_empty() => (None, Known::No(unknown)),
            target => (target.flatten(), Known::Yes(found)),
        }
    }

    fn node(
        &self,
        index: NodeIndex,
        part: &NodePart,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        let node = self.scheme.node(index);
        let asked = match part {
            NodePart::Stated(kind) => Some(*kind),
            NodePart::Count { .. } => Some("deductions"),
            NodePart::Rating { list, .. } => Some(*list),
            NodePart::NotApplicable | NodePart::Reported | NodePart::Note | NodePart::Date => None,
        };
        if let Some(kind) = asked
            && !observations::fits(kind, node.method())
        {
            let text = observations::misfit_text(kind, node, node.method());
            let problem = at(self.table, Code::ObservationMisfit, span, text);
            found.push(observations::misfit_told(problem, kind, node.method()));
            return None;
        }
        let kind = match part {
            NodePart::Count { kind: (word, span) } => {
                let kinds = node.method().map_or(&[][..], crate::model::Method::deductions);
                let Some(position) = kinds.iter().position(|kind| kind.id == *word) else {
                    let problem =
                        at(self.table, Code::UnknownDeduction, *span, format!("没有叫“{word}”的扣分情形"));
                    found.push(problem.word(word, kinds.iter().map(|kind| &kind.id)));
                    return None;
                };
                if kinds[position].from_earlier {
                    let text =
                        format!("“{}”（{word}）由往年问题的复核结果得出，不直接填报", kinds[position].title);
                    let problem =
                        at(self.table, Code::DeductionFromProblems, *span, text).found(word.as_str());
                    found.push(problem.hint("请删去这一列，把没有销号的往年问题写进记录的 earlier_problems"));
                    return None;
                }
                Some(KindIndex::new(position))
            }
            NodePart::Stated(_)
            | NodePart::Rating { .. }
            | NodePart::NotApplicable
            | NodePart::Reported
            | NodePart::Note
            | NodePart::Date => None,
        };
        Some(Target::Node { index, part: part.clone(), kind })
    }

    /// The unit of a column's numbers: as the description says, else its head, else what stands over the table, else the
    /// figure's own. Where two of them cannot both be, or one cannot be read, nothing is guessed; only what description
    /// and head say alike stands against what is over the table, since that may be meant for other columns.
    fn unit(&self, def: &FigureDef, found: &mut Vec<Diagnostic>) -> Option<Unit> {
        let rows = &self.table.rows;
        let head = match self.table.of.layout {
            Layout::Wide(_) => &rows.heads[self.at],
            Layout::Long { .. } => &rows.heads[0],
        };
        let bracket = text::head(&head.name).1;
        let in_head = bracket.and_then(|bracket| self.names.units.find(bracket));
        if let Some((word, span)) = &self.column.unit {
            let Some(unit) = self.names.units.find(word) else {
                let problem = at(self.table, Code::UnknownUnit, *span, format!("不认识的单位“{word}”"));
                found.push(problem.word(word, self.names.units.all().map(Unit::as_str)));
                return None;
            };
            if let Some(other) = in_head.filter(|other| *other != unit) {
                let text = format!("表头写的单位是“{}”，说明里写的却是“{word}”", other.as_str());
                let problem = Diagnostic::at(Code::TableHead, &self.place(head.cell), text);
                let there = Place::line(Arc::clone(&self.table.of.path), span.at);
                found.push(problem.also_at(&there, "说明里写在这里").hint("请向提供单位核实，改正其中一个"));
                return None;
            }
            let there = Place::line(Arc::clone(&self.table.of.path), span.at);
            if in_head.is_none() && self.contradicts_over(unit, def, &there, "说明里写在这里", found) {
                return None;
            }
            return self.like(unit, def, |text| at(self.table, Code::UnlikeUnits, *span, text), found);
        }
        if let Some(bracket) = bracket {
            let Some(unit) = in_head else {
                let text = format!("表头括号里的“{bracket}”不是认得的单位，不知道这一列的单位是什么");
                let problem = Diagnostic::at(Code::TableHead, &self.place(head.cell), text);
                found.push(problem.found(bracket).allowed(self.names.units.like(&def.unit)).hint(format!(
                    "请在说明的这一列写 unit，如 unit: {}；确是单位的，先在方案的 units 里登记",
                    def.unit.as_str()
                )));
                return None;
            };
            if self.contradicts_over(unit, def, &self.place(head.cell), "表头写在这里", found) {
                return None;
            }
            let there = |text| Diagnostic::at(Code::UnlikeUnits, &self.place(head.cell), text);
            return self.like(unit, def, there, found);
        }
        if let Some(Over { word, cell, called }) = &rows.unit {
            if let Some(unit) = self.names.units.find(word).filter(|unit| unit.is_like(&def.unit)) {
                return Some(unit.clone());
            }
            let organ = word.chars().count() > 8
                || word.ends_with(['局', '厅', '委', '办', '部', '府', '院', '会', '中', '社']);
            if self.names.units.find(word).is_some() || (*called && !organ) {
                let text = format!(
                    "表上写的单位是“{word}”，而“{}”（{}）的单位是 {}",
                    def.title,
                    def.id,
                    def.unit.as_str()
                );
                let problem = Diagnostic::at(Code::TableHead, &self.place(*cell), text);
                found.push(problem.found(word.as_str()).hint("请在说明的这一列写 unit，说明它的单位"));
                return None;
            }
        }
        Some(def.unit.clone())
    }

    /// Whether another unit of the same sort stands over the table, which is told; one of another sort is meant for other
    /// columns.
    fn contradicts_over(
        &self,
        unit: &Unit,
        def: &FigureDef,
        there: &Place,
        says: &'static str,
        found: &mut Vec<Diagnostic>,
    ) -> bool {
        let Some(Over { word, cell, .. }) = &self.table.rows.unit else { return false };
        let over = self.names.units.find(word).filter(|over| over.is_like(&def.unit) && *over != unit);
        if over.is_none() {
            return false;
        }
        let text = format!("表上写的单位是“{word}”，“{}”这一列写的却是“{}”", def.title, unit.as_str());
        let problem = Diagnostic::at(Code::TableHead, &self.place(*cell), text).also_at(there, says);
        found.push(problem.hint(
            "请向提供单位核实，改正其中一个；确是这一列单位不同的，表头括号里和说明的 unit 都写上这一列的单位",
        ));
        true
    }

    fn like(
        &self,
        unit: &Unit,
        def: &FigureDef,
        problem: impl Fn(String) -> Diagnostic,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Unit> {
        if unit.is_like(&def.unit) {
            return Some(unit.clone());
        }
        let text =
            format!("“{}”（{}）的单位是 {}，不能写 {}", def.title, def.id, def.unit.as_str(), unit.as_str());
        let problem = problem(text).found(unit.as_str()).allowed(self.names.units.like(&def.unit));
        found.push(problem.hint("两种单位不是一类，不能换算；请核对这一列是不是这项数据"));
        None
    }

    fn place(&self, (row, column): (u32, u32)) -> Place {
        self.table.place((row, column))
    }
}
