//! Cell names of a sheet: `D6`, `$A$3:$J$30`, `'表三'!$A$3:$J$30`.

/// The most rows and columns that a sheet has.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// A cell's row and column in its sheet, from 0.
pub type Place = (u32, u32);

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rectangle {
    /// The upper left corner.
    pub first: Place,
    /// The lower right corner.
    pub last: Place,
}

impl Rectangle {
    /// Whether a place lies inside.
    #[must_use]
    pub fn contains(&self, place: Place) -> bool {
        (self.first.0..=self.last.0).contains(&place.0) && (self.first.1..=self.last.1).contains(&place.1)
    }

    /// What both have in common.
    #[must_use]
    pub fn clip(&self, other: &Self) -> Option<Self> {
        let first = (self.first.0.max(other.first.0), self.first.1.max(other.first.1));
        let last = (self.last.0.min(other.last.0), self.last.1.min(other.last.1));
        (first.0 <= last.0 && first.1 <= last.1).then_some(Self { first, last })
    }
}

/// The place that a cell name means; `$` signs are passed over. Nothing for a name outside of a sheet.
#[must_use]
pub fn parse(name: &str) -> Option<Place> {
    let (mut column, mut row, mut digits) = (0_u32, 0_u32, false);
    for c in name.chars().filter(|&c| c != '$') {
        match (c, digits) {
            ('A'..='Z' | 'a'..='z', false) => {
                let value = u32::from(c.to_ascii_uppercase()) - u32::from('A') + 1;
                column = column.checked_mul(26)?.checked_add(value)?;
            }
            ('0'..='9', _) => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(c.to_digit(10)?)?;
            }
            _ => return None,
        }
    }
    ((1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column)).then(|| (row - 1, column - 1))
}

/// The row that a row number means.
pub(super) fn parse_row(number: &str) -> Option<u32> {
    number.parse().ok().filter(|row| (1..=ROWS).contains(row)).map(|row| row - 1)
}

/// The rectangle that `A3:J30` or `A3` means.
#[must_use]
pub fn parse_range(range: &str) -> Option<Rectangle> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (first, last) = (parse(first)?, parse(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some(Rectangle { first, last })
}

/// The sheet and the rectangle that a defined name's formula means, where it is such a reference.
#[must_use]
pub fn parse_reference(formula: &str) -> Option<(String, Rectangle)> {
    let (sheet, range) = formula.trim_start_matches('=').rsplit_once('!')?;
    let sheet = match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    Some((sheet, parse_range(range)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_names_mean_places() {
        for (text, place) in [("A1", (0, 0)), ("$D$6", (5, 3)), ("XFD1048576", (1_048_575, 16_383)), ("aa10", (9, 26))]
        {
            assert_eq!(parse(text), Some(place), "{text}");
        }
        for bad in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAAAAAAAAAA1", "A1B", "表1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(parse_range("B2:A1"), None);
        let (sheet, range) = parse_reference("'表三 ''甲'''!$A$3:$J$30").expect("a reference");
        assert_eq!((sheet.as_str(), range.first, range.last), ("表三 '甲'", (2, 0), (29, 9)));
    }
}
