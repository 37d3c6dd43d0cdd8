//! Results as they were published: what `results.json` of an edition says (docs/RESULTS.md).

use serde::Deserialize;

/// A year's results as published. What is not compared with anything is not read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublishedYear {
    pub year: i16,
    pub schemes: Vec<PublishedScheme>,
}

/// A scheme's results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublishedScheme {
    pub id: String,
    /// Its subjects, by rank.
    pub subjects: Vec<PublishedSubject>,
}

/// A subject's result.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublishedSubject {
    pub id: String,
    /// Its name in that year.
    pub name: String,
    /// Published score, of a hundred.
    pub score: Option<String>,
    /// The points it is worked out of, in a points scheme.
    #[serde(default)]
    pub points: Option<String>,
    /// The full points, in a points scheme.
    #[serde(default)]
    pub full: Option<String>,
    /// Final grade.
    pub grade: Option<String>,
    /// Final place.
    pub rank: Option<u32>,
    /// Final place among all, where the scheme gives both.
    #[serde(default)]
    pub rank_overall: Option<u32>,
    /// Its nodes, in tree order.
    pub nodes: Vec<PublishedNode>,
}

/// A node's result.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PublishedNode {
    pub id: String,
    /// What it measured.
    pub measure: Option<String>,
    pub score: Option<String>,
    /// The points it is worked out of, in a points scheme.
    #[serde(default)]
    pub points: Option<String>,
    /// The full points, in a points scheme.
    #[serde(default)]
    pub full: Option<String>,
    pub grade: Option<String>,
    /// `scored`, `missing` or `not_applicable`.
    pub state: String,
}

impl PublishedYear {
    /// Reads results.json.
    ///
    /// # Errors
    /// When the text is not results as docs/RESULTS.md describes them.
    pub fn parse(text: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(text)
    }

    /// A scheme's results.
    pub fn scheme(&self, id: &str) -> Option<&PublishedScheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

impl PublishedSubject {
    /// The score as it was printed.
    pub fn told(&self) -> Option<String> {
        told(&self.score, &self.points, &self.full)
    }
}

impl PublishedNode {
    /// The score as it was printed.
    pub fn told(&self) -> Option<String> {
        told(&self.score, &self.points, &self.full)
    }
}

fn told(score: &Option<String>, points: &Option<String>, full: &Option<String>) -> Option<String> {
    match (points, full) {
        (Some(points), Some(full)) => Some(format!("{points} / {full}")),
        (Some(_) | None, _) => score.clone(),
    }
}

impl PublishedScheme {
    /// A subject's result.
    pub fn subject(&self, id: &str) -> Option<&PublishedSubject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }
}
