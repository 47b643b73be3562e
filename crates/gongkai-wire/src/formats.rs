//! What can be read and written, for whoever lists it.

use std::path::Path;

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

/// What the formats' own names do not say. A format that is not here is listed all the same, without a purpose.
struct About {
    format: Format,
    english: &'static str,
    media_type: &'static str,
    purpose: (&'static str, &'static str),
}

const ABOUT: [About; 12] = [
    About {
        format: Format::Docx,
        english: "Word (.docx)",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        purpose: ("报送：按公文格式排版，可继续修改", "to hand in: laid out as an official document, can be edited"),
    },
    About {
        format: Format::Pdf,
        english: "PDF",
        media_type: "application/pdf",
        purpose: ("公示和存档：版面固定", "to publish and keep: the pages are fixed"),
    },
    About {
        format: Format::Xlsx,
        english: "Excel (.xlsx)",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        purpose: ("填表、下年继续用：带公式和下拉说明", "to fill in, and for next year: with formulas and hints"),
    },
    About {
        format: Format::Html,
        english: "web page (HTML)",
        media_type: "text/html",
        purpose: ("公示：放到网站上的页面", "to publish: a page for the website"),
    },
    About {
        format: Format::Doc,
        english: "older Word, WPS (.doc, .wps)",
        media_type: "application/msword",
        purpose: ("", ""),
    },
    About { format: Format::Rtf, english: "RTF (.rtf)", media_type: "application/rtf", purpose: ("", "") },
    About {
        format: Format::Xls,
        english: "older Excel, WPS (.xls, .et)",
        media_type: "application/vnd.ms-excel",
        purpose: ("", ""),
    },
    About { format: Format::Text, english: "text (.txt)", media_type: "text/plain", purpose: ("", "") },
    About {
        format: Format::Ofd,
        english: "OFD",
        media_type: "application/ofd",
        purpose: ("存档：国家标准的版式文件", "to archive: pages in the national standard's format"),
    },
    About { format: Format::Markdown, english: "Markdown (.md)", media_type: "text/markdown", purpose: ("", "") },
    About {
        format: Format::Toml,
        english: "TOML",
        media_type: "application/toml",
        purpose: (
            "存成文本：可用记事本修改，用于版本管理",
            "as text: can be edited anywhere and kept under version control",
        ),
    },
    About {
        format: Format::Json,
        english: "JSON",
        media_type: "application/json",
        purpose: ("给别的程序用", "for other programs"),
    },
];

/// Every format that this build knows.
#[must_use]
pub fn formats() -> Vec<FormatInfo> {
    Format::ALL.into_iter().map(FormatInfo::from).collect()
}

impl From<Format> for FormatInfo {
    fn from(format: Format) -> Self {
        let about = ABOUT.iter().find(|about| about.format == format);
        let written = format.is_written();
        // Which extensions mean a format is asked of the format itself.
        let also = ALSO.iter().filter(|name| Format::of_path(Path::new(&format!("a.{name}"))) == Some(format));
        Self {
            key: format.as_str().to_owned(),
            name: Words::new(format.printed(), about.map_or(format.printed(), |about| about.english)),
            extensions: std::iter::once(&format.as_str()).chain(also).map(ToString::to_string).collect(),
            media_type: about.map_or("application/octet-stream", |about| about.media_type).to_owned(),
            read: format.is_read(),
            written,
            purpose: about.filter(|about| written && !about.purpose.0.is_empty()).map(|about| about.purpose.into()),
            needs_fonts: needs_fonts(format),
            for_filling_in: matches!(format, Format::Xlsx | Format::Toml),
        }
    }
}

fn needs_fonts(format: Format) -> bool {
    matches!(format, Format::Pdf | Format::Ofd)
}

/// Other extensions than the formats' own that files may have.
const ALSO: [&str; 14] =
    ["wps", "dot", "wpt", "et", "xlt", "ett", "htm", "xhtml", "shtml", "mht", "mhtml", "text", "markdown", "mkd"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_told_of() {
        let formats = formats();
        assert_eq!(formats.len(), Format::ALL.len());
        for format in &formats {
            assert!(ABOUT.iter().any(|about| about.format.as_str() == format.key), "{}", format.key);
            assert!(!format.written || format.purpose.is_some(), "{}", format.key);
        }
        assert!(formats.iter().any(|format| format.extensions == ["html", "htm", "xhtml", "shtml", "mht", "mhtml"]));
    }
}
