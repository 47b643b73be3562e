//! Tables that a page break has cut.

use gongkai_core::StandsAt as _;
use gongkai_core::numerals::{is_any_digit, is_ordinal};

use super::cells::{PageCell, PageTable, is_value};
use super::fold::UNREADABLE;
use super::lattice::Area;
use super::lines::{append_marks, join};
use super::rulings::{nearest, places};

/// How much the widths of a table's parts may differ, in points.
const WIDTH: f64 = 6.0;

/// Whether a table is the rest of the one before, with nothing but page furniture between them.
pub(super) fn continues(above: &PageTable, below: &PageTable) -> bool {
    let width = |table: &PageTable| match (table.xs.first(), table.xs.last()) {
        (Some(first), Some(last)) => last - first,
        _ => 0.0,
    };
    // Tables without column rulings are put together before, by their lines.
    below.page == above.last + 1 && above.ruled && below.ruled && (width(above) - width(below)).abs() <= WIDTH
}

/// Puts the rest of a table behind its beginning, and says what was done.
pub(super) fn append(above: &mut PageTable, mut below: PageTable) -> String {
    common_columns(above, &mut below);
    drop_slivers(above, &mut below);
    let repeated = repeated_head(above, &below);
    if repeated > 0 {
        below.cells.retain(|cell| cell.area.row >= repeated);
        for cell in &mut below.cells {
            cell.area.row -= repeated;
        }
        below.rows -= repeated;
    }
    let seam = seam(above, &below);
    let cut = seam == Seam::Cut;
    if !cut {
        let numbered = |cell: &PageCell| is_words(&cell.text) && is_numbered(&cell.text);
        let ends = |cell: &PageCell| cell.area.row + cell.area.row_span == above.rows;
        // A page may end with the first row below the head.
        let begun = above.cells.iter().any(|cell| ends(cell) && numbered(cell));
        if has_numbered_labels(above) || begun && has_numbered_labels(&below) || may_go_on(above, &below) {
            doubt_rest(above, &mut below);
        } else {
            let values = above.cells.iter().any(|cell| ends(cell) && is_value(&cell.text));
            doubt_first_row(&mut below, values);
        }
    }
    let offset = if cut { above.rows.saturating_sub(1) } else { above.rows };
    let last = above.rows.saturating_sub(1);
    let mut rest = Vec::new();
    for mut cell in std::mem::take(&mut below.cells) {
        let partner = (cell.area.row == 0).then(|| partner(above, &cell, last)).flatten();
        match partner.and_then(|index| above.cells.get_mut(index)) {
            Some(upper) if cut || goes_on(upper, &cell, seam) => {
                if let Some(start) = put_behind(&mut upper.text, &cell.text, upper.full) {
                    append_marks(&mut upper.marks, std::mem::take(&mut cell.marks), &upper.text, start);
                }
                upper.struck.push_str(&cell.struck);
                upper.off_line.push_str(&cell.off_line);
                upper.picture |= cell.picture;
                upper.area.row_span = offset + cell.area.row_span - upper.area.row;
                upper.full = cell.full;
            }
            _ => {
                cell.area.row += offset;
                rest.push(cell);
            }
        }
    }
    above.cells.extend(rest);
    above.cells.sort_by_key(|cell| cell.area);
    above.rows = offset + below.rows;
    above.last = below.page;
    let mut detail = format!("表格跨页，与第 {} 页的部分合并 / put together over a page break", below.page);
    if repeated > 0 {
        detail.push_str(&format!("；略去重复的表头 {repeated} 行"));
    }
    if cut {
        detail.push_str("；合并被分页切开的一行");
    }
    detail
}

/// Marks the blanks of a first row that begins its page and may be the rest of one on the page before, to which it was not
/// put: only labels without a number of their own stand in it, one or, in tables beside each other, two, and there are values
/// above or below.
pub(super) fn doubt_first_row(table: &mut PageTable, above: bool) {
    const LABELS: usize = 2;
    const BLANKS: usize = 3;
    let own = |cell: &&PageCell| cell.area.row == 0 && cell.area.row_span == 1;
    let printed: Vec<&PageCell> = table.cells.iter().filter(own).filter(|cell| !cell.text.is_empty()).collect();
    let rest = printed.iter().all(|cell| is_words(&cell.text) && !is_numbered(&cell.text));
    let blanks = table.cells.iter().filter(own).filter(|cell| cell.text.is_empty()).count();
    let values = above || table.cells.iter().any(|cell| cell.area.row > 0 && is_value(&cell.text));
    if rest && (1..=LABELS).contains(&printed.len()) && blanks >= BLANKS && values {
        let blank = |cell: &&mut PageCell| cell.area.row == 0 && cell.area.row_span == 1 && cell.text.is_empty();
        table.cells.iter_mut().filter(blank).for_each(|cell| cell.text.push(UNREADABLE));
    }
}

