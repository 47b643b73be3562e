//! `gongkai tally`: from the year's registers to tables three and four.

mod summary;

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::ledger::{
    Applications, Calendar, Column, DisputeTally, Disputes, Entries, Mapping, MappingError, Refusal, Register, Tally,
    decode, tally, tally_disputes,
};
use gongkai::words::{InWords as _, Text};
use gongkai::{Cell, Digest, Level, Limits, Loaded, Organ, ReadOptions, Report, Year};

use crate::command::convert::Look;
use crate::command::new::{level, year};
use crate::language::Language;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, command, receipt};
use summary::Summary;

/// 由依申请公开台账统计表三，由复议诉讼台账统计表四（count registers into tables three and four）
///
/// 台账可以是 CSV（UTF-8、UTF-16 或 GB18030）、XLSX、旧版 XLS，或 Word、RTF、网页里的表格，需要这些列，名称和次序不限：编号、收到日期、申请人类型、办结日期、办理结果；
/// 复议诉讼台账：编号、案件类型、收到日期、办结日期、办理结果。办理结果可写表中的名称、编号（（三）5）或条款（36(1)）。
///
/// 例 / examples:
///   gongkai tally 台账.xlsx --year 2024 --organ 青山镇人民政府 --level township -o 报告.toml
///   gongkai tally 台账.csv --year 2024 --into 报告.toml -o 填好的报告.toml --map 办结日期=完成 --word 事业单位=其他
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
    /// 复议诉讼台账的列名对应（headings of the register of disputes）
    #[arg(long, value_name = "COLUMN=HEADING", requires = "disputes")]
    disputes_map: Vec<String>,
    /// 词语对应，如 事业单位=其他，可写多次（what words of the register's own mean）
    #[arg(long = "word", value_name = "WORD=LABEL")]
    words: Vec<String>,
    /// 台账所在的工作表；Word、网页里的表格写“第2张表”（the sheet of the register; of a document “第2张表”）
    #[arg(long, value_name = "NAME", conflicts_with = "all_sheets")]
    sheet: Option<String>,
    /// 各工作表、各张表格都是台账（如每月一张），合在一起统计（count all sheets or tables that are registers）
    #[arg(long)]
    all_sheets: bool,
    /// 复议诉讼台账所在的工作表（the sheet of the register of disputes）
    #[arg(long, value_name = "NAME", requires = "disputes", conflicts_with = "disputes_all_sheets")]
    disputes_sheet: Option<String>,
    /// 复议诉讼台账的各工作表合在一起统计（count all sheets of the register of disputes）
    #[arg(long, requires = "disputes")]
    disputes_all_sheets: bool,
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
    replacing: Replacing,
    #[command(flatten)]
    look: Look,
}

/// Which sheets of a register are read.
#[derive(Debug, Clone, Copy)]
enum Sheets<'a> {
    /// The one that has the columns.
    Fitting,
    One(&'a str),
    All,
}

/// What the registers hold.
struct Counted {
    applications: Applications,
    tally: Tally,
    disputes: Option<(Disputes, DisputeTally)>,
    calendar: Calendar,
}

