//! What the template engine finds, in Chinese with its place. The engine words it in English, as a sentence or as a whole
//! report; its own words are kept as a detail.

use tera::ErrorKind;

use crate::diagnostics::{nearest, some};

/// Something that the engine finds wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The template it stands in, and where: line and column from 1.
    pub place: Option<(String, usize, usize)>,
    pub told: String,
}

impl Found {
    /// `第3行第5列：没有…`
    pub fn in_its_file(&self) -> String {
        match &self.place {
            Some((_, line, column)) => format!("第{line}行第{column}列：{}", self.told),
            None => self.told.clone(),
        }
    }
}

/// Everything that an error of the engine says, at least one thing.
#[expect(clippy::wildcard_enum_match_arm, reason = "Tera adds kinds of errors; only two carry a place")]
pub(super) fn found(error: &tera::Error) -> Vec<Found> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let place = (report.filename().to_owned(), span.start_line, span.start_col + 1);
            vec![Found { place: Some(place), told: sentence(report.message()) }]
        }
        other => {
            let text = other.to_string();
            let several = reports(&text);
            if several.is_empty() { vec![Found { place: None, told: sentence(&text) }] } else { several }
        }
    }
}

/// What several reports in one text say: each begins with `error: ` and a line `--> name:1:2`.
fn reports(text: &str) -> Vec<Found> {
    let mut lines = text.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|next| {
            let mut parts = next.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
            let column = parts.next()?.parse().ok()?;
            let line = parts.next()?.parse().ok()?;
            Some((parts.next()?.to_owned(), line, column))
        });
        found.push(Found { place, told: sentence(message) });
    }
    found
}

/// What is wrong, and the engine's own words. What the program's own filters say is Chinese already.
fn sentence(message: &str) -> String {
    if message.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter)) && !message.contains('`') {
        return message.to_owned();
    }
    let first = message.lines().next().unwrap_or_default();
    let (own, available) = match first.split_once(" Available ") {
        Some((own, names)) => (own, names.split_once(": ").map_or("", |(_, names)| names)),
        None => (first, ""),
    };
    let name = own.split(['`', '\'']).nth(1).unwrap_or_default();
    let begins = |start: &str| own.starts_with(start);
    let holds = |part: &str| own.contains(part);
    let says = if begins("Variable `") && !holds("exists but") {
        format!("没有“{name}”这个名字{}", choice(name, available))
    } else if begins("Field `") {
        format!("没有“{name}”这个字段{}", choice(name, available))
    } else if begins("Unknown filter") || begins("Filter `") {
        format!("没有过滤器“{name}”")
    } else if begins("Unknown function") {
        format!("没有函数“{name}”")
    } else if begins("Unknown test") {
        format!("没有判断“{name}”")
    } else if begins("Unknown component") || begins("Component '") {
        format!("没有部件“{name}”")
    } else if begins("Unknown template") || begins("Template '") {
        format!("没有模板“{name}”")
    } else if begins("Missing keyword argument") {
        format!("缺少参数“{name}”")
    } else if begins("Unknown tag") {
        "不认识这种标签".to_owned()
    } else if holds("nexpected end") {
        "没有写完，缺少结束的 }}、%}、引号或 {% endfor %}、{% endif %}".to_owned()
    } else if holds("divide by 0") {
        "除数是 0".to_owned()
    } else if begins("Math operations") {
        "只有数字能作加减乘除".to_owned()
    } else if begins("Cannot compare") {
        "两边不是一类，不能比较".to_owned()
    } else if begins("Iteration not possible") {
        "这里不是列表，不能用 {% for %} 逐项走".to_owned()
    } else if holds("undefined") || holds("not defined") {
        "这里没有值".to_owned()
    } else if begins("Invalid type for the value") {
        "值的类型不对".to_owned()
    } else if holds("out of range") {
        "数超出范围".to_owned()
    } else if begins("Found ") || begins("Unexpected ") || begins("Invalid ") {
        "写法不对".to_owned()
    } else {
        "这里不能用".to_owned()
    };
    format!("{says}（模板引擎的原话：{own}）")
}

/// `，您是不是要写 year ？这里有：year、title`
fn choice(name: &str, available: &str) -> String {
    let mut names: Vec<&str> = available.split(", ").filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    let near = nearest(name, names.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("，您是不是要写 {near} ？"));
    match names[..] {
        [] => near,
        _ => format!("{near}{}这里有：{}", if near.is_empty() { "；" } else { "" }, some(&names)),
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::*;

    fn one(text: &str) -> Found {
        let mut tera = Tera::default();
        let mut context = Context::new();
        context.insert("year", "2019");
        context.insert("nested", &std::collections::BTreeMap::from([("title", 1)]));
        let error = match tera.add_raw_template("a.html", text) {
            Err(error) => error,
            Ok(()) => tera.render("a.html", &context).expect_err("it cannot be rendered"),
        };
        found(&error).remove(0)
    }

    #[test]
    fn what_the_engine_says_is_told_in_chinese_with_its_place() {
        for (text, line, column, says) in [
            ("甲\n乙{{ yaer }}", 2, 5, "没有“yaer”这个名字，您是不是要写 year ？这里有：nested、year"),
            ("{{ nested.titel }}", 1, 11, "没有“titel”这个字段，您是不是要写 title ？这里有：title"),
            ("{{ year | upperr }}", 1, 11, "没有过滤器“upperr”"),
            ("{{ today() }}", 1, 4, "没有函数“today”"),
            ("{% frobnicate %}", 1, 4, "不认识这种标签"),
            ("{% if year %}甲", 1, 15, "没有写完"),
            ("{{ year }", 1, 9, "写法不对"),
            ("{% for a in 1 %}{% endfor %}", 1, 13, "这里不是列表"),
            ("{{ 1 / 0 }}", 1, 8, "除数是 0"),
        ] {
            let found = one(text);
            assert!(
                found.told.starts_with(says) && found.told.contains("（模板引擎的原话："),
                "{text}: {found:?}"
            );
            assert_eq!(found.place, Some(("a.html".to_owned(), line, column)), "{text}: {found:?}");
        }
        assert_eq!(sentence("日期超出范围"), "日期超出范围");
    }
}
