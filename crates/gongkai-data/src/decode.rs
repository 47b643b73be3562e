//! From the common tree to a report: the one decoder of TOML and JSON.

use gongkai_core::day::iso_day;
use gongkai_core::form::{Edition, SectionKey, TableKey};
use gongkai_core::format::ReadError;
use gongkai_core::reading::{Reading, Receipt};
use gongkai_core::{Level, Organ, PublishedHeading, Report, Year};

use crate::complaint;
use crate::narrative::{self, Place};
use crate::source::Source;
use crate::table::{self, Findings, refuse_repeats};
use crate::tree::{Entry, Node, Value};

/// The keys at the top of a file.
pub(crate) const TOP: [&str; 15] = [
    "title",
    "published",
    "year",
    "edition",
    "organ",
    "preamble",
    "overview",
    "disclosure",
    "applications",
    "disputes",
    "problems",
    "other_matters",
    "signature",
    "headings",
    SCHEMA,
];

/// Where a file names the schema that editors complete and check it by; nothing is read there.
pub(crate) const SCHEMA: &str = "$schema";

/// What a heading that opens none of the six sections is listed under.
pub(crate) const NO_SECTION: &str = "other";

/// The keys of an organ.
const ORGAN: [&str; 2] = ["name", "level"];

/// The sections that a file states as text. They may also stand under `[organ]`, because in TOML everything after
/// that line does.
pub(crate) const TEXTS: [(&str, Option<SectionKey>); 4] = [
    ("preamble", None),
    ("overview", Some(SectionKey::Overview)),
    ("problems", Some(SectionKey::Problems)),
    ("other_matters", Some(SectionKey::OtherMatters)),
];

pub(crate) fn decode(root: &Node, source: &Source<'_>) -> Result<Reading, ReadError> {
    let Value::Table(entries) = &root.value else {
        return Err(complaint::wrong_type(source, root, "文件最外层 / the outermost level", "表 { … }", "a table"));
    };
    refuse_repeats(entries, source)?;
    if let Some(entry) = entries.iter().find(|entry| !TOP.contains(&entry.key.as_str())) {
        return Err(complaint::unknown(source, &entry.key_span, &entry.key, ("", ""), &TOP));
    }
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    if let Some(entry) = find(SCHEMA) {
        text(&entry.node, SCHEMA, source)?;
    }
    let year = find("year").map(|entry| year(&entry.node, source)).transpose()?;
    let written = find("edition").map(|entry| edition(&entry.node, source)).transpose()?;
    let Some(base) = written.or(year.map(Edition::governing)) else {
        let start = root.span.start..root.span.start;
        return Err(source.error(
            &start,
            "没有写报告年度；请在文件开头加一行 year = 2023（JSON 写 \"year\": 2023）",
            "the year is missing; begin the file with year = 2023",
        ));
    };
    let mut report = Report::in_edition(base);
    report.year = year;
    let mut findings = Findings::new(source);
    if let Some(entry) = find("title") {
        report.title = Some(text(&entry.node, "title", source)?.to_owned()).filter(|title| !title.trim().is_empty());
        findings.provenance.title = source.start(&entry.node.span);
    }
    report.published = find("published").map(|entry| date(&entry.node, source)).transpose()?.flatten();
    let mut places: Vec<&Entry> = entries.iter().collect();
    if let Some(entry) = find("organ") {
        let (organ, more) = organ(&entry.node, source)?;
        report.organ = organ;
        places.extend(more);
    }
    for (key, section) in TEXTS {
        let mut stated = places.iter().filter(|entry| entry.key == key);
        let Some(entry) = stated.next() else { continue };
        if let Some(again) = stated.next() {
            return Err(complaint::twice(source, &again.key_span, key));
        }
        let mut place = Place { key, table: None, meter: &mut findings.meter };
        let (parts, positions) = narrative::decode(&entry.node, &mut place, source)?;
        match section {
            None => report.preamble = parts.into(),
            Some(section) => {
                report.set_narrative(section, parts);
                findings.provenance.paragraphs.insert(section, positions);
            }
        }
    }
    let mut signed = places.iter().filter(|entry| entry.key == "signature");
    if let Some(entry) = signed.next() {
        report.signature = narrative::signature(&entry.node, source)?;
    }
    if let Some(again) = signed.next() {
        return Err(complaint::twice(source, &again.key_span, "signature"));
    }
    if let Some(entry) = find("headings") {
        report.headings = headings(&entry.node, source)?;
    }
    for table in TableKey::ALL {
        if let Some(entry) = find(table.as_str()) {
            table::decode(table, &entry.node, &mut report, &mut findings, source)?;
        }
    }
    let mut receipt = Receipt::of_stated(&report);
    receipt.inferred = findings.inferred;
    receipt.note_remarks(&findings.document.remarks);
    Ok(Reading::new(report, receipt, findings.provenance))
}

