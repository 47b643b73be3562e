//! The published JSON Schema is that of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

#[test]
fn the_published_schema_is_the_programs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/check.schema.json");
    let schema = gongkai_cli::check_schema();
    if std::env::var_os("GONGKAI_UPDATE").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(published == schema, "docs/schema/check.schema.json is stale; run the test with GONGKAI_UPDATE=1");
}
