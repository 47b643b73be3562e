//! The help in one language. What is written beside the arguments is in both, `中文（English）`; here each is put apart, and
//! what the parser says of its own is said in Chinese too.

use clap::builder::StyledStr;
use clap::{Arg, Command};

use crate::language::Language;

/// How help is laid out in Chinese.
const IN_CHINESE: &str = "{before-help}{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}";

/// The command with its help in a language.
pub(crate) fn in_language(command: Command, language: Language) -> Command {
    let mut command = command;
    // Help and version are made when the command is built.
    command.build();
    described(command, language)
}

fn described(command: Command, language: Language) -> Command {
    let one = |text: Option<&StyledStr>| text.map(|text| said(&text.to_string(), language));
    let (about, long) = match command.get_name() {
        // The parser makes it, and speaks English.
        "help" => (Some(said("显示帮助，或一个命令的帮助（print this help, or that of a command）", language)), None),
        _ => (one(command.get_about()), one(command.get_long_about())),
    };
    let names: Vec<String> = command.get_subcommands().map(|part| part.get_name().to_owned()).collect();
    let mut command = command.mut_args(|arg| explained(arg, language));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if language == Language::Zh {
        command = command.help_template(IN_CHINESE).subcommand_help_heading("命令");
    }
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, |part| described(part, language)))
}

/// An argument with its help in a language; its values and its default are told there too.
fn explained(arg: Arg, language: Language) -> Arg {
    let own = match arg.get_id().as_str() {
        "help" => Some(("显示帮助（print help）", "选项")),
        "version" => Some(("显示版本（print the version）", "选项")),
        "subcommand" => Some(("哪个命令（which command）", "参数")),
        _ => None,
    };
    let help = own.map(|(help, _)| help.to_owned()).or_else(|| arg.get_help().map(ToString::to_string));
    let mut help = said(&help.unwrap_or_default(), language);
    let default: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let shows = !arg.is_hide_default_value_set() && !default.is_empty() && arg.get_action().takes_values();
    if shows {
        help.push_str(&format!(" [{}: {}]", language.pick("默认", "default"), default.join(" ")));
    }
    let values = arg.get_possible_values();
    let values: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
    let takes = arg.get_action().takes_values() && !values.is_empty();
    let mut long = help.clone();
    if takes {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        help.push_str(&format!(" [{}: {}]", language.pick("可用", "values"), names.join(", ")));
        for value in values {
            let told = value.get_help().map(|help| said(&help.to_string(), language)).unwrap_or_default();
            let colon = if told.is_empty() { "" } else { language.pick("：", ": ") };
            long.push_str(&format!("\n- {}{colon}{told}", value.get_name()));
        }
    }
    let heading = match (language, arg.is_positional()) {
        (Language::En, _) => None,
        (Language::Zh, true) => Some("参数"),
        (Language::Zh, false) => Some("选项"),
    };
    let arg = arg.help(help).long_help(long).hide_possible_values(true).hide_default_value(true);
    match heading {
        Some(heading) => arg.help_heading(heading),
        None => arg,
    }
}

/// What a text says in a language: its own part of `中文（English）` and of `中文 / English`, line by line. A line in Chinese
/// alone is left out of the English help unless it is an example.
fn said(text: &str, language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let example = line.trim_start().starts_with("gongkai ") || line.contains("| gongkai");
        if example || !is_chinese(line) {
            lines.push(line.to_owned());
            continue;
        }
        let (zh, en) = parts(line);
        match language {
            Language::Zh => lines.push(zh),
            Language::En => lines.extend(en),
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// The two parts of a line.
fn parts(line: &str) -> (String, Option<String>) {
    if let Some((zh, en)) = line.split_once(" / ").filter(|(_, en)| !is_chinese(en)) {
        return (format!("{}：", zh.trim_end_matches(['：', ':'])), Some(en.to_owned()));
    }
    let english = |open: usize| {
        let inside = line.get(open + '（'.len_utf8()..)?;
        let close = inside.find('）')?;
        let en = inside.get(..close)?;
        let is_english = !is_chinese(en) && en.contains(|c: char| c.is_ascii_lowercase());
        is_english.then(|| (line.get(..open), en, inside.get(close + '）'.len_utf8()..)))
    };
    match line.rfind('（').and_then(english) {
        Some((before, en, after)) => {
            (format!("{}{}", before.unwrap_or_default(), after.unwrap_or_default()), Some(en.to_owned()))
        }
        None => (line.to_owned(), None),
    }
}

fn is_chinese(text: &str) -> bool {
    text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
}
