//! Evidence (佐证): its kinds, and how much of it a node asks for.

/// A kind of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceDef {
    /// Its name on pages.
    pub title: String,
    /// When it is made out, seen from the entries that it proves.
    pub dated: Option<Dated>,
}

/// When a paper is made out, seen from what it proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// `before`: what orders it (划拨文件).
    Before,
    /// `after`: what confirms it (划款凭证).
    After,
}

impl Dated {
    /// Both with their words in files.
    pub const WORDS: [(&'static str, Dated); 2] = [("before", Dated::Before), ("after", Dated::After)];
}

/// Evidence that a node asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its kind, declared in the scheme.
    pub kind: String,
    /// How many pieces; `None`: one.
    pub per: Option<RequiredPer>,
}

/// How many pieces of evidence are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredPer {
    /// `entry`: one for each entry of the figures that the measure reads.
    Entry,
    /// `figure`: as many as the figures that the measure reads count (16期 → 16).
    Figure,
}

impl RequiredPer {
    /// Both with their words in files.
    pub const WORDS: [(&'static str, RequiredPer); 2] =
        [("entry", RequiredPer::Entry), ("figure", RequiredPer::Figure)];
}
