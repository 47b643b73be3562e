//! Running titles and page numbers that lie within a table or over other text.
//!
//! A page's head or foot is drawn at the same place of every page, whatever stands there. Where a table or a paragraph
//! reaches below it, it would be read as words of a cell or of a sentence, so it is found over all pages before their
//! tables are filled. The heads of tables are repeated at the same place as well: only what also stands outside of every
//! table, what lies on other text, or what counts as the pages do, is none of a table's.

use std::collections::HashMap;
use std::ops::Range;

use gongkai_core::document::{Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::page_number::{Around, PageNumber};
use gongkai_core::words::Text;
use hayro_interpret::kurbo::Rect;

use super::content::{Flow, Glyph};
use super::fold::UNREADABLE;
use super::lattice::Lattice;
use super::overprint;
use super::sketch::Sketch;

/// How far the places may be apart that are one, in points.
const PLACE: f64 = 1.5;
/// The widest gap within words that are drawn in one go, in sizes of the characters.
const GAP: f64 = 0.6;
/// The most characters of a running title.
const LONGEST: usize = 80;
/// The fewest letters of one: units and single words stand in cells.
const LETTERS: usize = 2;
/// On how many pages a figure counts as they do that is certainly their number, when nothing is printed around it.
const COUNTED: usize = 3;
/// How far the baselines of one line may be apart, in sizes of its characters: a raised mark stands higher.
const LEVEL: f64 = 0.45;
/// At how many places a text may stand: what stands everywhere is no title.
const PLACES: usize = 64;

/// What is drawn in one go on a page.
struct Words {
    page: usize,
    glyphs: Range<usize>,
    x: (f64, f64),
    y: f64,
}

/// What is drawn at one place of several pages.
struct Standing {
    on: Vec<Words>,
    /// What kind of page number it is.
    number: Option<Around>,
}

impl Standing {
    fn is_at(&self, words: &Words) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < PLACE;
        self.on.first().is_some_and(|first| {
            let middle = |x: (f64, f64)| f64::midpoint(x.0, x.1);
            near(first.y, words.y)
                && (near(first.x.0, words.x.0)
                    || self.number.is_some() && (near(first.x.1, words.x.1) || near(middle(first.x), middle(words.x))))
        })
    }
}

/// Takes running titles and page numbers out of the tables and the texts that they lie over, each with a remark.
pub(super) fn remove(pages: &mut [Sketch], meter: &mut Meter) -> Result<Vec<Remark>, ReadError> {
    let mut remarks = Vec::new();
    if pages.len() < 2 {
        return Ok(remarks);
    }
    let found = standing(pages, meter)?;
    let mut repeated: Vec<Vec<bool>> = Vec::new();
    if !found.is_empty() {
        repeated.extend(pages.iter().map(|page| vec![false; page.glyphs.len()]));
    }
    for words in found.iter().flat_map(|standing| &standing.on) {
        let glyphs = repeated.get_mut(words.page).and_then(|page| page.get_mut(words.glyphs.clone()));
        glyphs.into_iter().flatten().for_each(|repeated| *repeated = true);
    }
    let mut gone: Vec<(usize, Range<usize>)> = Vec::new();
    for standing in found {
        gone.extend(judge(standing, pages, &repeated, meter)?.into_iter().map(|words| (words.page, words.glyphs)));
    }
    gone.sort_by_key(|(page, glyphs)| (*page, glyphs.start));
    for (page, glyphs) in gone.into_iter().rev() {
        let Some(page) = pages.get_mut(page) else { continue };
        if glyphs.end <= page.glyphs.len() {
            let text: String = page.glyphs.drain(glyphs).map(|glyph| glyph.char).collect();
            let at = Position::default().page(page.number);
            remarks.push(Remark::new(RemarkKind::PageFurniture, Text::quotation(text.trim()), at));
        }
    }
    remarks.reverse();
    Ok(remarks)
}

/// What stands at the same place of enough pages to be on all of them.
fn standing(pages: &[Sketch], meter: &mut Meter) -> Result<Vec<Standing>, ReadError> {
    let mut found: HashMap<String, Vec<Standing>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for (page, sketch) in pages.iter().enumerate() {
        meter.work(sketch.glyphs.len())?;
        for glyphs in in_one_go(&sketch.glyphs) {
            let Some(drawn) = sketch.glyphs.get(glyphs.clone()) else { continue };
            let Some((key, number)) = key(drawn, page) else { continue };
            let x0 = drawn.iter().map(|glyph| glyph.x0).fold(f64::INFINITY, f64::min);
            let x1 = drawn.iter().map(|glyph| glyph.x1).fold(x0, f64::max);
            let words = Words { page, glyphs, x: (x0, x1), y: drawn.first().map_or(0.0, |glyph| glyph.y) };
            let places = found.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Vec::new()
            });
            meter.work(places.len())?;
            let at = places.iter().position(|place| place.is_at(&words)).unwrap_or(places.len());
            match places.get_mut(at) {
                // One that is drawn twice on a page, to look bold, is one.
                Some(place) => place.on.push(words),
                None if at < PLACES => places.push(Standing { on: vec![words], number }),
                None => {}
            }
        }
    }
    let places = order.into_iter().filter_map(|key| found.remove(&key)).flatten();
    Ok(places.filter(|place| is_enough(place, pages.len())).collect())
}

fn is_enough(standing: &Standing, pages: usize) -> bool {
    let mut on: Vec<usize> = standing.on.iter().map(|words| words.page).collect();
    on.dedup();
    on.len() >= 2 && (standing.number.is_some() || on.len() * 3 >= pages)
}

