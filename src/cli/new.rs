//! `tongbao new`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Paths, begun, report, words};
use crate::entry::Form;
use crate::pipeline::{self, Begun};

/// What is begun.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// 由一个年度推出下一个年度
    ///
    /// 沿用：year.yaml、条款、参照数、方案、目标值、通报、函；其中的日期和年份顺推，写进 year.yaml 的 to_confirm，核对一个删去一行，
    /// 没有删完不能正式发布。不沿用：抽取、审批日期、审定、考核组的名单、事件、问题。记录只有注释掉的待填行，往年没有销号的问题列在里面。
    #[command(
        after_help = "例：\n  tongbao new year 2021 --from 2020\n  tongbao new year 2021              由最近的一个年度"
    )]
    Year {
        /// 新的年度
        #[arg(value_name = "年度")]
        year: u16,
        /// 由哪个年度推出，缺省为它之前最近的一个
        #[arg(long, value_name = "年度")]
        from: Option<u16>,
    },
    /// 新建一个方案的骨架，并写进 year.yaml 的 schemes
    ///
    /// 骨架能通过 check，每处有说明；对象取 subjects.yaml 里最多的一类。--points 分值制，--grades 等次制，--index 指数。
    #[command(
        after_help = "例：\n  tongbao new scheme quality --points\n  tongbao new scheme quality --grades --year 2021 --kind county"
    )]
    Scheme(SchemeOptions),
    /// 新建空的记录：一个对象的，或者每个还没有记录的对象的
    ///
    /// 逐项写明名称、单位、可以写什么、上年数；方案和对象可以写标识、名称或简称。已有记录时拒绝。
    #[command(
        after_help = "例：\n  tongbao new record 2021 方案id 某市\n  tongbao new record 2021 方案id           全部还没有的"
    )]
    Record {
        /// 年度
        #[arg(value_name = "年度")]
        year: u16,
        /// 方案 id、名称或简称
        #[arg(value_name = "方案")]
        scheme: String,
        /// 考核对象 id、名称或简称；不写时为每个还没有记录的对象
        #[arg(value_name = "对象")]
        subject: Option<String>,
    },
}

/// A new scheme.
#[derive(Debug, Args)]
pub(crate) struct SchemeOptions {
    /// 方案 id，也是文件夹的名称，如 eastwest-cities
    #[arg(value_name = "标识")]
    id: String,
    #[command(flatten)]
    form: FormOption,
    /// 年度，缺省为最近的一个
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
    /// 考核对象的类别（subjects.yaml 的 kind），缺省为最多的一类
    #[arg(long, value_name = "类别")]
    kind: Option<String>,
}

/// What the scheme is like.
#[derive(Clone, Copy, Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct FormOption {
    /// 分值制：各项得分相加
    #[arg(long)]
    points: bool,
    /// 等次制：权重合计 100，按分数线定等次
    #[arg(long)]
    grades: bool,
    /// 指数：各项由最差值到最好值计分，不分等次
    #[arg(long)]
    index: bool,
}

pub(super) fn run(paths: &Paths, what: &What) -> ExitCode {
    let begun = match what {
        What::Year { year, from } => words::year(*year).and_then(|year| {
            let from = from.map(words::year).transpose()?;
            Ok(pipeline::year_after(&paths.content, year, from))
        }),
        What::Scheme(options) => options.year.map(words::year).transpose().map(|year| {
            let form = match options.form {
                FormOption { points: true, .. } => Form::Points,
                FormOption { grades: true, .. } => Form::Grades,
                FormOption { .. } => Form::Index,
            };
            pipeline::scheme_for(&paths.content, &options.id, form, year, options.kind.as_deref())
        }),
        What::Record { year, scheme, subject } => words::year(*year)
            .map(|year| pipeline::record_for(&paths.content, year, scheme, subject.as_deref())),
    };
    match begun {
        Ok(Ok(begun)) => {
            report::print(&told(what, &begun));
            ExitCode::SUCCESS
        }
        Ok(Err(error)) => begun::refused(&error),
        Err(told) => words::usage(&told),
    }
}

fn told(what: &What, begun: &Begun) -> String {
    let Begun { files, file, problems: (problems, subjects), .. } = begun;
    let year = begun.year.map_or_else(String::new, |year| year.to_string());
    let open = match problems {
        0 => String::new(),
        _ => format!(
            "往年没有销号的问题 {problems} 个，涉及 {subjects} 份记录，列在各记录的 earlier_problems 里，要写复核结果。\n"
        ),
    };
    match what {
        What::Year { .. } => format!(
            "已建立 {year} 年度，{files} 个文件。沿用的文件列在 {file} 的 to_confirm 里，逐个核对，核对一个删去一行。\n\
             {open}还要填什么、确认什么：tongbao todo {year}\n查错：tongbao check\n"
        ),
        What::Scheme(_) => format!(
            "已建立方案 {file}，并写进 {year}/year.yaml 的 schemes。先改写“请改”的地方，再运行 tongbao check；\
             方案定了以后，用 tongbao new record {year} {} 建立记录。\n",
            file.split('/').nth(1).unwrap_or_default()
        ),
        What::Record { .. } => match files {
            1 => format!("已建立 {file}。{open}还要填什么：tongbao todo {year}\n"),
            _ => format!("已建立 {file} 等 {files} 份记录。{open}还要填什么：tongbao todo {year}\n"),
        },
    }
}
