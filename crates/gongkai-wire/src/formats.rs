//! What can be read and written, for whoever lists it.

use gongkai::Format;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Words;

/// A format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormatInfo {
    /// Its key: `docx`.
    pub key: String,
    /// As people call it.
    pub name: Words,
    /// The extensions of its files without the dot; the first is the one to write.
    pub extensions: Vec<String>,
    /// Its media type.
    pub media_type: String,
    /// Whether reports are read from it.
    pub read: bool,
    /// Whether reports are written to it.
    pub written: bool,
    /// What a written file is for.
    pub purpose: Option<Words>,
    /// Whether writing it takes faces.
    pub needs_fonts: bool,
    /// Whether a report can be filled in there and read back.
    pub for_filling_in: bool,
}

/// Every format that this build knows.
#[must_use]
pub fn formats() -> Vec<FormatInfo> {
    Format::ALL.into_iter().map(FormatInfo::from).collect()
}

impl From<Format> for FormatInfo {
    fn from(format: Format) -> Self {
        Self {
            key: format.as_str().to_owned(),
            name: Words::new(format.printed(), format.in_english()),
            extensions: format.extensions().iter().chain(format.read_extensions()).map(ToString::to_string).collect(),
            media_type: format.media_type().to_owned(),
            read: format.is_read(),
            written: format.is_written(),
            purpose: format.purpose().map(Words::from),
            needs_fonts: format.needs_fonts(),
            for_filling_in: format.is_for_filling_in(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_told_of() {
        let formats = formats();
        assert_eq!(formats.len(), Format::ALL.len());
        for format in &formats {
            assert_eq!(format.written, format.purpose.is_some(), "{}", format.key);
            assert_eq!(format.extensions[0], format.key);
        }
        assert!(formats.iter().any(|format| format.extensions == ["html", "htm", "xhtml", "shtml", "mht", "mhtml"]));
    }
}
