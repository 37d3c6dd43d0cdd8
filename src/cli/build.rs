//! `tongbao build`

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::Paths;
use super::report;
use crate::output::OutputError;
use crate::pipeline::{self, BuildError, BuildSummary, Request, Stage};

#[allow(clippy::disallowed_methods, reason = "the closing summary tells how long the build took")]
pub(super) fn run(paths: &Paths) -> ExitCode {
    let started = Instant::now();
    let bar = bar();
    let request = Request { content: &paths.content, theme: paths.theme.as_deref(), output: &paths.output };
    let built = pipeline::build(request, &|stage| show(&bar, stage));
    bar.finish_and_clear();
    match built {
        Ok(summary) => {
            if summary.problems.is_empty() {
                report::say("没有发现问题。\n");
            }
            report::problems(&summary.problems);
            report::say(&closing(&summary, started.elapsed().as_secs_f64()));
            report::print(format!("{}\n", summary.index.display()).as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            failed(&error);
            report::say("没有生成：原有网站保持不变。\n");
            ExitCode::FAILURE
        }
    }
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
        Stage::Scoring => bar.set_message("计算得分"),
        Stage::Rendering(files) => {
            bar.set_message("生成网页");
            bar.set_length(files);
        }
        Stage::Rendered => bar.inc(1),
        Stage::Writing => bar.set_message("写入目录"),
    }
}

/// 已生成 420 页、360 幅图，共 480 个文件、12.3 MB（检索索引 120 kB），用时 0.8 秒。请打开：
fn closing(summary: &BuildSummary, seconds: f64) -> String {
    let BuildSummary { pages, charts, files, bytes, search, .. } = summary;
    let megabytes = *bytes as f64 / 1e6;
    let kilobytes = *search as f64 / 1e3;
    format!(
        "已生成 {pages} 页、{charts} 幅图，共 {files} 个文件、{megabytes:.1} MB（检索索引 {kilobytes:.0} kB），用时 {seconds:.2} 秒。请打开：\n"
    )
}

fn failed(error: &BuildError) {
    match error {
        BuildError::Content(problems) => {
            report::problems(problems);
        }
        BuildError::Theme(error) => report::say(&format!("主题不能使用：{}：{}\n", error.file, error.reason)),
        BuildError::Page(error) => report::say(&format!("网页不能生成：{error}\n")),
        BuildError::Output(error) => report::say(&format!("输出目录不能写入：{}\n", output(error))),
    }
}

/// What is wrong with the output folder, and what to do.
fn output(error: &OutputError) -> String {
    match error {
        OutputError::Busy { root, holder } => {
            let holder = holder.map_or_else(String::new, |pid| format!("（进程 {pid}）"));
            format!("另一个 tongbao{holder}正在写入 {}，请等它结束后再试", root.display())
        }
        OutputError::ForeignFolder { path, example } => format!(
            "{} 不是 tongbao 生成的（其中有 {}），请移走它，或换一个输出目录",
            path.display(),
            example.display()
        ),
        OutputError::ForeignFile { path } => {
            format!("{} 不是 tongbao 生成的，而新网站也要写这个文件，请先移走它", path.display())
        }
        OutputError::Symlink { path } => format!("{} 是符号链接，不能经由它写入", path.display()),
        other => format!("{other}（{}）", other.code()),
    }
}
