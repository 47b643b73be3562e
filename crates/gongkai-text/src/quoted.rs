//! Cells in quotation marks that run over lines, as spreadsheets write them.

use std::borrow::Cow;

use crate::separated::{MARKS, Separator};

/// The most lines of one cell: labels are set one character a line.
const MOST_LINES: usize = 40;

/// The lines of a text, where those that a quoted cell runs over are one: the first has all of it, the others nothing.
pub(crate) fn joined<'t>(lines: &[&'t str]) -> Vec<Cow<'t, str>> {
    let mut joined: Vec<Cow<'t, str>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut open = if line.contains('"') { Open::at_end(line.chars().peekable()) } else { None };
        let mut end = at + 1;
        // Behind the end of one such cell another may begin.
        while let Some(cell) = &open {
            let rest = lines.get(end..).unwrap_or_default().iter().take(MOST_LINES);
            let Some(length) = rest.clone().position(|line| line.contains('"')) else { break };
            let Some(behind) = rest.clone().nth(length).and_then(|last| cell.closes_in(last)) else { break };
            open = Open::at_end(behind);
            end += length + 1;
        }
        let whole = lines.get(at..end).filter(|lines| lines.len() > 1).map(|lines| Cow::Owned(lines.join("\n")));
        joined.push(whole.unwrap_or(Cow::Borrowed(*line)));
        at += 1;
        joined.extend(std::iter::repeat_n(Cow::Borrowed(""), end - at));
        at = end;
    }
    joined
}

fn parts_cells(c: char) -> bool {
    Separator::Tab.is(c) || Separator::Bar.is(c) || MARKS.contains(&c)
}

type Chars<'l> = std::iter::Peekable<std::str::Chars<'l>>;

/// A quoted cell that is open at the end of a line.
struct Open {
    /// What parts it from the cell before it; nothing where it is the first.
    behind: Option<char>,
}

impl Open {
    /// The cell that is open at the end of what is left of a line, where a cell begins or has just ended.
    fn at_end(mut chars: Chars<'_>) -> Option<Self> {
        let (mut behind, mut fresh) = (None, true);
        while let Some(c) = chars.next() {
            if c == '"' && fresh && !goes_past(&mut chars) {
                return Some(Self { behind });
            }
            fresh = parts_cells(c);
            if fresh {
                behind = Some(c);
            }
        }
        None
    }

    /// What is left of a line behind the end of the cell, where it ends right before what parts cells or, if another
    /// stood before it, the line's end.
    fn closes_in<'l>(&self, line: &'l str) -> Option<Chars<'l>> {
        let mut chars = line.chars().peekable();
        let ends = goes_past(&mut chars)
            && match (chars.peek(), self.behind) {
                (None, behind) => behind.is_some(),
                (Some(next), None) => parts_cells(*next),
                (Some(next), Some(behind)) => *next == behind,
            };
        ends.then_some(chars)
    }
}

/// Goes past the mark at the end of a quoted cell; not when it does not end in the line.
fn goes_past(chars: &mut Chars<'_>) -> bool {
    while let Some(c) = chars.next() {
        if c == '"' && chars.next_if_eq(&'"').is_none() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_over_lines_is_one_line() {
        let text = [
            "规章;\"本年\n制发\";\"现行\n\n有效\"",
            "\"行政\n许可\";4",
            "他说\"今天\n明天\"。",
            "\"公开\n甲\"",
            "x\t\"\"\"三安全\"\"一\n稳定\"\t0",
        ];
        let all = text.join("\n");
        let lines: Vec<&str> = all.split('\n').collect();
        let joined = joined(&lines);
        assert_eq!(joined.len(), lines.len(), "every line keeps its number");
        let shown: Vec<&str> = joined.iter().map(AsRef::as_ref).filter(|line| !line.is_empty()).collect();
        assert_eq!(shown, [text[0], text[1], "他说\"今天", "明天\"。", "\"公开", "甲\"", text[4]]);
    }
}
