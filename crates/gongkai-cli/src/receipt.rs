//! What a reading found, in short for people and in full for programs.

use std::path::Path;

use gongkai::characters::one_line;
use gongkai::document::{Position, RemarkKind};
use gongkai::recognize::{RemarkEntry, UnreadReason};
use gongkai::{Reading, Receipt};
use serde_json::{Value, json};

use crate::language::Language;
use crate::output::model::Place;
use crate::run_files::shown;

/// How many cells are named before the rest is counted.
const MOST_NAMED: usize = 8;

/// The receipt in a few lines.
pub(crate) fn in_short(language: Language, path: &Path, reading: &Reading) -> String {
    let receipt = &reading.receipt;
    // What a page has around the report is in the full receipt; here it would hide what matters.
    let said = receipt.remarks.iter().filter(|remark| remark.kind != RemarkKind::PageFurniture);
    let (lost, remarks): (Vec<_>, Vec<_>) = said.partition(|remark| remark.kind.is_loss());
    let printed = |position: Position| {
        let mut place = Place::from(position);
        place.name_cell(&reading.provenance.sheets);
        place.printed(language)
    };
    let place = |position: Position| match printed(position) {
        unknown if unknown.is_empty() => unknown,
        known => known + " ",
    };
    let editions: std::collections::BTreeSet<&str> = receipt.editions.values().copied().collect();
    let editions = editions.into_iter().collect::<Vec<_>>().join("/");
    let mut lines = vec![match language {
        Language::Zh => format!("{}：{}/{} 个单元格，{editions} 版", shown(path), receipt.read, receipt.expected),
        Language::En => {
            format!("{}: {}/{} cells, edition {editions}", shown(path), receipt.read, receipt.expected)
        }
    }];
    named(
        &mut lines,
        language.pick("未读出", "not read"),
        receipt.unread.len(),
        receipt.unread.iter().map(|cell| {
            let printed = cell.printed.as_deref().map(|text| format!("“{text}”")).unwrap_or_default();
            format!("{}（{}{printed}）", cell.name, why(language, cell.reason))
        }),
    );
    named(
        &mut lines,
        language.pick("推断", "inferred"),
        receipt.inferred.len(),
        receipt.inferred.iter().map(|cell| {
            let printed = if cell.printed.is_empty() { String::new() } else { format!("“{}”→", cell.printed) };
            format!("{} {printed}{}：{}", cell.name, cell.value, cell.why)
        }),
    );
    named(
        &mut lines,
        language.pick("标签写法不同", "label variants"),
        receipt.variants.len(),
        receipt.variants.iter().map(|label| format!("“{}”→“{}”", label.printed, label.expected)),
    );
    named(
        &mut lines,
        language.pick("未用的表格", "tables not used"),
        receipt.ignored.len(),
        receipt
            .ignored
            .iter()
            .map(|table| format!("{}“{}”（{}×{}）", place(table.position), table.begins, table.size.0, table.size.1)),
    );
    named(
        &mut lines,
        language.pick("不属于表格任何一行的数字", "rows that are none of the form's"),
        receipt.unplaced.len(),
        receipt.unplaced.iter().map(|row| format!("{}“{}”", place(row.position), row.printed)),
    );
    named(
        &mut lines,
        language.pick("没有表头、按各列次序读取的行", "rows read by the order of columns, for want of a head"),
        receipt.by_order.len(),
        receipt.by_order.iter().map(|row| format!("{}{}“{}”", place(row.position), row.table.printed(), row.row)),
    );
    named(
        &mut lines,
        language.pick("重复的表格", "tables that stand twice"),
        receipt.restated.len(),
        receipt.restated.iter().map(|again| {
            let (table, cells, place) = (again.table.printed(), again.cells, place(again.position));
            match language {
                Language::Zh => format!("{place}{table}：{cells} 格与前面的相同"),
                Language::En => format!("{place}{table}: {cells} cells stated again, alike"),
            }
        }),
    );
    let one = |remark: &&RemarkEntry| {
        let (zh, en) = remark.kind.in_words();
        format!("{}{}：{}", place(remark.position), language.pick(zh, en), remark.detail)
    };
    named(&mut lines, language.pick("没有收入", "not carried over"), lost.len(), lost.iter().map(one));
    named(&mut lines, language.pick("说明", "remarks"), remarks.len(), remarks.iter().map(one));
    lines.join("\n")
}

