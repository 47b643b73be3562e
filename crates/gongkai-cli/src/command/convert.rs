//! `gongkai convert`: any readable format to any writable one.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gongkai::{ErrorKind, Format, Loss, ReadOptions, Record, Saved, Style, WriteOptions};
use serde_json::{Value, json};

use crate::command::halves::Halves;
use crate::command::into::Into;
use crate::inputs::{self, Input};
use crate::language::Language;
use crate::names::{Named, Names};
use crate::notes::Notes;
use crate::output::inert_json;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, batch, command, receipt, standard};

/// 把报告转换成 Word、PDF、Excel、网页、TOML 或 JSON（convert reports）
///
/// 可读 docx、xlsx、pdf、html、txt、md、toml、json；可写 docx、pdf、xlsx、html、toml、json。文件夹会逐级处理，一个文件出错不影响其他文件。
///
/// 例 / examples:
///   gongkai convert 报告.txt -o 报告.docx -o 报告.pdf
///   gongkai convert 报告.toml -o 报告.html
///   gongkai convert 各乡镇/ -d 输出 --to docx,pdf,xlsx
///   gongkai convert 报告.xlsx --into 本单位模板.docx -o 报告.docx
///   curl -s 网址 | gongkai convert - -o - --to toml
///   gongkai convert --narrative 正文.docx --figures 填报.xlsx -o 报告.docx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Convert {
    /// 报告文件或文件夹；- 是标准输入，格式看内容或 --from（files or folders; - is the standard input）
    #[arg(required_unless_present = "narrative", conflicts_with = "narrative", value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// 只取这个文件的文字，表格取 --figures 的；两者说法不同的逐处指出（the text of one file, with the tables of --figures）
    #[arg(long, value_name = "FILE", requires = "figures", conflicts_with = "dir")]
    narrative: Option<PathBuf>,
    /// 只取这个文件的三张表（the tables of this file）
    #[arg(long, value_name = "FILE", requires = "narrative")]
    figures: Option<PathBuf>,
    /// 输出文件，可写多次；只能有一个输入；- 是标准输出，用 --to 写明一种格式（output file, may be repeated; one input only; - is the standard output, in the format of --to）
    #[arg(short, long, value_name = "OUT", conflicts_with = "dir", required_unless_present = "dir")]
    output: Vec<PathBuf>,
    /// 输出文件夹，配合 --to（output folder, with --to）
    #[arg(short, long, value_name = "DIR", requires = "to")]
    dir: Option<PathBuf>,
    /// 输出格式，逗号分隔（output formats: docx,pdf,xlsx,html,toml,json）
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = written_format)]
    to: Vec<Format>,
    /// 填进本单位自己的 Word 文件：各格数字、各部分文字放到原有位置，其余不动（fill in an office's own Word file）
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dir", "to", "narrative", "fragment", "style_file", "font_dirs", "receipt"])]
    into: Option<PathBuf>,
    /// 输入格式，不看扩展名（input format, whatever the extension）
    #[arg(long, value_name = "FORMAT", value_parser = any_format)]
    from: Option<Format>,
    /// 工作簿里只读这一张工作表（of a workbook, read this sheet alone）
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    #[command(flatten)]
    look: Look,
    #[command(flatten)]
    replacing: Replacing,
    /// 网页只写正文部分，样式写在各元素上，供粘贴到网站编辑器（of a web page, only the part to paste into a site's editor）
    #[arg(long)]
    fragment: bool,
    /// 把读取回执写成 JSON（write the receipt of the reading as JSON）
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// 单元格没有全部读出，或有内容读不进、写不出，就不输出，退出码 2（anything unread or lost fails）
    #[arg(long)]
    strict: bool,
    /// 跳过没有变的输入：输出自己记着由什么、按什么版式写成（skip inputs that have not changed, by what the outputs record）
    #[arg(long, requires = "dir")]
    newer: bool,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
}

/// How the output looks.
#[derive(Debug, Args)]
pub(crate) struct Look {
    /// 版式：gbt9704 公文格式，plain 普通（page style: gbt9704 official, plain）
    #[arg(long, value_enum, default_value_t)]
    profile: Profile,
    /// 本单位的版式文件（house style in TOML；see docs）
    #[arg(long = "style", value_name = "FILE", conflicts_with = "profile")]
    style_file: Option<PathBuf>,
    /// 额外的字体文件夹，可写多次（more folders of fonts）
    #[arg(long = "font-dir", value_name = "DIR")]
    font_dirs: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Profile {
    /// 普通页面：四边等宽、小四宋体（a plain page with even margins）
    Plain,
    /// GB/T 9704—2012 党政机关公文格式（the format of official documents）
    #[default]
    Gbt9704,
}

impl Look {
    /// The style file, which is read.
    pub(crate) fn style_file(&self) -> Option<&Path> {
        self.style_file.as_deref()
    }

