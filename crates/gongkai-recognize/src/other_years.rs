//! Which of several sets of tables is the report, where a document holds another year's beside its own.
//!
//! Offices keep last year's tables beside this year's: in columns to the right, on a sheet for each year, further down the
//! page. What stands over each set says whose it is; the report's own year decides, and the other set is left out and
//! named. Nothing is left out that only the other set states.

use gongkai_core::Within;
use std::collections::{BTreeMap, BTreeSet};

use super::cut::outside_tables;
use super::identity::{year_by_majority, years_in};
use super::repeats::may_repeat;
use super::{Narrative, harvest_of, narrative, pieces};
use gongkai_core::Year;
use gongkai_core::document::{Block, Document, Paragraph, Position, Remark, RemarkKind, Table};
use gongkai_core::form::{CellKey, TableKey};
use gongkai_core::format::ReadError;

/// The longest line that stands as a title over tables.
const LONGEST_TITLE: usize = 60;
/// Words by which a title says that what follows is kept for comparison alone.
const EARLIER: [&str; 9] = ["上年", "去年", "上一年", "往年", "历年", "历史", "对照", "供参考", "旧表"];
/// Words by which a title says that what follows is the year's own.
const PRESENT: [&str; 3] = ["本年数据", "本年度数据", "今年"];

/// The blocks that stand under one title.
#[derive(Debug, Default)]
struct Set {
    /// The title as printed: a line over the tables, or the name of their sheet.
    title: String,
    year: Option<Year>,
    /// Whether the title says that it is an earlier year's, or this one's.
    earlier: bool,
    present: bool,
    /// Whether the title is a whole report's or a sheet's, so that everything under it belongs to it.
    whole: bool,
    /// The sheet, from 1, where the document has sheets.
    sheet: Option<u32>,
    blocks: Vec<usize>,
    cells: BTreeSet<CellKey>,
    /// The rows whose labels its tables print, whatever became of their values.
    rows: BTreeSet<Row>,
}

/// A row of a table of the forms.
type Row = (TableKey, &'static str);

/// The document without the tables of other years, and what was left out; nothing where it has but one set.
pub(super) fn without(document: &Document) -> Option<Document> {
    let mut sets = after_repeats(document, sets(document));
    let with_tables = |set: &&Set| set.blocks.iter().any(|&at| is_table(document, at));
    if sets.iter().filter(with_tables).count() < 2 || sets.iter().all(|set| set.year.is_none() && !set.earlier) {
        return None;
    }
    for set in &mut sets {
        if set.blocks.iter().any(|&at| is_table(document, at)) {
            (set.cells, set.rows) = stated(document, &set.blocks);
        }
    }
    let own = own(document, &sets)?;
    // What the own tables print and nobody can read is not read from another year's.
    let kept: BTreeSet<Row> =
        sets.iter().filter(|set| is_own(set, own)).flat_map(|set| set.rows.iter().copied()).collect();
    let mut left_out: BTreeSet<usize> = BTreeSet::new();
    let mut remarks = Vec::new();
    for set in sets.iter().filter(|set| !is_own(set, own)) {
        let again = set.rows.intersection(&kept).count();
        if again == 0 || again * 2 < set.rows.len() {
            continue;
        }
        let last = set.blocks.iter().rev().copied().find(|&at| is_table(document, at));
        let leaves: Vec<usize> = set.blocks.iter().copied().filter(|&at| goes(document, set, last, at)).collect();
        let tables = leaves.iter().filter(|&&at| is_table(document, at)).count();
        let texts = leaves.len() - tables;
        let at = leaves.first().and_then(|&at| document.blocks.get(at)).map_or_else(Position::default, position);
        let (zh, en) = set.year.map_or_else(
            || ("以前年度".to_owned(), "an earlier year".to_owned()),
            |year| (format!("{year} 年"), year.to_string()),
        );
        let (also, and) = match texts {
            some if set.whole && some > 0 => (format!("和 {some} 段文字"), format!(" and {some} paragraphs")),
            _ => Default::default(),
        };
        let title = set.title.trim();
        let detail = format!(
            "“{title}”下的 {tables} 张表{also}是{zh}的，不是本年的数据，没有读取 / {tables} tables{and} under “{title}” are those of {en}, not of this year; not read"
        );
        remarks.push(Remark::new(RemarkKind::OtherYear, detail, at));
        left_out.extend(leaves);
    }
    if left_out.is_empty() {
        return None;
    }
    let kept = document.blocks.iter().enumerate().filter(|(at, _)| !left_out.contains(at));
    let mut without = document.with_blocks(kept.map(|(_, block)| block.clone()).collect());
    without.remarks.extend(remarks);
    if let (Own::Year(year), None) = (own, without.properties.year)
        && sets.iter().any(|set| set.sheet.is_some() && set.year == Some(year) && set.whole)
    {
        without.properties.year = Some(year);
    }
    Some(without)
}

/// Sheets that each hold a report, where the document does not say which one is meant.
pub(super) fn several_reports(document: &Document, unread_for_it: bool) -> Option<ReadError> {
    if document.sheets.len() < 2 || !unread_for_it {
        return None;
    }
    let mut by_sheet: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        by_sheet.entry(position(block).page.unwrap_or(0)).or_default().push(at);
    }
    let mut named: Vec<&str> = Vec::new();
    for (number, blocks) in by_sheet {
        if blocks.iter().any(|&at| is_table(document, at)) && stated(document, &blocks).0.len() >= MANY {
            named.extend(sheet_name(document, Some(number)));
        }
    }
    (named.len() > 1).then(|| ReadError::no_report(format!(
            "工作簿有 {} 张工作表各是一份报告：{}；请用 --sheet 指定一张，例如 --sheet {} / {} sheets are reports: “{}”; choose one by --sheet",
            named.len(),
            named.join("、"),
            named.first().copied().unwrap_or_default(),
            named.len(),
            named.join("”, “")
        )))
}

