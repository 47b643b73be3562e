//! Kinds of mess that files of other programs have: each of them once cost figures.

use gongkai_core::Cell;
use gongkai_core::document::{Block, Paragraph, ParagraphRole};
use gongkai_core::form::TableKey;

use super::{Dice, Draft, Mess, Piece};

/// Spoils a table in these ways; gives its blocks where the table is no longer one.
pub fn spoil(draft: &mut Draft, dice: &mut Dice, mess: &mut Mess) -> Option<Vec<Block>> {
    if dice.chance(4) {
        mess.said.push("a control character for a digit");
        mess.gentle = false;
        let values: Vec<usize> = (0..draft.pieces.len()).filter(|at| draft.pieces[*at].key.is_some()).collect();
        let at = dice.pick(&values);
        draft.pieces[at].text.push('\u{19}');
    }
    if draft.table != TableKey::Disclosure && dice.chance(12) {
        beside_others(draft, dice, mess);
        return None;
    }
    match draft.table {
        TableKey::Disclosure if dice.chance(30) => Some(captioned(draft, mess)),
        TableKey::Applications if dice.chance(12) => Some(between_columns(draft, dice, mess)),
        TableKey::Applications => {
            applications(draft, dice, mess);
            None
        }
        TableKey::Disputes if dice.chance(25) => Some(in_groups(draft, dice, mess)),
        TableKey::Disputes if dice.chance(15) => Some(figures_below(draft, dice, mess)),
        TableKey::Disputes if dice.chance(15) => {
            mess.said.push("table four on its side");
            on_its_side(draft);
            None
        }
        TableKey::Disputes if dice.chance(20) => {
            mess.said.push("table four in words");
            let word = dice.pick(&["无", "空", "零", "没有", "不适用"]);
            for piece in draft.pieces.iter_mut() {
                if let Some(key) = piece.key {
                    piece.text = word.to_owned();
                    mess.report.set(key, Cell::parse(word));
                }
            }
            None
        }
        TableKey::Disputes if dice.chance(20) => {
            mess.said.push("a column of blanks behind table four");
            mess.gentle = false;
            blanks_behind(draft);
            None
        }
        _ => None,
    }
}

fn applications(draft: &mut Draft, dice: &mut Dice, mess: &mut Mess) {
    match dice.below(6) {
        5 => {
            mess.said.push("table three on its side");
            on_its_side(draft);
        }
        0 => {
            mess.said.push("a column of blanks behind the values");
            blanks_behind(draft);
        }
        1 => {
            mess.said.push("a head of another name");
            // The figures of the maker do not add up, so that nothing confirms its place.
            mess.gentle = false;
            let (label, other) = dice.pick(&[("自然人", "公民"), ("商业企业", "企业"), ("总计", "全部")]);
            let first = draft.first_value_row();
            for piece in draft.pieces.iter_mut().filter(|piece| piece.row < first && piece.text == label) {
                piece.text = other.to_owned();
            }
        }
        2 => {
            mess.said.push("a head cell doubled");
            mess.gentle = false;
            double(draft, dice);
        }
        3 => {
            mess.said.push("a merge of the head lost");
            mess.gentle = false;
            narrow(draft);
        }
        _ => {}
    }
}

/// Table three cut between its columns, each part with the labels of the rows, one right below the other.
fn between_columns(draft: &mut Draft, dice: &mut Dice, mess: &mut Mess) -> Vec<Block> {
    mess.said.push("table three cut between its columns");
    mess.gentle = false;
    add_up(draft, dice, mess);
    let cut = 4 + dice.below(draft.columns() - 4);
    let part = |from: usize, to: usize| {
        let own = draft.pieces.iter().filter_map(|piece| {
            let (start, end) = (piece.column.max(from), (piece.column + piece.columns).min(to));
            let (column, columns) = if piece.column < 3 {
                (piece.column, piece.columns)
            } else {
                (start + 3 - from, end.checked_sub(start)?)
            };
            (columns > 0).then(|| Piece { column, columns, ..piece.clone() })
        });
        Draft { table: draft.table, pieces: own.collect() }.finish().into()
    };
    vec![part(3, cut), part(cut, draft.columns())]
}

