//! Adds the reports of a folder up to one, cell by cell, and says what stands in the way.
//!
//! ```sh
//! cargo run --release --example consolidate_folder -- reports out/sum.docx
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use gongkai::check::Child;
use gongkai::consolidate::Consolidating;
use gongkai::{Level, Organ, ReadOptions, WriteOptions, Year};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(output)) = (args.next(), args.next()) else {
        return Err("consolidate_folder FOLDER OUTPUT".into());
    };
    let organ = Organ::new("某县人民政府").with_level(Level::County);
    let mut sum = Consolidating::new(organ, Year::new(2023)?);

    let mut children = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match gongkai::open(&path, &ReadOptions::default()) {
            Ok(reading) => children.push(Child::new(name, reading.report)),
            // A file that cannot be read is not one that was never filed.
            Err(error) => sum = sum.with_unreadable(name, error.to_string()),
        }
    }
    let sum = sum.add_up(&children);
    for problem in &sum.problems {
        eprintln!("{problem}");
    }
    println!("{} 份报告，{} 个问题", children.len(), sum.problems.len());
    gongkai::save(&sum.report, &output, &WriteOptions::default())?;
    println!("{output}");
    Ok(())
}
