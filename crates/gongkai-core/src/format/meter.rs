//! Counting what a reader takes, before it takes it.

use super::{Limits, ReadError};
use crate::document::Document;

/// Counts what one file has cost so far and refuses what goes over its [`Limits`]. Readers ask *before* they allocate;
/// no reader keeps a count of its own.
///
/// ```
/// use gongkai_core::format::{Limits, Meter, ReadError};
/// let mut limits = Limits::default();
/// limits.characters = 10;
/// let mut meter = Meter::new(&limits);
/// meter.characters(6)?;
/// assert!(matches!(meter.characters(6), Err(ReadError::TooLarge { limit: 10, .. })));
/// # Ok::<(), ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Meter {
    limits: Limits,
    characters: usize,
    blocks: usize,
    cells: usize,
    places: usize,
    pages: usize,
    nodes: usize,
    work: usize,
    renewed: usize,
}

macro_rules! counts {
    ($($name:ident: $what:literal, $doc:literal;)*) => {
        impl Meter {
            $(#[doc = $doc]
            ///
            /// # Errors
            /// [`ReadError::TooLarge`] when that is over the limit.
            pub fn $name(&mut self, more: usize) -> Result<(), ReadError> {
                self.$name = self.$name.saturating_add(more);
                if self.$name > self.limits.$name {
                    return Err(ReadError::TooLarge { what: $what, limit: self.limits.$name });
                }
                Ok(())
            })*
        }
    };
}

counts! {
    characters: "文字数 / characters", "Takes so many more characters (or bytes) of text.";
    blocks: "段落数 / paragraphs", "Takes so many more paragraphs, lines or tables.";
    cells: "表格单元格数 / table cells", "Takes so many more table cells.";
    places: "表格格数 / places of tables", "Takes so many more places of a table's grid, covered or not.";
    pages: "页数 / pages", "Takes so many more pages.";
    nodes: "文件元素数 / elements of the file", "Takes so many more elements, attributes, styles or objects.";
    work: "处理步骤数 / steps of work", "Takes so many more steps of work: comparisons, drawing operators, look-ups.";
}

impl Meter {
    /// A meter that has counted nothing yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let limits = limits.clone();
        Self { limits, characters: 0, blocks: 0, cells: 0, places: 0, pages: 0, nodes: 0, work: 0, renewed: 0 }
    }

    /// Takes so many more bytes of a part that is put into another notation. All of them together may be as long as one
    /// part of a package, so that what is made of a file takes no more than what is unpacked of one.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when that is over the limit.
    pub fn renewed(&mut self, more: usize) -> Result<(), ReadError> {
        self.fits(more)?;
        self.renewed += more;
        Ok(())
    }

    /// Asks whether so many more bytes of such a part could be taken, of one that is still in the making.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when they could not.
    pub fn fits(&self, more: usize) -> Result<(), ReadError> {
        let limit = self.limits.part_bytes;
        match self.renewed.checked_add(more) {
            Some(all) if all <= limit => Ok(()),
            _ => Err(ReadError::TooLarge { what: "部件字节数 / bytes of a part", limit }),
        }
    }

    /// What may still be taken: the limits of a file inside this one, so that many small files are no way around the
    /// limits of one.
    #[must_use]
    pub fn left(&self) -> Limits {
        let mut left = self.limits.clone();
        for (limit, taken) in [
            (&mut left.characters, self.characters),
            (&mut left.blocks, self.blocks),
            (&mut left.cells, self.cells),
            (&mut left.places, self.places),
            (&mut left.pages, self.pages),
            (&mut left.nodes, self.nodes),
            (&mut left.work, self.work),
        ] {
            *limit = limit.saturating_sub(taken);
        }
        left
    }

    /// Counts a document that another reader made of a file inside this one.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] when it is over what was left.
    pub fn document(&mut self, document: &Document) -> Result<(), ReadError> {
        self.blocks(document.blocks.len())?;
        for table in document.tables() {
            self.places(table.rows().saturating_mul(table.columns()))?;
            self.cells(table.cells().len())?;
            self.characters(table.cells().iter().map(|cell| cell.text.chars().count()).sum())?;
        }
        self.characters(document.paragraphs().map(|paragraph| paragraph.text.chars().count()).sum())
    }

    /// The limits that it keeps.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}
