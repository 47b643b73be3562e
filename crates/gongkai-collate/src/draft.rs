//! Drafting: next year's report as far as last year's already says it (起草).

use gongkai_core::form::keys::{column, row};
use gongkai_core::form::{CellKey, Edition, TableKey};
use gongkai_core::{Cell, Report};

/// A report for the year after another, with what follows from that other and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// The new report. Cells that do not follow from last year's are absent.
    pub report: Report,
    /// The cells that were filled, each with the cell of last year's report that it comes from.
    pub filled: Vec<(CellKey, CellKey)>,
    /// What last year's report says that helps to fill a cell without settling it.
    pub prompts: Vec<Prompt>,
}

/// What helps to fill a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prompt {
    /// The cell to fill.
    pub key: CellKey,
    /// The help, in Chinese.
    pub text: String,
}

impl Draft {
    /// A report that nothing is known of but what it states.
    #[must_use]
    pub fn of(report: Report) -> Self {
        Self { report, filled: Vec::new(), prompts: Vec::new() }
    }
}

/// Drafts the report of the year after `last`: the organ, and by column 上年结转 from last year's 结转下年度. In a
/// form of 2019, 上一年项目数量 follows from last year's number and its change. 现行有效 is not filled but prompted with last year's
/// number, since it depends on what the new year issues and repeals.
///
/// Only plain numbers are taken over; a blank, a dash or a note of last year's stays for the clerk to settle. Where the
/// year of `last` is not known, nothing can be drafted.
///
/// ```
/// use gongkai_collate::draft::draft_after;
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let mut last = Report::new(Organ::new("宿迁市人民政府"), Year::new(2023)?);
/// last.set("applications.carried_out.natural_person".parse()?, Cell::from(118));
/// let draft = draft_after(&last).ok_or("the year is known")?;
/// assert_eq!(draft.report.year, Some(Year::new(2024)?));
/// assert_eq!(draft.report.cell("applications.carried_in.natural_person".parse()?), Some(&Cell::from(118)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn draft_after(last: &Report) -> Option<Draft> {
    let year = last.year?.next()?;
    let organ = last.organ.clone();
    let mut draft = Draft::of(Report::new(organ, year));
    let edition = Edition::governing(year);
    let plain = |key: CellKey| last.cell(key).and_then(Cell::plain_number);
    for cell in edition.form().cells() {
        let key = cell.key;
        match (key.table(), key.row(), key.column()) {
            (TableKey::Applications, row::CARRIED_IN, column) => {
                let Some(source) = CellKey::of(key.table(), row::CARRIED_OUT, column) else { continue };
                match (plain(source), last.cell(source)) {
                    (Some(number), _) => {
                        draft.report.set(key, Cell::from(number));
                        draft.filled.push((key, source));
                    }
                    (None, stated) => {
                        let stated = match stated {
                            Some(cell) if cell.is_blank() => "是空白".to_owned(),
                            Some(cell) => format!("填的是“{cell}”"),
                            None => "没有读出".to_owned(),
                        };
                        let text = format!("上年的结转下年度{stated}，没有填上年结转，请核实后填写");
                        draft.prompts.push(Prompt { key, text });
                    }
                }
            }
            (TableKey::Disclosure, row, column::PRIOR_YEAR_ITEMS) => {
                let change = CellKey::of(key.table(), row, column::CHANGE).and_then(plain);
                if let Some(number) = plain(key).zip(change).and_then(|(prior, change)| prior.checked_add(change)) {
                    draft.report.set(key, Cell::from(number));
                    draft.filled.push((key, key));
                }
            }
            (TableKey::Disclosure, _, column::IN_FORCE) => {
                if let Some(number) = plain(key) {
                    let text = format!("上年现行有效 {number} 件；本年现行有效 = {number} + 本年制发 − 本年废止");
                    draft.prompts.push(Prompt { key, text });
                }
            }
            _ => {}
        }
    }
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::{Organ, Year};

    fn key(text: &str) -> CellKey {
        text.parse().expect("a key")
    }

    #[test]
    fn what_is_settled_is_filled_and_nothing_else() {
        let mut last = Report::new(Organ::new("某县"), Year::new(2023).expect("a year"));
        last.set(key("applications.carried_out.natural_person"), Cell::from(3));
        last.set(key("applications.carried_out.business"), Cell::Blank);
        last.set(key("applications.carried_out.total"), Cell::parse("3（含1件补正）"));
        last.set(key("disclosure.regulations.in_force"), Cell::from(11));
        last.set(key("disclosure.licenses.decisions"), Cell::from(400));
        let draft = draft_after(&last).expect("a draft");
        let stated: Vec<_> = draft.report.cells().map(|(key, cell)| (key.to_string(), cell.clone())).collect();
        assert_eq!(stated, [("applications.carried_in.natural_person".to_owned(), Cell::from(3))]);
        let said = |name: &str| {
            draft.prompts.iter().find(|prompt| prompt.key == key(name)).map_or("", |prompt| prompt.text.as_str())
        };
        assert!(said("disclosure.regulations.in_force").contains("现行有效 11 件"));
        // What is not taken over is asked for.
        assert!(said("applications.carried_in.business").contains("是空白"));
        assert!(said("applications.carried_in.total").contains("填的是“3（含1件补正）”"));
        assert!(said("applications.carried_in.legal_service").contains("没有读出"));
    }

    #[test]
    fn items_of_the_earlier_form_roll_forward() {
        let mut last = Report::new(Organ::new("某县"), Year::new(2019).expect("a year"));
        last.set(key("disclosure.penalties.prior_year_items"), Cell::from(2648));
        last.set(key("disclosure.penalties.change"), Cell::from(-18));
        let draft = draft_after(&last).expect("a draft");
        assert_eq!(draft.report.cell(key("disclosure.penalties.prior_year_items")), Some(&Cell::from(2630)));
        last.year = None;
        assert_eq!(draft_after(&last), None);
    }
}
