//! `register.json` at the root of a site: a line for every release and withdrawal, each with the digest of the line
//! before it. Whoever alters, drops or adds a line changes the digest of all that follow; the newest one's is printed on
//! the papers of the next release, so that paper witnesses what the disk forgot.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::digest::sha256;
use super::sign::{PublicKey, SecretKey};
use crate::diagnostics::{misread, other_format, rewritten};
use crate::history::RegisterState;

/// The form of the file.
const FORMAT: u32 = 1;

/// Every release and withdrawal of a site, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    pub lines: Vec<Line>,
}

/// One release or withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// From 1.
    pub number: u32,
    pub kind: LineKind,
    pub year: i16,
    pub version: u32,
    /// Digest of the edition: its manifest's.
    pub edition: String,
    /// SHA-256 of the edition's ZIP; a withdrawal has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// Whether a signature lies in the edition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    /// When it was released or withdrawn.
    pub time: Timestamp,
    /// Why it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Digest of the line before; the first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Ed25519 over the line without this entry, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// What a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    Release,
    Withdrawal,
    /// An edition that stood before the register was begun.
    AdoptedRelease,
    /// A withdrawal from before the register was begun.
    AdoptedWithdrawal,
}

/// What a new line tells.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: LineKind,
    pub year: i16,
    pub version: u32,
    pub edition: String,
    pub zip: Option<String>,
    pub signed: bool,
    pub time: Timestamp,
    pub reason: Option<String>,
}

/// What is wrong inside a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It bears another number than its place.
    Number,
    /// It carries another digest of the line before than that one has.
    Chain,
    /// It is older than the line before.
    Time,
    /// Its signature is not the key's, or the line was changed.
    Signature,
}

/// The file: the lines with their form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    lines: Vec<Line>,
}

impl Register {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with its form.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let File { format, lines } = serde_json::from_slice(bytes).map_err(|error| misread(bytes, &error))?;
        if format != FORMAT {
            return Err(other_format(format, FORMAT));
        }
        let register = Self { lines };
        // Written again it must give the same bytes: there is one way to write a register.
        let text = register.text();
        if text == bytes { Ok(register) } else { Err(rewritten(bytes, &text)) }
    }

    /// The bytes of the file.
    pub fn text(&self) -> Vec<u8> {
        let file = File { format: FORMAT, lines: self.lines.clone() };
        let mut text = serde_json::to_vec_pretty(&file).expect("a register is texts and numbers");
        text.push(b'\n');
        text
    }

    /// Adds a line; with a key it is signed, and with it everything above.
    pub fn append(&mut self, entry: Entry, key: Option<&SecretKey>) {
        let Entry { kind, year, version, edition, zip, signed, time, reason } = entry;
        let number = self.state().lines + 1;
        let before = self.lines.last().map(Line::digest);
        let mut line =
            Line { number, kind, year, version, edition, zip, signed, time, reason, before, signature: None };
        line.signature = key.map(|key| hex(&key.sign(&line.unsigned())));
        self.lines.push(line);
    }

    /// How many lines there are, and the digest of the last.
    pub fn state(&self) -> RegisterState {
        self.state_at(self.lines.len()).expect("it has as many lines as it has")
    }

    /// The state after so many lines; `None` where there are fewer.
    pub fn state_at(&self, lines: usize) -> Option<RegisterState> {
        let sha256 = match lines {
            0 => RegisterState::NOTHING.to_owned(),
            _ => self.lines.get(lines - 1)?.digest(),
        };
        Some(RegisterState { lines: u32::try_from(lines).ok()?, sha256 })
    }

    /// The line of an edition's release.
    pub fn release(&self, year: i16, version: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.is_release() && (line.year, line.version) == (year, version))
    }

    /// Withdrawals, in the order in which they were written.
    pub fn withdrawals(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.is_release())
    }

    /// What is wrong from line to line, with the numbers of the lines.
    pub fn faults(&self) -> Vec<(u32, LineFault)> {
        let mut faults = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let before = at.checked_sub(1).map(|at| &self.lines[at]);
            if line.number != number {
                faults.push((number, LineFault::Number));
            }
            if line.before != before.map(Line::digest) {
                faults.push((number, LineFault::Chain));
            }
            if before.is_some_and(|before| before.time > line.time) {
                faults.push((number, LineFault::Time));
            }
        }
        faults
    }

    /// Lines whose signature is not this key's, and how many at the end no signature covers: a signed line covers
    /// every line above it.
    pub fn signatures(&self, key: &PublicKey) -> (Vec<u32>, usize) {
        let broken = |line: &&Line| {
            line.signature.as_deref().is_some_and(|hex| {
                !unhex(hex).is_some_and(|signature| key.holds(&line.unsigned(), &signature))
            })
        };
        let broken = self.lines.iter().filter(broken).map(|line| line.number).collect();
        let covered = self.lines.iter().rposition(|line| line.signature.is_some()).map_or(0, |at| at + 1);
        (broken, self.lines.len() - covered)
    }
}

