//! `--return`: a letter to each body with what is to be mended in its report, and an index of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::check::{Basis, rules};
use gongkai::letter::{Fault, Letter, Weight};
use gongkai::{Format, WriteOptions, Year};
use gongkai_wire::{Answer, CellRef, FileResult, Finding, Severity};
use jiff::civil::Date;

use crate::command;
use crate::inputs::Input;
use crate::language::Language;
use crate::output::csv_table;
use crate::run_files::Replacing;

/// The index that lies beside the letters.
const INDEX: &str = "退改目录.csv";

/// Letters that go back with what is to be mended.
#[derive(Debug, Args)]
pub(super) struct Returning {
    /// 给每个有问题的单位写一份修改意见（Word 和网页），放到这个文件夹，附目录（a letter to each body with faults, and an index）
    #[arg(long = "return", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// 修改意见的落款单位（the office that writes the letters）
    #[arg(long, value_name = "NAME", requires = "folder")]
    office: Option<String>,
    /// 修改意见的日期，如 2025-01-20（the day of the letters）
    #[arg(long, value_name = "DATE", value_parser = day, requires = "folder")]
    date: Option<Date>,
    /// 重新报送的期限，如 2025-01-27（until when the report is expected again）
    #[arg(long, value_name = "DATE", value_parser = day, requires = "folder")]
    deadline: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| "请写成 2025-01-20 这样的日期 / a date like 2025-01-20".to_owned())
}

/// A body's line of the index.
pub(super) struct Returned([String; 7]);

/// The letters of a run, with the name of each.
pub(super) struct Letters<'a> {
    of: &'a Returning,
    folder: &'a Path,
    names: BTreeMap<&'a Path, PathBuf>,
    replacing: Replacing,
}

impl Returning {
    /// The letters to these files, where letters are asked for. Two files of one name but for its ending keep that.
    pub(super) fn letters<'a>(&'a self, files: &'a [Input], replacing: Replacing) -> Option<Letters<'a>> {
        let folder = self.folder.as_deref()?;
        let bare = |input: &Input| input.relative.with_extension("");
        let mut same: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for input in files {
            *same.entry(bare(input)).or_default() += 1;
        }
        let name = |input: &'a Input| {
            let alone = same.get(&bare(input)) == Some(&1);
            let ending = input.relative.extension().filter(|_| !alone);
            let stem = bare(input).file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ending = ending.map(|ending| format!("-{}", ending.to_string_lossy())).unwrap_or_default();
            (input.path.as_path(), input.relative.with_file_name(format!("{stem}{ending}-修改意见")))
        };
        Some(Letters { of: self, folder, names: files.iter().map(name).collect(), replacing })
    }
}

