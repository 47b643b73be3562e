//! Scopes: the cells and sums that a phrase may mean, each with its value.

mod values;

use super::phrase::Outcome;
use crate::check::Text;
use crate::form::keys::{column, row};
use crate::form::{CellKey, TableKey};
use crate::{Number, Report};
use values::{Scopes, columns_of};

/// One thing that a phrase may mean: a cell, or a sum or difference of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    /// How it is called.
    pub(crate) name: Text,
    /// The cells that it is made of.
    pub(crate) cells: Vec<CellKey>,
    /// What they make.
    pub(crate) value: Number,
}

/// What a figure claims to count.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Claim {
    /// Applications received, by these classes (the total where there are none); also where 受理 is said.
    Received { classes: Vec<&'static str>, accepted: bool },
    /// Applications of these classes where the text does not say more than the class; the rows that were spoken of
    /// before count too.
    OfClass { classes: Vec<&'static str>, rows: Vec<&'static str> },
    /// Applications carried over from last year.
    CarriedIn,
    /// Applications carried over to next year.
    CarriedOut,
    /// Applications carried over, either way.
    CarriedEither,
    /// Last year's applications, or those received with them: 含上年结转为75件.
    WithCarriedIn,
    /// Applications not yet processed.
    Unprocessed,
    /// Applications answered.
    Processed,
    /// Applications with these outcomes, by these classes (the total where there are none); and the group of a row, or the
    /// row of a group, that was named with it.
    WithOutcome { rows: Vec<&'static str>, named: String, classes: Vec<&'static str>, also: Vec<&'static str> },
    /// Applications of all classes but these: 申请人均为自然人 says that there were none.
    ClassesBesides { classes: Vec<&'static str> },
    /// Applications with all outcomes but these: 均予以公开 says that there were none.
    OutcomesBesides { rows: Vec<&'static str> },
    /// 其他 after a list of classes: the form's column of that name, or all that the list did not name.
    OtherClasses { named: Vec<&'static str> },
    /// 其他 after a list of outcomes: the form's group of that name, or all that the list did not name.
    OtherOutcomes { named: Vec<&'static str> },
    /// Cases of table four: groups by key, and one column or `closed`, or all cases where there is none; and other groups
    /// that the words may mean.
    Disputes { groups: Vec<&'static str>, result: Option<&'static str>, also: Vec<Vec<&'static str>> },
    /// A row and column of table two.
    Disclosure { row: &'static str, column: &'static str },
}

/// The rows of a group of outcomes in the form that the report uses.
pub(crate) fn outcome_rows(report: &Report, outcome: Outcome) -> Vec<&'static str> {
    let mut rows: Vec<&'static str> = Vec::new();
    for cell in &report.table_form(TableKey::Applications).cells {
        let in_group = cell.row_path.iter().any(|label| label.starts_with(outcome.number()));
        if in_group && !rows.contains(&cell.key.row()) {
            rows.push(cell.key.row());
        }
    }
    rows
}

impl Claim {
    /// Everything that the claim may mean, the plainest first; nothing where the cells hold no numbers.
    pub(crate) fn scopes(&self, report: &Report) -> Vec<Scope> {
        self.all_scopes(report).out
    }

    /// Whether the plainest meaning is known, without which a figure that fits none of the others is not wrong.
    pub(crate) fn plainest_is_known(&self, report: &Report) -> bool {
        self.all_scopes(report).plainest_is_known == Some(true)
    }

    fn all_scopes<'r>(&self, report: &'r Report) -> Scopes<'r> {
        let mut scopes = Scopes { report, out: Vec::new(), plainest_is_known: None };
        match self {
            Self::Received { classes, accepted } => {
                let suffix = scopes.suffix(classes);
                let at = |row| columns_of(row, classes);
                scopes.received(classes);
                if *accepted {
                    let other = scopes.group(Outcome::Other, classes);
                    let untreated = [other.clone(), scopes.group(Outcome::NotTreated, classes)].concat();
                    let total = at(row::TOTAL_PROCESSED);
                    scopes.add(("办理结果总计", "total processed"), &suffix, &total, &[]);
                    scopes.add(("办理结果总计－其他处理", "total processed − other"), &suffix, &total, &other);
                    scopes.add(("新收－其他处理", "received − other"), &suffix, &at(row::RECEIVED), &other);
                    scopes.add(
                        ("办理结果总计－不予处理－其他处理", "total processed − not treated − other"),
                        &suffix,
                        &total,
                        &untreated,
                    );
                }
            }
            Self::OfClass { classes, rows } => {
                let suffix = scopes.suffix(classes);
                let at = |row| columns_of(row, classes);
                scopes.received(classes);
                scopes.add(("办理结果总计", "total processed"), &suffix, &at(row::TOTAL_PROCESSED), &[]);
                let rows: Vec<CellKey> = rows.iter().flat_map(|row| columns_of(row, classes)).collect();
                if !rows.is_empty() {
                    scopes.add(("前文所说各行", "the rows spoken of before"), &suffix, &rows, &[]);
                }
            }
            Self::CarriedIn => scopes.row(row::CARRIED_IN, ("上年结转", "carried in")),
            Self::CarriedOut => scopes.row(row::CARRIED_OUT, ("结转下年度", "carried out")),
            Self::CarriedEither => {
                scopes.row(row::CARRIED_OUT, ("结转下年度", "carried out"));
                scopes.row(row::CARRIED_IN, ("上年结转", "carried in"));
            }
            Self::WithCarriedIn => {
                let cells = [columns_of(row::RECEIVED, &[]), columns_of(row::CARRIED_IN, &[])].concat();
                scopes.add(("新收＋上年结转", "received + carried in"), "", &cells, &[]);
                scopes.row(row::CARRIED_IN, ("上年结转", "carried in"));
            }
            Self::Unprocessed => {
                scopes.row(row::CARRIED_OUT, ("结转下年度", "carried out"));
                let rest = ("新收－办理结果总计", "received − total processed");
                scopes.add(rest, "", &columns_of(row::RECEIVED, &[]), &columns_of(row::TOTAL_PROCESSED, &[]));
            }
            Self::Processed => {
                let at = |row| columns_of(row, &[]);
                let other = scopes.group(Outcome::Other, &[]);
                let untreated = [other.clone(), scopes.group(Outcome::NotTreated, &[])].concat();
                scopes.row(row::TOTAL_PROCESSED, ("办理结果总计", "total processed"));
                scopes.add(
                    ("新收＋上年结转", "received + carried in"),
                    "",
                    &[at(row::RECEIVED), at(row::CARRIED_IN)].concat(),
                    &[],
                );
                scopes.row(row::RECEIVED, ("新收", "received"));
                scopes.add(
                    ("新收－结转下年度", "received − carried out"),
                    "",
                    &at(row::RECEIVED),
                    &at(row::CARRIED_OUT),
                );
                scopes.add(
                    ("办理结果总计－上年结转", "total processed − carried in"),
                    "",
                    &at(row::TOTAL_PROCESSED),
                    &at(row::CARRIED_IN),
                );
                scopes.add(
                    ("办理结果总计－其他处理", "total processed − other"),
                    "",
                    &at(row::TOTAL_PROCESSED),
                    &other,
                );
                scopes.add(
                    ("办理结果总计－不予处理－其他处理", "total processed − not treated − other"),
                    "",
                    &at(row::TOTAL_PROCESSED),
                    &untreated,
                );
            }
            Self::WithOutcome { rows, named, classes, also } => {
                let suffix = scopes.suffix(classes);
                let cells: Vec<CellKey> = rows.iter().flat_map(|row| columns_of(row, classes)).collect();
                scopes.add((named, named), &suffix, &cells, &[]);
                if !also.is_empty() {
                    let cells: Vec<CellKey> = also.iter().flat_map(|row| columns_of(row, classes)).collect();
                    let other = if also.len() > rows.len() {
                        (format!("{named}所在一类"), format!("the group of {named}"))
                    } else {
                        (format!("{named}中所说的一项"), format!("the row named with {named}"))
                    };
                    scopes.add((&other.0, &other.1), &suffix, &cells, &[]);
                }
                if !classes.is_empty() {
                    let all: Vec<CellKey> = rows.iter().flat_map(|row| columns_of(row, &[])).collect();
                    scopes.add((named, named), &scopes.suffix(&[]), &all, &[]);
                }
                // 予以公开 is sometimes said of everything that was given out, 不予公开 of everything that was not.
                let with = |scopes: &Scopes<'_>, outcomes: &[Outcome]| -> Vec<CellKey> {
                    outcomes.iter().flat_map(|&outcome| scopes.group(outcome, classes)).collect()
                };
                if rows == &outcome_rows(report, Outcome::Granted) {
                    let given = with(&scopes, &[Outcome::Granted, Outcome::Partial]);
                    scopes.add(("予以公开＋部分公开", "granted + partially granted"), &suffix, &given, &[]);
                }
                if rows == &outcome_rows(report, Outcome::Refused) {
                    let kept = with(&scopes, &[Outcome::Refused, Outcome::Unavailable]);
                    scopes.add(("不予公开＋无法提供", "refused + unavailable"), &suffix, &kept, &[]);
                    let kept = with(&scopes, &[Outcome::Refused, Outcome::Unavailable, Outcome::NotTreated]);
                    scopes.add(
                        ("不予公开＋无法提供＋不予处理", "refused + unavailable + not treated"),
                        &suffix,
                        &kept,
                        &[],
                    );
                }
            }
            Self::ClassesBesides { classes } => {
                let of_these = columns_of(row::RECEIVED, classes);
                let rest = ("新收－所说各类", "received − the classes named");
                scopes.add(rest, "", &columns_of(row::RECEIVED, &[]), &of_these);
            }
            Self::OutcomesBesides { rows } => {
                let of_these: Vec<CellKey> = rows.iter().flat_map(|row| columns_of(row, &[])).collect();
                let rest = ("办理结果总计－所说各项", "total processed − the outcomes named");
                scopes.add(rest, "", &columns_of(row::TOTAL_PROCESSED, &[]), &of_these);
            }
            Self::OtherClasses { named } => {
                let column = |class| columns_of(row::RECEIVED, &[class]);
                scopes.add(("新收（其他）", "received (other)"), "", &column(column::OTHER_ORGANIZATION), &[]);
                let named: Vec<CellKey> = named.iter().flat_map(|&class| column(class)).collect();
                let rest = ("新收－已列各类", "received − the classes named");
                scopes.add(rest, "", &columns_of(row::RECEIVED, &[]), &named);
            }
            Self::OtherOutcomes { named } => {
                let other = scopes.group(Outcome::Other, &[]);
                scopes.add(("其他处理", "other"), "", &other, &[]);
                scopes.add(("其他处理中的“其他”", "other, 3.其他"), "", &columns_of(row::OTHER_OUTCOME, &[]), &[]);
                let named: Vec<CellKey> = named.iter().flat_map(|&row| columns_of(row, &[])).collect();
                let rest = ("办理结果总计－已列各项", "total processed − the outcomes named");
                scopes.add(rest, "", &columns_of(row::TOTAL_PROCESSED, &[]), &named);
            }
            Self::Disputes { groups, result, also } => scopes.disputes(groups, *result, also),
            Self::Disclosure { row, column } => scopes.disclosure(row, column),
        }
        scopes
    }

    /// Whether the claim is about the applications of table three.
    pub(crate) fn of_applications(&self) -> bool {
        !matches!(self, Self::Disputes { .. } | Self::Disclosure { .. })
    }

    /// The rows of table three that the claim speaks of, for the classes that may follow it.
    pub(crate) fn rows(&self) -> Vec<&'static str> {
        match self {
            Self::WithOutcome { rows, .. } => rows.clone(),
            Self::CarriedIn => vec![row::CARRIED_IN],
            Self::CarriedOut | Self::CarriedEither | Self::Unprocessed => vec![row::CARRIED_OUT],
            _ => Vec::new(),
        }
    }
}
