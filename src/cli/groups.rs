//! `tongbao groups`

use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::names::{self, resolve};
use super::{Paths, report, words};
use crate::content;
use crate::diagnostics::{self, Diagnostic};
use crate::model::{Content, GroupSet, YearContent};
use crate::pipeline;
use crate::procedure::groups::{Proposal, Roster, assign};
use crate::render::groups;

/// What to do with the groups.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// 逐处列出违反要求的地方和条款（有应当回避等错误时退出码为 1）
    #[command(
        after_help = "例：\n  tongbao groups check           全部年度\n  tongbao groups check 2019      一个年度"
    )]
    Check {
        /// 只核对这个年度
        #[arg(value_name = "年度", value_parser = words::year_word)]
        year: Option<u16>,
    },
    /// 提出不违反任何要求、任务尽量均衡的分法（没有可行的分法时退出码为 1）
    ///
    /// 组和人员取自 year.yaml，各组现有的 subjects 不计。人员本身不合要求的（如组长职级）换分法也无济于事，另行列出。
    #[command(
        after_help = "例：\n  tongbao groups assign 2019 --seed 2019-01-06                  看方案\n  tongbao groups assign 2019 --seed 2019-01-06 --format yaml    贴进 year.yaml 用"
    )]
    Assign {
        /// 年度
        #[arg(value_name = "年度", value_parser = words::year_word)]
        year: u16,
        /// 种子：任意一段文字；同一种子结果相同
        #[arg(long, value_name = "文字")]
        seed: String,
        /// 只分这一类组，写 groups 里的标识或名称
        #[arg(long, value_name = "分组")]
        set: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, value_name = "格式", default_value_t = Format::Text)]
        format: Format,
    },
}

/// How proposals are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// 文字，一组一行
    Text,
    /// 可贴进 year.yaml 的片段
    Yaml,
    /// 供程序读取
    Json,
}

pub(super) fn run(paths: &Paths, what: &What) -> ExitCode {
    let read = pipeline::read(&paths.content);
    let Some(content) = read.content else {
        report::problems(&read.diagnostics);
        return ExitCode::FAILURE;
    };
    match what {
        What::Check { year } => check(paths, &content, *year),
        What::Assign { year, seed, set, format } => {
            propose(paths, &content, *year, (seed, set.as_deref()), *format)
        }
    }
}

fn check(paths: &Paths, content: &Content, year: Option<u16>) -> ExitCode {
    let years: Vec<&YearContent> = match year.map(|year| find(content, year)).transpose() {
        Ok(Some(year)) => vec![year],
        Ok(None) => content.years.iter().collect(),
        Err(told) => return words::usage(&told),
    };
    let mut failed = false;
    for year in years {
        let mut problems = pipeline::group_problems(content, year);
        content::attach_sources(&paths.content, &mut problems);
        diagnostics::sort(&mut problems);
        failed |= problems.iter().any(Diagnostic::is_error);
        let sets: Vec<String> = year
            .groups
            .iter()
            .map(|set| {
                let subjects = Roster::of(year, &content.subjects, set).order.len();
                format!("{}{}个组、{subjects}个对象", set.title, set.groups.len())
            })
            .collect();
        let found = match (sets.is_empty(), problems.len()) {
            (true, _) => "没有写分组".to_owned(),
            (_, 0) => format!("{}；没有违反要求之处", sets.join("，")),
            (_, count) => format!("{}；{count}处不合要求", sets.join("，")),
        };
        report::print(&format!("{}：{found}\n", year.title));
        report::problems(&problems);
    }
    ExitCode::from(u8::from(failed))
}

fn propose(
    paths: &Paths,
    content: &Content,
    year: u16,
    (seed, set): (&str, Option<&str>),
    format: Format,
) -> ExitCode {
    let year = match find(content, year) {
        Ok(year) => year,
        Err(told) => return words::usage(&told),
    };
    if year.groups.is_empty() {
        return words::usage(&format!("{} 年度的 year.yaml 没有写 groups", year.year));
    }
    let sets: Vec<&GroupSet> = match set.map(|word| resolve("分组", word, &names::sets(&year.groups))) {
        None => year.groups.iter().collect(),
        Some(Ok(at)) => vec![&year.groups[at]],
        Some(Err(told)) => return words::usage(&told),
    };
    let proposals: Vec<Proposal> = sets.iter().map(|set| assign(&roster(content, year, set), seed)).collect();
    let proposed: Vec<groups::Proposed> =
        sets.iter().zip(&proposals).map(|(set, proposal)| (roster(content, year, set), proposal)).collect();
    let all = |text: &dyn Fn(&groups::Proposed) -> String| proposed.iter().map(text).collect::<String>();
    match format {
        Format::Text => report::print(&all(&|one| groups::text(year, one))),
        Format::Yaml => report::print(&all(&|one| groups::yaml(year, seed, one))),
        Format::Json => report::json(&groups::json(year, seed, &proposed)),
    }
    let impossible = proposals.iter().any(|proposal| matches!(proposal, Proposal::Impossible { .. }));
    let mut problems: Vec<Diagnostic> =
        sets.iter().flat_map(|set| pipeline::composition_problems(content, year, set)).collect();
    content::attach_sources(&paths.content, &mut problems);
    diagnostics::sort(&mut problems);
    let wrong = report::problems(&problems);
    ExitCode::from(u8::from(impossible || wrong))
}

fn roster<'a>(content: &'a Content, year: &'a YearContent, set: &'a GroupSet) -> Roster<'a> {
    Roster::of(year, &content.subjects, set)
}

fn find(content: &Content, year: u16) -> Result<&YearContent, String> {
    let found = content.years.iter().find(|one| i32::from(one.year.get()) == i32::from(year));
    found.ok_or_else(|| {
        let there: Vec<String> = content.years.iter().map(|one| one.year.to_string()).collect();
        format!("没有年度“{year}”。{}", words::among(&there))
    })
}
