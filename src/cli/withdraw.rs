//! `tongbao withdraw`

use std::path::Path;
use std::process::ExitCode;

use super::build::with_bar;
use super::{Paths, report, words};
use crate::edition;
use crate::pipeline::{self, WithdrawError, WithdrawRequest};

pub(super) fn run(paths: &Paths, year: u16, version: &str, reason: &str, sign: Option<&Path>) -> ExitCode {
    let (year, number) = match (words::year(year), words::version(version)) {
        (Ok(year), Ok(number)) => (year, number),
        (Err(told), _) | (_, Err(told)) => return words::usage(&told),
    };
    if reason.trim().is_empty() {
        return words::usage("撤销必须用 --reason 写明理由");
    }
    let time = match edition::now() {
        Ok(time) => time,
        Err(error) => {
            return words::usage(&format!("环境变量 SOURCE_DATE_EPOCH 的值“{}”不是秒数", error.0));
        }
    };
    let key = match sign.map(super::release::secret).transpose() {
        Ok(key) => key,
        Err(told) => return words::usage(&told),
    };
    let request = WithdrawRequest { year, version: number, reason, time, key: key.as_ref() };
    match with_bar(|stage| pipeline::withdraw(paths.request(), &request, stage)) {
        Ok(summary) => {
            report::say(&super::around::all(&summary.around));
            report::say(&format!("已撤销 {year}/v{number}；文件保留，各处标明已撤销。\n"));
            report::print(format!("{}\n", summary.index.display()).as_bytes());
            ExitCode::SUCCESS
        }
        Err(WithdrawError::Build(error)) => {
            words::build(&error);
            report::say("没有撤销：原有网站保持不变。\n");
            ExitCode::FAILURE
        }
        Err(WithdrawError::Refused(refusals)) => {
            for refusal in &refusals {
                report::say(&super::release::refused(refusal, year.get().unsigned_abs()));
            }
            report::say("没有撤销：原有网站保持不变。\n");
            ExitCode::FAILURE
        }
        Err(WithdrawError::NoEdition(there)) => {
            words::usage(&format!("没有版次“{year}/v{number}”。{}", words::among(&there)))
        }
        Err(WithdrawError::Already(reason)) => {
            report::say(&format!("{year}/v{number} 早已撤销，理由是：{reason}\n"));
            ExitCode::FAILURE
        }
    }
}
