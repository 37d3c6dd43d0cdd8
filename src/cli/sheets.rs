//! `tongbao sheets`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{Paths, begun, report, words};
use crate::pipeline::{self, By};

/// What is done with workbooks.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// 生成工作簿
    ///
    /// 已有的文件不覆盖。同样的内容生成的文件一字不差。
    Export(ExportOptions),
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
