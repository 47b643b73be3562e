//! Registers in the files that offices keep them in.

use gongkai_collate::ledger::{Register, RegisterError, limits};

use crate::sniff::{Looks, look};
use crate::{Format, ReadOptions};

/// Reads a register from a file's bytes: a workbook of the newer or of the older notation, the tables of a document of
/// Word, of RTF or of a web page, or else CSV.
///
/// ```
/// let register = gongkai::read_register("编号,收到日期,申请人类型,办结日期,办理结果\n1,2024-01-05,公民,,\n".as_bytes())?;
/// assert_eq!(register.applications()?.entries.len(), 1);
/// # Ok::<(), gongkai::ledger::RegisterError>(())
/// ```
///
/// # Errors
/// As [`Register::read`] and [`Register::from_document`].
pub fn read_register(bytes: &[u8]) -> Result<Register, RegisterError> {
    let format = match look(bytes) {
        Looks::Like(format @ (Format::Docx | Format::Doc | Format::Rtf | Format::Html)) => Some(format),
        _ => None,
    };
    if let Some(reader) = format.and_then(|format| format.reader(&ReadOptions::default()).ok()) {
        let limits = limits();
        limits.admit(bytes)?;
        return Register::from_document(&reader.read(bytes, &limits)?);
    }
    #[cfg(feature = "xls")]
    let bytes = &*crate::newer_workbook(bytes, &gongkai_collate::ledger::limits())?;
    Register::read(bytes)
}

#[cfg(all(test, feature = "rtf", feature = "html"))]
mod tests {
    use super::*;

    #[test]
    fn registers_stand_in_tables_of_documents() {
        let row = |cells: [&str; 5]| {
            let ends: String = (1..=5).map(|cell| format!("\\cellx{}", cell * 1500)).collect();
            let cells: String = cells.iter().map(|text| format!("{}\\cell ", escaped(text))).collect();
            format!("\\trowd{ends}\\intbl {cells}\\row")
        };
        let head = ["编号", "收到日期", "申请人类型", "办结日期", "办理结果"];
        let entry = ["1", "2024-01-05", "公民", "2024-01-20", "予以公开"];
        let rtf = format!("{{\\rtf1\\ansi {}{}}}", row(head), row(entry));
        let cells = |texts: [&str; 5]| texts.map(|text| format!("<td>{text}</td>")).concat();
        let page = format!("<table border=1><tr>{}<tr>{}</table>", cells(head), cells(entry));
        for bytes in [rtf.as_bytes(), page.as_bytes()] {
            let applications = read_register(bytes).unwrap().applications().unwrap();
            assert_eq!((applications.entries.len(), applications.refused.len()), (1, 0), "{}", bytes.escape_ascii());
        }
        assert_eq!(read_register(b"{\\rtf1 a}").unwrap_err(), RegisterError::NoTable);
    }

    /// The text as RTF writes it: every character by its number.
    fn escaped(text: &str) -> String {
        text.encode_utf16().map(|unit| format!("\\u{unit}?")).collect()
    }
}
