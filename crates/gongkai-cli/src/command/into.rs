//! `gongkai convert --into`: a report put into an office's own Word file or workbook.

use std::path::{Path, PathBuf};

use gongkai::{Format, Limits, ReadOptions, WriteOptions};

use crate::language::Language;
use crate::run_files::shown;
use crate::{Status, Terminal, command, receipt};

/// The report, and the file that it is put into.
pub(super) struct Into<'a> {
    pub(super) template: &'a Path,
    pub(super) input: &'a Path,
    /// How the report is read.
    pub(super) how: ReadOptions,
    /// Whether anything that was not put in fails.
    pub(super) strict: bool,
}

impl Into<'_> {
    pub(super) fn convert(
        &self,
        outputs: &[PathBuf],
        options: &WriteOptions,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        self.filled(outputs, options, language, terminal).unwrap_or_else(|status| status)
    }

    fn filled(
        &self,
        outputs: &[PathBuf],
        options: &WriteOptions,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<Status, Status> {
        let of_template = Format::of_path(self.template);
        if let (None, Some(format)) = (of_template, Format::of_input(self.template)) {
            let (name, ending) = (shown(self.template), format.as_str());
            let zh = format!("{name}: 带宏的文件和模板不能填；请在 Word、Excel 或 WPS 里另存为 .{ending}");
            let en = format!("{name}: files with macros and templates are not filled in; save it as .{ending}");
            return Err(command::fail(terminal, language, &zh, &en));
        }
        if let Some(other) = outputs.iter().find(|output| Format::of_path(output) != of_template) {
            let (name, template) = (shown(other), shown(self.template));
            let zh = format!("{name}: 填进 {template} 的结果还是那种文件，请用同样的扩展名");
            let en = format!("{name}: what is put into {template} is a file of its kind; give it the same extension");
            return Err(command::fail(terminal, language, &zh, &en));
        }
        let reading = gongkai::open(self.input, &self.how);
        let reading = reading.map_err(|error| command::fail_with(terminal, language, &error))?;
        terminal.diagnose(&receipt::in_short(language, self.input, &reading));
        let template = gongkai::read_file(self.template, Limits::default().file_bytes)
            .map_err(|error| command::fail_with(terminal, language, &error))?;
        let filled =
            gongkai::fill_template(&reading.report, &reading.receipt.not_read(), &template, &ReadOptions::default());
        let filled = filled.map_err(|error| {
            let error = gongkai::Error::new(self.template, error.kind);
            command::fail_with(terminal, language, &error)
        })?;
        let name = shown(self.template);
        let said = filled.unfilled.len();
        if said > 0 {
            terminal.diagnose(&match language {
                Language::Zh => format!("{name}：{said} 格没有填进去"),
                Language::En => format!("{name}: {said} cells were not filled in"),
            });
        }
        for (key, why) in &filled.unfilled {
            let cell = language.pick(reading.report.printed_name(*key), reading.report.english_name(*key));
            terminal.diagnose(&language.pick(format!("  {cell}：{}", why.zh), format!("  {cell}: {}", why.en)));
        }
        for remark in &filled.remarks {
            terminal.diagnose(&format!("{}: {}", language.note(), language.of(remark)));
        }
        let refused = receipt::refused(language, &reading).is_some() || said > 0;
        if self.strict && refused {
            let (zh, en) =
                ("没有全部读出或填进去，按 --strict 不输出", "not all was read or put in; nothing written (--strict)");
            return Err(command::fail(terminal, language, zh, en));
        }
        let mut status = Status::Fine;
        for output in outputs {
            gongkai::save_unsealed(output, filled.bytes.clone(), options)
                .map_err(|error| command::fail_with(terminal, language, &error))?;
            status = status.max(terminal.print(&format!("{}\n", shown(output))));
        }
        Ok(status)
    }
}
