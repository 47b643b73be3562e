//! `gongkai compare` of folders, one a year: each body's reports with its own of the other years.

use std::path::{Path, PathBuf};

use gongkai::bodies::Bodies;
use gongkai::characters::one_line;
use gongkai::compare::{Comparison, compare};
use gongkai::{Digest, Format, ReadOptions, Report, WriteOptions, Year};
use gongkai_wire::{ComparisonSet, Uncompared, Words};

use super::{Compare, Shown, in_words};
use crate::configuration::{self, Configurations};
use crate::inputs::{self, Input};
use crate::language::Language;
use crate::names::Names;
use crate::output::inert_json;
use crate::pairing::{Filed, Paired, of_body, whose};
use crate::run_files::{Reads, shown};
use crate::{Status, Terminal, command};

/// A body's reports, the earliest first.
struct Body<'f> {
    organ: &'f str,
    reports: Vec<&'f Filed>,
}

/// The reports by their bodies, and those that stand alone.
struct Sorted<'f> {
    bodies: Vec<Body<'f>>,
    alone: Vec<(&'f Filed, Words)>,
    /// What is to be known of the pairing.
    said: Vec<Words>,
}

impl Compare {
    /// Compares the reports of folders, each with those of its own body.
    pub(super) fn folders(self, language: Language, terminal: &mut Terminal<'_>) -> Status {
        if let Some(file) = self.reports.iter().find(|path| !path.is_dir()) {
            let zh = format!("{}: 不是文件夹；要么都给文件，要么都给文件夹", shown(file));
            let en = format!("{}: not a folder; give files alone or folders alone", shown(file));
            return command::fail(terminal, language, &zh, &en);
        }
        let mut options = ReadOptions::default();
        options.sheet.clone_from(&self.sheet);
        let mut status = Status::Fine;
        let found: Vec<inputs::Inputs> =
            self.reports.iter().map(|folder| inputs::expand(std::slice::from_ref(folder))).collect();
        for failure in found.iter().flat_map(|found| &found.failures) {
            status = command::say_failure(terminal, language, failure);
        }
        found.iter().for_each(|found| found.say_skipped(language, terminal));
        let inputs = || found.iter().flat_map(|found| &found.files);
        let files = || inputs().map(|input: &Input| input.path.as_path());
        let configurations = match Configurations::read(&self.configured, inputs(), language) {
            Ok(configurations) => configurations,
            Err(said) => {
                terminal.diagnose(&said);
                return Status::Failed;
            }
        };
        configuration::say_found(&configurations, language, terminal);
        let mut folders: Vec<Vec<Filed>> = Vec::new();
        for found in &found {
            let (filed, worst) = whose(&found.files, &options, self.jobs.map(usize::from), language, terminal);
            status = status.max(worst);
            folders.push(filed);
        }
        let sorted = sort(&folders, &configurations.bodies());
        let word = language.pick("注意", "note");
        let alone = sorted.alone.iter().map(|(_, why)| why);
        for Words { zh, en } in alone.chain(&sorted.said) {
            terminal.diagnose(&format!("{word}: {}", one_line(language.pick(zh, en))));
        }
        if sorted.bodies.is_empty() {
            let zh = "几个文件夹里没有同一机关的报告，没有可比的";
            return command::fail(
                terminal,
                language,
                zh,
                "the folders hold no reports of one body; nothing to compare",
            );
        }
        let outputs = self.workbooks(&sorted.bodies, files());
        let reads = Reads::of(files()).and(configurations.paths());
        if let Err(status) = reads.before_writing(&outputs, language, terminal) {
            return status;
        }
        let mut set = ComparisonSet::default();
        for (index, body) in sorted.bodies.iter().enumerate() {
            let output = outputs.get(index).map(PathBuf::as_path);
            match self.body(body, &options, output) {
                Ok(comparison) => match self.format {
                    Shown::Text => {
                        for caution in &comparison.cautions {
                            terminal.diagnose(&format!("{word}: {}", language.of(&caution.text())));
                        }
                        let heading = format!("== {} ==", one_line(body.organ));
                        let text = format!("{heading}\n{}\n", in_words(&comparison, language));
                        status = status.max(terminal.print(&text));
                    }
                    Shown::Json => set.comparisons.push(gongkai_wire::Comparison::from(&comparison)),
                },
                Err(error) => status = command::fail_with(terminal, language, &error),
            }
        }
        if self.format == Shown::Text {
            return status;
        }
        set.uncompared = sorted.alone.iter().map(|(filed, why)| uncompared(filed, why)).collect();
        match serde_json::to_string_pretty(&set) {
            Ok(json) => status.max(terminal.print(&format!("{}\n", inert_json(&json)))),
            Err(error) => command::fail(terminal, language, &error.to_string(), &error.to_string()),
        }
    }

