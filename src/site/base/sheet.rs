//! A table with all that a file of it must say: heads with units, typed cells, notes.
//!
//! A page chooses what its table holds and in which order; CSV, the lists of a workbook, tables of a page and of a Word
//! file are written from the same sheet. Head and cell of a column are named together, so that no row can have more
//! cells than there are heads, and heads that would be the same are told apart by what they stand under.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::model::{self, Node, NodeIndex, Scheme};
use crate::site::base::YearSite;
use crate::wording::number;

/// A table; `R` are its rows, listed where it is small, else made one at a time.
#[derive(Debug, Serialize)]
pub struct Sheet<R> {
    pub title: String,
    /// Its anchor on a page; empty where nothing leads to it.
    pub id: String,
    /// What is the same for all rows: a page and a workbook say it above the table, a file that travels alone has it in
    /// the first columns of each row.
    #[serde(skip)]
    pub common: Vec<(Head, Cell<'static>)>,
    pub heads: Vec<Head>,
    /// Its rows, each with a cell for every head.
    pub rows: R,
    /// What has to be said about it as a whole; files for programs have no place for that.
    pub notes: Vec<String>,
}

/// A table that is shown: it is small enough to be held.
pub type Table<'s> = Sheet<Vec<Row<'s>>>;

/// A table that is written row by row: every score of every year takes no more memory than one of them.
pub type Stream<'s> = Sheet<Box<dyn Iterator<Item = Row<'s>> + 's>>;

/// The cells of a row, in the order of the heads.
pub type Row<'s> = Vec<Cell<'s>>;

/// A column's head.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// What the column shows; no two columns of a sheet have the same.
    pub title: String,
    /// The unit of its numbers; empty where they have none, or each its own.
    pub unit: String,
    /// On a page: `num` for numbers, `nb` for what is not broken over lines, or empty.
    pub class: &'static str,
    /// Whether its cells name their rows.
    pub names: bool,
    /// What it stands under, innermost first: the words that tell it from another with the same title.
    #[serde(skip)]
    within: Vec<String>,
}

/// A cell by what it holds: how that is printed is decided where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'s> {
    /// There is nothing.
    Blank,
    /// Words.
    Text(Cow<'s, str>),
    /// A number in full.
    Number(Decimal),
    /// A number shown with so many decimals.
    Fixed(Decimal, u32),
    /// How many, or the how manieth.
    Whole(i64),
    /// A day.
    Day(Date),
}

impl Head {
    /// A head of one of the classes that a page knows.
    pub fn new(title: impl Into<String>, class: &'static str) -> Self {
        Self { title: title.into(), class, ..Self::default() }
    }

    /// A head of scores or of what is added to and taken from them.
    pub fn points(title: impl Into<String>) -> Self {
        Self::new(title, "num").unit("分")
    }

    /// The same for a column of numbers in a unit.
    pub fn unit(self, unit: impl ToString) -> Self {
        Self { unit: unit.to_string(), ..self }
    }

    /// The same for a column of scores of a node, with its full points where it has some: 分，满分15.
    pub fn of_full(self, scheme: &Scheme, node: NodeIndex) -> Self {
        match crate::wording::scale::full(scheme, node) {
            Some(full) => Self { unit: format!("{}，{full}", self.unit), ..self },
            None => self,
        }
    }

    /// The same for the column that names the rows.
    pub fn naming(self) -> Self {
        Self { names: true, ..self }
    }

    /// The same for a column that is about a node.
    pub fn of_node(self, scheme: &Scheme, node: NodeIndex) -> Self {
        let parent = |of: &&Node| Some(scheme.node(of.parent?));
        let mut above: Vec<&Node> = parent(&scheme.node(node)).into_iter().collect();
        while let Some(next) = above.last().and_then(parent) {
            above.push(next);
        }
        // The root is not named: every node stands under it.
        above.pop();
        Self { within: above.iter().map(|node| node.title.clone()).collect(), ..self }
    }

    /// 指标值（万元）: what the column is called where its unit has no place of its own.
    pub fn name(&self) -> String {
        if self.unit.is_empty() { self.title.clone() } else { format!("{}（{}）", self.title, self.unit) }
    }
}

impl From<&str> for Head {
    fn from(title: &str) -> Self {
        Self::new(title, "")
    }
}

impl From<String> for Head {
    fn from(title: String) -> Self {
        Self::new(title, "")
    }
}

impl Cell<'_> {
    /// A whole number.
    pub fn whole(value: impl TryInto<i64>) -> Self {
        Self::Whole(value.try_into().unwrap_or(i64::MAX))
    }

    /// As programs read it: digits with a point and nothing else, days as year, month, day.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(value) => model::plain(*value).into(),
            Self::Fixed(value, decimals) => model::fixed(*value, *decimals).into(),
            Self::Whole(value) => value.to_string().into(),
            Self::Day(day) => day.to_string().into(),
        }
    }

    /// As people read it, on a page and in a paper.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Number(value) => number::figure(*value).into(),
            Self::Fixed(value, decimals) => number::places(*value, *decimals).into(),
            Self::Blank | Self::Text(_) | Self::Whole(_) | Self::Day(_) => self.plain(),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

