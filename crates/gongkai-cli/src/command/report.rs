//! `gongkai report`: the overview of a year for an office's leaders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::bodies::{Bodies, organ_of, plain};
use gongkai::check::{Child, RuleId, Severity, Subject, check, rules};
use gongkai::consolidate::{Filing, FilingState, Remark};
use gongkai::overview::{BodyCourse, Course, FrequentFault, Overview};
use gongkai::survey::{Survey, Surveying};
use gongkai::words::{InWords as _, Text};
use gongkai::{Error, ErrorKind, Format, ReadOptions, WriteError, WriteOptions, Year};
use gongkai_policy::{Review, ReviewState, Reviews};
use jiff::civil::Date;

use crate::bodies::{self, Known, Office};
use crate::command::check::day;
use crate::command::new::year;
use crate::inputs::{self, Input, Inputs};
use crate::language::Language;
use crate::run_files::{Reads, Replacing, shown};
use crate::{Status, Terminal, batch, command};

/// 给领导看的全年情况汇总：报送、公开、申请、复议诉讼、各单位、常见问题（the overview of a year）
///
/// 每个数由哪些单位的哪一格得出，写在 .xlsx 的“数字来源”里。
///
/// 例 / example:
///   gongkai report 各单位/ --organ 某县人民政府 --year 2024 --expect bodies.toml --previous 往年/ -o 汇总.docx -o 汇总.xlsx
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct ReportYear {
    /// 各单位的报告：文件或文件夹（the bodies' reports: files or folders）
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// 汇总的机关（whose overview it is）
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    organ: String,
    /// 报告年度，默认取多数报告的年度（the year; by default that of most reports）
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<Year>,
    /// 往年的报告，用其中上年的（earlier reports, of which those of the year before are used）
    #[arg(long, value_name = "DIR")]
    previous: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    /// 审核状态文件，由此写明收到日期、退改次数和现在的状态（the state of the review: when each body filed, how often it went back）
    #[arg(long, value_name = "FILE")]
    track: Option<PathBuf>,
    /// 报送期限，如 2025-01-31，由此写明谁按时、谁逾期（the last day on which filing is on time）
    #[arg(long, value_name = "DATE", value_parser = day, requires = "track")]
    deadline: Option<Date>,
    /// 输出 .docx、.html、.pdf、.xlsx，可写多次（output file, may be repeated）
    #[arg(short, long, value_name = "OUT", required = true)]
    output: Vec<PathBuf>,
    #[command(flatten)]
    replacing: Replacing,
}

/// A report's figures, and the rules that it breaks.
type Read = Result<(Child, Vec<RuleId>), Error>;

impl ReportYear {
    pub(crate) fn run(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        let (found, earlier) = (inputs::expand(&self.inputs), inputs::expand(&self.previous));
        let mut status = Status::Fine;
        for failure in found.failures.iter().chain(&earlier.failures) {
            status = command::say_failure(terminal, language, failure);
        }
        found.say_skipped(language, terminal);
        let reviews = match self.track.as_deref().map(|path| self.reviews(path, language)).transpose() {
            Ok(reviews) => reviews,
            Err(said) => {
                terminal.diagnose(&said);
                return Status::Failed;
            }
        };
        let reads = Reads::of(found.files.iter().chain(&earlier.files).map(|input| &input.path))
            .and(self.known.files())
            .and(&self.track);
        if let Err(status) = reads.before_writing(&self.output, language, terminal) {
            return status;
        }
        let office = match self.known.read(language, terminal) {
            Ok(office) => office,
            Err(said) => {
                terminal.diagnose(&said);
                return Status::Failed;
            }
        };
        let (mut members, unreadable, faults) = self.read(&found, &office, language, terminal);
        let (before, _, _) = self.read(&earlier, &office, language, terminal);
        let mut surveying = Surveying::default();
        (surveying.year, surveying.unreadable) = (self.year, unreadable);
        (surveying.known, surveying.expected) = (office.bodies.clone(), office.expected.as_ref());
        let survey = surveying.survey(&members);
        // A report that names no body is called as the list calls the body that its file was taken for.
        for member in members.iter_mut().filter(|member| member.report.organ.name.trim().is_empty()) {
            let listed = survey.remarks.iter().find_map(|remark| match remark {
                Remark::ListedAs { listed, member: known } if *known == member.name => Some(listed),
                _ => None,
            });
            if let Some(listed) = listed {
                member.name.clone_from(listed);
            }
        }
        let mut by_file: BTreeMap<Option<String>, Vec<Child>> = BTreeMap::new();
        for member in members {
            by_file.entry(member.file.clone()).or_default().push(member);
        }
        let counts = |filing: &&Filing| matches!(filing.state, FilingState::Filed | FilingState::NotExpected);
        let filed = survey.filings.iter().filter(counts);
        let counted: Vec<Child> = filed.filter_map(|filing| by_file.remove(&filing.file)).flatten().collect();
        let last = survey.year.and_then(Year::previous);
        let before: Vec<Child> =
            before.into_iter().filter(|child| child.report.year.is_some() && child.report.year == last).collect();
        let course = reviews.map(|reviews| self.course(&reviews, &survey, &counted, &office.bodies));
        let overview =
            Overview::new(self.organ.trim(), survey, counted, before).with_faults(faults).with_course(course);
        for path in &self.output {
            if let Err(error) = self.write(&overview, path) {
                status = command::fail_with(terminal, language, &error);
            }
        }
        status
    }

