//! The published JSON Schemas.

use schemars::{JsonSchema, schema_for};

use crate::{CheckOutput, Failure, Receipt, Report};

/// The name and the text of each schema that `docs/schema` holds.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("check", printed::<CheckOutput>()),
        ("failure", printed::<Failure>()),
        ("receipt", printed::<Receipt>()),
        ("report", printed::<Report>()),
    ]
}

fn printed<T: JsonSchema>() -> String {
    format!("{:#}\n", schema_for!(T).to_value())
}
