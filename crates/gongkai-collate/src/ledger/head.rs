//! The headings of a register, which may stand below a title and in two lines.

use std::ops::Range;

use crate::ledger::columns::Mapping;

/// How many lines at the top may be titles before the headings.
pub(crate) const TITLE_LINES: usize = 10;

/// The headings of a sheet: the lines that they stand on, and the heading of each column.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) lines: Range<usize>,
    pub(crate) names: Vec<String>,
}

impl Head {
    /// The line of headings, or two lines where a heading of the upper one (申请人情况) is parted in the lower (姓名、
    /// 类别): whichever names most columns, and of these the first.
    pub(crate) fn of(rows: &[(usize, Vec<String>)], mapping: &Mapping) -> Self {
        let texts = |at: usize| rows.get(at).map_or::<&[String], _>(&[], |(_, row)| row.as_slice());
        let mut best = (0, Self { lines: 0..1.min(rows.len()), names: texts(0).to_vec() });
        for at in 0..rows.len().min(TITLE_LINES) {
            let (upper, lower) = (texts(at), texts(at + 1));
            let known = mapping.known(upper);
            if known > best.0 {
                best = (known, Self { lines: at..at + 1, names: upper.to_vec() });
            }
            // A line of entries names no column.
            if at + 1 < rows.len() && known > 0 && mapping.known(lower) > 0 {
                let names = parted(upper, lower);
                let known = mapping.known(&names);
                if known > best.0 {
                    best = (known, Self { lines: at..at + 2, names });
                }
            }
        }
        best.1
    }
}

/// The headings of two lines: the lower one's, or the upper one's over a column that has none below.
fn parted(upper: &[String], lower: &[String]) -> Vec<String> {
    let longest = upper.len().max(lower.len());
    let own = |line: &[String], at: usize| line.get(at).filter(|text| !text.trim().is_empty()).cloned();
    (0..longest).map(|at| own(lower, at).or_else(|| own(upper, at)).unwrap_or_default()).collect()
}
