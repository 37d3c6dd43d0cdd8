//! What a code means, why it matters and what to do, for whoever meets it, and the page of all of them.
//!
//! The texts lie in told/CODE.md, one a code. The examples are what the tests run: the right one stands in a small content,
//! the wrong one in its place gives the code.

use super::{Code, Level};

/// What is told of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub means: &'static str,
    /// What would come of it.
    pub why: &'static str,
    /// What to do.
    pub todo: &'static str,
    /// How it is written wrongly, and rightly.
    pub example: Example,
}

/// One slip, and what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub wrong: &'static str,
    /// What should.
    pub right: &'static str,
}

/// Where an example stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file that holds the right words.
    In(&'static str),
    /// A file that should not be there, or not so.
    Added(&'static str),
    /// A file that is missing.
    Removed(&'static str),
    /// Somewhere that a content alone does not show: a folder, an edition, an encoding, results.
    Shown(&'static str),
}

impl Place {
    /// The file, or what it is.
    pub fn name(self) -> &'static str {
        match self {
            Place::In(name) | Place::Added(name) | Place::Removed(name) | Place::Shown(name) => name,
        }
    }
}

impl Code {
    /// What is told of it.
    pub fn told(self) -> Told {
        let text = self.text();
        Told {
            means: between(text, "", "\n\n为什么要紧："),
            why: between(text, "为什么要紧：", "\n\n怎么办："),
            todo: between(text, "怎么办：", "\n\n错："),
            example: Example {
                place: place(between(text, "\n错：", "\n\n```\n")),
                wrong: between(text, "\n\n```\n", "\n```\n\n对："),
                right: between(text, "\n对：\n\n```\n", "\n```\n"),
            },
        }
    }

    /// The code that was written, in whatever case.
    pub fn named(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(word.trim()))
    }

    /// What is told of it, for a terminal.
    pub fn explained(self) -> String {
        let Told { means, why, todo, example } = self.told();
        let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
        format!(
            "{self}（{}） {}\n\n是什么：{means}\n为什么要紧：{why}\n怎么办：{todo}\n\n错的写法（{}）：\n{}对的写法：\n{}",
            self.level().word(),
            self.title(),
            example.place.name(),
            indented(example.wrong),
            indented(example.right)
        )
    }
}

/// What stands between two marks; the tests see to it that every text has them.
fn between(text: &'static str, from: &str, to: &str) -> &'static str {
    let rest = text.split_once(from).map_or("", |(_, rest)| rest);
    rest.split_once(to).map_or("", |(inside, _)| inside)
}

fn place(text: &'static str) -> Place {
    match text.split_once(' ') {
        Some(("+", name)) => Place::Added(name),
        Some(("-", name)) => Place::Removed(name),
        Some(("~", name)) => Place::Shown(name),
        Some(_) | None => Place::In(text),
    }
}

/// The sections of the page, by the first three letters of their codes.
const SECTIONS: [(&str, &str); 9] = [
    ("00", "文件和文件夹"),
    ("01", "YAML 的写法"),
    ("02", "字段和值"),
    ("03", "引用"),
    ("04", "方案"),
    ("05", "记录"),
    ("06", "版次"),
    ("07", "分组、抽取、审批、整改等程序"),
    ("08", "像不像真的"),
];

/// 报错大全: docs/zh/diagnostics.md.
pub fn handbook() -> String {
    let mut page = String::from(
        "# 报错大全\n\n\
         `tongbao check` 的每条问题都带一个代码，如 E0203。E 开头的是错误，有错误时不生成网站；W 开头的是警告，有的警告会使版次不能发布。\n\
         在命令行里写 `tongbao explain E0203` 看同样的说明，`tongbao explain --codes` 列出全部代码。\n\n\
         本页由程序生成，请不要手改：改 `src/diagnostics/told/` 里的文字，再以 `TONGBAO_WRITE_DOCS=1` 运行测试 `codes`。\n\
         例子里的〔U+0009〕一类表示一个看不见的字符。\n",
    );
    for (number, section) in SECTIONS {
        page.push_str(&format!("\n## {section}\n"));
        let mut codes: Vec<Code> =
            Code::ALL.iter().copied().filter(|code| code.as_str().get(1..3) == Some(number)).collect();
        codes.sort_by_key(|code| (code.level() != Level::Error, code.as_str()));
        for code in codes {
            let Told { means, why, todo, example } = code.told();
            page.push_str(&format!(
                "\n### {code} {}\n\n{means}\n\n- 为什么要紧：{why}\n- 怎么办：{todo}\n\n错的写法（`{}`）：\n\n```text\n{}\n```\n\n对的写法：\n\n```text\n{}\n```\n",
                code.title(),
                example.place.name(),
                example.wrong.trim_end_matches('\n'),
                example.right.trim_end_matches('\n')
            ));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_it_is_why_it_matters_and_what_to_do() {
        for code in Code::ALL {
            let Told { means, why, todo, example } = code.told();
            for text in [means, why, todo, example.place.name(), example.wrong, example.right] {
                assert!(!text.trim().is_empty(), "{code}: {:?}", code.told());
            }
            for text in [means, why, todo] {
                assert!(text.ends_with('。'), "{code}: {text}");
                assert!(text.chars().count() <= 200, "{code}: {text}");
            }
            assert!(code.explained().contains("对的写法"), "{code}");
            assert!(SECTIONS.iter().any(|(number, _)| code.as_str()[1..].starts_with(number)), "{code}");
        }
        assert_eq!(Code::named(" e0203 "), Some(Code::WrongType));
        assert_eq!(Code::named("E9999"), None);
    }
}
