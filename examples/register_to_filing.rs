//! Counts a year's register of applications (依申请公开台账) into table 三 and writes a filing that lacks only the rest.
//!
//! ```sh
//! cargo run --release --example register_to_filing -- examples/data/register-2024.csv out
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::path::PathBuf;

use gongkai::ledger::{Register, tally};
use gongkai::{Level, Organ, Report, WriteOptions, Year};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let register = args.next().unwrap_or_else(|| "examples/data/register-2024.csv".to_owned());
    let folder = PathBuf::from(args.next().unwrap_or_else(|| "out".to_owned()));

    let year = Year::new(2024)?;
    let applications = Register::read(&std::fs::read(&register)?)?.applications()?;
    let tally = tally(&applications, year);
    // A line that cannot be counted is named with the reason. Whether the rest stands without it is for a person to say.
    for refused in &tally.refused {
        eprintln!("第{}行：{}", refused.line.line, refused.reason);
    }
    if !tally.refused.is_empty() {
        return Err("some lines of the register cannot be counted".into());
    }
    for open in &tally.open {
        println!("结转下年度：{}，{}收到", open.line.number, open.received);
    }

    // Only table three is stated. The other cells stay blank, and the check names them until somebody fills them in.
    let mut report = Report::new(Organ::new("青山镇人民政府").with_level(Level::Township), year);
    tally.state_in(&mut report);
    let path = folder.join("register.xlsx");
    gongkai::save(&report, &path, &WriteOptions::default())?;
    println!("{}", path.display());
    Ok(())
}
