//! `gongkai consolidate`: one report from an office's own and its subordinates'.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::characters::one_line;
use gongkai::check::Child;
use gongkai::consolidate::{Consolidating, Consolidation, FilingState};
use gongkai::survey::most_common_year;
use gongkai::words::{InWords as _, Text};
use gongkai::{Digest, Level, Loaded, Organ, ReadOptions, Reading, Year};

use crate::bodies::{self, Known, Office};
use crate::command::convert::Look;
use crate::command::new::{level, year};
use crate::count::count;
use crate::inputs::{Input, Inputs};
use crate::language::Language;
use crate::output::csv_table;
use crate::run_files::{Reads, Replacing, shown};
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
    /// 层级（level），如 县级
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    /// 报告年度，默认取各报告共同的年度（the year; by default the one that all reports share）
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<Year>,
    /// 本级的报告（the organ's own report）
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    #[command(flatten)]
    known: Known,
    /// 工作簿里只读这一张工作表（of workbooks, read this sheet alone）
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
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
    #[arg(long, value_name = "N", value_parser = count(1_u16..=512))]
    jobs: Option<u16>,
    #[command(flatten)]
    replacing: Replacing,
    #[command(flatten)]
    look: Look,
}

impl Consolidate {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        self.consolidated(language, terminal).unwrap_or_else(|status| status)
    }

    fn consolidated(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<Status, Status> {
        let found = inputs::expand(&self.inputs);
        for failure in &found.failures {
            command::say_failure(terminal, language, failure);
        }
        let unlisted = !found.failures.is_empty();
        found.say_skipped(language, terminal);
        let reads = Reads::of(found.files.iter().map(|input| &input.path))
            .and(&self.own)
            .and(self.known.files())
            .and(self.look.style_file());
        let outputs = self.output.iter().chain(&self.contributions);
        reads.before_writing(outputs, language, terminal)?;
        let office = self.known.read(language, terminal).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        let Members { made_from, all, unreadable, own } = self.members(&found, &office, language, terminal)?;
        let shared = self.year.or_else(|| shared_year(&all));
        let Some(year) = shared.or_else(|| most_common_year(&all)) else {
            return Err(say_years(&all, &unreadable, language, terminal));
        };
        // Where they do not share a year nothing is added up, but all else that stands in the way is told as well.
        let sure = shared.is_some() && (self.partial || !unlisted);
        if shared.is_none() {
            say_years(&all, &[], language, terminal);
        }
        let mut organ = Organ::new(self.organ.trim());
        organ.level = self.level;
        let mut request =
            Consolidating::new(organ, year).among(office.expected.as_ref().unwrap_or(&gongkai::bodies::Bodies::none()));
        if let Some(own) = own {
            request = request.with_own(own);
        }
        for (name, why) in unreadable {
            request = request.with_unreadable(name, why);
        }
        Ok(self.finish(request.add_up(&all), Digest::of_pieces(&made_from), sure, language, terminal))
    }

    /// Reads the reports that are added up. Of each only its figures are kept, so that thousands take little memory.
    fn members(
        &self,
        found: &Inputs,
        office: &Office,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<Members, Status> {
        let own = self.own.iter().map(|path| Input { path: path.clone(), relative: path.clone() });
        let mut seen = BTreeSet::new();
        let key = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        let files: Vec<Input> =
            own.chain(found.files.iter().cloned()).filter(|input| seen.insert(key(&input.path))).collect();
        let bar = terminal.bar(files.len());
        let name = |input: &Input| input.relative.display().to_string();
        let mut options = ReadOptions::default();
        options.sheet.clone_from(&self.sheet);
        let read = |input: &Input| {
            let loaded = Loaded::of(&input.path, &options.limits)?;
            Ok((loaded.digest(&options), member(&input.relative, loaded.read(&options)?)))
        };
        let broken = |input: &Input, said| Err(gongkai::Error::new(&input.path, gongkai::ErrorKind::Internal(said)));
        let (read, undone) = batch::all(&files, self.jobs.map(usize::from), &bar, name, read, broken);
        if undone > 0 {
            return Err(command::say_undone(terminal, language, undone));
        }
        // What the outputs say that they were made from: each report as it is, and what is asked about all.
        let asked = format!("{:?} {:?} {:?} {} {:?}", self.organ, self.level, self.year, self.partial, office.expected);
        let mut members = Members { made_from: vec![asked], all: Vec::new(), unreadable: Vec::new(), own: None };
        for (index, (input, reading)) in files.iter().zip(read).enumerate() {
            match reading {
                Ok((digest, member)) => {
                    members.made_from.push(format!("{digest} {}", member.name));
                    if index == 0 && self.own.is_some() {
                        members.own = Some(member.name.clone());
                    }
                    members.all.push(member);
                }
                // What was named is meant as a report, whatever it is.
                Err(error) if office.passes_over(input, &error, found.folder && index >= self.own.iter().len()) => {
                    bodies::say_passed_over(input, &error, language, terminal);
                }
                Err(error) => {
                    let name = input.relative.display().to_string();
                    members.made_from.push(format!("{name} {}", error.kind));
                    members.unreadable.push((name, error.kind.in_words()));
                }
            }
        }
        Ok(members)
    }

    fn finish(
        &self,
        mut sum: Consolidation,
        made_from: Digest,
        sure: bool,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let status = status_list(&sum, language);
        for remark in &sum.remarks {
            terminal.diagnose(&format!("{}: {}", language.pick("说明", "remark"), language.of(&remark.in_words())));
        }
        for problem in &sum.problems {
            terminal.diagnose(&format!("{}: {}", language.pick("问题", "problem"), language.of(&problem.in_words())));
        }
        if !sure || (!sum.is_complete() && !self.partial) {
            let printed = terminal.print(&status);
            let written = self.write_contributions_alone(&sum, language, terminal);
            let count = sum.problems.len();
            let (also_zh, also_en) = match (&self.contributions, written) {
                (Some(path), Status::Fine) => {
                    (format!("明细照写在 {}，", shown(path)), format!("; what each contributes is in {}", shown(path)))
                }
                _ => Default::default(),
            };
            let zh = format!("有 {count} 个问题，没有输出汇总报告；{also_zh}改正后重来，或加 --partial");
            let en = format!("{count} problems, no report written{also_en}; mend them or add --partial");
            return command::fail(terminal, language, &zh, &en).max(printed);
        }
        sum.record_problems();
        let written = self.look.options().and_then(|options| {
            let options = self.replacing.in_options(options).with_input(made_from);
            let beside = match &self.contributions {
                Some(path) => vec![(path.clone(), breakdown(path, &sum)?)],
                None => Vec::new(),
            };
            gongkai::save_all_with(&sum.report, &self.output, &options, beside)
        });
        match written {
            Ok(saved) => {
                command::say_notes(terminal, language, &saved);
                terminal.print(&status)
            }
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }
}

impl Consolidate {
    /// Writes what each organ contributes where the sum itself is not written, so that the problems are mended from it.
    fn write_contributions_alone(
        &self,
        sum: &Consolidation,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let Some(path) = &self.contributions else { return Status::Fine };
        let options = self.replacing.in_options(gongkai::WriteOptions::default());
        match breakdown(path, sum).and_then(|bytes| gongkai::save_bytes(path, bytes, &options)) {
            Ok(()) => Status::Fine,
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }
}

/// A report by its organ, or by its file where it does not name one.
fn member(path: &Path, reading: Reading) -> Child {
    let organ = reading.report.organ.name.clone();
    let file = || path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if organ.is_empty() { file() } else { organ };
    Child::new(name, reading.report.figures_only()).from_file(shown(path))
}

/// The reports that are added up.
struct Members {
    /// What stands for each, for the outputs that record what they were made from.
    made_from: Vec<String>,
    all: Vec<Child>,
    /// The files that cannot be read, each with the reason.
    unreadable: Vec<(String, Text)>,
    /// Which of them is the office's own.
    own: Option<String>,
}

fn shared_year(members: &[Child]) -> Option<Year> {
    let mut years = members.iter().map(|member| member.report.year);
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

/// Says who reports for which year, where they do not share one.
fn say_years(
    members: &[Child],
    unreadable: &[(String, Text)],
    language: Language,
    terminal: &mut Terminal<'_>,
) -> Status {
    for (file, why) in unreadable {
        terminal.diagnose(&format!("{}: {file}: {}", language.pick("问题", "problem"), language.of(why)));
    }
    let mut by_year: BTreeMap<Option<Year>, Vec<&str>> = BTreeMap::new();
    for member in members {
        by_year.entry(member.report.year).or_default().push(&member.name);
    }
    if by_year.is_empty() {
        return command::fail(terminal, language, "没有读出一份报告", "not one report could be read");
    }
    for (year, names) in &by_year {
        let unknown = language.pick("看不出年度", "no year").to_owned();
        let year = year.map_or(unknown, |year| year.to_string());
        let names = language.pick(names.join("、"), format!("“{}”", names.join("”, “")));
        terminal.diagnose(&format!("{year}: {names}"));
    }
    let zh = "各报告的年度不一致或看不出；请用 --year 指定要汇总的年度";
    command::fail(terminal, language, zh, "the reports do not share a year; say with --year which one is added up")
}

/// Who has filed, who has not, and whose sums fail.
fn status_list(sum: &Consolidation, language: Language) -> String {
    let mut text = String::new();
    for filing in &sum.filings {
        text.push_str(&format!("{}\t{}", state(filing.state, language), one_line(&filing.name)));
        if filing.failing_sums > 0 {
            let said = language.pick("个勾稽关系不成立", "sums do not hold");
            text.push_str(&format!("\t{} {said}", filing.failing_sums));
        }
        text.push('\n');
    }
    text
}

fn state(state: FilingState, language: Language) -> &'static str {
    let en = match state {
        FilingState::Filed => "filed",
        FilingState::LeftOut => "filed, left out",
        FilingState::Missing => "missing",
        FilingState::Unreadable => "unreadable",
        FilingState::NotExpected => "not on the list",
        _ => "",
    };
    language.pick(state.printed(), en)
}

/// The table of contributions as a workbook or as CSV, by the file's extension.
fn breakdown(path: &Path, sum: &Consolidation) -> Result<Vec<u8>, gongkai::Error> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "csv" => csv_table(rows(sum)).map_err(|detail| {
            gongkai::Error::new(path, gongkai::WriteError::Failed { format: "CSV", detail: detail.into() })
        }),
        "xlsx" => Ok(gongkai::write_contributions(sum).map_err(|error| gongkai::Error::new(path, error))?.bytes),
        _ => Err(gongkai::Error::new(path, gongkai::ErrorKind::UnknownFormat { name: extension, content: None })),
    }
}

fn rows(sum: &Consolidation) -> impl Iterator<Item = Vec<String>> {
    let heads = ["键", "单元格", "合计"].into_iter().map(str::to_owned).chain(sum.members.iter().cloned()).collect();
    std::iter::once(heads).chain(sum.contributions.iter().map(|cell| {
        let total = cell.sum.map(|sum| sum.to_string()).unwrap_or_default();
        let stated = cell
            .stated
            .iter()
            .map(|stated| stated.as_ref().map_or_else(|| "（未读到）".to_owned(), |cell| cell.printed().into_owned()));
        [cell.key.to_string(), cell.name.clone(), total].into_iter().chain(stated).collect()
    }))
}
