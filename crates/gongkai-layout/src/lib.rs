//! Sets documents in pages.
//!
//! A document of the core crate, a house style and the fonts of the system become pages of placed glyphs and ruled
//! lines, which any format that prints can draw: [`lay_out`] breaks lines by the rules of Chinese typesetting,
//! keeps headings with what follows, sets tables with merged cells over pages with their heads repeated, and numbers
//! the pages as GB/T 9704—2012 says.
//!
//! Architecture: [`Fonts`] finds a face for each role and character; `line` turns text into lines; `table` turns
//! tables into rows and parts; `flow` puts both on pages, whose model is [`Pages`]. Nothing here knows a file format.

mod flow;
mod fonts;
mod line;
mod page;
mod page_number;
mod subset;
mod table;

pub use flow::lay_out;
pub use fonts::{Face, FaceGlyph, FaceMetrics, FontProgram, Fonts, FoundRole};
pub use page::{Area, GlyphRun, Item, Link, Origin, OutlineEntry, Page, Pages, PlacedGlyph, Rule, TextLine};
pub use subset::{Subset, SubsetGlyph};
