//! Reading single values out of the tree: each accessor gives the value or reports why it cannot.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::mapping::Mapping;
use super::scalar;
use super::sink::Sink;
use super::slips;
use super::yaml::{Key, Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{At, Year};

/// A value under its name, ready to be read.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    pub node: &'t Node<'t>,
    /// The key it stands under, or that of the list it is in.
    pub name: &'t str,
    /// Where problems go.
    pub file: &'t Sink<'t>,
}

impl<'t> Value<'t> {
    pub fn span(&self) -> Span {
        self.node.span
    }

    /// Line and column.
    pub fn at(&self) -> At {
        self.node.span.at
    }

    /// A problem with this value.
    pub fn problem(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        self.file.problem(code, self.span(), message)
    }

    /// Keeps a problem with this value and gives nothing.
    pub fn refuse<T>(&self, problem: Diagnostic) -> Option<T> {
        self.file.report(problem);
        None
    }

    /// Whether it is a text, quoted or not.
    pub fn is_scalar(&self) -> bool {
        matches!(self.node.kind, Kind::Scalar { .. })
    }

    /// Whether it is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.node.kind, Kind::Mapping(_))
    }

    /// Reports that something else is needed here.
    pub fn mismatch<T>(&self, needed: &str) -> Option<T> {
        if self.node.is_empty() {
            let problem =
                self.problem(Code::EmptyValue, format!("“{}”没有写值，这里要写{needed}", self.name));
            return self.refuse(problem.hint("请写上值；没有内容时把整行删去"));
        }
        let found = match &self.node.kind {
            Kind::Scalar { text, .. } => {
                if let Some(end) = slips::full_width_key(text) {
                    return self.refuse(slips::colon(self.file, self.span(), &text[..end]));
                }
                format!("“{}”", text.lines().next().unwrap_or_default().chars().take(30).collect::<String>())
            }
            Kind::Sequence(_) => "一个列表".to_owned(),
            Kind::Mapping(_) => "一组字段".to_owned(),
        };
        let problem = self.problem(Code::WrongType, format!("“{}”要写{needed}，这里却是{found}", self.name));
        let hint = match (&self.node.kind, needed) {
            (Kind::Scalar { .. }, LIST) => "只有一项时也要写成列表，如 [某项]",
            (Kind::Scalar { text, .. }, _) if text.contains(':') => "英文冒号后面要空一格",
            (Kind::Mapping(_), LIST) => "每一项前面加“- ”，只有一项时也要加；或者整个写在 [ ] 里",
            (Kind::Sequence(_), KEYS | NAMES) => "这里不用“- ”和 [ ]，每个字段一行，往里缩进两格",
            (Kind::Scalar { .. }, KEYS | NAMES) => "每个字段一行，往里缩进两格，或者写成 {字段名: 值}",
            (Kind::Sequence(_) | Kind::Mapping(_), _) => "直接写在冒号后面，不用“- ”、[ ] 和 { }",
            (Kind::Scalar { .. }, _) => "请照字段的写法改，写法见 docs/FORMAT.md",
        };
        self.refuse(problem.hint(hint))
    }

    /// The text as written, and whether it stands without quotes.
    fn scalar(&self, needed: &str) -> Option<(&'t str, bool)> {
        match &self.node.kind {
            Kind::Scalar { text, plain } if !self.node.is_empty() => Some((text, *plain)),
            Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Mapping(_) => self.mismatch(needed),
        }
    }

    /// A text that is not blank.
    pub fn text(self) -> Option<String> {
        let (text, _) = self.scalar("一段文字")?;
        let text = text.trim();
        if text.is_empty() {
            let problem = self.problem(Code::EmptyValue, format!("“{}”是空白的", self.name));
            return self.refuse(problem.hint("请写上文字；没有内容时把整行删去"));
        }
        let length = text.encode_utf16().count();
        if length > LONGEST_TEXT {
            let problem = self.problem(
                Code::TextTooLong,
                format!("“{}”有 {length} 个字，电子表格的一格最多放 {LONGEST_TEXT} 个", self.name),
            );
            let hint = "请写得短些；长的材料放进通报正文、pages/ 里的网页，或者另存文件作佐证";
            self.file.report(problem.found(text).hint(hint));
        }
        Some(text.to_owned())
    }

    /// A text that stands on one line wherever it is shown: a name, a title, a number.
    pub fn line(self) -> Option<String> {
        let text = self.text()?;
        if let Some(at) = text.find(LINE_ENDS) {
            let first = text[..at].trim_end();
            let problem = self.problem(Code::SeveralLines, format!("“{}”只能写一行", self.name)).found(first);
            let whole = text.split(LINE_ENDS).map(str::trim).collect::<String>();
            let hint = format!("请接成一行，如“{}”；YAML 的 | 会保留换行", shortened(&whole));
            self.file.report(problem.hint(hint));
        }
        Some(text)
    }

    /// A word as it stands, to be looked up.
    pub fn word(self, needed: &str) -> Option<&'t str> {
        self.scalar(needed).map(|(text, _)| text)
    }

    /// The text as written, if it is one, without complaint.
    pub fn as_word(self) -> Option<&'t str> {
        match &self.node.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::Sequence(_) | Kind::Mapping(_) => None,
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(self, words: &[(&'static str, T)]) -> Option<T> {
        let list = || words.iter().map(|(word, _)| *word);
        let (text, _) = self.scalar("一个词")?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*meaning);
        }
        let problem = self.problem(Code::UnknownWord, format!("“{}”不能写“{text}”", self.name));
        self.refuse(problem.word(text, list()))
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        self.choice(&[("true", true), ("false", false)])
    }

    /// An identifier that is given here for the first time.
    pub fn id(self) -> Option<&'t str> {
        let (text, _) = self.scalar("标识")?;
        check_id(self.file, text, self.span()).then_some(text)
    }

    /// An exact number.
    pub fn decimal(self) -> Option<Decimal> {
        let (text, plain) = self.scalar("数字")?;
        match scalar::decimal(text) {
            Ok(number) if plain => Some(number),
            Ok(_) => {
                let problem = self.problem(Code::BadNumber, format!("“{}”的数字加了引号", self.name));
                self.refuse(problem.found(text).suggest(text).hint("请去掉引号，只写数字"))
            }
            Err((why, better)) => {
                // What is well written and only too long needs no telling how numbers are written.
                let long = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
                let hint = match () {
                    () if why == scalar::NONE => {
                        "没有数据的，删去这一行；不适用的，在 observations 里写 not_applicable 和理由；是0的写 0"
                    }
                    () if long && better.is_none() => {
                        "请照来源写到它有的位数；位数确实这么多的，换一个大小合适的单位"
                    }
                    () => "数字写成 1234.56 的样子：半角，不带逗号和单位",
                };
                let problem = self
                    .problem(Code::BadNumber, format!("“{}”的值“{text}”不能用：{why}", self.name))
                    .found(text)
                    .hint(hint);
                self.refuse(match better {
                    Some(better) => problem.suggest(better),
                    None => problem,
                })
            }
        }
    }

    /// An exact number within bounds.
    pub fn decimal_in(self, bounds: RangeInclusive<Decimal>) -> Option<Decimal> {
        let number = self.decimal()?;
        if bounds.contains(&number) {
            return Some(number);
        }
        let (least, most) = (bounds.start(), bounds.end());
        self.out_of_range(&number.to_string(), format!("{least} 到 {most} 之间的数"))
    }

    /// An exact number above zero.
    pub fn positive(self) -> Option<Decimal> {
        let number = self.decimal()?;
        if number > Decimal::ZERO {
            return Some(number);
        }
        self.out_of_range(&number.to_string(), "大于 0 的数".to_owned())
    }

    /// A whole number within bounds.
    pub fn integer(self, bounds: RangeInclusive<i64>) -> Option<i64> {
        let number = self.decimal()?;
        let allowed = || format!("{} 到 {} 之间的整数", bounds.start(), bounds.end());
        match i64::try_from(number) {
            Ok(whole) if Decimal::from(whole) == number && bounds.contains(&whole) => Some(whole),
            _ => self.out_of_range(&number.to_string(), allowed()),
        }
    }

    fn out_of_range<T>(&self, found: &str, allowed: String) -> Option<T> {
        let problem = self.problem(Code::OutOfRange, format!("“{}”的值 {found} 超出范围", self.name));
        self.refuse(problem.found(found).allowed([allowed]))
    }

    /// A year.
    pub fn year(self) -> Option<Year> {
        let allowed = i64::from(*Year::ALLOWED.start())..=i64::from(*Year::ALLOWED.end());
        self.integer(allowed).and_then(|year| Year::new(i16::try_from(year).ok()?))
    }

    /// A calendar date.
    pub fn date(self) -> Option<Date> {
        let (text, _) = self.scalar("日期")?;
        match scalar::date(text) {
            Ok(date) => {
                if date.year() < EARLIEST_YEAR {
                    let problem = self
                        .problem(Code::DateTooEarly, format!("“{}”早于 {EARLIEST_YEAR} 年", self.name))
                        .found(text);
                    let hint = format!("电子表格里放不下 {EARLIEST_YEAR} 年以前的日期，请核对年份");
                    self.file.report(problem.hint(hint));
                }
                Some(date)
            }
            Err((why, better)) => {
                let problem = self
                    .problem(Code::BadDate, format!("“{}”的值“{text}”不能用：{why}", self.name))
                    .found(text)
                    .hint("日期写成 2019-06-18 的样子");
                self.refuse(match better {
                    Some(better) => problem.suggest(better),
                    None => problem,
                })
            }
        }
    }

    /// The items of a list, which may be empty.
    pub fn items(self) -> Option<impl ExactSizeIterator<Item = Value<'t>>> {
        match &self.node.kind {
            Kind::Sequence(items) => {
                Some(items.iter().map(move |node| Value { node, name: self.name, file: self.file }))
            }
            Kind::Scalar { .. } | Kind::Mapping(_) => self.mismatch(LIST),
        }
    }

    /// The items of a list that may not be empty.
    pub fn some_items(self) -> Option<impl ExactSizeIterator<Item = Value<'t>>> {
        let items = self.items()?;
        if items.len() == 0 {
            let problem = self.problem(Code::EmptyList, format!("“{}”至少要有一项", self.name));
            return self.refuse(problem.hint("请至少写上一项"));
        }
        Some(items)
    }

    /// A mapping with known keys.
    pub fn mapping(self) -> Option<Mapping<'t>> {
        match &self.node.kind {
            Kind::Mapping(entries) => Some(Mapping::new(self, entries)),
            Kind::Scalar { .. } | Kind::Sequence(_) => self.mismatch(KEYS),
        }
    }

    /// A mapping whose keys are names: each key with its value.
    pub fn pairs(self) -> Option<impl ExactSizeIterator<Item = (&'t Key<'t>, Value<'t>)>> {
        match &self.node.kind {
            Kind::Mapping(entries) => Some(
                entries
                    .iter()
                    .map(move |(key, node)| (key, Value { node, name: &key.text, file: self.file })),
            ),
            Kind::Scalar { .. } | Kind::Sequence(_) => self.mismatch(NAMES),
        }
    }
}

const LIST: &str = "一个列表";
const KEYS: &str = "一组字段（字段名: 值）";
const NAMES: &str = "一组字段（名称: 值）";
/// Characters of the longest text, as a workbook counts them: it holds no more in a cell.
const LONGEST_TEXT: usize = 32_767;
/// What ends a line in one program or another.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
/// The first year whose dates a workbook holds.
const EARLIEST_YEAR: i16 = 1900;

/// As much of a text as an example shows.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// Whether the text is written as an identifier; reports why not.
pub(super) fn check_id(file: &Sink<'_>, text: &str, span: Span) -> bool {
    let Err(why) = scalar::identifier(text) else { return true };
    let problem = file.problem(Code::BadIdentifier, span, format!("“{text}”不能作标识：{why}")).found(text);
    let lower = text.to_ascii_lowercase().replace(' ', "-").replace('.', "_");
    let problem = match scalar::identifier(&lower) {
        Ok(()) => problem.suggest(lower),
        Err(_) => problem.hint("标识用小写英文或拼音，如 north-city、plan-2019"),
    };
    file.report(problem);
    false
}
