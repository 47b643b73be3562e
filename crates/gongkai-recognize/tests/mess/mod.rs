//! A seeded maker of messy documents: a report laid out as published reports are, with everything that goes wrong
//! in them varied at random.

mod kinds;

use gongkai_core::document::{Block, Document, Paragraph, ParagraphRole, Table, TableCell};
use gongkai_core::form::{CellKey, Edition, SectionKey, TableKey};
use gongkai_core::{Cell, Organ, Report, Year, compose};

/// A small generator of numbers, the same for the same seed everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d);
        for _ in 0..8 {
            dice.roll();
        }
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() >> 11).unwrap_or(0) % end.max(1)
    }

    /// Whether it happens, so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A cell of a table in the making.
#[derive(Debug, Clone)]
pub struct Piece {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: String,
    pub key: Option<CellKey>,
}

/// A table in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    pub table: TableKey,
    pub pieces: Vec<Piece>,
}

impl Draft {
    fn rows(&self) -> usize {
        self.pieces.iter().map(|p| p.row + p.rows).max().unwrap_or(0)
    }

    fn columns(&self) -> usize {
        self.pieces.iter().map(|p| p.column + p.columns).max().unwrap_or(0)
    }

    fn first_value_row(&self) -> usize {
        self.pieces.iter().filter(|p| p.key.is_some()).map(|p| p.row).min().unwrap_or(0)
    }

    pub fn finish(&self) -> Table {
        let cells = self
            .pieces
            .iter()
            .map(|p| TableCell::new(p.row, p.column, p.text.as_str()).spanning(p.rows, p.columns))
            .collect();
        Table::new(self.rows(), self.columns(), cells).expect("the draft is a table")
    }

    /// The rows from one to another as a table of their own; merges over the cut are cut.
    fn part(&self, from: usize, to: usize) -> Self {
        let pieces = self.pieces.iter().filter(|p| p.row < to && p.row + p.rows > from).map(|p| {
            let top = p.row.max(from);
            let bottom = (p.row + p.rows).min(to);
            let text = if p.row < from { String::new() } else { p.text.clone() };
            Piece { row: top - from, rows: bottom - top, text, ..p.clone() }
        });
        Self { table: self.table, pieces: pieces.collect() }
    }

    fn insert_row(&mut self, at: usize, text: &str) {
        let columns = self.columns();
        for piece in &mut self.pieces {
            if piece.row >= at {
                piece.row += 1;
            } else if piece.row + piece.rows > at {
                piece.rows += 1;
            }
        }
        let covered: Vec<usize> = self
            .pieces
            .iter()
            .filter(|p| p.row < at && p.row + p.rows > at)
            .flat_map(|p| p.column..p.column + p.columns)
            .collect();
        let mut said = false;
        for column in (0..columns).filter(|column| !covered.contains(column)) {
            let own = if said { "" } else { text };
            said = true;
            self.pieces.push(Piece { row: at, column, rows: 1, columns: 1, text: own.into(), key: None });
        }
    }

    /// The places of merged cells as cells of their own: blank, or with the label once more.
    fn unmerge(&mut self, repeat: bool) {
        let mut pieces = Vec::new();
        for piece in &self.pieces {
            for row in piece.row..piece.row + piece.rows {
                for column in piece.column..piece.column + piece.columns {
                    let first = (row, column) == (piece.row, piece.column);
                    let text =
                        if first || (repeat && piece.key.is_none()) { piece.text.clone() } else { String::new() };
                    let key = piece.key.filter(|_| first);
                    pieces.push(Piece { row, column, rows: 1, columns: 1, text, key });
                }
            }
        }
        self.pieces = pieces;
    }

    /// The merged places left out altogether: each row holds only the cells that start in it, side by side.
    fn rag(&mut self) {
        self.pieces.sort_by_key(|p| (p.row, p.column));
        let mut at = (0, 0);
        for piece in &mut self.pieces {
            if piece.row != at.0 {
                at = (piece.row, 0);
            }
            (piece.column, piece.rows, piece.columns) = (at.1, 1, 1);
            at.1 += 1;
        }
    }
}

