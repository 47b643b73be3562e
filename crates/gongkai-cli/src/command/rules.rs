//! `gongkai rules`: every rule in one line.

use clap::Args;
use gongkai::check::{Basis, Severity, rules};

use crate::language::Language;
use crate::{Status, Terminal};

/// 列出全部检查规则（list every rule）
#[derive(Debug, Args)]
pub(crate) struct Rules {}

impl Rules {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let lines: String = rules()
            .iter()
            .map(|rule| {
                let info = rule.info();
                let title = language.of(&info.title_text()).to_owned();
                let (basis, severity) = (basis(language, info.basis), severity(language, info.severity));
                format!("{}  {basis}  {severity}  {title}\n", info.id)
            })
            .collect();
        terminal.print(&lines)
    }
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
    match severity {
        Severity::Error => language.pick("错误", "error"),
        Severity::Warning => language.pick("警告", "warning"),
        Severity::Info => language.pick("提示", "info"),
    }
}
