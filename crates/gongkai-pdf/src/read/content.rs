//! What a page draws: characters with their places, ruling lines and pictures.

mod appearance;
mod blanks;
mod device;
mod layers;
mod left_out;
mod lettered;
mod letters;
mod naming;
mod shapes;
mod sizes;
mod veils;
mod weight;

use std::collections::{BTreeSet, HashSet};

use gongkai_core::document::{Colour, Position, Remark, RemarkKind};
use gongkai_core::format::{Meter, ReadError};
use gongkai_core::words::Text;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::ObjectIdentifier;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Line, Point, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret, interpret_page};

use super::boxes;
pub(super) use super::characters::{Flow, Glyph};
use super::characters::{RawGlyph, figures_aslant, lean, turned};
use super::digits::Digits;
use super::draws::Draws;
use super::fold::UNREADABLE;
use super::forms::Forms;
use super::ink::{Ground, unseen};
use super::notes::{self, Note};
use super::overprint;
use super::strikes;
use layers::Layers;
use lettered::Lettered;
use naming::Inked;
pub(super) use naming::MOST_OF_A_CODE;
use sizes::Sizes;
use veils::Veil;

/// A straight line along an axis; `at` is its place on the other axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// Whether some of them lie on others.
    pub(super) overprinted: bool,
    /// Horizontal lines.
    pub(super) across: Vec<Segment>,
    /// Vertical lines.
    pub(super) down: Vec<Segment>,
    /// Areas that are filled with one colour.
    pub(super) shades: Vec<Rect>,
    /// The pictures that it draws, and how much of the page the largest covers, from 0 to 1.
    pub(super) pictures: Vec<Picture>,
    pub(super) covered: f64,
    /// The addresses of its links, by the numbers that its characters bear, less one.
    pub(super) links: Vec<String>,
    /// What is to be said of the notes and form fields that lie over it.
    pub(super) remarks: Vec<Remark>,
    /// Characters drawn in no ink: the text that scanners' recognition lays under a picture.
    pub(super) hidden: usize,
    /// Characters outside the page or the clip, which nobody sees.
    pub(super) clipped: usize,
    /// Characters aslant, of a watermark.
    pub(super) aslant: usize,
    /// Characters whose font does not say which they are.
    pub(super) unreadable: usize,
    /// How many pieces of its content cannot be unpacked.
    pub(super) broken: usize,
}

/// A picture, or a drawing that is neither text nor a ruling.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    pub(super) area: Rect,
    /// The number of the step that drew it.
    step: u32,
    /// Whether it is large and was drawn before most of the text: the ground that the page stands on.
    pub(super) ground: bool,
    /// Whether it is made of lines and areas, as letters turned into outlines are.
    pub(super) drawn: bool,
}

impl Picture {
    /// A drawing in a cell's text, by the step that drew it.
    pub(super) fn drawn(area: Rect, step: u32) -> Self {
        Self { area, step, ground: false, drawn: true }
    }
}

/// What all pages of a file are read with.
pub(super) struct Interpreting<'a> {
    pub(super) cache: InterpreterCache<'a>,
    pub(super) settings: InterpreterSettings,
    pub(super) forms: Forms<'a>,
    pub(super) draws: Draws,
    /// How many times larger than they are printed its pages are read, as the last of them was.
    pub(super) scale: f64,
    pub(super) digits: Digits,
    /// The faces that are known not to be made of drawings.
    pub(super) outlined: HashSet<ObjectIdentifier>,
    /// The watermarks of the pages that were read.
    pub(super) watermarks: BTreeSet<String>,
}

/// Reads what a page draws, with the notes and form fields that lie over it. Pictures are noted and never decoded.
///
/// A page is read as large as it is printed. One whose text is no size that people read, for it was drawn in other units
/// or is one sheet of many on a sheet, is read again at the scale at which its text has the size of text.
pub(super) fn read_page<'a>(
    page: &Page<'a>,
    number: usize,
    with: &mut Interpreting<'a>,
    meter: &mut Meter,
) -> Result<PageContent, ReadError> {
    let unit = page.raw().get::<f64>(b"UserUnit").filter(|unit| UNITS.contains(unit)).unwrap_or(1.0);
    let (content, sizes) = read_at(page, number, unit * with.scale, with, meter)?;
    let Some(factor) = sizes.factor() else { return Ok(content) };
    // Tables go on from page to page: the pages that follow are read at the same scale.
    with.scale *= factor;
    Ok(read_at(page, number, unit * with.scale, with, meter)?.0)
}

