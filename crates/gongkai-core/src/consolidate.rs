//! Consolidating: one report from an office's own and its subordinates' (汇总).

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::check::{Basis, Child, Severity, Subject, check, rule};
use crate::form::{CellKey, CellKind, Edition, FormCell, SectionKey, TableKey};
use crate::{Cell, Number, Organ, Report, Year};

/// What is to be added up, and who is expected to be among it.
///
/// ```
/// use gongkai_core::check::Child;
/// use gongkai_core::consolidate::Consolidating;
/// use gongkai_core::{Cell, Organ, Report, Year};
/// let year = Year::new(2023)?;
/// let key = "disclosure.licenses.decisions".parse()?;
/// let part = |name: &str, count: u32| {
///     let mut report = Report::new(Organ::new(name), year);
///     report.set(key, Cell::from(count));
///     Child::new(name, report)
/// };
/// let parts = [part("甲镇", 3), part("乙镇", 4)];
/// let sum = Consolidating::new(Organ::new("某县人民政府"), year).expecting(["甲镇", "乙镇", "丙镇"]).add_up(&parts);
/// assert_eq!(sum.report.cell(key), Some(&Cell::from(7)));
/// assert!(sum.problems.iter().any(|problem| problem.to_string().contains("丙镇")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consolidating {
    organ: Organ,
    year: Year,
    expected: Vec<String>,
    unreadable: Vec<(String, String)>,
}

/// A consolidated report with where each sum comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consolidation {
    /// The consolidated report: figures only; its narrative is for the office to write.
    pub report: Report,
    /// Whose figures they are, in the order of the contributions.
    pub members: Vec<String>,
    /// Each cell of the form with what each member contributes, in the order of the form.
    pub contributions: Vec<Contributions>,
    /// What stands in the way of a complete and truthful sum.
    pub problems: Vec<Problem>,
    /// Who has filed, who has not, and whose sums fail.
    pub filings: Vec<Filing>,
}

/// What each member contributes to a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contributions {
    /// The cell.
    pub key: CellKey,
    /// Its printed row and column.
    pub name: String,
    /// What each member states, as printed; nothing where its report does not state the cell.
    pub stated: Vec<Option<String>>,
    /// The sum, where any member states a number.
    pub sum: Option<Number>,
}

/// How one member stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Filing {
    /// The organ or file.
    pub name: String,
    /// Whether it has filed.
    pub state: FilingState,
    /// How many sums of its report do not hold.
    pub failing_sums: usize,
}

/// Whether a member has filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FilingState {
    /// Its report is in the sum (已报).
    Filed,
    /// It is expected and has not filed (未报).
    Missing,
    /// Its file cannot be read (无法读取).
    Unreadable,
    /// It filed and nobody expected it (不在名单).
    NotExpected,
}

impl FilingState {
    /// How the status list says it.
    #[must_use]
    pub fn printed(self) -> &'static str {
        match self {
            Self::Filed => "已报",
            Self::Missing => "未报",
            Self::Unreadable => "无法读取",
            Self::NotExpected => "不在名单",
        }
    }
}

