//! The command line: one file a command, arguments → one call of the pipeline → exit code.
//!
//! Results go to standard output; progress and diagnostics to standard error. Exit code 0: fine; 1: the content has
//! errors, a check failed, or something could not be written; 2: wrong usage.

mod arguments;
mod around;
mod backup;
mod begun;
mod build;
mod check;
mod diff;
mod draw;
mod explain;
mod groups;
mod init;
mod key;
mod names;
mod new;
mod release;
mod report;
mod schema;
mod score;
mod select;
mod sheets;
mod status;
mod todo;
mod verified;
mod verify;
mod withdraw;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

pub use report::without_output;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::pipeline::Request;

/// 通报：由考核记录生成可逐级查证的静态通报网站
///
/// 读取内容目录中的考核记录（YAML），按同一目录中的方案计分，生成一个静态网站：年度通报、每个考核对象一页的得分说明
/// （逐级查到条款）、全部计分方法。先用 `tongbao check` 查错，再用 `tongbao build` 生成，然后双击 index.html 打开。
#[derive(Debug, Parser)]
#[command(
    name = "tongbao",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "例：\n  tongbao check              查错\n  tongbao build              生成网站\n  tongbao <命令> --help      一个命令的用法\n\n退出码：0 正常；1 内容有错误或不能写入；2 命令写法不对。"
)]
pub struct Cli {
    #[command(flatten)]
    paths: Paths,
    #[command(subcommand)]
    command: Command,
    /// 显示用法（-h 只列一行）
    #[arg(short = 'h', long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, global = true)]
    version: Option<bool>,
}

/// Folders that most commands take.
#[derive(Clone, Debug, Args)]
pub(crate) struct Paths {
    /// 内容目录：site.yaml、subjects.yaml 和各年度文件夹所在处
    #[arg(long, global = true, default_value = "content", value_name = "目录")]
    pub content: PathBuf,
    /// 主题目录，逐文件覆盖内置主题；不写时用 site.yaml 的 theme（内置的是 bulletin）
    #[arg(long, global = true, value_name = "目录")]
    pub theme: Option<PathBuf>,
    /// 输出目录；其中只有 tongbao 自己生成的内容会被替换
    #[arg(long, global = true, default_value = "output", value_name = "目录")]
    pub output: PathBuf,
}

