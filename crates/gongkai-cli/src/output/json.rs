//! JSON that may be shown on a terminal.

use std::fmt::Write as _;

use gongkai::characters::inert;

/// JSON in which characters that would act on a terminal are escaped, as JSON allows in every string; it says the same.
pub(crate) fn inert_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut one = [0; 4];
    for c in json.chars() {
        // Outside of strings JSON has no such characters.
        let encoded: &str = c.encode_utf8(&mut one);
        if inert(encoded) == encoded {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{unit:04x}");
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
