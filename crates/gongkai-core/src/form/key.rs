//! Names of sections, tables and cells.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::Edition;

/// The six sections of a report (30号): all six, in this order, and no seventh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SectionKey {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Applications,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Disputes,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    OtherMatters,
}

impl SectionKey {
    /// The six sections in order.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Disclosure, Self::Applications, Self::Disputes, Self::Problems, Self::OtherMatters];

    /// The key used in report files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Disclosure => "disclosure",
            Self::Applications => "applications",
            Self::Disputes => "disputes",
            Self::Problems => "problems",
            Self::OtherMatters => "other_matters",
        }
    }

    /// The heading that the format prints, number included.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Overview => "一、总体情况",
            Self::Disclosure => "二、主动公开政府信息情况",
            Self::Applications => "三、收到和处理政府信息公开申请情况",
            Self::Disputes => "四、政府信息公开行政复议、行政诉讼情况",
            Self::Problems => "五、存在的主要问题及改进情况",
            Self::OtherMatters => "六、其他需要报告的事项",
        }
    }

    /// The heading without its number.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.heading().split_once('、').map_or("", |(_, title)| title)
    }

    /// The heading's number: `一` to `六`.
    #[must_use]
    pub fn number(self) -> &'static str {
        self.heading().split_once('、').map_or("", |(number, _)| number)
    }

    /// What belongs in the section, in Chinese and English; nothing where its table says all that must be said.
    #[must_use]
    pub fn asks(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Overview => Some((
                "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面，一般不超过1000字",
                "proactive disclosure, disclosure on request, management of information, platforms, and supervision; in principle no more than 1,000 characters",
            )),
            Self::Problems => Some(("存在的主要问题，以及改进情况", "the main problems, and what is done about them")),
            Self::OtherMatters => Some((
                "包括收取信息处理费的情况；没有收费也要写明",
                "among others the processing fees collected; state it even when there were none",
            )),
            _ => None,
        }
    }

    /// The table of this section, where it has one.
    #[must_use]
    pub fn table(self) -> Option<TableKey> {
        match self {
            Self::Disclosure => Some(TableKey::Disclosure),
            Self::Applications => Some(TableKey::Applications),
            Self::Disputes => Some(TableKey::Disputes),
            _ => None,
        }
    }
}

/// The three statutory tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKey {
    /// Table 二: documents, licences, penalties, compulsory measures, fees (主动公开).
    Disclosure,
    /// Table 三: applications by outcome and applicant class (依申请公开).
    Applications,
    /// Table 四: administrative reconsideration and litigation (行政复议、行政诉讼).
    Disputes,
}

impl TableKey {
    /// The three tables in order.
    pub const ALL: [Self; 3] = [Self::Disclosure, Self::Applications, Self::Disputes];

    /// The key used in report files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.section().as_str()
    }

    /// The section that the table makes.
    #[must_use]
    pub fn section(self) -> SectionKey {
        match self {
            Self::Disclosure => SectionKey::Disclosure,
            Self::Applications => SectionKey::Applications,
            Self::Disputes => SectionKey::Disputes,
        }
    }

    /// How the table is called in messages: `表二`, `表三`, `表四`.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Disclosure => "表二",
            Self::Applications => "表三",
            Self::Disputes => "表四",
        }
    }

    /// How an English message names the table.
    #[must_use]
    pub fn in_english(self) -> &'static str {
        match self {
            Self::Disclosure => "table two",
            Self::Applications => "table three",
            Self::Disputes => "table four",
        }
    }
}

/// The name of one value cell: table, row and column, by the keys of the form.
///
/// The same key means the same thing in every edition that has it, so that reports of different years compare.
///
/// ```
/// use gongkai_core::form::CellKey;
/// let key: CellKey = "applications.received.total".parse()?;
/// assert_eq!((key.row(), key.column()), ("received", "total"));
/// assert_eq!(key.to_string(), "applications.received.total");
/// assert!("applications.recieved.total".parse::<CellKey>().is_err());
/// # Ok::<(), gongkai_core::form::CellKeyError>(())
/// ```
#[derive(Clone, Copy)]
pub struct CellKey {
    table: TableKey,
    row: &'static str,
    column: &'static str,
    /// The key's place among those of all editions, in the order of their names: keys are compared with each other, and cells
    /// found by them, by nothing else.
    place: u16,
}

/// The place of a key that no edition has.
const NOWHERE: u16 = u16::MAX;

/// The text names no cell of any edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” 不是任何版本表格中的单元格 / “{0}” is not a cell of any edition")]
pub struct CellKeyError(pub String);

