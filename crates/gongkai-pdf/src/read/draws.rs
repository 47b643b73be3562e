//! How much a page asks to be interpreted, counted before the interpreter begins.
//!
//! The interpreter tells its device what is drawn, not what is read: a form of a million signs that draw nothing,
//! drawn a million times, would pass unseen, and a string of a million characters would be laid out whole before the
//! first of them is told. So the content is walked here as it will be interpreted, and every byte of it counts as often
//! as it would be read. The count depends on the file alone, so a file is read or refused alike on a busy machine and
//! on an idle one.

use std::collections::{HashMap, HashSet};

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::hayro_syntax::content::{Instruction, UntypedIter};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::paints;
use super::streams::Streams;
use super::typefaces::{Face, Typefaces};

/// How many bytes of content are one step of work.
const STEP: usize = 2;
/// What one more drawing costs beside its bytes, as bytes: its state is set up and its stream unpacked.
pub(super) const DRAWING: usize = 1 << 10;
/// What a picture costs, which is never unpacked.
const PICTURE: usize = 64;
/// Forms within forms, as many as the interpreter follows: what lies deeper would be left out in silence.
pub(super) const DEEPEST: usize = 50;
/// The most bytes of text that one operator draws: they are laid out before the first of them is told.
pub(super) const STRING: usize = 16 << 10;
/// The most lengths of a dash pattern, which is kept with every state of drawing; people use up to six.
pub(super) const DASHES: usize = 1 << 10;
/// The most pieces of one path; a map of a country has fewer.
pub(super) const PATH: usize = 300_000;
/// The most bytes of outlines that letters may hold as a clip.
pub(super) const CLIP: usize = 128 << 20;

/// What is known of the drawings of one file.
#[derive(Debug, Default)]
pub(super) struct Draws {
    /// What a form costs within the resources of a page or form; nothing while it is being walked.
    forms: HashMap<(ObjectIdentifier, Option<ObjectIdentifier>), Option<usize>>,
    /// How many forms are being walked, each within the one before.
    depth: usize,
    faces: Typefaces,
    streams: Streams,
    /// The damaged streams that were met, and how many of them the page at hand draws.
    met: HashSet<ObjectIdentifier>,
    broken: usize,
}

/// What a stretch of content has set up so far.
#[derive(Debug, Default)]
struct State {
    path: usize,
    /// The most bytes of one letter's outline in the face in use.
    outline: usize,
    /// Whether letters clip what is drawn after them.
    clips: bool,
    held: usize,
}

impl Draws {
    /// Nothing walked yet of a file that has these streams.
    pub(super) fn of(streams: Streams) -> Self {
        Self { streams, ..Self::default() }
    }

    /// How many pieces of content that cannot be unpacked were met since this was asked.
    pub(super) fn take_broken(&mut self) -> usize {
        std::mem::take(&mut self.broken)
    }

    /// How many damaged streams no page draws: what faces, lists of objects or other things of the file are made of.
    pub(super) fn broken_beside(&self) -> usize {
        self.streams.damaged.difference(&self.met).count()
    }

    fn meet(&mut self, stream: ObjectIdentifier) {
        if self.streams.damaged.contains(&stream) {
            self.broken += 1;
            self.met.insert(stream);
        }
    }

