//! `gongkai completions`: what a shell needs to complete the command's words.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::args::Arguments;
use crate::language::Language;
use crate::{Status, Terminal, help};

/// 输出 shell 的补全脚本（the script with which a shell completes the command）
///
/// 例 / example:
///   gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Completions {
    /// 哪个 shell（which shell）
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let mut script = Vec::new();
        let mut command = help::in_language(Arguments::command(), language);
        clap_complete::generate(self.shell, &mut command, "gongkai", &mut script);
        terminal.print(&String::from_utf8_lossy(&script))
    }
}
