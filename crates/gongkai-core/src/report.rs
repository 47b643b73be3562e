//! Reports: what one organ states for one year, as it states it.

mod cells;
mod government;
mod headings;
mod narrative;
mod organ;
mod prose;
mod signature;

pub use headings::PublishedHeading;
pub use narrative::{Heading, HeadingLevel, Narrative, Part};
pub use organ::{Level, LevelError, Organ};
pub use prose::Prose;
pub use signature::Signature;

use std::collections::BTreeMap;
use std::sync::Arc;

use cells::Cells;

use crate::form::{CellKey, Edition, Form, FormCell, SectionKey, TableForm, TableKey};
use crate::{Cell, Year};

/// What one organ states for one year: narrative and cells, complete and as published. Knows no file format.
///
/// A cell that the report does not mention at all is absent: [`Report::cell`] gives `None`, which is neither blank
/// nor 0.
///
/// ```
/// use gongkai_core::form::{Edition, TableKey};
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let mut report = Report::new(Organ::new("山枣镇人民政府"), Year::new(2023)?);
/// report.set("disclosure.licenses.decisions".parse()?, Cell::from(4));
/// assert_eq!(report.edition(TableKey::Disclosure), Edition::E2021);
/// assert_eq!(report.cell("disclosure.licenses.decisions".parse()?), Some(&Cell::from(4)));
/// assert_eq!(report.cell("disclosure.penalties.decisions".parse()?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The organ that reports; its name may be empty where a document does not say.
    pub organ: Organ,
    /// The year that it covers, where known.
    pub year: Option<Year>,
    /// The title as published; composed from organ and year where the report has none of its own.
    pub title: Option<String>,
    /// The day of publication, where known.
    pub published: Option<jiff::civil::Date>,
    /// What stands before section 一.
    pub preamble: Narrative,
    /// What the sections say, beside their tables; a section that says nothing is not in it.
    narrative: BTreeMap<SectionKey, Narrative>,
    /// The organ's name and the date below the text (署名、成文日期), where the report is signed.
    pub signature: Signature,
    /// The headings of the first level as published, in their order; empty for a report that was not read from a
    /// document and so has just the official six.
    pub headings: Vec<PublishedHeading>,
    editions: [Edition; 3],
    cells: Cells,
}

impl Report {
    /// An empty report in the edition that governs its year.
    #[must_use]
    pub fn new(organ: Organ, year: Year) -> Self {
        let mut report = Self::in_edition(Edition::governing(year));
        report.organ = organ;
        report.year = Some(year);
        report
    }

    /// An empty report in an edition, of nobody for no year yet.
    #[must_use]
    pub fn in_edition(edition: Edition) -> Self {
        Self {
            organ: Organ::default(),
            year: None,
            title: None,
            published: None,
            preamble: Narrative::new(),
            narrative: BTreeMap::new(),
            signature: Signature::default(),
            headings: Vec::new(),
            editions: [edition; 3],
            cells: Cells::none(),
        }
    }

    /// The edition that a table is laid out in. Real reports mix editions.
    #[must_use]
    pub fn edition(&self, table: TableKey) -> Edition {
        let [disclosure, applications, disputes] = self.editions;
        match table {
            TableKey::Disclosure => disclosure,
            TableKey::Applications => applications,
            TableKey::Disputes => disputes,
        }
    }

    /// Sets the edition that a table is laid out in. Cells that the other edition does not have are kept.
    pub fn set_edition(&mut self, table: TableKey, edition: Edition) {
        let [disclosure, applications, disputes] = &mut self.editions;
        *match table {
            TableKey::Disclosure => disclosure,
            TableKey::Applications => applications,
            TableKey::Disputes => disputes,
        } = edition;
    }

