//! `tongbao backup` and `tongbao restore`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{Paths, report};
use crate::backup::{self, BackupError, Folders, Forgery, Listing};
use crate::diagnostics::{remedy, said};
use crate::edition::of_file;

/// Where a backup goes.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// 备份文件，如 D:/备份/通报-2020-05-18.zip；已存在的不覆盖
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 只检查一个已有的备份：逐个文件核对摘要，列出里面有什么；什么也不写
    #[arg(long)]
    check: bool,
}

/// What is restored.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// 备份文件
    #[arg(value_name = "文件")]
    file: PathBuf,
    /// 只核对备份、看看会恢复什么；什么也不写
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn pack(paths: &Paths, options: &Backup) -> ExitCode {
    if options.check {
        return check(&options.file);
    }
    match backup::pack(folders(paths), &options.file) {
        Ok(packed) => {
            report::say(&format!(
                "已备份到 {}，并已读回核对无误。\n{}",
                options.file.display(),
                held(&packed.listing)
            ));
            report::print(&proof(&packed.digests.sha256, &packed.digests.sm3));
            report::say(
                "请把它存到另一个磁盘、共享目录或 U 盘，并记下上面的摘要；恢复用 tongbao restore。\n",
            );
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error, "没有备份", paths),
    }
}

pub(super) fn restore(paths: &Paths, options: &Restore) -> ExitCode {
    if options.dry_run {
        let looked = backup::targets(folders(paths));
        let code = check(&options.file);
        return match looked {
            Err(error) => failed(&error, "不能恢复", paths),
            Ok(()) if code == ExitCode::SUCCESS => {
                let (content, output) = (paths.content.display(), paths.output.display());
                report::say(&format!("可以恢复到 {content} 和 {output}；这是试运行，什么也没有写。\n"));
                code
            }
            Ok(()) => code,
        };
    }
    match backup::restore(&options.file, folders(paths)) {
        Ok(restored) => {
            report::say(&format!(
                "已恢复到 {} 和 {}，每个文件都与备份的清单相符。\n{}请用 tongbao verify 核验版次，再用 tongbao check 查看内容。\n",
                paths.content.display(),
                paths.output.display(),
                held(&restored.listing)
            ));
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error, "没有恢复", paths),
    }
}

fn folders(paths: &Paths) -> Folders<'_> {
    Folders { content: &paths.content, output: &paths.output }
}

fn check(file: &Path) -> ExitCode {
    let found = backup::check(file).and_then(|listing| {
        Ok((listing, of_file(file).map_err(|error| BackupError::Io(file.to_owned(), error))?))
    });
    match found {
        Ok((listing, digests)) => {
            report::say(&format!(
                "{} 是完整的备份，每个文件都与清单相符。\n{}",
                file.display(),
                held(&listing)
            ));
            report::print(&proof(&digests.sha256, &digests.sm3));
            ExitCode::SUCCESS
        }
        Err(error) => {
            report::say(&format!("{}\n", told(&error)));
            ExitCode::FAILURE
        }
    }
}

/// 内容 120 个文件、0.4 MB；网站 800 个文件、12.0 MB，版次 2019/v1、2019/v2
fn held(listing: &Listing) -> String {
    let part = |folder| {
        let (files, bytes) = listing.size(folder);
        format!("{files} 个文件、{:.1} MB", bytes as f64 / 1e6)
    };
    let editions = listing.editions();
    let editions = match editions.is_empty() {
        true => "其中没有已发布的版次".to_owned(),
        false => format!("其中版次 {}", crate::diagnostics::some(&editions)),
    };
    format!("内容 {}；网站 {}，{editions}。\n", part("content"), part("output"))
}

fn proof(sha256: &str, sm3: &str) -> String {
    format!("SHA-256 {sha256}\nSM3     {sm3}\n")
}

fn failed(error: &BackupError, not: &str, paths: &Paths) -> ExitCode {
    let more = if matches!(error, BackupError::Occupied(..)) {
        format!(
            "。要看备份里有什么，用 tongbao backup --check；现有的 {} 和 {} 一个字也没有动",
            paths.content.display(),
            paths.output.display()
        )
    } else {
        String::new()
    };
    report::say(&format!("{not}：{}{more}\n", told(error)));
    ExitCode::FAILURE
}

