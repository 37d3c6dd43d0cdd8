//! What a check is asked about: a year, a scheme of it, a subject of that.

use crate::diagnostics::Diagnostic;
use crate::model::{Content, SchemeId, SubjectId, Year};

/// A part of a content that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The year.
    pub year: Year,
    /// One of its schemes, or all.
    pub scheme: Option<SchemeId>,
    /// One of the scheme's subjects, or all.
    pub subject: Option<SubjectId>,
}

impl Scope {
    /// Whether a problem concerns the part: it stands in its files, or it is an error in what the part rests on.
    pub fn concerns(&self, content: Option<&Content>, problem: &Diagnostic) -> bool {
        let own = |file: &str| self.holds(file);
        if own(&problem.file) || problem.related.as_ref().is_some_and(|related| own(&related.file)) {
            return true;
        }
        let Some((first, rest)) = problem.file.split_once('/') else { return problem.is_error() };
        if first != self.year.to_string() {
            return false;
        }
        problem.is_error()
            && match (rest.split_once('/'), &self.scheme) {
                (None, _) | (_, None) => true,
                (Some((folder, _)), Some(scheme)) if folder == scheme.as_str() => !rest.contains("/records/"),
                // A folder of no other scheme may hold what all schemes are read from.
                (Some((folder, _)), Some(_)) => !is_scheme(content, self.year, folder),
            }
    }

    /// Whether a file is one of the part's own.
    fn holds(&self, file: &str) -> bool {
        let mut path = self.year.to_string();
        for part in [self.scheme.as_ref().map(SchemeId::as_str), self.subject.as_ref().map(|_| "records")] {
            path.push('/');
            path.push_str(part.unwrap_or_default());
        }
        match &self.subject {
            Some(subject) => {
                file.strip_prefix(&format!("{path}/{subject}")).is_some_and(|end| end.starts_with('.'))
            }
            None => file.starts_with(&format!("{}/", path.trim_end_matches('/'))),
        }
    }
}

fn is_scheme(content: Option<&Content>, year: Year, folder: &str) -> bool {
    let Some(content) = content else { return true };
    let there = content
        .year(year)
        .is_some_and(|of| of.evaluations.iter().any(|evaluation| evaluation.scheme.id.as_str() == folder));
    let out = crate::model::Part::Scheme(year, SchemeId::new(folder));
    there || content.left_out.iter().any(|one| one.part == out)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::Code;

    #[test]
    fn a_problem_concerns_what_it_stands_in_and_what_rests_on_it() {
        let year = Year::new(2020).unwrap();
        let of = |scheme: Option<&str>, subject: Option<&str>| Scope {
            year,
            scheme: scheme.map(SchemeId::new),
            subject: subject.map(SubjectId::new),
        };
        for (file, error, [by_year, by_scheme, by_subject]) in [
            ("2020/aid/records/aa.yaml", false, [true, true, true]),
            ("2020/aid/records/bb.yaml", true, [true, true, false]),
            ("2020/aid/records/aaa.yaml", true, [true, true, false]),
            ("2020/aid/scheme.yaml", true, [true, true, true]),
            ("2020/aid/scheme.yaml", false, [true, true, false]),
            ("2020/year.yaml", true, [true, true, true]),
            ("2020/year.yaml", false, [true, false, false]),
            ("2020/other/scheme.yaml", true, [true, false, false]),
            ("2021/aid/records/aa.yaml", true, [false, false, false]),
            ("site.yaml", true, [true, true, true]),
            ("site.yaml", false, [false, false, false]),
        ] {
            let code = if error { Code::WrongType } else { Code::NoRecord };
            let problem = Diagnostic::new(code, Arc::from(file), "");
            let found = [of(None, None), of(Some("aid"), None), of(Some("aid"), Some("aa"))]
                .map(|scope| scope.concerns(None, &problem));
            assert_eq!(found, [by_year, by_scheme, by_subject], "{file} {error}");
        }
    }
}
