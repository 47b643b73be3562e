//! Text that runs over a ruling: it belongs to the cell that it begins in, or leaves every cell that it touches in
//! doubt.
//!
//! A browser draws a number that is too wide for its cell over the cell's side, a spreadsheet a label over the empty
//! cell beside it. Taken character by character, the number would end in one cell and begin in the next.

use super::cells::is_value;
use super::content::{Flow, Glyph};
use super::fold::UNREADABLE;
use super::lattice::Lattice;
use super::rulings::interval;
use gongkai_core::StandsAt as _;

/// The widest gap between characters that are drawn in one go, in sizes of the characters.
const TOUCH: f64 = 0.04;
/// How far the middles of a turned figure's digits are apart at most, in sizes of the characters.
const TURNED: f64 = 0.75;
/// How much of a character must stand on either side of a ruling that goes through it.
const THROUGH: f64 = 0.15;

/// A grid and a cell of it, by their numbers; nothing outside all grids.
type Place = Option<(usize, usize)>;

/// The characters of each grid's cells, and those outside all grids.
pub(super) fn share(grids: &[Lattice], glyphs: &[Glyph]) -> (Vec<Vec<Vec<Glyph>>>, Vec<Glyph>) {
    let indices: Vec<Vec<usize>> = grids.iter().map(Lattice::index).collect();
    let place = |glyph: &Glyph| -> Place {
        let at = glyph.middle();
        let grid = grids.iter().position(|grid| grid.contains(at))?;
        Some((grid, grids.get(grid)?.cell_at(at, indices.get(grid)?)?))
    };
    let mut inside: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut outside = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for run in runs(glyphs) {
        places.clear();
        places.extend(run.iter().map(place));
        let mut doubted = Vec::new();
        if places.windows(2).any(|pair| matches!(pair, [a, b] if a != b)) {
            match overrun(grids, run, &places) {
                Overrun::Home(home) => places.fill(Some(home)),
                Overrun::Doubt => doubted = marks(run, &places),
                Overrun::None => {}
            }
        }
        for (glyph, place) in doubted.into_iter().chain(run.iter().copied().zip(places.iter().copied())) {
            match place.and_then(|(grid, cell)| inside.get_mut(grid)?.get_mut(cell)) {
                Some(cell) => cell.push(glyph),
                None => outside.push(glyph),
            }
        }
    }
    (inside, outside)
}

/// A mark of doubt for each cell that a run touches, before the run's first character there.
fn marks(run: &[Glyph], places: &[Place]) -> Vec<(Glyph, Place)> {
    let mut marks: Vec<(Glyph, Place)> = Vec::new();
    for (glyph, place) in run.iter().zip(places) {
        if place.is_some() && marks.last().is_none_or(|(_, last)| last != place) {
            marks.push((Glyph { char: UNREADABLE, x1: glyph.x0, ..*glyph }, *place));
        }
    }
    marks
}

/// Characters in the order of drawing, parted where one does not begin where the last one ends.
fn runs(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|last, glyph| {
        let touches = (glyph.x0 - last.x1).abs() <= TOUCH * glyph.size;
        let twin = glyph.char == last.char && (glyph.x0 - last.x0).abs() <= 0.12 * glyph.size;
        let turned = matches!(glyph.flow, Flow::Down | Flow::Up)
            && glyph.flow == last.flow
            && is_figure(glyph.char)
            && is_figure(last.char)
            && (glyph.x0 - last.x0).abs() <= TOUCH * glyph.size
            && (glyph.y - last.y).abs() <= TURNED * glyph.size;
        let across = last.flow == Flow::Across
            && glyph.flow == Flow::Across
            && (glyph.y - last.y).abs() <= TOUCH * glyph.size
            && !glyph.char.is_whitespace()
            && !last.char.is_whitespace()
            && (touches || twin);
        turned || across
    })
}

fn is_figure(char: char) -> bool {
    is_value(char.encode_utf8(&mut [0; 4]))
}

/// What a run that touches several places is.
enum Overrun {
    /// It is the text of this cell, wider than the cell.
    Home((usize, usize)),
    /// A figure that may belong to either cell.
    Doubt,
    /// Words that meet at a ruling.
    None,
}

fn overrun(grids: &[Lattice], run: &[Glyph], places: &[Place]) -> Overrun {
    let Some(first) = run.first() else { return Overrun::None };
    if first.flow != Flow::Across {
        return Overrun::Doubt;
    }
    let end = run.iter().map(|glyph| glyph.x1).fold(first.x1, f64::max);
    let figure = run.iter().any(|glyph| is_figure(glyph.char));
    let mut through = false;
    let mut figures_meet = false;
    for (pair, at) in run.windows(2).zip(places.windows(2)) {
        let ([before, after], [from, to]) = (pair, at) else { continue };
        if from == to {
            continue;
        }
        let rulings =
            [*from, *to].into_iter().flatten().filter_map(|(grid, _)| grids.get(grid)).flat_map(|grid| &grid.xs);
        let cut = |glyph: &Glyph, x: f64| {
            let margin = THROUGH * (glyph.x1 - glyph.x0);
            x > glyph.x0 + margin && x < glyph.x1 - margin
        };
        through |= rulings.into_iter().any(|&x| cut(before, x) || cut(after, x));
        figures_meet |= is_figure(before.char) && is_figure(after.char);
    }
    let home = places.first().copied().flatten().filter(|&(grid, cell)| {
        let Some((lattice, area)) = grids.get(grid).and_then(|grid| Some((grid, grid.cells.get(cell)?))) else {
            return false;
        };
        let side = |index: usize| lattice.xs.stands_at(index).copied().unwrap_or(0.0);
        let (left, right) = (side(area.column), side(area.column + area.column_span));
        // Text set in the middle of its cell or at its right may begin in the cell before.
        let last_side = interval(&lattice.xs, end).map_or(f64::INFINITY, |column| side(column + 1) - end);
        first.x0 - left <= first.size
            && (first.x0 + end) / 2.0 < right
            && last_side > first.x0 - left + 0.3 * first.size
    });
    let steps = run.windows(2).any(|pair| matches!(pair, [a, b] if a.drawn.step != b.drawn.step));
    match home {
        // What was drawn in several steps may be this cell's figure and its neighbour's, which it touches.
        Some(_) if through && figure && steps => Overrun::Doubt,
        Some((grid, _)) if through && figure && is_cut(run, grids.get(grid)) => Overrun::Doubt,
        Some(home) if through => Overrun::Home(home),
        _ if through && figure || figures_meet => Overrun::Doubt,
        _ => Overrun::None,
    }
}

/// Whether a run that leaves its table ends where the page's printed part does: what went beyond it was not drawn.
fn is_cut(run: &[Glyph], grid: Option<&Lattice>) -> bool {
    let beyond = |last: &Glyph| grid.is_some_and(|grid| last.x1 > grid.right());
    run.last().is_some_and(|last| beyond(last) && last.drawn.room < 0.2 * last.size)
}
