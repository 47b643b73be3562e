//! One face: its names, what it measures, and its bytes for whoever embeds it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider, Tag};

const WEIGHT_AXIS: Tag = Tag::new(b"wght");

/// How many subsets of a face are kept.
const SUBSETS: usize = 2;

/// A face of a font file, or one weight of a variable one. Of its tables only what texts need is read: a Chinese face has
/// tens of thousands of characters, a report a few hundred.
#[derive(Debug)]
pub struct Face {
    database: Arc<fontdb::Database>,
    id: fontdb::ID,
    family: String,
    post_script_name: String,
    weight: u16,
    /// Whether the file varies in weight, and so must be set to one.
    varies: bool,
    path: Option<std::path::PathBuf>,
    index: u32,
    metrics: OnceLock<Option<FaceMetrics>>,
    /// The characters that were looked up so far, those too that the face lacks.
    glyphs: RwLock<HashMap<char, Option<FaceGlyph>>>,
    /// The subsets that were made last, for the filings of a batch whose pages use the same glyphs of the face.
    subsets: Mutex<Vec<Made>>,
}

/// The program of a subset, and the glyphs that it is of.
type Made = (Vec<u16>, Arc<FontProgram>);

/// The program of a subset: a font without a table of characters, so that whoever embeds it says which glyphs show what.
#[derive(Debug)]
pub struct FontProgram {
    bytes: Vec<u8>,
    packed: OnceLock<Vec<u8>>,
}

impl FontProgram {
    /// The font file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The program as PDF files carry it, packed by whoever writes the first of them and kept for the others of a batch.
    pub fn packed(&self, pack: impl FnOnce() -> Vec<u8>) -> &[u8] {
        self.packed.get_or_init(pack)
    }
}

/// A glyph of a face with its advance in the units of the face's em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaceGlyph {
    /// The glyph's id in the face.
    pub id: u16,
    /// How far it moves the pen, in units of the em.
    pub advance: u16,
}

/// The measures of a face in units of its em, for font descriptors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaceMetrics {
    /// Units of one em.
    pub units_per_em: u16,
    /// The height above the baseline.
    pub ascent: i16,
    /// The depth below the baseline, negative.
    pub descent: i16,
    /// The box around every glyph: left, bottom, right, top.
    pub bounds: [i16; 4],
}

/// Whether a face of a file can be set to any weight.
pub(super) fn varies(bytes: &[u8], index: u32) -> bool {
    FontRef::from_index(bytes, index).is_ok_and(|font| font.axes().get_by_tag(WEIGHT_AXIS).is_some())
}

/// Whether a face of a file has a character.
pub(super) fn has(bytes: &[u8], index: u32, character: char) -> bool {
    let glyph = FontRef::from_index(bytes, index).ok().and_then(|font| font.charmap().map(character));
    glyph.is_some_and(|glyph| glyph.to_u32() != 0)
}

