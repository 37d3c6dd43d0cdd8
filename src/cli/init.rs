//! `tongbao init`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{begun, report, words};
use crate::pipeline;

/// What is asked for.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 要建立的文件夹；还没有，或者是空的
    #[arg(value_name = "目录", default_value = "content")]
    folder: PathBuf,
    /// 样例的名称：content、city-counties、funds、index、rural、work-safety
    #[arg(long, value_name = "名称", conflicts_with = "year")]
    example: Option<String>,
    /// 第一个年度，缺省为今年
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
}

pub(super) fn run(options: &Options) -> ExitCode {
    let year = match options.year.map(words::year).transpose() {
        Ok(year) => year,
        Err(told) => return words::usage(&told),
    };
    let begun = match &options.example {
        Some(name) => pipeline::begin_example(&options.folder, name),
        None => pipeline::begin(&options.folder, year),
    };
    let begun = match begun {
        Ok(begun) => begun,
        Err(error) => return begun::refused(&error),
    };
    let with = with(&options.folder);
    let next = match (&options.example, begun.year) {
        (None, Some(year)) => format!(
            "先改 site.yaml、subjects.yaml 和 {year}/example/scheme.yaml 里写“请改”的地方，\
             再填 {year}/example/records/ 里的记录。\n查错：tongbao check{with}\n还要填什么：tongbao todo {year}{with}\n"
        ),
        _ => format!("这是样例，数据全部虚构。查错：tongbao check{with}；生成网站：tongbao build{with}\n"),
    };
    report::print(&format!(
        "已建立内容文件夹 {}，{} 个文件。\n{next}",
        options.folder.display(),
        begun.files
    ));
    ExitCode::SUCCESS
}

/// How other commands are told of a folder that is not the usual one.
fn with(folder: &Path) -> String {
    let shown = folder.display().to_string();
    match shown.as_str() {
        "content" => String::new(),
        _ if shown.contains(' ') => format!(" --content \"{shown}\""),
        _ => format!(" --content {shown}"),
    }
}
