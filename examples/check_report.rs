//! Reads a report in any format and prints what does not hold.
//!
//! ```sh
//! cargo run --release --example check_report -- examples/data/shanzao-2023.txt
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use gongkai::check::{Subject, check};
use gongkai::{ReadOptions, open};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/data/shanzao-2023.txt".to_owned());
    let reading = open(&path, &ReadOptions::default())?;
    println!("{path}：{}/{} 格", reading.receipt.read, reading.receipt.expected);
    for unread in &reading.receipt.unread {
        println!("未读到：{}", unread.name);
    }

    let result = check(&Subject::of_reading(&reading));
    for finding in &result.findings {
        println!("{} {}", finding.rule, finding.message.zh);
        println!("  依据：{}", finding.clause.zh);
        if let Some(help) = &finding.help {
            println!("  建议：{}", help.zh);
        }
    }
    println!("{} 条问题", result.findings.len());
    Ok(())
}