impl Face {
    pub(crate) fn new(database: &Arc<fontdb::Database>, info: &fontdb::FaceInfo, weight: u16, varies: bool) -> Self {
        let path = match &info.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(path.clone()),
            fontdb::Source::Binary(_) => None,
        };
        Self {
            database: Arc::clone(database),
            id: info.id,
            family: info.families.first().map(|(name, _)| name.clone()).unwrap_or_default(),
            post_script_name: info.post_script_name.clone(),
            weight,
            varies,
            path,
            index: info.index,
            metrics: OnceLock::new(),
            glyphs: RwLock::default(),
            subsets: Mutex::default(),
        }
    }

    /// The program of the subset of some glyphs: one that was made before, or else what is made now.
    pub(crate) fn subset<E>(
        &self,
        glyphs: Vec<u16>,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<FontProgram>, E> {
        let made = || self.subsets.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().iter().find(|(known, _)| *known == glyphs).map(|(_, program)| Arc::clone(program));
        if let Some(known) = known {
            return Ok(known);
        }
        let program = Arc::new(FontProgram { bytes: make()?, packed: OnceLock::new() });
        let mut made = made();
        made.insert(0, (glyphs, Arc::clone(&program)));
        made.truncate(SUBSETS);
        Ok(program)
    }

    /// Whether another is this face of the same file, in whatever weight.
    pub(super) fn is_the_face(&self, other: &Self) -> bool {
        self.id == other.id
    }

    /// The family, in English where the font has an English name.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The face's own name, by which PDF files name it.
    #[must_use]
    pub fn post_script_name(&self) -> &str {
        &self.post_script_name
    }

    /// The weight that it is used in: 400 is regular, 700 bold.
    #[must_use]
    pub fn weight(&self) -> u16 {
        self.weight
    }

    /// The file that holds it.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Which face of a collection it is.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The glyph of a character, if the face has one.
    #[must_use]
    pub fn glyph(&self, character: char) -> Option<FaceGlyph> {
        self.known(character).unwrap_or_else(|| {
            self.look_up(&[character]);
            self.known(character).flatten()
        })
    }

    /// What was found for a character, where it was looked up before.
    fn known(&self, character: char) -> Option<Option<FaceGlyph>> {
        self.glyphs.read().unwrap_or_else(PoisonError::into_inner).get(&character).copied()
    }

    /// Looks characters up together, since opening the file takes longer than finding a glyph in it.
    pub(crate) fn look_up(&self, characters: &[char]) {
        let new: Vec<char> = {
            let known = self.glyphs.read().unwrap_or_else(PoisonError::into_inner);
            characters.iter().copied().filter(|character| !known.contains_key(character)).collect()
        };
        if new.is_empty() {
            return;
        }
        let found = self.with_bytes(|bytes, index, _| glyphs(bytes, index, self.weight, &new)).flatten();
        let found = found.unwrap_or_default().into_iter().chain(std::iter::repeat(None));
        self.glyphs.write().unwrap_or_else(PoisonError::into_inner).extend(new.into_iter().zip(found));
    }

    /// The face's measures; nothing when the file cannot be read as a font.
    #[must_use]
    pub fn metrics(&self) -> Option<FaceMetrics> {
        let read = || self.with_bytes(|bytes, index, _| metrics(bytes, index, self.weight)).flatten();
        *self.metrics.get_or_init(read)
    }

    /// Gives the file's bytes, the face's index in it, and the weight to set a variable font to. Nothing when the
    /// file can no longer be read.
    pub fn with_bytes<T>(&self, use_bytes: impl FnOnce(&[u8], u32, Option<u16>) -> T) -> Option<T> {
        let weight = self.varies.then_some(self.weight);
        self.database.with_face_data(self.id, |bytes, index| use_bytes(bytes, index, weight))
    }
}

/// The glyphs of some characters in a weight, in their order.
fn glyphs(bytes: &[u8], index: u32, weight: u16, characters: &[char]) -> Option<Vec<Option<FaceGlyph>>> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let location = font.axes().location([(WEIGHT_AXIS, f32::from(weight))]);
    let advances = font.glyph_metrics(Size::unscaled(), LocationRef::from(&location));
    let map = font.charmap();
    let glyph = |&character: &char| {
        let glyph = map.map(character)?;
        let id = u16::try_from(glyph.to_u32()).ok().filter(|&id| id != 0)?;
        let advance = rounded(advances.advance_width(glyph)?);
        Some(FaceGlyph { id, advance: u16::try_from(advance).unwrap_or(0) })
    };
    Some(characters.iter().map(glyph).collect())
}

/// The measures of a face in a weight.
fn metrics(bytes: &[u8], index: u32, weight: u16) -> Option<FaceMetrics> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let location = font.axes().location([(WEIGHT_AXIS, f32::from(weight))]);
    let metrics = font.metrics(Size::unscaled(), LocationRef::from(&location));
    let bounds = metrics
        .bounds
        .map_or([0, -200, 1000, 900], |bounds| [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(rounded));
    Some(FaceMetrics {
        units_per_em: metrics.units_per_em.max(1),
        ascent: rounded(metrics.ascent),
        descent: rounded(metrics.descent),
        bounds,
    })
}

/// A measure in font units, which are whole numbers of sixteen bits.
#[expect(clippy::cast_possible_truncation, reason = "clamped to the range first")]
fn rounded(units: f32) -> i16 {
    units.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16
}
