//! `tongbao release`

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::build::{closing, with_bar};
use super::{Paths, report, words};
use crate::edition::{self, SecretKey};
use crate::history::Correction;
use crate::model::one_line;
use crate::pipeline::{self, Refusal, ReleaseError, ReleaseRequest, Released};

/// As many lines of one list as are told.
const MOST_LINES: usize = 20;

/// What to release, and how.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// 年度
    #[arg(value_name = "年度", value_parser = words::year_word)]
    year: u16,
    /// 说明；第2版起必须写明更正了什么
    #[arg(long, value_name = "文字")]
    note: Option<String>,
    /// 允许发布示例数据（每页仍标明“示例数据”）
    #[arg(long)]
    allow_sample: bool,
    /// 允许发布还在填报的记录（status: draft，每页仍标明）
    #[arg(long)]
    allow_draft: bool,
    /// 有缺报或无法计算的也发布：照方案计分，清单和每页写明有几项
    #[arg(long)]
    allow_missing: bool,
    /// 未经批准先发内部稿：每页标明“内部稿 未经批准”，不作为现行版次
    #[arg(long)]
    internal_draft: bool,
    /// 这是本网站的第一次发布，此前从未发布过
    #[arg(long)]
    first: bool,
    /// 只说会发布什么、与现行版次有何不同，不写任何文件
    #[arg(long)]
    dry_run: bool,
    /// 用这个私钥（PEM 文件，由 tongbao key 生成）签名
    #[arg(long, value_name = "文件")]
    sign: Option<PathBuf>,
}

#[allow(clippy::disallowed_methods, reason = "the closing summary tells how long the release took")]
pub(super) fn run(paths: &Paths, options: &Options) -> ExitCode {
    let started = Instant::now();
    let year = match words::year(options.year) {
        Ok(year) => year,
        Err(told) => return words::usage(&told),
    };
    if let Some(Err(told)) = options.note.as_deref().map(|note| words::plain("--note", note)) {
        return words::usage(&told);
    }
    let key = match options.sign.as_deref().map(secret).transpose() {
        Ok(key) => key,
        Err(told) => return words::usage(&told),
    };
    let time = match edition::now() {
        Ok(time) => time,
        Err(error) => {
            return words::usage(&format!("环境变量 SOURCE_DATE_EPOCH 的值“{}”不是秒数", error.0));
        }
    };
    let request = ReleaseRequest {
        year,
        note: options.note.as_deref(),
        allow_sample: options.allow_sample,
        allow_draft: options.allow_draft,
        allow_missing: options.allow_missing,
        internal_draft: options.internal_draft,
        first: options.first,
        dry_run: options.dry_run,
        key: key.as_ref(),
        time,
    };
    if options.dry_run && crate::output::is_unfinished(&paths.output) {
        report::say(words::UNFINISHED_TRIAL);
    }
    let (released, completed) = with_bar(|stage, _| pipeline::release(paths.request(), &request, stage));
    match released {
        Ok(released) => {
            told(&released);
            if let Some(summary) = &released.summary {
                report::problems(&summary.problems);
                report::say(&super::around::all(&summary.around));
                report::say(&closing(summary, started.elapsed().as_secs_f64()));
                let index = paths.output.join(&released.folder).join("index.html");
                report::print(&format!("{}\n", index.display()));
            } else {
                report::say("这是试运行，没有写任何文件。\n");
            }
            ExitCode::SUCCESS
        }
        Err(ReleaseError::Build(error)) => {
            words::build(&error);
            report::say(&words::unchanged(&error, "没有发布", completed));
            ExitCode::FAILURE
        }
        Err(ReleaseError::Refused(refusals)) => {
            for refusal in &refusals {
                report::say(&refused(refusal, options.year));
            }
            report::say(&words::as_it_was("没有发布", completed));
            let unknown = refusals.iter().any(|refusal| matches!(refusal, Refusal::NoYear { .. }));
            ExitCode::from(if unknown { 2 } else { 1 })
        }
    }
}

pub(super) fn secret(path: &std::path::Path) -> Result<SecretKey, String> {
    let text = std::fs::read_to_string(path).map_err(|error| words::unreadable("私钥", path, &error))?;
    SecretKey::parse(&text)
        .map_err(|_| format!("{} 不是 Ed25519 私钥（PEM），请用 tongbao key 生成", path.display()))
}

fn told(released: &Released) {
    let manifest = &released.manifest;
    let verb = if released.summary.is_some() { "已发布" } else { "将发布" };
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    // The digest of a trial is not the one that will be: the time of the release is in it.
    let digest = released.summary.as_ref().map(|_| format!("，摘要 SHA-256 {}", manifest.sha256()));
    report::say(&format!(
        "{verb} {}：{}个文件，{:.1} MB{}\n",
        released.folder,
        manifest.files.len(),
        bytes as f64 / 1e6,
        digest.as_deref().unwrap_or("，摘要到发布时才定（其中有发布时间）")
    ));
    if let Some(change) = &released.key {
        report::say(&super::around::key_change(change));
    }
    if let Some(corrections) = &released.corrections {
        let before = manifest.corrected().map_or(0, |of| of.version);
        report::say(&changes(before, corrections));
    }
}