/// So many cells of the forms make a sheet a report of its own; two tables of one report never overlap in so many.
const MANY: usize = 20;

/// Which set is the report's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    Year(Year),
    /// Those without a year over them.
    Untitled,
}

fn is_own(set: &Set, own: Own) -> bool {
    match own {
        _ if set.present => true,
        Own::Year(year) => !set.earlier && set.year.is_none_or(|own| own == year),
        Own::Untitled => set.year.is_none() && !set.earlier,
    }
}

/// The set that is the report's; nothing where that cannot be told.
fn own(document: &Document, sets: &[Set]) -> Option<Own> {
    let stating = || sets.iter().filter(|set| !set.cells.is_empty());
    let years: BTreeSet<Year> = stating().filter(|set| !set.earlier).filter_map(|set| set.year).collect();
    let untitled = stating().any(|set| set.year.is_none() && !set.earlier);
    let stated = document.properties.year.or_else(|| {
        let title = document.properties.title.as_deref()?;
        year_by_majority(std::iter::once(title))
    });
    // A title over everything that another title follows at once is the whole document's.
    let over_all = sets.iter().filter(|set| set.whole && set.cells.is_empty() && !set.earlier);
    let stated = stated.or_else(|| over_all.filter_map(|set| set.year).next());
    match stated.filter(|year| years.contains(year)) {
        Some(year) => return Some(Own::Year(year)),
        None if untitled && stated.is_some() => return Some(Own::Untitled),
        None => {}
    }
    match (years.last().copied(), untitled) {
        // An untitled set beside one of a year: only a title that says so makes the other one an earlier year's.
        (Some(_), true) => None,
        (Some(newest), false) => Some(Own::Year(newest)),
        (None, true) => Some(Own::Untitled),
        (None, false) => None,
    }
}

/// The sets of a document: a new one begins at every title that names a year, and at every sheet.
fn sets(document: &Document) -> Vec<Set> {
    let mut sets: Vec<Set> = vec![Set::default()];
    let mut sheet = None;
    let mut parts: BTreeSet<Position> = document.parts.iter().copied().collect();
    for (at, block) in document.blocks.iter().enumerate() {
        let page = position(block).page.filter(|_| !document.sheets.is_empty()).or(sheet);
        // Tables are numbered after the parts are known.
        let beside = parts.remove(&outside_tables(position(block)));
        if page.is_some() && page != sheet || beside {
            sheet = page;
            sets.push(of_sheet(document, page));
        }
        if let Block::Paragraph(paragraph) = block
            && let Some(mut next) = titled(paragraph)
        {
            let last = sets.last();
            next.sheet = page;
            // A sheet's own title says no more than its name, unless the sheet goes on with another.
            let same = last
                .is_some_and(|set| set.sheet == page && set.sheet.is_some() && set.year == next.year && !next.earlier);
            let fresh = last.is_some_and(|set| set.sheet == page && page.is_some() && set.blocks.is_empty());
            match sets.last_mut() {
                Some(set) if fresh && set.year.is_none() && !set.earlier => {
                    (set.year, set.earlier, set.present) = (next.year, next.earlier, next.present);
                    set.title = next.title;
                }
                Some(_) if same => {}
                _ => sets.push(next),
            }
        }
        if let Some(set) = sets.last_mut() {
            set.blocks.push(at);
        }
    }
    sets
}

/// A title stands over one set of tables: where the same table comes again, the second set has no title.
fn after_repeats(document: &Document, sets: Vec<Set>) -> Vec<Set> {
    let mut parted = Vec::new();
    for mut set in sets {
        let cut = (set.year.is_some() || set.earlier).then(|| first_repeat(document, &set.blocks)).flatten();
        let rest = cut.map(|cut| set.blocks.split_off(cut));
        let sheet = set.sheet;
        parted.push(set);
        parted.extend(rest.map(|blocks| Set { blocks, sheet, ..Set::default() }));
    }
    parted
}

