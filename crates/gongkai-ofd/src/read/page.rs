//! One page: the templates that it stands on, and what its layers draw.

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, XmlReader, resolve};

use super::canvas::{Canvas, Line, Typefaces, width, width_before};
use super::numbers::{self, Matrix, Step};
use super::objects::{Kind, Object};
use super::resources::Resources;
use super::structure::Structure;
use super::things::{self, Code, Found, Thing};

/// A page that was read.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) canvas: Canvas,
    /// How many characters it shows, white space left out.
    pub(super) characters: usize,
    /// How much of it the largest picture covers, from 0 to 1.
    pub(super) covered: f64,
    pub(super) composites: usize,
    /// How much of what is drawn is counted.
    counted: usize,
}

/// A sheet of A4, for a file that says nothing of its pages.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

/// Reads a page.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    structure: &Structure,
    (resources, faces): (&mut Resources, &mut Typefaces),
    (limits, meter): (&Limits, &mut Meter),
) -> Result<Drawn, ReadError> {
    let text = package
        .xml_part(part)?
        .ok_or_else(|| ReadError::damaged(format!("缺少页面 {part} / a page's part is missing")))?;
    let Around { area, templates, resources: own } = around(&text, part, limits)?;
    for part in own {
        resources.add(package, &part, limits, meter)?;
    }
    let mut read = Vec::new();
    for over in [false, true] {
        for id in templates.iter().filter(|template| template.1 == over).map(|template| &template.0) {
            let Some(part) = structure.templates.get(id) else { continue };
            read.extend(package.xml_part(part)?.map(|text| (text, part.as_str())));
        }
        if !over {
            read.push((text.clone(), part));
        }
    }
    let canvas = Canvas::new(area.or(structure.area).unwrap_or(A4));
    let mut drawn = Drawn { canvas, characters: 0, covered: 0.0, composites: 0, counted: 0 };
    for (text, part) in read {
        let resources = &*resources;
        things::things(&text, part, limits, meter, |found, meter| match found {
            Found::Thing(thing) => drawn.thing(*thing, &Surroundings::of(resources), faces, meter),
            Found::Opened(_) | Found::Closed(_) => Ok(()),
        })?;
    }
    Ok(drawn)
}

/// What a page says of itself before it draws.
#[derive(Debug, Default)]
struct Around {
    area: Option<[f64; 4]>,
    /// Its templates, each with whether it lies over what the page draws.
    templates: Vec<(String, bool)>,
    /// The parts of what it shares with no other page.
    resources: Vec<String>,
}

fn around(text: &str, part: &str, limits: &Limits) -> Result<Around, ReadError> {
    /// A page has a few.
    const MOST_TEMPLATES: usize = 16;
    let mut reader = XmlReader::new(text, part, limits);
    let mut around = Around::default();
    let mut inside: Option<String> = None;
    loop {
        match reader.node()? {
            Node::Open(element) => {
                inside = Some(element.name().to_owned());
                match element.name() {
                    "Template" if around.templates.len() < MOST_TEMPLATES => {
                        let over = element.attribute("ZOrder")?.is_some_and(|order| order.trim() == "Foreground");
                        around.templates.extend(element.attribute("TemplateID")?.map(|id| (id.into_owned(), over)));
                    }
                    "Layer" => return Ok(around),
                    _ => {}
                }
            }
            Node::Text(text) => match inside.as_deref() {
                Some("PhysicalBox") => around.area = numbers::area(&text).or(around.area),
                Some("PageRes") if around.resources.len() < MOST_TEMPLATES => {
                    around.resources.extend(resolve(part, text.trim()));
                }
                _ => {}
            },
            Node::Close => inside = None,
            Node::End => return Ok(around),
        }
    }
}

/// What a thing is drawn in.
struct Surroundings<'s> {
    resources: &'s Resources,
    /// Where its coordinates lie on the page.
    frame: Matrix,
    /// How many graphics it is within.
    depth: usize,
}

