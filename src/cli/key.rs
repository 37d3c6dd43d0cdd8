//! `tongbao key`

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

use super::{Paths, report, words};
use crate::edition::KeyPair;

pub(super) fn run(paths: &Paths, file: &Path) -> ExitCode {
    if let Some(why) = exposed(paths, file) {
        return words::usage(&format!("{why}。请另选地方，如 U 盘或只有本人能读的文件夹"));
    }
    let mut public = file.as_os_str().to_owned();
    public.push(".pub");
    let written = KeyPair::generate().map_err(|error| format!("生成不了密钥：{error}")).and_then(|pair| {
        write(file, &pair.secret, true)?;
        write(Path::new(&public), &pair.public, false)
    });
    match written {
        Ok(()) => {
            report::say(&format!(
                "私钥 {}：请保存在资料库之外，不要交给任何人；公钥 {}：可以公开，核验时用\n",
                file.display(),
                Path::new(&public).display()
            ));
            ExitCode::SUCCESS
        }
        Err(told) => {
            report::say(&format!("{told}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Why a secret key must not lie there: what is in such a folder is copied, published or kept for ever.
fn exposed(paths: &Paths, file: &Path) -> Option<String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let named = [(&paths.content, "内容目录"), (&paths.output, "输出目录")];
    let named = named.into_iter().find_map(|(place, what)| {
        let place = place.canonicalize().ok()?;
        folder.starts_with(&place).then_some((place, what))
    });
    let (place, what) = named.or_else(|| {
        let known = |place: &Path| MARKS.into_iter().find(|(mark, _)| place.join(mark).exists());
        folder.ancestors().find_map(|place| known(place).map(|(_, what)| (place.to_owned(), what)))
    })?;
    if what == REPOSITORY && ignored(&folder, file) {
        return None;
    }
    let why = match what {
        REPOSITORY => "提交以后人人能取到，删去了历史里也还在；写进 .gitignore 的地方可以放",
        _ => "这里的文件会随资料库或网站一起复制、公开",
    };
    Some(format!("私钥不能放在{what} {} 里：{why}", place.display()))
}

const REPOSITORY: &str = " Git 仓库";
/// What tells that a folder is a site, a content folder or a working tree of Git; the first that is found tells.
const MARKS: [(&str, &str); 5] = [
    (".tongbao-files", "网站文件夹"),
    ("register.json", "网站文件夹"),
    ("HOWTO-VERIFY.txt", "版次文件夹"),
    ("site.yaml", "内容文件夹"),
    (".git", REPOSITORY),
];

/// Whether Git passes over the file, by its own word; without Git nobody knows, and the file counts as kept.
fn ignored(folder: &Path, file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default();
    let asked =
        Command::new("git").arg("-C").arg(folder).args(["check-ignore", "-q", "--"]).arg(name).output();
    asked.is_ok_and(|asked| asked.status.success())
}

/// Writes a file that is not there yet; a secret is readable for its owner only.
#[expect(clippy::wildcard_enum_match_arm, reason = "the standard library adds kinds of errors")]
fn write(path: &Path, text: &str, secret: bool) -> Result<(), String> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let mut file = options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("{} 已经存在，不覆盖。请换一个文件名", path.display()),
        _ => words::unwritable(path, &error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| words::unwritable(path, &error))
}
