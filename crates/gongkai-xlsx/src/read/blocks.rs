//! From regions to paragraphs and tables: sheets of other people hold titles, tables and notes one under the other.

use gongkai_core::numerals::is_ordinal;
use std::collections::BTreeSet;

use gongkai_core::document::{
    Block, Document, Inline, Paragraph, ParagraphRole, Position, Remark, RemarkKind, Table, TableCell, cell_name,
};
use gongkai_core::format::{Meter, ReadError};

use super::areas;
use super::regions::Region;
use super::sheet::{Sheet, position};

/// A text of more characters than this that stands alone in its row is running text, not a row of a table.
const LONG: usize = 40;

/// The blocks of a sheet, area by area. A part that is hidden as a whole and says again what is shown is left out, as
/// hidden sheets are: offices keep last year's tables there.
pub(super) fn add_sheet(sheet: &Sheet, document: &mut Document, meter: &mut Meter) -> Result<(), ReadError> {
    for area in shown(areas::of(sheet.regions(), meter)?, sheet, &mut document.remarks) {
        let blocks = of_area(&area, sheet.number, meter)?;
        document.parts.extend(blocks.first().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.position,
            Block::Table(table) => table.position,
        }));
        document.blocks.extend(blocks);
    }
    Ok(())
}

/// The areas without what is hidden and stands a second time.
fn shown(areas: Vec<Vec<Region>>, sheet: &Sheet, remarks: &mut Vec<Remark>) -> Vec<Vec<Region>> {
    let hidden = |group: &[Region]| group.iter().all(|region| region.hidden || region.is_blank());
    if !areas.iter().flatten().any(|region| region.hidden) {
        return areas;
    }
    let groups = |area: &[Region]| -> Vec<Vec<Region>> {
        let touches = |a: &Region, b: &Region| b.area.first.0 <= a.area.last.0.saturating_add(1);
        area.chunk_by(touches).map(<[Region]>::to_vec).collect()
    };
    let visible = areas::labels(areas.iter().flatten().filter(|region| !region.hidden));
    let mut kept = Vec::new();
    for area in areas {
        let mut rest = Vec::new();
        for group in groups(&area) {
            match group.iter().find(|region| !region.is_blank()) {
                Some(first) if hidden(&group) && areas::repeats(&group, &visible) => {
                    let at = position(sheet.number, first.area.first);
                    let name = cell_name(first.area.first.0, first.area.first.1);
                    let detail = format!(
                        "工作表“{0}”{name} 起的表是隐藏的，显示的部分有同样的表，没有读取；如需读取，请取消隐藏后保存 / the table at {name} of the sheet “{0}” is hidden and stands in the shown part too; not read",
                        sheet.name
                    );
                    remarks.push(Remark::new(RemarkKind::NotShown, detail, at));
                }
                _ => rest.extend(group),
            }
        }
        kept.push(rest);
    }
    kept
}

/// The blocks of an area, top to bottom. Rows that touch make a table, as long as more than one box stands in them;
/// a row with a single text is a title, a note or a paragraph, unless it heads a part of the table around it.
pub(super) fn of_area(regions: &[Region], sheet: usize, meter: &mut Meter) -> Result<Vec<Block>, ReadError> {
    let mut blocks = Vec::new();
    let mut run = Run::default();
    meter.blocks(regions.iter().map(|region| region.text().matches('\n').count()).sum())?;
    for row in regions.chunk_by(|a, b| a.area.first.0 == b.area.first.0) {
        let Some(top) = row.first().map(|region| region.area.first.0) else { continue };
        if run.bottom.is_some_and(|bottom| top > bottom.saturating_add(1)) {
            run.flush(sheet, meter, &mut blocks)?;
        }
        let under_span = run.bottom.is_some_and(|bottom| top <= bottom);
        match row {
            [alone] if !under_span && !alone.is_blank() && stands_alone(alone, &run) => {
                run.flush(sheet, meter, &mut blocks)?;
                blocks.extend(paragraphs(&alone.inline, position(sheet, alone.area.first)));
            }
            _ if !under_span && is_line(row) => {
                run.flush(sheet, meter, &mut blocks)?;
                blocks.extend(line(row, sheet));
            }
            _ => run.take(row),
        }
    }
    run.flush(sheet, meter, &mut blocks)?;
    Ok(blocks)
}

/// Whether a text that is alone in its row is a paragraph.
fn stands_alone(region: &Region, run: &Run) -> bool {
    let text = region.text().trim();
    // “第二十条第（一）项” heads a part of table two, at its top or within it.
    let clause = text.starts_with('第') && text.chars().count() <= LONG && text.contains('条');
    // So does a framed head over several columns (“行政复议” over its results).
    let head = region.ruled && region.area.first.1 < region.area.last.1;
    if clause {
        return false;
    }
    (run.regions.is_empty() && !head) || reads_as_text(text)
}