impl<'s> Surroundings<'s> {
    /// The page itself.
    fn of(resources: &'s Resources) -> Self {
        Self { resources, frame: Matrix::default(), depth: 0 }
    }
}

impl Drawn {
    /// Draws a thing.
    fn thing(
        &mut self,
        mut thing: Thing,
        around: &Surroundings<'_>,
        faces: &mut Typefaces,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        if let Some(number) = thing.object.settings(thing.layer.as_deref()) {
            thing.object.take(&around.resources.settings(number));
        }
        let object = &thing.object;
        let frame = object.frame(&around.frame);
        let cut = object.clips_frame(&around.frame);
        for clip in &object.clips {
            let mut steps = Vec::new();
            for outline in clip {
                let place = outline.place.then(&cut);
                steps.extend(numbers::path(&outline.data)?.into_iter().map(|step| step.put(&place)));
                numbers::admit(steps.len())?;
            }
            self.canvas.cut(&steps);
        }
        match object.kind {
            Kind::Text => {
                let bold =
                    object.is_bold() || object.face.as_deref().is_some_and(|face| around.resources.is_bold(face));
                for code in &thing.codes {
                    self.text((object, bold), code, &frame, faces, meter)?;
                }
            }
            Kind::Path => {
                let steps: Vec<Step> = numbers::path(&thing.data)?.into_iter().map(|step| step.put(&frame)).collect();
                let (line, area) = object.path_inks(&frame);
                self.canvas.path(&steps, line, area);
            }
            Kind::Picture if object.is_visible() => {
                let [left, top, width, height] = object.area;
                let (from, to) = (around.frame.point((left, top)), around.frame.point((left + width, top + height)));
                let covered = self.canvas.picture([from.0, from.1, to.0 - from.0, to.1 - from.1]);
                self.covered = self.covered.max(covered);
            }
            Kind::Picture => {}
            Kind::Composite if object.is_visible() => self.composite(object, &frame, around, faces, meter)?,
            Kind::Composite => {}
        }
        object.clips.iter().for_each(|_| self.canvas.uncut());
        if let Some(address) = object.link.as_deref().filter(|address| !address.trim().is_empty()) {
            meter.nodes(1)?;
            meter.characters(address.len())?;
            let [left, top, width, height] = object.area;
            let corners = [(left, top), (left + width, top + height)].map(|corner| around.frame.point(corner));
            self.canvas.link(corners, address);
        }
        let drawn = self.canvas.len();
        meter.renewed(drawn.saturating_sub(std::mem::replace(&mut self.counted, drawn)))
    }

    /// Draws a graphic that is kept elsewhere.
    fn composite(
        &mut self,
        object: &Object,
        frame: &Matrix,
        around: &Surroundings<'_>,
        faces: &mut Typefaces,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        /// Graphics that hold graphics; one that holds itself ends here.
        const DEEPEST: usize = 8;
        let graphic = object.graphic.as_deref().and_then(|number| around.resources.graphic(number));
        let Some(things) = graphic.filter(|_| around.depth < DEEPEST) else {
            self.composites += 1;
            return Ok(());
        };
        let within = Surroundings { resources: around.resources, frame: *frame, depth: around.depth + 1 };
        for thing in things {
            // Drawn as often as it is referred to.
            meter.nodes(1)?;
            meter.work(thing.bytes())?;
            meter.characters(thing.codes.iter().map(|code| code.text.chars().count()).sum())?;
            self.thing(thing.clone(), &within, faces, meter)?;
        }
        Ok(())
    }

    /// Draws a piece of text.
    fn text(
        &mut self,
        (object, bold): (&Object, bool),
        code: &Code,
        frame: &Matrix,
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
            glyphs.push(((c, own), frame.point((x, y))));
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
        let [right, up] = object.directions(frame);
        self.canvas.line(&Line { glyphs, right, up, ink, bold }, faces, meter)
    }
}
