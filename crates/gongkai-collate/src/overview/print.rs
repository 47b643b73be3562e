//! The overview as it is printed.

use gongkai_core::Within;
use gongkai_core::bodies::organ_of;
use gongkai_core::check::Child;
use gongkai_core::document::{Block, CellRole, Document, Paragraph, ParagraphRole, Table, TableCell};

use super::bars::Bars;
use super::items::Item;
use super::{FrequentFault, Overview};
use crate::consolidate::FilingState;

/// Which items stand beside each body.
const OF_BODIES: [&str; 5] = ["本年新收（件）", "本年办结（件）", "予以公开率", "复议纠错率", "诉讼败诉率"];
/// By which share the bodies are ranked.
const RANKED: &str = "予以公开率";
/// How many bodies stand in the table of all; more of them are read in the workbook, and a paper of a thousand rows by nobody.
const LISTED: usize = 500;
/// How many of the highest and of the lowest are named where there are many.
const EXTREMES: usize = 5;

impl Overview {
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
        blocks.extend(self.course.iter().flat_map(|course| course.said()).map(body));
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
            let own: Vec<&Item> = items.iter().filter(|item| item.group == *group).collect();
            blocks.extend(self.figures(&own));
        }
        if !self.before.is_empty() {
            let (now, before) = (self.members.len(), self.before.len());
            blocks.push(body(format!(
                "本年为 {now} 份报告之和，上年为 {before} 份报告之和；份数不同的，变化不只是工作量的变化。"
            )));
        }
        blocks.push(next("各单位"));
        if self.members.len() > LISTED {
            let all = self.members.len();
            blocks.push(body(format!("共 {all} 个单位，下表列前 {LISTED} 个；全部见工作簿的“各单位”。")));
        }
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

    /// The table of a group, with bars where its shares are of one whole.
    fn figures(&self, items: &[&Item]) -> Option<Block> {
        let heads: &[&str] =
            if self.before.is_empty() { &["项目", "本年"] } else { &["项目", "本年", "上年", "变化"] };
        let rows: Vec<Vec<String>> = items.iter().map(|item| self.row(item)).collect();
        let of_one = items
            .iter()
            .all(|item| !item.whole.is_empty() && Some(&item.whole) == items.first().map(|item| &item.whole));
        let shares: Vec<Option<f64>> = items.iter().map(|item| Self::figure(item, &self.members).share()).collect();
        match Bars::of(&shares).filter(|_| of_one) {
            Some(bars) => table_with_bars(heads, &rows, &bars),
            None => table(heads, &rows),
        }
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

    /// The items that stand beside each body.
    #[must_use]
    pub fn items_of_bodies() -> Vec<Item> {
        Self::items().into_iter().filter(|item| OF_BODIES.contains(&item.name)).collect()
    }

    /// Each body in the office's order.
    fn bodies(&self) -> Option<Block> {
        let items = Self::items_of_bodies();
        let row = |member: &Child| {
            let own = std::slice::from_ref(member);
            let figures = items.iter().map(|item| Self::figure(item, own).printed());
            std::iter::once(organ_of(member).to_owned()).chain(figures).collect()
        };
        let heads: Vec<&str> = std::iter::once("单位").chain(items.iter().map(|item| item.name)).collect();
        table(&heads, &self.members.iter().take(LISTED).map(row).collect::<Vec<_>>())
    }

    /// The bodies by the share that says most, where enough of them have enough cases.
    fn ranking(&self) -> Option<String> {
        let item = Self::items().into_iter().find(|item| item.name == RANKED)?;
        let figure = |member: &Child| Self::figure(&item, std::slice::from_ref(member));
        let mut ranked: Vec<(f64, &Child)> =
            self.members.iter().filter_map(|member| Some((figure(member).rank()?, member))).collect();
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let said = |ranked: &[(f64, &Child)]| -> String {
            let one = |(_, member): &(f64, &Child)| format!("{} {}", organ_of(member), figure(member).printed());
            ranked.iter().map(one).collect::<Vec<_>>().join("，")
        };
        match ranked.as_slice() {
            [] | [_] => None,
            all if all.len() <= 2 * EXTREMES => Some(format!("办结 10 件以上的按{RANKED}从高到低：{}。", said(all))),
            all => {
                let (highest, rest) = all.split_at(EXTREMES);
                let lowest = rest.within(rest.len().saturating_sub(EXTREMES)..);
                Some(format!(
                    "办结 10 件以上的 {} 个单位中，{RANKED}最高的是{}；最低的是{}。全部排列见工作簿的“各单位”。",
                    all.len(),
                    said(highest),
                    said(lowest)
                ))
            }
        }
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
        list(&["要求", "单位数", "单位"], &rows)
    }
}

