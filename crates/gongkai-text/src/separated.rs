//! One row on one line: what stands between its cells.

/// What parts the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// Tabs, as browsers, word processors and spreadsheets copy tables.
    Tab,
    /// Bars, as Markdown and drawn tables have them.
    Bar,
    /// Commas.
    Comma,
}

impl Separator {
    pub(crate) fn is(self, c: char) -> bool {
        match self {
            Self::Tab => c == '\t',
            Self::Bar => matches!(c, '|' | '｜' | '│' | '┃' | '║'),
            Self::Comma => c == ',',
        }
    }

    /// Whether a cell may stand in quotation marks to hold the separator or a line break.
    pub(crate) fn quotes(self) -> bool {
        self != Self::Bar
    }
}

/// The cells of a line.
pub(crate) fn row(line: &str, separator: Separator) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            '"' if separator.quotes() && cell.trim().is_empty() && closes(chars.clone(), separator) => quoted = true,
            c if separator.is(c) && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Takes off the bars that stand around the rows as well as between the cells: all rows begin or end with one.
pub(crate) fn without_frame(lines: &[&str]) -> Vec<String> {
    let bar = |c: char| Separator::Bar.is(c);
    let rows = || lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let (before, after) = (rows().all(|line| line.starts_with(bar)), rows().all(|line| line.ends_with(bar)));
    let unframed = lines.iter().map(|line| {
        let line = line.trim();
        let line = if before { line.strip_prefix(bar).unwrap_or(line) } else { line };
        let line = if after { line.strip_suffix(bar).unwrap_or(line) } else { line };
        line.to_owned()
    });
    unframed.collect()
}

/// Whether a quotation mark that opens a cell is closed right before the next separator or the end.
fn closes(rest: std::iter::Peekable<std::str::Chars<'_>>, separator: Separator) -> bool {
    let mut rest = rest;
    while let Some(c) = rest.next() {
        if c == '"' {
            match rest.peek() {
                Some('"') => {
                    rest.next();
                }
                None => return true,
                Some(next) => return separator.is(*next) || next.is_whitespace(),
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_off_where_every_row_has_them() {
        assert_eq!(without_frame(&["| 规章 | 0 |", "", "|a|b|"]), [" 规章 | 0 ", "", "a|b"]);
        assert_eq!(without_frame(&[" | 规章 | 0", "许可 | 4 | "]), ["| 规章 | 0", "许可 | 4 |"]);
    }

    #[test]
    fn cells_of_all_kinds_of_lines() {
        for (line, separator, cells) in [
            ("规章\t0\t\t0", Separator::Tab, vec!["规章", "0", "", "0"]),
            ("规章|0|0|0", Separator::Bar, vec!["规章", "0", "0", "0"]),
            (" | 规章│0", Separator::Bar, vec!["", "规章", "0"]),
            ("规章,\"1,295\",0", Separator::Comma, vec!["规章", "1,295", "0"]),
            ("3.危及\"三安全一稳定\"\t0", Separator::Tab, vec!["3.危及\"三安全一稳定\"", "0"]),
            ("\"社会公益\n组织\"\t\"a\"\"b\"", Separator::Tab, vec!["社会公益\n组织", "a\"b"]),
            ("\"三安全\"一\t0", Separator::Tab, vec!["\"三安全\"一", "0"]),
        ] {
            assert_eq!(row(line, separator), cells, "{line}");
        }
    }
}
