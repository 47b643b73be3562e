//! `gongkai consolidate`: one report from an office's own and its subordinates'.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::check::Child;
use gongkai::consolidate::{Consolidating, Consolidation};
use gongkai::{Level, Organ, ReadOptions, Reading, Year};

use crate::command::convert::Look;
use crate::command::new::{level, year};
use crate::language::Language;
use crate::{Status, Terminal, batch, command, inputs};

/// 把下级报告汇总成一份（add up subordinate reports）
///
/// 各种可读格式可以混用，文件夹会逐级处理。缺报、重复、年度或版式不同、读不出的文件都会指名，并停止汇总；
/// 加 --partial 则照常输出，并在报告里写明缺什么。
///
/// 例 / example:
///   gongkai consolidate 各部门/ --own 本级.docx --organ 某县人民政府 --level county --expect 名单.txt -o 汇总.toml --contributions 明细.xlsx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Consolidate {
    /// 下级报告的文件或文件夹（subordinate reports: files or folders）
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// 汇总机关全称（the consolidating organ's full name）
    #[arg(long, value_name = "NAME")]
    organ: String,
    /// 层级（level）
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    /// 报告年度，默认取各报告共同的年度（the year; by default the one that all reports share）
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<Year>,
    /// 本级的报告（the organ's own report）
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    /// 应报单位名单，每行一个（names of those who must file, one a line）
    #[arg(long, value_name = "LIST")]
    expect: Option<PathBuf>,
    /// 有问题也输出，并在报告中写明（write all the same, and record in the report what is missing）
    #[arg(long)]
    partial: bool,
    /// 输出文件，可写多次（output file, may be repeated）
    #[arg(short, long, value_name = "OUT", required = true)]
    output: Vec<PathBuf>,
    /// 每个单位对每格的贡献，.xlsx 或 .csv（what each organ contributes to each cell）
    #[arg(long, value_name = "FILE")]
    contributions: Option<PathBuf>,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
    #[command(flatten)]
    look: Look,
}

impl Consolidate {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let found = inputs::expand(&self.inputs);
        if let Some(failure) = found.failures.first() {
            return command::fail(terminal, language, failure, failure);
        }
        let expected = match self.expect.as_deref().map(names).transpose() {
            Ok(expected) => expected.unwrap_or_default(),
            Err(message) => return command::fail(terminal, language, &message, &message),
        };
        let own = self.own.iter().cloned();
        let listed = found.files.into_iter().map(|input| input.path);
        let mut seen = BTreeSet::new();
        let key = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        let files: Vec<PathBuf> = own.chain(listed).filter(|path| seen.insert(key(path))).collect();

        let bar = terminal.bar(files.len());
        let name = |path: &PathBuf| path.display().to_string();
        let threads = self.jobs.map(usize::from);
        let readings = batch::each(&files, threads, &bar, name, |path| gongkai::open(path, &ReadOptions::default()));

        let mut members = Vec::new();
        let mut unreadable = Vec::new();
        for (path, reading) in files.iter().zip(readings) {
            match reading {
                Ok(reading) => members.push(member(path, reading)),
                Err(error) => unreadable.push((path.display().to_string(), error.to_string())),
            }
        }
        let Some(year) = self.year.or_else(|| shared_year(&members)) else {
            let zh = "各报告的年度不一致或看不出；请用 --year 指定";
            return command::fail(terminal, language, zh, "the reports do not share a year; give it with --year");
        };
        let mut organ = Organ::new(self.organ.trim());
        organ.level = self.level;
        let mut request = Consolidating::new(organ, year).expecting(self.expected_with_own(expected, &members));
        for (name, why) in unreadable {
            request = request.with_unreadable(name, why);
        }
        self.finish(request.add_up(&members), language, terminal)
    }

    /// The organ's own report need not be on the list of subordinates.
    fn expected_with_own(&self, mut expected: Vec<String>, members: &[Child]) -> Vec<String> {
        if let (Some(_), Some(own), false) = (&self.own, members.first(), expected.is_empty()) {
            expected.push(own.name.clone());
        }
        expected
    }

    fn finish(&self, mut sum: Consolidation, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let status = status_list(&sum);
        for problem in &sum.problems {
            terminal.diagnose(&format!("{}: {problem}", language.pick("问题", "problem")));
        }
        if !sum.is_complete() && !self.partial {
            let zh = format!("有 {} 个问题，没有输出；改正后重来，或加 --partial", sum.problems.len());
            let en = format!("{} problems, nothing written; mend them or add --partial", sum.problems.len());
            let printed = terminal.print(&status);
            return command::fail(terminal, language, &zh, &en).max(printed);
        }
        sum.record_problems();
        let written = self.look.options().and_then(|options| {
            // The breakdown is made before anything is written, so that a failure leaves nothing behind.
            let breakdown = self.contributions.as_deref().map(|path| breakdown(path, &sum)).transpose()?;
            gongkai::save_all(&sum.report, &self.output, &options)?;
            match (&self.contributions, breakdown) {
                (Some(path), Some(bytes)) => gongkai::save_bytes(path, &bytes),
                _ => Ok(()),
            }
        });
        match written {
            Ok(()) => terminal.print(&status),
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }
}

/// A report by its organ, or by its file where it does not name one.
fn member(path: &Path, reading: Reading) -> Child {
    let organ = reading.report.organ.name.clone();
    let file = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Child::new(if organ.is_empty() { file() } else { organ }, reading.report)
}

fn shared_year(members: &[Child]) -> Option<Year> {
    let mut years = members.iter().map(|member| member.report.year);
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

fn names(path: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
    Ok(lines
        .map(|line| line.trim().trim_start_matches('\u{feff}').to_owned())
        .filter(|line| !line.is_empty())
        .collect())
}

/// Who has filed, who has not, and whose sums fail.
fn status_list(sum: &Consolidation) -> String {
    let mut text = String::new();
    for filing in &sum.filings {
        text.push_str(&format!("{}\t{}", filing.state.printed(), filing.name));
        if filing.failing_sums > 0 {
            text.push_str(&format!("\t{} 个勾稽关系不成立", filing.failing_sums));
        }
        text.push('\n');
    }
    text
}

/// The table of contributions as a workbook or as CSV, by the file's extension.
fn breakdown(path: &Path, sum: &Consolidation) -> Result<Vec<u8>, gongkai::Error> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return csv_breakdown(sum).map_err(|error| {
            gongkai::Error::new(path, gongkai::WriteError::Failed { format: "CSV", detail: error.to_string() })
        });
    }
    let written = gongkai::write_contributions(sum).map_err(|error| gongkai::Error::new(path, error))?;
    Ok(written.bytes)
}

fn csv_breakdown(sum: &Consolidation) -> Result<Vec<u8>, csv::Error> {
    // Spreadsheet programs take a CSV file for UTF-8 only when it begins with this mark.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let titles = ["键", "单元格", "合计"].into_iter().chain(sum.members.iter().map(String::as_str));
    writer.write_record(titles)?;
    for cell in &sum.contributions {
        let total = cell.sum.map(|sum| sum.to_string()).unwrap_or_default();
        let stated = cell.stated.iter().map(|stated| stated.clone().unwrap_or_else(|| "（未读到）".to_owned()));
        writer.write_record([cell.key.to_string(), cell.name.clone(), total].into_iter().chain(stated))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