/// How wide tables and bars are, in twips; bars take more where there is room.
const WIDTH: u32 = 8800;
const BARS: u32 = 1300;
const LONG_BARS: u32 = 3000;

/// A table whose first column names things and whose others hold figures.
fn table(heads: &[&str], rows: &[Vec<String>]) -> Option<Block> {
    of_cells(heads, rows, &|column| if column == 0 { CellRole::Label } else { CellRole::Value })
}

/// A table whose last column lists names.
fn list(heads: &[&str], rows: &[Vec<String>]) -> Option<Block> {
    let last = heads.len().saturating_sub(1);
    of_cells(heads, rows, &|column| if column == 0 || column == last { CellRole::Label } else { CellRole::Value })
}

fn of_cells(heads: &[&str], rows: &[Vec<String>], role: &dyn Fn(usize) -> CellRole) -> Option<Block> {
    let mut table = Table::laid_out(rows.len() + 1, heads.len(), cells(heads, rows, role))?;
    table.head_rows = 1;
    table.widths = widths(heads, rows, WIDTH);
    Some(Block::Table(table))
}

/// The same with a bar behind each row.
fn table_with_bars(heads: &[&str], rows: &[Vec<String>], bars: &Bars) -> Option<Block> {
    let first = heads.len();
    let mut cells = cells(heads, rows, &|column| if column == 0 { CellRole::Label } else { CellRole::Value });
    cells.push(TableCell::new(0, first, "所占比例").spanning(1, bars.columns()).with_role(CellRole::Head));
    cells.extend((0..rows.len()).flat_map(|index| bars.cells(index, index + 1, first)));
    let mut table = Table::laid_out(rows.len() + 1, first + bars.columns(), cells)?;
    table.head_rows = 1;
    let long = if heads.len() < 4 { LONG_BARS } else { BARS };
    table.widths = widths(heads, rows, WIDTH - long);
    table.widths.extend(bars.widths(long));
    Some(Block::Table(table))
}

fn cells(heads: &[&str], rows: &[Vec<String>], role: &dyn Fn(usize) -> CellRole) -> Vec<TableCell> {
    let head = |(column, head): (usize, &&str)| TableCell::new(0, column, *head).with_role(CellRole::Head);
    let mut cells: Vec<TableCell> = heads.iter().enumerate().map(head).collect();
    for (index, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate() {
            cells.push(TableCell::new(index + 1, column, text).with_role(role(column)));
        }
    }
    cells
}

/// The widths of columns, in twips, by what stands in them, so that no figure is broken over lines; a head may be. What a
/// text takes beyond a third of the table it takes in lines.
fn widths(heads: &[&str], rows: &[Vec<String>], all: u32) -> Vec<u32> {
    /// What half a square takes in the table's size, and what stands around a text.
    const HALF: u32 = 108;
    const AROUND: u32 = 240;
    let halves = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let wanted = |(column, head): (usize, &&str)| {
        let texts = rows.iter().filter_map(|row| row.get(column)).map(|text| halves(text));
        let widest = texts.max().unwrap_or(0).max(halves(head).div_ceil(2).next_multiple_of(2));
        (widest * HALF + AROUND).min(all / 3)
    };
    let mut widths: Vec<u32> = heads.iter().enumerate().map(wanted).collect();
    let sum: u32 = widths.iter().sum();
    // What is left goes to all alike, or to the last column where that holds lists.
    let left = all.saturating_sub(sum);
    let lists = rows.iter().any(|row| row.last().is_some_and(|text| halves(text) * HALF > all / 3));
    let count = u32::try_from(widths.len()).unwrap_or(u32::MAX).max(1);
    match widths.last_mut() {
        Some(last) if lists => *last += left,
        _ => widths.iter_mut().for_each(|width| *width += left / count),
    }
    widths
}
