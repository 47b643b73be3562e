//! What makes a comparison less than one of the same organ's reports, whole and in the order of their years.

use std::fmt;

use super::called;
use gongkai_core::Report;
use gongkai_core::bodies;
use gongkai_core::check::Text;
use gongkai_core::form::TableKey;

/// What to bear in mind when reading a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Caution {
    /// Two neighbouring reports name different organs.
    OtherOrgan {
        /// The earlier report's.
        earlier: String,
        /// The later report's.
        later: String,
    },
    /// A report is not for a later year than the one before it, or the years are not known.
    NotLater {
        /// How the earlier report is called.
        earlier: String,
        /// How the later report is called.
        later: String,
    },
    /// A table is laid out in another edition than in the report before.
    OtherEdition {
        /// How the later report is called.
        report: String,
        /// Which table.
        table: TableKey,
        /// The earlier report's edition.
        earlier: &'static str,
        /// The later report's edition.
        later: &'static str,
    },
    /// Cells of a report were not read.
    NotRead {
        /// How the report is called.
        report: String,
        /// How many.
        cells: usize,
    },
}

impl Caution {
    /// The caution in words.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::OtherOrgan { earlier, later } => Text::new(
                format!("机关名称不同：“{earlier}”和“{later}”"),
                format!("the reports name different organs: “{earlier}” and “{later}”"),
            ),
            Self::NotLater { earlier, later } => Text::new(
                format!("{later}不在{earlier}之后的年度"),
                format!("“{later}” is not for a later year than “{earlier}”"),
            ),
            Self::OtherEdition { report, table, earlier, later } => Text::new(
                format!(
                    "{report}的{}用的是{later}年格式，前一份是{earlier}年格式，两边的单元格不全相同",
                    table.printed()
                ),
                format!(
                    "“{report}” has the table “{}” in the edition of {later}, the one before in that of {earlier}; not all cells are the same",
                    table.printed()
                ),
            ),
            Self::NotRead { report, cells } => Text::new(
                format!("{report}有 {cells} 格没有读出"),
                format!("{cells} cells of “{report}” were not read"),
            ),
        }
    }
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// What to bear in mind about these reports in this order.
pub(super) fn cautions(reports: &[&Report]) -> Vec<Caution> {
    let mut cautions = Vec::new();
    for (earlier, later) in reports.iter().zip(reports.iter().skip(1)) {
        let (before, after) = (&earlier.organ.name, &later.organ.name);
        if !before.is_empty() && !after.is_empty() && !bodies::may_be_one(before, after) {
            cautions.push(Caution::OtherOrgan { earlier: before.clone(), later: after.clone() });
        }
        if earlier.year.zip(later.year).is_none_or(|(before, after)| after <= before) {
            cautions.push(Caution::NotLater { earlier: called(earlier), later: called(later) });
        }
        for table in TableKey::ALL {
            let (before, after) = (earlier.edition(table), later.edition(table));
            if before != after {
                let report = called(later);
                cautions.push(Caution::OtherEdition { report, table, earlier: before.as_str(), later: after.as_str() });
            }
        }
    }
    for report in reports {
        let cells = report.form_cells().filter(|cell| report.cell(cell.key).is_none()).count();
        if cells > 0 {
            cautions.push(Caution::NotRead { report: called(report), cells });
        }
    }
    cautions
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::{Cell, Organ, Year};

    fn report(organ: &str, year: u16) -> Report {
        let mut report = Report::new(Organ::new(organ), Year::new(year).expect("a year"));
        for key in report.form_cells().map(|cell| cell.key).collect::<Vec<_>>() {
            report.set(key, Cell::from(1));
        }
        report
    }

    #[test]
    fn what_is_out_of_order_or_unlike_is_named() {
        assert_eq!(cautions(&[&report("某县", 2022), &report("某县", 2023)]), []);
        let mut unread = report("乙县", 2022);
        unread.unset("disputes.reconsideration.total".parse().expect("a key"));
        let found = cautions(&[&report("甲县", 2023), &unread]);
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].starts_with("机关名称不同：“甲县”和“乙县”"), "{}", said[0]);
        assert!(said[1].starts_with("乙县2022年不在甲县2023年之后的年度"), "{}", said[1]);
        assert!(said[2].starts_with("乙县2022年有 1 格没有读出"), "{}", said[2]);
        let named = |one: &str, other: &str| cautions(&[&report(one, 2022), &report(other, 2023)]);
        assert_eq!(named("某县教育局", "某市某县教育局"), [], "a body in full and in short is one");
        assert_eq!(named("某县", "某县人民政府"), []);
        assert!(matches!(named("某县教育局", "某县体育局").as_slice(), [Caution::OtherOrgan { .. }]));
        let editions = cautions(&[&report("某县", 2020), &report("某县", 2021)]);
        assert_eq!(editions.len(), 3);
        assert!(editions.iter().all(|caution| matches!(caution, Caution::OtherEdition { .. })));
    }
}
