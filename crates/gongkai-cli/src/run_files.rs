//! What a run reads and what it writes: nothing that is read is ever replaced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::characters::one_line;
use gongkai::{FileSet, Replace, WriteOptions};

use crate::language::Language;
use crate::{Status, Terminal, command};

/// Which files a command may replace.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Replacing {
    /// 替换改动过的或别处来的文件（replace files that were changed by hand or came from elsewhere）
    #[arg(long)]
    pub(crate) force: bool,
}

impl Replacing {
    /// The options of writing with this say.
    pub(crate) fn in_options(self, options: WriteOptions) -> WriteOptions {
        options.with_replace(if self.force { Replace::Always } else { Replace::AsWritten })
    }
}

/// The files that a run reads.
#[derive(Debug, Default)]
pub(crate) struct Reads(FileSet);

impl Reads {
    /// These files.
    pub(crate) fn of<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self::default().and(paths)
    }

    /// These files as well.
    pub(crate) fn and<P: AsRef<Path>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        for path in paths {
            self.0.insert(path.as_ref());
        }
        self
    }

    /// Whether a path is one of them.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.0.contains(path)
    }

    /// Makes ready for writing: refuses outputs that are read, clears what a killed run left beside them, and says which
    /// outputs such a run left half done.
    pub(crate) fn before_writing<'a>(
        &self,
        outputs: impl IntoIterator<Item = &'a PathBuf>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Status> {
        let mut folders = BTreeSet::new();
        for output in outputs {
            if self.has(output) {
                let name = shown(output);
                let zh = format!("{name}: 输出就是输入文件，没有写；请换一个文件名");
                let en = format!("{name}: the output is a file that is read; nothing written, give another name");
                return Err(command::fail(terminal, language, &zh, &en));
            }
            folders.extend(output.parent().map(Path::to_owned));
        }
        for folder in folders {
            for said in gongkai::clear_leftovers(&folder) {
                terminal.diagnose(&format!("{}: {}", language.note(), language.of(&said)));
            }
        }
        Ok(())
    }
}

/// A file's name as it may stand within a line.
pub(crate) fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}
