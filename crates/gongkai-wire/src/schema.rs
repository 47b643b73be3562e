//! The published JSON Schemas.

use schemars::{JsonSchema, schema_for};

use crate::{
    CheckOutput, Comparison, ComparisonSet, Consolidation, Failure, FetchRecord, Forms, ListedAcceptance, Receipt,
    Receipts, Report, RuleInfo, Tallied,
};

/// The name and the text of each schema that `docs/schema` holds.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("accepted", printed::<Vec<ListedAcceptance>>()),
        ("check", printed::<CheckOutput>()),
        ("comparison", printed::<Comparison>()),
        ("comparisons", printed::<ComparisonSet>()),
        ("consolidation", printed::<Consolidation>()),
        ("failure", printed::<Failure>()),
        ("fetch", printed::<FetchRecord>()),
        ("forms", printed::<Forms>()),
        ("receipt", printed::<Receipt>()),
        ("receipts", printed::<Receipts>()),
        ("report", printed::<Report>()),
        ("report-file", gongkai_data::schema()),
        ("rules", printed::<Vec<RuleInfo>>()),
        ("tally", printed::<Tallied>()),
    ]
}

fn printed<T: JsonSchema>() -> String {
    format!("{:#}\n", schema_for!(T).to_value())
}
