//! The narrative: what a section says beside its table of the form, part by part in the order of the report.

use std::borrow::Cow;

use super::Prose;
use crate::document::{CellRole, Position, Table, TableCell};

/// What a section says, or what stands before the first: paragraphs, headings and small tables in their order.
///
/// ```
/// use gongkai_core::{Heading, HeadingLevel, Narrative, Part};
/// let mut narrative = Narrative::from(["本年度未收取信息处理费。"]);
/// assert_eq!(narrative, ["本年度未收取信息处理费。"]);
/// narrative.push(Part::Heading(Heading::new(HeadingLevel::First, "七、下一步工作打算")));
/// narrative.push("加强培训。");
/// assert_eq!(narrative.texts().count(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrative {
    parts: Vec<Part>,
}

/// One part of a narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A paragraph; also a sub-heading that its number shows to be one, such as `（一）…`.
    Paragraph(Prose),
    /// A heading that is none of the six, and that its number alone does not show to be one of a lower level.
    Heading(Heading),
    /// A table that is none of the form's three.
    Table(Box<Table>),
    /// Where the section's own table of the form stands, when parts follow it. A narrative without it stands before the
    /// table.
    FormTable,
}

/// A heading in a narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its level.
    pub level: HeadingLevel,
    /// Its text, number included.
    pub prose: Prose,
}

/// The level of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadingLevel {
    /// The level of the six sections.
    First,
    /// The level of `（一）`.
    Second,
    /// The level of `1.`
    Third,
}

impl Heading {
    /// A heading of a level.
    pub fn new(level: HeadingLevel, prose: impl Into<Prose>) -> Self {
        Self { level, prose: prose.into() }
    }
}

impl HeadingLevel {
    /// The levels from the highest.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// The number of the level: 1, 2, 3.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }
}

impl Part {
    /// The prose of a paragraph or heading.
    #[must_use]
    pub fn prose(&self) -> Option<&Prose> {
        match self {
            Self::Paragraph(prose) => Some(prose),
            Self::Heading(heading) => Some(&heading.prose),
            Self::Table(_) | Self::FormTable => None,
        }
    }

    /// What is printed, in one text: a table has a line for each row, with its cells parted by ` | `.
    #[must_use]
    pub fn printed(&self) -> Cow<'_, str> {
        match self {
            Self::Paragraph(prose) => Cow::Borrowed(prose.text()),
            Self::Heading(heading) => Cow::Borrowed(heading.prose.text()),
            Self::Table(table) => {
                let row = |row| table.row(row).map(|cell| cell.text.replace('\n', " ")).collect::<Vec<_>>().join(" | ");
                Cow::Owned((0..table.rows()).map(row).collect::<Vec<_>>().join("\n"))
            }
            Self::FormTable => Cow::Borrowed(""),
        }
    }
}

static NOTHING: Narrative = Narrative::new();

impl Narrative {
    /// A narrative that says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { parts: Vec::new() }
    }

    /// The one that says nothing.
    pub(super) fn nothing() -> &'static Self {
        &NOTHING
    }

    /// The parts in their order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a part at the end.
    pub fn push(&mut self, part: impl Into<Part>) {
        self.parts.push(part.into());
    }

    /// The texts of paragraphs and headings in their order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.numbered_texts().map(|(_, text)| text)
    }

    /// The texts of paragraphs and headings, each with the number of its part, from 0.
    pub fn numbered_texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.parts.iter().enumerate().filter_map(|(number, part)| Some((number, part.prose()?.text())))
    }

    /// The headings in their order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.parts.iter().filter_map(|part| match part {
            Part::Heading(heading) => Some(heading),
            _ => None,
        })
    }

    /// The tables in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(&**table),
            _ => None,
        })
    }
}

impl<T: Into<Part>> FromIterator<T> for Narrative {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        let mut parts: Vec<Part> = parts.into_iter().map(Into::into).collect();
        // The table of the form stands last anyway.
        while parts.last() == Some(&Part::FormTable) {
            parts.pop();
        }
        Self { parts }
    }
}

impl<T: Into<Part>, const N: usize> From<[T; N]> for Narrative {
    fn from(parts: [T; N]) -> Self {
        parts.into_iter().collect()
    }
}

impl<T: Into<Part>> From<Vec<T>> for Narrative {
    fn from(parts: Vec<T>) -> Self {
        parts.into_iter().collect()
    }
}

impl<'n> IntoIterator for &'n Narrative {
    type Item = &'n Part;
    type IntoIter = std::slice::Iter<'n, Part>;

    fn into_iter(self) -> Self::IntoIter {
        self.parts.iter()
    }
}

/// A narrative is a list of texts when it holds nothing but these as paragraphs without marks.
impl<T: AsRef<str>, const N: usize> PartialEq<[T; N]> for Narrative {
    fn eq(&self, texts: &[T; N]) -> bool {
        self.parts.len() == N
            && self.parts.iter().zip(texts).all(|(part, text)| match part {
                Part::Paragraph(prose) => prose.text() == text.as_ref() && prose.marks().is_empty(),
                _ => false,
            })
    }
}

impl<T: AsRef<str>, const N: usize> PartialEq<[T; N]> for &Narrative {
    fn eq(&self, texts: &[T; N]) -> bool {
        **self == *texts
    }
}

impl From<Prose> for Part {
    fn from(prose: Prose) -> Self {
        Self::Paragraph(prose)
    }
}

impl From<Heading> for Part {
    fn from(heading: Heading) -> Self {
        Self::Heading(heading)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Paragraph(text.into())
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Paragraph(text.into())
    }
}

impl From<&Part> for Part {
    fn from(part: &Part) -> Self {
        part.clone()
    }
}

/// A table as the report states it: its texts, their marks and its merges, without where and in what form they came.
/// Places that no cell covers are blank cells.
impl From<Table> for Part {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(as_stated(table)))
    }
}

fn as_stated(table: Table) -> Table {
    let bare = |cell: &TableCell| {
        let prose = Prose::marked(cell.text.as_str(), cell.marks.clone());
        TableCell {
            marks: prose.marks().to_vec(),
            picture: false,
            role: CellRole::Unknown,
            key: None,
            position: Position::default(),
            ..cell.clone()
        }
    };
    let mut cells: Vec<TableCell> = table.cells().iter().map(bare).collect();
    let places = (0..table.rows()).flat_map(|row| (0..table.columns()).map(move |column| (row, column)));
    let open = places.filter(|&(row, column)| table.at(row, column).is_none());
    cells.extend(open.map(|(row, column)| TableCell::new(row, column, "")));
    // The grid is that of a table, so that it is one again.
    Table::new(table.rows(), table.columns(), cells).unwrap_or(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_what_it_states() {
        let cell = |text: &str, place: usize| TableCell::new(0, 0, text).at(Position::default().table(place));
        let table = |place| Table::new(1, 1, vec![cell("12条", place)]).expect("a table");
        let [one, two] = [1, 2].map(|place| Part::from(table(place)));
        assert_eq!(one, two);
        assert_eq!(one.printed(), "12条");
    }

    #[test]
    fn the_forms_table_stands_last_unless_something_follows() {
        let before = Narrative::from(vec![Part::from("注"), Part::FormTable]);
        assert_eq!(before, ["注"]);
        let after = Narrative::from(vec![Part::FormTable, Part::from("注")]);
        assert_ne!(after, ["注"]);
        assert_eq!(after.numbered_texts().collect::<Vec<_>>(), [(1, "注")]);
    }
}
