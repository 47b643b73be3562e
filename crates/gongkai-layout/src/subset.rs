//! Subsets of faces: the glyphs that pages use, as font programs that a file carries with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gongkai_core::format::WriteError;
use subsetter::{GlyphRemapper, Tag};

use crate::fonts::{Face, FontProgram};
use crate::page::{Item, Pages};

/// The subset of one face.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Subset {
    /// The font program, shared by the documents that use the same glyphs.
    pub program: Arc<FontProgram>,
    /// Its glyphs, by their ids in the face.
    pub glyphs: BTreeMap<u16, SubsetGlyph>,
}

/// A glyph of a subset.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubsetGlyph {
    /// Its id in the subset.
    pub id: u16,
    /// How far it moves the pen, in units of the face's em.
    pub advance: u16,
    /// The characters that it shows on these pages; a face may draw several with one glyph.
    pub characters: BTreeSet<char>,
}

impl SubsetGlyph {
    /// Of the characters that it shows, the one that its text should be read as: radicals and compatibility forms lie
    /// above the characters that people write.
    #[must_use]
    pub fn plainest(&self) -> char {
        let usual = |c: &&char| ('\u{4e00}'..='\u{9fff}').contains(*c) || c.is_ascii();
        self.characters.iter().find(usual).or_else(|| self.characters.first()).copied().unwrap_or(' ')
    }
}

impl Pages {
    /// The subset of every face, in their order; nothing for a face of which no glyph is used.
    ///
    /// # Errors
    /// [`WriteError::Failed`], with the format's name, when a face can no longer be read.
    pub fn subsets(&self, format: &'static str) -> Result<Vec<Option<Subset>>, WriteError> {
        let mut used: Vec<BTreeMap<u16, BTreeSet<char>>> = self.faces.iter().map(|_| BTreeMap::new()).collect();
        let lines = self.pages.iter().flat_map(|page| &page.items).filter_map(|item| match item {
            Item::Text(line) | Item::Furniture(line) => Some(line),
            _ => None,
        });
        for run in lines.flat_map(|line| &line.runs) {
            let Some(face) = used.get_mut(run.face) else { continue };
            for glyph in &run.glyphs {
                face.entry(glyph.id).or_default().insert(glyph.character);
            }
        }
        let subsets = self
            .faces
            .iter()
            .zip(used)
            .map(|(face, used)| if used.is_empty() { Ok(None) } else { subset(face, used, format).map(Some) });
        subsets.collect()
    }
}

fn subset(face: &Face, used: BTreeMap<u16, BTreeSet<char>>, format: &'static str) -> Result<Subset, WriteError> {
    let name = face.post_script_name();
    let failed = |detail: String| WriteError::Failed { format, detail: detail.into() };
    let unreadable = || failed(format!("字体 {name} 无法读取 / the font cannot be read"));
    let em = face.metrics().ok_or_else(unreadable)?.units_per_em;
    let mut remapper = GlyphRemapper::new();
    used.keys().for_each(|&glyph| {
        remapper.remap(glyph);
    });
    let make = || {
        face.with_bytes(|bytes, index, weight| match weight {
            Some(weight) => {
                let axis = Tag::new(b"wght");
                subsetter::subset_with_variations(bytes, index, &[(axis, f32::from(weight))], &remapper)
            }
            None => subsetter::subset(bytes, index, &remapper),
        })
        .ok_or_else(unreadable)?
        .map_err(|error| failed(format!("字体 {name} 无法取子集：{error} / the font cannot be subset")))
    };
    let program = face.subset(used.keys().copied().collect(), make)?;
    let mut glyphs = BTreeMap::new();
    for (glyph, characters) in used {
        let id = remapper.get(glyph).ok_or_else(unreadable)?;
        let mut own = SubsetGlyph { id, advance: em, characters };
        own.advance = face.glyph(own.plainest()).filter(|own| own.id == glyph).map_or(em, |own| own.advance);
        glyphs.insert(glyph, own);
    }
    Ok(Subset { program, glyphs })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::Arc;

    use skrifa::instance::{LocationRef, Size};
    use skrifa::{FontRef, GlyphId, MetadataProvider as _};

    use super::*;

    /// How wide the second glyph of a program is drawn.
    fn right_of_the_box(program: &[u8]) -> f32 {
        let font = FontRef::new(program).unwrap();
        let measured = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        measured.bounds(GlyphId::new(1)).unwrap().x_max
    }

    #[test]
    fn a_variable_face_is_drawn_in_the_weight_that_is_used() {
        for (name, bytes) in [
            ("glyf", include_bytes!("../tests/fixtures/varies.ttf").as_slice()),
            ("CFF2", include_bytes!("../tests/fixtures/varies.otf").as_slice()),
        ] {
            for (weight, right) in [(400, 300.0), (650, 450.0), (900, 600.0)] {
                let mut database = fontdb::Database::new();
                database.load_font_data(bytes.to_vec());
                let database = Arc::new(database);
                let face = Face::new(&database, database.faces().next().unwrap(), weight, true);
                let used = BTreeMap::from([(face.glyph('A').unwrap().id, BTreeSet::from(['A']))]);
                let subset = subset(&face, used, "PDF").unwrap();
                assert_eq!(right_of_the_box(subset.program.bytes()), right, "{name} {weight}");
            }
        }
    }
}
