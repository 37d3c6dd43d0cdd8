//! What a subject's record is asked for, with everything that whoever fills it in wants to know.

use jiff::civil::Date;

use crate::model::{
    Content, EarlierProblem, Evaluation, FigureDef, FigureIndex, Method, Node, NodeIndex, Problem,
    ProblemRef, Record, ReportKind, Scheme, Stated, SubjectId, SubjectIndex, TaskState, YearContent, plain,
};

/// A scheme of a year, and what the years before know.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The year.
    pub year: &'a YearContent,
    /// The scheme with its records.
    pub evaluation: &'a Evaluation,
    /// The same scheme in the years before, newest first.
    pub earlier: Vec<&'a Evaluation>,
    content: &'a Content,
    /// By figure, the sources of the indicators that need it.
    sources: Vec<Vec<&'a str>>,
}

/// What an entry of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A figure under `figures`.
    Figure,
    /// What is stated about an indicator, under `observations`.
    Observation,
    /// Evidence of an indicator that is worked out from figures.
    Evidence,
    /// A date under `milestones`.
    Milestone,
    /// What became of a problem of an earlier year.
    EarlierProblem,
}

/// One entry that a record is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What it is.
    pub sort: Sort,
    /// Its id in the scheme; of a problem, year and id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The unit of a figure; empty where there is none.
    pub unit: String,
    /// What may be written.
    pub allowed: String,
    /// What stands behind the id in a record, with gaps.
    pub form: String,
    /// What the year before stated, with that year; empty where nothing is known.
    pub last: String,
    /// Who provides it; empty where nobody says.
    pub by: String,
    /// The last day for it.
    pub due: Option<Date>,
}

impl<'a> Asked<'a> {
    /// A scheme of a year.
    pub fn new(content: &'a Content, year: &'a YearContent, evaluation: &'a Evaluation) -> Self {
        let before = content.years.iter().rev().filter(|of| of.year < year.year);
        let scheme = &*evaluation.scheme;
        let mut sources = vec![Vec::new(); scheme.figures.len()];
        for node in &scheme.nodes {
            let Some(source) = node.source.as_deref() else { continue };
            let mut add = |figure: FigureIndex| {
                let known: &mut Vec<&str> = &mut sources[figure.get()];
                if !known.contains(&source) {
                    known.push(source);
                }
            };
            if let Some((measure, _)) = node.measure() {
                measure.each_figure(&mut add);
            }
            if let Some(figure) = node.method().and_then(Method::own_figure) {
                add(figure);
            }
        }
        Self { year, evaluation, earlier: scheme.line(before), content, sources }
    }