/// Other figures beside the report's own under each label of the head: another year's, or nobody knows whose.
fn beside_others(draft: &mut Draft, dice: &mut Dice, mess: &mut Mess) {
    mess.said.push("other figures beside the own ones");
    let years = [("本年", "上年"), ("2023年", "2022年"), ("今年", "同比")];
    let whose =
        if dice.chance(80) { years } else { [("件数", "占比"), ("本级", "下级"), ("数量", "排名")] };
    let (own, other) = dice.pick(&whose);
    let own = if own == "2023年" && mess.report.year.is_some_and(|year| year.to_string() == "2020") {
        mess.gentle = false;
        "2020年"
    } else {
        own
    };
    mess.gentle &= years.iter().any(|(_, year)| *year == other);
    let own_first = dice.chance(50);
    let head = draft.first_value_row();
    let left = draft.pieces.iter().filter(|piece| piece.key.is_some()).map(|piece| piece.column).min().unwrap_or(0);
    let mut added = Vec::new();
    for piece in &mut draft.pieces {
        let valued = piece.key.is_some();
        if piece.column < left && piece.row < head && piece.row + piece.rows == head {
            piece.rows += 1;
        }
        piece.row += usize::from(piece.row >= head);
        if piece.column < left {
            continue;
        }
        piece.column = left + (piece.column - left) * 2;
        if !valued {
            piece.columns *= 2;
            continue;
        }
        let (own_at, other_at) = if own_first { (0, 1) } else { (1, 0) };
        let beside =
            |row: usize, column: usize, text: String| Piece { row, column, rows: 1, columns: 1, text, key: None };
        added.push(beside(piece.row, piece.column + other_at, dice.below(90).to_string()));
        if piece.row == head + 1 {
            added.push(beside(head, piece.column + own_at, own.to_owned()));
            added.push(beside(head, piece.column + other_at, other.to_owned()));
        }
        piece.column += own_at;
    }
    draft.pieces.extend(added);
    if dice.chance(50) {
        draft.unmerge(false);
    }
}

/// Makes the figures of most rows add up to their totals.
fn add_up(draft: &mut Draft, dice: &mut Dice, mess: &mut Mess) {
    let last = draft.columns() - 1;
    for row in draft.first_value_row()..draft.rows() {
        let own = |piece: &&Piece| piece.row == row && piece.key.is_some() && piece.column < last;
        let sum: u64 = draft.pieces.iter().filter(own).filter_map(|piece| piece.text.parse::<u64>().ok()).sum();
        let total = draft.pieces.iter_mut().find(|piece| piece.row == row && piece.column == last);
        if let Some((piece, key)) = total.and_then(|piece| piece.key.map(|key| (piece, key)))
            && dice.chance(90)
        {
            piece.text = sum.to_string();
            mess.report.set(key, Cell::parse(&piece.text));
        }
    }
}

/// The rows as columns.
fn on_its_side(draft: &mut Draft) {
    for piece in &mut draft.pieces {
        (piece.row, piece.column) = (piece.column, piece.row);
        (piece.rows, piece.columns) = (piece.columns, piece.rows);
    }
}

/// The head in a table of its own, and the figures in the lines below it.
fn figures_below(draft: &Draft, dice: &mut Dice, mess: &mut Mess) -> Vec<Block> {
    mess.said.push("the figures of table four below its head");
    let (head, mut values): (Vec<Piece>, Vec<Piece>) = draft.pieces.iter().cloned().partition(|p| p.key.is_none());
    values.sort_by_key(|piece| piece.column);
    // Blanks leave nothing behind in a line, and words might be anybody's.
    let plain = |piece: &Piece| !piece.text.is_empty() && piece.text.chars().all(|c| c.is_ascii_digit());
    mess.gentle &= values.iter().all(plain);
    let a_line = dice.pick(&[1, 3, 5, 15]);
    let lines = values.chunks(a_line).map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>());
    let between = dice.pick(&[" ", "　", "\t"]);
    let lines: Vec<String> = lines.map(|line| line.join(between)).collect();
    let head = Draft { table: draft.table, pieces: head }.finish();
    let lines = lines.into_iter().map(|line| Paragraph::new(ParagraphRole::Body, line).into());
    std::iter::once(head.into()).chain(lines).collect()
}

/// A blank cell behind the values of each row, which the head does not have.
fn blanks_behind(draft: &mut Draft) {
    let column = draft.columns();
    for row in draft.first_value_row()..draft.rows() {
        draft.pieces.push(Piece { row, column, rows: 1, columns: 1, text: String::new(), key: None });
    }
}

