//! One page: the templates that it stands on, and what its layers draw.

use gongkai_core::format::{Limits, Meter, ReadError};
use gongkai_opc::{Node, Package, XmlReader};

use super::canvas::{Canvas, Depth, Line, Typefaces, width, width_before};
use super::numbers::{self, Matrix, Step};
use super::objects::{Kind, Object};
use super::resources::Resources;
use super::structure::{self, Document};
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
    /// How many drawings it shows that are filled and rounded, as letters are that were turned into outlines.
    pub(super) outlines: usize,
    /// How much of what is drawn is counted.
    counted: usize,
}

/// A sheet of A4, for a file that says nothing of its pages.
const A4: [f64; 4] = [0.0, 0.0, 210.0, 297.0];

/// Reads a page.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    document: &Document,
    (resources, faces): (&mut Resources, &mut Typefaces),
    (limits, meter): (&Limits, &mut Meter),
) -> Result<Drawn, ReadError> {
    let text = package
        .xml_part(part)?
        .ok_or_else(|| ReadError::damaged(format!("缺少页面 {part} / a page's part is missing")))?;
    let Around { area, templates, resources: own } = around(package, &text, part, limits)?;
    for part in own {
        resources.add(package, &part, limits, meter)?;
    }
    let mut read = Vec::new();
    for depth in [Depth::Background, Depth::Body, Depth::Foreground] {
        for id in templates.iter().filter(|template| template.1 == depth).map(|template| &template.0) {
            let Some(part) = document.templates.get(id) else { continue };
            let Some(text) = package.xml_part(part)? else { continue };
            for part in around(package, &text, part, limits)?.resources {
                resources.add(package, &part, limits, meter)?;
            }
            read.push((text, part.as_str(), Some(depth)));
        }
        if depth == Depth::Body {
            read.push((text.clone(), part, None));
        }
    }
    let canvas = Canvas::new(area.or(document.area).unwrap_or(A4));
    let mut drawn = Drawn { canvas, characters: 0, covered: 0.0, composites: 0, outlines: 0, counted: 0 };
    for (text, part, of_template) in read {
        let resources = &*resources;
        drawn.canvas.go(of_template.unwrap_or_default());
        things::things(&text, part, limits, meter, |found, meter| match found {
            Found::Thing(thing) => drawn.thing(*thing, &Surroundings::of(resources), faces, meter),
            Found::Opened(element) if element.name() == "Layer" && of_template.is_none() => {
                drawn.canvas.go(depth(element.attribute("Type")?.as_deref(), Depth::Body));
                Ok(())
            }
            Found::Opened(_) | Found::Closed(_) | Found::Text(..) => Ok(()),
        })?;
    }
    // What lies over the page is drawn last.
    drawn.canvas.go(Depth::Foreground);
    Ok(drawn)
}

/// What a page says of itself before it draws.
#[derive(Debug, Default)]
struct Around {
    area: Option<[f64; 4]>,
    /// Its templates, each with how deep it lies.
    templates: Vec<(String, Depth)>,
    /// The parts of what it shares with no other page.
    resources: Vec<String>,
}

/// How deep something lies that says so, or does not.
fn depth(said: Option<&str>, otherwise: Depth) -> Depth {
    match said.map(str::trim) {
        Some("Background") => Depth::Background,
        Some("Body") => Depth::Body,
        Some("Foreground") => Depth::Foreground,
        _ => otherwise,
    }
}

fn around(package: &Package<'_>, text: &str, part: &str, limits: &Limits) -> Result<Around, ReadError> {
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
                        let depth = depth(element.attribute("ZOrder")?.as_deref(), Depth::Background);
                        let id = element.attribute("TemplateID")?;
                        around.templates.extend(id.map(|id| (id.trim().to_owned(), depth)));
                    }
                    "Layer" => return Ok(around),
                    _ => {}
                }
            }
            Node::Text(text) => match inside.as_deref() {
                Some("PhysicalBox") => around.area = numbers::area(&text).or(around.area),
                Some("PageRes") if around.resources.len() < MOST_TEMPLATES => {
                    around.resources.extend(structure::part(package, part, &text));
                }
                _ => {}
            },
            Node::Close => inside = None,
            Node::End => return Ok(around),
        }
    }
}

/// What a thing is drawn in.
pub(super) struct Surroundings<'s> {
    resources: &'s Resources,
    /// Where its coordinates lie on the page.
    frame: Matrix,
    /// How much of what it covers is covered, from 0 to 1.
    cover: f64,
    /// How many graphics it is within.
    depth: usize,
}

impl<'s> Surroundings<'s> {
    /// The page itself.
    pub(super) fn of(resources: &'s Resources) -> Self {
        Self { resources, frame: Matrix::default(), cover: 1.0, depth: 0 }
    }

    /// An area of the page with coordinates of its own.
    pub(super) fn at(self, [left, top, ..]: [f64; 4]) -> Self {
        Self { frame: Matrix::moved(left, top), ..self }
    }
}

impl Drawn {
    /// Draws a thing.
    pub(super) fn thing(
        &mut self,
        mut thing: Thing,
        around: &Surroundings<'_>,
        faces: &mut Typefaces,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        if let Some(number) = thing.object.settings(thing.layer.as_deref()) {
            thing.object.take(&around.resources.settings(number));
        }
        thing.object.cover *= around.cover;
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
                let round = |step: &Step| matches!(step, Step::Curve(_));
                self.outlines += usize::from(area.is_some() && steps.iter().any(round));
                self.canvas.path(&steps, line, area);
            }
            Kind::Picture if object.is_visible() => {
                let number = object.graphic.as_deref().unwrap_or_default();
                let solid = object.covers_all() && around.resources.is_solid(number);
                self.picture(object, around, solid);
            }
            Kind::Picture => {}
            Kind::Composite if object.is_visible() => self.composite(object, &frame, around, faces, meter)?,
            Kind::Composite => {}
        }
        object.clips.iter().for_each(|_| self.canvas.uncut());
        if let Some(address) = object.link.as_deref() {
            self.link(object.area, around, address, meter)?;
        }
        let drawn = self.canvas.len();
        meter.renewed(drawn.saturating_sub(std::mem::replace(&mut self.counted, drawn)))
    }

    /// An area leads to an address.
    pub(super) fn link(
        &mut self,
        [left, top, width, height]: [f64; 4],
        around: &Surroundings<'_>,
        address: &str,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        if address.trim().is_empty() {
            return Ok(());
        }
        meter.nodes(1)?;
        meter.characters(address.len())?;
        let corners = [(left, top), (left + width, top + height)].map(|corner| around.frame.point(corner));
        self.canvas.link(corners, address);
        Ok(())
    }

    /// Draws a blank in the place of a picture.
    fn picture(&mut self, object: &Object, around: &Surroundings<'_>, solid: bool) {
        let [left, top, width, height] = object.area;
        let (from, to) = (around.frame.point((left, top)), around.frame.point((left + width, top + height)));
        let covered = self.canvas.picture([from.0, from.1, to.0 - from.0, to.1 - from.1], solid);
        self.covered = self.covered.max(covered);
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
            // Its place is not blank.
            self.picture(object, around, false);
            return Ok(());
        };
        let (cover, depth) = (object.cover, around.depth + 1);
        let within = Surroundings { resources: around.resources, frame: *frame, cover, depth };
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
        if ink.is_seen() {
            self.characters += glyphs.iter().filter(|((c, _), _)| !c.is_whitespace()).count();
        }
        let [right, up] = object.directions(frame);
        self.canvas.line(&Line { glyphs, right, up, ink, bold }, faces, meter)
    }
}
