//! What commands say when they cannot do what was asked, in Chinese: what is wrong, and what to do.

use super::report;
use crate::edition::{Fault, ManifestError, ShelfError};
use crate::model::Year;
use crate::output::OutputError;
use crate::pipeline::{BuildError, DeskError};

/// Says why there is nothing to work on.
pub(super) fn desk(error: &DeskError) {
    match error {
        DeskError::Content(problems) => {
            report::problems(problems);
        }
        DeskError::Shelf(error) => report::say(&format!("{}\n", shelf(error))),
        DeskError::Inputs(place, problems) => {
            report::problems(problems);
            report::say(&format!(
                "已发布版次的输入 {} 读不出来。请用 tongbao verify 核验，并从备份恢复这个版次\n",
                place.display()
            ));
        }
    }
}

/// Says why nothing was built.
pub(super) fn build(error: &BuildError) {
    match error {
        BuildError::Desk(error) => desk(error),
        BuildError::Content(problems) => {
            report::problems(problems);
        }
        BuildError::Theme(error) => report::say(&format!("主题不能使用：{}：{}\n", error.file, error.reason)),
        BuildError::Page(error) => report::say(&format!("网页不能生成：{error}\n")),
        BuildError::Edition(error) => report::say(&format!("已发布的版次读不出来：{error}\n")),
        BuildError::Output(error) => report::say(&format!("输出目录不能写入：{}\n", output(error))),
    }
}

/// What became of the site, after [`build`] said why; `not` is what was not done.
pub(super) fn unchanged(error: &BuildError, not: &str) -> String {
    match error {
        BuildError::Output(OutputError::Halfway { .. }) => {
            format!("{not}：写到一半，网站现在新旧都有，下一次运行会先把它做完，或者恢复原样。\n")
        }
        BuildError::Output(OutputError::AfterRecovery { .. }) => {
            format!("{not}：网站是上一次运行补完后的样子。\n")
        }
        BuildError::Desk(_)
        | BuildError::Content(_)
        | BuildError::Theme(_)
        | BuildError::Page(_)
        | BuildError::Edition(_)
        | BuildError::Output(_) => format!("{not}：原有网站保持不变。\n"),
    }
}

/// What is wrong with the released editions, and what to do.
pub(super) fn shelf(error: &ShelfError) -> String {
    const RESTORE: &str = "已发布的版次不得改动，请从备份恢复后再试；tongbao verify 列出全部不符之处";
    match error {
        ShelfError::Unreadable(path, why) => format!("{} 读不出来：{why}。{RESTORE}", path.display()),
        ShelfError::Manifest(path, why) => format!("{}：{}。{RESTORE}", path.display(), manifest(why)),
        ShelfError::Place(path, belongs) => {
            format!("{} 里是 {belongs} 的文件，文件夹被改了名。{RESTORE}", path.display())
        }
        ShelfError::Altered(path) => format!("{} 发布后被改动或删去。{RESTORE}", path.display()),
        ShelfError::Withdrawals(path, why) => format!("撤销记录 {} 读不出来：{why}", path.display()),
    }
}

/// What is wrong with a manifest.
pub(super) fn manifest(error: &ManifestError) -> String {
    match error {
        ManifestError::Form(why) => format!("清单不是应有的 JSON（{why}）"),
        ManifestError::Format(format) => format!("清单的格式号 {format} 较新，请用更新的 tongbao"),
        ManifestError::Digest => "清单与它自己的摘要不符，发布后被改动".to_owned(),
        ManifestError::Path(path) => format!("清单中的路径 {path} 指到版次之外"),
    }
}

/// One way in which an edition is not what it was.
pub(super) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Manifest(error) => format!("manifest.json：{}", manifest(error)),
        Fault::Place { belongs } => format!("文件夹名与清单不符，清单说是 {belongs}"),
        Fault::Differs(path) => format!("{path}：内容被改动"),
        Fault::Missing(path) => format!("{path}：缺少"),
        Fault::Extra(path) => format!("{path}：不在清单中，是多出来的"),
        Fault::NotAFile(path) => format!("{path}：不是普通文件"),
        Fault::Unreadable(path, why) => format!("{path}：读不出来（{why}）"),
        Fault::Chain { before } => format!("清单记载的 {before} 的摘要与它现在的不符，两者之一被替换过"),
    }
}

/// A list cut where it becomes too long to read.
pub(super) fn some(lines: &[String], most: usize) -> String {
    let shown: String = lines.iter().take(most).map(|line| format!("  {line}\n")).collect();
    let rest = lines.len().saturating_sub(most);
    if rest > 0 { format!("{shown}  …另有 {rest} 项\n") } else { shown }
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
        OutputError::EditionExists { path } => {
            format!("{} 已经存在，不能再写。它若不是完整的版次，请先移走", path.display())
        }
        OutputError::Symlink { path } => format!("{} 是符号链接，不能经由它写入", path.display()),
        OutputError::Halfway { cause, undo, new, away } => {
            let listed = |what: &str, targets: &[String]| match targets {
                [] => String::new(),
                some => format!("；{what}：{}", some.join("、")),
            };
            format!(
                "写到一半停下了：{}。也没能恢复原样：{}{}{}。请排除障碍后再运行一次，会先把它做完，做不完就恢复原样",
                output(cause),
                output(undo),
                listed("已经换成新的", new),
                listed("暂时缺少", away),
            )
        }
        OutputError::AfterRecovery { completed, cause } => {
            format!(
                "上一次没有写完的已经补完（{}），但这一次没有开始：{}",
                completed.join("、"),
                output(cause)
            )
        }
        OutputError::Io { .. }
        | OutputError::UnknownFormat { .. }
        | OutputError::Damaged { .. }
        | OutputError::BadPath { .. }
        | OutputError::Collision { .. }
        | OutputError::Overlap { .. }
        | OutputError::Unfinished { .. }
        | OutputError::NotAFolder { .. }
        | OutputError::OtherFileSystem { .. } => format!("{error}（{}）", error.code()),
    }
}

/// A year as a word of the command line.
pub(super) fn year(word: u16) -> Result<Year, String> {
    i16::try_from(word).ok().and_then(Year::new).ok_or_else(|| format!("“{word}”不是年度，写法如 2019"))
}

/// A version as a word of the command line, `v2` or `2`.
pub(super) fn version(word: &str) -> Result<u32, String> {
    let digits = word.strip_prefix('v').unwrap_or(word);
    digits.parse().ok().filter(|number| *number > 0).ok_or_else(|| format!("“{word}”不是版次，写法如 v1"))
}

/// Wrong usage: says what is wrong, gives exit code 2.
pub(super) fn usage(told: &str) -> std::process::ExitCode {
    report::say(&format!("{told}\n"));
    std::process::ExitCode::from(2)
}

/// What there is to choose from.
pub(super) fn among(there: &[String]) -> String {
    if there.is_empty() {
        "现在一个也没有".to_owned()
    } else {
        format!("可用的有：{}", there.join("、"))
    }
}
