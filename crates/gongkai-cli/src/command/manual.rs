//! `gongkai manual`: the manual pages.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory as _};
use gongkai::words::Text;

use crate::args::Arguments;
use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, command, help};

/// 写出 man 手册页：总页和每个命令一页（write the manual pages: one of the whole and one a command）
///
/// 例 / example:
///   gongkai manual -d man/ && man -l man/gongkai.1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Manual {
    /// 写到这个文件夹（folder to write to）
    #[arg(short, long, value_name = "DIR", required = true)]
    directory: PathBuf,
}

impl Manual {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let folder = &self.directory;
        let written = pages(language).and_then(|pages| {
            std::fs::create_dir_all(folder)?;
            pages.iter().try_for_each(|(name, page)| place(&folder.join(name), page))
        });
        match written {
            Ok(()) => Status::Fine,
            Err(error) => {
                let why = why(&error);
                let zh = format!("{}: 无法写出手册页：{}", shown(folder), why.zh);
                let en = format!("{}: cannot write the manual pages: {}", shown(folder), why.en);
                command::fail(terminal, language, &zh, &en)
            }
        }
    }
}

/// Why a page was not written.
fn why(error: &std::io::Error) -> Text {
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        return Text::of_printed(&error.to_string());
    }
    gongkai::refusal(error)
}

/// Every page with the name of its file.
fn pages(language: Language) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let whole = help::in_language(Arguments::command(), language);
    let parts = whole.get_subcommands().filter(|part| part.get_name() != "help");
    let named = parts.map(|part| (format!("gongkai-{}.1", part.get_name()), part.clone()));
    std::iter::once(("gongkai.1".to_owned(), whole.clone()))
        .chain(named)
        .map(|(name, command)| {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            Ok((name, page))
        })
        .collect()
}

/// Writes a page where none is, or the same one: a page that somebody changed is not replaced.
fn place(path: &Path, page: &[u8]) -> std::io::Result<()> {
    match std::fs::read(path) {
        Ok(there) if there == page => Ok(()),
        Ok(_) => Err(std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            "内容不同；请先移走 / differs; move it away first".to_owned(),
        )),
        Err(_) => std::fs::write(path, page),
    }
}
