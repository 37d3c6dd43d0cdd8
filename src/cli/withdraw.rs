//! `tongbao withdraw`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::build::with_bar;
use super::{Paths, report, words};
use crate::diagnostics::some;
use crate::edition;
use crate::history::day;
use crate::pipeline::{self, WithdrawError, WithdrawRequest, Withdrawing, Withdrawn};

/// What to take back, and why.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 年度
    #[arg(value_name = "年度", value_parser = words::year_word)]
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
    let request = WithdrawRequest { year, version: number, reason, time, key: key.as_ref() };
    let (withdrawn, completed) = with_bar(|stage, bar| {
        // The question has the terminal to itself.
        let confirm = |about: &Withdrawing| options.yes || bar.suspend(|| ask(about, reason));
        pipeline::withdraw(paths.request(), &request, &confirm, stage)
    });
    match withdrawn {
        Ok(Withdrawn { about, summary }) => {
            report::say(&super::around::all(&summary.around));
            report::say(&format!("已撤销 {year}/v{number}；文件保留，各处标明已撤销。{}\n", meaning(&about)));
            // Whoever was asked knows.
            if options.yes
                && let Some(change) = &about.key
            {
                report::say(&super::around::key_change(change));
            }
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

/// What holds then, and who goes on naming the edition.
fn meaning(about: &Withdrawing) -> String {
    let mut told = match about.then {
        Some(version) => format!("撤销后现行的是 {}/v{version}。", about.edition.year),
        None => format!("撤销后 {} 年度没有现行版次，网站改用草稿。", about.edition.year),
    };
    let rests = [("接在它后面的", &about.followed_by), ("往年数据取自它的", &about.looked_back_on_by)];
    let rests: Vec<String> = rests
        .into_iter()
        .filter(|(_, folders)| !folders.is_empty())
        .map(|(what, folders)| format!("{what}有 {}", some(folders)))
        .collect();
    if !rests.is_empty() {
        told += &format!("{}：这些版次不会改变，仍写明依据它。", rests.join("，"));
    }
    told
}

/// Asks on the terminal whether this is the edition that is meant.
fn ask(about: &Withdrawing, reason: &str) -> bool {
    let edition = &about.edition;
    report::say(&about.key.as_ref().map_or_else(String::new, super::around::key_change));
    report::say(&format!(
        "将撤销 {}/v{}（{}，{} 发布，{}），理由：{reason}。{}撤销不能收回。确定请输入“是”或 y：",
        edition.year,
        edition.version,
        edition.title,
        day(edition.time),
        edition.note.as_deref().unwrap_or("没有说明"),
        meaning(about),
    ));
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "是" | "y" | "Y" | "yes")
}
