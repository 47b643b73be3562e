//! Font programs: the glyphs that a document uses, one subset for each face.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_core::format::WriteError;
use gongkai_layout::{Face, Item, Pages};
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use subsetter::{GlyphRemapper, Tag};

use super::failed;

/// The subset of one face.
pub(super) struct Program {
    /// The name that pages call it by.
    pub(super) id: FontId,
    /// The subset as printpdf embeds it.
    pub(super) font: ParsedFont,
    glyphs: BTreeMap<u16, SubsetGlyph>,
}

/// A glyph of a subset.
#[derive(Debug, Clone, Copy)]
pub(super) struct SubsetGlyph {
    /// Its id in the subset.
    pub(super) id: u16,
    /// Its width in thousandths of an em, as the file states it.
    pub(super) width: u16,
    /// The character that the file says it shows. A face may draw several characters with one glyph.
    pub(super) character: char,
}

/// The subsets of a document's faces, in their order.
pub(super) struct Programs(Vec<Option<Program>>);

impl Programs {
    /// The subset of a face.
    pub(super) fn face(&self, place: usize) -> Option<&Program> {
        self.0.get(place)?.as_ref()
    }

    /// The subsets that there are.
    pub(super) fn into_used(self) -> impl Iterator<Item = Program> {
        self.0.into_iter().flatten()
    }
}

impl Program {
    /// A glyph of the face in the subset.
    pub(super) fn glyph(&self, id: u16) -> Option<SubsetGlyph> {
        self.glyphs.get(&id).copied()
    }
}

/// Subsets every face to the glyphs that the pages use.
pub(super) fn subset(pages: &Pages) -> Result<Programs, WriteError> {
    let mut used: Vec<BTreeMap<u16, BTreeSet<char>>> = pages.faces.iter().map(|_| BTreeMap::new()).collect();
    let lines = pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
        Item::Text(line) | Item::Furniture(line) => Some(line),
        _ => None,
    });
    for run in lines.flat_map(|line| &line.runs) {
        let Some(face) = used.get_mut(run.face) else { continue };
        for glyph in &run.glyphs {
            face.entry(glyph.id).or_default().insert(glyph.character);
        }
    }
    let programs = pages
        .faces
        .iter()
        .zip(&used)
        .enumerate()
        .map(|(place, (face, used))| if used.is_empty() { Ok(None) } else { program(place, face, used).map(Some) });
    programs.collect::<Result<_, _>>().map(Programs)
}

fn program(place: usize, face: &Face, used: &BTreeMap<u16, BTreeSet<char>>) -> Result<Program, WriteError> {
    let name = face.post_script_name();
    let unreadable = || failed(format!("字体 {name} 无法读取 / the font cannot be read"));
    let metrics = face.metrics().ok_or_else(unreadable)?;
    let mut remapper = GlyphRemapper::new();
    used.keys().for_each(|&glyph| {
        remapper.remap(glyph);
    });
    let subset = face
        .with_bytes(|bytes, index, weight| match weight {
            Some(weight) => {
                let axis = Tag::new(b"wght");
                subsetter::subset_with_variations(bytes, index, &[(axis, f32::from(weight))], &remapper)
            }
            None => subsetter::subset(bytes, index, &remapper),
        })
        .ok_or_else(unreadable)?
        .map_err(|error| failed(format!("字体 {name} 无法取子集：{error:?} / the font cannot be subset")))?;
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    let em = metrics.units_per_em;
    for (&glyph, characters) in used {
        let id = remapper.get(glyph).ok_or_else(unreadable)?;
        let plainest = plainest(characters);
        let advance = face.glyph(plainest).filter(|own| own.id == glyph).map_or(em, |own| own.advance);
        let width = u32::from(advance) * 1000 / u32::from(em);
        glyphs.insert(glyph, SubsetGlyph { id, width: u16::try_from(width).unwrap_or(u16::MAX), character: plainest });
        widths.insert(id, advance);
    }
    let named = format!("{}+{}", tag(name, used), name.replace(|c: char| !c.is_ascii_graphic(), ""));
    let font_metrics = FontMetrics { ascent: metrics.ascent, descent: metrics.descent };
    let is_cff = subset.starts_with(b"OTTO");
    let mut font = ParsedFont::with_glyph_data(subset, 0, Some(named), BTreeMap::new(), widths, em, font_metrics);
    if is_cff {
        font.font_type = FontType::OpenTypeCFF(());
    }
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    font.pdf_font_metrics = PdfFontMetricsStub {
        units_per_em: em,
        x_min,
        y_min,
        x_max,
        y_max,
        us_weight_class: face.weight(),
        ..PdfFontMetricsStub::default()
    };
    Ok(Program { id: FontId(format!("Face{}", place + 1)), font, glyphs })
}

/// Of the characters that one glyph shows, the one that its text should be read as: radicals and compatibility forms
/// lie above the characters that people write.
fn plainest(characters: &BTreeSet<char>) -> char {
    let usual = |c: &&char| ('\u{4e00}'..='\u{9fff}').contains(*c) || c.is_ascii();
    characters.iter().find(usual).or_else(|| characters.first()).copied().unwrap_or(' ')
}

/// Six capitals that name a subset by what is in it.
fn tag(name: &str, used: &BTreeMap<u16, BTreeSet<char>>) -> String {
    let glyphs = used.keys().flat_map(|glyph| glyph.to_be_bytes());
    let mut digest = super::finish::digest(name.bytes().chain(glyphs));
    let mut letters = String::new();
    for _ in 0..6 {
        let letter = u32::try_from(digest % 26).unwrap_or(0);
        letters.extend(char::from_u32(u32::from('A') + letter));
        digest /= 26;
    }
    letters
}