    /// Counts what a page asks for.
    pub(super) fn admit(&mut self, page: &Page<'_>, meter: &mut Meter) -> Result<(), ReadError> {
        // Forms without resources of their own use the page's, which may be others.
        self.forms.retain(|(_, owner), _| owner.is_some());
        if !self.streams.damaged.is_empty() {
            let contents = page.raw();
            let alone = contents.get::<Stream<'_>>(b"Contents").map(|stream| stream.obj_id());
            let several = contents.get::<Array<'_>>(b"Contents");
            let several = several.iter().flat_map(|streams| streams.iter::<Stream<'_>>()).map(|stream| stream.obj_id());
            let ids: Vec<ObjectIdentifier> = alone.into_iter().chain(several).collect();
            ids.into_iter().for_each(|id| self.meet(id));
        }
        meter.work(contents_size(page, &self.streams) / STEP)?;
        let cost = self.content(page.page_stream().unwrap_or_default(), page.resources(), None)?;
        meter.work(cost / STEP)
    }

    /// Counts what a form drawn by itself asks for, such as the appearance of a note.
    pub(super) fn admit_form(
        &mut self,
        form: &Stream<'_>,
        resources: &Resources<'_>,
        meter: &mut Meter,
    ) -> Result<(), ReadError> {
        self.forms.retain(|(_, owner), _| owner.is_some());
        let cost = self.drawing(form, resources, None)?;
        meter.work(cost / STEP)
    }

    /// What a stretch of content costs with all that it draws.
    fn content(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        owner: Option<ObjectIdentifier>,
    ) -> Result<usize, ReadError> {
        let mut cost = bytes.len().saturating_add(DRAWING);
        let mut state = State::default();
        let mut instructions = UntypedIter::new(bytes);
        // The outlines of the faces that are set again and again; one that was met costs nothing more.
        let mut met: HashMap<Vec<u8>, usize> = HashMap::new();
        while let Some(instruction) = instructions.next() {
            let operator: &[u8] = instruction.operator;
            state.follow(operator, &instruction)?;
            let Some(name) = named(&instruction) else { continue };
            let more = match operator {
                b"Do" => match resources.get_x_object(name) {
                    Some(stream) => self.drawing(&stream, resources, owner)?,
                    None => 0,
                },
                b"Tf" => match met.get(name.as_ref()) {
                    Some(outline) => {
                        state.outline = *outline;
                        0
                    }
                    None => match self.face(resources, name)? {
                        Some((face, again)) => {
                            state.outline = face.outline;
                            if again {
                                met.insert(name.as_ref().to_vec(), face.outline);
                            }
                            face.cost
                        }
                        None => 0,
                    },
                },
                b"sh" => resources.get_shading(name).map_or(Ok(0), |shading| paints::cost(&shading))?,
                b"scn" | b"SCN" => resources.get_pattern(name).map_or(Ok(0), |pattern| paints::cost(&pattern))?,
                b"cs" | b"CS" => resources.get_color_space(name).map_or(Ok(0), |space| paints::cost(&space))?,
                b"gs" => match resources.get_ext_g_state(name) {
                    Some(dictionary) => self.graphics_state(&dictionary)?,
                    None => 0,
                },
                _ => 0,
            };
            cost = cost.saturating_add(more);
        }
        Ok(cost)
    }

    /// What the face of a name costs, and whether it costs nothing more when it is set again.
    fn face(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Result<Option<(Face, bool)>, ReadError> {
        let id = resources.fonts.get_ref(name.as_ref()).map(ObjectIdentifier::from);
        if let Some(face) = id.and_then(|id| self.faces.known(id)) {
            return Ok(Some((face, true)));
        }
        let Some(font) = resources.get_font(name) else { return Ok(None) };
        Ok(Some((self.faces.admit(&font, &self.streams)?, font.obj_id().is_some())))
    }

    /// What a dictionary of settings costs: its functions, its mask, its dashes and its face.
    fn graphics_state(&mut self, dictionary: &Dict<'_>) -> Result<usize, ReadError> {
        let mut cost = paints::cost(&Object::Dict(dictionary.clone()))?;
        if let Some(dashes) = dictionary.get::<Array<'_>>(b"D").and_then(|array| array.iter::<Array<'_>>().next()) {
            dashed(&dashes)?;
        }
        if let Some(face) = dictionary.get::<Array<'_>>(b"Font").and_then(|array| array.iter::<Dict<'_>>().next()) {
            cost = cost.saturating_add(self.faces.admit(&face, &self.streams)?.cost);
        }
        Ok(cost)
    }

    fn drawing(
        &mut self,
        stream: &Stream<'_>,
        resources: &Resources<'_>,
        owner: Option<ObjectIdentifier>,
    ) -> Result<usize, ReadError> {
        if stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Image") {
            let space = stream.dict().get::<Object<'_>>(b"ColorSpace");
            return Ok(space.map_or(Ok(0), |space| paints::cost(&space))?.saturating_add(PICTURE));
        }
        let id = stream.obj_id();
        self.meet(id);
        let own = stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let owner = if own.is_some() { Some(id) } else { owner };
        match self.forms.get(&(id, owner)) {
            Some(Some(cost)) => return Ok(*cost),
            // A form that draws itself.
            Some(None) => return Err(too_deep()),
            None if self.depth >= DEEPEST => return Err(too_deep()),
            None => {}
        }
        self.forms.insert((id, owner), None);
        self.depth += 1;
        let bytes = stream.decoded_data().unwrap_or_default();
        let cost = self.content(&bytes, own.as_ref().unwrap_or(resources), owner)?;
        self.depth -= 1;
        self.forms.insert((id, owner), Some(cost));
        Ok(cost)
    }
}

