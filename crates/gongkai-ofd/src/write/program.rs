//! Font programs that stand by themselves: a subset with the tables that readers of OFD find its characters by.

use std::collections::BTreeMap;

use gongkai_core::format::WriteError;
use gongkai_layout::{Face, FaceMetrics, Subset};

/// A subset as the package holds it.
#[derive(Debug)]
pub(super) struct Program {
    /// The number by which texts refer to it.
    pub(super) id: u32,
    /// The face's own name.
    pub(super) name: String,
    /// Its family.
    pub(super) family: String,
    pub(super) bold: bool,
    /// The name of its file.
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
    /// The glyph that each character shows by the font's own table.
    characters: BTreeMap<u32, u16>,
    /// The glyphs of the face in the subset.
    glyphs: BTreeMap<u16, u16>,
}

type Tag = [u8; 4];

impl Program {
    /// The program of a face.
    ///
    /// # Errors
    /// [`WriteError::Failed`] when the subset is no font.
    pub(super) fn of(face: &Face, subset: &Subset, id: u32, format: &'static str) -> Result<Self, WriteError> {
        let (name, family) = (face.post_script_name().to_owned(), face.family().to_owned());
        let unreadable = || WriteError::Failed {
            format,
            detail: format!("字体 {name} 无法取子集 / the font cannot be subset").into(),
        };
        let metrics = face.metrics().ok_or_else(unreadable)?;
        let mut characters: BTreeMap<u32, u16> = BTreeMap::new();
        for glyph in subset.glyphs.values() {
            for c in &glyph.characters {
                characters.entry(u32::from(*c)).or_insert(glyph.id);
            }
        }
        let glyphs = subset.glyphs.iter().map(|(own, glyph)| (*own, glyph.id)).collect();
        let (version, mut tables) = tables(subset.program.bytes()).ok_or_else(unreadable)?;
        tables.insert(*b"cmap", character_map(&characters));
        tables.insert(*b"OS/2", for_windows(face.weight(), metrics, &characters));
        tables.insert(*b"name", names(&name, &family));
        tables.insert(*b"post", no_glyph_names());
        let kind = if version == *b"OTTO" { "otf" } else { "ttf" };
        let bytes = assemble(version, tables).ok_or_else(unreadable)?;
        let (file, bold) = (format!("font_{id}.{kind}"), face.weight() >= 600);
        Ok(Self { id, file, bold, name, family, bytes, characters, glyphs })
    }

