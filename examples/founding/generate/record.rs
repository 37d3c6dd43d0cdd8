//! A record while it is being drafted, and how it is written as YAML.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::reviews::Review;
use super::yaml::text;

/// One record file.
pub struct Record {
    /// Whose.
    pub subject: &'static str,
    /// Who entered it, and when.
    pub entered: (String, String),
    /// Who reviewed it, and when.
    pub reviewed: (String, String),
    /// Figures in the order of the scheme.
    pub figures: Vec<(&'static str, Figure)>,
    /// Observations in the order of the tree.
    pub observations: Vec<(&'static str, Observation)>,
    /// Events, each a line of keys and values.
    pub events: Vec<Line>,
    /// Dates by milestone.
    pub milestones: Vec<(&'static str, String)>,
    /// Problems found.
    pub problems: Vec<Line>,
    /// What became of problems of earlier years.
    pub earlier_problems: Vec<Line>,
    /// Counties as an evaluation of counties ranked them.
    pub counties: Vec<Line>,
    /// Dates of the rectification.
    pub rectification: Line,
    /// Waived floors and deductions.
    pub waive: Vec<Line>,
    /// Requests to review the result.
    pub reviews: Vec<Review>,
    /// Reports beside the result.
    pub reports: Vec<Line>,
}

/// Keys and values of a small mapping; empty values are left out.
pub type Line = Vec<(&'static str, String)>;

/// A figure.
#[derive(Default)]
pub struct Figure {
    /// A comment above it.
    pub heading: Option<&'static str>,
    /// Its value; not written where there are entries.
    pub value: Decimal,
    /// The unit, where it is not the declared one.
    pub unit: Option<&'static str>,
    /// Its parts.
    pub entries: Vec<Line>,
    /// Last year's value.
    pub previous: Option<Decimal>,
    /// A remark.
    pub note: Option<String>,
}

/// What is observed about a node.
#[derive(Default)]
pub struct Observation {
    /// A comment above it.
    pub heading: Option<&'static str>,
    /// `task: done` and the like; none where there is a measure.
    pub stated: Option<(&'static str, String)>,
    /// Deductions; `Some` of an empty list says there are none.
    pub deductions: Option<Vec<Line>>,
    /// The day.
    pub date: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What proves it.
    pub evidence: Vec<Line>,
}

impl Record {
    /// A figure that is there.
    pub fn figure(&mut self, id: &str) -> &mut Figure {
        let found = self.figures.iter_mut().find(|(name, _)| *name == id);
        &mut found.unwrap_or_else(|| panic!("{} has no figure {id}", self.subject)).1
    }

    /// Sets a figure's value.
    pub fn set(&mut self, id: &str, value: i64) {
        self.figure(id).value = value.into();
    }

    /// An observation, added at the end if there is none.
    pub fn observation(&mut self, id: &'static str) -> &mut Observation {
        let place = self.observations.iter().position(|(name, _)| *name == id).unwrap_or_else(|| {
            self.observations.push((id, Observation::default()));
            self.observations.len() - 1
        });
        &mut self.observations[place].1
    }

    /// States something about a node and leaves note and evidence as they are.
    pub fn state(&mut self, id: &'static str, key: &'static str, value: &str) {
        self.observation(id).stated = Some((key, value.to_owned()));
    }

    /// Puts a remark on an observation.
    pub fn note(&mut self, id: &'static str, note: &str) {
        self.observation(id).note = Some(note.to_owned());
    }

    /// What was not done cannot be proved by what was done: a statement stands in its place.
    pub fn explain_undone(&mut self) {
        let undone =
            |stated: &Option<(&str, String)>| stated.as_ref().is_some_and(|(_, state)| state == "undone");
        for (_, observation) in self.observations.iter_mut().filter(|(_, one)| undone(&one.stated)) {
            observation.evidence.truncate(1);
            for (_, title) in observation.evidence.iter_mut().flatten().filter(|(key, _)| *key == "title") {
                *title = "关于该项任务未完成的情况说明".to_owned();
            }
        }
    }

    /// The file's text.
    pub fn to_yaml(&self) -> String {
        let mut out = String::from("format: 1\n");
        let _ = writeln!(out, "subject: {}\nstatus: sample", self.subject);
        for (key, (by, date)) in [("entered_by", &self.entered), ("reviewed_by", &self.reviewed)] {
            let _ = writeln!(out, "{key}: {{by: {by}, date: {date}}}");
        }
        if !self.figures.is_empty() {
            out.push_str("\nfigures:\n");
            self.figures.iter().for_each(|(id, figure)| figure.write(id, &mut out));
        }
        if !self.observations.is_empty() {
            out.push_str("\nobservations:\n");
            self.observations.iter().for_each(|(id, observation)| observation.write(id, &mut out));
        }
        list("events", &self.events, &mut out);
        if !self.milestones.is_empty() {
            out.push_str("\nmilestones:\n");
            for (id, date) in &self.milestones {
                let _ = writeln!(out, "  {id}: {date}");
            }
        }
        list("problems", &self.problems, &mut out);
        list("earlier_problems", &self.earlier_problems, &mut out);
        list("counties", &self.counties, &mut out);
        if !self.rectification.is_empty() {
            let _ = writeln!(out, "\nrectification: {}", flow(&self.rectification));
        }
        list("waive", &self.waive, &mut out);
        if !self.reviews.is_empty() {
            out.push_str("\nreviews:\n");
            self.reviews.iter().for_each(|review| review.write(&mut out));
        }
        list("reports", &self.reports, &mut out);
        out
    }
}

impl Figure {
    fn write(&self, id: &str, out: &mut String) {
        heading(self.heading, out);
        if self.entries.is_empty() {
            let mut line = vec![("value", self.value.to_string())];
            line.extend(self.unit.map(|unit| ("unit", unit.to_owned())));
            line.extend(self.previous.map(|previous| ("previous", previous.to_string())));
            line.extend(self.note.clone().map(|note| ("note", note)));
            let written = if line.len() == 1 { self.value.to_string() } else { flow(&line) };
            let _ = writeln!(out, "  {id}: {written}");
            return;
        }
        let _ = writeln!(out, "  {id}:");
        if let Some(unit) = self.unit {
            let _ = writeln!(out, "    unit: {unit}");
        }
        out.push_str("    entries:\n");
        for entry in &self.entries {
            let _ = writeln!(out, "      - {}", flow(entry));
        }
        if let Some(previous) = self.previous {
            let _ = writeln!(out, "    previous: {previous}");
        }
        if let Some(note) = &self.note {
            let _ = writeln!(out, "    note: {}", text(note));
        }
    }
}

impl Observation {
    fn write(&self, id: &str, out: &mut String) {
        heading(self.heading, out);
        let mut line: Line = self.stated.iter().cloned().collect();
        if self.deductions.as_ref().is_some_and(Vec::is_empty) {
            line.push(("deductions", "[]".to_owned()));
        }
        line.extend(self.date.clone().map(|date| ("date", date)));
        let deducted = self.deductions.as_ref().is_some_and(|list| !list.is_empty());
        if self.note.is_none() && self.evidence.is_empty() && !deducted {
            let _ = writeln!(out, "  {id}: {}", flow(&line));
            return;
        }
        let _ = writeln!(out, "  {id}:");
        for (key, value) in &line {
            let _ = writeln!(out, "    {key}: {}", scalar(key, value));
        }
        if let Some(note) = &self.note {
            let _ = writeln!(out, "    note: {}", text(note));
        }
        for (key, lines) in
            [("deductions", self.deductions.as_deref()), ("evidence", Some(&self.evidence[..]))]
        {
            let lines = lines.unwrap_or_default();
            if !lines.is_empty() {
                let _ = writeln!(out, "    {key}:");
                for line in lines {
                    let _ = writeln!(out, "      - {}", flow(line));
                }
            }
        }
    }
}

impl Review {
    fn write(&self, out: &mut String) {
        let stated = self.request.iter().filter(|(_, value)| !value.is_empty());
        for (position, (key, value)) in stated.enumerate() {
            let _ =
                writeln!(out, "  {} {key}: {}", if position == 0 { "-" } else { " " }, scalar(key, value));
        }
        if !self.answer.is_empty() {
            let _ = writeln!(out, "    answer: {}", flow(&self.answer));
        }
    }
}

fn heading(heading: Option<&str>, out: &mut String) {
    if let Some(heading) = heading {
        let _ = writeln!(out, "  # {heading}");
    }
}

fn list(key: &str, lines: &[Line], out: &mut String) {
    if !lines.is_empty() {
        let _ = writeln!(out, "\n{key}:");
        for line in lines {
            let _ = writeln!(out, "  - {}", flow(line));
        }
    }
}

fn flow(line: &Line) -> String {
    let pairs: Vec<String> = line
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("{key}: {}", scalar(key, value)))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}

/// Numbers, dates and lists stand as they are; everything else is a text.
fn scalar(key: &str, value: &str) -> String {
    let bare = matches!(key, "value" | "previous" | "date" | "count" | "exempt" | "score" | "deductions")
        || matches!(key, "notified" | "plan" | "report" | "requested")
        || matches!(key, "place" | "of" | "low")
        || matches!(key, "evidence" | "recheck" | "recurs" | "problem" | "due");
    if bare { value.to_owned() } else { text(value) }
}
