//! What consolidating gives: the report, and what its sums are made of.

use std::sync::Arc;

use super::{Filing, Problem, Remark};
use gongkai_core::form::{CellKey, SectionKey};
use gongkai_core::{Cell, Number, Report};

/// A consolidated report with where each sum comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consolidation {
    /// The consolidated report: figures only; its narrative is for the office to write.
    pub report: Report,
    /// Whose figures they are, in the order of the contributions: every member but those that a problem leaves out.
    pub members: Vec<String>,
    /// Each cell of the form with what each member contributes, in the order of the form.
    pub contributions: Vec<Contributions>,
    /// What stands in the way of a complete and truthful sum.
    pub problems: Vec<Problem>,
    /// What should be known about the sum and does not stand in its way.
    pub remarks: Vec<Remark>,
    /// Who has filed, who has not, and whose sums fail.
    pub filings: Vec<Filing>,
}

/// What each member contributes to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contributions {
    /// The cell.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// What each member states; nothing where its report does not state the cell.
    pub stated: Vec<Option<Arc<Cell>>>,
    /// The sum, where any member states a number.
    pub sum: Option<Number>,
}

impl Consolidation {
    /// Whether the sum is complete and truthful.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty()
    }

    /// Records in the report's section 六 whose figures the sum lacks, for an office that publishes it all the same. What
    /// is the office's own business stays out of it: names of files, reports on no list.
    pub fn record_problems(&mut self) {
        let mut lacks: Vec<String> = self.problems.iter().filter_map(Problem::to_publish).collect();
        let nameless = |problem: &&Problem| matches!(problem, Problem::Unreadable { body: None, .. });
        match self.problems.iter().filter(nameless).count() {
            0 => {}
            count => lacks.push(format!("另有 {count} 份报告无法读取，未计入")),
        }
        if lacks.is_empty() {
            return;
        }
        let said = format!("本报告的汇总数据不完整：{}。", lacks.join("；"));
        self.report.add_to_narrative(SectionKey::OtherMatters, said);
    }
}
