//! What commands say when they cannot do what was asked, in Chinese: what is wrong, and what to do.

use std::path::Path;

use super::report;
use crate::diagnostics::{self, remedy, said};
use crate::edition::{Fault, ManifestError, ShelfError};
use crate::model::{LeftOut, Year, character_name, one_line, turns};
use crate::output::{Action, OutputError, PathFault};
use crate::pipeline::{BuildError, DeskError};
use crate::render::{PageError, RenderError, ThemeError};
use crate::wording;

/// What a trial says of a site in which a run was interrupted: it looks at what stands there and completes nothing.
pub(super) const UNFINISHED_TRIAL: &str = "上一次写入没有做完，或者另一个 tongbao 正在写：试运行看到的可能新旧都有。请等它结束，或先运行一次 tongbao build，再试\n";

/// As many characters as a note or a reason may have: it stands on every page of an edition.
const MOST_NOTED: usize = 500;

/// Says why there is nothing to work on.
pub(super) fn desk(error: &DeskError) {
    match error {
        DeskError::Content(problems) => {
            report::problems(problems);
        }
        DeskError::Nothing(problems, left_out) => {
            report::problems(problems);
            report::say(&nothing_left("预览", left_out));
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

/// Why nothing remains when what has errors is left out.
pub(super) fn nothing_left(what: &str, left_out: &[LeftOut]) -> String {
    let told: Vec<String> = left_out.iter().map(wording::left_out).collect();
    format!("没有可以{what}的部分，有错误的和要用到它们的是：\n{}", some(&told, 20))
}

/// Says why nothing was built.
pub(super) fn build(error: &BuildError) {
    match error {
        BuildError::Desk(error) => desk(error),
        BuildError::Content(problems) => {
            report::problems(problems);
        }
        BuildError::Theme(error) => report::say(&format!("主题不能使用：{}\n", theme(error))),
        BuildError::Page(error) => report::say(&format!("网页不能生成：{}\n", page(error))),
        BuildError::Edition(error) => {
            report::say(&format!("发布要用的文件读不出来：{}。{}\n", said(error), remedy(error)));
        }
        BuildError::Output(error) => report::say(&format!("输出目录不能写入：{}\n", output(error))),
        BuildError::Site(faults) => report::say(&super::around::hidden(faults)),
    }
}

/// What is wrong with a theme, and what to do.
fn theme(error: &ThemeError) -> String {
    format!("{} {}", error.file, error.fault.told())
}

/// Why a page was not written, and what to do.
fn page(error: &PageError) -> String {
    match error {
        PageError::Render(RenderError { page, template, reason }) if template.ends_with(".md") => {
            format!("{page}，由 {template} 填写：{reason}。请先用 tongbao check 查错")
        }
        PageError::Render(RenderError { page, template, reason }) => format!(
            "{page}，模板 {template}。请核对主题里的这个模板；没有改过主题的，请把下面的话告诉开发者：{reason}"
        ),
        PageError::Io { page, source } => {
            // What the output says of its own files names their place.
            match source.get_ref().and_then(|inner| inner.downcast_ref::<OutputError>()) {
                Some(error) => format!("{page}：{}", output(error)),
                None => format!("{page} 写不出来：{}。{}", said(source), remedy(source)),
            }
        }
    }
}

/// A file that a command was given and that cannot be read: `私钥 a.key 读不出来：没有权限。…`
pub(super) fn unreadable(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("{what} {} 读不出来：{}。{}", path.display(), said(error), remedy(error))
}

/// A file that a command was told to write.
pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> String {
    format!("{} 写不进去：{}。{}", path.display(), said(error), remedy(error))
}

/// A text of the command line that is printed on pages: plain, without control characters; says where one stands.
pub(super) fn plain(option: &str, text: &str) -> Result<(), String> {
    let odd = text.chars().enumerate().find(|(_, sign)| {
        sign.is_control()
            || turns(*sign)
            || matches!(sign, '\u{2028}' | '\u{2029}')
            || !crate::model::xml_holds(*sign)
    });
    let Some((at, sign)) = odd else {
        let length = text.chars().count();
        return match length > MOST_NOTED {
            true => Err(format!(
                "{option} 有 {length} 个字，最多 {MOST_NOTED} 个：它印在各页上。请写要点，详情写进通报"
            )),
            false => Ok(()),
        };
    };
    let name = match sign {
        '\u{2028}' => "行分隔符",
        '\u{2029}' => "段分隔符",
        sign => character_name(sign),
    };
    Err(format!(
        "{option} 的第 {} 个字符是 U+{:04X}（{name}），不能用。请写成一行文字，只用看得见的字符和空格",
        at + 1,
        u32::from(sign)
    ))
}

/// What became of the site when something was not done and nothing was written; `completed`: an earlier run was.
pub(super) fn as_it_was(not: &str, completed: bool) -> String {
    match completed {
        true => format!("{not}：网站是上一次运行补完后的样子，这一次没有再改。\n"),
        false => format!("{not}：原有网站保持不变。\n"),
    }
}

/// The same after [`build`] said why.
pub(super) fn unchanged(error: &BuildError, not: &str, completed: bool) -> String {
    match error {
        BuildError::Output(OutputError::Halfway { new, away, .. }) if new.is_empty() && away.is_empty() => {
            format!("{not}：写到一半，网站现在还是原样，下一次运行会先把它做完，或者收拾干净。\n")
        }
        BuildError::Output(OutputError::Halfway { .. }) => {
            format!("{not}：写到一半，网站现在新旧都有，下一次运行会先把它做完，或者恢复原样。\n")
        }
        BuildError::Output(OutputError::TakenBack { .. }) => {
            format!("{not}：网站已恢复成上一次运行之前的样子。\n")
        }
        BuildError::Output(OutputError::AfterRecovery { .. }) => {
            format!("{not}：网站是上一次运行补完后的样子。\n")
        }
        BuildError::Desk(_)
        | BuildError::Content(_)
        | BuildError::Theme(_)
        | BuildError::Page(_)
        | BuildError::Edition(_)
        | BuildError::Site(_)
        | BuildError::Output(_) => as_it_was(not, completed),
    }
}

/// What is wrong with the released editions, and what to do.
pub(super) fn shelf(error: &ShelfError) -> String {
    const RESTORE: &str = "已发布的版次不得改动，请从备份恢复后再试；tongbao verify 列出全部不符之处";
    match error {
        ShelfError::Unreadable(path, why) => format!("{} 读不出来：{why}。{RESTORE}", path.display()),
        ShelfError::Manifest(path, why) => format!("{}：{}。{RESTORE}", path.display(), manifest(why)),
        ShelfError::Place(path, belongs, true) => {
            format!("{} 是 {belongs} 的副本，不是版次。请移走它", path.display())
        }
        ShelfError::Place(path, belongs, false) => {
            format!("{} 里是 {belongs} 的文件，文件夹被改了名。{RESTORE}", path.display())
        }
        ShelfError::Altered(path) => format!("{} 发布后被改动或删去。{RESTORE}", path.display()),
        ShelfError::Withdrawals(path, why) => format!(
            "撤销记录 {} 读不出来：{why}。请从备份恢复；没有备份的，移走它，再照 errata.json 里 withdrawn 的记载用 tongbao withdraw 重新撤销",
            path.display()
        ),
    }
}

/// What is wrong with a manifest.
pub(super) fn manifest(error: &ManifestError) -> String {
    match error {
        ManifestError::Form(why) => format!("清单读不出来：{why}"),
        ManifestError::Format(format) => format!("清单的格式号 {format} 较新，请用更新的 tongbao"),
        ManifestError::Digest => "清单与它自己的摘要不符，发布后被改动".to_owned(),
        ManifestError::Path(path) => format!("清单中的路径 {path} 指到版次之外"),
    }
}

/// One way in which an edition is not what it was.
pub(super) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Manifest(error) => format!("manifest.json：{}", manifest(error)),
        Fault::Place { belongs, copied: true } => format!("是 {belongs} 的副本，不是版次，请移走"),
        Fault::Place { belongs, copied: false } => {
            format!("文件夹名与清单不符，清单说是 {belongs}：被改了名，请改回")
        }
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
    let shown: String = lines.iter().take(most).map(|line| format!("  {}\n", one_line(line))).collect();
    let rest = lines.len().saturating_sub(most);
    if rest > 0 { format!("{shown}  …另有 {rest} 项\n") } else { shown }
}

/// What is wrong with the output folder, and what to do.
pub(super) fn output(error: &OutputError) -> String {
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
        OutputError::Symlink { path } => {
            format!("{} 是符号链接，不能经由它写入。请换成真正的文件夹", path.display())
        }
        OutputError::Halfway { cause, undo, new, away } => {
            let listed = |what: &str, targets: &[String]| match targets {
                [] => String::new(),
                targets => format!("；{what}：{}", diagnostics::some(targets)),
            };
            format!(
                "写到一半停下了：{}。也没能恢复原样：{}{}{}。请排除障碍后再运行一次，会先把它做完，做不完就恢复原样",
                output(cause),
                output(undo),
                listed("已经换成新的", new),
                listed("暂时缺少", away),
            )
        }
        OutputError::TakenBack { targets, cause } => {
            format!(
                "上一次没有写完的做不完，已经恢复原样（{}）：{}",
                diagnostics::some(targets),
                output(cause)
            )
        }
        OutputError::AfterRecovery { completed, cause } => {
            format!(
                "上一次没有写完的已经补完（{}），但这一次没有开始：{}",
                diagnostics::some(completed),
                output(cause)
            )
        }
        OutputError::Io { action, path, source } => {
            format!("{}时出错：{}。{}", doing(*action, path), said(source), remedy(source))
        }
        OutputError::UnknownFormat { path, found } => {
            format!("{} 的格式号 {found} 较新，请用更新的 tongbao", path.display())
        }
        OutputError::Damaged { path } => format!(
            "{} 不完整或被改动，分不清哪些文件是 tongbao 生成的。请从备份恢复它，或换一个输出目录",
            path.display()
        ),
        OutputError::InventoryGone { path } => format!(
            "缺少 {}，分不清哪些文件是 tongbao 生成的，所以一个也不替换。请从备份恢复它；没有备份时，另建一个空文件夹，\
             只放进 register.json、withdrawals.json 和各年度文件夹里的 vN 与 ZIP，用 --output 指到那里重新生成",
            path.display()
        ),
        OutputError::BadPath { path, fault } => {
            format!("网站里不能有文件“{path}”：{}。请改正它由之而来的标识或文件名", path_fault(*fault))
        }
        OutputError::Collision { unit, first, second } if first == second => {
            format!("{unit} 里的 {first} 要写两次。请改正相同的标识或文件名")
        }
        OutputError::Collision { unit, first, second } => format!(
            "{unit} 里的 {first} 和 {second} 只有大小写不同，在 Windows 上是同一个文件。请改正其中一个标识或文件名"
        ),
        OutputError::Overlap { first, second } if first == second => {
            format!("{first} 要写两次。请改正相同的标识")
        }
        OutputError::Overlap { first, second } => {
            format!("{first} 和 {second} 一个在另一个里面。请改正其中一个标识")
        }
        OutputError::Unfinished { unit, path } => {
            format!("{unit} 里的 {path} 没有写完。请检查磁盘空间后再试")
        }
        OutputError::NotAFolder { path } => {
            format!("{} 不是文件夹，网站要写在文件夹里。请移走它，或换一个输出目录", path.display())
        }
        OutputError::OtherFileSystem { path } => format!(
            "{} 和输出目录不在同一个磁盘上，不能整体替换。请把它移到同一个磁盘，或换一个输出目录",
            path.display()
        ),
    }
}

/// 写入 output/index.html
fn doing(action: Action, path: &Path) -> String {
    let path = path.display();
    match action {
        Action::CreateFolder => format!("建立文件夹 {path} "),
        Action::CreateFile => format!("建立文件 {path} "),
        Action::Write => format!("写入 {path} "),
        Action::Read => format!("读取 {path} "),
        Action::Inspect => format!("查看 {path} "),
        Action::Rename => format!("改名为 {path} "),
        Action::Remove => format!("删除 {path} "),
        Action::Protect => format!("把 {path} 设为只读"),
        Action::WriteInto => format!("往 {path} 里写文件"),
        Action::Keep => format!("保留 {path} 的备份"),
        Action::Flush => format!("把 {path} 存到磁盘"),
        Action::Lock => format!("锁定 {path} "),
    }
}

fn path_fault(fault: PathFault) -> &'static str {
    match fault {
        PathFault::Empty => "路径是空的，或其中有一段是空的",
        PathFault::Absolute => "路径不能从根开始",
        PathFault::Dots => "路径里不能有 . 或 ..",
        PathFault::Character => "路径里有的系统不允许的字符",
        PathFault::Ending => "名字不能以句点或空格结尾",
        PathFault::Reserved => "这个名字是系统保留的（如 Windows 的 con、aux）",
    }
}

