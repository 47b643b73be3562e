//! Text over text: watermarks that stand upright, and places where two texts lie on each other so that neither is sure.
//!
//! A watermark is pale, or lets through what it lies on, and lies on the page's own text somewhere; where the same words
//! stand on no text they are the same watermark. It is left out and said. What else lies on other text is in doubt.

use gongkai_core::{StandsAt as _, Within};
use std::collections::{BTreeSet, HashMap};

use gongkai_core::format::{Meter, ReadError};
use hayro_interpret::kurbo::Rect;

use super::characters::is_pale;
use super::content::{Flow, Glyph};
use super::fold::{UNREADABLE, is_wide};

/// How far apart the baselines of a row's characters may be, in points.
const ROW: f64 = 1.0;
/// How much of the smaller of two characters lies on the other where they lie on each other.
const SHARED: f64 = 0.35;
/// How far the baselines of one line's characters may be apart, in sizes of the characters.
const LEVEL: f64 = 0.08;
/// How many characters later a neighbour is drawn at most: spaces may stand between.
const NEXT: usize = 3;
/// How far the beginnings of two characters of one line are apart at most when they are of two texts, in widths of the
/// narrower: of two texts on one line some character always begins within half of another's width.
const BEGUN: f64 = 0.55;
/// How far apart they begin at least, however closely they are set, in widths of the narrower.
const STACKED: f64 = 0.25;
/// The widest gap within the words of a watermark, in sizes of the characters.
const GAP: f64 = 1.2;
/// The most watermarks of a file that are known from page to page.
const KNOWN: usize = 64;
/// How many characters of a watermark lie on others at least, unless it is shorter.
const HITS: usize = 2;

/// How many times larger than what it lies on a watermark of digits is at least.
const LARGE: f64 = 2.0;

/// Takes out the watermarks and gives their texts; says whether texts lie on each other still.
///
/// The watermarks of the pages before are known, and are none of the text where they stand on nothing.
pub(super) fn part(
    glyphs: &mut Vec<Glyph>,
    known: &mut BTreeSet<String>,
    meter: &mut Meter,
) -> Result<(Vec<String>, bool), ReadError> {
    let pairs = pairs(glyphs, meter)?;
    if pairs.is_empty() && known.is_empty() {
        return Ok((Vec::new(), false));
    }
    let pale = pale_of(glyphs, !known.is_empty());
    let runs = runs(glyphs, &pale);
    let mut hits: HashMap<usize, usize> = HashMap::new();
    let mut large: BTreeSet<usize> = BTreeSet::new();
    let is_pale = |index: usize| pale.stands_at(index).copied().unwrap_or(false);
    let run_of = |index: usize| runs.of.get(index).copied().flatten();
    for &(a, b) in &pairs {
        for (own, other) in [(a, b), (b, a)] {
            if is_pale(own) && !is_pale(other) {
                let size = |index: usize| glyphs.stands_at(index).map_or(0.0, |glyph| glyph.size);
                if let Some(run) = run_of(own) {
                    *hits.entry(run).or_default() += 1;
                    large.extend((size(own) > LARGE * size(other)).then_some(run));
                }
            }
        }
    }
    let lies_on_text = |run: &usize, text: &str| {
        let least = HITS.min(text.chars().count());
        // Nothing but digits may be a figure, however pale, where it is set as figures are.
        (text.chars().any(char::is_alphabetic) || large.contains(run))
            && hits.get(run).is_some_and(|hits| *hits >= least)
    };
    let is_mark = |(run, text): &(usize, &String)| known.contains(*text) || lies_on_text(run, text);
    let marks: BTreeSet<&String> = runs.texts.iter().enumerate().filter(is_mark).map(|(_, text)| text).collect();
    let taken: Vec<bool> = (0..glyphs.len())
        .map(|index| run_of(index).and_then(|run| runs.texts.get(run)).is_some_and(|text| marks.contains(text)))
        .collect();
    let is_taken = |index: usize| taken.stands_at(index).copied().unwrap_or(false);
    let overprinted = pairs.iter().any(|&(a, b)| !is_taken(a) && !is_taken(b) && are_of_two(glyphs, (a, b)));
    let said: Vec<String> = marks.into_iter().cloned().collect();
    if known.len() < KNOWN {
        known.extend(said.iter().cloned());
    }
    let mut taken = taken.iter();
    glyphs.retain(|_| !taken.next().copied().unwrap_or(false));
    Ok((said, overprinted))
}

