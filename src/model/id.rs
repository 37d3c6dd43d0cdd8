//! Identifiers as they stand in the files, and indices into a scheme.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Declares an identifier: a short ASCII word from a file, cheap to clone, ordered as text.
macro_rules! identifier {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a word that was already checked to be an identifier.
            pub fn new(word: &str) -> Self {
                Self(Arc::from(word))
            }

            /// As it is written in files and in the names of pages.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

identifier!(
    /// A scheme (方案), `eastwest-cities`; the same id in two years makes the years comparable.
    SchemeId,
    /// A subject (考核对象): a city, a department, a county.
    SubjectId,
    /// A node of a scheme's tree.
    NodeId,
    /// A clause (条款) of the year's regulation.
    ClauseId,
    /// A rule (规则) of a scheme.
    RuleId,
);

/// Declares a position in one of a scheme's lists.
macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The index of the entry at `position`; lists are bounded far below 2³² by the reader's budget.
            pub fn new(position: usize) -> Self {
                Self(u32::try_from(position).expect("the reader's budget keeps lists below 2^32 entries"))
            }

            /// The position in the list.
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index!(
    /// A node in `Scheme::nodes`; the root is 0 and parents stand before their children.
    NodeIndex,
    /// A figure in `Scheme::figures`.
    FigureIndex,
    /// An event kind in `Scheme::events`.
    EventIndex,
    /// A milestone in `Scheme::milestones`.
    MilestoneIndex,
    /// A grade in `Scheme::grades`: 0 is the best, so a smaller index is a better grade.
    GradeIndex,
    /// A rule in `Scheme::rules`.
    RuleIndex,
    /// An outcome in `Scheme::outcomes`.
    OutcomeIndex,
    /// A subject in `Scheme::subjects`, the official order.
    SubjectIndex,
    /// A kind of a deductions method, in the order of the scheme file.
    KindIndex,
    /// An option of a method, in the order of the scheme file.
    ChoiceIndex,
);

/// A calendar year that is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Year(i16);

impl Year {
    /// The years a folder may be named after.
    pub const ALLOWED: std::ops::RangeInclusive<i16> = 1949..=2999;

    /// A year within [`Year::ALLOWED`].
    pub fn new(year: i16) -> Option<Self> {
        Self::ALLOWED.contains(&year).then_some(Self(year))
    }

    /// In four digits, within [`Year::ALLOWED`].
    pub fn get(self) -> i16 {
        self.0
    }

    /// The year before, which growth, curbs on grades and open problems look back at; `None` before the first.
    pub fn before(self) -> Option<Self> {
        Self::new(self.0 - 1)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where in its file something stands; the file is known from the record or scheme it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl At {
    /// The `n`th cell of those a record has its values from. No line of a file has the number 0, so no other place is
    /// taken for one.
    pub fn cell(n: u32) -> Self {
        At { line: 0, column: n + 1 }
    }

    /// Which of the record's cells it is, where it is one.
    pub fn as_cell(self) -> Option<usize> {
        (self.line == 0).then(|| self.column.checked_sub(1)).flatten().map(|n| n as usize)
    }
}

/// A place a reader can open: file and position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path relative to the content folder, `/` between its parts.
    pub file: Arc<str>,
    /// Position in the file: line and column, of a cell its row and column.
    pub at: At,
    /// Where it is a cell of a table: the name of its sheet, empty where the file has but one without a name.
    pub sheet: Option<Arc<str>>,
}

impl Place {
    /// A line of a text.
    pub fn line(file: Arc<str>, at: At) -> Self {
        Self { file, at, sheet: None }
    }

    /// A cell of a table, row and column from 1.
    pub fn cell(file: Arc<str>, sheet: Arc<str>, row: u32, column: u32) -> Self {
        Self { file, at: At { line: row, column }, sheet: Some(sheet) }
    }

    /// What a spreadsheet program calls a cell: `表“市州” 单元格 D7`; nothing for a line.
    pub fn cell_name(&self) -> Option<String> {
        let sheet = self.sheet.as_deref()?;
        let cell = format!("单元格 {}{}", column_letters(self.at.column), self.at.line);
        Some(if sheet.is_empty() { cell } else { format!("表“{sheet}” {cell}") })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cell_name() {
            Some(cell) => write!(f, "{} {cell}", self.file),
            None => write!(f, "{}:{}", self.file, self.at.line),
        }
    }
}

/// The letters of a column, from 1: A, …, Z, AA.
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).expect("below 26")));
        column /= 26;
    }
    letters.iter().rev().collect()
}
