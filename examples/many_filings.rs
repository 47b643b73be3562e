//! Turns every report of a folder into Word and PDF, on all cores; one that cannot be read does not stop the others.
//!
//! ```sh
//! cargo run --release --example many_filings -- examples/data out
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::path::{Path, PathBuf};

use gongkai::{Error, Format, ReadOptions, WriteOptions};
use rayon::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let source = PathBuf::from(arguments.next().unwrap_or_else(|| "examples/data".to_owned()));
    let target = PathBuf::from(arguments.next().unwrap_or_else(|| "out".to_owned()));
    std::fs::create_dir_all(&target)?;

    let mut files: Vec<PathBuf> = std::fs::read_dir(&source)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| Format::of_path(path).is_some_and(Format::is_read))
        .collect();
    files.sort();

    // The options keep the fonts once they are found, so all filings share them.
    let options = WriteOptions::default();
    let results: Vec<Result<(), Error>> = files.par_iter().map(|file| convert(file, &target, &options)).collect();
    for (file, result) in files.iter().zip(&results) {
        match result {
            Ok(()) => println!("{}", file.display()),
            Err(error) => eprintln!("{error}"),
        }
    }
    println!("{} / {}", results.iter().filter(|result| result.is_ok()).count(), results.len());
    Ok(())
}

fn convert(file: &Path, target: &Path, options: &WriteOptions) -> Result<(), Error> {
    let reading = gongkai::open(file, &ReadOptions::default())?;
    let stem = file.file_stem().unwrap_or_default();
    let outputs = ["docx", "pdf"].map(|extension| target.join(stem).with_extension(extension));
    gongkai::save_all(&reading.report, &outputs, options).map(|_| ())
}