/// Puts marks of doubt where texts lie on each other, on a page that is known to hold such.
pub(super) fn doubt(glyphs: &mut Vec<Glyph>, overprinted: bool, meter: &mut Meter) -> Result<(), ReadError> {
    if !overprinted {
        return Ok(());
    }
    let mut doubts: BTreeSet<usize> = BTreeSet::new();
    for (a, b) in pairs(glyphs, meter)? {
        if are_of_two(glyphs, (a, b)) {
            doubts.extend([a, b]);
        }
    }
    let doubted: Vec<Glyph> = doubts.iter().filter_map(|index| glyphs.get(*index)).copied().collect();
    glyphs.extend(doubted.iter().map(|glyph| Glyph { char: UNREADABLE, x1: glyph.x0, ..*glyph }));
    Ok(())
}

/// Whether the bodies of two characters lie on each other.
pub(super) fn lie_on_each_other(a: &Glyph, b: &Glyph) -> bool {
    share(body(a), body(b))
}

/// Whether so much of one area lies on another that two characters are over each other.
fn share(a: Rect, b: Rect) -> bool {
    let shared = a.intersect(b);
    shared.width() > 0.0 && shared.height() > 0.0 && shared.area() >= SHARED * a.area().min(b.area())
}

/// The area that a character's body takes.
fn body(glyph: &Glyph) -> Rect {
    let (top, bottom) = match glyph.flow {
        Flow::Across => (0.74, 0.02),
        _ => (0.86, 0.14),
    };
    // Some faces state one width for all characters and have them set closer.
    let most = if is_wide(glyph.char) || glyph.flow != Flow::Across { glyph.size } else { 0.62 * glyph.size };
    let x1 = glyph.x1.min(glyph.x0 + most);
    Rect::new(glyph.x0, glyph.y - top * glyph.size, x1, glyph.y + bottom * glyph.size)
}

/// Characters of one height, from left to right.
struct Row {
    y: f64,
    /// The largest of them, and the widest.
    size: f64,
    wide: f64,
    glyphs: Vec<(usize, Rect)>,
}

/// The rows of a page's letters and figures, from the top.
fn rows(glyphs: &[Glyph]) -> Vec<Row> {
    let bodies = glyphs.iter().enumerate().filter(|(_, glyph)| glyph.char.is_alphanumeric());
    let mut bodies: Vec<(usize, &Glyph, Rect)> = bodies.map(|(index, glyph)| (index, glyph, body(glyph))).collect();
    bodies.retain(|(_, _, body)| body.is_finite() && !body.is_zero_area());
    bodies.sort_by(|(_, a, _), (_, b, _)| a.y.total_cmp(&b.y));
    let mut rows: Vec<Row> = Vec::new();
    for (index, glyph, body) in bodies {
        match rows.last_mut() {
            Some(row) if glyph.y - row.y < ROW => {
                row.size = row.size.max(glyph.size);
                row.wide = row.wide.max(body.width());
                row.glyphs.push((index, body));
            }
            _ => rows.push(Row { y: glyph.y, size: glyph.size, wide: body.width(), glyphs: vec![(index, body)] }),
        }
    }
    rows.iter_mut().for_each(|row| row.glyphs.sort_by(|(_, a), (_, b)| a.x0.total_cmp(&b.x0)));
    rows
}

