//! What the operating system says when it refuses, in Chinese where it is said often, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

/// An error with the place it happened at, as the inside of an [`io::Error`].
#[derive(Debug)]
struct At {
    path: PathBuf,
    source: io::Error,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for At {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The same error with the place it happened at; one that names its place already keeps it.
pub fn at_path(path: &Path, error: io::Error) -> io::Error {
    if error.get_ref().is_some_and(|inner| inner.is::<At>()) {
        return error;
    }
    io::Error::new(error.kind(), At { path: path.to_owned(), source: error })
}

/// What the system said: `磁盘已满`, after the place where the error names one. What is seldom said is told as it was.
pub fn said(error: &io::Error) -> String {
    if let Some(At { path, source }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return format!("{}：{}", path.display(), said(source));
    }
    match known(error) {
        Some((said, _)) => said.to_owned(),
        None => format!("系统报告“{error}”"),
    }
}

/// What to do about it.
pub fn remedy(error: &io::Error) -> &'static str {
    known(error).map_or("请检查磁盘、网络盘和权限后再试", |(_, remedy)| remedy)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the standard library adds kinds of errors")]
fn known(error: &io::Error) -> Option<(&'static str, &'static str)> {
    use io::ErrorKind as Kind;
    // The library has no kind for these.
    match error.raw_os_error() {
        Some(32 | 33) if cfg!(windows) => return Some(("文件被别的程序占用", HELD)),
        Some(23 | 24) if cfg!(unix) => {
            return Some(("同时打开的文件太多", "请关闭一些程序，或调高 ulimit -n 后再试"));
        }
        Some(5) if cfg!(unix) => return Some(("磁盘读写出错", "请检查磁盘是否损坏、网络盘是否断开")),
        _ => {}
    }
    Some(match error.kind() {
        Kind::NotFound => ("文件或文件夹不存在", "请核对路径是否写对、是否被移走"),
        Kind::PermissionDenied => ("没有权限", "请检查它和所在文件夹的权限、是否只读、是否被别的程序占用"),
        Kind::StorageFull => ("磁盘已满", "请腾出空间后再试"),
        Kind::QuotaExceeded => ("超出磁盘配额", "请腾出空间，或请管理员增加配额"),
        Kind::FileTooLarge => ("文件超过系统允许的大小", "请换一个磁盘，或请管理员放宽限制"),
        Kind::ReadOnlyFilesystem => ("这个磁盘是只读的", "请换一个能写的地方"),
        Kind::InvalidFilename => ("文件名太长，或有系统不允许的字符", "请换一个层次较浅、名字较短的文件夹"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => ("文件被别的程序占用", HELD),
        Kind::AlreadyExists => ("已经存在", "请先移走它"),
        Kind::IsADirectory => ("这是文件夹，不是文件", "请移走它，或换一个名字"),
        Kind::NotADirectory => ("路径里有一段是文件，不是文件夹", "请核对路径"),
        Kind::DirectoryNotEmpty => ("文件夹不是空的", "请移走其中的文件"),
        Kind::CrossesDevices => ("不在同一个磁盘上", "请把它移到同一个磁盘"),
        Kind::InvalidData => ("文件不是 UTF-8 文字", "请核对是不是这个文件"),
        Kind::UnexpectedEof => ("文件不完整", "请从备份恢复"),
        Kind::OutOfMemory => ("内存不够", "请关闭一些程序后再试"),
        Kind::TimedOut => ("等待超时", "请检查网络盘后再试"),
        Kind::StaleNetworkFileHandle => ("网络盘上的文件已经失效", "请重新连接网络盘后再试"),
        _ => return None,
    })
}

const HELD: &str = "请关闭打开它的程序（如 Excel、Word、浏览器、杀毒软件）后再试";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_often_is_chinese_and_the_rest_is_kept() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!((said(&full), remedy(&full)), ("磁盘已满".to_owned(), "请腾出空间后再试"));
        let there = at_path(Path::new("a/b.txt"), full);
        assert_eq!((said(&there), remedy(&there)), ("a/b.txt：磁盘已满".to_owned(), "请腾出空间后再试"));
        assert_eq!(said(&at_path(Path::new("c"), there)), "a/b.txt：磁盘已满");
        assert_eq!(said(&io::Error::other("teapot")), "系统报告“teapot”");
    }

    #[cfg(unix)]
    #[test]
    fn what_unix_says_has_its_words() {
        for (number, words) in [
            (1, "没有权限"),
            (2, "文件或文件夹不存在"),
            (5, "磁盘读写出错"),
            (13, "没有权限"),
            (16, "文件被别的程序占用"),
            (24, "同时打开的文件太多"),
            (28, "磁盘已满"),
            (30, "这个磁盘是只读的"),
            (36, "文件名太长，或有系统不允许的字符"),
        ] {
            // The numbers are those of Linux.
            if cfg!(target_os = "linux") {
                assert_eq!(said(&io::Error::from_raw_os_error(number)), words, "{number}");
            }
        }
    }
}
