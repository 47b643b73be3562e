//! What became of all inputs: said at the end, and kept in receipts.

use std::path::Path;

use gongkai::WriteOptions;
use gongkai::words::Text;
use gongkai_wire::{FileReceipt, Receipts};

use super::Convert;
use super::one::Done;
use crate::language::Language;
use crate::notes::Notes;
use crate::output::inert_json;
use crate::run_files::shown;
use crate::{Status, Terminal, command};

impl Convert {
    /// Says at the end what should be known about all inputs, and writes the receipts.
    pub(super) fn report(
        &self,
        outcome: Outcome,
        inputs: usize,
        undone: usize,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let mut status = Status::Fine;
        for note in outcome.notes.lines(outcome.converted, language) {
            terminal.note(&format!("{}: {note}", language.note()));
        }
        for said in &outcome.failed {
            terminal.diagnose(said);
            status = Status::Failed;
        }
        if inputs > 1 {
            let (converted, unchanged, failed) = (outcome.converted, outcome.unchanged, outcome.failed.len());
            terminal.note(&match language {
                Language::Zh => format!("转换 {converted} 个，未变 {unchanged} 个，失败 {failed} 个"),
                Language::En => format!("{converted} converted, {unchanged} unchanged, {failed} failed"),
            });
        }
        status = status.max(command::say_undone(terminal, language, undone));
        if let Some(path) = &self.receipt {
            status = status.max(self.write_receipts(path, outcome.receipts, language, terminal));
        }
        status
    }

    /// Writes the receipts of a run; one file's receipt has the same shape as many.
    pub(super) fn write_receipts(
        &self,
        path: &Path,
        receipts: Vec<FileReceipt>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let text = match serde_json::to_value(Receipts { files: receipts }) {
            Ok(value) => format!("{}\n", inert_json(&format!("{value:#}"))),
            Err(error) => return command::say_failure(terminal, language, &Text::of_printed(&error.to_string())),
        };
        match gongkai::save_bytes(path, text.into_bytes(), &self.replacing.in_options(WriteOptions::default())) {
            Ok(()) => Status::Fine,
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }
}

/// What became of the inputs so far.
#[derive(Default)]
pub(super) struct Outcome {
    notes: Notes,
    converted: usize,
    unchanged: usize,
    failed: Vec<String>,
    receipts: Vec<FileReceipt>,
}

impl Outcome {
    /// Says what became of an input; what failed is kept for the end, where it is seen.
    pub(super) fn take(&mut self, done: Done, terminal: &mut Terminal<'_>) -> Status {
        let mut status = Status::Fine;
        match done {
            Done::Converted { input, said, whole, notes, written, receipt } => {
                self.converted += 1;
                if whole {
                    terminal.note(&said)
                } else {
                    terminal.diagnose(&said)
                }
                self.notes.add(&input, notes);
                self.receipts.extend(receipt);
                for path in written {
                    status = status.max(terminal.print(&format!("{}\n", shown(&path))));
                }
            }
            Done::Streamed { bytes, said, notes, receipt } => {
                self.converted += 1;
                terminal.diagnose(&said);
                self.notes.add("-", notes);
                self.receipts.extend(receipt);
                status = status.max(terminal.print_bytes(&bytes));
            }
            Done::Unchanged => self.unchanged += 1,
            Done::Failed { said, receipt } => {
                self.receipts.extend(receipt);
                self.failed.push(said);
            }
        }
        status
    }
}