    /// The form of a table in the edition that the report uses for it.
    #[must_use]
    pub fn table_form(&self, table: TableKey) -> &'static TableForm {
        self.edition(table).form().table(table)
    }

    /// The forms of the three tables in order.
    pub fn table_forms(&self) -> impl Iterator<Item = &'static TableForm> + use<> {
        let editions = self.editions;
        TableKey::ALL.into_iter().zip(editions).map(|(table, edition)| edition.form().table(table))
    }

    /// Every value cell that the report's tables have, in reading order, whether stated or not.
    pub fn form_cells(&self) -> impl Iterator<Item = &'static FormCell> + use<> {
        self.table_forms().flat_map(|form| &form.cells)
    }

    /// The form that governs the report's year, by which its tables are judged.
    #[must_use]
    pub fn governing_form(&self) -> Option<&'static Form> {
        self.year.map(|year| Edition::governing(year).form())
    }

    /// What a cell holds, or `None` when the report does not state the cell at all.
    #[must_use]
    pub fn cell(&self, key: CellKey) -> Option<&Cell> {
        self.cells.get(key).map(AsRef::as_ref)
    }

    /// The same, to be kept without the report.
    #[must_use]
    pub fn shared_cell(&self, key: CellKey) -> Option<Arc<Cell>> {
        self.cells.get(key).cloned()
    }

    /// States a cell.
    pub fn set(&mut self, key: CellKey, cell: Cell) {
        self.cells.set(key, cell);
    }

    /// Takes a cell back: the report no longer states it.
    pub fn unset(&mut self, key: CellKey) -> Option<Cell> {
        self.cells.take(key)
    }

    /// Every stated cell by key.
    pub fn cells(&self) -> impl Iterator<Item = (CellKey, &Cell)> {
        self.cells.stated()
    }

    /// The printed name of a cell by the report's own forms, or by any edition that has it.
    #[must_use]
    pub fn printed_name(&self, key: CellKey) -> String {
        self.form_cell(key).map_or_else(|| key.to_string(), FormCell::printed_name)
    }

    /// The same in an English message.
    #[must_use]
    pub fn english_name(&self, key: CellKey) -> String {
        self.form_cell(key).map_or_else(|| key.to_string(), FormCell::english_name)
    }

    /// The form's description of a cell: the report's own edition's, or any edition's that has it.
    #[must_use]
    pub fn form_cell(&self, key: CellKey) -> Option<&'static FormCell> {
        std::iter::once(self.edition(key.table()))
            .chain(Edition::all())
            .find_map(|edition| edition.form().table(key.table()).cell(key))
    }

    /// The report's figures alone, with whose they are and for when, in as little memory as they take, for whoever holds
    /// many to add them up.
    #[must_use]
    pub fn figures_only(&self) -> Self {
        Self {
            organ: self.organ.clone(),
            year: self.year,
            published: self.published,
            editions: self.editions,
            cells: self.cells.clone(),
            ..Self::in_edition(self.edition(TableKey::Disclosure))
        }
    }

    /// What a section says, beside its table. Rules read its [`texts`](Narrative::texts).
    #[must_use]
    pub fn narrative(&self, section: SectionKey) -> &Narrative {
        self.narrative.get(&section).unwrap_or_else(|| Narrative::nothing())
    }

    /// Sets what a section says; nothing at all takes it away. Texts are paragraphs.
    pub fn set_narrative<T: Into<Part>>(&mut self, section: SectionKey, parts: impl IntoIterator<Item = T>) {
        let narrative: Narrative = parts.into_iter().collect();
        if narrative.is_empty() {
            self.narrative.remove(&section);
        } else {
            self.narrative.insert(section, narrative);
        }
    }

    /// Adds a part at the end of what a section says.
    pub fn add_to_narrative(&mut self, section: SectionKey, part: impl Into<Part>) {
        self.narrative.entry(section).or_default().push(part);
    }

    /// The title as published, or the one that the format asks for: organ, year and 政府信息公开工作年度报告.
    #[must_use]
    pub fn full_title(&self) -> String {
        match (&self.title, self.year) {
            (Some(title), _) => title.clone(),
            (None, Some(year)) => format!("{}{year}年政府信息公开工作年度报告", self.organ.name),
            (None, None) => format!("{}政府信息公开工作年度报告", self.organ.name),
        }
    }
}
