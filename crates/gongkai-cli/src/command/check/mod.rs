//! `gongkai check`: what does not hold in a report.

mod children;
mod own_files;
mod previous;
mod recording;
mod results;
mod returning;
mod surveying;
mod tracking;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gongkai::check::Subject;
use gongkai::document::Position;
use gongkai::form::CellKey;
use gongkai::words::InWords as _;
use gongkai::{Format, ReadOptions, Reading, Year};
use gongkai_policy::{PolicyError, ReportName};

use crate::accepting::{self, Accepted};
use crate::bodies::{Known, Office};
use crate::configuration::{self, Configurations, Configured, Selecting};
use crate::inputs::{self, Input};
use crate::language::Language;
use crate::output::source::Source;
use crate::output::text::{Printer, verdict};
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, batch, command, receipt, standard};
use children::Children;
use gongkai_wire::{self as wire, FileResult, FiledAcceptance, Receipt, Verdict, Words};
use previous::Previous;
use recording::Recording;
use results::Results;
pub(crate) use returning::day;
use returning::{Letters, Pending, Returning};
use surveying::{Given, Taking};
use tracking::{Filed, Tracking};

/// 检查报告：勾稽关系、格式、文字与表格、上年衔接、个人信息（check reports）
///
/// 结果在标准输出，读取情况在标准错误。退出码：0 没有错误，1 有错误，2 有文件读不了。
///
/// 例 / examples:
///   gongkai check 报告.docx --previous 上年.docx
///   gongkai check 各乡镇/ --format csv -o 汇总.csv
///   gongkai check 汇总.docx --children 各乡镇/ --expect 名单.txt
///   gongkai check 报告.toml --accept GK104-0123456789abcdef --reason "原件如此，已核实" --by 张三
///   gongkai check 各乡镇/ --accepted . --accepted 青山镇送来的.accepted.toml
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Check {
    /// 报告文件或文件夹；- 是标准输入，格式看内容或 --from（files or folders; - is the standard input）
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// 上年的报告，核对衔接；也可以是文件夹，各报告按机关找自己上年的（last year's report, or a folder of them, each by its body）
    #[arg(long, value_name = "FILE|DIR")]
    previous: Option<PathBuf>,
    /// 汇总所含的报告：下级的文件夹，以及本级的文件，可写多次；检查几份汇总时，各取以本机关命名的文件夹里的，或名称属于本县的（the reports that a consolidated one adds up; of several each takes those in a folder of its name, or of its county）
    #[arg(long, value_name = "DIR|FILE")]
    children: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    /// 报告年度；默认取多数报告的年度，指明后年度不对的算问题（the year that the reports are for）
    #[arg(long, value_name = "YEAR", value_parser = command::new::year)]
    year: Option<Year>,
    #[command(flatten)]
    configured: Configured,
    #[command(flatten)]
    selecting: Selecting,
    /// 结果格式；默认看 -o 的扩展名，否则是 text（format of the result; by the extension of -o, else text）
    #[arg(long, value_enum)]
    format: Option<ResultFormat>,
    /// 结果写到文件；- 是标准输出（write the result to a file; - is the standard output）
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
    #[command(flatten)]
    recording: Recording,
    #[command(flatten)]
    returning: Returning,
    /// 审核状态记在这个文件里（放在报送文件夹旁边）：谁报了几次、退回了没有、改了没有；--return 的算已退回。gongkai review 查看
    /// （keeps the state of the review in this file; gongkai review shows it）
    #[arg(long, value_name = "FILE")]
    track: Option<PathBuf>,
    /// 输入格式，不看扩展名（input format, whatever the extension）
    #[arg(long, value_name = "FORMAT", value_parser = command::convert::any_format)]
    from: Option<Format>,
    /// 工作簿里只读这一张工作表（of a workbook, read this sheet alone）
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 单元格没有全部读出也算未完成，退出码 2（an incomplete reading fails）
    #[arg(long)]
    strict: bool,
    /// 有错误级问题时退出码也是 0，只在读不了、做不成时不是（findings alone do not fail the command）
    #[arg(long)]
    exit_zero: bool,
    /// 也检查试行规则，它们不算错误（run the rules in preview too）
    #[arg(long)]
    preview: bool,
    /// 列出每条未能判断的规则和原因（list every rule that could not be assessed）
    #[arg(short, long)]
    verbose: bool,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    /// 给人看：原文、标记、改法（for people: the text, marks, how to mend it）
    Text,
    /// 给程序：docs/schema/check.schema.json（for programs, docs/schema/check.schema.json）
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// 每个文件一行的汇总表（one line for each file）
    Csv,
    /// 汇总表，Excel，须配 -o（the same as a workbook, with -o）
    Xlsx,
    /// 各文件的问题清单，网页，须配 -o（a list of the findings as a web page, with -o）
    Html,
    /// 各文件的问题清单，Word，须配 -o（the same as a Word file, with -o）
    Docx,
}

