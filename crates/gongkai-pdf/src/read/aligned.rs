//! Tables without vertical rulings: which lines make one, over all the pages that it runs over.

use super::anchors::lead;
use super::cells::PageTable;
use super::columns::figure_spans;
use super::continued::is_numbered;
use super::lines::{Token, median};
use super::page::Page;
use super::placing;
use super::rows::{HIGHEST, Row, is_open, rows};
use gongkai_core::Within;

/// How far a line may be from the next one of its table, in sizes of its characters.
const REACH: f64 = 4.5;
/// The most lines at a page's end or beginning that may go on with a row of a table.
const LOOSE: usize = 4;
/// The most pages of one table. The form's longest has 27 rows; over hundreds of pages each page would be compared with
/// all before it.
const PAGES: usize = 12;
/// The most lines of a table's part on one page; the form's longest table has 27 rows.
const LINES: usize = 400;
/// The most rows of a head.
const HEAD: usize = 8;

/// Takes the tables without rulings out of the pages' lines; each comes with the number of its first page in the order
/// of the pages.
pub(super) fn tables(pages: &mut [Page]) -> Vec<(usize, PageTable)> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for part in parts(index, page) {
            match runs.last_mut() {
                Some(run) if run.goes_on(&part) => run.add(part),
                _ => runs.push(Run::of(part)),
            }
        }
    }
    for run in &mut runs {
        let next = pages.get(run.pages.1 + 1);
        run.cut = run.after.is_some() && next.is_some_and(|page| !begins_anew(page));
    }
    let runs = runs.into_iter().flat_map(Run::by_heads);
    let mut found = Vec::new();
    let mut taken: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.lines.len()]).collect();
    for run in runs {
        let Run { rows, lines, pages: (first, _), cut, .. } = run;
        let Some(table) = placing::table(rows, cut) else { continue };
        found.push((first, table));
        for (page, line) in lines.into_iter().flatten() {
            if let Some(place) = taken.get_mut(page).and_then(|page| page.get_mut(line)) {
                *place = true;
            }
        }
    }
    for (page, taken) in pages.iter_mut().zip(taken) {
        let mut taken = taken.into_iter();
        page.lines.retain(|_| !taken.next().unwrap_or(false));
    }
    found
}

/// The lines of one page that may make a table or a part of one.
struct Part {
    page: usize,
    /// The rows, each with its lines on the page.
    rows: Loose,
    /// Lines between the page's top and this part, when there are few and all of them may go on with a row before.
    before: Option<Loose>,
    /// The same between this part and the page's end.
    after: Option<Loose>,
}

/// A table over one or more pages.
struct Run {
    pages: (usize, usize),
    rows: Vec<Row>,
    /// The lines of each row, by the page's place among the pages.
    lines: Vec<Vec<(usize, usize)>>,
    after: Option<Loose>,
    /// Whether its last row may go on where nothing was put behind it.
    cut: bool,
}

/// Rows that may belong to a table, each with its lines on the page.
type Loose = Vec<(Row, Vec<usize>)>;

impl Run {
    fn of(part: Part) -> Self {
        let mut run =
            Self { pages: (part.page, part.page), rows: Vec::new(), lines: Vec::new(), after: part.after, cut: false };
        run.take(part.page, part.rows, 0);
        run
    }

    /// Whether the next page begins with the rest of this table.
    fn goes_on(&self, part: &Part) -> bool {
        let next = part.page == self.pages.1 + 1 && self.after.is_some() && part.before.is_some();
        let short = part.page < self.pages.0 + PAGES;
        next && short && self.has_columns_of(part)
    }

    /// Whether the figures of both stand in the same columns: together they show no more than each alone, and none runs
    /// over two of the other's.
    fn has_columns_of(&self, part: &Part) -> bool {
        let below = || part.rows.iter().map(|(row, _)| row);
        let most = figure_spans(self.rows.iter()).len().max(figure_spans(below()).len());
        figure_spans(self.rows.iter().chain(below())).len() == most
    }