impl<'s> From<&'s str> for Cell<'s> {
    fn from(text: &'s str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl<'s> From<&'s String> for Cell<'s> {
    fn from(text: &'s String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

impl<'s, C: Into<Cell<'s>>> From<Option<C>> for Cell<'s> {
    fn from(cell: Option<C>) -> Self {
        cell.map_or(Self::Blank, Into::into)
    }
}

/// The columns of a sheet whose rows are made from `T`s.
pub struct Columns<'s, T> {
    heads: Vec<Head>,
    cells: Vec<CellOf<'s, T>>,
}

type CellOf<'s, T> = Box<dyn Fn(&T) -> Cell<'s> + 's>;

impl<'s, T> Columns<'s, T> {
    /// No column yet.
    pub fn new() -> Self {
        Self { heads: Vec::new(), cells: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// A further column.
    pub fn add<C: Into<Cell<'s>>>(mut self, head: impl Into<Head>, cell: impl Fn(&T) -> C + 's) -> Self {
        self.heads.push(head.into());
        self.cells.push(Box::new(move |of| cell(of).into()));
        self
    }

    /// A sheet whose rows are made when they are written.
    pub fn stream(self, title: impl Into<String>, rows: impl Iterator<Item = T> + 's) -> Stream<'s>
    where
        T: 's,
    {
        let Self { heads, cells } = self;
        let row = move |of: T| cells.iter().map(|cell| cell(&of)).collect();
        Sheet::new(title.into(), heads, Box::new(rows.map(row)))
    }

    /// A sheet whose rows are held.
    pub fn table(self, title: impl Into<String>, rows: impl IntoIterator<Item = T>) -> Table<'s> {
        let row = |of: T| self.cells.iter().map(|cell| cell(&of)).collect();
        let rows = rows.into_iter().map(row).collect();
        Sheet::new(title.into(), self.heads, rows)
    }
}

impl<R> Sheet<R> {
    fn new(title: String, mut heads: Vec<Head>, rows: R) -> Self {
        unique(&mut heads);
        Self { title, id: String::new(), common: Vec::new(), heads, rows, notes: Vec::new() }
    }

    /// The same, all of a year's edition.
    pub fn of_year(self, year: &YearSite) -> Self {
        self.common("年度", Cell::whole(year.year.year.get())).common("版次", year.mark.name())
    }

    /// The same with something that holds for all its rows.
    pub fn common(mut self, head: impl Into<Head>, cell: impl Into<Cell<'static>>) -> Self {
        self.common.push((head.into(), cell.into()));
        self
    }
}

/// Tells heads apart that would be called the same: by what each stands under, as far out as it takes, at last by
/// counting.
fn unique(heads: &mut [Head]) {
    let mut under = vec![0; heads.len()];
    loop {
        let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, head) in heads.iter().enumerate() {
            same.entry(head.name()).or_default().push(at);
        }
        let doubled: Vec<Vec<usize>> = same.into_values().filter(|all| all.len() > 1).collect();
        if doubled.is_empty() {
            return;
        }
        for all in doubled {
            let further = all.iter().any(|at| under[*at] < heads[*at].within.len());
            for (count, at) in all.into_iter().enumerate() {
                let head = &mut heads[at];
                match head.within.get(under[at]) {
                    Some(outer) => head.title = format!("{outer}·{}", head.title),
                    None if further || count == 0 => {}
                    None => head.title = format!("{}〔{}〕", head.title, count + 1),
                }
                under[at] += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn under(title: &str, within: &[&str]) -> Head {
        Head { within: within.iter().map(|of| (*of).to_owned()).collect(), ..Head::from(title) }
    }

    fn told(mut heads: Vec<Head>) -> Vec<String> {
        unique(&mut heads);
        heads.iter().map(Head::name).collect()
    }

    #[test]
    fn heads_are_told_apart_no_further_than_it_takes() {
        let heads = vec![
            under("期数", &["干部培训", "人才支援"]).unit("期"),
            under("期数", &["技术培训", "人才支援"]).unit("期"),
            under("期数", &["技术培训", "人才支援"]).unit("次"),
            under("人数", &["培训", "人才支援"]),
            under("人数", &["培训", "产业合作"]),
            under("合计", &["人才支援"]),
        ];
        let expected = [
            "干部培训·期数（期）",
            "技术培训·期数（期）",
            "期数（次）",
            "人才支援·培训·人数",
            "产业合作·培训·人数",
            "合计",
        ];
        assert_eq!(told(heads), expected);
    }

    #[test]
    fn heads_that_stand_under_nothing_or_the_same_are_counted() {
        assert_eq!(told(vec![under("额", &[]), under("额", &["甲"])]), ["额", "甲·额"]);
        let heads = vec![under("额", &["甲"]), under("额", &["甲"]), under("额", &[]), "额〔2〕".into()];
        assert_eq!(told(heads), ["甲·额", "甲·额〔2〕", "额", "额〔2〕"]);
        assert_eq!(told(vec!["额".into(), "额".into(), "额〔2〕".into()]), ["额", "额〔2〕", "额〔2〕〔2〕"]);
    }

    #[test]
    fn cells_are_read_by_programs_and_by_people() {
        for (cell, plain, shown) in [
            (Cell::from(""), "", ""),
            (Cell::from(None::<Decimal>), "", ""),
            (Cell::from("甲"), "甲", "甲"),
            (Cell::from(dec!(-1234.50)), "-1234.5", "−1,234.5"),
            (Cell::Fixed(dec!(1234.5), 2), "1234.50", "1,234.50"),
            (Cell::whole(1200), "1200", "1200"),
            (Cell::from(jiff::civil::date(2019, 1, 6)), "2019-01-06", "2019-01-06"),
        ] {
            assert_eq!((&*cell.plain(), &*cell.shown()), (plain, shown));
        }
    }

    #[test]
    fn a_stream_makes_a_row_when_it_is_asked_for() {
        let made = std::cell::Cell::new(0);
        let rows = (0..1_000_000).inspect(|_| made.set(made.get() + 1));
        let sheet = Columns::new().add("数", |row: &i32| Cell::whole(*row)).stream("", rows);
        assert_eq!(sheet.rows.take(2).collect::<Vec<_>>(), [[Cell::Whole(0)], [Cell::Whole(1)]]);
        assert_eq!(made.get(), 2);
    }
}
