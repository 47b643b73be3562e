//! JSON that may be shown on a terminal.

use std::fmt::Write as _;

use gongkai::characters::acts;

/// JSON in which characters that would act on a terminal are escaped, as JSON allows in every string; it says the same.
pub(crate) fn inert_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        // Outside of strings JSON has no such characters, and none of them needs two units.
        if acts(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_means_the_same() {
        let value = serde_json::json!({ "organ": "某局\u{9b}2J\u{202e}\u{1b}[1m\n" });
        let json = inert_json(&value.to_string());
        assert_eq!(json, "{\"organ\":\"某局\\u009b2J\\u202e\\u001b[1m\\n\"}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON"), value);
    }
}