/// What a messy document should be read as.
pub struct Mess {
    pub report: Report,
    pub document: Document,
    /// Whether nothing was done to it that hides a cell, so that all of it must be read.
    pub gentle: bool,
    pub said: Vec<&'static str>,
}

/// A report whose cells are told apart by their values, with blanks, dashes and notes among them.
fn figures(dice: &mut Dice, edition: Edition) -> Report {
    let year = Year::new(if edition == Edition::E2019 { 2020 } else { 2023 }).expect("a year");
    let mut report = Report::new(Organ::new("临江县青石镇人民政府"), year);
    let keys: Vec<CellKey> = report.form_cells().map(|cell| cell.key).collect();
    let sparse = dice.chance(30);
    let blanks = if dice.chance(30) { 40 } else { 3 };
    for (number, key) in (1001_u32..).zip(keys) {
        let cell = if dice.chance(blanks) {
            Cell::parse(["", "\u{a0}", "　"][dice.below(3)])
        } else if dice.chance(3) {
            Cell::parse(["-", "—", "/", "无"][dice.below(4)])
        } else if sparse {
            Cell::from([0_u32, 0, 0, 1, number][dice.below(5)])
        } else if dice.chance(3) {
            Cell::parse(&format!("{number}（其中修订{}件）", dice.below(20)))
        } else {
            Cell::from(number)
        };
        report.set(key, cell);
    }
    report
}

/// A document of a seed.
pub fn mess(seed: u64) -> Mess {
    made(seed, None)
}

/// A document of a seed with the mess of other programs' files as well.
pub fn mess_of_kinds(seed: u64) -> Mess {
    made(seed, Some(Dice::new(seed ^ 0x6b69_6e64)))
}

fn made(seed: u64, mut kinds: Option<Dice>) -> Mess {
    let mut dice = Dice::new(seed);
    let edition = if dice.chance(25) { Edition::E2019 } else { Edition::E2021 };
    let mut report = figures(&mut dice, edition);
    if edition == Edition::E2021 && dice.chance(12) {
        // A table three of 23 rows between tables of the newer edition.
        report.set_edition(TableKey::Applications, Edition::E2019);
        for row in ["correction_overdue", "fee_overdue"] {
            for column in [
                "natural_person",
                "business",
                "research_institution",
                "public_interest",
                "legal_service",
                "other_organization",
                "total",
            ] {
                let key = format!("applications.{row}.{column}").parse().expect("a key");
                report.unset(key);
            }
        }
    }
    report.set_narrative(SectionKey::Overview, ["2023年，全镇主动公开政府信息12条。"]);
    report.set_narrative(SectionKey::Problems, ["一是更新不及时。", "二是渠道不多。下一步将改进。"]);
    report.set_narrative(SectionKey::OtherMatters, ["本年度未收取信息处理费。"]);
    let composed = compose(&report);
    let mut mess = Mess { report, document: Document::default(), gentle: true, said: Vec::new() };
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in &composed.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if paragraph.role == ParagraphRole::Heading1 || groups.is_empty() {
                    groups.push(Vec::new());
                }
                let text =
                    if dice.chance(20) { paragraph.text.replacen('、', "、 ", 1) } else { paragraph.text.clone() };
                groups.last_mut().expect("a group").push(Paragraph::new(ParagraphRole::Body, text).into());
            }
            Block::Table(table) => {
                let pieces = table.cells().iter().map(|cell| Piece {
                    row: cell.row,
                    column: cell.column,
                    rows: cell.row_span,
                    columns: cell.column_span,
                    text: cell.text.clone(),
                    key: cell.key,
                });
                let key = table.form.expect("a form").1;
                let mut draft = Draft { table: key, pieces: pieces.collect() };
                let chosen = kinds.as_mut().is_some_and(|kinds| kinds.chance(60));
                let blocks = match kinds.as_mut().filter(|_| chosen) {
                    Some(kinds) => {
                        let parted = kinds::spoil(&mut draft, kinds, &mut mess);
                        parted.unwrap_or_else(|| vec![draft.finish().into()])
                    }
                    None => spoil(draft, &mut dice, &mut mess),
                };
                groups.last_mut().expect("a group").extend(blocks);
            }
        }
    }
    if dice.chance(15) {
        mess.said.push("sections in another order");
        let (a, b) = (2 + dice.below(3), 2 + dice.below(3));
        groups.swap(a, b);
    }
    let mut blocks: Vec<Block> = groups.concat();
    if dice.chance(40) {
        mess.said.push("particulars first");
        let cells = ["索引号", "014/2024-00002", "发布机构", "某镇", "公开日期", "2024-01-17", "名称", "年度报告"];
        let cells = cells.iter().enumerate().map(|(at, text)| TableCell::new(at / 4, at % 4, *text)).collect();
        blocks.insert(0, Table::new(2, 4, cells).expect("a table").into());
    }
    mess.document = Document::new(blocks);
    mess
}

