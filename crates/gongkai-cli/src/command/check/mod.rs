//! `gongkai check`: what does not hold in a report.

mod assess;
mod beside;
mod children;
mod own_files;
mod previous;
mod recording;
mod result_format;
mod results;
mod returning;
mod settings;
mod surveying;
mod tracking;

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::words::InWords as _;
use gongkai::{Format, Year};
use gongkai_policy::PolicyError;
use gongkai_wire::Words;

use crate::accepting::Accepted;
use crate::bodies::Known;
use crate::configuration::{Configured, Selecting};
use crate::count::count;
use crate::inputs::{self, Input, Inputs};
use crate::language::Language;
use crate::run_files::{Replacing, shown};
use crate::{Status, Terminal, batch, command};
use assess::{Around, Checked, Look, failed};
use recording::Recording;
use result_format::ResultFormat;
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
    /// 列出每一格为什么没读出、每条规则为什么未能判断（say of every cell why it was not read, of every rule why it was not assessed）
    #[arg(short, long)]
    verbose: bool,
    /// 并行数，默认用全部处理器（threads; all cores by default）
    #[arg(long, value_name = "N", value_parser = count(1_u16..=512))]
    jobs: Option<u16>,
}

impl Check {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let status = self.checked(language, terminal).unwrap_or_else(|status| status);
        if self.exit_zero && status == Status::Findings { Status::Fine } else { status }
    }

    /// Checks every file, and gives what the run comes to: what stopped it before it began, or what it found.
    fn checked(&self, language: Language, terminal: &mut Terminal<'_>) -> Result<Status, Status> {
        // What went back from here before is nothing that was filed.
        let found = inputs::expand_without(&self.inputs, self.returning.folder());
        let mut status = Status::Fine;
        for failure in &found.failures {
            status = command::say_failure(terminal, language, failure);
        }
        found.say_skipped(language, terminal);
        let single = !found.folder && found.files.len() == 1;
        self.suits(single, language, terminal)?;
        let accepted = self.accepted(&found.files, language, terminal)?;
        let configurations = self.configurations(&found.files, language, terminal)?;
        let letters = self.returning.letters(&found.files, self.reading(), self.replacing);
        let own = letters.iter().flat_map(Letters::outputs);
        let outputs: Vec<PathBuf> = self.output().map(Path::to_owned).into_iter().chain(own).collect();
        self.reads(&found.files, &accepted, &configurations).before_writing(&outputs, language, terminal)?;
        let format = self.result_format(language, terminal)?;
        let (around, worst) = self.around(format, accepted, configurations, single, language, terminal)?;
        let made_from = self.made_from(format, &around.configurations);
        let results = Results::new(format, self.output(), self.replacing, made_from, language);
        let mut outcome = Outcome { results, taking: Taking::default(), returned: Vec::new(), tracked: Vec::new() };
        let undone = self.each(&found, &around, letters.as_ref(), &mut outcome, language, terminal);
        if let Some(children) = &around.children {
            children.say_left(language, terminal);
        }
        let finished = self.finish(outcome, &around, letters, single, language, terminal);
        Ok(status.max(worst).max(finished).max(command::say_undone(terminal, language, undone)))
    }

    /// Checks file by file, on all threads; says how many were not begun.
    fn each(
        &self,
        found: &Inputs,
        around: &Around,
        letters: Option<&Letters<'_>>,
        outcome: &mut Outcome<'_>,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> usize {
        let bar = terminal.bar(found.files.len());
        let look = Look { colour: terminal.colour && self.output().is_none(), width: terminal.width };
        batch::each(
            &found.files,
            self.jobs.map(usize::from),
            &bar,
            |input: &Input| input.relative.display().to_string(),
            |input| {
                let mut checked = self.check(input, around, found.folder, language, look);
                checked.returned = letters.map(|letters| letters.prepare(input, checked.digest, &checked.result));
                checked
            },
            |input, broken| {
                let said = command::broken(language, &input.path, &broken);
                failed(&input.path, Words::from(&gongkai::ErrorKind::Internal(broken).in_words()), said)
            },
            |checked| outcome.take(checked, terminal),
        )
    }

    /// What is given when every file is done: the survey, the state of the review, the letters and the result.
    fn finish(
        &self,
        outcome: Outcome<'_>,
        around: &Around,
        letters: Option<Letters<'_>>,
        single: bool,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> Status {
        let Outcome { mut results, taking, returned, tracked } = outcome;
        let (mut status, mut questions) = (Status::Fine, Vec::new());
        if !single {
            let (survey, shape) = taking.finish(self.year, &around.office, &around.previous.figures());
            results.survey(&survey, shape, self.year.is_some());
            questions = survey.questions;
        }
        if let Some(tracking) = self.track.as_deref().map(Tracking::at) {
            let recorded = tracking.record(tracked, letters.is_some(), self.recording.by.as_deref(), language);
            if let Err(said) = recorded {
                terminal.diagnose(&said);
                status = Status::Failed;
            }
        }
        if let Some(letters) = letters {
            status = status.max(letters.finish(returned, &questions, self.jobs.map(usize::from), language, terminal));
        }
        status.max(results.finish(single, terminal))
    }

    /// Refuses what goes with one file alone where there are several.
    fn suits(&self, single: bool, language: Language, terminal: &mut Terminal<'_>) -> Result<(), Status> {
        let one_previous = self.previous.as_ref().is_some_and(|path| !path.is_dir());
        if single || !(one_previous || self.recording.changes()) {
            return Ok(());
        }
        Err(command::fail(
            terminal,
            language,
            "--previous 文件、--accept、--withdraw 只能配一个输入文件；--previous 可以给文件夹",
            "--previous FILE, --accept and --withdraw take one input file; --previous may be a folder",
        ))
    }

    /// What is on record as accepted, by the office and by those who filed.
    fn accepted(&self, files: &[Input], language: Language, terminal: &mut Terminal<'_>) -> Result<Accepted, Status> {
        let accepted = self.recording.read(language).map_err(|said| {
            terminal.diagnose(&said);
            Status::Failed
        })?;
        let (accepted, wrong) = accepted.with_filers(files, language);
        wrong.iter().for_each(|said| terminal.diagnose(said));
        Ok(accepted)
    }
}

/// What the files come to, taken one by one.
struct Outcome<'a> {
    results: Results<'a>,
    taking: Taking,
    returned: Vec<Pending>,
    tracked: Vec<Filed>,
}

impl Outcome<'_> {
    fn take(&mut self, mut checked: Checked, terminal: &mut Terminal<'_>) {
        let (pending, given) = (checked.returned.take(), checked.given.take());
        self.tracked.extend(checked.tracked.take());
        if !matches!(given, Some(Given::PassedOver(_))) {
            self.returned.extend(pending);
            self.results.take(checked, terminal);
        }
        given.into_iter().for_each(|given| self.taking.take(given));
    }
}

/// What is said of a policy or a file of accepted findings that is wrong.
pub(crate) fn wrong_policy(language: Language, path: &Path, error: &PolicyError) -> String {
    format!("{}: {}:{}: {}", language.error(), shown(path), error.position, language.of(&error.message))
}
