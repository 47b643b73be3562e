//! What a line break took from a cell: lines that go on with the cell before them or begin the one behind them, and lines
//! that hold nothing but a tab.

use gongkai_core::StandsAt as _;
use std::borrow::Cow;

use gongkai_core::Cell;
use gongkai_core::characters::{is_blank, is_control};

use crate::layout::Look;
use crate::separated::Separator;
use crate::wrapped::is_numbered;

/// The longest line that can be the rest of a cell, in characters.
const LONGEST: usize = 90;

/// The lines of a text, where a row of values behind a line of nothing but figures has these figures before its own first
/// ones: `119⏎1⇥1192` states no 1. Where figures stand before the line as well, they may be the row's above, so that it
/// stays where it is too.
pub(crate) fn begun<'t>(lines: &[&'t str], mark: Option<char>) -> Vec<Cow<'t, str>> {
    let mut begun: Vec<Cow<'t, str>> = Vec::with_capacity(lines.len());
    // The line of nothing but figures right before, and whether the row above it ends with figures.
    let mut figures: Option<(usize, bool)> = None;
    let mut above = false;
    for (at, line) in lines.iter().enumerate() {
        begun.push(Cow::Borrowed(*line));
        let text = line.trim_matches(is_blank);
        if text.is_empty() {
            continue;
        }
        if is_bare_figures(text) {
            figures = Some((at, above || figures.is_some()));
            continue;
        }
        if let Some((own, after_figures)) = figures.take()
            && begins_with_values(line, mark)
        {
            // What parts cells before the figures stays: they stand behind empty ones.
            let piece = lines.stands_at(own).copied().unwrap_or_default().trim_end_matches(is_blank);
            if let Some(row) = begun.last_mut() {
                *row = Cow::Owned(format!("{piece}\n{line}"));
            }
            if !after_figures && let Some(line) = begun.get_mut(own) {
                *line = Cow::Borrowed("");
            }
        }
        above = text.ends_with(|c: char| c.is_numeric());
    }
    begun
}

fn is_bare_figures(text: &str) -> bool {
    text.chars().all(is_figure) && text.starts_with(|c: char| c.is_numeric())
}

/// Whether a line without a frame is a row, the first cell of which is a number.
fn begins_with_values(line: &str, mark: Option<char>) -> bool {
    let separators = [Separator::Tab, Separator::Bar].into_iter().chain(mark.map(Separator::Mark));
    let Some(separator) = separators.into_iter().find(|separator| line.contains(|c| separator.is(c))) else {
        return false;
    };
    let mut cells = line.split(|c| separator.is(c)).map(|cell| Cell::parse(cell.trim_matches(is_blank)));
    let number = cells.next().is_some_and(|first| first.number().is_some_and(|number| !number.is_negative()));
    let is_word = |cell: Cell| matches!(cell, Cell::Text(_));
    number && (!matches!(separator, Separator::Mark(_)) || !cells.take(MOST_VALUES).any(is_word))
}

/// The most lines that pieces of a broken row stand on.
const MOST_PIECES: usize = 4;
/// How near another row like it stands.
const NEAR: usize = 8;
/// So many cells of a row are looked at.
const MOST_VALUES: usize = 24;

/// Marks the lines that go on with a row of bars: it begins with a bar and does not end with one, and lines that do not
/// begin with one follow until one ends with it.
pub(crate) fn mark_framed(lines: &[&str], looks: &mut [Look]) {
    let bar = |c: char| Separator::Bar.is(c);
    let text = |at: usize| lines.get(at).map_or("", |line| line.trim_matches(is_blank));
    let bars = |at: usize| text(at).chars().filter(|c| bar(*c)).count();
    let framed = |at: usize| text(at).starts_with(bar) && text(at).ends_with(bar);
    for at in 0..looks.len() {
        if looks.get(at) != Some(&Look::Row(Separator::Bar)) || !text(at).starts_with(bar) || framed(at) {
            continue;
        }
        let pieces = (at + 1..looks.len()).take(MOST_PIECES).take_while(|next| !text(*next).starts_with(bar));
        let Some(last) = pieces.into_iter().find(|next| text(*next).ends_with(bar)) else { continue };
        // The pieces have the bars of another row of the table.
        let whole: usize = (at..=last).map(bars).sum();
        let mut around = (at.saturating_sub(NEAR)..at).chain(last + 1..=last + NEAR);
        if !around.any(|row| framed(row) && bars(row) == whole) {
            continue;
        }
        for look in looks.get_mut(at + 1..=last).unwrap_or_default() {
            if *look != Look::Blank {
                *look = Look::Rest;
            }
        }
    }
}

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
                    Look::Cell | Look::Row(Separator::Tab | Separator::Bar)
                        if is_figures(line) || closes(lines.get(cell), line) =>
                    {
                        true
                    }
                    Look::Cell => cell + 1 == at && goes_on(lines.get(cell), line),
                    _ => false,
                });
                if rest && let (Some(look), Some((_, kind))) = (looks.get_mut(at), before) {
                    *look = Look::Rest;
                    before = Some((at, kind));
                } else {
                    before = None;
                }
            }
            // It goes on with a row whose frame says so.
            Look::Rest => before = before.map(|(_, kind)| (at, kind)),
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

/// Whether a line closes the bracket that the last cell before it leaves open.
fn closes(before: Option<&&str>, line: &str) -> bool {
    let (opening, closing) = (['（', '(', '〔', '【'], ['）', ')', '〕', '】']);
    let parts = |c: char| Separator::Tab.is(c) || Separator::Bar.is(c);
    let cell = before.and_then(|before| before.rsplit(parts).find(|cell| !cell.trim().is_empty())).unwrap_or_default();
    let open = cell.matches(opening).count().saturating_sub(cell.matches(closing).count());
    let closed = line.matches(closing).count().saturating_sub(line.matches(opening).count());
    open > 0 && open == closed && line.chars().count() <= LONGEST
}

/// Whether a line is nothing but the figures of a number, perhaps with a unit or a note in brackets.
fn is_figures(line: &str) -> bool {
    let text = line.trim_matches(is_blank);
    let noted = text.ends_with(['）', ')']).then(|| text.split(['（', '(']).next()).flatten();
    let text = noted.unwrap_or(text).trim_matches(is_blank);
    let text = text.trim_end_matches(['件', '条', '项', '个', '元', '万', '宗', '笔', '部', '次', '份']);
    text.starts_with(|c: char| c.is_numeric()) && text.chars().all(is_figure)
}

/// A character of a number, or one that nobody can make out.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '.' | ',' | char::REPLACEMENT_CHARACTER) || is_control(c)
}

/// Where each cell stands on a line of its own and tabs stand behind it as well, as many more stand in the line of an empty
/// one: such lines are gaps too.
pub(crate) fn fill_gaps(lines: &[&str], looks: &mut [Look]) {
    let tabs = |at: usize| lines.stands_at(at).map_or(0, |line| line.matches('\t').count());
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
