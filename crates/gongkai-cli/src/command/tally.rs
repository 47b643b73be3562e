//! `gongkai tally`: from the year's registers to tables three and four.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::ledger::{
    Application, Calendar, DisputeTally, Mapping, Overrun, Refusal, Register, Tally, overruns, tally, tally_disputes,
};
use gongkai::{Cell, Level, Organ, ReadOptions, Report, Year};

use crate::command::convert::Look;
use crate::command::new::{level, year};
use crate::language::Language;
use crate::{Status, Terminal, command};

/// 由依申请公开台账统计表三，由复议诉讼台账统计表四（count registers into tables three and four）
///
/// 台账可以是 CSV（UTF-8 或 GB18030）或 XLSX，需要这些列，名称和次序不限：编号、收到日期、申请人类型、办结日期、办理结果；
/// 复议诉讼台账：编号、案件类型、收到日期、办结日期、办理结果。办理结果可写表中的名称、编号（（三）5）或条款（36(1)）。
///
/// 例 / example:
///   gongkai tally 台账.xlsx --year 2024 --organ 青山镇人民政府 --level township -o 报告.toml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct TallyRegisters {
    /// 依申请公开台账（register of applications）
    #[arg(value_name = "LEDGER")]
    ledger: PathBuf,
    /// 复议诉讼台账（register of reconsiderations and lawsuits）
    #[arg(long, value_name = "FILE")]
    disputes: Option<PathBuf>,
    /// 报告年度（the year that is reported on）
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Year,
    /// 机关全称（the organ's full name）
    #[arg(long, value_name = "NAME", required_unless_present = "into")]
    organ: Option<String>,
    /// 层级（level）
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    /// 填进已有的报告，其他内容不变（state the counts in this report and keep the rest）
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["organ", "level"])]
    into: Option<PathBuf>,
    /// 列名对应，如 办结日期=答复时间，可写多次（headings of the register's own）
    #[arg(long = "map", value_name = "COLUMN=HEADING")]
    map: Vec<String>,
    /// 节假日文件；没有则只按周末计算期限（holidays; without it only weekends are known）
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// 跳过不能识别的行，其余照常统计（leave out lines that cannot be read）
    #[arg(long)]
    skip_bad: bool,
    /// 输出文件，可写多次（output file, may be repeated）
    #[arg(short, long, value_name = "OUT", required = true)]
    output: Vec<PathBuf>,
    #[command(flatten)]
    look: Look,
}

/// What the registers hold.
struct Counted {
    applications: Vec<Application>,
    tally: Tally,
    disputes: Option<DisputeTally>,
    calendar: Calendar,
}

impl TallyRegisters {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let counted = match self.count() {
            Ok(counted) => counted,
            Err(message) => return command::fail(terminal, language, &message, &message),
        };
        let mut refused = counted.tally.refused.len();
        say_refused(&self.ledger, &counted.tally.refused, terminal);
        if let (Some(path), Some(disputes)) = (&self.disputes, &counted.disputes) {
            refused += disputes.refused.len();
            say_refused(path, &disputes.refused, terminal);
        }
        if refused > 0 && !self.skip_bad {
            let zh = format!("有 {refused} 行不能识别，没有输出；改正台账，或加 --skip-bad 跳过这些行");
            let en = format!("{refused} lines cannot be read, nothing written; mend them or add --skip-bad");
            return command::fail(terminal, language, &zh, &en);
        }
        let report = match self.state(&counted) {
            Ok(report) => report,
            Err(error) => return command::fail_with(terminal, language, &error),
        };
        let written = self.look.options().and_then(|options| gongkai::save_all(&report, &self.output, &options));
        match written {
            Ok(_) => terminal.print(&self.summary(&counted, refused, language)),
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }

