//! `gongkai convert`: any readable format to any writable one.

mod look;
mod one;
mod outcome;

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::{Format, ReadOptions};

use crate::command::halves::Halves;
use crate::command::into::Into;
use crate::count::count;
use crate::inputs::{self, Input};
use crate::language::Language;
use crate::names::{Named, Names};
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, batch, command, standard};
pub(crate) use look::Look;
use one::{Done, Job};
use outcome::Outcome;

/// 把报告转换成 Word、PDF、Excel、网页、TOML 或 JSON（convert reports）
///
/// 可读 docx、doc、wps、rtf、xlsx、xls、et、pdf、ofd、html、mht、txt、md、toml、json；可写 docx、pdf、ofd、xlsx、html、toml、json。文件夹会逐级处理，一个文件出错不影响其他文件。
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
    #[arg(long, value_name = "N", value_parser = count(1_u16..=512))]
    jobs: Option<u16>,
}

pub(crate) fn any_format(name: &str) -> Result<Format, String> {
    name.parse().map_err(|error: gongkai::ErrorKind| error.to_string())
}

fn written_format(name: &str) -> Result<Format, String> {
    let format = any_format(name)?;
    if format.is_written() { Ok(format) } else { Err(gongkai::ErrorKind::NotWritten(format).to_string()) }
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
            return status.max(self.write_receipts(receipt, receipts, language, terminal));
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
}

/// Whether a file of this name may hold JSON: not where its name says that it is something else.
fn may_be_json(path: &Path) -> bool {
    Format::of_path(path).is_none_or(|format| matches!(format, Format::Json | Format::Text))
}
