//! The commands, one file each.

pub(crate) mod accepted;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod consolidate;
pub(crate) mod convert;
pub(crate) mod explain;
#[cfg(feature = "fetch")]
pub(crate) mod fetch;
pub(crate) mod fonts;
mod halves;
mod into;
pub(crate) mod manual;
pub(crate) mod new;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod tally;

use std::path::Path;

use gongkai::words::{InWords as _, Text};

use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, receipt};

/// Says what could not be done.
pub(crate) fn fail(terminal: &mut Terminal<'_>, language: Language, zh: &str, en: &str) -> Status {
    terminal.diagnose(&format!("{}: {}", language.error(), language.pick(zh, en)));
    Status::Failed
}

/// Says what could not be done, where it is known in both languages.
pub(crate) fn say_failure(terminal: &mut Terminal<'_>, language: Language, text: &Text) -> Status {
    fail(terminal, language, &text.zh, &text.en)
}

/// What is said of a file.
pub(crate) fn of_file(path: &Path, error: &dyn std::fmt::Display) -> Text {
    let (name, Text { zh, en }) = (shown(path), Text::of_printed(&error.to_string()));
    Text::new(format!("{name}: {zh}"), format!("{name}: {en}"))
}

/// Says what went wrong with a file, and how to mend it.
pub(crate) fn fail_with(terminal: &mut Terminal<'_>, language: Language, error: &gongkai::Error) -> Status {
    terminal.diagnose(&describe(language, error));
    Status::Failed
}

/// An error with its help.
pub(crate) fn describe(language: Language, error: &gongkai::Error) -> String {
    let mut text = format!("{}: {}", language.error(), language.of(&error.in_words()));
    if let Some(help) = error.help() {
        text.push_str(&format!("\n  {}: {}", language.pick("帮助", "help"), language.of(&help)));
    }
    text
}

/// What is said of a file over which the program itself went wrong.
pub(crate) fn broken(language: Language, path: &Path, said: &str) -> String {
    describe(language, &gongkai::Error::new(path, gongkai::ErrorKind::Internal(said.to_owned())))
}

/// Says what should be known about the files that were written: a substituted font, a link that is not held.
pub(crate) fn say_notes(terminal: &mut Terminal<'_>, language: Language, saved: &[gongkai::Saved]) {
    let notes: std::collections::BTreeSet<&Text> = saved.iter().flat_map(|one| &one.notes).collect();
    for note in notes {
        terminal.note(&format!("{}: {}", language.note(), language.of(note)));
    }
    let lost: Vec<gongkai::Loss> = saved.iter().flat_map(gongkai::Saved::losses).collect();
    if !lost.is_empty() {
        terminal.diagnose(&receipt::not_written(language, &lost));
    }
}

/// Says how many files were left undone because somebody asked to stop.
pub(crate) fn say_undone(terminal: &mut Terminal<'_>, language: Language, undone: usize) -> Status {
    if undone == 0 {
        return Status::Fine;
    }
    let (zh, en) = (format!("已中断，{undone} 个文件没有处理"), format!("stopped; {undone} files were not treated"));
    fail(terminal, language, &zh, &en)
}