    /// The state of the review, which must be there where it is named.
    fn reviews(&self, path: &Path, language: Language) -> Result<Reviews, String> {
        if !path.exists() {
            let said = language.pick("没有这个文件", "no such file");
            return Err(format!("{}: {}: {said}", language.error(), shown(path)));
        }
        command::review::read(path, language)
    }

    /// How the filing went of the bodies that are counted, and of those that should have filed.
    fn course(&self, reviews: &Reviews, survey: &Survey, counted: &[Child], bodies: &Bodies) -> Course {
        let year = survey.year.map(Year::get);
        let missing = survey.in_state(FilingState::Missing).map(str::to_owned);
        let organs = counted.iter().map(|child| organ_of(child).to_owned()).chain(missing);
        let of_year = |review: &&Review| review.year == year || year.is_none() || review.year.is_none();
        let mut by_name: BTreeMap<String, &Review> = BTreeMap::new();
        for review in reviews.bodies.iter().filter(of_year) {
            by_name.entry(plain(&review.organ)).or_insert(review);
        }
        let of = |organ: String| {
            let also_called = |review: &&Review| of_year(review) && bodies.are_one(&review.organ, &organ);
            let known = by_name.get(&plain(&organ)).copied();
            let Some(review) = known.or_else(|| reviews.bodies.iter().find(also_called)) else {
                return BodyCourse::new(organ);
            };
            let day = |at: &str| at.get(..10).map(str::to_owned);
            let first = review.submissions.first().and_then(|first| day(&first.at));
            let back = review.history.iter().filter(|event| event.state == ReviewState::SentBack).count();
            BodyCourse::new(organ).recorded(first, back, review.state.in_words())
        };
        Course::new(self.deadline.map(|day| day.to_string()), organs.map(of).collect())
    }

    /// The figures of files, those that cannot be read, and the faults at error level by rule.
    fn read(
        &self,
        found: &Inputs,
        office: &Office,
        language: Language,
        terminal: &mut Terminal<'_>,
    ) -> (Vec<Child>, Vec<(String, Text)>, Vec<FrequentFault>) {
        let files = found.files.as_slice();
        let work = |input: &Input| -> Read {
            let reading = gongkai::open(&input.path, &ReadOptions::default())?;
            let result = check(&Subject::of_reading(&reading));
            let errors = result.findings.iter().filter(|finding| finding.severity == Severity::Error);
            let broken = errors.map(|finding| finding.rule).collect();
            let file = shown(&input.relative);
            let organ = reading.report.organ.name.trim().to_owned();
            let name = if organ.is_empty() { file.clone() } else { organ };
            Ok((Child::new(name, reading.report.figures_only()).from_file(file), broken))
        };
        let broken = |input: &Input, said: String| Err(Error::new(&input.path, ErrorKind::Internal(said)));
        let bar = terminal.bar(files.len());
        let name = |input: &Input| input.relative.display().to_string();
        let (read, undone) = batch::all(files, None, &bar, name, work, broken);
        command::say_undone(terminal, language, undone);
        let (mut members, mut unreadable) = (Vec::new(), Vec::new());
        let mut by_rule: BTreeMap<RuleId, Vec<String>> = BTreeMap::new();
        for (input, read) in files.iter().zip(read) {
            match read {
                Ok((child, broken)) => {
                    for rule in broken {
                        let organs = by_rule.entry(rule).or_default();
                        let organ = organ_of(&child).to_owned();
                        if organs.last() != Some(&organ) {
                            organs.push(organ);
                        }
                    }
                    members.push(child);
                }
                Err(error) if office.passes_over(input, &error, found.folder) => {
                    bodies::say_passed_over(input, &error, language, terminal);
                }
                Err(error) => unreadable.push((shown(&input.relative), error.kind.in_words())),
            }
        }
        let title = |id: RuleId| {
            let rule = rules().iter().find(|rule| rule.info().id == id);
            rule.map(|rule| rule.info().title.0).unwrap_or_default()
        };
        let faults = by_rule.into_iter().map(|(id, organs)| FrequentFault::new(title(id), organs)).collect();
        (members, unreadable, faults)
    }

    fn write(&self, overview: &Overview, path: &PathBuf) -> Result<(), Error> {
        let options = self.replacing.in_options(WriteOptions::default());
        let bytes = match Format::of_path(path) {
            Some(Format::Xlsx) => {
                gongkai::xlsx::write_overview(overview).map_err(|error| Error::new(path, error))?.bytes
            }
            Some(format @ (Format::Docx | Format::Html | Format::Pdf)) => {
                gongkai::write_document(&overview.document(), format, &options)?.bytes
            }
            _ => {
                let detail =
                    "汇总可写成 .docx、.html、.pdf、.xlsx / the overview is .docx, .html, .pdf or .xlsx".to_owned();
                return Err(Error::new(path, WriteError::Failed { format: "overview", detail: detail.into() }));
            }
        };
        gongkai::save_bytes(path, bytes, &options)
    }
}