/// Whether the labels of a table's rows have numbers.
fn has_numbered_labels(table: &PageTable) -> bool {
    const CERTAIN: usize = 2;
    table.cells.iter().filter(|cell| is_words(&cell.text) && is_numbered(&cell.text)).count() >= CERTAIN
}

/// Whether every value above a page break that another stands below has hardly room for a further digit, so that those
/// below may be the rests of those above, under labels that have no numbers.
fn may_go_on(above: &PageTable, below: &PageTable) -> bool {
    let last = above.rows.saturating_sub(1);
    let own = |cell: &&PageCell| cell.area.row == 0 && cell.area.row_span == 1;
    let values = || below.cells.iter().filter(own).filter(|cell| is_value(&cell.text));
    let rest = |lower: &PageCell| {
        let upper = partner(above, lower, last).and_then(|upper| above.cells.get(upper));
        // Nothing stands behind the 0 of a whole number.
        upper.is_some_and(|upper| upper.tight && is_value(&upper.text) && upper.text != "0")
    };
    values().next().is_some() && values().all(rest)
}

/// Marks what stands below a page break in a row without a number, where the labels of the table have numbers: it may be the
/// rest of the row above, with the figures above those below it.
fn doubt_rest(above: &mut PageTable, below: &mut PageTable) {
    let last = above.rows.saturating_sub(1);
    let own = |cell: &PageCell| cell.area.row == 0 && cell.area.row_span == 1;
    if below.cells.iter().any(|cell| cell.area.row == 0 && is_words(&cell.text) && is_numbered(&cell.text)) {
        return;
    }
    for index in 0..below.cells.len() {
        let stands = |cell: &&PageCell| own(cell) && !is_words(&cell.text);
        let Some(lower) = below.cells.get(index).filter(stands) else { continue };
        let upper = partner(above, lower, last).filter(|_| !lower.text.is_empty());
        if let Some(upper) = upper.and_then(|upper| above.cells.get_mut(upper)).filter(|upper| is_value(&upper.text)) {
            upper.text.push(UNREADABLE);
        }
        below.cells.get_mut(index).into_iter().for_each(|lower| lower.text.push(UNREADABLE));
    }
}

/// Gives both parts the columns of both: a part shows only the column rulings that its rows need.
pub(super) fn common_columns(above: &mut PageTable, below: &mut PageTable) {
    let shift = above.xs.first().copied().unwrap_or(0.0) - below.xs.first().copied().unwrap_or(0.0);
    for x in &mut below.xs {
        *x += shift;
    }
    let all = places(above.xs.iter().chain(&below.xs).copied().collect());
    for table in [above, below] {
        for cell in &mut table.cells {
            let place = |column: usize| table.xs.stands_at(column).map_or(0, |x| nearest(&all, *x));
            let (first, end) = (place(cell.area.column), place(cell.area.column + cell.area.column_span));
            cell.area.column = first;
            cell.area.column_span = end.saturating_sub(first).max(1);
        }
        table.xs.clone_from(&all);
    }
}

/// Leaves out an empty row at the end of the beginning or at the start of the rest: where a row does not fit on a page,
/// a browser draws its upper border and nothing in it, or its lower one. A row of the same columns on both sides is
/// another case, see [`seam`].
fn drop_slivers(above: &mut PageTable, below: &mut PageTable) {
    let last = above.rows.saturating_sub(1);
    let first_row = |cell: &&PageCell| cell.area.row == 0;
    if below.cells.iter().filter(first_row).all(|cell| partner(above, cell, last).is_some()) {
        return;
    }
    if last > 0 && above.is_empty_row(last) {
        above.remove_row(last);
    }
    if below.rows > 1 && below.is_empty_row(0) {
        below.remove_row(0);
    }
}

