//! What a reading found, in short for people and in full for programs.

use std::path::Path;

use gongkai::characters::one_line;
use gongkai::document::{Position, RemarkKind};
use gongkai::reading::RemarkEntry;
use gongkai::{Loss, Reading};

use crate::language::Language;
use crate::run_files::shown;
use gongkai_wire::{Place, Receipt as Published, Words};

/// How many cells are named before the rest is counted.
const MOST_NAMED: usize = 8;

/// The receipt in a few lines.
pub(crate) fn in_short(language: Language, path: &Path, reading: &Reading) -> String {
    in_lines(language, path, reading, MOST_NAMED)
}

/// The receipt with every cell that was not read and everything else that it names.
pub(crate) fn in_whole(language: Language, path: &Path, reading: &Reading) -> String {
    in_lines(language, path, reading, usize::MAX)
}

fn in_lines(language: Language, path: &Path, reading: &Reading, most: usize) -> String {
    let receipt = &reading.receipt;
    // What a page has around the report is in the full receipt; here it would hide what matters.
    let said = receipt.remarks.iter().filter(|remark| remark.kind != RemarkKind::PageFurniture);
    let (lost, remarks): (Vec<_>, Vec<_>) = said.partition(|remark| remark.kind.is_loss());
    let printed = |position: Position| {
        let Words { zh, en } = Place::in_sheets(position, &reading.provenance.sheets).printed();
        language.pick(zh, en)
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
        language,
        &mut lines,
        language.pick("未读出", "not read"),
        (receipt.unread.len(), most),
        Published::from(reading).unread.iter().map(|cell| {
            let printed = cell.printed.as_deref().map(|text| format!("“{text}”")).unwrap_or_default();
            let why = language.pick(&cell.why.zh, &cell.why.en);
            language.pick(format!("{}（{why}{printed}）", cell.name), format!("{} ({why}{printed})", cell.name))
        }),
    );
    named(
        language,
        &mut lines,
        language.pick("推断", "inferred"),
        (receipt.inferred.len(), most),
        receipt.inferred.iter().map(|cell| {
            let printed = if cell.printed.is_empty() { String::new() } else { format!("“{}”→", cell.printed) };
            format!("{} {printed}{}{}{}", cell.name, cell.value, language.pick("：", ": "), language.of(&cell.why))
        }),
    );
    named(
        language,
        &mut lines,
        language.pick("标签写法不同", "label variants"),
        (receipt.variants.len(), most),
        receipt
            .variants
            .iter()
            .map(|label| format!("{}“{}”→“{}”", place(label.position), label.printed, label.expected)),
    );
    named(
        language,
        &mut lines,
        language.pick("未用的表格", "tables not used"),
        (receipt.ignored.len(), most),
        receipt
            .ignored
            .iter()
            .map(|table| format!("{}“{}”（{}×{}）", place(table.position), table.begins, table.size.0, table.size.1)),
    );
    named(
        language,
        &mut lines,
        language.pick("不属于表格任何一行的数字", "rows that are none of the form's"),
        (receipt.unplaced.len(), most),
        receipt.unplaced.iter().map(|row| format!("{}“{}”", place(row.position), row.printed)),
    );
    named(
        language,
        &mut lines,
        language.pick("没有表头、按各列次序读取的行", "rows read by the order of columns, for want of a head"),
        (receipt.by_order.len(), most),
        receipt.by_order.iter().map(|row| format!("{}{}“{}”", place(row.position), row.table.printed(), row.row)),
    );
    named(
        language,
        &mut lines,
        language.pick("重复的表格", "tables that stand twice"),
        (receipt.restated.len(), most),
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
        let colon = language.pick("：", ": ");
        format!("{}{}{colon}{}", place(remark.position), language.pick(zh, en), language.of(&remark.detail))
    };
    named(
        language,
        &mut lines,
        language.pick("没有收入", "not carried over"),
        (lost.len(), most),
        lost.iter().map(one),
    );
    named(language, &mut lines, language.pick("说明", "remarks"), (remarks.len(), most), remarks.iter().map(one));
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

/// What outputs do not hold of a report, in a few lines; nothing when they hold all of it.
pub(crate) fn not_written(language: Language, lost: &[Loss]) -> String {
    let mut lines = Vec::new();
    let one = |loss: &Loss| {
        let (zh, en) = loss.remark.kind.in_words();
        let colon = language.pick("：", ": ");
        format!("{} {}{colon}{}", shown(&loss.path), language.pick(zh, en), language.of(&loss.remark.detail))
    };
    named(
        language,
        &mut lines,
        language.pick("写不进输出文件", "not held by the output"),
        (lost.len(), MOST_NAMED),
        lost.iter().map(one),
    );
    lines.join("\n")
}

/// A heading with what it counts, and at most so many of them named.
fn named(
    language: Language,
    lines: &mut Vec<String>,
    heading: &str,
    (count, most): (usize, usize),
    items: impl Iterator<Item = String>,
) {
    if count == 0 {
        return;
    }
    lines.push(format!("  {heading} {count}{}", language.pick("：", ":")));
    lines.extend(items.take(most).map(|item| format!("    {}", one_line(&item))));
    if count > most {
        lines.push(format!("    … {}", count - most));
    }
}