/// One table of the report as the blocks that a messy document has for it.
fn spoil(mut draft: Draft, dice: &mut Dice, mess: &mut Mess) -> Vec<Block> {
    let labels: Vec<usize> = (0..draft.pieces.len()).filter(|at| draft.pieces[*at].key.is_none()).collect();
    for at in labels {
        let text = draft.pieces[at].text.clone();
        draft.pieces[at].text = reword(&text, dice);
        if dice.chance(1) && dice.chance(50) {
            mess.said.push("a label beyond knowing");
            mess.gentle = false;
            draft.pieces[at].text = text.chars().take(2).collect::<String>() + "某某";
        }
    }
    if draft.table == TableKey::Applications {
        if dice.chance(10) {
            mess.said.push("rows in another order");
            swap_rows(&mut draft, dice);
        }
        if dice.chance(10) {
            mess.said.push("columns in another order");
            swap_columns(&mut draft, dice);
        } else if dice.chance(10) {
            mess.said.push("no head");
            draft = draft.part(draft.first_value_row(), draft.rows());
        }
        if dice.chance(10) {
            mess.said.push("a label over three rows");
            part_label(&mut draft, dice);
        }
        if dice.chance(8) {
            mess.said.push("a row with a cell too few or too many");
            mess.gentle = false;
            miscount(&mut draft, dice);
        }
        // A number more behind a label that spans too little stands where the label's own place would end.
        if dice.chance(10) && mess.said.last() != Some(&"a row with a cell too few or too many") {
            mess.said.push("labels that span too little");
            // A blank behind such a label may be the label's as well as the first value, and only sums could tell.
            mess.gentle &= !shift_rows(&mut draft, dice);
        }
    }
    if dice.chance(10) {
        mess.said.push("numbered rows");
        // Behind its number a row of table 四 whose last figure is blank may have moved by a place.
        let last = draft.pieces.iter().filter(|p| p.key.is_some()).max_by_key(|p| (p.row, p.column));
        mess.gentle &= draft.table != TableKey::Disputes || last.is_some_and(|last| !last.text.trim().is_empty());
        number_rows(&mut draft);
    }
    if dice.chance(10) && draft.table != TableKey::Disputes {
        mess.gentle &= !mess.said.contains(&"no head");
        mess.said.push("remarks behind the values");
        remark_rows(&mut draft);
    }
    let ordered = !mess.said.iter().any(|said| said.starts_with("columns in another"));
    match dice.below(10) {
        choice @ (0 | 1) => {
            mess.said.push("merges written out");
            // A blank more or less among the labels cannot be told from a blank value.
            mess.gentle &= !mess.said.contains(&"labels that span too little") && !mess.said.contains(&"no head");
            draft.unmerge(choice == 1);
        }
        2 if ordered && !mess.said.contains(&"numbered rows") && !mess.said.contains(&"remarks behind the values") => {
            mess.said.push("merges lost");
            if mess.said.contains(&"labels that span too little") || mess.said.contains(&"a label over three rows") {
                mess.gentle = false;
            }
            draft.rag();
        }
        _ => {}
    }
    let mut parts = vec![draft];
    let rows = parts[0].rows();
    let first = parts[0].first_value_row();
    if parts[0].table == TableKey::Disclosure && dice.chance(20) {
        mess.said.push("table two in parts");
        let draft = parts.remove(0);
        let starts: Vec<usize> = draft.pieces.iter().filter(|p| p.text.contains("二十条")).map(|p| p.row).collect();
        let starts: Vec<usize> = std::iter::once(0).chain(starts.into_iter().skip_while(|row| *row == 0)).collect();
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([rows]).collect();
        parts.extend(starts.iter().zip(ends).map(|(from, to)| draft.part(*from, to)));
        parts.retain(|part| !part.pieces.is_empty());
        if parts.is_empty() {
            parts.push(draft);
        }
    } else if parts[0].table == TableKey::Applications && dice.chance(25) {
        mess.said.push("cut by a page");
        let draft = parts.remove(0);
        let at = first + 1 + dice.below(rows - first - 1);
        parts = vec![draft.part(0, at), draft.part(at, rows)];
    }
    let mut blocks: Vec<Block> = Vec::new();
    let count = parts.len();
    for (at, mut part) in parts.into_iter().enumerate() {
        if dice.chance(15) && part.rows() > 3 {
            mess.said.push("a page number between rows");
            let row = part.first_value_row() + 1;
            part.insert_row(row.min(part.rows()), "- 3 -");
        }
        blocks.push(part.finish().into());
        if at + 1 < count && dice.chance(50) {
            blocks.push(Paragraph::new(ParagraphRole::Body, "- 4 -").into());
        }
    }
    blocks
}