impl Paths {
    /// What a build starts from.
    fn request(&self) -> Request<'_> {
        Request {
            content: &self.content,
            theme: self.theme.as_deref(),
            output: &self.output,
            style_guide: false,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 建立内容文件夹：空的一个，或者一个样例
    ///
    /// 空的内容文件夹带一个示例方案，改好名单和方案就可以填；样例是完整的，标明示例数据，可以直接 check、build。文件夹里已有东西时
    /// 拒绝，不覆盖任何文件。
    #[command(
        after_help = "例：\n  tongbao init                                建立 content\n  tongbao init D:/考核/content --year 2024\n  tongbao init 样例 --example work-safety      一个样例"
    )]
    Init(init::Options),
    /// 新建一个年度、一个方案、一份记录（已有的文件不动）
    ///
    /// 年度由上一个年度推出：方案、对象、条款、通报和函沿用，日期和年份顺推，记录只有注释掉的待填行。方案是带说明的骨架。
    /// 记录逐项写明名称、单位、可以写什么、上年数。
    #[command(
        after_help = "例：\n  tongbao new year 2021 --from 2020\n  tongbao new scheme quality --points\n  tongbao new record 2021 方案id 某市"
    )]
    New {
        #[command(subcommand)]
        what: new::What,
    },
    /// 生成网站（出错时原有网站保持不变）
    ///
    /// 先查错、计分，再生成网站。有任何错误时都不生成，输出目录保持原样。成功后打印要打开的文件。
    #[command(
        after_help = "例：\n  tongbao build                                     由 content 生成到 output\n  tongbao build --content 2020年记录 --output D:/通报网站\n  tongbao build --preview 预览                      有错误时先看没有错误的部分"
    )]
    Build {
        /// 另生成 style.html：主题的颜色、字号、部件和每种图，供改写主题的人查阅
        #[arg(long)]
        style_guide: bool,
        /// 内容有错误时，把没有错误的部分生成为预览，写到这个文件夹（不能是网站的文件夹）
        ///
        /// 预览的每一页都标明缺了什么、为什么；只有草稿，没有已发布的版次。缺了部分时退出码为 1。原有网站不变。
        #[arg(long, value_name = "目录")]
        preview: Option<PathBuf>,
    },
    /// 检查内容，列出全部问题
    ///
    /// 读取全部内容并计分，一次列出所有问题：在哪个文件、哪一行，写了什么，允许写什么，怎样改。有错误时退出码为 1，
    /// 只有警告时为 0。写明年度、方案、对象时只列与之有关的问题，退出码也只看这些。每条问题的代码（如 E0203）用
    /// tongbao explain E0203 查看详细说明。
    #[command(
        after_help = "例：\n  tongbao check                      逐条列出，附原文行\n  tongbao check 2019                 只查一个年度\n  tongbao check 2019 方案 某市        只查一份记录\n  tongbao check --format json        供程序读取"
    )]
    Check {
        /// 只查这个年度
        #[arg(value_name = "年度", value_parser = words::year_word)]
        year: Option<u16>,
        /// 只查这个方案：标识或名称
        #[arg(value_name = "方案")]
        scheme: Option<String>,
        /// 只查这个考核对象：标识或名称
        #[arg(value_name = "对象")]
        subject: Option<String>,
        /// 问题清单的格式
        #[arg(long, value_enum, value_name = "格式", default_value_t = CheckFormat::Text)]
        format: CheckFormat,
    },
    /// 计算得分、等次和名次
    ///
    /// 打印一个年度的结果：名次、等次、得分，以及规则改变等次、审定、缺报的情况。
    #[command(
        after_help = "例：\n  tongbao score                                 最近一年的全部方案\n  tongbao score 2019 --format csv > 2019.csv    另存为表格"
    )]
    Score {
        /// 年度，缺省为最近一年
        #[arg(value_name = "年度", value_parser = words::year_word)]
        year: Option<u16>,
        /// 只算一个方案：标识或名称
        #[arg(long, value_name = "方案")]
        scheme: Option<String>,
        /// 输出格式
        #[arg(long, value_enum, value_name = "格式", default_value_t = ScoreFormat::Table)]
        format: ScoreFormat,
    },
    /// 说明一个结果是怎样得来的，或者一个报错代码是什么意思
    ///
    /// 打印一个考核对象的依据链：读了哪些数据（文件和行号），用了什么方法、代入哪些数，哪条规则依据哪一条款起了作用。
    /// 写明指标时只说明这一项。方案、对象、指标写 id（文件夹名、记录文件名、方案里的 id）或者名称都可以；写错时会提示相近的。
    /// 写一个报错代码（如 E0203）时，说明它是什么意思、为什么要紧、怎么办，并举一错一对两个例子。
    #[command(
        after_help = "例（方案 id 和对象 id 换成本单位的）：\n  tongbao explain 2019 方案id 对象id            全部指标\n  tongbao explain 2019 方案id 某市 total        只看总分，对象写名称\n  tongbao explain E0203                         这个报错是什么意思\n  tongbao explain --codes                       全部报错代码"
    )]
    Explain {
        /// 年度；或者报错代码，如 E0203
        #[arg(value_name = "年度|代码", required_unless_present = "codes")]
        what: Option<String>,
        /// 方案的 id 或名称，如 eastwest-cities
        #[arg(value_name = "方案")]
        scheme: Option<String>,
        /// 考核对象的 id 或名称，如 guangzhou、广州市
        #[arg(value_name = "对象")]
        subject: Option<String>,
        /// 指标的 id 或名称；`total` 为总分
        #[arg(value_name = "指标")]
        node: Option<String>,
        /// 列出全部报错代码
        #[arg(long)]
        codes: bool,
    },
    /// 发布一个年度的正式版次（发布后一字不改）
    ///
    /// 把年度草稿冻结为下一个版次 vN：网页、数据、全部输入和逐个文件的摘要，放进输出目录的 年度/vN/，设为只读。
    /// 有缺报或无法计算的、含示例数据、没有变化、旧版次被改动等情形时拒绝发布，并列出全部理由。第2版起必须用 --note 写明更正了什么。
    #[command(
        after_help = "例：\n  tongbao release 2019 --dry-run                          看看会发布什么\n  tongbao release 2019 --note 首次发布 --first            网站的第一次发布\n  tongbao release 2019 --note 更正甲市一项数据            内容改正后发布第2版"
    )]
    Release(release::Options),
    /// 撤销一个版次（文件保留，各处标明已撤销）
    ///
    /// 版次的文件一字不动；归档页、年度页和该版次各页的提示标明已撤销和理由，同一年度较早的版次恢复为现行。
    #[command(after_help = "例：\n  tongbao withdraw 2019 v1 --reason 误发")]
    Withdraw(withdraw::Options),
    /// 核验已发布的版次：文件是否被改动，结果能否由其输入重算
    ///
    /// 逐个文件与清单核对（改动、缺少、多出都列出），再用版次自带的输入重新计分、重新生成网页和文稿，与公布的逐字比较；记录的
    /// 随机抽取也由种子和抽样框重算。还核对登记簿、撤销记录、ZIP 和旁边各页是否与版次一致。全部相符时退出码为 0。
    #[command(
        after_help = "例：\n  tongbao verify                     核验全部版次\n  tongbao verify 2019 v1             只核验一个\n  tongbao verify D:/收到/2019-v1.zip 核验单独收到的一个版次（ZIP 或解压后的文件夹）\n  tongbao verify --key 公钥.pub      并核对签名"
    )]
    Verify {
        /// 只核验这个年度；或者一个版次的文件夹或 ZIP 的路径，不论放在哪里，只看它自己
        #[arg(value_name = "年度|路径")]
        what: Option<String>,
        /// 只核验这个版次，如 v1
        #[arg(value_name = "版次")]
        edition: Option<String>,
        /// 用这个公钥（PEM 文件）核对签名；没有签名也算不符
        #[arg(long, value_name = "文件")]
        key: Option<PathBuf>,
    },
    /// 比较两个年度或两个版次
    ///
    /// 写法如 2018 2019、2019/v1 2019/v2、2019/v2 2019/draft。只写年度时取现行版次，没有发布过的取草稿。
    #[command(
        after_help = "例：\n  tongbao diff 2018 2019                         两个年度\n  tongbao diff 2019/v1 2019/v2 --format json     两个版次的每一处变化"
    )]
    Diff {
        /// 前一个
        #[arg(value_name = "前一个")]
        before: String,
        /// 后一个
        #[arg(value_name = "后一个")]
        after: String,
        /// 输出格式
        #[arg(long, value_enum, value_name = "格式", default_value_t = DiffFormat::Table)]
        format: DiffFormat,
    },
    /// 随机抽取贫困县、农户（任何人都能重算）
    ///
    /// 结果由种子和抽样框完全决定，算法见 docs/DRAW.md；网站的抽取页上可以当场重算。抽取结果用 --format yaml 输出，写进
    /// 年度的 year.yaml。
    #[command(
        after_help = "例：\n  tongbao draw counties 2019 --seed 样例-2019-第三方评估\n  tongbao draw sample 2019 --seed 样例-2019-某县入户 --frame 某县.yaml"
    )]
    Draw {
        #[command(subcommand)]
        draw: draw::Draw,
    },
    /// 核对考核组、评价组，提出分组方案
    ///
    /// 分组和对分组的要求写在 年度/year.yaml 的 groups 里。check 逐处列出违反要求的地方和条款；assign 提出一个不违反任何要求、
    /// 各组任务尽量均衡的分法，同一种子结果相同；没有可行的分法时说明哪些要求不能同时满足。
    #[command(
        after_help = "例：\n  tongbao groups check 2019                         核对一个年度\n  tongbao groups assign 2019 --seed 2019-01-06      提出方案"
    )]
    Groups {
        #[command(subcommand)]
        what: groups::What,
    },
    /// 看一个年度的办理进程：各环节按期、迟办、逾期、未到期，谁落后了
    ///
    /// 期限写在方案的 milestones 和 rectification（整改期限，自通知之日起按月计算）里，办理日期写在记录里。第一行写明截至哪一天、
    /// 这一天从哪里来；晚于这一天的日期按未办计。
    #[command(
        after_help = "例：\n  tongbao status 2019                              截至 year.yaml 写明的日期\n  tongbao status 2019 --date 2020-03-01            截至这一天\n  tongbao status 2019 --scheme 方案id --format json  一个方案，供程序读取"
    )]
    Status(status::Options),
    /// 生成填报用的工作簿；把填好的收回记录
    ///
    /// export 给每个考核对象（或每个提供数据的单位）一个 Excel 工作簿，有下拉表和校验；import 逐格与记录比较，列出改动，再写进
    /// 记录，只改值，注释和次序不变。
    #[command(
        after_help = "例：\n  tongbao sheets export 2021 -o 填报                 每个对象一个工作簿\n  tongbao sheets export 2021 --by organ -o 填报      每个提供数据的单位一个\n  tongbao sheets import 填报 --dry-run               看有哪些改动，不写"
    )]
    Sheets {
        #[command(subcommand)]
        what: sheets::What,
    },
    /// 把内容和网站（含全部版次）备份成一个文件
    ///
    /// 已发布的版次只存在于输出目录里，丢了就没有了：每次发布之后请备份一次，存到另一个磁盘、共享目录或 U 盘。备份是一个
    /// ZIP，带有每个文件的 SHA-256 和 SM3 摘要；写完会读回核对。文件没有变化时，备份的每个字节都相同。
    #[command(
        after_help = "例：\n  tongbao backup D:/备份/通报-2020-05-18.zip            备份 content 和 output\n  tongbao backup --check D:/备份/通报-2020-05-18.zip    检查一个备份"
    )]
    Backup(backup::Backup),
    /// 从备份恢复内容和网站（只写进新的或空的文件夹）
    ///
    /// 先核对每个文件的摘要，全部相符才写；内容和网站两个文件夹一次到位。已有文件的文件夹一律不动。
    #[command(
        after_help = "例：\n  tongbao restore D:/备份/通报.zip --dry-run                                     看看会恢复什么\n  tongbao restore D:/备份/通报.zip --content D:/新/content --output D:/新/output  恢复"
    )]
    Restore(backup::Restore),
    /// 打印一种文件的 JSON Schema，供编辑器边写边查
    ///
    /// 编辑器（如装了 YAML 插件的 VS Code）按它提示可以写的字段、标识和词，并标出写错的地方。标识、等次、单位取自方案本身；
    /// 合计、先后等要合起来看的，仍由 check 检查。init、new 把各文件的模式写进内容文件夹的 .schema，新文件的第一行
    /// `# yaml-language-server: $schema=…` 指到那里；方案改了以后，用 --write 重新写出。别的文件照样在第一行写上。
    #[command(
        after_help = "例：\n  tongbao schema record --year 2020 --scheme 方案id > record.json    一个方案的记录\n  tongbao schema --write                                                      全部，写进 .schema\n  tongbao schema site > site.json                                             site.yaml"
    )]
    Schema {
        /// 哪种文件
        #[arg(value_enum, value_name = "文件", required_unless_present = "write")]
        kind: Option<SchemaKind>,
        /// 把全部模式写进内容文件夹的 .schema
        #[arg(long, conflicts_with_all = ["kind", "year", "scheme"])]
        write: bool,
        /// 年度，缺省为最近一年
        #[arg(long, value_name = "年度")]
        year: Option<u16>,
        /// 方案 id；一个年度只有一个方案时可以不写
        #[arg(long, value_name = "方案")]
        scheme: Option<String>,
    },
    /// 列出一个年度还要填什么、确认什么
    ///
    /// 逐项列出缺的数据、观测、佐证、日期、往年问题的复核结果，沿用上年或新建、尚未确认的文件；各项写明单位、可以写什么、上年数、来源和期限。
    /// 记录不全、有错误时也能用。不写对象时，同一项只列一次，写明哪些对象缺；写明对象时逐项详列。
    #[command(
        after_help = "例：\n  tongbao todo 2021                              全部\n  tongbao todo 2021 某市                         一个对象，逐项详列\n  tongbao todo 2021 --for 人社 --format xlsx -o 人社部门.xlsx"
    )]
    Todo(todo::Options),
    /// 生成一对签名密钥（私钥请保存在资料库之外）
    ///
    /// 写出两个文件：“文件”是私钥（release --sign 用，只有本人可读），“文件.pub”是公钥（verify --key 用，可以公开）。
    #[command(after_help = "例：\n  tongbao key D:/签名/省办.key")]
    Key {
        /// 私钥文件；已存在时不覆盖
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
}

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaKind {
    /// site.yaml
    Site,
    /// subjects.yaml
    Subjects,
    /// 年度的 year.yaml
    Year,
    /// 年度的 clauses.yaml
    Clauses,
    /// 年度的 reference.yaml
    Reference,
    /// 年度的 tables/ 里各表格的说明
    Table,
    /// 方案的 scheme.yaml
    Scheme,
    /// 方案的 targets.yaml
    Targets,
    /// 方案的 decisions.yaml
    Decisions,
    /// 方案的 records/ 里的记录
    Record,
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// 文字，附原文行和位置标记
    Text,
    /// 供程序读取
    Json,
}

