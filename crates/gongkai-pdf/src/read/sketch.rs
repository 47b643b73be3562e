//! A page before its tables are filled: its characters, and the grids that wait for them.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::cells::{PageTable, is_value};
use super::content::{Glyph, PageContent, Picture, Segment};
use super::lattice::{Lattice, lattices};
use super::lines::{Line, lines};
use super::page::Page;
use super::pictures::pictured;
use super::rulings::merge;
use super::{raised, runs, shades};

/// What a page draws, with its grids.
#[derive(Debug)]
pub(super) struct Sketch {
    /// The page's number, from 1.
    pub(super) number: usize,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// Whether some of its characters lie on others.
    pub(super) overprinted: bool,
    /// The grids of its ruling lines.
    pub(super) grids: Vec<Lattice>,
    /// The same with the sides of shaded areas that lie in none of them; nothing where there are none.
    shaded: Option<Vec<Lattice>>,
    rules: Vec<Segment>,
    pictures: Vec<Picture>,
    links: Vec<String>,
}

impl Sketch {
    /// Finds the grids of a page.
    pub(super) fn of(number: usize, content: PageContent, meter: &mut Meter) -> Result<Self, ReadError> {
        let PageContent { width, height, glyphs, overprinted, mut across, mut down, shades, pictures, links, .. } =
            content;
        let rules = merge(across.clone());
        let grids = lattices(across.clone(), down.clone(), meter)?;
        let areas = shades::cells(&shades, height, meter)?;
        meter.work(areas.len().saturating_mul(grids.len()))?;
        let inside = |cell: &Rect| grids.iter().any(|grid| grid.contains((cell.center().x, cell.center().y)));
        let unruled: Vec<Rect> = areas.into_iter().filter(|cell| !inside(cell)).collect();
        let mut shaded = None;
        if !unruled.is_empty() {
            let (more_across, more_down) = shades::sides(&unruled);
            across.extend(more_across);
            down.extend(more_down);
            shaded = Some(lattices(across, down, meter)?);
        }
        Ok(Self { number, width, height, glyphs, overprinted, grids, shaded, rules, pictures, links })
    }

    /// All grids that may hold its characters.
    pub(super) fn all_grids(&self) -> impl Iterator<Item = &Lattice> {
        self.grids.iter().chain(self.shaded.iter().flatten())
    }

    /// The page with its lines and tables, and what of its lines is struck out.
    pub(super) fn page(self, meter: &mut Meter) -> Result<(Page, Vec<String>), ReadError> {
        let mut filled = None;
        if let Some(shaded) = &self.shaded {
            let found = self.tables(shaded, meter)?;
            // Where rows without shading run together between those that have it, or only labels are shaded, their texts
            // tell more.
            let (tables, outside) = &found;
            meter.work(tables.len().saturating_mul(outside.len()))?;
            let beside = |table: &PageTable, y: f64| y > table.top && y < table.bottom;
            let whole =
                |table: &PageTable| table.has_values() || !outside.iter().any(|glyph| beside(table, glyph.middle().1));
            filled = tables.iter().all(|table| !table.unparted && whole(table)).then_some(found);
        }
        let ruled = filled.is_none();
        let (mut tables, mut outside) = match filled {
            Some(filled) => filled,
            None => self.tables(&self.grids, meter)?,
        };
        meter.work(self.grids.len().saturating_mul(outside.len()))?;
        let (bare, whole): (Vec<Lattice>, Vec<Lattice>) =
            self.grids.iter().cloned().partition(|grid| ruled && is_beside_labels(grid, &self.glyphs, &outside));
        let mut rules = self.rules.clone();
        if !bare.is_empty() {
            (tables, outside) = self.tables(&whole, meter)?;
            meter.work(bare.len().saturating_mul(rules.len()))?;
            // The rows that its rulings part reach over the labels.
            for rule in &mut rules {
                if bare.iter().any(|grid| rule.at > grid.top() - 1.0 && rule.at < grid.bottom() + 1.0) {
                    rule.from = 0.0;
                }
            }
        }
        raised::mark(&mut outside, meter)?;
        let mut lines = lines(outside);
        meter.blocks(lines.len())?;
        let struck = lines.iter().map(Line::struck).filter(|text| !text.is_empty()).collect();
        lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.struck));
        let Self { number, width, height, links, .. } = self;
        Ok((Page { number, width, height, lines, tables, rules, links }, struck))
    }

    /// The tables that grids make of the page's characters, and the characters outside of them.
    fn tables(&self, grids: &[Lattice], meter: &mut Meter) -> Result<(Vec<PageTable>, Vec<Glyph>), ReadError> {
        meter.work(grids.len().saturating_mul(self.glyphs.len()))?;
        let (inside, outside) = runs::share(grids, &self.glyphs);
        let mut tables = Vec::new();
        for (grid, mut contents) in grids.iter().zip(inside) {
            for cell in &mut contents {
                raised::mark(cell, meter)?;
            }
            let pictured = pictured(grid, &self.pictures, meter)?;
            let table = PageTable::of(grid, contents, &pictured, (self.number, &self.links));
            if table.has_text() {
                meter.cells(table.cells.len())?;
                tables.push(table);
            }
        }
        Ok((tables, outside))
    }
}

/// Whether a grid holds nothing but values, the labels of which stand left of it: it is a part of a table.
fn is_beside_labels(grid: &Lattice, glyphs: &[Glyph], outside: &[Glyph]) -> bool {
    let words = |glyph: &&Glyph| !glyph.char.is_whitespace() && !is_value(glyph.char.encode_utf8(&mut [0; 4]));
    let beside = |glyph: &Glyph| {
        let (x, y) = glyph.middle();
        x < grid.left() && y > grid.top() && y < grid.bottom()
    };
    outside.iter().filter(words).any(beside) && !glyphs.iter().filter(words).any(|glyph| grid.contains(glyph.middle()))
}
