//! What filling a paper may cost: steps, texts it keeps, what it writes. A loop over loops or a text doubled again and
//! again ends with a sentence and its place, not with the machine's memory.
//!
//! The engine calls no one while it works, but it calls filters: [`super::grammar`] puts them where work begins. They
//! count in a place of the thread, since an engine fills letters on all cores at once, each from beginning to end on one.

use std::cell::RefCell;
use std::io::{self, Write};

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::shield;

/// Counts the turns of a loop before it begins.
pub(super) const LOOP: &str = "tongbao_loop";
/// Counts what a name is given.
pub(super) const KEEP: &str = "tongbao_keep";
/// Counts what a filter goes through.
pub(super) const WORK: &str = "tongbao_work";

/// The most that a text may be which is put together in a paper.
const TEXT: usize = 64 << 10;
/// The most numbers that `range` counts.
const RANGE: i64 = 10_000;
/// So many signs are written or joined in the time of a step.
const STEP: usize = 16;
/// The paragraphs, items of lists and cells of tables that a paper may have.
pub(super) const PIECES: usize = 50_000;

/// How much a paper may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    steps: usize,
    /// Bytes of the texts given to names.
    kept: usize,
    /// Bytes written.
    output: usize,
}

impl Limits {
    /// Those of each paper, where so many are written from one source: a circular has all for itself.
    pub fn of(papers: usize) -> Self {
        let share = |all: usize, least: usize, most: usize| (all / papers.max(1)).clamp(least, most);
        Self {
            steps: share(100_000_000, 100_000, 5_000_000),
            kept: share(64 << 20, 1 << 20, 16 << 20),
            output: share(64 << 20, 32 << 10, 1 << 20),
        }
    }
}

/// A paper filled, still Markdown with its values shielded.
#[derive(Debug)]
pub(super) struct Filled {
    pub text: String,
    /// From which byte on the text comes from which place in the source, as far as loops tell.
    marks: Vec<(usize, usize)>,
}

impl Filled {
    /// Where in the source a byte of the text comes from, as near as a loop.
    pub fn place(&self, byte: usize) -> usize {
        let after = self.marks.partition_point(|(from, _)| *from <= byte);
        after.checked_sub(1).map_or(0, |at| self.marks[at].1)
    }
}

/// Why a paper was not filled.
#[derive(Debug)]
pub(super) enum Failure {
    /// It costs too much, at this place.
    Over(usize, String),
    /// The engine says so.
    Engine(tera::Error),
}

/// Fills a template within limits.
pub(super) fn fill(tera: &Tera, name: &str, context: &Context, limits: Limits) -> Result<Filled, Failure> {
    COUNT.with_borrow_mut(|count| *count = Count { limits, ..Count::default() });
    let mut sheet = Sheet { text: Vec::new(), marks: Vec::new() };
    let done = tera.render_to(name, context, &mut sheet);
    if let Some((place, why)) = COUNT.with_borrow_mut(|count| count.over.take()) {
        return Err(Failure::Over(place, why));
    }
    done.map_err(Failure::Engine)?;
    let text = String::from_utf8(sheet.text).map_err(|error| Failure::Engine(tera::Error::message(error)))?;
    Ok(Filled { text, marks: sheet.marks })
}

/// Gives an engine what counts, and filters that know their limits in place of its own.
pub(super) fn count_in(tera: &mut Tera) {
    tera.set_escape_fn(print);
    tera.register_filter(LOOP, turns);
    tera.register_filter(KEEP, keep);
    tera.register_filter(WORK, work);
    tera.register_filter("join", join);
    tera.register_filter("replace", replace);
    tera.register_filter("str", text);
    tera.register_function("range", range);
}

thread_local! {
    /// What the paper that is being filled has cost.
    static COUNT: RefCell<Count> = RefCell::default();
}

#[derive(Default)]
struct Count {
    limits: Limits,
    steps: usize,
    kept: usize,
    /// The place that was counted last.
    place: usize,
    /// The limit that was passed.
    over: Option<(usize, String)>,
}

impl Count {
    fn spend(&mut self, steps: usize) -> Result<(), String> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps <= self.limits.steps {
            return Ok(());
        }
        let most = self.limits.steps;
        self.refuse(format!(
            "填写到这里已超过{most}步，循环套得太多或列表太长：请减少循环的层数，或只列出需要的对象"
        ))
    }

    fn keep(&mut self, text: usize) -> Result<(), String> {
        self.spend(text / STEP)?;
        if text > TEXT {
            return self
                .refuse(format!("拼成的文字有{text}字节，最多{TEXT}字节：请直接印出各部分，不要一再拼接"));
        }
        self.hold(text)
    }

    fn hold(&mut self, bytes: usize) -> Result<(), String> {
        self.kept = self.kept.saturating_add(bytes);
        if self.kept > self.limits.kept {
            let most = self.limits.kept;
            return self.refuse(format!("用 set 留下的合计超过{most}字节：请直接印出，不要一再拼接"));
        }
        Ok(())
    }

    fn refuse(&mut self, why: String) -> Result<(), String> {
        self.over.get_or_insert_with(|| (self.place, why.clone()));
        Err(why)
    }
}

