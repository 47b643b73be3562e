//! Decoding one of the three tables.

use gongkai_core::document::{Document, Remark, RemarkKind};
use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::reading::{InferredCell, Provenance};
use gongkai_core::words::Text;
use gongkai_core::{Cell, Number, Report};

use crate::complaint;
use crate::decode::edition;
use crate::edition::{Row, StatedKeys, rows, tell};
use crate::narrative::{self, Place};
use crate::source::Source;
use crate::tree::{Entry, Node, Value};

/// The keys of a table that are no rows.
const OWN_KEYS: [&str; 2] = ["edition", "narrative"];

/// What decoding the tables finds besides the report.
pub(crate) struct Findings {
    pub(crate) provenance: Provenance,
    pub(crate) inferred: Vec<InferredCell>,
    pub(crate) document: Document,
    /// What the file's tables have cost.
    pub(crate) meter: Meter,
}

impl Findings {
    /// Nothing found yet.
    pub(crate) fn new(source: &Source<'_>) -> Self {
        Self {
            provenance: Provenance::default(),
            inferred: Vec::new(),
            document: Document::default(),
            meter: Meter::new(&source.limits),
        }
    }
}

/// Decodes a table into the report.
pub(crate) fn decode(
    table: TableKey,
    node: &Node,
    report: &mut Report,
    findings: &mut Findings,
    source: &Source<'_>,
) -> Result<(), ReadError> {
    let place = format!("“{}”（{}）", table.as_str(), table.printed());
    let Value::Table(entries) = &node.value else {
        return Err(complaint::wrong_type(source, node, &place, "表", "a table"));
    };
    refuse_repeats(entries, source)?;
    let governing = report.edition(table);
    let edition = match entries.iter().find(|entry| entry.key == "edition") {
        Some(entry) => edition(&entry.node, source)?,
        None => tell(table, &stated(entries), governing),
    };
    if edition != governing && !entries.iter().any(|entry| entry.key == "edition") {
        let detail = format!(
            "{}的行是 {edition} 版的，按 {edition} 版读取 / the rows of {} are those of the {edition} edition, and read as such",
            table.printed(),
            table.as_str()
        );
        findings.document.remarks.push(Remark::new(RemarkKind::Edition, detail, source.start(&node.span)));
    }
    report.set_edition(table, edition);
    let rows = rows(edition.form().table(table));
    for entry in entries {
        if entry.key == "narrative" {
            let section = table.section();
            let mut place = Place { key: "narrative", table: Some(table), meter: &mut findings.meter };
            let (parts, places) = narrative::decode(&entry.node, &mut place, source)?;
            report.set_narrative(section, parts);
            findings.provenance.paragraphs.insert(section, places);
        } else if entry.key != "edition" {
            let row = rows.iter().find(|row| row.key == entry.key);
            let row = row.ok_or_else(|| unknown_row(table, edition, entry, &rows, source))?;
            decode_row(row, &entry.node, report, findings, source)?;
        }
    }
    Ok(())
}

/// A key twice in one table; TOML's parser refuses it, JSON's does not.
pub(crate) fn refuse_repeats(entries: &[Entry], source: &Source<'_>) -> Result<(), ReadError> {
    let mut seen = std::collections::BTreeSet::new();
    match entries.iter().find(|entry| !seen.insert(entry.key.as_str())) {
        Some(entry) => Err(complaint::twice(source, &entry.key_span, &entry.key)),
        None => Ok(()),
    }
}

fn stated(entries: &[Entry]) -> StatedKeys<'_> {
    let mut keys = StatedKeys::default();
    for entry in entries.iter().filter(|entry| !OWN_KEYS.contains(&entry.key.as_str())) {
        keys.rows.insert(&entry.key);
        if let Value::Table(columns) = &entry.node.value {
            keys.cells.extend(columns.iter().map(|column| (entry.key.as_str(), column.key.as_str())));
        }
    }
    keys
}

fn unknown_row(table: TableKey, edition: Edition, entry: &Entry, rows: &[Row], source: &Source<'_>) -> ReadError {
    let elsewhere = Edition::all().filter(|&other| other != edition);
    let elsewhere = elsewhere.flat_map(|other| other.form().table(table).cells.iter().map(move |cell| (other, cell)));
    if let Some((other, cell)) = elsewhere.into_iter().find(|(_, cell)| cell.key.row() == entry.key) {
        let label = cell.row_path.last().copied().unwrap_or_default();
        return source.error(
            &entry.key_span,
            &format!(
                "{}按 {edition} 版没有“{}”（{label}）这一行，它只在 {other} 版；请删去，或在该表写 edition = \"{other}\"",
                table.printed(),
                entry.key
            ),
            &format!(
                "{} in the {edition} edition has no row “{}”, which is of the {other} edition; remove it or set edition = \"{other}\" in the table",
                table.as_str(),
                entry.key
            ),
        );
    }
    if crate::decode::TOP.contains(&entry.key.as_str()) {
        return source.error(
            &entry.key_span,
            &format!("“{}”不属于{}；请移到文件最前面，第一个 [表头] 之前", entry.key, table.printed()),
            &format!("“{}” is no row of {}; move it to the top, before the first [table]", entry.key, table.as_str()),
        );
    }
    let known: Vec<&str> = rows.iter().map(|row| row.key).chain(OWN_KEYS).collect();
    let place = (format!("{}：", table.printed()), format!("{}: ", table.as_str()));
    complaint::unknown(source, &entry.key_span, &entry.key, (&place.0, &place.1), &known)
}

