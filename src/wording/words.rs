//! A sentence put together piece by piece.

use rust_decimal::Decimal;

use super::Span;
use crate::model::{Carried, ClauseId, GradeIndex, NodeIndex, Rule, printed, quantise};

/// A sentence under construction; neighbouring words melt into one span.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<Span>);

impl Words {
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if let Some(Span::Text(last)) = self.0.last_mut() {
            last.push_str(&text);
        } else if !text.is_empty() {
            self.0.push(Span::Text(text));
        }
        self
    }

    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    pub fn node(mut self, node: NodeIndex) -> Self {
        self.0.push(Span::Node(node));
        self
    }

    pub fn clause(mut self, clause: &ClauseId) -> Self {
        self.0.push(Span::Clause(clause.clone()));
        self
    }

    /// What a rule rests on: its clause, or its name where it has none.
    pub fn basis(self, rule: &Rule) -> Self {
        match &rule.clause {
            Some(clause) => self.clause(clause),
            None => self.text(rule.title.clone()),
        }
    }

    /// A clause as it is cited, kept on one line, where the sentence does not lead to it.
    pub fn cited(mut self, clause: &ClauseId) -> Self {
        self.0.push(Span::Cited(clause.clone()));
        self
    }

    pub fn problem(mut self, problem: &Carried) -> Self {
        self.0.push(Span::Problem(problem.clone()));
        self
    }

    /// A grade in quotation marks.
    pub fn grade(mut self, grade: GradeIndex) -> Self {
        self = self.text("“");
        self.0.push(Span::Grade(grade));
        self.text("”")
    }

    pub fn then(mut self, more: Words) -> Self {
        for span in more.0 {
            self = match span {
                Span::Text(text) => self.text(text),
                Span::Strong(_)
                | Span::Grade(_)
                | Span::Node(_)
                | Span::Clause(_)
                | Span::Cited(_)
                | Span::Problem(_) => {
                    self.0.push(span);
                    self
                }
            };
        }
        self
    }

    /// Items with a separator between them.
    pub fn join(mut self, items: impl IntoIterator<Item = Words>, separator: &str) -> Self {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self = self.text(separator);
            }
            self = self.then(item);
        }
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn done(self) -> Vec<Span> {
        self.0
    }
}

/// Texts side by side: where a Latin letter or digit of a name would touch what stands beside it, they are a space apart
/// (HPI 40个国家, Quelland 居前); a number stands at its noun as ever (14市).
pub(crate) fn beside<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for part in parts {
        if let (Some(before), Some(after)) = (text.chars().next_back(), part.chars().next()) {
            let (latin, word) = (|c: char| c.is_ascii_alphabetic(), |c: char| c.is_alphanumeric());
            let touch = latin(before) && word(after) || word(before) && latin(after);
            if touch || before.is_ascii_digit() && after.is_ascii_digit() {
                text.push(' ');
            }
        }
        text.push_str(part);
    }
    text
}

/// Parts of a sentence with its end; nothing where there are none.
pub(super) fn ended(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { parts.join("；") + "。" }
}

/// A number with a true minus, of more than ten decimals the first ten: `89.9166666667`, `−0.5`.
pub(super) fn number(value: Decimal) -> String {
    printed(quantise(value), "−", "")
}

/// A number as part of a calculation: negative ones in brackets.
pub(super) fn operand(value: Decimal) -> String {
    if value.is_sign_negative() && !value.is_zero() { format!("({})", number(value)) } else { number(value) }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn latin_letters_and_digits_of_names_keep_apart() {
        for (parts, text) in [
            (&["HPI", "40个国家"][..], "HPI 40个国家"),
            (&["协作·各市", "14市"], "协作·各市14市"),
            (&["Quelland", "居前"], "Quelland 居前"),
            (&["Quelland、Valdoria", "为各组第1名"], "Quelland、Valdoria 为各组第1名"),
            (&["38个国家", "GDP", "：都是5"], "38个国家 GDP：都是5"),
            (&["方案2", "40个"], "方案2 40个"),
            (&["广州", "居前"], "广州居前"),
            (&["", "HPI"], "HPI"),
        ] {
            assert_eq!(beside(parts.iter().copied()), text);
        }
    }
}