impl TallyRegisters {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let reads =
            Reads::of(std::iter::once(&self.ledger).chain(&self.disputes).chain(&self.calendar).chain(&self.into))
                .and(self.look.style_file());
        if let Err(status) = reads.before_writing(&self.output, language, terminal) {
            return status;
        }
        let mut made_from = vec![self.asked()];
        let counted = match self.count(&mut made_from) {
            Ok(counted) => counted,
            Err(said) => return command::say_failure(terminal, language, &said),
        };
        let mut refused = counted.tally.refused.len();
        say_reading(&self.ledger, &counted.applications, language, terminal);
        if let (Some(path), Some((disputes, _))) = (&self.disputes, &counted.disputes) {
            refused += disputes.refused.len();
            say_reading(path, disputes, language, terminal);
        }
        if refused > 0 && !self.skip_bad {
            let zh = format!("有 {refused} 行不能识别，没有输出；改正台账，或加 --skip-bad 跳过这些行");
            let en = format!("{refused} lines cannot be read, nothing written; mend them or add --skip-bad");
            return command::fail(terminal, language, &zh, &en);
        }
        let (mut report, known) = match self.report(&mut made_from, language, terminal) {
            Ok(report) => report,
            Err(status) => return status,
        };
        let before = report.clone();
        counted.tally.state_in(&mut report);
        if let Some((_, disputes)) = &counted.disputes {
            disputes.state_in(&mut report);
        }
        let written = self.look.options().and_then(|options| {
            let options = self.replacing.in_options(options).with_input(Digest::of_pieces(&made_from));
            gongkai::save_all(&report, &self.output, &options)
        });
        match written {
            Ok(saved) => {
                command::say_notes(terminal, language, &saved);
                let summary = Summary { counted: &counted, year: self.year, refused, language };
                let changes = if known { summary::rewritten(&before, &report, language) } else { Vec::new() };
                terminal.print(&summary.text(&changes, &self.output))
            }
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }

    /// What is asked, as far as the count depends on it.
    fn asked(&self) -> String {
        let Self { year, organ, level, map, disputes_map, words, skip_bad, .. } = self;
        let (sheets, disputes_sheets) = self.sheets();
        format!(
            "{year:?} {organ:?} {level:?} {map:?} {disputes_map:?} {words:?} {sheets:?} {disputes_sheets:?} {skip_bad}"
        )
    }

    /// Which sheets of each register are read.
    fn sheets(&self) -> (Sheets<'_>, Sheets<'_>) {
        fn asked(all: bool, one: Option<&String>) -> Sheets<'_> {
            match one {
                Some(name) => Sheets::One(name),
                None if all => Sheets::All,
                None => Sheets::Fitting,
            }
        }
        (asked(self.all_sheets, self.sheet.as_ref()), asked(self.disputes_all_sheets, self.disputes_sheet.as_ref()))
    }

    /// Counts, and keeps the digest of every file that is read.
    fn count(&self, made_from: &mut Vec<String>) -> Result<Counted, Text> {
        let edition = gongkai::form::Edition::governing(self.year);
        let (sheets, disputes_sheets) = self.sheets();
        let register = self.open(&self.ledger, &self.map, sheets, made_from)?;
        let applications = register.applications_in(edition).map_err(|error| asking(&self.ledger, &error, ""))?;
        let disputes = match &self.disputes {
            Some(path) => {
                let register = self.open(path, &self.disputes_map, disputes_sheets, made_from)?;
                let disputes = register.disputes_in(edition).map_err(|error| asking(path, &error, "disputes-"))?;
                let counted = tally_disputes(&disputes, self.year);
                Some((disputes, counted))
            }
            None => None,
        };
        let calendar = match &self.calendar {
            Some(path) => {
                let bytes =
                    gongkai::read_file(path, Limits::default().settings_bytes).map_err(|error| error.in_words())?;
                made_from.push(Digest::of(&bytes).to_string());
                let text = decode(&bytes).map_err(|error| command::of_file(path, &error))?;
                Calendar::parse(&text).map_err(|error| command::of_file(path, &error))?
            }
            None => Calendar::weekends_only(),
        };
        let tally = tally(&applications, self.year);
        Ok(Counted { applications, tally, disputes, calendar })
    }

    fn open(
        &self,
        path: &Path,
        map: &[String],
        sheets: Sheets<'_>,
        made_from: &mut Vec<String>,
    ) -> Result<Register, Text> {
        let mapping = Mapping::parse(map.iter().map(String::as_str))
            .and_then(|mapping| mapping.with_words(self.words.iter().map(String::as_str)))
            .map_err(|error| Text::of_printed(&error.to_string()))?;
        let bytes = gongkai::read_file(path, Limits::default().file_bytes).map_err(|error| error.in_words())?;
        made_from.push(Digest::of(&bytes).to_string());
        let register =
            gongkai::read_register(&bytes).map_err(|error| command::of_file(path, &error))?.with_mapping(mapping);
        Ok(match sheets {
            Sheets::Fitting => register,
            Sheets::One(name) => register.with_sheet(name),
            Sheets::All => register.with_all_sheets(),
        })
    }

    /// The report that the counts are stated in: a given one, or a new one whose other cells are blank; and whether it
    /// was given.
    fn report(
        &self,
        made_from: &mut Vec<String>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Report, bool), Status> {
        let Some(path) = &self.into else {
            let mut organ = Organ::new(self.organ.as_deref().unwrap_or_default().trim());
            organ.level = self.level;
            let mut report = Report::new(organ, self.year);
            for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
                report.set(key, Cell::Blank);
            }
            return Ok((report, false));
        };
        let options = ReadOptions::default();
        let reading = Loaded::of(path, &options.limits).and_then(|loaded| {
            made_from.push(loaded.digest(&options).to_string());
            loaded.read(&options)
        });
        let reading = reading.map_err(|error| command::fail_with(terminal, language, &error))?;
        if !reading.receipt.is_complete() {
            terminal.diagnose(&receipt::in_short(language, path, &reading));
        }
        let mut report = reading.report;
        match report.year {
            Some(year) if year != self.year => {
                let zh = format!("{} 是{year}年的报告，不能填进{}年的数", shown(path), self.year);
                let en = format!("{} is a report for {year}, not for {}", shown(path), self.year);
                Err(command::fail(terminal, language, &zh, &en))
            }
            _ => {
                report.year = Some(self.year);
                Ok((report, true))
            }
        }
    }
}

