//! The text of a source file, for showing the lines that a finding is about.

use std::ops::Range;
use std::path::Path;

use gongkai::characters::inert;
use gongkai::{Format, Limits};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::run_files::shown;
use crate::standard;
use gongkai_wire::Place;

/// The longest file whose lines are shown, in bytes.
const LONGEST: usize = 4 << 20;

/// What stands for the rest of a line.
const MORE: &str = "…";

/// How many columns are left for a line where the terminal is too narrow for any.
const LEAST_ROOM: usize = 20;

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
        // What has no name may be text, and is shown where it is.
        let unnamed = standard::is_standard(path) && format.is_none();
        let is_text = unnamed || format.or_else(|| Format::of_path(path)).is_some_and(Format::is_text);
        let text = is_text.then(|| bytes(path)).flatten().and_then(|bytes| {
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

    /// Some lines as they are shown on a terminal of so many columns: no character acts on it.
    pub(crate) fn shown(&self, lines: std::ops::RangeInclusive<usize>, columns: usize) -> String {
        let room = room(columns, *lines.end());
        let cut = |line: &str| {
            let line = inert(line);
            let short = line.width() <= room;
            let (shown, more) = if short { (&*line, "") } else { (first(&line, room - MORE.width()), MORE) };
            format!("{shown}{more}\n")
        };
        lines.filter_map(|number| self.line(number)).map(cut).collect()
    }

    /// The value at a place, or the words that are looked for on its line, on a terminal of so many columns; nothing where
    /// the line cannot be shown.
    pub(crate) fn mark(&self, place: &Place, words: Option<&str>, columns: usize) -> Option<Marked> {
        let number = usize::try_from(place.line?).ok()?;
        let line = self.line(number).filter(|line| !line.is_empty())?;
        // What stands before and in the mark may be longer as it is shown.
        let marked = |from: usize, to: usize| {
            let (before, within, behind) = (line.get(..from)?, line.get(from..to)?, line.get(to..)?);
            let (before, within, behind) = (inert(before), inert(within), inert(behind));
            let room = room(columns, number);
            let start = before.len();
            if before.width() + within.width() + behind.width() <= room {
                return Some(Marked { line: number, span: start..start + within.len(), cut: None });
            }
            // A mark that is wider than the terminal is shown by its beginning; what is left is shared by what stands
            // before it and behind.
            let room = room.saturating_sub(2 * MORE.width());
            let mark = first(&within, room);
            let rest = room - mark.width();
            let after = first(&behind, rest.saturating_sub(before.width().min(rest / 2)));
            let near = last(&before, rest - after.width());
            let lead = if near.len() < before.len() { MORE } else { "" };
            let tail = if mark.len() < within.len() || after.len() < behind.len() { MORE } else { "" };
            let after = if mark.len() < within.len() { "" } else { after };
            let start = lead.len() + near.len();
            let column = line.get(..from)?.chars().count() + 1;
            let shown = format!("{lead}{near}{mark}{after}{tail}");
            Some(Marked { line: number, span: start..start + mark.len(), cut: Some((shown, column)) })
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

/// The bytes of a file, or of the standard input.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    if standard::is_standard(path) {
        return standard::input(&Limits::default()).ok().filter(|bytes| bytes.len() <= LONGEST).map(<[u8]>::to_vec);
    }
    gongkai::read_file(path, LONGEST).ok()
}

/// How many columns a line has beside its number and the rule.
fn room(columns: usize, line: usize) -> usize {
    columns.saturating_sub(line.to_string().len() + " | ".len()).max(LEAST_ROOM)
}

/// What of a text fits into so many columns from its beginning: Chinese characters take two.
fn first(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > columns
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// What of a text fits into so many columns from its end.
fn last(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let beyond = text.char_indices().rev().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > columns
    });
    beyond.and_then(|(at, c)| text.get(at + c.len_utf8()..)).unwrap_or(text)
}

/// The length of the value that the text begins with.
fn token(text: &str) -> usize {
    if let Some(rest) = text.strip_prefix('"') {
        return rest.find('"').map_or(text.len(), |end| end + 2);
    }
    let end = text.find([',', ']', '}', '\t', ' ', '<', '#']).unwrap_or(text.len());
    if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, words: &str, columns: usize) -> (String, String) {
        let source = Source { name: "a.txt".to_owned(), text: Some(line.to_owned()), starts: vec![0] };
        let place = Place { line: Some(1), ..Place::default() };
        let mark = source.mark(&place, Some(words), columns).unwrap();
        let shown = mark.cut.map_or(line.to_owned(), |(shown, _)| shown);
        (shown.get(mark.span).unwrap().to_owned(), shown)
    }

    #[test]
    fn a_line_is_cut_to_the_terminal_around_its_mark() {
        let long = format!("{}错{}", "前".repeat(300), "后".repeat(300));
        for columns in [40, 80, 100, 200] {
            let (mark, line) = shown(&long, "错", columns);
            assert_eq!(mark, "错");
            assert!(line.width() <= columns - 4 && line.width() > columns - 10, "{columns}: {line}");
            assert!(line.starts_with("…前") && line.ends_with("后…"), "{line}");
        }
        // As much as fits is shown where the mark stands at an end, and of a mark that does not fit its beginning.
        let (_, line) = shown(&format!("错{}", "后".repeat(300)), "错", 80);
        assert!(line.starts_with('错') && line.width() > 70, "{line}");
        let (_, line) = shown(&format!("{}错", "前".repeat(300)), "错", 80);
        assert!(line.ends_with('错') && line.width() > 70, "{line}");
        let (mark, line) = shown(&"错".repeat(300), &"错".repeat(200), 80);
        assert!(line.width() <= 76 && mark.width() > 60, "{line}");
        // What fits is whole.
        assert_eq!(shown("一二三", "二", 80).1, "一二三");
    }
}
