//! Font programs: the glyphs that a document uses, one subset for each face.

use std::collections::BTreeMap;
use std::sync::Arc;

use gongkai_core::format::WriteError;
use gongkai_layout::{Face, FontProgram, Pages, Subset};
use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};

use super::failed;

/// The subset of one face.
pub(super) struct Program {
    /// The name that pages call it by.
    pub(super) id: FontId,
    /// The subset as printpdf embeds it.
    pub(super) font: ParsedFont,
    /// What it is called in the file.
    named: String,
    /// The subset as it is kept for other files.
    kept: Arc<FontProgram>,
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

    /// The subsets by what they are called in the file, as they are kept for other files; not where two are called the same,
    /// which the weights of one face may be.
    pub(super) fn kept(&self) -> BTreeMap<Vec<u8>, Arc<FontProgram>> {
        let mut kept: BTreeMap<Vec<u8>, Option<Arc<FontProgram>>> = BTreeMap::new();
        for program in self.0.iter().flatten() {
            let own = || Some(Arc::clone(&program.kept));
            kept.entry(program.named.clone().into_bytes()).and_modify(|both| *both = None).or_insert_with(own);
        }
        kept.into_iter().filter_map(|(name, program)| Some((name, program?))).collect()
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

/// The subsets of the faces that the pages use, as printpdf embeds them.
pub(super) fn subset(pages: &Pages) -> Result<Programs, WriteError> {
    let subsets = pages.subsets("PDF")?;
    let programs = pages.faces.iter().zip(subsets).enumerate();
    let programs =
        programs.map(|(place, (face, subset))| subset.map(|subset| program(place, face, subset)).transpose());
    programs.collect::<Result<_, _>>().map(Programs)
}

fn program(place: usize, face: &Face, subset: Subset) -> Result<Program, WriteError> {
    let name = face.post_script_name();
    let unreadable = || failed(format!("字体 {name} 无法读取 / the font cannot be read"));
    let metrics = face.metrics().ok_or_else(unreadable)?;
    let Subset { program: kept, glyphs: used, .. } = subset;
    let bytes = kept.bytes().to_vec();
    let em = metrics.units_per_em;
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for (&glyph, own) in &used {
        let width = u32::from(own.advance) * 1000 / u32::from(em);
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        glyphs.insert(glyph, SubsetGlyph { id: own.id, width, character: own.plainest() });
        widths.insert(own.id, own.advance);
    }
    let named = format!("{}+{}", tag(name, used.keys()), name.replace(|c: char| !c.is_ascii_graphic(), ""));
    let font_metrics = FontMetrics { ascent: metrics.ascent, descent: metrics.descent };
    let is_cff = bytes.starts_with(b"OTTO");
    let mut font =
        ParsedFont::with_glyph_data(bytes, 0, Some(named.clone()), BTreeMap::new(), widths, em, font_metrics);
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
    Ok(Program { id: FontId(format!("Face{}", place + 1)), font, named, kept, glyphs })
}

/// Six capitals that name a subset by what is in it.
fn tag<'g>(name: &str, used: impl Iterator<Item = &'g u16>) -> String {
    let glyphs = used.flat_map(|glyph| glyph.to_be_bytes());
    let mut digest = super::finish::digest(name.bytes().chain(glyphs));
    let mut letters = String::new();
    for _ in 0..6 {
        let letter = u32::try_from(digest % 26).unwrap_or(0);
        letters.extend(char::from_u32(u32::from('A') + letter));
        digest /= 26;
    }
    letters
}
