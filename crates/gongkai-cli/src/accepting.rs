//! The files in which accepted findings are kept: read once for a run, changed under a lock, never written over when they
//! cannot be read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::command;
use crate::inputs::Input;
use crate::language::Language;
use crate::lock::Held;
use crate::run_files::shown;
use gongkai::{FileSet, Limits, Replace, WriteOptions};
use gongkai_policy::{Acceptance, Acceptances, ReportName, Signed};

/// What is accepted of the reports of a run, and by whom.
#[derive(Debug, Default)]
pub(crate) struct Accepted {
    /// The office's own files, which count; the one that is written comes last.
    own: Vec<(PathBuf, Acceptances)>,
    /// The files in folders of reports that are none of the office's: the filers', which do not count.
    filers: BTreeMap<PathBuf, Vec<(PathBuf, Acceptances)>>,
}

impl Accepted {
    /// What the office itself accepts, in folders and single files. One that cannot be read is an error: a verdict without
    /// it would not be the office's.
    /// The first place may be a file that is yet to be made.
    pub(crate) fn of_office(places: &[PathBuf], recording: bool, language: Language) -> Result<Self, String> {
        let mut own = Vec::new();
        let target = target(places);
        for place in places {
            if place.is_dir() {
                for path in records_in(place) {
                    let kept = read(&path, language)?;
                    own.push((path, kept));
                }
            } else if place.exists() {
                own.push((place.clone(), read(place, language)?));
            } else if !(recording && is_record(place) && Some(place) == target.as_ref()) {
                let said = language.pick("没有这个文件夹或文件", "no such folder or file");
                return Err(format!("{}: {}: {said}", language.error(), shown(place)));
            }
        }
        // A file of a folder that is named too is read once.
        let mut seen = FileSet::default();
        own.retain(|(path, _)| seen.insert(path));
        own.sort_by_key(|(path, _)| Some(path) == target.as_ref());
        Ok(Self { own, filers: BTreeMap::new() })
    }

    /// Adds what lies beside the reports and is not the office's own, and says what of it cannot be read.
    pub(crate) fn with_filers(mut self, reports: &[Input], language: Language) -> (Self, Vec<String>) {
        let mut own = FileSet::default();
        self.own.iter().for_each(|(path, _)| {
            own.insert(path);
        });
        let mut wrong = Vec::new();
        for report in reports {
            let folder = folder_of(&report.path);
            if self.filers.contains_key(folder) {
                continue;
            }
            let mut filed = Vec::new();
            for path in records_in(folder).into_iter().filter(|path| !own.contains(path)) {
                match read(&path, language) {
                    Ok(kept) => filed.push((path, kept)),
                    Err(said) => wrong.push(said),
                }
            }
            self.filers.insert(folder.to_owned(), filed);
        }
        (self, wrong)
    }

    /// Every file that was read.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.own.iter().chain(self.filers.values().flatten()).map(|(path, _)| path)
    }

    /// What the office accepts of a report, one acceptance for each finding.
    pub(crate) fn by_office<'a>(&'a self, report: &'a ReportName) -> Vec<&'a Acceptance> {
        let mut found: BTreeMap<&str, &Acceptance> = BTreeMap::new();
        for entry in self.own.iter().flat_map(|(_, kept)| kept.of(report)) {
            found.insert(&entry.fingerprint, entry);
        }
        found.into_values().collect()
    }

    /// What the filer accepts of its own report, which lies in this file.
    pub(crate) fn by_filer<'a>(&'a self, path: &Path, report: &'a ReportName) -> Vec<&'a Acceptance> {
        let filed = self.filers.get(folder_of(path)).into_iter().flatten();
        filed.flat_map(|(_, kept)| kept.of(report)).collect()
    }

    /// Every acceptance of the office with the file that it is kept in.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Path, &Acceptance)> {
        self.own.iter().flat_map(|(path, kept)| kept.entries.iter().map(move |entry| (path.as_path(), entry)))
    }

    /// Withdraws what the office accepts of a report, in each file that holds it. Gives the files that were changed.
    pub(crate) fn withdraw(
        &self,
        fingerprint: &str,
        report: &ReportName,
        signed: &Signed,
        language: Language,
    ) -> Result<Vec<&Path>, String> {
        let holds = |kept: &Acceptances| kept.of(report).any(|entry| entry.fingerprint == fingerprint);
        let mut changed = Vec::new();
        for (path, _) in self.own.iter().filter(|(_, kept)| holds(kept)) {
            change(path, language, |kept| {
                kept.withdraw(fingerprint, report, signed);
            })?;
            changed.push(path.as_path());
        }
        Ok(changed)
    }
}

/// Where the office's acceptances are recorded: in the first place that is named.
pub(crate) fn target(places: &[PathBuf]) -> Option<PathBuf> {
    let first = places.first()?;
    Some(if first.is_dir() { within(first, Acceptances::FILE.as_ref()) } else { first.clone() })
}

/// Who records something and when, as the system has it.
pub(crate) fn signed(by: Option<&str>, language: Language) -> Result<Signed, String> {
    let by = by.map(str::to_owned).or_else(|| whoami::fallible::username().ok());
    let by = by.filter(|by| !by.trim().is_empty()).ok_or_else(|| {
        let (zh, en) = ("系统没有给出用户名；请用 --by 写明是谁", "the system names no user; say who with --by");
        format!("{}: {}", language.error(), language.pick(zh, en))
    })?;
    Ok(Signed::new(by, jiff::ZonedDateTime::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()))
}

/// Whether a name is that of a file of accepted findings.
fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// The folder that a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The files of accepted findings in a folder, by name.
fn records_in(folder: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(Acceptances::ENDING) && !name.starts_with('.')
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| within(folder, &entry.file_name())).filter(is_one).collect();
    paths.sort();
    paths
}

/// A file of a folder as a person would name it: without the folder where that is the current one.
fn within(folder: &Path, name: &std::ffi::OsStr) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// The accepted findings of a file; none where there is no such file.
fn read(path: &Path, language: Language) -> Result<Acceptances, String> {
    match gongkai::read_file(path, Limits::default().settings_bytes) {
        Ok(bytes) => Acceptances::read(&bytes)
            .map(|kept| kept.from_file(path))
            .map_err(|error| command::check::wrong_policy(language, path, &error)),
        Err(error) if is_missing(&error) => Ok(Acceptances::default()),
        Err(error) => Err(command::describe(language, &error)),
    }
}

fn is_missing(error: &gongkai::Error) -> bool {
    matches!(&error.kind, gongkai::ErrorKind::Io(refused) if refused.kind() == std::io::ErrorKind::NotFound)
}

/// Reads, changes and writes the accepted findings of a file while no other run does.
pub(crate) fn change(path: &Path, language: Language, change: impl FnOnce(&mut Acceptances)) -> Result<(), String> {
    let held = Held::beside(path).map_err(|error| {
        let (word, why) = (language.error(), gongkai::refusal(&error));
        format!("{word}: {}: {}", shown(path), language.of(&why))
    })?;
    let mut acceptances = read(path, language)?;
    change(&mut acceptances);
    let options = WriteOptions::default().with_replace(Replace::Always);
    gongkai::save_bytes(path, acceptances.to_toml().into_bytes(), &options)
        .map_err(|error| command::describe(language, &error))?;
    drop(held);
    Ok(())
}
