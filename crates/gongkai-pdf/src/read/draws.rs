//! How much a page asks to be interpreted, counted before the interpreter begins.
//!
//! The interpreter tells its device what is drawn, not what is read: a form of a million signs that draw nothing,
//! drawn a million times, would pass unseen. So the content is walked here as it will be interpreted, and every byte
//! of it counts as often as it would be read. The count depends on the file alone, so a file is read or refused alike
//! on a busy machine and on an idle one.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::content::{Instruction, UntypedIter};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::budget::Overrun;

/// The most bytes of content that a file may ask to be interpreted; a page of a report has some ten thousand.
pub(super) const MOST_CONTENT: usize = 32 << 20;
/// What one more drawing costs beside its bytes, as bytes: its state is set up and its stream unpacked.
const DRAWING: usize = 1 << 10;
/// What a picture costs, which is never unpacked.
const PICTURE: usize = 64;
/// A font is looked into and not drawn; a byte of its program costs so many times less than one of content.
const FONT_SHARE: usize = 16;
/// Forms within forms, as many as the interpreter follows: what lies deeper would be left out in silence.
pub(super) const DEEPEST: usize = 50;

/// What is known of the drawings of one file.
#[derive(Debug, Default)]
pub(super) struct Draws {
    spent: usize,
    /// What a form costs within the resources of a page or form; nothing while it is being walked.
    forms: HashMap<(ObjectIdentifier, Option<ObjectIdentifier>), Option<usize>>,
    /// How many forms are being walked, each within the one before.
    depth: usize,
    fonts: HashSet<ObjectIdentifier>,
}

impl Draws {
    /// Counts what a page asks for, with all pages before it.
    pub(super) fn admit(&mut self, page: &Page<'_>) -> Result<(), Overrun> {
        // Forms without resources of their own use the page's, which may be others.
        self.forms.retain(|(_, owner), _| owner.is_some());
        let cost = self.content(page.page_stream().unwrap_or_default(), page.resources(), None)?;
        self.spent = within(self.spent.saturating_add(cost))?;
        Ok(())
    }

    /// What a stretch of content costs with all that it draws.
    fn content(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        owner: Option<ObjectIdentifier>,
    ) -> Result<usize, Overrun> {
        let mut cost = within(bytes.len().saturating_add(DRAWING))?;
        let mut instructions = UntypedIter::new(bytes);
        while let Some(instruction) = instructions.next() {
            let Some(name) = named(&instruction) else { continue };
            let operator: &[u8] = instruction.operator;
            let more = match operator {
                b"Do" => match resources.get_x_object(name) {
                    Some(stream) => self.drawing(&stream, resources, owner)?,
                    None => 0,
                },
                b"Tf" => resources.get_font(name).map_or(0, |font| self.font(&font)),
                b"sh" => resources.get_shading(name).map_or(0, |shading| packed(&shading)),
                b"scn" | b"SCN" => resources.get_pattern(name).map_or(0, |pattern| packed(&pattern)),
                b"gs" => resources
                    .get_ext_g_state(name)
                    .and_then(|state| state.get::<Dict<'_>>(b"SMask")?.get::<Stream<'_>>(b"G"))
                    .map_or(0, |mask| unpacked(&mask)),
                _ => 0,
            };
            cost = within(cost.saturating_add(more))?;
        }
        Ok(cost)
    }

    fn drawing(
        &mut self,
        stream: &Stream<'_>,
        resources: &Resources<'_>,
        owner: Option<ObjectIdentifier>,
    ) -> Result<usize, Overrun> {
        if stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Image") {
            return Ok(PICTURE);
        }
        let id = stream.obj_id();
        let own = stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let owner = if own.is_some() { Some(id) } else { owner };
        match self.forms.get(&(id, owner)) {
            Some(Some(cost)) => return Ok(*cost),
            // A form that draws itself.
            Some(None) => return Err(Overrun::Content),
            None if self.depth >= DEEPEST => return Err(Overrun::Depth),
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

    /// What a font costs that was not met before.
    fn font(&mut self, font: &Dict<'_>) -> usize {
        if font.obj_id().is_some_and(|id| !self.fonts.insert(id)) {
            return 0;
        }
        let descendant = font.get::<Array<'_>>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let described = descendant.as_ref().unwrap_or(font);
        let program = described.get::<Dict<'_>>(b"FontDescriptor").and_then(|descriptor| {
            let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
            keys.into_iter().find_map(|key| descriptor.get::<Stream<'_>>(key))
        });
        let names = font.get::<Stream<'_>>(b"ToUnicode").map_or(0, |names| names.raw_data().len());
        DRAWING + names + program.map_or(0, |program| program.raw_data().len() / FONT_SHARE)
    }
}

/// The resource that an instruction names, which is its last operand.
fn named<'i, 'a>(instruction: &Instruction<'i, 'a>) -> Option<&'i Name<'a>> {
    let names =
        instruction.operands().filter_map(|operand| if let Object::Name(name) = operand { Some(name) } else { None });
    names.last()
}

fn packed(object: &Object<'_>) -> usize {
    if let Object::Stream(stream) = object { unpacked(stream) } else { DRAWING }
}

fn unpacked(stream: &Stream<'_>) -> usize {
    stream.decoded_data().map_or(0, |bytes| bytes.len()).saturating_add(DRAWING)
}

fn within(cost: usize) -> Result<usize, Overrun> {
    if cost > MOST_CONTENT { Err(Overrun::Content) } else { Ok(cost) }
}
