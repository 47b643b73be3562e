//! The published JSON Schemas are those of the shapes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn the_published_schemas_are_the_shapes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let mut names = BTreeSet::new();
    for (name, schema) in gongkai_wire::schemas() {
        let path = folder.join(format!("{name}.schema.json"));
        if std::env::var_os("GONGKAI_UPDATE").is_some() {
            std::fs::write(&path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "docs/schema/{name}.schema.json is stale; run the test with GONGKAI_UPDATE=1");
        names.insert(format!("{name}.schema.json"));
    }
    let there: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".schema.json"))
        .collect();
    assert_eq!(there, names, "every schema in docs/schema is one of these");
}
