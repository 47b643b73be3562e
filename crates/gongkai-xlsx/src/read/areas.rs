//! Tables that stand beside each other: parting a sheet at its empty columns.
//!
//! Last year's tables beside this year's, another table to the right, notes in a column of their own: where an empty
//! column parts what would make sense alone, each side is read for itself. A column that is empty within one table (a
//! label reaches over it, or it only makes room) parts nothing.

use std::collections::BTreeSet;

use gongkai_core::format::{Meter, ReadError};

use super::regions::Region;

/// A sheet is parted into at most so many areas.
const MOST_AREAS: usize = 64;
/// Columns that an area's texts must share with another's to be a second one of the same: labels of the form.
const MANY_ALIKE: usize = 5;
/// So many empty columns are tried.
const MOST_GAPS: usize = 16;

/// The regions of a sheet, by areas that are read one after the other: from left to right, and above each other where a
/// title reaches over several.
pub(super) fn of(regions: &[Region], meter: &mut Meter) -> Result<Vec<Vec<Region>>, ReadError> {
    let mut areas = Vec::new();
    part(regions.to_vec(), &mut areas, MOST_AREAS, meter)?;
    Ok(areas)
}

fn part(regions: Vec<Region>, areas: &mut Vec<Vec<Region>>, depth: usize, meter: &mut Meter) -> Result<(), ReadError> {
    if regions.is_empty() {
        return Ok(());
    }
    if depth == 0 || areas.len() >= MOST_AREAS {
        areas.push(regions);
        return Ok(());
    }
    if let Some(gap) = parting(&regions, meter)? {
        let (left, right) = regions.into_iter().partition(|region| region.area.last.1 < gap);
        part(left, areas, depth - 1, meter)?;
        return part(right, areas, depth - 1, meter);
    }
    // A title over several areas hides the gap between them.
    let Some(row) = title_over(&regions, meter)? else {
        areas.push(regions);
        return Ok(());
    };
    let (above, rest): (Vec<Region>, Vec<Region>) = regions.into_iter().partition(|region| region.area.first.0 < row);
    let (title, below): (Vec<Region>, Vec<Region>) = rest.into_iter().partition(|region| region.area.first.0 == row);
    part(above, areas, depth - 1, meter)?;
    areas.push(title);
    part(below, areas, depth - 1, meter)
}

/// The first empty column that parts the regions.
fn parting(regions: &[Region], meter: &mut Meter) -> Result<Option<u32>, ReadError> {
    for gap in gaps(regions).into_iter().take(MOST_GAPS) {
        meter.work(regions.len())?;
        if parts(regions, gap) {
            return Ok(Some(gap));
        }
    }
    Ok(None)
}

/// The empty columns behind which something stands, from left to right; of several that touch, the last.
fn gaps(regions: &[Region]) -> Vec<u32> {
    let mut spans: Vec<(u32, u32)> = regions.iter().map(|region| (region.area.first.1, region.area.last.1)).collect();
    spans.sort_unstable();
    let mut gaps = Vec::new();
    let mut reach: Option<u32> = None;
    for (first, last) in spans {
        if reach.is_some_and(|reach| first > reach.saturating_add(1)) {
            gaps.push(first - 1);
        }
        reach = reach.max(Some(last));
    }
    gaps
}

/// Whether both sides of an empty column make sense alone.
fn parts(regions: &[Region], gap: u32) -> bool {
    let (left, right): (Vec<&Region>, Vec<&Region>) = regions.iter().partition(|region| region.area.last.1 < gap);
    if alike(&left, &right) >= MANY_ALIKE {
        return true;
    }
    let counts = |side: &[&Region]| side.iter().any(|region| is_number(region));
    match (counts(&left), counts(&right)) {
        // The numbers of one side would belong to the labels of the other.
        (false, true) => labelled(&right),
        (true, true) => {
            let framed = |side: &[&Region]| {
                let table = side.iter().filter(|region| !region.is_blank());
                let (all, ruled) =
                    table.fold((0, 0), |(all, ruled), region| (all + 1, ruled + usize::from(region.ruled)));
                ruled * 2 > all
            };
            labelled(&right) || (framed(&left) && framed(&right) && !beside_labels(&left, &right))
        }
        // Notes beside a table, as the running text that they are.
        (true, false) => right.iter().all(|region| region.is_blank() || is_note(region.text())),
        (false, false) => false,
    }
}

/// Whether most rows with numbers begin with a text of their own.
fn labelled(side: &[&Region]) -> bool {
    let mut rows: Vec<(u32, u32, bool)> = side
        .iter()
        .filter(|region| !region.is_blank())
        .map(|region| (region.area.first.0, region.area.first.1, is_number(region)))
        .collect();
    rows.sort_unstable();
    let (mut with_numbers, mut with_labels) = (0_usize, 0_usize);
    for row in rows.chunk_by(|a, b| a.0 == b.0) {
        if row.iter().any(|&(_, _, number)| number) {
            with_numbers += 1;
            with_labels += usize::from(row.first().is_some_and(|&(_, _, number)| !number));
        }
    }
    with_numbers > 0 && with_labels * 2 >= with_numbers
}

