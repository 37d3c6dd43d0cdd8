//! Why a JSON file of tongbao's own cannot be read, for whoever has to restore it: which line, what was found there and
//! what is allowed. The parser says so in English words that are taken apart here.

use serde_json::error::Category;

/// As many signs of a line as are shown.
const MOST: usize = 60;

/// `第5行“"kind": "relese",”：“relese”不在允许之列，允许的有 release、withdrawal`
pub fn misread(bytes: &[u8], error: &serde_json::Error) -> String {
    if bytes.is_empty() {
        return "文件是空的".to_owned();
    }
    let why = match error.classify() {
        Category::Eof => "文件到这里就断了，不完整".to_owned(),
        Category::Syntax | Category::Io => "这里不是 JSON 的写法，请看括号、引号和逗号".to_owned(),
        Category::Data => data(&error.to_string()),
    };
    format!("{}：{why}", line(bytes, error.line()))
}

/// Where a file is not written in the one way in which tongbao writes it.
pub fn rewritten(found: &[u8], expected: &[u8]) -> String {
    let lines =
        |bytes: &[u8]| -> Vec<Vec<u8>> { bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect() };
    let (found_lines, expected) = (lines(found), lines(expected));
    let at = found_lines.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
    let should = expected.get(at).map(Vec::as_slice).unwrap_or_default();
    let told = match found_lines.get(at).is_some_and(|found| shown(found) == shown(should)) {
        true => {
            let spaces = should.iter().take_while(|byte| **byte == b' ').count();
            format!("空格不同，开头应有 {spaces} 个，末尾没有")
        }
        false => format!("应为“{}”", shown(should)),
    };
    format!("{}：不是 tongbao 的写法：{told}", line(found, at + 1))
}

/// A format number that this program does not know.
pub fn other_format(found: u32, known: u32) -> String {
    format!("格式号是 {found}，这个程序只认 {known}；由较新的程序写的，请用更新的 tongbao")
}

/// `第5行“…”`
fn line(bytes: &[u8], number: usize) -> String {
    let text = bytes.split(|byte| *byte == b'\n').nth(number.saturating_sub(1)).unwrap_or_default();
    match shown(text) {
        text if text.is_empty() => format!("第{number}行"),
        text => format!("第{number}行“{text}”"),
    }
}

fn shown(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    let text = text.trim();
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

/// What is wrong with a value, out of the parser's words.
fn data(told: &str) -> String {
    let told = told.rsplit_once(" at line ").map_or(told, |(told, _)| told);
    let (what, expected) = told.split_once(", expected ").unwrap_or((told, ""));
    let name = |start: &str| what.strip_prefix(start)?.strip_suffix('`');
    let allowed = || {
        let names: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        names.join("、")
    };
    if let Some(name) = name("missing field `") {
        format!("到这里为止缺少“{name}”")
    } else if let Some(name) = name("duplicate field `") {
        format!("“{name}”写了两次")
    } else if let Some(name) = name("unknown field `") {
        format!("不认识的键“{name}”，允许的有 {}", allowed())
    } else if let Some(name) = name("unknown variant `") {
        format!("“{name}”不在允许之列，允许的有 {}", allowed())
    } else if let Some((_, found)) = what.split_once(": ").filter(|_| what.starts_with("invalid ")) {
        format!("这里是{}，应为{}", kind(found), kind(expected))
    } else {
        "这里的值不是应有的写法；时间写如 2020-05-18T00:00:00Z".to_owned()
    }
}

/// A kind of value, with the value where it is named.
fn kind(word: &str) -> String {
    const KINDS: [(&str, &str); 12] = [
        ("string", "文字"),
        ("a string", "文字"),
        ("integer", "整数"),
        ("u", "不小于 0 的整数"),
        ("i", "整数"),
        ("floating point", "小数"),
        ("boolean", "真假值"),
        ("a boolean", "真假值"),
        ("sequence", "列表"),
        ("a sequence", "列表"),
        ("null", "空值"),
        ("unit", "空值"),
    ];
    let known =
        KINDS.iter().filter(|(start, _)| word.starts_with(start)).max_by_key(|(start, _)| start.len());
    let name = known.map_or("一组键和值", |(_, name)| name);
    let value = word.split_once(['"', '`']).map(|(_, rest)| rest.trim_end_matches(['"', '`']));
    value.map_or_else(|| name.to_owned(), |value| format!("{name}“{}”", shown(value.as_bytes())))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "what is read is never looked at")]
    struct One {
        kind: Kind,
        year: u32,
        lines: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Release,
        Withdrawal,
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_with_its_line_and_what_is_allowed() {
        for (text, told) in [
            ("", "文件是空的"),
            ("{\n", "第2行：文件到这里就断了，不完整"),
            (
                "{\n  \"kind\" \"release\"\n}",
                "第2行“\"kind\" \"release\"”：这里不是 JSON 的写法，请看括号、引号和逗号",
            ),
            (
                "{\n  \"kind\": \"relese\"\n}",
                "第2行“\"kind\": \"relese\"”：“relese”不在允许之列，允许的有 release、withdrawal",
            ),
            ("{\n  \"kond\": 1\n}", "第2行“\"kond\": 1”：不认识的键“kond”，允许的有 kind、year、lines"),
            ("{\"year\": 1,\n  \"year\": 2\n}", "第2行“\"year\": 2”：“year”写了两次"),
            ("{\n  \"year\": 1\n}", "第3行“}”：到这里为止缺少“kind”"),
            ("{\n  \"year\": \"x\"\n}", "第2行“\"year\": \"x\"”：这里是文字“x”，应为不小于 0 的整数"),
            ("{\n  \"year\": -5\n}", "第2行“\"year\": -5”：这里是整数“-5”，应为不小于 0 的整数"),
            ("{\n  \"lines\": {}\n}", "第2行“\"lines\": {}”：这里是一组键和值，应为列表"),
            ("{\n  \"lines\": [null]\n}", "第2行“\"lines\": [null]”：这里是空值，应为文字"),
        ] {
            let error = serde_json::from_str::<One>(text).expect_err("it is wrong");
            assert_eq!(misread(text.as_bytes(), &error), told, "{error}");
        }
    }

    #[test]
    fn where_a_file_is_written_otherwise_is_told_with_what_should_stand_there() {
        let told = rewritten(b"{\n \"a\": 1\n}\n", b"{\n  \"a\": 1,\n}\n");
        assert_eq!(told, "第2行“\"a\": 1”：不是 tongbao 的写法：应为“\"a\": 1,”");
        let told = rewritten(b"{\n \"a\": 1\n}\n", b"{\n  \"a\": 1\n}\n");
        assert_eq!(told, "第2行“\"a\": 1”：不是 tongbao 的写法：空格不同，开头应有 2 个，末尾没有");
        assert!(rewritten(b"{}\n\n", b"{}\n").starts_with("第3行"));
        assert!(line("字".repeat(70).as_bytes(), 1).ends_with("…”"));
    }
}
