//! Any bytes as a report file in TOML and in JSON; what is read is written and read again to the same.
#![no_main]

use gongkai_core::format::Limits;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let limits = Limits::default();
    if let Ok(reading) = gongkai_data::read_toml(data, &limits) {
        let again = gongkai_data::read_toml(gongkai_data::write_toml(&reading.report).as_bytes(), &limits);
        assert_eq!(again.map(|again| again.report), Ok(reading.report));
    }
    if let Ok(reading) = gongkai_data::read_json(data, &limits) {
        let again = gongkai_data::read_json(gongkai_data::write_json(&reading.report).as_bytes(), &limits);
        assert_eq!(again.map(|again| again.report), Ok(reading.report));
    }
});