/// Whether the rows of numbers to the right have labels to the left: then they are columns of the same table.
fn beside_labels(left: &[&Region], right: &[&Region]) -> bool {
    let numbers: BTreeSet<u32> =
        right.iter().filter(|region| is_number(region)).map(|region| region.area.first.0).collect();
    let labels: BTreeSet<u32> = left
        .iter()
        .filter(|region| !region.is_blank() && !is_number(region))
        .map(|region| region.area.first.0)
        .collect();
    let both = numbers.intersection(&labels).count();
    both * 2 > numbers.len()
}

/// How many texts both sides have.
fn alike(left: &[&Region], right: &[&Region]) -> usize {
    let texts = |side: &[&Region]| -> BTreeSet<String> { side.iter().filter_map(|region| label(region)).collect() };
    texts(left).intersection(&texts(right)).count()
}

/// The text of a region that may be a label.
fn label(region: &Region) -> Option<String> {
    let text: String = region.text().chars().filter(|c| !c.is_whitespace()).collect();
    (text.chars().count() >= 2 && !is_number(region)).then_some(text)
}

fn is_number(region: &Region) -> bool {
    let text = region.text();
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '０'..='９'))
        && text.chars().count() < 16
        && text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && !text.contains(['、', '年'])
        && !text.chars().nth(1).is_some_and(|c| c == '.' && text.contains(|c: char| c > '\u{4e00}'))
}

fn is_note(text: &str) -> bool {
    const LONG: usize = 20;
    text.chars().count() > LONG || text.ends_with(['。', '；', '：']) || text.starts_with(['注', '说', '填'])
}

/// A row that holds but one text, reaching over a gap of the rows under it.
fn title_over(regions: &[Region], meter: &mut Meter) -> Result<Option<u32>, ReadError> {
    let mut rows = regions.chunk_by(|a, b| a.area.first.0 == b.area.first.0).peekable();
    let mut tried = 0;
    while let Some(row) = rows.next() {
        let filled = row.iter().filter(|region| !region.is_blank());
        let wide = row.iter().any(|region| !region.is_blank() && region.area.first.1 < region.area.last.1);
        let Some(top) = row.first().map(|region| region.area.first.0) else { continue };
        if filled.count() != 1 || !wide || rows.peek().is_none() {
            continue;
        }
        let below: Vec<Region> = regions.iter().filter(|region| region.area.first.0 > top).cloned().collect();
        if parting(&below, meter)?.is_some() {
            return Ok(Some(top));
        }
        tried += 1;
        // Titles stand at the top of what they head.
        if tried >= MOST_TITLES {
            break;
        }
    }
    Ok(None)
}

/// So many rows are tried as titles over several areas.
const MOST_TITLES: usize = 8;

/// Whether most of what a group of regions says is said by others too: a second copy of the same tables.
pub(super) fn repeats(group: &[Region], others: &BTreeSet<String>) -> bool {
    let labels: BTreeSet<String> = group.iter().filter_map(label).collect();
    let again = labels.intersection(others).count();
    again >= MANY_ALIKE && again * 2 >= labels.len()
}

/// The texts of regions that may be labels.
pub(super) fn labels<'r>(regions: impl Iterator<Item = &'r Region>) -> BTreeSet<String> {
    regions.filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::document::Inline;
    use gongkai_core::format::Limits;
    use gongkai_opc::workbook::Rectangle;

    /// Rows of texts parted by bars; a dash stands for an empty cell.
    fn sheet(rows: &[&str]) -> Vec<Region> {
        let mut regions = Vec::new();
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts.split('|')).filter(|(_, text)| *text != "-") {
                let (text, width) =
                    text.split_once('~').map_or((text, 0), |(text, width)| (text, width.parse().expect("a width")));
                let area = Rectangle { first: (row, column), last: (row, column + width) };
                let inline = Inline::plain(text);
                regions.push(Region { area, inline, ruled: false, picture: false, unclear: None, hidden: false });
            }
        }
        regions
    }

    fn areas(rows: &[&str]) -> Vec<String> {
        let areas = of(&sheet(rows), &mut Meter::new(&Limits::default())).expect("within limits");
        areas.iter().map(|area| area.iter().map(Region::text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn tables_beside_each_other_are_read_one_by_one() {
        assert_eq!(areas(&["甲|1|-|丙|3", "乙|2|-|丁|4"]), ["甲 1 乙 2", "丙 3 丁 4"]);
        assert_eq!(areas(&["全县的报告~4", "甲|1|-|丙|3", "乙|2|-|丁|4"]), ["全县的报告", "甲 1 乙 2", "丙 3 丁 4"]);
        assert_eq!(areas(&["甲|1|-|-", "乙|2|-|-", "-|-|-|丙|3"]), ["甲 1 乙 2", "丙 3"], "on rows of their own");
    }

    #[test]
    fn an_empty_column_of_one_table_parts_nothing() {
        for rows in [
            ["标签|-|件数", "甲|-|1", "乙|-|2"],
            ["标签|自然人|-|总计", "甲|1|-|1", "乙|2|-|2"],
            ["-|自然人|-|总计", "甲|-|-|1", "乙|-|-|2"],
        ] {
            assert_eq!(areas(&rows).len(), 1, "{rows:?}");
        }
    }
}