/// 与第1版相比有 12 处变化：…
fn changes(before: u32, corrections: &[Correction]) -> String {
    let mut told = format!("与第{before}版相比有 {} 处变化\n", corrections.len());
    let mut first: Vec<&Correction> = corrections.iter().filter(|one| one.cell.node().is_none()).collect();
    first.extend(corrections.iter().filter(|one| one.cell.node().is_some()));
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "无".to_owned());
    for one in first.iter().take(MOST_LINES) {
        told.push_str(&format!(
            "  {} {} {}：{} → {}\n",
            one.scheme,
            one_line(&one.name),
            one_line(&one.title),
            one_line(&value(&one.before)),
            one_line(&value(&one.after))
        ));
    }
    if corrections.len() > MOST_LINES {
        told.push_str(&format!(
            "  …另有 {} 处，发布后见归档页和 errata.json\n",
            corrections.len() - MOST_LINES
        ));
    }
    told
}

pub(super) fn refused(refusal: &Refusal, year: u16) -> String {
    let some = |lines: &[String]| words::some(lines, MOST_LINES);
    match refusal {
        Refusal::NoYear { years } => {
            let there: Vec<String> = years.iter().map(ToString::to_string).collect();
            format!("没有年度“{year}”。{}\n", words::among(&there))
        }
        Refusal::Missing { leaves } => {
            format!(
                "缺报或无法计算 {} 项，不能正式发布。请在记录里补上，或写明 not_applicable 的理由；确要就这样发布，加上 --allow-missing，每页会写明有几项：\n{}",
                leaves.len(),
                some(leaves)
            )
        }
        Refusal::NotTaken { subjects } => format!(
            "有 {} 个对象没有考核组，不能正式发布。请写进一个组的 subjects，tongbao groups assign 可提出方案：\n{}",
            subjects.len(),
            some(subjects)
        ),
        Refusal::NotFollowedUp { records } => format!(
            "有 {} 份记录没有写往年问题的复核结果，不能正式发布。请在 earlier_problems 里逐个写明 state：\n{}",
            records.len(),
            some(records)
        ),
        Refusal::LeftOver { problems } => format!(
            "有 {} 处是别的年度留下的，不能发布。请改成本年度的：\n{}",
            problems.len(),
            some(problems)
        ),
        Refusal::NotConfirmed { files } => format!(
            "有 {} 个文件尚未核对确认，不能发布。请逐个核对，核对完的从 year.yaml 的 to_confirm 里删去：\n{}",
            files.len(),
            some(files)
        ),
        Refusal::Draft { records } => format!(
            "有 {} 份记录或方案还在填报（status: draft）。填报、复核完了请改为 final；确要发布，加上 --allow-draft，每页仍会标明：\n{}",
            records.len(),
            some(records)
        ),
        Refusal::Sample { records } => format!(
            "有 {records} 份记录是示例数据（status: sample）。真实数据请改为 final；确要发布示例，加上 --allow-sample，每页仍会标明\n"
        ),
        Refusal::NotApproved { steps } => format!(
            "审批还差 {} 步，不能正式发布。办结后在 year.yaml 的 approvals 里写上日期；先发内部稿用 --internal-draft，每页标明未经批准：\n{}",
            steps.len(),
            some(steps)
        ),
        Refusal::NoNote { version } => {
            format!("第{version}版是更正，必须用 --note 写明更正了什么、为什么\n")
        }
        Refusal::Unchanged { version } => {
            format!("内容与第{version}版完全相同，没有什么可发布的\n")
        }
        Refusal::Tampered { edition, faults } => {
            let lines: Vec<String> = faults.iter().map(words::fault).collect();
            format!("已发布的 {edition} 与清单不符，请先从备份恢复：\n{}", some(&lines))
        }
        Refusal::ReviewWithoutCorrection { requests } => format!(
            "有 {} 件复核申请的答复是更正（result: changed），结果却没有任何更正。请改正数据，或者核对答复：\n{}",
            requests.len(),
            some(requests)
        ),
        Refusal::First => "输出目录里没有任何版次，也没有登记簿。若从未发布过，请加上 --first；若发布过，输出目录不全或写错了，请先把它恢复，或用 --output 指到它，否则会有两个第1版\n".to_owned(),
        Refusal::NotFirst => "输出目录里已有发布过的版次，这不是第一次发布，请去掉 --first\n".to_owned(),
        Refusal::Clock { time, last } => format!(
            "时钟不对：现在是 {time}，早于上一次发布或撤销的 {last}。请校准电脑的时间（或环境变量 SOURCE_DATE_EPOCH）后再试\n"
        ),
        Refusal::Site { faults } => {
            let lines: Vec<String> = faults.iter().map(super::around::told).collect();
            format!("已发布的版次与登记簿等不一致，请先恢复；tongbao verify 列出全部：\n{}", some(&lines))
        }
        Refusal::NotReproduced { because } => {
            format!("由版次自带的输入算不出同样的结果，不能发布：\n{}", some(because))
        }
    }
}
