//! Any bytes as a register of applications and of disputes, with words and a calendar of the office's own.
#![no_main]

mod guarded;
mod parted;

use gongkai_core::Year;
use gongkai_collate::ledger::{Calendar, Mapping, Register, overruns, tally, tally_disputes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: guarded::let_libraries_unwind(), |data: &[u8]| {
    let [csv, words, days] = parted::parts(data);
    // A workbook has zero bytes of its own.
    let bytes = if data.starts_with(b"PK") { data } else { csv };
    let Ok(mut register) = Register::read(bytes) else { return };
    let words = String::from_utf8_lossy(words);
    if let Ok(mapping) = Mapping::parse([&*words]).and_then(|mapping| mapping.with_words([&*words])) {
        register = register.with_mapping(mapping);
    }
    let calendar = Calendar::parse(&String::from_utf8_lossy(days)).unwrap_or_else(|_| Calendar::weekends_only());
    let Ok(year) = Year::new(2023) else { return };
    if let Ok(applications) = register.applications() {
        let _ = tally(&applications, year);
        let _ = overruns(&applications.entries, year, &calendar);
    }
    if let Ok(disputes) = register.disputes() {
        let _ = tally_disputes(&disputes, year);
    }
});
