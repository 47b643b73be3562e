//! Tables as CSV files that a spreadsheet program opens as they are meant.

use gongkai::characters;

/// A table as CSV: with the mark by which Excel knows UTF-8, and with no cell that it would take for a formula.
pub(crate) fn csv_table<R, C>(rows: R) -> Result<Vec<u8>, String>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.into_iter().map(inert)).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// Text that a spreadsheet would take for a formula or a command is made text; signed numbers and dashes stay. Characters
/// that act on a terminal are spelt out.
fn inert(cell: String) -> String {
    let cell = characters::inert(&cell).into_owned();
    // A spreadsheet passes over blanks before the sign.
    let mut chars = cell.trim_start_matches([' ', '\u{3000}', '\u{a0}']).chars();
    let harmful = match chars.next() {
        Some('=' | '＝' | '@' | '＠' | '\t' | '\r' | '\n') => true,
        Some('+' | '-' | '＋' | '－') => {
            !chars.all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '－' | '—'))
        }
        _ => false,
    };
    if harmful { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("＝1+1", "'＝1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("\t=1", "'\t=1"),
            (" =1+1", "' =1+1"),
            ("某局\u{1b}[2J", "某局\\u{1b}[2J"),
            ("-18", "-18"),
            ("+1,036", "+1,036"),
            ("-", "-"),
            ("—", "—"),
            ("某局", "某局"),
            ("", ""),
        ] {
            assert_eq!(inert(cell.to_owned()), written);
        }
    }

    #[test]
    fn the_file_is_utf_8_with_its_mark_and_windows_lines() {
        let rows = [["机关", "结论"], ["某局，“甲”", "通过"]].map(|row| row.map(str::to_owned));
        let text = String::from_utf8(csv_table(rows).expect("rows")).expect("UTF-8");
        assert_eq!(text, "\u{feff}机关,结论\r\n某局，“甲”,通过\r\n");
    }
}
