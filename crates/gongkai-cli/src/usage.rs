//! What is said to somebody who gave arguments that the command does not take.
//!
//! The parser of arguments speaks English alone. What it found out is kept apart from how it says it, so it is said here
//! in the language of the other messages; what has no words of ours is said in the parser's.

use std::error::Error as _;
use std::ffi::OsString;

use clap::ValueEnum as _;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use gongkai::words::Text;

use crate::language::Language;

/// What somebody who started the program by a double click should know.
const ICON: (&str, &str) = (
    "\n不用命令也行：把报告文件或文件夹拖到程序图标上（或写 gongkai 文件…），就会在旁边写出“检查结果.html”。",
    "\nWithout a command: drop reports or a folder on the program's icon (or write gongkai FILE…), and the findings are \
     written beside them as 检查结果.html.",
);

/// The language that the arguments ask for, where they can be read no further.
pub(crate) fn language(args: &[OsString]) -> Language {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
    let after = texts.windows(2).find_map(|pair| match pair {
        ["--lang", value] => Some(*value),
        _ => None,
    });
    let named = after.or_else(|| texts.iter().find_map(|text| text.strip_prefix("--lang=")));
    named.and_then(|name| Language::from_str(name, true).ok()).unwrap_or_default()
}

/// What is wrong with the arguments, and how the command is used.
pub(crate) fn said(error: &Error, language: Language) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return format!("{}\n{}", error.render().to_string().trim_end(), language.pick(ICON.0, ICON.1));
    }
    let in_chinese = (language == Language::Zh).then(|| chinese(error)).flatten();
    in_chinese.unwrap_or_else(|| english(error))
}

/// What the parser says; what this program said to it about a value stands in it in both languages.
fn english(error: &Error) -> String {
    let rendered = error.render().to_string();
    let rendered = rendered.trim_end();
    match error.source().map(ToString::to_string).filter(|source| !source.is_empty()) {
        Some(source) => rendered.replace(&source, &Text::of_printed(&source).en),
        None => rendered.to_owned(),
    }
}

fn chinese(error: &Error) -> Option<String> {
    let one = |kind| text(error, kind);
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", one(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::UnknownArgument => format!("没有“{}”这个选项或参数", argument?),
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", argument?),
        ErrorKind::ArgumentConflict => match one(ContextKind::PriorArg) {
            Some(prior) if Some(&prior) != argument.as_ref() => format!("{} 不能和 {prior} 一起用", argument?),
            _ => format!("{} 只能写一次", argument?),
        },
        ErrorKind::InvalidValue => match value {
            Some(value) if !value.is_empty() => format!("{} 不能是“{value}”", argument?),
            _ => format!("{} 后面要写一个值", argument?),
        },
        ErrorKind::ValueValidation => {
            let why = error
                .source()
                .map(|source| format!("：{}", Text::of_printed(&source.to_string()).zh))
                .unwrap_or_default();
            format!("{} 不能是“{}”{why}", argument?, value?)
        }
        ErrorKind::NoEquals => format!("{} 要用等号写值", argument?),
        ErrorKind::TooManyValues => format!("{} 多写了值“{}”", argument?, value?),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{} 的值的个数不对", argument?),
        ErrorKind::InvalidUtf8 => "参数不是有效的文字".to_owned(),
        _ => return None,
    };
    let mut said = format!("错误: {what}");
    if let Some(valid) = one(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        said.push_str(&format!("\n  可用: {valid}"));
    }
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(one).filter(|near| !near.is_empty()) {
        said.push_str(&format!("\n  是不是: {near}"));
    }
    if let Some(usage) = one(ContextKind::Usage) {
        said.push_str(&format!("\n\n用法: {}", usage.trim().trim_start_matches("Usage:").trim()));
    }
    said.push_str("\n\n详见 --help");
    Some(said)
}

/// What the parser knows of one kind, as text.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(several) => several.join("、"),
        ContextValue::StyledStr(one) => one.to_string(),
        ContextValue::StyledStrs(several) => several.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(_) => return None,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Arguments;
    use clap::{Arg, Command, CommandFactory as _};

    /// Whether a text says something in English beside options and what is quoted of the arguments.
    fn is_english(said: &str) -> bool {
        let words = said.split(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '<' | '.'));
        let small = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
        words.filter(small).any(|word| ["in", "is", "not", "invalid", "found", "for", "the", "of"].contains(&word))
    }

    fn wrong(command: &[&str]) -> String {
        let args = [&["gongkai"], command].concat();
        said(&Arguments::command().try_get_matches_from(args).unwrap_err(), Language::Zh)
    }

    #[test]
    fn every_value_that_is_none_is_told_in_chinese() {
        let mut told = 0;
        let whole = Arguments::command();
        for command in whole.get_subcommands() {
            let takes = |arg: &&Arg| arg.get_action().takes_values() && arg.get_long().is_some();
            for arg in command.get_arguments().filter(takes) {
                let option = format!("--{}", arg.get_long().unwrap());
                for value in ["?", "99999999999999999999", "-1"] {
                    let with_value = format!("{option}={value}");
                    let args = ["gongkai", command.get_name(), &with_value];
                    let Err(error) = Arguments::command().try_get_matches_from(args) else { continue };
                    let said = said(&error, Language::Zh);
                    told += usize::from(matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue));
                    assert!(said.starts_with("错误: ") && !is_english(&said), "{args:?}: {said}");
                }
            }
        }
        assert!(told > 60, "{told}");
    }

    #[test]
    fn every_kind_of_wrong_arguments_is_told_in_chinese() {
        for (args, what) in [
            (&["check", "a", "--foo"][..], "没有“--foo”这个选项或参数"),
            (&["check", "a", "--previos", "b"], "是不是: --previous"),
            (&["chek"], "是不是: check"),
            (&["check"], "缺少 <IN>..."),
            (&["check", "a", "--jobs"], "--jobs <N> 后面要写一个值"),
            (&["check", "a", "--jobs", "0"], "请写 1—512 的整数"),
            (&["fetch", "a", "-d", "b", "--delay", "x"], "请写 0—600 的整数"),
            (&["check", "a", "--format", "foo"], "可用: text、json"),
            (&["check", "a", "--strict", "--strict"], "--strict 只能写一次"),
            (&["check", "a", "--strict=yes"], "--strict 多写了值“yes”"),
            (&["convert", "a", "-o", "b", "--dir", "c"], "--output <OUT> 不能和 --dir <DIR> 一起用"),
            (&["help", "chek"], "没有“chek”这个命令"),
        ] {
            let said = wrong(args);
            assert!(said.starts_with("错误: ") && said.contains(what) && !is_english(&said), "{args:?}: {said}");
        }
        assert!(is_english("invalid digit found in string") && is_english("0 is not in 1..=512"));
    }

    #[test]
    fn help_says_nothing_in_another_language() {
        fn every(command: &Command, seen: &mut impl FnMut(&Command)) {
            seen(command);
            command.get_subcommands().for_each(|part| every(part, seen));
        }
        let mut commands = 0;
        every(&crate::help::in_language(Arguments::command(), Language::Zh), &mut |command| {
            commands += 1;
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.contains(|c: char| c >= '\u{4e00}'), "{}: {about}", command.get_name());
        });
        assert!(commands > 16, "{commands}");
    }
}
