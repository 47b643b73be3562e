//! What is drawn over the text: text boxes, pictures, lettering (艺术字), found by where they are anchored.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use gongkai_compound::Bytes;
use gongkai_core::format::{Meter, ReadError};

use crate::notes::stretch;

/// What is drawn at one anchor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// The characters of its text boxes.
    pub(crate) boxes: Vec<Range<u32>>,
    pub(crate) lettering: Vec<String>,
    pub(crate) picture: bool,
}

/// Records of a drawing (\[MS-ODRAW\]).
const DRAWING: u16 = 0xf002;
const GROUP: u16 = 0xf003;
const SHAPE: u16 = 0xf004;
const SHAPE_ID: u16 = 0xf00a;
const PROPERTIES: u16 = 0xf00b;
/// The kind of shape that is a picture, and the property that holds the text of lettering.
const PICTURE_FRAME: u16 = 75;
const LETTERING: u16 = 0xc0;
/// Groups may stand so deep in groups.
const DEEPEST: usize = 16;
/// How much is said of an anchor and of a text box.
const ANCHOR: usize = 26;
const TEXT_BOX: usize = 22;

/// The shapes that stand at one anchor, by the number of the anchor's shape.
type Groups = HashMap<u32, Vec<Shape>>;

#[derive(Debug, Default)]
struct Shape {
    id: u32,
    picture: bool,
    lettering: Option<String>,
}

/// What is drawn, by the characters that it is anchored at.
pub(crate) fn read(
    anchors: Bytes<'_>,
    drawings: Bytes<'_>,
    boxes: (Bytes<'_>, &Range<u32>),
    meter: &mut Meter,
) -> Result<BTreeMap<u32, Drawn>, ReadError> {
    let mut groups = Groups::new();
    if let Some((_, _, _, length)) = record(drawings) {
        let mut rest = drawings.from(8 + length);
        // A byte before each drawing says whether it is of the text or of the margins.
        while let Some((_, kind, inside, length)) = record(rest.from(1)) {
            meter.nodes(1)?;
            if kind == DRAWING {
                walk(inside, None, 0, &mut groups, meter)?;
            }
            rest = rest.from(9 + length);
        }
    }
    let (boxes, of) = boxes;
    let mut texts: HashMap<u32, Range<u32>> = HashMap::new();
    let count = boxes.len().saturating_sub(4) / (4 + TEXT_BOX);
    for index in 0..count {
        meter.nodes(1)?;
        let described = (count + 1) * 4 + index * TEXT_BOX;
        if let (Some(id), Some(text)) = (boxes.u32(described + 14), stretch(boxes, index, of)) {
            texts.insert(id, text);
        }
    }
    let count = anchors.len().saturating_sub(4) / (4 + ANCHOR);
    let mut drawn = BTreeMap::new();
    for index in 0..count {
        meter.nodes(1)?;
        let (Some(place), Some(id)) = (anchors.u32(index * 4), anchors.u32((count + 1) * 4 + index * ANCHOR)) else {
            break;
        };
        let shapes = groups.remove(&id).unwrap_or_default();
        let mut here = Drawn::default();
        here.boxes.extend(texts.remove(&id));
        for shape in shapes {
            here.picture |= shape.picture;
            here.boxes.extend(texts.remove(&shape.id));
            here.lettering.extend(shape.lettering);
        }
        drawn.insert(place, here);
    }
    Ok(drawn)
}

/// The head of a record: its instance, its kind, what it holds, and how long that is.
fn record(bytes: Bytes<'_>) -> Option<(u16, u16, Bytes<'_>, usize)> {
    let (instance, kind, length) = (bytes.u16(0)? >> 4, bytes.u16(2)?, bytes.place(4)?);
    Some((instance, kind, bytes.part(8, length)?, length))
}

/// Goes through the records of a drawing; shapes of a group belong to the anchor of the outermost group.
fn walk(
    inside: Bytes<'_>,
    group: Option<u32>,
    depth: usize,
    groups: &mut Groups,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let (mut rest, mut group, mut first) = (inside, group, true);
    while let Some((_, kind, held, length)) = record(rest) {
        meter.nodes(1)?;
        match kind {
            GROUP if depth < DEEPEST => walk(held, group, depth + 1, groups, meter)?,
            SHAPE => {
                let shape = shape(held);
                // The first shape of a group within the drawing is the group itself; the drawing's own is none.
                if first && depth > 1 && group.is_none() {
                    group = Some(shape.id);
                }
                groups.entry(group.unwrap_or(shape.id)).or_default().push(shape);
                first = false;
            }
            _ => {}
        }
        rest = rest.from(8 + length);
    }
    Ok(())
}

fn shape(held: Bytes<'_>) -> Shape {
    let mut shape = Shape::default();
    let mut rest = held;
    while let Some((instance, kind, inside, length)) = record(rest) {
        match kind {
            SHAPE_ID => {
                shape.id = inside.u32(0).unwrap_or(0);
                shape.picture = instance == PICTURE_FRAME;
            }
            PROPERTIES => shape.lettering = shape.lettering.or(lettering(inside, usize::from(instance))),
            _ => {}
        }
        rest = rest.from(8 + length);
    }
    shape
}

/// The text that is drawn as lettering, among so many properties.
fn lettering(properties: Bytes<'_>, count: usize) -> Option<String> {
    let mut after = count * 6;
    for index in 0..count {
        let (property, value) = (properties.u16(index * 6)?, properties.place(index * 6 + 2)?);
        // Long values stand behind all properties in their order.
        let long = property & 0x8000 != 0;
        if long && property & 0x3fff == LETTERING {
            let text = properties.utf16(after, value / 2)?;
            return Some(text.trim_end_matches('\0').to_owned()).filter(|text| !text.is_empty());
        }
        after = after.saturating_add(if long { value } else { 0 });
    }
    None
}