/// Where the first table begins, with what stands over it, that states again what those before it state.
fn first_repeat(document: &Document, blocks: &[usize]) -> Option<usize> {
    // Each table is read for itself here, which nearly no document needs.
    if !may_repeat(blocks.iter().filter_map(|&at| document.blocks.get(at))) {
        debug_assert_eq!(read_repeat(document, blocks), None, "tables of other labels state the same");
        return None;
    }
    read_repeat(document, blocks)
}

fn read_repeat(document: &Document, blocks: &[usize]) -> Option<usize> {
    let mut seen: BTreeSet<CellKey> = BTreeSet::new();
    let mut since = 0;
    for place in (0..blocks.len()).filter(|&place| blocks.get(place).is_some_and(|&at| is_table(document, at))) {
        let (cells, _) = stated(document, blocks.within(since..=place));
        if !cells.is_empty() && cells.intersection(&seen).count() * 2 >= cells.len() {
            return Some(since);
        }
        seen.extend(cells);
        since = place + 1;
    }
    None
}

fn of_sheet(document: &Document, page: Option<u32>) -> Set {
    let name = sheet_name(document, page).unwrap_or_default().to_owned();
    let (year, earlier, present) = says(&name);
    // A sheet's tab often has the bare number.
    let bare = || {
        let digits: String =
            name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|_| digits.len() == 4)
    };
    Set { year: year.or_else(bare), earlier, present, whole: true, sheet: page, title: name, ..Set::default() }
}

fn sheet_name(document: &Document, page: Option<u32>) -> Option<&str> {
    let index = usize::try_from(page?).ok()?.checked_sub(1)?;
    document.sheets.get(index).map(String::as_str)
}

/// The set that a line begins, where it is a title that names a year.
fn titled(paragraph: &Paragraph) -> Option<Set> {
    let text = paragraph.text.trim();
    // Commas part the clauses of a sentence, but not those of a remark in brackets: “2022年（上年，供对照）”.
    let outside = text.split(['（', '(']).next().unwrap_or_default();
    if text.chars().count() > LONGEST_TITLE || text.contains(['。', '；', '！', ';']) || outside.contains(['，', ','])
    {
        return None;
    }
    let (year, earlier, present) = says(text);
    let of_report = text.contains("公开") && (text.contains("报告") || text.contains("年报"));
    let tells = year.is_some() && !is_dated(text) || earlier && is_caption(text) || present;
    tells.then(|| Set { title: text.to_owned(), year, earlier, present, whole: of_report, ..Set::default() })
}

/// The one year that a line names, and whether it says that it is an earlier or the present one.
fn says(text: &str) -> (Option<Year>, bool, bool) {
    let years: BTreeSet<Year> = years_in(text).into_iter().collect();
    let year = years.first().copied().filter(|_| years.len() == 1);
    let earlier = EARLIER.iter().any(|word| text.contains(word)) && !text.contains("结转");
    (year, earlier, PRESENT.iter().any(|word| text.contains(word)))
}

/// Whether a line names a day: of publication, of signing, of counting.
fn is_dated(text: &str) -> bool {
    text.contains('月') || ["发布", "日期", "时间", "截至", "来源"].iter().any(|word| text.contains(word))
}

/// Whether a line without a year is a caption of tables and not the heading of a text.
fn is_caption(text: &str) -> bool {
    ["数据", "报表", "附表", "表格", "统计", "年报", "报告"].iter().any(|word| text.contains(word))
        || text.chars().count() <= 8
}

/// What a set's tables state, and the rows that they print.
fn stated(document: &Document, blocks: &[usize]) -> (BTreeSet<CellKey>, BTreeSet<Row>) {
    let blocks = || blocks.iter().filter_map(|&at| document.blocks.get(at));
    let pieces = pieces(blocks());
    let narrative: Narrative = narrative::read(&pieces);
    let tables: Vec<&Table> = blocks().filter_map(as_table).collect();
    let (harvest, _) = harvest_of(&tables, &pieces, &narrative);
    (harvest.statements.keys().collect(), harvest.rows)
}

/// Whether a block of a set that is another year's goes with it: all of a report or sheet; of a caption's set the
/// caption, the tables and the short lines above the last of them.
fn goes(document: &Document, set: &Set, last: Option<usize>, at: usize) -> bool {
    if set.whole || is_table(document, at) {
        return true;
    }
    let short = match document.blocks.get(at) {
        Some(Block::Paragraph(paragraph)) => {
            let text = paragraph.text.trim();
            text.chars().count() <= LONGEST_TITLE && !text.ends_with(['。', '；', '！'])
        }
        _ => false,
    };
    short && last.is_some_and(|last| at < last)
}

