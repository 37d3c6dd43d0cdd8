//! `tongbao check`

use std::process::ExitCode;

use super::names::{self, resolve};
use super::{CheckFormat, Paths, report, select, words};
use crate::diagnostics::Diagnostic;
use crate::model::{Content, SchemeId, SubjectId, Year};
use crate::pipeline::{self, Checked, Scope};

/// What is asked about, as it was written.
pub(super) struct Asked<'w> {
    pub year: Option<u16>,
    pub scheme: Option<&'w str>,
    pub subject: Option<&'w str>,
}

pub(super) fn run(paths: &Paths, asked: &Asked, format: CheckFormat) -> ExitCode {
    let Checked { mut problems, content } = match pipeline::checked(&paths.request()) {
        Ok(checked) => checked,
        Err(error) => {
            words::desk(&error);
            return ExitCode::FAILURE;
        }
    };
    // Where nothing could be read no name is known, so that everything is told rather than too little.
    let known = content.as_ref().zip(asked.year);
    let scope = match known.map(|(content, year)| scope(content, year, asked)).transpose() {
        Ok(scope) => scope,
        Err(told) => return words::usage(&told),
    };
    let all = problems.len();
    if let Some(scope) = &scope {
        problems.retain(|one| scope.concerns(content.as_ref(), one));
    }
    let failed = match format {
        CheckFormat::Text => {
            let failed = report::problems(&problems);
            if problems.is_empty() {
                report::say("没有发现问题。\n");
            }
            failed
        }
        CheckFormat::Json => {
            report::problems_as_json(&problems);
            problems.iter().any(Diagnostic::is_error)
        }
    };
    let mut not_scored = false;
    if let Some(scope) = scope {
        let told = content.map_or_else(String::new, |content| select::not_scored(&content, &[scope]));
        not_scored = !told.is_empty();
        report::say(&told);
        let more = all - problems.len();
        if more > 0 {
            report::say(&format!("别处另有 {more} 个问题，这里没有列出；全部问题用 tongbao check 查看\n"));
        }
    }
    ExitCode::from(u8::from(failed || not_scored))
}

/// The part that is asked about.
fn scope(content: &Content, word: u16, asked: &Asked) -> Result<Scope, String> {
    let year = words::year(word)?;
    let years: Vec<_> = names::years(content).into_iter().map(|(_, name)| name).collect();
    resolve("年度", &year.to_string(), &years)?;
    let scheme = asked.scheme.map(|word| scheme(content, year, word)).transpose()?;
    let subject = asked.subject.map(|word| subject(content, year, scheme.as_ref(), word)).transpose()?;
    Ok(Scope { year, scheme, subject })
}

fn scheme(content: &Content, year: Year, word: &str) -> Result<SchemeId, String> {
    let names = names::all_schemes(content, year);
    // Of a year that cannot be read, nobody knows the schemes.
    if names.is_empty() {
        return Ok(SchemeId::new(word));
    }
    Ok(SchemeId::new(&names[resolve("方案", word, &names)?].id()))
}

fn subject(
    content: &Content,
    year: Year,
    scheme: Option<&SchemeId>,
    word: &str,
) -> Result<SubjectId, String> {
    let of = content.year(year).and_then(|of| {
        of.evaluations.iter().find(|one| scheme.is_some_and(|scheme| one.scheme.id == *scheme))
    });
    // Of a scheme that is left out, any subject may be one.
    let ids: Vec<&SubjectId> = match of {
        Some(of) => {
            let out = content.lacking(year, &of.scheme.id).map(|(_, subject, _)| subject);
            of.scheme.subjects.iter().chain(out).collect()
        }
        None => content.subjects.keys().collect(),
    };
    let names = names::subjects(content, ids.iter().copied());
    Ok(ids[resolve("考核对象", word, &names)?].clone())
}