    fn add(&mut self, part: Part) {
        let after = self.after.take().unwrap_or_default();
        // Words between the rows and the head announce a table of its own.
        let loose = || after.iter().chain(part.before.iter().flatten());
        let own = loose().any(|(row, _)| !row.is_all_values());
        let repeated = if own { 0 } else { repeated_head(&self.rows, &part.rows) };
        self.take(self.pages.1, after, 0);
        self.take(part.page, part.before.unwrap_or_default(), 0);
        self.take(part.page, part.rows, repeated);
        (self.pages.1, self.after) = (part.page, part.after);
    }

    fn take(&mut self, page: usize, rows: Loose, left_out: usize) {
        for (index, (row, lines)) in rows.into_iter().enumerate() {
            let lines: Vec<(usize, usize)> = lines.into_iter().map(|line| (page, line)).collect();
            match self.lines.last_mut() {
                // A head that is left out is taken off the page all the same.
                Some(last) if index < left_out => last.extend(lines),
                _ => {
                    self.rows.push(row);
                    self.lines.push(lines);
                }
            }
        }
    }

    /// A table for each head of many columns among the rows, for below it columns may stand at other places.
    fn by_heads(mut self) -> Vec<Self> {
        let mut parts = Vec::new();
        while let Some(at) = self.inner_head() {
            let (rows, lines) = (self.rows.split_off(at), self.lines.split_off(at));
            let page = rows.first().map_or(self.pages.0, |row| row.page.saturating_sub(1));
            let rest = Self { pages: (page, self.pages.1), rows, lines, after: None, cut: self.cut };
            let mut part = std::mem::replace(&mut self, rest);
            part.cut = part.rows.last().map(|row| row.page) != self.rows.first().map(|row| row.page);
            parts.push(part);
        }
        parts.push(self);
        parts
    }

    /// Where a head of many columns begins below rows with values.
    fn inner_head(&self) -> Option<usize> {
        let first = self.rows.iter().position(Row::has_values)?;
        let head = first + self.rows.iter().skip(first).position(|row| row.is_head_of_many())?;
        let above = self.rows.get(first..head)?.iter().rev();
        let note = |row: &&Row| row.tokens.iter().any(|token| is_open(&token.text));
        let own = above.take_while(|row| row.values().next().is_none() && !row.has_number() && !note(row)).count();
        Some(head - own)
    }
}

/// How many rows at the top of a page repeat the table's head.
fn repeated_head(above: &[Row], below: &Loose) -> usize {
    let texts = |row: &Row| row.tokens.iter().map(|token| token.text.clone()).collect::<Vec<_>>();
    let pairs = above.iter().zip(below).take(HEAD);
    pairs.take_while(|(upper, (lower, _))| !lower.has_values() && texts(upper) == texts(lower)).count()
}

fn parts(index: usize, page: &Page) -> Vec<Part> {
    let (rows, lines): (Vec<Row>, Vec<Vec<usize>>) = rows(&page.lines, &page.rules, page.number).into_iter().unzip();
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(range) = next_range(&rows, from) {
        from = range.end;
        if range.len() <= LINES {
            ranges.push(range);
        }
    }
    let of = |range: std::ops::Range<usize>| -> Loose {
        let (rows, lines) = (rows.get(range.clone()), lines.get(range));
        rows.into_iter().flatten().cloned().zip(lines.into_iter().flatten().cloned()).collect()
    };
    // Lines that may go on with a row stand alone at the page's end, with no ruled table beyond them.
    let loose = |range: std::ops::Range<usize>, free: bool| {
        let own = rows.get(range.clone()).unwrap_or_default();
        (free && range.len() <= LOOSE && own.iter().all(is_loose)).then(|| of(range))
    };
    let count = ranges.len();
    let made = ranges.iter().enumerate().map(|(at, range)| {
        let y = |row: usize| rows.get(row).map_or(0.0, |row| row.y);
        let above = page.tables.iter().all(|table| table.top > y(range.start));
        let below = page.tables.iter().all(|table| table.top < y(range.end.saturating_sub(1)));
        Part {
            page: index,
            rows: of(range.clone()),
            before: (at == 0).then(|| loose(0..range.start, above)).flatten(),
            after: (at + 1 == count).then(|| loose(range.end..rows.len(), below)).flatten(),
        }
    });
    made.collect()
}

/// Whether a page begins with text or with a table of its own.
fn begins_anew(page: &Page) -> bool {
    let table = page.tables.iter().map(|table| table.top).fold(f64::INFINITY, f64::min);
    let first = page.lines.first().filter(|line| line.y < table);
    let row = first.and_then(|line| rows(std::slice::from_ref(line), &[], page.number).pop());
    row.is_none_or(|(row, _)| is_running(&row) || is_heading(&row))
}