/// A label printed in another way, which must not hide what it means.
fn reword(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    if dice.chance(10) {
        text = text.replace('.', dice.pick(&["、", "．", " . "]));
    }
    if dice.chance(8) {
        text = text.replace(['“', '”'], "\"").replace('（', "(").replace('）', ")");
    }
    if dice.chance(8) && text.contains("规范性文件") {
        text = "规范性文件".to_owned();
    }
    if dice.chance(15) && !text.starts_with('（') {
        text = text.split('（').next().unwrap_or_default().to_owned();
    }
    if dice.chance(15) {
        let at = 1 + dice.below(text.chars().count().saturating_sub(1));
        let space = dice.pick(&[" ", "\n", "\u{a0}", "　"]).to_owned();
        text = text
            .chars()
            .enumerate()
            .flat_map(|(i, c)| if i == at { vec![space.clone(), c.to_string()] } else { vec![c.to_string()] })
            .collect();
    }
    if dice.chance(4) && text.chars().count() >= 9 && !text.contains("二十条") && !text.contains("数量") {
        let at = text.chars().count() / 2 + dice.below(2);
        text = text.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect();
    }
    text
}

fn swap_rows(draft: &mut Draft, dice: &mut Dice) {
    // Rows of one group trade places: the third label column has one cell a row there.
    let labels: Vec<usize> = draft
        .pieces
        .iter()
        .filter(|p| p.column == 2 && p.columns == 1 && p.rows == 1 && p.key.is_none())
        .map(|p| p.row)
        .collect();
    let (a, b) = (dice.pick(&labels), dice.pick(&labels));
    let groups: Vec<(usize, usize)> =
        draft.pieces.iter().filter(|p| p.column == 1 && p.rows > 1).map(|p| (p.row, p.row + p.rows)).collect();
    let group = |row: usize| groups.iter().position(|(from, to)| (*from..*to).contains(&row));
    if group(a) != group(b) {
        return;
    }
    for piece in draft.pieces.iter_mut().filter(|p| p.column >= 2 && p.rows == 1) {
        if piece.row == a {
            piece.row = b;
        } else if piece.row == b {
            piece.row = a;
        }
    }
}

fn swap_columns(draft: &mut Draft, dice: &mut Dice) {
    // The five classes of organisations trade places under their common label.
    let (a, b) = (4 + dice.below(5), 4 + dice.below(5));
    for piece in draft.pieces.iter_mut().filter(|p| p.columns == 1 && p.column >= 4 && p.rows == 1 && p.row >= 2) {
        if piece.column == a {
            piece.column = b;
        } else if piece.column == b {
            piece.column = a;
        }
    }
}

