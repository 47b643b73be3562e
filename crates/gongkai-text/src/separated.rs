//! One row on one line: what stands between its cells.

/// What parts the cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// Tabs, as browsers, word processors and spreadsheets copy tables.
    Tab,
    /// Bars, as Markdown and drawn tables have them.
    Bar,
    /// A mark of punctuation, as sheets are exported with one.
    Mark(char),
}

/// The marks that part cells where values stand between them. In running text they are just marks.
pub(crate) const MARKS: [char; 4] = [',', ';', '；', '，'];

/// The most marks of a line that can part cells; no form is as wide.
const MOST_MARKS: usize = 400;
/// The longest cell that stands beside another without quotation marks around it, in characters.
const LONGEST_CELL: usize = 60;

impl Separator {
    pub(crate) fn is(self, c: char) -> bool {
        match self {
            Self::Tab => c == '\t',
            Self::Bar => matches!(c, '|' | '｜' | '│' | '┃' | '║'),
            Self::Mark(mark) => c == mark,
        }
    }

    /// Whether a cell may stand in quotation marks that begin behind this, to hold the separator or a line break. Between
    /// bars that stand off their cells the marks are of the text.
    fn quotes_behind(self, before: &str) -> bool {
        if self == Self::Bar { before.is_empty() } else { before.trim().is_empty() }
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
            '"' if separator.quotes_behind(&cell) && closes(chars.clone(), separator) => quoted = true,
            c if separator.is(c) && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The mark that parts the cells of a text: the one between the values of the most lines.
pub(crate) fn mark_of(lines: &[&str]) -> Option<char> {
    let mut rows = MARKS.map(|mark| (0_usize, mark));
    // Most lines are sentences or have cells of another kind: they are not gone through for each mark.
    for line in lines.iter().filter(|line| !is_sentence(line) && has_digit(line) && line.contains(MARKS)) {
        for (rows, mark) in &mut rows {
            *rows += usize::from(has_mark(line, *mark) && states_values(line, *mark));
        }
    }
    let (rows, most) = rows.into_iter().rev().max_by_key(|(rows, _)| *rows)?;
    (rows > 0).then_some(most)
}

fn is_sentence(line: &str) -> bool {
    line.trim_end().ends_with('。')
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a mark may part the cells of a line: a sentence is none, nor is an item of a list that ends with its only one.
pub(crate) fn has_mark(line: &str, mark: char) -> bool {
    if is_sentence(line) {
        return false;
    }
    let marks = line.matches(mark).take(MOST_MARKS + 1).count();
    (1..=MOST_MARKS).contains(&marks) && !(marks == 1 && line.trim_end().ends_with(mark))
}

/// Whether half of what a mark parts is values, and not all of these are blank.
fn states_values(line: &str, mark: char) -> bool {
    let (mut cells, mut values, mut figures) = (1, 0, false);
    for cell in line.split(mark).skip(1) {
        cells += 1;
        let value = is_value(cell);
        values += usize::from(value);
        figures |= value && has_digit(cell);
    }
    figures && values * 2 >= cells
}

/// Whether the lines that hold a mark are rows of cells: in running text it is just a mark.
pub(crate) fn is_table(lines: &[&str], mark: char) -> bool {
    let (mut numeric, mut rows) = (0, 0);
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let cells = row(line, Separator::Mark(mark));
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let values = cells.iter().skip(1).filter(|cell| is_value(cell)).count();
        rows += 1;
        numeric += usize::from(cells.len() > 1 && values * 2 >= cells.len());
        // Alone in its row a sentence is filled up with the marks of the widest row.
        let long = |cell: &String| cell.chars().count() > LONGEST_CELL;
        if filled > 1 && !line.contains('"') && cells.iter().any(long) {
            return false;
        }
    }
    numeric * 3 >= rows && numeric > 0
}

fn is_value(cell: &str) -> bool {
    cell.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | '—' | '"'))
}

/// Takes off the bars that stand around the rows as well as between the cells. One odd row may lack its bar, so that the
/// others do not seem to have a cell more.
pub(crate) fn without_frame(lines: &[&str], is_row: impl Fn(usize) -> bool) -> Vec<String> {
    let bar = |c: char| Separator::Bar.is(c);
    let rows = || lines.iter().enumerate().filter(|(at, _)| is_row(*at)).map(|(_, line)| line.trim());
    // Without a frame, a bar at the end of a row stands beside an empty cell, and rows with and without one have as many
    // bars.
    let framed = |has: fn(&str) -> bool| {
        let bars = |line: &str| line.chars().filter(|c| bar(*c)).count();
        let (with, without): (Vec<&str>, Vec<&str>) = rows().partition(|line| has(line));
        let (with, without, most) = (with.len(), without, with.iter().map(|line| bars(line)).max().unwrap_or(0));
        let odd = without.len();
        with > 0
            && (odd * FEW <= with + odd || odd == 1 && with >= FEWEST)
            && without.iter().all(|line| bars(line) < most)
    };
    let before = framed(|line| line.starts_with(|c| Separator::Bar.is(c)));
    let after = framed(|line| line.ends_with(|c| Separator::Bar.is(c)));
    let unframed = lines.iter().map(|line| {
        let line = line.trim();
        let line = if before { line.strip_prefix(bar).unwrap_or(line) } else { line };
        let line = if after { line.strip_suffix(bar).unwrap_or(line) } else { line };
        line.to_owned()
    });
    unframed.collect()
}

