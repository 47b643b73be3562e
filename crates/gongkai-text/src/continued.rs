//! What a line break took from a cell: lines that go on with the cell before them, and lines that hold nothing but a tab.

use gongkai_core::characters::is_blank;

use crate::layout::Look;
use crate::separated::Separator;
use crate::wrapped::is_numbered;

/// The longest line that can be the rest of a cell, in characters.
const LONGEST: usize = 90;

/// Marks the lines that are the rest of a cell of a table of tabs or bars.
///
/// Where each cell stands on a line of its own behind a tab, a line without one right below goes on with the cell. A
/// line of nothing but figures is no paragraph of any report: wherever it stands below a cell, the cell's own figures may
/// go on in it.
pub(crate) fn mark(lines: &[&str], looks: &mut [Look]) {
    let mut before: Option<(usize, Look)> = None;
    for at in 0..looks.len() {
        let (Some(line), Some(look)) = (lines.get(at), looks.get(at).copied()) else { continue };
        match look {
            Look::Blank => {}
            Look::Text => {
                let rest = before.is_some_and(|(cell, kind)| match kind {
                    Look::Cell => is_figures(line) || (cell + 1 == at && goes_on(lines.get(cell), line)),
                    Look::Row(Separator::Tab | Separator::Bar) => is_figures(line),
                    _ => false,
                });
                if rest && let (Some(look), Some((_, kind))) = (looks.get_mut(at), before) {
                    *look = Look::Rest;
                    before = Some((at, kind));
                } else {
                    before = None;
                }
            }
            other => before = Some((at, other)),
        }
    }
}

/// Whether a line right below a cell is the rest of it: no heading, no sentence, and not words below figures.
fn goes_on(cell: Option<&&str>, line: &str) -> bool {
    let (Some(cell), line) = (cell, line.trim_matches(is_blank)) else { return false };
    let figures = !cell.trim_matches(is_blank).is_empty() && is_figures(cell);
    let note = line.starts_with(['（', '(', '〔', '[', '【', '件', '条', '项', '个', '元', '万']);
    let words = line.chars().count() <= LONGEST
        && !line.contains(['。', '；', '！', '？', '：'])
        && !is_numbered(line)
        && !line.starts_with('第');
    words && (!figures || note)
}

/// Whether a line is nothing but the figures of a number, perhaps with a unit or a note in brackets.
fn is_figures(line: &str) -> bool {
    let text = line.trim_matches(is_blank);
    let noted = text.ends_with(['）', ')']).then(|| text.split(['（', '(']).next()).flatten();
    let text = noted.unwrap_or(text).trim_matches(is_blank);
    let text = text.trim_end_matches(['件', '条', '项', '个', '元', '万', '宗', '笔', '部', '次', '份']);
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '.' | ',');
    text.starts_with(|c: char| c.is_numeric()) && text.chars().all(figure)
}

/// Where each cell stands on a line of its own and tabs stand behind it as well, as many more stand in the line of an empty
/// one: such lines are gaps too.
pub(crate) fn fill_gaps(lines: &[&str], looks: &mut [Look]) {
    let tabs = |at: usize| lines.get(at).map_or(0, |line| line.matches('\t').count());
    let empty = |at: usize| lines.get(at).is_some_and(|line| line.trim_matches(is_blank).is_empty());
    let of_tabs = |look: &Look| matches!(look, Look::Cell | Look::Row(Separator::Tab) | Look::Gap | Look::Blank);
    let mut start = 0;
    while start < looks.len() {
        let length = looks.iter().skip(start).take_while(|look| of_tabs(look)).count();
        let run = start..start + length;
        start = run.end + 1;
        let shown = |look: Look| run.clone().filter(|at| looks.get(*at) == Some(&look) && !empty(*at)).collect();
        let (cells, rows): (Vec<usize>, Vec<usize>) = (shown(Look::Cell), shown(Look::Row(Separator::Tab)));
        let behind = cells.iter().map(|at| tabs(*at)).min().unwrap_or(0);
        if behind < 2 || cells.len() <= rows.len() {
            continue;
        }
        for at in run.filter(|at| empty(*at) && tabs(*at) == behind) {
            if let Some(look) = looks.get_mut(at) {
                *look = Look::Gap;
            }
        }
    }
}

/// Decides what lines of nothing but one tab are: empty cells beside cells that stand on lines of their own behind a
/// tab, otherwise nothing, as where paragraphs inside cells were copied.
pub(crate) fn settle_gaps(looks: &mut [Look]) {
    // For each place the nearest line before it that shows something.
    let mut printed: Option<Look> = None;
    let mut at = 0;
    while at < looks.len() {
        match looks.get(at).copied() {
            Some(Look::Gap) => {
                let length = looks.iter().skip(at).take_while(|look| **look == Look::Gap).count();
                let is_cell = |look: Option<&Look>| look == Some(&Look::Cell);
                let beside =
                    is_cell(at.checked_sub(1).and_then(|before| looks.get(before))) || is_cell(looks.get(at + length));
                // A row of empty cells alone stands between blank lines.
                let row = length > 1 && printed == Some(Look::Cell);
                let look = if beside || row { Look::Cell } else { Look::Blank };
                looks.iter_mut().skip(at).take(length).for_each(|gap| *gap = look);
                at += length;
            }
            Some(look) => {
                if look != Look::Blank {
                    printed = Some(look);
                }
                at += 1;
            }
            None => break,
        }
    }
}
