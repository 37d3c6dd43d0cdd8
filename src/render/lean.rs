//! Stylesheets and scripts as a site carries them: without the comments and the indentation their authors need.
//!
//! Nothing compresses a page that is opened from a file, and every edition carries its own copy. Lines stay lines, so
//! that what is written can still be read and an error still names a place.

/// A stylesheet without comments, indentation and the spaces its grammar does not need.
pub(super) fn css(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '/' if text[at..].starts_with("/*") => {
                let end = text[at + 2..].find("*/").map_or(text.len(), |end| at + 2 + end + 2);
                while rest.next_if(|(next, _)| *next < end).is_some() {}
            }
            '"' | '\'' => {
                out.push(c);
                let mut escaped = false;
                for (_, inside) in rest.by_ref() {
                    out.push(inside);
                    if inside == c && !escaped {
                        break;
                    }
                    escaped = inside == '\\' && !escaped;
                }
            }
            '{' | '}' | ';' | ',' => {
                trim(&mut out);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            c if c.is_ascii_whitespace() => {
                // A rule ends its line; elsewhere one space stands for many, and none where signs part the words.
                let last = out.chars().next_back();
                if last == Some('}') && c == '\n' {
                    out.push('\n');
                } else if !matches!(last, None | Some(' ' | '\n' | '{' | '}' | ';' | ',')) {
                    out.push(' ');
                }
            }
            c => {
                // `a: b` in a declaration; `a :b` in a selector keeps its space, which is before the colon.
                out.push(c);
                if c == ':' {
                    while rest.next_if(|(_, next)| *next == ' ').is_some() {}
                }
            }
        }
    }
    out
}

fn trim(out: &mut String) {
    while out.ends_with([' ', '\n']) {
        out.pop();
    }
}

/// A script without the comments that begin a line, and without indentation. A script with a template
/// literal, whose lines mean what they say, stays as it is.
pub(super) fn js(text: &str) -> String {
    if text.contains('`') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for mut line in text.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            let end = line.find("*/");
            inside = end.is_none();
            line = end.map_or("", |end| line[end + 2..].trim());
        }
        if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_keeps_its_rules_and_strings() {
        let cases = [
            ("/* a */\n.a  .b,\n.c > d { color : red; }\n", ".a .b,.c > d{color :red}\n"),
            (
                "@media print {\n  .a :first-child { margin: 0 auto; padding: 1px }\n}\n",
                "@media print{.a :first-child{margin:0 auto;padding:1px}}\n",
            ),
            (".a::before { content: \"/* ; } \\\" — \"; }", ".a::before{content:\"/* ; } \\\" — \"}"),
            (
                ".a { width: calc(100% - 2px); font: 1px \"宋体\", serif; }",
                ".a{width:calc(100% - 2px);font:1px \"宋体\",serif}",
            ),
            (
                "@page :right { @bottom-right { content: counter(page); } }",
                "@page :right{@bottom-right{content:counter(page)}}",
            ),
        ];
        for (written, lean) in cases {
            assert_eq!(css(written), lean);
            assert_eq!(css(lean), lean, "once is enough");
        }
    }

    #[test]
    fn a_script_loses_only_comments_that_begin_a_line() {
        let written = "/* What\n   it is. */\n(function () {\n  // why\n  var a = '/* no */'; /* kept */\n\n  /* b */ a = 1;\n/* c\n d */ a = 2;\n}());\n";
        assert_eq!(js(written), "(function () {\nvar a = '/* no */'; /* kept */\na = 1;\na = 2;\n}());\n");
        assert_eq!(js("var a = `\n  b`;\n"), "var a = `\n  b`;\n");
    }
}
