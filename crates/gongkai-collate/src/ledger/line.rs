//! Where an entry of a register stands.

use gongkai_core::words::Text;

/// A line of a register: its number in the file and the entry's own number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Line {
    /// The line of the file, or the row of the sheet, from 1.
    pub line: usize,
    /// The entry's number in the register.
    pub number: String,
    /// The sheet, where the register has several.
    pub sheet: String,
}

impl Line {
    /// A line by its place and the entry's number.
    pub fn new(line: usize, number: impl Into<String>) -> Self {
        Self { line, number: number.into(), sheet: String::new() }
    }

    /// The same line of one of several sheets.
    #[must_use]
    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = sheet.into();
        self
    }

    /// Where it stands, as it is said: 第 7 行, “一月”第 7 行.
    ///
    /// ```
    /// use gongkai_collate::ledger::Line;
    /// assert_eq!(Line::new(7, "3").on_sheet("一月").said().zh, "“一月”第 7 行");
    /// ```
    #[must_use]
    pub fn said(&self) -> Text {
        let Self { line, sheet, .. } = self;
        match sheet.as_str() {
            "" => Text::new(format!("第 {line} 行"), format!("line {line}")),
            sheet => Text::new(format!("“{sheet}”第 {line} 行"), format!("line {line} of “{sheet}”")),
        }
    }
}
