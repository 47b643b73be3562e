//! The overview of a year for an office's leaders: who has filed, what was asked for and how it ended, how disputes ended,
//! how bodies stand beside each other, and which faults are most frequent.
//!
//! Shares stand with what they are shares of; one of fewer than ten cases is said as `1/3` and not in percent. Every
//! number is made of cells that somebody states, and [`Overview::sources`] names each.

use gongkai_core::check::Child;
use gongkai_core::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::CellKey;
use gongkai_core::{Cell, Number, Year};

use crate::consolidate::FilingState;
use crate::outliers::grouped;
use crate::survey::Survey;

/// A share of fewer cases than this is not said in percent.
const FEWEST: u32 = 10;

/// What the overview says, in its order: the table, the name, the cells that are added up, and the cells that they are a
/// share of.
const ITEMS: [(&str, &str, &[&str], &[&str]); 27] = [
    ("主动公开", "现行有效规章（件）", &["disclosure.regulations.in_force"], &[]),
    ("主动公开", "制发规范性文件（件）", &["disclosure.normative_documents.issued"], &[]),
    ("主动公开", "现行有效规范性文件（件）", &["disclosure.normative_documents.in_force"], &[]),
    ("主动公开", "行政许可决定（件）", &["disclosure.licenses.decisions"], &[]),
    ("主动公开", "行政处罚决定（件）", &["disclosure.penalties.decisions"], &[]),
    ("主动公开", "行政强制决定（件）", &["disclosure.compulsory_measures.decisions"], &[]),
    ("主动公开", "行政事业性收费（万元）", &["disclosure.administrative_fees.amount"], &[]),
    ("依申请公开", "本年新收（件）", &["applications.received.total"], &[]),
    ("依申请公开", "上年结转（件）", &["applications.carried_in.total"], &[]),
    ("依申请公开", "本年办结（件）", &["applications.total_processed.total"], &[]),
    ("依申请公开", "结转下年（件）", &["applications.carried_out.total"], &[]),
    ("申请人构成", "自然人", &["applications.received.natural_person"], RECEIVED),
    ("申请人构成", "商业企业", &["applications.received.business"], RECEIVED),
    ("申请人构成", "科研机构", &["applications.received.research_institution"], RECEIVED),
    ("申请人构成", "社会公益组织", &["applications.received.public_interest"], RECEIVED),
    ("申请人构成", "法律服务机构", &["applications.received.legal_service"], RECEIVED),
    ("申请人构成", "其他", &["applications.received.other_organization"], RECEIVED),
    ("办理结果", "予以公开率", &["applications.granted.total"], PROCESSED),
    ("办理结果", "部分公开率", &["applications.partially_granted.total"], PROCESSED),
    (
        "办理结果",
        "不予公开率",
        &[
            "applications.state_secret.total",
            "applications.prohibited_by_law.total",
            "applications.endangers_security_or_stability.total",
            "applications.third_party_rights.total",
            "applications.internal_affairs.total",
            "applications.process_information.total",
            "applications.enforcement_file.total",
            "applications.administrative_inquiry.total",
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "无法提供率",
        &["applications.not_held.total", "applications.needs_creation.total", "applications.still_unclear.total"],
        PROCESSED,
    ),
    (
        "办理结果",
        "不予处理率",
        &[
            "applications.petition_or_complaint.total",
            "applications.duplicate.total",
            "applications.published_material.total",
            "applications.excessive.total",
            "applications.confirmation_or_reissue.total",
        ],
        PROCESSED,
    ),
    (
        "办理结果",
        "其他处理率",
        &[
            "applications.correction_overdue.total",
            "applications.fee_overdue.total",
            "applications.other_outcome.total",
        ],
        PROCESSED,
    ),
    ("行政复议、行政诉讼", "行政复议（件）", &["disputes.reconsideration.total"], &[]),
    (
        "行政复议、行政诉讼",
        "复议纠错率",
        &["disputes.reconsideration.corrected"],
        &["disputes.reconsideration.upheld", "disputes.reconsideration.corrected", "disputes.reconsideration.other"],
    ),
    (
        "行政复议、行政诉讼",
        "行政诉讼（件）",
        &["disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total"],
        &[],
    ),
    (
        "行政复议、行政诉讼",
        "诉讼败诉率",
        &["disputes.direct_litigation.corrected", "disputes.litigation_after_reconsideration.corrected"],
        &[
            "disputes.direct_litigation.upheld",
            "disputes.direct_litigation.corrected",
            "disputes.direct_litigation.other",
            "disputes.litigation_after_reconsideration.upheld",
            "disputes.litigation_after_reconsideration.corrected",
            "disputes.litigation_after_reconsideration.other",
        ],
    ),
];

const RECEIVED: &[&str] = &["applications.received.total"];
const PROCESSED: &[&str] = &["applications.total_processed.total"];

/// Which items stand beside each body.
const OF_BODIES: [&str; 5] = ["本年新收（件）", "本年办结（件）", "予以公开率", "复议纠错率", "诉讼败诉率"];
/// By which share the bodies are ranked.
const RANKED: &str = "予以公开率";

/// One thing that the overview says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item {
    /// The table that it stands in.
    pub group: &'static str,
    /// What it is.
    pub name: &'static str,
    /// The cells that are added up.
    pub part: Vec<CellKey>,
    /// The cells that these are a share of; none for a count.
    pub whole: Vec<CellKey>,
}

