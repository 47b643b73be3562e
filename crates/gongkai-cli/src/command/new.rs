//! `gongkai new`: a report to be filled in.

use std::path::PathBuf;

use clap::Args;
use gongkai::draft::{Draft, draft_after};
use gongkai::form::CellKey;
use gongkai::{Cell, Format, Level, Organ, ReadOptions, Report, Year};

use crate::command::convert::Look;
use crate::language::Language;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, command};

/// 新建待填的报告：TOML 或 Excel，单元格留空，不填 0（a report to fill in; cells are blank, not 0）
///
/// 例 / example:
///   gongkai new --organ 青山镇人民政府 --level 乡镇 --year 2024 -o 报告.toml
///   gongkai new --from 2023年报告.docx -o 2024年报告.xlsx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct New {
    /// 机关全称（the organ's full name）
    #[arg(long, value_name = "NAME", required_unless_present = "from")]
    organ: Option<String>,
    /// 层级（level）：乡镇、县级部门、县级、市级部门、地市级、省级部门、省级、国务院部门，或 township、county_department、county、
    /// prefecture_department、prefecture、provincial_department、province、ministry
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    /// 报告年度（the year that is reported on）
    #[arg(long, value_name = "YEAR", value_parser = year, required_unless_present = "from")]
    year: Option<Year>,
    /// 上年的报告：填好机关、年度和由上年结转的数，其余留空（last year's report: what follows from it is filled in）
    #[arg(long, value_name = "LAST")]
    from: Option<PathBuf>,
    /// 上年的报告是工作簿时，只读这一张工作表（of last year's workbook, read this sheet alone）
    #[arg(long, value_name = "NAME", requires = "from")]
    sheet: Option<String>,
    /// 输出文件，.toml 或 .xlsx 便于填写（output file）
    #[arg(short, long, value_name = "OUT", required = true)]
    output: Vec<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    #[command(flatten)]
    look: Look,
}

pub(crate) fn level(name: &str) -> Result<Level, String> {
    name.parse().map_err(|error: gongkai::LevelError| error.to_string())
}

pub(crate) fn year(year: &str) -> Result<Year, String> {
    year.parse().map_err(|error: gongkai::YearError| error.to_string())
}

impl New {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let reads = Reads::of(&self.from).and(self.look.style_file());
        if let Err(status) = reads.before_writing(&self.output, language, terminal) {
            return status;
        }
        let draft = match self.draft(language, terminal) {
            Ok(draft) => draft,
            Err(status) => return status,
        };
        let mut report = draft.report;
        for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
            if report.cell(key).is_none() {
                report.set(key, Cell::Blank);
            }
        }
        let prompts: Vec<String> = draft
            .prompts
            .iter()
            .map(|prompt| format!("{}：{}", report.printed_name(prompt.key), prompt.text))
            .collect();
        let there = self.output.iter().find(|path| !self.replacing.force && path.exists());
        if let Some(path) = there {
            let zh = format!("{} 已经存在；要覆盖请加 --force", shown(path));
            let en = format!("{} exists; add --force to replace it", shown(path));
            return command::fail(terminal, language, &zh, &en);
        }
        let mut options = match self.look.options() {
            Ok(options) => options,
            Err(error) => return command::fail_with(terminal, language, &error),
        };
        // A workbook says beside each cell what last year's report has for it.
        let from =
            |(filled, source): &(CellKey, CellKey)| (*filled, format!("取自上年{}", report.printed_name(*source)));
        options.hints = draft.filled.iter().map(from).collect();
        options.hints.extend(draft.prompts.iter().map(|prompt| (prompt.key, prompt.text.clone())));
        // A TOML file to fill in says more than one of a finished report.
        let (toml, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.output.iter().partition(|path| Format::of_path(path) == Some(Format::Toml));
        let text = to_fill_in(&report, &prompts);
        let toml = toml.into_iter().map(|path| (path.clone(), text.clone().into_bytes())).collect();
        match gongkai::save_all_with(&report, &others, &options, toml) {
            Ok(saved) => command::say_notes(terminal, language, &saved),
            Err(error) => return command::fail_with(terminal, language, &error),
        }
        for (filled, source) in &draft.filled {
            let (filled, source) = (report.printed_name(*filled), report.printed_name(*source));
            terminal.diagnose(&match language {
                Language::Zh => format!("已填 {filled}，取自上年{source}"),
                Language::En => format!("filled {filled} from last year's {source}"),
            });
        }
        for prompt in &prompts {
            terminal.diagnose(prompt);
        }
        let lines: String = self.output.iter().map(|path| format!("{}\n", shown(path))).collect();
        terminal.print(&lines)
    }

    /// The report as far as it is known: from last year's, or of the organ and year alone.
    fn draft(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<Draft, Status> {
        let mut draft = match (&self.from, self.year) {
            (Some(path), _) => {
                let mut options = ReadOptions::default();
                options.sheet.clone_from(&self.sheet);
                let last =
                    gongkai::open(path, &options).map_err(|error| command::fail_with(terminal, language, &error))?;
                let draft = draft_after(&last.report).ok_or_else(|| {
                    let zh = format!("{}：看不出年度，无法据此起草", shown(path));
                    let en = format!("{}: its year is not known, so nothing can be drafted from it", path.display());
                    command::fail(terminal, language, &zh, &en)
                })?;
                if let Some((asked, made)) = self.year.zip(draft.report.year).filter(|(asked, made)| asked != made) {
                    let zh = format!("{} 之后是{made}年，不是{asked}年", path.display());
                    let en = format!("the year after {} is {made}, not {asked}", path.display());
                    return Err(command::fail(terminal, language, &zh, &en));
                }
                draft
            }
            (None, Some(year)) => Draft::of(Report::new(Organ::default(), year)),
            // The command line asks for one of the two.
            (None, None) => return Err(Status::Failed),
        };
        if let Some(name) = &self.organ {
            draft.report.organ.name = name.trim().to_owned();
        }
        draft.report.organ.level = self.level.or(draft.report.organ.level);
        Ok(draft)
    }
}

/// The report to fill in with what to know first.
fn to_fill_in(report: &Report, prompts: &[String]) -> String {
    let prompts: String = prompts.iter().map(|prompt| format!("# {prompt}\n")).collect();
    let about = "# 政府信息公开工作年度报告。填好后检查：gongkai check 本文件；生成：gongkai convert 本文件 -o 报告.docx -o 报告.pdf\n\
                 # 没有的填 0；空白 \"\" 表示还没有填。每段文字写成一行加引号的文字。表三每行七个数，最后是总计；只写六个则由程序相加。\n\n";
    format!("{about}{prompts}{}", gongkai::write_toml_to_fill_in(report))
}
