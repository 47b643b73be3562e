//! Characters that a combining overlay is drawn through (`9̶34`): they are struck out as much as by any format's own
//! strike, whatever the file is. A text box or a chat program that knows no strike has people type them so.

use gongkai_core::Within;
use std::ops::Range;

use gongkai_core::characters::{is_invisible, is_overlay};
use gongkai_core::document::{Block, Document, Mark, Position, Remark, RemarkKind, TableCell};

/// The document without what is struck out by overlays, each said, where anything is.
pub(crate) fn without(document: &Document) -> Option<Document> {
    let holds = |text: &str| text.contains(is_overlay);
    let concerned = |block: &Block| match block {
        Block::Paragraph(paragraph) => holds(&paragraph.text),
        Block::Table(table) => table.cells().iter().any(|cell| holds(&cell.text)),
    };
    if !document.blocks.iter().any(concerned) {
        return None;
    }
    let mut remarks = Vec::new();
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if concerned(block) => {
                let mut paragraph = paragraph.clone();
                let unknown = paragraph.position.is_unknown();
                let at = if unknown { Position::default().paragraph(index + 1) } else { paragraph.position };
                strike(&mut paragraph.text, &mut paragraph.marks, at, &mut remarks);
                if !paragraph.text.trim().is_empty() {
                    blocks.push(Block::Paragraph(paragraph));
                }
            }
            Block::Table(table) if concerned(block) => {
                let change = |cell: &TableCell| {
                    let mut cell = cell.clone();
                    let at = if cell.position.is_unknown() { table.position } else { cell.position };
                    strike(&mut cell.text, &mut cell.marks, at, &mut remarks);
                    cell
                };
                blocks.push(Block::Table(table.with_cells(change)));
            }
            _ => blocks.push(block.clone()),
        }
    }
    let mut document = document.with_blocks(blocks);
    document.remarks.extend(remarks);
    Some(document)
}

/// Takes out what overlays strike; the marks move along.
fn strike(text: &mut String, marks: &mut Vec<Mark>, at: Position, remarks: &mut Vec<Remark>) {
    let cuts = struck(text);
    if cuts.is_empty() {
        return;
    }
    let (mut kept, mut gone, mut from) = (String::new(), String::new(), 0);
    for cut in &cuts {
        kept.push_str(text.within(from..cut.start));
        gone.extend(text.get(cut.clone()).unwrap_or_default().chars().filter(|c| !is_overlay(*c)));
        from = cut.end;
    }
    kept.push_str(text.within(from..));
    // Where each cut begins and ends, and how much was cut before it.
    let mut all = 0;
    let cuts_with_sums: Vec<(usize, usize, usize)> = cuts
        .iter()
        .map(|cut| {
            let before = all;
            all += cut.len();
            (cut.start, cut.end, before)
        })
        .collect();
    let moved = |place: usize| {
        let reached = cuts_with_sums.partition_point(|(start, ..)| *start < place);
        let last = reached.checked_sub(1).and_then(|last| cuts_with_sums.get(last));
        last.map_or(place, |(start, end, before)| place - before - ((*end).min(place) - start))
    };
    let inside =
        marks.drain(..).filter_map(|mark| Mark::new(moved(mark.range.start)..moved(mark.range.end), mark.kind));
    *marks = inside.collect();
    *text = kept;
    if !gone.trim().is_empty() {
        let detail =
            format!("“{gone}”加了删除线（组合字符），不作数 / “{gone}” is struck out by overlays, not in force");
        remarks.push(Remark::new(RemarkKind::NotShown, detail, at));
    }
}

/// The stretches of a text that overlays strike: each character with the overlays behind it, what nobody sees between
/// them included. Signs of mathematics are built with such a stroke (`=` and U+0338 are ≠) and stand.
fn struck(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut base: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if is_overlay(c) {
            let end = at + c.len_utf8();
            match (base.take(), cuts.last_mut()) {
                (Some((_, sign)), _) if is_built_with_a_stroke(sign) => {}
                (Some((start, _)), Some(last)) if last.end == start => last.end = end,
                (Some((start, _)), _) => cuts.push(start..end),
                // A second stroke through the same character.
                (None, Some(last)) if last.end == at => last.end = end,
                (None, _) => {}
            }
        } else if !is_invisible(c) {
            base = Some((at, c));
        }
    }
    cuts
}

fn is_built_with_a_stroke(sign: char) -> bool {
    matches!(sign, '=' | '<' | '>' | '|' | '\u{2190}'..='\u{22ff}' | '\u{2a00}'..='\u{2aff}')
}

#[cfg(test)]
mod tests {
    use gongkai_core::document::{MarkKind, Paragraph, ParagraphRole, Table};

    use super::*;

    fn after(text: &str) -> String {
        let mut text = text.to_owned();
        strike(&mut text, &mut Vec::new(), Position::default(), &mut Vec::new());
        text
    }

    #[test]
    fn what_a_stroke_goes_through_is_out_of_force() {
        for (text, rest) in [
            ("9\u{336}34", "34"),
            ("1\u{336}8\u{336}34", "34"),
            ("349\u{335}", "34"),
            ("9\u{338}34", "34"),
            ("9\u{200d}\u{336}34", "34"),
            ("9\u{336}\u{337}34", "34"),
            ("共\u{336}9\u{336}件\u{336}共34件", "共34件"),
            ("9\u{336}", ""),
            ("a=\u{338}b", "a=\u{338}b"),
            ("34", "34"),
        ] {
            assert_eq!(after(text), rest, "{text}");
        }
    }

    #[test]
    fn it_is_said_and_marks_move_along() {
        let mut paragraph = Paragraph::new(ParagraphRole::Body, "共9\u{336}34件");
        paragraph.marks = Mark::new(6..8, MarkKind::Bold).into_iter().collect();
        let table = Table::new(1, 2, vec![TableCell::new(0, 0, "规章"), TableCell::new(0, 1, "9\u{336}34")]).unwrap();
        let document = without(&Document::new(vec![paragraph.into(), table.into()])).unwrap();
        let paragraph = document.paragraphs().next().unwrap();
        assert_eq!(paragraph.text, "共34件");
        let bold = paragraph.marks.first().and_then(|mark| paragraph.text.get(mark.range.clone()));
        assert_eq!(bold, Some("34"));
        assert_eq!(document.tables().next().unwrap().at(0, 1).unwrap().text, "34");
        assert_eq!(document.remarks.len(), 2);
        assert!(document.remarks.iter().all(|remark| remark.kind == RemarkKind::NotShown));
    }
}
