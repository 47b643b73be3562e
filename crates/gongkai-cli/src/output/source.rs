//! The text of a source file, for showing the lines that a finding is about.

use std::ops::Range;
use std::path::Path;

use gongkai::Format;

use super::model::Place;

/// The longest file whose lines are shown.
const LONGEST: u64 = 4 << 20;

/// The longest mark under a line, in characters.
const LONGEST_MARK: usize = 24;

/// The text of a source file with its name.
pub(crate) struct Source {
    pub(crate) name: String,
    /// The text; nothing where the format is not text, or the encoding not UTF-8.
    text: Option<String>,
}

impl Source {
    /// The source of a report, its text where it has lines.
    pub(crate) fn open(path: &Path, format: Option<Format>) -> Self {
        let is_text = format.or_else(|| Format::of_path(path)).is_some_and(Format::is_text);
        let small = path.metadata().is_ok_and(|metadata| metadata.len() <= LONGEST);
        let text = (is_text && small).then(|| std::fs::read(path).ok()).flatten().and_then(|bytes| {
            let text = String::from_utf8(bytes).ok()?;
            Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
        });
        Self { name: path.display().to_string(), text }
    }

    /// The text, where lines can be shown.
    pub(crate) fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The bytes of the value at a place, or of the words that are looked for on its line.
    pub(crate) fn span(&self, place: &Place, words: Option<&str>) -> Option<Range<usize>> {
        let text = self.text.as_deref()?;
        let line_number = usize::try_from(place.line?).ok()?.checked_sub(1)?;
        let mut start = 0;
        let mut line = "";
        for (index, one) in text.split_inclusive('\n').enumerate() {
            if index == line_number {
                line = one.trim_end_matches(['\n', '\r']);
                break;
            }
            start += one.len();
        }
        if line.is_empty() {
            return None;
        }
        if let Some(offset) = words.filter(|words| !words.is_empty()).and_then(|words| line.find(words)) {
            return Some(start + offset..start + offset + words.map_or(0, str::len));
        }
        let column = usize::try_from(place.column.unwrap_or(1)).ok()?.saturating_sub(1);
        let from = line.char_indices().nth(column).map(|(offset, _)| offset)?;
        let rest = line.get(from..)?;
        let length = if place.column.is_none() { rest.trim_end().len() } else { token(rest) };
        // A whole paragraph is marked by its beginning.
        let length = rest.char_indices().nth(LONGEST_MARK).map_or(length, |(end, _)| length.min(end));
        (length > 0).then(|| start + from..start + from + length)
    }
}

/// The length of the value that the text begins with.
fn token(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('"') {
        return rest.find('"').map_or(text.len(), |end| end + 2);
    }
    let end = text.find([',', ']', '}', '\t', ' ', '<', '#']).unwrap_or(text.len());
    if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end }
}
