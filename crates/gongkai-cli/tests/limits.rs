//! docs/limits.md states every limit, each as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use gongkai::Limits;

#[test]
fn the_documented_limits_are_the_programs() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/limits.md")).unwrap();
    let documented: BTreeMap<String, usize> = page
        .lines()
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?.to_owned();
            Some((name, cells.next()?.replace(',', "").parse().unwrap()))
        })
        .collect();
    // Every field of the limits, whichever they are.
    let printed = format!("{:?}", Limits::default());
    let fields = printed.trim_start_matches("Limits { ").trim_end_matches(" }");
    let mut program: BTreeMap<String, usize> = fields
        .split(", ")
        .map(|field| field.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.parse().unwrap()))
        .collect();
    for (name, value) in [
        ("expression_characters", gongkai_policy::LONGEST),
        ("expression_brackets", gongkai_policy::DEEPEST),
        ("expression_loops", gongkai_policy::MOST_LOOPS),
        ("expression_steps", gongkai_policy::MOST_STEPS),
    ] {
        program.insert(name.to_owned(), value);
    }
    for (name, value) in gongkai::own_limits() {
        assert_eq!(program.insert(name.to_owned(), value), None, "{name} twice");
    }
    assert_eq!(documented, program);
}