/// Why `--strict` refuses a reading: cells of the form that were not read, or something of the report that was not
/// carried over. What a page has around the report is no reason.
pub(crate) fn refused(language: Language, reading: &Reading) -> Option<&'static str> {
    let (zh, en) = match (reading.receipt.is_complete(), reading.receipt.is_lossy()) {
        (false, _) => ("没有全部读出", "incomplete reading"),
        (true, true) => ("报告中有内容没有收入，见上", "something of the report was not carried over, see above"),
        (true, false) => return None,
    };
    Some(language.pick(zh, en))
}

/// A heading with what it counts, the first of them named.
fn named(lines: &mut Vec<String>, heading: &str, count: usize, items: impl Iterator<Item = String>) {
    if count == 0 {
        return;
    }
    lines.push(format!("  {heading} {count}："));
    lines.extend(items.take(MOST_NAMED).map(|item| format!("    {}", one_line(&item))));
    if count > MOST_NAMED {
        lines.push(format!("    … {}", count - MOST_NAMED));
    }
}

/// Why a cell was not read.
fn why(language: Language, reason: UnreadReason) -> &'static str {
    let (zh, en) = match reason {
        UnreadReason::NotStated => ("文件没有写", "not stated"),
        UnreadReason::TableMissing => ("没有这张表", "no such table"),
        UnreadReason::RowMissing => ("没有这一行", "no such row"),
        UnreadReason::ColumnMissing => ("没有这一列", "no such column"),
        UnreadReason::LabelAmbiguous => ("标签含义不明", "ambiguous label"),
        UnreadReason::DigitsAmbiguous => ("数字粘连或断开", "digits run together or apart"),
        UnreadReason::StatedTwice => ("写了两次且不同", "stated twice, differently"),
        UnreadReason::Merged => ("一个数占了几格", "one value over several cells"),
        UnreadReason::Illegible => ("文件没有说明是什么字", "the file does not say what stands there"),
        UnreadReason::Picture => ("是图片，图里的字不能读取", "a picture, whose text cannot be read"),
        UnreadReason::NoResult => (
            "公式没有保存计算结果，请用 Excel、WPS 或 LibreOffice 打开并保存一次",
            "a formula whose result was not saved: open and save the file once",
        ),
        UnreadReason::Contradicted => ("文件对这一格有两种说法", "the file states this cell in two ways"),
        UnreadReason::Unconfirmed => {
            ("表格无框线，本行总计不能印证", "no rulings part the columns, and the row's sum does not confirm it")
        }
        _ => ("原因不明", "unknown reason"),
    };
    language.pick(zh, en)
}

/// The receipt of a file in full.
pub(crate) fn in_full(path: &Path, reading: &Reading) -> Value {
    json!({
        "file": path.display().to_string(),
        "organ": reading.report.organ.name,
        "year": reading.report.year,
        "complete": Receipt::is_complete(&reading.receipt),
        "receipt": receipt_in_full(reading),
    })
}

/// The receipt with the cells of a workbook named as a person sees them.
pub(crate) fn receipt_in_full(reading: &Reading) -> Value {
    let mut receipt = serde_json::to_value(&reading.receipt).unwrap_or_default();
    name_cells(&mut receipt, &reading.provenance.sheets);
    receipt
}

/// Adds to each place within a value the cell that it means.
fn name_cells(value: &mut Value, sheets: &[String]) {
    match value {
        Value::Object(fields) => {
            let number =
                |name: &str| fields.get(name).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
            let mut position = Position::default();
            (position.page, position.table_row, position.table_column) =
                (number("page"), number("table_row"), number("table_column"));
            if let Some(cell) = position.in_sheets(sheets) {
                fields.insert("cell".to_owned(), Value::String(cell));
            }
            fields.values_mut().for_each(|field| name_cells(field, sheets));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| name_cells(item, sheets)),
        _ => {}
    }
}
