//! What the words on the command line mean in the content, and results of what is sound in it.

use std::process::ExitCode;

use super::names::{self, Name, resolve};
use super::{Paths, report, words};
use crate::content;
use crate::diagnostics::{self, Diagnostic};
use crate::history::{Scored, ScoredYear};
use crate::model::{Content, LeftOut, NodeIndex, Part, SchemeId, SubjectId, SubjectIndex, Year};
use crate::pipeline::{Desk, DeskError, Scope};
use crate::site::{Input, Site};
use crate::wording;

/// A content, the part of it that has no errors scored.
pub(super) struct Loaded<'a> {
    pub content: &'a Content,
    pub years: &'a [ScoredYear<'a>],
}

/// Why something that was asked for cannot be given.
pub(super) enum Refusal {
    /// A word means nothing in this content, told in one line.
    Unknown(String),
    /// It has errors, or rests on what has.
    LeftOut(Scope),
}

/// What was asked for, and could be given in part.
pub(super) enum Given {
    /// Of this scheme of a year, whoever of it is left out.
    Of(Year, SchemeId),
    Whole,
    /// All but these.
    Without(Vec<Scope>),
}

/// Reads and scores what has no errors, then does `what`; errors of what is asked for give 1, unknown words 2.
pub(super) fn with(paths: &Paths, what: impl FnOnce(&Loaded) -> Result<Given, Refusal>) -> ExitCode {
    match sound(paths, what) {
        Ok(code) => code,
        Err(DeskError::Content(problems)) => failed(paths, problems),
        Err(DeskError::Nothing(problems, left_out)) => {
            let code = failed(paths, problems);
            report::say(&words::nothing_left("计分", &left_out));
            code
        }
        Err(error) => {
            words::desk(&error);
            ExitCode::FAILURE
        }
    }
}

fn sound(paths: &Paths, what: impl FnOnce(&Loaded) -> Result<Given, Refusal>) -> Result<ExitCode, DeskError> {
    let mut desk = Desk::read_sound(&paths.content, &paths.output)?;
    loop {
        let scored = desk.score(None).drafts;
        let errors = desk.new_errors(&scored.diagnostics);
        if errors.is_empty() {
            return Ok(given(paths, &desk, what(&Loaded { content: &desk.content, years: &scored.years })));
        }
        drop(scored);
        desk = desk.without(errors)?;
    }
}

/// Says what is wrong with what was asked for, or that something else is.
fn given(paths: &Paths, desk: &Desk, given: Result<Given, Refusal>) -> ExitCode {
    let partly = matches!(given, Ok(Given::Without(_)));
    let scopes = match given {
        Err(Refusal::Unknown(told)) => {
            report::say(&format!("{told}\n"));
            return ExitCode::from(2);
        }
        Err(Refusal::LeftOut(scope)) => vec![scope],
        Ok(Given::Without(scopes)) => scopes,
        Ok(Given::Of(year, scheme)) => {
            elsewhere(&desk.content.left_out, desk.content.lacking(year, &scheme).count());
            return ExitCode::SUCCESS;
        }
        Ok(Given::Whole) => {
            elsewhere(&desk.content.left_out, 0);
            return ExitCode::SUCCESS;
        }
    };
    let errors = desk.problems.iter().filter(|one| one.is_error());
    let own = |one: &&Diagnostic| scopes.iter().any(|scope| scope.concerns(Some(&desk.content), one));
    let errors: Vec<_> = errors.filter(own).cloned().collect();
    let code = failed(paths, errors);
    report::say(&not_scored(&desk.content, &scopes));
    let subjects = scopes.iter().filter(|scope| scope.subject.is_some()).count();
    if partly && subjects > 0 {
        report::say(&format!("{}\n", wording::preliminary(subjects)));
    }
    code
}

fn failed(paths: &Paths, problems: Vec<Diagnostic>) -> ExitCode {
    let mut problems: Vec<_> = problems.into_iter().filter(Diagnostic::is_error).collect();
    content::attach_sources(&paths.content, &mut problems);
    diagnostics::sort(&mut problems);
    report::problems(&problems);
    ExitCode::FAILURE
}

/// What of these parts was not scored, and why.
pub(super) fn not_scored(content: &Content, scopes: &[Scope]) -> String {
    let own = |part: &Part| {
        scopes.iter().any(|scope| match part {
            Part::Year(year) => *year == scope.year,
            Part::Scheme(year, id) => *year == scope.year && scope.scheme.as_ref().is_none_or(|of| of == id),
            Part::Record(year, id, subject) => {
                *year == scope.year
                    && scope.scheme.as_ref().is_none_or(|of| of == id)
                    && scope.subject.as_ref().is_none_or(|of| of == subject)
            }
            Part::Bulletin(_) | Part::Letters(..) | Part::Page(_) => false,
        })
    };
    let told = content.left_out.iter().filter(|one| own(&one.part));
    told.map(|one| format!("没有计分：{}\n", wording::left_out(one))).collect()
}