impl ResultFormat {
    /// The format that the extension of an output names, where it names one that results have.
    fn of_path(path: &Path) -> Option<Self> {
        match extension(path).as_str() {
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "html" | "htm" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// Whether files of the format have a place for what they were made from.
    fn keeps_a_record(self) -> bool {
        matches!(self, Self::Xlsx | Self::Html | Self::Docx)
    }

    /// Whether a file of this extension may hold the format: not where its name says that it is something else.
    fn fits(self, path: &Path) -> bool {
        let extension = extension(path);
        match self {
            Self::Text => ![
                "docx", "doc", "wps", "rtf", "odt", "xlsx", "xls", "et", "ods", "pdf", "ofd", "html", "htm", "toml",
                "json", "sarif", "csv",
            ]
            .contains(&extension.as_str()),
            Self::Json => extension == "json",
            Self::Sarif => ["sarif", "json"].contains(&extension.as_str()),
            Self::Csv => ["csv", "txt"].contains(&extension.as_str()),
            Self::Xlsx => extension == "xlsx",
            Self::Html => ["html", "htm"].contains(&extension.as_str()),
            Self::Docx => extension == "docx",
        }
    }

    /// The name of a format that is no text, so that it goes to a file alone.
    fn of_files_alone(self) -> Option<&'static str> {
        match self {
            Self::Xlsx => Some("xlsx"),
            Self::Html => Some("html"),
            Self::Docx => Some("docx"),
            Self::Text | Self::Json | Self::Sarif | Self::Csv => None,
        }
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// What stands around every report of a run.
struct Around {
    format: ResultFormat,
    configurations: Configurations,
    accepted: Accepted,
    previous: Previous,
    children: Option<Children>,
    office: Office,
}

/// How a result is shown.
#[derive(Debug, Clone, Copy)]
struct Look {
    colour: bool,
    width: usize,
}

/// What became of one file.
struct Checked {
    result: FileResult,
    /// What is printed for it as text.
    text: String,
    /// What is said beside the result.
    said: String,
    failed: bool,
    /// What goes back about it, where letters are written.
    returned: Option<Pending>,
    /// What it adds to the state of the review, where that is kept.
    tracked: Option<Filed>,
    /// Where its cells stand, where letters are written.
    places: BTreeMap<CellKey, Position>,
    /// What it gives to the survey of all files.
    given: Option<Given>,
}

impl Check {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let found = inputs::expand(&self.inputs);
        let mut status = Status::Fine;
        for failure in &found.failures {
            status = command::say_failure(terminal, language, failure);
        }
        found.say_skipped(language, terminal);
        let single = !found.folder && found.files.len() == 1;
        let one_previous = self.previous.as_ref().is_some_and(|path| !path.is_dir());
        if !single && (one_previous || self.recording.changes()) {
            return command::fail(
                terminal,
                language,
                "--previous 文件、--accept、--withdraw 只能配一个输入文件；--previous 可以给文件夹",
                "--previous FILE, --accept and --withdraw take one input file; --previous may be a folder",
            );
        }
        let accepted = match self.recording.read(language) {
            Ok(accepted) => accepted,
            Err(said) => {
                terminal.diagnose(&said);
                return Status::Failed;
            }
        };
        let (accepted, wrong) = accepted.with_filers(&found.files, language);
        wrong.iter().for_each(|said| terminal.diagnose(said));
        let configurations = match self.configurations(&found.files, language, terminal) {
            Ok(configurations) => configurations,
            Err(status) => return status,
        };
        let letters = self.returning.letters(&found.files, self.replacing);
        let outputs: Vec<PathBuf> =
            self.output().map(Path::to_owned).into_iter().chain(letters.iter().flat_map(Letters::outputs)).collect();
        if let Err(status) =
            self.reads(&found.files, &accepted, &configurations).before_writing(&outputs, language, terminal)
        {
            return status;
        }
        let format = match self.result_format(language, terminal) {
            Ok(format) => format,
            Err(status) => return status,
        };
        let (around, worst) = match self.around(format, accepted, configurations, single, language, terminal) {
            Ok(around) => around,
            Err(status) => return status,
        };
        status = status.max(worst);
        let bar = terminal.bar(found.files.len());
        let name = |input: &Input| input.relative.display().to_string();
        let look = Look { colour: terminal.colour && self.output().is_none(), width: terminal.width };
        let tracking = self.track.as_deref().map(Tracking::at);
        let (mut returned, mut tracked) = (Vec::new(), Vec::new());
        let mut taking = Taking::default();
        let mut results = Results::new(
            format,
            self.output(),
            self.replacing,
            self.made_from(format, &around.configurations),
            language,
        );
        let undone = batch::each(
            &found.files,
            self.jobs.map(usize::from),
            &bar,
            name,
            |input| {
                let asked = letters.is_some() || tracking.is_some();
                let digest = asked.then(|| returning::digest(&input.path)).flatten();
                let mut checked = self.check(input, &around, found.folder, language, look);
                let places = std::mem::take(&mut checked.places);
                checked.returned =
                    letters.as_ref().map(|letters| letters.prepare(input, digest, &checked.result, places));
                if let (Some(filed), Some(digest)) = (&mut checked.tracked, digest) {
                    filed.digest = digest.to_string();
                }
                checked
            },
            |input, broken| {
                let said = command::broken(language, &input.path, &broken);
                failed(&input.path, Words::from(&gongkai::ErrorKind::Internal(broken).in_words()), said)
            },
            |mut checked| {
                let (pending, given) = (checked.returned.take(), checked.given.take());
                tracked.extend(checked.tracked.take());
                if !matches!(given, Some(Given::PassedOver(_))) {
                    returned.extend(pending);
                    results.take(checked, terminal);
                }
                given.into_iter().for_each(|given| taking.take(given));
            },
        );
        if let Some(children) = &around.children {
            children.say_left(language, terminal);
        }
        let mut questions = Vec::new();
        if !single {
            let earlier = around.previous.figures();
            let (survey, shape) = taking.finish(self.year, &around.office, &earlier);
            results.survey(&survey, shape, self.year.is_some());
            questions = survey.questions;
        }
        if let Some(tracking) = tracking {
            let goes_back = letters.is_some();
            if let Err(said) = tracking.record(tracked, goes_back, self.recording.by.as_deref(), language) {
                terminal.diagnose(&said);
                status = Status::Failed;
            }
        }
        if let Some(letters) = letters {
            status = status.max(letters.finish(returned, &questions, language, terminal));
        }
        status = status.max(results.finish(single, terminal));
        let status = status.max(command::say_undone(terminal, language, undone));
        if self.exit_zero && status == Status::Findings { Status::Fine } else { status }
    }

    /// The file that the result goes to; nothing where it goes to the standard output.
    fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !standard::is_standard(path))
    }

