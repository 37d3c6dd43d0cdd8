//! The command line: one file a command, arguments → one call of the pipeline → exit code.
//!
//! Results go to standard output; progress and diagnostics to standard error. Exit code 0: fine; 1: the content has
//! errors or a check failed; 2: wrong usage.

mod build;
mod check;
mod explain;
mod report;
mod score;
mod select;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// 通报：由考核记录生成可逐级查证的静态通报网站
///
/// Reads the evaluation records of a content folder (YAML), scores them by the schemes that stand beside them, and
/// writes a static site: the yearly bulletin, a page for every subject that explains its result down to the clause,
/// and the method behind every number. Start with `tongbao check`, then `tongbao build`.
#[derive(Debug, Parser)]
#[command(name = "tongbao", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    paths: Paths,
    #[command(subcommand)]
    command: Command,
}

/// Where things are.
#[derive(Clone, Debug, Args)]
pub(crate) struct Paths {
    /// 内容目录：site.yaml、subjects.yaml 和各年度文件夹所在处
    ///
    /// Folder with site.yaml, subjects.yaml and one folder a year.
    #[arg(long, global = true, default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// 主题目录，逐文件覆盖内置主题
    ///
    /// Folder that lies over the built-in theme file by file. Without it the theme named in site.yaml is used.
    #[arg(long, global = true, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// 输出目录
    ///
    /// Folder the site is written to. Only tongbao's own entries in it are ever replaced.
    #[arg(long, global = true, default_value = "output", value_name = "DIR")]
    pub output: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 生成网站（出错时原有网站保持不变）
    ///
    /// Checks the content, scores it and writes the site. When there is any error, nothing in the output folder
    /// changes.
    Build,
    /// 检查内容，列出全部问题
    ///
    /// Reads and scores everything and reports all problems at once, each with file, line, what was found and what is
    /// allowed. Exit code 1 when there is an error; warnings alone give 0.
    Check {
        /// 问题清单的格式
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
    },
    /// 计算得分、等次和名次
    ///
    /// Prints the results of a year (the newest by default).
    Score {
        /// 年度，缺省为最近一年
        year: Option<u16>,
        /// 只算一个方案
        #[arg(long, value_name = "ID")]
        scheme: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, default_value_t = ScoreFormat::Table)]
        format: ScoreFormat,
    },
    /// 说明一个结果是怎样得来的
    ///
    /// Prints the trail of a subject's result: every figure read with file and line, every method with its numbers,
    /// every rule with its clause. With NODE only that node's.
    Explain {
        /// 年度
        year: u16,
        /// 方案 id，如 eastwest-cities
        scheme: String,
        /// 考核对象 id，如 guangzhou
        subject: String,
        /// 指标 id；`total` 为总分
        node: Option<String>,
    },
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people, with the line and a caret.
    Text,
    /// For programs.
    Json,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreFormat {
    /// For people.
    Table,
    /// The contract of docs/RESULTS.md.
    Json,
    /// One row a subject and node.
    Csv,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Build => build::run(&cli.paths),
        Command::Check { format } => check::run(&cli.paths, format),
        Command::Score { year, scheme, format } => score::run(&cli.paths, year, scheme.as_deref(), format),
        Command::Explain { year, scheme, subject, node } => {
            explain::run(&cli.paths, year, &scheme, &subject, node.as_deref())
        }
    }
}