/// What an item comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Figure {
    /// A count or an amount; nothing where nobody states it.
    Count(Option<Number>),
    /// A share; nothing where nobody states it.
    Share(Option<(Number, Number)>),
}

impl Figure {
    /// As it is printed: `3,610`, `34.5%（29/84）`, `1/3`, `—`.
    #[must_use]
    pub fn printed(self) -> String {
        match self {
            Self::Count(Some(number)) => grouped(number),
            Self::Share(Some((_, whole))) if whole.is_zero() => "—".to_owned(),
            Self::Share(Some((part, whole))) if whole < Number::from(FEWEST) => format!("{part}/{whole}"),
            Self::Share(Some((part, whole))) => {
                format!("{:.1}%（{}/{}）", part.to_f64() / whole.to_f64() * 100.0, grouped(part), grouped(whole))
            }
            _ => "—".to_owned(),
        }
    }

    /// The count, or the cases of a share, and what they are a share of.
    #[must_use]
    pub fn numbers(self) -> (Option<Number>, Option<Number>) {
        match self {
            Self::Count(count) => (count, None),
            Self::Share(share) => (share.map(|(part, _)| part), share.map(|(_, whole)| whole)),
        }
    }

    /// How it stands against an earlier one: the difference of counts, of shares in points where both are of ten cases or
    /// more.
    fn against(self, before: Self) -> String {
        let points = |part: Number, whole: Number| {
            (whole >= Number::from(FEWEST)).then(|| part.to_f64() / whole.to_f64() * 100.0)
        };
        let change = match (self, before) {
            (Self::Count(Some(now)), Self::Count(Some(before))) => now.checked_sub(before).map(|change| {
                let sign = if change.is_negative() || change.is_zero() { "" } else { "+" };
                format!("{sign}{}", grouped(change))
            }),
            (Self::Share(Some(now)), Self::Share(Some(before))) => points(now.0, now.1)
                .zip(points(before.0, before.1))
                .map(|(now, before)| format!("{:+.1} 个百分点", now - before)),
            _ => None,
        };
        change.unwrap_or_else(|| "—".to_owned())
    }

    /// The share as a number to rank by, where it is of ten cases or more.
    fn rank(self) -> Option<f64> {
        match self {
            Self::Share(Some((part, whole))) if whole >= Number::from(FEWEST) => Some(part.to_f64() / whole.to_f64()),
            _ => None,
        }
    }
}

/// A cell that a number of the overview is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// The item.
    pub item: &'static str,
    /// The year of the report.
    pub year: Option<Year>,
    /// The body.
    pub organ: String,
    /// Its file.
    pub file: String,
    /// The cell by its printed row and column.
    pub cell: String,
    /// What is stated there.
    pub stated: String,
    /// Whether it is of what a share is of.
    pub of_whole: bool,
}

