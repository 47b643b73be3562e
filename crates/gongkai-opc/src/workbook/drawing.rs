//! What lies over the cells of a sheet: pictures and text boxes.

use gongkai_core::format::{Limits, Meter, ReadError};

use super::cells::Cells;
use super::place::{Place, Rectangle};
use crate::{Node, XmlReader};

/// A box of text that lies over cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBox {
    /// The cells that it lies over.
    pub over: Rectangle,
    /// Its text, paragraphs parted by line ends.
    pub text: String,
}

/// An end that reaches less than this into a cell (1 mm) only touches it.
const TOUCHES: i64 = 36_000;
/// The most rows and columns that a sheet has.
const MOST: Place = (1_048_575, 16_383);

/// What is anchored, while its element is open.
#[derive(Debug, Default)]
struct Anchored {
    /// Row, its offset, column, its offset.
    from: [i64; 4],
    to: Option<[i64; 4]>,
    picture: bool,
    text: String,
}

/// Reads a drawing and adds what it shows.
pub(super) fn read(
    text: &str,
    part: &str,
    limits: &Limits,
    cells: &mut Cells,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut open: Vec<String> = Vec::new();
    let mut anchored: Option<Anchored> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                let name = element.name();
                match (name, &mut anchored) {
                    ("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor", None) => {
                        meter.nodes(1)?;
                        anchored = Some(Anchored::default());
                    }
                    ("to", Some(anchored)) => anchored.to = Some([0; 4]),
                    ("pic" | "blipFill", Some(anchored)) => anchored.picture = true,
                    ("p", Some(anchored)) if !anchored.text.is_empty() => anchored.text.push('\n'),
                    _ => {}
                }
                open.push(name.to_owned());
            }
            Node::Text(text) => {
                let (Some(anchored), [.., parent, name]) = (&mut anchored, open.as_slice()) else { continue };
                if name == "t" {
                    meter.characters(text.len().div_ceil(3))?;
                    anchored.text.push_str(&text);
                    continue;
                }
                let corner = match parent.as_str() {
                    "from" => &mut anchored.from,
                    "to" => match &mut anchored.to {
                        Some(to) => to,
                        None => continue,
                    },
                    _ => continue,
                };
                let place = ["row", "rowOff", "col", "colOff"].iter().position(|known| known == name);
                if let Some(slot) = place.and_then(|place| corner.get_mut(place)) {
                    *slot = text.trim().parse().unwrap_or(0);
                }
            }
            Node::Close => {
                if let Some("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor") = open.pop().as_deref()
                    && let Some(anchored) = anchored.take()
                {
                    keep(anchored, cells);
                }
            }
            Node::End => return Ok(()),
        }
    }
}

fn keep(anchored: Anchored, cells: &mut Cells) {
    let index = |number: i64, most: u32| u32::try_from(number.max(0)).unwrap_or(most).min(most);
    let [row, _, column, _] = anchored.from;
    let first = (index(row, MOST.0), index(column, MOST.1));
    let last = anchored.to.map_or(first, |[row, row_offset, column, column_offset]| {
        let end = |number: i64, offset: i64| if offset < TOUCHES { number - 1 } else { number };
        (index(end(row, row_offset), MOST.0).max(first.0), index(end(column, column_offset), MOST.1).max(first.1))
    });
    if anchored.picture {
        cells.pictures.push(Rectangle { first, last });
    }
    let text = anchored.text.trim();
    if !text.is_empty() {
        cells.boxes.push(TextBox { over: Rectangle { first, last }, text: text.to_owned() });
    }
}
