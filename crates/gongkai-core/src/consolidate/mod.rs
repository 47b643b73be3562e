//! Consolidating: one report from an office's own and its subordinates' (汇总).

mod filing;
mod problem;

pub use filing::{Filing, FilingState};
pub use problem::{Problem, Remark};

use std::collections::BTreeSet;

use serde::Serialize;

use crate::check::Child;
use crate::form::{CellKey, CellKind, Edition, FormCell, SectionKey, TableKey};
use crate::roll::{Roll, organ_of, plain};
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
    own: Option<String>,
    expected: Vec<String>,
    unreadable: Vec<(String, String)>,
}

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

impl Consolidating {
    /// The consolidated report of an organ for a year.
    #[must_use]
    pub fn new(organ: Organ, year: Year) -> Self {
        Self { organ, year, own: None, expected: Vec::new(), unreadable: Vec::new() }
    }

    /// With the names of those who must be among the members. A name may be given with other names of the same organ:
    /// `某县发展和改革局=发改局`. A name that lacks the place before it or 人民政府 behind it (`青山镇` for
    /// `某县青山镇人民政府`) means the one member that it fits, if there is just one.
    #[must_use]
    pub fn expecting<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.expected.extend(names.into_iter().map(Into::into));
        self
    }

    /// With the name of the member that is the organ's own report (本级). It need not be among those expected, and it may
    /// bear the name of the consolidating organ.
    #[must_use]
    pub fn with_own(mut self, name: impl Into<String>) -> Self {
        self.own = Some(name.into());
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
    /// in the consolidated report too. A blank or a dash adds nothing and is remarked; a cell that only blanks and
    /// dashes make is blank. Reports for another year, of the consolidating organ itself where they are not said to be
    /// its own, and of an organ that filed twice with different figures are left out of the sum.
    #[must_use]
    pub fn add_up(&self, members: &[Child]) -> Consolidation {
        let mut problems: Vec<Problem> = self
            .unreadable
            .iter()
            .map(|(member, why)| Problem::Unreadable { member: member.clone(), why: why.clone() })
            .collect();
        let mut left_out: BTreeSet<usize> = BTreeSet::new();
        let own = self.own.as_deref().and_then(|own| members.iter().position(|member| member.name == own));
        for (index, member) in members.iter().enumerate() {
            if member.report.year != Some(self.year) {
                left_out.insert(index);
                problems.push(Problem::OtherYear { member: member.name.clone(), year: member.report.year });
            }
            if own != Some(index) && plain(organ_of(member)) == plain(&self.organ.name) {
                left_out.insert(index);
                problems.push(Problem::OwnName { member: member.name.clone() });
            }
        }
        let roll = Roll::call(&self.expected, own, members);
        doubles(members, &roll, &mut left_out, &mut problems);
        let filings = filing::filings(&roll, members, &self.unreadable, &left_out, &mut problems);
        let mut remarks: Vec<Remark> = roll
            .loosely()
            .filter_map(|(listed, member)| Some((listed.to_owned(), members.get(member)?.name.clone())))
            .map(|(listed, member)| Remark::ListedAs { listed, member })
            .collect();

        let counted: Vec<&Child> =
            members.iter().enumerate().filter(|(index, _)| !left_out.contains(index)).map(|(_, one)| one).collect();
        let mut report = Report::new(self.organ.clone(), self.year);
        for table in TableKey::ALL {
            let edition = common_edition(&counted, table).unwrap_or(Edition::governing(self.year));
            report.set_edition(table, edition);
            problems.extend(counted.iter().filter(|m| m.report.edition(table) != edition).map(|member| {
                Problem::OtherEdition {
                    member: member.name.clone(),
                    table,
                    edition: member.report.edition(table).as_str(),
                }
            }));
        }
        let contributions: Vec<Contributions> =
            report.form_cells().map(|cell| add(cell, &counted, &mut problems, &mut remarks)).collect();
        problems.extend(not_stated(&contributions, &counted));
        remarks.extend(not_filled(&contributions, &counted));
        for cell in &contributions {
            match cell.sum {
                Some(sum) => report.set(cell.key, Cell::from(sum)),
                None if cell.stated.iter().flatten().any(|stated| Cell::parse(stated).number().is_none()) => {
                    report.set(cell.key, Cell::Blank);
                }
                None => {}
            }
        }
        let members = counted.iter().map(|member| member.name.clone()).collect();
        Consolidation { report, members, contributions, problems, remarks, filings }
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

/// Organs that filed more than once, those left out already not counted. What they filed counts once where it is the same, and not at all where it differs.
fn doubles(members: &[Child], roll: &Roll, left_out: &mut BTreeSet<usize>, problems: &mut Vec<Problem>) {
    let mut organs = roll.by_organ(members);
    organs.iter_mut().for_each(|same| same.retain(|index| !left_out.contains(index)));
    for same in organs.into_iter().filter(|same| same.len() > 1) {
        let all: Vec<&Child> = same.iter().filter_map(|&index| members.get(index)).collect();
        let Some(first) = all.first() else { continue };
        let alike = all.iter().all(|one| one.report.cells().eq(first.report.cells()));
        left_out.extend(same.iter().skip(usize::from(alike)));
        problems.push(Problem::Twice {
            organ: organ_of(first).to_owned(),
            members: all.iter().map(|member| member.name.clone()).collect(),
            alike,
        });
    }
}

/// The edition in which all members lay out a table, when they agree.
fn common_edition(members: &[&Child], table: TableKey) -> Option<Edition> {
    let mut editions = members.iter().map(|member| member.report.edition(table));
    let first = editions.next()?;
    editions.all(|edition| edition == first).then_some(first)
}

fn add(cell: &FormCell, members: &[&Child], problems: &mut Vec<Problem>, remarks: &mut Vec<Remark>) -> Contributions {
    let name = cell.printed_name();
    let mut sum: Option<Number> = None;
    let mut too_large = false;
    let mut stated = Vec::with_capacity(members.len());
    for member in members {
        let own = member.report.cell(cell.key);
        stated.push(own.map(|cell| cell.printed().into_owned()));
        let named = |printed: &Cell| (member.name.clone(), name.clone(), printed.printed().into_owned());
        match own {
            Some(figure @ Cell::Number(_)) if has_other_unit(cell.kind, figure) => {
                let (member, cell, printed) = named(figure);
                problems.push(Problem::OtherUnit { member, cell, printed });
            }
            Some(figure @ Cell::Number(number)) => {
                match sum.unwrap_or(Number::ZERO).checked_add(number.value) {
                    Some(total) => sum = Some(total),
                    None => too_large = true,
                }
                if figure.note().is_some() {
                    let (member, cell, printed) = named(figure);
                    remarks.push(Remark::NoteLeftOut { member, cell, printed, counted: number.value });
                }
            }
            Some(text @ Cell::Text(_)) => {
                let (member, cell, printed) = named(text);
                problems.push(Problem::NotANumber { member, cell, printed });
            }
            // A blank or a dash adds nothing and is remarked with the member's others, as is a cell that was not read.
            _ => {}
        }
    }
    if too_large {
        problems.push(Problem::TooLarge { cell: name.clone() });
        sum = None;
    }
    Contributions { key: cell.key, name, stated, sum }
}

/// Whether what stands behind a number is a unit that makes it another number than the form's: 3万 is no count of 3, and
/// an amount's unit need not be the form's.
fn has_other_unit(kind: CellKind, cell: &Cell) -> bool {
    let Some(note) = cell.note() else { return false };
    match kind {
        CellKind::AmountTenThousandYuan => note.starts_with(['元', '万', '亿']) && !note.starts_with("万元"),
        CellKind::AmountUnitNotPrinted => note.starts_with(['元', '万', '亿']),
        CellKind::Count | CellKind::SignedCount => note.starts_with(['万', '亿']),
    }
}

/// The cells that each member does not state, one problem a member. Cells of another edition's rows are already named
/// by their table.
fn not_stated(contributions: &[Contributions], members: &[&Child]) -> Vec<Problem> {
    let cells = |index: usize, member: &Child| -> Vec<String> {
        contributions
            .iter()
            .filter(|cell| cell.stated.get(index).is_some_and(Option::is_none))
            .filter(|cell| member.report.table_form(cell.key.table).cell(cell.key).is_some())
            .map(|cell| cell.name.clone())
            .collect()
    };
    let named = members.iter().enumerate().map(|(index, member)| (member, cells(index, member)));
    named
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(member, cells)| Problem::NotStated { member: member.name.clone(), cells })
        .collect()
}

/// The cells of each member that hold a blank, a dash or 不适用, and so add nothing.
fn not_filled(contributions: &[Contributions], members: &[&Child]) -> Vec<Remark> {
    let is_empty = |cell: &Cell| matches!(cell, Cell::Blank | Cell::Dash(_) | Cell::NotApplicable(_));
    let named = members.iter().map(|member| {
        let cells: Vec<String> = contributions
            .iter()
            .filter(|cell| member.report.cell(cell.key).is_some_and(is_empty))
            .map(|cell| cell.name.clone())
            .collect();
        (member, cells)
    });
    named
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(member, cells)| Remark::NotFilled { member: member.name.clone(), cells })
        .collect()
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

    fn consolidating() -> Consolidating {
        Consolidating::new(Organ::new("某县人民政府"), year(2023))
    }

    #[test]
    fn what_must_not_be_in_the_sum_is_left_out_of_it() {
        let key: CellKey = "disclosure.licenses.decisions".parse().expect("a key");
        let with = |name: &str, count: u32| {
            let mut member = member(name, 0);
            member.report.set(key, Cell::from(count));
            member
        };
        let mut old = with("丁局", 1000);
        old.report.year = Some(year(2022));
        // 甲局 filed the same twice, 乙局 two different reports; the sum of last week lies among the members.
        let members = [
            with("甲局", 1),
            with("甲局", 1),
            with("乙局", 10),
            with("乙局", 20),
            with("某县人民政府", 500),
            old,
            with("丙局", 3),
        ];
        let sum = consolidating().add_up(&members);
        assert_eq!(sum.report.cell(key), Some(&Cell::from(4)));
        assert_eq!(sum.members, ["甲局", "丙局"]);
        let said: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
        for expected in [
            "甲局：重复报送（甲局、甲局），内容相同，只计一份",
            "乙局：重复报送（乙局、乙局），数字不同，没有计入",
            "某县人民政府：与汇总机关同名，没有计入",
            "丁局：是2022年的报告，没有计入",
        ] {
            assert!(said.iter().any(|problem| problem.starts_with(expected)), "{expected} is not among {said:#?}");
        }
        let left_out = sum.filings.iter().filter(|filing| filing.state == FilingState::LeftOut).count();
        assert_eq!(left_out, 5);
    }

    #[test]
    fn the_own_report_may_bear_the_name_and_need_not_be_listed() {
        let members = [member("某县人民政府", 1), member("甲局", 2)];
        let sum = consolidating().with_own("某县人民政府").expecting(["甲局"]).add_up(&members);
        assert_eq!(sum.problems, Vec::new());
        assert_eq!(sum.members.len(), 2);
        // An earlier sum that lies among the members is neither the own report nor takes its place.
        let members = [member("某县人民政府", 1), member("甲局", 2), member("某县人民政府", 3)];
        let sum = consolidating().with_own("某县人民政府").add_up(&members);
        assert!(matches!(sum.problems.as_slice(), [Problem::OwnName { .. }]), "{:?}", sum.problems);
        assert_eq!(sum.members.len(), 2);
    }

    #[test]
    fn names_answer_in_full_in_short_and_by_another_name() {
        let members = [member("某县青山镇人民政府", 1), member("某县发展和改革局", 2), member("财政局", 3)];
        let sum =
            consolidating().expecting(["青山镇", "发改局=某县发展和改革局", "某县财政局", "绿水镇"]).add_up(&members);
        let missing: Vec<String> = sum.problems.iter().map(ToString::to_string).collect();
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert!(missing[0].starts_with("绿水镇：未报"));
        let remarks: Vec<String> = sum.remarks.iter().map(ToString::to_string).collect();
        assert!(remarks.iter().any(|said| said.starts_with("名单上的“青山镇”认作某县青山镇人民政府")), "{remarks:?}");
        assert!(!remarks.iter().any(|said| said.contains("发改局")), "{remarks:?}");
        // Where two could be meant, neither is.
        let twins = [member("某县甲镇", 1), member("某市甲镇", 2)];
        let sum = consolidating().expecting(["甲镇"]).add_up(&twins);
        assert_eq!(sum.problems.len(), 3, "{:?}", sum.problems);
        // One organ under two of its names has filed twice.
        let both = [member("发改局", 1), member("某县发展和改革局", 2)];
        let sum = consolidating().expecting(["某县发展和改革局=发改局"]).add_up(&both);
        assert!(matches!(sum.problems.as_slice(), [Problem::Twice { alike: false, .. }]), "{:?}", sum.problems);
    }

    #[test]
    fn a_sum_is_exact_to_the_last_decimal_or_not_there() {
        let amount: CellKey = "disclosure.administrative_fees.amount".parse().expect("a key");
        let with = |name: &str, printed: &str| {
            let mut member = member(name, 0);
            member.report.set(amount, Cell::parse(printed));
            member
        };
        let sum = consolidating().add_up(&[with("甲", "24252.311082"), with("乙", "0.1"), with("丙", "0.2")]);
        assert_eq!(sum.report.cell(amount).map(|cell| cell.printed().into_owned()).as_deref(), Some("24252.611082"));
        let huge: Vec<Child> = (0..9).map(|index| with(&format!("第{index}局"), &"9".repeat(28))).collect();
        let sum = consolidating().add_up(&huge);
        assert!(matches!(sum.problems.as_slice(), [Problem::TooLarge { .. }]), "{:?}", sum.problems);
        assert_eq!(sum.report.cell(amount), None);
    }

    #[test]
    fn what_is_no_plain_number_is_said_or_stops_the_sum() {
        let count: CellKey = "disclosure.penalties.decisions".parse().expect("a key");
        let with = |name: &str, printed: &str| {
            let mut member = member(name, 0);
            member.report.set(count, Cell::parse(printed));
            member
        };
        let sum = consolidating().add_up(&[
            with("甲", "22（其中修订16件）"),
            with("乙", "-"),
            with("丙", ""),
            with("丁", "不适用"),
        ]);
        assert!(sum.is_complete(), "{:?}", sum.problems);
        assert_eq!(sum.report.cell(count), Some(&Cell::from(22)));
        let said: Vec<String> = sum.remarks.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(
            said[0].starts_with("甲：表二“行政处罚”行“本年处理决定数量”列填的是“22（其中修订16件）”，按 22 计入"),
            "{}",
            said[0]
        );
        assert!(said.iter().skip(1).all(|said| said.contains("1 格是空白或横杠")), "{said:?}");
        let sum = consolidating().add_up(&[with("甲", "3万件"), with("乙", "若干"), with("丙", "1")]);
        let kinds: Vec<bool> = sum.problems.iter().map(|p| matches!(p, Problem::OtherUnit { .. })).collect();
        assert_eq!(kinds, [true, false], "{:?}", sum.problems);
        assert_eq!(sum.report.cell(count), Some(&Cell::from(1)));
    }
}