/// One label of the head stands twice, and those behind it one column further.
fn double(draft: &mut Draft, dice: &mut Dice) {
    let first = draft.first_value_row();
    let labels: Vec<usize> = (0..draft.pieces.len())
        .filter(|at| {
            let piece = &draft.pieces[*at];
            piece.row < first && piece.row + piece.rows == first && piece.columns == 1 && piece.column > 2
        })
        .collect();
    if labels.is_empty() {
        return;
    }
    let own = draft.pieces[dice.pick(&labels)].clone();
    for piece in draft.pieces.iter_mut().filter(|piece| piece.row < first) {
        if piece.column > own.column {
            piece.column += 1;
        } else if piece.column + piece.columns > own.column + 1
            || piece.columns > 1 && piece.column + piece.columns == own.column + 1 && piece.column + 3 <= own.column
        {
            piece.columns += 1;
        }
    }
    draft.pieces.push(Piece { column: own.column + 1, ..own });
    let covered = |draft: &Draft, at: usize| {
        let own = &draft.pieces[at];
        (0..at).any(|other| {
            let other = &draft.pieces[other];
            let rows = own.row < other.row + other.rows && other.row < own.row + own.rows;
            rows && own.column < other.column + other.columns && other.column < own.column + own.columns
        })
    };
    // Where a label over several columns stood in the way, the head keeps its merges.
    for at in (0..draft.pieces.len()).rev() {
        if covered(draft, at) && draft.pieces[at].row < first {
            draft.pieces.remove(at);
        }
    }
}

/// 法人或其他组织 spans one column, so that 总计 stands right behind it and the classes go on below and behind.
fn narrow(draft: &mut Draft) {
    let first = draft.first_value_row();
    let group = draft.pieces.iter().position(|piece| piece.row < first && piece.columns == 5);
    let Some(group) = group else { return };
    draft.pieces[group].columns = 1;
    let (row, left) = (draft.pieces[group].row, draft.pieces[group].column);
    for piece in draft.pieces.iter_mut().filter(|piece| piece.row < first) {
        if piece.row == row && piece.column == left + 5 {
            piece.column = left + 1;
        } else if piece.row > row && piece.column > left && piece.column <= left + 4 {
            piece.column += 1;
        }
    }
}

/// Table two in parts, each below its caption as a paragraph.
fn captioned(draft: &Draft, mess: &mut Mess) -> Vec<Block> {
    mess.said.push("captions as paragraphs");
    let rows: Vec<usize> = draft.pieces.iter().filter(|p| p.text.contains("二十条")).map(|p| p.row).collect();
    let ends = rows.iter().skip(1).copied().chain([draft.rows()]);
    let mut blocks: Vec<Block> = Vec::new();
    for (row, end) in rows.iter().zip(ends) {
        let caption = draft.pieces.iter().find(|piece| piece.row == *row).map_or("", |piece| piece.text.as_str());
        blocks.push(Paragraph::new(ParagraphRole::Body, caption).into());
        let mut part = draft.part(row + 1, end);
        part.pieces.retain(|piece| piece.row + piece.rows > 0);
        blocks.push(part.finish().into());
    }
    blocks
}

/// Table four as a table for each of its three groups, each below its caption.
fn in_groups(draft: &Draft, dice: &mut Dice, mess: &mut Mess) -> Vec<Block> {
    mess.said.push("table four in three");
    let captions = dice.pick(&[
        ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"],
        ["（一）行政复议情况", "（二）未经复议直接起诉情况", "（三）复议后起诉情况"],
        ["行政复议案件", "行政诉讼案件-未经复议直接起诉", "行政诉讼案件-复议后起诉"],
    ]);
    let first = draft.first_value_row();
    let mut blocks: Vec<Block> = Vec::new();
    for (group, caption) in captions.iter().enumerate() {
        let columns = group * 5..group * 5 + 5;
        let own = draft.pieces.iter().filter(|piece| columns.contains(&piece.column) && piece.columns == 1);
        let pieces = own.map(|piece| Piece {
            row: usize::from(piece.row >= first),
            rows: 1,
            column: piece.column - columns.start,
            ..piece.clone()
        });
        let part = Draft { table: draft.table, pieces: pieces.collect() };
        blocks.push(Paragraph::new(ParagraphRole::Body, *caption).into());
        blocks.push(part.finish().into());
    }
    blocks
}
