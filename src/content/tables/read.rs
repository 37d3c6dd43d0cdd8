//! One table file becomes a sheet, by its ending; what cannot be read is said in words.

use std::sync::Arc;

use super::describe::Description;
use super::grid::{Grid, TooLarge};
use super::{csv, ods, xls, xlsx};
use crate::diagnostics::{Code, Diagnostic, nearest};

/// The sheet of a table that was chosen, with its name.
pub(super) struct Sheet {
    pub name: Arc<str>,
    pub grid: Grid,
}

/// The sheets of a workbook by name, in its order. Where one is wanted, the others are left empty.
pub(super) type Sheets = Vec<(String, Grid)>;

/// Why a table cannot be read, and what to do.
#[derive(Debug)]
pub(super) struct Unread {
    pub message: String,
    pub hint: &'static str,
}

impl Unread {
    pub fn damaged(what: impl Into<String>) -> Self {
        let hint = "请用电子表格软件打开看看；打得开的，另存为 xlsx 或 CSV 再试";
        Self { message: format!("表格读不出来：{}", what.into()), hint }
    }

    pub fn broken() -> Self {
        Self::damaged("文件已损坏，或者扩展名与内容不符")
    }

    pub fn encoding() -> Self {
        let message = "这不是 UTF-8、GB18030（ANSI）或 UTF-16 的文本".to_owned();
        Self { message, hint: "请用电子表格软件打开，另存为“CSV UTF-8”" }
    }

    pub fn locked() -> Self {
        Self {
            message: "表格加了密码，读不出来".to_owned(), hint: "请去掉打开密码，另存一份"
        }
    }
}

impl From<TooLarge> for Unread {
    fn from(TooLarge(what): TooLarge) -> Self {
        let hint = "请删去用不着的内容（也看看很远的行和列），只留要用的表，另存一份";
        Self { message: format!("表格太大：{what}"), hint }
    }
}

/// Reads the sheet that a description speaks of.
pub(super) fn sheet(bytes: &[u8], of: &Description) -> Result<Sheet, Diagnostic> {
    let told = |unread: Unread| {
        Diagnostic::new(Code::TableFile, Arc::clone(&of.data), unread.message).hint(unread.hint)
    };
    let ending = of.data.rsplit_once('.').map_or("", |(_, ending)| ending);
    let wanted = of.sheet.as_ref().map(|(name, _)| name.as_str());
    let sheets = match ending {
        "csv" => {
            let mut grid = csv::read(bytes, of.separator).map_err(told)?;
            grid.settle();
            return Ok(Sheet { name: Arc::from(""), grid });
        }
        "xls" => xls::read(bytes, wanted),
        "ods" => ods::read(bytes, wanted),
        _ => xlsx::read(bytes, wanted),
    };
    choose(sheets.map_err(told)?, of)
}

/// The sheet that is named, or the only one that holds anything.
fn choose(sheets: Sheets, of: &Description) -> Result<Sheet, Diagnostic> {
    let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    let problem = |text: String| {
        let names = names.iter().map(String::as_str);
        Diagnostic::new(Code::TableHead, Arc::clone(&of.path), text).allowed(names)
    };
    let mut found: Vec<(String, Grid)> = match &of.sheet {
        Some((name, _)) => sheets.into_iter().filter(|(own, _)| own == name).collect(),
        None => sheets.into_iter().filter(|(_, grid)| !grid.is_empty()).collect(),
    };
    match (found.len(), &of.sheet) {
        (1, _) => {
            let (name, mut grid) = found.remove(0);
            grid.settle();
            Ok(Sheet { name: Arc::from(name), grid })
        }
        (0, Some((name, span))) => {
            let problem = problem(format!("{} 里没有叫“{name}”的表", of.data)).span(*span).found(name);
            let problem = problem.source(Arc::clone(&of.text));
            Err(match nearest(name, names.iter().map(String::as_str)) {
                Some(near) => problem.suggest(near),
                None => problem.hint("请照工作簿下方的标签写表名"),
            })
        }
        (0, None) => {
            Err(Diagnostic::new(Code::TableFile, Arc::clone(&of.data), "表格里没有内容")
                .hint("请核对交来的文件"))
        }
        (..) => {
            Err(problem(format!("{} 里有几张有内容的表", of.data)).hint("请写 sheet: 表名，说明用哪一张"))
        }
    }
}