/// A fault with the bodies that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrequentFault {
    /// What the rule asks for.
    pub title: String,
    /// Who breaks it.
    pub organs: Vec<String>,
}

impl FrequentFault {
    /// A fault of these bodies.
    pub fn new(title: impl Into<String>, organs: Vec<String>) -> Self {
        Self { title: title.into(), organs }
    }
}

/// The overview of a year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Overview {
    /// Whose overview it is.
    pub organ: String,
    /// What came in.
    pub survey: Survey,
    /// The reports that count.
    pub members: Vec<Child>,
    /// Those of the year before.
    pub before: Vec<Child>,
    /// The most frequent faults.
    pub faults: Vec<FrequentFault>,
}

impl Overview {
    /// The overview of what came in.
    pub fn new(organ: impl Into<String>, survey: Survey, members: Vec<Child>, before: Vec<Child>) -> Self {
        Self { organ: organ.into(), survey, members, before, faults: Vec::new() }
    }

    /// The same with faults; those of most bodies come first.
    #[must_use]
    pub fn with_faults(mut self, mut faults: Vec<FrequentFault>) -> Self {
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.organs.len()));
        self.faults = faults;
        self
    }

    /// Everything that the overview says, in its order.
    #[must_use]
    pub fn items() -> Vec<Item> {
        let keys = |names: &[&str]| names.iter().filter_map(|name| name.parse().ok()).collect();
        ITEMS
            .iter()
            .map(|&(group, name, part, whole)| Item { group, name, part: keys(part), whole: keys(whole) })
            .collect()
    }

    /// What an item comes to over these reports.
    #[must_use]
    pub fn figure(item: &Item, reports: &[Child]) -> Figure {
        let sum = |keys: &[CellKey], reports: &[Child]| {
            let numbers: Vec<Number> = reports
                .iter()
                .flat_map(|report| keys.iter().filter_map(|key| report.report.cell(*key).and_then(Cell::number)))
                .collect();
            Number::checked_sum(numbers.iter().copied()).filter(|_| !numbers.is_empty())
        };
        if item.whole.is_empty() {
            Figure::Count(sum(&item.part, reports))
        } else {
            Figure::Share(sum(&item.part, reports).zip(sum(&item.whole, reports)))
        }
    }

    /// The cells that the numbers are made of, this year's and the year before's.
    #[must_use]
    pub fn sources(&self) -> Vec<Source> {
        let mut sources = Vec::new();
        for item in Self::items() {
            for child in self.members.iter().chain(&self.before) {
                let keys = item.part.iter().map(|key| (key, false)).chain(item.whole.iter().map(|key| (key, true)));
                for (key, of_whole) in keys {
                    let Some(cell) = child.report.cell(*key) else { continue };
                    sources.push(Source {
                        item: item.name,
                        year: child.report.year,
                        organ: gongkai_core::bodies::organ_of(child).to_owned(),
                        file: child.file.clone().unwrap_or_default(),
                        cell: child.report.printed_name(*key),
                        stated: cell.printed().into_owned(),
                        of_whole,
                    });
                }
            }
        }
        sources
    }

    /// The overview as it is printed.
    #[must_use]
    pub fn document(&self) -> Document {
        let year = self.survey.year.map(|year| format!("{year}年")).unwrap_or_default();
        let title = format!("{}{year}政府信息公开工作年度报告情况汇总", self.organ);
        let mut blocks: Vec<Block> = vec![Paragraph::new(ParagraphRole::Title, &title).into()];
        let heading = |text: &str| Block::from(Paragraph::new(ParagraphRole::Heading1, text));
        let body = |text: String| Block::from(Paragraph::new(ParagraphRole::Body, text));
        blocks.push(heading("一、报送情况"));
        blocks.extend(self.filed().into_iter().map(body));
        let items = Self::items();
        let mut groups: Vec<&str> = Vec::new();
        for item in &items {
            if !groups.contains(&item.group) {
                groups.push(item.group);
            }
        }
        let mut numbers = ["二", "三", "四", "五", "六", "七", "八", "九"].into_iter();
        let mut next = |said: &str| heading(&format!("{}、{said}", numbers.next().unwrap_or_default()));
        for group in &groups {
            blocks.push(next(group));
            let rows = items.iter().filter(|item| item.group == *group).map(|item| self.row(item)).collect();
            let heads = if self.before.is_empty() {
                vec!["项目", "本年"]
            } else {
                vec!["项目", "本年", "上年", "变化"]
            };
            blocks.extend(table(&heads, rows));
        }
        if !self.before.is_empty() {
            let (now, before) = (self.members.len(), self.before.len());
            blocks.push(body(format!(
                "本年为 {now} 份报告之和，上年为 {before} 份报告之和；份数不同的，变化不只是工作量的变化。"
            )));
        }
        blocks.push(next("各单位"));
        blocks.extend(self.bodies());
        blocks.extend(self.ranking().map(body));
        blocks.push(next("常见问题"));
        blocks.extend(self.frequent());
        blocks.push(body(
            "不足 10 件的比率只写几分之几；没有件数的写“—”。每个数由哪些单位的哪一格得出，见工作簿的“数字来源”。"
                .to_owned(),
        ));
        let mut document = Document::new(blocks);
        document.properties.title = Some(title);
        document.properties.author = Some(self.organ.clone()).filter(|organ| !organ.is_empty());
        document
    }

    /// Who has filed, and who has not.
    fn filed(&self) -> Vec<String> {
        let all = |state| self.survey.in_state(state).collect::<Vec<_>>();
        let (missing, unreadable) = (all(FilingState::Missing), all(FilingState::Unreadable));
        let (filed, unread) = (self.members.len(), unreadable.len());
        let broken = if unread == 0 { String::new() } else { format!("，读不了 {unread} 份") };
        let mut said = vec![match self.survey.expected {
            Some(expected) => {
                format!("应报 {expected} 个单位，计入 {filed} 份报告{broken}，未报 {} 个。", missing.len())
            }
            None => format!("计入 {filed} 份报告{broken}。没有应报单位名单，有没有漏报未作统计。"),
        }];
        if !missing.is_empty() {
            said.push(format!("未报：{}。", missing.join("、")));
        }
        if !unreadable.is_empty() {
            said.push(format!("读不了：{}。", unreadable.join("、")));
        }
        // Of a body that filed twice alike, one file is counted and the other is not.
        let counted: Vec<_> = [FilingState::Filed, FilingState::NotExpected].into_iter().flat_map(all).collect();
        let (twice, aside): (Vec<_>, Vec<_>) =
            all(FilingState::LeftOut).into_iter().partition(|name| counted.contains(name));
        if !twice.is_empty() {
            said.push(format!("重复报送，只计一份：{}。", twice.join("、")));
        }
        if !aside.is_empty() {
            said.push(format!("收到而未计入（年度不对、数字矛盾等）：{}。", aside.join("、")));
        }
        said
    }

    fn row(&self, item: &Item) -> Vec<String> {
        let now = Self::figure(item, &self.members);
        let mut row = vec![item.name.to_owned(), now.printed()];
        if !self.before.is_empty() {
            let before = Self::figure(item, &self.before);
            row.extend([before.printed(), now.against(before)]);
        }
        row
    }

    /// Each body in the office's order.
    fn bodies(&self) -> Option<Block> {
        let items: Vec<Item> = Self::items().into_iter().filter(|item| OF_BODIES.contains(&item.name)).collect();
        let row = |member: &Child| {
            let own = std::slice::from_ref(member);
            let figures = items.iter().map(|item| Self::figure(item, own).printed());
            std::iter::once(gongkai_core::bodies::organ_of(member).to_owned()).chain(figures).collect()
        };
        let heads: Vec<&str> = std::iter::once("单位").chain(items.iter().map(|item| item.name)).collect();
        table(&heads, self.members.iter().map(row).collect())
    }

    /// The bodies by the share that says most, where enough of them have enough cases.
    fn ranking(&self) -> Option<String> {
        let item = Self::items().into_iter().find(|item| item.name == RANKED)?;
        let figure = |member: &Child| Self::figure(&item, std::slice::from_ref(member));
        let mut ranked: Vec<(f64, &Child)> =
            self.members.iter().filter_map(|member| Some((figure(member).rank()?, member))).collect();
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let said: Vec<String> = ranked
            .iter()
            .map(|(_, member)| format!("{} {}", gongkai_core::bodies::organ_of(member), figure(member).printed()))
            .collect();
        (said.len() > 1).then(|| format!("办结 10 件以上的按{RANKED}从高到低：{}。", said.join("，")))
    }

    /// The most frequent faults.
    fn frequent(&self) -> Option<Block> {
        const SHOWN: usize = 10;
        const NAMED: usize = 6;
        let row = |fault: &FrequentFault| {
            let more = if fault.organs.len() > NAMED { " 等" } else { "" };
            let named: Vec<&str> = fault.organs.iter().take(NAMED).map(String::as_str).collect();
            vec![fault.title.clone(), fault.organs.len().to_string(), format!("{}{more}", named.join("、"))]
        };
        let rows: Vec<Vec<String>> = self.faults.iter().take(SHOWN).map(row).collect();
        if rows.is_empty() {
            return Some(Paragraph::new(ParagraphRole::Body, "没有发现错误级的问题。").into());
        }
        table(&["要求", "单位数", "单位"], rows)
    }
}

