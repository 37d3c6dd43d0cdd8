//! `tongbao todo`

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Paths, begun, report, words};
use crate::pipeline::{self, TodoOf};
use crate::render;
use crate::site;

/// What is asked for.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 年度
    #[arg(value_name = "年度")]
    year: u16,
    /// 只看一个考核对象：id、名称或简称
    #[arg(value_name = "对象")]
    subject: Option<String>,
    /// 只看由它提供的：方案里 provided_by 或 source 含这几个字的
    #[arg(long = "for", value_name = "单位")]
    organ: Option<String>,
    /// 输出格式
    #[arg(long, value_enum, value_name = "格式", default_value_t = Format::Text)]
    format: Format,
    /// 写进这个文件；已有时不覆盖。xlsx 必须写
    #[arg(short = 'o', long = "file", value_name = "文件")]
    file: Option<PathBuf>,
}

/// How it is put out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 文字
    Text,
    /// CSV，可用电子表格打开
    Csv,
    /// Excel 工作簿
    Xlsx,
}

pub(super) fn run(paths: &Paths, options: &Options) -> ExitCode {
    let year = match words::year(options.year) {
        Ok(year) => year,
        Err(told) => return words::usage(&told),
    };
    if options.format == Format::Xlsx && options.file.is_none() {
        return words::usage("工作簿要写进文件，请加上 -o 文件名.xlsx");
    }
    let (subject, organ) = (options.subject.as_deref(), options.organ.as_deref());
    let found = match pipeline::entry_todo(&paths.content, year, subject, organ) {
        Ok(found) => found,
        Err(error) => return begun::refused(&error),
    };
    if !found.broken.is_empty() {
        let files: Vec<String> = found.broken.iter().cloned().collect();
        report::say(&format!(
            "有 {} 个文件有错误，写了而有错的也算还缺；请先用 tongbao check 查错：\n{}",
            files.len(),
            words::some(&files, 20)
        ));
    }
    match put(&found, options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(told) => {
            report::say(&format!("{told}\n"));
            ExitCode::FAILURE
        }
    }
}

fn put(found: &TodoOf, options: &Options) -> Result<(), String> {
    let year = found.year();
    let sheet = || site::todo_sheet(&found.content, year, &found.todo);
    let mut bytes = Vec::new();
    let made = match options.format {
        Format::Text => {
            let text = render::todo::text(&found.content, year, &found.todo, options.subject.is_some());
            let Some(file) = &options.file else {
                report::print(&text);
                return Ok(());
            };
            return written(file, text.as_bytes());
        }
        Format::Csv => render::csv::write(sheet(), &mut bytes),
        Format::Xlsx => {
            let title = format!("{}填报进度", year.title);
            let about = options.organ.as_ref().map_or_else(String::new, |organ| format!("来源：{organ}"));
            render::xlsx::list::write(sheet(), (&title, &about), year.cutoff, &mut bytes)
        }
    };
    made.map_err(|error| format!("清单生成不了：{error}"))?;
    match &options.file {
        Some(file) => written(file, &bytes),
        None => {
            report::table(&bytes);
            Ok(())
        }
    }
}

fn written(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let put = File::create_new(path).and_then(|mut file| file.write_all(bytes));
    match put {
        Ok(()) => {
            report::say(&format!("已写入 {}\n", path.display()));
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(format!("{} 已经存在，不覆盖。请换一个文件名", path.display()))
        }
        Err(error) => Err(words::unwritable(path, &error)),
    }
}
