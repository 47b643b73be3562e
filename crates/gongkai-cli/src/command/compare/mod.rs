//! `gongkai compare`: what changed between reports.

mod folders;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use gongkai::compare::{Change, Comparison, Piece, ProseChange, Series, Stated, compare};
use gongkai::form::SectionKey;
use gongkai::words::Text;
use gongkai::{Digest, Format, ReadOptions, Report, WriteOptions};

use crate::configuration::Configured;
use crate::count::count;
use crate::language::Language;
use crate::output::inert_json;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, command, receipt, standard};

/// 比较两份或几个年度的报告（compare reports, each with the one before it）
///
/// 年度不同的报告按年度先后排列。文字中 [-删去-]、{+新增+}。也可以给几个文件夹，每年一个，各机关的报告与自己往年的比。
///
/// 例 / examples:
///   gongkai compare 2023.docx 2024.docx
///   gongkai compare 2021.pdf 2022.docx 2023.xlsx -o 对比.xlsx
///   gongkai compare 2022年/ 2023年/ -o 对比/
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Compare {
    /// 报告文件，两份或更多；或每年一个的文件夹，按机关配对（reports, two or more; or folders, one a year, paired by body）
    #[arg(required = true, num_args = 2.., value_name = "REPORT")]
    reports: Vec<PathBuf>,
    /// 工作簿里只读这一张工作表（of workbooks, read this sheet alone）
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 输出格式（output format）
    #[arg(long, value_enum, default_value_t)]
    format: Shown,
    /// 另存为带图表的工作簿；比较文件夹时写一个文件夹，每个机关一份（also write a workbook with charts; of folders a folder of them）
    #[arg(short, long, value_name = "FILE.xlsx|DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    #[command(flatten)]
    configured: Configured,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = count(1_u16..=512))]
    jobs: Option<u16>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// 文字（text）
    #[default]
    Text,
    /// JSON
    Json,
}

impl Compare {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        if self.reports.iter().any(|path| path.is_dir()) {
            return self.folders(language, terminal);
        }
        if let Err(status) = Reads::of(&self.reports).before_writing(&self.output, language, terminal) {
            return status;
        }
        if let Some(path) = self.output.as_deref().filter(|path| Format::of_path(path) != Some(Format::Xlsx)) {
            let (zh, en) =
                ("对比结果是工作簿，请用 .xlsx 作扩展名", "the comparison is a workbook; give it the extension .xlsx");
            let name = shown(path);
            return command::fail(terminal, language, &format!("{name}: {zh}"), &format!("{name}: {en}"));
        }
        let mut reports: Vec<Report> = Vec::new();
        let mut inputs = Vec::new();
        let mut options = ReadOptions::default();
        options.sheet.clone_from(&self.sheet);
        for path in &self.reports {
            let read = standard::load(path, &options.limits).and_then(|loaded| {
                inputs.push(loaded.digest(&options).to_string());
                loaded.read(&standard::told(path, &loaded, &options))
            });
            match read {
                Ok(reading) => {
                    if !reading.receipt.is_complete() {
                        terminal.diagnose(&receipt::in_short(language, path, &reading));
                    }
                    reports.push(reading.report);
                }
                Err(error) => return command::fail_with(terminal, language, &error),
            }
        }
        // Reports are named in any order; two for one year, as a draft and what became of it, stay as they are named.
        if reports.iter().all(|report| report.year.is_some()) && !reports.is_sorted_by_key(|report| report.year) {
            reports.sort_by_key(|report| report.year);
            terminal.diagnose(language.pick("已按年度先后排列", "put in the order of their years"));
        }
        let comparison = compare(&reports.iter().collect::<Vec<_>>());
        for caution in &comparison.cautions {
            terminal.diagnose(&format!("{}: {}", language.note(), language.of(&caution.text())));
        }
        if let Some(path) = &self.output {
            let written = gongkai::write_comparison(&comparison)
                .map_err(|error| gongkai::Error::new(path, error))
                .and_then(|written| {
                    let options = self.replacing.in_options(WriteOptions::default());
                    gongkai::save_bytes(path, written.bytes, &options.with_input(Digest::of_pieces(&inputs)))
                });
            if let Err(error) = written {
                return command::fail_with(terminal, language, &error);
            }
        }
        match self.format {
            Shown::Text => terminal.print(&in_words(&comparison, language)),
            Shown::Json => match serde_json::to_string_pretty(&gongkai_wire::Comparison::from(&comparison)) {
                Ok(text) => terminal.print(&format!("{}\n", inert_json(&text))),
                Err(error) => command::say_failure(terminal, language, &Text::of_printed(&error.to_string())),
            },
        }
    }
}