impl Letters<'_> {
    /// Every file that may be written.
    pub(super) fn outputs(&self) -> Vec<PathBuf> {
        let letters = self
            .names
            .values()
            .flat_map(|name| [Format::Docx, Format::Html].map(|format| self.folder.join(with_ending(name, format))));
        letters.chain([self.folder.join(INDEX)]).collect()
    }

    /// Writes the letter about a file that was read and has faults, and gives its line of the index.
    pub(super) fn write(&self, path: &Path, result: &FileResult, language: Language) -> Result<Returned, String> {
        let faults: Vec<Fault> = result.findings.iter().map(|finding| fault(finding, result)).collect();
        let of = |weight| faults.iter().filter(|fault| fault.weight == weight).count().to_string();
        let counts = [Weight::Must, Weight::Check, Weight::Suggested].map(of);
        let mut said = match &result.error {
            Some(error) => format!("读不了：{error}"),
            None => "没有问题".to_owned(),
        };
        if let (false, Some(name)) = (faults.is_empty(), self.names.get(path)) {
            let body = result.organ.clone().unwrap_or_else(|| "有关单位".to_owned());
            let mut letter = Letter::new(body).dated(self.of.date, self.of.deadline).with_faults(faults);
            if let Some(year) = result.year.and_then(|year| Year::new(year).ok()) {
                letter = letter.about(year);
            }
            if let Some(office) = &self.of.office {
                letter = letter.from_office(office);
            }
            let document = letter.with_undecided(undecided(result)).document();
            let options = self.replacing.in_options(WriteOptions::default());
            for format in [Format::Docx, Format::Html] {
                let path = self.folder.join(with_ending(name, format));
                let written = gongkai::write_document(&document, format, &options);
                let placed = written.and_then(|written| gongkai::save_bytes(&path, written.bytes, &options));
                placed.map_err(|error| command::describe(language, &error))?;
            }
            said = with_ending(name, Format::Docx).display().to_string();
        }
        let organ = result.organ.clone().unwrap_or_default();
        let year = result.year.map(|year| year.to_string()).unwrap_or_default();
        let [must, check, suggested] = if result.error.is_some() { Default::default() } else { counts };
        Ok(Returned([result.file.clone(), organ, year, must, check, suggested, said]))
    }

    /// Writes the index of all files, those without a letter too.
    pub(super) fn finish(&self, mut returned: Vec<Returned>, language: Language) -> Result<(), String> {
        returned.sort_by(|one, other| one.0.cmp(&other.0));
        let heads = ["文件", "机关", "年度", "须修改", "请核对", "建议", "修改意见"].map(str::to_owned);
        let table = csv_table(std::iter::once(heads).chain(returned.into_iter().map(|line| line.0)))?;
        let options = self.replacing.in_options(WriteOptions::default());
        let saved = gongkai::save_bytes(self.folder.join(INDEX), table, &options);
        saved.map_err(|error| command::describe(language, &error))
    }
}

fn with_ending(name: &Path, format: Format) -> PathBuf {
    // A name may hold dots of its own.
    let name = format!("{}.{format}", name.display());
    PathBuf::from(name)
}

/// A finding as a line of the letter. What rests on practice alone is suggested; the rest must be mended or looked at.
fn fault(finding: &Finding, result: &FileResult) -> Fault {
    let practice = rules().iter().any(|rule| {
        let info = rule.info();
        info.id.to_string() == finding.rule && info.basis == Basis::Practice
    });
    let weight = match finding.severity {
        Severity::Error => Weight::Must,
        _ if practice => Weight::Suggested,
        _ => Weight::Check,
    };
    let basis = finding.clause.as_ref().map_or("本单位要求", |clause| clause.zh.as_str());
    Fault::new(weight, place(finding), &finding.message.zh, basis, certain(finding, result))
}

/// Where a finding stands, as the body sees it in its own file.
fn place(finding: &Finding) -> String {
    let cell = finding.cells.first();
    let at = finding.position.as_ref().or_else(|| cell.and_then(|cell| cell.position.as_ref()));
    let at = at.map(|place| place.printed().zh).unwrap_or_default();
    let name = cell.map(|cell| cell.name.as_str()).or(finding.excerpt.as_deref()).unwrap_or_default();
    [at.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}

/// What the cells of a finding should hold, where there is just one way to mend its sums.
fn certain(finding: &Finding, result: &FileResult) -> Option<String> {
    let mine = |one: &&gongkai_wire::Diagnosis| one.findings.contains(&finding.fingerprint) && one.found == 1;
    let diagnosis = result.diagnoses.iter().find(mine)?;
    let changes = diagnosis.alternatives.first()?;
    let said: Option<Vec<String>> = changes
        .iter()
        .map(|change| {
            let CellRef { name, .. } = &change.cell;
            Some(format!("{name}应为 {}", change.to.as_ref()?))
        })
        .collect();
    Some(said?.join("，"))
}

/// What could not be judged, with the reason. What needs last year's report (GK4xx) or those of subordinates (GK5xx) is
/// the office's to bring, not the body's.
fn undecided(result: &FileResult) -> Vec<String> {
    let of_office = |rule: &str| rule.starts_with("GK4") || rule.starts_with("GK5");
    let open = result.rules.iter().filter(|answer| answer.status == Answer::CannotBeAssessed);
    let open = open.filter(|answer| !of_office(&answer.rule));
    open.filter_map(|answer| Some(format!("{}（{}）", answer.title.zh, answer.reasons.first()?.reason.zh))).collect()
}