impl State {
    /// Follows an operator as far as it makes the interpreter hold something.
    fn follow(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) -> Result<(), ReadError> {
        match operator {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" => self.path += 1,
            b"re" => self.path += 5,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => self.path = 0,
            b"BT" | b"ET" => self.held = 0,
            b"Tr" => self.clips = instruction.operands().any(|mode| number(mode).is_some_and(|mode| mode >= 4.0)),
            b"d" => {
                if let Some(Object::Array(dashes)) = instruction.operands().next() {
                    dashed(dashes)?;
                }
            }
            b"Tj" | b"TJ" | b"'" | b"\"" if self.clips || written(instruction) > STRING => {
                let bytes = shown(instruction);
                within(bytes, STRING, "一次绘制的文字字节数 / bytes of text drawn at once")?;
                if self.clips {
                    self.held = self.held.saturating_add(bytes.saturating_mul(self.outline));
                    within(self.held, CLIP, "用作裁剪的文字轮廓 / outlines of letters used as a clip")?;
                }
            }
            _ => {}
        }
        within(self.path, PATH, "一条路径的线段数 / pieces of one path")
    }
}

/// In how many bytes the text that an operator draws is written: at least as many as it has when it is drawn.
fn written(instruction: &Instruction<'_, '_>) -> usize {
    let length = |object: &Object<'_>| match object {
        Object::Array(array) => array.data().len(),
        Object::String(text) => text.as_bytes().len(),
        _ => 1,
    };
    instruction.operands().map(length).fold(0, usize::saturating_add)
}

/// How many bytes of text an operator draws, where every number between strings counts as one.
fn shown(instruction: &Instruction<'_, '_>) -> usize {
    let length = |object: &Object<'_>| match object {
        Object::String(text) => text.as_bytes().len(),
        _ => 1,
    };
    let operand = |object: &Object<'_>| match object {
        Object::Array(array) => {
            let mut sum = 0_usize;
            for object in array.iter::<Object<'_>>() {
                sum = sum.saturating_add(length(&object));
                if sum > STRING {
                    break;
                }
            }
            sum
        }
        other => length(other),
    };
    instruction.operands().map(operand).fold(0, usize::saturating_add)
}

fn dashed(dashes: &Array<'_>) -> Result<(), ReadError> {
    within(dashes.iter::<Object<'_>>().take(DASHES + 1).count(), DASHES, "虚线的段数 / lengths of a dash pattern")
}

fn number(object: &Object<'_>) -> Option<f64> {
    if let Object::Number(number) = object { Some(Number::as_f64(number)) } else { None }
}

/// The resource that an instruction names, which is its last operand.
fn named<'i, 'a>(instruction: &Instruction<'i, 'a>) -> Option<&'i Name<'a>> {
    let names =
        instruction.operands().filter_map(|operand| if let Object::Name(name) = operand { Some(name) } else { None });
    names.last()
}

/// How many bytes a page's streams unpack to; the page puts them together into one, however often each is named.
fn contents_size(page: &Page<'_>, known: &Streams) -> usize {
    let Some(streams) = page.raw().get::<Array<'_>>(b"Contents") else { return 0 };
    let mut sizes: HashMap<ObjectIdentifier, usize> = HashMap::new();
    let mut sum = 0_usize;
    for stream in streams.iter::<Stream<'_>>() {
        let size = sizes.entry(stream.obj_id()).or_insert_with(|| known.size(&stream));
        sum = sum.saturating_add(*size + 1);
    }
    sum
}

pub(super) fn within(count: usize, limit: usize, what: &'static str) -> Result<(), ReadError> {
    if count > limit { Err(ReadError::TooLarge { what, limit }) } else { Ok(()) }
}

fn too_deep() -> ReadError {
    ReadError::TooLarge { what: "图形嵌套层数 / forms within forms", limit: DEEPEST }
}