/// A year as a word of the command line.
pub(super) fn year(word: u16) -> Result<Year, String> {
    i16::try_from(word).ok().and_then(Year::new).ok_or_else(|| format!("“{word}”不是年度，写法如 2019"))
}

/// `2019`, also as people write it: 2019年, 2019年度.
pub(super) fn year_word(word: &str) -> Result<u16, std::num::ParseIntError> {
    let word = word.trim();
    word.strip_suffix("年度").or(word.strip_suffix('年')).unwrap_or(word).parse()
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
        format!("可用的有：{}", diagnostics::some(there))
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;
    use crate::render::ThemeFault;

    /// One of each kind, with what its sentence has to name. The match makes a new kind think of this list.
    fn all() -> Vec<(OutputError, &'static str)> {
        let path = || PathBuf::from("out/a/b.html");
        let text = |text: &str| text.to_owned();
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let actions = [
            Action::CreateFolder,
            Action::CreateFile,
            Action::Write,
            Action::Read,
            Action::Inspect,
            Action::Rename,
            Action::Remove,
            Action::Protect,
            Action::WriteInto,
            Action::Keep,
            Action::Flush,
            Action::Lock,
        ];
        let faults = [
            PathFault::Empty,
            PathFault::Absolute,
            PathFault::Dots,
            PathFault::Character,
            PathFault::Ending,
            PathFault::Reserved,
        ];
        let mut all: Vec<(OutputError, &'static str)> = Vec::new();
        all.extend(
            actions.map(|action| (OutputError::Io { action, path: path(), source: full() }, "out/a/b.html")),
        );
        all.extend(faults.map(|fault| (OutputError::BadPath { path: text("a/con"), fault }, "a/con")));
        all.extend([
            (OutputError::Busy { root: path(), holder: None }, "out/a/b.html"),
            (OutputError::Busy { root: path(), holder: Some(7) }, "进程 7"),
            (OutputError::UnknownFormat { path: path(), found: 9 }, "out/a/b.html"),
            (OutputError::Damaged { path: path() }, "out/a/b.html"),
            (OutputError::InventoryGone { path: path() }, "out/a/b.html"),
            (
                OutputError::Collision { unit: text("2019"), first: text("a.html"), second: text("a.html") },
                "a.html",
            ),
            (
                OutputError::Collision { unit: text("2019"), first: text("a.html"), second: text("A.html") },
                "A.html",
            ),
            (OutputError::Overlap { first: text("a"), second: text("a") }, "a"),
            (OutputError::Overlap { first: text("a"), second: text("a/b") }, "a/b"),
            (OutputError::Unfinished { unit: text("2019"), path: text("a.html") }, "a.html"),
            (OutputError::Symlink { path: path() }, "out/a/b.html"),
            (OutputError::NotAFolder { path: path() }, "out/a/b.html"),
            (OutputError::OtherFileSystem { path: path() }, "out/a/b.html"),
            (OutputError::ForeignFolder { path: path(), example: PathBuf::from("x") }, "out/a/b.html"),
            (OutputError::ForeignFile { path: path() }, "out/a/b.html"),
            (OutputError::EditionExists { path: path() }, "out/a/b.html"),
            (
                OutputError::Halfway {
                    cause: Box::new(OutputError::Symlink { path: path() }),
                    undo: Box::new(OutputError::Symlink { path: path() }),
                    new: vec![text("2019")],
                    away: vec![text("a.html")],
                },
                "暂时缺少：a.html",
            ),
            (
                OutputError::TakenBack {
                    targets: vec![text("2019")],
                    cause: Box::new(OutputError::Symlink { path: path() }),
                },
                "out/a/b.html",
            ),
            (
                OutputError::AfterRecovery {
                    completed: vec![text("2019")],
                    cause: Box::new(OutputError::Symlink { path: path() }),
                },
                "out/a/b.html",
            ),
        ]);
        all
    }

    /// No English is left of a sentence but names of files and programs.
    #[track_caller]
    fn is_chinese(told: &str, named: &str) {
        assert!(told.contains(named), "{told}");
        let mut rest = told.to_owned();
        for name in [
            named,
            "out/a/b.html",
            "a.html",
            "A.html",
            "2019",
            "tongbao",
            "Windows",
            "con",
            "aux",
            "UTF-8",
            "Ed25519",
            "PEM",
            "--theme",
            "site.yaml",
            "theme",
            "register.json",
            "withdrawals.json",
            "vN",
            "ZIP",
            "--output",
            "templates/docx/",
            "Word",
            ".xml",
            ".rels",
        ] {
            rest = rest.replace(name, "");
        }
        let english = rest.chars().filter(char::is_ascii_alphabetic).count();
        assert!(english <= 2, "{told}");
        assert!(told.contains(['请', '再']), "what to do is not said: {told}");
    }

    #[test]
    fn every_error_of_the_output_is_told_in_chinese_with_its_path_and_what_to_do() {
        let all = all();
        let codes: std::collections::BTreeSet<_> = all.iter().map(|(error, _)| error.code()).collect();
        assert_eq!(codes.len(), OutputError::CODES.len(), "one of each kind: {codes:?}");
        for (error, named) in &all {
            is_chinese(&output(error), named);
        }
    }

    #[test]
    fn every_error_of_a_page_and_a_theme_is_told_with_its_file() {
        let inner = OutputError::Io {
            action: Action::Write,
            path: PathBuf::from("out/a/b.html"),
            source: io::Error::from(io::ErrorKind::PermissionDenied),
        };
        let wrapped = io::Error::new(io::ErrorKind::PermissionDenied, inner);
        let page_of = |source| PageError::Io { page: "a.html".to_owned(), source };
        is_chinese(&page(&page_of(wrapped)), "out/a/b.html");
        is_chinese(&page(&page_of(io::Error::from(io::ErrorKind::StorageFull))), "a.html");
        let rendered = |template: &str| {
            let reason = "“x”没有这个字段".to_owned();
            PageError::Render(RenderError {
                page: "a.html".to_owned(),
                template: template.to_owned(),
                reason,
            })
        };
        assert!(page(&rendered("2019/bulletin.md")).contains("由 2019/bulletin.md 填写"));
        assert!(page(&rendered("method.html")).contains("模板 method.html"));
        for fault in [
            ThemeFault::NotAFolder,
            ThemeFault::NotUtf8,
            ThemeFault::Character { line: 2, column: 3, character: '\u{1b}' },
            ThemeFault::Unreadable { said: "没有权限".to_owned(), remedy: "请检查权限" },
            ThemeFault::NotAPart,
            ThemeFault::Syntax("1:2".to_owned()),
        ] {
            is_chinese(&theme(&ThemeError { file: "out/a/b.html".to_owned(), fault }), "out/a/b.html");
        }
    }

    #[test]
    fn a_note_is_one_line_of_plain_text() {
        assert_eq!(plain("--note", "更正甲市一项数据（2019）"), Ok(()));
        assert_eq!(plain("--note", &"字".repeat(500)), Ok(()));
        let long = plain("--note", &"字".repeat(501)).expect_err("it is refused");
        assert!(long.contains("--note 有 501 个字，最多 500 个"), "{long}");
        for (text, told) in [
            ("甲\u{b}乙", "--note 的第 2 个字符是 U+000B（垂直制表符"),
            ("甲\t乙", "U+0009（制表符）"),
            ("甲\n乙", "U+000A（换行符）"),
            ("甲乙\r", "第 3 个字符是 U+000D（回车符）"),
            ("\u{1b}[31m", "第 1 个字符是 U+001B（转义符）"),
            ("甲\u{202e}", "U+202E（强制从右到左）"),
            ("甲\u{2028}", "U+2028（行分隔符）"),
            ("甲\u{9b}", "U+009B（控制字符）"),
            ("\u{ffff}", "U+FFFF（不是字符）"),
        ] {
            let found = plain("--note", text).expect_err("it is refused");
            assert!(found.contains(told), "{found}");
        }
    }
}