/// The pairs of letters and figures that lie on each other.
fn pairs(glyphs: &[Glyph], meter: &mut Meter) -> Result<Vec<(usize, usize)>, ReadError> {
    let rows = rows(glyphs);
    let largest = rows.iter().map(|row| row.size).fold(0.0, f64::max);
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        // The row itself and those below it; a pair is found from its upper character.
        let below = rows.within(at..);
        let reach = row.y + ROW + row.size + largest;
        let below = below.within(..below.partition_point(|below| below.y <= reach));
        // How many characters of each row end before those that are looked at, which come from left to right.
        let mut passed = vec![0; below.len()];
        for (index, own) in &row.glyphs {
            for ((step, other), passed) in below.iter().enumerate().zip(&mut passed) {
                let ends = |(_, body): &&(usize, Rect)| body.x0 < own.x0 - other.wide;
                *passed += other.glyphs.within(*passed..).iter().take_while(ends).count();
                let near = other.glyphs.within(*passed..);
                let near = near.within(..near.iter().take_while(|(_, body)| body.x0 < own.x1).count());
                meter.work(near.len() + 1)?;
                for (there, theirs) in near {
                    if share(*own, *theirs) && (step > 0 || there > index) {
                        found.push((*index, *there));
                    }
                }
            }
        }
    }
    Ok(found)
}

/// Whether two characters that lie on each other are of two texts: not one drawn twice, nor neighbours on one line, which
/// are drawn one after the other.
fn are_of_two(glyphs: &[Glyph], (at, there): (usize, usize)) -> bool {
    let Some((a, b)) = glyphs.get(at).zip(glyphs.get(there)) else { return false };
    let size = a.size.max(b.size);
    let off = if a.flow == Flow::Across { a.y - b.y } else { a.x0 - b.x0 };
    let level = a.flow == b.flow && off.abs() < LEVEL * size;
    let alike = (a.size - b.size).abs() < LEVEL * size;
    // A face may state more room for a sign than its neighbours leave it.
    let narrower = body(a).width().min(body(b).width());
    let apart = a.flow == Flow::Across && (a.x0 - b.x0).abs() > BEGUN * narrower;
    let stacked = a.flow == Flow::Across && (a.x0 - b.x0).abs() < STACKED * narrower;
    let neighbours = level && alike && (apart || !stacked && at.abs_diff(there) <= NEXT);
    let twin = a.char == b.char && alike && (a.y - b.y).abs() < 0.15 * size && (a.x0 - b.x0).abs() < 0.15 * size;
    !(twin || neighbours)
}

/// Which characters are in an ink that the page's own text is not in, and that is pale.
///
/// Where watermarks are known the page may hold little else.
fn pale_of(glyphs: &[Glyph], known: bool) -> Vec<bool> {
    let dark = glyphs.iter().filter(|glyph| !is_pale(glyph.drawn.ink)).count();
    // On a page with little text most of it may be the watermark, many times.
    let own_is_dark = known || dark.saturating_mul(5) > glyphs.len();
    glyphs.iter().map(|glyph| own_is_dark && is_pale(glyph.drawn.ink)).collect()
}

/// The words that pale characters make.
struct Runs {
    /// The run of each character.
    of: Vec<Option<usize>>,
    texts: Vec<String>,
}

/// Pale characters that follow each other as they were drawn.
fn runs(glyphs: &[Glyph], pale: &[bool]) -> Runs {
    let mut runs = Runs { of: Vec::with_capacity(glyphs.len()), texts: Vec::new() };
    let mut before: Option<&Glyph> = None;
    for (glyph, pale) in glyphs.iter().zip(pale) {
        if !pale {
            runs.of.push(None);
            before = None;
            continue;
        }
        let follows = before.is_some_and(|before| {
            let near = match glyph.flow {
                Flow::Across => {
                    (glyph.y - before.y).abs() < 0.2 * glyph.size && (glyph.x0 - before.x1).abs() < GAP * glyph.size
                }
                _ => {
                    (glyph.x0 - before.x0).abs() < 0.2 * glyph.size
                        && (glyph.y - before.y).abs() < 2.0 * GAP * glyph.size
                }
            };
            before.drawn.ink == glyph.drawn.ink && before.flow == glyph.flow && near
        });
        if !follows {
            runs.texts.push(String::new());
        }
        if !glyph.char.is_whitespace() {
            runs.texts.last_mut().into_iter().for_each(|text| text.push(glyph.char));
        }
        runs.of.push(runs.texts.len().checked_sub(1));
        before = Some(glyph);
    }
    runs
}
