//! Draws by lot: what was drawn from, with which seed, and what came out (docs/DRAW.md).

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::{At, ClauseId, Place};

/// Longest seed and longest name, in characters.
const LONGEST: usize = 200;

/// A draw as year.yaml records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Its id, unique within the year.
    pub id: String,
    /// Says which procedure of docs/DRAW.md is repeated to check it.
    pub kind: DrawKind,
    /// What it is called, where it is said.
    pub title: Option<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// The text everything follows from.
    pub seed: Seed,
    /// The day it was drawn.
    pub date: Option<Date>,
    /// Who drew and who watched.
    pub by: Option<String>,
    /// A remark that the page of draws prints.
    pub note: Option<String>,
    /// Each group that was drawn from on its own.
    pub strata: Vec<Stratum>,
    /// Its place in year.yaml.
    pub place: Place,
}

/// What units a draw takes from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrawKind {
    /// Counties within assisted prefectures.
    Counties,
    /// Towns, villages and households within a county.
    Sample,
}

/// A group that is drawn from on its own, with what was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stratum {
    /// Whose units these are, outermost first: a prefecture; a county, a town, a village.
    pub of: Vec<String>,
    /// What is drawn from, in its order.
    pub frame: Frame,
    /// How many are to be drawn; all where there are no more.
    pub take: u32,
    /// What was drawn, in the order it came.
    pub drawn: Vec<String>,
    /// Who moves up, in the order it came.
    pub reserve: Vec<String>,
    /// Its place in year.yaml.
    #[serde(skip)]
    pub at: At,
}

/// What is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Frame {
    /// Named units, in order.
    Units(Vec<String>),
    /// Units numbered from 1.
    Numbered(u32),
}

/// The text everything that is drawn follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed(String);

/// A county's frame for a sample of households, as the third party gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFrame {
    /// The county's name, the outermost part of each group's name.
    pub county: String,
    /// Towns to take; all where it is not said.
    pub take_towns: Option<u32>,
    /// Households kept in reserve in each village.
    pub reserve: u32,
    /// In the order of the file: a draw depends on it.
    pub towns: Vec<SampleTown>,
}

/// A town of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTown {
    /// Unique in the county.
    pub name: String,
    /// Villages to take; all where it is not said.
    pub take_villages: Option<u32>,
    /// In the order of the file: a draw depends on it.
    pub villages: Vec<SampleVillage>,
}

/// A village of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleVillage {
    /// Unique in the town.
    pub name: String,
    /// By name, or only how many there are.
    pub households: Frame,
    /// How many households are to be drawn.
    pub take: u32,
}

/// How many to take at each stage, where it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotas {
    /// Towns of the county.
    pub towns: Option<u32>,
    /// Villages of each town.
    pub villages: Option<u32>,
    /// Households of each village.
    pub households: Option<u32>,
}

impl Draw {
    /// The name of the way a draw is made (docs/DRAW.md); another way gets another name.
    pub const ALGORITHM: &str = "chacha20-fisher-yates-1";
}

impl Seed {
    /// A seed from a text.
    ///
    /// # Errors
    /// Why it cannot be one, see [`label_fault`].
    pub fn new(text: &str) -> Result<Self, &'static str> {
        label_fault(text).map_or_else(|| Ok(Self(text.to_owned())), Err)
    }

    /// As it is published, so that anybody can repeat the draw.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text can be neither a seed nor a name in a frame: what is hashed must be what is read.
pub fn label_fault(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("是空白的")
    } else if text.trim() != text {
        Some("首尾有空白")
    } else if text.chars().any(char::is_control) {
        Some("有换行、制表符一类的控制字符")
    } else if text.chars().count() > LONGEST {
        Some("超过 200 个字")
    } else {
        None
    }
}

impl Frame {
    /// How many units there are.
    pub fn size(&self) -> u32 {
        match self {
            Frame::Units(units) => u32::try_from(units.len()).expect("a file of 1 MiB holds no more units"),
            Frame::Numbered(size) => *size,
        }
    }

    /// The unit at a position from 0.
    pub fn unit(&self, position: u32) -> Cow<'_, str> {
        match self {
            Frame::Units(units) => Cow::Borrowed(&*units[position as usize]),
            Frame::Numbered(_) => Cow::Owned((position + 1).to_string()),
        }
    }
}

impl Stratum {
    /// Whether there is no choice: everything is taken.
    pub fn is_census(&self) -> bool {
        self.frame.size() <= self.take
    }
}
