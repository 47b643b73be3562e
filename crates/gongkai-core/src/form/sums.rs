//! The sums that an edition's tables must keep, derived from their declaration.

use std::fmt;

use super::declare::{ApplicationsForm, DisputesForm};
use super::{CellKey, TableDeclaration, TableKey};

/// The four kinds of sum that the forms know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EquationId {
    /// Per column of table 三: 一 + 二 = 三（七） + 四, as its corner cell prints.
    Balance,
    /// Per column of table 三: （七）总计 is the sum of the outcome rows.
    Outcomes,
    /// Per row of table 三: 总计 is the sum of the applicant classes.
    Applicants,
    /// Per group of table 四: 总计 is the sum of the four results.
    Disputes,
}

impl EquationId {
    /// The name of the equation in the published data of the forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Outcomes => "outcomes",
            Self::Applicants => "applicants",
            Self::Disputes => "disputes",
        }
    }

    /// What the equation says of the form's cells.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Balance => "本列第一项加第二项等于第三项加第四项",
            Self::Outcomes => "本列（七）总计等于各项办理结果之和",
            Self::Applicants => "本行总计等于各类申请人之和",
            Self::Disputes => "总计等于四种结果之和",
        }
    }
}

impl fmt::Display for EquationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One sum that must hold: the cells on the left add up to the same as those on the right.
///
/// For every equation but the balance the left side is the one total that the right side's cells make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Which equation of the form it is.
    pub equation: EquationId,
    /// The key of the column, row or group that it runs along.
    pub line: &'static str,
    /// The cells of the left side; a single total but in the balance.
    pub left: Vec<CellKey>,
    /// The cells of the right side.
    pub right: Vec<CellKey>,
}

impl Sum {
    /// The total cell that the other cells make, where the sum has one; the balance has none.
    #[must_use]
    pub fn total(&self) -> Option<CellKey> {
        match self.left.as_slice() {
            [total] => Some(*total),
            _ => None,
        }
    }

    /// Every cell of the sum with its sign: left cells count as they are, right cells negated.
    pub fn terms(&self) -> impl Iterator<Item = (CellKey, Sign)> {
        let left = self.left.iter().map(|&key| (key, Sign::Plus));
        left.chain(self.right.iter().map(|&key| (key, Sign::Minus)))
    }
}

/// Which side of a sum a cell stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// The left side.
    Plus,
    /// The right side.
    Minus,
}

/// The rows that the equations of table 三 name; the rest of its rows are outcomes.
const RECEIVED: &str = "received";
const CARRIED_IN: &str = "carried_in";
const TOTAL_PROCESSED: &str = "total_processed";
const CARRIED_OUT: &str = "carried_out";

pub(super) fn derive(table: TableKey, declared: TableDeclaration) -> Vec<Sum> {
    match declared {
        TableDeclaration::Disclosure(_) => Vec::new(),
        TableDeclaration::Applications(form) => of_applications(table, form),
        TableDeclaration::Disputes(form) => of_disputes(table, form),
    }
}

fn of_applications(table: TableKey, form: &'static ApplicationsForm) -> Vec<Sum> {
    let at = |row: &'static str, column: &'static str| CellKey::new(table, row, column);
    let outcomes: Vec<&'static str> = form
        .rows
        .iter()
        .map(|row| row.key)
        .filter(|key| ![RECEIVED, CARRIED_IN, TOTAL_PROCESSED, CARRIED_OUT].contains(key))
        .collect();
    let mut sums = Vec::new();
    for column in form.columns {
        sums.push(Sum {
            equation: EquationId::Balance,
            line: column.key,
            left: vec![at(RECEIVED, column.key), at(CARRIED_IN, column.key)],
            right: vec![at(TOTAL_PROCESSED, column.key), at(CARRIED_OUT, column.key)],
        });
    }
    for column in form.columns {
        sums.push(Sum {
            equation: EquationId::Outcomes,
            line: column.key,
            left: vec![at(TOTAL_PROCESSED, column.key)],
            right: outcomes.iter().map(|row| at(row, column.key)).collect(),
        });
    }
    if let Some((total, classes)) = form.columns.split_last() {
        for row in form.rows {
            sums.push(Sum {
                equation: EquationId::Applicants,
                line: row.key,
                left: vec![at(row.key, total.key)],
                right: classes.iter().map(|class| at(row.key, class.key)).collect(),
            });
        }
    }
    sums
}

fn of_disputes(table: TableKey, form: &'static DisputesForm) -> Vec<Sum> {
    let Some((total, results)) = form.columns.split_last() else { return Vec::new() };
    form.groups
        .iter()
        .map(|group| Sum {
            equation: EquationId::Disputes,
            line: group.key,
            left: vec![CellKey::new(table, group.key, total.key)],
            right: results.iter().map(|result| CellKey::new(table, group.key, result.key)).collect(),
        })
        .collect()
}