/// A long label whose middle stands beside its values and the rest in rows of their own above and below.
fn part_label(draft: &mut Draft, dice: &mut Dice) {
    let long: Vec<usize> = (0..draft.pieces.len())
        .filter(|at| {
            let piece = &draft.pieces[*at];
            piece.key.is_none() && piece.column == 2 && piece.rows == 1 && piece.text.chars().count() > 14
        })
        .collect();
    if long.is_empty() {
        return;
    }
    let at = dice.pick(&long);
    let (row, text) = (draft.pieces[at].row, draft.pieces[at].text.clone());
    let chars: Vec<char> = text.chars().collect();
    let (first, last) = (chars.len() / 3, chars.len() * 2 / 3);
    let piece = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    draft.pieces[at].text = piece(first, last);
    let (above, below) = (piece(0, first), piece(last, chars.len()));
    draft.insert_row(row + 1, "");
    draft.insert_row(row, "");
    for piece in &mut draft.pieces {
        if piece.column == 2 && piece.key.is_none() && piece.rows == 1 {
            if piece.row == row {
                piece.text.clone_from(&above);
            } else if piece.row == row + 2 {
                piece.text.clone_from(&below);
            }
        }
    }
}

fn miscount(draft: &mut Draft, dice: &mut Dice) {
    let values: Vec<usize> = (0..draft.pieces.len()).filter(|at| draft.pieces[*at].key.is_some()).collect();
    if values.is_empty() {
        return;
    }
    let at = dice.pick(&values);
    let (row, column) = (draft.pieces[at].row, draft.pieces[at].column);
    if dice.chance(50) {
        // A cell is missing and those behind it move up.
        draft.pieces.remove(at);
        for piece in draft.pieces.iter_mut().filter(|p| p.row == row && p.column > column) {
            piece.column -= 1;
        }
    } else {
        for piece in draft.pieces.iter_mut().filter(|p| p.row == row && p.column >= column && p.rows == 1) {
            piece.column += 1;
        }
        draft.pieces.push(Piece { row, column, rows: 1, columns: 1, text: "7".into(), key: None });
    }
}

/// Rows whose label spans a column less than the head's, so that all values stand one column to the left.
/// Says whether the first value of one of them is blank.
fn shift_rows(draft: &mut Draft, dice: &mut Dice) -> bool {
    let mut blank = false;
    let rows: Vec<(usize, usize)> = draft
        .pieces
        .iter()
        .filter(|p| p.key.is_none() && p.rows == 1 && p.columns > 1 && p.columns < 4)
        .map(|p| (p.row, p.column))
        .collect();
    for (row, column) in rows {
        if !dice.chance(50) || !draft.pieces.iter().any(|p| p.row == row && p.key.is_some()) {
            continue;
        }
        let first = draft.pieces.iter().filter(|p| p.row == row && p.key.is_some()).min_by_key(|p| p.column);
        blank |= first.is_some_and(|first| first.text.trim().is_empty());
        for piece in draft.pieces.iter_mut().filter(|p| p.row == row && p.rows == 1) {
            if piece.column == column && piece.key.is_none() {
                piece.columns -= 1;
            } else if piece.column > column {
                piece.column -= 1;
            }
        }
    }
    blank
}

fn number_rows(draft: &mut Draft) {
    let first = draft.first_value_row();
    for piece in &mut draft.pieces {
        piece.column += 1;
    }
    for row in 0..draft.rows() {
        let text = if row < first { String::new() } else { (row - first + 1).to_string() };
        draft.pieces.push(Piece { row, column: 0, rows: 1, columns: 1, text, key: None });
    }
}

fn remark_rows(draft: &mut Draft) {
    let (rows, last, first) = (draft.rows(), draft.columns(), draft.first_value_row());
    for row in 0..rows {
        let head = row + 1 == first;
        let text = if head { "备注" } else { "" };
        // Where a row stops before the last column there is nothing to remark beside.
        draft.pieces.push(Piece { row, column: last, rows: 1, columns: 1, text: text.into(), key: None });
    }
}
