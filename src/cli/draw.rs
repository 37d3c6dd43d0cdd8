//! `tongbao draw`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{Paths, report, words};
use crate::diagnostics::some;
use crate::model::Seed;
use crate::pipeline::{self, DrawError, Drawn};
use crate::procedure::draw::Share;
use crate::render;

#[derive(Debug, Subcommand)]
pub(crate) enum Draw {
    /// 抽取贫困县：每个受帮扶市州随机抽取，并排出备选次序
    ///
    /// 抽样框取自 subjects.yaml 中当年的东西部扶贫协作结对。每个市州按三分之一（进一）抽取，不少于也不多于 --take
    /// 的两个数；县数不多于应抽数的全部评估，并注明。各市州互不影响，同一种子结果总是相同。
    #[command(
        after_help = "例：\n  tongbao draw counties 2019 --seed 样例-2019-第三方评估                  看结果\n  tongbao draw counties 2019 --seed 样例-2019-第三方评估 --format yaml    写进 year.yaml 的一段\n  tongbao draw counties 2019 --seed 样例-2019-第三方评估 --take 2         每市州都抽2个"
    )]
    Counties {
        #[command(flatten)]
        common: Common,
        /// 每个市州抽几个县，如 2-3 或 2
        #[arg(long, default_value = "2-3", value_name = "几到几")]
        take: String,
    },
    /// 抽取农户：一个县里抽乡镇、抽村、抽户，按配额分层
    ///
    /// 抽样框和配额写在 --frame 的文件里（乡镇、村、户数或户号），写法见 docs/DRAW.md。没有写乡镇（或村）配额的，各乡镇（或村）
    /// 都抽，作为一层。
    #[command(
        after_help = "例：\n  tongbao draw sample 2019 --seed 样例-2019-某县入户 --frame 某县.yaml\n  tongbao draw sample 2019 --seed 样例-2019-某县入户 --frame 某县.yaml --format json > 某县名单.json"
    )]
    Sample {
        #[command(flatten)]
        common: Common,
        /// 抽样框文件（YAML）
        #[arg(long, value_name = "文件")]
        frame: PathBuf,
    },
}

/// What every draw takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// 年度
    #[arg(value_name = "年度", value_parser = words::year_word)]
    year: u16,
    /// 种子：一行文字，结果完全由它和抽样框决定；应当众公布后再抽
    #[arg(long, value_name = "文字")]
    seed: String,
    /// 输出格式
    #[arg(long, value_enum, value_name = "格式", default_value_t = DrawFormat::Text)]
    format: DrawFormat,
}

/// How a draw is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DrawFormat {
    /// 文字
    Text,
    /// JSON，格式见 docs/DRAW.md
    Json,
    /// 写进 year.yaml 的 draws 的一段
    Yaml,
}

pub(super) fn run(paths: &Paths, draw: &Draw) -> ExitCode {
    match draw {
        Draw::Counties { common, take } => counties(paths, common, take),
        Draw::Sample { common, frame } => sample(paths, common, frame),
    }
}

fn counties(paths: &Paths, common: &Common, take: &str) -> ExitCode {
    let parsed = (words::year(common.year), seed(&common.seed), share(take));
    match parsed {
        (Ok(year), Ok(seed), Ok(share)) => {
            told(pipeline::draw_counties(&paths.content, year, seed, share), common.format)
        }
        (Err(told), ..) | (_, Err(told), _) | (.., Err(told)) => words::usage(&told),
    }
}

fn sample(paths: &Paths, common: &Common, frame: &Path) -> ExitCode {
    match (words::year(common.year), seed(&common.seed)) {
        (Ok(year), Ok(seed)) => told(pipeline::draw_sample(&paths.content, year, seed, frame), common.format),
        (Err(told), _) | (_, Err(told)) => words::usage(&told),
    }
}

fn seed(text: &str) -> Result<Seed, String> {
    Seed::new(text.trim())
        .map_err(|why| format!("种子不能用：{why}。写法如 --seed 样例-2019-第三方评估，一行 200 字以内"))
}

/// `2-3` or `2`
fn share(word: &str) -> Result<Share, String> {
    let (least, most) = word.split_once('-').unwrap_or((word, word));
    let number = |digits: &str| digits.trim().parse::<u32>().ok();
    number(least)
        .zip(number(most))
        .and_then(|(least, most)| Share::new(least, most))
        .ok_or_else(|| format!("--take 写的“{word}”不是个数，写法如 2-3 或 2"))
}

fn told(drawn: Result<Drawn, DrawError>, format: DrawFormat) -> ExitCode {
    match drawn {
        Ok(drawn) => {
            report::problems(&drawn.problems);
            if !drawn.without.is_empty() {
                let names = some(&drawn.without);
                report::say(&format!("subjects.yaml 没有列出{names}的贫困县，没有抽取。\n"));
            }
            match format {
                DrawFormat::Text => report::print(&render::draw::text(&drawn.year, &drawn.draw)),
                DrawFormat::Json => report::json(&render::draw::json(&drawn.draw)),
                DrawFormat::Yaml => report::print(&render::draw::yaml(&drawn.draw)),
            }
            if let Some(sampled) = drawn.sampled.filter(|_| format == DrawFormat::Text) {
                report::print(&format!("共 {} 个村 {} 户\n", sampled.villages, sampled.households));
            }
            ExitCode::SUCCESS
        }
        Err(DrawError::Content(problems) | DrawError::Frame(problems)) => {
            report::problems(&problems);
            ExitCode::FAILURE
        }
        Err(DrawError::NoYear(there)) => words::usage(&format!("没有这个年度。{}", words::among(&there))),
        Err(DrawError::NoPairing) => {
            report::say("subjects.yaml 里没有这一年度的东西部扶贫协作结对和贫困县，没有可抽的。\n");
            ExitCode::FAILURE
        }
    }
}
