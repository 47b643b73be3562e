//! For a server: bytes of any format in, findings and the filing's bytes out. No file is touched.
//!
//! ```sh
//! cargo run --release --example bytes_in_and_out -- report.txt < examples/data/shanzao-2023.txt > filing.docx
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::io::{Read as _, Write as _};

use gongkai::check::{Subject, check};
use gongkai::{Format, Loaded, ReadOptions, WriteOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // As many bytes as a reader takes, and one more by which it is told that there are too many.
    let options = ReadOptions::default();
    let most = u64::try_from(options.limits.file_bytes)?.saturating_add(1);
    let mut bytes = Vec::new();
    std::io::stdin().take(most).read_to_end(&mut bytes)?;

    // The name that came with the upload. What the bytes are is told by the bytes where the name says something else.
    let name = std::env::args().nth(1).unwrap_or_else(|| "upload.txt".to_owned());
    let reading = Loaded::of_bytes(name, bytes).read(&options)?;

    let found = check(&Subject::of_reading(&reading));
    for finding in &found.findings {
        eprintln!("{} {}", finding.rule, finding.message.zh);
    }
    let written = gongkai::write(&reading.report, Format::Docx, &WriteOptions::default())?;
    std::io::stdout().write_all(&written.bytes)?;
    Ok(())
}
