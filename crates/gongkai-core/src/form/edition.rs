//! Editions: each the name of what its file declares.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

use super::declare::{ApplicationsForm, DisclosureForm, DisputesForm};
use super::{Form, TableKey, edition_2019, edition_2021};
use crate::Year;

/// The editions of the library. A new one is declared in a file of its own and listed here.
static DECLARED: [Edition; 2] = [Edition::E2019, Edition::E2021];

/// Editions that a test declares beside those of the library.
static BESIDE: OnceLock<Vec<Edition>> = OnceLock::new();

/// Every edition, oldest first.
static EVERY: LazyLock<Vec<Edition>> = LazyLock::new(|| {
    let beside = BESIDE.get_or_init(Vec::new);
    let mut every: Vec<Edition> = DECLARED.iter().chain(beside).copied().collect();
    every.sort_unstable();
    every
});

/// All that an edition is: its name, the document that prescribes it, the years that it governs and its three tables.
///
/// Everything else that is known of an edition is derived from this.
#[derive(Debug)]
pub struct Declaration {
    name: &'static str,
    document: &'static str,
    from: u16,
    pub(super) disclosure: &'static DisclosureForm,
    pub(super) applications: &'static ApplicationsForm,
    pub(super) disputes: &'static DisputesForm,
    form: OnceLock<Form>,
}

impl Declaration {
    /// What an edition declares: the name that report files give it, the prescribing document, the first year whose
    /// reports it governs, and the tables 二, 三 and 四.
    #[must_use]
    pub const fn new(
        name: &'static str,
        document: &'static str,
        from: u16,
        (disclosure, applications, disputes): (
            &'static DisclosureForm,
            &'static ApplicationsForm,
            &'static DisputesForm,
        ),
    ) -> Self {
        Self { name, document, from, disclosure, applications, disputes, form: OnceLock::new() }
    }
}

/// An edition of the report format: it stands for its [declaration](Declaration), and the later one is the greater.
#[derive(Clone, Copy)]
pub struct Edition(&'static Declaration);

/// The text names no edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是格式版本，可用 {zh} / “{0}” is not an edition; there are {en}", zh = known("、"), en = known(", "))]
pub struct EditionError(pub String);

/// The names of all editions.
fn known(between: &str) -> String {
    Edition::all().map(Edition::as_str).collect::<Vec<_>>().join(between)
}

impl Edition {
    /// 国办公开办函〔2019〕60号, on trial; governs the reports for 2019 and 2020.
    pub const E2019: Self = Self(&edition_2019::DECLARED);
    /// 国办公开办函〔2021〕30号; governs the reports for 2021 onward.
    pub const E2021: Self = Self(&edition_2021::DECLARED);

    /// Every edition, oldest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        EVERY.iter().copied()
    }

    /// The latest edition.
    #[must_use]
    pub fn newest() -> Self {
        Self::all().next_back().unwrap_or(Self::E2021)
    }

    /// The edition that governs the report of a year.
    ///
    /// Reports for years before the first edition had no common tables; they are read with the oldest.
    #[must_use]
    pub fn governing(year: Year) -> Self {
        Self::all().rfind(|edition| edition.0.from <= year.get()).unwrap_or(Self::E2019)
    }

    /// Whether any edition governs the report of a year: before the first there were no common tables.
    #[must_use]
    pub fn has_begun(year: Year) -> bool {
        Self::all().any(|edition| edition.0.from <= year.get())
    }

    /// The edition of a declaration. A program knows only those that are [declared beside](Self::declare_beside) its own.
    #[doc(hidden)]
    #[must_use]
    pub const fn of(declaration: &'static Declaration) -> Self {
        Self(declaration)
    }

    /// Makes editions known beside those of the library, for tests of what a new one takes. Says whether it could: once,
    /// and before anything has asked which editions there are.
    #[doc(hidden)]
    #[must_use]
    pub fn declare_beside(editions: &[Self]) -> bool {
        BESIDE.set(editions.to_vec()).is_ok()
    }

    /// The name, as report files write it: `2021`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0.name
    }

    /// The document that prescribes the edition.
    #[must_use]
    pub fn document(self) -> &'static str {
        self.0.document
    }

    pub(super) fn declared(self) -> &'static Declaration {
        self.0
    }

    /// The names of every value cell that the edition declares: table, row and column.
    pub(super) fn declared_cells(self) -> Vec<(TableKey, &'static str, &'static str)> {
        let Declaration { disclosure, applications, disputes, .. } = self.0;
        let mut cells = Vec::new();
        for block in disclosure.blocks {
            let rows = block.rows.iter().map(|row| row.key);
            cells.extend(named(TableKey::Disclosure, rows, || block.columns.iter().map(|column| column.key)));
        }
        let rows = applications.rows.iter().map(|row| row.key);
        cells.extend(named(TableKey::Applications, rows, || applications.columns.iter().map(|column| column.key)));
        let groups = disputes.groups.iter().map(|group| group.key);
        cells.extend(named(TableKey::Disputes, groups, || disputes.columns.iter().map(|column| column.key)));
        cells
    }

    /// The edition's form.
    #[must_use]
    pub fn form(self) -> &'static Form {
        self.0.form.get_or_init(|| Form::build(self))
    }
}

/// The names of the cells of a table: each of the columns in each of the rows.
fn named<C: Iterator<Item = &'static str>>(
    table: TableKey,
    rows: impl Iterator<Item = &'static str>,
    columns: impl Fn() -> C,
) -> Vec<(TableKey, &'static str, &'static str)> {
    rows.flat_map(|row| columns().map(move |column| (table, row, column))).collect()
}

impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Edition {}

impl Ord for Edition {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0.from, self.0.name).cmp(&(other.0.from, other.0.name))
    }
}

impl PartialOrd for Edition {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Edition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edition({self})")
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Edition {
    type Err = EditionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|e| e.as_str() == text.trim()).ok_or_else(|| EditionError(text.to_owned()))
    }
}
