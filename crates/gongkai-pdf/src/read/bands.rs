//! Rows that span a whole table without rulings at their sides: in a table without a frame nothing ties them to the
//! rows above and below, and the grid falls into parts.

use gongkai_core::numerals::is_any_digit;

use super::cells::{PageCell, PageTable};
use super::continued::{common_columns, is_numbered};
use super::lattice::Area;
use super::lines::join;
use super::page::Page;

/// How much the sides of a table's parts may differ, in points.
const SIDES: f64 = 6.0;

/// Puts the parts of such tables together, and a row under the table's uppermost ruling to the table.
pub(super) fn close(page: &mut Page) {
    let mut index = 0;
    page.tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    while index + 1 < page.tables.len() {
        if let Some(lines) = band(page, index) {
            let mut text = String::new();
            for line in page.lines.extract_if(lines, |_| true) {
                join(&mut text, &line.text());
            }
            let below = page.tables.remove(index + 1);
            if let Some(above) = page.tables.get_mut(index) {
                put_together(above, text, below);
            }
        } else {
            index += 1;
        }
    }
    for index in 0..page.tables.len() {
        let Some((lines, top)) = head_band(page, index) else { continue };
        let mut text = String::new();
        for line in page.lines.extract_if(lines, |_| true) {
            join(&mut text, &line.text());
        }
        if let Some(table) = page.tables.get_mut(index) {
            for cell in &mut table.cells {
                cell.area.row += 1;
            }
            let area = Area { row: 0, column: 0, row_span: 1, column_span: table.columns() };
            table.cells.insert(0, PageCell::new(area, text, table.page));
            table.rows += 1;
            table.top = top;
        }
    }
}

/// The lines between a table and a ruling of its width above it, when they are one row.
fn head_band(page: &Page, index: usize) -> Option<(std::ops::Range<usize>, f64)> {
    let table = page.tables.get(index)?;
    let (left, right) = (table.xs.first()?, table.xs.last()?);
    let above = page.rules.iter().filter(|rule| {
        (rule.from - left).abs() < SIDES && (rule.to - right).abs() < SIDES && rule.at < table.top - 0.8 * table.size
    });
    let rule = above.max_by(|a, b| a.at.total_cmp(&b.at))?;
    let taken = page.tables.iter().any(|other| other.top < table.top && other.bottom > rule.at - 1.0);
    if taken {
        return None;
    }
    Some((row_between(page, rule.at, table.top, table)?, rule.at))
}

/// The lines of the row between a table's part and the next one, when it is one row of the same table.
fn band(page: &Page, index: usize) -> Option<std::ops::Range<usize>> {
    let (above, below) = (page.tables.get(index)?, page.tables.get(index + 1)?);
    let sides = |a: Option<&f64>, b: Option<&f64>| matches!((a, b), (Some(a), Some(b)) if (a - b).abs() < SIDES);
    let gap = below.top - above.bottom;
    let alike = sides(above.xs.first(), below.xs.first()) && sides(above.xs.last(), below.xs.last());
    if !alike || gap < 0.5 * above.size || (above.size - below.size).abs() > 0.6 {
        return None;
    }
    row_between(page, above.bottom, below.top, above)
}

/// The lines between two heights, when they are one row of a table.
fn row_between(page: &Page, top: f64, bottom: f64, table: &PageTable) -> Option<std::ops::Range<usize>> {
    let between = |y: f64| y > top && y < bottom + 0.5;
    let start = page.lines.iter().position(|line| between(line.y))?;
    let count = page.lines.iter().skip(start).take_while(|line| between(line.y)).count();
    let lines = page.lines.get(start..start + count)?;
    let first = lines.first()?;
    let (left, right) = (table.xs.first()?, table.xs.last()?);
    let fits = lines
        .iter()
        .all(|line| (line.size - table.size).abs() <= 0.6 && line.x0 >= left - 1.0 && line.x1 <= right + 1.0);
    // A heading between two tables is numbered, and a line over the table of another year names that; a row is no higher
    // than its text needs.
    let text = first.text();
    let is_row = count <= 2 && bottom - top < 5.0 * table.size && !is_numbered(&text) && !names_year(&text);
    (fits && is_row).then_some(start..start + count)
}

/// Whether a line says of which year the table below it is: “2022年：”, “附：上一年度数据”.
fn names_year(text: &str) -> bool {
    const MOST: usize = 16;
    let text =
        text.trim().trim_start_matches(|c: char| matches!(c, '附' | '（' | '(' | '：' | ':') || c.is_whitespace());
    let number = text.chars().take_while(|c| is_any_digit(*c)).count();
    let numbered = number == 4 && text.chars().nth(number) == Some('年');
    let told = ["上年", "上一年", "去年", "本年"].iter().any(|year| text.starts_with(year));
    text.chars().count() <= MOST && (numbered || told)
}

fn put_together(above: &mut PageTable, text: String, mut below: PageTable) {
    common_columns(above, &mut below);
    let area = Area { row: above.rows, column: 0, row_span: 1, column_span: above.columns() };
    above.cells.push(PageCell::new(area, text, above.page));
    let offset = above.rows + 1;
    above.cells.extend(below.cells.into_iter().map(|mut cell| {
        cell.area.row += offset;
        cell
    }));
    above.rows = offset + below.rows;
    above.bottom = below.bottom;
}
