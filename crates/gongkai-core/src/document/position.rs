//! Where something came from.

use std::fmt;

use crate::words::{InWords, Text};

/// Where something stands in its source, as far as the format knows: every part counts from 1.
///
/// ```
/// use gongkai_core::document::Position;
/// let position = Position::default().line(12).column(5);
/// assert_eq!(position.to_string(), "12:5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Position {
    /// The page (PDF), the sheet (XLSX).
    pub page: Option<u32>,
    /// The line (text, TOML, JSON, HTML).
    pub line: Option<u32>,
    /// The column within the line, in characters.
    pub column: Option<u32>,
    /// The paragraph (DOCX).
    pub paragraph: Option<u32>,
    /// The table in the document.
    pub table: Option<u32>,
    /// The row of the table or sheet.
    pub table_row: Option<u32>,
    /// The column of the table or sheet.
    pub table_column: Option<u32>,
}

/// How a spreadsheet names a cell by its row and column from 0: `D6`.
///
/// ```
/// use gongkai_core::document::cell_name;
/// assert_eq!([cell_name(5, 3), cell_name(9, 26)], ["D6", "AA10"]);
/// ```
#[must_use]
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters
            .push(char::from_digit(u32::try_from(rest % 26).unwrap_or(0) + 10, 36).unwrap_or('?').to_ascii_uppercase());
        rest /= 26;
    }
    format!("{}{}", letters.into_iter().rev().collect::<String>(), u64::from(row) + 1)
}

macro_rules! parts {
    ($($part:ident: $doc:literal),* $(,)?) => {
        impl Position {
            $(#[doc = $doc] #[must_use] pub fn $part(mut self, number: usize) -> Self {
                self.$part = Some(u32::try_from(number).unwrap_or(u32::MAX));
                self
            })*
        }
    };
}

parts! {
    page: "The same position with its page or sheet.",
    line: "The same position with its line.",
    column: "The same position with its column in the line.",
    paragraph: "The same position with its paragraph.",
    table: "The same position with its table.",
    table_row: "The same position with its row in the table or sheet.",
    table_column: "The same position with its column in the table or sheet.",
}

impl Position {
    /// The place as a person sees it in a workbook whose sheets have these names: `表三!D6`, or the sheet alone where no cell
    /// of it is meant. Nothing for a place in no sheet.
    ///
    /// ```
    /// use gongkai_core::document::Position;
    /// let at = Position::default().page(1).table_row(6).table_column(4);
    /// assert_eq!(at.in_sheets(&["表三".to_owned()]).as_deref(), Some("表三!D6"));
    /// assert_eq!(at.in_sheets(&[]), None);
    /// ```
    #[must_use]
    pub fn in_sheets(&self, sheets: &[String]) -> Option<String> {
        let index = |number: u32| usize::try_from(number).ok()?.checked_sub(1);
        let name = sheets.get(index(self.page?)?)?;
        Some(match (self.table_row, self.table_column) {
            (Some(row @ 1..), Some(column @ 1..)) => format!("{name}!{}", cell_name(row - 1, column - 1)),
            _ => name.clone(),
        })
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        match (self.line, self.column) {
            (Some(line), Some(column)) => parts.push(format!("{line}:{column}")),
            (Some(line), None) => parts.push(line.to_string()),
            _ => {}
        }
        let named = [
            (self.page, "page"),
            (self.paragraph, "paragraph"),
            (self.table, "table"),
            (self.table_row, "row"),
            (self.table_column, "column"),
        ];
        parts.extend(named.into_iter().filter_map(|(n, name)| n.map(|n| format!("{name} {n}"))));
        f.write_str(&parts.join(" "))
    }
}

/// From the whole to the part; empty where nothing is known.
impl InWords for Position {
    fn in_words(&self) -> Text {
        let parts = [
            (self.page, ("第{}页", "page {}")),
            (self.line, ("第{}行", "line {}")),
            (self.paragraph, ("第{}段", "paragraph {}")),
            (self.table, ("第{}张表", "table {}")),
            (self.table_row, ("表内第{}行", "row {}")),
            (self.table_column, ("第{}列", "column {}")),
        ];
        let known = parts.into_iter().filter_map(|(number, forms)| Some((number?.to_string(), forms)));
        let (zh, en): (Vec<String>, Vec<String>) =
            known.map(|(number, (zh, en))| (zh.replace("{}", &number), en.replace("{}", &number))).unzip();
        Text::new(zh.join(" "), en.join(" "))
    }
}
