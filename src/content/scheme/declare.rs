//! What a scheme declares before its tree: subjects, grades, figures, events, evidence, milestones.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::subjects::Subjects;
use super::super::table::Table;
use super::super::value::Value;
use super::super::year::date_near;
use super::Reader;
use crate::diagnostics::Code;
use crate::model::{
    Dated, EventDef, EventIndex, EvidenceDef, FigureDef, FigureIndex, Grade, GradeIndex, MilestoneDef,
    MilestoneIndex, RectificationTerm, SubjectId, SubjectIndex, Unit,
};

/// What is said where something asks for grades that the scheme does not have.
const NO_GRADES: [&str; 2] =
    ["方案不分等次（grades: none），这里不能用等次", "请删去这一处，或者在方案的 grades 里写出各等次"];
/// A term beyond ten years is a slip.
const MOST_MONTHS: i64 = 120;

impl Reader<'_> {
    /// The subjects that are evaluated, in official order.
    pub(super) fn subjects(
        &mut self,
        map: &Mapping<'_>,
        scheme: &str,
        kind: &str,
        subjects: &Subjects,
    ) -> Vec<SubjectId> {
        let mut listed = Vec::new();
        let mut places = BTreeMap::new();
        for item in map.need("subjects").and_then(Value::some_items).into_iter().flatten() {
            let Some(id) = item.word("考核对象") else { continue };
            if let Some(first) = places.insert(id, item.span()) {
                let problem = item.problem(Code::DuplicateId, format!("考核对象“{id}”列了两次"));
                item.file.report(problem.found(id).also(first, "第一次列在这里").hint("请只留一处"));
                continue;
            }
            let fits = subjects.table.find(item.file, id, item.span()).is_some()
                && fits(item, id, scheme, kind, subjects);
            let index = fits.then(|| SubjectIndex::new(listed.len()));
            self.names.subjects.insert(id, index);
            for name in subjects.by_id.get(&SubjectId::new(id)).into_iter().flat_map(|subject| &subject.names)
            {
                self.names.subjects.call(id, &name.name);
                self.names.subjects.call(id, &name.short);
            }
            if fits {
                listed.push(SubjectId::new(id));
            }
        }
        listed
    }

    /// The grades, best first; `none`: scores and places only.
    pub(super) fn read_grades(&mut self, map: &Mapping<'_>) {
        let Some(list) = map.need("grades") else { return };
        if list.is_scalar() {
            self.names.grades = match list.choice(&[("none", ())]) {
                Some(()) => Table::none(Code::NoGrades, "等次", NO_GRADES),
                // A slip in the word is reported once, and not again wherever grades are named.
                None => Table::open(Code::UnknownGrade, "等次"),
            };
            return;
        }
        let mut places = BTreeMap::new();
        let mut whole = true;
        let mut values = Vec::new();
        for item in list.some_items().into_iter().flatten() {
            let Some(grade) = item.mapping() else {
                whole = false;
                continue;
            };
            let name_value = grade.need("name");
            let name = name_value.and_then(Value::line);
            let from = grade.need("from").and_then(Value::decimal);
            let points = grade.need("points").and_then(Value::decimal);
            let tone = grade
                .get("tone")
                .and_then(|tone| tone.integer(1..=8))
                .and_then(|tone| u8::try_from(tone).ok());
            grade.finish();
            if let (Some(name), Some(value)) = (&name, name_value) {
                if let Some(first) = places.insert(name.clone(), value.span()) {
                    let problem = value.problem(Code::DuplicateId, format!("等次“{name}”写了两次"));
                    value.file.report(problem.found(name).also(first, "第一次写在这里").hint("请只留一处"));
                }
                self.names.grades.insert(name, Some(GradeIndex::new(self.grades.len())));
            }
            whole &= from.is_some() && points.is_some();
            let (from, points) = (from.unwrap_or_default(), points.unwrap_or_default());
            self.grades.push(Grade { name: name.unwrap_or_default(), from, points, tone });
            values.push(grade);
        }
        if whole {
            self.check_grades(&values);
        }
    }

    /// Thresholds descend to 0, and each grade's points lie within it.
    fn check_grades(&self, values: &[Mapping<'_>]) {
        let mut above: Option<&Grade> = None;
        for (grade, map) in self.grades.iter().zip(values) {
            let key = |key: &str| map.key_span(key).unwrap_or(map.value().span());
            let file = map.value().file;
            let most = above.map_or(Decimal::ONE_HUNDRED, |above| above.from);
            match above {
                Some(better) if grade.from >= better.from => file.report(
                    file.problem(
                        Code::Grades,
                        key("from"),
                        format!(
                            "“{}”的分数线 {} 不低于前一等次“{}”的 {}",
                            grade.name, grade.from, better.name, better.from
                        ),
                    )
                    .hint("等次从好到差排列，from 逐个降低，最后一个是 0"),
                ),
                None if grade.from > Decimal::ONE_HUNDRED => file.report(
                    file.problem(
                        Code::Grades,
                        key("from"),
                        format!("“{}”的分数线 {} 超过 100", grade.name, grade.from),
                    )
                    .hint("分数线在 0 到 100 之间"),
                ),
                _ => {
                    let inside = if above.is_none() { grade.points <= most } else { grade.points < most };
                    if grade.points < grade.from || !inside {
                        let bound = if above.is_none() { "不超过" } else { "低于" };
                        file.report(
                            file.problem(
                                Code::Grades,
                                key("points"),
                                format!("“{}”的代表分 {} 不在本等次之内", grade.name, grade.points),
                            )
                            .found(grade.points.to_string())
                            .allowed([format!("不低于 {}、{bound} {most} 的数", grade.from)]),
                        );
                    }
                }
            }
            above = Some(grade);
        }
        if let (Some(last), Some(map)) = (self.grades.last(), values.last())
            && !last.from.is_zero()
        {
            let file = map.value().file;
            let span = map.key_span("from").unwrap_or(map.value().span());
            file.report(
                file.problem(
                    Code::Grades,
                    span,
                    format!("最后一个等次“{}”的分数线是 {}，应当是 0", last.name, last.from),
                )
                .found(last.from.to_string())
                .suggest("0"),
            );
        }
    }

    /// Raw quantities with their units.
    pub(super) fn read_figures(&mut self, map: &Mapping<'_>) {
        for (id, value) in declared(map, "figures", &mut self.names.figures) {
            let def = value.mapping().map(|def| {
                let found = (
                    def.line("title"),
                    def.need("unit").and_then(|unit| self.names.units.read(unit)),
                    ["optional", "fractional", "signed"]
                        .map(|key| def.get(key).and_then(Value::flag).unwrap_or(false)),
                    [def.text_if("note"), def.line_if("provided_by")],
                );
                def.finish();
                found
            });
            let (title, unit, [optional, fractional, signed], [note, provided_by]) = def.unwrap_or_default();
            let index = FigureIndex::new(self.figures.len());
            self.names.figures.insert(id, unit.is_some().then_some(index));
            self.names.figures.call(id, title.as_deref().unwrap_or_default());
            self.figures.push(FigureDef {
                id: id.to_owned(),
                title: title.unwrap_or_default(),
                unit: unit.unwrap_or(Unit::PIECE),
                optional,
                fractional,
                signed,
                note,
                provided_by,
            });
        }
    }

    /// Kinds of events.
    pub(super) fn read_events(&mut self, map: &Mapping<'_>) -> Vec<EventDef> {
        let mut events = Vec::new();
        for (id, value) in declared(map, "events", &mut self.names.events) {
            let title = titled(value);
            self.names.events.insert(id, Some(EventIndex::new(events.len())));
            self.names.events.call(id, &title);
            events.push(EventDef { id: id.to_owned(), title });
        }
        events
    }

    /// Kinds of evidence.
    pub(super) fn read_evidence(&mut self, map: &Mapping<'_>) -> BTreeMap<String, EvidenceDef> {
        let mut kinds = BTreeMap::new();
        for (id, value) in declared(map, "evidence", &mut self.names.evidence) {
            let def = value.mapping().map(|def| {
                let found = (def.line("title"), def.get("dated").and_then(|of| of.choice(&Dated::WORDS)));
                def.finish();
                found
            });
            let (title, dated) = def.unwrap_or_default();
            let title = title.unwrap_or_default();
            self.names.evidence.insert(id, Some(()));
            self.names.evidence.call(id, &title);
            kinds.insert(id.to_owned(), EvidenceDef { title, dated });
        }
        kinds
    }

    /// Dates of the procedure.
    pub(super) fn read_milestones(&mut self, map: &Mapping<'_>) {
        for (id, value) in declared(map, "milestones", &mut self.names.milestones) {
            let mut at = value.at();
            let def = value.mapping().map(|def| {
                at = def.get("due").map_or(at, |due| due.at());
                let found = (
                    def.line("title"),
                    def.get("due").and_then(|due| date_near(due, self.year)),
                    def.get("clause").and_then(|clause| self.clauses.read(clause)),
                );
                def.finish();
                found
            });
            let (title, due, clause) = def.unwrap_or_default();
            let index = MilestoneIndex::new(self.milestones.len());
            self.names.milestones.insert(id, Some(index));
            let title = title.unwrap_or_default();
            self.names.milestones.call(id, &title);
            self.milestones.push(MilestoneDef { id: id.to_owned(), title, due, clause, at });
        }
    }
}