    /// The options of writing that were asked for.
    pub(crate) fn options(&self) -> Result<WriteOptions, gongkai::Error> {
        let style = match (&self.style_file, self.profile) {
            (Some(file), _) => gongkai::open_style(file)?,
            (None, Profile::Plain) => Style::plain(),
            (None, Profile::Gbt9704) => Style::gbt9704(),
        };
        let options = WriteOptions::default().with_style(style).with_font_dirs(self.font_dirs.clone());
        options.check_font_dirs()?;
        Ok(options)
    }
}

pub(crate) fn any_format(name: &str) -> Result<Format, String> {
    name.parse().map_err(|error: gongkai::ErrorKind| error.to_string())
}

fn written_format(name: &str) -> Result<Format, String> {
    let format = any_format(name)?;
    if format.is_written() { Ok(format) } else { Err(gongkai::ErrorKind::NotWritten(format).to_string()) }
}

/// One input with where its outputs go.
struct Job {
    input: Input,
    outputs: Vec<PathBuf>,
}

/// What became of an input.
enum Done {
    /// Converted; `whole` where nothing has to be known of it.
    Converted {
        input: String,
        said: String,
        whole: bool,
        notes: Vec<String>,
        written: Vec<PathBuf>,
        receipt: Option<Value>,
    },
    /// Converted for the standard output; with what is said of it.
    Streamed {
        bytes: Vec<u8>,
        said: String,
        notes: Vec<String>,
        receipt: Option<Value>,
    },
    Unchanged,
    Failed {
        said: String,
        receipt: Option<Value>,
    },
}

impl Convert {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let found = inputs::expand_without(&self.inputs, self.dir.as_deref());
        let mut status = Status::Fine;
        for failure in &found.failures {
            status = status.max(command::say_failure(terminal, language, failure));
        }
        found.say_skipped(language, terminal);
        let options = match self.look.options() {
            Ok(options) => self.replacing.in_options(options).with_fragment(self.fragment),
            Err(error) => return command::fail_with(terminal, language, &error),
        };
        if let Err((zh, en)) = self.streams() {
            return command::fail(terminal, language, zh, en);
        }
        if self.fragment && !self.writes(Format::Html) {
            let (zh, en) = ("--fragment 只用于网页，请输出 .html", "--fragment is for web pages: write an .html file");
            return command::fail(terminal, language, zh, en);
        }
        if let (Some(narrative), Some(figures)) = (&self.narrative, &self.figures) {
            let halves = Halves { narrative, figures, sheet: self.sheet.as_deref(), strict: self.strict };
            let reads = halves.reads().and(self.look.style_file());
            let outputs = self.output.iter().chain(&self.receipt);
            if let Err(status) = reads.before_writing(outputs, language, terminal) {
                return status;
            }
            let (status, receipts) = halves.convert(&self.output, &options, language, terminal);
            let Some(receipt) = &self.receipt else { return status };
            return status.max(self.write_receipts(receipt, &receipts, language, terminal));
        }
        let reads = Reads::of(found.files.iter().map(|input| &input.path)).and(self.look.style_file());
        let jobs = match self.plan(found.files, found.folder, language, terminal) {
            Ok(jobs) => jobs,
            Err(status) => return status,
        };
        let reads = reads.and(&self.into);
        let outputs = jobs.iter().flat_map(|job| &job.outputs).chain(&self.receipt);
        let outputs = outputs.filter(|path| !standard::is_standard(path));
        if let Err(status) = reads.before_writing(outputs, language, terminal) {
            return status;
        }
        if let Some(receipt) = self.receipt.as_deref().filter(|receipt| !may_be_json(receipt)) {
            let (zh, en) = ("回执是 JSON，请用 .json 作扩展名", "the receipt is JSON; give it the extension .json");
            let name = shown(receipt);
            return command::fail(terminal, language, &format!("{name}: {zh}"), &format!("{name}: {en}"));
        }
        if let (Some(template), [job]) = (&self.into, jobs.as_slice()) {
            let mut how = ReadOptions::default();
            how.format = self.from;
            how.sheet.clone_from(&self.sheet);
            let into = Into { template, input: &job.input.path, how, strict: self.strict };
            return into.convert(&job.outputs, &options, language, terminal);
        }
        let bar = terminal.bar(jobs.len());
        let threads = self.jobs.map(usize::from);
        let name = |job: &Job| job.input.relative.display().to_string();
        let mut outcome = Outcome::default();
        let undone = batch::each(
            &jobs,
            threads,
            &bar,
            name,
            |job| self.convert(job, &options, language),
            |job, said| Done::Failed { said: command::broken(language, &job.input.path, &said), receipt: None },
            |done| status = status.max(outcome.take(done, terminal)),
        );
        status.max(self.report(outcome, jobs.len(), undone, language, terminal))
    }