/// What is wrong with the headings or sheets of a register, and the option that says what is meant.
fn asking(path: &Path, error: &MappingError, register: &str) -> Text {
    let Text { zh, en } = command::of_file(path, error);
    let map = |column: &Column, heading: &str| format!("--{register}map {column}={heading}");
    match error {
        MappingError::Missing { column, nearest: Some(heading), .. } => {
            let map = map(column, heading);
            Text::new(format!("{zh}如果是，请加 {map}"), format!("{en} If so, add “{map}”"))
        }
        MappingError::Missing { column, .. } => {
            let (map, en_map) = (map(column, "表头"), map(column, "…"));
            Text::new(format!("{zh}。请用 {map} 指明是哪一列"), format!("{en}. Say which it is by “{en_map}”"))
        }
        MappingError::Twice { column, .. } => {
            let (map, en_map) = (map(column, "表头"), map(column, "…"));
            Text::new(format!("{zh}；请用 {map} 指定"), format!("{en}; choose by “{en_map}”"))
        }
        MappingError::SeveralSheets { .. } => Text::new(
            format!("{zh}；请用 --{register}sheet 指定一张，或用 --{register}all-sheets 合在一起统计"),
            format!("{en}; choose one by --{register}sheet, or count them together by --{register}all-sheets"),
        ),
        _ => Text::new(zh, en),
    }
}

/// Says how a register was read: which of its headings were taken for which columns, and every line that was not read.
fn say_reading<T>(path: &Path, read: &Entries<T>, language: Language, terminal: &mut Terminal<'_>) {
    for remark in read.reading.remarks() {
        terminal.diagnose(&format!("{}: {}", shown(path), language.of(&remark)));
    }
    for Refusal { line, reason, .. } in &read.refused {
        let number = language.pick(format!("（{}）", line.number), format!(" ({})", line.number));
        let number = if line.number.is_empty() { String::new() } else { number };
        let reason = Text::of_printed(&reason.to_string());
        let sheet = if line.sheet.is_empty() { String::new() } else { format!("{}!", line.sheet) };
        terminal.diagnose(&format!("{}:{sheet}{}{number}: {}", shown(path), line.line, language.of(&reason)));
    }
}