    /// The workbook of each body, where workbooks are asked for.
    fn workbooks<'f>(&self, bodies: &[Body<'_>], inputs: impl Iterator<Item = &'f Path>) -> Vec<PathBuf> {
        let Some(folder) = &self.output else { return Vec::new() };
        let mut names = Names::beside(inputs);
        let newest = |body: &Body<'_>| body.reports.last().map(|filed| filed.relative.clone()).unwrap_or_default();
        bodies.iter().flat_map(|body| names.give(folder, &newest(body), &[Format::Xlsx]).paths).collect()
    }

    fn body(
        &self,
        body: &Body<'_>,
        options: &ReadOptions,
        output: Option<&Path>,
    ) -> Result<Comparison, gongkai::Error> {
        let mut reports: Vec<Report> = Vec::new();
        let mut digests = Vec::new();
        for filed in &body.reports {
            let loaded = gongkai::Loaded::of(&filed.path, &options.limits)?;
            digests.push(loaded.digest(options).to_string());
            reports.push(loaded.read(options)?.report);
        }
        let comparison = compare(&reports.iter().collect::<Vec<_>>());
        if let Some(path) = output {
            let written = gongkai::write_comparison(&comparison).map_err(|error| gongkai::Error::new(path, error))?;
            let options = self.replacing.in_options(WriteOptions::default());
            gongkai::save_bytes(path, written.bytes, &options.with_input(Digest::of_pieces(&digests)))?;
        }
        Ok(comparison)
    }
}

/// Sorts the reports of folders by their bodies: the folder of the newest reports says whose are compared.
fn sort<'f>(folders: &'f [Vec<Filed>], bodies: &Bodies) -> Sorted<'f> {
    let newest = |folder: &[Filed]| folder.iter().filter_map(|filed| filed.year.map(Year::get)).max();
    let base = (0..folders.len()).max_by_key(|&index| folders.get(index).and_then(|folder| newest(folder)));
    let mut sorted = Sorted { bodies: Vec::new(), alone: Vec::new(), said: Vec::new() };
    let mut taken: Vec<*const Filed> = Vec::new();
    let base = base.unwrap_or_default();
    for own in folders.get(base).into_iter().flatten() {
        let organ = own.organ.trim();
        let mut reports = vec![own];
        let others = folders.iter().enumerate().filter(|(index, _)| *index != base).map(|(_, folder)| folder);
        let mut why = None;
        for folder in others {
            // Of several reports of the body the newest that is older than the one compared.
            let in_time = |one: &&Filed| one.year.is_none() || own.year.is_none() || one.year < own.year;
            match of_body(folder.iter().filter(in_time), organ, bodies) {
                _ if organ.is_empty() => why = Some(no_organ(own)),
                Paired::None => {}
                Paired::Exact(one, 1) => reports.push(one),
                Paired::Exact(one, count) => {
                    sorted.said.push(several_of_one(organ, count, one));
                    reports.push(one);
                }
                Paired::Like(one) => {
                    sorted.said.push(taken_for(own, one));
                    reports.push(one);
                }
                Paired::Several(several) => why = Some(undecided(own, &several)),
            }
        }
        if reports.len() > 1 {
            taken.extend(reports.iter().map(|filed| std::ptr::from_ref::<Filed>(filed)));
            reports.sort_by_key(|filed| filed.year);
            sorted.bodies.push(Body { organ: &own.organ, reports });
        } else {
            taken.push(std::ptr::from_ref(own));
            sorted.alone.push((own, why.unwrap_or_else(|| without_another(own))));
        }
    }
    let rest = folders.iter().flatten().filter(|filed| !taken.contains(&std::ptr::from_ref(*filed)));
    let rest: Vec<_> = rest.map(|filed| (filed, without_another(filed))).collect();
    sorted.alone.extend(rest);
    sorted
}

fn uncompared(filed: &Filed, why: &Words) -> Uncompared {
    Uncompared {
        file: filed.path.display().to_string(),
        organ: Some(filed.organ.clone()).filter(|organ| !organ.is_empty()),
        year: filed.year.map(Year::get),
        why: why.clone(),
    }
}

/// How a report is called, with its file.
fn called(filed: &Filed) -> (String, String) {
    let (organ, file) = (&filed.organ, shown(&filed.path));
    let (zh, en) = filed.year.map_or_else(Default::default, |year| (format!("{year}年"), format!(" for {year}")));
    (format!("“{organ}”{zh}的报告（{file}）"), format!("the report of “{organ}”{en} ({file})"))
}

fn without_another(filed: &Filed) -> Words {
    let (zh, en) = called(filed);
    Words::new(
        format!("{zh}在别的年份没有同一机关的报告，没有比较"),
        format!("{en} has no other year's to be compared with"),
    )
}

fn no_organ(filed: &Filed) -> Words {
    let file = shown(&filed.path);
    Words::new(format!("{file}没有写明机关，没有比较"), format!("{file} names no organ and is not compared"))
}

fn several_of_one(organ: &str, count: usize, used: &Filed) -> Words {
    let file = shown(&used.path);
    Words::new(
        format!("一个文件夹里“{organ}”的报告有 {count} 份，用的是 {file}"),
        format!("a folder holds {count} reports of “{organ}”; {file} is used"),
    )
}

fn taken_for(own: &Filed, other: &Filed) -> Words {
    let ((zh, en), organ) = (called(other), &own.organ);
    Words::new(format!("{zh}认作“{organ}”的"), format!("{en} is taken for that of “{organ}”"))
}

fn undecided(own: &Filed, several: &[&Filed]) -> Words {
    let (organ, names) = (&own.organ, several.iter().map(|one| one.organ.as_str()));
    let names: Vec<&str> = names.collect();
    Words::new(
        format!("有几份都可能是“{organ}”的：{}；没有比较", names.join("、")),
        format!("several reports may be of “{organ}”: “{}”; not compared", names.join("”, “")),
    )
}
