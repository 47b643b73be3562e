//! `gongkai compare` of folders, one a year: each body's reports with its own of the other years.

use std::collections::BTreeSet;
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
        let word = language.note();
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

/// Sorts the reports of folders by their bodies: the folder of the newest reports says whose are compared. A folder may hold
/// several years; what it holds of the very year is taken where it holds nothing earlier, as what was published beside what
/// was filed.
fn sort<'f>(folders: &'f [Vec<Filed>], bodies: &Bodies) -> Sorted<'f> {
    let newest = |folder: &[Filed]| folder.iter().filter_map(|filed| filed.year.map(Year::get)).max();
    let base = (0..folders.len()).max_by_key(|&index| folders.get(index).and_then(|folder| newest(folder)));
    let base = base.unwrap_or_default();
    let mut sorted = Sorted { bodies: Vec::new(), alone: Vec::new(), said: Vec::new() };
    let mut taken: Vec<*const Filed> = Vec::new();
    let mut owns: Vec<&Filed> = folders.get(base).into_iter().flatten().collect();
    // A body's newest report first, which takes the others; the order of the folder else.
    let years: BTreeSet<_> = owns.iter().map(|own| std::cmp::Reverse(own.year)).collect();
    owns = years.iter().flat_map(|year| owns.iter().filter(|own| own.year == year.0)).copied().collect();
    for own in owns {
        if taken.contains(&std::ptr::from_ref(own)) {
            continue;
        }
        let mut reports = vec![(base, own)];
        let mut why = None;
        for (index, folder) in folders.iter().enumerate() {
            let (found, undecided) = years_of(own, folder, index == base, bodies, &mut sorted.said);
            reports.extend(found.into_iter().map(|one| (index, one)));
            why = why.or(undecided);
        }
        taken.extend(reports.iter().map(|(_, filed)| std::ptr::from_ref::<Filed>(filed)));
        if reports.len() > 1 {
            reports.sort_by_key(|(folder, filed)| (filed.year, *folder));
            let reports = reports.into_iter().map(|(_, filed)| filed).collect();
            sorted.bodies.push(Body { organ: &own.organ, reports });
        } else {
            sorted.alone.push((own, why.unwrap_or_else(|| without_another(own))));
        }
    }
    let place = |body: &Body<'_>| {
        let newest = body.reports.last().map(|filed| std::ptr::from_ref::<Filed>(filed));
        folders.iter().flatten().position(|filed| Some(std::ptr::from_ref(filed)) == newest)
    };
    sorted.bodies.sort_by_key(place);
    let rest = folders.iter().flatten().filter(|filed| !taken.contains(&std::ptr::from_ref(*filed)));
    let rest: Vec<_> = rest.map(|filed| (filed, without_another(filed))).collect();
    sorted.alone.extend(rest);
    sorted
}

/// The reports of a body in a folder, one a year: those that are earlier than its own, or else that of the very year; and
/// why none can be told to be its.
fn years_of<'f>(
    own: &Filed,
    folder: &'f [Filed],
    is_own: bool,
    bodies: &Bodies,
    said: &mut Vec<Words>,
) -> (Vec<&'f Filed>, Option<Words>) {
    let organ = own.organ.trim();
    if organ.is_empty() {
        return (Vec::new(), Some(no_organ(own)));
    }
    let earlier = |year: &Option<Year>| year.is_some() && (own.year.is_none() || *year < own.year);
    let mut years: BTreeSet<Option<Year>> = folder.iter().map(|one| one.year).filter(earlier).collect();
    let (mut found, mut why) = (Vec::new(), None);
    let mut take = |years: &BTreeSet<Option<Year>>, found: &mut Vec<&'f Filed>| {
        for year in years {
            let of_year = folder.iter().filter(|one| one.year == *year && !std::ptr::eq(*one, own));
            match of_body(of_year, organ, bodies) {
                Paired::None => {}
                Paired::Exact(one, count) => {
                    if count > 1 {
                        said.push(several_of_one(organ, count, one));
                    }
                    found.push(one);
                }
                Paired::Like(one) => {
                    said.push(taken_for(own, one));
                    found.push(one);
                }
                Paired::Several(several) => why = Some(undecided(own, &several)),
            }
        }
    };
    take(&years, &mut found);
    if found.is_empty() && !is_own {
        years = [own.year, None].into();
        take(&years, &mut found);
        // One without a year stands for any other; not for two.
        found.truncate(1);
    }
    (found, why)
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