/// Reads a page at a scale; the sizes of its text come with it.
fn read_at<'a>(
    page: &Page<'a>,
    number: usize,
    scale: f64,
    with: &mut Interpreting<'a>,
    meter: &mut Meter,
) -> Result<(PageContent, Sizes), ReadError> {
    with.draws.admit(page, meter)?;
    let notes = notes::of_page(page, number, &with.forms, meter)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (scale * f64::from(width), scale * f64::from(height));
    let transform = Affine::scale(scale) * Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, width, height);
    let mut collector = Collector {
        content: PageContent { width, height, ..PageContent::default() },
        layers: Layers::of(&with.forms),
        bounds,
        clips: vec![Clip { area: bounds, exact: true }],
        veils: Vec::new(),
        inked: Inked::default(),
        sizes: Sizes::default(),
        lettered: Lettered::default(),
        blank: blanks::draw_nothing(page, &mut with.outlined, meter)?,
        digits: std::mem::take(&mut with.digits),
        meter,
        raw: Vec::new(),
        number,
        step: 0,
        clipped_to: None,
        marks: 0,
        grounds: Vec::new(),
        over_page: false,
        over: Vec::new(),
        aslant: Vec::new(),
    };
    let mut context = Context::new(transform, bounds, &with.cache, page.xref(), with.settings.clone());
    match left_out::without_hidden(page, &with.forms, collector.meter)? {
        Some(left) => {
            left.layers.iter().for_each(|layer| collector.layers.note(layer));
            interpret(TypedIter::new(&left.content), page.resources(), &mut context, &mut collector);
        }
        None => interpret_page(page, &mut context, &mut collector),
    }
    collector.over_page = true;
    let mut links = Vec::new();
    let mut struck = Vec::new();
    let mut fields = Vec::new();
    for note in notes.notes {
        match note {
            Note::Drawn(appearance) => {
                fields.push(transform.transform_rect_bbox(appearance.area));
                if let Some(form) = &appearance.form {
                    with.draws.admit_form(form, page.resources(), collector.meter)?;
                }
                collector.appearance(page, &appearance, transform, with);
            }
            Note::Struck(area) => struck.push(transform.transform_rect_bbox(area)),
            Note::Link(area, address) => links.push((transform.transform_rect_bbox(area), address)),
        }
    }
    let off = collector.layers.remarks(number);
    let drawn = &mut collector.content;
    boxes::remove(&fields, &mut drawn.across, &mut drawn.down, collector.meter)?;
    let sizes = std::mem::take(&mut collector.sizes);
    with.digits = std::mem::take(&mut collector.digits);
    let mut content = collector.finish(&struck, &links, &mut with.watermarks)?;
    content.remarks.extend(notes.remarks);
    content.remarks.extend(off);
    content.broken = with.draws.take_broken();
    Ok((content, sizes))
}

/// How the characters of one run are drawn.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// The face, by its program, where the file brings one.
    face: Option<u128>,
    /// The colour of their ink, where it is plain.
    ink: Option<Colour>,
    bold: bool,
}

/// What a clip leaves of the page.
#[derive(Debug, Clone, Copy)]
struct Clip {
    area: Rect,
    /// Whether it is the whole of this area, and not a figure within it.
    exact: bool,
}

struct Collector<'b, 'f> {
    content: PageContent,
    layers: Layers<'b, 'f>,
    bounds: Rect,
    clips: Vec<Clip>,
    /// Through what all that is drawn now is seen.
    veils: Vec<Veil>,
    inked: Inked,
    sizes: Sizes,
    lettered: Lettered,
    /// Whether letters made of drawings draw nothing.
    blank: bool,
    digits: Digits,
    meter: &'b mut Meter,
    raw: Vec<RawGlyph>,
    /// The page's number.
    number: usize,
    /// How many times something was drawn.
    step: u32,
    /// Where the last character that nobody sees ends, when the next one is still to come.
    clipped_to: Option<Point>,
    /// How many marks of unseen characters stand among those seen.
    marks: usize,
    /// The areas that were filled, in their order.
    grounds: Vec<Ground>,
    /// Whether what is drawn is a note over the page: its lines are no sides of a table's cells.
    over_page: bool,
    /// The horizontal lines of notes over the page.
    over: Vec<Segment>,
    /// The straight lines along no axis.
    aslant: Vec<Line>,
}

/// How many points a unit of a page may be.
const UNITS: std::ops::RangeInclusive<f64> = 0.01..=1000.0;
/// How much of the page a picture covers at least that others stand on.
const GROUND: f64 = 0.1;

impl Collector<'_, '_> {
    fn clip(&self) -> Rect {
        self.clips.last().map_or(self.bounds, |clip| clip.area)
    }

    fn is_exactly_clipped(&self) -> bool {
        self.clips.iter().all(|clip| clip.exact)
    }

    /// The number of the next step of drawing.
    fn next_step(&mut self) -> u32 {
        self.step = self.step.wrapping_add(1);
        self.step
    }

