//! `tongbao sheets`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{Paths, begun, report, words};
use crate::content;
use crate::entry::sheets::{Became, Spot};
use crate::pipeline::{self, By, ImportError, Imported, Told};

/// What is done with workbooks.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// 生成工作簿
    ///
    /// 已有的文件不覆盖。同样的内容生成的文件一字不差。
    Export(ExportOptions),
    /// 把填好的工作簿收进记录
    ///
    /// 列出每一处改动（工作簿 表 单元格：原来 → 现在）；全部没有问题、写进去以后没有新的错误，才一起写，否则一份也不写。
    /// 记录只改值，注释和次序不变。可以收 xlsx、xls、ods，以及一张表另存的 CSV。
    #[command(
        after_help = "例：\n  tongbao sheets import 填报 --dry-run               看文件夹里的工作簿有哪些改动，不写\n  tongbao sheets import 填报                         收进记录\n  tongbao sheets import 甲市.xlsx 乙市.ods           只收这几个"
    )]
    Import(ImportOptions),
}

/// Which workbooks, and where.
#[derive(Debug, Args)]
pub(crate) struct ExportOptions {
    /// 年度
    #[arg(value_name = "年度")]
    year: u16,
    /// 只生成一个方案的：id、名称或简称
    #[arg(long, value_name = "方案")]
    scheme: Option<String>,
    /// 每个考核对象一个，还是每个提供数据的单位一个
    #[arg(long, value_enum, value_name = "依据", default_value_t = For::Subject)]
    by: For,
    /// 写进这个文件夹，缺省为 sheets-年度
    #[arg(short = 'o', long = "folder", value_name = "文件夹")]
    folder: Option<PathBuf>,
}

/// Which workbooks are taken in, and how.
#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// 填好的工作簿，或者放着它们的文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 只列出改动，不写
    #[arg(long)]
    dry_run: bool,
    /// 清空了的单元格，把记录里原来的值也删去；不加时保留
    #[arg(long)]
    clear: bool,
}

/// For whom there is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum For {
    /// 每个考核对象一个
    Subject,
    /// 每个提供数据的单位一个（方案里的 provided_by，没有写的取 source）
    Organ,
}

pub(super) fn run(paths: &Paths, what: &What) -> ExitCode {
    match what {
        What::Export(options) => export(paths, options),
        What::Import(options) => import(paths, options),
    }
}

fn export(paths: &Paths, options: &ExportOptions) -> ExitCode {
    let year = match words::year(options.year) {
        Ok(year) => year,
        Err(told) => return words::usage(&told),
    };
    let by = match options.by {
        For::Subject => By::Subject,
        For::Organ => By::Organ,
    };
    let to = options.folder.clone().unwrap_or_else(|| PathBuf::from(format!("sheets-{year}")));
    match pipeline::export_sheets(&paths.content, year, options.scheme.as_deref(), by, &to) {
        Ok(exported) => {
            report::print(&format!(
                "已生成 {} 个工作簿，在 {} 里。填好交回以后：tongbao sheets import 文件 --dry-run\n",
                exported.files.len(),
                to.display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => begun::refused(&error),
    }
}

fn import(paths: &Paths, options: &ImportOptions) -> ExitCode {
    let found = pipeline::import_sheets(&paths.request(), &options.files, options.clear, options.dry_run);
    tell(paths, found, |found| ending(found, options.dry_run))
}

/// Tells what an import found, and ends with a sentence.
pub(super) fn tell(
    paths: &Paths,
    found: Result<Imported, ImportError>,
    ending: impl Fn(&Imported) -> String,
) -> ExitCode {
    let found = match found {
        Ok(found) => found,
        Err(ImportError::Entry(error)) => return begun::refused(&error),
        Err(ImportError::Desk(error)) => {
            words::desk(&error);
            return ExitCode::FAILURE;
        }
    };
    let lines: Vec<String> = found.told.iter().map(line).collect();
    report::print(&lines.concat());
    for (book, trouble) in &found.troubles {
        report::say(&format!("{}：{}\n", place(book, &trouble.spot), trouble.told));
    }
    if !found.errors.is_empty() {
        let mut errors = found.errors.clone();
        content::attach_sources(&paths.content, &mut errors);
        report::problems(&errors);
    }
    report::say(&ending(&found));
    ExitCode::from(u8::from(found.is_refused()))
}

fn place(book: &Path, spot: &Spot) -> String {
    let parts = [book.display().to_string(), spot.sheet.clone(), spot.cell.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// 甲市.xlsx 数据 F7：甲市 就业人数 5164 → 5200
fn line(told: &Told) -> String {
    let shown = |text: &str| match text {
        "" => "（空）".to_owned(),
        text => text.replace('\n', "↵"),
    };
    let became = match &told.became {
        Became::Made => String::new(),
        Became::There => "（记录里已经是这样）".to_owned(),
        Became::Kept => "（单元格清空了，记录里原来的值保留；要删去请加 --clear）".to_owned(),
        Became::Meanwhile(now) => {
            format!(
                "（冲突：工作簿生成以后，记录里改成了{}，不写；请核对以后在记录里改，或者重新导出再填）",
                shown(now)
            )
        }
        Became::Against(book, spot, says) => format!(
            "（和一起收的另一个工作簿对不上：{}填的是{}；两个都不写，请核对哪一处是对的，改正另一处再收）",
            place(Path::new(book), spot),
            shown(says)
        ),
        Became::Stale(why) => format!("（没有确认：{}）", shown(why)),
        Became::Objected(says) if says.is_empty() => "（没有确认，也没有写说明）".to_owned(),
        Became::Objected(says) => format!("（没有确认。说明：{}）", shown(says)),
        Became::NoPlace => {
            "（写不进去：记录里这一处用了引用或别的写法，或者这项数据写的是一个数而不是逐笔；请直接改记录）"
                .to_owned()
        }
    };
    let (before, after) = &told.told;
    let place = place(&told.book, &told.spot);
    format!("{place}：{} {} → {}{became}\n", told.about, shown(before), shown(after))
}

fn ending(found: &Imported, dry_run: bool) -> String {
    let changed = found.told.iter().filter(|told| told.became == Became::Made).count();
    let records = found.records.len();
    match () {
        () if found.is_refused() => "有上面列出的问题，一份记录也没有写。请改正以后再收一次\n".to_owned(),
        () if changed == 0 => "没有要写的改动。\n".to_owned(),
        () if dry_run => {
            format!("有 {changed} 处改动，涉及 {records} 份记录；这是试运行，没有写。去掉 --dry-run 就写\n")
        }
        () => format!("已写入 {records} 份记录，{changed} 处改动。还缺什么：tongbao todo 年度\n"),
    }
}