/// What is wrong, and what to do.
fn told(error: &BackupError) -> String {
    match error {
        BackupError::Io(path, why) => format!("{} 读写不了：{}。{}", path.display(), said(why), remedy(why)),
        BackupError::NoContent(path) => {
            format!("找不到内容目录 {}。请用 --content 指到它", path.display())
        }
        BackupError::Inside(path) => format!(
            "备份文件不能放在它要备份的 {} 里面：与原件一起丢失的备份没有用。请放到别处，如 U 盘或共享目录",
            path.display()
        ),
        BackupError::Exists(path) => {
            format!("{} 已经存在，备份不覆盖旧文件。请换一个名字，如在名字里写上日期", path.display())
        }
        BackupError::NotAFile(path) => format!(
            "{} 是链接或别的特殊文件，不能备份、也不能经由它恢复。请换成真正的文件或文件夹，或者把它移到别处",
            path.display()
        ),
        BackupError::Name(path) => format!(
            "{} 的名字不能保存：不是 UTF-8，或含有 \\、: 或控制字符，换一台电脑就恢复不出来。请改名后再备份",
            path.display()
        ),
        BackupError::Twice(one, other) => format!(
            "{one} 和 {other} 在 Windows 上是同一个文件，恢复时会少一个。请给其中一个改名后再备份"
        ),
        BackupError::Changed(path) => {
            format!("{} 在备份时被改动。请等编辑它的人存好以后，再备份一次", path.display())
        }
        BackupError::Unfinished => {
            "网站的上一次写入没有做完，或者另一个 tongbao 正在写。请等它结束，或先运行一次 tongbao build，再备份".to_owned()
        }
        BackupError::Broken => {
            "备份文件打不开：它不完整（如没有拷贝完），或者不是 ZIP。请重新拷贝一次，或者用另一份备份".to_owned()
        }
        BackupError::NoBackup => {
            "这个 ZIP 不是 tongbao backup 做的备份（里面没有 tongbao-backup.json）。单独一个版次的 ZIP 用 tongbao verify 核验".to_owned()
        }
        BackupError::Newer(format) => {
            format!("这份备份的格式号 {format} 较新，请用更新的 tongbao")
        }
        BackupError::Forged(why, of) => format!("{}。不要使用这份备份，请用另一份", forged(*why, of)),
        BackupError::Differs(path) => {
            format!("备份里的 {path} 与清单的摘要不符，备份已损坏或被改动。请用另一份备份")
        }
        BackupError::Occupied(folder, first) => format!(
            "{} 里已有文件（如 {first}），恢复不覆盖任何东西。请用 --content 和 --output 指到新的或空的文件夹",
            folder.display()
        ),
        BackupError::Nested(content, output) => format!(
            "{} 和 {} 一个在另一个里面。请用 --content 和 --output 指到两个并列的文件夹",
            content.display(),
            output.display()
        ),
    }
}

fn forged(why: Forgery, of: &str) -> String {
    match why {
        Forgery::Path => format!("备份里的“{of}”指到内容和网站两个文件夹之外"),
        Forgery::Link => format!("备份里的“{of}”是链接，不是文件"),
        Forgery::Double if of.is_empty() => "备份里有两个同名的文件".to_owned(),
        Forgery::Double => format!("备份里有别的文件与“{of}”同名，或只有大小写不同"),
        Forgery::Extra => format!("备份里的“{of}”不在它的清单中"),
        Forgery::Missing => format!("备份缺少清单中的“{of}”"),
        Forgery::Bomb => "备份的清单写的字节数多得不可能，解开会占满磁盘".to_owned(),
        Forgery::List => "备份的清单读不出来".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        let path = || PathBuf::from("a/b");
        let why = [
            Forgery::Path,
            Forgery::Link,
            Forgery::Double,
            Forgery::Extra,
            Forgery::Missing,
            Forgery::Bomb,
            Forgery::List,
        ];
        let mut all = vec![
            BackupError::Io(path(), std::io::ErrorKind::PermissionDenied.into()),
            BackupError::NoContent(path()),
            BackupError::Inside(path()),
            BackupError::Exists(path()),
            BackupError::NotAFile(path()),
            BackupError::Name(path()),
            BackupError::Twice("a".to_owned(), "A".to_owned()),
            BackupError::Changed(path()),
            BackupError::Unfinished,
            BackupError::Broken,
            BackupError::NoBackup,
            BackupError::Newer(2),
            BackupError::Differs("a".to_owned()),
            BackupError::Occupied(path(), "x".to_owned()),
            BackupError::Nested(path(), path()),
        ];
        all.extend(why.map(|why| BackupError::Forged(why, "a".to_owned())));
        for error in all {
            let told = told(&error);
            assert!(told.contains('请') || told.contains("用 tongbao"), "{error:?}: {told}");
        }
    }
}
