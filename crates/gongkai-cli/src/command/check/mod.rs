//! `gongkai check`: what does not hold in a report.

mod results;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use gongkai::check::{Child, Subject};
use gongkai::{Format, ReadOptions, Reading, Report};
use gongkai_policy::{Acceptances, Policy, PolicyError};

use crate::inputs::{self, Input};
use crate::language::Language;
use crate::output::model::{self, AcceptedOut, CheckOutput, FileResult, VerdictWord};
use crate::output::source::Source;
use crate::output::text::{Printer, verdict};
use crate::{Status, Terminal, batch, command, receipt};
use results::Results;

/// 检查报告：勾稽关系、格式、文字与表格、上年衔接、个人信息（check reports）
///
/// 结果在标准输出，读取情况在标准错误。退出码：0 没有错误，1 有错误，2 有文件读不了。
///
/// 例 / examples:
///   gongkai check 报告.docx --previous 上年.docx
///   gongkai check 各乡镇/ --format csv -o 汇总.csv
///   gongkai check 汇总.docx --children 各乡镇/ --expect 名单.txt
///   gongkai check 报告.toml --accept GK104-0123456789abcdef --reason "原件如此，已核实"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Check {
    /// 报告文件或文件夹（files or folders）
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// 上年的报告，核对衔接（last year's report, for one input）
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// 汇总所含的报告：下级的文件夹，以及本级的文件，可写多次（the reports that a consolidated one adds up, for one input）
    #[arg(long, value_name = "DIR|FILE")]
    children: Vec<PathBuf>,
    /// 应报单位名单，每行一个，核对有没有漏报（list of the subordinates that must be among them）
    #[arg(long, value_name = "FILE", requires = "children")]
    expect: Option<PathBuf>,
    /// 本单位的配置；默认用当前文件夹的 gongkai.toml（severities, thresholds, local checks）
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// 结果格式（format of the result）
    #[arg(long, value_enum, default_value_t)]
    format: ResultFormat,
    /// 结果写到文件（write the result to a file）
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// 接受一个问题，记在报告旁边（accept the finding with this fingerprint）
    #[arg(long, value_name = "FINGERPRINT", requires = "reason")]
    accept: Vec<String>,
    /// 接受的理由（why it is accepted）
    #[arg(long, value_name = "TEXT", requires = "accept")]
    reason: Option<String>,
    /// 输入格式，不看扩展名（input format, whatever the extension）
    #[arg(long, value_name = "FORMAT", value_parser = command::convert::any_format)]
    from: Option<Format>,
    /// 单元格没有全部读出也算未完成，退出码 2（an incomplete reading fails）
    #[arg(long)]
    strict: bool,
    /// 列出每条未能判断的规则和原因（list every rule that could not be assessed）
    #[arg(short, long)]
    verbose: bool,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ResultFormat {
    /// 给人看：原文、标记、改法
    #[default]
    Text,
    /// 给程序：docs/schema/check.schema.json
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// 每个文件一行的汇总表
    Csv,
    /// 汇总表，Excel（须配 -o）
    Xlsx,
}

/// What stands around every report of a run.
struct Around {
    policy: Policy,
    previous: Option<Report>,
    children: Option<Vec<Child>>,
    expected: Option<Vec<String>>,
}

/// What became of one file.
struct Checked {
    result: FileResult,
    /// What is printed for it as text.
    text: String,
    /// What is said beside the result.
    said: String,
    failed: bool,
}