impl CellKey {
    /// The key of these names; where no edition has such a cell, one that no report states.
    pub(crate) fn new(table: TableKey, row: &'static str, column: &'static str) -> Self {
        Self::of(table, row, column).unwrap_or(Self { table, row, column, place: NOWHERE })
    }

    /// The table.
    #[must_use]
    pub const fn table(self) -> TableKey {
        self.table
    }

    /// The row's key; in table 四 the group's.
    #[must_use]
    pub const fn row(self) -> &'static str {
        self.row
    }

    /// The column's key.
    #[must_use]
    pub const fn column(self) -> &'static str {
        self.column
    }

    /// The key of the same column in another row.
    pub(crate) fn in_row(self, row: &'static str) -> Self {
        Self::new(self.table, row, self.column)
    }

    /// The key of the same row in another column.
    pub(crate) fn in_column(self, column: &'static str) -> Self {
        Self::new(self.table, self.row, column)
    }

    /// The keys of all cells that any edition has, in their order.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<CellKey>> = LazyLock::new(|| {
            let names: BTreeSet<(TableKey, &str, &str)> =
                Edition::all().flat_map(|edition| edition.declared_cells()).collect();
            let key = |(place, (table, row, column))| CellKey { table, row, column, place };
            (0..NOWHERE).zip(names).map(key).collect()
        });
        &ALL
    }

    /// The key's place among [all](Self::all), where any edition has it.
    pub(crate) fn place(self) -> Option<usize> {
        (self.place != NOWHERE).then(|| usize::from(self.place))
    }

    /// The key of a table's cell in this row and column, where any edition has one.
    ///
    /// ```
    /// use gongkai_core::form::{CellKey, TableKey};
    /// let key = CellKey::of(TableKey::Applications, "received", "total").expect("a cell of the form");
    /// assert_eq!(key.to_string(), "applications.received.total");
    /// assert_eq!(CellKey::of(TableKey::Applications, "received", "fees"), None);
    /// ```
    #[must_use]
    pub fn of(table: TableKey, row: &str, column: &str) -> Option<Self> {
        static BY_NAMES: LazyLock<HashMap<(TableKey, &str, &str), CellKey, RandomState>> =
            LazyLock::new(|| CellKey::all().iter().map(|key| (key.names(), *key)).collect());
        // What is known for ever may be asked for by what is known for a while.
        let by_names: &HashMap<(TableKey, &str, &str), Self, RandomState> = &BY_NAMES;
        by_names.get(&(table, row, column)).copied()
    }

    /// What two keys that no edition has are compared by.
    fn names(&self) -> (TableKey, &'static str, &'static str) {
        (self.table, self.row, self.column)
    }
}

// A report is read by comparing keys some ten thousand times: by their places, where they have one.
impl PartialEq for CellKey {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place && (self.place != NOWHERE || self.names() == other.names())
    }
}

impl Eq for CellKey {}

impl PartialOrd for CellKey {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CellKey {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match self.place.cmp(&other.place) {
            Ordering::Equal if self.place == NOWHERE => self.names().cmp(&other.names()),
            ordering => ordering,
        }
    }
}

impl Hash for CellKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.place.hash(state);
    }
}

impl fmt::Debug for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CellKey({self})")
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.table.as_str(), self.row, self.column)
    }
}

impl FromStr for CellKey {
    type Err = CellKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('.');
        let (Some(table), Some(row), Some(column), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(CellKeyError(text.to_owned()));
        };
        let table = TableKey::ALL.into_iter().find(|key| key.as_str() == table);
        table.and_then(|table| Self::of(table, row, column)).ok_or_else(|| CellKeyError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_the_order_of_their_names() {
        let names: Vec<(TableKey, &str, &str)> =
            CellKey::all().iter().map(|key| (key.table, key.row, key.column)).collect();
        assert!(names.is_sorted() && CellKey::all().is_sorted());
        let of_forms: BTreeSet<CellKey> =
            Edition::all().flat_map(|edition| edition.form().cells()).map(|cell| cell.key).collect();
        assert_eq!(of_forms.into_iter().collect::<Vec<_>>(), CellKey::all());
        for (place, &(table, row, column)) in names.iter().enumerate() {
            assert_eq!(CellKey::new(table, row, column).place(), Some(place));
        }
    }

    #[test]
    fn keys_of_no_edition_are_told_apart() {
        let at = |column| CellKey::new(TableKey::Disputes, "reconsideration", column);
        assert!(at("one") != at("two") && at("one") == at("one") && at("upheld") < at("one"));
    }
}