    /// The configurations that the reports are checked by, without the rules that are not asked for.
    fn configurations(
        &self,
        files: &[Input],
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<Configurations, Status> {
        let mut configurations = Configurations::read(&self.configured, files, language).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        configuration::say_found(&configurations, language, terminal);
        configurations.select(&self.selecting).map_err(|said| command::say_failure(terminal, language, &said))?;
        Ok(configurations)
    }

    /// The format of the result, which must be one that the output's name allows.
    fn result_format(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<ResultFormat, Status> {
        let named = self.output().and_then(ResultFormat::of_path);
        let format = self.format.or(named).unwrap_or(ResultFormat::Text);
        match self.output() {
            None if format.of_files_alone().is_some() => {
                let name = format.of_files_alone().unwrap_or_default();
                let (zh, en) = (format!("--format {name} 须配 -o 文件"), format!("--format {name} needs -o FILE"));
                Err(command::fail(terminal, language, &zh, &en))
            }
            Some(path) if !format.fits(path) => {
                let (name, extension) = (shown(path), extension(path));
                let zh = format!(
                    "{name}: 检查结果不能写成 .{extension} 文件；可写 .txt、.html、.docx、.json、.sarif、.csv、.xlsx，或用 --format 指明"
                );
                let en = format!(
                    "{name}: the result cannot be a .{extension} file; use .txt, .html, .docx, .json, .sarif, .csv or .xlsx, or say --format"
                );
                Err(command::fail(terminal, language, &zh, &en))
            }
            _ => Ok(format),
        }
    }

    /// Every file that the run reads.
    fn reads(&self, files: &[Input], accepted: &Accepted, configurations: &Configurations) -> Reads {
        let children = inputs::expand(&self.children).files;
        let previous = inputs::expand(self.previous.as_slice()).files;
        Reads::of(files.iter().chain(&children).chain(&previous).map(|input| &input.path))
            .and(self.known.files())
            .and(configurations.paths())
            .and(accepted.paths())
            .and(accepting::target(&self.recording.places))
    }

    /// What a result depends on beside the files that it is about, for formats that record what they were made from:
    /// what is asked, and every other file that is read.
    fn made_from(&self, format: ResultFormat, configurations: &Configurations) -> Vec<String> {
        if !format.keeps_a_record() || self.output.is_none() {
            return Vec::new();
        }
        let (from, sheet, selecting) = (self.from, &self.sheet, &self.selecting);
        let asked = format!("{from:?} {sheet:?} {} {} {selecting:?}", self.strict, self.preview);
        let children = inputs::expand(&self.children).files;
        let previous = inputs::expand(self.previous.as_slice()).files;
        let beside = children.iter().chain(&previous).map(|input| input.path.as_path());
        let beside = beside.chain(self.known.expect.as_deref()).chain(configurations.paths().map(PathBuf::as_path));
        let digest = |path: &Path| returning::digest(path).map(|digest| digest.to_string()).unwrap_or_default();
        std::iter::once(asked).chain(beside.map(digest)).collect()
    }

    /// The policy and the reports around.
    fn around(
        &self,
        format: ResultFormat,
        accepted: Accepted,
        configurations: Configurations,
        single: bool,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Around, Status), Status> {
        let jobs = self.jobs.map(usize::from);
        let (previous, mut status) = Previous::read(self.previous.as_ref(), jobs, language, terminal)?;
        let (children, worst) = Children::read(&self.children, single, jobs, language, terminal);
        status = status.max(worst);
        let mut office = self.known.read(language, terminal).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        office.bodies = office.bodies.and(&configurations.bodies());
        Ok((Around { format, configurations, accepted, previous, children, office }, status))
    }

    fn check(&self, input: &Input, around: &Around, in_folder: bool, language: Language, look: Look) -> Checked {
        let path = input.path.as_path();
        let mut options = ReadOptions::default();
        options.format = self.from;
        options.sheet.clone_from(&self.sheet);
        match standard::open(path, &options) {
            Ok(reading) => {
                let checked = self.assess(path, &reading, around, language, look);
                let checked = checked.unwrap_or_else(|said| Checked {
                    text: String::new(),
                    ..failed(path, Words::new(&said, &said), said)
                });
                let places = if self.returning.is_asked() { reading.provenance.cells.clone() } else { BTreeMap::new() };
                let tracked = self.track.is_some().then(|| Filed::of(input, &reading, &checked.result));
                Checked { given: Some(surveying::report(input, &reading.report)), places, tracked, ..checked }
            }
            Err(error) => Checked {
                given: Some(surveying::unread(input, &error, &around.office, in_folder)),
                text: format!(
                    "{}{}{}\n",
                    shown(path),
                    language.pick("：", ": "),
                    verdict(language, Verdict::Unreadable)
                ),
                ..failed(path, Words::from(&error.kind.in_words()), command::describe(language, &error))
            },
        }
    }

    /// Assesses a report that was read, with what was accepted of it before and now.
    fn assess(
        &self,
        path: &Path,
        reading: &Reading,
        around: &Around,
        language: Language,
        look: Look,
    ) -> Result<Checked, String> {
        let mut subject = Subject::of_reading(reading);
        let (previous, chosen) = around.previous.of(&reading.report, &around.office.bodies, language);
        if let Some(previous) = &previous {
            subject = subject.with_previous(previous);
        }
        let children = around.children.as_ref().map(|children| children.of(&reading.report, &around.office.bodies));
        if let Some(children) = &children {
            subject = subject.with_children(children);
        }
        if let (Some(expected), true) = (&around.office.expected, around.children.is_some()) {
            subject = subject.with_expected(expected);
        }
        subject.preview = self.preview;
        subject = subject.with_bodies(&around.office.bodies);
        let note = language.pick("注意", "note");
        let mut notes: Vec<String> = chosen.into_iter().collect();
        if let Some(other) = subject.previous_of_another_body() {
            let effect = language.pick("，不与上年比较", "; nothing is compared with last year");
            notes.push(format!("{}{effect}", language.of(&other)));
        }
        if let Some(others) = subject.children_of_another_body() {
            let effect = language.pick("；不核对汇总数", "; the consolidated figures are not held against them");
            notes.push(format!("{}{effect}", language.of(&others)));
        }
        let assessment = around.configurations.of(path).assess(&subject);
        let mut said = receipt::in_short(language, path, reading);
        for said_first in notes.iter().rev() {
            said = format!("{note}: {said_first}\n{said}");
        }
        let found = wire::findings(&assessment);
        let organ = Some(reading.report.organ.name.clone()).filter(|name| !name.is_empty());
        let year = reading.report.year.map(gongkai::Year::get);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = ReportName::new(organ.as_deref(), year).in_file(&stem);
        let recorded = if self.recording.changes() {
            Some(self.recording.record(&name, &found, language, &mut said)?)
        } else {
            None
        };
        let own = recorded.as_ref().unwrap_or(&around.accepted).by_office(&name);
        for entry in &own {
            if !found.iter().any(|finding| finding.fingerprint == entry.fingerprint) {
                let zh = format!("曾接受的 {} 已不对应现在的数字（{}）", entry.fingerprint, entry.message);
                let en = format!("accepted {} no longer answers to the figures ({})", entry.fingerprint, entry.message);
                said.push_str(&format!("\n{}: {}", language.pick("注意", "note"), language.pick(zh, en)));
            }
        }
        let mut result = FileResult {
            file: path.display().to_string(),
            organ: organ.clone(),
            year,
            cells_read: reading.receipt.read,
            cells_expected: reading.receipt.expected,
            diagnoses: assessment.report.diagnoses.iter().map(wire::Diagnosis::from).collect(),
            rules: wire::answers(&assessment),
            switched_off: assessment.switched_off.iter().map(ToString::to_string).collect(),
            receipt: Some(Receipt::from(reading)),
            ..FileResult::default()
        };
        for mut finding in found {
            finding.name_cells(&reading.provenance.sheets);
            match own.iter().find(|entry| entry.fingerprint == finding.fingerprint) {
                Some(entry) => result.accepted.push(wire::Accepted::new(entry, finding)),
                None => result.findings.push(finding),
            }
        }
        // What the filer accepts of its own report is shown, whatever it is worth.
        let filed = around.accepted.by_filer(path, &name).into_iter();
        result.accepted_by_filer = filed
            .filter(|entry| result.findings.iter().any(|finding| finding.fingerprint == entry.fingerprint))
            .map(FiledAcceptance::from)
            .collect();
        // A diagnosis whose sums are all accepted has nothing left to say.
        let open: Vec<&str> = result.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        result.diagnoses.retain(|diagnosis| diagnosis.findings.iter().any(|one| open.contains(&one.as_str())));
        result.judge();
        let text = if around.format == ResultFormat::Text {
            let source = Source::open(path, self.from);
            Printer { language, colour: look.colour, width: look.width, verbose: self.verbose, source: &source }
                .file(&result)
        } else {
            String::new()
        };
        let refused = receipt::refused(language, reading).filter(|_| self.strict);
        let incomplete = refused.is_some();
        if let Some(why) = refused {
            said.push_str(&match language {
                Language::Zh => format!("\n错误: {why}（--strict）"),
                Language::En => format!("\nerror: {why} (--strict)"),
            });
        }
        Ok(Checked {
            result,
            text,
            said,
            failed: incomplete,
            returned: None,
            given: None,
            tracked: None,
            places: BTreeMap::new(),
        })
    }
}

/// What becomes of a file that could not be checked.
fn failed(path: &Path, error: Words, said: String) -> Checked {
    let result = FileResult { error: Some(error), ..unread(path) };
    Checked {
        result,
        text: String::new(),
        said,
        failed: true,
        returned: None,
        given: None,
        tracked: None,
        places: BTreeMap::new(),
    }
}

fn unread(path: &Path) -> FileResult {
    FileResult { file: path.display().to_string(), ..FileResult::default() }
}

/// What is said of a policy or a file of accepted findings that is wrong.
pub(crate) fn wrong_policy(language: Language, path: &Path, error: &PolicyError) -> String {
    format!("{}: {}:{}: {}", language.pick("错误", "error"), shown(path), error.position, language.of(&error.message))
}