/// How differences are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// 表格，列出得分、等次、名次的变化
    Table,
    /// JSON，列出每一处变化
    Json,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreFormat {
    /// 表格
    Table,
    /// JSON，格式见 docs/RESULTS.md
    Json,
    /// CSV，一个对象一行，可用电子表格打开
    Csv,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let code = match arguments::read(&words) {
        Ok(cli) => command(cli),
        Err(code) => code,
    };
    if report::failed() { ExitCode::FAILURE } else { code }
}

fn command(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Init(options) => init::run(&options),
        Command::New { what } => new::run(&cli.paths, &what),
        Command::Build { style_guide, preview } => build::run(&cli.paths, style_guide, preview.as_deref()),
        Command::Check { year, scheme, subject, format } => {
            let asked = check::Asked { year, scheme: scheme.as_deref(), subject: subject.as_deref() };
            check::run(&cli.paths, &asked, format)
        }
        Command::Score { year, scheme, format } => score::run(&cli.paths, year, scheme.as_deref(), format),
        Command::Explain { what, scheme, subject, node, codes } => {
            let words = [what, scheme, subject, node];
            explain::run(&cli.paths, &words.each_ref().map(Option::as_deref), codes)
        }
        Command::Release(options) => release::run(&cli.paths, &options),
        Command::Withdraw(options) => withdraw::run(&cli.paths, &options),
        Command::Verify { what, edition, key } => {
            verify::run(&cli.paths, what.as_deref(), edition.as_deref(), key.as_deref())
        }
        Command::Diff { before, after, format } => diff::run(&cli.paths, &before, &after, format),
        Command::Draw { draw } => draw::run(&cli.paths, &draw),
        Command::Groups { what } => groups::run(&cli.paths, &what),
        Command::Status(options) => status::run(&cli.paths, &options),
        Command::Backup(options) => backup::pack(&cli.paths, &options),
        Command::Restore(options) => backup::restore(&cli.paths, &options),
        Command::Schema { kind: Some(kind), year, scheme, .. } => {
            schema::run(&cli.paths, kind, year, scheme.as_deref())
        }
        Command::Schema { kind: None, .. } => schema::write(&cli.paths),
        Command::Sheets { what } => sheets::run(&cli.paths, &what),
        Command::Todo(options) => todo::run(&cli.paths, &options),
        Command::Key { file } => key::run(&cli.paths, &file),
    }
}