/// How many rows at the top of the rest repeat the top of the beginning.
fn repeated_head(above: &PageTable, below: &PageTable) -> usize {
    /// How many characters are a beginning, and no label or figure of their own.
    const LONG: usize = 8;
    let head = |table: &PageTable, rows: usize| -> Option<Vec<(Area, String)>> {
        let cells: Vec<&PageCell> = table.cells.iter().filter(|cell| cell.area.row < rows).collect();
        if cells.iter().any(|cell| cell.area.row + cell.area.row_span > rows) {
            return None;
        }
        let texts = cells.iter().map(|cell| {
            let text: String = cell.text.chars().filter(|char| !char.is_whitespace()).collect();
            (cell.area, text)
        });
        let has_words = cells.iter().any(|cell| !cell.text.is_empty() && !is_value(&cell.text));
        has_words.then(|| texts.collect())
    };
    let most = above.rows.min(below.rows).min(8);
    // Printed again a head may have room for the beginning of a long text alone.
    let again = |(upper, lower): (&(Area, String), &(Area, String))| {
        let begun = lower.1.chars().count() >= LONG && upper.1.starts_with(lower.1.as_str());
        upper.0 == lower.0 && (upper.1 == lower.1 || begun)
    };
    let repeats = |rows: usize| {
        let heads = head(above, rows).zip(head(below, rows));
        heads.is_some_and(|(upper, lower)| upper.len() == lower.len() && upper.iter().zip(&lower).all(again))
    };
    (1..=most).rev().find(|rows| repeats(*rows)).unwrap_or(0)
}

/// The cell of the last row that stands over a cell of the rest's first row, of the same columns.
fn partner(above: &PageTable, cell: &PageCell, last: usize) -> Option<usize> {
    above.cells.iter().position(|upper| {
        upper.area.row + upper.area.row_span == last + 1
            && upper.area.column == cell.area.column
            && upper.area.column_span == cell.area.column_span
    })
}

/// How the rest's first row stands to the beginning's last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// The page break cut one row in two.
    Cut,
    /// Both rows belong to the head: neither holds a value.
    Head,
    /// A row ends and another begins.
    Between,
    /// The same, and both rows show figures of their own, so that no cell of the one goes on in the other.
    Apart,
}

fn is_words(text: &str) -> bool {
    !text.is_empty() && !is_value(text)
}

/// Whether a bracket is still open at the end of a text.
fn is_open(text: &str) -> bool {
    text.matches(['（', '(']).count() > text.matches(['）', ')']).count()
}

/// Whether a text breaks off at the page's end and goes on: its last line fills the cell, and what follows is of the
/// same kind and no label with a number of its own.
fn runs_on(upper: &PageCell, lower: &PageCell) -> bool {
    // A figure with its note is a cell of its own, unless the break is within the note.
    let figure = lower.text.starts_with(|c: char| c.is_ascii_digit()) && !is_open(&upper.text);
    let begun = is_words(&upper.text) || is_number_alone(&upper.text);
    let words = begun && is_words(&lower.text) && !is_numbered(&lower.text) && !figure;
    let digits = is_value(&upper.text) && is_value(&lower.text);
    // What opens stands at no end of a line.
    let full = upper.full || upper.tight && lower.text.starts_with(['“', '‘', '（', '(', '《', '【']);
    // A number without its label goes on, however much room is left beside it.
    (full || is_number_alone(&upper.text)) && words || upper.full && digits
}

/// Whether a text is the number of a label and nothing more.
fn is_number_alone(text: &str) -> bool {
    const LONGEST: usize = 4;
    let text = text.trim();
    is_numbered(text) && text.chars().count() <= LONGEST && !text.ends_with(|char: char| char.is_alphanumeric())
}

/// Whether a label over several rows goes on below the page break: one part spans rows, and the lower part is empty,
/// the same text again, or the rest of the text and not a label of its own; or the upper part is empty, for a label
/// over several rows always has words.
fn goes_on(upper: &PageCell, lower: &PageCell, seam: Seam) -> bool {
    let spans = upper.area.row_span > 1 || lower.area.row_span > 1 || seam == Seam::Head;
    let rest = lower.text.is_empty() && is_words(&upper.text)
        || upper.text.is_empty() && is_words(&lower.text) && upper.area.row_span.max(lower.area.row_span) > 1
        || is_words(&upper.text)
            && is_words(&lower.text)
            && (upper.text == lower.text || upper.area.row_span > 1 && !is_numbered(&lower.text));
    spans && rest || seam != Seam::Apart && is_words(&lower.text) && runs_on(upper, lower)
}

