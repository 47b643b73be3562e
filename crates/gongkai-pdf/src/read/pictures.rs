//! Pictures and drawings in a table's cells: what they show cannot be read, and a cell that holds one is not blank.

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::content::Picture;
use super::lattice::Lattice;

/// How much of a cell a picture must cover to be in it, when it is larger than the cell.
const COVERS: f64 = 0.5;
/// How far from a cell's sides a drawing ends, in points: nearer are the sides themselves.
const INSIDE: f64 = 0.8;
/// The smallest drawing, in points: what is smaller is a dot of a ruling.
const LEAST: f64 = 2.5;

/// Which cells of a grid hold a picture or a drawing.
pub(super) fn pictured(lattice: &Lattice, pictures: &[Picture], meter: &mut Meter) -> Result<Vec<bool>, ReadError> {
    let mut found = vec![false; lattice.cells.len()];
    let index = lattice.index();
    let whole = Rect::new(lattice.left(), lattice.top(), lattice.right(), lattice.bottom());
    let mut mark = |cell: usize| found.get_mut(cell).into_iter().for_each(|cell| *cell = true);
    for picture in pictures.iter().filter(|picture| !picture.ground) {
        let area = picture.area;
        if area.intersect(whole).is_zero_area() {
            continue;
        }
        let middle = (area.center().x, area.center().y);
        let home = lattice.cell_at(middle, &index).filter(|_| lattice.contains(middle));
        if let Some((cell, bounds)) = home.and_then(|cell| Some((cell, lattice.bounds(cell)?))) {
            let fits = area.width() < 0.9 * bounds.width() || area.height() < 0.9 * bounds.height();
            let inside = bounds.inflate(-INSIDE, -INSIDE).contains(area.center());
            if inside && (!picture.drawn || fits && area.width().max(area.height()) >= LEAST) {
                mark(cell);
            }
        }
        if !picture.drawn {
            meter.work(lattice.cells.len())?;
            for cell in 0..lattice.cells.len() {
                let Some(bounds) = lattice.bounds(cell) else { continue };
                let shared = bounds.intersect(area);
                if !shared.is_zero_area() && shared.area() >= COVERS * bounds.area() {
                    mark(cell);
                }
            }
        }
    }
    Ok(found)
}
