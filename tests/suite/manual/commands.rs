//! The page of commands: what stands below its line is what the command line says of itself.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};

use crate::case::{home, source};

const PAGE: &str = "docs/zh/commands.md";
const LINE: &str = "<!-- 以下由程序生成 -->\n";

#[test]
fn every_command_and_option_is_told() {
    let text = source(PAGE);
    let (own, _) = text.split_once(LINE).expect("the line stands in the page");
    let mut wanted = format!("{own}{LINE}");
    let command = tongbao::cli::Cli::command();
    wanted += "\n## 各命令都能写的选项\n\n";
    options(&mut wanted, command.get_arguments().filter(|argument| argument.is_global_set()));
    for inner in command.get_subcommands() {
        told(&mut wanted, "tongbao", inner);
    }
    if std::env::var_os("TONGBAO_WRITE_DOCS").is_some() {
        std::fs::write(home().join(PAGE), &wanted).expect("the page is written");
    } else {
        assert!(
            text == wanted,
            "{PAGE} is not what the command line says: TONGBAO_WRITE_DOCS=1 writes it anew"
        );
    }
}

fn told(page: &mut String, above: &str, command: &Command) {
    let name = format!("{above} {}", command.get_name());
    let mut say = |text: &str| writeln!(page, "{text}").expect("a string takes it");
    say(&format!("\n## {name}\n"));
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string);
    say(&unbroken(&about.unwrap_or_default()));
    let inner: Vec<&Command> = command.get_subcommands().collect();
    if !inner.is_empty() {
        say("");
        for one in &inner {
            let about = one.get_about().map(ToString::to_string).unwrap_or_default();
            say(&format!("- `{name} {}`：{about}", one.get_name()));
        }
    }
    let own: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_global_set()).collect();
    if !own.is_empty() {
        say("");
        options(page, own.into_iter());
    }
    if let Some(examples) = command.get_after_help() {
        let examples = examples.to_string();
        let (lead, lines) = examples.split_once('\n').unwrap_or(("", &examples));
        let lines: Vec<&str> = lines.lines().map(str::trim).collect();
        write!(page, "\n{lead}\n\n```text\n{}\n```\n", lines.join("\n")).expect("a string takes it");
    }
    for one in inner {
        told(page, &name, one);
    }
}

/// Lines that were joined by a blank, without it where it would stand between Chinese signs.
fn unbroken(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let wide = |at: Option<&char>| at.is_some_and(|c| !c.is_ascii());
    let stays = |at: usize| {
        let between = wide(at.checked_sub(1).and_then(|at| chars.get(at))) && wide(chars.get(at + 1));
        chars[at] != ' ' || !between
    };
    (0..chars.len()).filter(|at| stays(*at)).map(|at| chars[at]).collect()
}

fn options<'a>(page: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    *page += "| 写法 | 说明 |\n| --- | --- |\n";
    for argument in arguments {
        let value =
            argument.get_value_names().map_or_else(String::new, |names| format!("<{}>", names.join(" ")));
        let takes = argument.get_action().takes_values();
        let shape = match (argument.get_short(), argument.get_long()) {
            (_, None) if argument.is_required_set() => format!("`{value}`"),
            (_, None) => format!("`[{}]`", value.trim_matches(['<', '>'])),
            (short, Some(long)) => {
                let short = short.map_or_else(String::new, |short| format!("`-{short}`、"));
                let value = if takes { format!(" {value}") } else { String::new() };
                format!("{short}`--{long}{value}`")
            }
        };
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let mut notes = vec![help];
        if takes {
            for word in argument.get_possible_values() {
                let says = word.get_help().map_or_else(String::new, |help| format!(" {help}"));
                notes.push(format!("`{}`{says}", word.get_name()));
            }
            if let Some(default) = argument.get_default_values().first() {
                notes.push(format!("不写为 `{}`", default.to_string_lossy()));
            }
        }
        if argument.is_required_set() && argument.get_long().is_some() {
            notes.push("必须写".to_owned());
        }
        writeln!(page, "| {} | {} |", shape.replace('|', "\\|"), notes.join("；").replace('|', "\\|"))
            .expect("a string takes it");
    }
}
