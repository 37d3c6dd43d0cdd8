//! The program run on a case, and what it said.

use std::process::Command;

use super::Case;

/// 2020-05-18 08:00 in Beijing: the time of every run unless told otherwise.
pub const FIRST: u64 = 1_589_760_000;
const DAY: u64 = 86_400;

/// What a run said.
pub struct Run {
    /// The words of the command line, for what is told when something is not as it should be.
    pub words: String,
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Case {
    /// The program with these words in the case's folder.
    pub fn command(&self, words: &[&str]) -> Command {
        self.command_on(0, words)
    }

    /// The program with these words so many days after the first one.
    pub fn command_on(&self, day: u64, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
        command
            .args(words)
            .args(self.first(words))
            .current_dir(self.path(""))
            .env("SOURCE_DATE_EPOCH", (FIRST + day * DAY).to_string());
        command
    }

    /// A site's first release says that it is the first; [`Case::bare`] is for what becomes of one that does not.
    fn first(&self, words: &[&str]) -> Option<&'static str> {
        let releases =
            words.first() == Some(&"release") && words.get(1).is_some_and(|word| !word.starts_with('-'));
        let stands = |of: std::fs::DirEntry| of.path().join("v1").is_dir();
        let output = std::fs::read_dir(self.output());
        let released = output.is_ok_and(|mut all| all.any(|of| of.is_ok_and(stands)));
        let begun = released || self.output().join("register.json").exists();
        (releases && !begun && !words.contains(&"--first")).then_some("--first")
    }

    /// Runs a command with these words and no other.
    pub fn bare(&self, words: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
        Run::of(command.args(words).current_dir(self.path("")).env("SOURCE_DATE_EPOCH", FIRST.to_string()))
    }

    /// Runs a command.
    pub fn run(&self, words: &[&str]) -> Run {
        self.run_on(0, words)
    }

    /// Runs a command so many days after the first one.
    pub fn run_on(&self, day: u64, words: &[&str]) -> Run {
        Run::of(&mut self.command_on(day, words))
    }

    /// Runs what must go well.
    pub fn ok(&self, words: &[&str]) -> Run {
        self.run(words).exits(0)
    }

    /// Builds the site.
    pub fn build(&self) -> &Self {
        self.ok(&["build"]);
        self
    }

    /// Releases a year; the note may be empty.
    pub fn release(&self, year: u16, note: &str) -> &Self {
        let year = year.to_string();
        let note: &[&str] = if note.is_empty() { &[] } else { &["--note", note] };
        self.ok(&[&["release", &year], note].concat());
        self
    }

    /// Withdraws an edition.
    pub fn withdraw(&self, year: u16, version: &str, reason: &str) -> &Self {
        self.ok(&["withdraw", &year.to_string(), version, "--reason", reason, "--yes"]);
        self
    }
}

impl Run {
    /// What a command says.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program runs");
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            words: words.join(" "),
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// It ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "tongbao {}\n{}{}", self.words, self.out, self.err);
        self
    }

    /// It put this out.
    #[track_caller]
    pub fn says(self, said: &str) -> Self {
        assert!(self.out.contains(said), "tongbao {} does not say {said}:\n{}", self.words, self.out);
        self
    }

    /// It told this on standard error.
    #[track_caller]
    pub fn tells(self, told: &str) -> Self {
        assert!(self.err.contains(told), "tongbao {} does not tell {told}:\n{}", self.words, self.err);
        self
    }

    /// What it put out as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("tongbao {}: {error}", self.words))
    }
}
