//! `tongbao confirm`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{Paths, begun, report, sheets, words};
use crate::entry::sheets::Became;
use crate::pipeline::{self, ConfirmFor, Imported};

/// What is done with workbooks to confirm.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// 生成确认表
    ///
    /// 有数据没有确认的对象才有确认表；确认过又改了的数据，要重新确认。已有的文件不覆盖。
    Export(ExportOptions),
    /// 把签认过的确认表收进记录
    ///
    /// 列出每一项（工作簿 表 单元格：原来 → 对方怎么说）。选了“确认”、数也没有变的写进记录的 confirmed；记录里的数改过的、
    /// 对方有异议的列出来，不写。有读不出来的就一份也不写。
    #[command(
        after_help = "例：\n  tongbao confirm import 确认 --dry-run              看文件夹里的确认表会写什么\n  tongbao confirm import 确认                        收进记录\n  tongbao confirm import 甲市.xlsx 乙市.ods          只收这几个"
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
    /// 每个考核对象一个，还是每个确认单位一个
    #[arg(long, value_enum, value_name = "依据", default_value_t = For::Subject)]
    by: For,
    /// 写进这个文件夹，缺省为 confirm-年度
    #[arg(short = 'o', long = "folder", value_name = "文件夹")]
    folder: Option<PathBuf>,
}

/// Which workbooks are taken in, and how.
#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// 签认过的确认表，或者放着它们的文件夹
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 只列出会写什么，不写
    #[arg(long)]
    dry_run: bool,
}

/// For whom there is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum For {
    /// 每个考核对象一个
    Subject,
    /// 每个确认单位一个，里面是由它确认的全部对象
    Party,
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
        For::Subject => ConfirmFor::Subject,
        For::Party => ConfirmFor::Party,
    };
    let to = options.folder.clone().unwrap_or_else(|| PathBuf::from(format!("confirm-{year}")));
    match pipeline::export_confirmations(&paths.content, year, options.scheme.as_deref(), by, &to) {
        Ok(exported) => {
            report::print(&format!(
                "已生成 {} 个确认表，在 {} 里。对方签认交回以后：tongbao confirm import 文件 --dry-run\n",
                exported.files.len(),
                to.display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => begun::refused(&error),
    }
}

fn import(paths: &Paths, options: &ImportOptions) -> ExitCode {
    let found = pipeline::import_confirmations(&paths.request(), &options.files, options.dry_run);
    sheets::tell(paths, found, |found| ending(found, options.dry_run))
}

fn ending(found: &Imported, dry_run: bool) -> String {
    let count = |wanted: fn(&Became) -> bool| found.told.iter().filter(|told| wanted(&told.became)).count();
    let made = count(|became| *became == Became::Made);
    let (stale, objected) = (
        count(|became| matches!(became, Became::Stale(_))),
        count(|became| matches!(became, Became::Objected(_))),
    );
    let records = found.records.len();
    let mut told = match () {
        () if found.is_refused() => {
            return "有上面列出的问题，一份记录也没有写。请改正以后再收一次\n".to_owned();
        }
        () if made == 0 => "没有新确认的，没有写。".to_owned(),
        () if dry_run => {
            format!("会写入 {made} 项确认，涉及 {records} 份记录；这是试运行，没有写。去掉 --dry-run 就写。")
        }
        () => format!("已写入 {records} 份记录，{made} 项确认。"),
    };
    if objected > 0 {
        told +=
            &format!("对方有异议或没有表态的 {objected} 项，请核实以后改记录或答复对方，再重新导出确认。");
    }
    if stale > 0 {
        told += &format!("数与记录不同的 {stale} 项没有确认，请重新导出确认表。");
    }
    told + "\n"
}