/// What stands in the way of a complete and truthful sum. Each names who and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// An expected member has not filed.
    Missing {
        /// Who.
        member: String,
    },
    /// A file cannot be read.
    Unreadable {
        /// Which.
        member: String,
        /// Why.
        why: String,
    },
    /// A member is not on the list of those expected.
    NotExpected {
        /// Who.
        member: String,
    },
    /// One organ has filed twice.
    Twice {
        /// The organ.
        organ: String,
        /// Under which names.
        members: Vec<String>,
    },
    /// A report is for another year, or does not say for which.
    OtherYear {
        /// Whose.
        member: String,
        /// Its year.
        year: Option<Year>,
    },
    /// A table is laid out in another edition than the consolidated report's.
    OtherEdition {
        /// Whose.
        member: String,
        /// Which table.
        table: TableKey,
        /// The edition that it is laid out in.
        edition: &'static str,
    },
    /// A cell was not read, so that the sum would be too small.
    NotStated {
        /// Whose.
        member: String,
        /// The cells, by printed row and column.
        cells: Vec<String>,
    },
    /// A cell holds something that is no number.
    NotANumber {
        /// Whose.
        member: String,
        /// The cell, by printed row and column.
        cell: String,
        /// What is printed.
        printed: String,
    },
    /// A cell's number carries a unit of its own, so that it cannot be added as it is.
    OtherUnit {
        /// Whose.
        member: String,
        /// The cell, by printed row and column.
        cell: String,
        /// What is printed.
        printed: String,
    },
    /// The sum has more digits than a number holds.
    TooLarge {
        /// The cell, by printed row and column.
        cell: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { member } => write!(f, "{member}：未报 / has not filed"),
            Self::Unreadable { member, why } => write!(f, "{member}：无法读取（{why}） / cannot be read"),
            Self::NotExpected { member } => write!(f, "{member}：不在名单中 / is not on the list"),
            Self::Twice { organ, members } => {
                write!(f, "{organ}：重复报送（{}） / has filed twice", members.join("、"))
            }
            Self::OtherYear { member, year: Some(year) } => {
                write!(f, "{member}：是{year}年的报告 / is a report for {year}")
            }
            Self::OtherYear { member, year: None } => write!(f, "{member}：看不出年度 / does not say its year"),
            Self::OtherEdition { member, table, edition } => {
                write!(f, "{member}：{}用的是{edition}年格式 / uses the {edition} form", table.printed())
            }
            Self::NotStated { member, cells } => {
                let named: Vec<&str> = cells.iter().take(3).map(String::as_str).collect();
                let more = if cells.len() > named.len() { " 等" } else { "" };
                write!(f, "{member}：{} 格未读到（{}{more}） / cells not read", cells.len(), named.join("、"))
            }
            Self::NotANumber { member, cell, printed } => {
                write!(f, "{member}：{cell}填的是“{printed}”，不是数字 / is not a number")
            }
            Self::OtherUnit { member, cell, printed } => {
                write!(f, "{member}：{cell}填的是“{printed}”，单位与表头不同 / carries another unit")
            }
            Self::TooLarge { cell } => write!(f, "{cell}：合计超出可表示的位数 / the sum is too large"),
        }
    }
}

impl Consolidating {
    /// The consolidated report of an organ for a year.
    #[must_use]
    pub fn new(organ: Organ, year: Year) -> Self {
        Self { organ, year, expected: Vec::new(), unreadable: Vec::new() }
    }

    /// With the names of those who must be among the members.
    #[must_use]
    pub fn expecting<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.expected.extend(names.into_iter().map(Into::into));
        self
    }

    /// With a file that could not be read, and why.
    #[must_use]
    pub fn with_unreadable(mut self, name: impl Into<String>, why: impl Into<String>) -> Self {
        self.unreadable.push((name.into(), why.into()));
        self
    }

    /// Adds up every cell of the members, the office's own report (本级) among them. Never fails: what stands in the way
    /// of the sum is in [`Consolidation::problems`], and what to do about it is the caller's choice.
    ///
    /// Published totals are added like every other cell and never computed anew, so that a broken sum of a member shows
    /// in the consolidated report too. A blank or a dash adds nothing; a cell that only blanks and dashes make is blank.
    #[must_use]
    pub fn add_up(&self, members: &[Child]) -> Consolidation {
        let mut problems: Vec<Problem> = self
            .unreadable
            .iter()
            .map(|(member, why)| Problem::Unreadable { member: member.clone(), why: why.clone() })
            .collect();
        problems.extend(self.doubles(members));
        problems.extend(
            members
                .iter()
                .filter(|m| m.report.year != Some(self.year))
                .map(|member| Problem::OtherYear { member: member.name.clone(), year: member.report.year }),
        );
        let filings = self.filings(members, &mut problems);

        let mut report = Report::new(self.organ.clone(), self.year);
        for table in TableKey::ALL {
            let edition = common_edition(members, table).unwrap_or(Edition::governing(self.year));
            report.set_edition(table, edition);
            problems.extend(members.iter().filter(|m| m.report.edition(table) != edition).map(|member| {
                Problem::OtherEdition {
                    member: member.name.clone(),
                    table,
                    edition: member.report.edition(table).as_str(),
                }
            }));
        }
        let contributions: Vec<Contributions> =
            report.form_cells().map(|cell| add(cell, members, &mut problems)).collect();
        problems.extend(not_stated(&contributions, members));
        for cell in &contributions {
            match cell.sum {
                Some(sum) => report.set(cell.key, Cell::from(sum)),
                None if cell.stated.iter().any(Option::is_some) => report.set(cell.key, Cell::Blank),
                None => {}
            }
        }
        let members = members.iter().map(|member| member.name.clone()).collect();
        Consolidation { report, members, contributions, problems, filings }
    }

    fn doubles(&self, members: &[Child]) -> Vec<Problem> {
        let mut by_organ: BTreeMap<String, Vec<&Child>> = BTreeMap::new();
        for member in members {
            by_organ.entry(plain(organ_of(member))).or_default().push(member);
        }
        by_organ
            .into_values()
            .filter(|same| same.len() > 1)
            .map(|same| Problem::Twice {
                organ: same.first().map(|member| organ_of(member).to_owned()).unwrap_or_default(),
                members: same.iter().map(|member| member.name.clone()).collect(),
            })
            .collect()
    }

    fn filings(&self, members: &[Child], problems: &mut Vec<Problem>) -> Vec<Filing> {
        let mut filings = Vec::new();
        for member in members {
            let expected = self.expected.is_empty() || self.expected.iter().any(|name| names(name, member));
            if !expected {
                problems.push(Problem::NotExpected { member: member.name.clone() });
            }
            filings.push(Filing {
                name: member.name.clone(),
                state: if expected { FilingState::Filed } else { FilingState::NotExpected },
                failing_sums: failing_sums(&member.report),
            });
        }
        for (name, _) in &self.unreadable {
            filings.push(Filing { name: name.clone(), state: FilingState::Unreadable, failing_sums: 0 });
        }
        for name in &self.expected {
            if !members.iter().any(|member| names(name, member)) {
                problems.push(Problem::Missing { member: name.clone() });
                filings.push(Filing { name: name.clone(), state: FilingState::Missing, failing_sums: 0 });
            }
        }
        filings
    }
}

