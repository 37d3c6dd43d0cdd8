//! `tongbao withdraw`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::build::with_bar;
use super::{Paths, report, words};
use crate::edition::{self, Manifest};
use crate::history::day;
use crate::pipeline::{self, WithdrawError, WithdrawRequest};

/// What to take back, and why.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 年度
    #[arg(value_name = "年度")]
    year: u16,
    /// 版次，如 v1
    #[arg(value_name = "版次")]
    edition: String,
    /// 撤销理由，显示在归档页、年度页和该版次的页面上
    #[arg(long, value_name = "文字")]
    reason: String,
    /// 不再询问。撤销不能收回；不是在终端上运行时必须写明
    #[arg(long)]
    yes: bool,
    /// 用这个私钥（PEM 文件）给登记簿的这一行签名
    #[arg(long, value_name = "文件")]
    sign: Option<PathBuf>,
}

pub(super) fn run(paths: &Paths, options: &Options) -> ExitCode {
    let reason = &*options.reason;
    let (year, number) = match (words::year(options.year), words::version(&options.edition)) {
        (Ok(year), Ok(number)) => (year, number),
        (Err(told), _) | (_, Err(told)) => return words::usage(&told),
    };
    if reason.trim().is_empty() {
        return words::usage("撤销必须用 --reason 写明理由");
    }
    if let Err(told) = words::plain("--reason", reason) {
        return words::usage(&told);
    }
    if !options.yes && !std::io::stdin().is_terminal() {
        return words::usage("撤销不能收回。请加上 --yes 确认，或者在终端上运行");
    }
    let time = match edition::now() {
        Ok(time) => time,
        Err(error) => {
            return words::usage(&format!("环境变量 SOURCE_DATE_EPOCH 的值“{}”不是秒数", error.0));
        }
    };
    let key = match options.sign.as_deref().map(super::release::secret).transpose() {
        Ok(key) => key,
        Err(told) => return words::usage(&told),
    };
    let confirm = |edition: &Manifest| options.yes || ask(edition, reason);
    let request = WithdrawRequest { year, version: number, reason, time, key: key.as_ref() };
    let (withdrawn, completed) =
        with_bar(|stage| pipeline::withdraw(paths.request(), &request, &confirm, stage));
    match withdrawn {
        Ok(summary) => {
            report::say(&super::around::all(&summary.around));
            report::say(&format!("已撤销 {year}/v{number}；文件保留，各处标明已撤销。\n"));
            report::print(&format!("{}\n", summary.index.display()));
            ExitCode::SUCCESS
        }
        Err(WithdrawError::Build(error)) => {
            words::build(&error);
            report::say(&words::unchanged(&error, "没有撤销", completed));
            ExitCode::FAILURE
        }
        Err(WithdrawError::Refused(refusals)) => {
            for refusal in &refusals {
                report::say(&super::release::refused(refusal, year.get().unsigned_abs()));
            }
            report::say(&words::as_it_was("没有撤销", completed));
            ExitCode::FAILURE
        }
        Err(WithdrawError::NoEdition(there)) => {
            words::usage(&format!("没有版次“{year}/v{number}”。{}", words::among(&there)))
        }
        Err(WithdrawError::NotConfirmed) => {
            report::say(&words::as_it_was("没有撤销", completed));
            ExitCode::FAILURE
        }
        Err(WithdrawError::Already(reason)) => {
            report::say(&format!("{year}/v{number} 早已撤销，理由是：{reason}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Asks on the terminal whether this is the edition that is meant.
fn ask(edition: &Manifest, reason: &str) -> bool {
    report::say(&format!(
        "将撤销 {}/v{}（{}，{} 发布，{}），理由：{reason}。撤销不能收回。确定请输入“是”或 y：",
        edition.year,
        edition.version,
        edition.title,
        day(edition.time),
        edition.note.as_deref().unwrap_or("没有说明"),
    ));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "是" | "y" | "Y" | "yes")
}
