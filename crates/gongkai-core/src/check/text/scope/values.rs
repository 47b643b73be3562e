//! The values of the cells and sums that a phrase may mean, by the published totals and by those that follow from their parts.

use super::{Scope, outcome_rows};
use crate::check::Text;
use crate::check::text::phrase::Outcome;
use crate::form::keys::{column, row};
use crate::form::{CellKey, TableKey};
use crate::{Number, Report};

/// The cells of a row of table three: its total, or some classes.
pub(super) fn columns_of(row: &'static str, classes: &[&'static str]) -> Vec<CellKey> {
    let cell = |column| CellKey::new(TableKey::Applications, row, column);
    if classes.is_empty() { vec![cell(column::TOTAL)] } else { classes.iter().map(|&class| cell(class)).collect() }
}

/// The meanings of a claim as they are gathered.
pub(super) struct Scopes<'r> {
    pub(super) report: &'r Report,
    pub(super) out: Vec<Scope>,
    /// Whether the first meaning that was asked for has a value.
    pub(super) plainest_is_known: Option<bool>,
}

impl Scopes<'_> {
    /// What names the columns in a scope's name.
    pub(super) fn suffix(&self, classes: &[&'static str]) -> String {
        if classes.is_empty() {
            return String::new();
        }
        let form = self.report.table_form(TableKey::Applications);
        let labels: Vec<&str> = classes
            .iter()
            .filter_map(|class| form.cells.iter().find(|cell| cell.key.column() == *class))
            .filter_map(|cell| cell.column_path.last().copied())
            .collect();
        format!("（{}）", labels.join("＋"))
    }

    pub(super) fn group(&self, outcome: Outcome, classes: &[&'static str]) -> Vec<CellKey> {
        outcome_rows(self.report, outcome).into_iter().flat_map(|row| columns_of(row, classes)).collect()
    }

    pub(super) fn row(&mut self, row: &'static str, name: (&str, &str)) {
        self.add(name, "", &columns_of(row, &[]), &[]);
    }

    /// Those received of some classes, and those carried in with them.
    pub(super) fn received(&mut self, classes: &[&'static str]) {
        let suffix = self.suffix(classes);
        let (received, carried_in) = (columns_of(row::RECEIVED, classes), columns_of(row::CARRIED_IN, classes));
        self.add(("新收", "received"), &suffix, &received, &[]);
        let both = [received, carried_in].concat();
        self.add(("新收＋上年结转", "received + carried in"), &suffix, &both, &[]);
    }

    pub(super) fn disputes(
        &mut self,
        groups: &[&'static str],
        result: Option<&'static str>,
        also: &[Vec<&'static str>],
    ) {
        let cells = |groups: &[&'static str], column: &'static str| -> Vec<CellKey> {
            groups.iter().map(|group| CellKey::new(TableKey::Disputes, group, column)).collect()
        };
        let label = |groups: &[&'static str]| -> String {
            let of = |group: &&str| match *group {
                row::RECONSIDERATION => "行政复议",
                row::DIRECT_LITIGATION => "未经复议直接起诉",
                _ => "复议后起诉",
            };
            groups.iter().map(of).collect::<Vec<_>>().join("＋")
        };
        let mut alternatives = vec![groups.to_vec()];
        // 行政诉讼 may be said of either kind alone.
        if groups == [row::DIRECT_LITIGATION, row::LITIGATION_AFTER_RECONSIDERATION] {
            alternatives.extend(groups.iter().map(|group| vec![*group]));
        }
        alternatives.extend(also.iter().cloned());
        for groups in &alternatives {
            let name = label(groups);
            let (total, pending) = (cells(groups, column::TOTAL), cells(groups, column::PENDING));
            let closed = (format!("{name}总计－尚未审结"), format!("{name} total − pending"));
            match result {
                Some("closed") => self.add((&closed.0, &closed.1), "", &total, &pending),
                Some(column) => {
                    let printed = cells(groups, column)
                        .first()
                        .and_then(|&key| self.report.form_cell(key))
                        .and_then(|cell| cell.column_path.last().copied())
                        .unwrap_or(column);
                    self.add(
                        (&format!("{name}{printed}"), &format!("{name} {column}")),
                        "",
                        &cells(groups, column),
                        &[],
                    );
                }
                None => {
                    self.add((&format!("{name}总计"), &format!("{name} total")), "", &total, &[]);
                    self.add((&closed.0, &closed.1), "", &total, &pending);
                }
            }
        }
    }

    pub(super) fn disclosure(&mut self, row: &'static str, column: &'static str) {
        // The edition of 2019 counts what was made and what was disclosed in the year.
        let columns: &[&'static str] = match column {
            column::ISSUED => &[column::ISSUED, column::CREATED, column::DISCLOSED],
            column::IN_FORCE => &[column::IN_FORCE, column::TOTAL_DISCLOSED],
            column::REPEALED => &[column::REPEALED],
            column::AMOUNT => &[column::AMOUNT],
            _ => &[column::DECISIONS],
        };
        for &column in columns {
            let key = CellKey::new(TableKey::Disclosure, row, column);
            if self.report.table_form(TableKey::Disclosure).cell(key).is_some() {
                let name = (self.report.printed_name(key), self.report.english_name(key));
                self.add((&name.0, &name.1), "", &[key], &[]);
            }
        }
        // Some count as in force what is from earlier years, and the year's own beside it.
        if column == column::IN_FORCE {
            let cell = |column| CellKey::new(TableKey::Disclosure, row, column);
            let earlier = ("现行有效－本年制发", "in force − issued");
            self.add(earlier, "", &[cell(column::IN_FORCE)], &[cell(column::ISSUED)]);
        }
    }

    /// Adds what some cells make less others, by the published totals and by the totals as they follow from their
    /// parts, so that a wrong total in the table is not held against the text.
    pub(super) fn add(&mut self, name: (&str, &str), suffix: &str, plus: &[CellKey], minus: &[CellKey]) {
        for totals in [Totals::Published, Totals::Computed] {
            let sum = |keys: &[CellKey]| self.sum(keys, totals);
            let (Some(plus_value), Some(minus_value)) =
                (sum(plus), if minus.is_empty() { Some(Number::ZERO) } else { sum(minus) })
            else {
                continue;
            };
            let Some(value) = plus_value.checked_sub(minus_value) else { continue };
            self.plainest_is_known.get_or_insert(true);
            if self.out.iter().any(|known| known.value == value && known.name.zh.starts_with(name.0)) {
                continue;
            }
            let computed = totals == Totals::Computed && self.sum(plus, Totals::Published).is_some();
            let (zh, en) = if computed { ("（按各列相加）", " (columns added)") } else { ("", "") };
            let name = Text::new(format!("{}{suffix}{zh}", name.0), format!("{}{suffix}{en}", name.1));
            self.out.push(Scope { name, cells: plus.iter().chain(minus).copied().collect(), value });
        }
        self.plainest_is_known.get_or_insert(false);
    }

    /// The sum of some cells. Blanks and dashes add nothing where another cell holds a number; a cell that was not
    /// read, or that holds words, makes the sum unknown.
    fn sum(&self, keys: &[CellKey], totals: Totals) -> Option<Number> {
        let mut numbers = Vec::new();
        for &key in keys {
            let cell = self.report.cell(key);
            let published = cell.and_then(crate::Cell::number);
            let number = match totals {
                Totals::Published => published.or_else(|| self.made_of_parts(key)),
                Totals::Computed => self.made_of_parts(key).or(published),
            };
            match (number, cell) {
                (Some(number), _) => numbers.push(number),
                (None, Some(crate::Cell::Blank | crate::Cell::Dash(_) | crate::Cell::NotApplicable(_))) => {}
                _ => return None,
            }
        }
        if numbers.is_empty() { None } else { Number::checked_sum(numbers) }
    }

    /// A total from the cells that make it, by the form's own sums.
    fn made_of_parts(&self, key: CellKey) -> Option<Number> {
        use crate::form::EquationId;
        let form = self.report.table_form(key.table());
        let sum = form.sums.iter().find(|sum| {
            matches!(sum.equation, EquationId::Applicants | EquationId::Disputes) && sum.total() == Some(key)
        })?;
        self.sum(&sum.right, Totals::Published)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Totals {
    Published,
    Computed,
}