/// Whether the rest begins with the lower part of a row that the page break cut: a label or a number goes on, and
/// nothing below the break begins anew.
fn seam(above: &PageTable, below: &PageTable) -> Seam {
    let last = above.rows.saturating_sub(1);
    let first_row: Vec<&PageCell> = below.cells.iter().filter(|cell| cell.area.row == 0).collect();
    let last_row = above.cells.iter().filter(|cell| cell.area.row + cell.area.row_span == last + 1);
    let no_values = first_row.iter().chain(&last_row.collect::<Vec<_>>()).all(|cell| !is_value(&cell.text));
    let other = if no_values { Seam::Head } else { Seam::Between };
    if above.rows == 0 || below.rows == 0 {
        return Seam::Between;
    }
    let mut pairs = Vec::new();
    for lower in first_row {
        match partner(above, lower, last).and_then(|index| above.cells.get(index)) {
            Some(upper) => pairs.push((upper, lower)),
            None => return other,
        }
    }
    pairs.retain(|(upper, lower)| upper.area.row_span == 1 && lower.area.row_span == 1);
    if pairs.len() < 2 {
        return other;
    }
    let both = || pairs.iter().filter(|(upper, lower)| !upper.text.is_empty() && !lower.text.is_empty());
    // Where labels have numbers, one without a number or a figure is the rest of the one above, whatever room that leaves.
    let unnumbered = |text: &str| is_words(text) && !is_numbered(text);
    let certain = has_numbered_labels(above)
        && both().any(|(upper, _)| is_words(&upper.text) && is_numbered(&upper.text))
        && pairs
            .iter()
            .filter(|(_, lower)| !lower.text.is_empty())
            .all(|(upper, lower)| is_words(&upper.text) && unnumbered(&lower.text));
    if !certain && both().any(|(upper, lower)| !runs_on(upper, lower)) {
        let figures = |(upper, lower): &(&PageCell, &PageCell)| is_value(&upper.text) && is_value(&lower.text);
        let apart = both().any(|pair| figures(pair) && !runs_on(pair.0, pair.1));
        return if apart { Seam::Apart } else { other };
    }
    let values = |lower: bool| pairs.iter().any(|pair| is_value(if lower { &pair.1.text } else { &pair.0.text }));
    let words_below = pairs.iter().any(|(_, lower)| is_words(&lower.text));
    let empty =
        |lower: bool| pairs.iter().all(|pair| if lower { pair.1.text.is_empty() } else { pair.0.text.is_empty() });
    let words_run_on = both().any(|(upper, _)| is_words(&upper.text) || is_number_alone(&upper.text));
    let ends_above = pairs.iter().any(|(upper, lower)| !upper.text.is_empty() && lower.text.is_empty());
    // A row always has a label: below the break either the label goes on, or there is none because it ended above.
    let label_ends_above = !words_below && ends_above && values(false);
    let one_side = values(false) != values(true) || ends_above || !values(false);
    let cut = words_run_on && one_side || label_ends_above || empty(true) || empty(false);
    if cut { Seam::Cut } else { other }
}

/// Puts a text behind another, and says where it begins there.
fn put_behind(text: &mut String, rest: &str, full: bool) -> Option<usize> {
    if rest.is_empty() || text == rest {
        return None;
    }
    if text.is_empty() || full {
        join(text, rest);
    } else {
        text.push('\n');
        text.push_str(rest);
    }
    Some(text.len().saturating_sub(rest.len()))
}

/// Whether a label starts with a number of its own: `一、`, `（二）`, `3.`
pub(super) fn is_numbered(text: &str) -> bool {
    // `1 . ` and `（ 一 ）` where characters are spread out.
    let mut chars = text.chars().filter(|char| !char.is_whitespace()).peekable();
    let bracket = matches!(chars.peek(), Some('（' | '(' | '﹙' | '【'));
    if bracket {
        chars.next();
    }
    let mut count = 0;
    while chars.next_if(|char| is_any_digit(*char) || is_ordinal(*char)).is_some() {
        count += 1;
    }
    let mark = chars.next();
    count > 0
        && if bracket {
            matches!(mark, Some('）' | ')' | '﹚' | '】'))
        } else {
            matches!(mark, Some('、' | '.' | '．' | ',' | '，'))
        }
}
