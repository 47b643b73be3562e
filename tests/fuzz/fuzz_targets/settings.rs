//! Any bytes as an office's own checks, its accepted findings, and its house style.
#![no_main]

use gongkai_core::check::Subject;
use gongkai_core::{Cell, Organ, Report, Year};
use gongkai_policy::{Acceptances, Policy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(policy) = Policy::read(data) {
        let mut report = Report::new(Organ::new("青山镇人民政府"), Year::new(2023).expect("a year"));
        report.set("disclosure.licenses.decisions".parse().expect("a key"), Cell::from(3));
        let _ = policy.assess(&Subject::new(&report));
    }
    if let Ok(accepted) = Acceptances::read(data) {
        let again = Acceptances::read(accepted.to_toml().as_bytes());
        assert_eq!(again.map(|again| again.to_toml()).ok(), Some(accepted.to_toml()));
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = gongkai_style::read_style(text);
    }
});
