//! Addresses of links and pictures in Markdown: which file of the site one leads to from the page it stands on.

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To a place on the page itself.
    Here,
    /// To this file, named from the site's root.
    To(String),
    /// Nowhere a page may lead, with the reason.
    Refused(&'static str),
}

/// Where an address on a page leads; the page is named from the site's root. What browsers forgive (blanks around an
/// address, signs written in percent) is read as they read it.
pub(super) fn leads(page: &str, address: &str) -> Leads {
    let address = address.trim_matches(|letter: char| letter <= ' ');
    if address.contains(|letter: char| letter.is_control()) {
        return Leads::Refused("地址里有换行、制表符或控制字符");
    }
    if address.contains('\\') {
        return Leads::Refused("地址里有反斜线，文件夹之间要用“/”");
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        return Leads::Refused("它指向站外（或本机的盘符、脚本），只能用相对地址");
    }
    if path.starts_with('/') {
        return Leads::Refused("它从“/”开始，指向站外或服务器的根，只能用相对地址");
    }
    let Some(path) = decoded(path) else {
        return Leads::Refused("地址里的 % 写法不对，或藏着“/”“\\”、控制字符");
    };
    if path.is_empty() {
        return Leads::Here;
    }
    let mut target: Vec<&str> = page.split('/').collect();
    target.pop();
    let mut last = "";
    for part in path.split('/') {
        last = part;
        match part {
            ".." => {
                if target.pop().is_none() {
                    return Leads::Refused("“..”太多，走出了网站的文件夹");
                }
            }
            "." => {}
            part => target.push(part),
        }
    }
    if matches!(last, "" | "." | "..") {
        return Leads::Refused("它指向文件夹，要写到文件名，如 index.html");
    }
    Leads::To(target.join("/"))
}

/// What a path says once its percent signs are read; nothing where that would hide what a path must show.
fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high << 4 | low).ok()?);
    }
    let text = String::from_utf8(bytes).ok()?;
    let same = text.matches('/').count() == path.matches('/').count();
    (same && !text.contains(|letter: char| letter == '\\' || letter.is_control())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_a_file_of_the_site_or_is_refused() {
        let page = "2019/draft/main/letters/a.html";
        for (address, file) in [
            ("b.html", "2019/draft/main/letters/b.html"),
            ("./b.html", "2019/draft/main/letters/b.html"),
            ("../index.html#c-1", "2019/draft/main/index.html"),
            ("../../bulletin.html?x=1", "2019/draft/bulletin.html"),
            ("../../../../index.html", "index.html"),
            ("%2e%2e/index.html", "2019/draft/main/index.html"),
            (" b.html ", "2019/draft/main/letters/b.html"),
            ("%E7%94%B2.html", "2019/draft/main/letters/甲.html"),
            ("a@b.c", "2019/draft/main/letters/a@b.c"),
        ] {
            assert_eq!(leads(page, address), Leads::To(file.to_owned()), "{address}");
        }
        for address in ["", "#c-1", "?x"] {
            assert_eq!(leads(page, address), Leads::Here, "{address}");
        }
        for address in [
            "https://example.org",
            "javascript:x",
            " javascript:x",
            "java\nscript:x",
            "file:///etc/passwd",
            "mailto:a@b.c",
            "C:\\x.html",
            "C:/x.html",
            "\\\\host\\x",
            "..\\index.html",
            "//host/x",
            "/index.html",
            "../../../../../etc/passwd",
            "%2e%2e/%2E%2e/../../../etc/passwd",
            "..%2findex.html",
            "..%5cindex.html",
            "%zz.html",
            "%",
            "%00.html",
            "../",
            "..",
            ".",
        ] {
            assert!(matches!(leads(page, address), Leads::Refused(_)), "{address}");
        }
    }
}