    /// The scheme.
    pub fn scheme(&self) -> &'a Scheme {
        &self.evaluation.scheme
    }

    /// What a subject is called in the year.
    pub fn name(&self, subject: &SubjectId) -> &'a str {
        self.content.subjects.get(subject).map_or("", |of| &of.name_on(self.year.cutoff).name)
    }

    /// The file of a subject's record, relative to the content folder.
    pub fn file(&self, subject: &SubjectId) -> String {
        format!("{}/{}/records/{subject}.yaml", self.year.year, self.scheme().id)
    }

    /// The day by which what is reported has to be there: the first last day of the procedure once the period is over,
    /// for before that nobody has the year's numbers.
    pub fn reporting(&self) -> Option<Date> {
        let (_, ends) = self.year.period;
        self.scheme().milestones.iter().filter_map(|of| of.due).filter(|due| *due >= ends).min()
    }

    /// A figure.
    pub fn figure(&self, subject: SubjectIndex, index: FigureIndex) -> Ask {
        let def = &self.scheme().figures[index.get()];
        Ask {
            sort: Sort::Figure,
            id: def.id.clone(),
            title: def.title.clone(),
            unit: def.unit.as_str().to_owned(),
            allowed: numbers(def),
            form: String::new(),
            last: self.last_figure(subject, index).map_or_else(String::new, |(year, told)| then(year, &told)),
            by: def.provided_by.clone().unwrap_or_else(|| self.sources[index.get()].join("；")),
            due: self.reporting(),
        }
    }

    /// What is stated about a leaf, or the evidence alone where it is worked out; `None` where a record states nothing
    /// about it.
    pub fn observation(&self, subject: SubjectIndex, index: NodeIndex) -> Option<Ask> {
        let scheme = self.scheme();
        let node = scheme.node(index);
        let method = node.method()?;
        let worked_out = node.measure().is_some();
        let carried = matches!(method, Method::Deductions { kinds, .. }
            if !kinds.is_empty() && kinds.iter().all(|kind| kind.from_earlier));
        if (worked_out || carried) && node.requires.is_empty() {
            return None;
        }
        let proof =
            node.requires.iter().map(|of| format!("{{kind: {}, title: }}", of.kind)).collect::<Vec<_>>();
        let (word, allowed) =
            if worked_out { (String::new(), String::new()) } else { stated(scheme, method) };
        let named = node.requires.iter();
        let named: Vec<&str> = named
            .map(|of| scheme.evidence.get(&of.kind).map_or(of.kind.as_str(), |kind| &kind.title))
            .collect();
        let evidence =
            if proof.is_empty() { None } else { Some(format!("evidence: [{}]", proof.join(", "))) };
        let parts = [Some(word).filter(|word| !word.is_empty()), evidence];
        let told = [
            Some(allowed).filter(|told| !told.is_empty()),
            (!named.is_empty()).then(|| format!("佐证：{}", named.join("、"))),
        ];
        Some(Ask {
            sort: if worked_out { Sort::Evidence } else { Sort::Observation },
            id: node.id.to_string(),
            title: node.title_for(&scheme.subjects[subject.get()]).to_owned(),
            unit: String::new(),
            allowed: told.into_iter().flatten().collect::<Vec<_>>().join("；"),
            form: format!("{{{}}}", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")),
            last: self.last_stated(subject, node).map_or_else(String::new, |(year, told)| then(year, &told)),
            by: node.source.clone().unwrap_or_default(),
            due: self.reporting(),
        })
    }

    /// A date of the procedure.
    pub fn milestone(&self, subject: SubjectIndex, at: usize) -> Ask {
        let def = &self.scheme().milestones[at];
        let last = self.last(subject).and_then(|(of, records)| {
            let then = of.scheme.milestones.iter().position(|old| old.id == def.id)?;
            let days: Vec<String> = records
                .iter()
                .filter_map(|record| record.milestones[then].map(|(day, _)| day.to_string()))
                .collect();
            (!days.is_empty()).then(|| (of.scheme.year.get(), days.join("、")))
        });
        Ask {
            sort: Sort::Milestone,
            id: def.id.clone(),
            title: def.title.clone(),
            unit: String::new(),
            allowed: "日期，如 2020-03-01".replace("2020", &(self.year.year.get() + 1).to_string()),
            form: String::new(),
            last: last.map_or_else(String::new, |(year, told)| then(year, &told)),
            by: String::new(),
            due: def.due,
        }
    }

    /// Problems of earlier years that are still open after last year's record, and of which this one says nothing.
    pub fn problems(&self, subject: SubjectIndex) -> Vec<Ask> {
        let stated = &self.evaluation.records[subject.get()].earlier_problems;
        self.open_problems(subject, |of| stated.iter().any(|own: &EarlierProblem| own.of == *of))
    }

    /// The same beside what is `stated` already.
    pub(super) fn open_problems(
        &self,
        subject: SubjectIndex,
        stated: impl Fn(&ProblemRef) -> bool,
    ) -> Vec<Ask> {
        let Some((last, records)) = self.last(subject) else { return Vec::new() };
        let mut asks = Vec::new();
        for of in records.iter().flat_map(|record| still_open(last, record)) {
            if stated(&of) {
                continue;
            }
            let says = self.says(subject, &of).map_or("", |problem| problem.says.as_str());
            asks.push(Ask {
                sort: Sort::EarlierProblem,
                id: of.to_string(),
                title: says.lines().collect::<String>().trim_end_matches('。').to_owned(),
                unit: String::new(),
                allowed: "state：open（未销号）、closed（已销号）；date：复核日期".to_owned(),
                form: format!("{{problem: {of}, state: , date: }}"),
                last: String::new(),
                by: String::new(),
                due: None,
            });
        }
        asks
    }

    fn says(&self, subject: SubjectIndex, of: &ProblemRef) -> Option<&'a Problem> {
        let evaluation = self.earlier.iter().find(|one| one.scheme.year == of.year)?;
        let records = evaluation.records_of(self.scheme(), &self.scheme().subjects[subject.get()]);
        let mut problems = records.into_iter().flat_map(|record| &record.problems);
        problems.find(|problem| problem.id.as_deref() == Some(&of.id))
    }

    /// The year before that has the scheme, and the records of what the subject was then.
    fn last(&self, subject: SubjectIndex) -> Option<(&'a Evaluation, Vec<&'a Record>)> {
        let last = *self.earlier.first()?;
        Some((last, last.records_of(self.scheme(), &self.scheme().subjects[subject.get()])))
    }

    pub(super) fn last_figure(&self, subject: SubjectIndex, index: FigureIndex) -> Option<(i16, String)> {
        let def = &self.scheme().figures[index.get()];
        let (last, records) = self.last(subject)?;
        let then = last.scheme.figures.iter().position(|old| old.id == def.id)?;
        let unit = &last.scheme.figures[then].unit;
        let values: Vec<String> =
            records.iter().filter_map(|record| Some(plain(record.figures[then].as_ref()?.value))).collect();
        let told = values.join("、");
        let told = if *unit == def.unit { told } else { format!("{told} {}", unit.as_str()) };
        (!values.is_empty()).then(|| (last.scheme.year.get(), told))
    }

    fn last_stated(&self, subject: SubjectIndex, node: &Node) -> Option<(i16, String)> {
        let (last, records) = self.last(subject)?;
        let then = last.scheme.find(node.id.as_str())?;
        let told: Vec<String> = records
            .iter()
            .filter_map(|record| {
                // What was stated under another method is none of this one's words.
                let method = last.scheme.node(then).method()?;
                Some(said(&last.scheme, method, record.stated(then)?))
            })
            .collect();
        (!told.is_empty()).then(|| (last.scheme.year.get(), told.join("、")))
    }
}

