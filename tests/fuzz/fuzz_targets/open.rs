//! Any bytes as a file of any name, opened, recognised and checked as the program does it: what the name says and what
//! the content looks like, Markdown, web tables in text, web archives, and the sheet beside a page of frames.
#![no_main]

mod guarded;
mod parted;

use std::fs;
use std::sync::OnceLock;

use gongkai::check::{Subject, check};
use gongkai::{Loaded, ReadOptions};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

const NAMES: [&str; 8] = ["a", "a.txt", "a.md", "a.html", "a.mht", "a.docx", "a.xls", "a.toml"];

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    let Some((&first, data)) = data.split_first() else { return };
    let [page, sheet] = parted::parts(data);
    let path = folder.path().join(NAMES[usize::from(first) % NAMES.len()]);
    let beside = folder.path().join("a.files");
    if fs::create_dir_all(&beside).is_err() || fs::write(beside.join("sheet001.htm"), sheet).is_err() {
        return;
    }
    // Only text is parted; in a package a zero byte is like any other.
    let bytes = if data.starts_with(b"PK") { data } else { page };
    if fs::write(&path, bytes).is_err() {
        return;
    }
    let options = ReadOptions::default();
    // What the program guards against is a fault all the same, so that nothing is caught here.
    if let Ok(loaded) = Loaded::of(&path, &options.limits) {
        match loaded.read(&options) {
            Ok(reading) => drop(check(&Subject::of_reading(&reading))),
            Err(error) => assert!(!matches!(error.kind, gongkai::ErrorKind::Internal(_)), "{error}"),
        }
    }
});
