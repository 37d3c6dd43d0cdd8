//! `tongbao status`

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::names::{self, resolve};
use super::{Paths, report, words};
use crate::edition;
use crate::pipeline::{self, StatusError};
use crate::procedure::schedule::DaySource;
use crate::render::status::{self, Told};

/// What is asked for.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 年度
    #[arg(value_name = "年度", value_parser = words::year_word)]
    year: u16,
    /// 截至哪一天，如 2020-03-01；缺省为 year.yaml 的 as_of，没有写的为今天
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 只看一个方案：标识或名称
    #[arg(long, value_name = "方案")]
    scheme: Option<String>,
    /// 输出格式
    #[arg(long, value_enum, value_name = "格式", default_value_t = Format::Table)]
    format: Format,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 表格
    Table,
    /// JSON，格式见 docs/FORMAT.md
    Json,
}

pub(super) fn run(paths: &Paths, options: &Options) -> ExitCode {
    let asked = words::year(options.year).and_then(|year| Ok((year, date(options.date.as_deref())?)));
    let (year, date) = match asked {
        Ok(asked) => asked,
        Err(told) => return words::usage(&told),
    };
    let found = match pipeline::status(&paths.content, year, date) {
        Ok(found) => found,
        Err(StatusError::Content(problems)) => {
            report::problems(&problems);
            return ExitCode::FAILURE;
        }
        Err(StatusError::NoYear(there)) => {
            return words::usage(&format!("没有年度“{year}”。{}", words::among(&there)));
        }
        Err(StatusError::Clock(error)) => {
            return words::usage(&format!("环境变量 SOURCE_DATE_EPOCH 的值“{}”不是秒数", error.0));
        }
    };
    let schemes = names::schemes(&found.year().evaluations);
    let found = match options.scheme.as_deref().map(|word| resolve("方案", word, &schemes)) {
        None => found,
        Some(Ok(at)) => found.of_evaluation(at),
        Some(Err(told)) => return words::usage(&told),
    };
    let because = because(found.day.source);
    let told = Told { content: &found.content, year: found.year(), day: found.day, because: &because };
    match options.format {
        Format::Table => report::print(&status::text(&told, found.evaluations())),
        Format::Json => report::json(&status::json(&told, found.evaluations())),
    }
    ExitCode::SUCCESS
}

fn date(word: Option<&str>) -> Result<Option<Date>, String> {
    let Some(word) = word else { return Ok(None) };
    // Other ways of writing a date that the library knows are refused: the files know only this one.
    let plain = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let parsed = plain.then(|| word.parse().ok()).flatten();
    parsed.map(Some).ok_or_else(|| format!("--date 写的“{word}”不是日期，写法如 2020-03-01"))
}

fn because(source: DaySource) -> String {
    let told = match source {
        DaySource::Asked => "--date 指定",
        DaySource::Today if edition::is_told() => {
            "year.yaml 没有写 as_of，取环境变量 SOURCE_DATE_EPOCH 的日期"
        }
        DaySource::Today => "year.yaml 没有写 as_of，取今天",
        DaySource::Year | DaySource::Records | DaySource::Cutoff => "year.yaml 的 as_of",
    };
    told.to_owned()
}
