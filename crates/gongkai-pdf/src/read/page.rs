//! A page with its lines and tables.

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::words::Text;

use super::cells::PageTable;
use super::content::Segment;
use super::lines::Line;

/// What one page holds: lines outside tables, and tables.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<PageTable>,
    /// The horizontal rulings.
    pub(super) rules: Vec<Segment>,
    /// The addresses of its links.
    pub(super) links: Vec<String>,
}

/// Says which marks stand above or below their line.
pub(super) fn off_line(marks: &str, text: &str, at: Position) -> Remark {
    let detail = Text::new(
        format!("“{marks}”是上下标，不算“{text}”的数字"),
        format!("“{marks}” stands off the line and is no part of “{text}”"),
    );
    Remark::new(RemarkKind::OffLine, detail, at)
}
