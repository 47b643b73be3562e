//! The text of a source file, for showing the lines that a finding is about.

use std::ops::Range;
use std::path::Path;

use gongkai::Format;
use gongkai::characters::inert;

use crate::run_files::shown;
use gongkai_wire::Place;

/// The longest file whose lines are shown, in bytes.
const LONGEST: usize = 4 << 20;

/// The longest line that is shown whole, in bytes; of a longer one what stands around the mark.
const LONGEST_LINE: usize = 600;

/// How many characters of a longer line are shown before the mark and behind it.
const AROUND: usize = 60;

/// The longest mark under a line, in characters.
const LONGEST_MARK: usize = 24;

/// The text of a source file with its name.
pub(crate) struct Source {
    /// The name as it may stand within a line.
    pub(crate) name: String,
    /// The text; nothing where the format is not text, or the encoding not UTF-8.
    text: Option<String>,
    /// Where each line begins.
    starts: Vec<usize>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The bytes within the line as it is shown.
    pub(crate) span: Range<usize>,
    /// What is shown of a line that is too long to be shown whole, and the character of the line that is marked, from 1.
    pub(crate) cut: Option<(String, usize)>,
}

impl Source {
    /// The source of a report, its text where it has lines.
    pub(crate) fn open(path: &Path, format: Option<Format>) -> Self {
        let is_text = format.or_else(|| Format::of_path(path)).is_some_and(Format::is_text);
        let text = is_text.then(|| gongkai::read_file(path, LONGEST).ok()).flatten().and_then(|bytes| {
            let text = String::from_utf8(bytes).ok()?;
            Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
        });
        let ends = text.iter().flat_map(|text| text.match_indices('\n').map(|(at, _)| at + 1));
        let starts = std::iter::once(0).chain(ends).collect();
        Self { name: shown(path), text, starts }
    }

    /// A line, from 1, as it is in the file.
    fn line(&self, number: usize) -> Option<&str> {
        let index = number.checked_sub(1)?;
        let text = self.text.as_deref()?;
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len());
        text.get(*self.starts.get(index)?..end).map(|line| line.trim_end_matches(['\n', '\r']))
    }

    /// Some lines as they are shown: no character acts on a terminal.
    pub(crate) fn shown(&self, lines: std::ops::RangeInclusive<usize>) -> String {
        lines.filter_map(|number| self.line(number)).map(|line| inert(line) + "\n").collect()
    }

    /// The value at a place, or the words that are looked for on its line; nothing where the line cannot be shown.
    pub(crate) fn mark(&self, place: &Place, words: Option<&str>) -> Option<Marked> {
        let number = usize::try_from(place.line?).ok()?;
        let line = self.line(number).filter(|line| !line.is_empty())?;
        // What stands before and in the mark may be longer as it is shown.
        let marked = |from: usize, to: usize| {
            let (before, within, behind) = (line.get(..from)?, line.get(from..to)?, line.get(to..)?);
            if line.len() <= LONGEST_LINE {
                let start = inert(before).len();
                return Some(Marked { line: number, span: start..start + inert(within).len(), cut: None });
            }
            let near = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
            let far = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
            let lead = if near > 0 { "…" } else { "" };
            let shown_before = format!("{lead}{}", inert(before.get(near..)?));
            // A mark that is longer than the line may be is shown by its beginning.
            let end = within.char_indices().nth(2 * AROUND).map_or(within.len(), |(at, _)| at);
            let shown_mark = inert(within.get(..end)?).into_owned();
            let rest = if end < within.len() { "…".to_owned() } else { inert(behind.get(..far)?).into_owned() };
            let tail = if end == within.len() && far < behind.len() { "…" } else { "" };
            let span = shown_before.len()..shown_before.len() + shown_mark.len();
            let column = before.chars().count() + 1;
            Some(Marked { line: number, span, cut: Some((format!("{shown_before}{shown_mark}{rest}{tail}"), column)) })
        };
        if let Some((words, from)) =
            words.filter(|words| !words.is_empty()).and_then(|words| Some((words, line.find(words)?)))
        {
            return marked(from, from + words.len());
        }
        let column = usize::try_from(place.column.unwrap_or(1)).ok()?.saturating_sub(1);
        let from = line.char_indices().nth(column).map(|(offset, _)| offset)?;
        let rest = line.get(from..)?;
        let length = if place.column.is_none() { rest.trim_end().len() } else { token(rest) };
        // A whole paragraph is marked by its beginning.
        let length = rest.char_indices().nth(LONGEST_MARK).map_or(length, |(end, _)| length.min(end));
        if length == 0 { None } else { marked(from, from + length) }
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
