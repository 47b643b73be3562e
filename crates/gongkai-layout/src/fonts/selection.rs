//! Choosing the face of each character, and remembering what had to be substituted.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use gongkai_core::characters::is_invisible;
use gongkai_core::document::{Block, Document, Leads, Position, Remark, RemarkKind};
use gongkai_core::format::WriteError;
use gongkai_core::style::{FontRole, Style, TextStyle};
use gongkai_core::words::Text;

use super::{Face, FaceGlyph, Fonts, FoundRole};

/// 〓, which stands for a character that no font has; printers' custom.
const STAND_IN: char = '〓';

/// The least weight that counts as bold.
const HEAVY: u16 = 600;

/// A character with its glyph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaped {
    /// Which of the document's faces.
    pub(crate) face: usize,
    /// The glyph in that face.
    pub(crate) id: u16,
    /// How far it moves the pen, in ems.
    pub(crate) advance: f32,
    /// Whether a bold was asked for that the family does not have, so that strokes must be thickened.
    pub(crate) embolden: bool,
}

/// Chooses glyphs for one document.
pub(crate) struct Shaper<'a> {
    fonts: &'a Fonts,
    roles: Vec<FoundRole>,
    faces: Vec<Arc<Face>>,
    /// The characters that the document is expected to set.
    characters: Vec<char>,
    known: HashMap<(FontRole, bool, char), Option<Shaped>>,
    bold: BTreeMap<FontRole, Option<Arc<Face>>>,
    /// The roles that set some text.
    used: BTreeSet<FontRole>,
    /// Characters that a role's face lacks, and the family that has them instead.
    lacking: BTreeMap<(FontRole, Option<String>), BTreeSet<char>>,
    /// Invisible control characters that are not printed.
    controls: BTreeSet<char>,
    /// The addresses that the text links to.
    addresses: Vec<Box<str>>,
    /// Links whose addresses are not written.
    lost: Vec<Remark>,
}

impl<'a> Shaper<'a> {
    pub(crate) fn new(fonts: &'a Fonts, style: &Style, document: &Document) -> Result<Self, WriteError> {
        let roles = fonts.chosen(style)?;
        let characters = characters(document);
        roles.iter().filter_map(|found| found.face.as_ref()).for_each(|face| face.look_up(&characters));
        Ok(Self {
            fonts,
            roles,
            faces: Vec::new(),
            characters,
            known: HashMap::new(),
            bold: BTreeMap::new(),
            used: BTreeSet::new(),
            lacking: BTreeMap::new(),
            controls: BTreeSet::new(),
            addresses: Vec::new(),
            lost: Vec::new(),
        })
    }

    /// The number of an address that a text links to; nothing for one that does not belong in a filing.
    pub(crate) fn link(&mut self, text: &str, address: &str) -> Option<usize> {
        if Leads::of(address) == Leads::Elsewhere {
            let lost = Remark::link_lost(text, address);
            // A text may be measured more than once.
            if !self.lost.contains(&lost) {
                self.lost.push(lost);
            }
            return None;
        }
        self.addresses.push(address.into());
        Some(self.addresses.len() - 1)
    }

    /// The addresses by their numbers.
    pub(crate) fn addresses(&mut self) -> Vec<Box<str>> {
        std::mem::take(&mut self.addresses)
    }

    /// The glyph of a character in a text style, or nothing for a character that is not printed. Western letters and
    /// digits are set in the Latin face unless `chinese_digits`.
    pub(crate) fn shape(&mut self, style: TextStyle, character: char, chinese_digits: bool) -> Option<Shaped> {
        let role = if is_latin(character) && !chinese_digits { FontRole::Latin } else { style.font };
        // Digits beside a heavy face, such as one that stands for 小标宋, are heavy too.
        let beside_heavy = || self.role(style.font)?.face.as_ref().map(|face| face.weight() >= HEAVY);
        let bold = style.bold || (role == FontRole::Latin && beside_heavy() == Some(true));
        let key = (role, bold, character);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let shaped = self.look_up(role, bold, character);
        self.known.insert(key, shaped);
        shaped
    }

    /// The glyph of a character in a text style's own face, where it has one.
    pub(crate) fn own(&mut self, style: TextStyle, character: char) -> Option<Shaped> {
        let face = self.face_of(style.font, style.bold)?;
        let glyph = face.glyph(character)?;
        Some(self.shaped(&face, glyph, style.bold))
    }

    /// How wide a digit of a text style is, in hundredths of its size.
    pub(crate) fn digit(&mut self, style: TextStyle) -> u32 {
        /// That of Times New Roman, where no face is there to ask.
        const USUAL: u32 = 50;
        let mut measured = || {
            let face = self.face_of(FontRole::Latin, style.bold)?;
            let (glyph, em) = (face.glyph('0')?, u32::from(face.metrics()?.units_per_em));
            (em > 0).then(|| (u32::from(glyph.advance) * 100).div_ceil(em))
        };
        measured().unwrap_or(USUAL)
    }

    fn look_up(&mut self, role: FontRole, bold: bool, character: char) -> Option<Shaped> {
        if is_without_ink(character) {
            self.controls.insert(character);
            return None;
        }
        self.used.insert(role);
        let own = self.face_of(role, bold)?;
        if let Some(glyph) = own.glyph(character) {
            return Some(self.shaped(&own, glyph, bold));
        }
        let others = [FontRole::Body, FontRole::Song, FontRole::Heading, FontRole::Subheading, FontRole::Latin];
        let mut other = others.into_iter().filter_map(|role| self.role(role)?.face.clone());
        let found = other.find(|face| face.glyph(character).is_some()).or_else(|| self.fonts.rescue(character));
        let lacking = (role, found.as_ref().map(|face| face.family().to_owned()));
        self.lacking.entry(lacking).or_default().insert(character);
        match found {
            Some(face) => {
                let glyph = face.glyph(character)?;
                Some(self.shaped(&face, glyph, bold))
            }
            None if character != STAND_IN => self.look_up(role, bold, STAND_IN),
            None => Some(self.shaped(&own, FaceGlyph { id: 0, advance: own.metrics()?.units_per_em }, bold)),
        }
    }

