//! What changed from one year's report to the next: every cell, and what must carry over.
//!
//! ```sh
//! cargo run --release --example compare_years -- 2022.pdf 2023.docx
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use gongkai::compare::{Change, compare};
use gongkai::{ReadOptions, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut reports: Vec<Report> = Vec::new();
    for path in std::env::args().skip(1) {
        reports.push(gongkai::open(&path, &ReadOptions::default())?.report);
    }
    if reports.len() < 2 {
        return Err("compare_years EARLIER LATER …".into());
    }
    let comparison = compare(&reports.iter().collect::<Vec<_>>());
    println!("{}", comparison.reports.join(" → "));
    for caution in &comparison.cautions {
        println!("注意：{}", caution.text().zh);
    }
    for series in comparison.changed() {
        for change in &series.changes {
            if let Change::Number { difference, .. } = change {
                println!("{}：{difference}", series.name);
            }
        }
    }
    for carried in &comparison.carried {
        for finding in &carried.findings {
            println!("{} {}", finding.rule, finding.message.zh);
        }
    }
    Ok(())
}
