//! A scheme to begin with: one of the skeletons of `examples/skeletons/`, over the subjects that are there.

use super::edit::Edits;
use crate::content::{Outline, outline};
use crate::model::{SubjectId, Year};

/// What a scheme is like; what stands in each is data, not code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 分值制: points that add up.
    Points,
    /// 等次制: weights in percent, grades.
    Grades,
    /// 指数: ranges from 0 to 100 without grades.
    Index,
}

/// What a new scheme is written for.
#[derive(Clone, Debug)]
pub struct SchemeOf<'a> {
    /// Its id and folder.
    pub id: &'a str,
    /// Its year.
    pub year: Year,
    /// The kind of its subjects.
    pub kind: &'a str,
    /// Its subjects.
    pub subjects: Vec<&'a SubjectId>,
}

/// The text of a new scheme.
pub fn new_scheme(form: Form, of: &SchemeOf<'_>) -> String {
    let skeleton = match form {
        Form::Points => include_str!("../../examples/skeletons/points.yaml"),
        Form::Grades => include_str!("../../examples/skeletons/grades.yaml"),
        Form::Index => include_str!("../../examples/skeletons/index.yaml"),
    };
    let subjects: Vec<&str> = of.subjects.iter().map(|id| id.as_str()).collect();
    skeleton
        .replace("$ID", of.id)
        .replace("$KIND", of.kind)
        .replace("$SUBJECTS", &subjects.join(", "))
        .replace("$NEXT", &(of.year.get() + 1).to_string())
        .replace("$YEAR", &of.year.to_string())
}

/// year.yaml with one more scheme in its list; `None` where the list cannot be found, or has it.
pub fn list_scheme(text: &str, id: &str) -> Option<String> {
    let tree = outline(text)?;
    let list = tree.get("schemes")?;
    let last = list.items().last().filter(|_| list.items().iter().all(|item| item.text() != Some(id)))?;
    let end = last.range.end;
    let mut edits = Edits::default();
    // In brackets they stand behind each other, else below.
    let flow = text[list.range.start..].starts_with('[');
    let line = super::edit::line_start(text, last.range.start);
    let with = match flow {
        true => format!(", {id}"),
        false => format!("\n{}{id}", &text[line..last.range.start]),
    };
    edits.replace(end..end, with);
    Some(edits.apply(text)).filter(|text| outline(text).is_some_and(|tree| has(&tree, id)))
}

fn has(tree: &Outline, id: &str) -> bool {
    tree.get("schemes").is_some_and(|list| list.items().iter().any(|item| item.text() == Some(id)))
}

#[cfg(test)]
mod tests {
    use super::list_scheme;

    #[test]
    fn a_scheme_is_listed_behind_the_others_and_the_rest_stays() {
        for (text, listed) in [
            ("format: 1\nschemes: [a]  # 甲\nb: 1\n", "format: 1\nschemes: [a, c]  # 甲\nb: 1\n"),
            ("schemes:\n  - a\n  - b  # 乙\nb: 1\n", "schemes:\n  - a\n  - b\n  - c  # 乙\nb: 1\n"),
        ] {
            assert_eq!(list_scheme(text, "c").as_deref(), Some(listed));
        }
        for text in ["schemes: [c]\n", "schemes: []\n", "a: 1\n", "{"] {
            assert_eq!(list_scheme(text, "c"), None);
        }
    }
}