fn decode_row(
    row: &Row,
    node: &Node,
    report: &mut Report,
    findings: &mut Findings,
    source: &Source<'_>,
) -> Result<(), ReadError> {
    match &node.value {
        Value::Table(columns) => {
            refuse_repeats(columns, source)?;
            for column in columns {
                let Some(cell) = row.cells.iter().find(|cell| cell.key.column() == column.key) else {
                    let known: Vec<&str> = row.cells.iter().map(|cell| cell.key.column()).collect();
                    let place = (format!("{}：", row.printed()), format!("{}: ", row.key));
                    return Err(complaint::unknown(
                        source,
                        &column.key_span,
                        &column.key,
                        (&place.0, &place.1),
                        &known,
                    ));
                };
                state(cell.key, &column.node, report, findings, source)?;
            }
            Ok(())
        }
        Value::Array(items) => {
            let total_left_out = row.cells.first().is_some_and(|cell| cell.key.table() == TableKey::Applications)
                && items.len() + 1 == row.cells.len();
            if items.len() != row.cells.len() && !total_left_out {
                return Err(wrong_length(row, node, items.len(), source));
            }
            for (cell, item) in row.cells.iter().zip(items) {
                state(cell.key, item, report, findings, source)?;
            }
            if total_left_out {
                add_total(row, node, report, findings, source);
            }
            Ok(())
        }
        _ => {
            let place = format!("“{}”（{}）", row.key, row.printed());
            Err(complaint::wrong_type(source, node, &place, "数组或 { 列 = 值 }", "an array or a table of its columns"))
        }
    }
}

fn wrong_length(row: &Row, node: &Node, found: usize, source: &Source<'_>) -> ReadError {
    let expected = row.cells.len();
    let columns = row.columns().join("、");
    let (mend_zh, mend_en) = if found > expected {
        ("请核对后删去多余的", "remove what is too many")
    } else {
        ("请核对后补上缺少的，空白写 \"\"", "add what is missing; a blank is \"\"")
    };
    source.error(
        &node.span,
        &format!("{}写了 {found} 个值，应为 {expected} 个（{columns}）；{mend_zh}", row.printed()),
        &format!("row “{}” has {found} values instead of {expected}; {mend_en}", row.key),
    )
}

/// States the total of a row whose author left it to the program. Where a class holds no number there is no total,
/// and the receipt names the cell as not stated.
fn add_total(row: &Row, node: &Node, report: &mut Report, findings: &mut Findings, source: &Source<'_>) {
    let Some((total, classes)) = row.cells.split_last() else { return };
    let numbers: Option<Vec<Number>> =
        classes.iter().map(|cell| report.cell(cell.key).and_then(Cell::number)).collect();
    let Some(sum) = numbers.and_then(Number::checked_sum) else { return };
    let value = Cell::from(sum);
    let why = Text::new("文件写了六类申请人，总计由程序相加", "six values in the file leave the total to the program");
    findings.inferred.push(InferredCell::new(report, total.key, "", &value, why));
    findings.provenance.cells.insert(total.key, source.start(&node.span));
    report.set(total.key, value);
}

/// States a cell.
fn state(
    key: CellKey,
    node: &Node,
    report: &mut Report,
    findings: &mut Findings,
    source: &Source<'_>,
) -> Result<(), ReadError> {
    let cell = match &node.value {
        Value::Number(digits) => Cell::from(number(digits).ok_or_else(|| {
            source.error(
                &node.span,
                &format!("{}：“{digits}”不是普通的十进制数（至多 28 位，不用指数）", report.printed_name(key)),
                &format!("{key}: “{digits}” is no plain decimal number of at most 28 digits"),
            )
        })?),
        Value::Text(text) => Cell::parse(text),
        Value::Null => Cell::Blank,
        _ => {
            let place = report.printed_name(key);
            return Err(complaint::wrong_type(
                source,
                node,
                &place,
                "数字或加引号的文字（空白写 \"\"）",
                "a number or quoted text (\"\" for blank)",
            ));
        }
    };
    findings.provenance.cells.insert(key, source.start(&node.span));
    report.set(key, cell);
    Ok(())
}

fn number(digits: &str) -> Option<Number> {
    digits.parse().ok()
}
