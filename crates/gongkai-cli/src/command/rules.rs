//! `gongkai rules`: every rule in one line.

use clap::{Args, ValueEnum};
use gongkai::check::{Basis, Severity, rules};
use gongkai::words::Text;

use crate::language::Language;
use crate::output::inert_json;
use crate::{Status, Terminal, command};

/// 列出全部检查规则（list every rule）
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// 输出格式（output format）
    #[arg(long, value_enum, default_value_t)]
    format: Shown,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Shown {
    /// 文字（text）
    #[default]
    Text,
    /// JSON：docs/schema/rules.schema.json
    Json,
}

impl Rules {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        match self.format {
            Shown::Text => terminal.print(&lines(language)),
            Shown::Json => match serde_json::to_string_pretty(&gongkai_wire::rules()) {
                Ok(json) => terminal.print(&format!("{}\n", inert_json(&json))),
                Err(error) => command::say_failure(terminal, language, &Text::of_printed(&error.to_string())),
            },
        }
    }
}

/// Every rule in a line.
fn lines(language: Language) -> String {
    rules()
        .iter()
        .map(|rule| {
            let info = rule.info();
            let title = language.of(&info.title_text()).to_owned();
            let (basis, severity) = (basis(language, info.basis), severity(language, info.severity));
            format!("{}  {basis}  {severity}  {title}\n", info.id)
        })
        .collect()
}

/// What a rule rests on, in a word.
pub(crate) fn basis(language: Language, basis: Basis) -> &'static str {
    match basis {
        Basis::Law => language.pick("法规", "law     "),
        Basis::Sum => language.pick("算术", "sum     "),
        Basis::Practice => language.pick("实务", "practice"),
    }
}

/// A severity in a word.
pub(crate) fn severity(language: Language, severity: Severity) -> &'static str {
    let (zh, en) = severity.in_words();
    language.pick(zh, en)
}