/// What was left out beside what was asked for, `lacking` of it subjects that it is compared with.
fn elsewhere(left_out: &[LeftOut], lacking: usize) {
    let told: Vec<String> = left_out.iter().map(wording::left_out).collect();
    if !told.is_empty() {
        let touched = match lacking {
            0 => "这里的结果不受影响；".to_owned(),
            count => wording::preliminary(count),
        };
        report::say(&format!(
            "内容的其他部分有错误，{touched}没有读的有：\n{}请用 tongbao check 查看并改正，全部改正后才能生成网站、发布\n",
            words::some(&told, 6)
        ));
    }
}

impl Loaded<'_> {
    /// The site of these results, for the formats that share its numbers.
    pub fn site(&self) -> Site<'_> {
        Site::new(Input::drafts(self.content, self.years))
    }

    /// The position of a year; the newest by default.
    pub fn year(&self, year: Option<u16>) -> Result<usize, Refusal> {
        let there = names::years(self.content);
        let asked = match year {
            Some(year) => Year::new(i16::try_from(year).unwrap_or_default())
                .filter(|year| there.iter().any(|(number, _)| *number == year.get())),
            None => there.last().and_then(|(number, _)| Year::new(*number)),
        };
        let word = year.map_or_else(String::new, |year| year.to_string());
        let Some(asked) = asked else {
            let names: Vec<Name> = there.into_iter().map(|(_, name)| name).collect();
            return Err(Refusal::Unknown(resolve("年度", &word, &names).err().unwrap_or_default()));
        };
        let found = self.years.iter().position(|one| one.year.year == asked);
        found.ok_or(Refusal::LeftOut(Scope { year: asked, scheme: None, subject: None }))
    }

    /// The position of a scheme in a year.
    pub fn scheme(&self, year: usize, word: &str) -> Result<usize, Refusal> {
        let of = &self.years[year];
        let mut names = names::schemes(of.schemes.iter().map(|one| one.evaluation));
        let sound = names.len();
        let out = names::left_out_schemes(self.content, of.year.year);
        let ids: Vec<String> = out.iter().map(Name::id).collect();
        names.extend(out);
        match resolve("方案", word, &names) {
            Ok(at) if at < sound => Ok(at),
            Ok(at) => Err(Refusal::LeftOut(Scope {
                year: of.year.year,
                scheme: ids.get(at - sound).map(|id| SchemeId::new(id)),
                subject: None,
            })),
            Err(told) => Err(Refusal::Unknown(told)),
        }
    }

    /// The schemes of a year, and the subjects of its schemes or of one, that are not scored.
    pub fn lacks(&self, year: usize, scheme: Option<usize>) -> Given {
        let scored = &self.years[year];
        let of = scored.year.year;
        let only = scheme.map(|at| &scored.schemes[at].evaluation.scheme.id);
        let out: Vec<Scope> = self
            .content
            .left_out
            .iter()
            .filter_map(|one| match &one.part {
                Part::Scheme(year, id) if *year == of && only.is_none() => {
                    Some(Scope { year: of, scheme: Some(id.clone()), subject: None })
                }
                Part::Record(year, id, subject) if *year == of && only.is_none_or(|only| only == id) => {
                    Some(Scope { year: of, scheme: Some(id.clone()), subject: Some(subject.clone()) })
                }
                Part::Scheme(..)
                | Part::Record(..)
                | Part::Year(_)
                | Part::Bulletin(_)
                | Part::Letters(..)
                | Part::Page(_) => None,
            })
            .collect();
        if out.is_empty() { Given::Whole } else { Given::Without(out) }
    }

    /// A subject of a scheme.
    pub fn subject(&self, scored: &Scored, word: &str) -> Result<SubjectIndex, Refusal> {
        let scheme = &scored.evaluation.scheme;
        let out: Vec<&SubjectId> =
            self.content.lacking(scheme.year, &scheme.id).map(|(_, subject, _)| subject).collect();
        let names = names::subjects(self.content, scheme.subjects.iter().chain(out.iter().copied()));
        let at = resolve("考核对象", word, &names).map_err(Refusal::Unknown)?;
        match at.checked_sub(scheme.subjects.len()).and_then(|at| out.get(at)) {
            None => Ok(SubjectIndex::new(at)),
            Some(subject) => Err(Refusal::LeftOut(Scope {
                year: scheme.year,
                scheme: Some(scheme.id.clone()),
                subject: Some((*subject).clone()),
            })),
        }
    }
}

/// A node of a scheme; `total` is the root.
pub(super) fn node(scored: &Scored, word: &str) -> Result<NodeIndex, Refusal> {
    let names = names::nodes(&scored.evaluation.scheme);
    resolve("指标", word, &names).map(NodeIndex::new).map_err(Refusal::Unknown)
}