    /// Whether the standard output is asked for as it can be, and a format only where none is named by an output.
    fn streams(&self) -> Result<(), (&'static str, &'static str)> {
        let to_standard = self.output.iter().any(|path| standard::is_standard(path));
        match (to_standard, self.output.as_slice(), self.to.as_slice()) {
            (true, [_], [_]) => Ok(()),
            (true, ..) => Err((
                "写到标准输出（-o -）时不能再有别的 -o，并要用 --to 写明一种格式",
                "the standard output (-o -) is the only output, in the one format that --to names",
            )),
            (false, [_, ..], [_, ..]) => {
                Err(("-o 的格式看扩展名，不用 --to", "the extension of -o says the format; leave --to out"))
            }
            _ => Ok(()),
        }
    }

    /// Whether files of a format are asked for.
    fn writes(&self, format: Format) -> bool {
        self.to.contains(&format) || self.output.iter().any(|path| Format::of_path(path) == Some(format))
    }

    /// Where the outputs of every input go.
    fn plan(
        &self,
        files: Vec<Input>,
        folder: bool,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Result<Vec<Job>, Status> {
        let Some(dir) = &self.dir else {
            let [input] = files.as_slice() else {
                return Err(command::fail(
                    terminal,
                    language,
                    "-o 只能配一个输入文件；多个文件请用 -d 文件夹 --to 格式",
                    "-o takes one input file; use -d DIR --to FORMATS for several",
                ));
            };
            if folder {
                return Err(command::fail(
                    terminal,
                    language,
                    "输入是文件夹，请用 -d 文件夹 --to 格式",
                    "the input is a folder; use -d DIR --to FORMATS",
                ));
            }
            return Ok(vec![Job { input: input.clone(), outputs: self.output.clone() }]);
        };
        let mut names = Names::beside(files.iter().map(|input| input.path.as_path()));
        let mut jobs = Vec::new();
        for input in files {
            let Named { paths, changed } = names.give(dir, &input.relative, &self.to);
            if let Some(changed) = changed {
                terminal.diagnose(&format!("{}: {changed}", language.pick("输出改名", "output renamed")));
            }
            jobs.push(Job { input, outputs: paths });
        }
        Ok(jobs)
    }

    fn convert(&self, job: &Job, options: &WriteOptions, language: Language) -> Done {
        let path = &job.input.path;
        let mut reading_options = ReadOptions::default();
        reading_options.format = self.from;
        reading_options.sheet.clone_from(&self.sheet);
        let failed = |error: &gongkai::Error| Done::Failed { said: command::describe(language, error), receipt: None };
        let loaded = match standard::load(path, &reading_options.limits) {
            Ok(loaded) => loaded,
            Err(error) => return failed(&error),
        };
        let reading_options = standard::told(path, &loaded, &reading_options);
        let options = options.clone().with_input(loaded.digest(&reading_options)).with_refuse_losses(self.strict);
        if self.newer && is_up_to_date(&job.outputs, &options) {
            return Done::Unchanged;
        }
        let reading = match loaded.read(&reading_options) {
            Ok(reading) => reading,
            Err(error) => return failed(&error),
        };
        let mut said = receipt::in_short(language, path, &reading);
        let mut full = self.receipt.is_some().then(|| receipt::in_full(path, &reading));
        if let Some(why) = receipt::refused(language, &reading).filter(|_| self.strict) {
            said.push_str(&match language {
                Language::Zh => format!("\n错误: {why}，按 --strict 不输出"),
                Language::En => format!("\nerror: {why}, nothing written (--strict)"),
            });
            return Done::Failed { said, receipt: full };
        }
        let whole = receipt::refused(language, &reading).is_none();
        if let ([output], [format]) = (job.outputs.as_slice(), self.to.as_slice())
            && standard::is_standard(output)
        {
            return self.stream(job, &reading, *format, &options, said, full, language);
        }
        let written = gongkai::save_all(&reading.report, &job.outputs, &options);
        let lost: Vec<Loss> = match &written {
            Ok(saved) => saved.iter().flat_map(Saved::losses).collect(),
            Err(gongkai::Error { kind: ErrorKind::Lossy(lost), .. }) => lost.clone(),
            Err(_) => Vec::new(),
        };
        if !lost.is_empty() {
            said = format!("{said}\n{}", receipt::not_written(language, &lost));
        }
        if let Some(full) = &mut full {
            receipt::add_not_written(full, &lost);
        }
        match written {
            // Text formats keep no record; that nothing had to be written says the same.
            Ok(saved) if self.newer && saved.iter().all(|one| !one.changed) => Done::Unchanged,
            Ok(saved) => Done::Converted {
                input: job.input.relative.display().to_string(),
                said,
                whole: whole && lost.is_empty(),
                notes: saved.iter().flat_map(|one| one.notes.clone()).collect(),
                written: saved.into_iter().map(|one| one.path).collect(),
                receipt: full,
            },
            Err(error) => {
                Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt: full }
            }
        }
    }

