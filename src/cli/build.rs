//! `tongbao build`

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Paths, report, words};
use crate::pipeline::{self, BuildSummary, Request, Stage};
use crate::wording;

/// As many accepted warnings, and values without a confirmation, as are told.
const MOST_ACCEPTED: usize = 50;

#[allow(clippy::disallowed_methods, reason = "the closing summary tells how long the build took")]
pub(super) fn run(paths: &Paths, style_guide: bool, preview: Option<&Path>) -> ExitCode {
    let started = Instant::now();
    let request = Request { style_guide, ..paths.request() };
    if let Some(folder) = preview {
        return previewed(request, folder, started);
    }
    let (built, completed) = with_bar(|stage, _| pipeline::build(request, stage));
    match built {
        Ok(summary) => {
            if summary.problems.is_empty() && summary.around.is_empty() {
                report::say("没有发现问题。\n");
            }
            report::problems(&summary.problems);
            report::say(&super::around::all(&summary.around));
            report::say(&closing(&summary, started.elapsed().as_secs_f64()));
            report::print(&format!("{}\n", summary.index.display()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            words::build(&error);
            report::say(&words::unchanged(&error, "没有生成", completed));
            ExitCode::FAILURE
        }
    }
}

/// Writes what is sound to a folder of its own. That something is missing is a failure, however well the rest went.
#[allow(clippy::disallowed_methods, reason = "the closing summary tells how long the build took")]
fn previewed(request: Request, folder: &Path, started: Instant) -> ExitCode {
    let (built, completed) = with_bar(|stage, _| pipeline::preview(request, folder, stage));
    let preview = match built {
        Ok(preview) => preview,
        Err(error) => {
            words::build(&error);
            report::say(&words::unchanged(&error, "没有生成预览", completed));
            return ExitCode::FAILURE;
        }
    };
    let failed = report::problems(&preview.summary.problems);
    report::say(&closing(&preview.summary, started.elapsed().as_secs_f64()));
    report::print(&format!("{}\n", preview.summary.index.display()));
    let told: Vec<String> = preview.left_out.iter().map(wording::left_out).collect();
    if told.is_empty() && !failed {
        report::say("内容没有错误，预览是全的；网站请用 tongbao build 生成。\n");
        return ExitCode::SUCCESS;
    }
    report::say(&format!(
        "这是预览，不全，不能代替网站，也不能发布；网站没有改动。没有放进来的有：\n{}",
        words::some(&told, 20)
    ));
    ExitCode::FAILURE
}

/// Does something while a bar tells how far it is; says too whether an interrupted run was completed first.
pub(super) fn with_bar<T>(what: impl FnOnce(&(dyn Fn(Stage) + Sync), &ProgressBar) -> T) -> (T, bool) {
    let bar = bar();
    let completed = AtomicBool::new(false);
    let tell = |stage| {
        if matches!(stage, Stage::Completed(_)) {
            completed.store(true, Ordering::Relaxed);
        }
        show(&bar, stage);
    };
    let done = what(&tell, &bar);
    bar.finish_and_clear();
    (done, completed.into_inner())
}

/// A bar on a terminal, nothing elsewhere.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
    ProgressBar::new(1).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, stage: Stage) {
    match stage {
        Stage::Reading => bar.set_message("读取内容"),
        Stage::Completed(targets) => {
            bar.suspend(|| report::say(&format!("上一次运行没有写完，现已补完：{}。\n", targets.join("、"))));
        }
        Stage::Scoring => bar.set_message("计算得分"),
        Stage::Accepted(accepted) => bar.suspend(|| {
            let told = words::some(&accepted, MOST_ACCEPTED);
            report::say(&format!("经核实而不再提示的警告 {} 处：\n{told}", accepted.len()));
        }),
        Stage::Unconfirmed(values) => bar.suspend(|| {
            let told = words::some(&values, MOST_ACCEPTED);
            report::say(&format!(
                "要由对方确认而没有确认的数据 {} 处，照发时网页上逐项标明、清单里记下数目；要确认的，先用 tongbao confirm export 导出确认表：\n{told}",
                values.len()
            ));
        }),
        Stage::Rendering(files) => {
            bar.set_message("生成网页");
            bar.set_length(files);
        }
        Stage::Rendered => bar.inc(1),
        Stage::Writing => bar.set_message("写入目录"),
    }
}

/// 已生成 420 页、360 幅图，共 480 个文件、12.3 MB（检索索引 120 kB），用时 0.8 秒。请打开：
pub(super) fn closing(summary: &BuildSummary, seconds: f64) -> String {
    let BuildSummary { pages, charts, files, bytes, search, .. } = summary;
    let megabytes = *bytes as f64 / 1e6;
    let kilobytes = *search as f64 / 1e3;
    format!(
        "已生成 {pages} 页、{charts} 幅图，共 {files} 个文件、{megabytes:.1} MB（检索索引 {kilobytes:.0} kB），用时 {seconds:.2} 秒。请打开：\n"
    )
}