impl Line {
    /// SHA-256 of the line with its signature, as JSON without spaces, in hex.
    pub fn digest(&self) -> String {
        sha256(&serde_json::to_vec(self).expect("a line is texts and numbers"))
    }

    /// Whether an edition came with it.
    pub fn is_release(&self) -> bool {
        match self.kind {
            LineKind::Release | LineKind::AdoptedRelease => true,
            LineKind::Withdrawal | LineKind::AdoptedWithdrawal => false,
        }
    }

    /// `2019/v1`
    pub fn folder(&self) -> String {
        format!("{}/v{}", self.year, self.version)
    }

    /// What a signature is over.
    fn unsigned(&self) -> Vec<u8> {
        let bare = Line { signature: None, ..self.clone() };
        serde_json::to_vec(&bare).expect("a line is texts and numbers")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (digits && text.len().is_multiple_of(2)).then(|| text.as_bytes().chunks(2).map(pair).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::KeyPair;

    fn entry(version: u32, second: i64) -> Entry {
        Entry {
            kind: LineKind::Release,
            year: 2019,
            version,
            edition: format!("{version:064}"),
            zip: Some("0".repeat(64)),
            signed: false,
            time: Timestamp::from_second(second).unwrap(),
            reason: None,
        }
    }

    fn three(key: Option<&SecretKey>) -> Register {
        let mut register = Register::default();
        for version in 1..=3 {
            register.append(entry(version, i64::from(version)), key);
        }
        register
    }

    #[test]
    fn a_register_is_written_in_one_way_and_chained() {
        let register = three(None);
        assert_eq!(Register::parse(&register.text()).unwrap(), register);
        assert!(register.faults().is_empty());
        let spaced = String::from_utf8(register.text()).unwrap().replacen("  ", " ", 1);
        assert!(Register::parse(spaced.as_bytes()).is_err(), "other spaces");
        for at in 0..2 {
            let mut altered = register.clone();
            altered.lines[at].edition = "f".repeat(64);
            let next = u32::try_from(at + 2).unwrap();
            assert_eq!(altered.faults(), [(next, LineFault::Chain)], "line {} was altered", at + 1);
        }
        let mut without = register.clone();
        without.lines.remove(1);
        assert_eq!(without.faults(), [(2, LineFault::Number), (2, LineFault::Chain)]);
        assert_ne!(without.state_at(2), register.state_at(2));
        let mut late = register.clone();
        late.append(entry(4, 1), None);
        assert_eq!(late.faults(), [(4, LineFault::Time)]);
    }

    #[test]
    fn the_state_before_the_first_line_is_that_of_nothing() {
        let empty = Register::default();
        assert_eq!(empty.state(), RegisterState { lines: 0, sha256: RegisterState::NOTHING.to_owned() });
        let three = three(None);
        assert_eq!(three.state_at(0), Some(empty.state()));
        assert_eq!(three.state_at(4), None);
        assert_eq!(three.state().sha256, three.lines[2].digest());
    }

    #[test]
    fn a_signed_line_covers_those_above_it() {
        let pair = KeyPair::generate().unwrap();
        let key = SecretKey::parse(&pair.secret).unwrap();
        let public = PublicKey::parse(&pair.public).unwrap();
        let mut register = three(None);
        assert_eq!(register.signatures(&public), (vec![], 3));
        register.append(entry(4, 4), Some(&key));
        assert_eq!(register.signatures(&public), (vec![], 0));
        register.append(entry(5, 5), None);
        assert_eq!(register.signatures(&public), (vec![], 1));
        register.lines[3].edition = "f".repeat(64);
        assert_eq!(register.signatures(&public), (vec![4], 1));
        register.lines[3].signature = Some("zz".to_owned());
        assert_eq!(register.signatures(&public), (vec![4], 1));
    }
}
