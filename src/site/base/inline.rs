//! Text with its links: spans of wording become escaped HTML in which clauses and nodes lead to their places.

use std::fmt::Write;

use serde::Serialize;

use crate::model::{ClauseId, GradeIndex, Place, ProblemRef, Rule, SubjectId, SubjectIndex, escape};
use crate::site::base::SchemeSite;
use crate::site::base::links::METHOD;
use crate::wording::{self, Span};

/// Escaped HTML of running text, safe to print as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

/// A text that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub text: String,
    /// Relative address; `None` for plain text.
    pub href: Option<String>,
}

/// A grade as pages show it: shape and colour by tone, and always the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GradeView<'a> {
    /// 1 to 8: colour and shape.
    pub tone: u8,
    /// Position from the best: what tables sort it by.
    pub place: usize,
    pub name: &'a str,
}

impl Html {
    /// Appends words.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape(&mut self.0, text);
        self
    }

    /// Appends a value that stands out; hundreds of them stand on a page, and `b` is the shorter name.
    pub fn strong(&mut self, text: &str) -> &mut Self {
        self.within("<b>", text, "</b>")
    }

    /// Appends words that stay on one line.
    pub fn keep(&mut self, text: &str) -> &mut Self {
        self.within("<span class=\"nb\">", text, "</span>")
    }

    /// Appends words inside an element, between its tags as they are.
    pub fn within(&mut self, start: &'static str, text: &str, end: &'static str) -> &mut Self {
        self.0.push_str(start);
        escape(&mut self.0, text);
        self.0.push_str(end);
        self
    }

    /// Appends a grade with its shape.
    pub fn grade(&mut self, grade: GradeView) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "<span class=\"g g{}\">", grade.tone);
        escape(&mut self.0, grade.name);
        self.0.push_str("</span>");
        self
    }

    /// Appends words that lead somewhere.
    pub fn link(&mut self, up: &str, href: &str, text: &str) -> &mut Self {
        self.0.push_str("<a href=\"");
        escape(&mut self.0, up);
        escape(&mut self.0, href);
        self.0.push_str("\">");
        escape(&mut self.0, text);
        self.0.push_str("</a>");
        self
    }

    /// Appends a step of a trail: what happened, what it rests on, the arithmetic.
    pub fn step(&mut self, text: &Html, basis: &Html, working: Option<&str>) -> &mut Self {
        self.0.push_str(&text.0);
        if !basis.is_empty() {
            self.0.push_str("<small>");
            self.0.push_str(&basis.0);
            self.0.push_str("</small>");
        }
        if let Some(working) = working {
            self.within("<i>", working, "</i>");
        }
        self
    }

    /// A picture, which is escaped where it is drawn.
    pub(crate) fn picture(svg: String) -> Self {
        Self(svg)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Link {
    /// Words that lead somewhere.
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()) }
    }

    /// Words only.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }
}

/// Turns wording into HTML as seen from one page.
#[derive(Clone, Copy)]
pub struct Inline<'s, 'a> {
    /// The scheme the wording is about.
    pub site: &'s SchemeSite<'a>,
    /// From the page's folder to the scheme's: empty or `../`.
    pub up: &'static str,
}

impl<'s, 'a> Inline<'s, 'a> {
    /// Spans as HTML; nodes carry the name they have for this subject.
    pub fn spans(&self, spans: &[Span], subject: Option<&SubjectId>) -> Html {
        let mut html = Html(String::with_capacity(160));
        for span in spans {
            match span {
                Span::Text(text) => html.text(text),
                Span::Strong(text) => html.strong(text),
                Span::Grade(grade) => html.grade(self.grade(*grade)),
                Span::Node(node) => {
                    let row = &self.site.nodes[node.get()];
                    let definition = self.site.scheme.node(*node);
                    let title = subject.map_or(&*definition.title, |subject| definition.title_for(subject));
                    html.link(self.up, &row.href, title)
                }
                Span::Clause(clause) => {
                    self.push_clause(&mut html, clause);
                    &mut html
                }
                Span::Cited(clause) => html.keep(self.site.cite(clause)),
                Span::Problem(problem) => {
                    let text = wording::carried(problem);
                    match subject.and_then(|subject| self.problem_page(subject, &problem.of)) {
                        Some(href) => html.link(self.up, &format!("../../../{href}"), &text),
                        None => html.text(&text),
                    }
                }
            };
        }
        html
    }

    /// A clause as it is cited, leading to its place on the method page.
    pub fn clause(&self, clause: &ClauseId) -> Link {
        match self.site.year.clauses.get(clause) {
            Some(found) => Link::to(&*found.cite, format!("{}{METHOD}#c-{clause}", self.up)),
            None => Link::plain(clause.as_str()),
        }
    }

    /// What a rule rests on: its clause, or its name where it has none.
    pub fn rule_basis(&self, rule: &Rule) -> Link {
        rule.clause.as_ref().map_or_else(|| Link::plain(rule.title.clone()), |clause| self.clause(clause))
    }

    /// Where a problem of an earlier year stands, from the root.
    fn problem_page(&self, subject: &SubjectId, of: &ProblemRef) -> Option<&String> {
        let at = self.site.scheme.subjects.iter().position(|id| id == subject)?;
        self.site.problem_pages.get(&(SubjectIndex::new(at), of.clone()))
    }

    /// A grade as it is shown.
    pub fn grade(&self, grade: GradeIndex) -> GradeView<'a> {
        self.site.grade(grade)
    }

    /// What a step rests on: its clause, which leads to its place, then files and lines. A file in `short` is called
    /// by the name beside it, any other of the scheme's own folder by its path in there.
    pub fn basis(&self, clause: Option<&ClauseId>, origins: &[Place], short: &[(&str, &str)]) -> Html {
        let mut html = Html::default();
        if let Some(clause) = clause {
            self.push_clause(&mut html, clause);
        }
        for place in origins {
            if !html.0.is_empty() {
                html.0.push(' ');
            }
            let named = short.iter().find(|(file, _)| *file == &*place.file).map(|(_, name)| *name);
            let path = place.file.strip_prefix(&*self.site.folder).unwrap_or(&place.file);
            escape(&mut html.0, named.unwrap_or(path));
            match place.cell_name() {
                Some(cell) => escape(&mut html.0, &format!(" {cell}")),
                None => {
                    let _ = write!(html.0, ":{}", place.at.line);
                }
            }
        }
        html
    }

    fn push_clause(&self, html: &mut Html, clause: &ClauseId) {
        match self.site.year.clauses.get(clause) {
            Some(found) => html.link(self.up, &format!("{METHOD}#c-{clause}"), &found.cite),
            None => html.text(clause.as_str()),
        };
    }
}

impl<'a> SchemeSite<'a> {
    /// Wording as seen from a page `up` levels inside the scheme's folder.
    pub(crate) fn inline(&self, up: &'static str) -> Inline<'_, 'a> {
        Inline { site: self, up }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_whatever_stands_in_a_record() {
        let mut html = Html::default();
        html.text("<b>“甲”&'\"").link("../", "a.html?b&c", "乙<");
        assert_eq!(html.as_str(), "&lt;b&gt;“甲”&amp;&#39;&quot;<a href=\"../a.html?b&amp;c\">乙&lt;</a>");
        let mut html = Html::default();
        html.text("，甲\u{b}乙\0\u{fffe}\u{ffff}，\u{202e}\u{fffd}\n");
        assert_eq!(html.as_str(), "，甲 乙   ，\u{fffd}\n");
    }
}