impl Consolidation {
    /// Whether the sum is complete and truthful.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty()
    }

    /// Records in the report's section 六 what the sum lacks, for an office that publishes it all the same.
    pub fn record_problems(&mut self) {
        if self.problems.is_empty() {
            return;
        }
        let lacks: Vec<String> = self
            .problems
            .iter()
            .map(|problem| problem.to_string().split(" / ").next().unwrap_or_default().to_owned())
            .collect();
        let mut paragraphs = self.report.narrative(SectionKey::OtherMatters).to_vec();
        paragraphs.push(format!("本报告的汇总数据不完整：{}。", lacks.join("；")));
        self.report.set_narrative(SectionKey::OtherMatters, paragraphs);
    }
}

/// The edition in which all members lay out a table, when they agree.
fn common_edition(members: &[Child], table: TableKey) -> Option<Edition> {
    let mut editions = members.iter().map(|member| member.report.edition(table));
    let first = editions.next()?;
    editions.all(|edition| edition == first).then_some(first)
}

fn add(cell: &FormCell, members: &[Child], problems: &mut Vec<Problem>) -> Contributions {
    let name = cell.printed_name();
    let mut sum: Option<Number> = None;
    let mut stated = Vec::with_capacity(members.len());
    for member in members {
        let own = member.report.cell(cell.key);
        stated.push(own.map(|cell| cell.printed().into_owned()));
        let refused = |printed: &Cell| (member.name.clone(), name.clone(), printed.printed().into_owned());
        match own {
            Some(figure @ Cell::Number(_)) if has_other_unit(cell.kind, figure) => {
                let (member, cell, printed) = refused(figure);
                problems.push(Problem::OtherUnit { member, cell, printed });
            }
            Some(Cell::Number(figure)) => match sum.unwrap_or(Number::ZERO).checked_add(figure.value) {
                Some(total) => sum = Some(total),
                None => problems.push(Problem::TooLarge { cell: name.clone() }),
            },
            Some(text @ Cell::Text(_)) => {
                let (member, cell, printed) = refused(text);
                problems.push(Problem::NotANumber { member, cell, printed });
            }
            // A blank or a dash adds nothing; a cell that was not read is named with the member's others.
            _ => {}
        }
    }
    Contributions { key: cell.key, name, stated, sum }
}

/// Whether an amount's note begins with a unit of money, which need not be the form's.
fn has_other_unit(kind: CellKind, cell: &Cell) -> bool {
    let unit = cell.note().is_some_and(|note| note.starts_with(['元', '万', '亿']));
    match kind {
        CellKind::AmountTenThousandYuan => unit && !cell.note().is_some_and(|note| note.starts_with("万元")),
        CellKind::AmountUnitNotPrinted => unit,
        CellKind::Count | CellKind::SignedCount => false,
    }
}

/// The cells that each member does not state, one problem a member. Cells of another edition's rows are already named
/// by their table.
fn not_stated(contributions: &[Contributions], members: &[Child]) -> Vec<Problem> {
    members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| {
            let cells: Vec<String> = contributions
                .iter()
                .filter(|cell| cell.stated.get(index).is_some_and(Option::is_none))
                .filter(|cell| member.report.table_form(cell.key.table).cell(cell.key).is_some())
                .map(|cell| cell.name.clone())
                .collect();
            (!cells.is_empty()).then(|| Problem::NotStated { member: member.name.clone(), cells })
        })
        .collect()
}

