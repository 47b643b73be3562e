//! What a row prints that no cell takes: it is named, so that no figure and no word goes in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::disputes::is_unit;
use super::{TableReader, printed};
use crate::dictionary::dictionary;
use crate::fold::fold;
use crate::line::{Kind, Line, Part};
use crate::nothing::says_nothing;
use gongkai_core::document::Position;
use gongkai_core::reading::UnplacedRow;
use gongkai_core::{Cell, Number};

/// What a row prints besides the forms' labels, and the label that it is printed beside.
pub(super) struct Content<'a> {
    label: Option<Part<'a>>,
    parts: Vec<Part<'a>>,
    over_figures: bool,
}

impl<'a> Content<'a> {
    /// What a row prints, over the figures or among them.
    pub(super) fn of(line: &Line<'a>, over_figures: bool) -> Self {
        let printed = |part: &&Part<'a>| !part.from_above && (part.is_value() || part.kind == Kind::Text);
        let label = line.parts.iter().rev().find(|part| part.label().is_some()).cloned();
        Self { label, parts: line.parts.iter().filter(printed).cloned().collect(), over_figures }
    }
}

impl TableReader {
    /// Something is known of these cells.
    pub(super) fn take_up<'p, 'a: 'p>(&mut self, parts: impl IntoIterator<Item = &'p Part<'a>>) {
        self.taken.extend(parts.into_iter().map(|part| (part.cell.row, part.cell.column)));
    }

    /// Names a row of values that belongs to no cell.
    pub(super) fn leave(&mut self, line: &Line<'_>) {
        self.take_up(&line.parts);
        if line.parts.iter().any(|part| is_of_content(part) || part.label().is_some()) {
            self.harvest.unplaced.push(self.as_row(line));
        }
    }

    /// Names what of a row has come to nothing, with its label: 备注, 增幅, a row of words. Over the figures, and left of a label,
    /// stand labels in other words as well.
    pub(super) fn leave_rest(&mut self, Content { label, mut parts, over_figures }: Content<'_>) {
        let taken = std::mem::take(&mut self.taken);
        parts.retain(|part| {
            let known = taken.contains(&(part.cell.row, part.cell.column));
            let numbers = || self.place.serial.contains(&part.left) && (part.is_value() || heads_numbers(part));
            let before = || over_figures || label.as_ref().is_some_and(|label| part.left < label.left);
            let labels = || before() && resembles_label(&part.cell.text);
            !known && is_of_content(part) && !numbers() && !labels()
        });
        let Some(position) = parts.first().map(|first| self.position(first)) else { return };
        let named: Vec<Part<'_>> = label.into_iter().chain(parts).collect();
        self.harvest.unplaced.push(UnplacedRow::new(printed(&named), position));
    }

    pub(super) fn as_row(&self, line: &Line<'_>) -> UnplacedRow {
        let position = line.parts.first().map_or_else(Position::default, |part| self.position(part));
        UnplacedRow::new(printed(&line.parts), position)
    }
}

/// Whether a cell prints a figure, or words that are more than a unit, a word or mark for nothing or a piece of a label.
pub(super) fn is_of_content(part: &Part<'_>) -> bool {
    let text = part.cell.text.as_str();
    let mark = || matches!(Cell::parse(text), Cell::Dash(_) | Cell::NotApplicable(_));
    let words = || !says_nothing(text) && !is_unit(text) && !dictionary().has_piece(text);
    !part.from_above && (part.is_value() && !mark() || part.kind == Kind::Text && words())
}

/// Whether at least half of the pairs of characters of a text without figures come from the forms' labels: one of them in other words.
fn resembles_label(text: &str) -> bool {
    let folded: Vec<char> = fold(text).text.chars().collect();
    let pairs = || folded.windows(2).map(|pair| pair.iter().collect::<String>());
    let known = pairs().filter(|pair| dictionary().has_piece(pair)).count();
    !folded.iter().any(char::is_ascii_digit) && known * 2 >= pairs().count()
}

/// The columns left of the labels that number the rows: under a word for it, or counting up, in each part of the table anew.
pub(super) fn serial(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let mut serial = BTreeSet::new();
    let mut numbers: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for line in lines {
        let label = line.parts.iter().position(|part| part.label().is_some()).unwrap_or(0);
        for (at, part) in line.parts.iter().enumerate().filter(|(_, part)| !part.from_above) {
            if heads_numbers(part) {
                serial.insert(part.left);
            } else if at < label && part.is_value() {
                let number = Cell::parse(&part.cell.text).number().and_then(Number::to_i64);
                numbers.entry(part.left).or_default().push(number.unwrap_or_default());
            }
        }
    }
    let counts = |numbers: &[i64]| {
        let next = |pair: &[i64]| matches!(pair, [one, next] if *next == one + 1 || *next == 1);
        numbers.len() > 1 && numbers.first() == Some(&1) && numbers.windows(2).all(next)
    };
    serial.extend(numbers.into_iter().filter(|(_, numbers)| counts(numbers)).map(|(column, _)| column));
    serial
}

/// Whether a cell is the head of a column of numbers of rows.
fn heads_numbers(part: &Part<'_>) -> bool {
    const WORDS: [&str; 5] = ["序号", "编号", "行次", "项次", "行号"];
    WORDS.contains(&part.cell.text.split_whitespace().collect::<String>().as_str())
}