    fn finish(
        mut self,
        struck: &[Rect],
        links: &[(Rect, String)],
        watermarks: &mut BTreeSet<String>,
    ) -> Result<PageContent, ReadError> {
        let turned = turned(&self.raw);
        let (width, height) = (self.content.width, self.content.height);
        // A page whose text mostly runs up or down was turned when it was made: it is read upright.
        let upright = match turned {
            Some(Flow::Up) => Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
            Some(Flow::Down) => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
            Some(Flow::Over) => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]),
            _ => Affine::IDENTITY,
        };
        if let Some(flow) = turned {
            self.turn(upright, if flow == Flow::Over { (width, height) } else { (height, width) });
        }
        let lean = lean(&self.raw);
        let aslant = figures_aslant(&self.raw, upright, lean);
        self.meter.work(aslant.len())?;
        self.content.pictures.extend(aslant.into_iter().map(|(area, step)| Picture::drawn(area, step)));
        for raw in std::mem::take(&mut self.raw) {
            let unreadable = raw.char == UNREADABLE;
            let Some(glyph) = raw.placed(upright, lean) else {
                self.content.aslant += 1;
                continue;
            };
            self.content.unreadable += usize::from(unreadable);
            self.content.glyphs.push(glyph);
        }
        self.content.unreadable = self.content.unreadable.saturating_sub(self.marks);
        let page = Rect::new(0.0, 0.0, self.content.width, self.content.height).area().max(1.0);
        for picture in self.content.pictures.iter_mut().filter(|picture| picture.area.area() > GROUND * page) {
            self.meter.work(self.content.glyphs.len())?;
            let before = self.content.glyphs.iter().filter(|glyph| glyph.drawn.step < picture.step).count();
            picture.ground = before.saturating_mul(3) <= self.content.glyphs.len();
        }
        let areas =
            |areas: &[Rect]| -> Vec<Rect> { areas.iter().map(|area| upright.transform_rect_bbox(*area)).collect() };
        let content = &mut self.content;
        let (hidden, blots) = unseen(&mut content.glyphs, &self.grounds, self.meter)?;
        content.hidden += hidden;
        content.pictures.extend(blots);
        let (said, overprinted) = overprint::part(&mut content.glyphs, watermarks, self.meter)?;
        content.overprinted = overprinted;
        if !said.is_empty() {
            let said = Text::quotation(&said.join("”“"));
            let detail = format!(
                "与正文重叠的浅色文字{}（如水印）未读 / pale text over the page's own, as of a watermark, not read: {}",
                said.zh, said.en
            );
            content.remarks.push(Remark::new(RemarkKind::NotShown, detail, Position::default().page(self.number)));
        }
        let coloured = |ground: &&Ground| ground.colour.is_some_and(|colour| colour != Colour::WHITE);
        let shades = self.grounds.iter().filter(|ground| ground.is_whole()).filter(coloured);
        content.shades = shades.map(|ground| ground.area).collect();
        strikes::mark(&mut content.glyphs, &mut content.across, &content.down, self.meter)?;
        strikes::mark(&mut content.glyphs, &mut self.over, &[], self.meter)?;
        let aslant: Vec<Line> = self.aslant.iter().map(|line| upright * *line).collect();
        strikes::mark_aslant(&mut content.glyphs, &aslant, self.meter)?;
        strikes::mark_turned(&mut content.glyphs, &mut content.down, &content.across, self.meter)?;
        strikes::mark_areas(&mut content.glyphs, &areas(struck), self.meter)?;
        for (number, (area, address)) in (1_u16..).zip(links) {
            self.meter.work(content.glyphs.len())?;
            let area = upright.transform_rect_bbox(*area);
            content
                .glyphs
                .iter_mut()
                .filter(|glyph| area.contains(glyph.middle()))
                .for_each(|glyph| glyph.link = number);
            content.links.push(address.clone());
        }
        Ok(self.content)
    }

    /// Turns the page's lines and areas as its text is turned.
    fn turn(&mut self, upright: Affine, (width, height): (f64, f64)) {
        (self.content.width, self.content.height) = (width, height);
        let (across, down) = (std::mem::take(&mut self.content.across), std::mem::take(&mut self.content.down));
        self.bounds = Rect::new(0.0, 0.0, width, height);
        self.clips.clear();
        self.over_page = false;
        for line in across {
            self.ruling(upright * Point::new(line.from, line.at), upright * Point::new(line.to, line.at));
        }
        for line in down {
            self.ruling(upright * Point::new(line.at, line.from), upright * Point::new(line.at, line.to));
        }
        self.over.clear();
        self.grounds.iter_mut().for_each(|ground| ground.turn(upright));
        for picture in &mut self.content.pictures {
            picture.area = upright.transform_rect_bbox(picture.area);
        }
    }
}
