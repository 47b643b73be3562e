//! Which files a run is over: those that are named, and those in the folders that are named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::words::Text;
use gongkai::{Format, is_unread_document};

use crate::language::Language;
use crate::run_files::shown;
use crate::{Terminal, bodies};

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path within the folder that was named, or just its name.
    pub(crate) relative: PathBuf,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) files: Vec<Input>,
    /// Whether a folder was named, so that many files are meant.
    pub(crate) folder: bool,
    /// Files in folders that are of no known format, and links that lead back to where the walk has been.
    pub(crate) skipped: Vec<PathBuf>,
    /// Folders that could not be listed, and folders without a single report.
    pub(crate) failures: Vec<Text>,
}

impl Inputs {
    /// Says which files of the folders were not taken for reports.
    pub(crate) fn say_skipped(&self, language: Language, terminal: &mut Terminal<'_>) {
        const NAMED: usize = 8;
        if self.skipped.is_empty() {
            return;
        }
        let count = self.skipped.len();
        let mut names: Vec<String> = self.skipped.iter().take(NAMED).map(|path| shown(path)).collect();
        if count > NAMED {
            names.push("…".to_owned());
        }
        terminal.diagnose(&match language {
            Language::Zh => format!("跳过 {count} 个其他文件：{}", names.join("、")),
            Language::En => format!("{count} other files skipped: {}", names.join(", ")),
        });
    }
}

/// What `gongkai fetch` keeps beside the reports that it brought: no report itself.
pub(crate) const FETCH_RECORD: &str = "公布记录.json";

/// How the folder ends in which a state of the review keeps what came in.
const KEPT: &str = ".报送内容";

/// How deep folders are walked.
const DEEPEST: usize = 64;

/// The files of these paths; folders are walked in the order of their names.
pub(crate) fn expand(paths: &[PathBuf]) -> Inputs {
    expand_without(paths, None)
}

/// The files of these paths, but for a folder within them that outputs go to: what an earlier run wrote is no input.
pub(crate) fn expand_without(paths: &[PathBuf], outputs: Option<&Path>) -> Inputs {
    let outputs = outputs.and_then(|folder| folder.canonicalize().ok());
    let mut walk = Walk { outputs, ..Walk::default() };
    for path in paths {
        if path.is_dir() {
            walk.inputs.folder = true;
            let before = walk.inputs.files.len();
            // A folder that is named is walked even when the outputs go there too.
            walk.folder(path, Path::new(""), 0);
            if walk.inputs.files.len() == before {
                let name = shown(path);
                let failure = Text::new(
                    format!("{name}: 文件夹里没有可读的报告"),
                    format!("{name}: no readable report in this folder"),
                );
                walk.inputs.failures.push(failure);
            }
        } else {
            let relative = path.file_name().map(PathBuf::from).unwrap_or_default();
            walk.inputs.files.push(Input { path: path.clone(), relative });
        }
    }
    let mut seen = BTreeSet::new();
    walk.inputs.files.retain(|input| seen.insert(input.path.clone()));
    walk.inputs
}

/// A walk through folders.
#[derive(Debug, Default)]
struct Walk {
    inputs: Inputs,
    /// The folders that were entered, so that a link cannot lead in circles.
    entered: BTreeSet<PathBuf>,
    outputs: Option<PathBuf>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, relative: &Path, depth: usize) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let again = !self.entered.insert(real.clone()) && depth > 0;
        if again || depth > DEEPEST || (depth > 0 && self.outputs.as_ref() == Some(&real)) {
            self.inputs.skipped.push(folder.to_owned());
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let (name, why) = (shown(folder), gongkai::refusal(&error));
                let failure = Text::new(
                    format!("{name}: 无法列出文件夹：{}", why.zh),
                    format!("{name}: cannot list the folder: {}", why.en),
                );
                self.inputs.failures.push(failure);
                return;
            }
        };
        let mut entries: Vec<fs::DirEntry> = entries.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let printed = name.to_string_lossy();
            // Hidden files, and the locks that Word leaves beside an open document.
            if printed.starts_with('.') || printed.starts_with("~$") {
                continue;
            }
            let (path, relative) = (entry.path(), relative.join(&name));
            if path.is_dir() && (belongs_to_a_page(&path) || is_kept_by_the_desk(&path)) {
                self.inputs.skipped.push(path);
            } else if path.is_dir() {
                self.folder(&path, &relative, depth + 1);
            } else if is_report(&path, &printed) {
                self.inputs.files.push(Input { path, relative });
            } else {
                self.inputs.skipped.push(path);
            }
        }
    }
}

/// Whether a folder holds what a browser or a spreadsheet program saved beside a page of the same name.
fn belongs_to_a_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = [".files", "_files"].iter().find_map(|end| name.strip_suffix(end));
    stem.is_some_and(|stem| ["htm", "html"].iter().any(|end| folder.with_file_name(format!("{stem}.{end}")).is_file()))
}

/// Whether a folder holds what a state of the review beside it keeps of the reports that came in.
fn is_kept_by_the_desk(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.strip_suffix(KEPT).is_some_and(|stem| folder.with_file_name(format!("{stem}.toml")).is_file())
}

/// The folder beside a state of the review in which the reports that came in are kept.
pub(crate) fn kept_beside(reviews: &Path) -> PathBuf {
    let stem = reviews.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    reviews.with_file_name(format!("{stem}{KEPT}"))
}

/// Whether a file in a folder is meant as a report.
fn is_report(path: &Path, name: &str) -> bool {
    const ABOUT: [&str; 4] = ["readme.md", "changelog.md", "contributing.md", "license.md"];
    let own = ["gongkai.toml", bodies::TREE, FETCH_RECORD].contains(&name)
        || kept_beside(path).is_dir()
        || name.ends_with(".accepted.toml")
        || ABOUT.contains(&name.to_ascii_lowercase().as_str());
    // Documents that are not read are named as failures, not passed over.
    !own && (Format::of_input(path).is_some() || is_unread_document(path))
}