impl Reader<'_> {
    /// How long a subject has to put right what was found.
    pub(super) fn rectification(&self, value: Value<'_>) -> Option<RectificationTerm> {
        let map = value.mapping()?;
        let months = map.need("months").and_then(|months| months.integer(1..=MOST_MONTHS));
        let clause = map.get("clause").and_then(|clause| self.clauses.read(clause));
        map.finish();
        Some(RectificationTerm { months: u32::try_from(months?).ok()?, clause })
    }
}

/// Whether the scheme may list a subject; reports why not.
fn fits(item: Value<'_>, id: &str, scheme: &str, kind: &str, subjects: &Subjects) -> bool {
    let Some(subject) = subjects.by_id.get(&SubjectId::new(id)) else { return false };
    if let Some(refusal) = subjects.refusal(id, scheme, true) {
        let name = subject.names.last().map_or(id, |name| name.name.as_str());
        let problem = item.problem(
            Code::SubjectOutside,
            format!("“{name}”不参加本方案的考核：{}（{}）", refusal.says, refusal.clause_text),
        );
        item.file.report(problem.found(id).hint("请从 subjects 里删去；依据见 subjects.yaml 的 refused"));
        return false;
    }
    if subject.kind != kind && !kind.is_empty() {
        let problem = item
            .problem(Code::SubjectKind, format!("“{id}”的类别是 {}，本方案考核的是 {kind}", subject.kind));
        item.file.report(
            problem
                .found(&subject.kind)
                .allowed([kind])
                .hint("请核对方案的 kind，或者 subjects.yaml 里这个对象的 kind"),
        );
        return false;
    }
    true
}

/// The entries of a mapping from ids, those with a sound id.
fn declared<'t, T: Copy>(
    map: &Mapping<'t>,
    key: &'static str,
    names: &mut Table<T>,
) -> Vec<(&'t str, Value<'t>)> {
    map.get(key)
        .and_then(Value::pairs)
        .into_iter()
        .flatten()
        .filter(|(key, value)| names.allows(value.file, &key.text, key.span))
        .map(|(key, value)| (key.text.as_ref(), value))
        .collect()
}

/// The title of `{title}`.
fn titled(value: Value<'_>) -> String {
    value
        .mapping()
        .and_then(|def| {
            let title = def.line("title");
            def.finish();
            title
        })
        .unwrap_or_default()
}