    fn count(&self) -> Result<Counted, String> {
        let mapping = Mapping::parse(self.map.iter().map(String::as_str)).map_err(|error| error.to_string())?;
        let open = |path: &Path| -> Result<Register, String> {
            let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let bytes = std::fs::read(path).map_err(|error| named(&error))?;
            let workbook =
                path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx") || e.eq_ignore_ascii_case("xlsm"));
            let register = if workbook { Register::from_xlsx(&bytes) } else { Register::from_csv(&bytes) };
            register.map(|register| register.with_mapping(mapping.clone())).map_err(|error| named(&error))
        };
        let named = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let edition = gongkai::form::Edition::governing(self.year);
        let applications = open(&self.ledger)?.applications_in(edition).map_err(|error| named(&self.ledger, &error))?;
        let disputes = match &self.disputes {
            Some(path) => {
                let disputes = open(path)?.disputes().map_err(|error| named(path, &error))?;
                Some(tally_disputes(&disputes, self.year))
            }
            None => None,
        };
        let calendar = match &self.calendar {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| named(path, &error))?;
                Calendar::parse(&text).map_err(|error| named(path, &error))?
            }
            None => Calendar::weekends_only(),
        };
        let tally = tally(&applications, self.year);
        Ok(Counted { applications: applications.0, tally, disputes, calendar })
    }

    /// The report that the counts are stated in: a given one, or a new one whose other cells are blank.
    fn state(&self, counted: &Counted) -> Result<Report, gongkai::Error> {
        let mut report = match &self.into {
            Some(path) => gongkai::open(path, &ReadOptions::default())?.report,
            None => {
                let mut organ = Organ::new(self.organ.as_deref().unwrap_or_default().trim());
                organ.level = self.level;
                let mut report = Report::new(organ, self.year);
                for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
                    report.set(key, Cell::Blank);
                }
                report
            }
        };
        counted.tally.state_in(&mut report);
        if let Some(disputes) = &counted.disputes {
            disputes.state_in(&mut report);
        }
        Ok(report)
    }

    fn summary(&self, counted: &Counted, refused: usize, language: Language) -> String {
        let tally = &counted.tally;
        let mut lines = vec![match language {
            Language::Zh => format!(
                "申请：计入 {} 件，不属本年 {} 件，跳过 {refused} 行；年末未办结 {} 件",
                tally.counted,
                tally.outside.len(),
                tally.open.len()
            ),
            Language::En => format!(
                "applications: {} counted, {} of other years, {refused} lines left out; {} open at the end of the year",
                tally.counted,
                tally.outside.len(),
                tally.open.len()
            ),
        }];
        for open in &tally.open {
            let (number, line, received) = (&open.line.number, open.line.line, open.received);
            lines.push(match language {
                Language::Zh => format!("  未办结：{number}（第 {line} 行），{received} 收到"),
                Language::En => format!("  open: {number} (line {line}), received {received}"),
            });
        }
        if let Some(disputes) = &counted.disputes {
            lines.push(match language {
                Language::Zh => {
                    format!("复议诉讼：计入 {} 件，不属本年 {} 件", disputes.counted, disputes.outside.len())
                }
                Language::En => {
                    format!("disputes: {} counted, {} of other years", disputes.counted, disputes.outside.len())
                }
            });
        }
        lines.extend(self.overdue(counted, language));
        lines.push(String::new());
        lines.join("\n")
    }

    /// Which applications ran over their term, and by which calendar that was reckoned.
    fn overdue(&self, counted: &Counted, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        let over = overruns(&counted.applications, self.year, &counted.calendar);
        if over.is_empty() {
            return lines;
        }
        if counted.calendar.knows_only_weekends() {
            lines.push(
                language
                    .pick(
                        "期限按周末计算，没有节假日文件（--calendar），法定节假日前后的结果可能偏严：",
                        "terms are reckoned by weekends only (no --calendar), so they may be too strict around holidays:",
                    )
                    .to_owned(),
            );
        }
        for (line, overrun) in over {
            let (number, line) = (line.number, line.line);
            let what = match overrun {
                Overrun::BeyondExtension => language.pick(
                    "超过 20 个工作日加延长的 20 个工作日（条例第三十三条）",
                    "over 20 working days plus the extension of 20 (Regulations, art. 33)",
                ),
                _ => language.pick(
                    "超过 20 个工作日，应已办理延期（条例第三十三条）",
                    "over 20 working days, so an extension must have been granted (Regulations, art. 33)",
                ),
            };
            lines.push(match language {
                Language::Zh => format!("  {number}（第 {line} 行）：{what}"),
                Language::En => format!("  {number} (line {line}): {what}"),
            });
        }
        lines
    }
}

fn say_refused(path: &Path, refused: &[Refusal], terminal: &mut Terminal<'_>) {
    for refusal in refused {
        let number =
            if refusal.line.number.is_empty() { String::new() } else { format!("（{}）", refusal.line.number) };
        terminal.diagnose(&format!("{}:{}{number}: {}", path.display(), refusal.line.line, refusal.reason));
    }
}