impl Check {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let found = inputs::expand(&self.inputs);
        let mut status = Status::Fine;
        for failure in &found.failures {
            status = command::fail(terminal, language, failure, failure);
        }
        found.say_skipped(language, terminal);
        let single = !found.folder && found.files.len() == 1;
        if !single && (self.previous.is_some() || !self.children.is_empty() || !self.accept.is_empty()) {
            return command::fail(
                terminal,
                language,
                "--previous、--children、--accept 只能配一个输入文件",
                "--previous, --children and --accept take one input file",
            );
        }
        if self.format == ResultFormat::Xlsx && self.output.is_none() {
            return command::fail(terminal, language, "--format xlsx 须配 -o 文件", "--format xlsx needs -o FILE");
        }
        let (around, worst) = match self.around(language, terminal) {
            Ok(around) => around,
            Err(status) => return status,
        };
        status = status.max(worst);
        let bar = terminal.bar(found.files.len());
        let name = |input: &Input| input.relative.display().to_string();
        let colour = terminal.colour && self.output.is_none();
        let mut results = Results::new(self.format, self.output.as_deref(), language);
        let undone = batch::each(
            &found.files,
            self.jobs.map(usize::from),
            &bar,
            name,
            |input| self.check(&input.path, &around, language, colour),
            |checked| results.take(checked, terminal),
        );
        status = status.max(results.finish(single, terminal));
        status.max(command::say_undone(terminal, language, undone))
    }

    /// The policy and the reports around.
    fn around(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<(Around, Status), Status> {
        let policy = self.policy(language).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        let options = ReadOptions::default();
        let previous = match &self.previous {
            None => None,
            Some(path) => match gongkai::open(path, &options) {
                Ok(reading) => {
                    let name = language.pick("上年", "last year");
                    terminal.diagnose(&format!("{name} {}", receipt::in_short(language, path, &reading)));
                    Some(reading.report)
                }
                Err(error) => return Err(command::fail_with(terminal, language, &error)),
            },
        };
        let mut status = Status::Fine;
        let children = (!self.children.is_empty()).then(|| {
            let found = inputs::expand(&self.children);
            for failure in &found.failures {
                status = command::fail(terminal, language, failure, failure);
            }
            let (readings, undone) = batch::all(
                &found.files,
                self.jobs.map(usize::from),
                &terminal.bar(found.files.len()),
                |input| input.relative.display().to_string(),
                |input| (input.relative.display().to_string(), gongkai::open(&input.path, &options)),
            );
            status = status.max(command::say_undone(terminal, language, undone));
            let mut children = Vec::new();
            for (name, reading) in readings {
                match reading {
                    Ok(reading) => children.push(Child::new(name, reading.report)),
                    Err(error) => status = command::fail_with(terminal, language, &error),
                }
            }
            children
        });
        let expected = self.expect.as_deref().map(command::consolidate::names).transpose();
        let expected = expected.map_err(|said| command::fail(terminal, language, &said, &said))?;
        Ok((Around { policy, previous, children, expected }, status))
    }

    /// The policy: the file that is named, or the one in the current folder.
    fn policy(&self, language: Language) -> Result<Policy, String> {
        let default = Path::new("gongkai.toml");
        let path = match &self.config {
            Some(path) => path.as_path(),
            None if default.is_file() => default,
            None => return Ok(Policy::default()),
        };
        let word = language.pick("错误", "error");
        let bytes = std::fs::read(path).map_err(|error| format!("{word}: {}: {error}", path.display()))?;
        Policy::read(&bytes).map_err(|error| wrong_policy(language, path, &error))
    }

    fn check(&self, path: &Path, around: &Around, language: Language, colour: bool) -> Checked {
        let mut options = ReadOptions::default();
        options.format = self.from;
        match gongkai::open(path, &options) {
            Ok(reading) => self.assess(path, &reading, around, language, colour).unwrap_or_else(|said| Checked {
                result: FileResult { error: Some(said.clone()), ..unread(path) },
                text: String::new(),
                said,
                failed: true,
            }),
            Err(error) => Checked {
                result: FileResult { error: Some(error.kind.to_string()), ..unread(path) },
                text: format!("{}：{}\n", path.display(), verdict(language, VerdictWord::Unreadable)),
                said: command::describe(language, &error),
                failed: true,
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
        colour: bool,
    ) -> Result<Checked, String> {
        let mut subject = Subject::of_reading(reading);
        if let Some(previous) = &around.previous {
            subject = subject.with_previous(previous);
        }
        if let Some(children) = &around.children {
            subject = subject.with_children(children);
        }
        if let Some(expected) = &around.expected {
            subject = subject.with_expected(expected);
        }
        let assessment = around.policy.assess(&subject);
        let mut said = receipt::in_short(language, path, reading);
        let found = model::findings(&assessment);
        let beside = Acceptances::path_beside(path);
        let mut acceptances = self.acceptances(&beside, language)?;
        for fingerprint in &self.accept {
            let finding = found.iter().find(|finding| &finding.fingerprint == fingerprint).ok_or_else(|| {
                let zh = format!("这份报告没有指纹为“{fingerprint}”的问题；请从检查结果里复制“指纹”一行");
                let en = format!("no finding has the fingerprint “{fingerprint}”; copy it from the result");
                format!("{}: {}", language.pick("错误", "error"), language.pick(zh, en))
            })?;
            let reason = self.reason.as_deref().unwrap_or_default().trim();
            if reason.is_empty() {
                return Err(language.pick("错误: 理由不能是空的", "error: the reason is empty").to_owned());
            }
            acceptances.accept(fingerprint, reason, &finding.message.zh);
        }
        if !self.accept.is_empty() {
            gongkai::save_bytes(&beside, acceptances.to_toml().as_bytes())
                .map_err(|error| command::describe(language, &error))?;
            said.push_str(&format!("\n{}: {}", language.pick("已记入", "recorded in"), beside.display()));
        }
        for entry in &acceptances.entries {
            if !found.iter().any(|finding| finding.fingerprint == entry.fingerprint) {
                let zh = format!("曾接受的 {} 已不对应现在的数字（{}）", entry.fingerprint, entry.message);
                let en = format!("accepted {} no longer answers to the figures ({})", entry.fingerprint, entry.message);
                said.push_str(&format!("\n{}: {}", language.pick("注意", "note"), language.pick(zh, en)));
            }
        }
        let mut result = FileResult {
            file: path.display().to_string(),
            organ: Some(reading.report.organ.name.clone()).filter(|name| !name.is_empty()),
            year: reading.report.year.map(gongkai::Year::get),
            cells_read: reading.receipt.read,
            cells_expected: reading.receipt.expected,
            diagnoses: assessment.report.diagnoses.iter().map(model::DiagnosisOut::from).collect(),
            rules: model::rules(&assessment),
            switched_off: assessment.switched_off.iter().map(ToString::to_string).collect(),
            receipt: serde_json::to_value(&reading.receipt).unwrap_or_default(),
            ..FileResult::default()
        };
        for finding in found {
            match acceptances.reason(&finding.fingerprint) {
                Some(reason) => result.accepted.push(AcceptedOut { reason: reason.to_owned(), finding }),
                None => result.findings.push(finding),
            }
        }
        // A diagnosis whose sums are all accepted has nothing left to say.
        let open: Vec<&str> = result.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
        result.diagnoses.retain(|diagnosis| diagnosis.findings.iter().any(|one| open.contains(&one.as_str())));
        result.judge();
        let text = if self.format == ResultFormat::Text {
            let source = Source::open(path, self.from);
            Printer { language, colour, verbose: self.verbose, source: &source }.file(&result)
        } else {
            String::new()
        };
        let incomplete = self.strict && !reading.receipt.is_complete();
        if incomplete {
            let (zh, en) = ("错误: 没有全部读出（--strict）", "error: incomplete reading (--strict)");
            said.push_str(&format!("\n{}", language.pick(zh, en)));
        }
        Ok(Checked { result, text, said, failed: incomplete })
    }

    fn acceptances(&self, beside: &Path, language: Language) -> Result<Acceptances, String> {
        match std::fs::read(beside) {
            Ok(bytes) => Acceptances::read(&bytes).map_err(|error| wrong_policy(language, beside, &error)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Acceptances::default()),
            Err(error) => Err(format!("{}: {}: {error}", language.pick("错误", "error"), beside.display())),
        }
    }
}

fn unread(path: &Path) -> FileResult {
    FileResult { file: path.display().to_string(), ..FileResult::default() }
}

fn wrong_policy(language: Language, path: &Path, error: &PolicyError) -> String {
    format!("{}: {}:{}: {error}", language.pick("错误", "error"), path.display(), error.position)
}

/// The published JSON Schema of `--format json`.
#[must_use]
pub fn check_schema() -> String {
    format!("{:#}\n", schemars::schema_for!(CheckOutput).to_value())
}
