//! `gongkai fetch` against servers on this machine that do what servers do: send on, send for ever, send nothing, forbid, lie
//! about what they send, show certificates that are worth nothing, and stand behind a proxy.
#![cfg(feature = "fetch")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod pages;
mod proxies;
#[path = "../run/mod.rs"]
mod run;
mod secure;
mod server;
#[path = "../../../../tests/validated/mod.rs"]
mod validated;

use std::fs;
use std::path::Path;

use gongkai::{Format, ReadOptions, WriteOptions};
use run::{Ran, gongkai_with, report_of};

/// Runs the command over a list, without pauses and with the addresses of this machine allowed.
fn fetch(folder: &Path, list: &str, more: &[&str]) -> Ran {
    fetch_with(folder, list, &[], more)
}

/// The same in another environment.
fn fetch_with(folder: &Path, list: &str, environment: &[(&str, &str)], more: &[&str]) -> Ran {
    fs::write(folder.join("网址.txt"), list).unwrap();
    let args = [&["fetch", "网址.txt", "-d", "公布", "--delay", "0", "--allow-private"], more].concat();
    gongkai_with(folder, environment, &args)
}

/// The report of a body in a format.
fn report_in(organ: &str, format: Format) -> Vec<u8> {
    let report =
        gongkai::read(report_of(organ, 2024, 11).as_bytes(), Format::Toml, &ReadOptions::default()).unwrap().report;
    gongkai::write(&report, format, &WriteOptions::default()).unwrap().bytes
}

/// What is recorded, which is of its published shape.
fn record(folder: &Path) -> serde_json::Value {
    let record = serde_json::from_slice(&fs::read(folder.join("公布/公布记录.json")).unwrap()).unwrap();
    assert_eq!(validated::faults("fetch", &record), Vec::<String>::new(), "{record:#}");
    record
}
