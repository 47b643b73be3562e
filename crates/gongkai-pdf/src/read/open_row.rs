//! Rows of a grid whose column rulings are left out, as where they are drawn in every second row or only where a row is
//! shaded: the rulings of the other rows show the columns in which its texts stand.

use super::cells::is_value;
use super::lattice::{Area, Lattice};
use super::lines::{Line, Token, join};
use super::rows::DIGITS;

/// The gap between the texts of neighbouring columns, in sizes of their characters.
const GAP: f64 = 0.45;
/// The gap between two labels of a head, where no more than two stand in the row, in sizes of their characters: less may
/// part the characters of one that is set wide.
const WIDE: f64 = 1.5;
/// How far a text may reach into the next column and still stand in its own, in points.
const OVER: f64 = 0.5;

/// What stands in some neighbouring columns of the row.
struct Group {
    first: usize,
    last: usize,
    text: String,
    value: bool,
}

/// The cells of such a row: labels to the left and one value in each column behind them, one value behind a label, or the
/// labels of a head. Nothing where its texts do not stand so.
pub(super) fn parts(lattice: &Lattice, area: Area, lines: &[Line]) -> Option<Vec<(Area, String)>> {
    if area.column_span < 2 || area.row_span != 1 || lines.is_empty() {
        return None;
    }
    let end = area.column + area.column_span;
    let mut groups: Vec<Group> = Vec::new();
    let mut narrowest = f64::INFINITY;
    let mut valued = 0;
    for line in lines {
        let tokens = line.tokens_of_row(GAP, DIGITS);
        valued += usize::from(tokens.iter().any(|token| is_value(&token.text)));
        let gaps = tokens.windows(2).filter_map(|pair| Some((pair.last()?.x0 - pair.first()?.x1) / line.size.max(1.0)));
        narrowest = gaps.fold(narrowest, f64::min);
        for token in &tokens {
            take(&mut groups, token, over(lattice, area, token)?)?;
        }
    }
    groups.sort_by_key(|group| group.first);
    let labels = groups.iter().take_while(|group| !group.value).count();
    let (words, values) = groups.split_at_checked(labels)?;
    let sound = if values.is_empty() {
        let narrow = |group: &Group| group.first == group.last;
        words.len() >= 3 && words.iter().skip(1).all(narrow) || words.len() == 2 && narrowest >= WIDE
    } else {
        let whole = values.iter().map(|value| value.first).eq(values.first()?.first..end);
        let alone = values.len() == 1 && !words.is_empty();
        valued == 1 && values.iter().all(|value| value.value) && (whole && groups.len() > 1 || alone)
    };
    if !sound {
        return None;
    }
    let alone = values.len() == 1;
    let starts: Vec<usize> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| match at.checked_sub(1).and_then(|before| groups.get(before)) {
            None => area.column,
            // One value behind a label stands in all columns that are left.
            Some(before) if group.value && alone => before.last + 1,
            Some(_) => group.first,
        })
        .collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let cells = starts.iter().copied().zip(ends).zip(groups).map(|((start, end), group)| {
        (Area { row: area.row, column: start, row_span: 1, column_span: end - start }, group.text)
    });
    Some(cells.collect())
}

/// Whether the texts of a cell are those of a row, or of several: a value beside another text, or many words apart.
pub(super) fn is_row(lines: &[Line]) -> bool {
    let tokens: Vec<Vec<Token>> = lines.iter().map(|line| line.tokens_of_row(GAP, DIGITS)).collect();
    let valued = tokens.iter().flatten().any(|token| is_value(&token.text));
    valued && tokens.iter().flatten().count() > 1 || tokens.iter().any(|line| line.len() > 2)
}

/// The first and the last column that a text stands in; nothing for one that runs over the cell's sides, and for a value
/// that stands in two.
fn over(lattice: &Lattice, area: Area, token: &Token) -> Option<(usize, usize)> {
    let column = |x: f64| super::rulings::interval(&lattice.xs, x);
    let (first, last) = (column(token.x0 + OVER)?, column(token.x1 - OVER)?);
    let inside = area.column <= first && last < area.column + area.column_span && first <= last;
    (inside && (first == last || !is_value(&token.text))).then_some((first, last))
}

/// Puts a text to what stands in its columns. A value is alone in its own.
fn take(groups: &mut Vec<Group>, token: &Token, (first, last): (usize, usize)) -> Option<()> {
    let value = is_value(&token.text);
    let mut met: Vec<usize> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        if group.first <= last && first <= group.last {
            met.push(at);
        }
    }
    match met.as_slice() {
        [] => groups.push(Group { first, last, text: token.text.clone(), value }),
        [only] => {
            let group = groups.get_mut(*only).filter(|group| !group.value && !value)?;
            (group.first, group.last) = (group.first.min(first), group.last.max(last));
            join(&mut group.text, &token.text);
        }
        _ => return None,
    }
    Some(())
}