    /// The glyph that stands for one of the face's in the subset, where the font's own table finds another one for the
    /// character that it shows.
    pub(super) fn other_glyph(&self, glyph: u16, character: char) -> Option<u16> {
        let own = self.glyphs.get(&glyph)?;
        (self.characters.get(&u32::from(character)) != Some(own)).then_some(*own)
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

/// The tables of a font by their tags, and the version that it begins with.
fn tables(font: &[u8]) -> Option<(Tag, BTreeMap<Tag, Vec<u8>>)> {
    let version: Tag = font.get(..4)?.try_into().ok()?;
    let count = usize::from(word(font, 4)?);
    let mut tables = BTreeMap::new();
    for table in 0..count {
        let record = 12 + 16 * table;
        let tag: Tag = font.get(record..record + 4)?.try_into().ok()?;
        let start = usize::try_from(long(font, record + 8)?).ok()?;
        let length = usize::try_from(long(font, record + 12)?).ok()?;
        tables.insert(tag, font.get(start..start.checked_add(length)?)?.to_vec());
    }
    Some((version, tables))
}

/// Characters that follow one another and whose glyphs do.
fn runs(characters: &BTreeMap<u32, u16>) -> Vec<(u32, u32, u16)> {
    let mut runs: Vec<(u32, u32, u16)> = Vec::new();
    for (&character, &glyph) in characters {
        match runs.last_mut() {
            Some((first, last, start))
                if *last + 1 == character && u32::from(*start) + (character - *first) == u32::from(glyph) =>
            {
                *last = character;
            }
            _ => runs.push((character, character, glyph)),
        }
    }
    runs
}

/// `cmap`: the characters of the first plane in format 4, all of them in format 12.
fn character_map(characters: &BTreeMap<u32, u16>) -> Vec<u8> {
    let narrow: BTreeMap<u32, u16> = characters.range(..0xffff).map(|(c, glyph)| (*c, *glyph)).collect();
    let mut segments: Vec<(u16, u16, u16)> = runs(&narrow)
        .into_iter()
        .filter_map(|(first, last, glyph)| {
            let first = u16::try_from(first).ok()?;
            Some((first, u16::try_from(last).ok()?, glyph.wrapping_sub(first)))
        })
        .collect();
    segments.push((0xffff, 0xffff, 1));
    let count = u16::try_from(segments.len()).unwrap_or(u16::MAX);
    let power = 1_u16 << (15 - count.leading_zeros().min(15));
    let mut four = Vec::new();
    let length = u16::try_from(16 + 8 * segments.len()).unwrap_or(u16::MAX);
    let selector = u16::try_from(power.trailing_zeros()).unwrap_or(0);
    let twice = |n: u16| n.wrapping_mul(2);
    words(&mut four, &[4, length, 0, twice(count), twice(power), selector, twice(count).wrapping_sub(twice(power))]);
    segments.iter().for_each(|(_, last, _)| words(&mut four, &[*last]));
    words(&mut four, &[0]);
    segments.iter().for_each(|(first, ..)| words(&mut four, &[*first]));
    segments.iter().for_each(|(.., delta)| words(&mut four, &[*delta]));
    segments.iter().for_each(|_| words(&mut four, &[0]));

    let groups = runs(characters);
    let mut twelve = Vec::new();
    words(&mut twelve, &[12, 0]);
    let count = u32::try_from(groups.len()).unwrap_or(u32::MAX);
    longs(&mut twelve, &[16 + 12 * count, 0, count]);
    groups.iter().for_each(|(first, last, glyph)| longs(&mut twelve, &[*first, *last, u32::from(*glyph)]));

    let mut out = Vec::new();
    words(&mut out, &[0, 2, 3, 1]);
    longs(&mut out, &[20]);
    words(&mut out, &[3, 10]);
    longs(&mut out, &[20 + u32::try_from(four.len()).unwrap_or(0)]);
    out.extend(four);
    out.extend(twelve);
    out
}

/// `OS/2`, without which Windows takes no font.
fn for_windows(weight: u16, metrics: FaceMetrics, characters: &BTreeMap<u32, u16>) -> Vec<u8> {
    let em = metrics.units_per_em;
    let signed = |value: i16| u16::from_be_bytes(value.to_be_bytes());
    let narrow = |c: Option<&u32>| c.map_or(0, |c| u16::try_from(*c).unwrap_or(u16::MAX));
    let mut out = Vec::new();
    // Version, average width, weight, width, and that it may be embedded.
    words(&mut out, &[4, em, weight, 5, 0]);
    // Sizes and places of raised and lowered signs, of the line that strikes out, and no class of family.
    let (part, third) = (em / 2, em / 3);
    words(&mut out, &[part, part, 0, third, part, part, 0, third, em / 20, third, 0]);
    out.extend([0; 10 + 16]);
    out.extend(b"none");
    words(&mut out, &[if weight >= 600 { 0x20 } else { 0x40 }]);
    words(&mut out, &[narrow(characters.keys().next()), narrow(characters.keys().next_back())]);
    let depth = metrics.descent.unsigned_abs();
    let height = metrics.ascent.unsigned_abs();
    words(&mut out, &[signed(metrics.ascent), signed(metrics.descent), 0, height, depth]);
    longs(&mut out, &[1 | 1 << 18, 0]);
    words(&mut out, &[part, part, 0, 32, 1]);
    out
}

/// `name`: the family and the face's own name.
fn names(name: &str, family: &str) -> Vec<u8> {
    let texts = [(1_u16, family), (2, "Regular"), (3, name), (4, name), (6, name)];
    let encoded: Vec<(u16, Vec<u8>)> =
        texts.map(|(id, text)| (id, text.encode_utf16().flat_map(u16::to_be_bytes).collect())).into();
    let (mut out, mut storage) = (Vec::new(), Vec::new());
    words(&mut out, &[0, 5, 6 + 12 * 5]);
    for (id, text) in encoded {
        let length = u16::try_from(text.len()).unwrap_or(0);
        words(&mut out, &[3, 1, 0x409, id, length, u16::try_from(storage.len()).unwrap_or(0)]);
        storage.extend(text);
    }
    out.extend(storage);
    out
}

/// `post` of version 3, which names no glyphs.
fn no_glyph_names() -> Vec<u8> {
    let mut out = vec![0, 3];
    out.resize(32, 0);
    out
}

fn words(out: &mut Vec<u8>, words: &[u16]) {
    out.extend(words.iter().flat_map(|word| word.to_be_bytes()));
}

fn longs(out: &mut Vec<u8>, longs: &[u32]) {
    out.extend(longs.iter().flat_map(|long| long.to_be_bytes()));
}

/// The sum of a table, as fonts check it.
fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0_u8; 4];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// A font of these tables.
fn assemble(version: Tag, mut tables: BTreeMap<Tag, Vec<u8>>) -> Option<Vec<u8>> {
    const ADJUSTMENT: std::ops::Range<usize> = 8..12;
    tables.get_mut(b"head")?.get_mut(ADJUSTMENT)?.fill(0);
    let count = u16::try_from(tables.len()).ok()?;
    let power = 1_u16 << (15 - count.leading_zeros().min(15));
    let mut out = version.to_vec();
    let (range, selector) = (power.checked_mul(16)?, u16::try_from(power.trailing_zeros()).ok()?);
    words(&mut out, &[count, range, selector, count.checked_mul(16)?.checked_sub(range)?]);
    let mut body = Vec::new();
    let start = 12 + 16 * tables.len();
    let mut head = None;
    for (tag, table) in &tables {
        let at = start + body.len();
        if tag == b"head" {
            head = Some(at);
        }
        out.extend(tag);
        longs(&mut out, &[sum(table), u32::try_from(at).ok()?, u32::try_from(table.len()).ok()?]);
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    out.extend(body);
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(sum(&out));
    let at = head? + ADJUSTMENT.start;
    out.get_mut(at..at + 4)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(out)
}