/// The report's own headings, each under its section's key.
fn headings(node: &Node, source: &Source<'_>) -> Result<Vec<PublishedHeading>, ReadError> {
    let wrong = |node: &Node| {
        let (zh, en) = ("[{ overview = \"一、概述\" }, …]", "a list of headings, each under its section's key");
        complaint::wrong_type(source, node, "“headings”（各部分的标题）", zh, en)
    };
    let Value::Array(items) = &node.value else { return Err(wrong(node)) };
    let heading = |item: &Node| {
        let Value::Table(entries) = &item.value else { return Err(wrong(item)) };
        let [entry] = entries.as_slice() else { return Err(wrong(item)) };
        let section = SectionKey::ALL.into_iter().find(|section| section.as_str() == entry.key);
        if section.is_none() && entry.key != NO_SECTION {
            let known: Vec<&str> = SectionKey::ALL.map(SectionKey::as_str).into_iter().chain([NO_SECTION]).collect();
            return Err(complaint::unknown(source, &entry.key_span, &entry.key, ("headings：", "headings: "), &known));
        }
        let printed = text(&entry.node, &entry.key, source)?.trim();
        Ok(PublishedHeading::new(printed, section, source.start(&entry.node.span)))
    };
    items.iter().map(heading).filter(|heading| !heading.as_ref().is_ok_and(|own| own.printed.is_empty())).collect()
}

fn year(node: &Node, source: &Source<'_>) -> Result<Year, ReadError> {
    let Value::Number(digits) = &node.value else {
        return Err(complaint::wrong_type(
            source,
            node,
            "“year”（报告年度）",
            "不加引号的年份",
            "a year without quotes",
        ));
    };
    let whole = digits.trim_start_matches(['+', '-']).chars().all(|c| c.is_ascii_digit());
    let (zh, en) = if whole {
        ("应在 2008—2100 之间；请写报告所述的年份", "a report's year lies between 2008 and 2100")
    } else {
        ("不是十进制整数；请只写年份的数字", "write the year as a whole decimal number, such as 2023")
    };
    digits.parse().map_err(|_| {
        let (zh, en) =
            (format!("“year”（报告年度）写的是 {digits}，{zh}，如 2023"), format!("“year” is {digits}; {en}"));
        source.error(&node.span, &zh, &en)
    })
}

/// The edition that a file names.
pub(crate) fn edition(node: &Node, source: &Source<'_>) -> Result<Edition, ReadError> {
    let named = |between| Edition::all().map(|edition| format!("\"{edition}\"")).collect::<Vec<_>>().join(between);
    let written = match &node.value {
        Value::Text(text) => text,
        Value::Number(digits) => digits,
        _ => {
            return Err(complaint::wrong_type(source, node, "“edition”（格式版本）", &named("、"), &named(", ")));
        }
    };
    written.parse().map_err(|_| {
        source.error(
            &node.span,
            &format!("“edition”（格式版本）写的是“{written}”，只有 {}", named("、")),
            &format!("“edition” is “{written}”; there are {}", named(", ")),
        )
    })
}

fn text<'a>(node: &'a Node, key: &str, source: &Source<'_>) -> Result<&'a str, ReadError> {
    match &node.value {
        Value::Text(text) => Ok(text),
        _ => Err(complaint::wrong_type(source, node, &format!("“{key}”"), "加引号的文字", "quoted text")),
    }
}

fn date(node: &Node, source: &Source<'_>) -> Result<Option<jiff::civil::Date>, ReadError> {
    let (Value::Date(written) | Value::Text(written)) = &node.value else {
        let place = "“published”（发布日期）";
        return Err(complaint::wrong_type(source, node, place, "形如 2024-01-22 的日期", "a date like 2024-01-22"));
    };
    if written.trim().is_empty() {
        return Ok(None);
    }
    iso_day(written.trim()).map(Some).ok_or_else(|| {
        source.error(
            &node.span,
            &format!("“published”（发布日期）写的是“{written}”，应形如 2024-01-22"),
            &format!("“published” is “{written}”; write a date like 2024-01-22"),
        )
    })
}

/// The organ, and the entries under it that are the report's own texts.
fn organ<'a>(node: &'a Node, source: &Source<'_>) -> Result<(Organ, Vec<&'a Entry>), ReadError> {
    let entries = match &node.value {
        Value::Text(name) => return Ok((Organ::new(name.trim()), Vec::new())),
        Value::Table(entries) => entries,
        _ => {
            return Err(complaint::wrong_type(
                source,
                node,
                "“organ”（机关）",
                "名称或 { name, level }",
                "a name or a table",
            ));
        }
    };
    refuse_repeats(entries, source)?;
    let mut organ = Organ::default();
    let mut texts = Vec::new();
    for entry in entries {
        match entry.key.as_str() {
            "name" => organ.name = text(&entry.node, "name", source)?.trim().to_owned(),
            "level" => {
                let written = text(&entry.node, "level", source)?;
                if !written.trim().is_empty() {
                    organ.level = Some(level(written, &entry.node, source)?);
                }
            }
            key if key == "signature" || TEXTS.iter().any(|&(known, _)| known == key) => texts.push(entry),
            key => {
                let known: Vec<&str> = ORGAN.into_iter().chain(TEXTS.map(|(known, _)| known)).collect();
                let place = ("“organ”（机关）：", "organ: ");
                return Err(complaint::unknown(source, &entry.key_span, key, place, &known));
            }
        }
    }
    Ok((organ, texts))
}

fn level(written: &str, node: &Node, source: &Source<'_>) -> Result<Level, ReadError> {
    written.parse().map_err(|_| {
        let list = Level::ALL.map(Level::as_str);
        let english = list.join(", ");
        source.error(
            &node.span,
            &format!("“level”（层级）写的是“{written}”；可用 {}", list.join("、")),
            &format!("“level” is “{written}”; there are {english}"),
        )
    })
}