/// One odd row in so many, or one beside so few.
const FEW: usize = 6;
const FEWEST: usize = 3;

/// Takes off the bars behind a row that nothing parts, where the empty cells of the other rows are printed with a space:
/// they stand for cells that the row does not have, as those do that a merge covers.
pub(crate) fn without_bars(lines: &[String]) -> Vec<&str> {
    let bar = |c: char| Separator::Bar.is(c);
    let spaced = |line: &&String| {
        let cells: Vec<&str> = line.split(bar).collect();
        // Neither end of a line tells what stands between two bars.
        let inner = cells.get(1..cells.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().any(|cell| !cell.is_empty() && cell.trim().is_empty())
    };
    if !lines.iter().any(|line| spaced(&line)) {
        return lines.iter().map(String::as_str).collect();
    }
    let filled = |line: &str| line.ends_with(bar) && line.trim_end_matches(bar).len() < line.len();
    lines.iter().map(|line| if filled(line) { line.trim_end_matches(bar) } else { line.as_str() }).collect()
}

/// How many tabs stand behind every row of a text as well as between its cells. In a part of the rows alone they may be
/// empty cells.
pub(crate) fn fill(lines: &[&str]) -> usize {
    let rows = || lines.iter().filter(|line| line.contains('\t'));
    if rows().nth(1).is_some() { rows().map(|line| behind(line)).min().unwrap_or(0) } else { 0 }
}

/// The tabs that a line ends with.
fn behind(line: &str) -> usize {
    line.len() - line.trim_end_matches('\t').len()
}

/// Takes off so many tabs behind each row.
pub(crate) fn without_fill<'l>(lines: &[&'l str], fill: usize) -> Vec<&'l str> {
    lines.iter().map(|line| line.get(..line.len() - fill.min(behind(line))).unwrap_or(line)).collect()
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
                Some(next) => return separator.is(*next) || separator != Separator::Bar && next.is_whitespace(),
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
        assert_eq!(without_frame(&["| 规章 | 0 |", "", "|a|b|"], |at| at != 1), [" 规章 | 0 ", "", "a|b"]);
        assert_eq!(without_frame(&[" | 规章 | 0", "许可 | 4 | "], |_| true), ["| 规章 | 0", "许可 | 4 |"]);
        let mut odd = vec!["a | 0 |"; 7];
        odd[3] = "a | 0";
        assert_eq!(without_frame(&odd, |_| true)[2..5], ["a | 0 ", "a | 0", "a | 0 "]);
        let mut empty = vec![" | a | 0"; 7];
        empty[3] = "b | a | 0";
        assert_eq!(without_frame(&empty, |_| true)[2..4], ["| a | 0", "b | a | 0"], "an empty cell is no frame");
    }

    #[test]
    fn bars_for_cells_that_a_row_lacks_come_off() {
        let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let spaced = lines(&["规章 |  | 1 | 2", "许可 | 1 | 2 |"]);
        assert_eq!(without_bars(&spaced), ["规章 |  | 1 | 2", "许可 | 1 | 2 "]);
        let tight = lines(&["规章||1|2", "许可|1|2|"]);
        assert_eq!(without_bars(&tight), ["规章||1|2", "许可|1|2|"], "an empty cell without a space is one");
    }

    #[test]
    fn tabs_behind_every_row_come_off() {
        assert_eq!(without_fill(&["规章\t0\t\t", "许可\t", "处罚"], 1), ["规章\t0\t", "许可", "处罚"]);
        assert_eq!((fill(&["规章\t0\t\t", "许可\t", "处罚"]), fill(&["规章\t0\t", "许可\t4"])), (1, 0));
    }

    #[test]
    fn cells_of_all_kinds_of_lines() {
        for (line, separator, cells) in [
            ("规章\t0\t\t0", Separator::Tab, vec!["规章", "0", "", "0"]),
            ("规章|0|0|0", Separator::Bar, vec!["规章", "0", "0", "0"]),
            (" | 规章│0", Separator::Bar, vec!["", "规章", "0"]),
            ("\"规章\"|\"0\"", Separator::Bar, vec!["规章", "0"]),
            ("| \"规章\" | 0", Separator::Bar, vec!["", "\"规章\"", "0"]),
            ("规章,\"1,295\",0", Separator::Mark(','), vec!["规章", "1,295", "0"]),
            ("3.危及\"三安全一稳定\"\t0", Separator::Tab, vec!["3.危及\"三安全一稳定\"", "0"]),
            ("\"社会公益\n组织\"\t\"a\"\"b\"", Separator::Tab, vec!["社会公益\n组织", "a\"b"]),
            ("\"三安全\"一\t0", Separator::Tab, vec!["\"三安全\"一", "0"]),
        ] {
            assert_eq!(row(line, separator), cells, "{line}");
        }
    }
}