/// The characters that were drawn one after the other on one line.
fn in_one_go(glyphs: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let follows = |last: &Glyph, glyph: &Glyph| {
        let gap = glyph.x0 - last.x1;
        last.flow == Flow::Across
            && glyph.flow == Flow::Across
            && (glyph.y - last.y).abs() < 0.2 * glyph.size
            && gap < GAP * glyph.size
            && gap > -0.3 * glyph.size
    };
    let mut from = 0;
    glyphs.chunk_by(follows).map(move |chunk| {
        let range = from..from + chunk.len();
        from = range.end;
        range
    })
}

/// By what words are known again on other pages: their text, or by how much their number is ahead of the pages'.
fn key(drawn: &[Glyph], page: usize) -> Option<(String, Option<Around>)> {
    if drawn.len() > LONGEST {
        return None;
    }
    let text: String = drawn.iter().map(|glyph| glyph.char).filter(|char| !char.is_whitespace()).collect();
    if let Some(own) = PageNumber::parse(&text) {
        let ahead = own.number.checked_sub(page)?;
        let sign = if own.around == Around::Nothing { "" } else { "页" };
        return Some((format!("\n{ahead}{sign}"), Some(own.around)));
    }
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    (letters >= LETTERS && !text.contains(UNREADABLE)).then_some((text, None))
}

/// Where words are among a page's tables and texts.
#[derive(Debug, Clone, Copy, Default)]
struct Among {
    /// In a cell.
    inside: bool,
    /// In a cell that holds other text.
    shares: bool,
    /// In a cell, on one line with other text in it.
    beside: bool,
    /// In several cells, as no text of a table is.
    through: bool,
    /// On other text.
    over: bool,
}

/// Those of the words at one place that are to be taken out: all, when some lie where they do not belong and it is
/// certain that they do not. A bare figure of which that is not certain is put in doubt.
fn judge(
    standing: Standing,
    pages: &mut [Sketch],
    repeated: &[Vec<bool>],
    meter: &mut Meter,
) -> Result<Vec<Words>, ReadError> {
    let mut among = Vec::with_capacity(standing.on.len());
    for words in &standing.on {
        among.push(match pages.get(words.page).zip(repeated.get(words.page)) {
            Some((page, repeated)) => stands(words, page, repeated, meter)?,
            None => Among::default(),
        });
    }
    let any = |test: fn(&Among) -> bool| among.iter().any(test);
    let outside = any(|among| !among.inside);
    let lies = any(|among| among.inside || among.over);
    let bare = standing.number == Some(Around::Nothing);
    let certain = if bare {
        outside && standing.on.len() >= COUNTED
    } else {
        standing.number.is_some() || outside || any(|among| among.over || among.through && among.shares)
    };
    if !lies || !certain && !bare {
        return Ok(Vec::new());
    }
    let mut gone = Vec::new();
    for (words, among) in standing.on.into_iter().zip(among) {
        if !bare || certain && (among.beside || !among.inside) {
            gone.push(words);
        } else if among.beside || among.inside && outside {
            // A figure that has a cell to itself may be the cell's, for once.
            let figure = pages.get_mut(words.page).and_then(|page| page.glyphs.get_mut(words.glyphs));
            figure.into_iter().flatten().for_each(|glyph| glyph.char = UNREADABLE);
        }
    }
    Ok(gone)
}

fn stands(words: &Words, page: &Sketch, repeated: &[bool], meter: &mut Meter) -> Result<Among, ReadError> {
    let own = page.glyphs.get(words.glyphs.clone()).unwrap_or_default();
    let (mut cells, mut through) = (Vec::new(), false);
    for grid in page.all_grids() {
        meter.work(own.len())?;
        if own.iter().any(|glyph| grid.contains(glyph.middle())) {
            meter.work(grid.xs.len().saturating_mul(grid.ys.len()))?;
            let of_grid = cells_of(own, grid);
            through |= of_grid.len() > 1;
            cells.extend(of_grid);
        }
    }
    meter.work(page.glyphs.len().saturating_mul(cells.len() + 1))?;
    let mut among = Among { inside: !cells.is_empty(), through, ..Among::default() };
    for (other, repeated) in page.glyphs.iter().zip(repeated) {
        // The head of a table that goes on is repeated as a whole.
        if *repeated || other.char.is_whitespace() {
            continue;
        }
        let level = (other.y - words.y).abs() < LEVEL * other.size;
        let in_cell = cells.iter().any(|cell| cell.contains(other.middle()));
        among.shares |= in_cell;
        among.beside |= in_cell && level;
        if (other.y - words.y).abs() < 2.0 * other.size && !among.over {
            meter.work(own.len())?;
            // A title that is drawn twice to look bold does not lie on another.
            among.over = own.iter().any(|glyph| glyph.char != other.char && overprint::lie_on_each_other(glyph, other));
        }
    }
    Ok(among)
}

/// The areas of the cells that characters stand in.
fn cells_of(own: &[Glyph], grid: &Lattice) -> Vec<Rect> {
    let index = grid.index();
    let own = own.iter().filter(|glyph| !glyph.char.is_whitespace() && grid.contains(glyph.middle()));
    let mut cells: Vec<usize> = own.filter_map(|glyph| grid.cell_at(glyph.middle(), &index)).collect();
    cells.dedup();
    cells.into_iter().filter_map(|cell| grid.bounds(cell)).collect()
}