/// A comparison for a person.
pub(super) fn in_words(comparison: &Comparison, language: Language) -> String {
    let mut lines = vec![comparison.reports.join(" → ")];
    let changed: Vec<_> = comparison.changed().collect();
    lines.extend(changed.iter().map(|series| in_a_row(series, language)));
    let same = comparison.series.len() - changed.len();
    lines.push(match language {
        Language::Zh => format!("{} 格变化，{same} 格相同", changed.len()),
        Language::En => format!("{} cells changed, {same} the same", changed.len()),
    });
    for section in &comparison.prose {
        let name = section.section.map_or(language.pick("引言", "preamble"), SectionKey::heading);
        let report = comparison.reports.get(section.report).map_or("", String::as_str);
        lines.push(format!("\n{report} {name}"));
        lines.extend(section.changes.iter().map(prose));
    }
    for carried in &comparison.carried {
        let report = comparison.reports.get(carried.report).map_or("", String::as_str);
        lines.push(format!("\n{report} {}", language.pick("与上年衔接", "carried over from the year before")));
        for outcome in &carried.outcomes {
            let unassessed: usize = outcome.unassessed.iter().map(|reason| reason.count).sum();
            lines.push(match language {
                Language::Zh => format!(
                    "  {}：核对 {} 处，{} 处不符，{unassessed} 处无法核对",
                    outcome.rule, outcome.assessed, outcome.failed
                ),
                Language::En => format!(
                    "  {}: {} assessed, {} do not hold, {unassessed} cannot be assessed",
                    outcome.rule, outcome.assessed, outcome.failed
                ),
            });
        }
        lines.extend(
            carried.findings.iter().map(|finding| format!("  {} {}", finding.rule, language.of(&finding.message))),
        );
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What each report states in a cell, with the difference at each step.
fn in_a_row(series: &Series, language: Language) -> String {
    let mut line = format!("{}{}", series.name, language.pick("：", ": "));
    let changes = std::iter::once(None).chain(series.changes.iter().map(Some));
    for (place, (stated, change)) in series.stated.iter().zip(changes).enumerate() {
        let value = match stated {
            Stated::Printed(text) if text.is_empty() => language.pick("（空白）", "(blank)"),
            Stated::Printed(text) => text,
            Stated::NotRead => language.pick("（未读出）", "(not read)"),
            _ => language.pick("（无此格）", "(no such cell)"),
        };
        line.push_str(if place == 0 { "" } else { " → " });
        line.push_str(value);
        if let Some(Change::Number { difference, percent, .. }) = change {
            let sign = if difference.is_negative() { "" } else { "+" };
            let comma = language.pick("，", ", ");
            let percent = percent.map(|percent| format!("{comma}{percent}%")).unwrap_or_default();
            let change = format!("{sign}{difference}{percent}");
            line.push_str(&language.pick(format!("（{change}）"), format!(" ({change})")));
        }
    }
    line
}

/// A changed paragraph in the manner of a marked-up draft.
fn prose(change: &ProseChange) -> String {
    match change {
        ProseChange::Added { text } => format!("+ {text}"),
        ProseChange::Removed { text } => format!("- {text}"),
        ProseChange::Changed { pieces } => {
            let marked: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Kept(text) => text.clone(),
                    Piece::Removed(text) => format!("[-{text}-]"),
                    Piece::Added(text) => format!("{{+{text}+}}"),
                    _ => String::new(),
                })
                .collect();
            format!("~ {marked}")
        }
        _ => String::new(),
    }
}
