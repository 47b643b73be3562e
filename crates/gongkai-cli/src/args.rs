//! The arguments that all commands share.

use clap::{Parser, Subcommand};

use crate::language::Language;
use crate::terminal::Colours;
use crate::{Status, Terminal, command};

/// 政府信息公开工作年度报告：转换、检查、填报（convert, check and draft the annual report on disclosure of government information）
///
/// 退出码：0 没有问题；1 有错误级问题；2 未能完成（exit status: 0 nothing wrong; 1 findings at error level; 2 could not do it）
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// 提示信息和帮助的语言（language of messages and of this help）
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) lang: Language,
    /// 结果是否带颜色（whether results are in colour）
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub(crate) color: Colours,
    /// 不显示进度和提示，只说错误、丢失的内容和结果（neither progress nor notes: errors, losses and results alone）
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Convert(command::convert::Convert),
    Check(command::check::Check),
    Accepted(command::accepted::ListAccepted),
    Review(command::review::ReviewReports),
    New(command::new::New),
    Tally(command::tally::TallyRegisters),
    Consolidate(command::consolidate::Consolidate),
    Report(command::report::ReportYear),
    Compare(command::compare::Compare),
    #[cfg(feature = "fetch")]
    Fetch(command::fetch::FetchPages),
    Rules(command::rules::Rules),
    Explain(command::explain::Explain),
    Fonts(command::fonts::Fonts),
    Completions(command::completions::Completions),
    Manual(command::manual::Manual),
}

impl Command {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        match self {
            Self::Convert(command) => command.run(language, terminal),
            Self::Check(command) => command.run(language, terminal),
            Self::Accepted(command) => command.run(language, terminal),
            Self::Review(command) => command.run(language, terminal),
            Self::New(command) => command.run(language, terminal),
            Self::Tally(command) => command.run(language, terminal),
            Self::Consolidate(command) => command.run(language, terminal),
            Self::Report(command) => command.run(language, terminal),
            Self::Compare(command) => command.run(language, terminal),
            #[cfg(feature = "fetch")]
            Self::Fetch(command) => command.run(language, terminal),
            Self::Rules(command) => command.run(language, terminal),
            Self::Explain(command) => command.run(language, terminal),
            Self::Fonts(command) => command.run(language, terminal),
            Self::Completions(command) => command.run(language, terminal),
            Self::Manual(command) => command.run(language, terminal),
        }
    }
}
