//! The widths of a table's columns: the form's proportions, those too narrow for a number widened by what others can spare.

use super::{SMALLEST, is_figure, longest_word};
use crate::StandsAt as _;
use crate::document::Table;
use crate::style::{Style, Twips};

/// How much of its width a column of labels keeps, in tenths, while other ways are left; and how many characters at least.
const LABEL_KEEPS: [u32; 2] = [7, 5];
const LABEL_CHARACTERS: u32 = 6;
/// How many characters a column of figures keeps, for its head.
const HEAD_CHARACTERS: u32 = 2;
/// What a number is given beyond its width, for whoever reckons less exactly: half a point.
const SLACK: u32 = 10;
/// The space at the sides of a cell's text where every other way is used up.
const LEAST_PADDING: Twips = Twips(22);

/// A way to set a table, one of those that are tried in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempt {
    /// The size that figures have at least, in half-points.
    half_points: u32,
    /// How much columns of labels keep, in tenths.
    labels_keep: u32,
    pub(super) padding: Twips,
    /// Whether the table stands across the page.
    pub(super) turned: bool,
}

impl Attempt {
    /// As the form is printed.
    pub(super) fn usual(style: &Style) -> Self {
        let [labels_keep, _] = LABEL_KEEPS;
        Self { half_points: style.table.half_points, labels_keep, padding: style.cell_padding(), turned: false }
    }
}

/// What is tried in turn on a page: labels give way, then the figures are set smaller, then the space beside them goes.
pub(super) fn attempts(style: &Style, turned: bool) -> impl Iterator<Item = Attempt> {
    let usual = Attempt { turned, ..Attempt::usual(style) };
    let close = LEAST_PADDING.min(usual.padding);
    [usual.padding, close].into_iter().flat_map(move |padding| {
        let sizes = (SMALLEST.min(usual.half_points)..=usual.half_points).rev();
        sizes.flat_map(move |half_points| {
            let keeps = LABEL_KEEPS.into_iter().chain([0]);
            keeps.map(move |labels_keep| Attempt { half_points, labels_keep, padding, turned })
        })
    })
}

impl Style {
    /// The widths of the columns, and whether every number has the room that it needs in the size that is tried.
    pub(super) fn widths_of(&self, table: &Table, digit: u32, tried: Attempt) -> (Vec<Twips>, bool) {
        let mut widths = {
            let page = if tried.turned { self.page.turned() } else { self.page };
            self.column_widths_in(table, page.text_width())
        };
        let padding = tried.padding.0.saturating_mul(2);
        let mut longest = vec![0_u32; widths.len()];
        let mut figures = vec![false; widths.len()];
        for cell in table.cells().iter().filter(|cell| cell.column_span == 1 && is_figure(cell)) {
            if let (Some(longest), Some(figures)) = (longest.get_mut(cell.column), figures.get_mut(cell.column)) {
                *longest = (*longest).max(longest_word(&cell.text, digit));
                *figures = true;
            }
        }
        let need =
            |longest: u32| longest.saturating_mul(tried.half_points).div_ceil(10).saturating_add(padding + SLACK);
        let missing: Vec<u32> = widths
            .iter()
            .zip(&longest)
            .map(|(width, &longest)| if longest == 0 { 0 } else { need(longest).saturating_sub(width.0) })
            .collect();
        let mut wanted = missing.iter().copied().fold(0_u32, u32::saturating_add);
        let character = Twips::half_points(self.table.half_points).0;
        let spare = |at: usize, width: Twips, labels: bool| {
            let own = longest.stands_at(at).copied().unwrap_or(0);
            let keeps = if labels {
                (width.0 / 10 * tried.labels_keep).max(character * LABEL_CHARACTERS + padding)
            } else {
                need(own).max(character * HEAD_CHARACTERS + padding)
            };
            width.0.saturating_sub(keeps)
        };
        let mut given = 0;
        for labels in [true, false] {
            let spares: Vec<u32> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| if figures.get(at) == Some(&!labels) { spare(at, *width, labels) } else { 0 })
                .collect();
            let all = spares.iter().copied().fold(0_u32, u32::saturating_add);
            let taken = wanted.min(all);
            for (width, part) in widths.iter_mut().zip(shares(&spares, taken)) {
                width.0 -= part;
            }
            (given, wanted) = (given + taken, wanted - taken);
        }
        for (width, part) in widths.iter_mut().zip(shares(&missing, given)) {
            width.0 += part;
        }
        (widths, wanted == 0)
    }
}

/// An amount shared out in proportion to these parts, none of which gets more than it is.
fn shares(parts: &[u32], amount: u32) -> Vec<u32> {
    let all: u64 = parts.iter().copied().map(u64::from).sum();
    let mut before = 0_u64;
    let edge = |sum: u64| u32::try_from((sum * u64::from(amount)).checked_div(all).unwrap_or(0)).unwrap_or(0);
    parts
        .iter()
        .map(|&part| {
            let from = edge(before);
            before += u64::from(part);
            edge(before) - from
        })
        .collect()
}
