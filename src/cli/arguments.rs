//! The words of the command line in Chinese: the help texts around what commands say of themselves, and what is wrong with
//! words that were written. clap words both in English and has no other language.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches};

use super::{Cli, report};
use crate::diagnostics::{nearest, some};

/// Reads the words of the command line.
///
/// # Errors
/// The exit code, when help was asked for or something is wrong with them, after that was said.
#[expect(clippy::wildcard_enum_match_arm, reason = "clap adds kinds of errors; three are no errors")]
pub(super) fn read(words: &[OsString]) -> Result<Cli, ExitCode> {
    let mut command = command();
    let matched = command.try_get_matches_from_mut(words);
    matched.and_then(|found| Cli::from_arg_matches(&found)).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => report::help(&error),
        _ => super::words::usage(&told(&error, innermost(&command, words))),
    })
}

/// The commands, with everything that clap would say in English said otherwise.
fn command() -> Command {
    let mut command = chinese(Cli::command());
    // Usage lines are known when the commands know where they stand.
    command.build();
    with_usage(command)
}

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

fn chinese(command: Command) -> Command {
    command
        .help_template(HELP)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(described)
        .mut_subcommands(chinese)
}

fn with_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]");
    command.override_usage(usage).mut_subcommands(with_usage)
}

/// An argument with its heading, and with its words and its default in its own text.
fn described(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let argument = argument.help_heading(heading);
    let default = argument.get_default_values().first().map(|word| word.to_string_lossy().into_owned());
    let words = argument.get_possible_values();
    // A switch has words and a default too, which nobody writes.
    if !argument.get_action().takes_values() || (default.is_none() && words.is_empty()) {
        return argument;
    }
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let default = default.map(|word| format!("缺省为 {word}"));
    let names: Vec<&str> = words.iter().map(PossibleValue::get_name).collect();
    let short = [(!names.is_empty()).then(|| format!("可以写 {}", names.join("、"))), default.clone()];
    let short: Vec<String> = short.into_iter().flatten().collect();
    let list: String = words.iter().map(explained).collect();
    let long = format!("{help}\n{list}{}", default.map_or_else(String::new, |told| format!("\n{told}")));
    let argument = argument.help(format!("{help}（{}）", short.join("，"))).long_help(long);
    argument.hide_default_value(true).hide_possible_values(true)
}

/// `json：供程序读取`
fn explained(word: &PossibleValue) -> String {
    let says = word.get_help().map_or_else(String::new, |help| format!("：{help}"));
    format!("\n- {}{says}", word.get_name())
}

/// The command that the words are for, as far as they name one.
fn innermost<'c>(command: &'c Command, words: &[OsString]) -> &'c Command {
    let step = |inner: &'c Command, word: &OsString| inner.find_subcommand(word).unwrap_or(inner);
    words.iter().skip(1).fold(command, step)
}

/// What is wrong, what may be written, and how the command is used.
#[expect(clippy::wildcard_enum_match_arm, reason = "clap adds kinds of errors; what is not known is quoted")]
fn told(error: &clap::Error, command: &Command) -> String {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => Some(words.join(" ")),
        _ => None,
    };
    let argument = named(ContextKind::InvalidArg).unwrap_or_default();
    let value = named(ContextKind::InvalidValue).unwrap_or_default();
    let wrong = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = named(ContextKind::InvalidSubcommand).unwrap_or_default();
            let names: Vec<String> =
                command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
            format!("没有命令“{word}”。{}", choice(&word, &names))
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let options: Vec<String> = command.get_arguments().filter_map(option).collect();
            format!("这里没有选项“{argument}”。{}", choice(&argument, &options))
        }
        ErrorKind::UnknownArgument => {
            format!("多写了“{argument}”。请删去它；文字或路径里有空格的，请用引号括起来")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("{argument} 后面没有写值。{}", valid(error, ""))
        }
        ErrorKind::InvalidValue => format!("{argument} 不能写“{value}”。{}", valid(error, &value)),
        // Years are the only words that are numbers.
        ErrorKind::ValueValidation => format!("“{value}”不能作 {argument}：要写年度，如 2019"),
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::ArgumentConflict => match named(ContextKind::PriorArg) {
            Some(other) if other != argument => format!("{argument} 和 {other} 不能一起写，请删去一个"),
            _ => format!("{argument} 写了两次，请只留一处"),
        },
        ErrorKind::TooManyValues => format!("{argument} 后面不能写值“{value}”，请删去"),
        ErrorKind::InvalidUtf8 => "命令里有不是 UTF-8 的文字，请改正".to_owned(),
        _ => format!("命令写法不对（{}）", error.to_string().lines().next().unwrap_or_default()),
    };
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    format!("{wrong}\n\n用法：{usage}\n各项的说明：{name} --help")
}