/// Counts something; an error ends the filling.
fn counted(count: impl FnOnce(&mut Count) -> Result<(), String>) -> TeraResult<()> {
    COUNT.with_borrow_mut(count).map_err(tera::Error::message)
}

fn at(arguments: &Kwargs) -> TeraResult<usize> {
    let place = arguments.must_get("at")?;
    COUNT.with_borrow_mut(|count| count.place = place);
    Ok(place)
}

fn size(value: &Value) -> usize {
    value.as_str().map_or_else(|| value.len().unwrap_or_default(), str::len)
}

fn turns(list: Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    at(&arguments)?;
    let cost: usize = arguments.must_get("cost")?;
    counted(|count| count.spend(size(&list).saturating_mul(cost).saturating_add(1)))?;
    Ok(list)
}

fn keep(value: Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    at(&arguments)?;
    match value.as_str() {
        Some(text) => counted(|count| count.keep(text.len()))?,
        // A list takes a place for each of its values, however short they are.
        None => counted(|count| count.hold(size(&value).saturating_mul(size_of::<Value>())))?,
    }
    Ok(value)
}

fn work(value: Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    at(&arguments)?;
    // A text is gone through sign by sign; a list is sorted.
    let steps = if value.is_string() { size(&value) / STEP } else { size(&value).saturating_mul(4) };
    counted(|count| count.spend(1 + steps))?;
    Ok(value)
}

fn join(list: &[Value], arguments: Kwargs, _: &State) -> TeraResult<String> {
    let between = arguments.get::<&str>("sep")?.unwrap_or_default();
    let mut out = String::new();
    for (at, value) in list.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(&plain(value)?);
        if out.len() > TEXT {
            break;
        }
    }
    counted(|count| count.keep(out.len()))?;
    Ok(out)
}

fn replace(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let (from, to) = (arguments.must_get::<&str>("from")?, arguments.must_get::<&str>("to")?);
    let found = if from.is_empty() { text.chars().count() + 1 } else { text.matches(from).count() };
    counted(|count| count.keep(text.len().saturating_add(found.saturating_mul(to.len()))))?;
    Ok(text.replace(from, to))
}

fn text(value: Value, _: Kwargs, _: &State) -> TeraResult<String> {
    plain(&value)
}

/// A text or number as text.
fn plain(value: &Value) -> TeraResult<String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None if value.is_array() || value.is_map() => {
            Err(tera::Error::message("这里要文字或数，不能是列表；请先用循环逐个印出"))
        }
        None => Ok(value.to_string()),
    }
}

fn range(arguments: Kwargs, _: &State) -> TeraResult<Vec<i64>> {
    let start: i64 = arguments.get("start")?.unwrap_or_default();
    let end: i64 = arguments.must_get("end")?;
    let step: i64 = arguments.get("step_by")?.unwrap_or(1);
    let count = usize::try_from(step).ok().filter(|step| *step > 0);
    let (Some(step), true) = (count, end.saturating_sub(start) <= RANGE.saturating_mul(step.max(1))) else {
        return Err(tera::Error::message(format!("range 最多数{RANGE}个，step_by 要大于 0")));
    };
    let list: Vec<i64> = (start..end).step_by(step).collect();
    counted(|count| count.spend(list.len()))?;
    Ok(list)
}

/// Prints a value: it is text, whatever it holds.
fn print(text: &str, out: &mut dyn Write) -> io::Result<()> {
    COUNT.with_borrow_mut(|count| count.spend(text.len() / STEP)).map_err(io::Error::other)?;
    shield::write(text, out)
}

/// What a paper is written on.
struct Sheet {
    text: Vec<u8>,
    marks: Vec<(usize, usize)>,
}

/// Enough to find a place by.
const MARKS: usize = 2_000;

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = COUNT.with_borrow_mut(|count| {
            if self.marks.last().is_none_or(|(_, place)| *place != count.place) && self.marks.len() < MARKS {
                self.marks.push((self.text.len(), count.place));
            }
            let most = count.limits.output;
            if self.text.len() + bytes.len() <= most {
                return Ok(());
            }
            count.refuse(format!(
                "填写后的正文超过{most}字节，一份公文放不下：请只列出需要的对象，其余指向网页"
            ))
        });
        most.map_err(io::Error::other)?;
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