/// What a record leaves to the next year's: its own problems that were not closed, and earlier ones it found open.
fn still_open(evaluation: &Evaluation, record: &Record) -> Vec<ProblemRef> {
    crate::procedure::rectification::due(evaluation, record)
}

/// What the kinds of reports are called where one is chosen.
pub(super) fn report_kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Own => "自评",
        ReportKind::Group => "考核组",
        ReportKind::ThirdParty => "第三方",
    }
}

fn then(year: i16, told: &str) -> String {
    format!("{year}年度 {told}")
}

fn numbers(def: &FigureDef) -> String {
    let whole = def.unit.is_whole() && !def.fractional;
    let least = if def.unit.is_whole() && !def.signed { "，不小于0" } else { "" };
    let optional = if def.optional { "；可以不填" } else { "" };
    format!("{}{least}{optional}", if whole { "整数" } else { "数" })
}

/// What is written about a leaf that is observed, and what may be written.
fn stated(scheme: &Scheme, method: &Method) -> (String, String) {
    let grades = || scheme.grades.iter().map(|grade| grade.name.as_str()).collect::<Vec<_>>().join("、");
    let words = |key: &str| format!("{key}: ");
    match method {
        Method::Grade => (words("grade"), format!("等次：{}", grades())),
        Method::Score { full } => (words("score"), format!("得分：0 到 {}", plain(*full))),
        Method::Task { done, outstanding, undone } => {
            let grade = |state: TaskState| {
                let index = match state {
                    TaskState::Done => *done,
                    TaskState::Outstanding => *outstanding,
                    TaskState::Undone => *undone,
                };
                &scheme.grade(index).name
            };
            let each: Vec<String> = TaskState::WORDS
                .iter()
                .map(|(word, state)| format!("{word}（{}，记“{}”）", task(*state), grade(*state)))
                .collect();
            (words("task"), format!("完成情况：{}", each.join("、")))
        }
        Method::Options(options) => {
            let each: Vec<String> = options
                .iter()
                .map(|option| match option.title.is_empty() || option.title == option.id {
                    true => option.id.clone(),
                    false => format!("{}（{}）", option.id, option.title),
                })
                .collect();
            (words("option"), format!("选项：{}", each.join("、")))
        }
        Method::Raters { full: Some(full), .. } => {
            ("scores: []".to_owned(), format!("各评分人的得分：0 到 {}，如 [90, 85]", plain(*full)))
        }
        Method::Raters { full: None, .. } => {
            ("grades: []".to_owned(), format!("各评分人的等次：{}", grades()))
        }
        Method::Deductions { kinds, .. } => {
            let own = kinds.iter().filter(|kind| !kind.from_earlier);
            let each: Vec<String> = own.map(|kind| format!("{}（{}）", kind.id, kind.title)).collect();
            let told = format!(
                "扣分事项，没有的写 []，有的如 [{{kind: {}, count: 1}}]：{}",
                kinds.iter().find(|kind| !kind.from_earlier).map_or("", |kind| kind.id.as_str()),
                each.join("、")
            );
            ("deductions: []".to_owned(), told)
        }
        Method::Median { .. }
        | Method::Range { .. }
        | Method::Standard { .. }
        | Method::Attain { .. }
        | Method::Steps { .. }
        | Method::Rank { .. } => (String::new(), String::new()),
    }
}

fn task(state: TaskState) -> &'static str {
    match state {
        TaskState::Outstanding => "突出完成",
        TaskState::Done => "完成",
        TaskState::Undone => "未完成",
    }
}

/// What was stated, in a few words.
fn said(scheme: &Scheme, method: &Method, stated: &Stated) -> String {
    match stated {
        Stated::Grade(grade) => scheme.grade(*grade).name.clone(),
        Stated::Score(score) => plain(*score),
        Stated::Task(state) => task(*state).to_owned(),
        Stated::Option(choice) => match method {
            Method::Options(options) => {
                options.get(choice.get()).map_or_else(String::new, |option| option.title.clone())
            }
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Raters { .. }
            | Method::Deductions { .. }
            | Method::Median { .. }
            | Method::Range { .. }
            | Method::Standard { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Rank { .. } => String::new(),
        },
        Stated::Ratings(ratings) => format!("{} 位评分人", ratings.len()),
        Stated::Deductions(items) => match items.iter().map(|item| item.count).sum::<u32>() {
            0 => "没有扣分".to_owned(),
            count => format!("扣分 {count} 次"),
        },
        Stated::NotApplicable(_) => "不适用".to_owned(),
    }
}