/// `--content`
fn option(argument: &Arg) -> Option<String> {
    argument.get_long().map(|long| format!("--{long}"))
}

/// What the value may be, as far as there are words for it.
fn valid(error: &clap::Error, value: &str) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(words)) if !words.is_empty() => choice(value, words),
        _ => "请写上".to_owned(),
    }
}

/// 您是不是要写 json ？可以写：text、json
fn choice(word: &str, allowed: &[String]) -> String {
    let near = nearest(word, allowed.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("您是不是要写 {near} ？"));
    format!("{near}可以写：{}", some(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> String {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let mut command = command();
        let error = command.try_get_matches_from_mut(&words).expect_err("it is wrong");
        told(&error, innermost(&command, &words))
    }

    #[test]
    fn what_is_wrong_with_the_words_is_told_in_chinese_with_what_may_be_written() {
        for (line, says) in [
            ("tongbao bild", "没有命令“bild”。您是不是要写 build ？可以写：init、new、build、check"),
            ("tongbao draw countie", "没有命令“countie”。您是不是要写 counties ？可以写：counties、sample"),
            ("tongbao build --outptu x", "这里没有选项“--outptu”。您是不是要写 --output ？可以写："),
            ("tongbao check x", "“x”不能作 [年度]：要写年度，如 2019"),
            ("tongbao check 2019 a b c", "多写了“c”。请删去它"),
            ("tongbao explain", "还要写 <年度|代码>"),
            ("tongbao explain --code", "您是不是要写 --codes ？"),
            ("tongbao backup", "还要写 <文件>"),
            ("tongbao backup a.zip --chek", "您是不是要写 --check ？"),
            ("tongbao restore", "还要写 <文件>"),
            ("tongbao restore a b", "多写了“b”"),
            ("tongbao restor x", "您是不是要写 restore ？"),
            ("tongbao build --preview", "--preview <目录> 后面没有写值。请写上"),
            ("tongbao score 2019年x", "“2019年x”不能作 [年度]"),
            ("tongbao check --format xml", "--format <格式> 不能写“xml”。可以写：text、json"),
            ("tongbao check --format", "--format <格式> 后面没有写值。可以写：text、json"),
            ("tongbao check --format jsn", "您是不是要写 json ？"),
            ("tongbao release 2019 --note", "--note <文字> 后面没有写值。请写上"),
            ("tongbao release --first", "还要写 <年度>"),
            ("tongbao draw counties 2019", "还要写 --seed <文字>"),
            ("tongbao score 20x", "“20x”不能作 [年度]：要写年度，如 2019"),
            ("tongbao release 2019 --first --first", "--first 写了两次，请只留一处"),
            ("tongbao release 2019 --first=x", "--first 后面不能写值“x”，请删去"),
        ] {
            let told = said(line);
            assert!(told.contains(says), "{line}: {told}");
            assert!(told.contains("\n用法：tongbao"), "{line}: {told}");
            for english in ["error", "tip:", "Usage", "OPTIONS", "For more", "invalid", "COMMAND"] {
                assert!(!told.contains(english), "{line}: {told}");
            }
        }
    }

    #[test]
    fn help_has_no_english_of_its_own() {
        let mut open = vec![command()];
        while let Some(mut command) = open.pop() {
            for help in [command.render_help().to_string(), command.render_long_help().to_string()] {
                for english in [
                    "Usage",
                    "Options",
                    "Commands",
                    "Arguments",
                    "default",
                    "ossible",
                    "OPTIONS",
                    "<COMMAND>",
                ] {
                    assert!(!help.contains(english), "{english} in {help}");
                }
                assert!(help.contains("用法：tongbao") && help.contains("选项:"), "{help}");
            }
            open.extend(command.get_subcommands().cloned());
        }
    }
}