/// How notes around a table begin.
const NOTES: [&str; 10] = ["注", "备注", "说明", "填报", "填表", "单位", "附件", "附表", "联系", "审核"];

/// Whether every text of a row is such a note: `填报机关：…` and `单位：件` over a table.
fn is_line(row: &[Region]) -> bool {
    let mut texts = row.iter().filter(|region| !region.is_blank()).map(|region| region.text().trim()).peekable();
    texts.peek().is_some()
        && texts.all(|text| text.contains(['：', ':']) && NOTES.iter().any(|word| text.starts_with(word)))
}

/// Whether a text reads as a title, a note or running text and not as the label of a row.
fn reads_as_text(text: &str) -> bool {
    let numbered = text.trim_start_matches(is_ordinal);
    let section = numbered.len() < text.len() && numbered.starts_with(['、', '.', '．', ' ', '　']);
    text.chars().count() > LONG
        || text.ends_with(['。', '；', '！', '？'])
        || text.contains("年度报告")
        || (section && ["情况", "事项", "报告"].iter().any(|end| text.trim_end_matches(['：', ':']).ends_with(end)))
        || NOTES.iter().any(|word| text.starts_with(word))
}

/// The paragraphs of a cell's text: one for each line that says something.
pub(super) fn paragraphs(text: &Inline, at: Position) -> impl Iterator<Item = Block> {
    let lines = text.clone().lines().into_iter().map(Inline::trimmed).filter(|line| !line.text.is_empty());
    lines.map(move |line| Paragraph::of(ParagraphRole::Body, line).at(at).into())
}

/// Rows that touch, on the way to becoming a table.
#[derive(Debug, Default)]
struct Run {
    regions: Vec<Region>,
    bottom: Option<u32>,
}

impl Run {
    fn take(&mut self, row: &[Region]) {
        let bottom = row.iter().map(|region| region.area.last.0).max();
        self.bottom = self.bottom.max(bottom);
        self.regions.extend(row.iter().cloned());
    }

    fn flush(&mut self, sheet: usize, meter: &mut Meter, blocks: &mut Vec<Block>) -> Result<(), ReadError> {
        let mut regions = std::mem::take(&mut self.regions);
        self.bottom = None;
        let filled = regions.iter().filter(|region| !region.is_blank()).map(|region| region.area.last.0).max();
        let Some(filled) = filled else { return Ok(()) };
        // One empty row under a head is the report's blanks; more are a frame drawn in advance.
        regions.retain(|region| region.area.first.0 <= filled.saturating_add(1));
        let rows: BTreeSet<u32> = regions.iter().map(|region| region.area.first.0).collect();
        let one_column =
            regions.iter().all(|region| region.area.first.1 == regions.first().map_or(0, |r| r.area.first.1));
        let counts = |region: &Region| {
            region.text().contains(|c: char| c.is_ascii_digit()) && region.text().chars().count() < 12
        };
        if rows.len() == 1 && !regions.iter().any(counts) {
            // “填报机关：… 单位：件”: a line over or under a table.
            blocks.extend(line(&regions, sheet));
        } else if one_column {
            for region in regions.iter().filter(|region| !region.is_blank()) {
                blocks.extend(paragraphs(&region.inline, position(sheet, region.area.first)));
            }
        } else {
            blocks.push(table(&regions, rows, sheet, meter)?.into());
        }
        Ok(())
    }
}

/// The texts of one row as one line.
fn line(regions: &[Region], sheet: usize) -> Option<Block> {
    let first = regions.iter().find(|region| !region.is_blank())?;
    let mut text = String::new();
    for region in regions.iter().filter(|region| !region.is_blank()) {
        if !text.is_empty() && !text.ends_with(['、', '：', ':']) {
            text.push('　');
        }
        text.push_str(region.text().replace('\n', "").trim());
    }
    Some(Paragraph::new(ParagraphRole::Body, text).at(position(sheet, first.area.first)).into())
}

/// The table of a run, on a grid of only those rows and columns in which a region begins.
fn table(regions: &[Region], rows: BTreeSet<u32>, sheet: usize, meter: &mut Meter) -> Result<Table, ReadError> {
    let columns: BTreeSet<u32> = regions.iter().map(|region| region.area.first.1).collect();
    let (rows, columns): (Vec<u32>, Vec<u32>) = (rows.into_iter().collect(), columns.into_iter().collect());
    on_grid(regions, &rows, &columns, sheet, meter)
}