/// How wide tables and their first columns are, in twips.
const WIDTH: u32 = 8800;
const FIRST: u32 = 2500;

fn table(heads: &[&str], rows: Vec<Vec<String>>) -> Option<Block> {
    let mut cells: Vec<TableCell> = heads
        .iter()
        .enumerate()
        .map(|(column, head)| TableCell::new(0, column, *head).with_role(CellRole::Head))
        .collect();
    let count = rows.len();
    for (index, row) in rows.into_iter().enumerate() {
        for (column, text) in row.into_iter().enumerate() {
            let role = if column == 0 { CellRole::Label } else { CellRole::Value };
            cells.push(TableCell::new(index + 1, column, text).with_role(role));
        }
    }
    let mut table = Table::new(count + 1, heads.len(), cells).ok()?;
    table.head_rows = 1;
    // In twips: the first column names things.
    let others = u32::try_from(heads.len().saturating_sub(1)).unwrap_or(u32::MAX).max(1);
    let rest = (WIDTH - FIRST) / others;
    table.widths = std::iter::once(FIRST).chain(std::iter::repeat_n(rest, heads.len().saturating_sub(1))).collect();
    Some(Block::Table(table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_core::{Organ, Report};

    fn child(organ: &str, cells: &[(&str, u32)]) -> Child {
        let mut report = Report::new(Organ::new(organ), Year::new(2024).expect("a year"));
        for (key, count) in cells {
            report.set(key.parse().expect("a key"), Cell::from(*count));
        }
        Child::new(organ, report).from_file(format!("{organ}.docx"))
    }

    #[test]
    fn every_cell_that_is_named_is_one_of_the_form() {
        let named: usize = ITEMS.iter().map(|(_, _, part, whole)| part.len() + whole.len()).sum();
        let known: usize = Overview::items().iter().map(|item| item.part.len() + item.whole.len()).sum();
        assert_eq!(known, named);
    }

    #[test]
    fn shares_stand_with_what_they_are_of_and_small_ones_in_cases() {
        let many = [("applications.granted.total", 29), ("applications.total_processed.total", 84)];
        let few = [("applications.granted.total", 1), ("applications.total_processed.total", 3)];
        let members = vec![child("甲局", &many), child("乙局", &few)];
        let overview = Overview::new("某县", Survey::default(), members, Vec::new());
        let tables: Vec<Table> = overview.document().tables().cloned().collect();
        let all: Vec<String> =
            tables.iter().flat_map(|table| table.cells().iter().map(|cell| cell.text.clone())).collect();
        for said in ["34.5%（30/87）", "34.5%（29/84）", "1/3", "—"] {
            assert!(all.iter().any(|text| text == said), "{said} is not among {all:?}");
        }
        let sources = overview.sources();
        let granted = sources.iter().filter(|source| source.item == "予以公开率" && !source.of_whole).count();
        assert_eq!((granted, sources[0].file.as_str()), (2, "甲局.docx"));
    }
}