/// How many sums of a report do not hold, by the rules that rest on the form's arithmetic.
fn failing_sums(report: &Report) -> usize {
    let arithmetic = |id| rule(id).is_some_and(|rule| rule.info().basis != Basis::Practice);
    let result = check(&Subject::new(report));
    result
        .findings
        .iter()
        .filter(|finding| finding.sides.is_some() && finding.severity == Severity::Error && arithmetic(finding.rule))
        .count()
}

fn organ_of(member: &Child) -> &str {
    if member.report.organ.name.is_empty() { &member.name } else { &member.report.organ.name }
}

/// Whether a name on the list means a member: by its organ or by the name of its file.
fn names(expected: &str, member: &Child) -> bool {
    let expected = plain(expected);
    expected == plain(organ_of(member)) || expected == plain(&member.name)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: u16) -> Year {
        Year::new(year).expect("a year")
    }

    /// A report whose every cell is a number of its own.
    fn member(name: &str, offset: u32) -> Child {
        let mut report = Report::new(Organ::new(name), year(2023));
        for (index, cell) in Edition::E2021.form().cells().enumerate() {
            report.set(cell.key, Cell::from(offset + u32::try_from(index).expect("small")));
        }
        Child::new(name, report)
    }

    #[test]
    fn every_cell_is_the_exact_sum() {
        let members: Vec<Child> = (0..8).map(|i| member(&format!("第{i}局"), i * 1000)).collect();
        let sum = Consolidating::new(Organ::new("某县人民政府"), year(2023)).add_up(&members);
        assert_eq!(sum.problems, Vec::new());
        for (index, cell) in Edition::E2021.form().cells().enumerate() {
            let expected = 28_000 + 8 * u32::try_from(index).expect("small");
            assert_eq!(sum.report.cell(cell.key), Some(&Cell::from(expected)), "{}", cell.key);
        }
    }

    #[test]
    fn whoever_is_missing_or_wrong_is_named() {
        let mut blank = member("甲局", 1);
        let key = "disclosure.licenses.decisions".parse().expect("a key");
        blank.report.set(key, Cell::Blank);
        let mut text = member("乙局", 1);
        text.report.set(key, Cell::parse("若干"));
        let mut unread = member("丙局", 1);
        unread.report.unset(key);
        let mut old = member("丁局", 1);
        old.report.year = Some(year(2022));
        let mut earlier = member("戊局", 1);
        earlier.report.set_edition(TableKey::Applications, Edition::E2019);
        let members = [blank, text, unread, old, earlier, member("己局", 1), member("己局", 1)];
        let mut sum = Consolidating::new(Organ::new("某县人民政府"), year(2023))
            .expecting(["甲局", "乙局", "丙局", "丁局", "戊局", "庚局"])
            .with_unreadable("辛局.doc", "旧版 Word 文件")
            .add_up(&members);
        let said: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
        for expected in [
            "庚局：未报",
            "己局：不在名单中",
            "己局：重复报送",
            "乙局：表二“行政许可”行“本年处理决定数量”列填的是“若干”",
            "丙局：1 格未读到（表二“行政许可”行",
            "丁局：是2022年的报告",
            "戊局：表三用的是2019年格式",
            "辛局.doc：无法读取",
        ] {
            assert!(said.iter().any(|problem| problem.starts_with(expected)), "{expected} is not among {said:#?}");
        }
        sum.record_problems();
        assert!(sum.report.narrative(SectionKey::OtherMatters).iter().any(|p| p.contains("庚局：未报")));
    }

    #[test]
    fn blanks_stay_blank_and_units_are_not_added() {
        let amount: CellKey = "disclosure.administrative_fees.amount".parse().expect("a key");
        let count: CellKey = "disclosure.penalties.decisions".parse().expect("a key");
        let with = |name: &str, amount_text: &str, count_text: &str| {
            let mut member = member(name, 0);
            member.report.set(amount, Cell::parse(amount_text));
            member.report.set(count, Cell::parse(count_text));
            member
        };
        let blank = [with("甲", "1.25", ""), with("乙", "0.0001", "-")];
        let sum = Consolidating::new(Organ::new("某县"), year(2023)).add_up(&blank);
        assert_eq!(sum.report.cell(count), Some(&Cell::Blank));
        assert_eq!(sum.report.cell(amount).map(|c| c.printed().into_owned()).as_deref(), Some("1.2501"));
        assert!(sum.is_complete());
        let other = [with("甲", "1.25", "22（其中修订16件）"), with("乙", "251000元", "3")];
        let sum = Consolidating::new(Organ::new("某县"), year(2023)).add_up(&other);
        assert!(matches!(sum.problems.as_slice(), [Problem::OtherUnit { member, .. }] if member == "乙"));
        assert_eq!(sum.report.cell(count), Some(&Cell::from(25)));
    }
}