    fn role(&self, role: FontRole) -> Option<&FoundRole> {
        self.roles.iter().find(|found| found.role == role)
    }

    fn face_of(&mut self, role: FontRole, bold: bool) -> Option<Arc<Face>> {
        let regular = self.role(role)?.face.clone()?;
        if !bold || regular.weight() >= HEAVY {
            return Some(regular);
        }
        let bold = || {
            let bold = self.fonts.bold_of(&regular)?;
            bold.look_up(&self.characters);
            Some(bold)
        };
        Some(self.bold.entry(role).or_insert_with(bold).clone().unwrap_or(regular))
    }

    fn shaped(&mut self, face: &Arc<Face>, glyph: FaceGlyph, bold: bool) -> Shaped {
        let place = self.faces.iter().position(|known| Arc::ptr_eq(known, face)).unwrap_or_else(|| {
            self.faces.push(Arc::clone(face));
            self.faces.len() - 1
        });
        let em = face.metrics().map_or(1000, |metrics| metrics.units_per_em);
        Shaped {
            face: place,
            id: glyph.id,
            advance: f32::from(glyph.advance) / f32::from(em),
            embolden: bold && face.weight() < HEAVY,
        }
    }

    /// The faces in use, what had to be substituted, once for each role, and what is not shown.
    pub(crate) fn finish(mut self) -> (Vec<Arc<Face>>, Vec<Text>, Vec<Remark>) {
        let mut notes = Vec::new();
        for found in self.roles.iter().filter(|found| found.substituted && self.used.contains(&found.role)) {
            let family = found.face.as_ref().map_or("", |face| face.family());
            let (role, wanted) = (found.role.printed(), &found.wanted);
            let (own_zh, own_en) = match wanted == role {
                true => (String::new(), String::new()),
                false => (format!("（{wanted}）"), format!(" (“{wanted}”)")),
            };
            notes.push(Text::new(
                format!("字体替换：系统中没有{role}{own_zh}，改用 {family}"),
                format!("font substituted: no “{role}”{own_en} on this computer, “{family}” instead"),
            ));
        }
        for ((role, family), characters) in &self.lacking {
            let own = self.role(*role).and_then(|found| found.face.as_ref()).map_or("", |face| face.family());
            let listed = list(characters);
            match family {
                Some(family) => notes.push(Text::new(
                    format!("缺字：{own} 没有{listed}，改用 {family}"),
                    format!("“{own}” lacks “{listed}”, “{family}” instead"),
                )),
                None => self.lost.push(Remark::new(
                    RemarkKind::Character,
                    format!("{listed}，印作“{STAND_IN}”，请安装含这些字的字体 / “{listed}” printed as “{STAND_IN}”; install a font that has them"),
                    Position::default(),
                )),
            }
        }
        if !self.controls.is_empty() {
            let listed = list(&self.controls);
            notes.push(Text::new(
                format!("未印出不可见的控制字符：{listed}"),
                format!("control characters that nobody sees were not printed: “{listed}”"),
            ));
        }
        (self.faces, notes, self.lost)
    }
}

/// The characters that a document is expected to set: its own, and what page numbers and the like are printed in.
fn characters(document: &Document) -> Vec<char> {
    let mut characters: Vec<char> = (' '..='~').chain(['—', STAND_IN]).collect();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => characters.extend(paragraph.text.chars()),
            Block::Table(table) => characters.extend(table.cells().iter().flat_map(|cell| cell.text.chars())),
        }
    }
    characters.sort_unstable();
    characters.dedup();
    characters
}

/// The characters with their code points, the first ten of them.
fn list(characters: &BTreeSet<char>) -> String {
    let shown = |c: &char| match c {
        c if is_without_ink(*c) => format!("U+{:04X}", u32::from(*c)),
        c => format!("“{c}”（U+{:04X}）", u32::from(*c)),
    };
    let mut listed = characters.iter().take(10).map(shown).collect::<Vec<_>>().join("、");
    if characters.len() > 10 {
        listed.push_str(&format!("等 {} 个", characters.len()));
    }
    listed
}

/// Whether a character belongs in the Latin face: letters and digits and what goes with them, but not the signs that
/// Chinese text has too and sets in its own width (“ ” … — ·).
pub(crate) fn is_latin(character: char) -> bool {
    match character {
        ' '..='~' | '\u{a0}' => true,
        // Raised and lowered digits belong to the number or letter before them.
        '²' | '³' | '¹' | '\u{2070}'..='\u{209c}' => true,
        '\u{a1}'..='\u{24f}' => character.is_alphabetic() || matches!(character, '£' | '©' | '®' | '¼'..='¾'),
        _ => false,
    }
}

/// Characters without ink or width: controls, marks of direction and joining, selectors of variants.
fn is_without_ink(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') || is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_signs_are_not_latin() {
        for c in "12aZ%,.-/:é".chars() {
            assert!(is_latin(c), "{c}");
        }
        for c in "年，“”‘’…—·《°×±".chars() {
            assert!(!is_latin(c), "{c}");
        }
    }

    #[test]
    fn marks_of_direction_are_not_printed() {
        for c in ['\u{202e}', '\u{200b}', '\u{7}', '\u{feff}'] {
            assert!(is_without_ink(c), "{c:?}");
        }
        assert!(!is_without_ink('　'));
    }
}