    /// The report as it goes to the standard output.
    #[expect(clippy::too_many_arguments, reason = "what was read, how it is written and what is said of it")]
    fn stream(
        &self,
        job: &Job,
        reading: &gongkai::Reading,
        format: Format,
        options: &WriteOptions,
        mut said: String,
        mut receipt: Option<Value>,
        language: Language,
    ) -> Done {
        let written = match gongkai::write(&reading.report, format, options) {
            Ok(written) => written,
            Err(error) => {
                return Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt };
            }
        };
        let output = job.outputs.first().cloned().unwrap_or_default();
        let lost: Vec<Loss> = written.lost.into_iter().map(|remark| Loss::new(&output, remark)).collect();
        if !lost.is_empty() {
            said = format!("{said}\n{}", receipt::not_written(language, &lost));
        }
        if let Some(receipt) = &mut receipt {
            receipt::add_not_written(receipt, &lost);
        }
        if self.strict && !lost.is_empty() {
            let error = gongkai::Error::from(ErrorKind::Lossy(lost));
            return Done::Failed { said: format!("{said}\n{}", command::describe(language, &error)), receipt };
        }
        Done::Streamed { bytes: written.bytes, said, notes: written.notes, receipt }
    }

    /// Says at the end what should be known about all inputs, and writes the receipts.
    fn report(
        &self,
        outcome: Outcome,
        inputs: usize,
        undone: usize,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let mut status = Status::Fine;
        for note in outcome.notes.lines(outcome.converted, language) {
            terminal.note(&format!("{}: {note}", language.pick("注意", "note")));
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
            status = status.max(self.write_receipts(path, &outcome.receipts, language, terminal));
        }
        status
    }

    /// Writes the receipts of a run; one file's receipt has the same shape as many.
    fn write_receipts(
        &self,
        path: &Path,
        receipts: &[Value],
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let text = format!("{}\n", inert_json(&format!("{:#}", json!({ "files": receipts }))));
        match gongkai::save_bytes(path, text.into_bytes(), &self.replacing.in_options(WriteOptions::default())) {
            Ok(()) => Status::Fine,
            Err(error) => command::fail_with(terminal, language, &error),
        }
    }
}

/// What became of the inputs so far.
#[derive(Default)]
struct Outcome {
    notes: Notes,
    converted: usize,
    unchanged: usize,
    failed: Vec<String>,
    receipts: Vec<Value>,
}

impl Outcome {
    /// Says what became of an input; what failed is kept for the end, where it is seen.
    fn take(&mut self, done: Done, terminal: &mut Terminal<'_>) -> Status {
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

/// Whether a file of this name may hold JSON: not where its name says that it is something else.
fn may_be_json(path: &Path) -> bool {
    Format::of_path(path).is_none_or(|format| matches!(format, Format::Json | Format::Text))
}

/// Whether every output is as it was written from this very input with these very settings, by its own record.
fn is_up_to_date(outputs: &[PathBuf], options: &WriteOptions) -> bool {
    let record = |output: &PathBuf| Record::of_file(output);
    !outputs.is_empty()
        && outputs
            .iter()
            .all(|output| record(output).is_some_and(|r| r.input == options.input && r.settings == options.settings()))
}
