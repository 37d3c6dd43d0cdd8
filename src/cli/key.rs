//! `tongbao key`

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::{Paths, report, words};
use crate::edition::KeyPair;

pub(super) fn run(paths: &Paths, file: &Path) -> ExitCode {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for (place, what) in [(&paths.content, "内容目录"), (&paths.output, "输出目录")] {
        if let (Ok(folder), Ok(place)) = (folder.canonicalize(), place.canonicalize())
            && folder.starts_with(&place)
        {
            return words::usage(&format!("私钥不能放在{what} {} 里，请另选地方", place.display()));
        }
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
