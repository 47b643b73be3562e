//! Which files a run is over: those that are named, and those in the folders that are named.

use std::fs;
use std::path::{Path, PathBuf};

use gongkai::Format;

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
    /// Files in folders that are of no known format.
    pub(crate) skipped: usize,
    /// Folders that could not be listed, and folders without a single report.
    pub(crate) failures: Vec<String>,
}

/// How deep folders are walked.
const DEEPEST: usize = 64;

/// Older formats that hold reports but are not read: named as failures, not passed over.
const UNREAD: [&str; 9] = ["doc", "wps", "rtf", "odt", "xls", "et", "ods", "ofd", "mht"];

/// The files of these paths; folders are walked in the order of their names.
pub(crate) fn expand(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.is_dir() {
            inputs.folder = true;
            let before = inputs.files.len();
            walk(path, Path::new(""), 0, &mut inputs);
            if inputs.files.len() == before {
                inputs
                    .failures
                    .push(format!("{}: 文件夹里没有可读的报告 / no readable report in this folder", path.display()));
            }
        } else {
            let relative = path.file_name().map(PathBuf::from).unwrap_or_default();
            inputs.files.push(Input { path: path.clone(), relative });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    inputs.files.retain(|input| seen.insert(input.path.clone()));
    inputs
}

fn walk(folder: &Path, relative: &Path, depth: usize, inputs: &mut Inputs) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            inputs.failures.push(format!("{}: 无法列出文件夹 / cannot list the folder: {error}", folder.display()));
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
        // A link to a folder may lead back to where it stands.
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if path.is_dir() {
            if !linked && depth < DEEPEST {
                walk(&path, &relative, depth + 1, inputs);
            }
        } else if is_report(&path, &printed) {
            inputs.files.push(Input { path, relative });
        } else {
            inputs.skipped += 1;
        }
    }
}

/// Whether a file in a folder is meant as a report.
fn is_report(path: &Path, name: &str) -> bool {
    let own = name == "gongkai.toml" || name.ends_with(".accepted.toml");
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    !own && (Format::of_path(path).is_some() || UNREAD.contains(&extension.as_str()))
}
