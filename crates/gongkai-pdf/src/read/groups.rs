//! Which columns a head stands over, where the columns below it have heads of their own that come again: without rulings
//! a head in the middle of its columns seems to be one column's.

use super::cells::is_value;
use super::lines::Token;
use super::placing::Placing;

/// How far the middle of a head may be from that of its columns, in columns.
const OFF: f64 = 0.35;

/// A head with the columns that it stands over.
pub(super) struct Group {
    pub(super) row: usize,
    /// Where its text stands.
    pub(super) column: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// The heads of several columns. They are told where labels come again below them alone: elsewhere each column is known
/// by its own.
pub(super) fn groups(placing: &Placing, grid: &[Vec<String>], row_of: &[usize]) -> Vec<Group> {
    let labels = placing.columns.labels;
    let Some(head) = placing.anchors.first().and_then(|first| row_of.get(*first)).copied() else { return Vec::new() };
    let texts: Vec<&String> = grid.iter().take(head).flat_map(|line| line.iter().skip(labels)).collect();
    let comes_again = |text: &&String| texts.iter().filter(|other| *other == text).count() > 1;
    if !texts.iter().any(|text| !text.is_empty() && comes_again(text)) {
        return Vec::new();
    }
    let over = |token: &&Token| token.x0 >= placing.columns.labels_end && !is_value(&token.text);
    let line = |target: usize| -> Vec<(usize, f64)> {
        let rows = placing.rows.iter().zip(row_of).filter(|(_, row)| **row == target);
        let tokens = rows.take(1).flat_map(|(row, _)| row.tokens.iter().filter(over));
        tokens.map(|token| (placing.columns.of_token(token), token.middle())).collect()
    };
    let lines: Vec<Vec<(usize, f64)>> = (0..head).map(line).collect();
    let lowest = |column: usize| lines.iter().rposition(|line| line.iter().any(|(at, _)| *at == column));
    let middle = |column: usize| {
        let line = lowest(column).and_then(|at| lines.get(at));
        line.and_then(|line| line.iter().find(|(at, _)| *at == column)).map(|(_, middle)| *middle)
    };
    let middles: Option<Vec<f64>> = (labels..placing.columns.count()).map(middle).collect();
    let Some(middles) = middles else { return Vec::new() };
    let wide = middles.last().zip(middles.first()).map_or(0.0, |(last, first)| last - first);
    let columns = u32::try_from(middles.len().saturating_sub(1)).map_or(1.0, f64::from);
    let off = OFF * wide / columns.max(1.0);
    let between = |first: usize, last: usize| {
        let of = |column: usize| middles.get(column - labels).copied().unwrap_or(f64::INFINITY);
        f64::midpoint(of(first), of(last))
    };
    let mut found: Vec<Group> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut of_row: Vec<((usize, usize), Group)> = Vec::new();
        for (at, &(column, middle)) in line.iter().enumerate().filter(|(_, (column, _))| *column >= labels) {
            // A head of a head stands within its columns, and none over a neighbour's.
            let above = found.iter().rfind(|group| group.row < row && (group.first..=group.last).contains(&column));
            let (least, most) =
                above.map_or((labels, placing.columns.count().saturating_sub(1)), |group| (group.first, group.last));
            let low =
                at.checked_sub(1).and_then(|before| line.get(before)).map_or(least, |before| least.max(before.0 + 1));
            let high = line.get(at + 1).map_or(most, |behind| most.min(behind.0.saturating_sub(1)));
            let own = |column: usize| lowest(column).is_some_and(|lowest| lowest > row);
            let spans = (low..=column).flat_map(|first| (column..=high).map(move |last| (first, last)));
            let fits = |(first, last): &(usize, usize)| {
                (between(*first, *last) - middle).abs() < off && (*first..=*last).all(own) && first < last
            };
            if let Some((first, last)) = spans.filter(fits).max_by_key(|(first, last)| last - first) {
                of_row.push(((least, most), Group { row, column, first, last }));
            }
        }
        // Together they stand over all columns of the head above them, and no two over one.
        let whole: Vec<bool> = of_row
            .iter()
            .map(|((least, most), _)| {
                let mut next = *least;
                let beside = of_row.iter().filter(|((other, _), _)| other == least).map(|(_, group)| group);
                beside.into_iter().all(|group| std::mem::replace(&mut next, group.last + 1) == group.first)
                    && next == most + 1
            })
            .collect();
        found.extend(of_row.into_iter().zip(whole).filter(|(_, whole)| *whole).map(|((_, group), _)| group));
    }
    found
}