/// The table that regions make on a grid of these sheet rows and columns; places that no region covers are blank.
pub(super) fn on_grid(
    regions: &[Region],
    rows: &[u32],
    columns: &[u32],
    sheet: usize,
    meter: &mut Meter,
) -> Result<Table, ReadError> {
    meter.places(rows.len().saturating_mul(columns.len()))?;
    let index = |sorted: &[u32], at: u32| sorted.partition_point(|&known| known < at);
    let mut cells = Vec::with_capacity(regions.len());
    let mut covered = vec![false; rows.len() * columns.len()];
    for region in regions {
        let (row, column) = (index(rows, region.area.first.0), index(columns, region.area.first.1));
        let bottom = index(rows, region.area.last.0.saturating_add(1));
        let right = index(columns, region.area.last.1.saturating_add(1));
        for row in row..bottom {
            let line = row * columns.len();
            if let Some(places) = covered.get_mut(line + column..line + right) {
                places.fill(true);
            }
        }
        let at = position(sheet, region.area.first);
        let mut cell = TableCell::new(row, column, region.text())
            .spanning(bottom.saturating_sub(row), right.saturating_sub(column));
        cell.marks.clone_from(&region.inline.marks);
        (cell.picture, cell.unclear) = (region.picture, region.unclear);
        cells.push(cell.at(at));
    }
    for (place, _) in covered.iter().enumerate().filter(|(_, covered)| !**covered) {
        let (row, column) = (place / columns.len(), place % columns.len());
        if let (Some(&sheet_row), Some(&sheet_column)) = (rows.get(row), columns.get(column)) {
            cells.push(TableCell::new(row, column, "").at(position(sheet, (sheet_row, sheet_column))));
        }
    }
    let (height, width) = (rows.len(), columns.len());
    let mut table = Table::new(height, width, cells).map_err(|error| ReadError::damaged(error.to_string()))?;
    if let (Some(&row), Some(&column)) = (rows.first(), columns.first()) {
        table.position = position(sheet, (row, column));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::format::Limits;
    use gongkai_opc::workbook::Rectangle;

    fn region(first: (u32, u32), last: (u32, u32), text: &str) -> Region {
        Region {
            area: Rectangle { first, last },
            inline: Inline::plain(text),
            ruled: first != last && text.len() < 13,
            picture: false,
            unclear: None,
            hidden: false,
        }
    }

    fn blocks(regions: &[Region]) -> Vec<String> {
        let blocks = of_area(regions, 1, &mut Meter::new(&Limits::default())).expect("within limits");
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.text.clone(),
                Block::Table(table) => format!("{}×{}", table.rows(), table.columns()),
            })
            .collect()
    }

    #[test]
    fn titles_tables_and_notes_on_one_sheet() {
        let found = blocks(&[
            region((0, 0), (0, 3), "某县2023年政府信息公开工作年度报告附表"),
            region((1, 0), (1, 1), "填报机关：某县"),
            region((1, 2), (1, 3), "单位：件"),
            region((2, 0), (2, 3), "第二十条第（一）项"),
            region((3, 0), (3, 0), "信息内容"),
            region((3, 1), (3, 3), "本年制发件数"),
            region((4, 0), (4, 0), "规章"),
            region((4, 1), (4, 3), "0"),
            region((5, 0), (5, 3), "第二十条第（五）项"),
            region((6, 0), (6, 0), "行政许可"),
            region((6, 1), (6, 3), "12"),
            region((7, 0), (7, 3), "三、收到和处理政府信息公开申请情况"),
            region((8, 0), (8, 0), "一、本年新收政府信息公开申请数量"),
            region((8, 1), (8, 1), "5"),
            region((9, 0), (9, 0), "二、上年结转政府信息公开申请数量"),
            region((11, 0), (11, 0), "注：以上数据截至12月31日。"),
        ]);
        assert_eq!(
            found,
            [
                "某县2023年政府信息公开工作年度报告附表",
                "填报机关：某县　单位：件",
                "5×2",
                "三、收到和处理政府信息公开申请情况",
                "2×2",
                "注：以上数据截至12月31日。",
            ]
        );
    }

    #[test]
    fn a_framed_head_over_columns_belongs_to_its_table() {
        let mut sheet = vec![region((0, 0), (0, 4), "行政复议")];
        sheet.extend((0..5).map(|column| region((1, column), (1, column), "总计")));
        sheet.extend((2..2000).flat_map(|row| (0..5).map(move |column| region((row, column), (row, column), ""))));
        assert_eq!(blocks(&sheet), ["3×5"], "one row of blanks is kept");
    }

    #[test]
    fn a_column_of_texts_is_running_text() {
        let found = blocks(&[
            region((0, 0), (0, 0), "一、总体情况"),
            region((1, 0), (1, 0), "　　第一段。\n　　第二段。"),
            region((2, 0), (2, 0), "第二十条规定的内容已经公开，这一段比标题长得多，不会当作表格里的小标题来读。"),
        ]);
        assert_eq!(found.len(), 4);
        assert_eq!(found.get(2).map(String::as_str), Some("第二段。"));
    }
}
