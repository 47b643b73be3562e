//! One page: the templates that it stands on, and what its layers draw.

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, XmlReader};

use super::canvas::{Canvas, Line, Typefaces, width, width_before};
use super::numbers::{self, Step};
use super::objects::{Kind, Object};
use super::structure::Structure;

/// A page that was read.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) canvas: Canvas,
    /// How many characters it shows, white space left out.
    pub(super) characters: usize,
    /// How much of it the largest picture covers, from 0 to 1.
    pub(super) covered: f64,
    pub(super) composites: usize,
}

/// A sheet of A4, for a file that says nothing of its pages.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

/// The place of the characters of one piece of text.
#[derive(Debug, Default)]
struct Code {
    x: f64,
    y: f64,
    across: String,
    down: String,
    text: String,
}

/// Reads a page.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    structure: &Structure,
    faces: &mut Typefaces,
    limits: &Limits,
    meter: &mut Meter,
) -> Result<Drawn, ReadError> {
    let text = package
        .xml_part(part)?
        .ok_or_else(|| ReadError::damaged(format!("缺少页面 {part} / a page's part is missing")))?;
    let (area, templates) = around(&text, part, limits)?;
    let canvas = Canvas::new(area.or(structure.area).unwrap_or(A4));
    let mut drawn = Drawn { canvas, characters: 0, covered: 0.0, composites: 0 };
    let of_order = |over: bool| templates.iter().filter(move |template| template.1 == over);
    let mut with_template = |id: &str, drawn: &mut Drawn, faces: &mut Typefaces, meter: &mut Meter| {
        let Some(part) = structure.templates.get(id) else { return Ok(()) };
        match package.xml_part(part)? {
            Some(text) => draw(&text, part, drawn, faces, limits, meter),
            None => Ok(()),
        }
    };
    for (id, _) in of_order(false) {
        with_template(id, &mut drawn, faces, meter)?;
    }
    draw(&text, part, &mut drawn, faces, limits, meter)?;
    for (id, _) in of_order(true) {
        with_template(id, &mut drawn, faces, meter)?;
    }
    Ok(drawn)
}

/// The area of a page, and its templates, each with whether it lies over what the page draws.
type Around = (Option<[f64; 4]>, Vec<(String, bool)>);

fn around(text: &str, part: &str, limits: &Limits) -> Result<Around, ReadError> {
    /// A page has a few.
    const MOST_TEMPLATES: usize = 16;
    let mut reader = XmlReader::new(text, part, limits);
    let (mut area, mut templates) = (None, Vec::new());
    let mut in_box = false;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                in_box = element.name() == "PhysicalBox";
                match element.name() {
                    "Template" if templates.len() < MOST_TEMPLATES => {
                        let over = element.attribute("ZOrder")?.is_some_and(|order| order.trim() == "Foreground");
                        templates.extend(element.attribute("TemplateID")?.map(|id| (id.into_owned(), over)));
                    }
                    "Layer" => return Ok((area, templates)),
                    _ => {}
                }
            }
            Node::Text(text) if in_box => area = numbers::area(&text).or(area),
            Node::Text(_) => {}
            Node::Close => in_box = false,
            Node::End => return Ok((area, templates)),
        }
    }
}

/// Draws what a part of the file draws.
fn draw(
    text: &str,
    part: &str,
    drawn: &mut Drawn,
    faces: &mut Typefaces,
    limits: &Limits,
    meter: &mut Meter,
) -> Result<(), ReadError> {
    let mut reader = XmlReader::new(text, part, limits);
    let mut inside: Vec<String> = Vec::new();
    // The thing that is open, and how deep its element is.
    let mut object: Option<(Object, usize)> = None;
    let mut code = Code::default();
    let mut data = String::new();
    loop {
        match reader.node()? {
            Node::Open(element) => {
                meter.nodes(1)?;
                match (&mut object, element.name()) {
                    (None, name) => {
                        if let Some(kind) = Kind::of(name) {
                            object = Some((Object::of(kind, &element)?, inside.len()));
                            data.clear();
                            code = Code::default();
                        }
                    }
                    (Some((object, depth)), "FillColor" | "StrokeColor") if inside.len() == *depth + 1 => {
                        object.colour(&element)?;
                    }
                    (Some(_), "TextCode") => {
                        code.text.clear();
                        code.across.clear();
                        code.down.clear();
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
                    }
                    _ => {}
                }
                inside.push(element.name().to_owned());
            }
            Node::Text(text) => match inside.last().map(String::as_str) {
                Some("TextCode") => {
                    meter.characters(text.chars().count())?;
                    code.text.push_str(&text);
                }
                Some("AbbreviatedData") => {
                    meter.work(text.len())?;
                    data.push_str(&text);
                }
                _ => {}
            },
            Node::Close => {
                let closed = inside.pop();
                match (&object, closed.as_deref()) {
                    (Some((object, _)), Some("TextCode")) => drawn.text(object, &code, faces, meter)?,
                    (Some((ended, depth)), _) if inside.len() == *depth => {
                        drawn.object(ended, &data);
                        object = None;
                    }
                    _ => {}
                }
            }
            Node::End => return Ok(()),
        }
    }
}

impl Drawn {
    /// Draws a piece of text.
    fn text(
        &mut self,
        object: &Object,
        code: &Code,
        faces: &mut Typefaces,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        // Line ends around the text are the file's own.
        let text = code.text.trim_matches(['\r', '\n', '\t']);
        let count = text.chars().count();
        let (across, down) = (numbers::distances(&code.across, count), numbers::distances(&code.down, count));
        let stated = !across.is_empty() || !down.is_empty();
        let (mut x, mut y) = (code.x, code.y);
        let mut glyphs = Vec::with_capacity(count);
        for (index, c) in text.chars().enumerate() {
            let step = across.get(index).copied().unwrap_or(0.0);
            let own = if step > 0.0 { width_before(c, object.in_sizes(step)) } else { width(c) };
            glyphs.push(((c, own), object.place((x, y))));
            if stated {
                x += step;
                y += down.get(index).copied().unwrap_or(0.0);
            } else {
                let (right, below) = object.reading.distance((object.usual_step(width(c)), 0.0));
                (x, y) = (x + right, y + below);
            }
        }
        let ink = object.text_ink();
        if !ink.none {
            self.characters += glyphs.iter().filter(|((c, _), _)| !c.is_whitespace()).count();
        }
        let [right, up] = object.directions();
        self.canvas.line(&Line { glyphs, right, up, ink }, faces, meter)
    }

    /// Draws a thing that is no text.
    fn object(&mut self, object: &Object, data: &str) {
        match object.kind {
            Kind::Text => {}
            Kind::Path => {
                let place = |point| object.place(point);
                let steps: Vec<Step> = numbers::path(data)
                    .into_iter()
                    .map(|step| match step {
                        Step::Move(to) => Step::Move(place(to)),
                        Step::Line(to) => Step::Line(place(to)),
                        Step::Curve(points) => Step::Curve(points.map(place)),
                        Step::Close => Step::Close,
                    })
                    .collect();
                let (line, area) = object.path_inks();
                self.canvas.path(&steps, line, area);
            }
            Kind::Picture if object.is_visible() => {
                self.covered = self.covered.max(self.canvas.picture(object.area));
            }
            Kind::Picture => {}
            Kind::Composite => self.composites += usize::from(object.is_visible()),
        }
    }
}