/// Whether a line may be the rest of a label or of a number: values alone, or words that are neither a heading nor
/// running text.
fn is_loose(row: &Row) -> bool {
    let short = |token: &Token| token.x1 - token.x0 < 26.0 * row.size;
    let words = row.tokens.len() <= 3 && row.tokens.iter().all(short) && !is_running(row) && !is_heading(row);
    !row.is_page_number() && (row.is_all_values() || words)
}

/// The next lines that may make a table: from the first with several parts to the last with values, without a line of
/// running text or a heading between them.
fn next_range(rows: &[Row], from: usize) -> Option<std::ops::Range<usize>> {
    let first = (from..rows.len()).find(|&index| rows.get(index).is_some_and(Row::has_values))?;
    let near = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
        // Between rulings a row is as high as its label asks for.
        (Some(a), Some(b)) => {
            (b.y - a.y).abs() <= a.size.max(b.size) * if a.ruled && b.ruled { HIGHEST } else { REACH }
        }
        _ => false,
    };
    let mut start = first;
    // The upper line of a label that wraps.
    if start > from
        && rows.get(start - 1).zip(rows.get(start)).is_some_and(|(above, row)| {
            is_heading(above) && row.y - above.y < 1.3 * row.size && (above.size - row.size).abs() < 0.6
        })
    {
        start -= 1;
    }
    // The head: lines of several parts, and single ones between them.
    while start > from
        && near(start - 1, start)
        && (rows.get(start - 1).is_some_and(|row| row.tokens.len() >= 2)
            || start >= from + 2
                && near(start - 2, start - 1)
                && rows.get(start - 1).is_some_and(|row| !is_running(row) && !is_heading(row))
                && rows.get(start - 2).is_some_and(|row| row.tokens.len() >= 2))
    {
        start -= 1;
    }
    // The upper part of a number that wraps.
    while start > from
        && rows
            .get(start - 1)
            .zip(rows.get(start))
            .is_some_and(|(above, row)| above.is_all_values() && row.y - above.y < row.size)
    {
        start -= 1;
    }
    let mut end = first + 1;
    let mut last = first + 1;
    while end < rows.len() && near(end - 1, end) {
        let Some(row) = rows.get(end) else { break };
        // A heading is followed by a head or by text, a label by values.
        let values_follow = || rows.iter().skip(end + 1).take(2).any(Row::has_values);
        if row.has_values() {
            last = end + 1;
        } else if is_running(row) || row.is_page_number() || is_heading(row) && !values_follow() {
            break;
        }
        end += 1;
    }
    // A wrapped label's last line stands under the last row.
    let table = rows.within(start..last);
    let lead = lead(table, median(table.iter().map(|row| row.size).collect()));
    let right = table.iter().flat_map(|row| &row.tokens).map(|token| token.x1).fold(0.0, f64::max);
    while last < rows.len()
        && near(last - 1, last)
        && rows.get(last).is_some_and(|row| is_wrapped(row, rows.get(last - 1), lead, right))
    {
        last += 1;
    }
    Some(start..last)
}

/// A line as long as running text is.
fn is_running(row: &Row) -> bool {
    matches!(row.tokens.as_slice(), [only] if only.x1 - only.x0 > 26.0 * row.size || only.text.ends_with('。'))
}

fn is_heading(row: &Row) -> bool {
    matches!(row.tokens.as_slice(), [only] if is_numbered(&only.text))
}

/// Whether a line goes on with a row of the table that ends above it: it stands as close as the lines of one cell do.
fn is_wrapped(row: &Row, above: Option<&Row>, lead: f64, right: f64) -> bool {
    let Some(step) = above.and_then(|above| above.step_to(row)) else { return false };
    let short = |token: &Token| token.x1 - token.x0 < 12.0 * row.size && token.x1 < right + row.size;
    let loose = row.tokens.len() <= 3 && row.tokens.iter().all(short) && !is_running(row) && !is_heading(row);
    step < (1.2 * lead).max(1.6 * row.size) && loose || step < 1.8 * row.size && row.is_all_values()
}