fn is_table(document: &Document, at: usize) -> bool {
    document.blocks.get(at).and_then(as_table).is_some()
}

fn as_table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    }
}

fn position(block: &Block) -> Position {
    match block {
        Block::Paragraph(paragraph) => paragraph.position,
        Block::Table(table) => table.position,
    }
}

#[cfg(test)]
mod tests {
    use super::super::recognize;
    use super::*;
    use gongkai_core::document::ParagraphRole;
    use gongkai_core::form::Edition;
    use gongkai_core::{Cell, Organ, Report, compose};

    /// The tables of a report whose every cell holds one number, with their section headings.
    fn tables(number: u32) -> Vec<Block> {
        let mut report = Report::new(Organ::new("某县人民政府"), Year::new(2023).expect("a year"));
        for cell in Edition::E2021.form().cells() {
            report.set(cell.key, Cell::from(number));
        }
        let blocks = compose(&report).blocks.into_iter();
        let heading = |text: &str| ["二、", "三、", "四、"].iter().any(|number| text.starts_with(number));
        blocks
            .filter(|block| match block {
                Block::Paragraph(paragraph) => heading(&paragraph.text),
                Block::Table(_) => true,
            })
            .collect()
    }

    fn line(text: &str) -> Block {
        Paragraph::new(ParagraphRole::Body, text).into()
    }

    /// The cells that are read from sets of tables, each under a line: the distinct values, and how many are unread.
    fn read(sets: &[(&str, u32)]) -> (BTreeSet<String>, usize, Vec<String>) {
        let mut blocks = Vec::new();
        for (title, number) in sets {
            blocks.extend(title.split('\n').filter(|line| !line.is_empty()).map(line));
            blocks.extend(tables(*number));
        }
        let reading = recognize(&Document::new(blocks));
        let cells = reading.report.form_cells();
        let values = cells.filter_map(|cell| reading.report.cell(cell.key)).map(|cell| cell.printed().into_owned());
        let kind = RemarkKind::OtherYear;
        let remarks = reading.receipt.remarks.iter().filter(|remark| remark.kind == kind);
        let remarks = remarks.map(|remark| remark.detail.zh.clone()).collect();
        (values.collect(), reading.receipt.unread.len(), remarks)
    }

    #[test]
    fn the_report_is_of_its_own_year() {
        let title = "某县人民政府2023年政府信息公开工作年度报告";
        for sets in [
            [(title, 1), ("2022年（上年，供对照）", 2)],
            [("2022年（上年，供对照）", 2), ("2023年", 1)],
            [("", 1), ("2022年（上年，供对照）", 2)],
            [("", 1), ("上年数据", 2)],
            [("某县人民政府2022年政府信息公开工作年度报告", 2), (title, 1)],
            [("某县人民政府2023年政府信息公开工作年度报告\n2022年数据", 2), ("2023年数据", 1)],
        ] {
            let (values, unread, remarks) = read(&sets);
            assert_eq!((values, unread), (BTreeSet::from(["1".to_owned()]), 0), "{sets:?}");
            assert_eq!(remarks.len(), 1, "{sets:?}");
        }
    }

    #[test]
    fn what_the_reports_own_table_hides_is_not_read_from_another_years() {
        let title = "某县人民政府2023年政府信息公开工作年度报告";
        let mut blocks = vec![line(title)];
        // The values of the own table three have left their columns.
        blocks.extend(tables(1).into_iter().map(|block| match block {
            Block::Table(table) if table.columns() == 10 => {
                let cells = table.cells().iter().cloned().map(|cell| {
                    let over = usize::from(cell.key.is_some());
                    let column = cell.column + over;
                    let row = cell.row;
                    cell.moved_to(row, column)
                });
                Table::new(table.rows(), 11, cells.collect()).expect("a table").into()
            }
            other => other,
        }));
        blocks.push(line("2022年（上年，供对照）"));
        blocks.extend(tables(2));
        let reading = recognize(&Document::new(blocks));
        let cells = reading.report.cells().map(|(_, cell)| cell.printed().into_owned());
        assert_eq!(cells.collect::<BTreeSet<String>>(), BTreeSet::from(["1".to_owned()]));
    }

    #[test]
    fn what_cannot_be_told_is_unread_and_what_stands_once_is_read() {
        let (values, unread, remarks) = read(&[("", 1), ("2022年", 2)]);
        assert_eq!((values.len(), unread, remarks.len()), (0, 200, 0), "nothing says whose the first tables are");
        let (values, unread, remarks) = read(&[("2022年度", 2)]);
        assert_eq!((values, unread, remarks.len()), (BTreeSet::from(["2".to_owned()]), 0, 0));
    }
}
