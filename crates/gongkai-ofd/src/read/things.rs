//! The things that a part of the file draws, one after another.

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Element, Node, XmlReader};

use super::numbers::{self, Matrix};
use super::objects::{Kind, Object, Outline};

/// A piece of text has no more bytes: where each of its characters stands is kept until it is drawn.
pub(super) const LONGEST: usize = 262_144;

/// A thing with what it shows.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) object: Object,
    /// Its pieces of text.
    pub(super) codes: Vec<Code>,
    /// Its path.
    pub(super) data: String,
    /// The number of the settings of the layer around it.
    pub(super) layer: Option<String>,
}

/// The place of the characters of one piece of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Code {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) across: String,
    pub(super) down: String,
    pub(super) text: String,
}

/// What a part holds, to whoever takes it.
pub(super) enum Found<'f> {
    /// An element begins outside of every thing.
    Opened(&'f Element<'f>),
    /// An element of this name ends outside of every thing.
    Closed(&'f str),
    /// Text in an element of this name outside of every thing.
    Text(&'f str, &'f str),
    Thing(Box<Thing>),
}

/// A thing whose element is open, and how deep that is.
struct Open {
    thing: Thing,
    depth: usize,
    /// Where the outlines of the area lie that is cut out.
    cut: Matrix,
}

/// Reads a part and hands over its things, and the elements around them.
pub(super) fn things(
    text: &str,
    part: &str,
    limits: &Limits,
    meter: &mut Meter,
    mut take: impl FnMut(Found<'_>, &mut Meter) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut inside: Vec<String> = Vec::new();
    let mut layer: Option<String> = None;
    let mut open: Option<Open> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                meter.nodes(1)?;
                match (&mut open, Kind::of(element.name())) {
                    (None, Some(kind)) => {
                        let object = Object::of(kind, &element)?;
                        let thing = Thing { object, codes: Vec::new(), data: String::new(), layer: layer.clone() };
                        open = Some(Open { thing, depth: inside.len(), cut: Matrix::default() });
                    }
                    (None, None) => {
                        if element.name() == "Layer" {
                            layer = element.attribute("DrawParam")?.map(|number| number.trim().to_owned());
                        }
                        take(Found::Opened(&element), meter)?;
                    }
                    (Some(open), _) => open.enter(&element, &inside)?,
                }
                inside.push(element.name().to_owned());
            }
            Node::Text(text) => {
                let Some(open) = &mut open else {
                    if let Some(name) = inside.last() {
                        take(Found::Text(name, &text), meter)?;
                    }
                    continue;
                };
                // What fills an area may be a pattern that has texts and paths of its own.
                let own = inside.len() == open.depth + 2;
                let cutting = is_within_clips(&inside, open.depth);
                match inside.last().map(String::as_str) {
                    Some("TextCode") if own => {
                        meter.characters(text.chars().count())?;
                        if let Some(code) = open.thing.codes.last_mut() {
                            // What stands for a glyph that has no character.
                            code.text.push_str(&text.replace('\u{A4}', "\u{FFFD}"));
                            if code.text.len() > LONGEST {
                                let what = "一段文字的字节数 / bytes of a text";
                                return Err(ReadError::TooLarge { what, limit: LONGEST });
                            }
                        }
                    }
                    Some("AbbreviatedData") if own || cutting => {
                        meter.work(text.len())?;
                        open.path(cutting).into_iter().for_each(|path| path.push_str(&text));
                    }
                    _ => {}
                }
            }
            Node::Close => {
                let closed = inside.pop().unwrap_or_default();
                match open.take() {
                    Some(ended) if ended.depth == inside.len() => take(Found::Thing(Box::new(ended.thing)), meter)?,
                    Some(still) => open = Some(still),
                    None => take(Found::Closed(&closed), meter)?,
                }
            }
            Node::End => return Ok(()),
        }
    }
}

/// Whether these elements lie within what cuts the thing that is so deep.
fn is_within_clips(inside: &[String], depth: usize) -> bool {
    inside.get(depth + 1).is_some_and(|name| name == "Clips")
}

impl Thing {
    /// How much of it is read anew each time that it is drawn.
    pub(super) fn bytes(&self) -> usize {
        let outlines = self.object.clips.iter().flatten().map(|outline| outline.data.len());
        let codes = self.codes.iter().map(|code| code.across.len() + code.down.len() + code.text.len());
        outlines.chain(codes).sum::<usize>() + self.data.len()
    }
}

impl Open {
    /// Takes what an element within the thing says.
    fn enter(&mut self, element: &Element<'_>, inside: &[String]) -> Result<(), ReadError> {
        let object = &mut self.thing.object;
        let own = inside.len() == self.depth + 1;
        let cutting = is_within_clips(inside, self.depth);
        match element.name() {
            "FillColor" | "StrokeColor" if own => object.colour(element)?,
            "URI" if inside.get(self.depth + 1).is_some_and(|name| name == "Actions") => {
                object.link = element.attribute("URI")?.map(|address| address.into_owned())
            }
            "Clips" if own => {
                object.clips_turn = element.attribute("TransFlag")?.is_none_or(|flag| flag.trim() != "false");
            }
            "Clip" if cutting => object.clips.push(Vec::new()),
            "Area" if cutting => {
                self.cut = element.attribute("CTM")?.and_then(|matrix| Matrix::parse(&matrix)).unwrap_or_default();
            }
            "Path" if cutting => {
                let (mut area, mut matrix) = ([0.0; 4], Matrix::default());
                element.each_attribute(|name, value| {
                    match name {
                        "Boundary" => area = numbers::area(value).unwrap_or_default(),
                        "CTM" => matrix = Matrix::parse(value).unwrap_or_default(),
                        _ => {}
                    }
                    Ok(())
                })?;
                let place = matrix.then(&Matrix::moved(area[0], area[1])).then(&self.cut);
                let clip = object.clips.last_mut().into_iter();
                clip.for_each(|clip| clip.push(Outline { place, data: String::new() }));
            }
            "TextCode" if own => {
                let mut code = Code::default();
                // A piece that does not say where it stands goes on at the height of the one before.
                if let Some(before) = self.thing.codes.last() {
                    (code.x, code.y) = (before.x, before.y);
                }
                element.each_attribute(|name, value| {
                    match name {
                        "X" => code.x = numbers::number(value).unwrap_or(code.x),
                        "Y" => code.y = numbers::number(value).unwrap_or(code.y),
                        "DeltaX" => value.clone_into(&mut code.across),
                        "DeltaY" => value.clone_into(&mut code.down),
                        _ => {}
                    }
                    Ok(())
                })?;
                self.thing.codes.push(code);
            }
            _ => {}
        }
        Ok(())
    }

    /// The path that is being read: its own, or that of the last outline of what cuts it.
    fn path(&mut self, cutting: bool) -> Option<&mut String> {
        let Thing { object, data, .. } = &mut self.thing;
        if !cutting {
            return Some(data);
        }
        object.clips.last_mut().and_then(|clip| clip.last_mut()).map(|outline| &mut outline.data)
    }
}
