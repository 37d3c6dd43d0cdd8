//! Names that nearly are an edition's: somebody, or a synchronising program, copied, renamed or linked one. No command
//! takes them for an edition, a reader might.

use std::path::Path;

use super::MANIFEST;

/// Something that looks like an edition or an edition's ZIP, and is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Where it stands below the site, `2019/V2`.
    pub path: String,
    /// Whether it bears an edition's name, but is a link or no folder.
    pub named: bool,
}

/// What in a site folder nearly bears the name of an edition, in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn near(site: &Path) -> std::io::Result<Vec<Near>> {
    let mut found = Vec::new();
    for entry in entries(site)? {
        let (name, kind) = entry;
        let year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
        let folder = site.join(&name);
        if year && kind.is_dir() {
            inside(&folder, &name, &mut found)?;
        } else if plain(&name).bytes().take_while(u8::is_ascii_digit).count() == 4 && holds_editions(&folder)
        {
            found.push(Near { path: name, named: year });
        }
    }
    found.sort();
    Ok(found)
}

/// The ZIPs of a year's folder that are named like an edition's: path and version.
///
/// # Errors
/// When the folder cannot be read.
pub fn zips(site: &Path, year: i16) -> std::io::Result<Vec<String>> {
    let folder = site.join(year.to_string());
    let mut found: Vec<String> = entries(&folder)?
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| {
            let plain = plain(name);
            plain.starts_with(&format!("{year}-v")) && plain.ends_with(".zip")
        })
        .map(|name| format!("{year}/{name}"))
        .collect();
    found.sort();
    Ok(found)
}

fn inside(folder: &Path, year: &str, found: &mut Vec<Near>) -> std::io::Result<()> {
    for (name, kind) in entries(folder)? {
        let own = is_version(&name);
        if own && kind.is_dir() {
            continue;
        }
        let plain = plain(&name);
        let looks =
            plain.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        // A folder of any name with a manifest in it; drafts have none.
        let bears = folder.join(&name).join(MANIFEST).is_file();
        if own || bears || (looks && !kind.is_file()) {
            found.push(Near { path: format!("{year}/{name}"), named: own });
        }
    }
    Ok(())
}

/// `v1`, `v12`
fn is_version(name: &str) -> bool {
    name.strip_prefix('v').is_some_and(|digits| {
        !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn holds_editions(folder: &Path) -> bool {
    entries(folder).is_ok_and(|inside| {
        inside
            .iter()
            .any(|(name, _)| plain(name).starts_with('v') && folder.join(name).join(MANIFEST).is_file())
    })
}

/// Small letters, full-width ones as ASCII, no spaces.
fn plain(name: &str) -> String {
    let narrow = |letter: char| match u32::from(letter) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(letter),
        _ => letter,
    };
    name.chars().map(narrow).filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Names with what they are, links not followed; an absent folder has none.
fn entries(folder: &Path) -> std::io::Result<Vec<(String, std::fs::FileType)>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    entries
        .map(|entry| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nearly_are_an_editions_are_told_and_others_are_not() {
        let site = tempfile::tempdir().unwrap();
        let folder = |path: &str| std::fs::create_dir_all(site.path().join(path)).unwrap();
        let manifest = |path: &str| {
            folder(path);
            std::fs::write(site.path().join(path).join(MANIFEST), "{}").unwrap();
        };
        for path in
            ["2019/v1", "2019/V2", "2019/v02", "2019/v1 - 副本", "2019/ｖ3", "2019/第1版", "2019 - 副本/v1"]
        {
            manifest(path);
        }
        for path in ["2019/draft", "2019/v1x", "compare/v1", "20190101", "2020/video"] {
            folder(path);
        }
        std::fs::write(site.path().join("2019/v7"), "a file").unwrap();
        std::fs::write(site.path().join("2019/v1.txt"), "of the user").unwrap();
        std::fs::write(site.path().join("2019/2019-v9.ZIP"), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("v1", site.path().join("2019/v4")).unwrap();
        let told: Vec<_> = near(site.path()).unwrap().into_iter().map(|of| (of.path, of.named)).collect();
        let mut expected = vec![
            ("2019 - 副本", false),
            ("2019/V2", false),
            ("2019/v02", false),
            ("2019/v1 - 副本", false),
            ("2019/v1x", false),
            ("2019/v7", true),
            ("2019/第1版", false),
            ("2019/ｖ3", false),
        ];
        if cfg!(unix) {
            expected.push(("2019/v4", true));
        }
        expected.sort_unstable();
        assert_eq!(
            told,
            expected.iter().map(|(path, named)| ((*path).to_owned(), *named)).collect::<Vec<_>>()
        );
        assert_eq!(zips(site.path(), 2019).unwrap(), ["2019/2019-v9.ZIP"]);
    }
}
