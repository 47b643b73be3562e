//! `gongkai convert --narrative … --figures …`: one report from the file of whoever writes and that of whoever counts.

use std::path::{Path, PathBuf};

use gongkai::halves::{HalvesError, bring_together};
use gongkai::{Digest, Loaded, Loss, ReadOptions, Reading, Saved, WriteOptions};
use gongkai_wire::{FileReceipt, NotWritten};

use crate::language::Language;
use crate::run_files::{Reads, shown};
use crate::{Status, Terminal, command, receipt};

/// The two files, and how strictly they are held against each other.
pub(super) struct Halves<'a> {
    pub(super) narrative: &'a Path,
    pub(super) figures: &'a Path,
    /// The one sheet of the figures' workbook that is read.
    pub(super) sheet: Option<&'a str>,
    /// Whether anything unread, lost or disagreed on fails.
    pub(super) strict: bool,
}

impl Halves<'_> {
    /// The files that are read.
    pub(super) fn reads(&self) -> Reads {
        Reads::of([self.narrative, self.figures])
    }

    /// Writes the report that the two make, and gives the receipts of both readings.
    pub(super) fn convert(
        &self,
        outputs: &[PathBuf],
        options: &WriteOptions,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> (Status, Vec<FileReceipt>) {
        let mut receipts = Vec::new();
        let status = self.written(outputs, options, language, terminal, &mut receipts);
        (status.unwrap_or_else(|status| status), receipts)
    }

    fn written(
        &self,
        outputs: &[PathBuf],
        options: &WriteOptions,
        language: Language,
        terminal: &mut Terminal<'_>,
        receipts: &mut Vec<FileReceipt>,
    ) -> Result<Status, Status> {
        let mut read = |path: &Path, sheet: Option<&str>, terminal: &mut Terminal<'_>| -> Result<Half, Status> {
            let mut how = ReadOptions::default();
            how.sheet = sheet.map(str::to_owned);
            let half = Loaded::of(path, &how.limits).and_then(|loaded| {
                let digest = loaded.digest(&how);
                Ok(Half { reading: loaded.read(&how)?, digest })
            });
            let half = half.map_err(|error| command::fail_with(terminal, language, &error))?;
            receipts.push(FileReceipt::new(path, &half.reading));
            Ok(half)
        };
        let narrative = read(self.narrative, None, terminal)?;
        let figures = read(self.figures, self.sheet, terminal)?;
        let joined = bring_together(&narrative.reading.report, &figures.reading.report);
        let halves = joined.map_err(|error| self.refuse(&error, language, terminal))?;
        terminal.diagnose(&receipt::in_short(language, self.figures, &figures.reading));
        let told =
            [(language.pick("不一致", "they disagree"), &halves.disagreements), (language.note(), &halves.taken)];
        for (heading, said) in told {
            for said in said {
                terminal.diagnose(&format!("{heading}: {}", language.of(said)));
            }
        }
        let unread = halves.report.form_cells().any(|cell| halves.report.cell(cell.key).is_none());
        let lossy = narrative.reading.receipt.is_lossy() || figures.reading.receipt.is_lossy();
        if self.strict && (unread || lossy || !halves.disagreements.is_empty()) {
            let zh = "两个文件不一致，或没有全部读出，按 --strict 不输出";
            let en = "the files disagree or were not read whole; nothing written (--strict)";
            return Err(command::fail(terminal, language, zh, en));
        }
        let input = Digest::of_pieces([narrative.digest, figures.digest].map(|digest| digest.to_string()));
        let options = options.clone().with_input(input).with_refuse_losses(self.strict);
        let options = options.with_not_read(figures.reading.receipt.not_read());
        let saved = gongkai::save_all(&halves.report, outputs, &options)
            .map_err(|error| command::fail_with(terminal, language, &error))?;
        command::say_notes(terminal, language, &saved);
        let lost: Vec<Loss> = saved.iter().flat_map(Saved::losses).collect();
        if let Some(last) = receipts.last_mut() {
            last.not_written = Some(lost.iter().map(NotWritten::from).collect());
        }
        let mut status = Status::Fine;
        for one in &saved {
            status = status.max(terminal.print(&format!("{}\n", shown(&one.path))));
        }
        Ok(status)
    }

    /// Says why the two files make no report.
    fn refuse(&self, error: &HalvesError, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let (narrative, figures) = (shown(self.narrative), shown(self.figures));
        let said = gongkai_wire::Words::of_printed(&error.to_string());
        let (zh, en) = (format!("{narrative}、{figures}：{}", said.zh), format!("{narrative}, {figures}: {}", said.en));
        command::fail(terminal, language, &zh, &en)
    }
}

/// A file that was read.
struct Half {
    reading: Reading,
    digest: Digest,
}
